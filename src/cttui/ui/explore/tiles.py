"""How the tile map of the provinces is laid out and painted: digit, badge and count on each tile, shaded by share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cttui.explore.facets import Choice
from cttui.explore.provinces import Tile
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span, fit, right, width_of

WIDTH = 6
"""Cells across; every tile is two lines high."""


def rows(tiles: Iterable[Tile]) -> list[list[Tile]]:
    """Tiles by the map's rows; those without a place are in their own rows below."""
    shown = list(tiles)
    placed: dict[int, list[Tile]] = {}
    for tile in shown:
        if tile.cell:
            placed.setdefault(tile.cell[1], []).append(tile)
    return [*(placed.get(y, []) for y in range(1 + max(placed, default=-1))), *([tile] for tile in shown if not tile.cell)]


def height_of(row: Sequence[Tile]) -> int:
    """Lines of a row: two of tiles, or of a gap in the map; one of a place beside it."""
    return 2 if not row or row[0].cell else 1


def half(row: Iterable[Tile], line: int, here: Tile | None, most: int) -> Line:
    """The upper (0) or lower (1) line of a row of tiles; ``here`` is the tile at the cursor, ``most`` the largest count."""
    spans: list[Span] = [Span(" ")]
    at = 0
    for tile in sorted(row, key=lambda tile: tile.cell or (0, 0)):
        column = tile.cell[0] if tile.cell else 0
        spans.append(Span(" " * ((column - at) * WIDTH)))
        spans.extend(_half(tile, line, tile is here, most))
        at = column + 1
    return tuple(spans)


def _half(tile: Tile, line: int, here: bool, most: int) -> tuple[Span, ...]:
    choice = tile.choice
    ground = _heat(choice, most)
    edge = Span(glyphs.CURSOR if here else " ", "accent")
    if line == 0:
        name = fit(f"{tile.key or ' '} {choice.token}", WIDTH - 2)
        return edge, Span(name + mark(choice), ground, choice.token)
    return edge, Span(right(_short(choice), WIDTH - 1), ground, choice.token)


def _heat(choice: Choice, most: int) -> str:
    """How deep a tile is shaded: by its share of the largest count; the number says the same."""
    if choice.excluded or not choice.weight:
        return "faint"
    return f"heat{1 + min(3, choice.weight * 4 // max(most, 1))}"


def beside(tile: Tile, here: Tile | None, width: int) -> Line:
    """A place beside the map, in full."""
    choice = tile.choice
    edge = glyphs.CURSOR if tile is here else " "
    number = _short(choice).strip()
    label = fit(choice.label, width - 4 - width_of(number))
    name = Span(f"{label}{mark(choice)}", "chosen" if choice.chosen else "", choice.token)
    return Span(" "), Span(edge, "accent"), name, Span(f" {number}", "muted")


def mark(choice: Choice) -> str:
    """The sign of a province that is filtered by, or is excluded."""
    return glyphs.CHOSEN if choice.chosen else glyphs.EXCLUDED if choice.excluded else " "


def _short(choice: Choice) -> str:
    """A count in the five cells of a tile; of the dead, the highest figure."""
    if choice.dead is None:
        return f"{choice.count} "
    return f"{choice.dead.high}{'+' if choice.dead.open else ' '}" if choice.dead.counted else "– "
