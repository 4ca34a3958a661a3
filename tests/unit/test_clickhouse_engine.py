"""The engine of a server answers as the embedded stores do: the same random questions, the same events, equal answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cttui.errors import ServerError
from cttui.imports.acled import ACLED
from cttui.imports.format import Format
from cttui.imports.ged import GED
from cttui.imports.gtd import GTD
from cttui.imports.reading import open_rows
from cttui.model.claims import ALL, Lens
from cttui.model.records import Meta, Timeline
from cttui.query.fields import FIELDS
from cttui.query.language import Query, parse
from cttui.store import layout, wants
from cttui.store.answers import ANSWERS as EMBEDDED
from cttui.store.clickhouse import engine, listing, schema, writing
from cttui.store.clickhouse.address import Address
from cttui.store.clickhouse.answers import ANSWERS, FOLLOWING
from cttui.store.clickhouse.server import Server, Table
from cttui.store.clickhouse.whole import Whole
from cttui.store.index import Ask, Cost
from cttui.store.named import open_named
from embedded import server
from packing import pack
from strategies import indexed, timelines
from tables import Both, asks, filled, filled_by, queries, rows_of

MANY = 20_000
PIECES = 10
"""The pieces of the many questions: fifty each."""
_SETTINGS = settings(
    suppress_health_check=list(HealthCheck), deadline=None, database=None, phases=[Phase.explicit, Phase.generate]
)
"""What fails is not made smaller: an ask is small, and a server is asked for a second each time."""
_UNLIKE = (wants.InFull, wants.Reading, wants.Chain, wants.Steps, wants.Records, wants.Cited, wants.MostCited, wants.Citing)
"""Wants whose answers hold what no dataset has: events that respond to others, sources that nobody cites."""


@contextmanager
def both(folder: Path, form: Format, count: int, seed: int, *, imported: bool = False) -> Iterator[Both]:
    """A packed store and a table of the same random rows, made by hand or imported, with marks and notes."""
    (folder / form.id).mkdir()
    content = rows_of(form, count, seed)
    packed = open_named(pack(folder / form.id, form, content))
    asked = server(folder.parent / "chdb")
    if imported:
        with open_rows(folder / form.id / "rows.csv") as found, pytest.MonkeyPatch.context() as patch:
            # an engine in this process is closed for all
            patch.setattr(Server, "close", lambda _: None)
            writing.write(found, form, asked.address, server=asked, folder=folder)
        table = engine.over(asked, asked.address)
    else:
        table = filled(asked, form, content, packed.head.meta)
    ids = packed.ids()
    for index in (packed, table):
        index.own({("is", "marked"): ids[3:9], ("has", "note"): (*ids[5:7], "none")})
        index.own({("is", "changed"): ids[1:4]})
    yield Both(packed, table)
    packed.close()


@pytest.fixture(scope="module", params=[GED, ACLED, GTD], ids=lambda form: form.id)
def few(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Some dozens of rows of each format."""
    with both(tmp_path_factory.mktemp("few"), request.param, 60, 7) as found:
        yield found


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Twenty thousand rows, imported as a person imports them."""
    with both(tmp_path_factory.mktemp("many"), GED, MANY, 11, imported=True) as found:
        yield found


def drawn(data: st.DataObject, found: Both) -> Ask:
    """A random ask."""
    store = found.embedded
    ids = store.ids()[:40]
    sources = [source for event in store.events(range(20)) for source in event.sources]
    used = store.vocabulary.values
    values = [(field, value.token) for field in ("actor", "is", "kind", "province") for value in used[field]]
    return data.draw(asks(store, ids, sources, values))


def test_every_want_has_an_answer() -> None:
    """Whatever an embedded store answers, a table does."""
    assert ANSWERS.keys() | FOLLOWING.keys() == EMBEDDED.keys()
    assert not ANSWERS.keys() & FOLLOWING.keys()


def test_a_table_says_of_itself_what_a_store_does(few: Both) -> None:
    """Its head, counts, days, measures and values, and the ids of its events, are those of the packed store."""
    store, table = few.embedded, few.table
    assert table.ids() == store.ids()
    assert (table.count, table.source_count, table.has_best) == (store.count, store.source_count, store.has_best)
    assert table.head.provinces == store.head.provinces
    assert (table.calendar.ends, table.calendar.months) == (store.calendar.ends, store.calendar.months)
    assert table.vocabulary.measures == store.vocabulary.measures
    assert {name: table.vocabulary.values[name] for name in FIELDS if name in table.vocabulary.values} == {
        name: store.vocabulary.values[name] for name in store.vocabulary.values
    }


@settings(_SETTINGS, max_examples=20)
@given(data=st.data())
def test_a_small_table_answers_as_the_packed_store(few: Both, data: st.DataObject) -> None:
    """Whatever is asked of a few rows of any format, the answers are equal."""
    few.hold(drawn(data, few))


@pytest.mark.thorough
@pytest.mark.parametrize("piece", range(PIECES))
def test_a_table_answers_as_the_packed_store(many: Both, piece: int) -> None:
    """Whatever is asked of twenty thousand rows, the answers are equal: fifty random asks a piece."""

    @settings(_SETTINGS, max_examples=50)
    @given(data=st.data())
    def run(data: st.DataObject) -> None:
        many.hold(drawn(data, many))

    run()


@pytest.mark.thorough
@settings(_SETTINGS, max_examples=25)
@given(data=st.data())
def test_a_table_of_any_events_answers_as_the_compiled_store(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Dates of every form, disputes, claimants and populations, actors of many spellings: the answers are equal."""
    timeline = data.draw(timelines())
    with indexed(timeline) as store:
        found = Both(store, filled_by(server(tmp_path_factory.getbasetemp() / "chdb"), timeline))
        ids, sources = store.ids(), ["ISPR", *(source.id for source in timeline.sources)]
        used = store.vocabulary.values
        values = [(field, value.token) for field in ("actor", "is", "kind", "province") for value in used[field]]
        for _ in range(8):
            ask = data.draw(asks(store, ids, sources, values))
            kept = tuple(want for want in ask.wants if not isinstance(want, _UNLIKE))
            found.hold(Ask(ask.query, kept, ask.anchor, ask.at, ask.lens))


