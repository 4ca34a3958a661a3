"""The app's part in the map: a box that filters, dots that are gone to, and how much is in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cttui.ui.base import messages
from cttui.ui.exploring_app import ExploringApp

if TYPE_CHECKING:
    from cttui.ui.map.panes import MapPane


class MappingApp(ExploringApp):
    """An app with a map."""

    def on_filter_box(self, message: messages.FilterBox) -> None:
        """A box was drawn."""
        self.edit(lambda explorer: explorer.box(message.area))

    def on_go_to_place(self, message: messages.GoToPlace) -> None:
        """A dot of the map was clicked."""
        if self.explorer is not None:
            self.say("" if self.explorer.go_to_place(message.places) else "no event of the list was there")
            self.show_views(query_changed=False)

    @property
    def _map(self) -> MapPane:
        from cttui.ui.map.panes import MapPane

        return self.screen.query_one(MapPane)

    def run_map(self, _place: int) -> None:
        """Where the events of the list were."""
        from cttui.ui.map.screen import MapScreen

        self.open_screen(MapScreen)

    def run_draw_box(self, _place: int) -> None:
        """Begin a box."""
        self._map.action_draw_box()

    def run_lift_box(self, _place: int) -> None:
        """Lift the box, or every filter."""
        self.edit(lambda explorer: explorer.lift_box(), "there is no filter to lift")

    def run_map_nearer(self, _place: int) -> None:
        """Show half as much of the map."""
        if not self._map.zoom(1):
            self.say("the map goes no nearer")

    def run_map_farther(self, _place: int) -> None:
        """Show twice as much of the map."""
        if not self._map.zoom(-1):
            self.say("the whole map is in sight")
