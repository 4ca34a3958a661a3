"""What lies over a screen to be read: every key, from ``COMMANDS``, and how the timeline was made."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from cttui.ui.commands import COMMANDS, SCOPES
from cttui.ui.line_list import TextPane
from cttui.ui.lines import Line, Span, fit, paragraph, right
from cttui.views import AboutView


class HelpPane(TextPane):
    """Every key, from ``COMMANDS``."""

    def compose_lines(self, width: int) -> list[Line]:
        """The commands by where they work."""
        found: list[Line] = []
        for scope, heading in SCOPES.items():
            found += [(), (Span(heading, "heading"),)] if found else [(Span(heading, "heading"),)]
            for command in (command for command in COMMANDS if command.scope == scope):
                for number, line in enumerate(paragraph(command.help, width - 10)):
                    found.append((Span(fit(command.shown if number == 0 else "", 10), "chosen"), *line))
        return found


class HelpScreen(ModalScreen[None]):
    """The keys, over whatever was there."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark,f1", "dismiss", "close", show=False)]

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = HelpPane()
        pane.border_title = "Keys"
        pane.border_subtitle = "Esc closes"
        yield pane


class AboutPane(TextPane):
    """What the timeline is and how it was made."""

    def __init__(self, view: AboutView) -> None:
        """Take the timeline's own words."""
        super().__init__()
        self._view = view

    def compose_lines(self, width: int) -> list[Line]:
        """Title, facts, method."""
        lines = [*paragraph(self._view.title, width, "strong"), ()]
        for name, value in self._view.facts:
            lines.append((Span(f"{right(name, 12)}  ", "muted"), Span(fit(value, width - 14))))
        return [*lines, (), (Span("Method", "heading"),), *paragraph(self._view.method or "The timeline does not say.", width)]


class AboutScreen(ModalScreen[None]):
    """The timeline's own account of itself."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,i", "dismiss", "close", show=False)]

    def __init__(self, view: AboutView) -> None:
        """Take what is to be read."""
        super().__init__()
        self._view = view

    def compose(self) -> ComposeResult:
        """One pane."""
        pane = AboutPane(self._view)
        pane.border_title = "About this timeline"
        pane.border_subtitle = "Esc closes"
        yield pane