def test_events_that_are_read_in_slices_are_those_of_the_packed_store(few: Both, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads many gets the same rows and events in the same order, however small the slices are."""
    from cttui.store.clickhouse import index

    monkeypatch.setattr(index, "FIRST", 17)
    monkeypatch.setattr(index, "SLICE", 21)
    store, table = few.embedded, few.table
    for text, lens in (("of", ALL), ("order:killed", Lens("best")), ("zz", ALL)):
        query = parse(text, store.vocabulary)
        one = [pair for part in store.reading(query, lens) for pair in zip(*part, strict=True)]
        other = [pair for part in table.reading(query, lens) for pair in zip(*part, strict=True)]
        assert [few.ranked(row) for row, _ in other] == [row for row, _ in one]
        assert [event for _, event in other] == [event for _, event in one]


@settings(_SETTINGS, max_examples=20)
@given(data=st.data())
def test_a_page_deep_in_a_large_bucket_is_found_by_smaller_ones(few: Both, data: st.DataObject) -> None:
    """Where a month or a figure has very many events, it is parted by months and days, and the page is the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "LARGE", 2)
        query = data.draw(queries(few.embedded, 1))
        start = data.draw(st.integers(0, few.embedded.count))
        few.hold(Ask(query, (wants.Rows(start, start + 9, Lens("best")),), 0, wants.ToPosition(start)))


@pytest.mark.parametrize("lines", [5, 20, 27])
def test_the_rows_that_a_centred_list_shows_are_there(few: Both, lines: int) -> None:
    """Wherever its cursor is: a table reads at least those that the store does, which leaves out what headings push away."""
    want = wants.Around(lines // 2, lines - lines // 2, lines=lines)
    for position in range(0, few.embedded.count, 3):
        ask = Ask(Query(), (want,), at=wants.ToPosition(position))
        mine, theirs = few.embedded.answer(ask)[want], few.table.answer(ask)[want]
        rows = {theirs.start + place: row.id for place, row in enumerate(theirs.rows)}
        assert {mine.start + place: row.id for place, row in enumerate(mine.rows)}.items() <= rows.items()


def test_an_unknown_event_is_refused_as_by_a_store(few: Both) -> None:
    """The sentence names the nearest."""
    known = few.embedded.ids()[0]
    sentences = []
    for index in (few.embedded, few.table):
        with pytest.raises(Exception, match="unknown event") as caught:
            index.numbers([f"{known}x"])
        sentences.append((type(caught.value), str(caught.value)))
    assert sentences[0] == sentences[1]
    assert few.table.answer(Ask(Query(), (), 0)).cost is not None


class _Beside:
    """A server that has what stands beside the events of a table, and no more."""

    spent = Cost(0, 0)

    def __init__(self, said: dict[str, str]) -> None:
        self._said = said

    def ask(self, _statements: Sequence[str]) -> list[Table]:
        rows = [[key, value, place] for place, (key, value) in enumerate(self._said.items())]
        return [Table(("key", "value", "at"), rows, 0, 0, 0.0, 0)]

    def close(self) -> None:
        """Nothing is open."""


_SAID = {
    "layout": str(schema.EVENTS_LAYOUT),
    "head": layout.write_head(Timeline(meta=Meta(id="t", title="T", period="2031"), digest=""), 3),
    "whole": json.dumps(Whole(3, 1, ("killed",), False, (), {}, {}).plain()),
    "begins": json.dumps(["a", "b"]),
    "import/1": json.dumps(
        {
            "format": "ucdp-ged", "title": "T", "files": [], "kept": 3, "left_out": 0, "mended": 0, "when": "2031-01-01",
            "version": "1", "header": ["id"], "delimiter": ",", "units": [], "done": True,
        }
    ),
}  # fmt: skip


def test_a_table_opens_while_a_later_import_is_not_finished() -> None:
    """What is said of finished imports is shown; where not even the first one came to its end, it is to be run again."""
    address = Address("h", 1, "db", table="docks")
    begun = json.dumps({**json.loads(_SAID["import/1"]), "kept": 5, "done": False})
    opened = engine.over(_Beside({**_SAID, "import/2": begun}), address)
    assert opened.imported is not None
    assert (opened.count, opened.imported.kept) == (3, 3)
    with pytest.raises(ServerError, match=r"^the first import into .*docks did not come to its end; run it again"):
        engine.over(_Beside({**_SAID, "import/1": begun}), address)


@pytest.mark.parametrize(
    "value", ["", "x", "1", "null", "[]", "[1]", "[[1]]", "{}", '{"a": 1}', '"done"', pytest.param("[" * 9_999, id="deep")]
)
@pytest.mark.parametrize("key", sorted({*_SAID, "import/2", "import/²"}))
def test_what_another_program_writes_beside_the_events_is_refused(key: str, value: str) -> None:
    """Whatever stands beside the events, the table opens or is refused in a sentence."""
    address = Address("h", 1, "db")
    assert engine.over(_Beside(_SAID), address).count == 3
    with suppress(ServerError):
        engine.over(_Beside({**_SAID, key: value}), address)
