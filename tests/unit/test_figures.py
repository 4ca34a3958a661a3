"""Figures against a slow oracle: what is superseded, disputed, counted and found, and that no claim is lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import QueryError, TimelineError
from cttui.explore import printed
from cttui.explore.claims import ledger
from cttui.explore.detail import DetailView
from cttui.explore.sources import cited
from cttui.exports.subjects import Claims
from cttui.model import claims
from cttui.model.claims import LENSES, Lens
from cttui.model.records import Claim, Event, Meta, Population, Province, Source, Timeline
from cttui.model.register import Register
from cttui.query import language as query
from cttui.query.fields import Vocabulary
from cttui.query.language import Alternatives, Figures, Query
from cttui.timeline import load
from cttui.ui.base.detail import _event
from oracles import Counting, ends
from strategies import CLAIMANTS, POPULATIONS, exported, ids, indexed, timelines
from strategies import claims as random_claims

SOURCES = tuple(
    Source(id=id_, type="report", standpoint="press", issued=issued)
    for id_, issued in (("s1", "2024-03-26"), ("s2", "2024-03-28"), ("s3", ""), ("s4", "2024-03"))
)
ISSUED = {source.id: source.issued for source in SOURCES}
PROVINCES = (Province(code="PK-KP", name="Khyber", short="KP"), Province(code="PK-BA", name="Balochistan", short="BA"))


def timeline(*events: Event, populations: Sequence[Population] = POPULATIONS) -> Timeline:
    """A timeline of some events."""
    return Timeline(
        meta=Meta(id="figures", title="Figures", period="2024"), provinces=PROVINCES, claimants=CLAIMANTS,
        populations=tuple(populations), sources=SOURCES, events=events,
    )  # fmt: skip


def claim(**given_: Any) -> Claim:
    """A claim on all the dead, by the police, in the first source."""
    return Claim(**{"measure": "killed", "who": "all", "by": "police", "source": "s1", **given_})


def event(*found: Claim, **given_: Any) -> Event:
    """An attack with some claims."""
    plain = {"id": "e", "date": "2024-03-26", "kind": "attack", "title": "Attack", "provinces": ("PK-KP",)}
    return Event(**{**plain, "claims": found, **given_})


_small = st.one_of(st.integers(0, 6), st.sampled_from((0.5, 0.0004, 2.25, 76.3, 1e15, 1234567.5, 1e-12)))


@st.composite
def close_claims(draw: st.DrawFn) -> Claim:
    """A claim that often meets others: few bodies, few days, few numbers."""
    found = draw(random_claims([source.id for source in SOURCES], ["PK-KP", "PK-BA"]))
    if not found.words and draw(st.booleans()):
        low, high = sorted((draw(_small), draw(_small)))
        ways = ((low, None, None), (None, low, None), (None, None, high), (None, low, high))
        value, least, most = draw(st.sampled_from(ways))
        found = replace(found, value=value, min=least, max=most)
    if draw(st.booleans()):
        found = replace(found, measure="killed", who="all", unit="", period="", province=None)
    return replace(found, as_of=draw(st.sampled_from(("", "", "2024-03-26", "2024-03-27", "2024-03-28", "2024-03"))))


_claims = st.lists(close_claims(), max_size=8)
_kinds = st.sampled_from(("attack", "attack", "attack", "report", "strike"))
_dates = st.sampled_from(("2024-03-26", "2024", "", "2024-03-26~"))
_events = st.builds(
    lambda found, kind, date, provinces: event(*found, kind=kind, date=date, provinces=provinces),
    _claims, _kinds, _dates, st.sampled_from((("PK-KP",), ("PK-KP", "PK-BA"), ())),
)  # fmt: skip


# -- what is superseded ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        ([{"value": 5, "as_of": "2024-01-02"}, {"value": 9, "as_of": "2024-01-05"}, {"value": 6, "as_of": "2024-01-07"}], [6]),
        ([{"value": 9}, {"value": 6, "source": "s2"}], [6]),
        ([{"value": 6, "source": "s2"}, {"value": 9}], [6]),
        ([{"value": 5, "as_of": "2024-01-02"}, {"value": 9, "as_of": "2024-01-02"}], [5, 9]),
        ([{"value": 5, "as_of": "2024-01-02"}, {"value": 9, "as_of": "2024-01"}], [5, 9]),
        ([{"value": 5}, {"value": 9, "source": "s3"}], [5, 9]),
        ([{"value": 5}, {"value": 5, "source": "s2"}], [5, 5]),
        ([{"value": 5}, {"value": 9, "source": "s2"}, {"value": 5, "as_of": "2024-04"}], [5]),
        ([{"value": 9}, {"value": 5, "source": "s2"}, {"value": 5, "as_of": "2024-04"}], [5, 5]),
        ([{"value": 5}, {"value": 9, "source": "s2", "who": "soldiers"}], [5, 9]),
        ([{"value": 5}, {"value": 9, "source": "s2", "unit": "percent"}], [5, 9]),
        ([{"value": 5}, {"value": 9, "source": "s2", "period": "2024"}], [5, 9]),
        ([{"value": 5}, {"value": 9, "source": "s2", "province": "PK-KP"}], [5, 9]),
        ([{"value": 5}, {"value": 9, "source": "s2", "measure": "injured"}], [5, 9]),
        ([{"value": 5}, {"value": 9, "source": "s2", "by": "ISPR"}], [5, 9]),
        ([{"value": 5, "by": "???"}, {"value": 9, "source": "s2", "by": "!!!"}], [5, 9]),
        # each of these is later than the next by one of two ways to tell, and still the last of them stands
        ([{"value": 1, "as_of": "2024-04-02"}, {"value": 2, "as_of": "2024-03-25", "source": "s2"}, {"value": 3}], [1]),
    ],
)
def test_a_later_number_by_the_same_body_takes_the_place_of_the_earlier(
    found: list[dict[str, Any]], standing: list[float]
) -> None:
    """Through any chain the last number of a body stands; of one day, or on another question, numbers stand side by side."""
    left = claims.standing(event(*(claim(**given_) for given_ in found)), ISSUED)
    assert [one.value for one in left.claims] == standing


@settings(max_examples=300)
@given(_claims)
def test_what_is_superseded_disputed_and_differing_is_what_the_oracle_says(found: list[Claim]) -> None:
    """Comparing by a sweep finds the claims that comparing each with each finds, and every pair that it names is one."""
    oracle = Counting(timeline(), ISSUED)
    oracle.issued = ISSUED
    register = Register(CLAIMANTS, POPULATIONS)
    assert claims.standing(event(*found), ISSUED, register).claims == tuple(oracle.standing(found))
    superseded, disputed, differing = Counter[Claim](), Counter[Claim](), Counter[Claim]()
    for group in claims.group(event(*found), ISSUED, register):
        superseded.update(group.claims[n] for n in group.superseded)
        disputed.update(group.claims[n] for n in {n for pair in group.disputes for n in pair})
        differing.update(group.claims[n] for n in {n for pair in group.differences for n in pair})
        for a, b in group.disputes:
            assert oracle.disputed([group.claims[a], group.claims[b]]) == {0, 1}
        for a, b in group.differences:
            assert oracle.differing([group.claims[a], group.claims[b]]) == {0, 1}
        assert len(group.disputes) + len(group.differences) <= 4 * len(group.claims)
    assert superseded == Counter(found[n] for n in oracle.superseded(found))
    assert disputed == Counter(found[n] for n in oracle.disputed(found))
    assert differing == Counter(found[n] for n in oracle.differing(found))


@settings(max_examples=200)
@given(_events, st.sampled_from((*LENSES, "ISPR", "BLA", "police", "s1", "s2", "s4")))
def test_a_toll_is_that_of_the_event_without_its_superseded_claims(found: Event, lens: str) -> None:
    """For every event and every way of counting, superseded claims might as well not be there."""
    register, oracle = Register(CLAIMANTS, POPULATIONS), Counting(timeline(), ISSUED)
    oracle.issued = ISSUED
    left = replace(found, claims=tuple(oracle.standing(found.claims)))
    assert claims.toll(found, Lens(lens), register, ISSUED) == claims.toll(left, Lens(lens), register, ISSUED)


def test_corrected_numbers_are_in_no_sum_no_list_and_no_filter() -> None:
    """Where police corrected 5 to 9, and 9 to 6, the list, the sums and the queries know 9 and 6 alone."""
    rising = event(claim(value=5, as_of="2024-01-02"), claim(value=9, as_of="2024-01-05"), id="rising")
    falling = event(claim(value=9), claim(value=6, source="s2"), id="falling")
    with indexed(timeline(rising, falling)) as index:
        everything = index.select(Query())
        assert {row.id: row.toll for row in index.rows(everything, 0, 9)} == {"rising": "9", "falling": "6"}
        for lens in ("all", "lowest", "highest", "police"):
            assert str(index.total(everything, index.lens(lens))) == "15"
            assert sorted(row.toll for row in index.rows(everything, 0, 9, index.lens(lens))) == ["6", "9"]
        assert str(index.total(everything, index.lens("s1"))) == "9"
        assert ids(index, query.parse("killed:5", index.vocabulary)) == []
        assert ids(index, query.parse("killed:9", index.vocabulary)) == ["rising"]
        (section,) = [one for one in ledger(index, [index.number("falling")], "").sections if one.measure == "killed"]
        assert [(entry.stated, entry.superseded) for entry in section.accounts[0].entries] == [("9", True), ("6", False)]


# -- what is counted and found ---------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.lists(_events, min_size=1, max_size=4), st.data())
def test_a_measures_query_finds_what_its_toll_counts(found: list[Event], data: st.DataObject) -> None:
    """An event is found by its dead exactly where some claim that its toll counts has a possible number in the range."""
    whole = timeline(*(replace(one, id=f"e{n}") for n, one in enumerate(found)))
    oracle = Counting(whole)
    register = Register(CLAIMANTS, POPULATIONS)
    with indexed(whole) as index:
        for one in whole.events:
            for measure in ("killed", "injured"):
                counted = claims.counted(one, measure, register=register, issued=ISSUED)
                assert list(counted) == oracle.counted(one, measure)
            toll = claims.toll(one, register=register, issued=ISSUED)
            assert (toll is None) == (not oracle.counted(one, "killed"))
        edges = sorted({float(end) for one in whole.events for c in one.claims for end in ends(c) or ()} | {0.0, 5.0})
        for _ in range(8):
            low, high = sorted((data.draw(st.sampled_from(edges)), data.draw(st.sampled_from(edges))))
            shape = data.draw(st.tuples(st.booleans(), st.booleans()))
            options = (Figures(False, "killed", low, high, *shape), Figures(False, "killed", high, high))
            for wanted in (*options, Alternatives(False, "killed", options)):
                expected = sorted(one.id for one in whole.events if oracle.found(wanted, one))
                assert sorted(ids(index, Query((wanted,)))) == expected, wanted


FOUND: list[tuple[dict[str, Any], str, str]] = [
    ({"value": 0.0004}, "0.0004 >0 <0.0005 ..1", "0 >0.0004 <0.0004 1"),
    ({"value": 45, "unit": "percent"}, "", "45 >=10"),
    ({"value": 900, "period": "2024"}, "", "900 >=10"),
    ({"value": 1e15}, "999999999999999.. 1,000.. >=1000", "<999999999999999"),
    ({"max": 3}, "0 <1 3 >2", ">3"),
    ({"value": 3, "approx": True}, "2.7 3.3 <=2.7 >=3.3", "<2.7 >3.3"),
    ({"min": 20, "approx": True}, "18 >=1000 <=18", "<18"),
    ({"max": 20, "approx": True}, "22 0 >=22", ">22"),
    ({"value": 5}, "5,7 7,5 1..3,5 4..6,9", "7,9 57 5,700 1..4,6..7"),
    ({"value": 5700}, "5,700 5700 >5,699", "57 5 700,5"),
]
"""What a claim gives, the ranges by which its event is found, and those by which it is not."""


@pytest.mark.parametrize(("given_", "reached", "missed"), FOUND)
def test_an_interval_means_what_its_words_mean(given_: dict[str, Any], reached: str, missed: str) -> None:
    """Each end of a figure, of "about", of "at least" and of "at most" lies where the words put it, to the last decimal."""
    with indexed(timeline(event(claim(**given_)))) as index:
        spans = (reached + " " + missed).split()
        assert [span for span in spans if ids(index, query.parse(f"killed:{span}", index.vocabulary))] == reached.split()


def test_a_part_a_report_and_a_statistic_are_not_an_events_dead() -> None:
    """Five soldiers of twenty dead are no event of five dead, and a year's dead are not those of the day that names them."""
    attack = event(claim(value=20), claim(value=5, who="soldiers"), id="attack")
    report = event(claim(value=20, period="2024"), claim(value=20, measure="operations", period="2024"), id="r", kind="report")
    with indexed(timeline(attack, report)) as index:
        found = {text: ids(index, query.parse(text, index.vocabulary)) for text in ("killed:5", "killed:20", "operations:20")}
    assert found == {"killed:5": [], "killed:20": ["attack"], "operations:20": ["r"]}


