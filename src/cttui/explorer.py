"""What is open, asked and selected, and where the cursor is: everything a key does, without a screen.

The app turns a key into a call here and hands the views on to its panes. Most of cttui's behaviour is tested on this
class alone.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from cttui import ledger as accounts
from cttui import query as language
from cttui import source_views, views
from cttui.claims import ALL, LENSES, Lens
from cttui.errors import QueryError
from cttui.fields import event_sources
from cttui.index import Index, Row, Selection
from cttui.query import Completion, Query

if TYPE_CHECKING:
    from cttui.evidence import CopyView
    from cttui.finding import Finder, Found
    from cttui.library import Library


class Explorer:
    """A timeline being explored.

    Attributes:
        index: The timeline's index.
        typed: What the filter bar says, faulty or not.
        fault: What is wrong with it; ``None`` where it is a query.
        selection: The events of the last query that was one.
        cursor: Number of the event under the cursor; ``None`` in an empty selection.
    """

    def __init__(self, index: Index, text: str = "", at: str | None = None, library: Library | None = None) -> None:
        """Open with a query's text and the cursor on an event, where one is named.

        Args:
            index: The timeline's index.
            text: What the filter bar says.
            at: An event's id.
            library: The reader's stored copies.

        Raises:
            QueryError: The text is no query.
            UnknownEventError: No event has this id, or the query does not select it.
        """
        self.index = index
        self.library = library
        self.source_order = source_views.SOURCE_ORDERS[0]
        self.everything = index.select(Query())
        self.typed = text
        self.fault: QueryError | None = None
        self._good = text
        """What the bar said when it last was a query."""
        self.selection: Selection = index.select(language.parse(text, index.vocabulary))
        self.cursor: int | None = self.selection.at(0) if self.selection else None
        self._anchor = self.cursor or 0
        """The event last moved to; the cursor comes back to it when a filter that hid it is lifted."""
        self.reading = 0
        """Position of the source that the reader shows."""
        self.lens: Lens = ALL
        """Whose figures are counted."""
        self.counts_dead = False
        """Whether provinces, facets and time count the dead and not the events."""
        self.ledger_of_all = False
        """Whether the ledger is of the whole selection and not of the event at the cursor."""
        self.ledger_only: accounts.Only = ""
        self._finder: Finder | None = None
        if at is not None:
            n = index.number(at)
            if n not in self.selection:
                self.ask("")
            self._anchor = n
            self._place()

    @property
    def query(self) -> Query:
        """The query whose events are selected."""
        return self.selection.query

    # -- asking ------------------------------------------------------------------------------------------------------

    def ask(self, text: str) -> None:
        """Take what the bar says; where it is no query, ``fault`` says why and the last good selection stays."""
        self.typed = text
        try:
            asked = language.parse(text, self.index.vocabulary)
        except QueryError as error:
            self.fault = error
            begun = bool(self._good) and text.startswith((f"{self._good}:", f"{self._good}!:"))
            if begun and isinstance(self.query.clauses[-1], language.Word):
                # what was a word a key ago is becoming a field: it was never meant as a word
                self._select(Query(self.query.clauses[:-1]))
                self._good = self.query.text
        else:
            self.fault, self._good = None, text
            self._select(asked)

    def toggle(self, field: str, token: str) -> None:
        """Ask for a value of a field, or no longer."""
        self._edit(self.query.toggle(field, token))

    def exclude(self, field: str, token: str) -> None:
        """Leave a value of a field out, or no longer."""
        self._edit(self.query.exclude(field, token))

    def clear(self, field: str) -> None:
        """Lift every filter on a field."""
        self._edit(self.query.without(field))

    def clear_all(self) -> None:
        """Lift every filter."""
        self._edit(Query())

    def _edit(self, query: Query) -> None:
        self.typed, self.fault, self._good = query.text, None, query.text
        self._select(query)

    def _select(self, query: Query) -> None:
        if query != self.query:
            self.selection = self.index.select(query)
            self._place()

    def province_of_key(self, key: str) -> str | None:
        """The token of the province that a digit toggles."""
        return next((tile.choice.token for tile in self.provinces().tiles if tile.key == key), None)

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """Ways to finish the word at the cursor, with the most frequent values first."""
        counts: dict[str, dict[str, int]] = {}

        def count(field: str, token: str) -> int:
            if field not in counts:
                counts[field] = self.index.facet(field, Query())
            return counts[field].get(token, 0)

        return language.complete(text, cursor, self.index.vocabulary, count)

    def saved_views(self) -> tuple[views.SavedView, ...]:
        """The queries that have a name."""
        return tuple(views.SavedView(view.name, view.query, "the timeline's") for view in self.index.head.views)

    def find(self, text: str, most: int = 20) -> tuple[Found, ...]:
        """What a text may mean: at most so many events, and the values and views that are named so."""
        if self._finder is None:
            from cttui.finding import Finder

            self._finder = Finder(self.index)
        return self._finder.find(text, self.saved_views(), most)

    # -- moving ------------------------------------------------------------------------------------------------------

    @property
    def position(self) -> int:
        """Position of the cursor in the selection; 0 where it is empty."""
        return self.selection.position(self.cursor) if self.cursor is not None and self.selection else 0

    def move_to(self, position: int) -> None:
        """Put the cursor on the event at a position, or on the nearest end."""
        if self.selection:
            self._anchor = self.selection.at(max(0, min(position, self.selection.count - 1)))
            self._place()

    def go_to(self, event_id: str) -> None:
        """Put the cursor on an event, lifting the filters where they hide it.

        Raises:
            UnknownEventError: No event has this id.
        """
        n = self.index.number(event_id)
        if n not in self.selection:
            self.clear_all()
        self._anchor = n
        self._place()

    def _place(self) -> None:
        """Put the cursor on the anchor, or, where it is not selected, on the next event by date, else on the last."""
        before = self.cursor
        if not self.selection:
            self.cursor = None
        else:
            self.cursor = self.selection.at(min(self.selection.position(self._anchor), self.selection.count - 1))
        if self.cursor != before:
            self.reading = 0

    def read_source(self, position: int) -> None:
        """Show another of the event's sources, or the nearest end of them."""
        view = self.read()
        self.reading = max(0, min(position, len(view.sources) - 1)) if view else 0

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

    @property
    def row(self) -> Row | None:
        """The event under the cursor as lists show it."""
        return self.index.rows(self.selection, self.position, self.position + 1)[0] if self.cursor is not None else None

    def header(self) -> views.HeaderView:
        """The first line of the screen."""
        return views.HeaderView.build(self.index, self.selection)

    def bar(self) -> views.BarView:
        """The filter bar and the line below it."""
        if self.fault is not None:
            return views.BarView(self.typed, self.fault.sentence(), self._total(), (self.fault.start, self.fault.stop))
        return views.BarView(self.typed, language.describe(self.query, self.index.vocabulary), self._total())

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

    def about(self) -> views.AboutView:
        """What the timeline is and how it was made."""
        return views.AboutView.build(self.index)

    def time(self) -> views.TimeView:
        """The time strip."""
        return views.TimeView.build(self.index, self.selection, self.everything, self.row, self._dead)

    def provinces(self) -> views.ProvincesView:
        """The tile map."""
        return views.ProvincesView.build(self.index, self.query, self._dead)

    def facets(self) -> views.FacetsView:
        """The facets pane."""
        return views.FacetsView.build(self.index, self.query, self._dead)

    def events(self) -> views.EventsView:
        """The list of events."""
        return views.EventsView.build(self.index, self.selection, self.position, self.lens)

    def detail(self) -> views.DetailView | None:
        """The event under the cursor, whole; ``None`` in an empty selection."""
        return views.DetailView.build(self.index, self.cursor) if self.cursor is not None else None

    def ledger(self) -> accounts.Ledger:
        """Who says which number: of the event at the cursor, or of the whole selection."""
        if self.ledger_of_all:
            count = self.selection.count
            numbers = [self.selection.at(position) for position in range(min(count, accounts.MOST_EVENTS))]
            title = f"Claims of {count:,} event{'s' if count != 1 else ''}" + (f": {self.query.text}" if self.query else "")
        else:
            numbers = [self.cursor] if self.cursor is not None else []
            title = f"Claims: {self.row.title}" if self.row else "Claims"
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
                self._anchor = n
                self._place()
                self.reading = event_sources(self.index.event(n)).index(source_id)
                return

    def copy(self, source_id: str) -> CopyView | None:
        """The stored copy of a source with its quotes found; ``None`` where there is none. It may take a second."""
        from cttui.evidence import open_copy

        return open_copy(self.index, self.library, source_id) if self.library is not None else None

    def read(self) -> source_views.ReadView | None:
        """The reader; ``None`` where there is no event or it has no source."""
        return (
            source_views.ReadView.build(self.index, self.cursor, self.reading, self._copies)
            if self.cursor is not None
            else None
        )
