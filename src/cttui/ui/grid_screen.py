"""Grid: provinces by months."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from cttui.ui.commands import Command, bindings
from cttui.ui.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.grid_pane import GridPane
from cttui.ui.screen import CommandScreen, TooSmallPane

BORROWED = ("count_dead", "certainty")
"""Commands of Explore that work here too."""


class GridScreen(CommandScreen):
    """A number for each province and month; Enter makes a cell the filter."""

    AUTO_FOCUS = "GridPane"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("counting", "everywhere", also=BORROWED))

    def can(self, command: Command) -> bool:
        """The keys of the grid; a source's own only in the reader."""
        if command.id in {"open_url", "cite"}:
            return False
        return command.scope in {"grid", "counting", "everywhere"} or command.id in BORROWED

    def panes(self) -> ComposeResult:
        """The grid, framed."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane())
        yield self.filled(GridPane())
        yield FooterPane(self.can)
        yield TooSmallPane()
