"""The app: panes, screens, and for each message one short handler that calls the explorer."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.command import CommandPalette, Provider
from textual.css.query import NoMatches
from textual.screen import Screen

from cttui.errors import TimelineError
from cttui.explore.explorer import Explorer
from cttui.settings import Settings
from cttui.ui.base import messages
from cttui.ui.base.screen import CommandScreen
from cttui.ui.base.theme import unknown_theme
from cttui.ui.explore.bar import Bar, CompletionsPane
from cttui.ui.explore.detail import DetailPane
from cttui.ui.explore.events import EventsPane
from cttui.ui.explore.facets import FacetsPane
from cttui.ui.explore.provinces import ProvincesPane
from cttui.ui.explore.screen import ExploreScreen
from cttui.ui.keeping_app import KeepingApp

if TYPE_CHECKING:
    from cttui.ui.claims.pane import ClaimsPane
    from cttui.ui.sources.pane import SourceListPane


def _finder() -> type[Provider]:
    from cttui.ui.finder.finders import FinderProvider

    return FinderProvider


__all__ = ["CttuiApp", "unknown_theme"]


class CttuiApp(KeepingApp):
    """cttui on a screen."""

    CSS_PATH = "app.tcss"
    TITLE = "cttui"
    ESCAPE_TO_MINIMIZE = False
    COMMANDS = {_finder}

    def __init__(
        self,
        opened: Explorer | TimelineError,
        *,
        theme: str = "",
        ascii_only: bool = False,
        animate: bool = False,
        settings: Settings | None = None,
    ) -> None:
        """Show a timeline, or what is wrong with it.

        Args:
            opened: The timeline being explored, or why it cannot be.
            theme: Name of a theme; empty for cttui's own dark one, or the monochrome one where colour is not wanted.
            ascii_only: Whether signs are plain ASCII.
            animate: Whether scrolling and the palette move smoothly.
            settings: What the reader's settings file says.

        Raises:
            SettingsError: The settings give keys to no command, are no keys, or clash.
        """
        explorer = opened if isinstance(opened, Explorer) else None
        super().__init__(explorer, theme=theme, ascii_only=ascii_only, animate=animate, settings=settings)
        self._faults = opened if isinstance(opened, TimelineError) else None

    def get_default_screen(self) -> Screen[Any]:
        """The timeline, or its faults."""
        if self._faults is not None:
            from cttui.ui.faults.screen import FaultsScreen

            return FaultsScreen(self._faults.path, self._faults.problems)
        return ExploreScreen(self.fill)

    # -- requests of panes -------------------------------------------------------------------------------------------

    def on_ask(self, message: messages.Ask) -> None:
        """The bar says something else."""
        if self.explorer is not None:
            self.remember_top()
            self.explorer.ask(message.text)
            self.say_query(typing=True)
            self.show_views()
            self._complete()

    def on_toggle(self, message: messages.Toggle) -> None:
        """A value was chosen."""
        self.edit(lambda explorer: explorer.toggle(message.field, message.token))

    def on_exclude(self, message: messages.Exclude) -> None:
        """A value was left out."""
        self.edit(lambda explorer: explorer.exclude(message.field, message.token))

    def on_only(self, message: messages.Only) -> None:
        """A value was chosen alone."""
        self.edit(lambda explorer: explorer.only(message.field, message.token))

    def on_clear(self, message: messages.Clear) -> None:
        """A field was freed of filters."""
        self.edit(lambda explorer: explorer.clear(message.field))

    def on_move_to(self, message: messages.MoveTo) -> None:
        """The cursor moved."""
        if self.explorer is not None:
            self.explorer.move_to(message.position)
            self.say("")
            self.show_views(query_changed=False)

    def on_move_by(self, message: messages.MoveBy) -> None:
        """The cursor moved from where it is by now."""
        if self.explorer is not None:
            self.on_move_to(messages.MoveTo(self.explorer.position + message.by))

    def on_go_to(self, message: messages.GoTo) -> None:
        """Another event was asked for: what shows neither it nor the list makes room."""
        if self.explorer is not None:
            self.explorer.walking = False
        while self.screen.has_class("-apart"):
            self.pop_screen()
        self.edit(lambda explorer: explorer.go_to(message.event_id))

    def on_read_claim(self, message: messages.ReadClaim) -> None:
        """The source of a claim was asked for."""
        if self.explorer is not None:
            self.explorer.read_at(message.event_id, message.source)
            self._goal = message.quote
            self.open_reader()

    def on_open_source(self, message: messages.OpenSource) -> None:
        """A source was asked for."""
        if self.explorer is not None:
            self.explorer.open_source(message.source_id)
            self.show_views(query_changed=False)
            self.open_reader()

    def on_bar_left(self) -> None:
        """The bar gave up the keyboard: it goes to the list."""
        for pane in self.screen.query("EventsPane, SourceListPane"):
            pane.focus()

    def on_run(self, message: messages.Run) -> None:
        """A key or the palette asked for a command."""
        self.say("")
        run = getattr(self, f"run_{message.command}", None)
        # a key may have been pressed on a screen that another has covered since: then its panes are not there
        with suppress(NoMatches):
            if run is not None:
                run(int(message.argument or 1))
            elif action := getattr(self.focused, f"action_{message.command}", None):
                # a pane's own command, clicked in the footer
                action()

    def _complete(self) -> None:
        """Propose ways to finish the word; by now another screen may be on top, which has no bar."""
        for bar in self.screen.query(Bar):
            if self.explorer is not None and bar.has_focus:
                self.screen.query_one(CompletionsPane).show(tuple(self.explorer.complete(bar.value, bar.cursor_position)))

    # -- commands: one method for each row of COMMANDS that is no pane's own ------------------------------------------

    def run_toggle_province(self, place: int) -> None:
        """A digit: take the province in, or out."""
        self._province(place, lambda explorer, token: explorer.toggle("province", token))

    def run_exclude_province(self, place: int) -> None:
        """Shift and a digit: leave the province out."""
        self._province(place, lambda explorer, token: explorer.exclude("province", token))

    def _province(self, place: int, change: Any) -> None:
        token = self.explorer.province_of_key(str(place)) if self.explorer else None
        if token is None:
            self.say(f"this timeline has no province {place}")
        else:
            self.edit(lambda explorer: change(explorer, token))

    def run_all_provinces(self, _place: int) -> None:
        """Lift the filter on provinces."""
        self.edit(lambda explorer: explorer.clear("province"))

    def run_filter(self, _place: int) -> None:
        """Put the keyboard in the bar; on a small screen, with the list in sight."""
        if isinstance(self.screen, ExploreScreen):
            self.screen.action_filter()

    def run_clear(self, _place: int) -> None:
        """Lift every filter, or put them back."""
        self.edit(lambda explorer: explorer.lift(), "there is no filter to lift")

    def run_read(self, _place: int) -> None:
        """Open the reader; on a small screen, show the event first."""
        screen = self.screen
        if self.explorer is None:
            return
        if self.explorer.subject is None:
            self.say("no event is selected")
        elif isinstance(screen, ExploreScreen) and not screen.detail_in_sight:
            screen.set_class(False, "show-side")
            screen.set_class(True, "show-detail")
            screen.query_one(DetailPane).focus()
        elif self.explorer.read() is None:
            self.say("this event has no source")
        else:
            self.open_reader()

    # the panes of screens that are imported only when they are shown

    @property
    def _claims(self) -> ClaimsPane:
        from cttui.ui.claims.pane import ClaimsPane

        return self.screen.query_one(ClaimsPane)

    @property
    def _source_list(self) -> SourceListPane:
        from cttui.ui.sources.pane import SourceListPane

        return self.screen.query_one(SourceListPane)

    def run_facets(self, _place: int) -> None:
        """Put the keyboard on the facets, or back; on a small screen, show or hide them."""
        screen = self.screen
        if not isinstance(screen, ExploreScreen):
            return
        inside = isinstance(self.focused, ProvincesPane | FacetsPane)
        if not screen.side_in_sight:
            screen.set_class(False, "show-detail")
            screen.set_class(not inside, "show-side")
        screen.query_one(EventsPane if inside else FacetsPane).focus()

    # -- the map

    def run_sources(self, _place: int) -> None:
        """The sources that the selection cites."""
        from cttui.ui.sources.screen import SourcesScreen

        self.open_screen(SourcesScreen)

    def run_open_source(self, _place: int) -> None:
        """Read the source at the cursor."""
        if (row := self._source_list.row) is not None:
            self.on_open_source(messages.OpenSource(row.id))

    def run_order_sources(self, _place: int) -> None:
        """Order the sources otherwise."""
        self.edit(lambda explorer: explorer.next_order())

    def run_filter_sources(self, _place: int) -> None:
        """Put the keyboard in the bar."""
        self.screen.query_one(Bar).focus()

    def run_claims(self, _place: int) -> None:
        """Who says which number about the event."""
        self._ledger(of_all=False)

    def run_all_claims(self, _place: int) -> None:
        """Who says which number in the whole selection."""
        self._ledger(of_all=True)

    def _ledger(self, *, of_all: bool) -> None:
        if self.explorer is not None:
            self.explorer.ledger_of_all = of_all
            self.explorer.ledger_only = ""
            from cttui.ui.claims.screen import ClaimsScreen

            self.open_screen(ClaimsScreen)

    def run_only(self, _place: int) -> None:
        """Keep the ledger to what is disputed, or differs, or show all."""
        if self.explorer is not None:
            self.explorer.next_ledger()
            self.show_views()
            self.say(
                {"": "all claims", "disputed": "only what is disputed", "differing": "only what differs"}[
                    self.explorer.ledger_only
                ]
            )

    def run_read_claim(self, _place: int) -> None:
        """Read the source of the claim at the cursor."""
        if (entry := self._claims.entry) is not None:
            self.on_read_claim(messages.ReadClaim(entry.event_id, entry.source, entry.quote))

    def run_count_by(self, _place: int) -> None:
        """Count by the claimant at the cursor alone."""
        if (entry := self._claims.entry) is not None:
            self.edit(lambda explorer: explorer.count_as(entry.by))

    def run_next_lens(self, _place: int) -> None:
        """Count by the next lens."""
        self.edit(lambda explorer: explorer.next_lens())

    def run_count_dead(self, _place: int) -> None:
        """Count the dead, or the events again."""
        if self.explorer is not None:
            self.explorer.counts_dead = not self.explorer.counts_dead
            self.show_views()

    def run_back(self, _place: int) -> None:
        """One level back: from the reader to the list, from a pane to the list."""
        if len(self.screen_stack) > 1:
            if self.back_in_path():
                return
            self.pop_screen()
            self.walk_on()
            self.show_views()
            self.load_copy()
            return
        if isinstance(self.focused, EventsPane) and self.undo_cell():
            return
        self.screen.remove_class("show-side", "show-detail")
        self.screen.query_one(EventsPane).focus()

    def run_help(self, _place: int) -> None:
        """List the keys."""
        from cttui.ui.help.screen import HelpScreen

        def run(command: str | None) -> None:
            if command:
                self.post_message(messages.Run(command))

        if isinstance(screen := self.screen, CommandScreen):
            self.push_screen(HelpScreen(screen.here, screen.can_run), run)

    def run_about(self, _place: int) -> None:
        """Show how the timeline was made."""
        if self.explorer is not None:
            from cttui.ui.help.screen import AboutScreen

            self.push_screen(AboutScreen(self.explorer.about()))

    def run_quit(self, _place: int) -> None:
        """Leave."""
        self.exit()

    def run_theme(self, _place: int) -> None:
        """Choose among the themes."""
        from textual.theme import ThemeProvider

        from cttui.ui.finder.finders import FinderScreen

        self.push_screen(FinderScreen(providers=[ThemeProvider], placeholder="Search for themes…"))

    def run_palette(self, _place: int) -> None:
        """Open the palette."""
        self.action_palette()

    # -- the palette -------------------------------------------------------------------------------------------------

    def action_palette(self) -> None:
        """Open the palette, over any screen but itself."""
        if not isinstance(self.screen, CommandPalette):
            from cttui.ui.finder.finders import FinderScreen

            what = "Find a command" if self.explorer is None else "Find an event, province, party, tag, thread, view or command"
            self.push_screen(FinderScreen(placeholder=what))

    def show_value(self, field: str, token: str) -> None:
        """Filter by a value, as its pane would, where that is not done already."""
        if self.explorer is not None and token not in self.explorer.query.chosen(field):
            self.on_toggle(messages.Toggle(field, token))

    def open_thread(self, thread_id: str) -> None:
        """Read a thread step by step."""
        if self.explorer is not None:
            self.explorer.open_path(thread_id)
            self.run_threads(1)

    def open_view(self, query: str) -> None:
        """Ask what a saved view asks."""
        self.edit(lambda explorer: explorer.run_view(query))

    def _fatal_error(self) -> None:
        """End with one sentence instead of a traceback; ``CTTUI_DEBUG`` asks for the traceback."""
        import os

        if os.environ.get("CTTUI_DEBUG"):
            super()._fatal_error()
            return
        from rich.text import Text

        name = type(self._exception).__name__ if self._exception else "an error"
        self._exit_renderables.append(Text(f"cttui had to stop: {name}, {self._exception}. Set CTTUI_DEBUG=1 to see where."))
        self._close_messages_no_wait()
