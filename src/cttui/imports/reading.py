"""Opening a dataset's file: what it is shows in its content, never in its name."""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from pathlib import Path

from cttui import disk
from cttui.errors import DatasetError
from cttui.imports import marks
from cttui.imports.lines import sort_of
from cttui.imports.rows import Rows, never
from cttui.timeline.file import DATABASE

_START = 1 << 16
"""Bytes by which a file is recognised."""


def open_rows(path: Path, *, stop: Callable[[], bool] = never, columns: Sequence[str] | None = None) -> Rows:
    """Open a file and read its header.

    Args:
        path: CSV or another text with a separator, JSON Lines, JSON, GeoJSON, a workbook (xlsx, xlsb, xls, ods) or Parquet.
        stop: Whether to stop; it is asked before every batch.
        columns: Names of the columns for a text file without a header, whose first row is then a row like any other.

    Raises:
        DatasetError: The file cannot be read, or is no dataset.
        StoppedError: ``stop`` says so.
    """
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            what = "is a folder" if stat.S_ISDIR(about.st_mode) else "is not a regular file"
            raise DatasetError(f"{path.name} {what}; a dataset is a file")
        with path.open("rb") as file:
            start = file.read(_START)
        return _opener(path, start)(path, about.st_size, stop, columns)
    except OSError as error:
        raise DatasetError(f"cannot read {path}: {disk.reason(error)}") from None


def _opener(path: Path, start: bytes) -> Callable[[Path, int, Callable[[], bool], Sequence[str] | None], Rows]:
    """What reads a file that begins with some bytes.

    Raises:
        DatasetError: Nothing does.
    """
    if not start:
        raise DatasetError(f"{path.name} is empty")
    if start.startswith(marks.PARQUET):
        from cttui.imports.sheets import Frame

        return Frame
    if start.startswith(marks.WORKBOOKS):
        from cttui.imports.sheets import Sheet

        return Sheet
    for mark, name in marks.PACKED.items():
        if start.startswith(mark):
            raise DatasetError(f"{path.name} is packed with {name}; unpack it first")
    if start.startswith(DATABASE):
        raise DatasetError(f"{path.name} is a database; export its table as CSV first")
    skipped, codec, _ = sort_of(start)
    text = start[skipped:].decode(codec, "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("{") or (text.startswith("[") and text[1:].lstrip()[:1] in {"{", "]"}):
        from cttui.imports.objects import open_objects

        return open_objects
    if text.startswith("<"):
        raise DatasetError(f"{path.name} is a page or XML; export the table as CSV")
    if text.startswith("%PDF"):
        raise DatasetError(f"{path.name} is a PDF; export the table as CSV")
    from cttui.imports.separated import Separated

    return Separated
