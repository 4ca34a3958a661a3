"""The open timeline, query, selection and cursor: everything a key does, without a screen.

The app turns a key into a call here and passes the views on to its panes. Most of cttui's behaviour is tested on this
class alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from cttui.errors import CttuiError, NotebookError, QueryError, UnknownEventError
from cttui.explore import provinces
from cttui.explore.header import AboutView, NamedQuery
from cttui.explore.history import Visit
from cttui.explore.state import SOURCE_ORDERS, State
from cttui.explore.walker import Walker
from cttui.model.axis import Layout
from cttui.model.claims import BEST, LENSES, TOLL_MEASURE, Lens, LensError
from cttui.query import language
from cttui.query.fields import CHANGED, event_sources
from cttui.store.index import Answer, Ask, Index, whose
from cttui.store.wants import Bars, InFull, Named, Reading, ToSourced, ToValue
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.audit.scope import ReferenceSet
    from cttui.copies.library import Library
    from cttui.explore.claims import Only
    from cttui.explore.earlier import Earlier
    from cttui.explore.finding import Finder, Found
    from cttui.explore.moved import Moved
    from cttui.model.records import Event
    from cttui.notebook.desk import Desk, DeskView
    from cttui.timeline.outline import Outline

SHOW_COPIES = frozenset({"read", "sources"})
"""The views that say which sources have a stored copy."""


class Explorer(Walker):
    """A timeline being explored; what ``Walker`` has, and what is counted, read and shown."""

    def __init__(
        self,
        index: Index,
        text: str = "",
        at: str | None = None,
        library: Library | None = None,
        desk: Desk | Callable[[], Desk] | None = None,
        outline: Callable[[], Outline] | None = None,
    ) -> None:
        """Open with a query's text, and the cursor on an event if one is given.

        Args:
            index: The timeline's index.
            text: What the filter bar says.
            at: An event's id.
            library: The reader's stored copies.
            desk: The reader's marks, notes and views, or a function that loads them on first use.

            outline: Reads the coasts and borders that the timeline names, when the map is first shown.

        Raises:
            QueryError: The text is not a valid query.
            UnknownEventError: No event has this id.
        """
        super().__init__(index, text, at)
        self.library = library
        self._desk = None if callable(desk) else desk
        self._make_desk = desk if callable(desk) else None
        if self._make_desk is not None:
            # the first frame does not wait for the notebook; if the query asks for marks, it has been read by now
            index.owner = None
        self._read_outline = outline
        self._outline: Outline | None = None
        self._outline_trouble = ""
        self.fresh: frozenset[str] = frozenset()
        """The ids of the events that changed a moment ago."""
        self.marks_changed = False
        """Whether every event that ``is:changed`` finds is marked in the list."""
        self._edition = 0
        """How often another index was taken over."""
        self.offers_last = False
        """Whether to offer the place where the reader was last."""
        self.earlier: Earlier | None = None
        """An edition since which changes are marked, and can be shown."""
        self.greeting = ""
        """What is said when the first frame stands; empty for nothing."""
        self.references: tuple[ReferenceSet, ...] = ()
        """The sets that the timeline is held against, in the order in which they were given."""
        self.source_order = SOURCE_ORDERS[0]
        self._since: int | None = None
        """The event at the cursor when it was chosen; ``None`` if it belongs to the next event."""
        self._bars: Layout | None = None
        """The bars on screen."""
        self.counts_dead = False
        """Whether provinces, facets and time count deaths instead of events."""
        self.ledger_of_all = False
        """Whether the ledger covers the whole selection instead of the event at the cursor."""
        self.ledger_only: Only = ""
        self._finder: Finder | None = None
        self.places: dict[str, float] = {}
        """Scroll position in each source, in lines from its top."""
        self.cell = (0, 0)
        """The grid's cursor when a cell was last chosen: row and column."""
        self._drilled: tuple[Visit, str] | None = None
        """The place before a cell of the grid was chosen, and the resulting query."""
        if at is not None:
            # checks that the event exists, and whether the filters hide it
            self._settle()

    def province_of_key(self, key: str) -> str | None:
        """The token of the province that a digit toggles: one of the tile map, or of the first in the ranked list."""
        if provinces.has_tiles(self.index.head):
            return provinces.keys_of(self.index.head).get(key)
        view = self.views(("provinces",)).get("provinces")
        return next((tile.choice.token for tile in view.tiles if tile.key == key), None) if key and view is not None else None

    def state(self, names: Collection[str]) -> State:
        """The current state; what only some views need is included if they are among ``names``."""
        return State(
            self.index.head,
            self.index.vocabulary,
            self.index.register,
            self.index.count,
            self.whole,
            self.query,
            self.window,
            self.surely,
            self.sight,
            typed=self.typed,
            fault=self.fault,
            lifted=self.lifted,
            lens=self.lens,
            counts_dead=self.counts_dead,
            bars=self._bars,
            subject=self._step,
            reading=self._reading,
            since=self._since,
            copies=self._copies(names),
            order=self.source_order,
            of_all=self.ledger_of_all,
            only=self.ledger_only,
            path=self.path,
            steps_read=tuple(self._read_steps.items()),
            kept=self._desk.kept if self._desk is not None else None,
            desk=self._desk,
            outline=self.outline if "atlas" in names else None,
            outline_trouble=self._outline_trouble,
            edition=self._edition,
            fresh=self.fresh,
            marks_changed=self.marks_changed,
            first_provinces=self.first_provinces,
        )

    @property
    def outline(self) -> Outline | None:
        """The coasts and borders that the timeline names, read when they are first asked for; ``None`` if there are none."""
        if self._read_outline is not None:
            try:
                self._outline = self._read_outline()
            except CttuiError as error:
                self._outline_trouble = str(error)
            self._read_outline = None
        return self._outline

    def _copies(self, names: Collection[str]) -> frozenset[str]:
        """The sources with a stored copy; the reader also includes those whose only record is damaged."""
        if self.library is None or SHOW_COPIES.isdisjoint(names):
            return frozenset()
        return frozenset(self.library.sources(damaged="read" in names))

    def _ask(self, names: Iterable[str]) -> Ask:
        """What some views still need; the notebook is opened for the desk."""
        names = tuple(names)
        if "desk_view" in names and self._desk is None and self._make_desk is not None:
            self._open_notebook(self._make_desk)
        return super()._ask(names)

    def _take(self, answer: Answer) -> None:
        """Store what was answered, including the current source and the bars on screen."""
        super()._take(answer)
        self._since = answer.cursor
        for want, part in answer.parts.items():
            if isinstance(want, Bars):
                self._bars = part.layout
            elif isinstance(want, Reading):
                self._reading = part.current if part is not None else 0
                # the same source by position, so that it is not asked again
                self._known[Reading(want.id, self._reading, want.most)] = part

    # -- another index -----------------------------------------------------------------------------------------------

    def take_over(self, index: Index, fresh: frozenset[str] = frozenset(), changed: frozenset[str] = frozenset()) -> bool:
        """Go on in another index of the timeline, whose file was changed; everything that still is there stays as it was.

        Args:
            index: The index.
            fresh: The ids of the events that are new or changed in it, which are marked until ``age``.
            changed: The ids of those that are new or changed since the timeline was opened, or since a revision.

        Returns:
            Whether the event that commands act on is still there.
        """
        from cttui.explore.moved import Moved

        self._settle()
        subject, moved = self.subject_id, Moved(self.index, index)
        self._renew(index, moved)
        self.fresh = fresh
        index.own({CHANGED: changed})
        self._settle()
        return not subject or moved.holds(subject)

    def age(self) -> bool:
        """Mark what changed no more; false if nothing was marked."""
        aged, self.fresh = bool(self.fresh), frozenset()
        return aged

    def _renew(self, index: Index, moved: Moved) -> None:
        """The source that is read stays the same, whatever its position; so do lens and notebook."""
        # of all sources of the event that were read, the one that is now
        known = ((want, part) for want, part in self._known.items() if isinstance(want, Reading) and part is not None)
        read = next((part for want, part in known if want.source == self._reading), None)
        owner = self.index.owner
        self._edition += 1
        super()._renew(index, moved)
        if read is not None:
            self._reading = read.sources[read.current].id
        if self._since is not None:
            self._since = moved.exactly(self._since)
        if self._desk is not None:
            self._desk.take_over(index)
        else:
            index.owner = owner
        try:
            self.lens = whose(index.vocabulary, self.lens.name)
        except LensError:
            self.lens = Lens(LENSES[0])
        self._bars = self._finder = None
        if self._drilled is not None:
            self._drilled = (self._visited(self._drilled[0], moved), self._drilled[1])

    # -- reading -----------------------------------------------------------------------------------------------------

    def _moved(self) -> None:
        """Another event starts at its first source, unless one of its sources was chosen."""
        if self._since is not None:
            self._reading = 0

    @property
    def reading(self) -> int:
        """Position of the source that the reader shows."""
        if self.at_once:
            self._one("read")
        return self._reading if isinstance(self._reading, int) else 0

    def read_source(self, position: int) -> None:
        """Show another of the event's sources, or the nearest end of the list."""
        self._since = self.cursor
        self._reading = max(0, position)

    def read_at(self, event_id: str, source: int) -> None:
        """Go to an event and one of its sources.

        Raises:
            UnknownEventError: No event has this id.
        """
        self._settle()
        self._reading, self._since = max(0, source), None
        self.go_to(event_id)

    def open_source(self, source_id: str) -> None:
        """Go to a source: at the first event of the selection that cites it."""
        self._settle()
        before = self._reading, self._since
        self._reading, self._since = source_id, None
        if not self._seek(ToValue("source", source_id)):
            self._reading, self._since = before

    def subject_event(self) -> Event | None:
        """The event that commands act on; ``None`` if there is none."""
        part = self._part(InFull(self._step))
        return part.event if part is not None else None

    def has_sources(self) -> bool:
        """Whether the event has a source to read."""
        event = self.subject_event()
        return event is not None and bool(event_sources(event))

    def open_ledger(self, *, of_all: bool) -> None:
        """Switch to the ledger of the event at the cursor, or of the whole selection, showing all claims."""
        self.ledger_of_all, self.ledger_only = of_all, ""

    def next_event(self, by: int) -> bool:
        """Read the next event with a source in this direction, or the path's next step; false if there is none."""
        return self.step(by) if self.walking else self._seek(ToSourced(self.position + by, by))

    # -- finding -----------------------------------------------------------------------------------------------------

    def saved_views(self) -> tuple[NamedQuery, ...]:
        """The named queries."""
        own = () if self.desk is None else self.desk.kept.views
        return (
            *(NamedQuery(view.name, view.query, "the timeline's") for view in self.index.head.views),
            *(NamedQuery(view.name, view.query, "yours") for view in own),
        )

    def find(self, text: str, most: int = 20) -> tuple[Found, ...]:
        """What a text may mean: events up to a limit, and the values and views with such names."""
        if self._finder is None:
            from cttui.explore.finding import Finder

            self._finder = Finder(self.index)
        return self._finder.find(text, self.saved_views(), most)

    # -- the grid ----------------------------------------------------------------------------------------------------

    def take_cell(self, row: int, column: int) -> None:
        """Filter by a cell of the grid."""
        from cttui.explore.grid import cell_query, frame_of

        frame, before = frame_of(self.state(())), self.place
        self._edit(cell_query(self.query, frame.rows[row], frame.columns[column], surely=self.surely))
        self.sight = self.sight._replace(cell=(row, column))
        self._drilled = (before, self.query.text)

    def undo_cell(self) -> bool:
        """Restore the query from before a cell was chosen; false if the query has changed since."""
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
        """The reader's marks, notes and views; ``None`` without a notebook."""
        if self._desk is None and self._make_desk is not None:
            self._open_notebook(self._make_desk)
        return self._desk

    def _open_notebook(self, make: Callable[[], Desk]) -> None:
        self._desk = make()
        self._desk.take_over(self.index)
        own = self._desk.kept.values()
        self.index.own(own)
        if any(own.values()):
            self.select_again()

    def open_desk(self) -> bool:
        """Load the reader's marks and notes; false if there are none."""
        kept = self.desk.kept if self.desk is not None else None
        if kept is None or not (kept.marks or kept.notes):
            return False
        self.select_again()
        return True

    def _own(self) -> Desk:
        if self.desk is None:
            raise NotebookError("there is no notebook to save to")
        return self.desk

    def change_desk(self, change: Callable[[Desk], object]) -> None:
        """Change the notebook, and update the selection.

        Raises:
            NotebookError: There is no notebook, or it cannot be written.
        """
        change(self._own())
        self.select_again()

    def look(self) -> bool:
        """Load what another window has marked, written or saved; false if nothing changed."""
        changed = self.desk is not None and self.desk.look()
        if changed:
            self.select_again()
        return changed

    def toggle_mark(self) -> bool:
        """Mark or unmark the current event; true if it is now marked.

        Raises:
            NotebookError: There is no event, or the notebook cannot be written.
        """
        if not self.subject_id:
            raise NotebookError("no event is selected")
        marked = self._own().toggle_mark(self.subject_id)
        self.select_again()
        return marked

    def note(self) -> str:
        """The reader's note on the current event."""
        return self._desk.note(self.subject_id) if self._desk is not None else ""

    def write_note(self, event: str, text: str, before: str) -> None:
        """Replace the note on an event; an empty one deletes it.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._own().write_note(event, text, before)
        self.select_again()

    def run_view(self, query: str) -> None:
        """Run a view's query.

        Raises:
            QueryError: It is not a valid query for this timeline.
        """
        self._edit(language.parse(query, self.index.vocabulary))

    def desk_view(self) -> DeskView:
        """The reader's marks, notes and views, and the timeline's views."""
        view: DeskView = self._one("desk_view")
        return view

    def last_place(self) -> str:
        """Where the reader was last, in words; empty if unknown or here."""
        from cttui.explore.detail import brief_date

        place = self.desk.last if self.desk is not None else None
        if place is None:
            return ""
        try:
            query = language.parse(place.query, self.index.vocabulary)
        except QueryError:
            return ""
        found = self._part(Named((place.event,))) if place.event else ()
        if found is None:
            # a slow engine is not waited for just to name it
            return f"{shorten(place.event, 60)}{f' · {query.text}' if query else ''}"
        if query == self.query and (not found or found[0].n == self.cursor):
            return ""
        where = f"{brief_date(found[0].date)}, {shorten(found[0].title, 40)}" if found else "an event that was removed"
        return f"{where}{f' · {query.text}' if query else ''}"

    def go_to_last(self) -> bool:
        """Go to where the reader was last; false if unknown."""
        place = self.desk.last if self.desk is not None else None
        if place is None or not self.last_place():
            return False
        self.run_view(place.query)
        with suppress(UnknownEventError):
            self.go_to(place.event)
        return True

    def leave(self) -> str:
        """Save the place for the next time; return the error if it cannot be saved."""
        return self.desk.leave(self.query.text, self.row.id if self.row else "") if self.desk is not None else ""

    # -- counting ----------------------------------------------------------------------------------------------------

    def count_as(self, name: str) -> None:
        """Count by another lens: one of ``claims.LENSES``, a claimant, or a source's id.

        Raises:
            LensError: Nothing in the timeline has this name.
        """
        self._count(whose(self.index.vocabulary, name))

    def next_lens(self) -> None:
        """Switch to the next of the lenses; that of best numbers is left out where no claim of the timeline has one."""
        here = LENSES.index(self.lens.name) if self.lens.name in LENSES else -1
        after = (LENSES[(here + step) % len(LENSES)] for step in range(1, len(LENSES) + 1))
        self._count(Lens(next(name for name in after if name != BEST or self.index.has_best)))

    def _count(self, lens: Lens) -> None:
        """Count by a lens; where the list is in order of the dead, its events are elsewhere in it then."""
        if self.query.order == TOLL_MEASURE and lens != self.lens and self._answer is not None:
            self._stay()
            self._change()
        self.lens = lens

    def next_ledger(self) -> None:
        """Keep the ledger to what is disputed, to what differs, to what stands alone, or show all again."""
        from cttui.explore.claims import ONLY

        self.ledger_only = ONLY[(ONLY.index(self.ledger_only) + 1) % len(ONLY)]

    # -- views -------------------------------------------------------------------------------------------------------

    def about(self) -> AboutView:
        """What the timeline is and how it was made."""
        return AboutView.build(self.index, self.outline.notice if self.outline is not None else "")

    def next_order(self) -> None:
        """Sort the sources by the next order."""
        self.source_order = SOURCE_ORDERS[(SOURCE_ORDERS.index(self.source_order) + 1) % len(SOURCE_ORDERS)]