@pytest.mark.thorough
def test_every_claim_of_an_event_with_very_many_is_found() -> None:
    """An event of more numbers than bitmaps hold is found by each of them, and by none between."""
    many = event(*(claim(value=10 * n, by=f"body {n}") for n in range(60)))
    with indexed(timeline(many, event(claim(value=7), id="other"))) as index:
        hits = [n for n in range(600) if "e" in ids(index, query.parse(f"killed:{n}", index.vocabulary))]
        assert hits == list(range(0, 600, 10))
        assert ids(index, query.parse("killed:>590", index.vocabulary)) == []


# -- what is written -------------------------------------------------------------------------------------------------

NUMBERS = {
    0.0004: "0.0004", 0.00001: "0.00001", 1.5e-07: "0.00000015", 0: "0", 5.0: "5", 0.5: "0.5", 1e6: "1,000,000",
    1e15: "1,000,000,000,000,000", 999999999999999: "999,999,999,999,999", 1234567.5: "1,234,567.5", 0.1: "0.1",
    2.0625: "2.0625", 1e-12: "0.000000000001",
}  # fmt: skip


def test_a_number_is_shown_as_written() -> None:
    """No digit of a number is lost or made up, however small or large it is."""
    assert {value: claims.number(value) for value in NUMBERS} == NUMBERS


