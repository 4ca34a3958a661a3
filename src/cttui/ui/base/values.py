"""What every screen shares that filters by values: digits for provinces, and what panes ask for."""

from __future__ import annotations

from collections.abc import Callable

from cttui.ui.base import messages
from cttui.ui.base.screen import CommandScreen


class ValueCommands(CommandScreen):
    """Filters by values of fields."""

    def on_toggle(self, message: messages.Toggle) -> None:
        """A value was chosen."""
        self.edit(lambda explorer: explorer.toggle(message.field, message.token))

    def on_exclude(self, message: messages.Exclude) -> None:
        """A value was left out."""
        self.edit(lambda explorer: explorer.exclude(message.field, message.token))

    def on_only(self, message: messages.Only) -> None:
        """A value was chosen alone."""
        self.edit(lambda explorer: explorer.only(message.field, message.token))

    def on_clear(self, message: messages.Clear) -> None:
        """A field was freed of filters."""
        self.edit(lambda explorer: explorer.clear(message.field))

    def run_toggle_province(self, place: int) -> None:
        """A digit: take the province in, or out."""
        self._province(place, self.explorer.toggle)

    def run_exclude_province(self, place: int) -> None:
        """Shift and a digit: leave the province out."""
        self._province(place, self.explorer.exclude)

    def _province(self, place: int, change: Callable[[str, str], object]) -> None:
        token = self.explorer.province_of_key(str(place))
        if token is None:
            self.say(f"This timeline has no province {place}.")
        else:
            self.edit(lambda _: change("province", token))

    def run_all_provinces(self) -> None:
        """Clear the province filter."""
        self.edit(lambda explorer: explorer.clear("province"))
