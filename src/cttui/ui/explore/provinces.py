"""The tile map of provinces and territories: digit, badge and count on each tile, shaded by share."""

from __future__ import annotations

from textual.reactive import reactive

from cttui.explore.facets import Choice
from cttui.explore.provinces import ProvincesView, Tile
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, fit, right, width_of
from cttui.ui.base.messages import Clear, Exclude, Only, Run, Toggle
from cttui.ui.base.pane import LinePane

TILE_WIDTH = 6
"""Cells across; every tile is two lines high."""


class ProvincesPane(LinePane):
    """Provinces in their places, with abroad and nationwide beside them."""

    VIEW = "provinces"

    KEYS = ("provinces", "facets", "list")

    view: reactive[ProvincesView | None] = reactive[ProvincesView | None](None, layout=False, repaint=False)
    """The tiles to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Place of the tile at the cursor in the view's order."""

    def watch_view(self) -> None:
        """Paint other counts."""
        self.repaint()

    def watch_at(self) -> None:
        """Paint the cursor elsewhere, in sight."""
        self.prepare()
        self.repaint()
        self.show_cursor()

    def on_focus(self) -> None:
        """Show the cursor and the full name of its tile."""
        self.prepare()
        self.repaint()

    def on_blur(self) -> None:
        """Show neither."""
        self.prepare()
        self.repaint()

    def prepare(self) -> None:
        """The full name of the tile at the cursor is the title while the pane has focus."""
        self.entitle(self.tile.choice.label if self.has_focus and self.tile else "Provinces")

    @property
    def tile(self) -> Tile | None:
        """The tile at the cursor."""
        return self.view.tiles[self.at] if self.view and self.at < len(self.view.tiles) else None

    def _rows(self) -> list[list[Tile]]:
        """Tiles by the map's rows; those without a place are in their own rows below."""
        if self.view is None:
            return []
        placed = [tile for tile in self.view.tiles if tile.cell]
        rows = [
            [t for t in placed if t.cell and t.cell[1] == y]
            for y in range(1 + max((t.cell[1] for t in placed if t.cell), default=-1))
        ]
        return [*rows, *([tile] for tile in self.view.tiles if not tile.cell)]

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """Two lines per row of tiles, one for each beside the map, one for the name at the cursor."""
        return sum(2 if row and row[0].cell else 1 for row in self._rows())

    def cursor_place(self) -> int | None:
        """The second line of the tile at the cursor, so that both are in sight."""
        lines = self._lines_of(self.tile)
        return lines[-1] if lines else None

    def cursor_cell(self) -> tuple[int, int] | None:
        """Where the digit and the badge of the tile stand, or the name of a place beside the map."""
        lines = self._lines_of(self.tile)
        if self.tile is None or not lines:
            return None
        return 2 + (self.tile.cell[0] * TILE_WIDTH if self.tile.cell else 0), lines[0]

    def _lines_of(self, tile: Tile | None) -> range:
        """The lines of a tile."""
        y = 0
        for row in self._rows():
            height = 2 if not row or row[0].cell else 1
            if tile in row:
                return range(y, y + height)
            y += height
        return range(0)

    def line(self, number: int, width: int) -> Line:
        """Half a row of tiles, or a place beside the map."""
        y = 0
        for row in self._rows():
            height = 2 if not row or row[0].cell else 1
            if number < y + height:
                return self._tiles(row, number - y) if height == 2 else self._beside(row[0], width)
            y += height
        return ()

    def _tiles(self, row: list[Tile], half: int) -> Line:
        spans: list[Span] = [Span(" ")]
        at = 0
        for tile in sorted(row, key=lambda tile: tile.cell or (0, 0)):
            column = tile.cell[0] if tile.cell else 0
            spans.append(Span(" " * ((column - at) * TILE_WIDTH)))
            spans.extend(self._half(tile, half))
            at = column + 1
        return tuple(spans)

    def _half(self, tile: Tile, half: int) -> tuple[Span, ...]:
        choice, here = tile.choice, self.has_focus and tile is self.tile
        ground = self._heat(tile)
        mark = glyphs.CHOSEN if choice.chosen else glyphs.EXCLUDED if choice.excluded else " "
        edge = Span(glyphs.CURSOR if here else " ", "accent")
        if half == 0:
            name = fit(f"{tile.key or ' '} {choice.token}", TILE_WIDTH - 2)
            return edge, Span(name + mark, ground, choice.token)
        return edge, Span(right(_short(choice), TILE_WIDTH - 1), ground, choice.token)

    def _heat(self, tile: Tile) -> str:
        """How deep a tile is shaded: by its share of the largest count; the number says the same."""
        if self.view is None or tile.choice.excluded or not tile.choice.weight:
            return "faint"
        most = max(other.choice.weight for other in self.view.tiles)
        return f"heat{1 + min(3, tile.choice.weight * 4 // max(most, 1))}"

    def _beside(self, tile: Tile, width: int) -> Line:
        choice = tile.choice
        mark = glyphs.CHOSEN if choice.chosen else glyphs.EXCLUDED if choice.excluded else " "
        edge = glyphs.CURSOR if self.has_focus and tile is self.tile else " "
        number = _short(choice).strip()
        label = fit(choice.label, width - 4 - width_of(number))
        count = Span(f" {number}", "muted")
        return Span(" "), Span(edge, "accent"), Span(f"{label}{mark}", "chosen" if choice.chosen else "", choice.token), count

    # -- moving and choosing -----------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Up or down by rows of tiles, to the nearest tile there."""
        rows = [row for row in self._rows() if row]
        if self.view is None or self.tile is None:
            return
        here = next(y for y, row in enumerate(rows) if self.tile in row)
        column = self.tile.cell[0] if self.tile.cell else 0
        row = rows[max(0, min(here + by, len(rows) - 1))]
        nearest = min(row, key=lambda tile: abs((tile.cell[0] if tile.cell else 0) - column))
        self.at = self.view.tiles.index(nearest)

    def action_tile_left(self) -> None:
        """To the next tile at the left."""
        self._step(-1)

    def action_tile_right(self) -> None:
        """To the next tile at the right."""
        self._step(1)

    def _step(self, dx: int) -> None:
        if self.view is None or self.tile is None:
            return
        row = sorted(next(row for row in self._rows() if self.tile in row), key=lambda tile: tile.cell or (0, 0))
        self.at = self.view.tiles.index(row[max(0, min(row.index(self.tile) + dx, len(row) - 1))])

    def action_choose(self) -> None:
        """Toggle the province at the cursor."""
        if self.tile:
            self.picked(self.tile.choice.token)

    def action_leave_out(self) -> None:
        """Leave the province at the cursor out."""
        if self.tile:
            self.post_message(Exclude("province", self.tile.choice.token))

    def action_only_value(self) -> None:
        """Choose the province at the cursor alone."""
        if self.tile:
            self.post_message(Only("province", self.tile.choice.token))

    def action_clear_field(self) -> None:
        """Clear the province filter; if there is none, do as everywhere else."""
        filtered = any(tile.choice.chosen or tile.choice.excluded for tile in self.view.tiles) if self.view else False
        self.post_message(Clear("province") if filtered else Run("clear"))

    def picked(self, target: str) -> None:
        """A tile was clicked."""
        self.post_message(Toggle("province", target))


def _short(choice: Choice) -> str:
    """A count in the five cells of a tile; of the dead, the highest figure."""
    if choice.dead is None:
        return f"{choice.count} "
    return f"{choice.dead.high}{'+' if choice.dead.open else ' '}" if choice.dead.counted else "– "