@given(st.one_of(st.floats(1e-12, 1e15), st.integers(0, 10**15)))
def test_a_number_that_is_shown_and_read_is_the_same_number(value: float) -> None:
    """What a person reads, without the commas, is the number in the file, and the bar takes it."""
    assert float(claims.number(value).replace(",", "")) == value
    vocabulary = Vocabulary(["killed"], {})
    if value < 1e12 or value == int(value) < 1e15:
        (clause,) = query.parse(f"killed:{claims.number(value)}", vocabulary).clauses
        assert clause == Figures(False, "killed", value, value)
        assert query.parse(clause.text, vocabulary).clauses == (clause,)


TOLLS: list[tuple[list[Claim], str]] = [
    ([claim(max=3)], "0–3"),
    ([claim(max=0)], "0"),
    ([claim(max=3), claim(value=5, by="ISPR")], "0–5"),
    ([claim(max=6), claim(value=5, by="ISPR")], "5–6"),
    ([claim(min=5, max=5)], "5"),
    ([claim(min=0)], "0+"),
    ([claim(value=0.0004)], "0.0004"),
]


def test_a_toll_says_no_more_than_its_claims() -> None:
    """What is at most 3 is a toll from 0 to 3, as what is at least 3 is 3 and more."""
    assert [(found, str(claims.toll(event(*found)))) for found, _ in TOLLS] == TOLLS
    assert claims.stated(claim(min=5, max=5)) == "5"


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("5,7", "5,7"), ("5,7,5", "5,7"), ("1,5", "1,5"), ("5,700", "5700"), ("1,000,000", "1000000"), ("700,5", "700,5"),
        ("5..5,100..100", "5.0,100.0"), ("1..3,10..", "1..3,10.."), ("..3,9,1..5.0,100", "0..3,9,1..5,100"),
            ("1..5.0,100", "1..5.0,100.0"), ("5.0,100..900", "5.0,100..900.0"), ("1,000..2,000", "1000..2000"), ("5,5", "5"),
        ("0,5", "0,5"), ("1,000.5", "1000.5"),
    ],
)  # fmt: skip
def test_a_comma_parts_thousands_or_alternatives(text: str, spans: str) -> None:
    """Before three digits a comma makes thousands, else it parts numbers of which any will do; both are written back so."""
    vocabulary = Vocabulary(["killed"], {})
    found = query.parse(f"killed:{text}", vocabulary)
    assert found.text == f"killed:{spans}"
    assert query.parse(found.text, vocabulary) == found


