"""The time axis: what the time strip shows, and how bars are laid out in the cells there are.

A bar is a unit of the calendar. The axis shows the whole period where its bars find room, else a stretch of it; stretches
without any event are drawn as gaps where they are long, and as empty bars where they are not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from cttui.model import dates
from cttui.model.claims import Lens
from cttui.model.periods import UNITS, Days, next_start, start_of
from cttui.model.records import KINDS
from cttui.store.selection import Row, Selection
from cttui.store.sqlite import Index

MARGIN = 1100
"""Days that the axis reaches at most beyond the first and the last event, where the period does."""
FOLD = 24
"""Empty bars in a row that are drawn as one gap, where they are more."""
GAP_WIDTH = 3
"""Cells of a gap."""
LEAST = 2 * GAP_WIDTH
"""Fewest cells that bars are laid out in."""


class When(NamedTuple):
    """The date of the event at the cursor, in days."""

    listed: int
    """Where lists and counts put it."""
    core: Days
    """What its digits say."""
    possible: Days
    """Wider, where the date is approximate or uncertain."""


class Counts(NamedTuple):
    """What each slot of the axis stands for."""

    total: tuple[int, ...]
    """Of the whole timeline."""
    shown: tuple[int, ...]
    """Of the selection."""
    kinds: tuple[tuple[str, tuple[int, ...]], ...]
    """Of the selection by kind, in the order of ``KINDS``; kinds without any are left out."""


@dataclass(frozen=True, slots=True)
class TimeView:
    """Events counted over time, each at its first day."""

    selection: Selection = field(repr=False)
    """Its events; with the lens and what is counted they say which numbers these are."""
    lens: str
    whole: Days
    """The timeline's period and all its events."""
    window: Days | None
    """The span that the query asks for; ``None`` where it asks for none."""
    surely: bool
    """Whether an event must surely lie within a window, and not only possibly."""
    undated: int
    """Events without a date under the other filters; no bar counts them."""
    dead: bool
    """Whether the dead are counted, by the highest figure of the lens in force, and not the events."""
    cursor: When | None
    """The date of the event at the cursor."""
    counts: Callable[[Sequence[int]], Counts] = field(compare=False, repr=False)
    """The numbers between days, given as ordinals from the first day of the first slot to the day after the last."""
    following: Callable[[int], int | None] = field(compare=False, repr=False)
    """The first day from one on with an event of the timeline."""
    preceding: Callable[[int], int | None] = field(compare=False, repr=False)
    """The last day before one with an event of the timeline."""

    @classmethod
    def build(
        cls, index: Index, selection: Selection, everything: Selection, cursor: Row | None, dead: Lens | None, *, surely: bool
    ) -> TimeView:
        """The axis for a selection; with a lens in ``dead``, it counts the dead."""

        def count(found: Selection, days: Sequence[int]) -> tuple[int, ...]:
            return index.toll_histogram(found, days, dead) if dead else index.histogram(found, days)

        def counts(days: Sequence[int]) -> Counts:
            parts = ((kind, count(index.part(selection, "kind", kind), days)) for kind in KINDS)
            kinds = tuple((kind, numbers) for kind, numbers in parts if any(numbers))
            return Counts(count(everything, days), count(selection, days), kinds)

        query = selection.query
        whole = whole_of(index)
        return cls(
            selection=selection,
            lens=dead.name if dead else "",
            whole=whole,
            window=window_of(selection, whole),
            surely=surely,
            undated=index.select(query.within("", "").only("is", "undated")).count,
            dead=dead is not None,
            cursor=_when(date) if cursor and (date := dates.dated(cursor.date)) else None,
            counts=counts,
            following=index.following,
            preceding=index.preceding,
        )


def whole_of(index: Index) -> Days:
    """The timeline's period and all its events; where the period is open, so much of it as events reach."""
    period = dates.parse(index.head.meta.period)
    first, last = index.days or ((period.lower, period.upper) if period.has_ends else (period.listed, period.listed))
    return Days(min(first, max(period.lower, first - MARGIN)), max(last, min(period.upper, last + MARGIN)))


def window_of(selection: Selection, whole: Days) -> Days | None:
    """The span of days that a query asks for, so much of it as lies in the whole; ``None`` where it asks for none."""
    spans = [clause.span for clause in selection.query.windows]
    if not spans:
        return None
    first, last = max(first for first, _ in spans), min(last for _, last in spans)
    if first > last:
        return None
    # an open end reaches as far as the timeline does
    return Days(
        max(first, min(whole.first, last)) if first == dates.FIRST_DAY else first,
        min(last, max(whole.last, first)) if last == dates.LAST_DAY else last,
    )


def _when(date: dates.Edtf) -> When:
    return When(date.listed, Days(date.lower, date.upper), Days(date.earliest, date.latest))


