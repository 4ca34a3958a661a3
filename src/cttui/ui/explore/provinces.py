"""The provinces: digit, badge and count on each tile of their map, shaded by share; or a ranked list without tiles."""

from __future__ import annotations

from textual.reactive import reactive

from cttui.explore.provinces import ProvincesView, Tile
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, fit, width_of
from cttui.ui.base.messages import Clear, Exclude, Only, Run, Toggle
from cttui.ui.explore import tiles
from cttui.ui.explore.narrowing import NarrowedPane

ONLY_IN_LIST = frozenset({"narrow_values"})
ONLY_ON_MAP = frozenset({"tile_left", "tile_right"})
"""The commands that only a ranked list has, and those that only a tile map has."""


class ProvincesPane(NarrowedPane):
    """Provinces in their places, with abroad and nationwide beside them; or ranked, and found by typing."""

    VIEW = "provinces"

    KEYS = ("provinces", "facets", "values", "list")
    NARROWS = "sought"

    view: reactive[ProvincesView | None] = reactive[ProvincesView | None](None, layout=False, repaint=False)
    """The tiles to show."""
    at: reactive[int] = reactive(0, layout=False, repaint=False)
    """Place of the tile at the cursor in the view's order."""

    def watch_view(self, old: ProvincesView | None) -> None:
        """Paint other counts; in a list, the cursor stays on its province."""
        view = self.view
        if view is not None and view.ranked and old is not None and self.at < len(old.tiles):
            here = old.tiles[self.at].choice.token
            place = next((n for n, tile in enumerate(view.tiles) if tile.choice.token == here), self.at)
            self.set_reactive(ProvincesPane.at, max(0, min(place, len(view.tiles) - 1)))
        self.prepare()
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
        """Show neither, and take no letters."""
        super().on_blur()
        self.repaint()

    def prepare(self) -> None:
        """The title: the full name of the tile at the cursor while the pane has focus; of a list, how many there are."""
        view = self.view
        self.set_class(self.ranked, "-ranked")
        if view is not None and view.ranked:
            name = self.tile.choice.label if self.has_focus and self.tile and self.wanted is None else ""
            self.entitle(name or f"{view.in_all:,} province{'s' if view.in_all != 1 else ''}{self.with_wanted}")
        else:
            self.entitle(self.tile.choice.label if self.has_focus and self.tile else "Provinces")

    @property
    def ranked(self) -> bool:
        """Whether the provinces are a list."""
        return self.view is not None and self.view.ranked

    def to_first(self) -> None:
        """Move the cursor to the first province."""
        self.set_reactive(ProvincesPane.at, 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A list is narrowed by typing, and has no left and right; a tile map is not, and has."""
        if action in ONLY_IN_LIST | ONLY_ON_MAP:
            return (action in ONLY_IN_LIST) == self.ranked
        return super().check_action(action, parameters)

    @property
    def tile(self) -> Tile | None:
        """The tile at the cursor."""
        return self.view.tiles[self.at] if self.view and self.at < len(self.view.tiles) else None

    @property
    def _rows(self) -> list[list[Tile]]:
        """Rows of tiles from the top; a place beside the map is a row of its own."""
        return tiles.rows(self.view.tiles) if self.view is not None else []

    @property
    def _most(self) -> int:
        """The largest count of a tile."""
        return max((tile.choice.weight for tile in self.view.tiles), default=0) if self.view is not None else 0

    # -- lines -------------------------------------------------------------------------------------------------------

    def line_total(self) -> int:
        """A line for each of a list; or two per row of tiles, one for each beside the map, one for the name at the cursor."""
        if self.view is not None and self.view.ranked:
            return len(self.view.tiles) + (self.view.in_all > len(self.view.tiles)) or 1
        return sum(tiles.height_of(row) for row in self._rows)

    def cursor_place(self) -> int | None:
        """The second line of the tile at the cursor, so that both are in sight."""
        lines = self._lines_of(self.tile)
        return lines[-1] if lines else None

    def cursor_cell(self) -> tuple[int, int] | None:
        """Where the digit and the badge of the tile stand, or the name of a place beside the map."""
        lines = self._lines_of(self.tile)
        if self.tile is None or not lines:
            return None
        return 2 + (self.tile.cell[0] * tiles.WIDTH if self.tile.cell else 0), lines[0]

    def _lines_of(self, tile: Tile | None) -> range:
        """The lines of a tile."""
        if self.ranked:
            return range(self.at, self.at + 1) if tile is not None else range(0)
        y = 0
        for row in self._rows:
            height = tiles.height_of(row)
            if tile in row:
                return range(y, y + height)
            y += height
        return range(0)

    def line(self, number: int, width: int) -> Line:
        """A province of a list; half a row of tiles, or a place beside the map."""
        if self.view is not None and self.view.ranked:
            return self._listed(self.view, number, width)
        here = self.tile if self.has_focus else None
        y = 0
        for row in self._rows:
            height = tiles.height_of(row)
            if number < y + height:
                return tiles.half(row, number - y, here, self._most) if height == 2 else tiles.beside(row[0], here, width)
            y += height
        return ()

    def cursor_line(self) -> int | None:
        """The line at the cursor of a list, while the pane has focus; a tile is not a line."""
        return self.at if self.ranked and self.has_focus else None

    def _listed(self, view: ProvincesView, number: int, width: int) -> Line:
        """A province of the ranked list: its digit, its name and its count."""
        if number >= len(view.tiles):
            more = f"{view.in_all - len(view.tiles):,} more; {self.keys.shown('narrow_values')} finds them"
            return (Span(f"   {glyphs.ELLIPSIS} {more}" if view.tiles else "  No provinces match.", "muted"),)
        tile = view.tiles[number]
        choice = tile.choice
        role = "chosen" if choice.chosen else "muted" if choice.excluded or not choice.weight else ""
        edge = Span(glyphs.CURSOR if number == self.cursor_line() else " ", "accent")
        room = max(1, width - 6 - width_of(choice.figure))
        # where the whole name is too long, what a person types for it says more than its beginning
        label = fit(choice.label if width_of(choice.label) <= room else choice.token, room)
        count = Span(f" {choice.figure} ", role or "muted")
        return (
            edge,
            Span(f"{tile.key or ' '}", "muted"),
            Span(f"{tiles.mark(choice)} ", "chosen"),
            Span(label, role, choice.token),
            count,
        )

    # -- moving and choosing -----------------------------------------------------------------------------------------

    def move(self, by: int) -> None:
        """Up or down by rows of tiles, to the nearest tile there."""
        if self.view is None or self.tile is None:
            return
        if self.view.ranked:
            self.at = max(0, min(self.at + by, len(self.view.tiles) - 1))
            return
        rows = [row for row in self._rows if row]
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
        row = sorted(next(row for row in self._rows if self.tile in row), key=lambda tile: tile.cell or (0, 0))
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