@pytest.mark.parametrize("text", ["1,00", ">=1,5", "<1,5", "1,0000", "5,", ",5", "5,,7", "1,000,5", "5,007,00", ">1,<5", "5,x"])
def test_a_comma_that_could_mean_two_things_is_a_fault(text: str) -> None:
    """What may be somebody's decimal comma is no number, and the sentence says how to write what was meant."""
    with pytest.raises(QueryError, match=r"1,000 for a thousand, killed:1\.5 for one and a half, killed:5,7"):
        query.parse(f"killed:{text}", Vocabulary(["killed"], {}))


def test_alternatives_are_told_as_a_sentence() -> None:
    """A reader sees whether a comma was taken for a thousand or for "or"."""
    vocabulary = Vocabulary(["killed"], {})
    found = {text: query.describe(query.parse(f"killed:{text}", vocabulary), vocabulary) for text in ("5,7", "5,700")}
    assert found == {"5,7": "with possibly 5 or 7 killed", "5,700": "with possibly 5,700 killed"}


# -- every claim is shown once ---------------------------------------------------------------------------------------

CIRCLE = (
    Population(name="soldiers", aliases=("troops",), part_of=("security forces",)),
    Population(name="security forces", part_of=("Chinese nationals",)),
    Population(name="Chinese nationals", part_of=("troops", "all")),
    Population(name="all", part_of=("all",)),
)


