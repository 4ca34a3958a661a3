"""The pane of the reader: the current source, with its copy."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import reactive

from cttui.explore.detail import SENSITIVE
from cttui.explore.figures import FiguresView
from cttui.explore.sources import ReadView, TakenClaim
from cttui.lazy import dataclass
from cttui.text import numbered, sentence
from cttui.ui.base import glyphs
from cttui.ui.base.commands import Keys
from cttui.ui.base.lines import Line, Span, breaks, fit, paragraph, right, width_of, wrap
from cttui.ui.base.messages import GoTo
from cttui.ui.base.pane import LinePane
from cttui.ui.base.rows import row_lines

if TYPE_CHECKING:
    from cttui.explore.copy import CopyView, Quoted


BACKGROUND = " · background: older than the event"
"""What is said of a source that is older than the event."""

MARGIN = 34
"""Cells at the right of a copy's text for the claims beside their quotes, where the pane is wide enough."""
WIDE_ENOUGH = 96


@dataclass
class Pointed(Message):
    """A place of the text was clicked."""

    place: int
    """In characters."""


GUTTER = 2
"""Cells before a line of the text, for signs."""


class _Mark(NamedTuple):
    """A stretch of the text that is marked."""

    start: int
    stop: int
    role: str
    sign: str = ""
    """Stands before the line in which it begins."""
    label: str = ""
    """Stands beside that line."""


