"""Rows whose cells come one by one, from files in which a row has no text of its own: JSON, workbooks, Parquet."""

from __future__ import annotations

import hashlib
import json
import math
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from cttui.imports.events import header_of
from cttui.imports.provenance import ReadFile
from cttui.imports.report import Fault
from cttui.imports.rows import BATCH, STRAY, Batch, Rows, Strays, bare, beyond, fitted, named, written


class Record(NamedTuple):
    """What stands in a file in a row's place."""

    line: int
    """The line, or the row of the sheet, from 1; 0 in a file that has neither."""
    read: int
    """Bytes of the file read so far."""
    cells: Sequence[str] | None
    """``None`` for one that cannot be read."""
    reason: str = ""
    """Why it cannot be read, or what was mended."""


class Made(Rows):
    """Rows put together of cells."""

    def __init__(self, path: Path, size: int, stop: Callable[[], bool], columns: Sequence[str]) -> None:
        """Take the file and the names of its columns, as the file has them."""
        super().__init__(size, stop)
        self.path = path
        names, self.notes = named(columns)
        self.header = header_of(names)

    @abstractmethod
    def records(self) -> Iterator[Record]:
        """What stands in the file."""

    def close(self) -> None:
        """Nothing stays open between two batches."""

    def hashed(self) -> str:
        """The SHA-256 of the file."""
        with self.path.open("rb") as file:
            found = hashlib.sha256()
            while block := file.read(1 << 20):
                self.check()
                found.update(block)
        return found.hexdigest()

    def __iter__(self) -> Iterator[Batch]:
        """The batches."""
        width = len(self.header.columns)
        write = written(self.delimiter)
        strays = Strays(self.header.columns)
        numbers, lines, found, raw, faults = list[int](), list[int](), list[list[str]](), list[str](), list[Fault]()
        number = read = 0
        for number, (line, read, cells, reason) in enumerate(self.records(), 1):
            if cells is None or not any(cells):
                self.left_out += 1
                faults.append(Fault(line, number, reason if cells is None else "every cell is empty", kept=False))
                continue
            if why := strays.why(fitted(list(cells), width)):
                self.left_out += 1
                faults.append(Fault(line, number, why, kept=False))
                continue
            row = list(cells)
            reasons = [reason, beyond(row, width)]
            if STRAY.search("".join(row)):
                done = [bare(cell) for cell in row]
                row = [cell for cell, _ in done]
                reasons += [how for _, how in done]
            row = fitted(row, width)
            if said := "; ".join(dict.fromkeys(filter(None, reasons))):
                faults.append(Fault(line, number, said, kept=True))
            numbers.append(number)
            lines.append(line)
            found.append(row)
            raw.append(write(row))
            self.taken += 1
            if len(found) == BATCH:
                yield Batch(numbers, found, lines, raw, read, faults)
                numbers, lines, found, raw, faults = [], [], [], [], []
                self.check()
        self.files = (ReadFile(self.path.name, self.size, self.hashed()),)
        if found or faults:
            yield Batch(numbers, found, lines, raw, self.size, faults)


def text_of(value: object) -> str:
    """A value as the text of a cell: whole numbers without a point, days as ISO 8601, lists and objects as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "" if not math.isfinite(value) else str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        whole = value.tzinfo is None and value.time() == time()
        return value.date().isoformat() if whole else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=text_of)
    return str(value)
