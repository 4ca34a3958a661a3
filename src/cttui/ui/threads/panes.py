"""The panes of threads: the list of paths, and the steps of the open one."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive

from cttui.explore.threads import CHAIN, PathLine, PathView, Step, ThreadsView
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, columns, fit, right, width_of
from cttui.ui.base.messages import OpenPath, StepTo
from cttui.ui.base.pane import LinePane

DATE = 19
"""Maximum cells for a date beside a step; a longer one goes below."""


class ThreadListPane(LinePane):
    """The timeline's threads, preceded by the chain of the event at the cursor."""

    VIEW = "threads"
    FOLLOWS_CURSOR = True
    KEYS = ("threads", "list")

    view: reactive[ThreadsView | None] = reactive[ThreadsView | None](None, layout=False, repaint=False)
    """The paths to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Position of the cursor."""

    def watch_view(self) -> None:
        """Show other paths."""
        self.prepare()
        self.repaint()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self.repaint()
        self.show_cursor()

    def prepare(self) -> None:
        """The title says how many there are; the cursor starts at the open path, or at one with the event."""
        lines = self.view.lines if self.view else ()
        self.entitle(f"Threads – {sum(line.id != CHAIN for line in lines)}")
        if not self.is_mounted:
            wanted = [line.id == self.view.open if self.view and self.view.open else line.here for line in lines]
            self.set_reactive(ThreadListPane.at, wanted.index(True) if True in wanted else 0)
        self.set_reactive(ThreadListPane.at, max(0, min(self.at, len(lines) - 1)))

    @property
    def path(self) -> PathLine | None:
        """The path at the cursor."""
        return self.view.lines[self.at] if self.view and self.view.lines else None

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Two lines per path."""
        return max(2 * len(self.view.lines), 1) if self.view else 0

    def cursor_line(self) -> int | None:
        """The first line of the path at the cursor."""
        return 2 * self.at if self.path else None

    def line(self, number: int, width: int) -> Line:
        """A path's title, or its length and the step read last."""
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
        """Move the cursor by paths."""
        if self.view and self.view.lines:
            self.at = max(0, min(self.at + by, len(self.view.lines) - 1))

    def action_open_path(self) -> None:
        """Read the path at the cursor."""
        if self.path is not None:
            self.post_message(OpenPath(self.path.id))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to a path; a second click reads it."""
        number = (event.y - 1 + round(self.scroll_y)) // 2
        if self.view and 0 <= number < len(self.view.lines):
            if number == self.at and event.chain > 1:
                self.action_open_path()
            self.at = number


class PathPane(LinePane):
    """The steps of a path, the current one marked, with the days between them."""

    VIEW = "path_view"
    FOLLOWS_CURSOR = True

    view: reactive[PathView | None] = reactive[PathView | None](None, layout=False, repaint=False)
    """The path to show."""

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
        self.entitle(f"{self.view.title}", f"{bar} step {done} of {steps}")

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Two lines per step: what happened, and how it follows the previous one."""
        return 2 * len(self.view.steps) if self.view else 1

    def cursor_line(self) -> int | None:
        """The first line of the current step."""
        return 2 * self.view.at if self.view else None

    def line(self, number: int, width: int) -> Line:
        """A step, or what leads to it."""
        if self.view is None:
            return (Span("  Choose a thread on the left and press Enter.", "muted"),)
        place, second = divmod(number, 2)
        step, here = self.view.steps[place], place == self.view.at
        edge = Span(glyphs.CURSOR if here else " ", "accent")
        room = min(DATE, width // 5)
        beside = width_of(step.date) <= room
        if second:
            told = self._leads(step) if beside else " · ".join(filter(None, (step.date, self._leads(step))))
            return edge, Span(fit(" " * 8 + told, width - 1), "muted")
        sign = Span(glyphs.KIND_SIGNS[step.kind], f"kind-{step.kind}")
        title = Span(step.title, "strong" if here else "faint" if place > self.view.at else "")
        head = (edge, Span(f"{right(str(place + 1), 3)}  ", "muted"), sign, Span(" "), title)
        return columns(head, (Span(f" {right(step.date, room)} ", "muted"),) if beside else (), width)

    def _leads(self, step: Step) -> str:
        return " · ".join(part for part in (step.gap, *step.answers) if part)

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Read a previous or next step."""
        if self.view is not None:
            self.post_message(StepTo(max(0, min(self.view.at + by, len(self.view.steps) - 1))))

    def on_click(self, event: events.Click) -> None:
        """Read the step that was clicked."""
        number = (event.y - 1 + round(self.scroll_y)) // 2
        if self.view and 0 <= number < len(self.view.steps):
            self.post_message(StepTo(number))
