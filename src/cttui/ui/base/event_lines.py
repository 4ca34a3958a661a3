"""An event on one line, as every list of events shows it."""

from __future__ import annotations

from cttui.model import dates, kinds
from cttui.store.parts import Row
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, right, width_of

DAY_WIDTH = 7
DATE_WIDTH = 19
PROVINCES_WIDTH = 5
"""Cells of two codes of provinces."""
PROVINCES_SHARE = 10
"""Names of provinces have at most one cell in as many of a line."""
ORDERED_WIDTH = 13
"""Cells of a day with its year: ``~25 Mar 2024–``."""
BADGE = 2
"""Cells that a figure longer than its head leaves to the provinces."""


def event_line(
    row: Row,
    at_cursor: bool,
    width: int,
    *,
    marked: bool = False,
    noted: bool = False,
    changed: bool = False,
    dated: bool = False,
    order: str = "date",
    where: int = PROVINCES_WIDTH,
) -> Line:
    """An event on one line: day, mark, kind, note, title, provinces, what the list is in order of or the toll, ≠ for disputes.

    Args:
        row: The event.
        at_cursor: Whether the cursor is on it.
        width: Cells.
        marked: Whether the reader marked it.
        noted: Whether the reader wrote about it.
        changed: Whether it is new or was changed.
        dated: Whether to show the date in full.
        order: What the list is in order of; in another order than that of dates no heading says the month, and the day is
            told with it.
        where: Cells of the column of provinces.
    """
    day = _day(row.date, dated=dated, order=order)
    # a date is never truncated: it takes room from the title
    room = max(DATE_WIDTH if dated else day_width(order), width_of(day))
    figure = row.figure(order)
    most = len(figure_head(order))
    across = max(BADGE, where - max(0, width_of(figure) - most))
    tail = (
        Span(" " + fit(badges(row.provinces, across), across), "muted"),
        Span(right(figure, where - across + most + 1), "strong" if figure else ""),
        Span(f" {glyphs.DISPUTED} " if row.disputed else "   ", "accent"),
    )
    signs = (glyphs.NOTED if noted else "") + (glyphs.CHANGED if changed else "")
    head = (
        Span(glyphs.CURSOR if at_cursor else " ", "accent"),
        Span(right(day, room), "muted"),
        Span(glyphs.MARKED if marked else " ", "accent"),
        Span(kinds.SIGNS[row.kind], f"kind-{row.kind}"),
        Span(f"{signs} " if signs else " ", "accent"),
        Span(row.title, "strong" if at_cursor else ""),
    )
    return columns(head, tail, width)


def _day(date: str, *, dated: bool, order: str) -> str:
    """What stands in the column of days."""
    if not date:
        return "?" if order == "date" else "undated"
    when = dates.parse(date)
    return dates.brief(when) if dated else dates.short_label(when) if order == "date" else dates.dated_label(when)


def day_width(order: str) -> int:
    """Cells of the column of days."""
    return DAY_WIDTH if order == "date" else ORDERED_WIDTH


def provinces_width(longest: int, width: int) -> int:
    """Cells of the column of provinces.

    Args:
        longest: Characters of the longest name of one.
        width: Cells of a line.
    """
    return max(PROVINCES_WIDTH, min(longest, width // PROVINCES_SHARE))


def figure_head(order: str) -> str:
    """The head of the column of figures, which is as wide: what the list is in order of, or the toll."""
    return "killed" if order == "date" else order


def badges(provinces: tuple[str, ...], width: int) -> str:
    """Province badges in at most ``width`` cells; those that do not fit are counted."""
    for kept in range(len(provinces), 0, -1):
        rest = len(provinces) - kept
        text = " ".join(provinces[:kept]) + (f" +{rest}" if rest else "")
        if len(text) <= width:
            return text
    return fit(provinces[0], width).rstrip() if provinces else ""
