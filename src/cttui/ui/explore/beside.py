"""What reference sets have next to the event at the cursor: looked up in a thread, and walked into."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from cttui.errors import CttuiError
from cttui.text import sentence
from cttui.ui.base.detail import DetailPane
from cttui.ui.base.screen import CommandScreen

if TYPE_CHECKING:
    from cttui.explore.beside import Beside, BesideView

NO_REFERENCE = "No reference set is open; start cttui with --beside FILE."


class BesideCommands(CommandScreen):
    """Shows theirs in the pane of the event."""

    _beside: Beside | None = None
    _wanted = ""
    """The id of the event that was last looked up."""

    def on_mount(self) -> None:
        """Look up the first event, after the first frame."""
        if self.explorer.references:
            self.call_after_refresh(self._look_up)

    def _show(self, views: Mapping[str, object], *, footer: bool = True) -> None:
        """Hand views to their panes; where the event is another one, look up what stands beside it."""
        super()._show(views, footer=footer)
        if self.explorer.references and "detail" in views:
            self._look_up()

    def _look_up(self) -> None:
        event = self.explorer.subject_event()
        if event is None:
            return
        if self._beside is None or self._beside.ours is not self.explorer.index:
            from cttui.explore.beside import Beside

            self._beside = Beside(self.explorer.index, self.explorer.references)
        if (known := self._beside.known(event.id)) is not None:
            self._take_beside(known)
            return
        self._wanted = event.id
        work = partial(self._work, self._beside, event.id, self._beside.side(event))
        self.run_worker(
            work, thread=True, exclusive=True, group="beside", description="look up what is beside", exit_on_error=False
        )

    def _work(self, beside: Beside, event_id: str, side: object) -> None:
        # the cursor may have gone on while another event was looked up
        if self._wanted == event_id:
            try:
                found = beside.of(side)  # type: ignore[arg-type]  # a side, which the screen does not look into
            except CttuiError as error:
                self.app.call_from_thread(self.say, sentence(str(error)))
            else:
                self.app.call_from_thread(self._take_beside, found)

    def _take_beside(self, found: BesideView) -> None:
        if self.is_attached:
            self.query_one(DetailPane).stand_beside(found)

    def run_beside(self) -> None:
        """Show the next event of theirs in full."""
        pane = self.query_one(DetailPane)
        if not self.explorer.references or self._beside is None:
            self.say(NO_REFERENCE)
        elif (found := pane.next_theirs()) is None:
            self.say("The reference sets have no event of the same days and place.")
        else:
            number, row = found
            try:
                whole = self._beside.whole(number, row)
            except CttuiError as error:
                self.say(sentence(str(error)))
                return
            self.show_event()
            pane.show_theirs(whole)

    def show_event(self) -> None:
        """Bring the event's pane into sight."""
