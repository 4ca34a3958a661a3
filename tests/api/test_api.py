"""The Python API: its numbers equal the command line's, nothing sensitive leaves, and values and errors are as documented."""

from __future__ import annotations

import ast
import copy
import dataclasses
import json
import pickle
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cttui
from cttui.api import values
from cttui.api.frames import PANDAS, POLARS
from cttui.api.selection import Selection
from cttui.api.timeline import Timeline
from cttui.api.values import COLUMNS, TABLES, Table
from cttui.cli.main import main
from cttui.explore.claims import ledger_of
from cttui.exports import items
from cttui.exports.guard import sensitive
from cttui.exports.subjects import Claims, Events
from cttui.model.claims import LENSES, Lens, number
from cttui.model.records import Event
from cttui.model.records import Timeline as Model
from cttui.query.language import parse
from cttui.store import compiled
from cttui.store.index import Ask
from cttui.store.sqlite import SqliteIndex
from cttui.text import clean
from exporting import HARBOUR, SECRETS
from programs import TYPES
from strategies import indexed, query_texts, timelines

CELLS = {"text": str, "number": float, "whole": int, "flag": bool, "texts": list}
"""What the cells of a column are, by its kind."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder, so that a timeline is compiled once for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _cached(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTTUI_CACHE", str(shared))


@pytest.fixture
def harbour() -> Iterator[cttui.Timeline]:
    """A small timeline of which one source is sensitive."""
    with cttui.open(HARBOUR) as timeline:
        yield timeline


def plain(record: object) -> Any:
    """A record as JSON has it."""
    return json.loads(json.dumps(record))


# -- what is public --------------------------------------------------------------------------------------------------


def test_every_public_name_is_there_and_no_other() -> None:
    """Each name of ``__all__`` is what its module defines and what type checkers are told of; any other is an error."""
    tree = ast.parse(Path(cttui.__file__).read_text(encoding="utf-8"))
    told = {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert told - {"import_module"} == {*cttui.__all__} - {"__version__"}
    assert list(cttui.__all__) == sorted(cttui.__all__)
    for name in cttui.__all__:
        assert getattr(cttui, name).__module__.startswith("cttui.") if name != "__version__" else cttui.__version__
    assert {*cttui.__all__} <= {*dir(cttui)}
    with pytest.raises(AttributeError, match="module 'cttui' has no attribute 'nothing'"):
        _ = cttui.nothing  # type: ignore[attr-defined]  # that is the point


def test_every_value_is_public() -> None:
    """Whatever class of values the API hands out can be named by a program."""
    made = {
        name for name, found in vars(values).items() if dataclasses.is_dataclass(found) and found.__module__ == values.__name__
    }
    assert made <= {*cttui.__all__}


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_are_those_of_exports(harbour: cttui.Timeline, table: Table) -> None:
    """A table has the columns of the sheet and of the database's table in their order, and fields of their types."""
    index = harbour._asked._index
    item = next(item for item in Events(index, parse("", index.vocabulary), Lens("all")).items() if item.event.claims)
    (group,) = harbour._asked.subject().conflicts()
    records = {
        "events": items.event_record(item),
        "claims": items.claim_record(item, items.figures(item)[0]),
        "disputes": items.dispute_record(group),
        "sources": items.source_record(item.sources[0]),
    }
    assert list(COLUMNS[table]) == list(records[table])
    fields = {field.name: str(field.type) for field in dataclasses.fields(getattr(cttui, table[:-1].capitalize()))}
    assert {name: TYPES[fields[name]][0] for name in COLUMNS[table]} == COLUMNS[table]
    assert set(fields) - set(COLUMNS[table]) <= {"claims", "citation"}


# -- equal to the command line ---------------------------------------------------------------------------------------


def claim_key(record: dict[str, Any]) -> tuple[object, ...]:
    """What tells a claim of a ledger from others."""
    names = ("event", "measure", "stated", "low", "high", "by", "source", "quote", "note")
    return tuple(record[name] for name in names)


