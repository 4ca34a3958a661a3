"""Writing a packed store: the sets of the compiled one, the same bytes in one process or two, and nothing half done."""

from __future__ import annotations

import csv
import errno
import gc
import json
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from queue import Queue
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from cttui.errors import ImportingError, StoppedError
from cttui.imports.acled import ACLED
from cttui.imports.format import Format, Piece, Said
from cttui.imports.ged import GED
from cttui.imports.gtd import GTD
from cttui.imports.provenance import ReadFile
from cttui.imports.reading import open_rows
from cttui.imports.registry import FORMATS
from cttui.imports.report import Fault, Progress, Report
from cttui.store import checked, layout
from cttui.store.named import open_named
from cttui.store.packed import beside, finish, folding, postings, sets, spill, writer
from cttui.store.packed import words as packed_words
from cttui.store.packed.parts import unpack
from cttui.store.packed.spill import Spill
from cttui.text import joined, words
from datasets import row
from packing import compiled, pack, rows, write_csv

_EXAMPLES = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_FORMATS = pytest.mark.parametrize("form", [GED, ACLED, GTD], ids=lambda form: form.id)


def tables(path: Path) -> dict[str, Any]:
    """What both kinds of stores have of the same events; of sources, a packed one has no sets."""
    connection = sqlite3.connect(path)
    bits = {
        (field, token): bits if field.endswith("/rest") else set(BitMap.deserialize(bits))
        for field, token, bits in connection.execute("SELECT field, token, bits FROM bits WHERE field != 'source'")
    }
    found: dict[str, Any] = {
        "bits": bits | {("word", word): events for word, events in words_of(connection).items()},
        "value": connection.execute(
            "SELECT field, position, token, label, aliases FROM value WHERE field != 'source'"
        ).fetchall(),
        "point": points_of(connection),
        "meta": connection.execute(
            "SELECT value FROM meta WHERE key IN ('starts', 'measures', 'names') ORDER BY key"
        ).fetchall(),
    }
    connection.close()
    return found


def columns(connection: sqlite3.Connection, name: str) -> list[bytes]:
    """The rows of a column; none in a store that is not packed."""
    if connection.execute("SELECT 1 FROM meta WHERE key = 'packed'").fetchone() is None:
        return []
    return [body for (body,) in connection.execute("SELECT body FROM column WHERE name = ? ORDER BY part", (name,))]


def sets_of(connection: sqlite3.Connection, of: str, count: int) -> list[set[int]]:
    """The sets of a column of sets: in each row where each of 64 ends, in four bytes, and then all of them."""
    found: list[set[int]] = []
    for body in columns(connection, f"sets/{of}"):
        ends = np.frombuffer(body, "<u4", min(64, count - len(found))).tolist()
        content = body[4 * len(ends) :]
        found += [set(BitMap.deserialize(content[begin:end])) for begin, end in pairwise([0, *ends])]
    assert len(found) == count
    return found


def words_of(connection: sqlite3.Connection) -> dict[str, set[int]]:
    """The words of a packed store, with their events."""
    found = [word for part in columns(connection, "lexicon") for word in unpack(part).decode().split("\n")]
    assert found == sorted(set(found))
    return dict(zip(found, sets_of(connection, "word", len(found)), strict=True))


def points_of(connection: sqlite3.Connection) -> list[tuple[Any, ...]]:
    """The points of a store of either kind, with their events."""
    found: list[tuple[float, float, str, str]] = []
    told = connection.execute("SELECT value FROM meta WHERE key = 'packed'").fetchone()
    for part in map(unpack, columns(connection, "point")):
        size = min(layout.PART, json.loads(told[0])["points"] - len(found))
        degrees = np.frombuffer(part, "<f8", 2 * size).tolist()
        found += zip(degrees[:size], degrees[size:], *json.loads(part[16 * size :]), strict=True)
    packed = zip(found, sets_of(connection, "point", len(found)), strict=True)
    return [(n, *point, events) for n, (point, events) in enumerate(packed)] + [
        (*point, set(BitMap.deserialize(bits)))
        for *point, bits in connection.execute("SELECT n, lat, lon, precision, name, bits FROM point ORDER BY n")
    ]


