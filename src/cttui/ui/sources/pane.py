"""The sources screen's list: what the selection cites, and which sources are stored."""

from __future__ import annotations

from textual.reactive import reactive

from cttui.explore.detail import SENSITIVE
from cttui.explore.sources import SourceRow, SourcesView
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, right, width_of
from cttui.ui.base.messages import OpenSource
from cttui.ui.base.pane import LinePane

ISSUED, STANDPOINT = 12, 11
"""Cells for a date and a standpoint; a longer date takes more."""
ROOM = 100
"""Cells from which the standpoint has a column beside a title that can be read; in fewer, only where it is the order."""
LEGEND = "‹…› no headline known: words of the address"
"""What the mark around some titles means."""
LEAST = 12
"""Minimum cells of a publisher beside such a date."""


class SourceListPane(LinePane):
    """One source per line; the cursor stays on its source when the list changes."""

    VIEW = "sources"
    sticky = 1

    view: reactive[SourcesView | None] = reactive[SourcesView | None](None, layout=False, repaint=False)
    """The sources to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Position of the cursor."""

    def watch_view(self, old: SourcesView | None, new: SourcesView | None) -> None:
        """Show other sources, with the cursor on the same one if it is still listed."""
        here = old.rows[self.at].id if old and self.at < len(old.rows) else ""
        rows = new.rows if new else ()
        self.set_reactive(SourceListPane.at, next((n for n, row in enumerate(rows) if row.id == here), 0))
        self.prepare()
        self.repaint()
        self.show_cursor()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self.repaint()
        self.show_cursor()

    def prepare(self) -> None:
        """The title says how many there are, and in which order."""
        if self.view is not None:
            marked = any(row.title.origin != "headline" for row in self.view.rows)
            below = f"{LEGEND} · by {self.view.order}" if marked else f"by {self.view.order}"
            kept = f", {self.view.sensitive:,} {SENSITIVE}" if self.view.sensitive else ""
            shown = f"{len(self.view.rows):,}"
            which = f"{shown} most cited of {self.view.in_all:,} sources" if self.view.in_all else f"{shown} sources"
            self.entitle(f"{which}, {self.view.copies:,} stored{kept}", below)

    @property
    def row(self) -> SourceRow | None:
        """The source at the cursor."""
        return self.view.rows[self.at] if self.view and self.at < len(self.view.rows) else None

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """The column heads and the sources."""
        return self.sticky + (len(self.view.rows) or 1 if self.view else 0)

    def cursor_line(self) -> int | None:
        """The source at the cursor."""
        return self.sticky + self.at if self.row else None

    def line(self, number: int, width: int) -> Line:
        """Column heads, or a source."""
        names = max(18, min(30, width // 4))
        standpoint = width >= ROOM or (self.view is not None and self.view.order == "standpoint")
        if number < self.sticky:
            heads = [
                fit("publisher", names),
                fit("published", ISSUED),
                *([fit("standpoint", STANDPOINT)] if standpoint else []),
            ]
            head = Span(f" {' '.join(heads)} title", "muted")
            return columns((head,), (Span(" events claims  copy ", "muted"),), width)
        if self.view is None or not self.view.rows:
            return (Span("  No listed event cites a source.", "muted"),)
        row = self.view.rows[number - self.sticky]
        here = number - self.sticky == self.at
        # a date is never truncated: it takes room from the publisher, then from the title
        issued = max(ISSUED, width_of(row.issued))
        names = max(LEAST, names + ISSUED - issued)
        head_spans = (
            Span(glyphs.CURSOR if here else " ", "accent"),
            Span(fit(row.publisher, names) + " ", "strong" if here else ""),
            Span(f"{fit(row.issued, issued)} {fit(row.standpoint, STANDPOINT) + ' ' if standpoint else ''}", "muted"),
            *((Span(f"{SENSITIVE} · ", "strong"),) if row.sensitive else ()),
            Span(str(row.title), "" if row.title.origin == "headline" else "muted"),
        )
        stored = f"{glyphs.CHOSEN} yes" if row.copy else "  –  "
        tail = (
            Span(f" {right(str(row.events), 5)} {right(str(row.claims), 6)} "),
            Span(f"{fit(stored, 6)}", "accent" if row.copy else "muted"),
        )
        return columns(head_spans, tail, width)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by sources."""
        if self.view and self.view.rows:
            self.at = max(0, min(self.at + by, len(self.view.rows) - 1))

    def on_click(self, event: object) -> None:
        """Move the cursor to the mouse; a second click reads."""
        number = int(getattr(event, "y", 0)) - 1 - self.sticky + round(self.scroll_y)
        if self.view and 0 <= number < len(self.view.rows):
            if number == self.at and getattr(event, "chain", 1) > 1:
                self.post_message(OpenSource(self.view.rows[number].id))
            self.at = number
