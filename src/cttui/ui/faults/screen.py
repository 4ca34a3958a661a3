"""Shown instead of a timeline whose file has problems."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.screen import Screen

from cttui.errors import Problem
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, fit, paragraph
from cttui.ui.base.pane import TextPane


class FaultsPane(TextPane):
    """All problems of a timeline file."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._path = path
        self._problems = problems

    def compose_lines(self, width: int) -> list[Line]:
        """A line number and a sentence for each problem."""
        count = len(self._problems)
        found: list[Line] = [
            *paragraph(f"{self._path} cannot be opened: {count} problem{'s' if count != 1 else ''}.", width, "strong"),
            *paragraph("Fix the file and start again. 'cttui check' prints the same list.", width, "muted"),
            (),
        ]
        for problem in self._problems:
            place = f"line {problem.line}" if problem.line else "file"
            for number, line in enumerate(paragraph(problem.sentence(), width - 12)):
                found.append((Span(fit(place if number == 0 else "", 12), "fault"), *line))
        return found


class FaultsScreen(Screen[None]):
    """Shown instead of the timeline if its file has problems."""

    def __init__(self, path: str, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self._quit = way_out(host_of(self).keys, "quit", "back")
        self._bindings = BindingsMap.merge([host_of(self).keys.ways_out("app.quit", "quit", "back"), self._bindings])
        self._faults = (path, problems)

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = FaultsPane(*self._faults)
        pane.entitle("This timeline has problems", f"{self._quit} quits")
        yield pane
