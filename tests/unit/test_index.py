"""The index against a brute-force oracle, and the store in the cache folder.

The oracle decides for one event and one clause at a time, with neither bitmaps nor SQL: words by scanning the event's
document, values by reading its fields, dates and figures by their spans.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cttui.errors import QueryError, StoreError, TimelineError, UnknownEventError
from cttui.model import claims, dates
from cttui.model.records import Claim, Event, Meta, Place, Spelling, Timeline
from cttui.model.register import Register
from cttui.model.sources import independent
from cttui.query import fields
from cttui.query import language as query
from cttui.query.fields import FIELDS, Facts
from cttui.query.language import Alternatives, Box, Clause, Dates, Figures, Phrase, Query, Values, Word
from cttui.store import cache as store
from cttui.store import layout, search
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import SEPARATOR, words
from cttui.timeline import load
from oracles import Counting
from strategies import (
    edtf,
    ids,
    indexed,
    query_texts,
    small_timeline,
    timelines,
    to_toml,
)

APPROVAL = "2024-06-22-azm-e-istehkam-approved"


# -- the oracle ------------------------------------------------------------------------------------------------------


UNDATED = dates.FIRST_DAY - 1
"""Before every day that lists put an event under."""


def listed(event: Event) -> int:
    """The day under which an event stands: its first, its last where the start is not given; before all where it is undated."""
    when = dates.parse(event.date) if event.date not in {"", "../.."} else None
    return UNDATED if when is None else when.end.lower if event.date.startswith(("../", "/", "[..", "{..")) else when.lower


def in_date_order(timeline: Timeline) -> list[Event]:
    """The events as lists show them: by the day listed, last day and time, else as in the file; the undated last."""

    def order(event: Event) -> tuple[bool, int, int, str]:
        when = event.when
        return (when is None, listed(event), when.upper if when else 0, event.date[10:] if "T" in event.date else "")

    return sorted(timeline.events, key=order)


def facts_of(timeline: Timeline, event: Event) -> Facts:
    """An event with everything that fields may need."""
    issued = {source.id: source.issued for source in timeline.sources}
    cited = [source for source in timeline.sources if source.id in fields.event_sources(event)]
    disputed = claims.is_disputed(claims.group(event, issued, register_of(timeline)))
    return fields.facts_of(timeline)(event, disputed, independent(cited))


def register_of(timeline: Timeline) -> Register:
    """How a timeline's claims name those who count and those who are counted."""
    return Register(timeline.claimants, timeline.populations)


def occurs(wanted: list[str], document: str, *, prefix: bool) -> bool:
    """Whether words stand next to each other in one text of a document, the last one whole or as a prefix."""
    for text in document.split(SEPARATOR):
        found = text.split()
        for at in range(len(found) - len(wanted) + 1):
            *first, last = found[at : at + len(wanted)]
            if first == wanted[:-1] and (last.startswith(wanted[-1]) if prefix else last == wanted[-1]):
                return True
    return False


def holds(clause: Clause, facts: Facts, document: str, counting: Counting) -> bool:
    """Whether an event has what a clause asks for; the clause's hyphen is the caller's."""
    match clause:
        case Word(typed=typed):
            return occurs(words(typed), document, prefix=True)
        case Phrase(typed=typed):
            return occurs(words(typed), document, prefix=False)
        case Values(field=field, tokens=tokens):
            return not set(tokens).isdisjoint(FIELDS[field].read(facts))
        case Dates(low=low, high=high, surely=surely):
            first = dates.parse(low).earliest if low else dates.FIRST_DAY
            last = dates.parse(high).latest if high else dates.LAST_DAY
            asked = dates.parse(low).runs if low and low == high else ((first, last),)
            runs = dates.parse(facts.event.date).runs if facts.event.when else ()
            inside = [any(a <= start and stop <= z for a, z in asked) for start, stop in runs]
            touching = [any(a <= stop and start <= z for a, z in asked) for start, stop in runs]
            return bool(runs) and all(inside) if surely else any(touching)
        case Figures() | Alternatives():
            return counting.found(clause, facts.event)
        case Box():
            return lies_in(clause, facts.event.place)
    raise AssertionError(clause)


