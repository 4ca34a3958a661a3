"""What every screen shares that counts: what is counted, by whose figures, and how surely."""

from __future__ import annotations

from cttui.ui.base.screen import CommandScreen


class LensCommands(CommandScreen):
    """Counts under a lens."""

    def run_next_lens(self) -> None:
        """Count by the next lens."""
        self.edit(lambda explorer: explorer.next_lens())


class NumberCommands(CommandScreen):
    """Counts events or the dead, that possibly or surely lie within a window."""

    def run_count_dead(self) -> None:
        """Count the dead, or the events again."""
        self.explorer.counts_dead = not self.explorer.counts_dead
        self.show()

    def run_certainty(self) -> None:
        """What surely lies within a window, or possibly."""
        self.edit(lambda explorer: explorer.next_certainty())
