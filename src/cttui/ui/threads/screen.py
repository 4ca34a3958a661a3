"""Threads: choose a path and read it step by step."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from cttui.ui.base.commands import Command
from cttui.ui.base.frame import FooterPane, HeaderPane, NewsPane
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.explore.detail import DetailPane
from cttui.ui.threads.panes import PathPane, ThreadListPane


class ThreadsScreen(CommandScreen):
    """Paths at the left; the steps of one, and the event of the step, at the right."""

    AUTO_FOCUS = "ThreadListPane"
    DEFAULT_CLASSES = "-apart"
    KEYS = ("path", "event", "marking", "noting", "everywhere")

    def can(self, command: Command) -> bool:
        """The keys of the list of paths, or of the steps."""
        reading = isinstance(self.focused, PathPane | DetailPane)
        if command.scope == "threads":
            return not reading
        return reading or (command.scope == "everywhere" and command.id not in {"open_url", "cite"})

    def panes(self) -> ComposeResult:
        """The list, the steps, the event."""
        yield self.filled(HeaderPane())
        yield NewsPane()
        with Horizontal(id="body"):
            yield self.filled(ThreadListPane())
            with Vertical(id="path"):
                yield self.filled(PathPane())
                yield self.filled(DetailPane())
        yield FooterPane(self.offers)
        yield TooSmallPane()
