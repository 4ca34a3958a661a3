"""What is typed in a form's fields, as values: lists, coordinates, and what the rules of the file say of each value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, get_args

from cttui.model.records import Precision

PRECISIONS: tuple[str, ...] = get_args(Precision)
NONE = "-"
"""What is typed for nothing, in a field that would otherwise be filled from what the file knows."""

LOST = "\ufffd"
"""What a field shows for a control character, or one that reorders letters; it is no text that anybody means."""

_ITEM = re.compile(r'\s*(?:"(?P<quoted>[^"]*)"|(?P<plain>[^,]*))\s*(?:,|\Z)')
_COORDINATES = re.compile(
    r"(?P<lat>[-+]?\d{1,3}(?:\.\d{1,12})?) ?°? ?(?P<ns>[NSns])?(?:, ?| )"
    r"(?P<lon>[-+]?\d{1,3}(?:\.\d{1,12})?) ?°? ?(?P<ew>[EWew])?(?:(?:, ?| )(?P<precision>[a-z]+))?",
    re.ASCII,
)


def items(text: str) -> list[str]:
    """The items of a list that is typed with commas; one that has a comma itself stands between quotation marks."""
    found, at = [], 0
    while at < len(text) and (match := _ITEM.match(text, at)) and match.end() > at:
        item = match["quoted"] if match["quoted"] is not None else match["plain"].strip()
        at = match.end()
        if item:
            found.append(item)
    return list(dict.fromkeys(found))


def listed(values: Iterable[str]) -> str:
    """A list as it is typed."""
    return ", ".join(f'"{value}"' if "," in value else value for value in values)


def wrong(kind: Any, value: object) -> str:
    """What the rules of the file say against a value, a sentence without a full stop; empty if nothing.

    Args:
        kind: A type of ``model.values``, such as ``Name``.
        value: What would be written.
    """
    if isinstance(value, str) and LOST in value:
        return f"remove {LOST}, which stands for a character that cannot be shown"
    try:
        kind.__metadata__[0].check(value)
    except ValueError as error:
        return str(error)
    return ""


class Coordinates(NamedTuple):
    """Where a place is."""

    lat: float
    lon: float
    precision: str = ""

    @property
    def text(self) -> str:
        """As they are typed: ``34.93, 72.88 town``."""
        return f"{self.lat}, {self.lon}{f' {self.precision}' if self.precision else ''}"

    @property
    def words(self) -> str:
        """For people: ``34.93° N, 72.88° E, town``."""
        said = f"{abs(self.lat)}° {'S' if self.lat < 0 else 'N'}, {abs(self.lon)}° {'W' if self.lon < 0 else 'E'}"
        return f"{said}, {self.precision}" if self.precision else said


def coordinates(text: str) -> Coordinates | str:
    """Coordinates as people write them: ``34.93, 72.88``, ``34.93N 72.88E town``; or what is wrong with them."""
    expected = "expected degrees north and east, and how exact they are, e.g. 34.93, 72.88 town"
    match = _COORDINATES.fullmatch(" ".join(text.split()))
    if match is None:
        return expected
    lat, lon = float(match["lat"]), float(match["lon"])
    lat = -lat if match["ns"] in {"S", "s"} else lat
    lon = -lon if match["ew"] in {"W", "w"} else lon
    if abs(lat) > 90 or abs(lon) > 180:
        return f"{lat}, {lon} is on no map: degrees north go to 90, degrees east to 180"
    if match["precision"] and match["precision"] not in PRECISIONS:
        return f"unknown precision '{match['precision']}'; expected {', '.join(PRECISIONS[:-1])} or {PRECISIONS[-1]}"
    return Coordinates(lat, lon, match["precision"] or "")
