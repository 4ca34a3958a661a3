"""Shared by every screen that filters by values: digits for provinces, and requests from panes."""

from __future__ import annotations

from collections.abc import Callable

from cttui.ui.base import messages
from cttui.ui.base.screen import CommandScreen


class ValueCommands(CommandScreen):
    """Filters by values of fields."""

    def on_toggle(self, message: messages.Toggle) -> None:
        """A value was added or removed."""
        self.edit(lambda explorer: explorer.toggle(message.field, message.token))

    def on_exclude(self, message: messages.Exclude) -> None:
        """A value was excluded or included again."""
        self.edit(lambda explorer: explorer.exclude(message.field, message.token))

    def on_only(self, message: messages.Only) -> None:
        """A value was made the only one, or removed."""
        self.edit(lambda explorer: explorer.only(message.field, message.token))

    def on_clear(self, message: messages.Clear) -> None:
        """The filters on a field were cleared."""
        self.edit(lambda explorer: explorer.clear(message.field))

    def run_toggle_province(self, place: int) -> None:
        """A digit: filter by the province, or remove it."""
        self._province(place, self.explorer.toggle)

    def run_exclude_province(self, place: int) -> None:
        """Shift and a digit: exclude the province, or include it again."""
        if place == 1 and self.host.following.standing:
            # "!" stands in that line
            self.post_message(messages.Run("faults"))
            return
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
