"""A pane whose list of values is narrowed by what is typed in it."""

from __future__ import annotations

from typing import ClassVar

from textual import events

from cttui.text import clean, on_one_line
from cttui.ui.base.messages import Look
from cttui.ui.base.pane import LinePane


class NarrowedPane(LinePane):
    """Lists values, and takes letters that narrow the list."""

    NARROWS: ClassVar[str]
    """The field of ``state.Sight`` that says what narrows the list."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.wanted: str | None = None
        """The text that narrows the list; ``None`` for none."""
        self._typing = False

    @property
    def with_wanted(self) -> str:
        """What narrows the list, as the end of a title."""
        return "" if self.wanted is None else f" – with {self.wanted}{'▏' if self._typing else '…'}"

    def to_first(self) -> None:
        """Move the cursor to the first value."""

    def cursor_in_sight(self) -> bool:
        """Also true while letters are typed, which act on no value."""
        return self._typing or super().cursor_in_sight()

    def action_narrow_values(self) -> None:
        """Let typed text narrow the list."""
        self._narrow(self.wanted or "", typing=True)

    def _narrow(self, wanted: str | None, *, typing: bool) -> None:
        if (wanted or "") != (self.wanted or ""):
            self.post_message(Look(self.VIEW, {self.NARROWS: wanted or ""}))
        self.wanted, self._typing = wanted, typing
        self.to_first()
        self.prepare()
        self.repaint()
        self.show_cursor()

    def on_key(self, event: events.Key) -> None:
        """Take letters while narrowing, even those bound to commands."""
        if self.wanted is None or not (self._typing or event.key == "escape"):
            return
        if event.key == "escape":
            self._narrow(None, typing=False)
        elif event.key == "enter":
            self._narrow(self.wanted or None, typing=False)
        elif event.key == "backspace":
            self._narrow(self.wanted[:-1], typing=True)
        elif event.character and event.is_printable:
            self._narrow(self.wanted + clean(event.character), typing=True)
        elif event.key in {"up", "down"}:
            self._narrow(self.wanted or None, typing=False)
            return
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted text while narrowing, joined into one line."""
        if self._typing:
            self._narrow((self.wanted or "") + on_one_line(event.text), typing=True)
            event.stop()

    def on_blur(self) -> None:
        """Without focus, stop taking letters."""
        self._typing = False
        self.prepare()
        super().on_blur()
