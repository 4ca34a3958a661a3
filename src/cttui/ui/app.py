"""The app: theme, palette, help, quit and the stack of screens; what a key means on a screen is up to that screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.binding import BindingsMap
from textual.command import CommandPalette, Provider
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.theme import BUILTIN_THEMES
from textual.widget import Widget
from textual.widgets import Input, TextArea

from cttui.errors import DATASET, CttuiError, TimelineError
from cttui.explore.explorer import Explorer
from cttui.settings import Settings
from cttui.text import on_one_line, sentence
from cttui.ui.base import glyphs, messages
from cttui.ui.base.caret import CaretApp
from cttui.ui.base.columns import ColumnCommands
from cttui.ui.base.commands import COMMANDS, Command, Keys
from cttui.ui.base.following import Following
from cttui.ui.base.gate import Gate, Keyed
from cttui.ui.base.host import Keeping
from cttui.ui.base.linking import LinkCommands
from cttui.ui.base.palette import Palette
from cttui.ui.base.screen import CommandScreen
from cttui.ui.base.theme import THEMES, defaults, mended, unknown_theme
from cttui.ui.explore.screen import ExploreScreen

if TYPE_CHECKING:
    from textual.driver import Driver

    from cttui.curation.opened import Open

__all__ = ["SCREENS", "CttuiApp", "unknown_theme"]

NO_SHELL = "There is no shell to return to."
UNSET = Settings(Path())
"""Settings of an app that has none, and no file for them."""

SCREENS: dict[str, str] = {
    "read": "read.screen:ReadScreen",
    "attach": "read.attach:AttachScreen",
    "claims": "claims.screen:ClaimsScreen",
    "sources": "sources.screen:SourcesScreen",
    "grid": "grid.screen:GridScreen",
    "map": "map.screen:MapScreen",
    "threads": "threads.screen:ThreadsScreen",
    "audit": "audit.screen:AuditScreen",
    "views": "desk.screen:ViewsScreen",
    "note": "desk.note:NoteScreen",
    "add": "adding.screen:AddScreen",
    "form": "form.screen:FormScreen",
    "export": "export.screen:ExportScreen",
    "help": "help.screen:HelpScreen",
    "about": "help.screen:AboutScreen",
    "changes": "changes.screen:ChangesScreen",
    "undo": "undo.screen:UndoScreen",
    "conflict": "undo.screen:ConflictScreen",
    "faults": "faults.screen:FaultsScreen",
    "finder": "finder.finders:FinderScreen",
}
"""Every screen except the first, by name: its module in ``ui`` and its class, imported on opening."""


def _made(name: str, *about: Any, **options: Any) -> Screen[Any]:
    """Create a screen by its name in ``SCREENS``, from its arguments."""
    module, _, kind = SCREENS[name].partition(":")
    found: Screen[Any] = getattr(import_module(f"cttui.ui.{module}"), kind)(*about, **options)
    return found


def _without_line_feed(event: events.Key, focused: Widget | None) -> events.Key:
    """Enter for a line feed, which a terminal makes of Enter until its keys are read raw; running text has its own lines."""
    is_enter = event.key == "ctrl+j" and not isinstance(focused, TextArea)
    return events.Key("enter", "\r") if is_enter else event


class _PlainScrollBar(ScrollBarRender):
    """A scroll bar of whole cells, without partial blocks at its ends."""

    VERTICAL_BARS = [" "] * 8
    HORIZONTAL_BARS = [" "] * 8


def _driver(*, served: bool) -> type[Driver] | None:
    """The driver that draws on the terminal, or in a browser; Textual's own choice on platforms without POSIX terminals."""
    if served:
        from cttui.ui.base.web import BrowserDriver

        return BrowserDriver
    if sys.platform == "win32":
        return None
    from cttui.ui.base.terminal import TerminalDriver

    return TerminalDriver


def _finder() -> type[Provider]:
    from cttui.ui.finder.finders import FinderProvider

    return FinderProvider


