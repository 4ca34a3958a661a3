"""Views: what has a name, what is marked, what was written about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.content import Content
from textual.widgets import Input

from cttui.text import clean
from cttui.ui.base.commands import Command
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.messages import AskName, Named
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.base.text_field import TextField
from cttui.ui.desk.pane import ViewsPane

if TYPE_CHECKING:
    from cttui.ui.app import CttuiApp


class ViewsScreen(CommandScreen):
    """The list, and below it, when one is asked for, a line to type a name in."""

    AUTO_FOCUS = "ViewsPane"
    DEFAULT_CLASSES = "-apart"

    def can(self, command: Command) -> bool:
        """All but what is a source's own."""
        return command.id not in {"open_url", "cite"}

    def panes(self) -> ComposeResult:
        """The list."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane())
        yield self.filled(ViewsPane())
        yield NameBar()
        yield FooterPane(self.offers)
        yield TooSmallPane()

    def on_ask_name(self, message: AskName) -> None:
        """Show the line."""
        message.stop()
        bar = self.query_one(NameBar)
        bar.ask(message)


class NameBar(TextField):
    """A name being typed; Enter takes it, the key that leaves a bar gives up."""

    DEFAULT_CSS = """
    NameBar {
        height: 3; border: round $primary; background: $surface; border-title-color: $primary;
        border-subtitle-color: $muted; display: none;
        &:focus { border: round $primary; background-tint: $primary 0%; }
    }
    """

    def __init__(self) -> None:
        super().__init__(id="name")
        app: CttuiApp = self.app  # type: ignore[assignment]  # the bar lives in no other app
        self._bindings = BindingsMap.merge([app.keys.ways_out("leave", "leave"), self._bindings])
        self._old = ""

    def ask(self, message: AskName) -> None:
        """Ask for a name."""
        self._old = message.old
        app: CttuiApp = self.app  # type: ignore[assignment]  # the bar lives in no other app
        self.border_title = Content(clean(message.about).translate(app.signs))
        self.border_subtitle = Content(f"Enter keeps it, {app.keys.shown('leave')} gives up")
        self.value = clean(message.name)
        self.cursor_position = len(self.value)
        self.display = True
        self.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the name; an empty one is none."""
        event.stop()
        self.action_leave()
        if event.value.strip():
            self.post_message(Named(event.value, self._old))

    def action_leave(self) -> None:
        """Back to the list."""
        self.display = False
        self.screen.query_one(ViewsPane).focus()
