"""Sources: what the selection cites, and which of it is stored."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from cttui.ui.base.commands import Command
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane, PromptPane
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.explore.bar import Bar, CompletionsPane
from cttui.ui.sources.pane import SourceListPane


class SourcesScreen(CommandScreen):
    """The sources that the selection cites, filtered by the same bar."""

    AUTO_FOCUS = "SourceListPane"
    DEFAULT_CLASSES = "-apart"
    KEYS = ("sources", "everywhere")

    def can(self, command: Command) -> bool:
        """The commands of the list, or of the bar while it has the keyboard."""
        return command.id not in {"open_url", "cite"}

    def panes(self) -> ComposeResult:
        """The bar and the list."""
        note = self.filled(NotePane())
        yield self.filled(HeaderPane())
        with Horizontal(id="question"):
            yield PromptPane("filter_sources")
            yield Bar(note.view.text if note.view else "")
        yield note
        yield self.filled(SourceListPane())
        yield FooterPane(self.offers)
        yield CompletionsPane()
        yield TooSmallPane()
