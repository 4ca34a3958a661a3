"""Figures that sources repeat, those that one publisher alone carries, and the words that claims are filtered by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.explore.claims import Account, Entry, Ledger, Only, Section, ledger_of
from cttui.explore.matching import FIELDS, MOST_TYPED, MOST_WORDS, matching, read
from cttui.model.records import Claim, Event, Population, Source
from cttui.model.sources import publishers
from cttui.query.language import Query
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import fold, same, words
from strategies import indexed, small_timeline
from strategies import timelines as random_timelines

SOURCES = (
    Source(id="s1", type="report", title="a", publisher="Dawn", standpoint="press"),
    Source(id="s2", type="report", title="b", publisher="Geo", standpoint="press"),
    Source(id="s3", type="report", title="c", publisher="Rediff", standpoint="press", derived_from=("s1",)),
    Source(id="s4", type="report", title="d", standpoint="press"),
    Source(id="s5", type="report", title="e", standpoint="press"),
)


def of(*claims: dict[str, Any], populations: tuple[Population, ...] = ()) -> Ledger:
    """The ledger of one event with some claims; by default of six dead, by the police, in the first source."""
    plain = {"measure": "killed", "who": "all", "value": 6, "by": "police", "source": "s1"}
    event = Event(
        id="e", date="2024-03-26", kind="attack", title="Attack", provinces=("PK-KP",), sources=tuple(s.id for s in SOURCES),
        claims=tuple(Claim(**{**plain, **given_}) for given_ in claims),
    )  # fmt: skip
    base = small_timeline()
    timeline = replace(base, sources=SOURCES, events=(event,), threads=(), populations=(*base.populations, *populations))
    with indexed(timeline) as index:
        return ledger_of(index, Query())


def rows(ledger: Ledger) -> list[tuple[str, str, str]]:
    """Each figure: who is counted, the number with how many repeat it, and who states it."""
    return [
        (account.name, f"{figure.entries[0].stated}{figure.times}", figure.entries[0].by)
        for account in ledger.accounts
        for figure in account.figures
    ]


@cache
def whole(index: Index) -> Ledger:
    """The ledger of all events."""
    return ledger_of(index, Query())


@pytest.mark.parametrize("text", ["", "soldiers killed 2024", "security forces", "police", "who:soldiers"])
@pytest.mark.parametrize("only", ["disputed", "differing", "alone"])
def test_what_alone_is_shown_is_what_the_counts_say(shipped_index: Index, text: str, only: Only) -> None:
    """Words are looked for in all claims first: a disputed whole belongs to a part that is none, and is listed with it."""
    every = matching(ledger_of(shipped_index, Query()), text)
    shown = matching(ledger_of(shipped_index, Query(), only), text)
    assert set(shown.accounts) == set(every.only(only).accounts)
    assert shown.claims == every.only(only).claims


# -- figures ---------------------------------------------------------------------------------------------------------


def test_what_sources_repeat_word_for_word_is_one_figure() -> None:
    """The same number by the same claimant is one figure, whoever prints it, in whatever spelling of his name."""
    found = of({"by": "ISPR"}, {"by": "DG ISPR", "source": "s2"}, {"by": "ISPR", "source": "s3"})
    assert rows(found) == [("all", "6×3", "ISPR")]
    assert (found.figures, found.claims) == (1, 3)


@pytest.mark.parametrize(
    "other",
    [
        {"value": None, "min": 6},
        {"value": 7},
        {"approx": True},
        {"by": "BLA"},
        {"who": "soldiers"},
        {"measure": "injured"},
        {"unit": "families"},
        {"period": "2024"},
        {"province": "PK-BA"},
    ],
    ids=str,
)
def test_what_differs_in_anything_is_another_figure(other: dict[str, Any]) -> None:
    """Another number, bound, claimant, population, measure, unit, period or province is not the same figure."""
    found = of({}, {"source": "s2", **other})
    assert (found.figures, found.claims) == (2, 2)


def test_a_figure_is_superseded_where_all_its_claims_are() -> None:
    """A number that its claimant came back to stands, though it was replaced for a day."""
    days = ({"as_of": "2024-03-26"}, {"value": 7, "as_of": "2024-03-27"}, {"source": "s2", "as_of": "2024-03-28"})
    (account,) = of(*days).accounts
    assert [(figure.times, figure.superseded) for figure in account.figures] == [("", True), ("×2", False)]


@given(random_timelines())
@settings(max_examples=30)
def test_every_claim_stands_in_one_figure(timeline: Any) -> None:
    """Whatever the timeline, its figures hold each claim once, and a figure's claims state one number by one claimant."""
    with indexed(timeline) as index:
        found, register = ledger_of(index, Query()), index.register
    assert found.claims == sum(len(event.claims) for event in timeline.events)
    for account in found.accounts:
        told = []
        for figure in account.figures:
            (stated,) = {entry.stated for entry in figure.entries}
            (by,) = {same(register.claimant(entry.by)) for entry in figure.entries}
            told.append((stated, by))
            assert figure.of == len(figure.entries)
        assert len(set(told)) == len(told)


