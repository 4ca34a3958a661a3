"""The outline of a map: coasts and borders that a timeline names, lines of a GeoJSON file (RFC 7946) that lies beside it.

It is read when the map is first shown and lies in no store, so a changed file shows at once and a missing one is told.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cttui import disk
from cttui.errors import CttuiError
from cttui.text import shorten

MAX_SIZE = 4 << 20
"""Largest outline, in bytes; a hundred times the one that comes with cttui."""
MAX_POINTS = 200_000
"""Most points of an outline; a screen has some twenty thousand dots."""
MAX_NOTICE = 400
"""Longest notice, in characters: whose lines these are, and what they do not say."""

Point = tuple[float, float]
"""Degrees east and north, WGS 84, in the order of GeoJSON."""


class OutlineError(CttuiError):
    """An outline cannot be read; the sentence names the file and the place in it.

    Attributes:
        elsewhere: The same for readers elsewhere: the file by its name alone, without the folder that it is in here.
    """

    def __init__(self, message: str, elsewhere: str = "") -> None:
        super().__init__(message)
        self.elsewhere = elsewhere or message


class Outline(NamedTuple):
    """Lines to draw under the dots of a map."""

    lines: tuple[tuple[Point, ...], ...] = ()
    """Each of two points or more."""
    notice: str = ""
    """Whose lines these are and what they do not say, from the file's own member ``notice``; empty if it has none."""


def beside(timeline: Path, name: str) -> Outline:
    """The outline that a timeline names.

    Args:
        timeline: The timeline's file.
        name: A path from its folder on, as ``Meta.outline`` has it.

    Raises:
        OutlineError: It cannot be read, leads out of the folder, or is no GeoJSON of lines.
    """
    path = timeline.parent / name
    try:
        content = disk.read(path, MAX_SIZE, within=timeline.parent)
        return parse(content)
    except (disk.FileError, OutlineError) as error:
        raise OutlineError(f"{shorten(str(path), 400)}: {error}", f"{shorten(name, 400)}: {error}") from None


def parse(content: bytes) -> Outline:
    """An outline from the bytes of a GeoJSON file: every line and every edge of an area in it.

    Raises:
        OutlineError: It is no GeoJSON of lines; the sentence says what and where, and names no file.
    """
    data = _json(content)
    if not isinstance(data, dict):
        raise OutlineError("expected a GeoJSON object, {…}")
    notice = data.get("notice", "")
    if not isinstance(notice, str) or len(notice) > MAX_NOTICE:
        raise OutlineError(f"notice: expected a string of at most {MAX_NOTICE} characters")
    found: list[tuple[Point, ...]] = []
    points = 0
    for where, positions in _lines(data):
        points += len(positions)
        if points > MAX_POINTS:
            raise OutlineError(f"{where}: more than {MAX_POINTS:,} points; simplify the lines")
        found.append(_line(where, positions))
    if not found:
        raise OutlineError("it contains no lines")
    return Outline(tuple(found), " ".join(notice.split()))


def _json(content: bytes) -> object:
    def refused(name: str) -> float:
        raise OutlineError(f"{name} is not a number of degrees")

    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=refused)
    except UnicodeDecodeError:
        raise OutlineError("not valid UTF-8") from None
    except json.JSONDecodeError as error:
        raise OutlineError(f"line {error.lineno}, column {error.colno}: invalid JSON ({error.msg.lower()})") from None
    except RecursionError:
        raise OutlineError("nested too deeply") from None
    except ValueError:  # a number of thousands of digits
        raise OutlineError("a number has too many digits") from None


_DEPTH = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
"""How many lists lie around the lines of each kind of geometry."""


def _lines(data: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Every line of an object with its place, in the order of the file."""
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        where, item = waiting.pop()
        if not isinstance(item, dict):
            raise OutlineError(f"{where}: expected an object, {{…}}")
        kind, inner = item.get("type"), f"{where}." if where else ""
        match kind:
            case "FeatureCollection" | "GeometryCollection":
                name = "features" if kind == "FeatureCollection" else "geometries"
                waiting += reversed(list(_items(f"{inner}{name}", item.get(name))))
            case "Feature":
                # a feature may be about no place at all
                if item.get("geometry") is not None:
                    waiting.append((f"{inner}geometry", item["geometry"]))
            case str() if kind in _DEPTH:
                yield from _at_depth(f"{inner}coordinates", item.get("coordinates"), _DEPTH[kind])
            case "Point" | "MultiPoint":
                raise OutlineError(f"{where or 'this'} is a {kind}; an outline can have only lines and areas")
            case _:
                raise OutlineError(f"{inner}type: expected a GeoJSON type, e.g. FeatureCollection or MultiLineString")


def _at_depth(where: str, value: object, depth: int) -> Iterator[tuple[str, list[Any]]]:
    if not depth:
        if not isinstance(value, list):
            raise OutlineError(f"{where}: expected a list of positions, e.g. [[66.9, 24.8], [67.1, 25.2]]")
        yield where, value
        return
    for inner, item in _items(where, value):
        yield from _at_depth(inner, item, depth - 1)


def _items(where: str, value: object) -> Iterator[tuple[str, object]]:
    if not isinstance(value, list):
        raise OutlineError(f"{where}: expected a list, […]")
    return ((f"{where}[{number}]", item) for number, item in enumerate(value))


def _line(where: str, positions: list[Any]) -> tuple[Point, ...]:
    if len(positions) < 2:
        raise OutlineError(f"{where}: a line needs at least two positions")
    found = []
    for number, position in enumerate(positions):
        match position:
            case [int() | float() as lon, int() | float() as lat, *_] if not {type(lon), type(lat)} & {bool}:
                if -180 <= lon <= 180 and -90 <= lat <= 90:
                    found.append((float(lon), float(lat)))
                    continue
        raise OutlineError(f"{where}[{number}]: expected a position, [degrees east, degrees north], e.g. [66.9, 24.8]")
    return tuple(found)
