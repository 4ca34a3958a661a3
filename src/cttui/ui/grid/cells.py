"""How the cells of the grid are painted: a number or a sign, shaded by share, and a cell in words."""

from __future__ import annotations

from collections.abc import Sequence

from cttui.explore.grid import GridView
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, fit, paragraph, right, width_of

SEARCHED, UNSEARCHED = "0", "·"
"""What stands in a cell without events: whether such events were looked for there."""


def legend(view: GridView) -> str:
    """What the signs in cells without events or dead mean; empty if there are no such cells."""
    if view.searched:
        return f"{SEARCHED} searched for, none found   {UNSEARCHED} no search recorded"
    none = "no deaths counted" if view.dead else "no events"
    return f"{UNSEARCHED} {none}" if any(not count for row in view.counts for count in row) else ""


def row(view: GridView, row: int, at: tuple[int, int], widths: Sequence[int], across: int) -> Line:
    """A row of the grid: its badge in ``across`` cells, a number in each column's; ``at`` is the cell at the cursor."""
    here = row == at[0]
    # a blank keeps a long name off the number beside it
    label = f"{fit(view.rows[row].token or 'all', across - 1)} "
    spans = [Span(glyphs.CURSOR if here else " ", "accent"), Span(label, "strong" if here else "muted")]
    most = max((max(line[:-1]) for line in view.counts[:-1]), default=0)
    for column, count in enumerate(view.counts[row]):
        cell = widths[column]
        text = number(view, row, column, cell)
        if (row, column) == at:
            if width_of(text) + 2 > cell and spans[-1].text.endswith(" "):
                # the bracket stands in the blank behind the number before
                spans[-1] = spans[-1]._replace(text=spans[-1].text[:-1])
                cell += 1
            spans.append(Span(right(f"[{text}]", cell), "now", f"{row},{column}"))
        else:
            total = _is_total(view, row, column)
            heat = "faint" if not count else "muted" if total else f"heat{1 + min(3, count * 4 // max(most, 1))}"
            spans.append(Span(right(f"{text} ", cell), heat, f"{row},{column}"))
    return tuple(spans)


def _is_total(view: GridView, row: int, column: int) -> bool:
    return row == len(view.rows) - 1 or column == len(view.columns) - 1


def number(view: GridView, row: int, column: int, cell: int) -> str:
    """What stands in a cell, without brackets: in full where it fits between them, else in short."""
    count = view.counts[row][column]
    searched = not _is_total(view, row, column) and bool(view.searched) and view.searched[row][column]
    sign = glyphs.CHOSEN if (row, column) == view.chosen else ""
    whole = f"{sign}{count:,}"
    text = short(count) if count else SEARCHED if searched else UNSEARCHED
    return whole if count and len(whole) <= cell - 2 else f"{sign}{text}"


def words(view: GridView, at: tuple[int, int], width: int) -> Line:
    """The cell at the cursor, in full."""
    row, column = at
    count = view.counts[row][column]
    what = "killed" if view.dead else "event" if count == 1 else "events"
    text = f"{view.rows[row].name}, {view.columns[column].name}: {count:,} {what}"
    return Span(" "), *next(iter(paragraph(text, width - 2, "strong")))


def short(count: int) -> str:
    """A number in at most three cells: ``999``, ``12k``, ``3M``; the line below the grid gives it in full."""
    if count < 1000:
        return str(count)
    return f"{count // 1000}k" if count < 100_000 else f"{count / 1e6:.0f}M" if count >= 1_000_000 else f".{count // 100_000}M"
