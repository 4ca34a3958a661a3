"""The list of events: months, and the rows around the visible part."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model import periods
from cttui.store.index import Answer
from cttui.store.parts import Page, Row
from cttui.store.wants import Around, Months, Owned, Rows, Want


@dataclass(frozen=True, slots=True)
class Heading:
    """A month in the list."""

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

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The months, the visible rows, and the reader's marks and notes."""
        return (Months(), Owned(), *_pages(state))

    @staticmethod
    def of(answer: Answer, state: State) -> EventsView:
        """The list of a selection."""
        counted, own, selection = answer[Months()], answer[Owned()], answer.selection
        headings: list[Heading] = []
        first = 0
        for start, number in counted.months:
            headings.append(Heading(periods.label("month", start), first, number))
            first += number
        if counted.undated:
            headings.append(Heading("Undated", selection.count - counted.undated, counted.undated))
        return EventsView(
            state.query.text,
            state.lens.name,
            selection.count,
            state.total - selection.count,
            len(state.query.clauses),
            answer.position,
            tuple(headings),
            tuple(answer[page] for page in _pages(state)),
            own.marked,
            own.noted,
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
        heading = self.headings[place]
        return heading if line == heading.first + place else line - place - 1


def _pages(state: State) -> tuple[Around | Rows, ...]:
    sight = state.sight
    around = Around(2 * sight.lines, 2 * sight.lines, state.lens)
    return (around,) if sight.rows is None else (around, Rows(*sight.rows, state.lens))
