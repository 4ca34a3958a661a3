"""The claims screen's list: who reports which figure, each interval drawn on its section's axis."""

from __future__ import annotations

from collections.abc import Iterator

from textual.reactive import reactive

from cttui.explore.claims import Account, Entry, Figure, Ledger, Section
from cttui.explore.matching import matching
from cttui.lazy import dataclass
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, paragraph, right, width_of
from cttui.ui.base.messages import ReadClaim
from cttui.ui.base.pane import LinePane, TextPane

STATED_WIDTH, STATED_NARROW = 15, 13
"""Cells for a figure as stated, in a pane of ``WIDE`` cells and in another."""
AXIS_NARROW = 12
"""Cells of the axis where there is little room: who says it and in which source is seen all the same."""
WIDE = 100
BORDER = 6
"""Cells of the pane's edge that a title leaves free."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the list."""

    section: Section
    account: Account | None = None
    figure: Figure | None = None
    entry: Entry | None = None
    """The claim, where the line is not of several."""
    below: bool = False
    """Whether the line stands below that of its figure, which is opened."""
    text: str = ""
    """Our own arithmetic, on a line of its own."""

    @property
    def id(self) -> tuple[str, ...]:
        """What the line's figure is known by, whatever else is listed."""
        if self.account is None or self.figure is None:
            return ()
        first = self.figure.entries[0]
        return (self.section.measure, self.section.scope, self.account.name, first.stated, first.by)


