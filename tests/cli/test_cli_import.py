"""The way of a person with a dataset: importing it, opening its store or the file itself, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, BinaryIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cli.helpers import Run
from cttui import disk
from cttui.api import opening as api
from cttui.errors import CttuiError
from cttui.settings import IMPORTS
from cttui.store import importing
from cttui.store.named import kind_of
from cttui.store.packed import words, writer
from datasets import HEADER, rows, written


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset of two hundred rows, all of them fine."""
    return written(tmp_path / "events.csv", list(rows(200)))


@pytest.fixture
def store(run: Run, dataset: Path, tmp_path: Path) -> Path:
    """A store of it."""
    assert run("import", dataset, "-o", tmp_path / "events.cttui")[0] == 0
    return tmp_path / "events.cttui"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))


def names(folder: Path) -> set[str]:
    """What is in a folder."""
    return {path.name for path in folder.iterdir()}


# -- importing -------------------------------------------------------------------------------------------------------


def test_every_row_is_counted_and_found(run: Run, dataset: Path, tmp_path: Path) -> None:
    """All rows are kept; a filter by a province finds those of the csv module, and the best figures have the same sum."""
    code, printed, told = run("import", dataset, "-o", tmp_path / "x.cttui")
    assert (code, printed) == (0, "")
    assert told.splitlines()[-1] == f"{tmp_path / 'x.cttui'}: 200 rows kept, none left out, none mended"
    table = list(csv.DictReader(dataset.read_text(encoding="utf-8").splitlines()))
    for filter_, chosen in (
        ("province:north", [row for row in table if row["adm_1"] == "North province"]),
        ("date:2031-04", [row for row in table if row["date_start"].startswith("2031-04")]),
        ("", table),
    ):
        _, printed, _ = run("list", tmp_path / "x.cttui", "--filter", filter_, "--format", "jsonl", "--count", "best")
        found = [json.loads(line) for line in printed.splitlines()]
        assert {one["id"] for one in found} == {f"ged-{row['id']}" for row in chosen}
        timeline = api.open(tmp_path / "x.cttui")
        total = timeline.select(filter_, count="best").totals
        assert (total.low, total.high) == (sum(int(row["best"]) for row in chosen),) * 2