@settings(max_examples=60)
@given(st.lists(_events, min_size=1, max_size=3), st.sampled_from((POPULATIONS, CIRCLE)))
def test_every_claim_is_shown_exactly_once(found: list[Event], populations: Sequence[Population]) -> None:
    """The ledger, its formats and the event's figures hold the claims of the file, each as often as it stands there."""
    whole = timeline(*(replace(one, id=f"e{n}") for n, one in enumerate(found)), populations=populations)
    said = Counter((one.id, claims.stated(c), c.by, c.source, c.measure) for one in whole.events for c in one.claims)
    with indexed(whole) as index:
        shown = ledger(index, range(index.count), "")
        rows = [(section, entry) for section in shown.sections for account in section.accounts for entry in account.entries]
        assert Counter((e.event_id, e.stated, e.by, e.source_id, s.measure) for s, e in rows) == said
        assert shown.claims == said.total()
        assert exported("json_lines:write", Claims(shown)).count("\n") == said.total()
        table = exported("table:write_claims", Claims(shown)).splitlines()
        times = [re.search(r" ×(\d+) ", line) for line in table if line.startswith("    ")]
        assert sum(int(match[1]) if match else 1 for match in times) == said.total()
        for n in range(index.count):
            view = DetailView.build(index, n)
            sources = {line.number: line.id for line in view.sources}
            figures = [
                (view.id, figure.stated, one.by, sources[one.source], group.measure)
                for group in view.figures
                for figure in group.figures
                for one in figure.claimants
            ]
            assert Counter(figures) == Counter({key: count for key, count in said.items() if key[0] == view.id})
            taken = [(one.stated, one.by, one.measure) for source in cited(index, n) for one in source.claims]
            mine = index.event(n).claims
            assert Counter(taken) == Counter((claims.stated(c), c.by, c.measure) for c in mine)
            told = "\n".join(printed.event_text(view, cited(index, n))).partition("\nSources  ")[0]
            assert sum(told.count(f"[{number}]") for number in sources) == len(mine)


