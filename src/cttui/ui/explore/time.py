"""The time strip: bars by kind in front of the whole timeline's outline, the window, and the date at the cursor."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Any

from textual import events
from textual.reactive import reactive

from cttui.explore.time import TimeView
from cttui.model import calendar
from cttui.model.axis import Layout, Slot
from cttui.model.calendar import Day
from cttui.model.periods import UNITS, Days
from cttui.store.parts import Counts
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, fit
from cttui.ui.base.messages import JumpTo, Look, Run, ShowWithin
from cttui.ui.base.pane import LinePane
from cttui.ui.base.screen import HIGH, MEDIUM

LEGEND, LEGEND_WITH_COUNT = 12, 18
"""Cells on the right for the unit of a bar, how dates match, and how many events have no date."""
LEVELS = len(glyphs.BLOCKS) - 1


class TimePane(LinePane):
    """Counts per day, week, month … over the timeline; zooming changes what is visible and never the query."""

    VIEW = "time"
    FOLLOWS_CURSOR = True
    can_focus = False

    view: reactive[TimeView | None] = reactive[TimeView | None](None, layout=False, repaint=False)
    """The counts to show."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._picture: list[Line] = []
        self._held: Slot | None = None
        """The bar on which the mouse button went down."""
        self._drawn: Days | None = None
        """The window that the mouse is drawing."""

    def watch_view(self) -> None:
        """Paint other counts."""
        self.repaint()

    @property
    def layout_(self) -> Layout | None:
        """The bars in sight."""
        return self.view.layout if self.view is not None else None

    # -- zooming -----------------------------------------------------------------------------------------------------

    def zoom(self, by: int, near: int | None = None) -> str:
        """Make bars shorter (above 0) or longer; a day stays in sight. Return the message to show."""
        if self.layout_ is None:
            return ""
        finer = UNITS.index(self.layout_.unit) - by
        if not 0 <= finer < len(UNITS):
            return f"A bar cannot be {'shorter than a day' if by > 0 else 'longer than a decade'}."
        self.post_message(Look(self.VIEW, {"unit": UNITS[finer], "near": near}))
        return f"Each bar is a {UNITS[finer]}."

    def show_all(self) -> None:
        """Bring the whole period into sight."""
        self.post_message(Look(self.VIEW, {"unit": ""}))

    # -- drawing -----------------------------------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """Cells for bars: one is left free on each side."""
        return max(0, self.inner_width - self._legend_width - 2)

    @property
    def _framed(self) -> bool:
        """Whether there is a frame, whose title says what the bars count."""
        width, height = self.app.size
        return width >= MEDIUM and height >= HIGH

    @property
    def _legend_width(self) -> int:
        return LEGEND if self._framed else LEGEND_WITH_COUNT

    def sight(self) -> dict[str, Any]:
        """The cells that there will be for bars."""
        return {"width": max(0, self.app.size.width - self._legend_width - (4 if self._framed else 2))}

    def repaint(self) -> None:
        """Repaint; if the bars were laid out for another width, request them for this one."""
        self._picture = []
        view = self.view
        if view is not None and self.inner_width > self._legend_width + 4:
            if view.width != self.room:
                self.post_message(Look(self.VIEW, {"width": self.room}))
            layout, counts = view.layout, view.counts
            height = max(1, self.scrollable_content_region.height - 1)
            drawn = [*bar_lines(layout.slots, counts, height), axis(view, layout, self._drawn)]
            legend = self._legend(view, len(drawn))
            self._picture = [
                (*line, Span(" " * (self.room - layout.width + 1)), *side) for line, side in zip(drawn, legend, strict=True)
            ]
            counted = "killed (highest figures)" if view.dead else "events"
            most = f"{max(counts.total):,}" if counts.total else "0"
            self.entitle(f"Time – {counted} per {layout.unit}, by first day – highest bar {most}")
        super().repaint()

    def _legend(self, view: TimeView, height: int) -> list[Line]:
        """The unit of a bar and, without a title, what it counts; how dates match; and the events without a date."""
        unit = self.layout_.unit if self.layout_ else ""
        what = "" if self._framed else "killed " if view.dead else "events "
        width = self._legend_width
        how = "certainly in" if view.surely else "possibly in"
        said: list[Line] = [
            (Span(fit(f"{what}per {unit}", width), "muted"),),
            (Span(fit(how, width), "strong" if view.surely else "muted", "certainty"),),
            (Span(fit(f"{view.undated:,} undated", width), "muted", "undated"),),
        ]
        empty: Line = (Span(" " * width),)
        return [*[empty] * (height - len(said)), *said[-height:]]

    def line_total(self) -> int:
        """The bars and the axis."""
        return len(self._picture)

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - drawn for the width already
        """A line of the picture."""
        return self._picture[number]

    # -- the mouse ---------------------------------------------------------------------------------------------------

    def picked(self, target: str) -> None:
        """A word of the legend was clicked."""
        self.post_message(Run(target))

    def _slot_at(self, event: events.MouseEvent) -> Slot | None:
        """The bar under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None or self.layout_ is None or not 0 < offset.x <= self.room:
            return None
        return self.layout_.slot_of_cell(offset.x - 1)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin a window, or a click."""
        if (slot := self._slot_at(event)) is not None:
            self._held = slot
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the window as far as the mouse is."""
        if self._held is not None and (slot := self._slot_at(event)) is not None:
            drawn = self._window_to(slot)
            if drawn != self._drawn and (self._drawn is not None or slot.start != self._held.start):
                self._drawn = drawn
                self.repaint()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Filter by the window that was drawn, or jump to the bar that was clicked."""
        held, drawn = self._held, self._drawn
        self._held = self._drawn = None
        self.release_mouse()
        if held is None:
            return
        event.stop()
        self.post_message(JumpTo(held.start) if drawn is None else ShowWithin(drawn.first, drawn.last))

    def _window_to(self, slot: Slot) -> Days:
        assert self._held is not None  # noqa: S101 - the button is down
        return Days(min(self._held.start, slot.start), max(self._held.stop, slot.stop) - 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in on the bar under the mouse."""
        self._wheel(event, 1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out."""
        self._wheel(event, -1)

    def _wheel(self, event: events.MouseEvent, by: int) -> None:
        event.stop()
        event.prevent_default()
        if (slot := self._slot_at(event)) is not None:
            self.zoom(by, near=slot.start)


# -- the picture -----------------------------------------------------------------------------------------------------


def bar_lines(slots: tuple[Slot, ...], counts: Counts, height: int) -> list[Line]:
    """The bars from top to bottom, stacked by kind, in front of the whole timeline's outline."""
    most = max(counts.total, default=0) or 1
    stacks = [_stack(place, counts, most, height) for place in range(len(slots))]
    lines: list[Line] = []
    for row in range(height - 1, -1, -1):
        cells = [(" ", "")]
        for slot, stack in zip(slots, stacks, strict=True):
            sign, role = (glyphs.GAP if row == 0 else " ", "faint") if slot.gap else _cell(stack, row)
            cells.append((sign * slot.width, role))
        lines.append(_spans(cells))
    return lines


def _spans(cells: Iterable[tuple[str, str]]) -> Line:
    """Texts with their roles, merging neighbours with the same role."""
    return tuple(Span("".join(text for text, _ in run), role) for role, run in groupby(cells, key=itemgetter(1)))


def _stack(place: int, counts: Counts, most: int, height: int) -> list[tuple[int, str]]:
    """The layers of a bar from the bottom: how far up each reaches, in eighths of a cell, and its role."""
    scale = height * LEVELS / most
    layers: list[tuple[int, str]] = []
    below = 0
    for kind, numbers in counts.kinds:
        if numbers[place]:
            below += numbers[place]
            # anything above zero is visible
            top = max(round(below * scale), (layers[-1][0] if layers else 0) + 1)
            layers.append((min(top, height * LEVELS), f"kind-{kind}"))
    if counts.total[place] > counts.shown[place]:
        layers.append((max(round(counts.total[place] * scale), 1), "outline"))
    return layers


def _cell(stack: list[tuple[int, str]], row: int) -> tuple[str, str]:
    """The content of one cell of a bar: at most two layers, the bottom one and the larger of those above."""
    foot, ceiling = row * LEVELS, (row + 1) * LEVELS
    shares = []
    for top, role in stack:
        share = min(top, ceiling) - foot
        if share > 0:
            shares.append((share, role))
            foot += share
    filled = foot - row * LEVELS
    if not shares:
        return " ", ""
    if len(shares) == 1:
        return glyphs.BLOCKS[filled], shares[0][1]
    low, (_, above) = shares[0], max(shares[1:])
    if filled == LEVELS:
        return glyphs.BLOCKS[low[0]], f"{low[1]}/{above}"
    # a cell has two colours and the empty part takes one: the larger layer represents both
    return glyphs.BLOCKS[filled], max(shares)[1]


class _Ruler:
    """The line under the bars, a letter and a role for each cell; the first cell and the last are the margins."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.letters = [" "] * (layout.width + 2)
        self.roles = ["muted"] * (layout.width + 2)
        self.grounds = [""] * (layout.width + 2)

    def put(self, cell: int, letter: str, role: str) -> None:
        """Write a letter at a cell of the bars."""
        self.letters[cell + 1], self.roles[cell + 1] = letter, role

    def band(self, span: Days, sign: str) -> None:
        """Draw a span of days without overwriting letters."""
        for cell in range(*(self.layout.cells_of(span) or (0, 0))):
            letter = self.letters[cell + 1]
            self.put(cell, sign if letter in {" ", glyphs.POSSIBLE} else letter, "accent")

    def window(self, first: int, stop: int) -> None:
        """Give some cells the window's background."""
        self.grounds[first + 1 : stop + 1] = ["/window"] * (stop - first)

    def line(self) -> Line:
        """The cells as spans."""
        looks = [role + ground for role, ground in zip(self.roles, self.grounds, strict=True)]
        return _spans(zip(self.letters, looks, strict=True))


def axis(view: TimeView, layout: Layout, drawn: Days | None) -> Line:
    """The line under the bars: months or years, the window in brackets, and the date of the event at the cursor."""
    ruler = _Ruler(layout)
    window = drawn or view.window
    cells = layout.cells_of(window) if window is not None else None
    mark = layout.cells_of(Days(view.cursor.listed, view.cursor.listed)) if view.cursor else None
    taken = {*([mark[0]] if mark else []), *([cells[0] - 1, cells[1]] if cells else [])}
    if cells:
        ruler.window(*cells)
    for at, text in _labels(layout, taken):
        for cell, letter in enumerate(text, at):
            ruler.put(cell, letter, "muted")
    if view.cursor is not None:
        ruler.band(view.cursor.possible, glyphs.POSSIBLE)
        ruler.band(view.cursor.core, glyphs.CORE)
    if cells:
        ruler.put(cells[0] - 1, "[", "chosen")
        ruler.put(cells[1], "]", "chosen")
    if mark is not None:
        ruler.put(mark[0], glyphs.HERE, "accent")
    if layout.slots and layout.span.first > view.whole.first:
        ruler.put(-1, glyphs.BEFORE, "accent")
    if layout.slots and layout.span.last < view.whole.last:
        ruler.put(layout.width, glyphs.AFTER, "accent")
    return ruler.line()


def _labels(layout: Layout, taken: set[int]) -> list[tuple[int, str]]:
    """The labels under the bars, each at its cell or just right of the previous label, but never under another month.

    The year is carried along until there is room for it.
    """
    found: list[tuple[int, str]] = []
    free = 0
    year, previous = 0, None
    for place, slot in enumerate(layout.slots):
        day = _named_by(layout.unit, slot)
        label = _label(layout.unit, day, previous if day.year == year else None)
        previous = day
        if not label or slot.cell < free:
            continue
        at = max([slot.cell, *(cell + 1 for cell in taken if slot.cell <= cell < slot.cell + len(label))])
        if at > slot.cell:
            later = (other.cell for other in layout.slots[place:] if _named_by(layout.unit, other).month != day.month)
            if at >= next(later, layout.width):
                continue
        if at + len(label) <= layout.width and not taken.intersection(range(at, at + len(label))):
            found.append((at, label))
            free = at + len(label) + 1
            year = day.year
    return found


def _named_by(unit: str, slot: Slot) -> Day:
    """The day whose month a bar belongs to: a week's last day, so that a month's name is placed at its first day."""
    return calendar.day_of(min(slot.start + 6, slot.stop - 1) if unit == "week" else slot.start)


def _label(unit: str, day: Day, previous: Day | None) -> str:
    """A bar's label: a new year, the month, or the day; empty if the previous label suffices."""
    if previous is None or day.year != previous.year:
        # with daily bars, the view may begin anywhere: the month comes with the year
        year = calendar.year_words(day.year)
        return year if unit != "day" or abs(day.year) > calendar.WRITTEN else f"{calendar.MONTHS[day.month - 1][:3]} {year}"
    if unit in {"year", "decade", "quarter"}:
        return "" if unit == "quarter" else calendar.year_words(day.year)
    if day.month != previous.month:
        return calendar.MONTHS[day.month - 1][:3]
    return str(day.day) if unit == "day" and day.day % 5 == 0 and day.day < 30 else ""
