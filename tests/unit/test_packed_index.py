"""The index over a packed store: it answers as the index that is compiled from the events of the same rows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.imports.acled import ACLED
from cttui.imports.format import Format
from cttui.imports.ged import GED
from cttui.imports.gtd import GTD
from cttui.model.axis import Calendar
from cttui.model.claims import ALL, Lens
from cttui.model.records import CodedEvent, Event
from cttui.query.fields import event_sources
from cttui.query.language import Query, Values, parse
from cttui.store import wants
from cttui.store.answers import ANSWERS
from cttui.store.index import Answer, Ask, Index
from cttui.store.layout import LazyValues
from cttui.store.named import open_named
from cttui.store.packed import archive, blocks
from cttui.store.packed.blocks import Blocks
from cttui.store.packed.index import PackedIndex
from cttui.store.packed.sayings import Listed, Sayings
from cttui.store.parts import RecordsPart
from cttui.store.wants import Target
from cttui.text import words
from datasets import row
from packing import aimed, asked, both, pack, rows
from strategies import clause_texts

_PHRASES = (
    '"of the"', '"of the dead"', "of", "o", "quay", '"the quay"', '"government of"', '"shots at"', "sailors", '"5 km"', "north",
    '"north province"', '"ucdp georeferenced"', '"herald 2031"', "almina", "zz",
    '"quay shots"', "order:killed", "order:sources",
)  # fmt: skip
_EXAMPLES = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def plain(answer: Answer) -> tuple[object, ...]:
    """All that an answer says."""
    return answer.cursor, answer.position, answer.row, answer.found, answer.selection.query, answer.selection.count


def parsed(text: str, index: Index) -> Query | None:
    """A query; none if it cannot be read."""
    try:
        return parse(text, index.vocabulary)
    except QueryError:
        return None


def _names_source(query: Query) -> bool:
    return any(isinstance(clause, Values) and clause.field == "source" for clause in query.clauses)


@pytest.mark.thorough
@pytest.mark.parametrize("form", [GED, ACLED, GTD], ids=lambda form: form.id)
@_EXAMPLES
@given(data=st.data())
def test_a_packed_store_answers_as_the_compiled_one(form: Format, data: st.DataObject) -> None:
    """Whatever the rows and the query, every answer is the one that the events of the rows give."""
    content = data.draw(rows(form))
    with both(form, content) as (made, packed):
        ids = made.ids()
        assert packed.ids() == ids
        assert packed.head == made.head
        assert packed.source_count == made.source_count
        sources = [source for event in made.events(range(made.count)) for source in event.sources]
        clauses = st.one_of(clause_texts(made.vocabulary), st.sampled_from(_PHRASES))
        texts = data.draw(st.lists(st.lists(clauses, max_size=2).map(" ".join), min_size=2, max_size=4))
        cited = f"source:{sources[0]}"
        for text in ("", *texts, cited):
            query = parsed(text, made)
            if query is not None and text != cited and _names_source(query):
                continue  # a packed store knows sources by their ids alone
            assert parsed(text, packed) == query
            if query is not None:
                ask = Ask(query, asked(made.calendar, ids, sources, query), anchor=data.draw(st.integers(0, made.count)))
                one, other = made.answer(ask), packed.answer(ask)
                assert plain(one) == plain(other)
                for want in ask.wants:
                    assert bare(other[want]) == bare(one[want]), (text, want)
                for at in aimed(made.calendar, ids, len(one[wants.Points()].points)):
                    assert plain(packed.answer(Ask(query, at=at))) == plain(made.answer(Ask(query, at=at))), (text, at)


@pytest.mark.parametrize("form", [GED, ACLED, GTD], ids=lambda form: form.id)
def test_an_event_is_found_by_all_of_its_title(form: Format) -> None:
    """A title that several pieces say parts of is found by as many of its words as are typed, beyond the first part too."""
    with both(form, [row(form)]) as (made, packed):
        (event,) = made.events([0])
        typed = words(event.title)
        for count in range(1, len(typed) + 1):
            want = wants.Titled(tuple(typed[:count]), 3)
            found = packed.answer(Ask(Query(), (want,)))[want]
            assert found == made.answer(Ask(Query(), (want,)))[want]
            assert [found_row.id for found_row in found] == [event.id], typed[:count]


def test_everything_that_can_be_asked_is_asked() -> None:
    """What the two stores are held to has every want and every target that there is."""
    calendar = Calendar(array("q", [741_000]))
    assert {type(want) for want in asked(calendar, ("a", "b"), ("c",), Query())} == ANSWERS.keys()
    assert {type(at) for at in aimed(calendar, ("a", "b"), 1)} == set(Target.__subclasses__())


def bare(part: object) -> object:
    """An answer; the events of one that has many without what stands in their rows alone."""
    return (tuple(map(_bare, part.events)), part.sources) if isinstance(part, RecordsPart) else part


def _bare(event: Event) -> Event:
    """An event without what stands in its row alone."""
    assert isinstance(event, CodedEvent)
    return replace(event, cells=(), columns=0, texts=())


def test_a_fields_values_are_counted_before_they_are_read(tmp_path: Path) -> None:
    """How many values a field has is what it has once they are read, and no value is read for it."""
    content = [row(GED, id=str(n), adm_2=f"Place {n % 9}") for n in range(40)]
    index = open_named(pack(tmp_path, GED, content))
    values = index.vocabulary.values
    sizes = {field: index.vocabulary.size(field) for field in values}
    assert isinstance(values, LazyValues)
    assert not values._read
    assert sizes == {field: len(values[field]) for field in values}
    assert sizes["district"] == 9
    index.close()


def test_many_rows_are_unpacked_a_block_at_most_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads all events in date order unpacks a block once for many slices, though neighbours stand in other blocks."""
    days = [f"2031-{1 + n * 7 % 12:02}-{1 + n * 11 % 28:02}" for n in range(400)]
    content = [row(GED, id=str(n), date_start=day, date_end=day, adm_2=f"Place {n % 9}") for n, day in enumerate(days)]
    index = open_named(pack(tmp_path, GED, content))
    whole = index.events(range(index.count))
    index.close()
    read: list[int] = []
    unpacked = Blocks._read

    def unpack(self: Blocks, first: int) -> list[bytes]:
        read.append(first)
        return unpacked(self, first)

    monkeypatch.setattr(Blocks, "_read", unpack)
    monkeypatch.setattr(blocks, "KEPT", 1)
    monkeypatch.setattr(archive, "FIRST", 100)
    monkeypatch.setattr(archive, "SLICE", 10)
    other = open_named(tmp_path / "packed.cttui")
    made: list[Event] = []
    for shown, events in other.reading(Query()):
        assert [one.id for one in shown] == [event.id for event in events]
        assert len(other.sources(event_sources(events[0]))) == 2
        made += events
        # 100 events and then 300 are read ahead, out of 7 blocks
        assert len(read) <= (7 if len(made) <= 100 else 14)
    assert list(map(_bare, made)) == list(map(_bare, whole))
    other.close()


