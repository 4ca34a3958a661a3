"""Exports: every format has its row, holds what is counted, and comes to the disk whole or not at all."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import stat
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TextIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui import disk
from cttui.errors import CttuiError
from cttui.explore.claims import ledger_of
from cttui.explore.explorer import Explorer
from cttui.exports import file, offers, registry
from cttui.exports.file import CancelledError, ExportError, FileThereError
from cttui.exports.items import Record
from cttui.exports.registry import FORMATS, Format, formats
from cttui.exports.subjects import Claims, Events, Sources
from cttui.model.claims import ALL
from cttui.model.records import Timeline
from cttui.store.sqlite import SqliteIndex as Index
from strategies import exported, indexed, query_texts, rows_of, timelines

LINES = Format("jsonl", "", ".jsonl", "events", "json_lines:write")


class Numbers:
    """Something to export: some numbers, and what happens after the last."""

    columns = ("n",)

    def __init__(self, most: int, failure: BaseException | None = None) -> None:
        self.most = most
        self.failure = failure

    def count(self) -> int:
        """How many."""
        return self.most

    def records(self) -> Iterator[Record]:
        """A record a number."""
        for number in range(self.most):
            yield {"n": number}
        if self.failure is not None:
            raise self.failure


# -- formats ---------------------------------------------------------------------------------------------------------


def test_every_row_names_a_function_and_a_file() -> None:
    """Each format has a function of its own package, a suffix with a dot, words for people, and its name once a subject."""
    for row in FORMATS:
        module, _, name = row.function.partition(":")
        assert callable(getattr(import_module(f"cttui.exports.{module}"), name))
        assert row.suffix.startswith(".")
        assert row.title
    assert len({(row.takes, row.name) for row in FORMATS}) == len(FORMATS)
    assert all("table" in formats(takes) for takes in offers.UNITS if takes != "sources")


@settings(max_examples=40)
@given(timelines(), st.data())
def test_a_file_holds_as_many_records_as_are_counted(timeline: Timeline, data: st.DataObject) -> None:
    """Whatever is asked, events, claims and sources leave as many records as the screen counts, in every format."""
    with indexed(timeline) as index:
        explorer = Explorer(index)
        # a text that is no query leaves the selection as it was
        explorer.ask(data.draw(query_texts(index.vocabulary)))
        query = explorer.query
        view = explorer.sources()
        listed = [record["id"] for record in Events(index, query, ALL).records()]
        assert listed == [row.id for row in rows_of(explorer)]
        for subject, count in (
            (Events(index, query, ALL), explorer.selection.count),
            (Claims(ledger_of(index, query)), ledger_of(index, query).claims),
            (Sources(index, view.rows), len(view.rows)),
        ):
            assert subject.count() == count
            records = list(subject.records())
            assert len(records) == count
            lines = exported("json_lines:write", subject).splitlines()
            assert [json.loads(line) for line in lines] == records
            rows = list(csv.reader(io.StringIO(exported("spreadsheet:write", subject), newline="")))
            # with nothing below them, too, the names are there
            assert rows[0] == list(subject.columns)
            assert len(rows) == count + 1
            assert all(list(record) == rows[0] for record in records)
        table = exported("table:write_sources", Sources(index, view.rows))
        assert [line.split()[0] for line in table.splitlines()] == [row.id for row in view.rows]


def test_a_stream_that_is_written_to_stays_open(shipped_index: Index) -> None:
    """A format writes into a stream and leaves it open and in its owner's hands."""
    explorer = Explorer(shipped_index, "kind:surrender")
    stream = io.StringIO()
    offers.selection(explorer).subject.records()
    for format_ in formats("events").values():
        if not format_.export_only:
            format_.write(offers.selection(explorer).subject, stream)
    assert not stream.closed
    assert stream.getvalue().count("\n") == 3 * explorer.selection.count + 1
    for format_ in formats("events").values():
        other = io.BytesIO() if format_.binary else io.StringIO()
        format_.write(offers.selection(explorer).subject, other)
        assert not other.closed


@pytest.mark.parametrize(("count", "said"), [(0, "0 events"), (1, "1 event"), (12_345, "12,345 events")])
def test_counts_are_said_with_their_unit(count: int, said: str) -> None:
    """One event, several events, thousands with a comma."""
    assert offers.counted(count, "events") == said


# -- files -----------------------------------------------------------------------------------------------------------


def left(folder: Path) -> set[str]:
    """What lies in a folder, hidden files too."""
    return {path.name for path in folder.iterdir()}


def test_a_file_is_written_with_the_permissions_that_others_have(tmp_path: Path) -> None:
    """An export is UTF-8, has the permissions that the umask leaves, and is the only file that comes of it."""
    before = os.umask(0o027)
    try:
        assert file.save(LINES, Numbers(3), tmp_path / "a.jsonl") == 3
    finally:
        os.umask(before)
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == '{"n": 0}\n{"n": 1}\n{"n": 2}\n'
    assert stat.S_IMODE((tmp_path / "a.jsonl").stat().st_mode) == 0o640
    assert left(tmp_path) == {"a.jsonl"}