@settings(max_examples=40)
@given(st.data())
def test_numbers_equal_those_of_list_claims_and_export(data: st.DataObject) -> None:
    """Of a random timeline, query and lens: events, their dead and sources, claims, disputes and totals are the others'."""
    model: Model = data.draw(timelines())
    with indexed(model) as index:
        timeline = Timeline(index, HARBOUR, include_sensitive=data.draw(st.booleans()))
        text = data.draw(query_texts(index.vocabulary))
        lens = data.draw(st.sampled_from((*LENSES, "police", *(source.id for source in model.sources[:1]))))
        try:
            selection = timeline.select(text, lens)
        except cttui.QueryError:
            return
        except cttui.CttuiError:
            # nobody in this timeline has the lens's name
            assert lens not in LENSES
            return
        equals_the_others(index, selection, text, lens)


def equals_the_others(index: SqliteIndex, selection: cttui.Selection, text: str, lens: str) -> None:
    """Hold a selection against what ``list``, ``claims`` and the exports of tables write."""
    subject = Events(index, parse(text, index.vocabulary), Lens(lens))
    listed, events = plain(list(subject.records())), selection.to_dicts()
    assert len(selection) == subject.count() == len(events) == len(listed)
    for name in (
        "id",
        "date",
        "kind",
        "title",
        "killed",
        "disputes",
        "sources",
        "earliest",
        "latest",
        "place",
        "actors",
        "tags",
    ):
        assert [row[name] for row in events] == [row[name] for row in listed], name
    assert [event.id for event in selection] == [row["id"] for row in events]
    exported = [(item, figure) for item in subject.items() for figure in items.figures(item)]
    assert selection.to_dicts("events") == [items.event_record(item) for item in subject.items()]
    assert selection.to_dicts("claims") == [items.claim_record(*pair) for pair in exported]
    assert selection.to_dicts("sources") == [items.source_record(source) for source in subject.cited()]
    assert selection.to_dicts("disputes") == [items.dispute_record(group) for group in subject.conflicts()]
    total = subject.total()
    assert dataclasses.asdict(selection.totals) == {
        "low": total.low, "high": total.high, "open": total.open, "counted": total.counted, "without": total.without,
        "lens": lens, "sentence": total.sentence,
    }  # fmt: skip
    assert total.counted + total.without == len(selection)
    ledger = Claims(ledger_of(index, subject.query), index)
    assert Counter(map(claim_key, ledger.records())) == Counter(map(claim_key, selection.to_dicts("claims")))
    assert ledger.ledger.disputed == len(selection.disputes)
    assert [len(dispute.claims) for dispute in selection.disputes] == [dispute.figures for dispute in selection.disputes]
    for dispute in selection.disputes:
        assert dispute.said == tuple(dict.fromkeys(f"{c.stated} ({c.by}; {c.source})" for c in dispute.claims))


def of_database(kind: str, value: Any) -> object:
    """A cell of a database as the API gives it, but nothing for an empty text: lists are JSON there, and flags numbers."""
    return json.loads(value) if kind == "texts" else bool(value) if kind == "flag" else None if value == "" else value


QUERIES = (
    "", "kind:attack", "province:KP -kind:report", "killed:>=10", "is:disputed order:killed", "date:2024-03..2024-06",
    "standpoint:official", "thread:besham", "publisher:dawn injured:1..5", "by:ISPR", "istehkam", '"apex committee"',
    "bbox:69.5,33,72.1,34.5", "is:single-source", "date!:2024-07", "killed:5,7", "tag:cpec", "order:disputes kind:strike",
    "-province:KP,BA", "district:shangla",
)  # fmt: skip


