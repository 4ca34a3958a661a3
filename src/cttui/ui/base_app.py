"""The app's ground: what is explored, how it looks, and how panes get their views."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual._context import active_message_pump
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingsMap
from textual.theme import BUILTIN_THEMES
from textual.widget import Widget

from cttui.errors import CttuiError
from cttui.explore.explorer import Explorer
from cttui.settings import Settings
from cttui.ui.base import glyphs
from cttui.ui.base.commands import COMMANDS, Command, Keys
from cttui.ui.base.frame import FooterPane, NewsPane
from cttui.ui.base.messages import Look
from cttui.ui.base.palette import Palette
from cttui.ui.base.pane import LinePane
from cttui.ui.base.screen import HIGH, MEDIUM, CommandScreen
from cttui.ui.base.theme import THEMES, defaults
from cttui.ui.explore.bar import Bar
from cttui.ui.explore.events import EventsPane
from cttui.ui.explore.time import TimePane


class BaseApp(App[None]):
    """An app that shows an explorer's views.

    Attributes:
        explorer: What is open; ``None`` where the timeline has faults.
        keys: The commands with their keys.
    """

    ENABLE_COMMAND_PALETTE = False
    """Textual would bind a key of its own; ours is a command's."""

    def __init__(
        self, explorer: Explorer | None, *, theme: str, ascii_only: bool, animate: bool, settings: Settings | None
    ) -> None:
        """As ``app.CttuiApp``."""
        super().__init__()
        self.explorer = explorer
        self.keys = Keys(_commands(settings))
        # in every screen, Textual's and overlays too; what types something is typed where there is a field for it
        palette = self.keys.bound("palette", "palette", first=True)
        self._bindings = BindingsMap.merge([palette, self._bindings])
        self.signs: dict[int, str] = glyphs.ASCII if ascii_only else {}
        """What stands for which sign, for ``str.translate``."""
        self.set_class(ascii_only, "-ascii")
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

    def open_screen(self, kind: type[CommandScreen]) -> None:
        """Put a screen on top, unless it is there: its key was pressed twice in one breath."""
        if type(self.screen) is not kind:
            self.push_screen(kind(self.fill))

    def action_help_quit(self) -> None:
        """Ctrl+C, which leaves nothing by accident: say what does."""
        self.say(f"{self.keys.shown('quit')} leaves cttui")

    def pop_screen(self) -> AwaitComplete:
        """Take the screen on top away, unless one asks that is gone: its key was pressed twice in one breath."""
        asks = active_message_pump.get(None)
        gone = isinstance(asks, Widget) and asks.screen is not self.screen
        return AwaitComplete() if gone else super().pop_screen()

    # -- views -------------------------------------------------------------------------------------------------------

    def show_views(self, *, query_changed: bool = True) -> None:
        """Give every pane its view; those that do not follow the cursor only where the query changed."""
        if self.explorer is None:
            return
        panes = [pane for screen in self.screen_stack for pane in screen.query(LinePane)]
        panes = [pane for pane in panes if pane.VIEW and (query_changed or pane.FOLLOWS_CURSOR)]
        made = self.explorer.views(dict.fromkeys(pane.VIEW for pane in panes))
        for pane in panes:
            pane.view = made[pane.VIEW]  # type: ignore[attr-defined]  # a pane that names a view takes it
        if query_changed:
            for screen in self.screen_stack:
                for footer in screen.query(FooterPane):
                    footer.repaint()

    def on_look(self, message: Look) -> None:
        """A pane shows something else of its view."""
        if self.explorer is not None:
            self.explorer.sight = self.explorer.sight._replace(**message.sight)
            view = getattr(self.explorer, message.view)()
            for screen in self.screen_stack:
                for pane in screen.query(LinePane):
                    if message.view == pane.VIEW:
                        pane.view = view  # type: ignore[attr-defined]  # the same

    def fill(self, pane: LinePane) -> None:
        """Give a pane its view before it is on screen."""
        kind: Any = type(pane)
        if self.explorer is not None and pane.VIEW:
            width, height = self.size
            if isinstance(pane, TimePane):
                room = TimePane.room_in(width, framed=width >= MEDIUM and height >= HIGH)
                self.explorer.sight = self.explorer.sight._replace(width=room)
            pane.set_reactive(kind.view, getattr(self.explorer, kind.VIEW)())
            pane.prepare()

    def say(self, news: str) -> None:
        """Say what just happened on the line below the bar."""
        for pane in self.screen.query(NewsPane):
            pane.news = news

    # -- asking ------------------------------------------------------------------------------------------------------

    def edit(self, change: Callable[[Explorer], object], otherwise: str = "") -> None:
        """Change what is asked; the bar says what came of it.

        Args:
            change: What to do with the explorer; false where there was nothing to change.
            otherwise: What to tell the reader then.
        """
        if self.explorer is None:
            return
        self.remember_top()
        try:
            if change(self.explorer) is False:
                self.say(otherwise)
        except CttuiError as error:
            self.say(str(error))
        self.say_query()
        self.show_views()

    def remember_top(self) -> None:
        """Tell the explorer which part of the list is in sight, for its history."""
        if self.explorer is not None:
            for pane in self.screen.query(EventsPane):
                self.explorer.top = round(pane.scroll_y)

    def say_query(self, *, typing: bool = False) -> None:
        """Every bar says the same; one that is being typed in is left alone."""
        if self.explorer is not None:
            for screen in self.screen_stack:
                for bar in screen.query(Bar):
                    if not (typing and bar.has_focus):
                        bar.show(self.explorer.typed)


def _commands(settings: Settings | None) -> tuple[Command, ...]:
    """The commands, with the keys that the settings give them."""
    if settings is None or not settings.keys:
        return COMMANDS
    from cttui.ui.base.keymap import remapped

    return remapped(settings)
