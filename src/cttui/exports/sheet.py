"""A worksheet whose plain cells are written in a third of the time: a workbook has a million of them.

``Worksheet._write_cell`` of xlsxwriter is asked for every cell, whatever stands in it. What is neither formatted nor has
anything to escape is written here as it is there, and all else there; ``test_exporters.py`` holds the two against each other.
"""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_col_to_name  # this module is imported only where a workbook is written
from xlsxwriter.worksheet import Worksheet

_NAMES = tuple(map(xl_col_to_name, range(64)))
"""The names of columns, of which no sheet of ours has more."""
_ESCAPED = "&<>"


class Sheet(Worksheet):  # type: ignore[misc]  # the library ships no types
    """A worksheet in a workbook that keeps no rows in memory, whose columns have no formats."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not cell.format:
            kind = cell.__class__.__name__
            if kind == "String" and is_plain(text := cell.string):
                self.fh.write(f'<c r="{_NAMES[col]}{row + 1}" t="inlineStr"><is><t>{text}</t></is></c>')
                return
            if kind == "Number":
                self.fh.write(f'<c r="{_NAMES[col]}{row + 1}"><v>{cell.number:.16G}</v></c>')
                return
        super()._write_cell(row, col, cell)


def is_plain(text: str) -> bool:
    """Whether a text stands in a sheet as it is."""
    return (
        text.isprintable()
        # an underscore and an x may be what stands for another character
        and "_x" not in text
        and text[:1] != " "
        and text[-1:] != " "
        and not any(sign in text for sign in _ESCAPED)
    )
