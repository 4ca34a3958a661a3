"""Grid: provinces by months."""

from __future__ import annotations

from textual.app import ComposeResult

from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.keeping import EditorCommands
from cttui.ui.base.messages import TakeCell
from cttui.ui.base.numbers import LensCommands, NumberCommands
from cttui.ui.base.screen import TooSmallPane
from cttui.ui.grid.pane import GridPane


class GridScreen(NumberCommands, LensCommands, EditorCommands, ExportCommands):
    """A number for each province and month; Enter filters by a cell."""

    AUTO_FOCUS = "GridPane"
    KEYS = ("numbers", "counting", "everywhere")

    def panes(self) -> ComposeResult:
        """The grid, framed."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane(bar=False))
        yield self.filled(GridPane(self.explorer.cell))
        yield FooterPane(self.offers)
        yield TooSmallPane()

    def on_take_cell(self, message: TakeCell) -> None:
        """A cell was taken: show its events."""
        self.explorer.cell = (message.row, message.column)
        self.edit(lambda explorer: explorer.take_cell(message.row, message.column))
        self.close()