def test_several_files_are_one_dataset(run: Run, dataset: Path, tmp_path: Path) -> None:
    """Files in any order of columns and with any separator become one store, the same as of one file with all rows."""
    other = list(rows(150, seed=2))
    for number, row in enumerate(other):
        row[HEADER.index("id")] = str(100 + number)
    order = sorted(range(len(HEADER)), key=lambda place: HEADER[place])
    with (tmp_path / "more.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([[row[place] for place in order] for row in [HEADER, *other]])
    assert run("import", dataset, tmp_path / "more.csv", "-o", tmp_path / "both.cttui")[0] == 0
    written(tmp_path / "all.csv", [*rows(200), *other])
    assert run("import", tmp_path / "all.csv", "-o", tmp_path / "all.cttui")[0] == 0
    _, both, _ = run("list", tmp_path / "both.cttui", "--format", "jsonl")
    _, whole, _ = run("list", tmp_path / "all.cttui", "--format", "jsonl")
    assert both == whole
    assert len(both.splitlines()) == 350


def test_an_id_in_two_files_is_mended_as_in_one(run: Run, dataset: Path, tmp_path: Path) -> None:
    """A file given twice under two names has every id twice: all rows are kept, and the second of each is in the report."""
    (tmp_path / "again.csv").write_bytes(dataset.read_bytes())
    report = tmp_path / "report.csv"
    code, _, told = run("import", dataset, tmp_path / "again.csv", "-o", tmp_path / "x.cttui", "--report", report)
    assert code == 0
    assert told.splitlines()[-1].endswith(f"400 rows kept, none left out, 200 mended; see {report}")
    assert len(list(csv.DictReader(report.read_text().splitlines()))) == 200


@pytest.mark.parametrize("named", [("second.csv", "third.csv"), ("2031/events.csv", "2032/events.csv")])
def test_each_fault_names_its_file(run: Run, dataset: Path, tmp_path: Path, named: tuple[str, str]) -> None:
    """Of several files, each has its own faults in the report: of lines, cells and ids; by its folder if need be."""
    start, ident = HEADER.index("date_start"), HEADER.index("id")
    files = [dataset, *(tmp_path / name for name in named)]
    for number, path in enumerate(files[1:], 2):
        faulty = [list(row) for row in rows(70, seed=number)]
        for place, row in enumerate(faulty):
            row[ident] = f"{number}{place:04}"
        faulty[number][start] = "never"
        faulty[65][ident] = ""
        faulty[66][ident] = next(iter(rows(1)))[ident]
        path.parent.mkdir(exist_ok=True)
        written(path, faulty)
        with path.open("a", encoding="utf-8") as file:
            file.write("a,b\n")
    files[1].write_bytes(b"\xef\xbb\xbf" + files[1].read_bytes())
    report = tmp_path / "report.csv"
    run("import", *files, "-o", tmp_path / "x.cttui", "--report", report)
    name = named[0] if named[0] == "second.csv" else str(files[1])
    said = run("import", *files, "-o", tmp_path / "x.cttui")[2].splitlines()
    assert said[0] == f"{name}: The file is UTF-8 with a byte order mark."
    assert said[1].startswith(f"{name}:4: ")
    found = {
        (one["file"], int(one["line"]), one["reason"].split()[0])
        for one in csv.DictReader(report.read_text().splitlines())
        if one["row"] != "0"
    }
    assert found == {
        (name if named[0] == "second.csv" else str(tmp_path / name), line, reason)
        for number, name in enumerate(named, 2)
        for line, reason in ((number + 2, "date_start"), (67, "no"), (68, "the"), (72, "has"))
    }


@pytest.mark.parametrize("files", [1, 2])
def test_a_release_without_its_header_is_recognised(run: Run, dataset: Path, tmp_path: Path, files: int) -> None:
    """Rows of UCDP GED under no header are read by the columns of its releases, which is told; the events are the same."""
    run("import", dataset, "-o", tmp_path / "named.cttui")
    _, *lines = dataset.read_text(encoding="utf-8").splitlines(keepends=True)
    bare = [tmp_path / f"bare{number}.csv" for number in range(files)]
    for number, path in enumerate(bare):
        path.write_text("".join(lines[number::files]), encoding="utf-8")
    code, _, told = run("import", *bare, "-o", tmp_path / "bare.cttui")
    assert code == 0
    assert "There is no header; the columns are those of UCDP GED" in told
    listed = [sorted(run("list", tmp_path / name)[1].splitlines()) for name in ("named.cttui", "bare.cttui")]
    assert listed[0] == listed[1]
    assert len(listed[0]) == 200


@pytest.mark.parametrize("change", [lambda row: row[:-1], lambda row: row[::-1], lambda row: ["", *row[1:]]])
def test_rows_of_something_else_are_not_taken_for_a_release(
    run: Run, dataset: Path, tmp_path: Path, change: Callable[[list[str]], list[str]]
) -> None:
    """A cell fewer, another order of columns or no id: such rows under no header are refused with the way out."""
    _, *table = csv.reader(dataset.read_text(encoding="utf-8").splitlines())
    with (tmp_path / "other.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(map(change, table))
    code, _, told = run("import", tmp_path / "other.csv", "-o", tmp_path / "other.cttui")
    assert code != 0
    assert "there is no header" in told
    assert "--mapping" in told


def test_files_with_other_columns_are_refused(run: Run, dataset: Path, tmp_path: Path) -> None:
    """A file that lacks a column of the first, or has one more, is named with that column, and nothing is written."""
    written(tmp_path / "other.csv", [], [name for name in HEADER if name != "region"])
    code, _, told = run("import", dataset, tmp_path / "other.csv", "-o", tmp_path / "x.cttui")
    assert code == 2
    assert "other.csv has other columns than events.csv: no region;" in told
    assert names(tmp_path) == {"events.csv", "other.csv"}


def test_rows_left_out_are_told_and_exit_1(run: Run, dataset: Path, tmp_path: Path) -> None:
    """A row that cannot be kept is named with its line and the reason; kept and left out are the rows of the input."""
    with dataset.open("a", encoding="utf-8") as file:
        file.write("x" * (5 << 20) + "\n")
    code, _, told = run("import", dataset, "-o", tmp_path / "x.cttui", "--report", tmp_path / "report.jsonl")
    assert code == 1
    assert "200 rows kept, 1 left out" in told
    assert "1 row was left out of the import" in run("list", dataset)[2]
    assert run("list", dataset)[2] == ""
    (found,) = map(json.loads, (tmp_path / "report.jsonl").read_text().splitlines())
    assert (found["line"], found["kept"]) == (202, False)


def test_a_mapping_that_was_suggested_imports_the_file(run: Run, tmp_path: Path) -> None:
    """--suggest prints a mapping of a file with columns of its own, and --mapping reads the file by it."""
    path = tmp_path / "mine.csv"
    path.write_text("when;what;dead\n2031-05-02;Shots at the gate;3\n2031-05-03;A fire;x\n", encoding="utf-8")
    code, mapping, told = run("import", path, "--suggest")
    assert (code, told) == (0, "")
    (tmp_path / "m.toml").write_text(mapping, encoding="utf-8")
    assert run("import", path, "--mapping", tmp_path / "m.toml", "-o", tmp_path / "x.cttui")[0] == 0
    assert "Shots at the gate" in run("list", tmp_path / "x.cttui")[1]
    assert run("import", path, "--mapping", tmp_path / "m.toml", "--format", "acled")[0] == 2
    (tmp_path / "m.toml").write_text(mapping.replace('"when"', '"then"'), encoding="utf-8")
    code, _, told = run("import", path, "--mapping", tmp_path / "m.toml", "-o", tmp_path / "y.cttui")
    assert code == 2
    assert "then" in told
    assert not (tmp_path / "y.cttui").exists()


# -- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["ucdp", "acled"])
def test_a_format_of_that_name_is_needed(run: Run, dataset: Path, tmp_path: Path, form: str) -> None:
    """An unknown format names those that there are; one that lacks columns in the file names the columns."""
    code, _, told = run("import", dataset, "-o", tmp_path / "x.cttui", "--format", form)
    assert code == 2
    assert ("expected ucdp-ged, " if form == "ucdp" else "lacks the columns ") in told
    assert names(tmp_path) == {"events.csv"}


def test_only_a_store_is_replaced(run: Run, dataset: Path, store: Path, tmp_path: Path) -> None:
    """A store that is there is replaced; the dataset itself, any other file or database, and a folder are left as they are."""
    assert run("import", dataset, "-o", store)[0] == 0
    (tmp_path / "notes.txt").write_text("mine")
    with sqlite3.connect(tmp_path / "mine.db") as connection:
        connection.execute("CREATE TABLE t(a)")
    connection.close()
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.csv").symlink_to(dataset)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    for name, said in (
        ("notes.txt", "exists and is not a store"),
        ("mine.db", "exists and is not a store"),
        ("folder", "is a folder"),
        ("events.csv", "is the dataset itself"),
        ("link.csv", "is the dataset itself"),
        ("none/x.cttui", "there is no folder"),
    ):
        code, _, told = run("import", dataset, "-o", tmp_path / name)
        assert code == 2
        assert said in told
        assert len(told.splitlines()) == 1
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"name,colour\nrose,red\n", "--suggest"),
        (b"\x1f\x8b\x08", "gzip"),
    ],
    ids=["empty", "unknown columns", "packed"],
)
def test_what_is_no_dataset_is_refused(run: Run, tmp_path: Path, content: bytes, said: str) -> None:
    """One sentence with a way out, whether it is imported or opened; nothing is written."""
    (tmp_path / "x.csv").write_bytes(content)
    code, printed, told = run("import", tmp_path / "x.csv", "-o", tmp_path / "x.cttui")
    assert (code, printed, len(told.splitlines())) == (2, "", 1)
    assert said in told
    if content:
        assert run("list", tmp_path / "x.csv") == (2, "", told)
    assert {"x.csv"} <= names(tmp_path) <= {"x.csv", "cache"}


