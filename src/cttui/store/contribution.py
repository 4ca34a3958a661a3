"""What one event adds to a store: its row, its words, and every set of events that it is in.

It depends on the event and on the records around it (provinces, sources, threads, spellings, claimants, populations), and not
on the event's number: so a whole store is made of contributions, and a store is made from another one with those alone that
changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from cttui.model import claims, dates, geo
from cttui.model.calendar import LAST_DAY
from cttui.model.records import Event, Place, Timeline
from cttui.model.register import Register
from cttui.model.sources import independent
from cttui.query import fields
from cttui.store import layout, search
from cttui.text import words

Point = tuple[float, float, str, str]
"""Latitude, longitude, precision, and the name of the place or its district."""

STATED = (claims.ALL, claims.Lens("official"))
"""The lenses whose tolls a store has."""


class Contribution(NamedTuple):
    """What one event adds to a store."""

    tokens: tuple[tuple[str, str], ...]
    """The sets that it is in, by field and token: values of fields, its title's first word, open tolls; each once."""
    numbers: tuple[tuple[str, int], ...]
    """Its bit-sliced numbers, by name."""
    rest: tuple[tuple[str, int, int], ...]
    """Intervals of a measure beyond those that have slots: measure, low, high."""
    row: tuple[object, ...]
    """The columns of its row between its number and what answers it."""
    document: str
    """Its searchable text, folded."""
    point: Point | None
    """Where it was; ``None`` without coordinates."""

    def sets(self) -> Iterator[tuple[str, str]]:
        """Every set that it is in, those of its words and those that its numbers are made of included."""
        yield from self.tokens
        found = search.words_of(self.document)
        yield from ((layout.WORD, word) for word in found)
        yield from ((layout.START, start) for start in {start for word in found for start in search.starts(word)})
        for name, value in self.numbers:
            yield name, "exists"
            for digit in digits(value):
                yield name, str(digit)


class Counted(NamedTuple):
    """What an event's date, coordinates and claims add to a store."""

    numbers: tuple[tuple[str, int], ...]
    """Bit-sliced numbers, by name."""
    rest: tuple[tuple[str, int, int], ...]
    """As in ``Contribution``."""
    tokens: tuple[tuple[str, str], ...]
    """The lenses under which its toll is open."""
    disputes: int
    """How many of its figures are disputed."""
    toll: str
    """Its dead, as lists show them."""


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
        self.register = Register(timeline.claimants, timeline.populations)
        self._sources = {source.id: source for source in timeline.sources}
        self._issued = {source.id: source.issued for source in timeline.sources}

    def of(self, event: Event) -> Contribution:
        """What an event adds."""
        counted = self.counted(event)
        sources = [self._sources[source] for source in fields.event_sources(event)]
        facts = self.make_facts(event, counted.disputes > 0, independent(sources))
        tokens = [(field.name, token) for field in fields.FIELDS.values() for token in dict.fromkeys(field.read(facts))]
        tokens += counted.tokens
        count = (f"{layout.COUNT}/sources", len(sources))
        numbers = (*counted.numbers, count) if sources else counted.numbers
        provinces = ",".join(province.short for province in facts.provinces)
        row = (
            event.id,
            event.date,
            event.kind,
            event.title,
            provinces,
            counted.toll,
            len(sources),
            counted.disputes,
            dump(event),
        )
        document = search.document(facts, self.spellings)
        tokens += [(layout.FIRST, word) for word in words(event.title)[:1]]
        return Contribution(tuple(tokens), numbers, counted.rest, row, document, point_of(event.place))

    def counted(self, event: Event) -> Counted:
        """What an event's date, coordinates and claims add, whatever else it says."""
        numbers = [*date_numbers(event.when), *place_numbers(point_of(event.place))]
        rest: list[tuple[str, int, int]] = []
        tokens: list[tuple[str, str]] = []
        if not event.claims:
            return Counted(tuple(numbers), (), (), 0, "")
        self._figures(event, numbers, rest)
        tolls = {lens: claims.toll(event, lens, self.register, self._issued) for lens in STATED}
        if any(claim.best is not None for claim in event.claims):
            best = claims.Lens(claims.BEST)
            tolls[best] = claims.toll(event, best, self.register, self._issued)
        for lens, counted in tolls.items():
            if isinstance(counted, claims.Range):
                numbers += [(f"toll/{lens.name}/low", round(counted.low)), (f"toll/{lens.name}/high", round(counted.high))]
                tokens += [(f"toll/{lens.name}", "open")] * counted.open
        if disputes := claims.disputes(claims.group(event, self._issued, self.register)):
            numbers.append((f"{layout.COUNT}/disputes", disputes))
        return Counted(tuple(numbers), tuple(rest), tuple(tokens), disputes, str(tolls[claims.ALL] or ""))

    def _figures(self, event: Event, numbers: list[tuple[str, int]], rest: list[tuple[str, int, int]]) -> None:
        """The distinct intervals that count, one per slot, so that a range is compared with one claim at a time."""
        for measure, intervals in counted_intervals(event, self.register, self._issued):
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
    event: Event, register: Register, issued: Mapping[str, str]
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


def date_order(event: Event, zone: str = "") -> tuple[int, int, int]:
    """The sort key of events: first day, last day, time; undated events last. Equal ones keep the order of the file.

    Args:
        event: The event.
        zone: The timeline's time zone, by which times of a day are in order of the instant.
    """
    when = event.when
    return dates.order_in_zone(when, zone) if when else (LAST_DAY + 1, 0, 0)


def in_date_order(timeline: Timeline) -> list[Event]:
    """A timeline's events as a store numbers them."""
    zone = timeline.meta.time_zone
    return sorted(timeline.events, key=lambda event: date_order(event, zone))


def date_numbers(when: dates.Edtf | None) -> tuple[tuple[str, int], ...]:
    """The bit-sliced numbers of a date: its first and its last day, and those of each of its runs if there are several."""
    if when is None:
        return ()
    numbers = _dates("date", (when.earliest, when.latest))
    if len(runs := when.runs) > 1:
        for slot, run in enumerate(runs):
            numbers += _dates(f"date/{slot}", run)
    return numbers


def day_numbers(first: int, last: int) -> tuple[tuple[str, int], ...]:
    """The same of days that are known."""
    return ("date/earliest", first + layout.DAYS), ("date/latest", last + layout.DAYS)


def place_numbers(point: Point | None) -> tuple[tuple[str, int], ...]:
    """The bit-sliced numbers of a point: its degrees, in steps."""
    if point is None:
        return ()
    lat, lon = geo.steps(*point[:2])
    return ("place/lat", lat), ("place/lon", lon)


def _dates(name: str, run: tuple[int, int]) -> tuple[tuple[str, int], ...]:
    return (f"{name}/earliest", run[0] + layout.DAYS), (f"{name}/latest", run[1] + layout.DAYS)


def dump(record: object) -> str:
    """A record as a store has it."""
    return json.dumps(layout.to_plain(record), ensure_ascii=False, separators=(",", ":"))
