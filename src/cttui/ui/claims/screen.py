"""Claims: who says which number."""

from __future__ import annotations

from textual.app import ComposeResult

from cttui.ui.base.commands import Command
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.claims.pane import ClaimPane, ClaimsPane


class ClaimsScreen(CommandScreen):
    """Who says which number."""

    AUTO_FOCUS = "ClaimsPane"
    DEFAULT_CLASSES = "-apart"
    KEYS = ("claims", "counting", "everywhere")

    def can(self, command: Command) -> bool:
        """Every command of the claims screen; a source's own only in the reader."""
        return command.id not in {"open_url", "cite"}

    def panes(self) -> ComposeResult:
        """The ledger, and the claim at the cursor in full."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane())
        yield self.filled(ClaimsPane())
        yield ClaimPane()
        yield FooterPane(self.offers)
        yield TooSmallPane()
