"""The grid of provinces and months: a number in each cell, shaded by share, and the cell at the cursor in words."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive

from cttui.explore.grid import GridView
from cttui.ui.base import glyphs
from cttui.ui.base.event_lines import event_line
from cttui.ui.base.lines import Line, Span, fit, paragraph, right, ticks, width_of, wrap
from cttui.ui.base.messages import Look, TakeCell
from cttui.ui.base.pane import LinePane

LABEL = 5
"""Cells for a province's badge."""
SEARCHED, UNSEARCHED = "0", "·"
"""What stands in a cell without events: whether such events were looked for there."""
LEGEND = f"{SEARCHED} searched for, none found   {UNSEARCHED} no search recorded"
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
        self.entitle(f"Provinces by time – {counted}, {how} in each column")

    # -- lines -------------------------------------------------------------------------------------------------------

    def _cell_width(self, width: int) -> int:
        return max(NARROW, min(WIDE, (width - LABEL - 2) // len(self.view.columns))) if self.view else NARROW

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
        cell = self._cell_width(self.inner_width)
        return 1 + LABEL + (column + 1) * cell - width_of(self._number(row, column)) - 2, self.sticky + self._line_of(row)

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
        cell = self._cell_width(width)
        if number < self.sticky:
            labels = [column.year if number == 0 else column.label for column in self.view.columns]
            role = "strong" if number == 0 else "muted"
            return Span(" " * (LABEL + 1)), Span(ticks(labels, cell), role)
        last = len(self.view.rows) - 1
        row = number - self.sticky
        if row < last:
            return self._row(row, cell)
        if row == last + 1:
            return self._row(last, cell)
        if row == last + 2:
            return (Span(f" {LEGEND}", "muted"),) if self.view.searched else ()
        if row == last + 3:
            return self._words(width)
        if row < last + 3:
            return ()
        searches = self._searches(width)
        below = row - last - 4
        return searches[below] if below < len(searches) else self._event(below - len(searches), width)

    def _row(self, row: int, cell: int) -> Line:
        view = self.view
        assert view is not None  # noqa: S101 - a line of it is asked for
        here = row == self.at[0]
        label = fit(view.rows[row].token or "all", LABEL)
        spans = [Span(glyphs.CURSOR if here else " ", "accent"), Span(label, "strong" if here else "muted")]
        most = max((max(line[:-1]) for line in view.counts[:-1]), default=0)
        for column, count in enumerate(view.counts[row]):
            text = self._number(row, column)
            if (row, column) == self.at:
                spans.append(Span(right(f"[{text}]", cell), "now", f"{row},{column}"))
            else:
                total = self._is_total(row, column)
                heat = "faint" if not count else "muted" if total else f"heat{1 + min(3, count * 4 // max(most, 1))}"
                spans.append(Span(right(f"{text} ", cell), heat, f"{row},{column}"))
        return tuple(spans)

    def _is_total(self, row: int, column: int) -> bool:
        view = self.view
        return view is not None and (row == len(view.rows) - 1 or column == len(view.columns) - 1)

    def _number(self, row: int, column: int) -> str:
        """What stands in a cell, without brackets."""
        view = self.view
        assert view is not None  # noqa: S101 - a cell of it is asked for
        count = view.counts[row][column]
        searched = not self._is_total(row, column) and bool(view.searched) and view.searched[row][column]
        text = short(count) if count else SEARCHED if searched else UNSEARCHED
        return f"{glyphs.CHOSEN}{text}" if (row, column) == view.chosen else text

    def _words(self, width: int) -> Line:
        """The cell at the cursor, in full."""
        view = self.view
        assert view is not None  # noqa: S101 - a line of it is asked for
        row, column = self.at
        count = view.counts[row][column]
        what = "killed" if view.dead else "event" if count == 1 else "events"
        text = f"{view.rows[row].name}, {view.columns[column].name}: {count:,} {what}"
        return Span(" "), *next(iter(paragraph(text, width - 2, "strong")))

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


def short(count: int) -> str:
    """A number in at most three cells: ``999``, ``12k``, ``3M``; the line below the grid gives it in full."""
    if count < 1000:
        return str(count)
    return f"{count // 1000}k" if count < 100_000 else f"{count / 1e6:.0f}M" if count >= 1_000_000 else f".{count // 100_000}M"
