"""Shared by every screen with the list's cursor: moving it, and opening the sources and claims of its event."""

from __future__ import annotations

from cttui.ui.base import messages
from cttui.ui.base.screen import CommandScreen


class EventCommands(CommandScreen):
    """Moves the list's cursor, and opens the sources and claims of its event."""

    def on_move_to(self, message: messages.MoveTo) -> None:
        """The cursor moved."""
        self.explorer.move_to(message.position)
        self.say("")
        self.show(query_changed=False)

    def on_move_by(self, message: messages.MoveBy) -> None:
        """The cursor moved relative to where it is now."""
        self.on_move_to(messages.MoveTo(self.explorer.position + message.by))

    def run_read(self) -> None:
        """Open the reader."""
        if self.explorer.subject is None:
            self.say("No event is selected.")
        elif not self.explorer.has_sources():
            self.say("This event has no sources.")
        else:
            self.host.open("read", self.explorer)

    def run_claims(self) -> None:
        """Who says which number about the event."""
        self.explorer.open_ledger(of_all=False)
        self.host.open("claims", self.explorer)