class CttuiApp(LinkCommands, CaretApp):
    """cttui on a screen.

    Attributes:
        explorer: The open timeline; ``None`` if the timeline has problems.
        following: Its file, as far as it may be changed.
        ended_by: The number of the signal that ended the app; 0 if the reader quit.
        troubles: What could not be saved on exit, one sentence each.
        keys: The commands with their keys.
        settings: What the reader has set.
        signs: Replacements for signs, for ``str.translate``.
        widths: How wide the reader made panes, in columns, by the names in ``settings.WIDTHS``.
        braille: Whether the terminal draws braille cells.
    """

    CSS_PATH = "app.tcss"
    TITLE = "cttui"
    ESCAPE_TO_MINIMIZE = False
    COMMANDS = {_finder}
    ENABLE_COMMAND_PALETTE = False
    """Textual would bind its own key; ours belongs to a command."""

    def __init__(
        self,
        opened: Explorer | TimelineError,
        *,
        theme: str = "",
        ascii_only: bool = False,
        braille: bool = False,
        animate: bool = False,
        settings: Settings = UNSET,
        file: Open | None = None,
        again: Callable[[], tuple[Explorer, Open | None]] | None = None,
        follows: Path | None = None,
        read_only: bool = False,
        served: bool = False,
    ) -> None:
        """Show a timeline, or its problems.

        Args:
            opened: The timeline to explore, or why it cannot be opened.
            theme: Name of a theme; empty for cttui's dark one, or the monochrome one if colour is disabled.
            ascii_only: Whether signs are plain ASCII.
            braille: Whether the map may be drawn with braille cells, which many fonts do not have.
            animate: Whether scrolling and the palette move smoothly.
            settings: What the reader has set; keys, editor and browser are read from it, and a theme is saved to its file.
            file: The timeline's file, if it may be changed.
            again: Opens the timeline, if it has problems now, once they are mended.
            follows: The file to follow; ``None`` for none.
            read_only: Whether no key may change anything on disk.
            served: Whether the screen is a browser's, at the other end of a pipe.

        Raises:
            SettingsError: The settings name an unknown command or key, or two keys clash.
        """
        self._mended: dict[str, dict[str, str]] = {}
        """What is mended of each theme's variables, by the theme's name."""
        super().__init__(driver_class=_driver(served=served))
        self._opened = opened
        self.explorer = opened if isinstance(opened, Explorer) else None
        self.following = Following(self, self.explorer, file, again, follows, read_only=read_only)
        self.ended_by = 0
        self.troubles: list[str] = []
        self.settings = settings
        commands = _commands(settings)
        without = {"suspend": NO_SHELL} if served else {}
        if self.explorer is not None and self.explorer.index.imported is not None:
            without |= {command.id: sentence(DATASET) for command in commands if command.curates}
        self.keys = Keys(commands, read_only=read_only, without=without)
        # on every screen, including Textual's own and overlays; printable keys still go to text fields
        always = [self.keys.bound(command, command, first=True) for command in ("palette", "suspend")]
        self._bindings = BindingsMap.merge([*always, self._bindings])
        self.signs = glyphs.ASCII if ascii_only else {}
        self.widths = dict(settings.widths)
        self.braille = braille and not ascii_only
        self.set_class(ascii_only, "-ascii")
        ScrollBar.renderer = _PlainScrollBar if ascii_only else ScrollBarRender
        self._palette: tuple[dict[str, str], Palette] | None = None
        self.gate = Gate(self, self._let_through, self._waits, self.keys.is_bound)
        self.animation_level = "full" if animate else "none"
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme or ("cttui-mono" if self.no_color else "cttui-dark")

    # -- how it looks ------------------------------------------------------------------------------------------------

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of cttui in themes that do not set them."""
        theme = self.get_theme(self.theme) or BUILTIN_THEMES["textual-dark"]
        return defaults(theme.dark)

    def get_css_variables(self) -> dict[str, str]:
        """The theme's variables, those that could not be read on its grounds mended."""
        found = super().get_css_variables()
        if self.theme not in self._mended:
            self._mended[self.theme] = mended(found, self.current_theme.variables)
        self.theme_variables = {**found, **self._mended[self.theme]}
        return self.theme_variables

    @property
    def palette(self) -> Palette:
        """What roles look like in the present theme."""
        # not by the theme's name, which is another before its variables are
        if self._palette is None or self._palette[0] is not self.theme_variables:
            self._palette = (self.theme_variables, Palette(self.theme_variables))
        return self._palette[1]

    # -- screens -----------------------------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[Any]:
        """The timeline, or its faults."""
        if isinstance(self._opened, TimelineError):
            return _made("faults", self._opened.path, self._opened.problems)
        return ExploreScreen(self._opened)

    def open(self, name: str, *about: object, then: Callable[[Any], None] | None = None) -> None:
        """Open a screen by its name in ``SCREENS``, unless one of its kind is already on top.

        Args:
            name: The screen's name.
            about: What the screen is made from.
            then: Called with the screen's result when it closes.
        """
        screen = _made(name, *about)
        if type(self.screen) is not type(screen):
            self.push_screen(screen, then)

    # -- the file ----------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Take over what stands in the file now."""
        self.on_file_seen(messages.FileSeen(self.following.found()))

    def on_file_seen(self, message: messages.FileSeen) -> None:
        """Somebody else saved the file; once one that could not be opened is mended, it is."""
        self.following.seen(message.found)
        if isinstance(message.found, tuple):
            self.explorer, _ = message.found
            # over the faults, which cannot be taken from below it: they were the first screen
            self.push_screen(ExploreScreen(self.explorer))

    def run_faults(self) -> None:
        """List what is wrong with the file."""
        if self.following.faults is not None:
            self.push_screen(_made("faults", self.following.faults.path, self.following.faults.problems, over=True))
        elif isinstance(self.screen, CommandScreen):
            self.screen.say("The file has no problems.")

    def run_undo(self) -> None:
        """Show the last change as the lines that it changed, and take it back if it is asked for again."""
        self.following.offer_undo()

    # -- keys --------------------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Send keyboard events through the gate."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.gate.take(event)
            return
        if isinstance(event, events.MouseDown) and isinstance(self.screen, CommandScreen):
            # a click clears the previous message
            self.screen.say("")
        if isinstance(event, events.MouseEvent) and isinstance(self.screen, ColumnCommands) and self.screen.drags(event):
            # a border between two panes follows the mouse: neither of them is clicked, and no text is marked
            return
        await super().on_event(event)

    def _waits(self, event: Keyed) -> bool:
        """Whether an answer is pending that a key may need; those that ask something else, explain, or leave, need none."""
        free = "filter", "clear", "quit", "back", "help", "about"
        needs = not isinstance(event, events.Key) or not self.keys.runs(event.key, *free)
        return needs and isinstance(self.screen, CommandScreen) and self.screen.waiter.waits

    async def _let_through(self, event: Keyed) -> None:
        """Send a key to the focused widget; text pasted into a one-line field is joined into one line."""
        if isinstance(event, events.Paste) and isinstance(self.focused, Input):
            event.text = on_one_line(event.text)
        if isinstance(event, events.Key) and not self.keys.is_bound(event.key):
            event = _without_line_feed(event, self.focused)
        if not isinstance(self.screen, CommandScreen) or self.screen.takes(event):
            await super().on_event(event)

    def on_run(self, message: messages.Run) -> None:
        """The palette ran a command over a screen without a timeline."""
        getattr(self, f"run_{message.command}")()

    def action_help_quit(self) -> None:
        """Ctrl+C, which does not quit by accident: say which key quits."""
        if isinstance(self.screen, CommandScreen):
            self.screen.say(f"{self.keys.shown('quit')} quits cttui.")

    async def action_quit(self) -> None:
        """Quit by Textual's own key, which works everywhere."""
        self.run_quit()

    def run_quit(self) -> None:
        """Quit, unless a screen has unsaved text that could not be saved and says so."""
        if all(getattr(screen, "let_go", lambda: True)() for screen in reversed(self.screen_stack)):
            self.exit()

    def run_about(self) -> None:
        """Show how the timeline was made."""
        if self.explorer is not None:
            self.open("about", self.explorer.about())

    def run_theme(self) -> None:
        """Choose among the themes."""
        from cttui.ui.finder.finders import ThemeProvider

        self.push_screen(_made("finder", providers=[ThemeProvider], placeholder="Search for themes…"))

    def choose_theme(self, name: str) -> None:
        """Show a theme, and save it in the settings file, so that it holds the next time; read-only, it is only shown."""
        self.theme = name
        try:
            said = f"Theme {name} holds until you quit." if self.keys.read_only else _keep_theme(self.settings, name)
        except CttuiError as error:
            said = sentence(str(error))
        if isinstance(self.screen, CommandScreen):
            self.screen.say(said)

    def run_palette(self) -> None:
        """Open the palette, over any screen but itself."""
        if not isinstance(self.screen, CommandPalette):
            what = "Find a command" if self.explorer is None else "Find an event, province, party, tag, thread, view or command"
            self.push_screen(_made("finder", placeholder=what))

    def action_palette(self) -> None:
        """Open the palette, by its key."""
        self.run_palette()

    # -- the terminal ------------------------------------------------------------------------------------------------

    def run_suspend(self) -> None:
        """Return the terminal to the shell and stop until the shell resumes cttui."""
        suspend = getattr(self._driver, "suspend_process", None)
        if suspend is not None:
            suspend(group=True)
        elif isinstance(self.screen, CommandScreen):
            self.screen.say(NO_SHELL)

    def action_suspend(self) -> None:
        """Give the terminal back to the shell, by its key."""
        self.run_suspend()

    def came_back(self) -> None:
        """The terminal is back, but blank: redraw the whole screen."""
        self.app_resume_signal.publish(self)
        self.refresh(layout=True)

    def end_by(self, number: int) -> None:
        """Save what is being written and exit on a signal, given by its number."""
        self.ended_by = number
        for screen in reversed(self.screen_stack) if self._screen_stack else ():
            if isinstance(screen, Keeping):
                try:
                    screen.keep_now()
                except CttuiError as error:
                    self.troubles.append(str(error))
        self.exit(return_code=128 + number)

    # -- faults of cttui ---------------------------------------------------------------------------------------------

    @property
    def failure(self) -> Exception | None:
        """The unexpected error that stopped the app."""
        return self._exception

    def fail(self, error: Exception) -> None:
        """Stop because of an unexpected error."""
        self._handle_exception(error)

    def _fatal_error(self) -> None:
        """Exit silently: the caller reports ``failure`` once the terminal is restored."""
        self._close_messages_no_wait()


def _keep_theme(settings: Settings, name: str) -> str:
    """Save a theme in the settings file, and return that in a sentence.

    Raises:
        SettingsError: It cannot be saved.
    """
    if settings.path != UNSET.path:
        from cttui.notebook.settings import keep

        keep(settings.path, "theme", name)
    return f"Theme {name} saved{', but CTTUI_THEME overrides it' if 'theme' in settings.by_environment else ''}."


def _commands(settings: Settings) -> tuple[Command, ...]:
    """The commands, with the keys that the settings give them."""
    if not settings.keys:
        return COMMANDS
    from cttui.ui.base.keymap import remapped

    return remapped(settings)
