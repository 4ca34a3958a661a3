"""Map: where the events of the selection were."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from cttui.ui.base.commands import Command
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.screen import CommandScreen, TooSmallPane
from cttui.ui.explore.events import EventsPane
from cttui.ui.map.panes import LegendPane, MapLine, MapPane


class MapScreen(CommandScreen):
    """Where the events of the selection were: the map, the list, what the dots mean."""

    AUTO_FOCUS = "MapPane"
    KEYS = ("map", "event", "marking", "noting", "digits", "everywhere")

    def can(self, command: Command) -> bool:
        """The commands of the map; while a box is drawn, those that draw it."""
        view, note = self.query_one(MapPane).view, self.query_one(NotePane).view
        if self.query_one(MapPane).cross is not None:
            return command.scope == "box"
        match command.id:
            case "read":
                return bool(view and view.selected)
            case "draw_box" | "map_nearer" | "map_farther":
                return bool(view and view.extent)
            case "lift_box":
                return bool(note and note.text)
            case "all_provinces":
                return bool(note and "province" in note.text)
            case "open_url" | "cite":
                return False
        return command.scope != "box"

    def panes(self) -> ComposeResult:
        """The map, beside it the list and the legend, below it the event at the cursor."""
        events = self.filled(EventsPane())
        # the keyboard stays with the map, whose cursor the list's is
        events.can_focus = False
        yield self.filled(HeaderPane())
        yield self.filled(NotePane())
        with Horizontal(id="body"):
            yield self.filled(MapPane())
            with Vertical(id="beside"):
                yield events
                yield self.filled(LegendPane())
        yield self.filled(MapLine())
        yield FooterPane(self.offers)
        yield TooSmallPane()
