"""The map of very many events: each cell shaded by how many lie in it, with a legend that gives the numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cttui.explore.map import AtlasView
from cttui.model.window import Spot, Window
from cttui.store.parts import CellCount, CellCounts, PointCount
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, Span
from cttui.ui.map.plot import MOST_NAMES, OUTLINE, ROLES, Picture, count

SHADES = glyphs.SHADES
"""The signs of the classes, the fewest events first."""
LOOKS = ("outline", "muted", "accent", "chosen")
"""Their looks."""
ROUND = (2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 40, 50, 60, 80, 100)
"""What each class may begin at, as a multiple of the one before."""


class Scale(NamedTuple):
    """Classes of cells by their events: each begins at the same multiple of the one before."""

    step: int

    @classmethod
    def of(cls, most: int) -> Scale:
        """The scale on which the cell with the most events is in the highest class."""
        fitting = [step for step in ROUND if step ** (len(SHADES) - 1) <= most]
        return cls(fitting[-1] if fitting else ROUND[0])

    def rank(self, events: int) -> int:
        """The class of a cell with some events, from 0."""
        return next(rank for rank in reversed(range(len(SHADES))) if events >= self.step**rank)

    def words(self, rank: int) -> str:
        """The numbers of a class: ``1–9``, ``1,000+``."""
        low, high = self.step**rank, self.step ** (rank + 1) - 1
        if rank == len(SHADES) - 1:
            return f"{low:,}+"
        return f"{low:,}–{high:,}" if high > low else f"{low:,}"


class Shade:
    """A cell of the map as ``plot.Picture`` draws it."""

    __slots__ = ("count", "rank", "role", "sign")

    def __init__(self, count: CellCount, scale: Scale) -> None:
        self.count = count
        self.rank = scale.rank(count.events) if count.events else -1
        self.sign = SHADES[self.rank] if count.events else glyphs.OTHERS
        self.role = LOOKS[self.rank] if count.events else ROLES[0]


def scale_of(cells: CellCounts) -> Scale:
    """The scale of a map."""
    return Scale.of(max((cell.events for cell in cells.cells), default=0))


class DensePicture(Picture):
    """The cells of a view, shaded; redrawn for each step of the cursor."""

    def __init__(self, counts: CellCounts, window: Window, ground: Mapping[Spot, str] | None = None) -> None:
        """Shade every cell in which an event of the selection is; the timeline's others are faint."""
        super().__init__((), window, ground)
        scale = scale_of(counts)
        self.counts = counts
        self.shades = {(cell.x, cell.y): Shade(cell, scale) for cell in counts.cells}
        self.cells = self.shades  # type: ignore[assignment]  # drawn alike: a sign and a look
        busiest = sorted((cell for cell in counts.cells if cell.events and cell.name), key=lambda cell: -cell.events)
        self._names = [(cell.name, (cell.x, cell.y)) for cell in busiest[:MOST_NAMES]]

    def follow(self, places: tuple[PointCount, ...]) -> None:
        """Take the point of the event at the cursor."""
        self.places = places

    def spots_at(self, spot: Spot) -> tuple[Spot, ...]:
        """A cell with events of the selection, or the nearest around it that has any."""
        x, y = spot
        around = sorted(
            ((x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)),
            key=lambda cell: (cell[0] - x) ** 2 + (cell[1] - y) ** 2,
        )
        return tuple(near for near in around if near in self.shades and self.shades[near].count.events)[:1]


def legend(view: AtlasView, cells: CellCounts) -> list[Line]:
    """The classes with the events in their cells, what lies outside, and how precisely the events are placed."""
    scale = scale_of(cells)
    events, number = [0] * len(SHADES), [0] * len(SHADES)
    for cell in cells.cells:
        if cell.events:
            rank = scale.rank(cell.events)
            events[rank] += cell.events
            number[rank] += 1
    found: list[Line] = []
    for rank, sign in enumerate(SHADES):
        words = f"{scale.words(rank)}{' in a cell' if not rank else ''}"
        found.append((Span(f"{sign * 2} ", LOOKS[rank]), Span(words, "" if events[rank] else "faint"), count(events[rank])))
    if outside := view.placed - sum(events):
        found.append((Span("   "), Span("out of sight", "muted"), count(outside)))
    found.append((Span(f"{glyphs.OTHERS}  ", OUTLINE), Span("other events", "faint"), Span("")))
    found.append((Span(""), Span("by precision", "heading"), Span("")))
    found += [(Span("   "), Span(name or "not stated"), count(placed)) for name, placed in view.by_precision if placed]
    return found