def test_claims_of_many_events_are_read_without_their_rows_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for many events has their figures and sources, and no row is turned into words of its codebook for it."""
    index = open_named(pack(tmp_path, GED, [row(GED, id=str(n), best=str(n), high=str(n)) for n in range(300)]))
    whole = index.events(range(index.count))
    monkeypatch.setattr(archive, "event_of", None)
    want = wants.Records(200)
    found = index.answer(Ask(Query(), (want,)))[want]
    assert list(map(_bare, found.events)) == list(map(_bare, whole[:200]))
    assert [source.id for source in found.sources] == list(
        dict.fromkeys(id_ for event in whole[:200] for id_ in event_sources(event))
    )
    index.close()


@_EXAMPLES
@given(data=st.data())
def test_events_that_are_read_in_slices_are_those_of_the_compiled_store(data: st.DataObject) -> None:
    """Read in slices, every event says what it says alone but for its row's own cells, and every figure of a list is equal."""
    form = data.draw(st.sampled_from([GED, ACLED, GTD]))
    with both(form, data.draw(rows(form))) as (made, packed):
        for text in ("", "order:killed", "order:sources"):
            query = parse(text, made.vocabulary)
            for lens in (ALL, Lens("best"), Lens("official")):
                one = [pair for part in made.reading(query, lens) for pair in zip(*part, strict=True)]
                other = [pair for part in packed.reading(query, lens) for pair in zip(*part, strict=True)]
                assert [shown for shown, _ in other] == [shown for shown, _ in one]
                assert [_bare(event) for _, event in other] == [_bare(event) for _, event in one]


