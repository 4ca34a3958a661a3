"""Explore: filter and browse."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from cttui.explore.forms import show_if_listed
from cttui.ui.base.bar import Bar, BarCommands, CompletionsPane
from cttui.ui.base.columns import Column, ColumnCommands, Columns
from cttui.ui.base.commands import ON_EVENT, Command
from cttui.ui.base.detail import DetailPane
from cttui.ui.base.events import EventsPane
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane, PromptPane
from cttui.ui.base.keeping import EditorCommands, EventFormCommands
from cttui.ui.base.marks import MarkCommands, NoteCommands
from cttui.ui.base.moving import EventCommands
from cttui.ui.base.numbers import LensCommands, NumberCommands
from cttui.ui.base.screen import MEDIUM, WIDE, CommandScreen, TooSmallPane
from cttui.ui.base.source import SourceCommands
from cttui.ui.base.values import ValueCommands
from cttui.ui.explore.beside import NO_REFERENCE, BesideCommands
from cttui.ui.explore.facets import FacetsPane
from cttui.ui.explore.moving import HistoryCommands, WindowCommands
from cttui.ui.explore.provinces import ProvincesPane
from cttui.ui.explore.time import TimePane

if TYPE_CHECKING:
    from cttui.curation.event import EventForm

ON_STRIP = frozenset({"zoom_in", "zoom_out", "all_time", "count_dead", "certainty"})
"""Commands whose effect shows on the time strip."""
ON_LIST = frozenset({"around", "order_events", "go_back", "go_forward", "next_mark", "previous_mark", "last_place"})
"""Commands whose effect shows on the list."""
LIST_LEAST = 44
"""Fewest columns of the list."""
LIST = 102
"""Columns with which nine titles in ten are whole; what the terminal has beyond goes to the panes beside the list."""


def _facets_width(total: int) -> int:
    """What the tile map and a facet's values need; up to 40 columns where the list and the event have what they need."""
    return 29 + max(0, min(11, total - LIST - 29 - 50))


def _event_width(total: int) -> int:
    """What a figure with its claimants needs; up to 50 columns where the list has what it needs."""
    return 33 + max(0, min(17, total - LIST - 29 - 33))


FACETS = Column("facets", "#side", _facets_width, 20)
"""Provinces and facets, at the left of the list."""
EVENT = Column("event", "DetailPane", _event_width, 24)
"""The event at the cursor, at the right of it."""
LOOK_EVERY = 1.0
"""Seconds between checks whether another window has changed the notebook."""


