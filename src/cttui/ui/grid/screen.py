"""Grid: provinces by months."""

from __future__ import annotations

from textual.app import ComposeResult

from cttui.ui.base.commands import Command
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.grid.pane import GridPane


class GridScreen(CommandScreen):
    """A number for each province and month; Enter makes a cell the filter."""

    AUTO_FOCUS = "GridPane"
    DEFAULT_CLASSES = "-apart"
    KEYS = ("numbers", "counting", "everywhere")

    def can(self, command: Command) -> bool:
        """The keys of the grid; a source's own only in the reader."""
        return command.id not in {"open_url", "cite"}

    def panes(self) -> ComposeResult:
        """The grid, framed."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane())
        yield self.filled(GridPane())
        yield FooterPane(self.offers)
        yield TooSmallPane()