@pytest.mark.parametrize(
    ("sources", "names"),
    [
        (("s1",), {"Dawn"}),
        (("s1", "s2"), {"Dawn", "Geo"}),
        (("s1", "s3"), {"Dawn"}),
        (("s2", "s3"), {"Geo", "Rediff"}),
        (("s4",), {"s4"}),
        (("s4", "s5"), {"s4", "s5"}),
    ],
)
def test_who_carries_a_figure(sources: tuple[str, ...], names: set[str]) -> None:
    """What repeats another of the sources carries nothing of its own; publishers that are not known are not taken for one."""
    found = {source.id: source for source in SOURCES}
    assert publishers(found[id_] for id_ in sources) == names
    ledger = of(*({"source": id_} for id_ in sources))
    assert (ledger.alone, ledger.only("alone").figures) == ((1, 1) if len(names) == 1 else (0, 0))


def test_texts_that_repeat_each_other_have_publishers_all_the_same() -> None:
    """Two sources that each say that they repeat the other carry the figure both."""
    pair = (replace(SOURCES[0], derived_from=("s2",)), replace(SOURCES[1], derived_from=("s1",)))
    assert publishers(pair) == {"Dawn", "Geo"}


def test_the_figures_that_rest_on_one_publisher(shipped_index: Index) -> None:
    """Of Dawn's figures, those are counted that nobody else prints, and the same are listed when only they are asked for."""
    dawn = matching(whole(shipped_index), 'publisher:"Dawn"')
    assert (dawn.figures, dawn.alone) == (253, 202)
    listed = matching(whole(shipped_index).only("alone"), 'publisher:"Dawn"')
    assert (listed.figures, listed.alone) == (202, 202)
    assert {entry.publisher for account in listed.accounts for entry in account.entries} == {"Dawn"}


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["sold", "SÓLD", "soldiers killed 2024", "who:soldiers  period:2024 measure:killed"])
def test_soldiers_killed_in_2024_stand_on_the_first_lines(shipped_index: Index, text: str) -> None:
    """The year's counts come first: soldiers, then the security forces that they are part of, with who says so and where."""
    first, *_ = matching(whole(shipped_index), text).sections
    assert (first.measure, first.scope) == ("killed", "2024")
    told = [(account.name, account.wider, [f.entries[0].stated for f in account.figures]) for account in first.accounts]
    assert told == [
        ("soldiers, 1 Jan – 27 Dec 2024", "", ["383"]),
        ("soldiers", "", ["383"]),
        ("security forces", "soldiers", ["685", "at least 685", "527"]),
        ("security forces, 1 Jan – 27 Dec 2024", "soldiers", ["383"]),
    ]


def test_sections_are_in_the_order_of_how_nearly_they_count_the_year(shipped_index: Index) -> None:
    """The country before its provinces, the timeline's own year before other periods, and all before single events."""
    found = matching(whole(shipped_index), "killed").sections
    ranks = [section.rank for section in found]
    assert ranks == sorted(ranks)
    spans = list(dict.fromkeys((section.period, section.province) for section in found))
    assert spans[:2] == [("2024", ""), ("January 2024 – November 2024", "")]
    assert not found[-1].period


EVERY = [("all", "6×2", "police"), ("security forces", "9", "ISPR"), ("soldiers", "5", "ISPR"), ("families", "dozens", "BLA")]
FILED: dict[str, list[tuple[str, str, str]]] = {
    "": EVERY,
    "troops": [("soldiers", "5", "ISPR"), ("security forces", "9", "ISPR")],
    "military": [("security forces", "9", "ISPR"), ("soldiers", "5", "ISPR")],
    "geo": [("all", "61 of 2", "police")],
    "publisher:dawn": [("all", "61 of 2", "police"), *EVERY[1:]],
    "publisher:d who:fam": [("families", "dozens", "BLA")],
    "mourn": [("families", "dozens", "BLA")],
    '"many mourn"': [],
    '"many mourned"': [("families", "dozens", "BLA")],
    "who:mourned": [],
    'who:"soldier"': [],
    'who:"soldiers"': [("soldiers", "5", "ISPR"), ("security forces", "9", "ISPR")],
    "doz": [("families", "dozens", "BLA")],
    "figure:5": [("soldiers", "5", "ISPR")],
    "soldiers police": [],
    "2023": [],
    "colour:families": [],
    "…": EVERY,
}  # fmt: skip
"""What is listed of a ledger for some texts."""


