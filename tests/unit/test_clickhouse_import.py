"""An import into a table: every row once, whatever breaks off; and what the table cannot take is refused with the way out."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from test_clickhouse_rows import FORMATS, slow

from cttui.errors import ServerError, StoppedError
from cttui.imports import registry
from cttui.imports.provenance import Provenance
from cttui.imports.reading import open_rows
from cttui.imports.report import Progress, Report
from cttui.query.language import parse
from cttui.store import layout, wants
from cttui.store.clickhouse import blocks, engine, lists, schema, writing
from cttui.store.clickhouse.begins import LETTERS, Begins
from cttui.store.clickhouse.coded import Numbering
from cttui.store.clickhouse.meanings import Meaning
from cttui.store.clickhouse.rounds import Kept, run
from cttui.store.clickhouse.server import Server, Statement, Table
from cttui.store.clickhouse.tables import BEGINS, Tables, imports
from cttui.store.index import Ask
from datasets import COLUMNS, row
from embedded import server as embedded
from native import comparable
from packing import write_csv

GED, ACLED, _ = FORMATS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the engine of this process keeps its tables."""
    return tmp_path_factory.getbasetemp() / "chdb"


@pytest.fixture
def server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server with an empty database; blocks have five rows."""
    monkeypatch.setattr(blocks, "ROWS", 5)
    monkeypatch.setattr(Server, "close", lambda _: None)
    return embedded(folder)


def dataset(path: Path, count: int = 40, first: int = 0, **cells: str) -> list[list[str]]:
    """A file with rows of three years, and its rows."""
    content = [
        row(
            GED,
            **{
                "id": f"{first + n}",
                "date_start": f"203{n % 3}-01-0{n % 9 + 1}",
                "date_end": f"203{n % 3}-01-0{n % 9 + 1}",
                "best": f"{n % 4 + 2}",
                **cells,
            },
        )
        for n in range(count)
    ]
    write_csv(path, GED, content)
    return content


def send(server: Server, path: Path, **options: Any) -> Provenance:
    """Import a file."""
    with open_rows(path) as rows:
        form = registry.recognise(rows.header)
        assert form is not None
        return writing.write(rows, form, server.address, server=server, folder=path.parent, **options)


def there(server: Server) -> list[dict[str, Any]]:
    """The rows of the table in the order of the file."""
    names = ", ".join(schema.NAMES)
    table = server.ask([f"SELECT {names} FROM {Tables(server).events} ORDER BY seq"])[0]  # noqa: S608 - our own names
    return [comparable(dict(zip(table.columns, row, strict=True))) for row in table.rows]


def meant(server: Server, content: Sequence[Sequence[str]], number: int = 1) -> list[dict[str, Any]]:
    """The rows that there should be, with bits for the beginnings of words that the table has, and its codes."""
    begins = Begins(json.loads((Tables(server).found() or {})[BEGINS]))
    assert begins.beginnings[: len(LETTERS)] == LETTERS
    assert "gover" in begins.beginnings
    found = []
    # a code that a row should not have would stand for two things, and not be the one of what the row says
    numbering = Numbering(run(lists.surveyed(Tables(server).events), server, Kept())[0])
    for one in slow(GED, content, begins, numbering):
        seq = int(str(one["seq"])) & ((1 << schema.IMPORT) - 1)
        found.append(comparable({**one, "seq": number << schema.IMPORT | seq}))
    return found


class Breaking:
    """Breaks some inserts off, as a server that goes away."""

    def __init__(self, server: Server, blocks: int, *, taken: bool = False) -> None:
        """Let some blocks through; the next is refused, or taken before the connection is cut."""
        self.left = blocks
        self.taken = taken
        self.insert = server.insert

    def __call__(self, table: str, *said: Any) -> None:
        """As ``Server.insert``."""
        if "_meta" not in table:
            self.left -= 1
            if self.left < 0:
                if self.taken:
                    self.insert(table, *said)
                raise ServerError("it closed the connection before its answer was whole")
        self.insert(table, *said)


def test_nothing_that_is_known_of_rows_waits_for_the_collector(server: Server, tmp_path: Path) -> None:
    """What rows say goes when the import ends: the collector would look through all of it for seconds."""
    dataset(tmp_path / "ged.csv")
    gc.collect()
    gc.disable()
    try:
        send(server, tmp_path / "ged.csv")
        assert not any(isinstance(one, Meaning) for one in gc.get_objects())
    finally:
        gc.enable()


def test_an_import_makes_the_tables_and_sends_every_row(server: Server, tmp_path: Path) -> None:
    """What stands in the table is what the events of the rows mean, and beside it where they come from."""
    content = dataset(tmp_path / "ged.csv")
    told: list[Progress] = []
    about = send(server, tmp_path / "ged.csv", progress=told.append, version="9.9")
    assert about.kept == 40
    assert there(server) == meant(server, content)
    found = Tables(server).found()
    assert found is not None
    assert found["layout"] == str(schema.EVENTS_LAYOUT)
    one = imports(found)[1]
    assert one["done"]
    assert one["header"] == list(COLUMNS["ucdp-ged"])
    assert (one["format"], one["kept"], one["version"]) == ("ucdp-ged", 40, "9.9")
    head, events, _ = layout.read_head(found["head"])
    assert events == 40
    assert [province.name for province in head.provinces] == ["North province"]
    assert json.loads(found["whole"])["count"] == 40
    assert told[-1] == Progress(40, told[-1].size, told[-1].size, True, 40)


def test_a_title_without_words_has_none(server: Server, tmp_path: Path) -> None:
    """Parts of a title that are signs alone are its own, and no words of the dataset's title stand for theirs."""
    content = dataset(tmp_path / "ged.csv", 1, dyad_name="???", side_a="?", side_b="!", where_coordinates="!")
    send(server, tmp_path / "ged.csv")
    (found,) = server.ask([f"SELECT title, titled FROM {Tables(server).events}"])[0].rows  # noqa: S608 - our own names
    (one,) = slow(GED, content, Begins(()), Numbering())
    assert found == [one["title"], one["titled"]] == ["???: !", ""]


