"""The store: one SQLite file of rows, full text and bitmaps, compiled from a timeline.

The same for a hundred events or a million: every timeline becomes a store. Events are numbered from 0 in date order,
the undated last, and a set of events is a roaring bitmap of these numbers. A value of a field is one bitmap; a number (a
day, a figure) is bit-sliced: one bitmap for each binary digit, so that a range is a dozen set operations however many
events there are (O'Neil and Quass, "Improved query performance with variant indexes", 1997).
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyroaring import BitMap

from cttui.model import claims, geo
from cttui.model.calendar import LAST_DAY
from cttui.model.records import Event, Place, Timeline
from cttui.model.sources import independent
from cttui.query import fields
from cttui.store import layout, search

if TYPE_CHECKING:
    import sqlite3


class _Slices:
    """A bit-sliced number per event: which events have one, and a bitmap for each binary digit."""

    def __init__(self) -> None:
        self.exists = array("I")
        self.digits: dict[int, array[int]] = {}

    def add(self, n: int, value: int) -> None:
        self.exists.append(n)
        digit = 0
        while value:
            if value & 1:
                self.digits.setdefault(digit, array("I")).append(n)
            value >>= 1
            digit += 1

    def rows(self, name: str) -> Iterator[tuple[str, str, array[int]]]:
        yield name, "exists", self.exists
        for digit, found in self.digits.items():
            yield name, str(digit), found


def write(timeline: Timeline, connection: sqlite3.Connection, events: Iterable[Event] | None = None) -> None:
    """Compile a timeline into an empty database.

    Args:
        timeline: The timeline.
        connection: Where to write.
        events: The events in date order, if they are too many for ``timeline``.
    """
    connection.executescript(layout.SCHEMA)
    writer = _Writer(timeline, connection)
    for n, event in enumerate(sorted(timeline.events, key=date_order) if events is None else events):
        writer.add(n, event)
    writer.finish()
    connection.commit()


def date_order(event: Event) -> tuple[int, int, int]:
    """The sort key of events: first day, last day, time; undated events last. Equal ones keep the order of the file."""
    when = event.when
    return when.sort_key() if when else (LAST_DAY + 1, 0, 0)


class _Writer:
    """Takes events in date order and writes their rows, words and bitmaps."""

    def __init__(self, timeline: Timeline, connection: sqlite3.Connection) -> None:
        self.timeline = timeline
        self.connection = connection
        self.make_facts = fields.facts_of(timeline)
        self.spellings = search.spellings_of(timeline)
        self.register = claims.Register(timeline.claimants, timeline.populations)
        self.sources = {source.id: source for source in timeline.sources}
        self.issued = {source.id: source.issued for source in timeline.sources}
        self.measures: set[str] = set()
        self.claims: Counter[str] = Counter()
        self.values: dict[tuple[str, str], array[int]] = {}
        self.slices: dict[str, _Slices] = {}
        self.rest: dict[str, array[int]] = {}
        self.points: dict[tuple[float, float, str, str], array[int]] = {}
        self.starts = array("q")
        self.answered_by: dict[str, list[str]] = {}

    def add(self, n: int, event: Event) -> None:
        groups = claims.group(event, self.issued, self.register)
        disputes = claims.disputes(groups)
        sources = [self.sources[source] for source in fields.event_sources(event)]
        facts = self.make_facts(event, disputes > 0, independent(sources))
        for field in fields.FIELDS.values():
            for token in dict.fromkeys(field.read(facts)):
                self.values.setdefault((field.name, token), array("I")).append(n)
        if (when := event.when) is not None:
            self.starts.append(when.listed)
            self._dates("date", n, (when.earliest, when.latest))
            if len(runs := when.runs) > 1:
                for slot, run in enumerate(runs):
                    self._dates(f"date/{slot}", n, run)
        self._figures(n, event)
        self._place(n, event.place)
        for answered in event.responds_to:
            self.answered_by.setdefault(answered, []).append(event.id)
        tolls = {lens: claims.toll(event, lens, self.register, self.issued) for lens in (claims.ALL, claims.Lens("official"))}
        for lens, counted in tolls.items():
            self._toll(n, lens.name, counted)
        provinces, toll = ",".join(province.short for province in facts.provinces), str(tolls[claims.ALL] or "")
        for name, number in (("sources", len(sources)), ("disputes", disputes)):
            if number:
                self._slice(f"{layout.COUNT}/{name}", n, number)
        row = (n, event.id, event.date, event.kind, event.title, provinces, toll, len(sources), disputes, _dump(event), "[]")
        self.connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _sealed(row))
        document = search.document(facts, self.spellings)
        # one or two letters find so many events that the full-text index would be slow for them
        for start in {word[:length] for word in document.split() for length in (1, 2)}:
            self.values.setdefault(("start", start), array("I")).append(n)
        self.connection.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (n, document))

    def _toll(self, n: int, lens: str, found: claims.Range | str | None) -> None:
        if isinstance(found, claims.Range):
            self._slice(f"toll/{lens}/low", n, round(found.low))
            self._slice(f"toll/{lens}/high", n, round(found.high))
            if found.open:
                self.values.setdefault((f"toll/{lens}", "open"), array("I")).append(n)

    def _dates(self, name: str, n: int, run: tuple[int, int]) -> None:
        self._slice(f"{name}/earliest", n, run[0] + layout.DAYS)
        self._slice(f"{name}/latest", n, run[1] + layout.DAYS)

    def _slice(self, name: str, n: int, value: int) -> None:
        self.slices.setdefault(name, _Slices()).add(n, value)

    def _figures(self, n: int, event: Event) -> None:
        """The distinct intervals that count, one per slot, so that a range is compared with one claim at a time."""
        measures = dict.fromkeys(claim.measure for claim in event.claims)
        self.measures.update(measures)
        self.claims.update(claim.source for claim in event.claims)
        for measure in measures:
            counted = claims.counted(event, measure, register=self.register, issued=self.issued)
            intervals = dict.fromkeys(allowed for claim in counted if (allowed := claims.interval(claim)))
            for slot, allowed in enumerate(intervals):
                low, high = layout.ordinal(allowed.low), layout.ordinal(allowed.high)
                if slot < layout.SLOTS:
                    self._slice(f"{measure}/{slot}/low", n, low)
                    self._slice(f"{measure}/{slot}/high", n, high)
                else:
                    self.rest.setdefault(measure, array("q")).extend((low, high, n))

    def _place(self, n: int, place: Place | None) -> None:
        """Where an event was, for boxes and for the map's dots."""
        if place is not None and place.lat is not None and place.lon is not None:
            lat, lon = geo.steps(place.lat, place.lon)
            self._slice("place/lat", n, lat)
            self._slice("place/lon", n, lon)
            point = (place.lat, place.lon, place.precision or "", place.name or place.district)
            self.points.setdefault(point, array("I")).append(n)

    def finish(self) -> None:
        run = self.connection.executemany
        self.connection.create_function("seal", -1, layout.seal, deterministic=True)
        columns = layout.SEALED["event"].replace("answered_by", "?1")
        answers = ((json.dumps(found), answered) for answered, found in self.answered_by.items())
        run(f"UPDATE event SET answered_by = ?1, seal = seal({columns}) WHERE id = ?2", answers)  # noqa: S608 - our own columns
        sources = ((source.id, _dump(source), self.claims[source.id]) for source in self.timeline.sources)
        run("INSERT INTO source VALUES (?, ?, ?, ?)", map(_sealed, sources))
        bits = ((name, token, _bits(found)) for (name, token), found in self.values.items())
        run("INSERT INTO bits VALUES (?, ?, ?, ?)", map(_sealed, bits))
        rows = (row for name, slices in self.slices.items() for row in slices.rows(name))
        run("INSERT INTO bits VALUES (?, ?, ?, ?)", (_sealed((name, digit, _bits(found))) for name, digit, found in rows))
        rest = ((measure, "rest", found.tobytes()) for measure, found in self.rest.items())
        run("INSERT INTO bits VALUES (?, ?, ?, ?)", map(_sealed, rest))
        points = ((place, *point, _bits(found)) for place, (point, found) in enumerate(self.points.items()))
        run("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?, ?)", map(_sealed, points))
        used: dict[str, Counter[str]] = {}
        for (name, token), found in self.values.items():
            used.setdefault(name, Counter())[token] = len(found)
        vocabulary = fields.vocabulary_of(
            self.timeline, {name: [token for token, _ in c.most_common()] for name, c in used.items()}
        )
        run(
            "INSERT INTO value VALUES (?, ?, ?, ?, ?, ?)",
            (
                _sealed((name, position, value.token, value.label, json.dumps(value.aliases)))
                for name, values in vocabulary.values.items()
                for position, value in enumerate(values)
            ),
        )
        count = self.connection.execute("SELECT count(*) FROM event").fetchone()[0]
        run(
            "INSERT INTO meta VALUES (?, ?)",
            (
                ("head", layout.write_head(self.timeline, count)),
                ("measures", json.dumps(sorted(self.measures))),
                ("starts", self.starts.tobytes()),
                # last, and in one transaction with everything else: a store that has it is complete
                ("format", layout.mark()),
            ),
        )


def _dump(record: object) -> str:
    return json.dumps(layout.to_plain(record), ensure_ascii=False, separators=(",", ":"))


def _sealed(row: tuple[object, ...]) -> tuple[object, ...]:
    return (*row, layout.seal(*row))


def _bits(found: array[int]) -> bytes:
    bitmap = BitMap(found)
    bitmap.run_optimize()
    return bitmap.serialize()
