"""The list of pairs by status, and both events of one side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import reactive

from cttui.explore.audit import DATE, HEADINGS, AuditRow, AuditView, Fact, facts
from cttui.lazy import dataclass
from cttui.text import sentence
from cttui.ui.base import glyphs
from cttui.ui.base.commands import Scope
from cttui.ui.base.lines import Line, Span, columns, fit, paragraph, right, width_of, wrap
from cttui.ui.base.pane import LinePane, TextPane

SURE = 6
"""Cells of the list for how sure a pair is."""
LABEL, LONGEST = 8, 14
"""Least and most cells for what a line of the comparison is about, and the blank after it: measures are words of any length."""
ABREAST = 60
"""Cells from which both events stand side by side; in fewer, one above the other."""
SIGNS = {"agrees": "=", "differs": glyphs.DISPUTED, "": " "}
JUDGED_AS = {"same": "=", "not the same": glyphs.EXCLUDED, "unsure": "?"}
"""The sign in the list of what the reader judged."""


@dataclass
class RowPicked(Message):
    """Another row is at the cursor."""

    row: AuditRow | None


class _Line(NamedTuple):
    """A line of the list: a row, or a heading with its number."""

    row: AuditRow | None
    text: str = ""


class PairsPane(LinePane):
    """The rows under a heading for each status; the cursor goes from row to row."""

    KEYS: ClassVar[tuple[Scope, ...]] = ("list",)

    view: reactive[AuditView | None] = reactive[AuditView | None](None, layout=False, repaint=False)
    """The audit to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Position of the cursor among the rows."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[_Line] = []
        self._first: list[int] = []
        """The line of each row."""
        self._done = self._count = 0
        """How many events were compared, and how many there are; 0 as long as that is not known."""

    def tell(self, done: int, count: int) -> None:
        """Say how far the comparison is; shown as long as there is no list."""
        self._done, self._count = done, count
        self.repaint()

    def watch_view(self, old: AuditView | None, new: AuditView | None) -> None:
        """Show another list, with the cursor on the same pair if it is still there."""
        key = old.rows[self.at].key if old is not None and self.at < len(old.rows) else ("", "")
        self._fill(new)
        rows = new.rows if new is not None else ()
        same = next((place for place, row in enumerate(rows) if row.key == key), None)
        self.set_reactive(PairsPane.at, same if same is not None else min(self.at, max(0, len(rows) - 1)) if new is old else 0)
        self.repaint()
        self.show_cursor()
        self.post_message(RowPicked(self.row))

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self.repaint()
        self.show_cursor()
        self.post_message(RowPicked(self.row))

    def _fill(self, view: AuditView | None) -> None:
        self._lines, self._first = [], []
        if view is None:
            return
        counts, before = dict(view.counts), None
        for row in view.rows:
            if row.status != before:
                before = row.status
                self._lines.append(_Line(None, f"{HEADINGS[before]}  {counts[before]:,}"))
            self._first.append(len(self._lines))
            self._lines.append(_Line(row))
            if before == "missing here" and view.left_out and row is view.rows[-1]:
                self._lines.append(_Line(None, f"and {view.left_out:,} more; cttui audit lists all"))
        only = f" · only {HEADINGS[view.only].lower()}" if view.only is not None else ""
        self.entitle(f"{len(view.rows):,} rows{only}")

    @property
    def row(self) -> AuditRow | None:
        """The row at the cursor."""
        return self.view.rows[self.at] if self.view is not None and self.at < len(self.view.rows) else None

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Headings and rows."""
        return max(1, len(self._lines))

    def cursor_line(self) -> int | None:
        """The row at the cursor."""
        return self._first[self.at] if self.row is not None else None

    def line(self, number: int, width: int) -> Line:
        """A heading, or a row: what is judged, its date and title, and how sure it is."""
        if self.view is None:
            return (Span(f"  Comparing: {self._done:,} of {self._count:,} events" if self._count else "  Comparing…", "muted"),)
        if not self._lines:
            only = self.view.only
            return (
                Span(f"  Nothing is {only}." if only is not None else "  There is nothing to compare on either side.", "muted"),
            )
        row, text = self._lines[number]
        if row is None:
            return (Span(f" {text}", "heading"),)
        judged = JUDGED_AS.get(self.view.judged.get(row.key, ""), " ")
        head = (
            Span(glyphs.CURSOR if number == self.cursor_line() else " ", "accent"),
            Span(f"{judged} ", "accent"),
            Span(f"{fit(row.date, DATE)} ", "muted"),
            Span(row.title),
        )
        sure = f"{'~' if row.ambiguous else ''}{row.sure}"
        return columns(head, (Span(f" {right(sure, SURE)} ", "muted"),) if row.sure else (), width)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by rows."""
        if self.view is not None and self.view.rows:
            self.at = max(0, min(self.at + by, len(self.view.rows) - 1))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the mouse."""
        number = event.y - 1 + round(self.scroll_y)
        if number in self._first:
            self.at = self._first.index(number)


class ComparisonPane(TextPane):
    """Both events side by side: what agrees, what differs, and why they are a pair."""

    def __init__(self) -> None:
        super().__init__()
        self._row: AuditRow | None = None
        self._judged = ""

    def show(self, row: AuditRow | None, judged: str) -> None:
        """Show another row, and what the reader says of it."""
        self._row, self._judged = row, judged
        self.entitle(HEADINGS[row.status] if row is not None else "", f"you judged: {judged}" if judged else "")
        self.repaint()
        self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def compose_lines(self, width: int) -> list[Line]:
        """The verdict, a line a thing, and what else belongs to the pair."""
        row = self._row
        if row is None:
            return []
        found: list[Line] = [*paragraph(_verdict(row) + self._hint(row), width, "strong"), ()]
        if row.ours is None or row.theirs is None:
            found += _alone(facts(row), width)
        else:
            found += (_abreast if width >= ABREAST else _stacked)(row, facts(row), width)
        for text in _more(row):
            found += [(), *paragraph(text, width, "muted")]
        return found

    def _hint(self, row: AuditRow) -> str:
        """How an event that is missing here is added, where anything can be written."""
        return self.keys.hint(" {} adds it to the timeline.", "add_event") if row.status == "missing here" else ""


def _verdict(row: AuditRow) -> str:
    """What was found, in a sentence or two."""
    if row.status == "missing here":
        return "They have this event, and none of the list fits it."
    if row.status == "missing there":
        return f"They lack this event: {row.reason}."
    said = "the same by your judgement" if row.sure == "judged" else f"{row.sure} sure to be the same"
    return sentence(f"{said}; ambiguous" if row.ambiguous else said)


def _more(row: AuditRow) -> Iterator[str]:
    if row.pair is None:
        return
    if row.pair.also:
        yield f"Further rows of theirs about it: {', '.join(row.pair.also)}."
    if row.pair.rivals:
        yield f"Others that would do nearly as well: {', '.join(row.pair.rivals)}."


def _alone(found: tuple[Fact, ...], width: int) -> Iterator[Line]:
    """The one event that there is."""
    label = _label(found)
    for one in found:
        for place, text in enumerate(wrap(one.ours or one.theirs, width - label)):
            yield (Span(fit(one.label if not place else "", label), "muted"), Span(text))


def _label(found: tuple[Fact, ...]) -> int:
    """Cells for what the lines are about."""
    return max(LABEL, min(LONGEST, 1 + max((width_of(one.label) for one in found), default=0)))


def _abreast(row: AuditRow, found: tuple[Fact, ...], width: int) -> Iterator[Line]:
    """Both events in two columns, and between them whether they agree; below, how."""
    label = _label(found)
    room = (width - label - 4) // 2
    yield (Span(" " * label), Span(fit("ours", room), "heading"), Span("    "), Span(_theirs(row), "heading"))
    for one in found:
        mine, other = wrap(one.ours or "–", room), wrap(one.theirs or "–", room)
        for place in range(max(len(mine), len(other))):
            left, beside = (texts[place] if place < len(texts) else "" for texts in (mine, other))
            yield (
                Span(fit(one.label if not place else "", label), "muted"),
                Span(fit(left, room), "" if one.ours else "muted"),
                Span(f" {SIGNS[one.state] if not place else ' '}  ", "fault" if one.state == "differs" else "accent"),
                Span(fit(beside, room), "" if one.theirs else "muted"),
            )
        if one.says:
            yield from ((Span(" " * label), Span(line, "muted")) for line in wrap(one.says, width - label))


def _stacked(row: AuditRow, found: tuple[Fact, ...], width: int) -> Iterator[Line]:
    """The same where there is no room: theirs below ours."""
    label = _label(found)
    for one in found:
        texts = (("ours", one.ours), (_theirs(row), one.theirs))
        said = f" {one.says}" if one.says else ""
        role = "fault" if one.state == "differs" else "accent"
        yield (
            Span(fit(one.label, label), "heading"),
            Span(SIGNS[one.state], role),
            Span(fit(said, width - label - 1), "muted"),
        )
        for who, text in texts:
            for place, line in enumerate(wrap(text or "–", width - label - 1)):
                yield (Span(f" {fit(who if not place else '', label)}", "muted"), Span(line, "" if text else "muted"))


def _theirs(row: AuditRow) -> str:
    """What their column is called: of an event that they lack, it shows the likeliest."""
    return "theirs, closest match" if row.status == "missing there" and row.theirs is not None else "theirs"
