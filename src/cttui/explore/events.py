"""The list of events: months, and the rows around the visible part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

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
    headings: tuple[Heading, ...]
    pages: tuple[Page, ...]
    """The rows around the cursor, and the visible ones if the list was scrolled elsewhere."""
    marked: frozenset[int] = frozenset()
    """Numbers of the events that the reader marked."""
    noted: frozenset[int] = frozenset()
    """Numbers of the events that the reader wrote about."""
    order: str = DATE
    """What the list is in order of."""
    edition: int = 0
    """Which state of the file it is of, counted from the start."""
    fresh: frozenset[str] = frozenset()
    """The ids of the events that changed a moment ago."""
    changed: frozenset[int] = frozenset()
    """Numbers of the events that are marked as new or changed."""

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
            tuple(_headings(answer, state)),
            tuple(answer[page] for page in _pages(state)),
            own.marked,
            own.noted,
            state.query.order,
            state.edition,
            state.fresh,
            answer[Changed()] if state.marks_changed else frozenset(),
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
        return position + bisect_right(self.headings, position, key=lambda heading: heading.first)

    def at_line(self, line: int) -> Heading | int:
        """The content of a line: a heading, or the position of an event."""
        place = bisect_right(range(len(self.headings)), line, key=lambda i: self.headings[i].first + i) - 1
        if place < 0:
            return line
        heading = self.headings[place]
        return heading if line == heading.first + place else line - place - 1


def _headed(state: State) -> Months | Last:
    """What says where headings stand."""
    return Months() if state.query.order == DATE else Last(state.lens)


def _headings(answer: Answer, state: State) -> Iterator[Heading]:
    """Months, and the undated after them; or in another order a heading for those that have nothing to go by."""
    count, first = answer.selection.count, 0
    if state.query.order != DATE:
        if last := answer[Last(state.lens)]:
            yield Heading(LACKING[state.query.order], count - last, last)
        return
    counted = answer[Months()]
    for start, number in counted.months:
        yield Heading(periods.label("month", start), first, number)
        first += number
    if counted.undated:
        yield Heading("Undated", count - counted.undated, counted.undated)


def _pages(state: State) -> tuple[Around | Rows, ...]:
    sight = state.sight
    around = Around(2 * sight.lines, 2 * sight.lines, state.lens)
    return (around,) if sight.rows is None else (around, Rows(*sight.rows, state.lens))
