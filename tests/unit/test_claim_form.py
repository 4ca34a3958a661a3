"""The form of a claim: what it fills in, what it offers, what it says while one types, and what it writes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.copies.quotes import Folded
from cttui.curation.changes import AddItem, SetItem
from cttui.curation.claim import ClaimForm, Draft, of_claim, of_proposal, of_words, own_words, plain_of
from cttui.curation.comparable import DISPUTED, beside
from cttui.curation.known import Known, ranked
from cttui.model.claims import group_all, stated
from cttui.model.records import Claim
from cttui.proposals.reader import Proposal, propose
from cttui.proposals.saying import Said, said
from cttui.store.sqlite import SqliteIndex as Index
from strategies import indexed, timelines

CLASHES = "2024-11-22-kurram-clashes"
NEWSX = "newsx-2024-11-30-kurram"
TEXT = """The violence, ongoing for over ten days, has claimed 124 lives and injured 178 others so far. At least 20 houses were
burnt."""


@pytest.fixture
def known(shipped_index: Index) -> Known:
    """What the shipped timeline says."""
    return Known(shipped_index)


def proposal(number: int, text: str = TEXT) -> Proposal:
    """The figure of a text with a number."""
    return next(one for one in propose(text) if number in (one.value, one.min, one.max))


def typed(form: ClaimForm, **texts: str) -> dict[str, str]:
    """What stands in a form's fields, some typed anew."""
    return {**{one.key: one.text for one in form.fields}, **texts}


# -- a figure as it is typed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("124", Said(value=124)), ("1,234", Said(value=1234)), ("12,34,567", Said(value=1234567)), ("76.3", Said(value=76.3)),
        ("at least 20", Said(min=20)), (">=20", Said(min=20)), ("20+", Said(min=20)), ("20 or more", Said(min=20)),
        ("more than 300", Said(min=300)), ("at most 5", Said(max=5)), ("<= 5", Said(max=5)), ("up to 5", Said(max=5)),
        ("20-30", Said(min=20, max=30)), ("20–30", Said(min=20, max=30)), ("between 20 and 30", Said(min=20, max=30)),
        ("12 or 13", Said(min=12, max=13)), ("about 15", Said(value=15, approx=True)), ("~15", Said(value=15, approx=True)),
        ("at least about 20", Said(min=20, approx=True)), ("nearly 200", Said(value=200, approx=True)),
        ("2 lakh", Said(value=200000)), ("1.5 million", Said(value=1500000)), ("twelve", Said(value=12)),
        ("dozens", Said(words="dozens")), ("several hundred", Said(words="several hundred")), (" a  few ", Said(words="a few")),
        ("= 7", Said(value=7)), ("0", Said(value=0)),
    ],
)  # fmt: skip
def test_a_figure_is_read_as_a_person_types_it(text: str, means: Said) -> None:
    """Numbers with bounds, ranges, "about", words and signs are read as what they say, and a claim has it, 0 too."""
    found = said(text)
    assert found == means
    assert found is not None
    assert Said(**found.record()) == means  # type: ignore[arg-type]  # a record has what holds of it


@pytest.mark.parametrize(
    ("number", "means"),
    [
        ("2–9, best 4", {"min": 2, "max": 9, "best": 4}), ("20-30, best 25", {"min": 20, "max": 30, "best": 25}),
        ("7, best 7", None), ("2-9, best 12", None), ("2-9, best", None), ("best 4", None),
    ],
)  # fmt: skip
def test_a_best_number_is_typed_behind_its_range(known: Known, number: str, means: dict[str, Any] | None) -> None:
    """A range with a best number is read as it is stated; a best number without a range, or outside it, is refused."""
    form = ClaimForm(known, Draft(CLASHES, NEWSX))
    review = form.review(typed(form, number=number, measure="killed", who="all", by="police"))
    written = [change.item for change in review.changes if isinstance(change, AddItem) and change.key == "claims"]
    stands = [
        {key: value for key, value in plain.items() if key in {"value", "min", "max", "best", "words"}} for plain in written
    ]
    assert (stands, "number" in review.problems) == (([means], False) if means else ([], True))


NO_FIGURES = ["", "  ", "-5", "12 people", "5-6 killed", "30-20", "124 lives", "twenty soldiers", "3-1-2", "x" * 999]


@pytest.mark.parametrize("text", NO_FIGURES)
def test_what_is_no_figure_is_none(text: str) -> None:
    """A number with something beside it, a range from high to low, a negative number, and no text at all are refused."""
    assert said(text) is None


AMOUNTS = st.one_of(st.integers(0, 10**9), st.decimals(0, 9999, places=2).map(float).filter(lambda value: value != int(value)))


