"""The part of the earth that a map shows, and the cells of a terminal in which its points lie.

A cell is two dots across and four down, which on common fonts lie as far apart in both directions. Degrees of longitude are
shortened by the cosine of the middle latitude (plate carrée).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from cttui.model import geo

Spot = tuple[int, int]
"""A cell: column and line, from 0."""

LEAVE = 1e-6
"""Tolerance in degrees or dots for points on an edge; rounding errors are smaller."""


class Window(NamedTuple):
    """The part of the earth that a picture shows, and its dots per degree."""

    west: float
    """Longitude of the left edge."""
    north: float
    """Latitude of the upper edge."""
    across: float
    """Dots per degree of longitude."""
    down: float
    """Dots per degree of latitude."""
    width: int
    """Cells across."""
    height: int
    """Lines."""

    @classmethod
    def fit(cls, extent: geo.Area, width: int, height: int, zoom: int = 0, centre: tuple[float, float] | None = None) -> Window:
        """The window that shows a whole box or, zoomed in, the part around a latitude and longitude."""
        width, height = max(width, 1), max(height, 1)
        lat, lon = centre or ((extent.south + extent.north) / 2, extent.west + extent.width / 2)
        shrink = max(math.cos(math.radians(lat)), 0.05)
        down = min(2 * width / max(extent.width * shrink, 1e-6), 4 * height / max(extent.north - extent.south, 1e-6))
        down *= 2**zoom
        across = down * shrink
        return cls(lon - width / across, lat + 2 * height / down, across, down, width, height)

    def dot(self, lat: float, lon: float) -> tuple[int, int] | None:
        """Column and row of the dot of a point; ``None`` outside."""
        x, y = (lon - self.west + LEAVE) % 360 * self.across, (self.north - lat) * self.down
        if x > 2 * self.width + LEAVE or not -LEAVE <= y <= 4 * self.height + LEAVE:
            return None
        # points on the far edges belong to the last dots
        return min(int(x), 2 * self.width - 1), max(0, min(int(y), 4 * self.height - 1))

    def spot(self, lat: float, lon: float) -> Spot | None:
        """The cell of a point; ``None`` outside."""
        dot = self.dot(lat, lon)
        return (dot[0] // 2, dot[1] // 4) if dot else None

    def within(self, spot: Spot) -> Spot:
        """The cell of the window nearest to a cell."""
        return max(0, min(spot[0], self.width - 1)), max(0, min(spot[1], self.height - 1))

    def area(self, one: Spot, other: Spot) -> geo.Area:
        """The box from one cell to another, both included, with no more decimals than the dots' distance needs."""
        (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        west, east = (self.west + 2 * x / self.across for x in (left, right + 1))
        north, south = (max(-90.0, min(self.north - 4 * y / self.down, 90.0)) for y in (top, bottom + 1))
        if east - west >= 360:
            west, east = -180.0, 180.0
        digits = max(0, min(4, math.ceil(math.log10(self.down)) + 1))
        return geo.rounded(geo.Area(geo.turned(west), south, geo.turned(east), north), digits)