def test_no_file_is_replaced_unless_that_was_said(tmp_path: Path) -> None:
    """A file that is there stays as it is; said so, it is replaced, and a link to one keeps pointing there."""
    path = tmp_path / "a.jsonl"
    path.write_text("mine")
    (tmp_path / "link").symlink_to("a.jsonl")
    for name in ("a.jsonl", "link"):
        with pytest.raises(FileThereError, match=r"a\.jsonl already exists$"):
            file.save(LINES, Numbers(1), tmp_path / name)
        assert path.read_text() == "mine"
    file.save(LINES, Numbers(1), tmp_path / "link", replace=True)
    assert path.read_text() == '{"n": 0}\n'
    assert (tmp_path / "link").is_symlink()
    assert left(tmp_path) == {"a.jsonl", "link"}


def test_a_file_that_comes_meanwhile_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program's file of the same name that appears while an export is written is kept; also without hard links."""
    path = tmp_path / "a.jsonl"

    class Late(Numbers):
        def records(self) -> Iterator[Record]:
            path.write_text("theirs")
            return super().records()

    for attempt in range(2):
        with pytest.raises(FileThereError):
            file.save(LINES, Late(1), path)
        assert path.read_text() == "theirs"
        path.unlink()
        if attempt == 0:

            def refused(*_: object) -> None:
                raise OSError(errno.EPERM, "no hard links here")

            monkeypatch.setattr(Path, "hardlink_to", refused)
    assert file.save(LINES, Numbers(1), path) == 1
    assert left(tmp_path) == {"a.jsonl"}


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), CttuiError("the store is damaged")])
def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path, failure: BaseException) -> None:
    """A full disk or a damaged store is one sentence; the file that was there is whole, and no half of one stays behind."""
    path = tmp_path / "a.jsonl"
    path.write_text("mine")
    with pytest.raises(CttuiError) as told:
        file.save(LINES, Numbers(9, failure), path, replace=True)
    known = {f"cannot write {path}: no space left on device", "the store is damaged"}
    assert str(told.value) in known
    assert path.read_text() == "mine"
    assert left(tmp_path) == {"a.jsonl"}


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    """What is not wanted any more stops at the next record, and there is no file."""
    asked = iter([False, False, True])
    with pytest.raises(CancelledError):
        file.save(LINES, Numbers(9), tmp_path / "a", cancelled=lambda: next(asked))
    assert left(tmp_path) == set()


def test_where_nothing_can_be_written_is_said(tmp_path: Path) -> None:
    """No folder, a folder, a pipe, a file in a folder's place, a name too long: a sentence each, and nothing is made."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    before = left(tmp_path)
    for name, said in (
        ("gap/a.csv", r"there is no folder .*/gap; create it, or type another path"),
        ("file/a.csv", r"there is no folder .*/file; create it, or type another path"),
        ("pipe", r".*/pipe is not a regular file; type another path"),
        (f"{'x' * 250}.csv", r"cannot write .*: file name too long"),
        ("a\0b", r"cannot write .*: not a valid file name"),
    ):
        with pytest.raises(ExportError, match=f"^{said}$"):
            file.save(LINES, Numbers(1), tmp_path / name)
    for typed, said in (("", "a file name is missing"), (str(tmp_path), f"'{tmp_path}' is a folder; add a file name")):
        with pytest.raises(ExportError, match=f"^{said}$"):
            file.path_of(typed)
    with pytest.raises(ExportError, match=r"^there is no folder ~nobody-of-this-name"):
        file.path_of("~nobody-of-this-name/a.csv")
    assert left(tmp_path) == before


def test_the_readers_own_folder_may_be_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """~ is the home folder, and what is no absolute path lies in the current one."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert file.path_of("~/a.csv") == file.path_of(" a.csv ") == tmp_path / "a.csv"


def test_folders_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one folder that begins so is written out, of several what they share; files and hidden folders are passed over."""
    monkeypatch.chdir(tmp_path)
    for name in ("reports", "research", "other", ".hidden", "bad\x1b[31m", "other/inner"):
        (tmp_path / name).mkdir()
    (tmp_path / "refused").touch()
    assert file.completed("o") == ("other/", ())
    assert file.completed("other/") == ("other/inner/", ())
    assert file.completed("re") == ("re", ("reports/", "research/"))
    assert file.completed("r") == ("re", ("reports/", "research/"))
    assert file.completed(".h") == (".hidden/", ())
    assert file.completed("") == ("", ("other/", "reports/", "research/"))
    for nothing in ("bad", "gap/x", "~nobody-of-this-name/x", "\0"):
        assert file.completed(nothing) == (nothing, ())


def test_a_file_that_is_not_to_be_replaced_is_put_where_none_is(tmp_path: Path) -> None:
    """Written by pieces without replacing: the file is there after the block, and not before."""
    path = tmp_path / "a"
    with disk.writing(path, replace=False) as stream:
        stream.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_format_that_is_written_is_loaded_only_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row names its module, which is looked for when it writes."""
    wrong = Format("x", "X", ".x", "events", "nowhere:write")
    monkeypatch.setattr(registry, "FORMATS", (wrong,))
    assert formats("events") == {"x": wrong}
    stream: TextIO = io.StringIO()
    with pytest.raises(ModuleNotFoundError):
        wrong.write(Numbers(1), stream)