@given(AMOUNTS, AMOUNTS, st.sampled_from(["value", "min", "max", "range"]), st.booleans())
def test_what_is_said_of_a_claim_is_read_back_as_it_is(one: float, other: float, way: str, approx: bool) -> None:
    """A figure as the screen states it, typed in, is the same figure."""
    low, high = sorted((one, other))
    if way == "range" and (low == high or high > 100 * low):
        way = "value"
    ways = {"value": Said(value=one), "min": Said(min=one), "max": Said(max=one), "range": Said(min=low, max=high)}
    figure = ways[way]._replace(approx=approx)
    assert said(stated(figure)) == figure


# -- what is filled in ------------------------------------------------------------------------------------------------


def test_a_figure_that_was_read_fills_in_all_but_who_and_by(known: Known) -> None:
    """Number, measure and quote come from the text and say so; who is empty, and by is the last used, to be looked at."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX))
    fields = {one.key: one for one in form.fields}
    assert form.title == "New claim · NewsX, 30 Nov 2024"
    assert {key: fields[key].text for key in ("number", "measure", "who", "quote", "unit", "as_of", "event")} == {
        "number": "124", "measure": "killed", "who": "", "quote": "has claimed 124 lives", "unit": "", "as_of": "",
        "event": CLASHES,
    }  # fmt: skip
    assert {fields[key].reason for key in ("number", "measure", "quote")} == {"from the text"}
    assert (fields["by"].text, fields["by"].reason, fields["by"].sure) == ("police", "last used for this source", False)
    assert fields["who"].required
    assert fields["number"].sure


def test_nobody_is_guessed_for_a_source_without_claims(known: Known) -> None:
    """Of a source from which nothing was taken yet, by is empty."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, "thenews-2024-12-21-kurram"))
    assert next(one for one in form.fields if one.key == "by").text == ""


def test_chosen_words_are_the_quote(known: Known) -> None:
    """Words selected by hand are the quote, on one line; a figure is filled in only if they state exactly one."""
    form = ClaimForm(known, of_words("has claimed\n124 lives", CLASHES, NEWSX))
    texts = {one.key: one.text for one in form.fields if one.text}
    assert texts == {"number": "124", "measure": "killed", "by": "police", "quote": "has claimed 124 lives", "event": CLASHES}
    for words in ("no mobile internet", "claimed 124 lives and injured 178 others"):
        texts = {one.key: one.text for one in ClaimForm(known, of_words(words, CLASHES, NEWSX)).fields if one.text}
        assert texts == {"by": "police", "quote": words, "event": CLASHES}


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("It has claimed 124 lives and injured 178 others so far.", ["It has claimed 124 lives", "injured 178 others so far"]),
        ("They killed 12 soldiers, 3 civilians.", ["They killed 12 soldiers", "They killed 12 soldiers, 3 civilians"]),
        ("12 soldiers and 3 civilians were killed.", ["12 soldiers and 3 civilians were killed", "3 civilians were killed"]),
        ("At least 20 houses were burnt.", ["At least 20 houses were burnt"]),
        (
            "At least 12 people, including three policemen, were killed and some 30 others injured in clashes.",
            [
                "At least 12 people, including three policemen, were killed",
                "including three policemen, were killed",
                "were killed and some 30 others injured in clashes",
            ],
        ),
    ],
)
def test_a_quote_takes_no_more_figures_than_it_must(text: str, quotes: list[str]) -> None:
    """Of two figures in a clause each gets its own words, unless they would state another figure, or none."""
    assert [own_words(one) for one in propose(text)] == quotes


# -- what is offered --------------------------------------------------------------------------------------------------


