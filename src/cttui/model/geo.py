"""Places on the earth: boxes of degrees, written as GeoJSON and OGC order them, and degrees as whole numbers.

A box is ``west,south,east,north`` (RFC 7946, section 5). If its west is east of its east, it crosses the antimeridian,
and 180 degrees east and west are one meridian. Boxes and points are resolved to a ten-thousandth of a degree, 11 metres.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cttui.errors import QueryError
from cttui.text import shorten

STEPS = 10_000
"""Steps per degree."""

_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,15})?", re.ASCII)
_SIDES = (("west", 180), ("south", 90), ("east", 180), ("north", 90))


class Area(NamedTuple):
    """A box of degrees, including its sides."""

    west: float
    south: float
    east: float
    north: float

    @property
    def text(self) -> str:
        """The box as the query language writes it, without zeros at the ends of numbers."""
        return ",".join(map(_plain, self))

    @property
    def words(self) -> str:
        """The box for people: ``69.5°E 33°N – 72.1°E 34.5°N``."""
        return f"{coordinates(self.south, self.west)} – {coordinates(self.north, self.east)}"

    @property
    def width(self) -> float:
        """Degrees from west to east."""
        return self.east - self.west if self.west <= self.east else self.east - self.west + 360

    def latitudes(self) -> tuple[int, int]:
        """First and last latitude, in steps as ``steps`` counts them."""
        return steps(self.south, 0)[0], steps(self.north, 0)[0]

    def longitudes(self) -> tuple[tuple[int, int], ...]:
        """First and last longitude of each stretch, in steps: two stretches if the box touches the antimeridian."""
        west, east = (round((side + 180) * STEPS) for side in (self.west, self.east))
        if west > east:
            return (west, 360 * STEPS), (0, east)
        return ((west, east), (0, 0)) if east == 360 * STEPS else ((west, east),)


def coordinates(lat: float, lon: float) -> str:
    """A point for people: ``69.5°E 33°N``."""
    return f"{_side(lon, 'E', 'W')} {_side(lat, 'N', 'S')}"


def _side(degrees: float, positive: str, negative: str) -> str:
    return f"{_plain(abs(degrees))}°{positive if degrees > 0 else negative if degrees < 0 else ''}"


def _plain(degrees: float) -> str:
    return f"{degrees:.4f}".rstrip("0").rstrip(".")


def steps(lat: float, lon: float) -> tuple[int, int]:
    """A point in whole steps from the south pole and from the antimeridian, so that neither number is negative."""
    return round((lat + 90) * STEPS), round((lon + 180) * STEPS) % (360 * STEPS)


def rounded(area: Area, digits: int = 4) -> Area:
    """A box with a limited number of decimals; no zero is negative."""
    return Area(*(round(side, digits) + 0.0 for side in area))


def read(text: str, at: int = 0) -> Area:
    """A box from the text after ``bbox:``.

    Args:
        text: Four numbers with commas between them.
        at: Offset of the text in the typed query, for the place of an error.

    Raises:
        QueryError: It is not a box.
    """
    parts = text.split(",")
    start = at
    for part, (side, limit) in zip(parts, _SIDES, strict=False):
        stop = start + max(len(part), 1)
        if part and not _DEGREES.fullmatch(part):
            raise QueryError(f"'{shorten(part, 20)}' is not a number of degrees, e.g. 69.5 or -12", start, stop)
        if part and abs(float(part)) > limit:
            raise QueryError(f"{side} must be from -{limit} to {limit} degrees", start, stop)
        start += len(part) + 1
    if len(parts) != len(_SIDES) or not all(parts):
        raise QueryError(
            "a box needs four numbers of degrees: west,south,east,north, e.g. bbox:69.5,33,72.1,34.5", at, at + len(text)
        )
    area = rounded(Area(*map(float, parts)))
    if area.south > area.north:
        raise QueryError("south is above north; write west,south,east,north", at, at + len(text))
    return area


def around(points: Iterable[tuple[float, float]]) -> Area | None:
    """The smallest box around points of latitude and longitude, across the antimeridian if that is smaller."""
    found = list(points)
    if not found:
        return None
    lons = sorted({lon for _, lon in found})
    gaps = [(after - before, after, before) for before, after in pairwise(lons)]
    _, west, east = max([(lons[0] + 360 - lons[-1], lons[0], lons[-1]), *gaps], key=lambda gap: gap[0])
    lats = [lat for lat, _ in found]
    return Area(west, min(lats), east, max(lats))


def widened(area: Area, share: float, least: float) -> Area:
    """A box with a margin of a share of its sides, and of at least ``least`` degrees; a full turn stays one."""
    high = max((area.north - area.south) * share, least)
    wide = max(area.width * share, least)
    south, north = max(area.south - high, -90.0), min(area.north + high, 90.0)
    if area.width + 2 * wide >= 360:
        return Area(-180.0, south, 180.0, north)
    return Area(turned(area.west - wide), south, turned(area.east + wide), north)


def turned(lon: float) -> float:
    """A longitude normalized to -180 to 180."""
    return lon if -180 <= lon <= 180 else math.fmod(lon + 180, 360) + (180 if lon < -180 else -180)
