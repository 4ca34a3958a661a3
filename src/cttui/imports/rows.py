"""Rows of a dataset as they come from a file: in batches of text cells, with each row's own text and what was mended.

Whatever the file is, its rows are lists of text as long as its header. What could not be read stands in ``Fault``s, so that the
rows kept and the rows left out add up to the rows of the input.
"""

from __future__ import annotations

import csv
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Self

from cttui.errors import StoppedError
from cttui.imports.events import Header
from cttui.imports.provenance import ReadFile
from cttui.imports.report import Fault
from cttui.lazy import dataclass
from cttui.text import on_one_line, shorten

BATCH = 64
"""Rows in a batch: as many as stay in a processor's second cache, with their cells."""
MOST_COLUMNS = 2000
"""The most columns of a file; GTD, the widest dataset of the field, has 135."""
LONGEST_NAME = 500
"""The longest name of a column, in characters."""
MOST_LINE = 4 << 20
"""The longest line, record or cell, in bytes: the outline of a country in a cell is a third of it."""

STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters that no text has, and halves of characters. Tabs and line ends are text."""
_SPACES = {0x0B: " ", 0x0C: " ", 0x85: " "}
"""Those that part words: a vertical tab, a form feed and the next line of old mainframes."""
_BARE: dict[int, str | None] = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0xA0))),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
    **_SPACES,
}


def never() -> bool:
    """Whether to stop reading, where nobody can say so."""
    return False


@dataclass(slots=True)
class Batch:
    """Rows that follow one another in a file."""

    numbers: Sequence[int]
    """The number of each row among the rows of the input, from 1; a row that was left out has a number too."""
    rows: list[list[str]]
    """Their cells, as many as the header has columns."""
    lines: Sequence[int]
    """The line where each begins, from 1."""
    raw: list[str]
    """Each row's own text, with its line end; ``parse`` reads it."""
    read: int
    """Bytes of the file that were read so far."""
    faults: list[Fault] = field(default_factory=list)
    place: tuple[int, int] | None = None
    """Where the rows' own text begins in the file, and its size, in bytes, if it stands there in one piece as it is."""
    by_column: Sequence[tuple[str, ...]] = ()
    """The rows column by column, where that was made on the way; see ``columns``."""

    @property
    def columns(self) -> Sequence[tuple[str, ...]]:
        """The rows column by column, each as long as the batch."""
        return self.by_column or list(zip(*self.rows, strict=True))

    def add(self, more: Batch) -> None:
        """Add a batch that comes after it."""
        self.numbers = [*self.numbers, *more.numbers]
        self.lines = [*self.lines, *more.lines]
        self.rows += more.rows
        self.raw += more.raw
        self.faults += more.faults
        self.read = more.read
        self.place = None
        self.by_column = ()


class Rows(ABC):
    """The rows of one file, read once from its start to its end.

    Attributes:
        header: Its columns.
        kind: What the file is: ``csv``, ``jsonl``, ``json``, ``geojson``, ``xlsx``, ``parquet``.
        delimiter: What parts the cells of ``Batch.raw``.
        size: Its size in bytes.
        first: The first row, where it looks like data, so that the file has no header; empty otherwise.
        taken: Rows given so far.
        left_out: Rows left out so far.
        notes: What is to be said of the file as a whole, each a sentence; complete after the last batch.
        files: The file by its hash; empty before the last batch.
        paths: The files, where these are text.
    """

    kind = ""
    delimiter = ","
    first: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()

    def __init__(self, size: int, stop: Callable[[], bool]) -> None:
        self.header = Header((), {})
        self.size = size
        self.taken = 0
        self.left_out = 0
        self.notes: list[str] = []
        self.files: tuple[ReadFile, ...] = ()
        self._stop = stop

    @abstractmethod
    def __iter__(self) -> Iterator[Batch]:
        """The batches; every one but the last has ``BATCH`` rows, and the last may have none but faults.

        Raises:
            StoppedError: ``stop`` says so.
            DatasetError: The file cannot be read to its end.
        """

    @abstractmethod
    def close(self) -> None:
        """Close the file; the last batch does so too."""

    def file_of(self, row: int) -> str:  # noqa: ARG002 - of several files, which override this
        """The name of the file that a row is of, by its number among the rows so far; empty for the only file."""
        return ""

    def anew(self) -> Rows | None:
        """The same rows from the first on, where they can be given again for less than opening the file again costs."""
        return None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def check(self) -> None:
        """Called between two pieces of work.

        Raises:
            StoppedError: ``stop`` says so.
        """
        if self._stop():
            raise StoppedError("the import was stopped")