def lies_in(clause: Box, place: Place | None) -> bool:
    """Whether a place has coordinates inside a box; they are held apart to the ten-thousandth of a degree."""
    if place is None or place.lat is None or place.lon is None:
        return False
    west, south, east, north = (Fraction(f"{side:.4f}") for side in clause.area)
    lat, lon = Fraction(round(place.lat * 10_000), 10_000), Fraction(round(place.lon * 10_000), 10_000)
    east += 360 if east < west else 0
    return south <= lat <= north and any(west <= lon + turn <= east for turn in (-360, 0, 360))


class Oracle:
    """Decides what a query selects, event by event."""

    def __init__(self, timeline: Timeline) -> None:
        spellings = search.spellings_of(timeline)
        known = [(event.id, facts_of(timeline, event)) for event in in_date_order(timeline)]
        self.counting = Counting(timeline)
        self.known = [(id_, facts, search.document(facts, spellings)) for id_, facts in known]

    def ids(self, wanted: Query) -> list[str]:
        """The ids that a query selects, in date order."""
        return [
            id_
            for id_, facts, document in self.known
            if all(holds(clause, facts, document, self.counting) != clause.negated for clause in wanted.clauses)
        ]


# -- what it is held against -----------------------------------------------------------------------------------------


def queries(data: st.DataObject, index: Index, count: int) -> list[Query]:
    """Some random queries that have a meaning."""
    found = []
    for text in data.draw(st.lists(query_texts(index.vocabulary), min_size=count, max_size=count)):
        try:
            found.append(query.parse(text, index.vocabulary))
        except QueryError:
            continue
    return found


@settings(max_examples=120)
@given(timelines(30), st.data())
def test_a_query_selects_what_the_oracle_selects(timeline: Timeline, data: st.DataObject) -> None:
    """Whatever is asked of whatever timeline, the events found are those that hold it, in date order."""
    oracle = Oracle(timeline)
    with indexed(timeline) as index:
        for wanted in queries(data, index, 6):
            assert ids(index, wanted) == oracle.ids(wanted), wanted.text


@pytest.mark.thorough
@settings(max_examples=50)
@given(timelines(), st.data())
def test_a_facet_counts_what_choosing_its_value_would_leave(timeline: Timeline, data: st.DataObject) -> None:
    """The number beside a value is the number of events that asking for it alone would show."""
    oracle = Oracle(timeline)
    with indexed(timeline) as index:
        for wanted in queries(data, index, 3):
            for field, values in index.vocabulary.values.items():
                tokens = [value.token for value in values]
                without = [wanted.exclude(field, token) for token in tokens[:2]]
                for asked in (wanted, *without, *(one.exclude(field, tokens[-1]) for one in without)):
                    counts = index.facet(field, asked)
                    assert list(counts) == tokens
                    assert counts == {token: len(oracle.ids(asked.only(field, token))) for token in tokens}


@settings(max_examples=50)
@given(timelines(), st.lists(st.integers(dates.FIRST_DAY, dates.LAST_DAY), max_size=6), st.data())
def test_a_histogram_counts_each_event_once(timeline: Timeline, cuts: list[int], data: st.DataObject) -> None:
    """Buckets hold the events that are listed in them; with the undated they make up the selection."""
    around = [listed(event) for event in timeline.events if event.when]
    edges = sorted({dates.FIRST_DAY, dates.LAST_DAY + 1, *cuts, *around[:3]})
    with indexed(timeline) as index:
        for wanted in (Query(), *queries(data, index, 2)):
            selection = index.select(wanted)
            selected = [event for event in timeline.events if event.id in ids(index, wanted)]
            starts = [listed(event) for event in selected if event.when]
            counts = index.histogram(selection, edges)
            assert list(counts) == [sum(a <= day < b for day in starts) for a, b in pairwise(edges)]
            assert index.undated(selection) == len(selected) - len(starts)
            assert sum(counts) + index.undated(selection) == selection.count


