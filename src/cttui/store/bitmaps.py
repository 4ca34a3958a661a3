"""The parts of the SQLite engine: from a query to a bitmap, and from a bitmap to counts, a histogram and rows.

Each method answers one small thing. ``answers`` puts them together; nothing above this package calls them.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import count, pairwise

from pyroaring import BitMap

from cttui.errors import StoreError
from cttui.model import geo
from cttui.model.axis import Calendar
from cttui.model.claims import ALL, Lens, Range, Register, Total, toll
from cttui.model.records import KINDS, Event, Source, Timeline
from cttui.query.fields import CHANGED, OWN, Vocabulary
from cttui.query.language import Alternatives, Box, Clause, Dates, Figures, Phrase, Query, Values, Word
from cttui.store import layout
from cttui.store.index import unknown_event, whose
from cttui.store.listing import Listing, ranks
from cttui.store.parts import Counts, PointCount, Row
from cttui.store.search import Words
from cttui.store.selection import BitSelection
from cttui.store.tolls import Tolls
from cttui.text import words

FEW = 8
"""Up to this many events are read one by one, each from the cache of recently read ones."""


class Bitmaps:
    """One store: rows in SQLite, and a roaring bitmap of the events that have a value."""

    def __init__(self, connection: layout.Reading) -> None:
        """Take an open store; ``cache.open_timeline`` makes one.

        Raises:
            StoreError: The store is damaged.
        """
        self.store = self._connection = connection
        # an index that is no longer referenced closes its store by itself
        weakref.finalize(self, connection.close)
        try:
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            head, self.count, self.source_count = layout.read_head(meta["head"])
            measures = json.loads(meta["measures"])
            self._starts = array("q", meta["starts"])
            slots = layout.read_slots(meta.get("slots"))
        except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
            raise StoreError(f"the store is damaged ({error})") from None
        self._words = Words(connection, slots)
        self.head: Timeline = head
        """The timeline without its events and sources."""
        self.calendar = Calendar(self._starts)
        """The days with events."""
        self.vocabulary = Vocabulary(measures, layout.LazyValues(connection), head.meta.period)
        self.register = Register(head.claimants, head.populations)
        self.everything = BitMap(range(self.count))
        self._tolls = Tolls(self._digits, self._toll)
        self.owner: Callable[[], Mapping[tuple[str, str], Collection[str]]] | None = None
        """Called once, when a filter or a facet first needs it, for the argument of ``own``."""
        self._owned = False
        self._own = {name: BitMap() for name in OWN}
        self._clause = lru_cache(maxsize=128)(self._clause_bits)
        self.matching = lru_cache(maxsize=32)(self.select)
        """``select``, cached for further asks about the same query."""
        self.listed = lru_cache(maxsize=4)(self._listed)
        """The events of a query in its order, their dead counted under a lens, kept while the cursor moves among them."""
        self.chunk = lru_cache(maxsize=16)(self._chunk)
        """The rows of a query between two positions, cached while the cursor moves among them."""
        self.bars = lru_cache(maxsize=4)(self._count_bars)
        """The counts of the bars between some days, cached while the cursor moves among them."""
        self._bits = lru_cache(maxsize=4096)(self._read_bits)
        self._fields: dict[str, dict[str, BitMap]] = {}
        """The bitmaps of every value of the fields that were counted."""
        self.event = lru_cache(maxsize=256)(self._read_event)
        """The event with a number."""

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    def own(self, values: Mapping[tuple[str, str], Collection[str]]) -> None:
        """Replace the reader's marks and notes; earlier selections stay unchanged.

        Args:
            values: For each of ``fields.OWN``, the ids of its events; unknown ids are ignored. What changed alone stands apart.
        """
        changed = values.keys() == {CHANGED}
        self._owned = self._owned or not changed
        sql = "SELECT n FROM event WHERE id IN (SELECT value FROM json_each(?))"
        for name in (name for name in OWN if name in values or not (changed or name == CHANGED)):
            bits = self._own[name]
            # the bitmap itself is changed, so that the cache of bitmaps, expensive to refill, is kept
            bits.clear()
            bits.update(n for (n,) in self._connection.execute(sql, (json.dumps(list(values.get(name, ()))),)))
        self._forget()

    def _forget(self) -> None:
        """Drop what was cached about the reader's marks and notes before they changed."""
        self._clause.cache_clear()
        self.matching.cache_clear()
        self.listed.cache_clear()
        self.chunk.cache_clear()
        self.bars.cache_clear()

    def owned(self, field: str, token: str) -> frozenset[int]:
        """The numbers of the events with one of the reader's own values."""
        return frozenset(self._bits(field, token))

    # -- listing -----------------------------------------------------------------------------------------------------

    def listing(self, selection: BitSelection, lens: Lens = ALL) -> Listing:
        """The events of a selection in the order that its query asks for; of their dead, those that a lens counts."""
        return Listing(selection.bits, ranks(selection.query.order, lens, self._tolls, self._digits))

    def _listed(self, query: Query, lens: Lens) -> Listing:
        return self.listing(self.matching(query), lens)

    # -- selecting ---------------------------------------------------------------------------------------------------

    def select(self, query: Query) -> BitSelection:
        """The events that match a query."""
        bits = self.everything
        for clause in query.clauses:
            bits = bits - self._clause(clause) if clause.negated else bits & self._clause(clause)
        return BitSelection(query, bits, len(bits))

    def _clause_bits(self, clause: Clause) -> BitMap:
        """The events that a clause would find if it were not negated."""
        match clause:
            case Word(typed=typed):
                if len(found := words(typed)) == 1 and len(found[0]) <= 2:
                    return self._bits("start", found[0])
                return self._words.find(f'"{" ".join(words(typed))}"*')
            case Phrase(typed=typed):
                return self._words.find(f'"{" ".join(words(typed))}"')
            case Values(field=field, tokens=tokens):
                return BitMap.union(*(self._bits(field, token) for token in tokens)) if tokens else BitMap()
            case Dates():
                return self._dates(clause)
            case Figures():
                return self._figures(clause)
            case Alternatives(options=options):
                return BitMap.union(*map(self._figures, options))
            case Box():
                return self._box(clause)
        raise AssertionError(clause)

    def _dates(self, clause: Dates) -> BitMap:
        found = self._in_days("date", clause)
        if not (several := self._bits("date/0/earliest", "exists")):
            return found
        # a date with several runs of days is possibly within if any run is, and certainly if all are
        some, every = BitMap(), several
        for slot in count():
            if not (exists := self._bits(f"date/{slot}/earliest", "exists")):
                break
            inside = self._in_days(f"date/{slot}", clause)
            some |= inside
            every = every - (exists - inside)
        return (found - several) | (every if clause.surely else some)

    def _in_days(self, name: str, clause: Dates) -> BitMap:
        """Events with a run of days that overlaps, or is certainly within, some of those in a clause."""
        found = BitMap()
        for first, last in clause.runs:
            low, high = first + layout.DAYS, last + layout.DAYS
            if clause.surely:
                found |= self._at_least(f"{name}/earliest", low) & self._at_most(f"{name}/latest", high)
            else:
                found |= self._at_most(f"{name}/earliest", high) & self._at_least(f"{name}/latest", low)
        return found

    def _figures(self, clause: Figures) -> BitMap:
        """Events with a counted claim whose interval overlaps the range: low end below its top, high end above its bottom."""
        low, high = layout.ordinal(clause.low) + clause.low_open, layout.ordinal(clause.high) - clause.high_open
        found = BitMap()
        for slot in range(layout.SLOTS):
            name = f"{clause.field}/{slot}"
            if not self._bits(f"{name}/low", "exists"):
                break
            found |= self._at_most(f"{name}/low", high) & self._at_least(f"{name}/high", low)
        name = f"{clause.field}/{layout.REST}"
        for (rest,) in self._connection.execute("SELECT bits FROM bits WHERE field = ? AND token = 'rest'", (name,)):
            ends = array("q", rest)
            found.update(
                n for foot, top, n in zip(ends[::3], ends[1::3], ends[2::3], strict=True) if foot <= high and top >= low
            )
        return found

    def _box(self, clause: Box) -> BitMap:
        south, north = clause.area.latitudes()
        stretches = clause.area.longitudes()
        across = BitMap.union(*(self._between("place/lon", west, east) for west, east in stretches))
        return self._between("place/lat", south, north) & across

    def _between(self, name: str, low: int, high: int) -> BitMap:
        return self._at_least(name, low) & self._at_most(name, high)

    def _at_least(self, name: str, value: int) -> BitMap:
        """Events whose bit-sliced number is at least ``value``."""
        equal, above = self._bits(name, "exists"), BitMap()
        for digit in reversed(range(max(layout.DIGITS, value.bit_length()))):
            ones = self._bits(name, str(digit))
            if value >> digit & 1:
                equal = equal & ones
            elif ones:
                above |= equal & ones
                equal = equal - ones
        return above | equal

    def _at_most(self, name: str, value: int) -> BitMap:
        return self._bits(name, "exists") - self._at_least(name, value + 1)

    def _read_bits(self, field: str, token: str) -> BitMap:
        if (own := self._own.get((field, token))) is not None:
            if not self._owned and self.owner is not None and (field, token) != CHANGED:
                self.own(self.owner())
            return own
        if field in self._fields:
            return self._fields[field].get(token) or BitMap()
        found = self._connection.execute("SELECT bits FROM bits WHERE field = ? AND token = ?", (field, token)).fetchone()
        return BitMap.deserialize(found[0]) if found else BitMap()

    # -- counting ----------------------------------------------------------------------------------------------------

    def facet(self, field: str, query: Query) -> dict[str, int]:
        """How many events each value of a field has: as many as ``query.only(field, value)`` selects.

        Values are in the vocabulary's order; those without events have 0.
        """
        return {token: around.intersection_cardinality(bits) for token, around, bits in self.facet_bits(field, query)}

    def facet_bits(self, field: str, query: Query) -> Iterator[tuple[str, BitMap, BitMap]]:
        """For each value: the events matching the other filters when it alone is chosen, and the events that have it."""
        rest_of = tuple(c for c in query.clauses if not (isinstance(c, Values) and c.field == field))
        # most fields have no filter: the other filters are then the same for all of them
        others = self.matching(Query(rest_of)).bits
        excluded = query.excluded(field)
        hidden = BitMap.union(*(self._bits(field, token) for token in excluded)) if excluded else BitMap()
        base = others - hidden
        self._read_field(field)
        for value in self.vocabulary.values[field]:
            rest = [self._bits(field, token) for token in excluded if token != value.token] if value.token in excluded else None
            around = base if rest is None else others - BitMap.union(*rest) if rest else others
            yield value.token, around, self._bits(field, value.token)

    def _read_field(self, field: str) -> None:
        """Read the bitmaps of all values of a field at once, the first time: one statement each would take twice as long."""
        if field not in self._fields:
            rows = self._connection.execute("SELECT token, bits FROM bits WHERE field = ?", (field,))
            self._fields[field] = {token: BitMap.deserialize(bits) for token, bits in rows}

    def histogram(self, selection: BitSelection, edges: Sequence[int]) -> tuple[int, ...]:
        """How many events of a selection are listed from each edge up to the next; edges are days, as ordinals."""
        return self.spread(selection.bits, self.cuts(edges))

    def cuts(self, edges: Sequence[int]) -> list[int]:
        """The number of the first event listed on or after each day."""
        return [bisect_left(self._starts, edge) for edge in edges]

    def spread(self, bits: BitMap, cuts: Sequence[int], dead: Lens | None = None) -> tuple[int, ...]:
        """How many of a set of events are between each number and the next, or their dead by the highest figure of a lens."""
        if dead is None:
            return tuple(bits.range_cardinality(low, high) for low, high in pairwise(cuts))
        return self._tolls.spread(bits, cuts, dead)

    def _count_bars(self, query: Query, days: tuple[int, ...], dead: Lens | None) -> Counts:
        selection, cuts = self.matching(query), self.cuts(days)
        parts = ((kind, self.spread(selection.bits & self._bits("kind", kind), cuts, dead)) for kind in KINDS)
        kinds = tuple((kind, numbers) for kind, numbers in parts if any(numbers))
        return Counts(self.spread(self.everything, cuts, dead), self.spread(selection.bits, cuts, dead), kinds)

    def part(self, selection: BitSelection, field: str, token: str) -> BitSelection:
        """The events of a selection that have a value of a field."""
        bits = selection.bits & self._bits(field, token)
        return BitSelection(selection.query, bits, len(bits))

    def listed_from(self, selection: BitSelection, day: int) -> int | None:
        """The number of the first event of a selection listed on or after a day; ``None`` if there is none."""
        position = selection.bits.rank(bisect_left(self._starts, day) - 1) if bisect_left(self._starts, day) else 0
        found = selection.at(position) if position < selection.count else None
        return found if found is not None and found < len(self._starts) else None

    def undated(self, selection: BitSelection) -> int:
        """How many events of a selection have no date."""
        return selection.bits.range_cardinality(len(self._starts), self.count)

    @property
    def days(self) -> tuple[int, int] | None:
        """The days under which the first and the last dated event are listed, as ordinals; ``None`` if no event is dated."""
        return self.calendar.ends

    # -- places ------------------------------------------------------------------------------------------------------

    @cached_property
    def _points(self) -> dict[tuple[float, float, str, str], BitMap]:
        """The events of each distinct point, in the order in which events come to them."""
        found = self._connection.execute("SELECT lat, lon, precision, name, bits FROM point ORDER BY n")
        return {(lat, lon, precision, name): BitMap.deserialize(bits) for lat, lon, precision, name, bits in found}

    @cached_property
    def _point_numbers(self) -> dict[tuple[float, float, str, str], int]:
        return {point: number for number, point in enumerate(self._points)}

    def points(self, selection: BitSelection) -> tuple[PointCount, ...]:
        """Every point of the timeline with its number of selected events, 0 for none."""
        count_in = selection.bits.intersection_cardinality
        return tuple(PointCount(*point, count_in(bits)) for point, bits in self._points.items())

    def point(self, n: int) -> int | None:
        """The position in ``points`` of event ``n``; ``None`` if it has no coordinates."""
        place = self.event(n).place
        if place is None or place.lat is None or place.lon is None:
            return None
        return self._point_numbers[place.lat, place.lon, place.precision or "", place.name or place.district]

    def at_points(self, numbers: Sequence[int], selection: BitSelection) -> BitSelection:
        """The events of a selection at some of ``points``."""
        points = list(self._points.values())
        bits = selection.bits & BitMap.union(*(points[number] for number in numbers)) if numbers else BitMap()
        return BitSelection(selection.query, bits, len(bits))

    @cached_property
    def extent(self) -> geo.Area | None:
        """The smallest box around all points of the timeline; ``None`` if no event has coordinates."""
        return geo.around((lat, lon) for lat, lon, _, _ in self._points)

    def unplaced(self, selection: BitSelection) -> tuple[int, dict[str, int]]:
        """How many events of a selection have no coordinates, in total and by province.

        An event of two provinces counts in both, one without a province under an empty name.
        """
        rest = selection.bits - self._bits("place/lat", "exists")
        provinces = {p.short: self._bits("province", p.short) for p in self.head.provinces}
        found = {short: rest.intersection_cardinality(bits) for short, bits in provinces.items()}
        return len(rest), {**found, "": len(rest - BitMap.union(*provinces.values()) if provinces else rest)}

    # -- the dead ----------------------------------------------------------------------------------------------------

    def lens(self, name: str) -> Lens:
        """The lens of a name, as ``index.whose``."""
        return whose(self.vocabulary, name)

    def total(self, selection: BitSelection, lens: Lens) -> Total:
        """The dead of a selection under a lens."""
        return self.total_of(selection.bits, lens)

    def facet_totals(self, field: str, query: Query, lens: Lens) -> dict[str, Total]:
        """The dead of the events of each value of a field, as ``facet`` counts them."""
        return {token: self.total_of(around & bits, lens) for token, around, bits in self.facet_bits(field, query)}

    def toll_histogram(self, selection: BitSelection, edges: Sequence[int], lens: Lens) -> tuple[int, ...]:
        """The dead of a selection in each bucket of days, by the highest figure that the lens shows."""
        return self.spread(selection.bits, self.cuts(edges), lens)

    def total_of(self, bits: BitMap, lens: Lens) -> Total:
        """The dead of a set of events under a lens."""
        return self._tolls.total(bits, lens)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _digits(self, field: str, token: str) -> BitMap:
        return self._bits(field, token)

    def _toll(self, n: int, lens: Lens) -> Range | str | None:
        return toll(self.event(n), lens, self.register, self.issued)

    def rows(self, selection: BitSelection, start: int, stop: int, lens: Lens = ALL) -> tuple[Row, ...]:
        """The events of a selection from position ``start`` up to ``stop``, with their dead counted under a lens."""
        kept = selection is self.matching(selection.query)
        numbers = (self.listed(selection.query, lens) if kept else self.listing(selection, lens)).numbers(start, stop)
        rows = {row.n: row for row in self._rows("n", numbers)}
        found = tuple(rows[n] for n in numbers)
        return found if lens == ALL else tuple(self._under(row, lens) for row in found)

    def _chunk(self, query: Query, start: int, stop: int, lens: Lens) -> tuple[Row, ...]:
        return self.rows(self.matching(query), start, stop, lens)

    def _under(self, row: Row, lens: Lens) -> Row:
        return replace(row, toll=str(self._toll(row.n, lens) or ""))

    def rows_of(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """The events with some ids, in date order; unknown ids are skipped."""
        return self._rows("id", list(ids))

    def rows_numbered(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """The events with some numbers, in date order."""
        return self._rows("n", numbers)

    def titled(self, begun: Sequence[str], most: int) -> tuple[int, ...]:
        """The numbers of the first events, in date order, whose title begins with some words, the last as a prefix."""
        return self._words.titled(begun, most)

    def _rows(self, column: str, wanted: Sequence[int | str]) -> tuple[Row, ...]:
        marks = ",".join("?" * len(wanted))
        # column is one of two fixed words, and the placeholders are only question marks
        columns = "n, id, date, kind, title, provinces, toll, sources, disputes"
        sql = f"SELECT {columns} FROM event WHERE {column} IN ({marks}) ORDER BY n"  # noqa: S608
        return tuple(
            Row(n, id_, date, kind, title, tuple(provinces.split(",")) if provinces else (), toll, sources, disputes)
            for n, id_, date, kind, title, provinces, toll, sources, disputes in self._connection.execute(sql, wanted)
        )

    def number(self, event_id: str) -> int:
        """The number of the event with an id.

        Raises:
            UnknownEventError: There is none; the message names the nearest.
        """
        return self.numbers([event_id])[0]

    def numbers(self, ids: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the events with some ids, in the given order.

        Raises:
            UnknownEventError: An id is unknown; the message suggests the nearest.
        """
        found = dict(self.known(ids))
        for missing in ids:
            if missing not in found:
                known = self._connection.execute("SELECT id FROM event ORDER BY n LIMIT 20000")
                raise unknown_event(missing, [id_ for (id_,) in known])
        return tuple(found[id_] for id_ in ids)

    def ids(self) -> tuple[str, ...]:
        """The ids of all events, in the order of their numbers."""
        return tuple(id_ for (id_,) in self._connection.execute("SELECT id FROM event ORDER BY n"))

    def known(self, ids: Iterable[str]) -> Iterator[tuple[str, int]]:
        """The known ones of some ids, with their events' numbers."""
        sql = "SELECT id, n FROM event WHERE id IN (SELECT value FROM json_each(?))"
        yield from self._connection.execute(sql, (json.dumps(list(ids)),))

    def events(self, numbers: Sequence[int]) -> tuple[Event, ...]:
        """The events with some numbers, in the given order."""
        if len(numbers) <= FEW:
            return tuple(self.event(n) for n in numbers)
        sql = "SELECT n, body FROM event WHERE n IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(sql, (json.dumps(list(numbers)),)))
        return tuple(layout.to_event(json.loads(found[n])) for n in numbers)

    def _read_event(self, n: int) -> Event:
        (body,) = self._connection.execute("SELECT body FROM event WHERE n = ?", (n,)).fetchone()
        return layout.to_event(json.loads(body))

    def bodies(self, ids: Collection[str]) -> dict[str, str]:
        """All that the timeline says about some events, as JSON, by id in date order; unknown ids are skipped."""
        sql = "SELECT id, body FROM event WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n"
        return dict(self._connection.execute(sql, (json.dumps(list(ids)),)))

    def answered_by(self, n: int) -> tuple[str, ...]:
        """The ids of the events that respond to event ``n``."""
        (found,) = self._connection.execute("SELECT answered_by FROM event WHERE n = ?", (n,)).fetchone()
        return tuple(json.loads(found))

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """The sources with some ids, in the given order; unknown ids are skipped."""
        sql = "SELECT id, body FROM source WHERE id IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(sql, (json.dumps(list(ids)),)))
        return tuple(layout.to_source(json.loads(found[source])) for source in ids if source in found)

    def cited(self, selection: BitSelection) -> dict[str, int]:
        """The sources that events of a selection cite, by id, with the number of events."""
        found = self._connection.execute("SELECT token, bits FROM bits WHERE field = 'source'")
        counts = ((token, BitMap.deserialize(bits).intersection_cardinality(selection.bits)) for token, bits in found)
        return {token: count for token, count in counts if count}

    def uncited(self) -> list[str]:
        """The sources that no event cites, by id."""
        sql = "SELECT id FROM source WHERE id NOT IN (SELECT token FROM bits WHERE field = 'source') ORDER BY id"
        return [source for (source,) in self._connection.execute(sql)]

    def claims_from(self, sources: Sequence[str]) -> dict[str, int]:
        """The number of claims that the whole timeline takes from each of some sources."""
        return {source: self._claims_of_sources.get(source, 0) for source in sources}

    @cached_property
    def issued(self) -> dict[str, str]:
        """The date of issue (EDTF or empty) of each source by id: decides which of two claims is later."""
        found = self._connection.execute("SELECT id, coalesce(json_extract(body, '$.issued'), '') FROM source")
        return dict(found)

    @cached_property
    def _claims_of_sources(self) -> dict[str, int]:
        return dict(self._connection.execute("SELECT id, claims FROM source"))

    def citing(self, source: str) -> tuple[int, ...]:
        """The numbers of the events that cite a source, in date order."""
        return tuple(self._bits("source", source))
