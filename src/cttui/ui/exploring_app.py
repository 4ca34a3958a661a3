"""The app's part in exploring: the window in time, what is around an event, and the way back."""

from __future__ import annotations

from cttui.periods import Span
from cttui.ui import messages
from cttui.ui.events_pane import EventsPane
from cttui.ui.reading_app import ReadingApp
from cttui.ui.time_pane import TimePane


class ExploringApp(ReadingApp):
    """An app that moves through a timeline."""

    # -- time --------------------------------------------------------------------------------------------------------

    def on_show_within(self, message: messages.ShowWithin) -> None:
        """A window was drawn."""
        self.edit(lambda explorer: explorer.show_within(Span(message.first, message.last)))

    def on_jump_to(self, message: messages.JumpTo) -> None:
        """A bar was clicked."""
        self.edit(lambda explorer: explorer.jump_to(message.day), "the list has no event from then on")

    def run_zoom_in(self, _place: int) -> None:
        """Shorter bars."""
        self._zoom(1)

    def run_zoom_out(self, _place: int) -> None:
        """Longer bars."""
        self._zoom(-1)

    def _zoom(self, by: int) -> None:
        for pane in self.screen.query(TimePane):
            self.say(pane.zoom(by))

    def run_narrow(self, _place: int) -> None:
        """Narrow the window."""
        self.edit(lambda explorer: explorer.narrow(), "a day is the shortest window")

    def run_widen(self, _place: int) -> None:
        """Widen the window."""
        self.edit(lambda explorer: explorer.widen(), "the list has no window in time")

    def run_earlier(self, _place: int) -> None:
        """Move the window back."""
        self._shift(-1)

    def run_later(self, _place: int) -> None:
        """Move the window on."""
        self._shift(1)

    def _shift(self, by: int) -> None:
        if self.explorer is not None:
            none = "there is no window in time to move; narrow to one first"
            end = "the timeline begins here" if by < 0 else "the timeline ends here"
            self.edit(lambda explorer: explorer.shift(by), end if self.explorer.window else none)

    def run_all_time(self, _place: int) -> None:
        """Lift the window, and show the whole period."""
        self.edit(lambda explorer: explorer.show_within(None))
        for pane in self.screen.query(TimePane):
            pane.show_all()

    def run_certainty(self, _place: int) -> None:
        """What surely lies within a window, or possibly."""
        self.edit(lambda explorer: explorer.next_certainty())

    def run_undated(self, _place: int) -> None:
        """The events without a date."""
        self.edit(lambda explorer: explorer.show_undated())

    # -- around and back ---------------------------------------------------------------------------------------------

    def run_around(self, _place: int) -> None:
        """What else happened around the event, or back under the filters."""
        self.edit(lambda explorer: explorer.around(), "no filter hides what happened around this event")
        self._show_top()

    def run_go_back(self, _place: int) -> None:
        """The place before."""
        self._go(-1, "this is where you began")

    def run_go_forward(self, _place: int) -> None:
        """The place after."""
        self._go(1, "there is nothing to go forward to")

    def _go(self, by: int, otherwise: str) -> None:
        self.edit(lambda explorer: explorer.go(by), otherwise)
        self._show_top()

    def _show_top(self) -> None:
        """Bring the part of the list into sight that was there when the place was left."""
        if self.explorer is not None:
            for pane in self.screen.query(EventsPane):
                pane.scroll_to(y=self.explorer.top, animate=False, immediate=True, force=True)
                pane.show_cursor()
