"""The app's part in what the reader keeps: marks, notes, saved views, and the place to come back to."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from cttui.errors import CttuiError
from cttui.ui.base import messages
from cttui.ui.mapping_app import MappingApp

if TYPE_CHECKING:
    from cttui.notebook.desk import Desk

LOOK_EVERY = 1.0
"""Seconds after which it is looked whether another window marked or wrote something."""


class KeepingApp(MappingApp):
    """An app that keeps what is the reader's own."""

    def on_mount(self) -> None:
        """Offer the last place, and look from time to time what other windows of the same timeline keep."""
        self.call_after_refresh(self._greet)

    def _greet(self) -> None:
        """After the first frame: show what is kept, and say what is wrong with the notebook, or where the reader was last."""
        if not gc.isenabled():
            # the command line put it off until now; what was made so far stays, and is not looked through for garbage again
            gc.freeze()
            gc.enable()
        if self.explorer is None or self.explorer.desk is None:
            return
        if self.explorer.open_desk():
            self.show_views()
        self.set_interval(LOOK_EVERY, self.look)
        place = self.explorer.last_place() if self.explorer.offers_last else ""
        if trouble := self.explorer.desk.trouble:
            self.say(trouble)
        elif place:
            self.say(f"{self.keys.shown('last_place')} goes to where you were last: {place}")

    def look(self) -> None:
        """Show what another window of the same timeline marked, wrote or saved meanwhile."""
        if self.explorer is not None and self.explorer.look():
            self.show_views()

    @property
    def _desk(self) -> Desk | None:
        return self.explorer.desk if self.explorer is not None else None

    # -- marks -------------------------------------------------------------------------------------------------------

    def run_mark(self, _place: int) -> None:
        """Mark the event, or no longer."""
        if self.explorer is None:
            return
        try:
            said = "marked" if self.explorer.toggle_mark() else "no longer marked"
        except CttuiError as error:
            said = str(error)
        self.show_views()
        self.say(said)

    def run_next_mark(self, _place: int) -> None:
        """The next marked event of the list."""
        self._next_mark(1)

    def run_previous_mark(self, _place: int) -> None:
        """The marked event before."""
        self._next_mark(-1)

    def _next_mark(self, by: int) -> None:
        where = "after" if by > 0 else "before"
        self.edit(lambda explorer: explorer.next_mark(by), f"no event of the list is marked {where} this one")

    # -- notes -------------------------------------------------------------------------------------------------------

    def run_note(self, _place: int) -> None:
        """Write a note on the event."""
        if (about := self._noted()) is not None:
            from cttui.ui.desk.note import NoteScreen

            event, title, text = about
            self.push_screen(NoteScreen(title, text), partial(self._keep_note, event, text))

    def run_note_in_editor(self, _place: int) -> None:
        """Write the note in the reader's own editor."""
        if (about := self._noted()) is None:
            return
        event, _, text = about
        named = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
        if not (editor := next(filter(None, named), "")):
            self.say(f"neither $VISUAL nor $EDITOR names an editor; {self.keys.shown('note')} writes the note here")
            return
        from cttui.ui.desk.own_editor import EditorError, written_in

        try:
            with self.suspend():
                # nothing may be raised in here, as Textual would not take the terminal back
                written = written_in(editor, text)
        except SuspendNotSupported:
            self.say("this terminal cannot be lent to an editor")
            return
        if isinstance(written, EditorError):
            self.say(str(written))
        else:
            self._keep_note(event, text, written.removesuffix("\n"))

    def _noted(self) -> tuple[str, str, str] | None:
        """The event that a note would be on: its id, its title and the note so far."""
        if self.explorer is None or self.explorer.subject is None:
            self.say("there is no event to write about")
            return None
        event = self.explorer.index.events((self.explorer.subject,))[0]
        return event.id, event.title, self.explorer.note()

    def _keep_note(self, event: str, before: str, text: str | None) -> None:
        """A note was written: keep it where it is another than before."""
        if self.explorer is None or text is None or text == before:
            return
        try:
            self.explorer.write_note(event, text, before)
            said = "the note is kept" if text.strip() else "the note is taken away"
        except CttuiError as error:
            said = str(error)
        self.show_views()
        self.say(said)

    # -- views -------------------------------------------------------------------------------------------------------

    def run_views(self, _place: int) -> None:
        """Saved views, marks and notes."""
        from cttui.ui.desk.screen import ViewsScreen

        self.look()
        self.open_screen(ViewsScreen)

    def _leave_views(self) -> None:
        """Close the views; by now a second press may find them closed."""
        if self.screen.query("ViewsPane"):
            self.pop_screen()

    def on_run_view(self, message: messages.RunView) -> None:
        """A view was chosen: show its events."""
        self._leave_views()
        self.edit(lambda explorer: explorer.run_view(message.query))

    def on_show_kept(self, message: messages.ShowKept) -> None:
        """A mark or note was chosen: show its event."""
        self._leave_views()
        self.edit(lambda explorer: explorer.go_to(message.event_id))

    def on_named(self, message: messages.Named) -> None:
        """A name was typed, for a new view or for one that has another."""

        def keep(desk: Desk) -> str:
            if message.old:
                desk.rename_view(message.old, message.name)
                return f"the view is called {' '.join(message.name.split())} now"
            desk.save_view(message.name, self.explorer.query.text if self.explorer else "")
            return f"the filter is kept as {' '.join(message.name.split())}"

        self._change(keep)

    def on_delete_view(self, message: messages.DeleteView) -> None:
        """A view is to be deleted."""

        def delete(desk: Desk) -> str:
            desk.delete_view(message.name)
            return f"the view {message.name} is deleted"

        self._change(delete)

    def on_forget(self, message: messages.Forget) -> None:
        """Mark and note of an event are to be taken away."""

        def forget(desk: Desk) -> str:
            desk.forget(message.event_id)
            return "mark and note are taken away"

        self._change(forget)

    def on_tell(self, message: messages.Tell) -> None:
        """A pane has something to say."""
        self.say(message.text)

    def _change(self, change: Callable[[Desk], str]) -> None:
        """Change what is kept, and say so, or why not."""
        if self.explorer is None or self._desk is None:
            self.say("there is no notebook to keep anything in")
            return
        try:
            said = change(self._desk)
            self.explorer.select_again()
        except CttuiError as error:
            said = str(error)
        self.show_views()
        self.say(said)

    # -- the last place ----------------------------------------------------------------------------------------------

    def run_last_place(self, _place: int) -> None:
        """Where the reader was when the timeline was last left."""
        self.edit(lambda explorer: explorer.go_to_last(), "there is no other place where you were last")
