"""Map: where the events of the selection were."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from cttui.ui.base import messages
from cttui.ui.base.columns import Column, ColumnCommands, Columns
from cttui.ui.base.commands import ON_EVENT, Command
from cttui.ui.base.events import EventsPane
from cttui.ui.base.exporting import ExportCommands
from cttui.ui.base.frame import FooterPane, HeaderPane, NotePane
from cttui.ui.base.keeping import EditorCommands, EventFormCommands
from cttui.ui.base.marks import MarkCommands, NoteCommands
from cttui.ui.base.moving import EventCommands
from cttui.ui.base.screen import MEDIUM, WIDE, TooSmallPane
from cttui.ui.base.values import ValueCommands
from cttui.ui.map.panes import LegendPane, MapLine, MapPane

BESIDE = Column("legend", "#beside", lambda total: 28 if total < MEDIUM else 48 if total < WIDE else 54, 20)
"""The list and the legend, beside the map."""


class MapScreen(
    EventCommands, ValueCommands, MarkCommands, NoteCommands, EditorCommands, EventFormCommands, ExportCommands, ColumnCommands
):
    """Where the events of the selection were: the map, the list and the legend."""

    AUTO_FOCUS = "MapPane"
    KEYS = ("map", "event", "marking", "noting", "digits", "everywhere", "panes")
    SHOWS_EVENTS = True

    def on_mount(self) -> None:
        """Say why the outline that the timeline names is not there."""
        view = self.query_one(MapPane).view
        if view is not None and view.trouble:
            self.say(f"The map's outline cannot be drawn: {view.trouble}")

    def can(self, command: Command) -> bool:
        """The commands of the map; while a box is being drawn, those of the box."""
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
        return command.scope != "box" and super().can(command)

    def in_sight(self, command: str) -> bool:
        """While a box is being drawn on a small screen, it takes the place of the event."""
        hidden = self.query_one(MapPane).cross is not None and not self.query_one(EventsPane).display
        return not (hidden and (command in ON_EVENT or command == "read"))

    def reveal(self, command: str) -> bool:  # noqa: ARG002 - whichever it is
        """Say that the event is hidden while a box is being drawn."""
        self.say(f"The event is hidden while you draw a box; {self.keys.shown('give_up')} cancels the box.")
        return False

    def panes(self) -> ComposeResult:
        """The map, beside it the list and the legend, below it the event at the cursor."""
        events = self.filled(EventsPane())
        # the focus stays with the map, which shares the list's cursor
        events.can_focus = False
        yield self.filled(HeaderPane())
        yield self.filled(NotePane(bar=False))
        with Columns(rest=32, right=BESIDE):
            yield self.filled(MapPane())
            with Vertical(id="beside"):
                yield events
                yield self.filled(LegendPane())
        yield self.filled(MapLine())
        yield FooterPane(self.offers)
        yield TooSmallPane()

    def on_filter_box(self, message: messages.FilterBox) -> None:
        """A box was drawn."""
        self.edit(lambda explorer: explorer.box(message.area))

    def on_go_to_place(self, message: messages.GoToPlace) -> None:
        """A dot of the map was clicked."""
        self.say("" if self.explorer.go_to_place(message.places) else "No listed event was there.")
        self.show(query_changed=False)

    def on_go_to_cells(self, message: messages.GoToCells) -> None:
        """A cell of the map was clicked."""
        self.say("" if self.explorer.go_to_cells(message.spots) else "No listed event was there.")
        self.show(query_changed=False)

    def run_draw_box(self) -> None:
        """Begin a box."""
        self.query_one(MapPane).action_draw_box()

    def run_lift_box(self) -> None:
        """Clear the box, or all filters."""
        self.edit(lambda explorer: explorer.lift_box(), "No filters to clear.")

    def run_map_nearer(self) -> None:
        """Zoom in on the map."""
        if not self.query_one(MapPane).zoom(1):
            self.say("The map cannot zoom in further.")

    def run_map_farther(self) -> None:
        """Zoom out of the map."""
        if not self.query_one(MapPane).zoom(-1):
            self.say("The whole map is shown.")