@settings(max_examples=50)
@given(timelines(), st.sampled_from((*claims.LENSES, "ISPR", "police", "s0")), st.data())
def test_the_dead_are_summed_under_a_lens(timeline: Timeline, name: str, data: st.DataObject) -> None:
    """Totals, a facet's totals and the histogram of the dead are sums of the tolls of single events under the same lens."""
    issued = {source.id: source.issued for source in timeline.sources}
    tolls = {event.id: claims.toll(event, claims.Lens(name), register_of(timeline), issued) for event in timeline.events}
    ranges = {id_: toll for id_, toll in tolls.items() if isinstance(toll, claims.Range)}

    def total(found: list[str]) -> claims.Total:
        counted = [ranges[id_] for id_ in found if id_ in ranges]
        low, high = sum(round(one.low) for one in counted), sum(round(one.high) for one in counted)
        return claims.Total(low, high, any(one.open for one in counted), len(counted), len(found) - len(counted))

    when = {event.id: listed(event) for event in timeline.events if event.when}
    edges = sorted({dates.FIRST_DAY, dates.LAST_DAY + 1, *list(when.values())[:3]})
    with indexed(timeline) as index:
        assume(name in claims.LENSES or index.vocabulary.resolve("by", name) or index.vocabulary.resolve("source", name))
        lens = index.lens(name)
        for wanted in (Query(), *queries(data, index, 2)):
            selection, found = index.select(wanted), ids(index, wanted)
            assert index.total(selection, lens) == total(found)
            assert [row.toll for row in index.rows(selection, 0, 99, lens)] == [str(tolls[id_] or "") for id_ in found]
            assert index.facet_totals("kind", wanted, lens) == {
                value.token: total(ids(index, wanted.only("kind", value.token))) for value in index.vocabulary.values["kind"]
            }
            assert index.spread(selection.bits, index.cuts(edges), lens) == tuple(
                total([id_ for id_ in found if a <= when.get(id_, UNDATED) < b]).high for a, b in pairwise(edges)
            )


@settings(max_examples=50)
@given(timelines(), st.integers(1, 5), st.data())
def test_pages_one_after_another_are_the_selection(timeline: Timeline, size: int, data: st.DataObject) -> None:
    """Rows read page by page are the selected events in date order, each with what its list line shows."""
    by_id = {event.id: event for event in timeline.events}
    short = {province.code: province.short for province in timeline.provinces}
    oracle = Oracle(timeline)
    with indexed(timeline) as index:
        for wanted in (Query(), *queries(data, index, 1)):
            selection = index.select(wanted)
            rows = [row for start in range(0, len(selection) + 1, size) for row in index.rows(selection, start, start + size)]
            assert [row.id for row in rows] == oracle.ids(wanted)
            for row in rows:
                event = by_id[row.id]
                assert (row.date, row.kind, row.title) == (event.date, event.kind, event.title)
                assert row.provinces == tuple(short[code] for code in event.provinces)
                assert row.toll == str(claims.toll(event, register=register_of(timeline), issued=index.issued) or "")
                assert row.disputed == facts_of(timeline, event).disputed
                assert index.event(row.n) == event
                assert index.number(row.id) == row.n


@settings(max_examples=50)
@given(timelines(), st.data())
def test_position_and_number_of_an_event_are_inverse(timeline: Timeline, data: st.DataObject) -> None:
    """The event at a position has that position, and one that is not selected stands before the next that is."""
    with indexed(timeline) as index:
        for wanted in (Query(), *queries(data, index, 2)):
            selection = index.select(wanted)
            numbers = [selection.at(position) for position in range(len(selection))]
            assert [selection.position(n) for n in numbers] == list(range(len(selection)))
            for n in range(index.count):
                assert (n in selection) == (n in numbers)
                assert selection.position(n) == sum(other < n for other in numbers)


