"""What every screen shares from which something can be exported."""

from __future__ import annotations

from cttui.explore.detail import SENSITIVE
from cttui.exports import offers
from cttui.exports.offers import Offer
from cttui.ui.base.screen import CommandScreen


class ExportCommands(CommandScreen):
    """Exports the selection and the reader's marks; a screen that shows something else puts that first."""

    def exports(self) -> list[Offer]:
        """What can be exported from here, the most likely first."""
        marks = offers.marks(self.explorer)
        return [offers.selection(self.explorer), *([marks] if marks is not None else ())]

    def run_export(self) -> None:
        """Choose what to write, how and where."""
        offers_ = self.exports()
        if found := tuple(offer for offer in offers_ if offer.count):
            self.host.open("export", found, self.explorer.index.head.digest, then=self._exported)
        elif any(offer.kept for offer in offers_):
            self.say(f"Nothing to export here: all of it is {SENSITIVE}; on the command line, --include-sensitive includes it.")
        else:
            self.say("Nothing to export here.")

    def _exported(self, said: str | None) -> None:
        """Say what was written, where something was."""
        if said:
            self.say(said)