def _some(folder: Path) -> PackedIndex:
    """The index over forty rows whose provinces differ, and a source each."""
    content = [
        row(GED, id=str(n), adm_1=f"Part {n} province", source_article=f'"Herald {n},2031-05-03,Shots"') for n in range(40)
    ]
    index = open_named(pack(folder, GED, content))
    assert isinstance(index, PackedIndex)
    return index


def test_rows_are_read_while_another_thread_reads_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads rows of a list gets these, even where another thread reads so many that older ones are no longer kept."""
    index = _some(tmp_path)
    whole = index.rows_numbered(range(3))
    index._packed._rows.clear()
    monkeypatch.setattr(archive, "LISTED", 8)
    listed = Sayings.listed

    def between(self: Sayings, numbers: Sequence[int]) -> list[Listed]:
        monkeypatch.setattr(Sayings, "listed", listed)
        index.rows_numbered(range(20, 27))
        return listed(self, numbers)

    index.rows_numbered([0, 1])
    monkeypatch.setattr(Sayings, "listed", between)
    assert index.rows_numbered([0, 1, 2]) == whole
    index.close()


class _Between(list[int]):
    """Numbers of events; another thread reads others when it is looked whether these were read last."""

    def __init__(self, numbers: Sequence[int], reads: Callable[[], object]) -> None:
        super().__init__(numbers)
        self._reads = reads

    def __ne__(self, other: object) -> bool:
        found = super().__ne__(other)
        self._reads()
        return found

    __hash__ = None  # as of every list


def test_codes_are_of_the_events_that_were_asked_for(tmp_path: Path) -> None:
    """What rows say is not what those say which another thread reads at the same time."""
    index = _some(tmp_path)
    sayings = index._packed._sayings
    place = next(number for number, piece in enumerate(GED.pieces) if "adm_1" in piece.columns)
    first = sayings.codes(place, [0, 1, 2])
    assert first != sayings.codes(place, [7, 8, 9])
    sayings.codes(place, [0, 1, 2])
    assert sayings.codes(place, _Between([0, 1, 2], lambda: sayings.codes(place, [7, 8, 9]))) == first
    index.close()


class _Looked(str):
    """The id of a source; another thread reads many events whenever it is looked for."""

    __slots__ = ("reads",)
    reads: Callable[[], object]

    def __hash__(self) -> int:
        self.reads()
        return super().__hash__()

    __eq__ = str.__eq__


def test_sources_are_read_while_another_thread_reads_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sources of an event are found, even where another thread reads so many events that they are no longer kept."""
    index = _some(tmp_path)
    monkeypatch.setattr(archive, "MET", 0)
    (event,) = index.events([3])
    wanted = _Looked(event.sources[0])
    looked: list[int] = []

    def reads() -> None:
        looked.append(1)
        if len(looked) == 2:
            index._packed.events([5])

    wanted.reads = reads
    assert [source.id for source in index.sources([wanted])] == [event.sources[0]]
    assert len(looked) > 1
    index.close()
