"""The map of very many events: counted by the cells of a terminal, and not point by point.

Which points lie in which cell depends on what the map shows alone. So it is worked out once for each view of the map, and a
filter then costs one intersection for each cell, however many points there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import TypeVar

from pyroaring import BitMap

from cttui.lazy import dataclass
from cttui.model import geo
from cttui.model.window import Spot, Window
from cttui.store import wants
from cttui.store.contribution import Point

T = TypeVar("T")

MARGIN = 0.04
"""The margin around the points, as a share of the map's side."""
LEAST_MARGIN = 0.25
"""The minimum margin, in degrees."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one view of the map."""

    window: Window | None
    cells: Mapping[Spot, tuple[BitMap, str]]
    """For each cell with a point: its events, and the name of the place with the most of them."""
    precisions: Mapping[str, BitMap]
    """The events with coordinates, wherever they are, by precision; empty where none is stated."""

    def at(self, spots: Iterable[Spot]) -> BitMap:
        """The events in some cells."""
        return BitMap.union(BitMap(), *(self.cells[spot][0] for spot in spots if spot in self.cells))


def shown(extent: geo.Area | None) -> geo.Area | None:
    """The area that a map of some points shows: theirs, with a margin."""
    return geo.widened(extent, MARGIN, LEAST_MARGIN) if extent is not None else None


def grid(points: Mapping[Point, BitMap], extent: geo.Area | None, view: wants.Cells) -> Grid:
    """Put the points of a timeline into the cells of a view of the map."""
    sets: dict[str, list[BitMap]] = {}
    for (_, _, precision, _), bits in points.items():
        sets.setdefault(precision, []).append(bits)
    precisions = {precision: BitMap.union(*found) for precision, found in sets.items()}
    window = window_of(extent, view)
    return Grid(window, _cells(points, window) if window is not None else {}, precisions)


def window_of(extent: geo.Area | None, view: wants.Cells) -> Window | None:
    """What a view of the map shows; ``None`` if no event has coordinates, or there is no cell."""
    area = shown(extent)
    if area is None or view.width < 1 or view.height < 1:
        return None
    return Window.fit(area, view.width, view.height, view.zoom, view.centre)


def _cells(points: Mapping[Point, BitMap], window: Window) -> dict[Spot, tuple[BitMap, str]]:
    return {
        spot: (BitMap.union(*(bits for _, bits in there)), _most((name, len(bits)) for name, bits in there))
        for spot, there in _by_cell(points.items(), window).items()
    }


def named(points: Iterable[tuple[Point, int]], window: Window) -> dict[Spot, str]:
    """The cells with a point, in the order of the points, and the name of the place with the most events in each.

    Args:
        points: Each point, with how many events of the timeline were there.
        window: What the map shows.
    """
    return {spot: _most(there) for spot, there in _by_cell(points, window).items()}


def _by_cell(points: Iterable[tuple[Point, T]], window: Window) -> dict[Spot, list[tuple[str, T]]]:
    """What is at the points of each cell, with the names of their places."""
    found: dict[Spot, list[tuple[str, T]]] = {}
    for (lat, lon, _, name), one in points:
        if (spot := window.spot(lat, lon)) is not None:
            found.setdefault(spot, []).append((name, one))
    return found


def _most(there: Iterable[tuple[str, int]]) -> str:
    """The name of the place with the most events, the first of several; empty if none has a name."""
    return max(((name, count) for name, count in there if name), key=itemgetter(1), default=("", 0))[0]
