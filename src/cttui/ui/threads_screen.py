"""Threads: choose a path and read it step by step."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from cttui.ui.commands import Command, bindings
from cttui.ui.detail_pane import DetailPane
from cttui.ui.frame import FooterPane, HeaderPane, NewsPane
from cttui.ui.screen import CommandScreen, TooSmallPane
from cttui.ui.threads_panes import PathPane, ThreadListPane

BORROWED = ("read", "claims")
"""Commands of Explore that work here too, on the step's event."""


class ThreadsScreen(CommandScreen):
    """Paths at the left; the steps of one, and the event of the step, at the right."""

    AUTO_FOCUS = "ThreadListPane"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("path", "everywhere", also=BORROWED))

    def can(self, command: Command) -> bool:
        """The keys of the list of paths, or of the steps."""
        reading = isinstance(self.focused, PathPane | DetailPane)
        if command.id in {"open_url", "cite", *BORROWED}:
            return reading
        return command.scope == "everywhere" or command.scope == ("path" if reading else "threads")

    def panes(self) -> ComposeResult:
        """The list, the steps, the event."""
        yield self.filled(HeaderPane())
        yield NewsPane()
        with Horizontal(id="body"):
            yield self.filled(ThreadListPane())
            with Vertical(id="path"):
                yield self.filled(PathPane())
                yield self.filled(DetailPane())
        yield FooterPane(self.can)
        yield TooSmallPane()
