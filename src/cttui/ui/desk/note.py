"""A note being written, over whatever was there."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import TextArea

from cttui.text import clean
from cttui.ui.base.host import host_of


class NoteScreen(ModalScreen[str]):
    """An editor of plain text, Markdown by custom; leaving it keeps what was written."""

    # at once, since the editor would take Escape for leaving the field
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "keep", "keep", show=False, priority=True),
        # the editor has Ctrl+Z for it, which suspends cttui here as everywhere
        Binding("ctrl+underscore", "undo", "undo", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    NoteScreen { align: center middle; }
    NoteScreen TextArea {
        width: 84; max-width: 96%; height: 60%; min-height: 8; background: $surface;
        border: round $primary; &:focus { border: round $primary; }
    }
    """

    def __init__(self, title: str, text: str, keep: Callable[[str], object]) -> None:
        """Take the event's title and the note so far, and what keeps it where there is no time to close the box."""
        super().__init__()
        self._about = title
        self._text = text
        self._keep = keep

    def compose(self) -> ComposeResult:
        """The text."""
        area = TextArea(self._text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id="note")
        area.border_title = Content(f"Note on: {clean(self._about)}".translate(host_of(self).signs))
        area.border_subtitle = "Esc keeps it · Ctrl+_ undoes · Markdown · an empty note is taken away".translate(
            host_of(self).signs
        )
        yield area

    def on_mount(self) -> None:
        """Go on where the text ends."""
        area = self.query_one(TextArea)
        # nothing moves by itself
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        area.focus()

    def action_keep(self) -> None:
        """Give back what was written."""
        self.dismiss(self.query_one(TextArea).text)

    def action_undo(self) -> None:
        """Take back what was typed last."""
        self.query_one(TextArea).undo()

    def keep_now(self) -> None:
        """Keep what was written as it is, since cttui is ended.

        Raises:
            CttuiError: It cannot be kept.
        """
        for area in self.query(TextArea):
            self._keep(area.text)