class ReaderPane(LinePane):
    """A source: publisher, date, standpoint, our digest, its figures in the timeline, and its copy.

    The copy's text is broken into lines by offsets; only visible lines are created.
    """

    VIEW = "read"
    FOLLOWS_CURSOR = True

    view: reactive[ReadView | None] = reactive[ReadView | None](None, layout=False, repaint=False)
    """The reader's view."""
    copy: reactive[CopyView | None] = reactive(None, layout=False, repaint=False)
    """The stored copy of the source; ``None`` if there is none, or while it is being read."""
    figures: reactive[FiguresView] = reactive(FiguresView(read=0), layout=False, repaint=False)
    """The figures that the copy states."""
    seeking: reactive[str] = reactive("", layout=False, repaint=False)
    """The search text in the copy; empty for its quotes."""

    def __init__(self, places: dict[str, float]) -> None:
        """Take the scroll position of each source, in lines from its top; it is kept up to date."""
        super().__init__()
        self._places = places
        self._head: list[Line] = []
        self._breaks: list[tuple[int, int]] = []
        self._laid_out = (-1, "")
        self._hits: list[tuple[int, int, str]] = []
        """Start, stop and label of the hits that ``n`` goes through, in text order."""
        self._hit = -1
        self._marks: list[_Mark] = []
        """What is marked in the text, in its order: the hits, and the figures to look at."""
        self._covered = 0
        """Blank lines below the text, while a form covers a part of it."""
        self._here: tuple[int, int] | None = None
        """What is looked at: a hit, a figure, words."""

    def watch_view(self, old: ReadView | None, new: ReadView | None) -> None:
        """Show another source, from its top; its copy follows once it has been read."""
        if old is None or new is None or old.source_id != new.source_id:
            self.copy = None
            self.seeking = ""
            place = self._place()
            self.repaint()
            self.scroll_to(y=place, animate=False, immediate=True, force=True)
        # the counts of its figures are those of another copy no more
        self.prepare()
        self.repaint()

    def watch_copy(self, old: CopyView | None, new: CopyView | None) -> None:
        """Show the copy's text with its quotes."""
        if old is None or new is None or old.text != new.text:
            self._laid_out = (-1, "")
        if new is None or old is None or old.sha256 != new.sha256:
            self.set_reactive(ReaderPane.figures, FiguresView(read=0))
        self._find_hits()
        place = self._place()
        self.repaint()
        if self.copy is not None:
            self.scroll_to(y=place, animate=False, immediate=True, force=True)

    def _place(self) -> float:
        """The scroll position where this source was left."""
        return self._places.get(self.view.source_id, 0) if self.view is not None else 0

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep the scroll position, but not while the text is still missing and the pane is shorter than it will be."""
        super().watch_scroll_y(old_value, new_value)
        if self.view is not None and (self.copy is not None or not self.view.copied):
            self._places[self.view.source_id] = new_value

    def watch_figures(self) -> None:
        """Underline the figures to look at, and say how many there are."""
        self._mark()
        self.prepare()
        self.repaint()

    def watch_seeking(self) -> None:
        """Highlight the search text."""
        self._find_hits()
        self.repaint()

    def prepare(self) -> None:
        """The title says which source it is."""
        if self.view is not None:
            counts = self.figures.counts if self.copy is not None and self.figures.stated else ""
            self.entitle(f"Source {self.view.current + 1} of {len(self.view.sources)}", counts)

    # -- lines -------------------------------------------------------------------------------------------------------

    @property
    def _text_width(self) -> int:
        width = self.inner_width - 3
        return min(width - MARGIN if width >= WIDE_ENOUGH else width, 96)

    def repaint(self) -> None:
        """Lay out again whatever the width or the view changed, and repaint."""
        width = self.inner_width
        self._head = []
        if self.view is not None and width > 4:
            self._head = [(Span(" "), *line) for line in _source(self.view, min(width - 2, 96), self.copy, self.keys)]
        text = self.copy.text if self.copy is not None else ""
        if self._laid_out[0] != width or len(text) != len(self._laid_out[1]):
            self._laid_out = (width, text)
            self._breaks = breaks(text, self._text_width) if text and width > 4 else []
        super().repaint()

    def line_total(self) -> int:
        """The source's head and its copy's text."""
        return len(self._head) + len(self._breaks) + self._covered

    def cover(self, *, covered: bool) -> None:
        """A form covers the lower part of the text, or no longer: what is looked at stays in sight above it."""
        self._covered = self.size.height if covered else 0
        self.repaint()
        if covered and self._here is not None:
            self.scroll_to(y=max(0, self._line_of(self._here[0]) - 1), animate=False, immediate=True, force=True)

    def line(self, number: int, width: int) -> Line:
        """A line of the head or of the copy."""
        if number >= len(self._head) + len(self._breaks):
            return ()
        if number < len(self._head):
            return self._head[number]
        assert self.copy is not None  # noqa: S101 - there is no line of text without a copy
        start, stop = self._breaks[number - len(self._head)]
        return self._text_line(self.copy.text, start, stop, width)

    def _text_line(self, text: str, start: int, stop: int, width: int) -> Line:
        spans: list[Span] = []
        at, label = start, ""
        signs: set[str] = set()
        for mark in self._marks_in(start, stop):
            if mark.stop <= at:
                continue
            if start <= mark.start:
                signs.add(mark.sign)
                label = label or mark.label
            spans.append(Span(text[at : max(at, mark.start)]))
            spans.append(Span(text[max(at, mark.start) : min(stop, mark.stop)], mark.role))
            at = min(stop, mark.stop)
        spans.append(Span(text[at:stop]))
        edge = Span("".join(sign for sign in (glyphs.EVIDENCE, glyphs.FIGURE) if sign in signs).ljust(GUTTER), "accent")
        if not label or width - 3 < WIDE_ENOUGH:
            return (edge, *spans)
        room = self._text_width - sum(width_of(span.text) for span in spans)
        return (edge, *spans, Span(" " * (max(room, 0) + 2)), Span(fit(label, MARGIN - 3), "muted"))

    def _marks_in(self, start: int, stop: int) -> list[_Mark]:
        """What is marked in a stretch of the text; of two at one place, what is looked at covers the other."""
        found: list[_Mark] = []
        first = max(0, bisect_right(self._marks, start, key=lambda mark: mark.stop) - 8)
        for mark in islice(self._marks, first, None):
            if mark.start >= stop:
                break
            if mark.stop > start:
                found.append(mark)
        if (here := self._here) is not None and here[0] < stop and here[1] > start:
            there = next((mark for mark in found if (mark.start, mark.stop) == here), _Mark(*here, "now"))
            found = [mark for mark in found if mark is not there] + [there._replace(role="now")]
            found.sort(key=lambda mark: (mark.start, mark.role != "now", mark.stop))
        return found

    # -- going from place to place -------------------------------------------------------------------------------------

    def _find_hits(self) -> None:
        self._hit = -1
        self._here = None
        if self.copy is None:
            self._hits = []
        elif self.seeking:
            found = re.finditer(re.escape(self.seeking), self.copy.text, re.IGNORECASE)
            self._hits = [(*match.span(), "") for match in islice(found, MOST_FOUND)]
        else:
            self._hits = [(quoted.start, quoted.stop, _label(quoted)) for quoted in self.copy.placed]
        self._mark()

    def _mark(self) -> None:
        """Collect what is marked: the hits, and, while no text is sought, the figures to look at."""
        marks = [_Mark(start, stop, "evidence", glyphs.EVIDENCE, label) for start, stop, label in self._hits]
        if not self.seeking and self.copy is not None:
            for figure in (*self.figures.sure, *self.figures.unsure):
                marks += [_Mark(start, stop, "figure", glyphs.FIGURE) for start, stop in figure.spans]
        self._marks = sorted(marks, key=lambda mark: (mark.start, mark.stop))

    def look_at(self, span: tuple[int, int] | None, *, centred: bool = True) -> None:
        """Stress a stretch of the text, and bring it into sight.

        Args:
            span: Where it begins and ends, in characters; ``None`` for nothing.
            centred: Whether it is to stand in the upper third, where a form does not cover it; else only in sight.
        """
        self._here = span
        self.repaint()
        if span is None or self.copy is None:
            return
        line = self._line_of(span[0])
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        if centred or not top + 1 <= line < top + height - 1:
            up = self.page // 4 if centred else (1 if line <= top else height - 2)
            self.scroll_to(y=max(0, line - up), animate=False, immediate=True, force=True)

    def _line_of(self, place: int) -> int:
        """The line of the pane on which a place of the text stands."""
        return len(self._head) + max(0, bisect_right(self._breaks, place, key=lambda piece: piece[0]) - 1)

    def cursor_cell(self) -> tuple[int, int] | None:
        """Where what is looked at begins, if it is in sight."""
        if self._here is None or self.copy is None or not self._breaks:
            return None
        line = self._line_of(self._here[0])
        if not 0 <= line - round(self.scroll_y) < self.scrollable_content_region.height:
            return None
        start = self._breaks[line - len(self._head)][0]
        return GUTTER + width_of(self.copy.text[start : self._here[0]]), line

    @property
    def text_lines(self) -> list[tuple[int, int]]:
        """Where the lines of the text begin and end, in characters."""
        return self._breaks

    def on_click(self, event: events.Click) -> None:
        """Hand on which place of the text was clicked, if nothing else is there."""
        super().on_click(event)
        number = event.y - 1 + round(self.scroll_y) - len(self._head)
        if self.copy is None or event.style.meta.get("target") or not 0 <= number < len(self._breaks):
            return
        start, stop = self._breaks[number]
        column = event.x - 1 - GUTTER
        while start < stop and column >= (size := width_of(self.copy.text[start])):
            start, column = start + 1, column - size
        self.post_message(Pointed(start))

    def place_in_sight(self) -> int:
        """A place of the text to begin at: what is looked at, or what stands in the upper third."""
        top = round(self.scroll_y)
        if self._here is not None and top <= self._line_of(self._here[0]) < top + self.page:
            return self._here[0]
        line = max(0, top + self.page // 3 - len(self._head))
        return self._breaks[min(line, len(self._breaks) - 1)][0] if self._breaks else 0

    def go_to_quote(self, quote: str) -> str:
        """Go to one quote; return the message to show."""
        placed = self.copy.placed if self.copy is not None else ()
        place = next((n for n, quoted in enumerate(placed) if quoted.quote == quote), None)
        if place is None:
            return "This quote is not in the stored copy." if self.copy is not None else ""
        self._hit = place - 1
        return self.next_hit(1)

    @property
    def has_hits(self) -> bool:
        """Whether there is a quote or a match to go to."""
        return bool(self._hits)

    @property
    def searchable(self) -> bool:
        """Whether there is a copy with text, or one is being read."""
        return bool(self.copy.text) if self.copy is not None else bool(self.view and self.view.copied)

    def _no_quotes(self) -> str:
        """Why there is no quote to go to, as a sentence."""
        if self.copy is None:
            copied = self.view is not None and self.view.copied
            return "The copy cannot be read." if copied else "No copy is stored, so there are no quotes to go to."
        if not self.copy.quotes:
            return "No claim quotes this source yet."
        count = len(self.copy.quotes)
        return f"The copy has none of the {count:,} quotes." if count > 1 else "The copy does not have the quote."

    def next_hit(self, by: int) -> str:
        """Go to the next or previous quote or match; return the message to show."""
        if not self._hits:
            return "No matches." if self.seeking else self._no_quotes()
        self._hit = (self._hit + by) % len(self._hits) if self._hit >= 0 or by > 0 else len(self._hits) - 1
        start, stop, label = self._hits[self._hit]
        self.look_at((start, stop))
        what = f"“{self.seeking}”" if self.seeking else label
        return f"{self._hit + 1} of {len(self._hits)}: {what}"

    def picked(self, target: str) -> None:
        """Another event was clicked."""
        self.post_message(GoTo(target))


MOST_FOUND = 10_000
"""The most matches highlighted in a copy."""


def _label(quoted: Quoted) -> str:
    """The label beside a quote in the copy."""
    return quoted.label if quoted.found else f"similar, not identical: {quoted.label}"


def _source(view: ReadView, width: int, copy: CopyView | None, keys: Keys) -> Iterator[Line]:
    if copy is not None:
        yield from _loud(copy, width)
    yield from paragraph(str(view.title), width, "strong")
    if view.title.remark:
        yield from paragraph(view.title.remark, width, "muted")
    yield ()
    for name, value in (
        ("by", view.byline),
        ("published", (view.issued or "date unknown") + (BACKGROUND if view.background else "")),
        ("standpoint", view.standpoint),
        (SENSITIVE, "stays out of exports, with the figures and events that rest on it alone" if view.sensitive else ""),
        ("type", view.type + (f", in {view.language}" if view.language and view.language != "en" else "")),
        ("repeats", "; ".join(view.derived_from)),
        ("address", view.url or "none"),
    ):
        if value:
            for number, line in enumerate(wrap(value, width - 12)):
                yield (
                    Span(right(name, 10) + "  " if number == 0 else " " * 12, "muted"),
                    Span(line, "accent" if name == "address" else ""),
                )
    yield ()
    yield (Span("Digest, in our own words", "heading"),)
    yield from paragraph(view.digest or "No digest.", width, "" if view.digest else "muted")
    yield ()
    count = len(view.claims)
    heading = f"Figures from this source for this event: {count or 'none'}"
    yield from paragraph(heading, width, "heading")
    for claim in view.claims:
        yield from _claim(claim, width)
    if view.row is not None:
        yield ()
        yield from paragraph(view.row.heading, width, "heading")
        yield from row_lines(view.row, width)
    if view.elsewhere:
        yield ()
        yield (Span("Also cited for", "heading"),)
        for link, taken in view.elsewhere:
            figures = f", {taken} figure{'s' if taken != 1 else ''}" if taken else ""
            for number, line in enumerate(wrap(f"{link.date}  {link.title}{figures}", width - 2)):
                yield Span(f"{glyphs.ARROW} " if number == 0 else "  ", "muted"), Span(line, "accent", link.id)
        if view.further:
            yield from paragraph(
                f"and {view.further:,} more; filter by source:{view.source_id} to list them all", width, "muted", indent=2
            )
    yield from _copy(view, copy, width, keys)


def _loud(copy: CopyView, width: int) -> Iterator[Line]:
    """The problems of a copy, its records or its quotes, before all else."""
    for damage in copy.damage:
        yield from paragraph(sentence(damage), width, "fault")
        yield ()
    if copy.trouble:
        yield from paragraph(sentence(copy.trouble), width, "fault")
        yield ()
        return
    if copy.similar:
        count = len(copy.similar)
        yield (Span(f"Similar, not identical: {count} quote{'s' if count != 1 else ''}", "fault"),)
        for quoted in copy.similar:
            yield from _beside(quoted, width - 2)
        yield ()
    if copy.orphans:
        count = len(copy.orphans)
        yield (Span(f"{count} quote{'s' if count != 1 else ''} of the timeline not found in the copy", "fault"),)
        for quoted in copy.orphans:
            yield from paragraph(f"“{quoted.quote}”  for {quoted.label}", width, "fault", 2)
            if quoted.withdrawn:
                yield from paragraph(quoted.withdrawn, width, "muted", 2)
        yield ()


_BESIDE = 36
"""Cells needed to show a quote and a passage side by side; with fewer, one is below the other."""


def _beside(quoted: Quoted, width: int) -> Iterator[Line]:
    """A quote and the similar passage, side by side, and the claim that rests on the quote."""
    said, printed = f"quote: “{quoted.quote}”", f"copy: “{quoted.passage}”"
    if width >= _BESIDE:
        half = (width - 3) // 2
        for number, (left, right_) in enumerate(zip_longest(wrap(said, half), wrap(printed, half), fillvalue="")):
            between = f" {glyphs.DISPUTED} " if number == 0 else "   "
            yield Span("  "), Span(fit(left, half)), Span(between, "fault"), Span(right_, "fault")
    else:
        yield from paragraph(said, width, "", 2)
        yield from paragraph(printed, width, "fault", 2)
    yield from paragraph(f"for {quoted.label}", width, "muted", 2)
    if quoted.withdrawn:
        yield from paragraph(quoted.withdrawn, width, "muted", 2)


def _copy(view: ReadView, copy: CopyView | None, width: int, keys: Keys) -> Iterator[Line]:
    yield ()
    if copy is None:
        yield (Span("Copy", "heading"),)
        if view.copied:
            yield (Span("Reading the stored copy…", "muted"),)
        else:
            ways = keys.hint(f"; press {{}} to attach one, or run: cttui attach {view.source_id} FILE", "attach")
            yield from paragraph(f"No copy is stored{ways or '.'}", width, "muted")
        return
    more = f", one of {copy.captures} captures" if copy.captures > 1 else ""
    yield (Span("Copy", "heading"), Span(f"  {copy.state}", "strong"))
    yield from paragraph(copy.about + more, width, "muted")
    if copy.quotes:
        found, count = len(copy.found), len(copy.quotes)
        total = f"{found:,} of {numbered(count, 'quote')} {'is' if 1 in {found, count} else 'are'} in the copy"
        total += f", {len(copy.similar)} {'more ' if found else ''}in similar words" if copy.similar else ""
        total += f"; {keys.shown('next_hit')} goes to the next" if copy.placed else ""
    else:
        total = f"No claim quotes it yet{keys.hint('; {} lists the figures that it states', 'figures')}"
    yield from paragraph(total if copy.state == "intact" else "", width, "muted")
    yield ()


def _claim(claim: TakenClaim, width: int) -> Iterator[Line]:
    scope = f" ({claim.scope})" if claim.scope else ""
    lines = wrap(f"{claim.stated} {claim.measure}, {claim.who}{scope}", width - 2)
    yield ()
    for number, line in enumerate(lines):
        yield Span("• " if number == 0 else "  ", "accent"), Span(line, "strong")
    yield from paragraph(f"according to {claim.by}" + (f"; {claim.note}" if claim.note else ""), width, "muted", 2)
    if claim.quote:
        yield from paragraph(f"“{claim.quote}”", width, "quote", 2)