@settings(max_examples=25)
@given(timelines(), st.data())
def test_a_store_opened_from_disk_answers_as_one_in_memory(timeline: Timeline, data: st.DataObject) -> None:
    """A timeline compiled into the cache folder and opened again is in every answer the one that was compiled."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "random.toml")
        path.write_text(to_toml(timeline), encoding="utf-8")
        one, other, third = (open_timeline(path, cache) for cache in (None, Path(folder, "c"), Path(folder, "c")))
        for wanted in (Query(), *queries(data, one, 3)):
            mine = one.select(wanted)
            for index in (other, third):
                assert index.select(wanted).bits == mine.bits
                assert index.rows(index.select(wanted), 0, 30) == one.rows(mine, 0, 30)
                assert [index.facet(field, wanted) for field in index.vocabulary.values] == [
                    one.facet(field, wanted) for field in one.vocabulary.values
                ]
        for index in (other, third):
            assert (index.head, index.days, index.source_count) == (one.head, one.days, one.source_count)
            assert dict(index.vocabulary.values) == dict(one.vocabulary.values)
            assert [index.event(n) for n in range(index.count)] == in_date_order(timeline)
            assert index.sources([source.id for source in timeline.sources]) == timeline.sources
        for index in (one, other, third):
            index.close()


@given(edtf(), st.sampled_from(("", "!")), edtf())
def test_a_date_is_found_by_the_days_it_may_have(text: str, surely: str, span: str) -> None:
    """A date clause finds an event of any date by the spans of both, open and doubtful ones too."""
    event = Event(id="e", date=text, kind="attack", title="Attack", provinces=())
    timeline = Timeline(meta=load.parse(SMALL.encode(), "small").meta, events=(event,))
    with indexed(timeline) as index:
        wanted = query.parse(f"date{surely}:{span}", index.vocabulary)
        assert ids(index, wanted) == Oracle(timeline).ids(wanted)


# -- one small timeline ----------------------------------------------------------------------------------------------


SMALL = to_toml(small_timeline())


@pytest.fixture
def small() -> Iterator[Index]:
    """The small timeline's index, in memory."""
    with indexed(small_timeline()) as index:
        yield index


FINDS = [
    "bus", "bomb", '"bus bombed"', "engineers", "attack", "besham", "shangla", "pakhtunkhwa", "kpk", "NWFP", "bla", "cpec",
    '"engineers and answers"', '"six lay dead"', "geo", "6", '"at least 8"', "dozens", "women", "rescue", '"the bla"',
    '"blast at besham"', '"bus attacked"', "dawn", "جنگ", "khan", '"baloch liberation army"', "qaida", "alqaida", "blast -zzz",
    "is:disputed", "is:single-source", "killed:>6", "killed:6", "killed:>100", "date:2024-03", "publisher:Dawn publisher:جنگ",
    "source:s2", "standpoint:wire", "district:shangla", "thread:path -kind:policy",
]  # fmt: skip
FINDS_NOT = [
    '"bombed engineers"', '"bus bom"', '"besham shangla"', "ombed", "busbombed", "kabul", "injured:>=1", "killed:<6",
    "killed:6.001..7.999", "date!:2025", "date:2024-03-27", "is:undated", "actor:al-Qaida", "-bus", '-"six lay dead"',
    "kind:attack,court -cpec",
]  # fmt: skip


def test_an_event_is_found_by_all_that_is_known_of_it(small: Index) -> None:
    """Its own texts, its place and parties in any spelling, its claims and its sources each find an event."""
    assert [text for text in FINDS if "blast" not in ids(small, query.parse(text, small.vocabulary))] == []


