"""Rows of text with a separator (CSV, TSV), each with its own text.

Lines are tapped on their way to the csv module, and a row that is fine is never looked at by itself: a batch whose rows have
the header's width and a line each is taken as a whole. Only a batch with something else in it is read again row by row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from cttui.errors import DatasetError
from cttui.imports.events import header_of
from cttui.imports.lines import Lines
from cttui.imports.marks import SEPARATORS
from cttui.imports.provenance import ReadFile
from cttui.imports.report import Fault
from cttui.imports.rows import (
    BATCH,
    MOST_COLUMNS,
    Batch,
    Rows,
    Strays,
    above,
    above_said,
    beyond,
    fitted,
    looks_like_data,
    named,
    quoted,
    read_alone,
    written,
)

if TYPE_CHECKING:
    from _csv import Reader
    from pathlib import Path

SAMPLE = 100
"""Lines by which the separator is chosen."""
_BY_CHANCE = ((20, 3), (5, 6))
"""How many columns make it mere chance that a text of so many lines has as many separators in each as a row."""
_SEP = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""The line by which Excel tells the separator."""


def separator_of(lines: Sequence[str]) -> str:
    """What parts the cells of a file: what gives most of its first lines the width of the header; a comma if nothing does."""
    best = (0.0, 0, ",")
    for separator in SEPARATORS:
        widths = _widths(lines, separator)
        if widths and widths[0] > 1:
            best = max(best, (widths.count(widths[0]) / len(widths), widths[0], separator))
    return best[2]