class ExploreScreen(
    BesideCommands,
    BarCommands,
    ValueCommands,
    EventCommands,
    WindowCommands,
    HistoryCommands,
    NumberCommands,
    LensCommands,
    MarkCommands,
    NoteCommands,
    SourceCommands,
    EditorCommands,
    EventFormCommands,
    ExportCommands,
    ColumnCommands,
):
    """Filter and browse: the bar, the time strip, provinces and facets, the list, the event."""

    AUTO_FOCUS = "EventsPane"
    KEYS = ("event", "marking", "noting", "digits", "explore", "time", "numbers", "counting", "everywhere", "panes")
    SHOWS_EVENTS = True

    def panes(self) -> ComposeResult:
        """The panes from top to bottom."""
        yield self.filled(HeaderPane())
        with Horizontal(id="question"):
            yield PromptPane()
            yield Bar(self.explorer.typed)
        yield self.filled(NotePane())
        yield self.filled(TimePane())
        with Columns(rest=LIST_LEAST, left=FACETS, right=EVENT, least=MEDIUM, all_from=WIDE):
            with Vertical(id="side"):
                yield self.filled(ProvincesPane())
                yield self.filled(FacetsPane())
            yield self.filled(EventsPane())
            yield self.filled(DetailPane())
        yield FooterPane(self.offers)
        yield CompletionsPane()
        yield TooSmallPane()

    # -- the reader's own ----------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Offer the last place after the first frame."""
        self.call_after_refresh(self._greet)

    def _greet(self) -> None:
        """After the first frame: show marks and notes, and report notebook errors or where the reader was last."""
        if not gc.isenabled():
            # the command line delayed garbage collection until now; objects made so far are kept and not scanned again
            gc.freeze()
            gc.enable()
        self.host.following.follow()
        explorer = self.explorer
        if explorer.desk is None:
            return
        if explorer.open_desk():
            self._show_on_top()
        self.set_interval(LOOK_EVERY, self.look)
        if self.query_one(NotePane).news:
            # a key was pressed meanwhile, and its message matters more
            return
        place = explorer.last_place() if explorer.offers_last else ""
        if trouble := explorer.desk.trouble or explorer.greeting:
            changes = f" {self.keys.shown('changes')} shows what." if explorer.earlier is not None else ""
            self.say(f"{trouble}{changes}")
        elif place:
            self.say(f"{self.keys.shown('last_place')} returns to where you last quit: {place}")

    def look(self) -> None:
        """Show what another window of the same timeline has marked, written or saved meanwhile."""
        if self.explorer.look():
            self._show_on_top()

    def _show_on_top(self) -> None:
        """Show it on the top screen; this screen, if covered, is updated once it is on top."""
        if isinstance(top := self.app.screen, CommandScreen):
            top.show()

    # -- what the keys of this screen do -------------------------------------------------------------------------------

    def can(self, command: Command) -> bool:
        """What the panes' contents allow; ``back`` only if there is a way back, Space only where it filters."""
        events, bar = self.query_one(EventsPane).view, self.query_one(NotePane).view
        detail = self.query_one(DetailPane).view
        in_side = isinstance(self.focused, ProvincesPane | FacetsPane)
        match command.id:
            case "back":
                return not isinstance(self.focused, EventsPane) or self.query_one(DetailPane).theirs is not None
            case "mark" | "note":
                return bool(events and events.count) and not in_side
            case "read":
                return bool(events and events.count) and not in_side
            case "claims":
                return bool(detail and detail.figures) and not in_side
            case "open_url" | "cite":
                return bool(detail and detail.sources) and not in_side
            case "filter" | "clear" if in_side:
                return False
            case "narrow_values" | "tile_left" | "tile_right" if isinstance(self.focused, ProvincesPane):
                return bool(self.focused.check_action(command.id, ()))
            case "audit" | "beside":
                return bool(self.explorer.references)
            case "clear":
                return bool(events and events.filters)
            case "all_provinces":
                return bool(bar and "province" in bar.text)
            case "row":
                return bool(detail and detail.row)
        return super().can(command)

    def show_list(self) -> None:
        """Focus the list and show it."""
        self.remove_class("show-side", "show-detail")
        self.query_one(EventsPane).focus()

    @property
    def detail_in_sight(self) -> bool:
        """Whether the event is on screen, beside the list or over it."""
        return bool(self.query_one(DetailPane).display) and not self.has_class("show-side")

    @property
    def event_in_sight(self) -> bool:
        """Whether the event at the cursor is visible, or there is none."""
        events = self.query_one(EventsPane)
        return self.detail_in_sight or not self.explorer.subject_id or (events.display and events.cursor_in_sight())

    def in_sight(self, command: str) -> bool:
        """On a small screen only one thing shows at a time: the list with the time strip, the facets, or the event."""
        if command in ON_EVENT:
            return self.event_in_sight
        if command in ON_STRIP:
            return bool(self.query_one(TimePane).display) or (command == "count_dead" and self.has_class("show-side"))
        return command not in ON_LIST or bool(self.query_one(EventsPane).display) or self.detail_in_sight

    def reveal(self, command: str) -> bool:
        """Show the list again; commands on its event wait for another key press, since the event is only now visible."""
        events = self.query_one(EventsPane)
        self.show_list()
        self.call_after_refresh(events.show_cursor)
        if command in ON_EVENT:
            self.say(f"The event was off screen; press {self.keys.shown(command)} again to act on it.")
        return command not in ON_EVENT

    @property
    def side_in_sight(self) -> bool:
        """Whether provinces and facets are always shown beside the list."""
        return self.has_class("-wide")

    def run_filter(self) -> None:
        """Focus the bar; on a small screen, show the list too."""
        self.remove_class("show-side", "show-detail")
        self.set_focus(self.query_one(Bar))

    def run_clear(self) -> None:
        """Clear all filters, or restore them."""
        self.edit(lambda explorer: explorer.lift(), "No filters to clear.")

    def run_read(self) -> None:
        """Open the reader; on a small screen, show the event first."""
        if self.detail_in_sight or self.explorer.subject is None:
            super().run_read()
            return
        self._show_detail()

    def _show_detail(self) -> None:
        """Show the event on a small screen."""
        self.set_class(False, "show-side")
        self.set_class(True, "show-detail")
        self.query_one(DetailPane).focus()

    def run_row(self) -> None:
        """Show or hide the row that the event was made from; on a small screen, show the event first."""
        pane = self.query_one(DetailPane)
        hidden = not self.detail_in_sight
        if pane.view is None or pane.view.row is None:
            self.say("The event was not made from a row of a dataset.")
            return
        if hidden:
            self._show_detail()
        if not (hidden and pane.unfolded):
            pane.fold()

    def event_added(self, form: EventForm, news: str | None) -> None:
        """An event was added: go to it, or say that the filters hide it."""
        if news:
            listed = show_if_listed(self.explorer, form.made)
            self.show()
            self.said(news if listed else f"{news} The filters hide it.")

    def run_facets(self) -> None:
        """Focus the facets, or go back; on a small screen, show or hide them."""
        inside = isinstance(self.focused, ProvincesPane | FacetsPane)
        if not self.side_in_sight:
            self.set_class(False, "show-detail")
            self.set_class(not inside, "show-side")
        self.query_one(EventsPane if inside else FacetsPane).focus()

    def run_grid(self) -> None:
        """Provinces by months."""
        self.host.open("grid", self.explorer)

    def run_map(self) -> None:
        """Where the events of the list were."""
        self.host.open("map", self.explorer)

    def run_threads(self) -> None:
        """The first thread that the event is on, at it; the list of threads where it is on none."""
        self.explorer.open_next()
        self.host.open("threads", self.explorer)

    def run_sources(self) -> None:
        """The sources that the selection cites."""
        self.host.open("sources", self.explorer)

    def run_audit(self) -> None:
        """Compare the listed events with the reference sets."""
        if self.explorer.references:
            self.host.open("audit", self.explorer)
        else:
            self.say(NO_REFERENCE)

    def run_all_claims(self) -> None:
        """Who says which number in the whole selection."""
        self.explorer.open_ledger(of_all=True)
        self.host.open("claims", self.explorer)

    def run_views(self) -> None:
        """Saved views, marks and notes."""
        self.explorer.look()
        self.host.open("views", self.explorer)

    def show_event(self) -> None:
        """Show the event on a small screen too."""
        if not self.detail_in_sight:
            self._show_detail()

    def run_back(self) -> None:
        """Go from an event of theirs to the own, else to the list; from there to the grid whose cell is the filter."""
        if self.query_one(DetailPane).leave_theirs():
            return
        if isinstance(self.focused, EventsPane) and self.explorer.undo_cell():
            self.host.open("grid", self.explorer)
            return
        self.show_list()
