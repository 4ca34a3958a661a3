"""Shared by every screen that counts: what is counted, by whose figures, and how dates match."""

from __future__ import annotations

from cttui.ui.base.screen import CommandScreen


class LensCommands(CommandScreen):
    """Counts under a lens."""

    def run_next_lens(self) -> None:
        """Count by the next lens."""
        self.edit(lambda explorer: explorer.next_lens())


class NumberCommands(CommandScreen):
    """Counts events or deaths, matched possibly or certainly within a window."""

    def run_count_dead(self) -> None:
        """Switch between counting deaths and events."""
        self.explorer.counts_dead = not self.explorer.counts_dead
        self.show()

    def run_certainty(self) -> None:
        """Switch between certain and possible matches within a window."""
        self.edit(lambda explorer: explorer.next_certainty())