class ClaimsPane(LinePane):
    """The ledger as lines; the cursor goes from figure to figure, and through the claims of those that are opened."""

    VIEW = "ledger"

    view: reactive[Ledger | None] = reactive[Ledger | None](None, layout=False, repaint=False)
    """The ledger to show."""
    wanted: reactive[str] = reactive("", layout=False, repaint=False)
    """What is typed to keep the ledger to."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """The line at the cursor."""

    def __init__(self, wanted: str = "") -> None:
        """Keep to what a text asks for."""
        super().__init__()
        self.set_reactive(ClaimsPane.wanted, wanted)
        self.listed: Ledger | None = None
        """What of the view is listed."""
        self._opened: set[tuple[str, ...]] = set()
        self._rows: list[_Row | Line] = []
        """A line of itself stands for one on which the cursor does not stop."""
        self._times = 0
        """Cells for how many sources repeat a figure."""

    def watch_view(self, old: Ledger | None, new: Ledger | None) -> None:
        """Show another ledger from its first figure; the same one, read again, with the cursor on the same figure."""
        here = self._row if old is not None and new is not None and old.title == new.title else None
        self.prepare()
        if here is not None and here.figure is not None:
            rows = ((n, row) for n, row in enumerate(self._rows) if isinstance(row, _Row))
            same = (n for n, row in rows if row.id == here.id and row.entry == here.entry)
            self.set_reactive(ClaimsPane.at, next(same, self.at))
        self._show_again()

    def watch_wanted(self) -> None:
        """Show other figures of the same ledger, from the first."""
        self.prepare()
        self._show_again()

    def _show_again(self) -> None:
        self.repaint()
        self.show_cursor()
        self._show_claim()

    def prepare(self) -> None:
        """Make the lines, with the cursor on the first figure."""
        self.listed = matching(self.view, self.wanted) if self.view else None
        if self.listed and self.wanted.strip():
            self.listed = self.listed._replace(title=f"{self.listed.title} – {self.wanted.strip()}")
        self._fill()
        self.set_reactive(ClaimsPane.at, next(iter(self._figures()), 0))

    def _figures(self) -> Iterator[int]:
        """The lines on which the cursor stops."""
        return (n for n, row in enumerate(self._rows) if isinstance(row, _Row) and row.figure)

    def _fill(self) -> None:
        self._rows = totals(self.listed) if self.listed and not self.wanted.strip() else []
        for section in self.listed.sections if self.listed else ():
            self._rows += [(), _Row(section)] if self._rows else [_Row(section)]
            self._rows += [_Row(section, text=text) for text in section.arithmetic]
            for account in section.accounts:
                self._rows.append(_Row(section, account))
                for figure in account.figures:
                    row = _Row(section, account, figure, figure.entries[0] if len(figure.entries) == 1 else None)
                    self._rows.append(row)
                    if row.entry is None and row.id in self._opened:
                        self._rows += [_Row(section, account, figure, entry, below=True) for entry in figure.entries]
        times = (width_of(row.figure.times) for row in self._rows if isinstance(row, _Row) and row.figure)
        self._times = max(times, default=0)

    def repaint(self) -> None:
        """Repaint; another width may have room for more in the title."""
        if self.listed is not None:
            self.entitle(self.listed.title, counts(self.listed, self.size.width - BORDER, typed=bool(self.wanted.strip())))
        super().repaint()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self.repaint()
        self.show_cursor()
        self._show_claim()

    def _show_claim(self) -> None:
        if self.is_mounted:
            self.screen.query_one(ClaimPane).repaint()

    @property
    def _row(self) -> _Row | None:
        row = self._rows[self.at] if self.at < len(self._rows) else None
        return row if isinstance(row, _Row) else None

    @property
    def figure(self) -> Figure | None:
        """The figure at the cursor, where several claims of it are listed and the cursor is on none of them."""
        row = self._row
        return row.figure if row and row.entry is None else None

    @property
    def entry(self) -> Entry | None:
        """The claim at the cursor; of several that repeat a figure, the first."""
        row = self._row
        return row.entry or (row.figure.entries[0] if row.figure else None) if row else None

    def toggle(self) -> None:
        """List the claims that repeat the figure at the cursor, or fold them."""
        if (row := self._row) is not None and self.figure is not None:
            self._opened ^= {row.id}
            self._fill()
            self.repaint()
            self.show_cursor()

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Sections, accounts and figures."""
        return len(self._rows) or 1

    def cursor_line(self) -> int | None:
        """The figure at the cursor."""
        return self.at if self._rows else None

    def line(self, number: int, width: int) -> Line:
        """A section's head, a population, a figure, or a claim of one that is opened."""
        if not self._rows:
            none = "No claim matches. To filter by event, go back to the list." if self.wanted.strip() else "No claims."
            none = none if self.view is not None else "Reading claims…"
            return (Span(fit(f"  {none}", width), "muted"),)
        row = self._rows[number]
        if not isinstance(row, _Row):
            return columns(row, (), width) if row else ()
        if row.text:
            return Span("  our arithmetic  ", "accent"), Span(fit(row.text, width - 18), "quote")
        if row.account is None:
            return (Span(heading(row.section, width), "strong"),)
        if row.figure is None:
            return population(row.account, width)
        return self._figure(row, row.figure, width, at_cursor=number == self.at)

    def _figure(self, row: _Row, figure: Figure, width: int, *, at_cursor: bool) -> Line:
        wide = width >= WIDE
        stated = STATED_WIDTH if wide else STATED_NARROW
        axis = max(AXIS_NARROW, min(44, (width - stated - 4) * 2 // 5)) if wide else AXIS_NARROW
        entry = row.entry or figure.entries[0]
        superseded = entry.superseded if row.entry else figure.superseded
        rest = width - stated - self._times - axis - 6
        by_width = (26 if wide else rest * 2 // 5) if rest > 24 else rest
        muted = "muted" if superseded else ""
        spans = [
            Span(glyphs.CURSOR if at_cursor else " ", "accent"),
            Span(" " * stated if row.below else right(entry.stated, stated), muted or "strong"),
            Span(f" {fit('' if row.below else figure.times, self._times)} ", muted or "accent"),
            Span(" " * axis if row.below else bar(row.section, entry, axis), muted or "accent"),
            Span("  "),
            Span(fit(entry.by + (", superseded" if superseded else ""), by_width), muted),
        ]
        if (room := rest - by_width - 1) > 0:
            said = (entry,) if row.entry else figure.entries
            spans.append(Span(" " + fit(published(said, room, standpoint=wide), room), "muted"))
        return tuple(spans)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor over figures, and the claims of those that are opened."""
        figures = list(self._figures())
        if not figures:
            return
        here = next((place for place, n in enumerate(figures) if n >= self.at), len(figures) - 1)
        self.at = figures[max(0, min(here + by, len(figures) - 1))]

    def on_click(self, event: object) -> None:
        """Put the cursor where the mouse is; a second click reads, or opens a figure that several sources repeat."""
        number = int(getattr(event, "y", 0)) - 1 + round(self.scroll_y)
        if number in self._figures():
            twice = number == self.at and getattr(event, "chain", 1) > 1
            self.at = number
            if twice and self.figure is not None:
                self.toggle()
            elif twice and (entry := self.entry) is not None:
                self.post_message(ReadClaim(entry.event_id, entry.source, entry.quote))


def totals(ledger: Ledger) -> list[_Row | Line]:
    """The dead by each claimant's figures, added up, above a ledger that is not of all events."""
    lines: list[_Row | Line] = []
    if ledger.totals:
        names = max(width_of(one.by) for one in ledger.totals)
        lines.append((Span(" killed  all listed events, added up by claimant", "strong"),))
        lines += [(Span(f"   {fit(one.by, min(names, 40))}  ", "heading"), Span(one.total.sentence)) for one in ledger.totals]
    return lines


def counts(ledger: Ledger, width: int, *, typed: bool) -> str:
    """How much is listed, what matters most first, as far as there is room: figures and claims where these are not as many."""
    figures, claims = ledger.figures, ledger.claims
    listed = f"{claims:,} claim{'' if claims == 1 else 's'}"
    if figures != claims:
        listed = f"{figures:,} figure{'' if figures == 1 else 's'} in {listed}"
    apart = ((ledger.disputed, "disputed"), (ledger.differing, "differing"))
    alone = (ledger.alone, "on one publisher alone")
    for number, what in ((ledger.beside, "on wider groups"), alone, *apart) if typed else (*apart, alone):
        if number and width_of(f"{listed}, {number:,} {what}") <= width:
            listed = f"{listed}, {number:,} {what}"
    return listed


def published(entries: tuple[Entry, ...], room: int, *, standpoint: bool) -> str:
    """Who published some claims, with the date where it is one source's; the names give way, never the date."""
    names = ", ".join(dict.fromkeys(entry.publisher for entry in entries))
    said = f"{entries[0].standpoint} · {names}" if standpoint else names
    if len(entries) > 1:
        return said
    date = entries[0].issued
    left = room - width_of(date) - 2
    return f"{said if width_of(said) <= left else fit(said, left).rstrip()}, {date}" if left > 0 else date


def heading(section: Section, width: int) -> str:
    """What stands on one axis, in one line: a title, a unit, a province or the measure gives way, never a date."""
    parts = {"unit": section.unit, "period": section.period, "province": section.province}
    parts |= {"event": section.event, "date": section.date, "measure": section.measure}
    over = width_of(f" {section.measure}  {section.scope}") - width
    for name in sorted(("event", "unit", "province", "measure"), key=lambda name: -width_of(parts[name])):
        if over > 0 and parts[name]:
            kept = fit(parts[name], max(1, width_of(parts[name]) - over)).rstrip()
            over -= width_of(parts[name]) - width_of(kept)
            parts[name] = kept
    measure = parts.pop("measure")
    return fit(f" {measure}  {', '.join(filter(None, parts.values()))}", width)


LEAST_NAME = 12
"""Cells of a population's name for which what is said of its figures gives way."""


def population(account: Account, width: int) -> Line:
    """Who is counted, and whether the figures agree; the name gives way, never the days counted."""
    who, period = account.who, f", {account.period}" if account.period else ""
    least = min(width_of(who), LEAST_NAME) + width_of(period)
    for state in _states(account):
        room = width - 3 - sum(width_of(span.text) for span in state)
        if room >= least:
            break
    if width_of(who + period) > room:
        who = fit(who, max(1, room - width_of(period))).rstrip()
    return columns((Span(f"   {who}{period}", "heading"),), state, width)


def _states(account: Account) -> Iterator[tuple[Span, ...]]:
    """What is said of a population's figures, in ever fewer words."""
    wider = (Span(f" includes {account.wider} ", "muted"),) if account.wider else ()
    agree = (Span(" differing ", "muted"),) if account.state == "differing" else ()
    if account.state == "disputed":
        spread = (Span(f" {glyphs.DISPUTED} disputed, {account.spread} ", "accent"),)
        agree = (Span(f" {glyphs.DISPUTED} disputed ", "accent"),)
        yield (*wider, *spread)
        yield spread
    yield (*wider, *agree)
    yield agree
    yield ()


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
        """Quote, note, source, and what the claimant counts; of several claims, the quote of each."""
        pane = self.screen.query_one(ClaimsPane)
        entry, figure = pane.entry, pane.figure
        if entry is None:
            return []
        lines: list[Line] = []
        for one in figure.entries if figure else ():
            quote = f": “{one.quote}”" if one.quote else ""
            lines += paragraph(f"{one.publisher}, {one.issued}{quote}", width, "quote")
        if not figure:
            if entry.quote:
                lines += paragraph(f"“{entry.quote}”", width, "quote")
            # a name that is publisher and date itself is not said twice
            whose = f"{entry.publisher}, {entry.issued}: " if entry.name.origin != "publisher" else ""
            lines += paragraph(f"{whose}{entry.name}", width, "muted")
            if entry.note:
                lines += paragraph(f"note: {entry.note}", width)
        if entry.counts:
            lines += paragraph(f"{entry.by} counts: {entry.counts}", width)
        return lines
