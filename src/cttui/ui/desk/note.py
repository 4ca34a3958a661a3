"""A note being written, on top of the current screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingsMap, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import TextArea

from cttui.errors import CttuiError
from cttui.text import clean, sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.keymap import way_out
from cttui.ui.base.lines import Line, Span, paragraph
from cttui.ui.base.pane import TextPane


class NoteScreen(ModalScreen[None]):
    """A plain-text editor, Markdown by convention; leaving it saves the note, and if that fails it stays open."""

    # with priority, since the editor would treat Escape as leaving the field
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "keep", show=False, priority=True),
        # the editor's own key is Ctrl+Z, which suspends cttui here as everywhere
        Binding("ctrl+underscore", "undo", "undo", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    NoteScreen { align: center middle; }
    NoteScreen TextArea {
        width: 84; max-width: 96%; height: 60%; min-height: 8; background: $surface;
        border: round $primary; &:focus { border: round $primary; }
    }
    NoteScreen.-trouble TextArea { height: 40%; min-height: 4; }
    """

    def __init__(self, title: str, text: str, keep: Callable[[str], object], trouble: str = "") -> None:
        """Write a note on an event.

        Args:
            title: The event's title.
            text: The note so far.
            keep: Saves the text; raises ``CttuiError`` if it cannot.
            trouble: Why the text could not be saved so far; empty if that was not tried.
        """
        super().__init__()
        self._about = title
        self._text = text
        self._keep = keep
        self._trouble = trouble

    def compose(self) -> ComposeResult:
        """The text, and below it room for an error."""
        area = TextArea(self._text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id="note")
        area.border_title = Content(f"Note on: {clean(self._about)}".translate(host_of(self).signs))
        area.border_subtitle = "Esc saves · Ctrl+_ undoes · Markdown · an empty note is deleted".translate(host_of(self).signs)
        yield area
        yield TroublePane()

    def on_mount(self) -> None:
        """Start at the end of the text."""
        area = self.query_one(TextArea)
        # nothing moves by itself
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        area.focus()
        if self._trouble:
            self.query_one(TroublePane).tell(self._trouble)

    def let_go(self) -> bool:
        """Save the text; false if that failed and the reader has not yet chosen to discard it."""
        pane = self.query_one(TroublePane)
        if pane.has_focus:
            return True
        try:
            self.keep_now()
        except CttuiError as error:
            pane.tell(str(error))
            return False
        return True

    def keep_now(self) -> None:
        """Save the text as it is.

        Raises:
            CttuiError: It cannot be kept.
        """
        for area in self.query(TextArea):
            self._keep(area.text)

    def action_leave(self) -> None:
        """Save the text and close; from an error, go back to the text."""
        if self.query_one(TroublePane).has_focus:
            self.query_one(TextArea).focus()
        elif self.let_go():
            self.dismiss()

    def action_undo(self) -> None:
        """Undo the last edit."""
        self.query_one(TextArea).undo()

    def action_discard(self) -> None:
        """Close and discard the text."""
        self.dismiss()

    def action_copy(self) -> None:
        """Copy the text to the clipboard."""
        self.app.copy_to_clipboard(self.query_one(TextArea).text)
        self.query_one(TroublePane).entitle("Not saved – copied to the clipboard")


class TroublePane(TextPane):
    """Why a note could not be saved, in full, and the keys for what to do with it."""

    DEFAULT_CSS = """
    TroublePane { display: none; width: 84; max-width: 96%; height: auto; max-height: 56%; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._trouble = ""
        self._keys: dict[str, str] = {}
        for action, command, key in (("discard", "delete_kept", "D"), ("copy", "cite", "y")):
            bound = self.keys.bound(f"screen.{action}", command)
            if not bound.key_to_bindings:
                bound.bind(key, f"screen.{action}", show=False)
            self._keys[action] = way_out(self.keys, command) if self.keys.bound("", command).key_to_bindings else key
            self._bindings = BindingsMap.merge([bound, self._bindings])

    def tell(self, trouble: str) -> None:
        """Show the error and take the focus."""
        self._trouble = trouble
        self.entitle("Not saved")
        self.display = True
        self.screen.add_class("-trouble")
        self.repaint()
        self.focus()

    def compose_lines(self, width: int) -> list[Line]:
        """The sentence and the keys."""
        ways = f"Esc returns to the text, {self._keys['copy']} copies it, {self._keys['discard']} discards it."
        return [*paragraph(sentence(self._trouble), width, "fault"), (Span(""),), *paragraph(ways, width, "muted")]
