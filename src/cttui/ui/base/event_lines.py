"""An event on one line, as every list of events shows it."""

from __future__ import annotations

from cttui.model import dates
from cttui.store.parts import Row
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, right, width_of

DAY_WIDTH = 7
DATE_WIDTH = 19
PROVINCES_WIDTH = 6
TOLL_WIDTH = 7


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
        dated: Whether to show the month with the day because no heading shows it.
    """
    when = dates.parse(row.date) if row.date else None
    day = "?" if when is None else dates.brief(when) if dated else dates.short_label(when)
    # a date is never truncated: it takes room from the title
    room = max(DATE_WIDTH if dated else DAY_WIDTH, width_of(day))
    places = badges(row.provinces, PROVINCES_WIDTH)
    tail = (
        Span(" " + fit(places, PROVINCES_WIDTH), "muted"),
        Span(right(row.toll, TOLL_WIDTH + 1), "strong" if row.toll else ""),
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
    """Province badges in at most ``width`` cells; those that do not fit are counted."""
    for kept in range(len(provinces), 0, -1):
        rest = len(provinces) - kept
        text = " ".join(provinces[:kept]) + (f" +{rest}" if rest else "")
        if len(text) <= width:
            return text
    return fit(provinces[0], width).rstrip() if provinces else ""
