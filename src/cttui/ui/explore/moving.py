"""Explore's ways through a timeline: the time window, what is around an event, and the way back."""

from __future__ import annotations

from cttui.model.periods import Days
from cttui.ui.base import messages
from cttui.ui.base.events import EventsPane
from cttui.ui.base.screen import CommandScreen
from cttui.ui.explore.time import TimePane


class WindowCommands(CommandScreen):
    """Zooms, and filters by spans of days."""

    def on_show_within(self, message: messages.ShowWithin) -> None:
        """A window was drawn."""
        self.edit(lambda explorer: explorer.show_within(Days(message.first, message.last)))

    def on_jump_to(self, message: messages.JumpTo) -> None:
        """A bar was clicked."""
        self.edit(lambda explorer: explorer.jump_to(message.day), "No listed event is that late.")

    def run_zoom_in(self) -> None:
        """Shorter bars."""
        self.say(self.query_one(TimePane).zoom(1))

    def run_zoom_out(self) -> None:
        """Longer bars."""
        self.say(self.query_one(TimePane).zoom(-1))

    def run_narrow(self) -> None:
        """Narrow the window."""
        self.edit(lambda explorer: explorer.narrow(), "The shortest window is a day.")

    def run_widen(self) -> None:
        """Widen the window."""
        self.edit(lambda explorer: explorer.widen(), "There is no time window to widen.")

    def run_earlier(self) -> None:
        """Move the window back."""
        self._shift(-1)

    def run_later(self) -> None:
        """Move the window on."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        none = "There is no time window to move; narrow to one first."
        end = "The timeline begins here." if by < 0 else "The timeline ends here."
        self.edit(lambda explorer: explorer.shift(by), end if self.explorer.window else none)

    def run_all_time(self) -> None:
        """Clear the window, and show the whole period."""
        self.edit(lambda explorer: explorer.show_within(None))
        self.query_one(TimePane).show_all()

    def run_undated(self) -> None:
        """The events without a date."""
        self.edit(lambda explorer: explorer.show_undated())


class HistoryCommands(CommandScreen):
    """Goes back in history, and to marked events."""

    def remember(self) -> None:
        """Which part of the list is in sight."""
        self.explorer.top = round(self.query_one(EventsPane).scroll_y)

    def run_order_events(self) -> None:
        """The next order of the list."""
        self.edit(lambda explorer: explorer.next_list_order())

    def run_around(self) -> None:
        """What else happened around the event, or back under the filters."""
        self.edit(lambda explorer: explorer.around(), "No filter hides what happened around this event.")
        self._show_top()

    def run_go_back(self) -> None:
        """The place before."""
        self._go(-1, "This is where you began.")

    def run_go_forward(self) -> None:
        """The place after."""
        self._go(1, "There is nothing to go forward to.")

    def _go(self, by: int, otherwise: str) -> None:
        self.edit(lambda explorer: explorer.go(by), otherwise)
        self._show_top()

    def _show_top(self) -> None:
        """Scroll the list to where it was when the place was left."""
        pane = self.query_one(EventsPane)
        pane.scroll_to(y=self.explorer.top, animate=False, immediate=True, force=True)
        pane.show_cursor()

    def run_next_mark(self) -> None:
        """The next marked event of the list."""
        self._next_mark(1)

    def run_previous_mark(self) -> None:
        """The marked event before."""
        self._next_mark(-1)

    def _next_mark(self, by: int) -> None:
        where = "after" if by > 0 else "before"
        self.edit(lambda explorer: explorer.next_mark(by), f"No marked event {where} this one in the list.")

    def run_last_place(self) -> None:
        """Where the reader was when the timeline was last left."""
        self.edit(lambda explorer: explorer.go_to_last(), "There is no last place to go to.")
