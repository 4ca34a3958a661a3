"""Where the terminal's own cursor stands: on the row or in the field that has the keyboard.

Screen readers, magnifiers and braille displays follow it. Textual moves it at the end of each frame to the position that
its fields last asked for; here that position is looked up when the frame is written, so no pane has to tell of a move.
"""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Input, OptionList, TextArea

from cttui.ui.base.pane import LinePane

_DELETES = frozenset({"backspace", "delete", "ctrl+d", "ctrl+h", "ctrl+k", "ctrl+u", "ctrl+w"})
"""Keys that delete in a field."""


@runtime_checkable
class _Celled(Protocol):
    """A pane whose cursor is a cell and not a whole line."""

    def cursor_cell(self) -> tuple[int, int] | None:
        """Its column and line; ``None`` for none."""


@runtime_checkable
class _Elsewhere(Protocol):
    """A pane whose keys move the cursor of another one."""

    def caret_pane(self) -> LinePane:
        """The pane in which the terminal's cursor stands while this one has the keyboard."""


class CaretApp(App[None]):
    """An app whose terminal cursor follows the focus.

    Attributes:
        shows_caret: Whether the terminal's cursor is visible.
    """

    shows_caret: bool = False

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands, in cells of the screen; the last place while nothing has the keyboard."""
        focused = self.focused if self._screen_stack else None
        if focused is not None and (found := self._place_of(focused)) is not None:
            self._stands = found
        return self._stands

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        """Textual's fields say where theirs is whenever it moves; it is asked for instead."""
        self._stands = position

    _stands = Offset()
    _at_key: tuple[tuple[object, ...] | None, int | None] = (None, None)
    """What stood in the focused field, and the line of the list below it, when the last key was pressed."""
    _typed = False
    """Whether that key changes the text of a field."""
    _on_list = False
    """Whether the cursor stands on that list: it was moved after the last letter was typed."""

    async def on_event(self, event: events.Event) -> None:
        """Remember what a key finds."""
        if isinstance(event, events.Key) and self._screen_stack:
            self._at_key = _field_state(self.focused), _line_in(_list_below(self.focused))
            self._typed = event.is_printable or event.key in _DELETES
        await super().on_event(event)

    def _place_of(self, focused: Widget) -> Offset | None:
        """The cell at which what has the keyboard is; ``None`` if it is not on screen."""
        if isinstance(focused, LinePane):
            return _in_pane(focused.caret_pane() if isinstance(focused, _Elsewhere) else focused)
        if isinstance(focused, Input | TextArea):
            return self._beside_field(focused) or _in_field(focused)
        return focused.content_region.offset

    def _beside_field(self, field: Input | TextArea) -> Offset | None:
        """The line of the list below a field, once its keys have moved in it; typing puts the cursor back in the field."""
        below = _list_below(field)
        line, (state, before) = _line_in(below), self._at_key
        if line is None or self._typed or state is None or state[0] is not field:
            # a list that has only just come was not moved in
            self._on_list = False
        elif line != before:
            self._on_list = True
        elif state != _field_state(field):
            self._on_list = False
        if not self._on_list or below is None or line is None:
            return None
        return _in_pane(below) if isinstance(below, LinePane) else _in_options(below, line)


def _field_state(field: Widget | None) -> tuple[object, ...] | None:
    """A field, its text and the place in it; ``None`` if it is none."""
    if isinstance(field, Input):
        return field, field.value, field.cursor_position
    return (field, field.text, field.cursor_location) if isinstance(field, TextArea) else None


def _list_below(field: Widget | None) -> Widget | None:
    """The list in sight whose cursor the keys of a field move; ``None`` if there is none."""
    if not isinstance(field, Input | TextArea):
        return None
    lists = (
        w for w in field.screen.walk_children(Widget) if (w.FOR_FIELD if isinstance(w, LinePane) else isinstance(w, OptionList))
    )
    return next((widget for widget in lists if widget.display and widget.is_on_screen), None)


def _line_in(widget: Widget | None) -> int | None:
    """The line of the cursor in such a list; ``None`` if it has none."""
    if isinstance(widget, LinePane):
        return widget.cursor_line()
    if isinstance(widget, OptionList) and widget.highlighted is not None:
        return widget._index_to_line.get(widget.highlighted)  # noqa: SLF001 - Textual tells it nowhere else
    return None


def _in_field(field: Input | TextArea) -> Offset:
    found = field.cursor_screen_offset
    # at its end, Textual gives the cell behind the one that it draws its cursor in
    return found - (1, 0) if isinstance(field, Input) and field.cursor_position == len(field.value) else found


def _in_pane(pane: LinePane) -> Offset | None:
    """The cell or line of a pane's cursor; without a cursor, the first line in sight."""
    region = pane.scrollable_content_region
    if not region:
        return None
    cell = pane.cursor_cell() if isinstance(pane, _Celled) else None
    if cell is None:
        place = pane.cursor_place()
        cell = (0, place) if place is not None else (1, round(pane.scroll_y) + pane.sticky)
    x, line = cell
    y = line if line < pane.sticky else max(pane.sticky, line - round(pane.scroll_y))
    return Offset(region.x + max(0, min(x, region.width - 1)), region.y + max(0, min(y, region.height - 1)))


def _in_options(options: Any, line: int) -> Offset:
    region = options.scrollable_content_region
    return Offset(region.x, region.y + max(0, min(line - options.scroll_offset.y, region.height - 1)))
