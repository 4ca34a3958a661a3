"""Claims: who reports which figure."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from cttui.curation.here import Here
from cttui.explore.claims import Entry
from cttui.explore.explorer import Explorer
from cttui.exports import offers
from cttui.exports.offers import Offer
from cttui.ui.base.commands import Command
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.forms import write
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane, PromptPane
from cttui.ui.base.keeping import EditorCommands
from cttui.ui.base.messages import ReadClaim
from cttui.ui.base.numbers import LensCommands
from cttui.ui.base.screen import TooSmallPane
from cttui.ui.claims.field import ClaimsField, Wanted
from cttui.ui.claims.pane import ClaimPane, ClaimsPane

SHOWN = {
    "": "Showing all claims",
    "disputed": "Showing only disputed claims",
    "differing": "Showing only differing claims",
    "alone": "Showing only figures of one publisher alone",
}
"""Which claims the ledger shows, in words."""


class ClaimsScreen(LensCommands, EditorCommands, ExportCommands):
    """Who reports which figure."""

    AUTO_FOCUS = "ClaimsPane"
    KEYS = ("claims", "counting", "everywhere")

    def __init__(self, explorer: Explorer, wanted: str = "") -> None:
        """Show what is explored, kept to what a text asks for."""
        super().__init__(explorer)
        self.about_one = not explorer.ledger_of_all
        self._wanted = wanted

    def panes(self) -> ComposeResult:
        """The line that filters, the ledger, and the claim at the cursor in full."""
        yield self.filled(HeaderPane())
        with Horizontal(id="question"):
            yield PromptPane("filter_claims")
            yield ClaimsField(self._wanted)
        yield self.filled(NotePane(bar=False))
        yield self.filled(ClaimsPane(self._wanted))
        yield ClaimPane()
        yield FooterPane(self.offers)
        yield TooSmallPane()

    @property
    def _entry(self) -> Entry | None:
        return self.query_one(ClaimsPane).entry

    def here_in_file(self) -> Here | None:
        """The claim at the cursor, in its event."""
        entry = self._entry
        return Here("event", entry.event_id, entry.claim) if entry is not None else None

    def exports(self) -> list[Offer]:
        """The claims in sight first."""
        ledger = self.query_one(ClaimsPane).listed
        return [*([offers.claims(self.explorer, ledger)] if ledger is not None else ()), *super().exports()]

    def on_read_claim(self, message: ReadClaim) -> None:
        """A claim's source was opened."""
        self.explorer.read_at(message.event_id, message.source)
        self.host.open("read", self.explorer, message.quote)

    def can(self, command: Command) -> bool:
        """Nothing completes what is typed here; without a claim there is none to read, and nobody to count by."""
        if command.id in {"read_claim", "count_by"}:
            return self._entry is not None
        return (command.scope != "bar" or command.id == "leave") and super().can(command)

    def on_wanted(self, message: Wanted) -> None:
        """Something else is typed."""
        self.query_one(ClaimsPane).wanted = message.text

    def run_filter_claims(self) -> None:
        """Put the keyboard in the line that filters."""
        self.query_one(ClaimsField).focus()

    def run_all_figures(self) -> None:
        """Clear the claims filter, typed or by the key that keeps to disputed claims."""
        field = self.query_one(ClaimsField)
        if not field.value and not self.explorer.ledger_only:
            self.say("There is no filter on claims to clear.")
        field.value = ""
        if self.explorer.ledger_only:
            self.explorer.ledger_only = ""
            self.show()
            self.say(SHOWN[""])

    def run_read_claim(self) -> None:
        """Read the source of the claim at the cursor; of several that repeat a figure, list them."""
        pane = self.query_one(ClaimsPane)
        if pane.figure is not None:
            pane.toggle()
        elif (entry := self._entry) is not None:
            self.on_read_claim(ReadClaim(entry.event_id, entry.source, entry.quote))

    def run_change_record(self) -> None:
        """Change the claim at the cursor by its form; of several that repeat a figure, list them first."""
        pane = self.query_one(ClaimsPane)
        if pane.figure is not None:
            pane.toggle()
            self.say("Several claims state this figure; go to one of them to change it.")
        elif (entry := self._entry) is not None:
            from cttui.explore.curator import Curator

            write(self, Curator(self.explorer).of_claim(entry.event_id, entry.claim))

    def run_only(self) -> None:
        """Keep the ledger to what is disputed, differs, or stands alone, or show all."""
        self.explorer.next_ledger()
        self.show()
        self.say(SHOWN[self.explorer.ledger_only])

    def run_count_by(self) -> None:
        """Count by the figures of the claimant at the cursor alone."""
        if (entry := self._entry) is not None:
            self.edit(lambda explorer: explorer.count_as(entry.by))