def imported(path: Path, target: Path, report: Report | None = None, **given_: Any) -> Path:
    """A store of a file of UCDP GED."""
    with open_rows(path) as found:
        writer.write(found, GED, target, report=report, when="2031-05-02T00:00:00+00:00", **given_)
    return target


def meta(path: Path, key: str) -> Any:
    """A value of a store's ``meta``."""
    connection = sqlite3.connect(path)
    (found,) = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    connection.close()
    return json.loads(found)


@pytest.mark.thorough
@_FORMATS
@_EXAMPLES
@given(data=st.data())
def test_a_packed_store_has_the_sets_of_the_compiled_one(form: Format, data: st.DataObject) -> None:
    """Values, words, days, figures and points of any rows are in the sets that their events have when compiled."""
    content = data.draw(rows(form))
    with tempfile.TemporaryDirectory() as name:
        packed = pack(Path(name), form, content)
        index = open_named(packed)
        compiled(Path(name), form, content, index).close()
        index.close()
        one, other = tables(Path(name) / "compiled.cttui"), tables(packed)
        assert other["bits"].keys() == one["bits"].keys()
        assert other == one


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"", b""),
        (b"id", b"\xef\xbb\xbfid"),
        (b"quay, 150 ", b"quay,\n150 "),
        (b"quay, 150 ", b"qu\0y, 150 "),
        (b"\xc3\xa9", b"\xe9"),
    ],
    ids=["plain", "with a mark", "with a line end in a cell", "mended", "Windows-1252"],
)
def test_one_process_and_two_write_the_same_bytes(tmp_path: Path, old: bytes, new: bytes) -> None:
    """However many processes work on an import, the store and its report are the same, of rows that share an id too."""
    content = [
        row(
            GED,
            id=str(n if n % 50 else 7),
            best=str(4 + n % 3),
            where_description=f"at the quay, {n} al-Mina é",
            source_office=f"Radio {n % 5};Agency {n % 3 or ''}",
        )
        for n in range(300)
    ]
    write_csv(tmp_path / "rows.csv", GED, content)
    path = tmp_path / "rows.csv"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    said = list[Fault](), list[Fault]()
    one = imported(path, tmp_path / "one.cttui", Report(said[0].append), processes=1)
    two = imported(path, tmp_path / "two.cttui", Report(said[1].append), processes=2)
    assert one.read_bytes() == two.read_bytes()
    assert said[0] == said[1]
    assert sum("id ged-7 is that of another row" in fault.reason for fault in said[0]) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.cttui", "rows.csv", "two.cttui"]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
def test_one_process_and_two_write_the_same_of_every_format(tmp_path: Path, form: Format) -> None:
    """Pieces that the second process numbers, which other formats have by other names, are the same."""
    cells = {column: "" for piece in form.pieces for column in piece.columns}
    cells |= {column: f"word {column}" for column in form.texts}
    cells |= dict.fromkeys(form.sourcing.columns if form.sourcing else (), "https://a.example/1")
    cells |= {column: "Radio;Agency" for piece in form.pieces if piece.aside for column in piece.columns}
    with (tmp_path / "rows.csv").open("w", newline="") as file:
        csv.writer(file).writerows([cells, *([*cells.values()] for _ in range(70))])
    for processes in (1, 2):
        with open_rows(tmp_path / "rows.csv") as found:
            writer.write(found, form, tmp_path / f"{processes}.cttui", when="2031-05-02", processes=processes)
    assert (tmp_path / "1.cttui").read_bytes() == (tmp_path / "2.cttui").read_bytes()


