"""The app: panes, screens, and for each message one short handler that calls the explorer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.app import App, SystemCommand
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from cttui.errors import CttuiError, TimelineError
from cttui.explorer import Explorer
from cttui.ui import glyphs, messages
from cttui.ui.bar import Bar, CompletionsPane
from cttui.ui.commands import COMMANDS
from cttui.ui.detail_pane import DetailPane
from cttui.ui.events_pane import EventsPane
from cttui.ui.explore_screen import ExploreScreen
from cttui.ui.facets_pane import FacetsPane
from cttui.ui.frame import FooterPane, NewsPane
from cttui.ui.line_list import LinePane
from cttui.ui.palette import Palette
from cttui.ui.provinces_pane import ProvincesPane
from cttui.ui.screen import CommandScreen
from cttui.ui.theme import THEMES, defaults, unknown_theme

if TYPE_CHECKING:
    from cttui.evidence import CopyView
    from cttui.ui.claims_pane import ClaimsPane
    from cttui.ui.reader_panes import ReaderPane
    from cttui.ui.sources_pane import SourceListPane


__all__ = ["CttuiApp", "unknown_theme"]


class CttuiApp(App[None]):
    """cttui on a screen.

    Attributes:
        explorer: What is open; ``None`` where the timeline has faults.
    """

    CSS_PATH = "app.tcss"
    TITLE = "cttui"
    ENABLE_COMMAND_PALETTE = True
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self, opened: Explorer | TimelineError, *, theme: str = "", ascii_only: bool = False, animate: bool = False
    ) -> None:
        """Show a timeline, or what is wrong with it.

        Args:
            opened: The timeline being explored, or why it cannot be.
            theme: Name of a theme; empty for cttui's own dark one, or the monochrome one where colour is not wanted.
            ascii_only: Whether signs are plain ASCII.
            animate: Whether scrolling and the palette move smoothly.
        """
        super().__init__()
        self.explorer = opened if isinstance(opened, Explorer) else None
        self._faults = opened if isinstance(opened, TimelineError) else None
        self.signs: dict[int, str] = glyphs.ASCII if ascii_only else {}
        """What stands for which sign, for ``str.translate``."""
        self.set_class(ascii_only, "-ascii")
        self._goal = ""
        """The quote to go to when the copy that it stands in has been read."""
        self._fetching: Event | None = None
        """Set when the fetch that is under way is not wanted any more, or has ended."""
        self._palette: tuple[str, Palette] | None = None
        self.animation_level = "full" if animate else "none"
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme or ("cttui-mono" if self.no_color else "cttui-dark")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of cttui in themes that do not set them."""
        theme = self.get_theme(self.theme) or BUILTIN_THEMES["textual-dark"]
        return defaults(theme.dark)

    @property
    def palette(self) -> Palette:
        """What roles look like in the present theme."""
        if self._palette is None or self._palette[0] != self.theme:
            self._palette = (self.theme, Palette(self.theme_variables))
        return self._palette[1]

    def get_default_screen(self) -> Screen[Any]:
        """The timeline, or its faults."""
        if self._faults is not None:
            from cttui.ui.faults_screen import FaultsScreen

            return FaultsScreen(self._faults.path, self._faults.problems)
        return ExploreScreen(self.fill)

    # -- views -------------------------------------------------------------------------------------------------------

    def show_views(self, *, query_changed: bool = True) -> None:
        """Give every pane its view; those that do not follow the cursor only where the query changed."""
        if self.explorer is None:
            return
        made: dict[str, object] = {}
        for screen in self.screen_stack:
            for pane in screen.query(LinePane):
                if pane.VIEW and (query_changed or pane.FOLLOWS_CURSOR):
                    if pane.VIEW not in made:
                        made[pane.VIEW] = getattr(self.explorer, pane.VIEW)()
                    pane.view = made[pane.VIEW]  # type: ignore[attr-defined]  # a pane that names a view takes it
            if query_changed:
                for footer in screen.query(FooterPane):
                    footer.repaint()

    def fill(self, pane: LinePane) -> None:
        """Give a pane its view before it is on screen."""
        kind: Any = type(pane)
        if self.explorer is not None and pane.VIEW:
            pane.set_reactive(kind.view, getattr(self.explorer, kind.VIEW)())
            pane.prepare()

    def say(self, news: str) -> None:
        """Say what just happened on the line below the bar."""
        for pane in self.screen.query(NewsPane):
            pane.news = news

    # -- requests of panes -------------------------------------------------------------------------------------------

    def on_ask(self, message: messages.Ask) -> None:
        """The bar says something else."""
        if self.explorer is not None:
            self.explorer.ask(message.text)
            self._say_query()
            self.show_views()
            self._complete()

    def on_toggle(self, message: messages.Toggle) -> None:
        """A value was chosen."""
        self._edit(lambda explorer: explorer.toggle(message.field, message.token))

    def on_exclude(self, message: messages.Exclude) -> None:
        """A value was left out."""
        self._edit(lambda explorer: explorer.exclude(message.field, message.token))

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
        """Another event was asked for."""
        self._edit(lambda explorer: explorer.go_to(message.event_id))

    def on_read_source(self, message: messages.ReadSource) -> None:
        """Another source was asked for."""
        if self.explorer is not None:
            self.explorer.read_source(message.position)
            self.say("")
            self.show_views(query_changed=False)
            self._load_copy()

    def on_read_claim(self, message: messages.ReadClaim) -> None:
        """The source of a claim was asked for."""
        if self.explorer is not None:
            self.explorer.go_to(message.event_id)
            self.explorer.read_source(message.source)
            self._goal = message.quote
            self._read()

    def on_read_source_by(self, message: messages.ReadSourceBy) -> None:
        """A source before or after was asked for."""
        if self.explorer is not None:
            self.on_read_source(messages.ReadSource(self.explorer.reading + message.by))

    def on_open_source(self, message: messages.OpenSource) -> None:
        """A source was asked for."""
        if self.explorer is not None:
            self.explorer.open_source(message.source_id)
            self.show_views(query_changed=False)
            self._read()

    def on_seek(self, message: messages.Seek) -> None:
        """A text is looked for in the copy."""
        pane = self._reader
        pane.seeking = message.text
        pane.focus()
        self.say(pane.next_hit(1) if message.text else "")

    def on_bar_left(self) -> None:
        """The bar gave up the keyboard: it goes to the list."""
        for pane in self.screen.query("EventsPane, SourceListPane"):
            pane.focus()

    def on_run(self, message: messages.Run) -> None:
        """A key or the palette asked for a command."""
        self.say("")
        run = getattr(self, f"run_{message.command}")
        # a key may have been pressed on a screen that another has covered since: then its panes are not there
        with suppress(NoMatches):
            run(int(message.argument or 1))

    def _edit(self, change: Any) -> None:
        """Change what is asked; the bar says what came of it."""
        if self.explorer is None:
            return
        try:
            change(self.explorer)
        except CttuiError as error:
            self.say(str(error))
        self._say_query()
        self.show_views()

    def _say_query(self) -> None:
        """Every bar says the same."""
        if self.explorer is not None:
            for screen in self.screen_stack:
                for bar in screen.query(Bar):
                    bar.show(self.explorer.typed)

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
            self._edit(lambda explorer: change(explorer, token))

    def run_all_provinces(self, _place: int) -> None:
        """Lift the filter on provinces."""
        self._edit(lambda explorer: explorer.clear("province"))

    def run_filter(self, _place: int) -> None:
        """Put the keyboard in the bar; on a small screen, with the list in sight."""
        if isinstance(self.screen, ExploreScreen):
            self.screen.action_filter()

    def run_clear(self, _place: int) -> None:
        """Lift every filter."""
        self._edit(lambda explorer: explorer.clear_all())

    def run_read(self, _place: int) -> None:
        """Open the reader; on a small screen, show the event first."""
        screen = self.screen
        if self.explorer is None or not isinstance(screen, ExploreScreen):
            return
        if self.explorer.cursor is None:
            self.say("no event is selected")
        elif not screen.detail_in_sight:
            screen.set_class(False, "show-side")
            screen.set_class(True, "show-detail")
            screen.query_one(DetailPane).focus()
        elif self.explorer.read() is None:
            self.say("this event has no source")
        else:
            self._read()

    # the panes of screens that are imported only when they are shown

    @property
    def _reader(self) -> ReaderPane:
        from cttui.ui.reader_panes import ReaderPane

        return self.screen.query_one(ReaderPane)

    @property
    def _claims(self) -> ClaimsPane:
        from cttui.ui.claims_pane import ClaimsPane

        return self.screen.query_one(ClaimsPane)

    @property
    def _source_list(self) -> SourceListPane:
        from cttui.ui.sources_pane import SourceListPane

        return self.screen.query_one(SourceListPane)

    def _read(self) -> None:
        from cttui.ui.read_screen import ReadScreen

        self.push_screen(ReadScreen(self.fill))
        self.call_later(self._load_copy)

    def _load_copy(self) -> None:
        """Read the copy of the source that is shown, in a thread: hashing, extracting and finding may take a second."""
        view = self.explorer.read() if self.explorer else None
        if view is not None and view.copied and self.screen.query("ReaderPane"):
            work = partial(self._open_copy, view.source_id)
            self.run_worker(work, thread=True, group="copy", description="read a copy", exclusive=True, exit_on_error=False)

    def _open_copy(self, source_id: str) -> None:
        if self.explorer is not None:
            self.call_from_thread(self._show_copy, source_id, self.explorer.copy(source_id))

    def _show_copy(self, source_id: str, copy: CopyView | None) -> None:
        """Show a copy that was read, unless another source is shown by now."""
        if self.screen.query("ReaderPane") and (view := self._reader.view) is not None and view.source_id == source_id:
            self._reader.copy = copy
            if self._goal:
                self.say(self._reader.go_to_quote(self._goal))
                self._goal = ""

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

    def run_next_source(self, _place: int) -> None:
        """The event's next source."""
        self._source(1)

    def run_previous_source(self, _place: int) -> None:
        """The event's previous source."""
        self._source(-1)

    def _source(self, by: int) -> None:
        self.on_read_source_by(messages.ReadSourceBy(by))

    def run_next_event(self, _place: int) -> None:
        """Read the list's next event."""
        self._event(1)

    def run_previous_event(self, _place: int) -> None:
        """Read the list's previous event."""
        self._event(-1)

    def _event(self, by: int) -> None:
        """The next event that way that has a source."""
        if self.explorer is None:
            return
        here = self.explorer.position
        position = here + by
        while 0 <= position < self.explorer.selection.count:
            self.explorer.move_to(position)
            if self.explorer.read() is not None:
                break
            position += by
        else:
            self.explorer.move_to(here)
            self.say("no further event that way has a source")
        self.show_views(query_changed=False)
        self._load_copy()

    def run_next_hit(self, _place: int) -> None:
        """The next quote, or place found."""
        self.say(self._reader.next_hit(1))

    def run_previous_hit(self, _place: int) -> None:
        """The previous quote, or place found."""
        self.say(self._reader.next_hit(-1))

    def run_seek(self, _place: int) -> None:
        """Ask what to look for in the copy."""
        if self._reader.copy is None:
            self.say("there is no copy to look in")
            return
        bar = self.screen.query_one("#find")
        bar.display = True
        bar.focus()

    def run_attach(self, _place: int) -> None:
        """Attach a copy to the source that is read."""
        view = self.explorer.read() if self.explorer else None
        if self.explorer is None or view is None or self.explorer.library is None:
            self.say("there is no library to store a copy in")
            return
        from cttui.ui.attach_screen import AttachScreen

        self.push_screen(AttachScreen(view, Path.cwd()))

    def on_attach_file(self, message: messages.AttachFile) -> None:
        """A file was chosen: store it, in a thread."""
        from cttui.keeping import keep_file

        library = self.explorer.library if self.explorer else None
        if library is not None:
            self._store(message.source_id, lambda: keep_file(library, message.source_id, message.path))

    def on_fetch(self, message: messages.Fetch) -> None:
        """An address is to be fetched: do so in a thread, with progress, until done or cancelled."""
        from cttui.keeping import keep_url

        library = self.explorer.library if self.explorer else None
        if library is None or (self._fetching is not None and not self._fetching.is_set()):
            return
        cancelled = self._fetching = Event()

        def tell(received: int, total: int | None) -> None:
            share = f" of {total / 1e6:.1f}" if total else ""
            self.call_from_thread(self._tell_attach, f"{received / 1e6:.1f}{share} MB have come; Esc cancels")

        self._tell_attach("asking for it; Esc cancels")
        fetch = partial(keep_url, library, message.source_id, message.url, progress=tell, cancelled=cancelled.is_set)
        self._store(message.source_id, fetch)

    def on_cancel_fetch(self) -> None:
        """The fetch is not wanted any more."""
        if self._fetching is not None:
            self._fetching.set()

    def _store(self, source_id: str, store: Callable[[], object]) -> None:
        def work() -> None:
            try:
                store()
                trouble = ""
            except CttuiError as error:
                trouble = str(error)
            except OSError as error:
                trouble = f"the copy could not be stored: {error.strerror or error}"
            self.call_from_thread(self._stored, source_id, trouble)

        self.run_worker(work, thread=True, group="attach", description="store a copy", exit_on_error=False)

    def _stored(self, source_id: str, trouble: str) -> None:
        """A copy was stored, or could not be."""
        if self._fetching is not None:
            self._fetching.set()
        if trouble:
            self._tell_attach(trouble)
            self.say(trouble)
            return
        if self.screen.query("FetchPane"):
            self.pop_screen()
        self.show_views()
        self.say(f"stored a copy of {source_id}")
        self._load_copy()

    def _tell_attach(self, text: str) -> None:
        if self.screen.query("FetchPane"):
            from cttui.ui.attach_screen import FetchPane

            self.screen.query_one(FetchPane).tell(text)

    def run_sources(self, _place: int) -> None:
        """The sources that the selection cites."""
        from cttui.ui.sources_screen import SourcesScreen

        self.push_screen(SourcesScreen(self.fill))

    def run_open_source(self, _place: int) -> None:
        """Read the source at the cursor."""
        if (row := self._source_list.row) is not None:
            self.on_open_source(messages.OpenSource(row.id))

    def run_order_sources(self, _place: int) -> None:
        """Order the sources otherwise."""
        self._edit(lambda explorer: explorer.next_order())

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
            from cttui.ui.claims_screen import ClaimsScreen

            self.push_screen(ClaimsScreen(self.fill))

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
            self._edit(lambda explorer: explorer.count_as(entry.by))

    def run_next_lens(self, _place: int) -> None:
        """Count by the next lens."""
        self._edit(lambda explorer: explorer.next_lens())

    def run_count_dead(self, _place: int) -> None:
        """Count the dead, or the events again."""
        if self.explorer is not None:
            self.explorer.counts_dead = not self.explorer.counts_dead
            self.show_views()

    def run_open_url(self, _place: int) -> None:
        """Open the address of the source that is read, or of the event's first."""
        import webbrowser

        view = self.explorer.read() if self.explorer else None
        if view is None or not view.url.startswith(("http://", "https://")):
            self.say("there is no web address to open here")
        elif webbrowser.open(view.url):
            self.say(f"opened {view.url}")
        else:
            self.say(f"no browser could be started; the address is {view.url}")

    def run_cite(self, _place: int) -> None:
        """Send the citation of the source that is read, or of the event's first, to the clipboard."""
        view = self.explorer.read() if self.explorer else None
        if view is None:
            self.say("there is no source to cite here")
        else:
            self.copy_to_clipboard(view.citation)
            self.say(f"sent to the clipboard: {view.citation}")

    def run_back(self, _place: int) -> None:
        """One level back: from the reader to the list, from a pane to the list."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
            self.show_views()
            self._load_copy()
            return
        self.screen.remove_class("show-side", "show-detail")
        self.screen.query_one(EventsPane).focus()

    def run_help(self, _place: int) -> None:
        """List the keys."""
        from cttui.ui.help_screen import HelpScreen

        self.push_screen(HelpScreen())

    def run_quit(self, _place: int) -> None:
        """Leave."""
        self.exit()

    def get_system_commands(self, screen: Screen[Any]) -> Any:
        """What the palette offers: every command of the screen, and the themes."""
        if self.explorer is not None and isinstance(screen, CommandScreen):
            for command in COMMANDS:
                if command.palette and screen.can(command):
                    yield SystemCommand(
                        command.title.capitalize(), command.help, lambda id_=command.id: self.post_message(messages.Run(id_))
                    )
        yield SystemCommand("Theme", "Choose other colours.", self.action_change_theme)

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