def test_a_folder_and_nothing_are_refused(run: Run, tmp_path: Path) -> None:
    """A folder and a path where nothing is."""
    for path, said in ((tmp_path, "folder"), (tmp_path / "none.csv", "No such file")):
        code, _, told = run("import", path, "-o", tmp_path / "x.cttui")
        assert (code, len(told.splitlines())) == (2, 1)
        assert said in told


@pytest.mark.parametrize(("side", "name"), [(words, "created"), (writer, "opened")], ids=["before rows", "after rows"])
def test_a_full_disk_leaves_nothing(
    run: Run, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: ModuleType, name: str
) -> None:
    """Where the store cannot be written, one sentence says why, and no part of it is left."""

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(side, name, full)
    code, _, told = run("import", dataset, "-o", tmp_path / "x.cttui")
    assert (code, names(tmp_path)) == (2, {"events.csv"})
    assert "cannot be written (database or disk is full)" in told


def test_interrupted_leaves_nothing(run: Run, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C in the middle: neither store nor report, and exit code 130."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cttui.cli.progress.Watched.__call__", interrupt)
    code, printed, told = run("import", dataset, "-o", tmp_path / "x.cttui", "--report", tmp_path / "report.csv")
    assert (code, printed, told) == (130, "", "cttui: interrupted; nothing was written\n")
    assert names(tmp_path) == {"events.csv"}


