"""Datasets in the Python API: a table on servers gives what its rows give as a file, says what that cost, and is only read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import cttui
from cttui.errors import ServerError
from cttui.imports.ged import GED
from cttui.imports.reading import open_rows
from cttui.store.clickhouse import engine, writing
from cttui.store.clickhouse.address import Address
from cttui.store.clickhouse.index import ClickHouseIndex
from cttui.store.clickhouse.server import Server
from embedded import server
from packing import write_csv
from tables import rows_of

COUNT = 300
QUERIES = (
    "",
    "kind:attack",
    "killed:>=3",
    "country:arcadia -kind:attack",
    "order:killed",
    "date:2031",
    "source:ucdp-ged",
    "quay",
)
ADDRESS = "clickhouse://reader:hidden-word@db.example/news?table=events"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset's file."""
    path = tmp_path_factory.mktemp("data") / "ged.csv"
    write_csv(path, GED, rows_of(GED, COUNT, 7))
    return path


@pytest.fixture(autouse=True)
def _cached(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def filled(tmp_path_factory: pytest.TempPathFactory, file: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server in this process that has the same rows, at any address."""
    found = server(tmp_path_factory.getbasetemp() / "chdb")
    # the engine of this process is for all tests
    monkeypatch.setattr(Server, "close", lambda _: None)
    with open_rows(file) as rows:
        writing.write(rows, GED, found.address, server=found, folder=file.parent)
    fresh = Server(found.address, found._given)

    def opened(address: Address, *, partly: bool = False) -> ClickHouseIndex:
        assert (address.user, address.password, address.table, partly) == ("reader", "hidden-word", "events", False)
        return engine.over(fresh, found.address)

    monkeypatch.setattr(engine, "opened", opened)
    return fresh


@pytest.mark.thorough
def test_a_table_on_servers_gives_what_the_same_rows_give_as_a_file(filled: Server, file: Path) -> None:
    """Events with their claims, sources, totals, disputes and words are equal for every query, in the order of the query."""
    with cttui.open(ADDRESS) as table, cttui.open(file) as dataset:
        assert (len(table), table.title, table.claimants, table.fields) == (
            len(dataset), dataset.title, dataset.claimants, dataset.fields,
        )  # fmt: skip
        for query in QUERIES:
            here, there = table.select(query), dataset.select(query)
            for what in ("words", "totals", "events", "claims", "disputes", "threads", "kept_back"):
                assert getattr(here, what) == getattr(there, what), (query, what)
            assert sorted(one.id for one in here.sources) == sorted(one.id for one in there.sources), query
            assert list(here) == list(there.events)
        event = dataset.select().events[-1]
        assert table.event(event.id) == event
        assert table.source(event.sources[-1]) == dataset.source(event.sources[-1])


def test_what_servers_gave_is_said_and_grows_with_what_is_asked(filled: Server) -> None:
    """The cost counts opening and every use, stays after closing, and is none for a file."""
    with cttui.open(ADDRESS) as table:
        opened = table.cost
        assert opened.rows > 0
        assert opened.seconds > 0
        attacks = table.select("kind:attack")
        counted = table.cost
        assert counted.rows >= opened.rows + COUNT
        assert counted.bytes > opened.bytes
        assert len(attacks.events) == len(attacks)
        assert table.cost.rows > counted.rows
    assert table.cost.seconds > counted.seconds
    with cttui.open() as shipped:
        assert len(shipped.select("kind:attack").events) > 0
        assert shipped.cost == cttui.Cost(seconds=0, rows=0, bytes=0)


def test_a_table_is_named_by_its_address_without_who_asks(filled: Server, file: Path) -> None:
    """A table has an address and no path, a file a path and no address; a password is in neither."""
    with cttui.open(ADDRESS) as table:
        assert table.path is None
        assert table.address == "clickhouse://db.example/news?table=events"
        assert "hidden-word" not in repr(table) + repr(table.select())
    with cttui.open(file) as dataset:
        assert (dataset.path, dataset.address) == (file, "")


@pytest.mark.parametrize("where", ["a file", "a table"])
def test_a_dataset_says_what_became_of_its_rows(filled: Server, file: Path, where: str) -> None:
    """How many rows were kept, left out and mended is known to a program too; a timeline of a person's own has no such rows."""
    with cttui.open(file if where == "a file" else ADDRESS) as dataset:
        found = dataset.imported
        assert found is not None
        assert (found.format, found.kept, found.left_out) == ("ucdp-ged", COUNT, 0)
        # figures out of order, and places without coordinates
        assert 0 < found.mended < COUNT
        assert found.files == ("ged.csv",)
    with cttui.open() as shipped:
        assert shipped.imported is None


@pytest.mark.parametrize("where", ["a file", "a table"])
def test_an_unknown_event_of_a_large_table_is_an_unknown_event(
    filled: Server, file: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """Nothing pulls all ids of a dataset to suggest one."""

    def never(*_: object) -> None:
        raise AssertionError("all ids are asked for")

    monkeypatch.setattr(ClickHouseIndex, "ids", never)
    with cttui.open(file if where == "a file" else ADDRESS) as dataset:
        dataset._asked._index.ids = never  # type: ignore[assignment]  # it is never called
        with pytest.raises(cttui.CttuiError, match=r"^unknown event 'ged-none'"):
            dataset.event("ged-none")


def test_what_is_sent_can_change_nothing(filled: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each statement is a SELECT, and nothing else is asked of the servers."""
    sent: list[str] = []
    ask: Callable[..., bytes] = Server._answer

    def noted(one: Server, sql: str, settings: dict[str, object], name: str) -> bytes:
        sent.append(sql)
        return ask(one, sql, settings, name)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("something is changed")

    monkeypatch.setattr(Server, "_answer", noted)
    for name in ("do", "insert"):
        monkeypatch.setattr(filled, name, never)
    with cttui.open(ADDRESS) as table:
        assert table.select("killed:>=3").to_dicts("sources")
    assert sent
    assert all(sql.startswith(("SELECT ", "WITH ")) for sql in sent)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("clickhouse:///news?table=events", "names no host"),
        ("clickhouse://db.example/?table=events", "has no database"),
        ("clickhouse://db.example/news?tabel=events", "did you mean table"),
    ],
)
def test_an_address_with_a_mistake_is_an_error_with_a_sentence(text: str, said: str) -> None:
    """It is said before anything is asked."""
    with pytest.raises(cttui.CttuiError, match=said):
        cttui.open(text)


def test_a_server_that_is_gone_is_an_error_with_a_sentence(filled: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that is not answered is an error that names the server; the next one is asked again."""
    with cttui.open(ADDRESS) as table:
        answered = filled._answer

        def gone(*_: object) -> bytes:
            raise ServerError("db.example does not answer")

        monkeypatch.setattr(filled, "_answer", gone)
        with pytest.raises(cttui.CttuiError, match=r"db\.example does not answer"):
            table.select("kind:attack")
        monkeypatch.setattr(filled, "_answer", answered)
        assert len(table.select("kind:attack")) > 0