def test_a_dataset_is_not_imported_twice(server: Server, tmp_path: Path) -> None:
    """The same file again is refused, and the table stays as it is."""
    content = dataset(tmp_path / "ged.csv")
    send(server, tmp_path / "ged.csv")
    with pytest.raises(
        ServerError, match=r"db\d+\.events at in-process already has ged\.csv, imported on 20.*nothing was sent"
    ):
        send(server, tmp_path / "ged.csv")
    assert there(server) == meant(server, content)


@pytest.mark.thorough
@pytest.mark.parametrize("connections", [1, 3])
@pytest.mark.parametrize("taken", [False, True])
@pytest.mark.parametrize("blocks_before", [0, 1, 4, 8])
def test_an_import_that_broke_off_goes_on(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blocks_before: int, taken: bool, connections: int
) -> None:
    """No row is lost or doubled, even if the server took the block whose answer did not come; and the way out is said."""
    content = dataset(tmp_path / "ged.csv")
    with monkeypatch.context() as patch:
        patch.setattr(server, "insert", Breaking(server, blocks_before, taken=taken))
        with pytest.raises(ServerError, match=r"of 40 rows are in the table; run the same command again to send the rest"):
            send(server, tmp_path / "ged.csv", connections=connections)
    found = Tables(server).found()
    assert found is not None
    assert not imports(found)[1]["done"]
    send(server, tmp_path / "ged.csv", connections=connections)
    assert there(server) == meant(server, content)


