"""The query, the cursor, the window, and the history.

``Explorer`` adds what is counted, read and shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cttui.errors import QueryError, UnknownEventError
from cttui.explore import time as axis
from cttui.explore.asking import Asking
from cttui.explore.history import History, Visit
from cttui.model import dates, periods
from cttui.model.periods import Days
from cttui.query import completion, language
from cttui.query.completion import Completion
from cttui.query.language import Clause, Query
from cttui.store.index import Answer, Ask, Index
from cttui.store.wants import (
    Cells,
    Facet,
    Rows,
    Target,
    ToCells,
    ToDay,
    ToEvent,
    ToPoints,
    ToPosition,
    ToSourced,
    ToValue,
    Want,
)
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.explore.moved import Moved
    from cttui.model.geo import Area

NEAR = 100
"""Events of the list on either side of one that is gone among which the cursor goes to the nearest."""
LONGEST_NAME = 60
"""Characters of a name that a query in words is proposed as."""


class Navigator(Asking):
    """Moves through a timeline.

    Attributes:
        typed: The text of the filter bar, valid or not.
        fault: Its error; ``None`` if it is a valid query.
        history: The visits.
    """

    def __init__(self, index: Index, text: str = "", at: str | None = None) -> None:
        """As ``Explorer``."""
        query = language.parse(text, index.vocabulary)
        # by date, the first of the list is where the cursor is anyway
        first = ToPosition(0) if query.order != language.DATE else None
        super().__init__(index, query, ToEvent(at) if at is not None else first)
        self.typed = text
        self.fault: QueryError | None = None
        self._good = text
        """The last text of the bar that was a valid query."""
        self.top = 0
        """First visible line of the list; the app sets it before it uses the history."""
        self.surely = any(clause.surely for clause in self.query.windows)
        """Whether an event must be certainly, not only possibly, within a window."""
        self._typing = False
        """Whether the current visit was created by typing, so that the next letter does not add another."""
        self._lifted: Visit | None = None
        """The visit before all filters were cleared, until another filter is set."""
        self._counts: dict[str, dict[str, int]] = {}
        """The number of events for each value of a field, for the values that the bar suggested."""
        self.history = History(self._here)

    @property
    def place(self) -> Visit:
        """The current visit, to come back to."""
        self._settle()
        return self._here

    @property
    def _here(self) -> Visit:
        """The same, as far as it is known; a visit is updated again when it is left."""
        return Visit(self.query, self._answer.cursor if self._answer is not None else None, self._anchor, self.top)

    # -- another index -----------------------------------------------------------------------------------------------

    def _renew(self, index: Index, moved: Moved) -> None:
        """The cursor stays on its event, or goes to the next of the list that is still there; so does the history."""
        before = self._answer
        wanted = None
        if before is not None and before.cursor is not None:
            wanted = moved.exactly(before.cursor)
            if wanted is None:
                wanted = self._beside(before, moved)
        super()._renew(index, moved)
        self.__dict__.pop("whole", None)
        self._counts.clear()
        try:
            self.query, self.fault, self._good = language.parse(self.typed, index.vocabulary), None, self.typed
        except QueryError as error:
            self.fault = error
            self.query = self._still(self.query)
        self.history.change(lambda place: self._visited(place, moved))
        if self._lifted is not None:
            self._lifted = self._visited(self._lifted, moved)
        if wanted is not None and self.at_once:
            # events that are new may stand between the one last moved to, hidden by a filter, and the cursor
            found = index.answer(Ask(self.query, (), self._anchor, lens=self.lens)).cursor
            self._anchor = self._anchor if found == wanted else wanted

    def _beside(self, before: Answer, moved: Moved) -> int | None:
        """The new number of the event of the list that is next to the cursor's and still there; ``None`` for none."""
        if not self.at_once:
            return None
        here, want = before.position, Rows(max(0, before.position - NEAR), before.position + NEAR, self.lens)
        page = self.index.answer(Ask(self.query, (want,), lens=self.lens))[want]
        rows = [*page.rows[here - page.start :], *reversed(page.rows[: here - page.start])]
        return next((moved.number(row.id) for row in rows if moved.holds(row.id)), None)

    def _visited(self, place: Visit, moved: Moved) -> Visit:
        """A visit in another index."""
        event = moved.nearest(place.event) if place.event is not None else None
        return place._replace(query=self._still(place.query), event=event, anchor=moved.nearest(place.anchor))

    def _still(self, query: Query) -> Query:
        """A query without the clauses about what the timeline no longer has."""
        kept: list[Clause] = []
        for clause in query.clauses:
            try:
                kept += language.parse(query.of((clause,)).text, self.index.vocabulary).clauses
            except QueryError:
                continue
        return query.of(tuple(kept))

    # -- asking ------------------------------------------------------------------------------------------------------

    def ask(self, text: str, passed: Iterable[str] = ()) -> None:
        """Use the bar's text as the query; if it is not valid, ``fault`` says why and the last good selection stays.

        Args:
            text: The bar's text.
            passed: What it was since the last time it was asked, oldest first: of keys that come together, only the last
                is asked, and the last good selection must be the one they make one by one.
        """
        self.typed, self.fault = text, None
        asked, unread = self.query, list[str]()
        for typed in reversed([*passed, text]):
            try:
                asked = language.parse(typed, self.index.vocabulary)
            except QueryError as error:
                self.fault = self.fault or error
                unread.append(typed)
            else:
                self._good = typed
                break
        for typed in reversed(unread):
            begun = bool(self._good) and typed.startswith((f"{self._good}:", f"{self._good}!:"))
            if begun and asked and isinstance(asked.clauses[-1], language.Word):
                # what was a word one key ago is becoming a field: it was never meant as a word
                asked = asked.of(asked.clauses[:-1])
                self._good = asked.text
        self._select(asked, typing=True)

    def toggle(self, field: str, token: str) -> None:
        """Add or remove a value of a field."""
        self._edit(self.query.toggle(field, token))

    def exclude(self, field: str, token: str) -> None:
        """Exclude a value of a field, or include it again."""
        self._edit(self.query.exclude(field, token))

    def only(self, field: str, token: str) -> None:
        """Filter by a value of a field alone, or remove it if it is the only one."""
        wanted = self.query.only(field, token)
        self._edit(self.query.without(field) if wanted == self.query else wanted)

    def clear(self, field: str) -> None:
        """Clear the filters on a field."""
        self._edit(self.query.without(field))

    def box(self, area: Area) -> None:
        """Filter by coordinates in a box, replacing any other box."""
        self._edit(self.query.boxed(area))

    def lift_box(self) -> bool:
        """Clear the boxes; if there are none, clear all filters or restore those that were cleared."""
        lifted = self.query.without("bbox")
        if lifted == self.query:
            return self.lift()
        self._edit(lifted)
        return True

    def clear_all(self) -> None:
        """Clear all filters."""
        self._edit(self.query.unfiltered)

    def lift(self) -> bool:
        """Clear all filters, or restore those that were cleared; false if there are neither."""
        if self.query:
            lifted = self.place
            self.clear_all()
            self._lifted = lifted
        elif self._lifted is not None and self._lifted.query:
            self._edit(self.query.of(self._lifted.query.clauses))
        else:
            return False
        return True

    def around(self) -> bool:
        """Show what happened around an event: clear all filters and list by date, or go back; false if there is neither."""
        lifted = self._lifted
        if self.query or lifted is None:
            if self.query == Query():
                return False
            place = self.place
            self._edit(Query())
            self._lifted = place
            return True
        self.history.leave(self.place)
        self._restore(lifted)
        self.history.visit(self._here)
        return True

    def next_list_order(self) -> None:
        """List the events in the next order; the cursor stays on its event."""
        orders = list(language.ORDERS)
        self._edit(self.query.listed(orders[(orders.index(self.query.order) + 1) % len(orders)]))

    @property
    def lifted(self) -> int:
        """How many cleared filters can be restored."""
        return len(self._lifted.query.clauses) if self._lifted else 0

    def _edit(self, query: Query) -> None:
        self.typed, self.fault, self._good = query.text, None, query.text
        self._select(query)

    def select_again(self) -> None:
        """Update the selection after the reader's marks or notes changed."""
        self._counts.clear()
        self._change(query=True)

    def _select(self, query: Query, *, typing: bool = False) -> None:
        """Select a query's events: a new visit, unless it continues the typing of the previous one."""
        if query == self.query:
            return
        if not (typing and self._typing):
            self.history.leave(self.place)
        if query.order != self.query.order:
            self._stay()
        self.query = query
        self._change(query=True)
        self.sight = self.sight._replace(centred=True)
        if query.windows:
            self.surely = any(clause.surely for clause in query.windows)
        if query:
            self._lifted = None
        self._arrive(typing=typing)

    def _stay(self) -> None:
        """Let the cursor stay on its event, whatever the list is in order of."""
        if (here := self.cursor) is not None:
            self._anchor = here

    def _arrive(self, *, typing: bool = False) -> None:
        """Record a new visit; letters typed one after the other make one visit."""
        if typing and self._typing:
            self.history.leave(self._here)
        else:
            self.history.visit(self._here)
        self._typing = typing

    # -- history -----------------------------------------------------------------------------------------------------

    def go(self, by: int) -> bool:
        """Go back (below 0) or forward through the visits; false if there are none that way."""
        self.history.leave(self.place)
        place = self.history.step(by)
        if place is not None:
            self._lifted = None
            self._restore(place)
        return place is not None

    def _restore(self, place: Visit) -> None:
        """Show a visit as it was left."""
        self._typing = False
        changed, query = place.query != self.query, place.query
        self.typed, self.fault, self._good = query.text, None, query.text
        self.query = query
        if query.windows:
            self.surely = any(clause.surely for clause in query.windows)
        self._anchor, self.top = place.anchor, place.top
        self._change(query=changed)

    # -- the window --------------------------------------------------------------------------------------------------

    @cached_property
    def whole(self) -> Days:
        """The timeline's period and all its events, in days."""
        return axis.whole_of(self.index.head, self.index.calendar)

    @property
    def window(self) -> Days | None:
        """The query's span of days; ``None`` if it has none."""
        return axis.window_of(self.query, self.whole)

    def show_within(self, window: Days | None) -> None:
        """Filter by a span of days, or by none."""
        low, high = periods.edtf(window) if window else ("", "")
        self._edit(self.query.within(low, high, surely=self.surely))

    def narrow(self) -> bool:
        """Narrow the window to the next shorter unit around the event at the cursor; false if it is already a day."""
        here = self.window or self.whole
        narrower = periods.narrowed(here, self._day(here))
        if narrower is not None:
            self.show_within(narrower)
        return narrower is not None

    def widen(self) -> bool:
        """Widen the window to the next longer unit around the event at the cursor, or to all; false if there is no window."""
        if self.window is None:
            return False
        self.show_within(periods.widened(self.window, self.whole, self._day(self.window)))
        return True

    def _day(self, window: Days) -> int:
        """The day around which a window is narrowed and widened: that of the event at the cursor, or else its middle."""
        row = self.row
        return dates.parse(row.date).listed if row and row.date else window.middle

    def shift(self, by: int) -> bool:
        """Move the window by multiples of its length; false if there is none, or if it would leave the timeline."""
        if self.window is None:
            return False
        later = periods.moved(self.window, by)
        inside = later.first <= self.whole.last and later.last >= self.whole.first
        if inside:
            self.show_within(later)
        return inside

    def next_certainty(self) -> None:
        """Switch between certain and possible matches within the window."""
        self.surely = not self.surely
        if windows := self.query.windows:
            clauses = tuple(replace(c, surely=self.surely) if c in windows else c for c in self.query.clauses)
            self._edit(self.query.of(clauses))

    def show_undated(self) -> None:
        """Filter by events without a date, which no window matches, or remove that filter."""
        wanted = self.query.within("", "").only("is", "undated")
        self._edit(self.query.without("is") if wanted == self.query else wanted)

    def jump_to(self, day: int) -> bool:
        """Move the cursor to the first event listed on or after a day; false if there is none."""
        return self._seek(ToDay(day))

    @property
    def in_words(self) -> str:
        """The query in words, as a name for it: ``In Balochistan, of kind attack``; in signs where the words are many."""
        said = language.describe(self.query, self.index.vocabulary) or "all events"
        if len(said) > LONGEST_NAME:
            said = shorten(self.query.text, LONGEST_NAME)
        return said[:1].upper() + said[1:]

    # -- finishing words ---------------------------------------------------------------------------------------------

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """Suggestions for the word at the cursor, most frequent values first."""

        def count(field: str, token: str) -> int:
            if field not in self._counts and self.index.at_once:
                self._take_counts(self.index.answer(Ask(wants=(Facet(field, whole=True),))))
            return self._counts.get(field, {}).get(token, 0)

        return completion.complete(text, cursor, self.index.vocabulary, count)

    def _also(self) -> tuple[Want[Any], ...]:
        """The counts of the values that the bar will suggest, asked together with the typed query."""
        fields = completion.proposed(self.typed, len(self.typed), self.index.vocabulary)
        vast = self.index.vocabulary.is_vast
        return tuple(Facet(field, whole=True) for field in fields if field not in self._counts and not vast(field))

    def _forget(self) -> None:
        super()._forget()
        self._counts.clear()

    def _take_counts(self, answer: Answer) -> None:
        for want in answer.ask.wants:
            if isinstance(want, Facet) and want.whole:
                self._counts[want.field] = {value.token: value.events for value in answer[want]}

    # -- moving ------------------------------------------------------------------------------------------------------

    def move_to(self, position: int) -> None:
        """Move the cursor to the event at a position, or to the nearest end."""
        self._typing = False
        self._change(target=ToPosition(position))

    def go_to(self, event_id: str) -> None:
        """Move the cursor to an event, clearing the filters if they hide it.

        Raises:
            UnknownEventError: No event has this id.
        """
        self._seek(ToEvent(event_id))

    def go_to_place(self, places: Sequence[int]) -> bool:
        """Move the cursor to the next selected event at some places of the map, wrapping around; false for none."""
        return self._seek(ToPoints(tuple(places), self.cursor))

    def go_to_cells(self, spots: Sequence[tuple[int, int]]) -> bool:
        """Move the cursor to the next selected event in some cells of the map in sight, wrapping around; false for none."""
        return self._seek(ToCells(Cells(*self.sight.map), tuple(spots), self.cursor))

    def next_mark(self, by: int) -> bool:
        """Go to the next (above 0) or previous marked event in the list; false if there is none."""
        return self.cursor is not None and self._seek(ToValue("is", "marked", self.cursor, by))

    def _seek(self, target: Target) -> bool:
        """Send the cursor to an event; false if there is none. A slow engine is assumed to find one."""
        self._settle()
        self._change(target=target)
        if not self.at_once:
            return True
        try:
            self._settle(self._names)
        except UnknownEventError as error:
            self.give_up(error)
            raise
        return self._answer is not None and self._answer.found

    def _take(self, answer: Answer) -> None:
        """Store what was answered, and record the visit."""
        target, before = answer.ask.at, self._answer
        was = before.cursor if before is not None else None
        if answer.selection.query != self.query:
            # the filters hid the target event
            self._known = {}
            if before is not None:
                self.history.leave(self._here)
            self.query = answer.selection.query
            self.typed, self.fault, self._good = self.query.text, None, self.query.text
            if before is not None:
                self._arrive()
                was = self._anchor
        leapt = isinstance(target, ToEvent | ToDay | ToValue | ToPoints | ToCells) and answer.found and answer.cursor != was
        if leapt and before is not None:
            self.history.leave(self._here)
        if answer.cursor is not None and (
            leapt or before is None or (isinstance(target, ToPosition | ToSourced) and answer.found)
        ):
            self._anchor = answer.cursor
        super()._take(answer)
        self._take_counts(answer)
        if leapt and before is not None:
            self._arrive()
        if before is None or answer.cursor != before.cursor:
            self._moved()

    def _moved(self) -> None:
        """The cursor is on another event."""
