"""Shared by every text field."""

from __future__ import annotations

from textual.reactive import reactive
from textual.widgets import Input

from cttui.text import clean, on_one_line


class TextField(Input):
    """One line of text that accepts no control characters, typed or pasted."""

    cursor_blink = reactive(False, init=False)
    """Nothing moves by itself, and nothing is sent over a slow line while nobody types."""

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert typed text without control characters."""
        super().insert_text_at_cursor(clean(text))

    def action_paste(self) -> None:
        """Paste text copied in cttui; a note may have several lines."""
        self.replace(on_one_line(self.app.clipboard), *self.selection)
