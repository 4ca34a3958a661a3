"""The app's part in exploring: the window in time, what is around an event, and the way back."""

from __future__ import annotations

from typing import Any

from cttui.model.periods import Days
from cttui.ui.base import messages
from cttui.ui.explore.events import EventsPane
from cttui.ui.explore.time import TimePane
from cttui.ui.reading_app import ReadingApp


class ExploringApp(ReadingApp):
    """An app that moves through a timeline."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """As ``BaseApp``."""
        super().__init__(*args, **options)
        self._cell = (0, 0)
        """Where the grid's cursor was last."""

    # -- time --------------------------------------------------------------------------------------------------------

    def on_show_within(self, message: messages.ShowWithin) -> None:
        """A window was drawn."""
        self.edit(lambda explorer: explorer.show_within(Days(message.first, message.last)))

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

    # -- the grid ----------------------------------------------------------------------------------------------------

    def run_grid(self, _place: int) -> None:
        """Provinces by months."""
        from cttui.ui.grid.screen import GridScreen

        self.open_screen(GridScreen)
        self._at_cell(self._cell)

    def _at_cell(self, cell: tuple[int, int]) -> None:
        """Put the grid's cursor where it was last, unless a cell is the filter."""
        from cttui.ui.grid.pane import GridPane

        def place() -> None:
            for pane in self.screen.query(GridPane):
                if pane.view is not None and pane.view.chosen is None:
                    pane.go(*cell)

        self.call_later(place)

    def on_take_cell(self, message: messages.TakeCell) -> None:
        """A cell was taken: show its events; by now a second press may find the grid gone."""
        if not self.screen.query("GridPane"):
            return
        self._cell = (message.row, message.column)
        self.edit(lambda explorer: explorer.take_cell(message.row, message.column))
        self.pop_screen()
        self.show_views()

    def undo_cell(self) -> bool:
        """Undo the cell that was taken, and show the grid again; false where there is none to undo."""
        if self.explorer is None or not self.explorer.undo_cell():
            return False
        self.say_query()
        self.show_views()
        self.run_grid(1)
        return True

    # -- paths -------------------------------------------------------------------------------------------------------

    def run_threads(self, _place: int) -> None:
        """The paths; the one that is read, at its step."""
        if self.explorer is None:
            return
        from cttui.ui.threads.screen import ThreadsScreen

        reading = self.explorer.path is not None
        if reading:
            self.explorer.step(0)
        self.open_screen(ThreadsScreen)
        if reading:
            self.call_later(self._focus_path)

    def _focus_path(self) -> None:
        from cttui.ui.threads.panes import PathPane

        for pane in self.screen.query(PathPane):
            self.screen.add_class("walking")
            pane.focus()

    @property
    def _paths_in_sight(self) -> bool:
        """Whether the paths are on top; a key pressed in one breath with that which closed them is for nobody."""
        return bool(self.screen.query("ThreadListPane"))

    def on_open_path(self, message: messages.OpenPath) -> None:
        """A path was chosen; by now the paths may be closed."""
        if self.explorer is not None and self._paths_in_sight:
            self.explorer.open_path(message.path_id)
            self.show_views()
            self._focus_path()

    def on_step_to(self, message: messages.StepTo) -> None:
        """A step was chosen."""
        if self.explorer is not None and self.explorer.path is not None:
            self._step(message.position - self.explorer.path.at)

    def run_next_step(self, _place: int) -> None:
        """The next step."""
        self._step(1)

    def run_previous_step(self, _place: int) -> None:
        """The step before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.explorer is not None and self._paths_in_sight:
            ends = "this is the first step" if by < 0 else "this is the last step"
            moved = self.explorer.step(by)
            self.say("" if moved or by == 0 else ends)
            self.show_views(query_changed=False)

    def run_leave_path(self, _place: int) -> None:
        """Go to the step's event in the list."""
        if self.explorer is not None and self.explorer.path is not None and self._paths_in_sight:
            at, steps = self.explorer.path.at + 1, len(self.explorer.path.steps)
            self.explorer.leave_path()
            self.pop_screen()
            self.say_query()
            self.show_views()
            self.say(f"step {at} of {steps}; {self.keys.shown('threads')} goes on there")

    def walk_on(self) -> None:
        """Where a path was being read below, its step is what is read again."""
        if self.explorer is not None and self.screen.has_class("walking"):
            self.explorer.walking = True

    def back_in_path(self) -> bool:
        """From the steps to the list of paths, which is true; from there, no step is read any more."""
        from cttui.ui.threads.panes import ThreadListPane

        if self.explorer is None or not self.screen.query(ThreadListPane):
            return False
        inside = not isinstance(self.focused, ThreadListPane)
        if inside:
            self.screen.remove_class("walking")
            self.screen.query_one(ThreadListPane).focus()
        else:
            self.explorer.walking = False
        return inside