def _widths(lines: Sequence[str], separator: str) -> list[int]:
    """How many cells each row in some lines has."""
    try:
        return [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    except csv.Error:  # an open quotation mark; its rows are found later, one by one
        return [len(next(csv.reader([line], delimiter=separator), [])) for line in lines if len(line) < 100_000]


class Separated(Rows):
    """The rows of a text file with a separator."""

    kind = "csv"

    def __init__(self, path: Path, size: int, stop: Callable[[], bool], columns: Sequence[str] | None) -> None:
        """Open a file and read its header.

        Args:
            path: The file.
            size: Its size in bytes.
            stop: Whether to stop.
            columns: Names of the columns, for a file without a header.

        Raises:
            DatasetError: The file has no row that could be a header.
            OSError: It cannot be read.
        """
        super().__init__(size, stop)
        self._path = path
        self.paths = (path,)
        self._file = path.open("rb", buffering=0)
        try:
            self._lines = Lines(self._file)
            self._begin(columns)
        except BaseException:
            self._file.close()
            raise

    def _begin(self, columns: Sequence[str] | None) -> None:
        lines = self._lines
        while not any(map(str.strip, lines.left())) and next(lines.blocks, None) is not None:
            lines.take(len(lines.left()) if not any(map(str.strip, lines.left())) else 0)
        while lines.left() and not lines.left()[0].strip():
            lines.take(1)
        if not lines.left():
            raise DatasetError(f"{self._path.name} has no rows")
        if told := _SEP.fullmatch(lines.left()[0]):
            self.delimiter = told[1]
            lines.take(1)
        else:
            self.delimiter = separator_of(lines.left()[:SAMPLE])
        passed = self._above() if columns is None else []
        self._restart()
        try:
            first: list[str] = next(self._reader, [])
        except csv.Error:
            raise DatasetError(f"{self._path.name}:{lines.number}: a quotation mark in the header is never closed") from None
        if len(first) > MOST_COLUMNS:
            raise DatasetError(f"{self._path.name} has {len(first):,} columns; the limit is {MOST_COLUMNS:,}")
        self.first = tuple(first) if looks_like_data(first) else ()
        if columns is None:
            lines.take(self._reader.line_num)
            names, self.notes = named(first)
            self.notes[:0] = passed
            self.notes += [f"In the header, {lines.mended.pop(n)}." for n in sorted(lines.mended) if n < lines.number]
        else:
            names, self.notes = named(columns)
        self._restart()
        self.header = header_of(names)
        self._width = len(names)
        self._empty = [""] * self._width
        self._strays = Strays(first if columns is None else columns)
        self._write = written(self.delimiter)
        self._number = 0
        """Rows of the input so far."""
        self._blank = self._beyond = 0

    def _above(self) -> list[str]:
        """Pass over what stands above the header, and what is to be said of that."""
        left = self._lines.left()[:SAMPLE]
        for separator in (self.delimiter, *SEPARATORS):
            rows = [next(iter(read_alone([line], separator)), []) for line in left]
            alone = [len(row) for row in rows]
            count = above(rows)
            # cells of several lines make few lines as wide as the header, an open quotation mark few rows
            if count and (_agree(_widths(left[count:], separator)) or _agree(alone[count:])):
                self.delimiter = separator
                self._lines.take(count)
                return above_said(rows[:count])
            if separator == self.delimiter and alone[0] > 1 and _agree(alone):
                break
        return []

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    # -- reading ---------------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Batch]:
        """The batches."""
        open_ = self._batch()
        while True:
            self.check()
            wanted = BATCH - len(open_.rows)
            if (batch := self._fast(wanted)) is not None:
                if not open_.rows and not open_.faults:
                    open_ = batch
                else:
                    open_.add(batch)
            elif not self._slow(wanted, open_):
                break
            if len(open_.rows) == BATCH:
                yield open_
                open_ = self._batch()
        self.notes += self._said()
        self.files = (ReadFile(self._path.name, self._lines.read, self._lines.sha256),)
        self.close()
        if open_.rows or open_.faults:
            yield open_

    def _batch(self) -> Batch:
        return Batch([], [], [], [], self._lines.read)

    def _restart(self) -> None:
        """Read on at the first line that was not taken."""
        self._reader: Reader = csv.reader(self._lines.from_here(), delimiter=self.delimiter)
        self._seen = 0

    def _fast(self, wanted: int) -> Batch | None:
        """The next rows, if all of them are fine and have a line each."""
        lines = self._lines
        try:
            rows = list(islice(self._reader, wanted))
        except csv.Error:
            self._restart()
            return None
        used = self._reader.line_num - self._seen
        if (
            len(rows) != wanted
            or used != wanted
            or set(map(len, rows)) != {self._width}
            or self._empty in rows
            or lines.mended
            or lines.lost
            or self._strays.among(rows, columns := list(zip(*rows, strict=True)))
        ):
            self._restart()
            return None
        self._seen += used
        numbers, begin = range(self._number + 1, self._number + 1 + wanted), lines.place
        batch = Batch(numbers, rows, range(lines.number, lines.number + used), lines.own(used), lines.read, by_column=columns)
        lines.take(used)
        if lines.plain:
            batch.place = begin, lines.place - begin
        self._number += wanted
        self.taken += wanted
        return batch

    # -- row by row ------------------------------------------------------------------------------------------------------

    def _slow(self, wanted: int, into: Batch) -> bool:
        """Read lines one record at a time, until as many rows are kept as are wanted; whether there may be more."""
        into.numbers, into.lines = list(into.numbers), list(into.lines)
        full = len(into.rows) + wanted
        while len(into.rows) < full:
            if not self._record(into):
                return False
        into.read = self._lines.read
        return True

    def _record(self, into: Batch) -> bool:
        """Read one record: a row that is kept or left out, or an empty line. Whether there was one."""
        lines = self._lines
        row: list[str] | None = None
        try:
            row = next(self._reader)
        except StopIteration:
            return False
        except csv.Error:
            pass
        used = self._reader.line_num - self._seen
        first = lines.text[lines.at]
        reason = ""
        if row is None or (used > 1 and self._swallowed(row, used)):
            # a quotation mark that is never closed, or a cell longer than the csv module takes by itself
            used = 1
            row, reason = self._one_line(first)
            self._take(row, used, into, reason)
            self._restart()
        else:
            self._seen += used
            self._take(row, used, into, "")
        return True

    def _one_line(self, text: str) -> tuple[list[str], str]:
        """A line read by itself, and what was done if a quotation mark in it is not closed."""
        text = text.rstrip("\r\n")
        row = next(iter(read_alone([text], self.delimiter)), [])
        if '"' not in text or not self._is_open([text]):
            return row, ""
        if len(row) != self._width:
            literal = [_unquoted(cell) for cell in text.split(self.delimiter)]
            if len(literal) == self._width:
                return literal, "a quotation mark is never closed; it was read as a letter"
        return row, "a quotation mark is never closed; its cell ends with the line"

    def _swallowed(self, row: Sequence[str], used: int) -> bool:
        """Whether a row took in lines that are rows by themselves, because a quotation mark is not closed in its line.

        Such a row has another width than the header, or the mark that closed it stands before a letter, or its lines are too
        many and too much alike for a text.
        """
        text = self._lines.text[self._lines.at : self._lines.at + used]
        inside = map(self._is_row, text[1:])
        if len(row) != self._width or not _is_strict(text, self.delimiter):
            return any(inside)
        if not any(self._width >= columns and used >= lines for columns, lines in _BY_CHANCE):
            return False
        return text[0].count(self.delimiter) >= self._width - 1 and all(inside)

    def _is_row(self, text: str) -> bool:
        """Whether a line within a row is one by itself: as wide as the header, or open too, with as many separators."""
        if len(next(iter(read_alone([text], self.delimiter)), [])) == self._width:
            return True
        return text.count(self.delimiter) >= self._width - 1 and self._is_open([text])

    def _is_open(self, text: Sequence[str]) -> bool:
        """Whether a quoted cell goes on after some lines: a separator at their end then begins no cell."""
        ended = [*text[:-1], text[-1].rstrip("\r\n")]
        more = [*ended[:-1], ended[-1] + self.delimiter]
        return [len(row) for row in read_alone(ended, self.delimiter)] == [len(row) for row in read_alone(more, self.delimiter)]

    def _take(self, row: list[str], used: int, into: Batch, reason: str) -> None:
        """Take some lines as a row: keep it or leave it out, and say why."""
        lines = self._lines
        line, number = lines.number, self._number + 1
        done = [lines.mended.pop(n) for n in range(line, line + used) if n in lines.mended] if lines.mended else []
        lost = [lines.lost.pop(n) for n in range(line, line + used) if n in lines.lost] if lines.lost else []
        raw = "".join(lines.own(used))
        text = lines.text[lines.at : lines.at + used]
        lines.take(used)
        if not row and not lost:
            self._blank += 1
            return
        self._number = number
        cut = self._cut(row, text, line + used - 1)
        left_out = lost[0] if lost else self._unfit(row, reason, cut=cut)
        if left_out:
            self.left_out += 1
            into.faults.append(Fault(line, number, left_out, kept=False))
            return
        reasons = [*done, reason] if reason else done
        if cut:
            reasons.append(f"the file ends within this row; its last cell is cut off and was dropped: {quoted(row[-1:])}")
            row = row[:-1]
        elif len(row) < self._width:
            reasons.append(f"has {len(row)} of {self._width} cells; the others are empty")
        elif len(row) > self._width:
            if more := beyond(row, self._width):
                reasons.append(more)
            else:
                self._beyond += 1
        row = fitted(row, self._width)
        into.numbers.append(number)  # type: ignore[attr-defined]  # a list since row by row began
        into.lines.append(line)  # type: ignore[attr-defined]  # likewise
        into.rows.append(row)
        # with an open quotation mark, its own text would take in the row after it
        into.raw.append(self._write(row) if reason or cut else raw)
        if reasons:
            into.faults.append(Fault(line, number, "; ".join(reasons), kept=True))
        self.taken += 1

    def _cut(self, row: list[str], text: Sequence[str], last: int) -> bool:
        """Whether the file ends within a row: in a quoted cell, or before its last cell and without a line end."""
        if not row or (not self._lines.done and self._lines.unended != last) or self._lines.at < len(self._lines.text):
            return False
        if self._lines.unended == last and len(row) < self._width:
            return True
        return self._is_open(text)

    def _unfit(self, row: list[str], reason: str, *, cut: bool) -> str:
        """Why a row is left out; empty if it is kept."""
        if not any(row):
            return "every cell is empty"
        if 2 * len(row) < self._width:
            where = "the file ends within this row, which " if cut else f"{reason}, which " if reason else ""
            return f"{where}has {len(row)} of {self._width} cells: {quoted(row)}"
        return self._strays.why(fitted(row, self._width))

    def _said(self) -> list[str]:
        """What is to be said of the file as a whole, at its end."""
        notes = self._lines.notes()
        if self._blank:
            were = "empty lines were" if self._blank > 1 else "empty line was"
            notes.append(f"{self._blank:,} {were} passed over.")
        if self._beyond:
            have = "rows have" if self._beyond > 1 else "row has"
            notes.append(f"{self._beyond:,} {have} empty cells beyond the last column.")
        if self._lines.unended and self.taken:
            notes.append("The last line has no line end; if the file was cut off, its last cell may be incomplete.")
        return notes


def _agree(widths: Sequence[int]) -> bool:
    """Whether most rows are as wide as the first."""
    return 2 * widths.count(widths[0]) > len(widths)


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks around it."""
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _is_strict(lines: Sequence[str], separator: str) -> bool:
    """Whether every quotation mark that closes a cell of a row stands before a separator or the line's end."""
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return False
    return True