def test_what_is_spilt_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store is the same when columns and postings go to a file every few rows and come back a few words at a time."""
    content = [
        row(GED, id=str(n), where_description=f"{n % 7} of the quay {n}", date_start=f"2031-05-{n % 28 + 1:02}")
        for n in range(700)
    ]
    write_csv(tmp_path / "rows.csv", GED, content)
    whole = imported(tmp_path / "rows.csv", tmp_path / "whole.cttui", processes=1)
    monkeypatch.setattr(spill, "ROWS", 128)
    for name, value in (("CHUNKS", 900), ("RANGE", 50), ("MANY", 100)):
        monkeypatch.setattr(packed_words, name, value)
    # a column is taken for running text in between
    monkeypatch.setattr(postings, "SEEN", 300)
    monkeypatch.setattr(postings, "TOGETHER", 1000)
    monkeypatch.setattr(sets, "_TOGETHER", 50)
    spilt = imported(tmp_path / "rows.csv", tmp_path / "spilt.cttui", processes=1)
    assert spilt.read_bytes() == whole.read_bytes()
    # sets are written some at a time, and in order among these alone
    monkeypatch.setattr(finish, "EVENTS", 50)
    spilt = imported(tmp_path / "rows.csv", tmp_path / "spilt.cttui", processes=1)
    assert tables(spilt) == tables(whole)


def test_sums_counted_while_writing_are_those_of_the_rows(tmp_path: Path) -> None:
    """What a store says of its groups of rows is what they are when they are read again."""
    store = pack(tmp_path, GED, [row(GED, id=str(n)) for n in range(70)])
    said = meta(store, "sums")
    connection = sqlite3.connect(store)
    checked.sign(connection)
    connection.close()
    assert meta(store, "sums") == said


def test_an_id_is_given_once(tmp_path: Path) -> None:
    """Of rows with one id the first keeps it, the others get a number that no other has, and rows without one get their own."""
    ids = ["7", "7", "7-2", "", "7", "a b"]
    write_csv(tmp_path / "rows.csv", GED, [row(GED, id=id_) for id_ in ids])
    faults: list[Fault] = []
    store = imported(tmp_path / "rows.csv", tmp_path / "x.cttui", Report(faults.append))
    index = open_named(store)
    assert index.ids() == ("ged-7", "ged-7-3", "ged-7-2", "ged-row-4", "ged-7-4", "ged-a-b")
    assert index.numbers(["ged-7-4", "ged-row-4"]) == (4, 3)
    index.close()
    said = {fault.line: fault.reason for fault in faults}
    assert said == {
        3: "the id ged-7 is that of another row before it; called ged-7-3",
        5: "no id; called ged-row-4",
        6: "the id ged-7 is that of another row before it; called ged-7-4",
    }
    assert all(fault.kept for fault in faults)
    assert meta(store, "packed")["mended"] == 3


def test_a_fault_is_reported_for_each_row_that_has_it(tmp_path: Path) -> None:
    """Cells that cannot be taken are worked out once and reported with the line of every row that has them."""
    content = [row(GED, id=str(n), date_start="2031-02-31" if n % 40 == 5 else "2031-02-01") for n in range(130)]
    write_csv(tmp_path / "rows.csv", GED, content)
    faults: list[Fault] = []
    imported(tmp_path / "rows.csv", tmp_path / "x.cttui", Report(faults.append))
    assert [(fault.line, fault.row) for fault in faults] == [(7, 6), (47, 46), (87, 86), (127, 126)]
    assert all("2031-02-31" in fault.reason for fault in faults)


def test_an_empty_dataset_is_a_store_without_events(tmp_path: Path) -> None:
    """A file with a header and no rows can be imported and opened."""
    index = open_named(pack(tmp_path, GED, []))
    assert index.count == 0
    assert index.ids() == ()
    index.close()


@pytest.mark.parametrize("processes", [1, 2])
def test_a_stopped_import_leaves_nothing(tmp_path: Path, processes: int) -> None:
    """When an import is stopped, the store that was there stands as it was, and no other file is left."""
    write_csv(tmp_path / "rows.csv", GED, [row(GED, id=str(n)) for n in range(200)])
    (tmp_path / "x.cttui").write_text("before")
    seen: list[Progress] = []
    with pytest.raises(StoppedError):
        imported(
            tmp_path / "rows.csv", tmp_path / "x.cttui", processes=processes, progress=seen.append, stop=lambda: len(seen) > 1
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rows.csv", "x.cttui"]
    assert (tmp_path / "x.cttui").read_text() == "before"
    assert gc.isenabled()


def test_an_import_can_be_stopped_at_its_end(tmp_path: Path) -> None:
    """What is stopped when all rows are read leaves nothing either."""
    write_csv(tmp_path / "rows.csv", GED, [row(GED, id=str(n)) for n in range(10)])
    seen: list[Progress] = []
    with pytest.raises(StoppedError):
        imported(
            tmp_path / "rows.csv", tmp_path / "x.cttui", progress=seen.append, stop=lambda: any(one.ending for one in seen)
        )
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no room for what an import keeps meanwhile, it says so and leaves nothing."""
    write_csv(tmp_path / "rows.csv", GED, [row(GED, id=str(n)) for n in range(10)])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Spill, "put", full)
    with pytest.raises(ImportingError, match=r"x\.cttui: cannot be written \(No space left on device\)"):
        imported(tmp_path / "rows.csv", tmp_path / "x.cttui", processes=1)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def _written_over(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Dockers", b"dockers"))


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


@pytest.mark.parametrize("change", [_written_over, _cut, Path.unlink])
def test_a_file_that_changes_while_it_is_imported_is_refused(tmp_path: Path, change: Callable[[Path], None]) -> None:
    """If a file is not the same for both processes, no store is made of it, and a sentence says so."""
    path = tmp_path / "rows.csv"
    write_csv(path, GED, [row(GED, id=str(n), side_a="Dockers") for n in range(70)])

    def once(told: Progress) -> None:
        # the first batch, which waits until there are more
        if told.rows == 64:
            change(path)

    with pytest.raises(ImportingError, match=r"^rows\.csv changed while it was imported; import it again$"):
        imported(path, tmp_path / "x.cttui", processes=2, progress=once)
    assert not list(tmp_path.glob("*cttui*"))


def test_a_file_that_grows_while_it_is_imported_is_read_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are added behind the end once a file is read are not in the store, whoever reads them."""
    path = tmp_path / "rows.csv"
    content = [row(GED, id=str(n)) for n in range(70)]
    write_csv(path, GED, content)
    before = imported(path, tmp_path / "before.cttui", processes=1).read_bytes()
    found = path.read_bytes()
    ending = beside.Beside.ending

    def grow(self: beside.Beside, files: Sequence[ReadFile]) -> None:
        path.write_bytes(found + b"more")
        ending(self, files)

    monkeypatch.setattr(beside.Beside, "ending", grow)
    assert imported(path, tmp_path / "after.cttui", processes=2).read_bytes() == before


def test_a_killed_process_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second process ends before its work is done, the import says so and leaves nothing."""
    write_csv(tmp_path / "rows.csv", GED, [row(GED, id=str(n)) for n in range(200)])
    send = beside.Beside.begin

    def kill(self: beside.Beside, *parts: Any) -> None:
        self.other.process.kill()
        self.other.process.wait()
        send(self, *parts)

    monkeypatch.setattr(beside.Beside, "begin", kill)
    with pytest.raises(ImportingError, match="the process that indexes words ended before its work was done, as it does when"):
        imported(tmp_path / "rows.csv", tmp_path / "x.cttui", processes=2)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


def test_an_import_that_is_stopped_while_words_wait_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C while pieces wait to be sent ends both processes, the thread that sends them, and the files of both."""
    write_csv(tmp_path / "rows.csv", GED, [row(GED, id=str(n)) for n in range(200)])

    class Stopped(Queue[object]):
        def put(self, item: object, *_: Any) -> None:
            super().put(item)
            if item is not None:
                raise KeyboardInterrupt

    monkeypatch.setattr(beside, "Queue", Stopped)
    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt):
        imported(tmp_path / "rows.csv", tmp_path / "x.cttui", processes=2)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("raised", "error", "said"),
    [
        ("MemoryError", ImportingError, "^the process that .* done, as it does when memory runs out; close other"),
        ("SystemExit(9)", ImportingError, r"^the process that indexes words ended before its work was done; import again$"),
        ("ZeroDivisionError('rows')", RuntimeError, r"^the process that indexes words failed:\n(.*\n)+Zero.*: rows$"),
        ("OSError(28, 'No space left')", ImportingError, r"[/\\]x\.cttui: cannot be written \(No space left\)$"),
        ("sqlite3.OperationalError('disk full')", ImportingError, r"[/\\]x\.cttui: cannot be written \(disk full\)$"),
    ],
)
@pytest.mark.parametrize("where", ["keep", "flush", "begin"])
def test_why_the_second_process_ended_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: str, error: type[Exception], said: str, where: str
) -> None:
    """No memory, no room for the store that was named and a fault of ours, which is reported as any, are told apart."""
    write_csv(tmp_path / "rows.csv", GED, [row(GED, id=str(n)) for n in range(200)])
    broken = f"import sqlite3; from cttui.store.packed import beside\ndef broken(*_): raise {raised}\n"
    monkeypatch.setattr(beside, "_PROGRAM", f"{broken}beside.Texts.{where} = broken; beside.serve()")
    with pytest.raises(error, match=said):
        imported(tmp_path / "rows.csv", tmp_path / "x.cttui", processes=2)
    assert [path.name for path in tmp_path.iterdir()] == ["rows.csv"]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_folder_that_is_gone_is_one_sentence(tmp_path: Path, processes: int) -> None:
    """A store that cannot be written is refused with its name and the reason."""
    write_csv(tmp_path / "rows.csv", GED, [row(GED)])
    with pytest.raises(ImportingError, match=r"none.x\.cttui: cannot be written \(No such file or directory\)"):
        imported(tmp_path / "rows.csv", tmp_path / "none" / "x.cttui", processes=processes)


@pytest.mark.parametrize("more", [(), ([], {}, b"\0\0\0\0")], ids=["among the rows", "among the pieces"])
def test_the_second_process_ends_when_its_pipe_closes(tmp_path: Path, more: tuple[object, ...]) -> None:
    """A process whose import is gone ends by itself and takes its files along."""
    process = beside.Beside(tmp_path / "rows.part", tmp_path / "words.part")
    process.take(["a,b\r\n"], [["of the quay"]], "a\n", 1)
    for message in more:
        process.other.send(message)
    process.other.pipe.close()
    assert process.other.process.wait(30) == 0
    assert process.other.process.stdout is not None
    process.other.process.stdout.close()
    assert not list(tmp_path.iterdir())


_TEXTS = st.lists(
    st.one_of(
        st.text(st.characters(exclude_characters="\x01", exclude_categories=["Cs"])),
        st.text("aB1 -.,&/'_\u2019éÅ·l\u0301\u0640ﬁ\u00ad"),
        st.sampled_from(["1,000 men", "2016-01-01,179 killed", "al-Qa\u2019ida.", "a. b", "A-.b", "l·l", "x_y-z"]),
    ),
    min_size=1,
    max_size=5,
)


@given(_TEXTS)
def test_words_of_many_texts_are_those_of_each(texts: list[str]) -> None:
    """Folded together, texts have the words and joined forms that each has by itself."""
    found: list[set[str]] = [set()]
    for chunk in folding.chunks(texts):
        if chunk == folding.END:
            found.append(set())
        else:
            found[-1].update(folding.words_of(chunk))
    assert found.pop() == set()
    assert found == [{*words(text), *joined(text)} for text in texts]


_ASIDE = [piece for form in FORMATS for piece in form.pieces if piece.aside]


@given(st.sampled_from(_ASIDE), st.text())
def test_a_piece_that_another_process_numbers_says_nothing_but_names_of_sources(piece: Piece, cell: str) -> None:
    """Whatever stands in its cell: what else it said would be missed, or be reported at the end instead of with its row."""
    said = piece.read((cell,))
    assert said == Said(values=tuple(value for value in said.values if value[0] == "publisher"))
    assert piece.apart is not None