# -- laying out ------------------------------------------------------------------------------------------------------


class Slot(NamedTuple):
    """A bar, or a gap of bars that all are empty."""

    start: int
    """First day, as an ordinal."""
    stop: int
    """The day after the last."""
    cell: int
    """Where it begins, in cells."""
    width: int
    """Cells."""
    gap: bool


class Layout(NamedTuple):
    """The bars that are in sight."""

    unit: str
    slots: tuple[Slot, ...]
    shows_all: bool
    """Whether no bar of the period is out of sight."""

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
        """The slot at a cell; the nearest, where none is."""
        return min(self.slots, key=lambda slot: max(slot.cell - cell, cell - slot.cell - slot.width + 1, 0), default=None)

    def cells_of(self, span: Days) -> tuple[int, int] | None:
        """First cell and the cell after the last of a span; ``None`` where it is out of sight."""
        touched = [slot for slot in self.slots if slot.start <= span.last and slot.stop > span.first]
        return (touched[0].cell, touched[-1].cell + touched[-1].width) if touched else None


def lay_out(view: TimeView, width: int, unit: str = "", near: int | None = None) -> Layout:
    """Lay bars out in at most ``width`` cells, or in ``LEAST`` where that is more.

    Args:
        view: The time axis.
        width: Cells.
        unit: The length of a bar; empty for the finest with which the whole period is in sight.
        near: A day that must be in sight; that of the event at the cursor, or the middle of the window, where ``None``.
    """
    width = max(width, LEAST)
    for finest in [unit] if unit else UNITS:
        starts = _starts(finest, view.whole, width)
        if starts[-1] > view.whole.last:
            bars = [Slot(start, stop, 0, 1, gap=False) for start, stop in pairwise(starts)]
            return Layout(finest, _placed(bars, max(1, min(3, width // len(bars)))), shows_all=True)
    finest = unit or UNITS[-1]
    if near is None:
        near = view.cursor.listed if view.cursor else (view.window or view.whole).middle
    begin = start_of(finest, max(view.whole.first, min(near, view.whole.last)))
    room = width // 2
    while room > 0 and begin > view.whole.first:
        earlier = _before(view, finest, begin)
        if earlier.width > room:
            break
        room -= earlier.width
        begin = earlier.start
    found = _forward(view, finest, begin, width)
    while found[0].start > view.whole.first:
        # where the end is in sight, the room that is left goes to what comes before
        earlier = _before(view, finest, found[0].start)
        if sum(slot.width for slot in found) + earlier.width > width:
            break
        found.insert(0, earlier)
    return Layout(finest, _placed(found, 1), shows_all=False)


def _starts(unit: str, whole: Days, most: int) -> list[int]:
    """The first days of at most so many bars from the beginning of the period, and of the one after."""
    found = [start_of(unit, whole.first)]
    while found[-1] <= whole.last and len(found) <= most:
        found.append(next_start(unit, found[-1]))
    return found


def _placed(found: list[Slot], cells: int) -> tuple[Slot, ...]:
    """Slots one after the other, each bar as many cells wide."""
    placed, at = [], 0
    for slot in found:
        size = slot.width if slot.gap else cells
        placed.append(slot._replace(cell=at, width=size))
        at += size
    return tuple(placed)


def _forward(view: TimeView, unit: str, begin: int, width: int) -> list[Slot]:
    """Slots from a day on until the period or the room is at its end."""
    found: list[Slot] = []
    while begin <= view.whole.last and width > 0:
        stop = next_start(unit, begin)
        slot = Slot(begin, stop, 0, 1, gap=False)
        if (gap := _empty_until(view, unit, begin)) is not None:
            slot = Slot(begin, gap, 0, GAP_WIDTH, gap=True)
        if slot.width > width:
            break
        width -= slot.width
        found.append(slot)
        begin = slot.stop
    return found


def _empty_until(view: TimeView, unit: str, begin: int) -> int | None:
    """The day at which a long run of empty bars ends; ``None`` where no long one begins."""
    day = view.following(begin)
    end = start_of(unit, day) if day is not None else next_start(unit, view.whole.last)
    at = begin
    for _ in range(FOLD):
        if at >= end:
            return None
        at = next_start(unit, at)
    return end if at < end else None


def _before(view: TimeView, unit: str, begin: int) -> Slot:
    """The slot that ends where another begins."""
    start = start_of(unit, begin - 1)
    day = view.preceding(begin)
    if day is None or day < start:
        since = next_start(unit, day) if day is not None else start_of(unit, view.whole.first)
        if _empty_until(view, unit, since) is not None:
            return Slot(since, begin, 0, GAP_WIDTH, gap=True)
    return Slot(start, begin, 0, 1, gap=False)
