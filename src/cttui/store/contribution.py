"""What one event adds to a store: its row, its words, and every set of events that it is in.

It depends on the event and on the records around it (provinces, sources, threads, spellings, claimants, populations), and not
on the event's number: so a whole store is made of contributions, and a store is made from another one with those alone that
changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cttui.model import claims, geo
from cttui.model.calendar import LAST_DAY
from cttui.model.records import Event, Place, Timeline
from cttui.model.sources import independent
from cttui.query import fields
from cttui.store import layout, search

Point = tuple[float, float, str, str]
"""Latitude, longitude, precision, and the name of the place or its district."""

STATED = (claims.ALL, claims.Lens("official"))
"""The lenses whose tolls a store has."""


class Contribution(NamedTuple):
    """What one event adds to a store."""

    tokens: tuple[tuple[str, str], ...]
    """The sets that it is in, by field and token: values of fields, beginnings of words, open tolls; each once."""
    numbers: tuple[tuple[str, int], ...]
    """Its bit-sliced numbers, by name."""
    rest: tuple[tuple[str, int, int], ...]
    """Intervals of a measure beyond those that have slots: measure, low, high."""
    row: tuple[object, ...]
    """The columns of its row between its number and what answers it."""
    document: str
    """Its searchable text."""
    point: Point | None
    """Where it was; ``None`` without coordinates."""

    def sets(self) -> Iterator[tuple[str, str]]:
        """Every set that it is in, those that its numbers are made of included."""
        yield from self.tokens
        for name, value in self.numbers:
            yield name, "exists"
            for digit in digits(value):
                yield name, str(digit)


def digits(value: int) -> Iterator[int]:
    """The binary digits of a number that are set."""
    digit = 0
    while value:
        if value & 1:
            yield digit
        value >>= 1
        digit += 1


class Contributor:
    """Works out what events of one timeline add to its store."""

    def __init__(self, timeline: Timeline, spellings: search.Spellings | None = None) -> None:
        """Take the timeline, and the spellings of its actors and terms if they are known already."""
        self.make_facts = fields.facts_of(timeline)
        self.spellings = spellings or search.spellings_of(timeline)
        self._register = claims.Register(timeline.claimants, timeline.populations)
        self._sources = {source.id: source for source in timeline.sources}
        self._issued = {source.id: source.issued for source in timeline.sources}

    def of(self, event: Event) -> Contribution:
        """What an event adds."""
        groups = claims.group(event, self._issued, self._register)
        disputes = claims.disputes(groups)
        sources = [self._sources[source] for source in fields.event_sources(event)]
        facts = self.make_facts(event, disputes > 0, independent(sources))
        tokens = [(field.name, token) for field in fields.FIELDS.values() for token in dict.fromkeys(field.read(facts))]
        numbers: list[tuple[str, int]] = []
        rest: list[tuple[str, int, int]] = []
        if (when := event.when) is not None:
            numbers += _dates("date", (when.earliest, when.latest))
            if len(runs := when.runs) > 1:
                for slot, run in enumerate(runs):
                    numbers += _dates(f"date/{slot}", run)
        self._figures(event, numbers, rest)
        if (point := point_of(event.place)) is not None:
            lat, lon = geo.steps(*point[:2])
            numbers += [("place/lat", lat), ("place/lon", lon)]
        tolls = {lens: claims.toll(event, lens, self._register, self._issued) for lens in STATED}
        for lens, counted in tolls.items():
            if isinstance(counted, claims.Range):
                numbers += [(f"toll/{lens.name}/low", round(counted.low)), (f"toll/{lens.name}/high", round(counted.high))]
                tokens += [(f"toll/{lens.name}", "open")] * counted.open
        numbers += [(f"{layout.COUNT}/{name}", n) for name, n in (("sources", len(sources)), ("disputes", disputes)) if n]
        provinces, toll = ",".join(province.short for province in facts.provinces), str(tolls[claims.ALL] or "")
        row = (event.id, event.date, event.kind, event.title, provinces, toll, len(sources), disputes, dump(event))
        document = search.document(facts, self.spellings)
        # one or two letters find so many events that the full-text index would be slow for them
        tokens += [("start", start) for start in sorted({word[:n] for word in document.split() for n in (1, 2)})]
        return Contribution(tuple(tokens), tuple(numbers), tuple(rest), row, document, point)

    def _figures(self, event: Event, numbers: list[tuple[str, int]], rest: list[tuple[str, int, int]]) -> None:
        """The distinct intervals that count, one per slot, so that a range is compared with one claim at a time."""
        for measure, intervals in counted_intervals(event, self._register, self._issued):
            for slot, allowed in enumerate(intervals):
                low, high = layout.ordinal(allowed.low), layout.ordinal(allowed.high)
                if slot < layout.SLOTS:
                    numbers += [(f"{measure}/{slot}/low", low), (f"{measure}/{slot}/high", high)]
                else:
                    rest.append((measure, low, high))

    def used(self, events: Iterable[Event]) -> dict[str, dict[str, int]]:
        """For each field whose values are not all known beforehand, those that events in date order have, with their number."""
        found: dict[str, dict[str, int]] = {}
        named = [field for field in fields.FIELDS.values() if field.shape == "values" and field.name != "is"]
        for event in events:
            facts = self.make_facts(event, False, 0)
            for field in named:
                counted = found.setdefault(field.name, {})
                for token in dict.fromkeys(field.read(facts)):
                    counted[token] = counted.get(token, 0) + 1
        return found


def counted_intervals(
    event: Event, register: claims.Register, issued: Mapping[str, str]
) -> Iterator[tuple[str, tuple[claims.Interval, ...]]]:
    """For each measure of an event, the distinct intervals of the claims that count: what a range is held to."""
    for measure in dict.fromkeys(claim.measure for claim in event.claims):
        counted = claims.counted(event, measure, register=register, issued=issued)
        yield measure, tuple(dict.fromkeys(allowed for claim in counted if (allowed := claims.interval(claim))))


def point_of(place: Place | None) -> Point | None:
    """Where an event was, for boxes and for the map's dots; ``None`` without coordinates."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return place.lat, place.lon, place.precision or "", place.name or place.district


def date_order(event: Event) -> tuple[int, int, int]:
    """The sort key of events: first day, last day, time; undated events last. Equal ones keep the order of the file."""
    when = event.when
    return when.sort_key() if when else (LAST_DAY + 1, 0, 0)


def _dates(name: str, run: tuple[int, int]) -> list[tuple[str, int]]:
    return [(f"{name}/earliest", run[0] + layout.DAYS), (f"{name}/latest", run[1] + layout.DAYS)]


def dump(record: object) -> str:
    """A record as a store has it."""
    return json.dumps(layout.to_plain(record), ensure_ascii=False, separators=(",", ":"))
