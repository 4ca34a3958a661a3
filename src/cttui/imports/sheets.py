"""Rows of workbooks (xlsx, xlsb, xls, ods) and of Parquet."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cttui.errors import CttuiError, DatasetError
from cttui.imports.events import header_of
from cttui.imports.made import Made, Record, text_of
from cttui.imports.rows import MOST_COLUMNS, above, above_said, looks_like_data
from cttui.text import shorten

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_UNPACKED = 4 << 30
"""The most bytes of a workbook when it is unpacked: three times what the largest export of GTD has."""
SAMPLE = 40
"""Rows in which a header is looked for."""
_SLICE = 1024
"""Rows of Parquet turned into text at once."""


class Sheet(Made):
    """The rows of the first sheet of a workbook that has any."""

    kind = "xlsx"

    def __init__(self, path: Path, size: int, stop: Callable[[], bool], columns: Sequence[str] | None) -> None:
        """Open a workbook and read its header.

        Raises:
            DatasetError: It is no workbook, has a password, or has no rows.
            OSError: It cannot be read.
        """
        _check_unpacked(path)
        sheet, others = _sheet(path)
        self._sheet = sheet
        tops = _tops(sheet)
        passed = above(tops) if columns is None else 0
        top = tops[passed] if tops else []
        self.first = tuple(top) if looks_like_data(top) else ()
        self._skipped = passed + 1 if columns is None else 0
        names = top if columns is None else columns
        if len(names) > MOST_COLUMNS:
            raise DatasetError(f"{path.name} has {len(names):,} columns; the limit is {MOST_COLUMNS:,}")
        super().__init__(path, size, stop, names)
        self.notes[:0] = above_said(tops[:passed])
        if others:
            told = ", ".join(f"'{shorten(name)}'" for name in others[:3])
            self.notes.append(f"Sheet '{shorten(sheet.name)}' was read; others were not: {told}{', …' if others[3:] else ''}.")

    def records(self) -> Iterator[Record]:
        """The rows of the sheet; empty ones are none."""
        height = max(1, self._sheet.height)
        # from the first row of the sheet on, although its height is counted from the first that is not empty
        for number, row in enumerate(self._sheet.iter_rows(), 1):
            if number > self._skipped and any(value != "" for value in row):
                yield Record(number, min(self.size, self.size * number // height), [text_of(value) for value in row])


def _check_unpacked(path: Path) -> None:
    """Refuse what would not fit into memory.

    Raises:
        DatasetError: It is too large, or an archive of something else.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    if not any(entry.filename in {"[Content_Types].xml", "mimetype", "content.xml"} for entry in entries):
        raise DatasetError(f"{path.name} is a ZIP archive; unpack it first")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise DatasetError(f"{path.name} has more than {MOST_UNPACKED >> 30} GB when unpacked; export it as CSV")


def _sheet(path: Path) -> tuple[CalamineSheet, list[str]]:
    """The first sheet with rows, and the names of those after it that have some.

    Raises:
        DatasetError: There is none.
    """
    import python_calamine

    try:
        book = python_calamine.load_workbook(path)
        sheets = [sheet for name in book.sheet_names if (sheet := book.get_sheet_by_name(name)).height > 1]
        if not sheets:
            sheets = [sheet for name in book.sheet_names if (sheet := book.get_sheet_by_name(name)).height]
    except python_calamine.PasswordError:
        raise DatasetError(f"{path.name} is protected by a password; save it without one") from None
    except (python_calamine.CalamineError, ValueError) as error:
        raise DatasetError(f"{path.name} is not a workbook that can be read ({shorten(str(error))})") from None
    if not sheets:
        raise DatasetError(f"{path.name} has no rows")
    # a workbook may begin with a sheet that says what the others are
    best = next((sheet for sheet in sheets if len(sheets) > 1 and _is_known(sheet)), sheets[0])
    return best, [sheet.name for sheet in sheets if sheet is not best]


def _tops(sheet: CalamineSheet) -> list[list[str]]:
    """The first rows of a sheet, without empty cells at their ends."""
    tops = [[text_of(value) for value in row] for row in islice(sheet.iter_rows(), SAMPLE)]
    for top in tops:
        while top and not top[-1].strip():
            top.pop()
    return tops


def _is_known(sheet: CalamineSheet) -> bool:
    """Whether a sheet has the columns of a format."""
    from cttui.imports.registry import recognise

    tops = _tops(sheet)
    return bool(tops) and recognise(header_of(tops[above(tops)])) is not None


def arrow_and_parquet() -> tuple[Any, Any]:
    """The modules ``pyarrow`` and ``pyarrow.parquet``, which read and write Parquet.

    Raises:
        CttuiError: They are not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise CttuiError("parquet needs pyarrow, which is not installed; run: pip install 'cttui[parquet]'") from None
    return pyarrow, parquet


class Frame(Made):
    """The rows of a Parquet file."""

    kind = "parquet"

    def __init__(self, path: Path, size: int, stop: Callable[[], bool], _columns: Sequence[str] | None) -> None:
        """Open a file and read its schema.

        Raises:
            DatasetError: It is no Parquet.
            CttuiError: pyarrow is not installed.
            OSError: It cannot be read.
        """
        arrow, parquet = arrow_and_parquet()
        try:
            self._file = parquet.ParquetFile(path)
        except (arrow.ArrowException, ValueError) as error:
            raise DatasetError(f"{path.name} is not Parquet that can be read ({shorten(str(error))})") from None
        super().__init__(path, size, stop, self._file.schema_arrow.names)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def records(self) -> Iterator[Record]:
        """The rows, column by column turned into text."""
        import pyarrow

        total = max(1, self._file.metadata.num_rows)
        number = 0
        try:
            for batch in self._file.iter_batches(batch_size=_SLICE):
                columns = [_texts(column) for column in batch.columns]
                for cells in zip(*columns, strict=True):
                    number += 1
                    yield Record(number, self.size * number // total, cells)
        except (pyarrow.ArrowException, OSError, ValueError) as error:
            left = f"the file is damaged here ({shorten(str(error))}); what follows was not read"
            yield Record(number + 1, self.size, None, left)
        self.close()


def _texts(column: object) -> list[str]:
    """The values of a column as text."""
    import pyarrow

    array = column
    if pyarrow.types.is_timestamp(array.type):  # type: ignore[attr-defined]  # an array of pyarrow, which has no types
        # Python has no nanoseconds
        array = array.cast(pyarrow.timestamp("us", array.type.tz), safe=False)  # type: ignore[attr-defined]  # likewise
    values: list[object] = array.to_pylist()  # type: ignore[attr-defined]  # likewise
    return list(map(text_of, values))