def test_a_figure_given_twice_in_one_source_is_shown_as_given_twice() -> None:
    """The pane of the event leaves out no claim, also where two are alike, and calls a superseded one superseded."""
    found = event(claim(value=5), claim(value=5, quote="five"), claim(value=9, source="s2"), claim(value=5, by="ISPR"))
    with indexed(timeline(found)) as index:
        text = "\n".join("".join(span.text for span in line) for line in _event(DetailView.build(index, 0), 90))
    assert "5  police [1] superseded twice; ISPR [1]" in text
    assert "9  police [2]" in text


def test_a_superseded_claim_stays_visible_as_superseded() -> None:
    """The table, the lines of JSON and the text of an event all say of a corrected number that it is superseded."""
    with indexed(timeline(event(claim(value=5), claim(value=9, source="s2")))) as index:
        shown = ledger(index, [0], "")
        table = exported("table:write_claims", Claims(shown)).splitlines()
        assert [("superseded" in line) for line in table if line.startswith("    ")] == [False, True]
        assert shown.sections[0].accounts[0].spread == ""


def test_a_superseded_number_makes_no_arithmetic() -> None:
    """Neither a sum a day nor a part above its whole is reckoned from a number that its own body corrected."""
    year = {"measure": "operations", "period": "2024"}
    found = event(
        claim(**year, value=366), claim(**year, value=732, source="s2"),
        claim(measure="operations-per-day", period="2024", value=2),
        claim(who="soldiers", value=50), claim(who="soldiers", value=4, source="s2"), claim(who="security forces", value=9),
        kind="report",
    )  # fmt: skip
    with indexed(timeline(found)) as index:
        told = [text for section in ledger(index, [0], "").sections for text in section.arithmetic]
    assert told == ["732 operations over the 366 days of 2024 are 2 a day"]


@settings(max_examples=25)
@given(timelines())
def test_a_ledger_of_any_timeline_holds_each_claim_once(whole: Timeline) -> None:
    """Whatever the periods, units and provinces of its claims, none is lost and none doubled."""
    with indexed(whole) as index:
        shown = ledger(index, range(index.count), "")
        entries = [entry for section in shown.sections for account in section.accounts for entry in account.entries]
        assert len(entries) == shown.claims == sum(len(one.claims) for one in whole.events)


# -- what a file may say ---------------------------------------------------------------------------------------------

HEAD = """\
[timeline]
id = "t"
title = "T"
period = "2024"
[[source]]
id = "s1"
type = "report"
standpoint = "press"
[[event]]
id = "e"
date = "2024"
kind = "attack"
title = "E"
provinces = []
claims = [{ measure = "killed", who = "men", value = 1, by = "x", source = "s1" }]
"""


def faults(text: str) -> list[str]:
    """The lines that ``check`` prints for a file that begins with ``HEAD``; empty where it is sound."""
    try:
        load.parse((HEAD + text).encode(), "t.toml")
    except TimelineError as error:
        return [line.removeprefix("t.toml:") for line in error.lines()]
    return []


FIRST = HEAD.count("\n") + 1
"""The line on which a file's own tables begin."""


@pytest.mark.parametrize("table", ["actor", "term", "claimant", "population"])
@pytest.mark.parametrize("spelling", ['name = "red  GUARD"', 'name = "B"\naliases = ["x", "the-reds"]'])
def test_one_spelling_in_two_records_of_a_table_is_a_fault_that_names_both(table: str, spelling: str) -> None:
    """However it is written, a name that finds two records finds the wrong one."""
    more = 'standpoint = "press"\n' if table == "claimant" else ""
    text = f'[[{table}]]\nname = "Red Guard"\naliases = ["The Reds"]\n{more}[[{table}]]\n{spelling}\n{more}'
    (found,) = faults(text)
    assert found.startswith(f"{FIRST + 3 + bool(more)}: {table} ")
    assert found.endswith(f"Red Guard has it too; a spelling can name only one {table}")