# -- opening ---------------------------------------------------------------------------------------------------------


def test_a_store_and_its_dataset_open_alike(run: Run, dataset: Path, store: Path, tmp_path: Path) -> None:
    """Every command that prints events prints the same of both, whatever they are called."""
    other = tmp_path / "timeline.toml"
    other.write_bytes(store.read_bytes())
    for command in (
        ("list", "{}", "--filter", "province:north killed:>3"),
        ("claims", "{}", "--filter", "date:2031-05"),
        ("show", "ged-9003", "--timeline", "{}"),
        ("export", "{}", "--format", "markdown", "--filter", "date:2031-05"),
        ("cite", "ged-9003", "--timeline", "{}", "--format", "bibtex"),
        ("marks", "{}"),
    ):
        found = [run(*(part.format(path) for part in command)) for path in (dataset, store, other)]
        assert found[0][0] == 0
        assert found[0][1:2] == found[1][1:2] == found[2][1:2]
        assert found[1] == found[2]


def test_a_store_is_not_touched(run: Run, store: Path) -> None:
    """Opening a store changes neither its bytes nor its time."""
    before = store.read_bytes(), store.stat().st_mtime_ns
    store.chmod(0o444)
    run("list", store)
    assert (store.read_bytes(), store.stat().st_mtime_ns) == before


