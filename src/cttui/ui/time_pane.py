"""The time strip: events counted over time, those of the selection before the whole timeline's outline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from textual.reactive import reactive

from cttui import dates
from cttui.ui import glyphs
from cttui.ui.line_list import LinePane
from cttui.ui.lines import Line, Span
from cttui.views import TimeView

UNITS: dict[str, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": lambda day: date.fromordinal(max(1, day.toordinal() - day.weekday())),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
    "year": lambda day: day.replace(month=1, day=1),
    "decade": lambda day: day.replace(year=max(1, day.year // 10 * 10), month=1, day=1),
}
"""The lengths of a bar, finest first: each gives the first day of the unit that a day lies in."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the strip."""

    start: int
    """First day, as an ordinal."""
    total: int
    shown: int


def bars(view: TimeView, width: int) -> tuple[str, list[Bar], int]:
    """The finest unit whose bars fit ``width`` cells, its bars, and the cells that each may take."""
    unit, found = "decade", list[Bar]()
    for unit, first_of in UNITS.items():
        if view.by_month and unit in {"day", "week"}:
            continue
        found = []
        for start, total, shown in zip(view.starts, view.total, view.shown, strict=True):
            begin = first_of(date.fromordinal(start)).toordinal()
            if found and found[-1].start == begin:
                found[-1] = Bar(begin, found[-1].total + total, found[-1].shown + shown)
            else:
                found.append(Bar(begin, total, shown))
        if len(found) <= width:
            break
    return unit, found, max(1, min(3, width // max(1, len(found))))


class TimePane(LinePane):
    """Counts per week, or what fits, over the timeline."""

    VIEW = "time"
    FOLLOWS_CURSOR = True
    can_focus = False

    view: reactive[TimeView | None] = reactive[TimeView | None](None, layout=False, repaint=False)
    """The counts to show."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._picture: list[Line] = []

    def watch_view(self) -> None:
        """Paint other counts."""
        self.repaint()

    def repaint(self) -> None:
        """Draw anew: the bars depend on the width as well as on the view."""
        self._picture = []
        if self.view is not None and self.inner_width > 0:
            unit, found, cells = bars(self.view, self.inner_width - 2)
            height = max(1, self.scrollable_content_region.height - 1)
            self._picture = [*bar_lines(found, cells, height), axis(found, cells, self.view.cursor)]
            undated = f" – {self.view.undated} undated" if self.view.undated else ""
            counted = "dead by the highest figure" if self.view.dead else "events"
            self.entitle(f"Time – {counted} per {unit}, each at its first day{undated}")
        super().repaint()

    def line_total(self) -> int:
        """The bars and the axis."""
        return len(self._picture)

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - drawn for the width already
        """A line of the picture."""
        return self._picture[number]


def bar_lines(found: list[Bar], cells: int, height: int) -> list[Line]:
    """The bars from top to bottom; a bar of the selection covers the outline of the whole."""
    levels = len(glyphs.BLOCKS) - 1
    most = max((bar.total for bar in found), default=0) or 1
    lines: list[Line] = []
    for row in range(height - 1, -1, -1):
        spans = [Span(" ")]
        for bar in found:
            shown, total = (_level(count, most, height, row, levels) for count in (bar.shown, bar.total))
            if shown == 0:
                spans.append(Span(glyphs.BLOCKS[total] * cells, "outline"))
            elif total == levels > shown:
                spans.append(Span(glyphs.BLOCKS[shown] * cells, "both"))
            else:
                spans.append(Span(glyphs.BLOCKS[shown] * cells, "bar"))
        lines.append(tuple(spans))
    return lines


def _level(count: int, most: int, height: int, row: int, levels: int) -> int:
    """How much of a cell a bar fills in a row, from 0 to ``levels``; what is not nothing fills something."""
    filled = max(round(count / most * height * levels), 1 if count else 0)
    return max(0, min(levels, filled - row * levels))


def axis(found: list[Bar], cells: int, cursor: int | None) -> Line:
    """Months, or years, under the bars, each January and the first by its year, and where the cursor is."""
    width = len(found) * cells
    text = [" "] * width
    here = max((place for place, bar in enumerate(found) if cursor is not None and bar.start <= cursor), default=None)
    mark = None if here is None else here * cells
    free = 0
    previous: date | None = None
    for place, bar in enumerate(found):
        middle = date.fromordinal(bar.start) if place else date.fromordinal(found[0].start)
        # a week belongs to the month that it ends in, so that a month's label stands where its first day is drawn
        day = date.fromordinal(min(bar.start + 6, dates.LAST_DAY)) if _weekly(found) else middle
        new_year = previous is None or day.year != previous.year
        new_month = new_year or (previous is not None and day.month != previous.month)
        previous = day
        label = str(day.year) if new_year else dates.MONTHS[day.month - 1][:3]
        start = place * cells
        if mark is not None and start - 1 <= mark < start + len(label) + 1:
            start = mark + 2
        if new_month and place * cells >= free and start + len(label) <= width:
            text[start : start + len(label)] = label
            free = start + len(label) + 1
    line = "".join(text)
    if mark is None:
        return Span(" "), Span(line, "muted")
    return Span(" "), Span(line[:mark], "muted"), Span(glyphs.HERE, "accent"), Span(line[mark + 1 :], "muted")


def _weekly(found: list[Bar]) -> bool:
    return len(found) > 1 and found[1].start - found[0].start == 7
