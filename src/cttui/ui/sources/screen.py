"""Sources: what the selection cites."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal

from cttui.curation.here import Here
from cttui.exports import offers
from cttui.exports.offers import Offer
from cttui.ui.base.bar import Bar, BarCommands, CompletionsPane
from cttui.ui.base.commands import Command
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane, PromptPane
from cttui.ui.base.keeping import EditorCommands
from cttui.ui.base.messages import OpenSource
from cttui.ui.base.screen import TooSmallPane
from cttui.ui.sources.pane import SourceListPane


class SourcesScreen(BarCommands, EditorCommands, ExportCommands):
    """The sources that the selection cites, filtered by the same bar."""

    AUTO_FOCUS = "SourceListPane"
    KEYS = ("sources", "everywhere")

    def panes(self) -> ComposeResult:
        """The bar and the list."""
        yield self.filled(HeaderPane())
        with Horizontal(id="question"):
            yield PromptPane("filter_sources")
            yield Bar(self.explorer.typed)
        yield self.filled(NotePane())
        yield self.filled(SourceListPane())
        yield FooterPane(self.offers)
        yield CompletionsPane()
        yield TooSmallPane()

    def exports(self) -> list[Offer]:
        """The sources of the list first."""
        view = self.query_one(SourceListPane).view
        return [*([offers.sources(self.explorer, view)] if view is not None else ()), *super().exports()]

    def can(self, command: Command) -> bool:
        """Without a source there is none to read."""
        if command.id in {"open_source", "source_claims"} and self.query_one(SourceListPane).row is None:
            return False
        return super().can(command)

    def here_in_file(self) -> Here | None:
        """The source at the cursor."""
        row = self.query_one(SourceListPane).row
        return Here("source", row.id) if row is not None else None

    def run_change_record(self) -> None:
        """Change the source at the cursor."""
        from cttui.ui.base.adding import change_source

        if (row := self.query_one(SourceListPane).row) is not None:
            change_source(self, row.id)

    def on_open_source(self, message: OpenSource) -> None:
        """A source was chosen: read it at the first event of the list that cites it."""
        row = self.query_one(SourceListPane).row
        if row is not None and row.id == message.source_id and not row.events:
            self.say("No event cites this source yet.")
            return
        self.explorer.open_source(message.source_id)
        self.host.open("read", self.explorer)

    def run_open_source(self) -> None:
        """Read the source at the cursor."""
        if (row := self.query_one(SourceListPane).row) is not None:
            self.on_open_source(OpenSource(row.id))

    def run_source_claims(self) -> None:
        """The figures that the publisher of the source at the cursor carries, in the events of the list."""
        if (row := self.query_one(SourceListPane).row) is not None:
            self.explorer.open_ledger(of_all=True)
            name = row.publisher.replace('"', " ")
            self.host.open("claims", self.explorer, f'publisher:"{name}"')

    def run_order_sources(self) -> None:
        """Sort the sources by the next order."""
        self.edit(lambda explorer: explorer.next_order())

    def run_filter_sources(self) -> None:
        """Focus the bar."""
        self.query_one(Bar).focus()
