"""The list of the event's sources, beside the one that is read."""

from __future__ import annotations

from textual.reactive import reactive

from cttui.explore.sources import ReadView
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, fit, right, wrap
from cttui.ui.base.messages import ReadSource, ReadSourceBy
from cttui.ui.base.pane import LinePane


class SourcesPane(LinePane):
    """The sources of the event; the cursor is on the current one."""

    VIEW = "read"
    FOLLOWS_CURSOR = True

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
        self.entitle(f"{count} source{'s' if count != 1 else ''}")

    def repaint(self) -> None:
        """Lay out the list again and repaint."""
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
            about = [
                (Span(fit(f"     {part}", width + 5), "muted"),) for part in wrap(f"{source.issued} · {source.about}", width)
            ]
            for line in (head, *about):
                self._lines.append((edge, *(span._replace(target=str(place)) for span in line)))
        super().repaint()

    def line_total(self) -> int:
        """Lines of all sources."""
        return len(self._lines)

    def cursor_line(self) -> int | None:
        """First line of the current source."""
        return self._first[self.view.current] if self.view and self._first else None

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - laid out for the width already
        """A line of the list."""
        return self._lines[number]

    def move(self, by: int) -> None:
        """Read another source."""
        if self.view:
            self.post_message(ReadSourceBy(by))

    def picked(self, target: str) -> None:
        """A source was clicked."""
        self.post_message(ReadSource(int(target)))