@pytest.mark.parametrize("query", [*QUERIES[:3], *(pytest.param(one, marks=pytest.mark.thorough) for one in QUERIES[3:])])
def test_the_command_line_prints_the_same_of_the_shipped_timeline(
    query: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """``cttui list``, ``claims`` and ``export --format sqlite`` give the same events, dead, claims, sources and disputes."""

    def printed(*arguments: str) -> list[dict[str, Any]]:
        assert main([*arguments, "--filter", query, "--format", "jsonl"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    with cttui.open() as timeline:
        selection = timeline.select(query)
        listed = printed("list")
        assert [(row["id"], row["killed"], row["sources"]) for row in listed] == [
            (event.id, event.killed, list(event.sources)) for event in selection.events
        ]
        claims = selection.to_dicts("claims")
        assert Counter(map(claim_key, printed("claims"))) == Counter(map(claim_key, claims))
        assert main(["export", "--filter", query, "--format", "sqlite", "-o", str(tmp_path / "made.db")]) == 0
        connection = sqlite3.connect(tmp_path / "made.db")
        connection.row_factory = sqlite3.Row
        for table in TABLES:
            kinds = COLUMNS[table]
            found = [
                {name: of_database(kind, row[name]) for name, kind in kinds.items()}
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY rowid")  # noqa: S608 - a name of ours
            ]
            # what is empty may be NULL in a database, where it would be a value of a facet
            expected = [
                {name: None if value == "" else value for name, value in row.items()} for row in selection.to_dicts(table)
            ]
            assert found == expected, table
        connection.close()


def test_marks_are_the_readers_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``is:marked`` finds what the reader has marked, as in the app and on the command line."""
    from cttui.api.opening import notebook_of
    from cttui.notebook.desk import Desk

    monkeypatch.setenv("CTTUI_NOTEBOOK", str(tmp_path / "notebook"))
    with cttui.open(HARBOUR) as timeline:
        index = timeline._asked._index
        Desk(index, notebook_of(index)).toggle_mark("march")
    with cttui.open(HARBOUR) as timeline:
        assert [event.id for event in timeline.select("is:marked")] == ["march"]


# -- single records --------------------------------------------------------------------------------------------------


def test_an_event_and_a_source_by_their_ids(harbour: cttui.Timeline) -> None:
    """Each is the one that a selection has; an unknown id is an error with the nearest one."""
    selection = harbour.select(count="lowest")
    assert [harbour.event(event.id, count="lowest") for event in selection] == list(selection.events)
    assert [harbour.source(source.id) for source in selection.sources] == list(selection.sources)
    assert harbour.event("march").killed == "2–5"
    assert harbour.event("march", count="highest").killed_low == 5
    with pytest.raises(cttui.CttuiError, match=r"unknown event 'marsh'; did you mean march\?"):
        harbour.event("marsh")
    with pytest.raises(cttui.CttuiError, match=r"unknown source 'herald-marsh'; did you mean herald-march\?"):
        harbour.source("herald-marsh")


def test_a_timeline_says_what_it_is(harbour: cttui.Timeline) -> None:
    """Title, id, edition and the rest are the file's; what queries can name can be used in one."""
    assert harbour.title.startswith("Harbour <b>2024</b>")
    assert (harbour.id, harbour.period, harbour.licence, harbour.time_zone) == ("harbour", "2024", "CC-BY-4.0", "Asia/Karachi")
    assert harbour.path == HARBOUR
    import hashlib

    assert harbour.edition == hashlib.sha256(HARBOUR.read_bytes()).hexdigest()
    assert [one.name for one in harbour.provinces if one.short == "SD"] == ["Sindh"]
    for field in harbour.fields:
        assert field.help
        assert field.name in field.example
    assert {"killed", "injured", "province", "order"} <= {field.name for field in harbour.fields}
    for kind in harbour.kinds:
        harbour.select(f"kind:{kind}")
    for name in (*harbour.lenses, *(claimant.name for claimant in harbour.claimants)):
        assert harbour.select(count=name).lens == name
    assert [harbour.select(view.query).words for view in harbour.views] == ["with conflicting figures"]
    assert [str(search) for search in harbour.coverage] == ["Searched for marches, 2024: nothing found. Every issue was read."]
    selection = harbour.select("province:KP")
    assert (len(selection), selection.coverage) == (0, harbour.coverage)
    assert harbour.select("province:SD").coverage == ()
    assert [thread.id for thread in harbour.select("kind:protest").threads] == ["harbour"]
    assert harbour.select("province:BA").threads == ()


def test_a_selection_says_what_it_is(harbour: cttui.Timeline) -> None:
    """Query, words, lens and link are those of the view; the link is one that ``cttui open`` takes."""
    from cttui.explore.links import Link

    selection = harbour.select("kind:protest   province:sindh", count="official")
    assert (selection.query, selection.lens) == ("kind:protest province:SD", "official")
    assert selection.words == "of kind protest, in Sindh"
    link = Link.parse(selection.link)
    assert (link.timeline, link.edition, link.query, link.lens) == ("harbour", harbour.edition, selection.query, "official")
    assert selection.about["events"] == "1 of 6"
    assert repr(selection) == "<cttui.Selection kind:protest province:SD: 1 of 5 events>"


# -- sensitive -------------------------------------------------------------------------------------------------------


def everything(timeline: cttui.Timeline, query: str = "") -> str:
    """All that can be had of a timeline, as text."""
    selection = timeline.select(query)
    parts: list[object] = [
        getattr(timeline, name) for name in vars(type(timeline)) if isinstance(vars(type(timeline))[name], property)
    ]
    parts += [getattr(selection, name) for name in vars(Selection) if isinstance(vars(Selection)[name], property)]
    parts += [selection.to_dicts(table) for table in TABLES]
    rows: tuple[Any, ...] = (*selection.events, *selection.disputes, *selection.sources)
    parts += [*map(dataclasses.asdict, rows), selection.totals]
    return f"{parts} {timeline!r} {selection!r}".replace("repeats-leak", "")


def test_nothing_sensitive_is_given(harbour: cttui.Timeline) -> None:
    """Nothing of a sensitive source, nor of what rests on it, is in what the API gives, and it says how much is not."""
    text = everything(harbour)
    assert [secret for secret in SECRETS if secret in text] == []
    assert len(harbour) == len(harbour.select()) == 5
    assert harbour.select().kept_back == ("1 sensitive source kept back, with 1 claim and 1 event",)
    assert harbour.select("kind:operation").kept_back == ()
    assert harbour.threads[0].events == ("march", "talks")


def test_the_words_of_a_query_do_not_name_what_it_must_not(harbour: cttui.Timeline) -> None:
    """A query that names a sensitive source by its id does not get the source's title in words."""
    selection = harbour.select("source:leak")
    assert selection.words == "a filter that is not named here"
    assert "A leaked list" not in everything(harbour, "source:leak")
    with cttui.open(HARBOUR, include_sensitive=True) as timeline:
        assert timeline.select("source:leak").words == "citing A leaked list"


@pytest.mark.parametrize("ask", [
    lambda timeline: timeline.event("meeting"), lambda timeline: timeline.event("meetin"),
    lambda timeline: timeline.source("leak"), lambda timeline: timeline.source("leek"),
    lambda timeline: timeline.select("source:leek"), lambda timeline: timeline.select(count="leek"),
])  # fmt: skip
def test_no_error_suggests_what_must_stay(harbour: cttui.Timeline, ask: Callable[[cttui.Timeline], object]) -> None:
    """An id that is kept back is as unknown as one that is none, and is never the nearest."""
    with pytest.raises(cttui.CttuiError) as caught:
        ask(harbour)
    said = str(caught.value).replace("'leak'", "").replace("'meeting'", "").replace("repeats-leak", "")
    assert "leak" not in said
    assert "did you mean meeting" not in said


def test_all_of_it_is_given_if_that_is_asked_for() -> None:
    """With include_sensitive source, claim and event are there, and nothing is kept back."""
    with cttui.open(HARBOUR, include_sensitive=True) as timeline:
        assert [secret for secret in SECRETS if secret not in everything(timeline)] == ["5–9"]
        assert (len(timeline), len(timeline.select()), timeline.select().kept_back) == (6, 6, ())
        assert timeline.event("meeting").sources == ("leak",)
        assert timeline.source("leak").publisher == "A clerk"


@settings(max_examples=30)
@given(st.data())
def test_random_sensitive_sources_never_leave(data: st.DataObject) -> None:
    """Whichever sources are sensitive, no table has their ids, and numbers equal those of exports."""
    model: Model = data.draw(timelines())
    hidden = data.draw(st.lists(st.sampled_from(model.sources), min_size=1, unique=True))
    sources = tuple(dataclasses.replace(one, sensitive=one in hidden) for one in model.sources)
    with indexed(dataclasses.replace(model, sources=sources)) as index:
        timeline = Timeline(index, HARBOUR, include_sensitive=False)
        text = data.draw(query_texts(index.vocabulary))
        try:
            selection = timeline.select(text)
        except cttui.QueryError:
            return
        equals_the_others(index, selection, text, "all")
        ids, lost = {one.id for one in hidden}, sensitive(index).events
        assert ids.isdisjoint(source.id for source in selection.sources)
        assert ids.isdisjoint(claim.source for claim in selection.claims)
        assert lost.isdisjoint(event.id for event in selection)
        assert all(ids.isdisjoint((*event.sources, *event.responds_to)) for event in selection)


# -- data frames -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "kind:court"], ids=["some", "none"])
@pytest.mark.parametrize("table", TABLES)
def test_frames_have_the_documented_types(harbour: cttui.Timeline, table: Table, query: str) -> None:
    """In pandas and in polars each column has its type, in an empty table too, and holds what the dictionaries hold."""
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    selection = harbour.select(query)
    rows, kinds = selection.to_dicts(table), COLUMNS[table]
    assert (len(rows) > 0) == (query == "")
    for row in rows:
        assert list(row) == list(kinds)
        for name, value in row.items():
            assert value is None or type(value) is CELLS[kinds[name]], name
    frame = selection.to_frame(table, engine="pandas")
    assert isinstance(frame, pandas.DataFrame)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {name: PANDAS[kind] for name, kind in kinds.items()}
    assert frame.shape == (len(rows), len(kinds))
    for row, found in zip(rows, frame.to_dict("records"), strict=True):
        assert {name: None if kinds[name] != "texts" and pandas.isna(value) else value for name, value in found.items()} == row
    other = selection.to_frame(table, engine="polars")
    assert isinstance(other, polars.DataFrame)
    assert {name: str(kind) for name, kind in other.schema.items()} == {name: POLARS[kind] for name, kind in kinds.items()}
    assert other.to_dicts() == rows
    assert isinstance(selection.to_frame(table), pandas.DataFrame)


def test_an_engine_that_is_not_there_is_said_in_a_sentence(harbour: cttui.Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas polars is used; without both, or with an unknown engine or table, one sentence says what to do."""
    polars = pytest.importorskip("polars")
    selection = harbour.select()
    monkeypatch.setitem(sys.modules, "pandas", None)
    assert isinstance(selection.to_frame(), polars.DataFrame)
    with pytest.raises(cttui.CttuiError, match=r"needs pandas, which is not installed; run: pip install pandas$"):
        selection.to_frame(engine="pandas")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(cttui.CttuiError, match=r"needs pandas or polars, and neither is installed; run: pip install pandas$"):
        selection.to_frame()
    with pytest.raises(cttui.CttuiError, match=r"unknown engine 'excel'; expected pandas or polars$"):
        selection.to_frame(engine="excel")  # type: ignore[call-overload]  # as somebody without types may
    for ask in (selection.to_dicts, selection.to_frame):
        with pytest.raises(cttui.CttuiError, match=r"unknown table 'event'; expected events, claims, disputes or sources$"):
            ask("event")  # type: ignore[arg-type,call-overload]  # the same


# -- opening and closing ---------------------------------------------------------------------------------------------


def test_a_closed_timeline_answers_nothing_more(harbour: cttui.Timeline) -> None:
    """What was read remains; any further question is one sentence; closing twice is none; `with` closes."""
    read, unread = harbour.select(), harbour.select("kind:protest")
    assert len(read.events) == 5
    beginning = iter(harbour.select())
    next(beginning)
    with harbour as same:
        assert same is harbour
    harbour.close()
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        harbour._asked._index.answer(Ask(parse("kind:court", harbour._vocabulary)))
    assert len(read.events) == 5
    assert (len(unread), harbour.title[:7]) == (1, "Harbour")
    assert repr(unread).startswith("<cttui.Selection kind:protest: 1 of 5")
    for ask in (
        lambda: unread.events, lambda: unread.totals, lambda: list(unread), lambda: next(beginning), harbour.select,
        lambda: harbour.event("march"), lambda: harbour.source("wire-one"), lambda: unread.link,
    ):  # fmt: skip
        with pytest.raises(cttui.CttuiError, match=r"this timeline is closed; open it again with cttui\.open$"):
            ask()


def test_several_timelines_are_open_at_once(harbour: cttui.Timeline) -> None:
    """Two timelines, and the same one twice, do not know of each other."""
    with cttui.open() as shipped, cttui.open(str(HARBOUR)) as again:
        assert len(shipped) > len(again) == len(harbour)
        again.close()
        assert len(harbour.select().events) == 5
        assert shipped.select("kind:attack").events


def test_threads_take_turns() -> None:
    """Many threads that ask one timeline, and read one selection by the event, are each answered as one alone would be."""
    with cttui.open() as timeline:
        queries = QUERIES[:6]
        alone = {query: [event.id for event in timeline.select(query)] for query in queries}
        shared = timeline.select("kind:attack")

        def ask(query: str) -> tuple[list[str], list[str], int]:
            selection = timeline.select(query)
            return (
                [event.id for event in selection],
                [event.id for event in shared],
                len(selection.sources) and len(shared.claims),
            )

        with ThreadPoolExecutor(len(queries)) as pool:
            for query, (found, of_shared, _) in zip(queries, pool.map(ask, queries), strict=True):
                assert found == alone[query]
                assert of_shared == alone["kind:attack"]


def test_every_question_is_asked_by_one_thread_alone(harbour: cttui.Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is had of a timeline or a selection, the index is asked only by the thread whose turn it is."""
    asked, index, turns = harbour._asked, harbour._asked._index, list[bool]()

    def watched(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            turns.append(asked._lock._is_owned())  # type: ignore[attr-defined]  # CPython's own, which Condition uses too
            return method(*arguments)

        return call

    for name in ("answer", "events", "sources", "numbers", "ids"):
        monkeypatch.setattr(index, name, watched(getattr(index, name)))
    everything(harbour)
    everything(harbour, "is:disputed order:killed")
    assert list(harbour.select("kind:protest"))
    assert harbour.event("march").sources
    assert harbour.source("wire-one").publisher
    assert len(turns) > 20
    assert all(turns)


def test_it_opens_as_the_app_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store is made in the cache folder, and used from then on; where none can be written, everything works without."""
    cache = tmp_path / "cache"
    monkeypatch.setenv("CTTUI_CACHE", str(cache))
    with cttui.open(HARBOUR) as timeline:
        expected = timeline.select().to_dicts()
    assert [path.suffix for path in cache.iterdir()] == [".cttui"]
    with monkeypatch.context() as patch:
        patch.setattr("cttui.timeline.load.parse", lambda *_: pytest.fail("it was read again"))
        with cttui.open(HARBOUR) as timeline:
            assert timeline.select().to_dicts() == expected
    (tmp_path / "file").touch()
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "file" / "below"))
    with cttui.open(HARBOUR) as timeline:
        assert timeline.select().to_dicts() == expected


def test_without_a_path_it_opens_what_the_settings_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The timeline is the settings', or else the shipped one; a file that is not there is one sentence."""
    with cttui.open() as timeline:
        assert timeline.id == "pakistan-2024"
    monkeypatch.setenv("CTTUI_TIMELINE", str(HARBOUR))
    with cttui.open() as timeline:
        assert timeline.id == "harbour"
    monkeypatch.setenv("CTTUI_TIMELINE", str(tmp_path / "none.toml"))
    with pytest.raises(cttui.CttuiError, match="does not exist; correct the path"):
        cttui.open()
    with pytest.raises(cttui.TimelineError) as caught:
        cttui.open(tmp_path / "none.toml")
    assert caught.value.problems[0].remedy.startswith("this file does not exist")


# -- values ----------------------------------------------------------------------------------------------------------


def test_values_are_frozen_and_can_be_kept(harbour: cttui.Timeline) -> None:
    """No value can be changed; each can be compared, put in a set, copied and pickled."""
    selection = harbour.select()
    found: list[Any] = [
        *selection.events, *selection.claims, *selection.disputes, *selection.sources, selection.totals, *harbour.threads,
        *harbour.coverage, *harbour.fields, *harbour.provinces, *harbour.claimants, *harbour.views, harbour.cost,
        cttui.Imported(format="acled", title="A dataset", files=("a.csv",), kept=1, left_out=0, mended=0, when=""),
    ]  # fmt: skip
    assert {type(value).__name__ for value in found} == {*cttui.__all__} - {
        "CttuiError", "Problem", "QueryError", "Selection", "Timeline", "TimelineError", "__version__", "open",
    }  # fmt: skip
    for value in found:
        name = dataclasses.fields(value)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, "another")
        assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value  # noqa: S301 - our own
        assert len({value, copy.copy(value)}) == 1


def test_errors_say_where_and_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error is a sentence with the place and the way out, and the same once it was pickled, as pools of processes do."""
    none, broken, setting = (tmp_path / name for name in ("none.toml", "broken.toml", "settings.toml"))
    broken.write_text('[timeline]\nid = "broken"\n[[event]]\n', encoding="utf-8")
    setting.write_text("[keyz]\n", encoding="utf-8")
    monkeypatch.setenv("CTTUI_SETTINGS", str(setting))
    with cttui.open(HARBOUR) as timeline:
        asks: dict[str, Callable[[], object]] = {
            f"{none}: this file does not exist; give the path of a timeline file": lambda: cttui.open(none),
            f"{broken}:1: [timeline] title: ": lambda: cttui.open(broken),
            f"{setting}:1: unknown table [keyz]; did you mean [keys]?": cttui.open,
            "unknown kind 'atack'; did you mean attack?": lambda: timeline.select("kind:atack"),
            "unknown event 'marsh'; did you mean march?": lambda: timeline.event("marsh"),
        }
        for start, ask in asks.items():
            with pytest.raises(cttui.CttuiError) as caught:
                ask()
            error = caught.value
            assert str(error).startswith(start)
            kept = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
            assert (type(kept), str(kept), vars(kept)) == (type(error), str(error), vars(error))
            if start.startswith(str(broken)):
                assert str(error).endswith(f" problems in all, see 'cttui check {broken}'")


def test_a_repr_is_a_line_without_harm(tmp_path: Path) -> None:
    """However long or hostile a text is, what a notebook shows of a value is one short line that a terminal does not obey."""
    path = tmp_path / "hostile.toml"
    text = HARBOUR.read_text(encoding="utf-8")
    path.write_text(text.replace("The harbour is closed", "\\u200b" * 300 + "x" * 2_000), encoding="utf-8")
    with cttui.open(path, include_sensitive=True) as timeline:
        selection = timeline.select()
        rows = (*selection.events, *selection.claims, *selection.disputes, *selection.sources, *timeline.threads)
        for value in (timeline, selection, *rows):
            shown = repr(value)
            assert clean(shown) == shown
            assert "\n" not in shown
            assert len(shown) < 250
            assert shown.startswith(f"<cttui.{type(value).__name__} ")


def test_a_loop_reads_no_more_than_it_needs(harbour: cttui.Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    """Iterating over a selection reads events by the slice, and the next slice only when it is reached."""
    monkeypatch.setattr(compiled, "SLICE", 2)
    read: list[int] = []
    index = harbour._asked._index
    assert isinstance(index, SqliteIndex)
    events = index.archive.events

    def counted(numbers: Sequence[int], *, whole: bool = True) -> tuple[Event, ...]:
        read.append(len(numbers))
        return events(numbers, whole=whole)

    monkeypatch.setattr(index.archive, "events", counted)
    found = iter(harbour.select())
    next(found)
    assert read == [2]
    assert len(list(found)) == 4
    assert read == [2, 2, 2]


def test_a_query_that_is_none_says_what_is_right(harbour: cttui.Timeline) -> None:
    """The error is a sentence with the suggestion, and has the place in the text."""
    with pytest.raises(cttui.QueryError) as caught:
        harbour.select("province:SD kind:protets")
    error = caught.value
    assert str(error) == "unknown kind 'protets'; did you mean protest?"
    assert (error.text[error.start : error.stop], error.suggestion) == ("protets", "protest")
    with pytest.raises(cttui.CttuiError, match="unknown lens 'polise'; expected all, lowest, highest, official"):
        harbour.select(count="polise")


def test_the_dead_of_an_event_are_also_numbers(harbour: cttui.Timeline) -> None:
    """``killed_low`` and ``killed_high`` are the ends of what ``killed`` shows; without a number there are none."""
    for event in harbour.select():
        if event.killed_low is not None and event.killed_high is not None:
            ends = dict.fromkeys((number(event.killed_low), number(event.killed_high)))
            assert event.killed == "–".join(ends)
    assert (harbour.event("march").killed, harbour.event("closure").killed_low) == ("2–5", None)
