"""What is open, asked and selected, and where the cursor is: everything a key does, without a screen.

The app turns a key into a call here and hands the views on to its panes. Most of cttui's behaviour is tested on this
class alone.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cttui.errors import NotebookError, QueryError
from cttui.explore import claims as accounts
from cttui.explore import sources as source_views
from cttui.explore import time as axis
from cttui.explore import views as panes
from cttui.explore.history import Visit
from cttui.explore.navigator import Navigator
from cttui.model.claims import ALL, LENSES, Lens
from cttui.query import language
from cttui.query.fields import event_sources
from cttui.store.selection import Selection
from cttui.store.sqlite import Index
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.copies.library import Library
    from cttui.explore.copy import CopyView
    from cttui.explore.finding import Finder, Found
    from cttui.explore.grid import GridView
    from cttui.explore.map import AtlasView
    from cttui.explore.threads import Path, PathView, ThreadsView
    from cttui.model.records import Event
    from cttui.notebook.desk import Desk, DeskView


class Explorer(Navigator):
    """A timeline being explored; what ``Navigator`` has, and what is counted, read and shown."""

    def __init__(
        self,
        index: Index,
        text: str = "",
        at: str | None = None,
        library: Library | None = None,
        desk: Desk | Callable[[], Desk] | None = None,
    ) -> None:
        """Open with a query's text and the cursor on an event, where one is named.

        Args:
            index: The timeline's index.
            text: What the filter bar says.
            at: An event's id.
            library: The reader's stored copies.
            desk: The reader's marks, notes and views, or what makes them ready when they are first asked for.

        Raises:
            QueryError: The text is no query.
            UnknownEventError: No event has this id.
        """
        super().__init__(index, text, at)
        self.library = library
        self._desk = None if callable(desk) else desk
        self._make_desk = desk if callable(desk) else None
        if self._make_desk is not None:
            # the first frame waits for no notebook; where the query asks for marks, they were read by now
            index.owner = None
        self.offers_last = False
        """Whether the place where the reader was last is offered."""
        self.source_order = source_views.SOURCE_ORDERS[0]
        self.reading = 0
        """Position of the source that the reader shows."""
        self.lens: Lens = ALL
        """Whose figures are counted."""
        self.counts_dead = False
        """Whether provinces, facets and time count the dead and not the events."""
        self.ledger_of_all = False
        """Whether the ledger is of the whole selection and not of the event at the cursor."""
        self.ledger_only: accounts.Only = ""
        self.path: Path | None = None
        """The path that is read; it stays open while the reader is elsewhere."""
        self.walking = False
        """Whether what is read, cited and marked is the step of the path and not the event at the cursor."""
        self._read_steps: dict[str, int] = {}
        self._atlas: tuple[Selection, AtlasView] | None = None
        """The map of a selection without its cursor: counting every point for every step would be felt."""
        self._finder: Finder | None = None
        self.cell = (0, 0)
        """Where the grid's cursor was last: row and column."""
        self.places: dict[str, float] = {}
        """Where the reader was in each source, in lines from its top."""
        self._drilled: tuple[Visit, str] | None = None
        """Where the reader was before a cell of the grid was taken, and the query that came of it."""

    def views(self, names: Sequence[str]) -> dict[str, Any]:
        """What some panes show, by the names of their views."""
        return {name: getattr(self, name)() for name in names}

    def province_of_key(self, key: str) -> str | None:
        """The token of the province that a digit toggles."""
        return next((tile.choice.token for tile in self.provinces().tiles if tile.key == key), None)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _moved(self) -> None:
        """Another event is read from its first source."""
        self.reading = 0

    def read_source(self, position: int) -> None:
        """Show another of the event's sources, or the nearest end of them."""
        view = self.read()
        self.reading = max(0, min(position, len(view.sources) - 1)) if view else 0

    @property
    def subject(self) -> int | None:
        """Number of the event that is read, cited and marked: the step of a path, or the event at the cursor."""
        if self.walking and self.path is not None:
            return self.index.number(self.path.steps[self.path.at])
        return self.cursor

    def subject_event(self) -> Event | None:
        """The event that is read, cited and marked; ``None`` where there is none."""
        return self.index.event(self.subject) if self.subject is not None else None

    def has_sources(self) -> bool:
        """Whether there is something to read of the event."""
        event = self.subject_event()
        return event is not None and bool(event_sources(event))

    def open_ledger(self, *, of_all: bool) -> None:
        """Take the ledger of the event at the cursor, or of the whole selection, with all that is in it."""
        self.ledger_of_all, self.ledger_only = of_all, ""

    def next_event(self, by: int) -> bool:
        """Read the next event that way that has a source, or the path's next step; false where there is none."""
        if self.walking:
            return self.step(by)
        here, position = self.position, self.position + by
        while 0 <= position < self.selection.count:
            self.move_to(position)
            if self.has_sources():
                return True
            position += by
        self.move_to(here)
        return False

    # -- finding -----------------------------------------------------------------------------------------------------

    def saved_views(self) -> tuple[panes.NamedQuery, ...]:
        """The queries that have a name."""
        own = () if self.desk is None else self.desk.kept.views
        return (
            *(panes.NamedQuery(view.name, view.query, "the timeline's") for view in self.index.head.views),
            *(panes.NamedQuery(view.name, view.query, "yours") for view in own),
        )

    def find(self, text: str, most: int = 20) -> tuple[Found, ...]:
        """What a text may mean: at most so many events, and the values and views that are named so."""
        if self._finder is None:
            from cttui.explore.finding import Finder

            self._finder = Finder(self.index)
        return self._finder.find(text, self.saved_views(), most)

    # -- paths -------------------------------------------------------------------------------------------------------

    def open_path(self, path_id: str) -> None:
        """Read a path from the step that was read last; the chain of an event, from that event."""
        from cttui.explore.threads import CHAIN, paths

        found = next((path for path in paths(self.index, self.cursor) if path.id == path_id), self.path)
        if found is not None:
            at = found.at if path_id == CHAIN else self._read_steps.get(path_id, 0)
            if self.path is None or self.path.id != found.id or path_id == CHAIN:
                self.path = replace(found, at=at)
            self.step(0)

    def step(self, by: int) -> bool:
        """Read a step before or after; false at the path's ends."""
        if self.path is None or not 0 <= self.path.at + by < len(self.path.steps):
            return False
        self.path = replace(self.path, at=self.path.at + by)
        self._read_steps[self.path.id] = self.path.at
        self.walking = True
        self._moved()
        return True

    def leave_path(self) -> None:
        """Put the cursor on the step's event, lifting the filters where they hide it; the path stays open at this step."""
        if self.path is not None:
            self.walking = False
            self.go_to(self.path.steps[self.path.at])

    # -- the grid ----------------------------------------------------------------------------------------------------

    def take_cell(self, row: int, column: int) -> None:
        """Make a cell of the grid the filter."""
        from cttui.explore.grid import cell_query

        view, before = self.grid(), self.place
        self._edit(cell_query(self.query, view.rows[row], view.columns[column], surely=self.surely))
        self._drilled = (before, self.query.text)

    def undo_cell(self) -> bool:
        """Put back what was asked before a cell was taken; false where something else was asked since."""
        if self._drilled is None or self._drilled[1] != self.query.text:
            return False
        self.history.leave(self.place)
        self._restore(self._drilled[0])
        self._arrive()
        self._drilled = None
        return True

    # -- the reader's own --------------------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk | None:
        """The reader's marks, notes and views; ``None`` where nothing is kept."""
        if self._desk is None and self._make_desk is not None:
            self._desk = self._make_desk()
            self.index.own(self._desk.kept.values())
        return self._desk

    def open_desk(self) -> bool:
        """Make ready what the reader keeps; false where nothing is marked or written yet."""
        kept = self.desk.kept if self.desk is not None else None
        if kept is None or not (kept.marks or kept.notes):
            return False
        self.select_again()
        return True

    def _own(self) -> Desk:
        if self.desk is None:
            raise NotebookError("there is no notebook to keep anything in")
        return self.desk

    def change_desk(self, change: Callable[[Desk], object]) -> None:
        """Change what is kept, and select anew what the query asks for.

        Raises:
            NotebookError: There is no notebook, or it cannot be written.
        """
        change(self._own())
        self.select_again()

    def look(self) -> bool:
        """Take in what another window marked, wrote or saved; false where nothing is other than before."""
        changed = self.desk is not None and self.desk.look()
        if changed:
            self.select_again()
        return changed

    def toggle_mark(self) -> bool:
        """Mark the event that is looked at, or no longer; true where it is marked now.

        Raises:
            NotebookError: There is no event, or the notebook cannot be written.
        """
        if self.subject is None:
            raise NotebookError("there is no event to mark")
        marked = self._own().toggle_mark(self.subject)
        self.select_again()
        return marked

    def next_mark(self, by: int) -> bool:
        """Go to the next marked event of the list (above 0) or the one before; false where there is none."""
        marked = sorted(n for n in self.index.owned("is", "marked") if n in self.selection)
        ahead = [n for n in marked if self.cursor is not None and (n > self.cursor if by > 0 else n < self.cursor)]
        if ahead:
            self._leap(ahead[0] if by > 0 else ahead[-1])
        return bool(ahead)

    def note(self) -> str:
        """What the reader wrote about the event that is looked at."""
        return self._desk.note(self.subject) if self._desk is not None and self.subject is not None else ""

    def write_note(self, event: str, text: str, before: str) -> None:
        """Write a note on an event in place of what was there before; an empty one takes it away.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._own().write_note(self.index.number(event), text, before)
        self.select_again()

    def run_view(self, query: str) -> None:
        """Ask what a view asks.

        Raises:
            QueryError: It is no query of this timeline.
        """
        self._edit(language.parse(query, self.index.vocabulary))

    def desk_view(self) -> DeskView:
        """All that the reader keeps, and the timeline's views."""
        from cttui.notebook.desk import DeskView

        if self.desk is None:
            return DeskView((), (), self.query.text, "there is no notebook to keep anything in")
        return DeskView(self.desk.views(), tuple(self.desk.entries()), self.query.text, self.desk.trouble)

    def last_place(self) -> str:
        """Where the reader was last, in words; empty where that is not known, or where it is here."""
        place = self.desk.last if self.desk is not None else None
        if place is None:
            return ""
        try:
            row = self.index.rows_of([place.event])[:1] if place.event else ()
            query = language.parse(place.query, self.index.vocabulary)
        except QueryError:
            return ""
        if query == self.query and (not row or row[0].n == self.cursor):
            return ""
        where = f"{panes.brief_date(row[0].date)}, {shorten(row[0].title, 40)}" if row else "an event that is no longer there"
        return f"{where}{f' · {query.text}' if query else ''}"

    def go_to_last(self) -> bool:
        """Go to where the reader was last; false where that is not known."""
        place = self.desk.last if self.desk is not None else None
        if place is None or not self.last_place():
            return False
        self.run_view(place.query)
        if found := self.index.rows_of([place.event]):
            self.go_to(found[0].id)
        return True

    def leave(self) -> str:
        """Keep the place for the next time; returns what is wrong where it cannot be kept."""
        return self.desk.leave(self.query.text, self.cursor) if self.desk is not None else ""

    # -- counting ----------------------------------------------------------------------------------------------------

    def count_as(self, name: str) -> None:
        """Count by another lens: one of ``claims.LENSES``, a claimant, or a source's id.

        Raises:
            LensError: Nothing of the timeline has this name.
        """
        self.lens = self.index.lens(name)

    def next_lens(self) -> None:
        """Count by the next of the lenses that every timeline has."""
        here = LENSES.index(self.lens.name) if self.lens.name in LENSES else -1
        self.lens = Lens(LENSES[(here + 1) % len(LENSES)])

    def next_ledger(self) -> None:
        """Keep the ledger to what is disputed, to what differs, or show all again."""
        order: tuple[accounts.Only, ...] = ("", "disputed", "differing")
        self.ledger_only = order[(order.index(self.ledger_only) + 1) % len(order)]

    # -- views -------------------------------------------------------------------------------------------------------

    def header(self) -> panes.HeaderView:
        """The first line of the screen."""
        return panes.HeaderView.build(self.index, self.selection, len(self.index.owned("is", "marked")))

    def bar(self) -> panes.BarView:
        """The filter bar and the line below it."""
        if self.fault is not None:
            return panes.BarView(self.typed, self.fault.sentence(), self._total(), fault=(self.fault.start, self.fault.stop))
        sentence = language.describe(self.query, self.index.vocabulary)
        return panes.BarView(self.typed, sentence, self._total(), lifted=0 if self.query else self.lifted)

    def _total(self) -> str:
        found = self.index.total(self.selection, self.lens)
        figures = {
            "all": "all figures",
            "lowest": "lowest figures",
            "highest": "highest figures",
            "official": "official figures",
        }
        whose = figures.get(self.lens.name, f"as {self.lens.name} counts")
        return f"killed {found} in {found.counted:,}, {found.without:,} without a figure · {whose}"

    @property
    def _dead(self) -> Lens | None:
        """The lens, where the dead are counted and not the events."""
        return self.lens if self.counts_dead else None

    def about(self) -> panes.AboutView:
        """What the timeline is and how it was made."""
        return panes.AboutView.build(self.index)

    def time(self) -> axis.TimeView:
        """The time strip."""
        return axis.TimeView.build(self.index, self.selection, self.everything, self.row, self._dead, surely=self.surely)

    def provinces(self) -> panes.ProvincesView:
        """The tile map."""
        return panes.ProvincesView.build(self.index, self.query, self._dead)

    def facets(self) -> panes.FacetsView:
        """The facets pane."""
        return panes.FacetsView.build(self.index, self.query, self._dead)

    def events(self) -> panes.EventsView:
        """The list of events."""
        view = panes.EventsView.build(self.index, self.selection, self.position, self.lens)
        return replace(view, marked=self.index.owned("is", "marked"), noted=self.index.owned("has", "note"))

    def atlas(self) -> AtlasView:
        """The map."""
        from cttui.explore.map import AtlasView

        if self._atlas is None or self._atlas[0] is not self.selection:
            self._atlas = (self.selection, AtlasView.build(self.index, self.selection))
        return self._atlas[1].at(self.index, self.row)

    def detail(self) -> panes.DetailView | None:
        """The event under the cursor, whole; ``None`` in an empty selection."""
        if self.subject is None:
            return None
        view = panes.DetailView.build(self.index, self.subject)
        return view._replace(marked=self.subject in self.index.owned("is", "marked"), note=self.note())

    def grid(self) -> GridView:
        """Events by province and month."""
        from cttui.explore.grid import GridView

        return GridView.build(self.index, self.query, self.whole, self.window, self._dead, surely=self.surely)

    def threads(self) -> ThreadsView:
        """The paths there are to read."""
        from cttui.explore.threads import threads_view

        return threads_view(self.index, self.selection, self.cursor, self._read_steps, self.path)

    def path_view(self) -> PathView | None:
        """The path that is read; ``None`` where none is."""
        from cttui.explore.threads import PathView

        return PathView.build(self.index, self.path) if self.path is not None else None

    def ledger(self) -> accounts.Ledger:
        """Who says which number: of the event at the cursor, or of the whole selection."""
        if self.ledger_of_all:
            count = self.selection.count
            numbers = [self.selection.at(position) for position in range(min(count, accounts.MOST_EVENTS))]
            title = f"Claims of {count:,} event{'s' if count != 1 else ''}" + (f": {self.query.text}" if self.query else "")
        else:
            numbers = [self.subject] if self.subject is not None else []
            title = f"Claims: {self.index.event(numbers[0]).title}" if numbers else "Claims"
        return accounts.ledger(self.index, numbers, title, self.ledger_only)

    def sources(self) -> source_views.SourcesView:
        """The sources that the selection cites."""
        return source_views.SourcesView.build(self.index, self.selection, self._copies, self.source_order)

    @property
    def _copies(self) -> Container[str]:
        return frozenset(self.library.sources()) if self.library is not None else ()

    def next_order(self) -> None:
        """Put the sources in the next order."""
        orders = source_views.SOURCE_ORDERS
        self.source_order = orders[(orders.index(self.source_order) + 1) % len(orders)]

    def open_source(self, source_id: str) -> None:
        """Go to a source: at the first event of the selection that cites it."""
        for n in self.index.citing(source_id):
            if n in self.selection:
                self._leap(n)
                self.reading = event_sources(self.index.event(n)).index(source_id)
                return

    def copy(self, source_id: str) -> CopyView | None:
        """The stored copy of a source with its quotes found; ``None`` where there is none. It may take a second."""
        from cttui.explore.copy import open_copy

        return open_copy(self.index, self.library, source_id) if self.library is not None else None

    def read(self) -> source_views.ReadView | None:
        """The reader; ``None`` where there is no event or it has no source."""
        # a source whose only record is damaged has something to tell too
        stored = frozenset(self.library.sources(damaged=True)) if self.library is not None else ()
        return source_views.ReadView.build(self.index, self.subject, self.reading, stored) if self.subject is not None else None
