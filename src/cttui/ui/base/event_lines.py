"""An event on one line, as every list of events shows it."""

from __future__ import annotations

from cttui.model import dates
from cttui.store.parts import Row
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, right, width_of

DAY_WIDTH = 7
DATE_WIDTH = 19
PROVINCES_WIDTH = 5
TOLL_WIDTH = 6
"""Cells of most tolls; a longer one takes of the provinces' room, down to ``BADGE`` cells."""
BADGE = 2


def event_line(
    row: Row, at_cursor: bool, width: int, *, marked: bool = False, noted: bool = False, dated: bool = False
) -> Line:
    """An event on one line: day, mark, kind, note, title, provinces, toll, and whether figures are disputed.

    Args:
        row: The event.
        at_cursor: Whether the cursor is on it.
        width: Cells.
        marked: Whether the reader marked it.
        noted: Whether the reader wrote about it.
        dated: Whether no heading says the month, so that the day is told with it.
    """
    when = dates.parse(row.date) if row.date else None
    day = "?" if when is None else dates.brief(when) if dated else dates.short_label(when)
    # a date is never cut: it takes the title's room
    room = max(DATE_WIDTH if dated else DAY_WIDTH, width_of(day))
    across = max(BADGE, PROVINCES_WIDTH - max(0, width_of(row.toll) - TOLL_WIDTH))
    tail = (
        Span(" " + fit(badges(row.provinces, across), across), "muted"),
        Span(right(row.toll, PROVINCES_WIDTH - across + TOLL_WIDTH + 1), "strong" if row.toll else ""),
        Span(f" {glyphs.DISPUTED} " if row.disputed else "   ", "accent"),
    )
    head = (
        Span(glyphs.CURSOR if at_cursor else " ", "accent"),
        Span(right(day, room), "muted"),
        Span(glyphs.MARKED if marked else " ", "accent"),
        Span(glyphs.KIND_SIGNS[row.kind], f"kind-{row.kind}"),
        Span(f"{glyphs.NOTED if noted else ' '}{' ' if noted else ''}", "accent"),
        Span(row.title, "strong" if at_cursor else ""),
    )
    return columns(head, tail, width)


def badges(provinces: tuple[str, ...], width: int) -> str:
    """Province badges in at most ``width`` cells; what finds no room is counted."""
    for kept in range(len(provinces), 0, -1):
        rest = len(provinces) - kept
        text = " ".join(provinces[:kept]) + (f" +{rest}" if rest else "")
        if len(text) <= width:
            return text
    return fit(provinces[0], width).rstrip() if provinces else ""
