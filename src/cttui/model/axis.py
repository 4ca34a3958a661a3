"""The time axis: lays out bars in the available cells, from nothing but the days with events.

A bar is a unit of the calendar. The axis shows the whole period if its bars fit, or else a stretch of it; stretches
without events are drawn as gaps if they are long, and as empty bars if not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from cttui.model.periods import UNITS, Days, next_start, start_of

FOLD = 24
"""Runs of more empty bars than this are drawn as one gap."""
GAP_WIDTH = 3
"""Cells of a gap."""
LEAST = 2 * GAP_WIDTH
"""Minimum cells for laying out bars."""


class Calendar:
    """The days under which events are listed."""

    def __init__(self, days: Sequence[int]) -> None:
        """Take the days as ordinals, in order; duplicates are allowed."""
        self.days = days

    @property
    def ends(self) -> tuple[int, int] | None:
        """The first and the last; ``None`` if no event is dated."""
        return (self.days[0], self.days[-1]) if self.days else None

    def following(self, day: int) -> int | None:
        """The first day on or after one under which an event is listed; ``None`` if there is none."""
        place = bisect_left(self.days, day)
        return self.days[place] if place < len(self.days) else None

    def preceding(self, day: int) -> int | None:
        """The last day before one under which an event is listed; ``None`` if there is none."""
        place = bisect_left(self.days, day)
        return self.days[place - 1] if place else None

    @cached_property
    def months(self) -> list[int]:
        """The first days of the months with events, and of the one after the last."""
        day = self.following(self.days[0]) if self.days else None
        found, stop = [], 0
        while day is not None:
            stop = next_start("month", day)
            found.append(start_of("month", day))
            day = self.following(stop)
        return [*found, stop]


class Slot(NamedTuple):
    """A bar, or a gap of empty bars."""

    start: int
    """First day, as an ordinal."""
    stop: int
    """The day after its last day."""
    cell: int
    """Its offset, in cells."""
    width: int
    """Cells."""
    gap: bool


class Layout(NamedTuple):
    """The visible bars."""

    unit: str
    slots: tuple[Slot, ...]
    shows_all: bool
    """Whether all bars of the period are visible."""

    @property
    def days(self) -> list[int]:
        """The days between which each slot counts."""
        return [*(slot.start for slot in self.slots), self.slots[-1].stop] if self.slots else []

    @property
    def span(self) -> Days:
        """What is in sight."""
        return Days(self.slots[0].start, self.slots[-1].stop - 1)

    @property
    def width(self) -> int:
        """Cells that all slots take."""
        return self.slots[-1].cell + self.slots[-1].width if self.slots else 0

    def slot_of_cell(self, cell: int) -> Slot | None:
        """The slot at a cell, or the nearest one."""
        return min(self.slots, key=lambda slot: max(slot.cell - cell, cell - slot.cell - slot.width + 1, 0), default=None)

    def cells_of(self, span: Days) -> tuple[int, int] | None:
        """The first cell of a span and the cell after its last; ``None`` if it is out of sight."""
        touched = [slot for slot in self.slots if slot.start <= span.last and slot.stop > span.first]
        return (touched[0].cell, touched[-1].cell + touched[-1].width) if touched else None


def lay_out(calendar: Calendar, whole: Days, width: int, unit: str = "", near: int | None = None) -> Layout:
    """Lay out bars in at most ``width`` cells, or in ``LEAST`` if that is more.

    Args:
        calendar: The days with events.
        whole: The period of the axis.
        width: Cells.
        unit: The length of a bar; empty for the finest with which the whole period is visible.
        near: A day that must be visible; ``None`` for the middle of the period.
    """
    width = max(width, LEAST)
    for finest in [unit] if unit else UNITS:
        starts = _starts(finest, whole, width)
        if starts[-1] > whole.last:
            bars = [Slot(start, stop, 0, 1, gap=False) for start, stop in pairwise(starts)]
            return Layout(finest, _placed(bars, max(1, min(3, width // len(bars)))), shows_all=True)
    finest = unit or UNITS[-1]
    near = whole.middle if near is None else near
    begin = start_of(finest, max(whole.first, min(near, whole.last)))
    room = width // 2
    while room > 0 and begin > whole.first:
        earlier = _before(calendar, whole, finest, begin)
        if earlier.width > room:
            break
        room -= earlier.width
        begin = earlier.start
    found = _forward(calendar, whole, finest, begin, width)
    while found[0].start > whole.first:
        # if the end is visible, the remaining room goes to what comes before
        earlier = _before(calendar, whole, finest, found[0].start)
        if sum(slot.width for slot in found) + earlier.width > width:
            break
        found.insert(0, earlier)
    return Layout(finest, _placed(found, 1), shows_all=False)


@lru_cache(maxsize=16)
def _starts(unit: str, whole: Days, most: int) -> tuple[int, ...]:
    """The first days of up to a number of bars from the beginning of the period, and of the next one."""
    found = [start_of(unit, whole.first)]
    while found[-1] <= whole.last and len(found) <= most:
        found.append(next_start(unit, found[-1]))
    return tuple(found)


def _placed(found: list[Slot], cells: int) -> tuple[Slot, ...]:
    """Consecutive slots, each bar equally wide."""
    placed, at = [], 0
    for slot in found:
        size = slot.width if slot.gap else cells
        placed.append(slot._replace(cell=at, width=size))
        at += size
    return tuple(placed)


def _forward(calendar: Calendar, whole: Days, unit: str, begin: int, width: int) -> list[Slot]:
    """Slots from a day on until the end of the period or of the room."""
    found: list[Slot] = []
    while begin <= whole.last and width > 0:
        stop = next_start(unit, begin)
        slot = Slot(begin, stop, 0, 1, gap=False)
        if (gap := _empty_until(calendar, whole, unit, begin)) is not None:
            slot = Slot(begin, gap, 0, GAP_WIDTH, gap=True)
        if slot.width > width:
            break
        width -= slot.width
        found.append(slot)
        begin = slot.stop
    return found


def _empty_until(calendar: Calendar, whole: Days, unit: str, begin: int) -> int | None:
    """The day at which a long run of empty bars ends; ``None`` if none begins."""
    day = calendar.following(begin)
    end = start_of(unit, day) if day is not None else next_start(unit, whole.last)
    at = begin
    for _ in range(FOLD):
        if at >= end:
            return None
        at = next_start(unit, at)
    return end if at < end else None


def _before(calendar: Calendar, whole: Days, unit: str, begin: int) -> Slot:
    """The slot just before another."""
    start = start_of(unit, begin - 1)
    day = calendar.preceding(begin)
    if day is None or day < start:
        since = next_start(unit, day) if day is not None else start_of(unit, whole.first)
        if _empty_until(calendar, whole, unit, since) is not None:
            return Slot(since, begin, 0, GAP_WIDTH, gap=True)
    return Slot(start, begin, 0, 1, gap=False)


def in_sight(fresh: Layout, kept: Layout | None, looked_at: Days | None, width: int) -> Layout:
    """The visible bars: if they are only a stretch, those on screen stay as long as the current day or window is among them.

    Args:
        fresh: The newly laid out bars.
        kept: The bars on screen; ``None`` for none.
        looked_at: The day of the event at the cursor, or else the window; ``None`` for neither.
        width: Cells.
    """
    if fresh.shows_all or kept is None or kept.shows_all or kept.unit != fresh.unit:
        return fresh
    inside = looked_at is not None and kept.span.covers(looked_at)
    return kept if inside and kept.width <= width else fresh
