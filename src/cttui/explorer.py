"""What is open, asked and selected, and where the cursor is: everything a key does, without a screen.

The app turns a key into a call here and hands the views on to its panes. Most of cttui's behaviour is tested on this
class alone.
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from cttui import axis, source_views, views
from cttui import ledger as accounts
from cttui import query as language
from cttui.claims import ALL, LENSES, Lens
from cttui.fields import event_sources
from cttui.index import Index
from cttui.navigator import Navigator

if TYPE_CHECKING:
    from cttui.evidence import CopyView
    from cttui.library import Library


class Explorer(Navigator):
    """A timeline being explored; what ``Navigator`` has, and what is counted, read and shown."""

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
        super().__init__(index, text, at)
        self.library = library
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

    def header(self) -> views.HeaderView:
        """The first line of the screen."""
        return views.HeaderView.build(self.index, self.selection)

    def bar(self) -> views.BarView:
        """The filter bar and the line below it."""
        if self.fault is not None:
            return views.BarView(self.typed, self.fault.sentence(), self._total(), fault=(self.fault.start, self.fault.stop))
        sentence = language.describe(self.query, self.index.vocabulary)
        return views.BarView(self.typed, sentence, self._total(), lifted=0 if self.query else self.lifted)

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

    def time(self) -> axis.TimeView:
        """The time strip."""
        return axis.TimeView.build(self.index, self.selection, self.everything, self.row, self._dead, surely=self.surely)

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
                self._leap(n)
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
