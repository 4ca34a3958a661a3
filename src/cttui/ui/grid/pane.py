"""The grid of provinces and months: a number in each cell, shaded by share, and the cell at the cursor in words."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive

from cttui.explore.grid import GridView
from cttui.ui.base import glyphs
from cttui.ui.base.event_lines import event_line
from cttui.ui.base.lines import Line, Span, fit, ticks, width_of, wrap
from cttui.ui.base.messages import Look, TakeCell
from cttui.ui.base.pane import LinePane
from cttui.ui.grid import cells

LABEL, LONGEST = 5, 24
"""Least and most cells for a province's badge and its blank: a dataset's are names, and take what the numbers leave."""
NARROW, WIDE = 4, 8
"""Minimum and maximum cells of a number."""


class GridPane(LinePane):
    """Events by province and month; the cursor is on a cell."""

    VIEW = "grid"
    KEYS = ("grid", "list")
    sticky = 2

    view: reactive[GridView | None] = reactive[GridView | None](None, layout=False, repaint=False)
    """The grid to show."""
    at: reactive[tuple[int, int]] = reactive((0, 0), layout=False, repaint=False)
    """Row and column of the cursor."""

    def __init__(self, cell: tuple[int, int] = (0, 0)) -> None:
        """Start with the cursor on a cell, by row and column, unless another cell is the filter."""
        super().__init__()
        self.set_reactive(GridPane.at, cell)

    def watch_view(self, old: GridView | None, new: GridView | None) -> None:
        """Repaint with other counts, with the cursor on the cell that became the filter, if any."""
        self._fitted(new.chosen if old and new and new.chosen != old.chosen else None)
        self._look()
        self.repaint()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere."""
        self._look()
        self.repaint()
        self.show_cursor()

    def on_mount(self) -> None:
        """The cursor may start on a different cell."""
        self._look()

    def _look(self) -> None:
        """Request the events of the cell at the cursor, unless they are already here."""
        if self.view is not None and self.view.cell != self.at:
            self.post_message(Look(self.VIEW, {"cell": self.at}))

    def prepare(self) -> None:
        """The cursor starts on the cell that is the filter, if any."""
        self._fitted(self.view.chosen if self.view else None)

    def _fitted(self, wanted: tuple[int, int] | None) -> None:
        """Move the cursor to a cell, or leave it; the title says what is counted."""
        if self.view is None:
            return
        rows, columns = len(self.view.rows), len(self.view.columns)
        row, column = wanted or self.at
        self.set_reactive(GridPane.at, (min(row, rows - 1), min(column, columns - 1)))
        counted = "killed (highest figures)" if self.view.dead else "events"
        how = "certainly" if self.view.surely else "possibly"
        first = f"The first {rows - 1} of {self.view.provinces:,} provinces" if rows - 1 < self.view.provinces else "Provinces"
        self.entitle(f"{first} by time – {counted}, {how} in each column")

    # -- lines -------------------------------------------------------------------------------------------------------

    def _widths(self, width: int) -> list[int]:
        """Cells for the numbers of each column; the last, of sums, takes what it needs of those that are left."""
        if self.view is None:
            return []
        count, room = len(self.view.columns), width - self._label_width(width) - 2
        cell = max(NARROW, min(WIDE, room // count))
        sums = 2 + max(width_of(f"{row[-1]:,}") for row in self.view.counts)
        return [*[cell] * (count - 1), max(cell, min(sums, room - cell * (count - 1)))]

    def _label_width(self, width: int) -> int:
        """Cells for the badges."""
        if self.view is None:
            return LABEL
        room = width - 2 - NARROW * len(self.view.columns)
        return max(LABEL, min(max(width_of(row.token) for row in self.view.rows) + 1, LONGEST, room))

    def line_total(self) -> int:
        """Heads, rows with a line before the last, the legend, the cell in words; then, where there is room, more of it."""
        if self.view is None:
            return 0
        searches = len(self._searches(self.inner_width))
        shown = max(0, self._room - searches)
        count = self.view.counts[self.at[0]][self.at[1]] if not self.view.dead else shown
        return self._least + searches + min(shown, count)

    @property
    def _least(self) -> int:
        """Lines that are always there."""
        return self.sticky + (len(self.view.rows) if self.view is not None else 0) + 3

    @property
    def _room(self) -> int:
        """Lines below them that are in sight."""
        return max(0, self.scrollable_content_region.height - self._least)

    def _searches(self, width: int) -> list[Line]:
        """What was looked for in the cell at the cursor, as far as there is room."""
        if self.view is None or self.view.cell != self.at:
            return []
        told = " ".join(self.view.searches)
        lines = wrap(told, width - 2) if told else []
        if len(lines) > self._room:
            lines = lines[: self._room]
            lines[-1:] = [fit(f"{line} {glyphs.ELLIPSIS}", width - 2) for line in lines[-1:]]
        return [(Span(" "), Span(line, "quote")) for line in lines]

    def cursor_line(self) -> int | None:
        """None: the cursor is a cell."""
        return None

    def cursor_place(self) -> int | None:
        """The line of the cell's row."""
        return self.sticky + self._line_of(self.at[0]) if self.view is not None else None

    def cursor_cell(self) -> tuple[int, int] | None:
        """Where the bracket before the cell's number stands."""
        if self.view is None:
            return None
        row, column = self.at
        widths = self._widths(self.inner_width)
        end = 1 + self._label_width(self.inner_width) + sum(widths[: column + 1])
        return end - width_of(cells.number(self.view, row, column, widths[column])) - 2, self.sticky + self._line_of(row)

    def show_cursor(self) -> None:
        """Scroll the cell into sight."""
        line = self.sticky + self._line_of(self.at[0])
        top, height = round(self.scroll_y), self.scrollable_content_region.height
        if line < top + self.sticky:
            self.scroll_to(y=line - self.sticky, animate=False, immediate=True, force=True)
        elif line >= top + height:
            self.scroll_to(y=line - height + 1, animate=False, immediate=True, force=True)

    def _line_of(self, row: int) -> int:
        """The line of a row below the heads; the last is set apart."""
        return row + (1 if self.view and row == len(self.view.rows) - 1 else 0)

    def line(self, number: int, width: int) -> Line:
        """Heads, a row, or the cell in words."""
        if self.view is None:
            return ()
        widths = self._widths(width)
        if number < self.sticky:
            labels = [column.year if number == 0 else column.label for column in self.view.columns]
            role = "strong" if number == 0 else "muted"
            return Span(" " * (self._label_width(width) + 1)), Span(ticks(labels, widths), role)
        last = len(self.view.rows) - 1
        row = number - self.sticky
        if row < last:
            return cells.row(self.view, row, self.at, widths, self._label_width(width))
        if row == last + 1:
            return cells.row(self.view, last, self.at, widths, self._label_width(width))
        if row == last + 2:
            return (Span(f" {legend}", "muted"),) if (legend := cells.legend(self.view)) else ()
        if row == last + 3:
            return cells.words(self.view, self.at, width)
        if row < last + 3:
            return ()
        searches = self._searches(width)
        below = row - last - 4
        return searches[below] if below < len(searches) else self._event(below - len(searches), width)

    def _event(self, number: int, width: int) -> Line:
        """One of the first events of the cell."""
        events = self.view.events if self.view is not None and self.view.cell == self.at else ()
        return event_line(events[number], False, width, dated=True) if number < len(events) else ()

    # -- moving ------------------------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Go up or down by rows."""
        self.go(self.at[0] + by, self.at[1])

    def action_cell_left(self) -> None:
        """Go one column left."""
        self.go(self.at[0], self.at[1] - 1)

    def action_cell_right(self) -> None:
        """Go one column right."""
        self.go(self.at[0], self.at[1] + 1)

    def go(self, row: int, column: int) -> None:
        """Move the cursor to a cell, or to the nearest one."""
        if self.view is not None:
            row = max(0, min(row, len(self.view.rows) - 1))
            self.at = (row, max(0, min(column, len(self.view.columns) - 1)))

    def action_take_cell(self) -> None:
        """Filter by the cell at the cursor."""
        if self.view is not None:
            self.post_message(TakeCell(*self.at))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to a cell; a second click filters by it."""
        if target := str(event.style.meta.get("target", "")):
            row, _, column = target.partition(",")
            again = event.chain > 1 and self.at == (int(row), int(column))
            self.go(int(row), int(column))
            if again:
                self.action_take_cell()