REACHES: list[tuple[dict[str, float], str, str]] = [
    ({"value": 6}, "6 >=6 <=6 5..6 6..7 >5.999 <6.001", ">6 <6 5 7.. 6.001"),
    ({"value": 1.001}, "1.001 >1 >=1.001 <=1.001", ">1.001 <1.001 1 <=1"),
    ({"min": 8}, "8 >8 >100 <9 <=8", "<8 7 0..7.999"),
    ({"max": 5}, "0 5 <1 >4.999", ">5 6"),
    ({"min": 2, "max": 4}, "1..2 3 4..9 >3.5", ">4 <2"),
    ({"value": 1000, "approx": True}, "900 1,100 >1,099.999 1000", "899.999 >1100 <900"),
]
"""What a claim gives, the ranges that it possibly lies in, and those that it does not."""


def test_a_figure_is_found_up_to_the_ends_of_its_range() -> None:
    """A range holds its ends where it says so, to the thousandth, and "at least" and "about" reach as far as they mean."""
    for given_, reached, missed in REACHES:
        claim = Claim(measure="killed", who="all", by="police", source="s1", **given_)  # type: ignore[arg-type]  # as loaded
        events = (Event(id="e", date="2024", kind="attack", title="Attack", provinces=(), claims=(claim,)),)
        with indexed(replace(small_timeline(), events=events, threads=())) as index:
            found = [
                span for span in (reached + " " + missed).split() if ids(index, query.parse(f"killed:{span}", index.vocabulary))
            ]
        assert found == reached.split()


def test_flags_are_of_the_events_they_mean(small: Index) -> None:
    """Sources that repeat one another are a single source, no source is none, and what has no date is undated."""
    flags = {flag: ids(small, query.parse(f"is:{flag}", small.vocabulary)) for flag in fields.FLAGS}
    assert flags == {
        "disputed": ["blast"], "single-source": ["blast"], "sensitive": [], "undated": ["late"], "marked": [], "changed": [],
    }  # fmt: skip


def test_an_event_is_not_found_by_what_it_is_not(small: Index) -> None:
    """No phrase spans two texts or ends in half a word, words begin where words begin, and a hyphen leaves out."""
    assert [text for text in FINDS_NOT if "blast" in ids(small, query.parse(text, small.vocabulary))] == []


@pytest.mark.parametrize("spelling", ["istekam", "azm-i-istehkam", "AzmEIstehkam", '"azm e istehkam"', "عزم"])
def test_a_name_is_found_by_every_spelling_of_it(small: Index, spelling: str) -> None:
    """An event that names a term in one spelling is found by another only where the timeline says that they are one."""
    found = ids(small, query.parse(spelling, small.vocabulary))
    assert found == ([] if spelling == "عزم" else ["answer"])


@pytest.mark.parametrize("spelling", ["istekam", "isteqam", "azm-i-istehkam"])
def test_spellings_find_the_approval_on_the_shipped_timeline(shipped_index: Index, spelling: str) -> None:
    """The approval of Azm-e-Istehkam is found however its sources spell it."""
    assert APPROVAL in ids(shipped_index, query.parse(spelling, shipped_index.vocabulary))


def test_the_longest_and_the_first_spelling_both_find_all_others() -> None:
    """A name in a text brings all its spellings, a part of a name brings none."""
    found = search.Spellings([Spelling(name="BLA", aliases=("Baloch Liberation Army",))])
    assert found.others(words("The BLA said")) == ["bla", "baloch liberation army"]
    assert found.others(words("Baloch Liberation")) == []


def test_what_is_read_beside_a_selection(small: Index) -> None:
    """Answers, sources, citing events and rows by id are read in the order that a reader expects."""
    blast = small.number("blast")
    assert small.event(small.number("late")) == small_timeline().events[0]
    assert small.answered_by(blast) == ("answer", "late")
    assert small.answered_by(small.number("answer")) == ()
    assert [source.id for source in small.sources(["s2", "none", "s1"])] == ["s2", "s1"]
    assert small.citing("s2") == (blast,)
    assert [row.id for row in small.rows_of(["late", "none", "blast"])] == ["blast", "late"]
    assert small.days == (dates.parse("2024-03-26").lower, dates.parse("2024-06").lower)


