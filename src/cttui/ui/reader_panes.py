"""The two panes of the reader: the event's sources, and the source that is read."""

from __future__ import annotations

from collections.abc import Iterator

from textual.reactive import reactive

from cttui.ui import glyphs
from cttui.ui.line_list import LinePane, TextPane
from cttui.ui.lines import Line, Span, fit, paragraph, right, wrap
from cttui.ui.messages import GoTo, ReadSource
from cttui.views import ReadView, TakenClaim


class SourcesPane(LinePane):
    """The sources of the event; the cursor is on the one that is read."""

    VIEW = "read"

    view: reactive[ReadView | None] = reactive[ReadView | None](None, layout=False, repaint=False)
    """The reader's view."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._first: list[int] = []

    def watch_view(self) -> None:
        """Paint another list, or the cursor elsewhere."""
        self.prepare()
        self.repaint()
        self.show_cursor()

    def prepare(self) -> None:
        """The number of sources is the title."""
        count = len(self.view.sources) if self.view else 0
        self.border_title = f"{count} source{'s' if count != 1 else ''}"

    def repaint(self) -> None:
        """Lay the list out anew and paint it."""
        self._lines, self._first = [], []
        for place, source in enumerate(self.view.sources if self.view else ()):
            self._first.append(len(self._lines))
            current = self.view is not None and place == self.view.current
            edge = Span(glyphs.CURSOR if current else " ", "accent")
            width = max(self.inner_width - 6, 1)
            head = (
                Span(right(str(source.number), 3) + "  ", "muted"),
                Span(fit(source.publisher, width), "strong" if current else ""),
            )
            about = Span(fit(f"     {source.issued} · {source.standpoint}", width + 5), "muted")
            for line in (head, (about,)):
                self._lines.append((edge, *(span._replace(target=str(place)) for span in line)))
        super().repaint()

    def line_total(self) -> int:
        """Lines of all sources."""
        return len(self._lines)

    def cursor_line(self) -> int | None:
        """First line of the source that is read."""
        return self._first[self.view.current] if self.view and self._first else None

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - laid out for the width already
        """A line of the list."""
        return self._lines[number]

    def move(self, by: int) -> None:
        """Read another source."""
        if self.view:
            step = max(-1, min(1, by)) if abs(by) <= self.page else by
            self.post_message(ReadSource(self.view.current + step))

    def picked(self, target: str) -> None:
        """A source was clicked."""
        self.post_message(ReadSource(int(target)))


class ReaderPane(TextPane):
    """A source: who published it when, from which standpoint, our digest, and what the timeline takes from it."""

    VIEW = "read"

    view: reactive[ReadView | None] = reactive[ReadView | None](None, layout=False, repaint=False)
    """The reader's view."""

    def watch_view(self, old: ReadView | None, new: ReadView | None) -> None:
        """Show another source, from its top."""
        self.prepare()
        self.repaint()
        if old is None or new is None or old.citation != new.citation:
            self.scroll_to(y=0, animate=False, immediate=True, force=True)

    def prepare(self) -> None:
        """Which source it is, is the title."""
        if self.view is not None:
            self.border_title = f"Source {self.view.current + 1} of {len(self.view.sources)}"

    def compose_lines(self, width: int) -> list[Line]:
        """The source in lines; text wider than is pleasant to read is kept to 96 cells."""
        return list(_source(self.view, min(width, 96))) if self.view else []

    def picked(self, target: str) -> None:
        """Another event was clicked."""
        self.post_message(GoTo(target))


def _source(view: ReadView, width: int) -> Iterator[Line]:
    if view.title:
        yield from paragraph(view.title, width, "strong")
    else:
        yield from paragraph("Headline not known", width, "muted")
        if view.title_note:
            yield from paragraph(f"({view.title_note})", width, "muted")
    yield ()
    for name, value in (
        ("by", view.byline),
        ("published", view.issued or "date not known"),
        ("standpoint", view.standpoint),
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
    yield (Span("Digest, in our words", "heading"),)
    yield from paragraph(view.digest or "There is none.", width, "" if view.digest else "muted")
    yield ()
    count = len(view.claims)
    yield (
        Span(f"What the timeline takes from it for this event: {count or 'no'} figure{'s' if count != 1 else ''}", "heading"),
    )
    for claim in view.claims:
        yield from _claim(claim, width)
    if view.elsewhere:
        yield ()
        yield (Span("Cited for other events too", "heading"),)
        for link, taken in view.elsewhere:
            figures = f", {taken} figure{'s' if taken != 1 else ''}" if taken else ""
            for number, line in enumerate(wrap(f"{link.date}  {link.title}{figures}", width - 2)):
                yield Span(f"{glyphs.ARROW} " if number == 0 else "  ", "muted"), Span(line, "accent", link.id)


def _claim(claim: TakenClaim, width: int) -> Iterator[Line]:
    scope = f" ({claim.scope})" if claim.scope else ""
    lines = wrap(f"{claim.stated} {claim.measure}, {claim.who}{scope}", width - 2)
    yield ()
    for number, line in enumerate(lines):
        yield Span("• " if number == 0 else "  ", "accent"), Span(line, "strong")
    yield from paragraph(f"says {claim.by}" + (f"; {claim.note}" if claim.note else ""), width, "muted", 2)
    if claim.quote:
        yield from paragraph(f"“{claim.quote}”", width, "quote", 2)
