"""The report of an import: every row that was left out or mended, with its line and the reason.

Faults are written to the report's file as they are found and only counted here, so that a file in which every row is faulty
takes no more memory than a sound one.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cttui import disk
from cttui.errors import DatasetError
from cttui.text import defused, line, shorten

if TYPE_CHECKING:
    from pyroaring import BitMap

FIRST = 3
"""How many faults are remembered to be said where no file takes them."""
COLUMNS = ("file", "line", "row", "reason", "kept")
"""The columns of a report's file."""
REASON = 400
"""Longest reason, in characters."""


class Fault(NamedTuple):
    """What is wrong with a row of a dataset."""

    line: int
    """The line of the file on which the row begins, from 1; 0 if the file has no lines."""
    row: int
    """Which row of the input it is, from 1; the header is none."""
    reason: str
    """What is wrong, as a phrase without a full stop."""
    kept: bool
    """Whether the row was kept and mended, or left out."""
    file: str = ""
    """The name of the row's file; empty for the only one."""


class Progress(NamedTuple):
    """How far an import is."""

    rows: int
    """Rows read so far."""
    read: int
    """Bytes read so far."""
    size: int
    """Bytes in all."""
    ending: bool = False
    """Whether everything is read, and what was read is being put in order, or sent."""
    sent: int | None = None
    """Of what is sent to a server, the rows that it has."""


Watch = Callable[[Progress], object]
"""Told how far an import is."""


class Summary(NamedTuple):
    """What became of the rows of an import."""

    kept: int
    left_out: int
    mended: int
    """Of those kept, the rows in which something was not as it should be."""

    @property
    def sentence(self) -> str:
        """The counts, without a full stop: ``16,566 rows kept, none left out, 3 mended``."""
        kept = f"{self.kept:,} row{'s' if self.kept != 1 else ''} kept" if self.kept else "no rows kept"
        return f"{kept}, {_count(self.left_out)} left out, {_count(self.mended)} mended"


def _count(number: int) -> str:
    return f"{number:,}" if number else "none"


class Report:
    """Counts the rows that were left out or mended, and hands each fault on."""

    def __init__(self, hand_on: Callable[[Fault], object] | None = None) -> None:
        """Take what writes the faults, if something does."""
        self._hand_on = hand_on
        self._left_out = _rows()
        self._mended = _rows()
        self.first: list[Fault] = []
        """The first faults."""
        self.faults = 0
        """How many there are; a row may have several."""
        self.notes: list[str] = []
        """What is to be said of the files as a whole, each a sentence."""
        self.file_of: Callable[[int], str] = lambda _: ""
        """The name of the file that a row is of, by its number; of the only file it is empty."""

    def take(self, fault: Fault) -> None:
        """Report a fault."""
        if name := self.file_of(fault.row):
            fault = fault._replace(file=name)
        (self._mended if fault.kept else self._left_out).add(fault.row)
        self.faults += 1
        if len(self.first) < FIRST:
            self.first.append(fault)
        if self._hand_on is not None:
            self._hand_on(fault)

    def note(self, sentence: str) -> None:
        """Report something about a file as a whole, which counts as no row: the file's list has it with row 0."""
        self.notes.append(sentence)
        if self._hand_on is not None:
            self._hand_on(Fault(0, 0, sentence, kept=True))

    @property
    def left_out(self) -> int:
        """How many rows were left out."""
        return len(self._left_out)

    @property
    def mended(self) -> int:
        """How many rows were kept and mended."""
        return len(self._mended - self._left_out)

    def sentences(self, name: str) -> Iterator[str]:
        """The first faults and how many more there are, a line each, for a person.

        Args:
            name: The name of the only file; empty for several, which notes and faults name themselves.
        """
        for note in self.notes:
            yield (f"{line(name)}: " if name else "") + shorten(note, REASON)
        for fault in self.first:
            place = ":".join(filter(None, (line(fault.file or name), f"{fault.line}" if fault.line else f"row {fault.row}")))
            yield f"{place}: {shorten(fault.reason, REASON)}; {'kept' if fault.kept else 'left out'}"
        if more := self.faults - len(self.first):
            yield f"and {more:,} more; --report FILE lists them all"


def _rows() -> BitMap:
    from pyroaring import BitMap

    return BitMap()


@contextmanager
def report_to(path: Path | None) -> Iterator[Report]:
    """A report that is written to a file while the block runs, and comes into its place when it ends without an error.

    Args:
        path: The file: JSON Lines if its name ends with ``.jsonl``, else CSV; ``None`` for none.

    Raises:
        DatasetError: It cannot be written any further.
        OSError: It cannot be begun or ended.
    """
    if path is None:
        yield Report()
        return
    with disk.writing(path, disk.shared()) as file:
        stream = TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
        try:
            write = _json_lines(stream) if path.suffix.lower() == ".jsonl" else _csv(stream)

            def hand_on(fault: Fault) -> None:
                try:
                    write(fault)
                except OSError as error:
                    # else whoever reads the rows would take it for an error of theirs
                    raise unwritten(path, error) from None

            yield Report(hand_on)
            stream.flush()
        finally:
            stream.detach()


def unwritten(path: Path, error: OSError) -> DatasetError:
    """The error for a report that cannot be written."""
    return DatasetError(f"cannot write {shorten(str(path), 400)}: {disk.reason(error)}")


def _json_lines(stream: TextIOWrapper) -> Callable[[Fault], object]:
    def write(fault: Fault) -> None:
        stream.write(json.dumps(dict(zip(COLUMNS, _cells(fault), strict=True)), ensure_ascii=False) + "\n")

    return write


def _csv(stream: TextIOWrapper) -> Callable[[Fault], object]:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)

    def write(fault: Fault) -> None:
        name, number, row, reason, kept = _cells(fault)
        writer.writerow((defused(str(name)), number, row, defused(str(reason)), "yes" if kept else "no"))

    return write


def _cells(fault: Fault) -> tuple[str, int, int, str, bool]:
    return line(fault.file), fault.line, fault.row, shorten(fault.reason, REASON), fault.kept
