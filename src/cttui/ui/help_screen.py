"""Help: every key, from ``COMMANDS``."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from cttui.ui.commands import COMMANDS, SCOPES
from cttui.ui.line_list import TextPane
from cttui.ui.lines import Line, Span, fit, paragraph


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
