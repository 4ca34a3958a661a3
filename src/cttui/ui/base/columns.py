"""Panes side by side: as wide as they need beside the one that takes the rest, and as the reader makes them.

The reader drags a border with the mouse, or widens and narrows the pane with the keyboard; the app keeps the widths for the
next time. They are kept as they were made: where the terminal has less room, panes are narrower there and none disappears.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.containers import Horizontal
from textual.css.scalar import Scalar
from textual.widget import Widget

from cttui.ui.base.host import host_of
from cttui.ui.base.screen import CommandScreen

STEP = 2
"""Columns by which a key makes a pane wider or narrower."""


@dataclass(frozen=True, slots=True)
class Column:
    """A pane at one side of the one that takes the rest."""

    name: str
    """Its name in ``settings.WIDTHS``."""
    pane: str
    """Which child it is, as a selector."""
    natural: Callable[[int], int]
    """How wide it is where the reader made it no other width, by the columns of the terminal."""
    least: int
    """Fewest columns across."""


def within(most: int, wanted: Sequence[tuple[Column, int]]) -> list[int]:
    """The widths of panes: as wanted, but none below its least, and the last ones less where all together have no room.

    Args:
        most: Columns for all of them.
        wanted: Panes with the widths that they should have.
    """
    found = [max(one.least, width) for one, width in wanted]
    over = sum(found) - most
    for place, (one, _) in reversed(list(enumerate(wanted))):
        cut = max(0, min(over, found[place] - one.least))
        found[place] -= cut
        over -= cut
    return found


class Columns(Horizontal):
    """Panes side by side, one of which takes what the others leave.

    Args:
        rest: Fewest columns of the pane that takes the rest.
        left: The pane at its left.
        right: The pane at its right.
        least: Columns of the terminal below which panes do not stand side by side; they are then as the stylesheet says.
        all_from: Columns from which both do at once.
    """

    def __init__(
        self, *, rest: int, left: Column | None = None, right: Column | None = None, least: int = 0, all_from: int = 0
    ) -> None:
        super().__init__(id="body")
        self._rest = rest
        self._columns = tuple(column for column in (left, right) if column is not None)
        self._left, self._least, self._all_from = left, least, all_from
        self._dragged: Column | None = None
        """The pane whose border follows the mouse."""

    # -- widths ------------------------------------------------------------------------------------------------------

    @property
    def _total(self) -> int:
        return self.app.size.width

    @property
    def apart(self) -> bool:
        """Whether panes stand side by side at all."""
        return self._total >= self._least

    def _widths(self) -> dict[str, int]:
        """The width of each pane, by name: as the reader made it or as it needs, so that none disappears."""
        kept, most = host_of(self).widths, self._total - self._rest
        wanted = [(one, min(kept.get(one.name) or one.natural(self._total), most)) for one in self._columns]
        together = self._total >= self._all_from
        widths = within(most, wanted) if together else [within(most, [one])[0] for one in wanted]
        return {one.name: width for one, width in zip(self._columns, widths, strict=True)}

    def lay_out(self) -> None:
        """Give every pane its width."""
        for one, width in zip(self._columns, self._widths().values(), strict=True):
            pane = self.query_one(one.pane)
            if not self.apart:
                pane.styles.clear_rule("width")
            elif pane.styles.inline.width != Scalar.from_number(width):
                pane.styles.width = width

    def on_mount(self) -> None:
        """Give every pane its width before the first layout."""
        self.lay_out()

    def on_resize(self) -> None:
        """The terminal has another size."""
        self.lay_out()

    def resize(self, column: Column, width: int) -> bool:
        """Make a pane as wide as wanted, as far as there is room; false if it is so already."""
        found = self._widths()
        others = sum(found.values()) - found[column.name] if self._total >= self._all_from else 0
        width = max(column.least, min(width, self._total - self._rest - others))
        if width == found[column.name]:
            return False
        host_of(self).widths[column.name] = width
        self.lay_out()
        return True

    def widen(self, focused: Widget | None, by: int) -> bool:
        """Make the focused pane wider, or narrower (below 0); false if there is no room.

        The pane that takes the rest gets its columns from the pane at its right, or else from the one at its left.
        """
        found = self._widths()
        for one in self._columns:
            if focused is not None and self.query_one(one.pane) in focused.ancestors_with_self:
                return self.resize(one, found[one.name] + by)
        beside = (one for one in reversed(self._columns) if self.query_one(one.pane).display)
        return any(self.resize(one, found[one.name] - by) for one in beside)

    # -- the mouse ---------------------------------------------------------------------------------------------------

    def _border_at(self, x: int, y: int) -> Column | None:
        """The pane whose border to the one that takes the rest is at a cell of the screen."""
        for one in self._columns if self.apart else ():
            pane = self.query_one(one.pane)
            edge = pane.region.right if one is self._left else pane.region.x
            if pane.display and pane.region.y < y < pane.region.bottom - 1 and edge - 1 <= x <= edge:
                return one
        return None

    def drags(self, event: events.MouseEvent) -> bool:
        """Whether an event of the mouse is about a border between panes; it then follows the mouse."""
        x = event.screen_x
        if isinstance(event, events.MouseDown):
            self._dragged = self._border_at(x, event.screen_y) if event.button == 1 else None
        dragged = self._dragged
        if dragged is None:
            return False
        if isinstance(event, events.MouseMove | events.MouseUp):
            region = self.query_one(dragged.pane).region
            self.resize(dragged, x + 1 - region.x if dragged is self._left else region.right - x)
        if isinstance(event, events.MouseUp):
            self._dragged = None
        return True


class ColumnCommands(CommandScreen):
    """A screen with panes side by side."""

    def drags(self, event: events.MouseEvent) -> bool:
        """Whether an event of the mouse moved a border between panes."""
        return any(columns.drags(event) for columns in self.query(Columns))

    def run_widen_pane(self) -> None:
        """Make the pane wider."""
        self._widen(1, "The pane cannot be wider here.")

    def run_narrow_pane(self) -> None:
        """Make the pane narrower."""
        self._widen(-1, "The pane cannot be narrower here.")

    def _widen(self, by: int, otherwise: str) -> None:
        columns = self.query_one(Columns)
        if not columns.apart:
            self.say("This terminal is too narrow to show panes side by side.")
        elif not columns.widen(self.focused, by * STEP):
            self.say(otherwise)

    def run_default_widths(self) -> None:
        """Give all panes the widths that cttui gives them."""
        self.host.widths.clear()
        self.query_one(Columns).lay_out()