def test_the_files_own_words_are_offered(known: Known) -> None:
    """People counted on the same measure come first, by as the file spells it, provinces by their badge, bounds of a number."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX))

    def offers(key: str, text: str) -> list[tuple[str, str]]:
        return [(one.text, one.about) for one in form.suggest(key, typed(form, **{key: text}))]

    assert offers("who", "soldi")[0][0] == "soldiers"
    assert offers("who", "soldi")[0][1].endswith("claims on killed")
    assert offers("by", "")[:2] == [("police", "last used for this source"), ("NewsX", "the publication itself")]
    assert offers("by", "isp")[0][0] == "ISPR"
    assert offers("measure", "inj")[0] == ("injured", f"{known.counts(lambda claim: claim.measure)['injured']} claims")
    assert ("KP", "Khyber Pakhtunkhwa") in offers("province", "khy")
    assert [text for text, _ in offers("number", "at least 20")] == ["20", "at least 20", "at most 20", "about 20"]
    assert offers("event", "burnings")[0][0] == CLASHES
    assert offers("as_of", "")[0] == ("2024-11-30", "the day of the source")
    assert offers("as_of", "30 nov 2024")[0][0] == "2024-11-30"
    assert offers("quote", "has") == []


@given(st.lists(st.text("ab c", max_size=5), max_size=8), st.text("abc", max_size=3))
def test_suggestions_that_begin_with_what_is_typed_come_first(values: list[str], text: str) -> None:
    """Every suggestion fits what is typed, none comes twice, and those whose beginning it is come before the others."""
    found = [one.text for one in ranked(text, [(value, "") for value in values])]
    assert len(found) == len(set(found))
    assert set(found) <= set(values)
    begun = ["".join(one.split()).startswith(text) or one.strip().startswith(text) for one in found]
    assert text == "" or begun == sorted(begun, reverse=True) or " " in "".join(found)


# -- what is said while one types -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text", "trouble"),
    [
        ("number", "124 lives", "expected a figure: 124, at least 20, at most 5, 20-30, about 15, or words like dozens"),
        ("measure", "Killed people", "expected one word of lower-case letters, digits and hyphens"),
        ("quote", "x" * 121, "this quote has 121 characters; keep the words that state the figure"),
        ("quote", "has claimed 125 lives", "these words are not in the stored copy"),
        ("as_of", "yesteryear", ""),
        ("province", "Khyber Pakhtun", "unknown province; did you mean Khyber Pakhtunkhwa?"),
        ("event", "2024-11-22-kurram-clash", f"unknown event; did you mean {CLASHES}?"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(known: Known, key: str, text: str, trouble: str) -> None:
    """The rules of the file are held while one types, in their own words, and nothing would be written."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX), Folded(TEXT).holds)
    review = form.review(typed(form, who="families", **{key: text}))
    assert set(review.problems) == {key}
    assert trouble in review.problems[key]
    assert review.changes == ()


def test_what_is_typed_is_read_back(known: Known) -> None:
    """Number, quote, days and province are said as they are read."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX))
    readings = form.review(typed(form, number="2 lakh", as_of="30 nov 2024", province="nwfp")).readings
    assert readings["number"] == "exactly 200,000"
    assert readings["quote"] == "21 of 120 characters · they state 124"
    assert "30 November 2024" in readings["as_of"]
    assert readings["province"] == "Khyber Pakhtunkhwa"


def test_a_quote_that_states_another_figure_is_pointed_out(known: Known) -> None:
    """If the words state a figure and not the claim's, what they state stands beside them; words without one are fine."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX))
    assert form.review(typed(form)).readings["quote"] == "21 of 120 characters"
    assert form.review(typed(form, number="at least 124")).readings["quote"] == "21 of 120 characters · they state 124"
    assert form.review(typed(form, number="9", quote="the road was closed")).readings["quote"] == "19 of 120 characters"


def test_comparable_claims_and_disputes_stand_beside(known: Known) -> None:
    """What cannot hold together with the claim is marked, and counted; before anybody is named, what counts the measure."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX))
    first = form.review(typed(form))
    assert first.beside[0].text.endswith("on killed in this event")
    review = form.review(typed(form, who="all"))
    disputes = [one for one in review.beside if one.lead.startswith(DISPUTED)]
    assert f"in dispute with {len(disputes)}" in review.beside[0].text
    assert any("97" in one.lead for one in disputes)
    assert all(one.role == "fault" for one in disputes)


@settings(max_examples=40)
@given(timelines(most=4), st.data())
def test_beside_agrees_with_the_models_own_rules(timeline: object, data: st.DataObject) -> None:
    """As many claims are said to be in dispute as the whole event would have conflicts with the claim, were it written."""
    with indexed(timeline) as index:  # type: ignore[arg-type]  # hypothesis does not say what it draws
        known = Known(index)
        pairs = list(product(known.events, [claim for _, claim in known.claims]))
        if not pairs:
            return
        event, claim = data.draw(st.sampled_from(pairs))
        value = data.draw(st.integers(0, 40))
        mine = Claim(**{**_without_figure(claim), "value": value, "period": ""})
        found = beside(known, mine, event.id)
        issued = {source.id: source.issued for source in index.sources([c.source for c in event.claims] + [mine.source])}
        groups = group_all([*((event.id, c) for c in event.claims), (event.id, mine)], issued, index.register)
        group = next(one for one in groups if one.claims[-1] is mine)
        if len(group.claims) == 1:
            assert [one.lead for one in found] == [""]
            return
        assert len(found) == len(group.claims)
        place = len(group.claims) - 1
        is_disputed = any(place in pair for pair in group.disputes)
        marked = any(one.lead.startswith(DISPUTED) for one in found)
        # the model keeps a pair for each claim that conflicts, not each pair
        assert is_disputed <= marked
        assert marked <= any(group.disputes)


def _without_figure(claim: Claim) -> dict[str, Any]:
    return {key: value for key, value in plain_of(claim).items() if key not in {"value", "min", "max", "words", "approx"}}


# -- what is written --------------------------------------------------------------------------------------------------


def test_saving_adds_the_claim_to_its_event(known: Known) -> None:
    """The claim is written with the keys that say something, in the order of the file, and the sentence names the event."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX), Folded(TEXT).holds)
    review = form.review(typed(form, who="families", number="at least 124"))
    assert review.says == f"Claim added to {CLASHES}: at least 124 killed, families."
    (change,) = review.changes
    assert isinstance(change, AddItem)
    assert (change.table, change.label, change.key) == ("event", CLASHES, "claims")
    assert list(change.item.items()) == [
        ("measure", "killed"), ("who", "families"), ("min", 124), ("by", "police"), ("source", NEWSX),
        ("quote", "has claimed 124 lives"),
    ]  # fmt: skip