def parse(block: bytes, delimiter: str, width: int) -> list[list[str]]:
    """The rows in the texts of some rows, one after the other, as they were when they were read.

    Args:
        block: Elements of ``Batch.raw``, joined, in UTF-8.
        delimiter: That of the file.
        width: How many columns its header has.
    """
    rows = read_alone(list(map(bytes.decode, block.splitlines(keepends=True))), delimiter)
    return rows if set(map(len, rows)) == {width} else [fitted(row, width) for row in rows]


def fitted(row: list[str], width: int) -> list[str]:
    """A row with as many cells as the header: padded with empty ones, or without those beyond the last column."""
    return row if len(row) == width else row[:width] if len(row) > width else row + [""] * (width - len(row))


def beyond(row: Sequence[str], width: int) -> str:
    """What stands in a row beyond the last column, as a phrase; empty if nothing does."""
    more = [cell for cell in row[width:] if cell]
    return f"has {len(row)} cells for {width} columns; beyond the last column: {quoted(more)}" if more else ""


def quoted(cells: Sequence[str]) -> str:
    """Some cells, as a report quotes them: the first three."""
    return ", ".join(f"'{shorten(on_one_line(cell))}'" for cell in cells[:3]) + (", …" if len(cells) > 3 else "")


def read_alone(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    """The rows of some lines, none of them longer than ``MOST_LINE``; the csv module by itself takes shorter cells."""
    with _long_cells(lines):
        return list(csv.reader(lines, delimiter=delimiter))


def apart(block: bytes, delimiter: str, count: int) -> list[bytes]:
    """The text of each of some rows, as ``parse`` takes them.

    Args:
        block: Elements of ``Batch.raw``, joined, in UTF-8.
        delimiter: That of the file.
        count: How many rows there are; rows of one line each are parted without being read.
    """
    lines = block.splitlines(keepends=True)
    if len(lines) == count:
        return lines
    decoded = list(map(bytes.decode, lines))
    with _long_cells(decoded):
        reader = csv.reader(decoded, delimiter=delimiter)
        ends = [0, *(reader.line_num for _ in reader)]
    return [b"".join(lines[first:last]) for first, last in pairwise(ends)]


@contextmanager
def _long_cells(lines: Sequence[str]) -> Iterator[None]:
    """Have the csv module take cells as long as the lines are."""
    limit = csv.field_size_limit()
    if max(map(len, lines), default=0) <= limit:
        yield
        return
    csv.field_size_limit(MOST_LINE)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def written(delimiter: str) -> Callable[[Sequence[str]], str]:
    """What writes a row as ``parse`` reads it."""
    # a writer returns what its file's write returns; the line end of two characters has it quote both of them
    to = SimpleNamespace(write=str)
    row: Callable[[Sequence[str]], str] = csv.writer(to, delimiter=delimiter, lineterminator="\r\n").writerow
    return row


def bare(text: str) -> tuple[str, str]:
    """A text without what no text has, and what was done, as a phrase; empty if it was fine."""
    found = STRAY.findall(text)
    if not found:
        return text, ""
    nul = found.count("\0")
    what = "NUL characters" if nul == len(found) else "control characters"
    return text.translate(_BARE), f"{len(found):,} {what if len(found) > 1 else what[:-1]} removed"


def named(cells: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
    """The columns of a header: each with a name of its own, and a sentence for each that had none."""
    names: list[str] = []
    taken: set[str] = set()
    notes: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = on_one_line(bare(cell.replace("\ufeff", "")[:LONGEST_NAME])[0]).strip()
        if not name:
            name = f"column {number}"
            notes.append(f"Column {number} has no name; it is called '{name}'.")
        before, count = name, 1
        while name.lower() in taken:
            count += 1
            name = f"{before} ({count})"
        if count > 1:
            notes.append(f"Column {number} is called '{shorten(name)}', because '{shorten(before)}' comes before it.")
        taken.add(name.lower())
        names.append(name)
    if len(notes) > 5:
        notes[4:] = [f"{len(notes) - 4} more columns have no name of their own."]
    return tuple(names), notes


_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?|\d{4}-\d\d-\d\d.*", re.DOTALL)


def looks_like_data(cells: Sequence[str]) -> bool:
    """Whether the first row of a file is no header: of its cells one in four, and at least two, are numbers or dates."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    found = sum(1 for cell in filled if _NUMBER.fullmatch(cell))
    return found >= max(2, len(filled) / 4)


_ABOVE = 20
"""The most lines above a table that say what it is."""


def above(rows: Sequence[Sequence[str]]) -> int:
    """How many of the first rows of a file stand above its header, each with a title or a note in one cell; mostly none."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    head = next((n for n, count in enumerate(filled[: _ABOVE + 1]) if count > 1), 0)
    return (
        head if filled and filled[head] >= _WIDE and 2 * filled[head] >= max(filled) and not looks_like_data(rows[head]) else 0
    )


def above_said(rows: Sequence[Sequence[str]]) -> list[str]:
    """What is to be said of the rows above a header; nothing if all of them are empty."""
    first = next((text for row in rows if (text := "".join(row).strip())), "")
    stand, are = ("lines stand", "are") if len(rows) > 1 else ("line stands", "is")
    return [f"{len(rows)} {stand} above the header and {are} no record: {quoted([first])}."] if first else []


_TAG = re.compile(r"#[a-z]\w*( ?\+ ?[a-z]\w*)*", re.ASCII | re.IGNORECASE)
"""A hashtag of HXL, the language of humanitarian data: ``#date+occurred``."""
_BELOW = re.compile(
    r"(sub|grand )?totals?\b|sum\b|sources?\b|notes?\b|data\b|downloaded\b|accessed\b|copyright\b|[©*]", re.IGNORECASE
)
"""How the first cell of a line below a table begins."""
_WIDE = 5
"""The fewest columns of a table in which a row of one or two cells may be a line below it."""


class Strays:
    """What tells records from the rows of a file that are part of the table around them.

    Files that were put together of several have headers in their midst, humanitarian ones a row of hashtags below it, and
    spreadsheets notes and sums at their end.
    """

    def __init__(self, head: Sequence[str]) -> None:
        """Take the cells of the header as the file has them."""
        self._head = head
        # a column of row numbers has no name
        named = [place for place, name in enumerate(head) if name and not name.isspace()]
        self._first, self._second = (named[0], named[1]) if len(named) > 1 else (0, len(head) - 1)
        self._name = head[self._first] if head else ""

    def among(self, rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> bool:
        """Whether any of some rows is none; of most, two columns are looked at."""
        first = columns[self._first]
        suspect = self._name in first or "\n#" in "\n".join(("", *first)) or not all(map(str.strip, columns[self._second]))
        return suspect and any(map(self.why, rows))

    def why(self, row: Sequence[str]) -> str:
        """Why a row as wide as the header is no record, as a phrase; empty if it is one."""
        filled = [cell for cell in row if cell and not cell.isspace()]
        same = sum(1 for cell, name in zip(row, self._head, strict=True) if cell == name)
        if same > 1 and row[self._first] == self._name and 2 * same >= len(row):
            return "repeats the header"
        if len(filled) > 1 and row[self._first][:1] == "#" and all(map(_TAG.fullmatch, filled)):
            return f"is a row of HXL hashtags: {quoted(filled)}"
        if not filled or len(row) < _WIDE or 4 * len(filled) > len(row) or row[self._second].strip():
            return ""
        sentence = len(filled) == 1 and len(filled[0].split()) > 3
        if sentence or (_BELOW.match(filled[0]) and all(map(_NUMBER.fullmatch, filled[1:]))):
            return f"is a note or a sum, not a record: {quoted(filled)}"
        return ""
