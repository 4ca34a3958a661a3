"""The claims screen's list: who reports which figure, each interval drawn on its section's axis."""

from __future__ import annotations

from textual.reactive import reactive

from cttui.explore.claims import Account, Entry, Ledger, Section
from cttui.lazy import dataclass
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, paragraph, right, width_of
from cttui.ui.base.messages import ReadClaim
from cttui.ui.base.pane import LinePane, TextPane

STATED_WIDTH = 15


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the list."""

    section: Section
    account: Account | None = None
    entry: Entry | None = None
    text: str = ""
    """Our own arithmetic, on a line of its own."""


class ClaimsPane(LinePane):
    """The ledger as lines; the cursor goes from claim to claim."""

    VIEW = "ledger"

    view: reactive[Ledger | None] = reactive[Ledger | None](None, layout=False, repaint=False)
    """The ledger to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """The line at the cursor."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._rows: list[_Row | None] = []

    def watch_view(self) -> None:
        """Show another ledger, starting at its first claim."""
        self.prepare()
        self.repaint()
        self.show_cursor()

    def prepare(self) -> None:
        """Make the lines."""
        self._rows = []
        for section in self.view.sections if self.view else ():
            self._rows += [None, _Row(section)] if self._rows else [_Row(section)]
            self._rows += [_Row(section, text=text) for text in section.arithmetic]
            for account in section.accounts:
                self._rows.append(_Row(section, account))
                self._rows += [_Row(section, account, entry) for entry in account.entries]
        self.set_reactive(ClaimsPane.at, next((n for n, row in enumerate(self._rows) if row and row.entry), 0))
        if self.view is not None:
            counts = f"{self.view.claims} claims, {self.view.disputed} disputed, {self.view.differing} differing"
            self.entitle(self.view.title, counts)

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self.repaint()
        self.show_cursor()
        self.screen.query_one(ClaimPane).repaint()

    @property
    def entry(self) -> Entry | None:
        """The claim at the cursor."""
        row = self._rows[self.at] if self.at < len(self._rows) else None
        return row.entry if row else None

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Sections, accounts and claims."""
        return len(self._rows) or 1

    def cursor_line(self) -> int | None:
        """The claim at the cursor."""
        return self.at if self._rows else None

    def line(self, number: int, width: int) -> Line:
        """A section's head, a population, or a claim."""
        if not self._rows:
            return (Span("  No claims.", "muted"),)
        row = self._rows[number]
        if row is None:
            return ()
        if row.text:
            return Span("  our arithmetic  ", "accent"), Span(fit(row.text, width - 18), "quote")
        if row.account is None:
            scope = f"  {row.section.scope}" if row.section.scope else ""
            return (Span(fit(f" {row.section.measure}{scope}", width), "strong"),)
        if row.entry is None:
            return columns((Span(f"   {row.account.who}", "heading"),), _state(row.account), width)
        return self._entry(row.section, row.entry, width, at_cursor=number == self.at)

    def _entry(self, section: Section, entry: Entry, width: int, *, at_cursor: bool) -> Line:
        axis = max(12, min(44, (width - STATED_WIDTH - 4) * 2 // 5))
        rest = width - STATED_WIDTH - axis - 5
        said = entry.by + (", superseded" if entry.superseded else "")
        by_width = rest if rest < 48 else 26
        spans = [
            Span(glyphs.CURSOR if at_cursor else " ", "accent"),
            Span(right(entry.stated, STATED_WIDTH) + " ", "muted" if entry.superseded else "strong"),
            Span(bar(section, entry, axis), "muted" if entry.superseded else "accent"),
            Span("  "),
            Span(fit(said, by_width), "muted" if entry.superseded else ""),
        ]
        if rest > by_width:
            # the publisher is truncated, never the date
            whose, room = f"{entry.standpoint} · {entry.publisher}", rest - by_width - width_of(entry.issued) - 2
            about = f"{whose if width_of(whose) <= room else fit(whose, room)}, {entry.issued}"
            spans.append(Span(" " + fit(about if room > 0 else entry.issued, rest - by_width), "muted"))
        return tuple(spans)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor over claims."""
        claims = [n for n, row in enumerate(self._rows) if row and row.entry]
        if not claims:
            return
        here = next((place for place, n in enumerate(claims) if n >= self.at), len(claims) - 1)
        self.at = claims[max(0, min(here + by, len(claims) - 1))]

    def on_click(self, event: object) -> None:
        """Move the cursor to the mouse; a second click reads."""
        number = int(getattr(event, "y", 0)) - 1 + round(self.scroll_y)
        if 0 <= number < len(self._rows) and (row := self._rows[number]) and row.entry:
            if number == self.at and getattr(event, "chain", 1) > 1:
                self.post_message(ReadClaim(row.entry.event_id, row.entry.source, row.entry.quote))
            self.at = number


def _state(account: Account) -> tuple[Span, ...]:
    if account.state == "disputed":
        return (Span(f" {glyphs.DISPUTED} disputed, {account.spread} ", "accent"),)
    return (Span(" differing ", "muted"),) if account.state == "differing" else ()


def bar(section: Section, entry: Entry, width: int) -> str:
    """An interval on its section's axis: a dot for a number, a line for a range, an arrow for "at least"."""
    if entry.low is None or entry.high is None:
        return fit("no number", width)
    reach = section.high - section.low

    def place(value: float) -> int:
        return round((min(value, section.high) - section.low) / reach * (width - 2)) if reach else 0

    first, last = place(max(entry.low, section.low)), place(entry.high)
    cells = [" "] * width
    for cell in range(first, last + 1):
        cells[cell] = "─"
    if entry.high > section.high:
        cells[last + 1] = glyphs.ARROW
        for cell in range(first, last + 1):
            cells[cell] = "─"
    cells[first] = glyphs.CHOSEN
    if last > first and entry.high <= section.high:
        cells[last] = glyphs.CHOSEN
    return "".join(cells)


class ClaimPane(TextPane):
    """Below the list: the claim at the cursor in full, and its claimant's totals."""

    can_focus = False

    def compose_lines(self, width: int) -> list[Line]:
        """Quote, note, source, and the claimant's totals."""
        entry = self.screen.query_one(ClaimsPane).entry
        if entry is None:
            return []
        lines: list[Line] = []
        if entry.quote:
            lines += paragraph(f"“{entry.quote}”", width, "quote")
        lines += paragraph(f"{entry.publisher}, {entry.issued}: {entry.title}", width, "muted")
        if entry.note:
            lines += paragraph(f"note: {entry.note}", width)
        if entry.counts:
            lines += paragraph(f"{entry.by} counts: {entry.counts}", width)
        return lines
