"""The row of a dataset that an event was made from, as lines: each column, what stands in it, and what that means."""

from __future__ import annotations

from collections.abc import Iterator

from cttui.explore.detail import RowView
from cttui.ui.base.lines import Line, Span, columns, fit, paragraph, width_of, wrap

BESIDE = 48
"""Cells from which every value stands beside its column; in fewer, long ones stand below it."""
MOST_NAME = 20
"""Most cells of a column's name beside its value."""
FEW = 12
"""Cells of a row that are shown without being asked for."""


def row_lines(row: RowView, width: int) -> Iterator[Line]:
    """The cells of a row, each with the words of the codebook behind its code."""
    names = min(max(width_of(cell.column) for cell in row.cells), MOST_NAME)
    for cell in row.cells:
        said = " · ".join(filter(None, (cell.value, cell.meaning)))
        if width < BESIDE and width_of(cell.column) + 2 + width_of(said) <= width:
            yield columns((Span(cell.column, "muted"),), (Span(said),), width)
            continue
        if width < BESIDE:
            yield from paragraph(cell.column, width, "muted")
            yield from paragraph(said, width, indent=2)
            continue
        for number, line in enumerate(wrap(said, width - names - 2)):
            yield Span(fit(cell.column, names) + "  " if number == 0 else " " * (names + 2), "muted"), Span(line)