def test_a_dataset_is_imported_once(run: Run, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first opening imports it into the cache, a copy of it under another name too; a changed one is imported anew."""
    calls = []
    write = writer.write

    def counted(*args: Any, **options: Any) -> object:
        calls.append(1)
        return write(*args, **options)

    monkeypatch.setattr(writer, "write", counted)
    first = run("list", dataset, "--format", "jsonl")
    (tmp_path / "copy.data").write_bytes(dataset.read_bytes())
    assert run("list", dataset, "--format", "jsonl") == run("list", tmp_path / "copy.data", "--format", "jsonl") == first
    assert len(calls) == 1
    text = dataset.read_text(encoding="utf-8")
    dataset.write_text(text.replace("ged-9003", "").replace("9003,", "9993,"), encoding="utf-8")
    assert run("list", dataset, "--format", "jsonl") != first
    assert len(calls) == 2


def test_what_a_file_was_is_trusted_only_where_a_change_would_show(dataset: Path, tmp_path: Path) -> None:
    """The digest is remembered by the file's state if that is old enough, and is not asked for once the state is another."""
    folder = tmp_path / "cache" / IMPORTS
    digest = importing._digest_of(dataset, folder)
    assert not folder.exists() or not list(folder.glob("*.seen"))
    about = dataset.stat()
    assert not importing._settled(about, max(about.st_mtime_ns, about.st_ctime_ns) + importing.SETTLED)
    assert importing._settled(about, max(about.st_mtime_ns, about.st_ctime_ns) + importing.SETTLED + 1)
    folder.mkdir(parents=True)
    seen = folder / f"{importing._called(about)}.seen"
    seen.write_text("0" * 64)
    assert importing._digest_of(dataset, folder) == "0" * 64
    os.utime(dataset, (1, 1))
    assert importing._digest_of(dataset, folder) == digest


def test_the_cache_keeps_the_latest_imports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number and a size the least recently opened go; what is kept is never the least, and other files stay."""
    folder = tmp_path / "imports"
    folder.mkdir()
    monkeypatch.setattr(importing, "KEEP", 4)
    monkeypatch.setattr(importing, "KEEP_BYTES", 100)
    stores = [folder / f"{number:032x}.cttui" for number in range(6)]
    for age, path in enumerate(stores):
        path.write_bytes(b"x" * 30)
        os.utime(path, (1000 - age, 1000 - age))
    (folder / "mine.txt").write_text("mine")
    (folder / f"{1:032x}.seen").write_text("1" * 64)
    importing.forget(folder, stores[5])
    assert names(folder) == {stores[5].name, stores[0].name, stores[1].name, "mine.txt"}


# -- what a dataset has not ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        ("check", "{}"),
        ("fmt", "{}"),
        ("diff", "{}", "{}"),
        ("verify", "{}"),
        ("attach", "ged-7001", "{}", "--timeline", "{}"),
        ("add", "event", "{}", "--date", "2031-05-02", "--title", "A", "--yes"),
        ("list", "{}", "--since", "HEAD"),
    ],
    ids=" ".join,
)
def test_what_only_a_timeline_has_is_refused(run: Run, dataset: Path, store: Path, command: tuple[str, ...]) -> None:
    """One sentence that says so, for a dataset and for its store, and nothing is imported or changed for it."""
    for path in (dataset, store):
        before = path.read_bytes()
        code, printed, told = run(*(part.format(path) for part in command))
        assert (code, printed, len(told.splitlines())) == (2, "", 1)
        assert "is a dataset" in told
        assert path.read_bytes() == before


def test_a_store_of_another_layout_names_its_file(run: Run, store: Path) -> None:
    """It is refused with the command that makes it again, of the file that it was made from."""
    with sqlite3.connect(store) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'format'")
    connection.close()
    code, _, told = run("list", store)
    assert code == 2
    assert told == (
        f"cttui: {store} was made by another release of cttui; to import events.csv again, run"
        f" cttui import events.csv -o {store}\n"
    )


def test_the_command_that_makes_a_store_again_makes_the_same(run: Run, tmp_path: Path) -> None:
    """It has a mapping where the store was made by one, and names all files or none: some would make a smaller store."""
    mapping = tmp_path / "m.toml"
    mapping.write_text('dataset = { title = "Mine" }', encoding="utf-8")  # no line end
    files = [tmp_path / f"{n}.csv" for n in range(5)]
    for path in files:
        path.write_text("when;what\n2031-05-02;Shots\n", encoding="utf-8")
    store = tmp_path / "x.cttui"
    for count, named in ((2, "0.csv 1.csv"), (5, "FILE...")):
        assert run("import", *files[:count], "--mapping", mapping, "-o", store)[0] == 0
        assert len(run("list", store)[1].splitlines()) == count
        with sqlite3.connect(store) as connection:
            connection.execute("UPDATE meta SET value = 'older' WHERE key = 'format'")
        connection.close()
        assert run("list", store)[2].endswith(f" again, run cttui import --mapping MAPPING {named} -o {store}\n")


def test_a_store_needs_no_import(run: Run, store: Path, tmp_path: Path) -> None:
    """A store that is to be imported is refused with the command that opens it, wherever it would be written to."""
    before = store.read_bytes()
    for more in ((), ("-o", store), ("-o", tmp_path / "y.cttui")):
        told = run("import", store, *more)
        assert told == (2, "", f"cttui: {store} is a store, which needs no import; open it with: cttui {store}\n")
    assert store.read_bytes() == before
    assert not (tmp_path / "y.cttui").exists()


def test_a_database_of_another_program_is_refused(run: Run, tmp_path: Path) -> None:
    """It is called so, whatever command it is given to."""
    path = tmp_path / "mine.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t(a)")
    connection.close()
    assert "is a database of another program" in run("list", path)[2]


@given(cut=st.integers(0, 200), at=st.floats(0, 1, exclude_max=True))
@example(cut=1, at=0.96875)
@settings(max_examples=30)
def test_a_damaged_store_is_refused(tmp_path_factory: pytest.TempPathFactory, cut: int, at: float) -> None:
    """A store that is cut short is no store any more, or is called damaged with the way out."""
    folder = tmp_path_factory.mktemp("damaged")
    importing.imported((written(folder / "a.csv", list(rows(30))),), folder / "a.cttui")
    content = (folder / "a.cttui").read_bytes()
    (folder / "b.cttui").write_bytes(content[: int(len(content) * at)] if cut else content[:16])
    with pytest.raises(CttuiError):
        api.index_of(folder / "b.cttui")


# -- any table -------------------------------------------------------------------------------------------------------

CELL = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(["", "0", "-1", "2031-02-31", "1e309", "NaN", "12.5", '"', "\n", "\r\n", "a\x00b", "=1", "٣"]),
)


@given(table=st.lists(st.lists(CELL, min_size=len(HEADER), max_size=len(HEADER)), min_size=1, max_size=8))
@example(table=[[""] * len(HEADER)])
@settings(max_examples=60)
def test_any_table_is_imported(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]) -> None:
    """Whatever the csv module writes under the columns of a format is imported: each row is kept or left out, and it opens."""
    folder = tmp_path_factory.mktemp("any")
    path = written(folder / "any.csv", table)
    rows_of_csv = [row for row in csv.reader(io.StringIO(path.read_bytes().decode(), newline="")) if row]
    about = importing.imported((path,), folder / "any.cttui")
    assert about.kept + about.left_out == len(rows_of_csv) - 1
    index = api.index_of(folder / "any.cttui")
    assert index.count == about.kept
    assert len(index.events(tuple(range(index.count)))) == about.kept
    index.close()


# -- what a file is --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "timeline"),
        (b"# a, comment\n\n[timeline]\nid = 'a'\n", "timeline"),
        (b'title = "a, b"\n[timeline]\n', "timeline"),
        (b"[[event]]\n", "timeline"),
        (b"id,year\n", "dataset"),
        (b"\xef\xbb\xbfid;year\n", "dataset"),
        (b"id\tyear\n", "dataset"),
        ("id,year\n".encode("utf-16"), "dataset"),
        (b'{"a": 1}\n', "dataset"),
        (b'[{"a": 1}]', "dataset"),
        (b"PK\x03\x04", "dataset"),
        (b"PAR1", "dataset"),
        (b"SQLite format 3\0", "store"),
    ],
)
def test_a_file_is_told_by_its_content(tmp_path: Path, content: bytes, kind: str) -> None:
    """What a file is shows in its first bytes, whatever its name."""
    path = tmp_path / "x.toml"
    path.write_bytes(content)
    assert kind_of(path) == kind


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_neither_opened_nor_waited_for(run: Run, dataset: Path, tmp_path: Path) -> None:
    """A pipe is no file to open, nor one to write over: whoever writes into it, and whether anybody does."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, printed, told = run("import", dataset, "-o", pipe)
    assert (code, printed) == (2, "")
    assert told == f"cttui: {pipe} exists and is not a store; name another file with -o, or delete it\n"
    # somebody has it open, and has written nothing yet
    handle = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
    try:
        for content in (b"", b"id,year\n1,2020\n"):
            os.write(handle, content)
            assert kind_of(pipe) == "timeline"
            assert run("list", pipe)[::2] == (
                2,
                f"{pipe}: this is not a regular file; save its output as a file and give the path of that\n",
            )
        assert os.read(handle, 100) == b"id,year\n1,2020\n"
    finally:
        os.close(handle)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize(
    "place", ["the dataset", "a link to it", "the store", "a store to come", "the mapping", "a folder", "a pipe"]
)
def test_a_report_takes_the_place_of_nothing_else(run: Run, dataset: Path, store: Path, tmp_path: Path, place: str) -> None:
    """A report is not written over the dataset, the store, the mapping, a folder or a pipe."""
    (tmp_path / "link.csv").symlink_to(dataset)
    (tmp_path / "m.toml").write_text("")
    os.mkfifo(tmp_path / "pipe")
    report, target, *more = {
        "the dataset": (dataset, store),
        "a link to it": (tmp_path / "link.csv", store),
        "the store": (store, store),
        "a store to come": (tmp_path / "x.cttui", tmp_path / "y" / ".." / "x.cttui"),
        "the mapping": (tmp_path / "m.toml", store, "--mapping", tmp_path / "m.toml"),
        "a folder": (tmp_path, store),
        "a pipe": (tmp_path / "pipe", store),
    }[place]
    (tmp_path / "y").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    code, printed, told = run("import", dataset, "-o", target, "--report", report, *more)
    assert (code, printed) == (2, "")
    assert told.endswith("; name another with --report\n")
    assert {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_report_that_cannot_be_written_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for the report, the sentence names it and not the store."""
    content = list(rows(5_000))
    for one in content:
        one[HEADER.index("latitude")] = "900"
    path = written(tmp_path / "x.csv", content)

    @contextmanager
    def full(*_: object) -> Iterator[BinaryIO]:
        with suppress(OSError), Path("/dev/full").open("wb", buffering=0) as file:
            yield file

    monkeypatch.setattr("cttui.imports.report.disk.writing", full)
    code, printed, told = run("import", path, "-o", tmp_path / "x.cttui", "--report", tmp_path / "r.csv")
    assert (code, printed) == (2, "")
    assert told == f"cttui: cannot write {tmp_path / 'r.csv'}: No space left on device\n"
    assert not (tmp_path / "x.cttui").exists()


def test_a_signal_ends_an_import_in_order_from_its_first_file_on(
    run: Run, dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the report is begun, SIGTERM no longer ends cttui where it stands, with a half file left behind."""
    begun: list[object] = []

    @contextmanager
    def writing(path: Path, mode: int) -> Iterator[BinaryIO]:
        begun.append(signal.getsignal(signal.SIGTERM))
        with disk.writing(path, mode) as file:
            yield file

    monkeypatch.setattr("cttui.imports.report.disk", SimpleNamespace(writing=writing, shared=disk.shared))
    before = signal.getsignal(signal.SIGTERM)
    assert before is signal.SIG_DFL
    assert run("import", dataset, "-o", tmp_path / "x.cttui", "--report", tmp_path / "r.csv")[0] == 0
    assert len(begun) == 1
    assert begun[0] is not before
    assert signal.getsignal(signal.SIGTERM) is before
