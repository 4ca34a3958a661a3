"""What every line that is typed in shares."""

from __future__ import annotations

from textual.widgets import Input

from cttui.text import clean


class TextField(Input):
    """One line of text, into which no control character comes, typed or pasted."""

    def insert_text_at_cursor(self, text: str) -> None:
        """Take typed or pasted text, on one line and without control characters."""
        super().insert_text_at_cursor(clean(text))
