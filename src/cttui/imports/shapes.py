"""Geometries of GeoJSON (RFC 7946): a point that stands for each, and the columns of both."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Position = tuple[float, float]
"""Degrees east and north."""

IDENT, LONGITUDE, LATITUDE, GEOMETRY = "feature id", "feature longitude", "feature latitude", "feature geometry"
"""The columns of what a feature has besides its properties: its id, the point that stands for it, and its geometry as JSON."""

_DEEPEST = 8
"""The most collections within collections."""


def point_on(geometry: object, depth: int = 0) -> Position | None:
    """A point on a geometry, for a map of points; ``None`` where there is no geometry, or none that can be read.

    A point is itself; of several points the first is taken, of a line its middle vertex, and of a polygon a point within, at
    half its height.
    """
    if not isinstance(geometry, dict) or depth > _DEEPEST:
        return None
    kind, found = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        inner = geometry.get("geometries")
        points = (point_on(one, depth + 1) for one in inner) if isinstance(inner, list) else iter(())
        return next(filter(None, points), None)
    if kind == "Point":
        return _position(found)
    if kind == "MultiPoint":
        return next(_positions(found), None)
    if kind == "LineString":
        return _middle(found)
    if kind == "MultiLineString":
        return _middle(max(_lists(found), key=len, default=[]))
    if kind == "Polygon":
        return _within(_lists(found))
    if kind == "MultiPolygon":
        largest = max(map(_lists, _lists(found)), key=_height, default=[])
        return _within(largest)
    return None


def _position(value: object) -> Position | None:
    """Coordinates, if they are some."""
    if not isinstance(value, list) or len(value) < 2:
        return None
    lon, lat = value[:2]
    if any(isinstance(one, bool) or not isinstance(one, int | float) or not math.isfinite(one) for one in (lon, lat)):
        return None
    return float(lon), float(lat)


def _positions(values: object) -> Iterator[Position]:
    return filter(None, map(_position, values if isinstance(values, list) else ()))


def _lists(value: object) -> list[list[object]]:
    return [one for one in value if isinstance(one, list)] if isinstance(value, list) else []


def _middle(line: object) -> Position | None:
    points = list(_positions(line))
    return points[len(points) // 2] if points else None


def _height(rings: Sequence[object]) -> float:
    lats = [lat for _, lat in _positions(rings[0])] if rings else []
    return max(lats) - min(lats) if lats else -1.0


def _within(rings: Sequence[object]) -> Position | None:
    """A point within a polygon: half-way along the longest piece of its parallel at half its height."""
    outer = list(_positions(rings[0])) if rings else []
    if not outer:
        return None
    lats = [lat for _, lat in outer]
    lat = (min(lats) + max(lats)) / 2
    crossed: list[float] = []
    for ring in rings:
        points = list(_positions(ring))
        for (lon_1, lat_1), (lon_2, lat_2) in zip(points, points[1:] + points[:1], strict=True):
            if (lat_1 <= lat) != (lat_2 <= lat):
                crossed.append(lon_1 + (lat - lat_1) / (lat_2 - lat_1) * (lon_2 - lon_1))
    crossed.sort()
    spans = list(zip(crossed[::2], crossed[1::2], strict=False))
    west, east = max(spans, key=lambda span: span[1] - span[0], default=(outer[0][0], outer[0][0]))
    return ((west + east) / 2, lat) if spans else outer[0]