def test_a_lens_is_named_by_any_spelling_or_told_with_the_nearest(small: Index) -> None:
    """Figures are counted by one of four ways, by a claimant in any spelling, or by a source."""
    assert [small.lens(name).name for name in ("lowest", "the military", "S1")] == ["lowest", "ISPR", "s1"]
    with pytest.raises(claims.LensError, match=r"unknown lens 'isprr'.*did you mean ISPR"):
        small.lens("isprr")


def test_an_unknown_event_is_told_with_the_nearest(small: Index) -> None:
    """Whoever asks for an event that is none is offered the one meant."""
    with pytest.raises(UnknownEventError, match="unknown event 'blst'; did you mean blast"):
        small.number("blst")


def test_a_timeline_without_events_answers_everything_with_nothing() -> None:
    """An empty timeline is no special case."""
    with indexed(replace(small_timeline(), events=(), threads=())) as index:
        selection = index.select(query.parse('kind:attack date:2024 -bus "x y"', index.vocabulary))
        assert (selection.count, index.rows(selection, 0, 9), index.days) == (0, (), None)
        assert set(index.facet("kind", Query()).values()) == {0}
        assert index.histogram(selection, [dates.FIRST_DAY, dates.LAST_DAY]) == (0,)


@given(st.floats(0), st.floats(0))
def test_figures_are_held_apart_however_near_they_are(one: float, other: float) -> None:
    """The places of two figures compare as the figures do, from nothing to endless, and fit the digits that are kept."""
    places = layout.ordinal(one), layout.ordinal(other)
    assert (places[0] < places[1], places[0] == places[1]) == (one < other, one == other)
    assert max(places).bit_length() <= layout.DIGITS