@pytest.mark.parametrize("text", FILED)
def test_words_keep_a_ledger_to_what_they_mean(text: str) -> None:
    """A word is the beginning of one in people, claimants by any name, publishers, numbers or quotes; a field looks in one."""
    found = of(
        {},
        {"source": "s2"},
        {"who": "security forces", "value": 9, "by": "ISPR"},
        {"who": "troops", "value": 5, "by": "ISPR"},
        {"who": "families", "value": None, "words": "dozens", "by": "BLA", "quote": "so many mourned"},
    )
    assert sorted(rows(matching(found, text))) == sorted(FILED[text])
    first = [account.name for account in matching(found, "troops").accounts]
    assert first == ["soldiers", "security forces"]


def test_periods_are_found_by_every_year_they_touch() -> None:
    """A count for 2022 to 2024 is found by 2023; a claim about an event has no period to find it by."""
    found = of({"period": "2022/2024"}, {})
    assert [account.times != "" for account in matching(found, "2023").accounts] == [True]
    assert matching(found, "2023").claims == 1


def test_provinces_are_found_by_any_name(shipped_index: Index) -> None:
    """A count for one province is found by its name, its badge and its other spellings."""
    listed = [matching(whole(shipped_index), text).sections for text in ("province:KP", "province:nwfp")]
    assert {section.province for sections in listed for section in sections} == {"Khyber Pakhtunkhwa"}


def texts(section: Section, account: Account, entry: Entry) -> dict[str, tuple[str, ...]]:
    """All that a claim is found by, in the simplest way."""
    return {
        "measure": (section.measure,),
        "unit": (section.unit,),
        "who": account.spellings,
        "by": (entry.by, *entry.spellings),
        "publisher": (entry.publisher or "publisher unknown",),
        "figure": (entry.stated,),
        "quote": (entry.quote,),
        "period": (account.times,),
        "province": section.places,
    }


def spoken(ledger: Ledger) -> Iterator[tuple[Section, Account, Entry]]:
    """Every claim with what it stands under."""
    for section in ledger.sections:
        for account in section.accounts:
            for entry in account.entries:
                yield section, account, entry


@given(st.data())
@settings(max_examples=60)
def test_what_is_listed_is_what_a_slow_search_finds(shipped_index: Index, data: st.DataObject) -> None:
    """For beginnings of words of the timeline, alone or in a field, the claims listed are those that have them all."""
    ledger = whole(shipped_index)
    every = list(spoken(ledger))
    section, account, entry = data.draw(st.sampled_from(every))
    wanted = []
    for _ in range(data.draw(st.integers(1, 3))):
        field = data.draw(st.sampled_from(FIELDS))
        found = [word for text in texts(section, account, entry)[field] for word in words(text)]
        if found:
            word = data.draw(st.sampled_from(found))
            wanted.append((field if data.draw(st.booleans()) else "", word[: data.draw(st.integers(1, len(word)))]))
    if not wanted:
        return
    listed = matching(ledger, " ".join(f"{field}:{word}" if field else word for field, word in wanted))

    def has(one: tuple[str, str], said: dict[str, tuple[str, ...]]) -> bool:
        fields = [one[0]] if one[0] else list(said)
        return any(word.startswith(one[1]) for field in fields for text in said[field] for word in words(text))

    expected = [found for found in every if all(has(one, texts(*found)) for one in wanted)]

    def key(found: tuple[Section, Account, Entry]) -> tuple[str, ...]:
        return (found[0].measure, found[0].scope, found[1].name, found[2].event_id, found[2].source_id, found[2].stated,
                found[2].by, found[2].quote, found[2].note)  # fmt: skip

    own = [found for found in spoken(listed) if not found[1].wider]
    beside = [found for found in spoken(listed) if found[1].wider]
    assert {key(found) for found in own} <= {key(found) for found in expected}
    assert {key(found) for found in expected} <= {key(found) for found in (*own, *beside)}
    asked = {(section.measure, section.scope, account.who): account.part_of for section, account, _ in own}
    for section, account, _ in beside:
        assert same(account.who) in asked[section.measure, section.scope, account.wider]
    assert listed.beside == sum(len(account.figures) for account in listed.accounts if account.wider)


@given(st.text(max_size=80))
def test_any_text_can_be_typed(text: str) -> None:
    """No text is too odd to be read, and what it asks for is folded."""
    for one in read(text):
        assert one.needle.strip()
        assert fold(one.needle) == one.needle
        assert one.field in {"", *FIELDS}


def test_endless_texts_are_read_to_a_length() -> None:
    """No more than so many characters and words are heeded, however much is pasted."""
    assert len(read("a " * 10_000)) == MOST_WORDS
    assert read("a" * 100_000) == read("a" * MOST_TYPED)
    assert len(read('who:"' + "a:" * 100_000)) == 1
