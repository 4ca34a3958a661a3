"""The problems of a timeline's file: shown instead of a timeline that cannot be opened, or over one after a bad save."""

from __future__ import annotations

from pathlib import Path

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.reactive import reactive
from textual.screen import Screen

from cttui.errors import Problem
from cttui.text import sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, fit, paragraph
from cttui.ui.base.pane import LinePane

PLACE = 12
"""Cells of the column of lines."""


class FaultsPane(LinePane):
    """All problems of a timeline file; the cursor is on one of them."""

    KEYS = ("faults", "list")

    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Position of the cursor."""

    def __init__(self, path: str, problems: tuple[Problem, ...], *, over: bool) -> None:
        """Take the file and its problems, and whether the last good state of the timeline is still there."""
        super().__init__()
        self._path = path
        self._problems = problems
        self._over = over
        self._trouble = ""
        self._lines: list[tuple[int, Line]] = []

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Show other problems, with the cursor on the same one if it is still there."""
        here = self._problems[self.at] if self.at < len(self._problems) else None
        self._problems, self._trouble = problems, ""
        self.set_reactive(FaultsPane.at, problems.index(here) if here in problems else 0)
        self.repaint()
        self.show_cursor()

    def complain(self, trouble: str) -> None:
        """Say why the editor could not be opened."""
        self._trouble = trouble
        self.repaint()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self.repaint()
        self.show_cursor()

    def repaint(self) -> None:
        """A line number and a sentence for each problem."""
        width = max(self.inner_width - 2, PLACE + 1)
        count = len(self._problems)
        found = f"{count:,} problem{'s' if count != 1 else ''}"
        state = f"has {found}; the last good state is kept" if self._over else f"cannot be opened: {found}"
        then = "is updated" if self._over else "opens"
        how = f"The list follows every save of the file; the timeline {then} once the file is valid."
        head: list[Line] = [*paragraph(f"{self._path} {state}.", width, "strong"), *paragraph(how, width, "muted")]
        if self._trouble:
            head += paragraph(self._trouble, width, "fault")
        self._lines = [(-1, line) for line in (*head, ())]
        for number, problem in enumerate(self._problems):
            place = f"line {problem.line}" if problem.line else "file"
            for row, line in enumerate(paragraph(problem.sentence(), width - PLACE)):
                self._lines.append((number, (Span(fit(place if row == 0 else "", PLACE), "fault", str(number)), *line)))
        super().repaint()

    def show_cursor(self) -> None:
        """At the first problem the file's name and the count stay above it."""
        if self.at == 0:
            self.scroll_home(animate=False, immediate=True, force=True)
        else:
            super().show_cursor()

    def line_total(self) -> int:
        """The lines of all problems."""
        return len(self._lines)

    def cursor_line(self) -> int | None:
        """The first line of the problem at the cursor."""
        return next((n for n, (number, _) in enumerate(self._lines) if number == self.at), None)

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - laid out for the width already
        """A line of the list."""
        return (Span(" "), *self._lines[number][1])

    def move(self, by: int) -> None:
        """Move the cursor by problems."""
        self.at = max(0, min(self.at + by, len(self._problems) - 1))

    def picked(self, target: str) -> None:
        """A problem was clicked."""
        self.at = int(target)

    def action_fix_fault(self) -> None:
        """Open the reader's own editor at the line of the problem."""
        from cttui.ui.base.own_editor import editor_at, own_editor

        if not (editor := own_editor(host_of(self).settings.editor)):
            self.complain("No editor is set; set $VISUAL or $EDITOR, or editor in the settings.")
            return
        line = self._problems[self.at].line if self.at < len(self._problems) else 1
        if trouble := editor_at(self.app, editor, Path(self._path), max(line, 1)):
            self.complain(sentence(trouble))
        else:
            host_of(self).look()


class FaultsScreen(Screen[None]):
    """Shown instead of the timeline, or over it, if its file has problems."""

    def __init__(self, path: str, problems: tuple[Problem, ...], *, over: bool = False) -> None:
        """Take the file and its problems, and whether the last good state of the timeline is still there."""
        super().__init__()
        keys = host_of(self).keys
        self._over = over
        self._way = way_out(keys, *(("back",) if over else ("quit", "back")))
        ways = (keys.ways_out("leave", "back"), keys.bound("app.quit", "quit")) if over else (
            keys.ways_out("app.quit", "quit", "back"),
        )  # fmt: skip
        self._bindings = BindingsMap.merge([*ways, self._bindings])
        self._faults = (path, problems)

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = FaultsPane(*self._faults, over=self._over)
        fixes = host_of(self).keys.hint("{} edits at the line · ", "fix_fault")
        leaves = "returns to the timeline" if self._over else "quits"
        pane.entitle("This timeline has problems", f"{fixes}{self._way} {leaves}")
        yield pane

    def on_mount(self) -> None:
        """Follow the file once the faults are shown."""
        self.call_after_refresh(host_of(self).following.follow)

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Show the problems of a later save; of a sound one none, and the timeline is shown again."""
        if not problems and self._over:
            self.action_leave()
            return
        for pane in self.query(FaultsPane):
            pane.tell(problems)

    def action_leave(self) -> None:
        """Return to the timeline as it was last sound."""
        if self.app.screen is self:
            self.app.pop_screen()