def test_spellings_of_different_tables_and_of_one_record_may_meet() -> None:
    """A party may state figures under its own name, and a record may give a spelling twice."""
    claimant = '[[claimant]]\nname = "BLA"\nstandpoint = "militant"\n'
    assert faults('[[actor]]\nname = "BLA"\naliases = ["B.L.A", "BLA"]\n' + claimant) == []
    assert faults('[[actor]]\nname = "+"\n[[actor]]\nname = "-"\n') == []


POPULATION_FAULTS = {
    "part of itself": ('part_of = ["A"]', "part_of[1]", "a population cannot be part of itself; name the one that contains it"),
    "part of itself by an alias": ('aliases = ["B"]\npart_of = ["b"]', "part_of[1]", "a population cannot be part of itself"),
    "its own alias": ('aliases = ["x", "a"]', "aliases[2]", "this is the population's own name; remove it"),
    "part of nobody known": (
        'part_of = ["all", "mens"]',
        "part_of[2]",
        "unknown population mens, which no claim counts either; did you mean men?",
    ),
}


@pytest.mark.parametrize("fault", POPULATION_FAULTS)
def test_a_population_that_cannot_be_is_told_with_its_line(fault: str) -> None:
    """No people are part of themselves, have their own name as another, or are part of people of whom nobody speaks."""
    body, key, remedy = POPULATION_FAULTS[fault]
    (found,) = faults(f'[[population]]\nname = "a"\n{body}\n')
    assert found.startswith(f"{FIRST + 2 + body.count(chr(10))}: population a {key}: found ")
    assert remedy in found


def test_populations_that_are_parts_of_one_another_are_told_with_the_ring() -> None:
    """A ring of parts is one fault on the line that closes it, however many lead into it."""
    text = "".join(
        f'[[population]]\nname = "{name}"\npart_of = ["{whole}"]\n' for name, whole in ("xa", "ab", "bc", "ca", "ya")
    )
    (found,) = faults(text)
    assert found.startswith(f"{FIRST + 11}: population c part_of[1]: found ")
    assert "(a in b in c in a); a population cannot contain its own whole" in found


def test_parts_of_known_populations_are_no_fault() -> None:
    """A whole is known by a record under any spelling, by a claim that counts it, or as all."""
    text = '[[population]]\nname = "boys"\npart_of = ["Men", "all", "the young"]\n'
    assert faults(text + '[[population]]\nname = "youths"\naliases = ["the young"]\n') == []
    names = [*(f"p{n}" for n in range(3000)), "all"]
    assert faults("".join(f'[[population]]\nname = "{part}"\npart_of = ["{whole}"]\n' for part, whole in pairwise(names))) == []


def test_a_figure_too_small_to_show_and_an_event_of_too_many_claims_are_faults() -> None:
    """Both limits are told in a sentence that says how to go on."""
    one = HEAD[HEAD.index("{ m") : HEAD.rindex("]")]
    (found,) = faults_of(HEAD.replace("value = 1", "value = 1e-13"))
    assert found.endswith("a figure must be 0 or at least 0.000000000001; use a smaller unit")
    (found,) = faults_of(HEAD.replace(one, ", ".join([one] * (load.MAX_ITEMS + 1))))
    assert found.endswith("this list has 10,001 items; the limit is 10,000")


def faults_of(content: str) -> list[str]:
    """The lines that ``check`` prints for a file."""
    with pytest.raises(TimelineError) as refused:
        load.parse(content.encode(), "t.toml")
    return refused.value.lines()


# -- how long it takes -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["one body", "many bodies"])
def test_comparing_claims_takes_time_in_proportion_to_them(monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    """Of twice the claims no more than twice the intervals are looked at and twice the pairs told, whoever states them."""
    looked = Counter[str]()
    real = claims.interval

    def counting(one: Claim) -> claims.Interval | None:
        looked["at"] += 1
        return real(one)

    monkeypatch.setattr(claims, "interval", counting)
    found = event(
        *(claim(value=n, by=by if by == "one body" else f"body {n}", as_of=f"2024-03-{n % 28 + 1:02}") for n in range(400))
    )
    (group,) = claims.group(found, ISSUED)
    assert looked["at"] <= 3 * 400
    assert len(group.disputes) + len(group.differences) <= 4 * 400
