"""Shared by every screen on which events can be marked and annotated."""

from __future__ import annotations

from functools import partial

from textual.app import SuspendNotSupported

from cttui.errors import CttuiError
from cttui.text import sentence
from cttui.ui.base.screen import CommandScreen


class MarkCommands(CommandScreen):
    """Marks the event in view."""

    def run_mark(self) -> None:
        """Mark or unmark the event."""
        try:
            said = "Marked." if self.explorer.toggle_mark() else "Unmarked."
        except CttuiError as error:
            said = sentence(str(error))
        self.show()
        self.say(said)


class NoteCommands(CommandScreen):
    """Writes notes on the event in view."""

    def run_note(self) -> None:
        """Write a note on the event."""
        if (about := self._noted()) is not None:
            event, title, text = about
            self.host.open("note", title, text, partial(self._keep_note, event, text))

    def run_note_in_editor(self) -> None:
        """Write the note in the reader's own editor."""
        if (about := self._noted()) is None:
            return
        event, title, text = about
        from cttui.ui.base.own_editor import EditorError, own_editor, set_aside, written_in

        if not (editor := own_editor(self.host.settings.editor)):
            self.say(f"Neither $VISUAL nor $EDITOR is set; {self.keys.shown('note')} opens the note here.")
            return
        try:
            with self.app.suspend():
                # nothing may be raised in here, or Textual would not take the terminal back
                written = written_in(editor, text)
        except SuspendNotSupported:
            self.say("This terminal cannot be handed to an editor.")
            return
        if isinstance(written, EditorError):
            self.say(sentence(str(written)))
            return
        written = written.removesuffix("\n")
        try:
            self._keep_note(event, text, written)
        except CttuiError as error:
            trouble = str(error)
            try:
                self.say(f"{sentence(trouble).rstrip('.')}; your text is saved in {set_aside(written)}")
            except OSError:
                # nowhere on disk: keep it in the note's box
                self.host.open("note", title, written, partial(self._keep_note, event, text), trouble)

    def _noted(self) -> tuple[str, str, str] | None:
        """The event that a note would be about: its id, its title and its current note."""
        event = self.explorer.subject_event()
        if event is None:
            self.say("No event is selected.")
            return None
        return event.id, event.title, self.explorer.note()

    def _keep_note(self, event: str, before: str, text: str) -> None:
        """Save a note if it changed, and say so.

        Raises:
            NotebookError: It cannot be kept.
        """
        if text != before:
            self.explorer.write_note(event, text, before)
            self.show()
            self.say("Note saved." if text.strip() else "Note deleted.")
