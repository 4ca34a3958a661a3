"""Claims: who reports which figure."""

from __future__ import annotations

from textual.app import ComposeResult

from cttui.explore.claims import Entry
from cttui.exports import offers
from cttui.exports.offers import Offer
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.messages import ReadClaim
from cttui.ui.base.numbers import LensCommands
from cttui.ui.base.screen import TooSmallPane
from cttui.ui.claims.pane import ClaimPane, ClaimsPane

SHOWN = {"": "All claims.", "disputed": "Disputed claims only.", "differing": "Differing claims only."}
"""Which claims the ledger shows, in words."""


class ClaimsScreen(LensCommands, ExportCommands):
    """Who reports which figure."""

    AUTO_FOCUS = "ClaimsPane"
    KEYS = ("claims", "counting", "everywhere")

    def panes(self) -> ComposeResult:
        """The ledger, and the claim at the cursor in full."""
        yield self.filled(HeaderPane())
        yield self.filled(NotePane())
        yield self.filled(ClaimsPane())
        yield ClaimPane()
        yield FooterPane(self.offers)
        yield TooSmallPane()

    @property
    def _entry(self) -> Entry | None:
        return self.query_one(ClaimsPane).entry

    def exports(self) -> list[Offer]:
        """The claims in sight first."""
        ledger = self.query_one(ClaimsPane).view
        return [*([offers.claims(self.explorer, ledger)] if ledger is not None else ()), *super().exports()]

    def on_read_claim(self, message: ReadClaim) -> None:
        """A claim's source was opened."""
        self.explorer.read_at(message.event_id, message.source)
        self.host.open("read", self.explorer, message.quote)

    def run_read_claim(self) -> None:
        """Read the source of the claim at the cursor."""
        if (entry := self._entry) is not None:
            self.on_read_claim(ReadClaim(entry.event_id, entry.source, entry.quote))

    def run_only(self) -> None:
        """Show disputed claims, differing claims, or all."""
        self.explorer.next_ledger()
        self.show()
        self.say(SHOWN[self.explorer.ledger_only])

    def run_count_by(self) -> None:
        """Count by the figures of the claimant at the cursor alone."""
        if (entry := self._entry) is not None:
            self.edit(lambda explorer: explorer.count_as(entry.by))
