"""The panes of threads: all there are, and the steps of the one that is read."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive

from cttui.explore.threads import CHAIN, PathLine, PathView, ThreadsView
from cttui.model import kinds
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, right, width_of
from cttui.ui.base.messages import OpenPath, StepTo
from cttui.ui.base.pane import LinePane

FOLLOWS, FOLLOWS_WIDE = 22, 30
"""Most cells for how a step follows on another, in a pane of fewer than ``WIDE`` cells and in another."""
WIDE = 90
LEAST = 20
"""Fewest cells of a title beside it."""


class ThreadListPane(LinePane):
    """The timeline's threads, before them the chain of decisions of the event at the cursor."""

    VIEW = "threads"
    FOLLOWS_CURSOR = True
    KEYS = ("threads", "list")

    view: reactive[ThreadsView | None] = reactive[ThreadsView | None](None, layout=False, repaint=False)
    """The threads to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Position of the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._open: str | None = None
        """The thread that was read when the view was shown last."""

    def watch_view(self) -> None:
        """Show other threads."""
        self.prepare()
        self.repaint()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self.repaint()
        self.show_cursor()

    def prepare(self) -> None:
        """How many there are is the title; the cursor begins at the thread that is read, or one that the event is on."""
        lines = self.view.lines if self.view else ()
        count = sum(line.id != CHAIN for line in lines)
        chain = ", 1 chain of decisions" if count < len(lines) else ""
        self.entitle(f"{count} thread{'' if count == 1 else 's'}{chain}")
        opened = self.view.open if self.view else None
        if not self.is_mounted or opened != self._open:
            wanted = [line.id == self.view.open if self.view and self.view.open else line.here for line in lines]
            self.set_reactive(ThreadListPane.at, wanted.index(True) if True in wanted else 0)
        self._open = opened
        self.set_reactive(ThreadListPane.at, max(0, min(self.at, len(lines) - 1)))

    @property
    def path(self) -> PathLine | None:
        """The thread at the cursor."""
        return self.view.lines[self.at] if self.view and self.view.lines else None

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Two lines a thread."""
        return max(2 * len(self.view.lines), 1) if self.view else 0

    def cursor_line(self) -> int | None:
        """The first line of the thread at the cursor."""
        return 2 * self.at if self.path else None

    def line(self, number: int, width: int) -> Line:
        """A thread's title, or how much of it there is and how much was read."""
        if self.view is None or not self.view.lines:
            return (Span("  This timeline has no threads.", "muted"),)
        path = self.view.lines[number // 2]
        here = number // 2 == self.at
        edge = Span(glyphs.CURSOR if here else " ", "accent")
        if number % 2 == 0:
            mark = glyphs.CHOSEN if path.id == self.view.open else " "
            return edge, Span(f"{mark} ", "chosen"), Span(fit(path.title, width - 3), "strong" if here else "")
        read = f"step {path.at + 1} of {path.steps}" if path.at is not None else f"{path.steps} steps"
        about = f"{read} · {path.selected} in the list" + (" · this event" if path.here and path.id != CHAIN else "")
        return edge, Span("  "), Span(fit(about, width - 3), "muted")

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Move the cursor by threads."""
        if self.view and self.view.lines:
            self.at = max(0, min(self.at + by, len(self.view.lines) - 1))

    def action_open_path(self) -> None:
        """Read the thread at the cursor."""
        if self.path is not None:
            self.post_message(OpenPath(self.path.id))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on a thread; a second click reads it."""
        number = (event.y - 1 + round(self.scroll_y)) // 2
        if self.view and 0 <= number < len(self.view.lines):
            if number == self.at and event.chain > 1:
                self.action_open_path()
            self.at = number


class PathPane(LinePane):
    """The steps of a thread, the one that is read marked, with the days between them."""

    VIEW = "path_view"
    FOLLOWS_CURSOR = True

    view: reactive[PathView | None] = reactive[PathView | None](None, layout=False, repaint=False)
    """The thread to show."""

    def watch_view(self) -> None:
        """Paint another step."""
        self.prepare()
        self.repaint()
        self.show_cursor()

    def prepare(self) -> None:
        """The title shows the progress."""
        if self.view is None:
            self.entitle("No thread is open", "")
            return
        done, steps = self.view.at + 1, len(self.view.steps)
        filled = -(-done * 10 // steps)
        bar = glyphs.CORE * filled + glyphs.POSSIBLE * (10 - filled)
        year = f"{self.view.year} · " if self.view.year else ""
        self.entitle(self.view.title, f"{year}{bar} step {done} of {steps}")

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """A line a step."""
        return len(self.view.steps) if self.view else 1

    def cursor_line(self) -> int | None:
        """The step that is read."""
        return self.view.at if self.view else None

    def line(self, number: int, width: int) -> Line:
        """A step: what happened, how many days after what it answers or after the step before, and when."""
        if self.view is None:
            return (Span("  Choose a thread at the left and press Enter.", "muted"),)
        step, here = self.view.steps[number], number == self.view.at
        edge = Span(glyphs.CURSOR if here else " ", "accent")
        year = f" {self.view.year}" if width < WIDE else ""
        room = max(width_of(one.date.removesuffix(year)) for one in self.view.steps)
        sign = Span(kinds.SIGNS[step.kind], f"kind-{step.kind}")
        title = Span(step.title, "strong" if here else "faint" if number > self.view.at else "")
        head = (edge, Span(f"{right(str(number + 1), 3)}  ", "muted"), sign, Span(" "), title)
        left = width - width_of("▌  1  ▲ ") - room - 3 - LEAST
        cells = min(max(width_of(one.follows) for one in self.view.steps), FOLLOWS if width < WIDE else FOLLOWS_WIDE, left)
        follows = fit(step.follows, cells) if cells > 0 else ""
        date = right(step.date.removesuffix(year), room)
        return columns(head, (Span(f" {follows}", "accent" if step.answers else "muted"), Span(f" {date} ", "muted")), width)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Read a previous or next step."""
        if self.view is not None:
            self.post_message(StepTo(max(0, min(self.view.at + by, len(self.view.steps) - 1))))

    def on_click(self, event: events.Click) -> None:
        """Read the step that was clicked."""
        number = event.y - 1 + round(self.scroll_y)
        if self.view and 0 <= number < len(self.view.steps):
            self.post_message(StepTo(number))
