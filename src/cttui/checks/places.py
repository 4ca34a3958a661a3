"""Rules for places: a place is in one province, and its coordinates are near the province's others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from cttui.checks.rule import Finding, Level, Rule, Subject, in_event
from cttui.model.records import Event, Place
from cttui.text import same

_LEAST = 2
"""Events that must agree on the province of a place before another is doubted."""
_LEAST_POINTS = 4
"""Places that a province must have before one far from all of them is doubted."""


def _provinces(subject: Subject) -> Iterator[Finding]:
    """Events whose provinces contradict what the other events say of their place or district."""
    events = subject.timeline.events
    known: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for event in events:
        if event.place is not None and (home := _home(event)):
            for key in _keys(event.place):
                known[key][home] += 1
    for number, event in enumerate(events):
        for key in _keys(event.place) if event.place is not None else ():
            counts = known[key].copy()
            counts.subtract([home] if (home := _home(event)) else [])
            # of a place that others put into two provinces nothing is known
            others = [code for code, count in counts.items() if count > 0]
            if len(others) != 1 or counts[others[0]] < _LEAST or _covers(event.provinces, others[0]) or not event.provinces:
                continue
            inner = "district" if key[0] == "district" else "name"
            found = f'"{getattr(event.place, inner)}"'
            remedy = (
                f"{counts[others[0]]} other events have this {'district' if inner == 'district' else 'place'} in {others[0]},"
                f" and this one is in {', '.join(event.provinces)}; correct one of them"
            )
            yield in_event(number, event, f"place.{inner}", found, remedy, "place", inner)
            break


def _keys(place: Place) -> list[tuple[str, str]]:
    """What a place is known by: its name, with its district if that is given, and its district."""
    keys = [("name", f"{same(place.name)}\n{same(place.district)}")] if place.name else []
    return [*keys, ("district", same(place.district))] if place.district else keys


def _home(event: Event) -> str:
    """The province of an event's place, if the event is in one alone; empty if it is in several or in a whole country."""
    return event.provinces[0] if len(event.provinces) == 1 and "-" in event.provinces[0] else ""


def _covers(codes: Sequence[str], code: str) -> bool:
    """Whether a province is among some, or part of a country that is."""
    return code in codes or code.partition("-")[0] in codes


def _far(subject: Subject) -> Iterator[Finding]:
    """Coordinates farther from all other places of a province than those are from each other."""
    points: defaultdict[str, set[tuple[float, float]]] = defaultdict(set)
    for event in subject.timeline.events:
        if (place := event.place) is not None and place.lat is not None and place.lon is not None and (home := _home(event)):
            points[home].add((place.lat, place.lon))
    boxes = {home: _Extent(found) for home, found in points.items() if len(found) > _LEAST_POINTS}
    for number, event in enumerate(subject.timeline.events):
        place = event.place
        if place is None or place.lat is None or place.lon is None or (extent := boxes.get(_home(event))) is None:
            continue
        if extent.is_far(place.lat, place.lon):
            found = f"{place.lat}, {place.lon}"
            remedy = (
                f"far from every other place in {_home(event)}; correct the coordinates (lat north, lon east), or the province"
            )
            yield in_event(number, event, "place.lat", found, remedy, "place", "lat")


class _Extent:
    """The box around some points, without any one of them: the two least and greatest of each coordinate."""

    def __init__(self, points: set[tuple[float, float]]) -> None:
        self.sides = [sorted(axis) for axis in zip(*points, strict=True)]

    def is_far(self, lat: float, lon: float) -> bool:
        """Whether a point is farther outside the box of the others, in degrees, than the box is wide and high together."""
        outside = size = 0.0
        for value, axis in zip((lat, lon), self.sides, strict=True):
            least = axis[1] if axis[0] == value else axis[0]
            most = axis[-2] if axis[-1] == value else axis[-1]
            outside = max(outside, least - value, value - most)
            size += most - least
        return outside > max(size, 1.0)


RULES = (
    Rule(
        "place-province",
        Level.WARNING,
        "A place or district is in the same province as in the file’s other events.",
        "The grid and every filter by province would put the event in the wrong place.",
        'provinces = ["XX-SB"]\nplace = { name = "Old Quay", district = "Harbour", lat = 54.71, lon = 1.21 }',
        'provinces = ["XX-NP"]\nplace = { name = "Old Quay", district = "Harbour", lat = 54.71, lon = 1.21 }',
        "Correct the province or the place. An event in several provinces, or in a whole country, may be anywhere in them;"
        " two places of one name differ by their `district`.",
        _provinces,
    ),
    Rule(
        "place-far",
        Level.WARNING,
        "Coordinates are near the province’s other places: not farther away than those are from each other.",
        "Latitude and longitude are easily swapped, and a digit is easily dropped.",
        'place = { name = "Chandlers Row", lat = 1.25, lon = 54.68, precision = "site" }',
        'place = { name = "Chandlers Row", lat = 54.68, lon = 1.25, precision = "site" }',
        "Correct `lat` (north) and `lon` (east), or the province. The rule needs four other places in the province.",
        _far,
    ),
)