def test_a_claim_for_an_event_that_lacks_the_source_adds_it_there(known: Known) -> None:
    """If the event does not cite the source, it does afterwards, and the form says so before."""
    form = ClaimForm(known, of_proposal(proposal(124), CLASHES, NEWSX))
    review = form.review(typed(form, who="all", event="2024-03-26-besham"))
    assert [change.key for change in review.changes if isinstance(change, AddItem)] == ["sources", "claims"]
    assert "the source will be added" in review.readings["event"]


def claims_of(known: Known) -> Iterator[tuple[str, Claim]]:
    """Some claims of the timeline of every kind."""
    yield from known.claims[::37]


def test_a_claim_that_is_not_changed_changes_nothing(known: Known) -> None:
    """The form of a claim, saved as it stands, writes nothing, and has nothing against what is in the file."""
    for event, claim in claims_of(known):
        form = ClaimForm(known, of_claim(claim, event))
        review = form.review(typed(form))
        assert (review.problems, review.changes) == ({}, ()), (event, claim)


def test_changing_a_claim_changes_what_was_changed(known: Known) -> None:
    """Another number takes the place of the old one; all other keys stay as they were."""
    for event, claim in claims_of(known):
        form = ClaimForm(known, of_claim(claim, event))
        (change,) = form.review(typed(form, number="at most 98765")).changes
        assert isinstance(change, SetItem)
        assert change.was == plain_of(claim)
        figure = {"value", "min", "max", "words", "approx"}
        rest = {key: value for key, value in plain_of(claim).items() if key not in figure}
        assert change.item == {**rest, "max": 98765}


def test_a_claim_is_not_compared_with_itself(known: Known) -> None:
    """While a claim is changed, what stood there before is not among the comparable ones."""
    event, claim = next((event, claim) for event, claim in known.claims if event == CLASHES and claim.value == 124)
    form = ClaimForm(known, of_claim(claim, event))
    comparable = form.review(typed(form)).beside[1:]
    others = [
        one for _, one in known.claims if one is not claim and (_, one.measure, one.who) == (CLASHES, "killed", claim.who)
    ]
    assert len(comparable) == len(others)


def test_a_figure_that_nobody_typed_is_kept_as_it_is(known: Known) -> None:
    """A number that is too long to be read stays as the file has it while other fields are changed."""
    event, claim = known.claims[0]
    long = replace(claim, value=10**15, min=None, max=None, words="")
    form = ClaimForm(known, of_claim(long, event))
    (change,) = form.review(typed(form, note="by our count")).changes
    assert isinstance(change, SetItem)
    assert change.item["value"] == 10**15


def test_a_claim_moves_to_another_event(known: Known) -> None:
    """A claim whose event is changed is taken out of the one and added to the other."""
    event, claim = next((event, claim) for event, claim in known.claims if event == CLASHES)
    form = ClaimForm(known, of_claim(claim, event))
    changes = form.review(typed(form, event="2024-03-26-besham")).changes
    assert [type(change).__name__ for change in changes] == ["SetItem", "AddItem", "AddItem"]
    assert isinstance(changes[0], SetItem)
    assert changes[0].item is None


def test_a_claim_that_is_there_is_not_written_again(known: Known) -> None:
    """The same figure of the same people by the same claimant in the same source is refused as a repetition."""
    event, claim = next((event, claim) for event, claim in known.claims if event == CLASHES)
    draft = Draft(event, claim.source, plain_of(claim))
    form = ClaimForm(known, draft)
    assert form.review(typed(form)).problems == {"number": "the event already has this claim"}
