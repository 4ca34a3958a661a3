"""The list of events: months, and the rows around the visible part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Any

from cttui.explore.provinces import longest
from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model import periods
from cttui.query.language import DATE
from cttui.store.index import Answer
from cttui.store.parts import Page, Row
from cttui.store.wants import Around, Changed, Last, Months, Owned, Rows, Want

LACKING = {"killed": "Without a figure", "sources": "Without a source", "disputes": "Without a dispute"}
"""The heading of the events that an order lists last."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A month in the list; in another order than that of dates, what the last events lack."""

    label: str
    first: int
    """Position of its first event in the selection."""
    count: int


@dataclass(frozen=True)
class Headings:
    """The headings of a list, each made when it is looked at: decades have hundreds of months, and a screen shows a few."""

    months: tuple[tuple[int, int], ...]
    """The first day and the events of each month."""
    last: tuple[str, int] = ("", 0)
    """What the last events lack, and how many they are."""
    above: int = 0
    """How many events stand above the first heading."""

    @cached_property
    def firsts(self) -> list[int]:
        """The position of the first event of each."""
        counts = [count for _, count in self.months]
        return list(accumulate(counts, initial=self.above))[: len(self)]

    def __len__(self) -> int:
        return len(self.months) + bool(self.last[1])

    def __getitem__(self, place: int) -> Heading:
        if place == len(self.months) and self.last[1]:
            return Heading(self.last[0], self.firsts[place], self.last[1])
        start, count = self.months[place]
        return Heading(periods.label("month", start), self.firsts[place], count)

    def __iter__(self) -> Iterator[Heading]:
        return map(self.__getitem__, range(len(self)))


@dataclass(frozen=True, slots=True)
class EventsView:
    """The list of events: headings, and the visible rows."""

    query: str
    """The query's text; with the timeline it identifies the events."""
    lens: str
    """Name of the lens that counts their dead."""
    count: int
    hidden: int
    """Events of the timeline that the filters hide."""
    filters: int
    """How many filters there are."""
    position: int
    """Position of the cursor; 0 in an empty list."""
    headings: Headings
    pages: tuple[Page, ...]
    """The rows around the cursor, and the visible ones if the list was scrolled elsewhere."""
    marked: frozenset[int] = frozenset()
    """Numbers of the events that the reader marked."""
    noted: frozenset[int] = frozenset()
    """Numbers of the events that the reader wrote about."""
    order: str = DATE
    """What the list is in order of."""
    longest: int = 0
    """Characters of the longest name of a province."""
    edition: int = 0
    """Which state of the file it is of, counted from the start."""
    fresh: frozenset[str] = frozenset()
    """The ids of the events that changed a moment ago."""
    changed: frozenset[int] = frozenset()
    """Numbers of the events that are marked as new or changed."""
    part: bool = False
    """Whether shards are missing: then some of the hidden are not hidden by a filter."""
    centred: bool = False
    """Whether the cursor's line is in the middle, and not as far from it as it was in the list before."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The headings, the rows in sight, and the reader's own."""
        return (_headed(state), Owned(), *([Changed()] if state.marks_changed else ()), *_pages(state))

    @staticmethod
    def of(answer: Answer, state: State) -> EventsView:
        """The list of a selection."""
        own, selection = answer[Owned()], answer.selection
        return EventsView(
            state.query.text,
            state.lens.name,
            selection.count,
            state.total - selection.count,
            len(state.query.clauses),
            answer.position,
            _headings(answer, state),
            tuple(answer[page] for page in _pages(state)),
            own.marked,
            own.noted,
            state.query.order,
            longest(state.head),
            state.edition,
            state.fresh,
            answer[Changed()] if state.marks_changed else frozenset(),
            answer.cost is not None and bool(answer.cost.missing),
            state.sight.centred,
        )

    def row(self, position: int) -> Row | None:
        """The event at a position; ``None`` if it is out of sight and was not requested."""
        return next((row for page in self.pages if (row := page.at(position)) is not None), None)

    @property
    def line_count(self) -> int:
        """Lines of the list: its events and their headings."""
        return self.count + len(self.headings)

    def line_of(self, position: int) -> int:
        """The line of the event at a position."""
        return position + bisect_right(self.headings.firsts, position)

    def at_line(self, line: int) -> Heading | int:
        """The content of a line: a heading, or the position of an event."""
        firsts = self.headings.firsts
        place = bisect_right(range(len(firsts)), line, key=lambda place: firsts[place] + place) - 1
        if place < 0:
            return line
        return self.headings[place] if line == firsts[place] + place else line - place - 1


def _headed(state: State) -> Months | Last:
    """What says where headings stand."""
    return Months() if state.query.order == DATE else Last(state.lens)


def _headings(answer: Answer, state: State) -> Headings:
    """Months, and the undated after them; or in another order a heading for those that have nothing to go by."""
    if state.query.order != DATE:
        last = answer[Last(state.lens)]
        return Headings((), (LACKING[state.query.order], last), answer.selection.count - last)
    counted = answer[Months()]
    return Headings(counted.months, ("Undated", counted.undated))


def _pages(state: State) -> tuple[Around | Rows, ...]:
    sight = state.sight
    around = Around(sight.lines, sight.lines, state.lens)
    if sight.centred:
        half = sight.lines // 2
        around = Around(half, sight.lines - half, state.lens, lines=sight.lines)
    return (around,) if sight.rows is None else (around, Rows(*sight.rows, state.lens))
