"""The figures that a stored copy states, as a list: those to look at, and folded below them the less sure and the taken."""

from __future__ import annotations

from bisect import bisect_right
from typing import ClassVar, NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import reactive

from cttui.explore.figures import Figure, FiguresView
from cttui.lazy import dataclass
from cttui.ui.base import glyphs
from cttui.ui.base.commands import Scope
from cttui.ui.base.lines import Line, Span, columns, fit
from cttui.ui.base.pane import LinePane


@dataclass
class Looked(Message):
    """Another figure is at the cursor."""

    figure: Figure | None


@dataclass
class Take(Message):
    """Make a claim of a figure, or change the one that has it."""

    figure: Figure


@dataclass
class DismissFigure(Message):
    """A number is not a figure."""

    figure: Figure


class RestoreFigure(Message):
    """Restore the last number that was dismissed."""


class _Row(NamedTuple):
    """What the cursor may be on: a figure, or the line that folds a list."""

    figure: Figure | None
    fold: str = ""
    of: int = 0
    """How many it has."""


class FiguresPane(LinePane):
    """The figures; the cursor goes from one to the next."""

    KEYS: ClassVar[tuple[Scope, ...]] = ("figures", "list")

    view: reactive[FiguresView] = reactive(FiguresView(read=0), layout=False, repaint=False)
    """The figures to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """The row at the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._opened: set[str] = set()
        self._rows: list[_Row] = []
        self._lines: list[tuple[_Row, int]] = []
        self._first: list[int] = []
        """The first line of each row."""

    def watch_view(self) -> None:
        """Show other figures; the cursor stays on its own, or goes to the one in its place."""
        here = self.figure
        self._fill()
        again = next((n for n, row in enumerate(self._rows) if here and row.figure and row.figure.span == here.span), None)
        if again is not None and here is not None and (self._rows[again].figure or here).taken != here.taken:
            # it has been taken: the next one is in its place
            again = None
        self.set_reactive(FiguresPane.at, self._near(self.at) if again is None else again)
        self.repaint()
        self.show_cursor()
        self._tell()

    def watch_at(self) -> None:
        """Another row is at the cursor."""
        self.repaint()
        self.show_cursor()
        self._tell()

    def _near(self, place: int) -> int:
        """The row nearest to a place, of those in the list."""
        return max(0, min(place, len(self._rows) - 1))

    def _tell(self) -> None:
        if self.is_mounted and self.display:
            self.post_message(Looked(self.figure))

    def _fill(self) -> None:
        view = self.view
        self._rows = [_Row(figure) for figure in view.sure]
        for name, figures in (("less sure", view.unsure), ("taken", view.taken)):
            if figures:
                self._rows.append(_Row(None, name, len(figures)))
                self._rows += [_Row(figure) for figure in figures] if name in self._opened else []
        self._lines, self._first = [], []
        for row in self._rows:
            self._first.append(len(self._lines))
            self._lines += [(row, line) for line in range(2 if row.figure else 1)]
        left = view.left
        self.entitle(f"{left:,} to look at" if view.read else "Figures", self._ways() if left else "")

    def _ways(self) -> str:
        keys = self.keys
        return f"{keys.shown('take_figure')} take · {keys.shown('dismiss_figure')} dismiss"

    @property
    def row(self) -> _Row | None:
        """What is at the cursor."""
        return self._rows[self.at] if self.at < len(self._rows) else None

    @property
    def figure(self) -> Figure | None:
        """The figure at the cursor; ``None`` on a line that folds a list."""
        return self.row.figure if self.row else None

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Two lines a figure, one for each list that is folded."""
        return len(self._lines) or 1

    def cursor_line(self) -> int | None:
        """The first line of the row at the cursor."""
        return self._first[self.at] if self.at < len(self._rows) else None

    def line(self, number: int, width: int) -> Line:
        """What a figure states and in which words, or the line that folds a list."""
        if not self._lines:
            reading = self.view.read < 100
            return (Span(fit(" Reading the copy…" if reading else " No figures to look at.", width), "muted"),)
        row, line = self._lines[number]
        edge = Span(glyphs.CURSOR if row is self.row else " ", "accent")
        if row.figure is None:
            sign = glyphs.UNFOLDED if row.fold in self._opened else glyphs.FOLDED
            return edge, Span(fit(f"{sign} {row.of:,} {row.fold}", width - 1), "heading")
        if line:
            said = row.figure.taken.label if row.figure.taken else row.figure.words
            return edge, Span(fit(f"  {said}", width - 1), "muted")
        times = f"×{len(row.figure.spans)} " if len(row.figure.spans) > 1 else ""
        role = "muted" if row.figure.taken else "strong"
        return columns((edge, Span(row.figure.label, role)), (Span(f" {times}", "accent"),) if times else (), width)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Go from one figure to the next."""
        self.at = self._near(self.at + by)

    @property
    def page(self) -> int:
        """Rows in a page: figures take two lines."""
        return max(1, super().page // 2)

    def step(self, by: int) -> None:
        """Go to the next figure, past the lines that fold a list; round at the ends."""
        figures = [n for n, row in enumerate(self._rows) if row.figure is not None]
        if figures:
            beyond = [n for n in figures if n > self.at] if by > 0 else [n for n in reversed(figures) if n < self.at]
            self.at = beyond[0] if beyond else figures[0 if by > 0 else -1]

    # -- what one does with them -------------------------------------------------------------------------------------

    def action_take_figure(self) -> None:
        """Make a claim of the figure, or fold a list or unfold it."""
        row = self.row
        if row is None:
            return
        if row.figure is not None:
            self.post_message(Take(row.figure))
            return
        self._opened ^= {row.fold}
        self._fill()
        self.repaint()
        self.show_cursor()

    def action_dismiss_figure(self) -> None:
        """Dismiss the number as not a figure."""
        if self.figure is not None and self.figure.taken is None:
            self.post_message(DismissFigure(self.figure))

    def action_restore_figure(self) -> None:
        """Restore the last number that was dismissed."""
        self.post_message(RestoreFigure())

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a second click opens the form."""
        number = event.y - 1 + round(self.scroll_y)
        if 0 <= number < len(self._lines):
            place = bisect_right(self._first, number) - 1
            twice = place == self.at and event.chain > 1
            self.at = place
            if twice or self.figure is None:
                self.action_take_figure()
