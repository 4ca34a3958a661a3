"""Read: the sources of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.widgets import Input

from cttui.explore.sources import ReadView
from cttui.ui.base.frame import FooterPane, FrameLine, NewsPane
from cttui.ui.base.lines import Line, Span, fit
from cttui.ui.base.messages import Seek
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.base.text_field import TextField
from cttui.ui.read.panes import ReaderPane, SourcesPane

if TYPE_CHECKING:
    from cttui.ui.app import CttuiApp


class ReadScreen(CommandScreen):
    """Read the sources of an event."""

    AUTO_FOCUS = "ReaderPane"
    KEYS = ("read", "marking", "everywhere")

    def panes(self) -> ComposeResult:
        """The event's line, then its sources beside the one that is read."""
        yield self.filled(ReadHeader())
        yield NewsPane()
        with Horizontal(id="body"):
            yield self.filled(SourcesPane())
            yield self.filled(ReaderPane())
        yield FindBar()
        yield FooterPane(self.offers)
        yield TooSmallPane()


class FindBar(TextField):
    """What is looked for in the copy; Enter looks, the key that leaves a bar gives up."""

    def __init__(self) -> None:
        super().__init__(placeholder="find in the copy", compact=True, id="find")
        app: CttuiApp = self.app  # type: ignore[assignment]  # the bar lives in no other app
        self._bindings = BindingsMap.merge([app.keys.ways_out("leave", "leave"), self._bindings])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Look for it."""
        event.stop()
        self.display = False
        self.post_message(Seek(event.value))

    def action_leave(self) -> None:
        """Look for the quotes again."""
        self.value = ""
        self.display = False
        self.post_message(Seek(""))


class ReadHeader(FrameLine):
    """The event whose sources are read."""

    VIEW = "read"
    FOLLOWS_CURSOR = True

    view: reactive[ReadView | None] = reactive[ReadView | None](None, layout=False, repaint=False)
    """The reader's view."""

    def watch_view(self) -> None:
        """Paint another title."""
        self.repaint()

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - there is but one
        """Date and title."""
        if self.view is None:
            return ()
        room = max(width - len(self.view.event_date) - 4, 1)
        return Span(f" {self.view.event_date}  ", "muted"), Span(fit(self.view.event_title, room), "strong")