# -- the cache -------------------------------------------------------------------------------------------------------


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """The small timeline as a file."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def _truncate(place: Path) -> None:
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def _run(*statements: str) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        connection = sqlite3.connect(place, check_same_thread=False)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda place: place.write_bytes(b""),
    "rubbish": lambda place: place.write_bytes(b"rubbish" * 1000),
    "half": _truncate,
    "another database": lambda place: (place.write_bytes(b""), _run("CREATE TABLE x(y)")(place)),
    "another version": _run("UPDATE meta SET value = '1 cttui 0.0.1' WHERE key = 'format'", "DELETE FROM event"),
    "never finished": _run("DELETE FROM meta WHERE key = 'format'"),
    "no head": _run("DELETE FROM meta WHERE key = 'head'"),
    "a bad head": _run("UPDATE meta SET value = '{' WHERE key = 'head'"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_cached_store_that_is_not_whole_is_made_anew(toml: Path, tmp_path: Path, damage: str) -> None:
    """A damaged, unfinished or foreign file in the cache is replaced without a word."""
    cache = tmp_path / "cache"
    open_timeline(toml, cache).close()
    (place,) = cache.iterdir()
    DAMAGES[damage](place)
    index = open_timeline(toml, cache)
    assert ids(index, Query()) == ["blast", "answer", "late"]
    index.close()
    store.open_store(place).close()
    assert list(cache.iterdir()) == [place]


@pytest.mark.parametrize("cache", ["a file", "a file/inside"])
def test_a_cache_folder_that_cannot_be_written_is_done_without(toml: Path, tmp_path: Path, cache: str) -> None:
    """Where no cache can be kept the timeline opens all the same, and nothing in the way is touched."""
    (tmp_path / "a file").write_text("in the way", encoding="utf-8")
    index = open_timeline(toml, tmp_path / cache)
    assert index.count == 3
    index.close()
    assert (tmp_path / "a file").read_text(encoding="utf-8") == "in the way"


def test_an_unchanged_file_is_neither_parsed_nor_validated_again(toml: Path, tmp_path: Path) -> None:
    """The second time a file is opened from its store; the reader of TOML and the validator are not even imported."""
    open_timeline(toml, tmp_path / "cache").close()
    program = (
        "import pathlib, sys; from cttui.store import cache; opened = cache.open_timeline(*map(pathlib.Path, sys.argv[1:]));"
        "unwanted = {'cttui.timeline.load', 'cttui.store.writer', 'pydantic', 'tomli', 'rapidfuzz'};"
        "print(opened.count, *unwanted & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, str(toml), str(tmp_path / "cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - this interpreter, our program
    assert (done.stdout.split(), done.stderr) == (["3"], "")


def test_a_changed_file_is_read_anew(toml: Path, tmp_path: Path) -> None:
    """What an author has just written is what is shown, and a fault in it is told though the last good store is there."""
    cache = tmp_path / "cache"
    open_timeline(toml, cache).close()
    toml.write_text(SMALL.replace("Bus bombed", "Coach bombed"), encoding="utf-8")
    index = open_timeline(toml, cache)
    assert index.event(0).title == "Coach bombed"
    index.close()
    toml.write_text(SMALL.replace('kind = "attack"', 'kind = "atack"'), encoding="utf-8")
    with pytest.raises(TimelineError):
        open_timeline(toml, cache)


def test_a_store_with_a_damaged_page_is_made_anew(toml: Path, tmp_path: Path) -> None:
    """Whichever page of a cached store is overwritten, the timeline opens and answers as before."""
    cache = tmp_path / "cache"
    index = open_timeline(toml, cache)
    wanted = query.parse("bus kind:attack killed:>6 date:2024", index.vocabulary)
    rows, facet = index.rows(index.select(wanted), 0, 9), index.facet("publisher", wanted)
    index.close()
    (place,) = cache.iterdir()
    whole = place.read_bytes()
    for at in range(0, len(whole), 4096):
        place.write_bytes(whole[:at] + b"\xaa" * 4096 + whole[at + 4096 :])
        index = open_timeline(toml, cache)
        assert (index.rows(index.select(wanted), 0, 9), index.facet("publisher", wanted)) == (rows, facet)
        index.close()


def test_only_some_stores_are_kept(toml: Path, tmp_path: Path) -> None:
    """A cache folder holds the twelve stores that were opened last; older ones go."""
    cache = tmp_path / "cache"
    open_timeline(toml, cache).close()
    (used,) = cache.iterdir()
    os.utime(used, (10**8, 10**8))
    for age in range(1, 16):
        old = cache / f"{age:032}.cttui"
        old.touch()
        os.utime(old, (10**9 - age, 10**9 - age))
    open_timeline(toml, cache).close()
    toml.write_text(f"{SMALL}# changed", encoding="utf-8")
    open_timeline(toml, cache).close()
    assert {f"{age:032}.cttui" for age in range(1, 11)} < {path.name for path in cache.iterdir()}
    assert used.exists()
    assert len(list(cache.iterdir())) == 12


def test_a_store_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Opening a store that is none says so in cttui's own words."""
    with pytest.raises(StoreError, match=r"none\.cttui"):
        store.open_store(tmp_path / "none.cttui")


def test_a_party_is_one_however_events_spell_it() -> None:
    """An event that names a party by an alias is found by each of its names, and counted with the others in the facet."""
    spelt = ("BLA", "Baloch Liberation Army", "baloch liberation  army", "BLF")
    timeline = Timeline(
        meta=Meta(id="t", title="T", period="2024"),
        actors=(Spelling(name="BLA", aliases=("Baloch Liberation Army",)), Spelling(name="BLF", aliases=())),
        events=tuple(
            Event(id=f"e{n}", date="2024", kind="attack", title="T", provinces=(), actors=(name,))
            for n, name in enumerate(spelt)
        ),
    )
    with indexed(timeline) as index:
        for asked in ("actor:BLA", 'actor:"Baloch Liberation Army"'):
            assert ids(index, query.parse(asked, index.vocabulary)) == ["e0", "e1", "e2"]
        assert dict(index.facet("actor", Query())) == {"BLA": 3, "BLF": 1}