def test_rows_that_are_there_of_a_block_are_not_sent_again(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster may have some shards' rows of a block and not those of others: the missing ones alone are sent."""
    content = dataset(tmp_path / "ged.csv")
    with monkeypatch.context() as patch:
        patch.setattr(server, "insert", Breaking(server, 4))
        with pytest.raises(ServerError):
            send(server, tmp_path / "ged.csv", connections=1)
    events = Tables(server).events
    before = len(there(server))
    server.do(f"ALTER TABLE {events} DELETE WHERE cityHash64(seq) % 2 SETTINGS mutations_sync = 1")
    assert 0 < len(there(server)) < before
    send(server, tmp_path / "ged.csv")
    assert there(server) == meant(server, content)


def test_an_import_that_is_stopped_goes_on(server: Server, tmp_path: Path) -> None:
    """What was sent stays."""
    content = dataset(tmp_path / "ged.csv")
    told: list[Progress] = []
    with pytest.raises(StoppedError):
        send(server, tmp_path / "ged.csv", connections=1, progress=told.append, stop=lambda: bool(told and told[-1].sent))
    assert 0 < len(there(server)) < 40
    send(server, tmp_path / "ged.csv")
    assert there(server) == meant(server, content)


def test_another_file_of_the_format_is_added(server: Server, tmp_path: Path) -> None:
    """Its rows have the next number, and provinces are called as before."""
    one = dataset(tmp_path / "one.csv", 10)
    other = dataset(tmp_path / "other.csv", 7, first=100, adm_1="South province", country="Lower Arcadia")
    send(server, tmp_path / "one.csv")
    send(server, tmp_path / "other.csv")
    assert there(server) == [*meant(server, one), *meant(server, other, 2)]
    found = Tables(server).found()
    assert found is not None
    head, events, _ = layout.read_head(found["head"])
    assert events == 17
    assert sorted(province.name for province in head.provinces) == ["North province", "South province"]
    assert [one["kept"] for one in imports(found).values()] == [10, 7]


def test_another_file_waits_until_an_import_is_finished(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else rows of an import that nobody goes on with would stay in the table."""
    one = dataset(tmp_path / "one.csv")
    dataset(tmp_path / "other.csv", 7, first=100)
    with monkeypatch.context() as patch:
        patch.setattr(server, "insert", Breaking(server, 2))
        with pytest.raises(ServerError):
            send(server, tmp_path / "one.csv")
    with pytest.raises(ServerError, match=r"the import of one\.csv into .* is not finished, or still runs; run it again first"):
        send(server, tmp_path / "other.csv")
    send(server, tmp_path / "one.csv")
    assert there(server) == meant(server, one)
    send(server, tmp_path / "other.csv")
    assert len(there(server)) == 47


@pytest.mark.parametrize("before", [True, False], ids=["it claims its number first", "it claims its number later"])
def test_two_imports_that_begin_at_once_have_no_number_in_common(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    """Whoever sees the claim of the other gives way before it sends a row, and is told what to do; then it goes on."""
    one, other = dataset(tmp_path / "one.csv", 10), dataset(tmp_path / "other.csv", 7, first=100)
    first, insert = [tmp_path / "other.csv"], server.insert

    def meanwhile(table: str, columns: Sequence[str], body: bytes, *said: Any) -> None:
        """Begin the other import as the first one claims its number."""
        claims = "_meta" in table and b"claim/" in body and bool(first)
        paths = [first.pop()] if claims else []
        for path in paths if before else ():
            send(server, path)
        insert(table, columns, body, *said)
        for path in () if before else paths:
            with pytest.raises(ServerError, match=r"an import of one\.csv into .* was begun meanwhile; let it end"):
                send(server, path)

    monkeypatch.setattr(server, "insert", meanwhile)
    if before:
        with pytest.raises(ServerError, match=r"an import of other\.csv into .* was begun meanwhile; let it end"):
            send(server, tmp_path / "one.csv")
        assert there(server) == meant(server, other)
    else:
        send(server, tmp_path / "one.csv")
        assert there(server) == meant(server, one)
    last, content = ("one.csv", one) if before else ("other.csv", other)
    send(server, tmp_path / last)
    assert there(server)[-len(content) :] == meant(server, content, 2)
    assert len(there(server)) == 17


def test_a_file_that_would_rename_provinces_is_refused(server: Server, tmp_path: Path) -> None:
    """Rows that are there name them by what they were called: the way out is one import of all files."""
    dataset(tmp_path / "one.csv", 4)
    dataset(tmp_path / "other.csv", 4, first=100, country="Lower Arcadia", country_id="653")
    send(server, tmp_path / "one.csv")
    with pytest.raises(ServerError, match="would have the same name; import all files together into another table"):
        send(server, tmp_path / "other.csv")
    assert len(there(server)) == 4
    found = Tables(server).found()
    assert found is not None
    assert list(imports(found)) == [1]


def test_rows_of_another_format_are_refused(server: Server, tmp_path: Path) -> None:
    """One table holds rows of one format; the sentence names both, and another table."""
    dataset(tmp_path / "ged.csv", 4)
    write_csv(tmp_path / "acled.csv", ACLED, [row(ACLED)])
    send(server, tmp_path / "ged.csv")
    with pytest.raises(ServerError, match="holds rows of UCDP GED, and these are of ACLED; name another table with table=NAME"):
        send(server, tmp_path / "acled.csv")
    assert len(there(server)) == 4


def test_a_table_of_another_layout_or_program_is_refused(server: Server, tmp_path: Path) -> None:
    """Nothing is written into it."""
    dataset(tmp_path / "ged.csv", 4)
    tables = Tables(server)
    send(server, tmp_path / "ged.csv")
    tables.found()
    tables.put({"layout": "999"})
    with pytest.raises(ServerError, match=r"layout 999.*import the dataset into a table of another name"):
        send(server, tmp_path / "ged.csv")
    server.do(f"DROP TABLE {tables.meta}")
    with pytest.raises(ServerError, match="was not made by cttui; name another table with table=NAME"):
        send(server, tmp_path / "ged.csv")


def test_faults_are_reported_and_rows_left_out(server: Server, tmp_path: Path) -> None:
    """As by an import into a store: two rows with one id are told apart, and what could not be read is in the report."""
    content = [row(GED, id="1"), row(GED, id="1", best="many"), row(GED, id="2", date_start="2031-02-31")]
    write_csv(tmp_path / "ged.csv", GED, content)
    report = Report()
    about = send(server, tmp_path / "ged.csv", report=report)
    assert about.mended == 2
    assert [one["id"] for one in there(server)] == ["ged-1", "ged-1-2", "ged-2"]
    assert report.faults >= 3


def test_no_rows_are_a_table_without_rows(server: Server, tmp_path: Path) -> None:
    """A file that has a header alone is imported too."""
    write_csv(tmp_path / "ged.csv", GED, [])
    assert send(server, tmp_path / "ged.csv").kept == 0
    assert there(server) == []


def test_values_are_said_by_codes_until_another_import_begins(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter by values reads codes; a table that is open counts rows of later imports too, whose codes it does not know."""
    dataset(tmp_path / "one.csv")
    dataset(tmp_path / "two.csv", 40, 100, side_b="Civilians")
    send(server, tmp_path / "one.csv")
    index = engine.over(server, server.address)
    (token,) = {value for values in index.lists.values("c_actor", "actor").values() for value in values[:1]}
    asked: list[str] = []
    ask = server.ask

    def noted(some: Sequence[Statement | str]) -> list[Table]:
        asked.extend(map(str, some))
        return ask(some)

    monkeypatch.setattr(server, "ask", noted)

    def count(text: str) -> int:
        asked.clear()
        return index.answer(Ask(parse(text, index.vocabulary), (wants.Months(),))).selection.count

    query = f'actor:"{token}"'
    assert count(query) == 40
    assert any("(c_actor = " in one for one in asked)
    assert not any("f_actor" in one for one in asked)
    assert count(f"-{query}") == 0
    with pytest.raises(ServerError, match="nothing was sent"):
        send(server, tmp_path / "one.csv")
    assert index.stamp is not None
    assert count(query) == 40
    assert index.stamp is not None
    send(server, tmp_path / "two.csv")
    assert len(index.lists.said("c_actor")) < len(engine.over(server, server.address).lists.said("c_actor"))
    for _ in range(2):
        assert (count(query), count(f"-{query}")) == (80, 0)


def test_days_are_read_around_a_filter_until_another_import_begins(server: Server, tmp_path: Path) -> None:
    """A filter by days reads the days around; events of a later import that last longer than any before are counted too."""
    dataset(tmp_path / "one.csv")
    dataset(tmp_path / "two.csv", 6, 100, date_start="2030-01-01", date_end="2032-12-31")
    send(server, tmp_path / "one.csv")
    index = engine.over(server, server.address)
    assert index.calendar.days

    def count(text: str) -> int:
        return index.answer(Ask(parse(text, index.vocabulary), (wants.Months(),))).selection.count

    assert (count("date:2031-06"), count("date:2031-01")) == (0, 13)
    send(server, tmp_path / "two.csv")
    for _ in range(2):
        assert (count("date:2031-06"), count("date:2031-01")) == (6, 19)
        assert (count("-date:2031-06"), count("")) == (40, 46)
