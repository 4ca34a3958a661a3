"""The parts of the SQLite engine: from a query to a bitmap, and from a bitmap to counts, a histogram and rows.

Each method answers one small thing. ``answers`` puts them together; nothing above this package calls them.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pyroaring import BitMap

from cttui.model import geo
from cttui.model.axis import Calendar
from cttui.model.claims import ALL, BEST, Lens, Range, Total, toll
from cttui.model.records import KINDS, Event
from cttui.model.register import Register
from cttui.query.fields import CHANGED, OWN, Vocabulary
from cttui.query.language import Alternatives, Box, Clause, Dates, Figures, Phrase, Query, Values, Word
from cttui.store import density, layout, stopping
from cttui.store.archive import Archive
from cttui.store.counting import between, comb, counts, level
from cttui.store.index import unknown_event, whose
from cttui.store.listing import Listing, ranks
from cttui.store.parts import Counts, PointCount, Row
from cttui.store.ranges import Ranges
from cttui.store.selection import BitSelection
from cttui.store.tolls import Tolls
from cttui.text import words

if TYPE_CHECKING:
    from cttui.imports.provenance import Provenance

PHRASES = 64
"""The most phrases whose events are kept."""
FEW = 8
"""Up to this many events are read one by one, each from the cache of recently read ones."""


class Bitmaps:
    """One store: a roaring bitmap of the events that have a value, and an archive of their records."""

    def __init__(self, connection: layout.Reading, opened: layout.Opened, archive: Archive) -> None:
        """Take an open store, what was read of it first, and what reads its records."""
        self.store = self._connection = connection
        # an index that is no longer referenced closes its store by itself
        weakref.finalize(self, connection.close)
        self._words = archive.words(self._digits)
        self._phrases: dict[tuple[tuple[str, ...], bool], BitMap] = {}
        self.count, self.source_count = opened.events, opened.sources
        self._starts = opened.starts
        self.head = opened.head
        """The timeline without its events and sources."""
        self._said_of_rows = opened.packed or None
        self.calendar = Calendar(self._starts.days)
        """The days with events."""
        self.vocabulary = Vocabulary(opened.measures, layout.LazyValues(connection), self.head.meta.period)
        self.register = Register(self.head.claimants, self.head.populations)
        self.everything = BitMap(range(self.count))
        self._comb = comb(self.count)
        self._tolls = Tolls(
            self._digits, self._tolls_of, lambda: ((by, bits) for by, _, bits in self.facet_bits("by", Query()))
        )
        self.owner: Callable[[], Mapping[tuple[str, str], Collection[str]]] | None = None
        """Called once, when a filter or a facet first needs it, for the argument of ``own``."""
        self._owned = False
        self._own = {name: BitMap() for name in OWN}
        self._forget()
        self.grid = lru_cache(maxsize=2)(lambda view: density.grid(self._points, self.extent, view))
        """The cells of a view of the map, cached while filters change."""
        self._bits = lru_cache(maxsize=4096)(self._read_bits)
        self._ranges = Ranges(self._digits, connection)
        self._parted: tuple[BitMap, Sequence[int], list[BitMap]] = (BitMap(), (), [])
        """A set of events, and its parts between some numbers: the bars of most values are counted in the same."""
        self._fields: dict[str, dict[str, BitMap]] = {}
        """The bitmaps of every value of the fields that were counted."""
        self._valued: dict[str, dict[str, BitMap]] = {}  # the same in the vocabulary's order, those of no event among them
        self.archive = archive
        """What is known of single events and sources."""
        self._toll = lru_cache(maxsize=512)(self._count_toll)
        """The dead of an event under a lens, kept while the list moves."""
        self.event = lru_cache(maxsize=256)(archive.event)
        """The event with a number."""
        self.rows_numbered, self.rows_of = archive.rows, archive.rows_of
        self.ids, self.known, self.bodies, self.answered_by = archive.ids, archive.known, archive.bodies, archive.answered_by
        self.sources, self.claims_from, self.uncited = archive.sources, archive.claims_from, archive.uncited

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    @cached_property
    def imported(self) -> Provenance | None:
        """Where the rows of a dataset come from; ``None`` for a timeline.

        Raises:
            StoreError: What stands there cannot be read.
        """
        if self._said_of_rows is None:
            return None
        from cttui.imports import provenance

        return provenance.read(self._said_of_rows)

    def own(self, values: Mapping[tuple[str, str], Collection[str]]) -> None:
        """Replace the reader's marks and notes; earlier selections stay unchanged.

        Args:
            values: For each of ``fields.OWN``, the ids of its events; unknown ids are ignored. What changed alone stands apart.
        """
        changed = values.keys() == {CHANGED}
        self._owned = self._owned or not changed
        for name in (name for name in OWN if name in values or not (changed or name == CHANGED)):
            bits = self._own[name]
            # the bitmap itself is changed, so that the cache of bitmaps, expensive to refill, is kept
            bits.clear()
            bits.update(n for _, n in self.known(values.get(name, ())))
        self._forget()

    def _forget(self) -> None:
        """Begin anew with what is cached of the reader's marks and notes, since these have changed.

        What another thread is working out by those before goes into the caches of before.
        """
        self._clause = lru_cache(maxsize=128)(self._clause_bits)
        self.matching = lru_cache(maxsize=32)(self.select)
        """``select``, cached for further asks about the same query."""
        self.listed = lru_cache(maxsize=4)(self._listed)
        """The events of a query in its order, their dead counted under a lens, kept while the cursor moves among them."""
        self.page = lru_cache(maxsize=16)(self._page)
        """The rows of a query between two positions, cached while the cursor moves among them."""
        self.bars = lru_cache(maxsize=4)(self._count_bars)
        """The counts of the bars between some days, cached while the cursor moves among them."""

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
        return BitSelection(query, level(bits, self._comb), len(bits))

    def is_quick(self, query: Query) -> bool:
        """Whether the events of a query are found within a frame: not where a phrase has to be looked for in many events."""
        phrases = (
            (words(clause.typed), isinstance(clause, Word)) for clause in query.clauses if isinstance(clause, Word | Phrase)
        )
        return all(
            (tuple(found), begun) in self._phrases or self._words.is_quick(found, begun=begun) for found, begun in phrases
        )

    def _worded(self, found: Sequence[str], begun: bool) -> BitMap:
        """The events with words next to each other; those of phrases are kept, as they may take long to find."""
        name = (tuple(found), begun)
        if (kept := self._phrases.get(name)) is not None:
            return kept
        bits = self._words.find(found, begun=begun)
        if len(found) > 1:
            # the oldest goes; another thread may be keeping one of its own meanwhile
            self._phrases = dict([*self._phrases.items(), (name, bits)][-PHRASES:])
        return bits

    def _clause_bits(self, clause: Clause) -> BitMap:
        """The events that a clause would find if it were not negated."""
        match clause:
            case Word() | Phrase():
                return self._worded(words(clause.typed), isinstance(clause, Word))
            case Values(field=field, tokens=tokens):
                return BitMap.union(*(self._bits(field, token) for token in tokens)) if tokens else BitMap()
            case Dates():
                return self._ranges.dates(clause)
            case Figures():
                return self._ranges.figures(clause)
            case Alternatives(options=options):
                return BitMap.union(*map(self._ranges.figures, options))
            case Box():
                return self._ranges.box(clause)
        raise AssertionError(clause)

    def _read_bits(self, field: str, token: str) -> BitMap:
        if (own := self._own.get((field, token))) is not None:
            if not self._owned and self.owner is not None and (field, token) != CHANGED:
                self.own(self.owner())
            return own
        if field == "source":
            return self.archive.citing(token)
        if field in self._fields:
            return self._fields[field].get(token) or BitMap()
        found = self._connection.execute("SELECT bits FROM bits WHERE field = ? AND token = ?", (field, token)).fetchone()
        return BitMap.deserialize(found[0]) if found else BitMap()

    # -- counting ----------------------------------------------------------------------------------------------------

    def facet(self, field: str, query: Query) -> dict[str, int]:
        """How many events each value of a field has: as many as ``query.only(field, value)`` selects.

        Values are in the vocabulary's order; those without events have 0.
        """
        if self._is_whole(field, query):
            values = self.vocabulary.values[field]
            if (known := self.archive.counts(field, len(values))) is not None:
                return dict(zip((value.token for value in values), known, strict=True))
        sets, (base, apart) = self._values(field), self._around(field, query)
        counted = dict(zip(sets, self.counts(base, list(sets.values())), strict=True))
        counted.update([(token, around.intersection_cardinality(sets[token])) for token, around in apart.items()])
        return counted

    def _is_whole(self, field: str, query: Query) -> bool:
        """Whether the values of a field are counted in all events, and none of them is the reader's own."""
        others = any(not isinstance(clause, Values) or clause.field != field or clause.negated for clause in query.clauses)
        return not others and all(field != own for own, _ in OWN)

    def counts(self, bits: BitMap, sets: Sequence[BitMap]) -> list[int]:
        """How many events of a set are in each of some others: by intersecting, or by what is cheaper."""
        return counts(bits, sets, self.everything)

    def facet_bits(self, field: str, query: Query, among: Iterable[str] | None = None) -> Iterator[tuple[str, BitMap, BitMap]]:
        """For each value (of some): the events matching the other filters when it alone is chosen, and those that have it."""
        base, apart = self._around(field, query)
        if among is not None and field not in self._valued:
            # a few of thousands, none of which was counted yet
            known = (token for token in among if self.vocabulary.has(field, token))
            sets = {token: self._bits(field, token) for token in known}
        else:
            sets = self._values(field)
        wanted = sets if among is None else [token for token in among if token in sets]
        yield from ((token, apart.get(token, base), sets[token]) for token in wanted)

    def _around(self, field: str, query: Query) -> tuple[BitMap, dict[str, BitMap]]:
        """The events matching the other filters when a value of a field is chosen: of most values, and of those excluded."""
        # most fields have no filter: the other filters are then the same for all of them
        others = self.matching(Query(tuple(c for c in query.clauses if not (isinstance(c, Values) and c.field == field)))).bits
        excluded = query.excluded(field)
        hidden = BitMap.union(BitMap(), *(self._bits(field, token) for token in excluded))
        apart = {}
        for token in excluded:
            rest = [self._bits(field, other) for other in excluded if other != token]
            apart[token] = others - BitMap.union(*rest) if rest else others
        return (others - hidden if hidden else others), apart

    def _values(self, field: str) -> dict[str, BitMap]:
        """The events of each value of a field, in the vocabulary's order."""
        if field not in self._fields:
            # all at once, the first time: one statement each would take twice as long
            rows = self._connection.execute("SELECT token, bits FROM bits WHERE field = ?", (field,))
            self._fields[field] = {token: BitMap.deserialize(bits) for token, bits in rows}
        if field not in self._valued:  # the reader's own marks are in it as well: their bitmaps are changed in place
            self._valued[field] = {value.token: self._bits(field, value.token) for value in self.vocabulary.values[field]}
        return self._valued[field]

    def histogram(self, selection: BitSelection, edges: Sequence[int]) -> tuple[int, ...]:
        """How many events of a selection are listed from each edge up to the next; edges are days, as ordinals."""
        return self.spread(selection.bits, self.cuts(edges))

    def cuts(self, edges: Sequence[int]) -> Sequence[int]:
        """The number of the first event listed on or after each day."""
        return self._starts.cuts(edges)

    def spread(self, bits: BitMap, cuts: Sequence[int], dead: Lens | None = None) -> tuple[int, ...]:
        """How many of a set of events are between each number and the next, or their dead by the highest figure of a lens."""
        if dead is None:
            return between(bits, cuts)
        return self._tolls.spread(bits, cuts, dead)

    def spread_common(self, base: BitMap, bits: BitMap, cuts: Sequence[int], dead: Lens | None = None) -> tuple[int, ...]:
        """The same of the events that two sets have in common, the first of which is that of many values."""
        if dead is not None:
            return self.spread(base & bits, cuts, dead)
        # taken once: another thread may be counting in another set
        kept = self._parted
        if kept[0] is not base or kept[1] != cuts:
            kept = self._parted = (base, cuts, [base & BitMap(range(first, last)) for first, last in pairwise(cuts)])
        return tuple(map(bits.intersection_cardinality, kept[2]))

    def _count_bars(self, query: Query, days: tuple[int, ...], dead: Lens | None) -> Counts:
        bits, cuts = self.matching(query).bits, self.cuts(days)
        parts = ((kind, self.spread(bits & self._bits("kind", kind), cuts, dead)) for kind in KINDS)
        kinds = tuple(part for part in parts if any(part[1]))
        return Counts(self.spread(self.everything, cuts, dead), self.spread(bits, cuts, dead), kinds)

    def part(self, selection: BitSelection, field: str, token: str) -> BitSelection:
        """The events of a selection that have a value of a field."""
        bits = selection.bits & self._bits(field, token)
        return BitSelection(selection.query, bits, len(bits))

    def listed_from(self, selection: BitSelection, day: int) -> int | None:
        """The number of the first event of a selection listed on or after a day; ``None`` if there is none."""
        position = selection.bits.range_cardinality(0, self._starts.first_from(day))
        found = selection.at(position) if position < selection.count else None
        return found if found is not None and found < self._starts.count else None

    def undated(self, selection: BitSelection) -> int:
        """How many events of a selection have no date."""
        return selection.bits.range_cardinality(self._starts.count, self.count)

    @property
    def has_best(self) -> bool:
        """Whether some claim has a best number: its toll is stored."""
        return bool(self._bits(f"toll/{BEST}/low", "exists"))

    @property
    def days(self) -> tuple[int, int] | None:
        """The days under which the first and the last dated event are listed, as ordinals; ``None`` if no event is dated."""
        return self.calendar.ends

    # -- places ------------------------------------------------------------------------------------------------------

    @cached_property
    def _points(self) -> dict[tuple[float, float, str, str], BitMap]:
        """The events of each distinct point, in the order in which events come to them."""
        return dict(self.archive.points())

    @cached_property
    def _point_numbers(self) -> dict[tuple[float, float, str, str], int]:
        return {point: number for number, point in enumerate(self._points)}

    def points(self, selection: BitSelection) -> tuple[PointCount, ...]:
        """Every point of the timeline with its number of selected events, 0 for none."""
        counted = self.counts(selection.bits, list(self._points.values()))
        return tuple(PointCount(*point, events) for point, events in zip(self._points, counted, strict=True))

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
        if not rest:
            return 0, {}
        provinces = {p.short: self._bits("province", p.short) for p in self.head.provinces}
        found = dict(zip(provinces, self.counts(rest, list(provinces.values())), strict=True))
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
        sets, (base, apart) = self._values(field), self._around(field, query)
        counted = dict(zip(sets, self._tolls.totals(base, list(sets.values()), lens, self.counts), strict=True))
        return counted | {token: self.total_of(around & sets[token], lens) for token, around in apart.items()}

    def total_of(self, bits: BitMap, lens: Lens) -> Total:
        """The dead of a set of events under a lens."""
        return self._tolls.total(bits, lens)

    # -- reading -----------------------------------------------------------------------------------------------------

    def _digits(self, field: str, token: str) -> BitMap:
        return self._bits(field, token)

    def _tolls_of(self, bits: BitMap, lens: Lens) -> Iterator[tuple[Range, BitMap]]:
        """The tolls of some events under a lens, each with the events that have it."""
        for n in bits:
            stopping.check()
            if isinstance(found := self._count_toll(n, lens), Range):
                yield found, BitMap((n,))

    def _count_toll(self, n: int, lens: Lens) -> Range | str | None:
        return toll(self.event(n), lens, self.register, self.issued)

    @property
    def issued(self) -> Mapping[str, str]:
        """The date of issue (EDTF or empty) of each source by id: decides which of two claims is later."""
        return self.archive.issued

    def rows(self, selection: BitSelection, start: int, stop: int, lens: Lens = ALL) -> tuple[Row, ...]:
        """The events of a selection from position ``start`` up to ``stop``, with their dead counted under a lens."""
        kept = selection is self.matching(selection.query)
        numbers = (self.listed(selection.query, lens) if kept else self.listing(selection, lens)).numbers(start, stop)
        rows = {row.n: row for row in self.rows_numbered(numbers)}
        found = tuple(rows[n] for n in numbers)
        return found if lens == ALL else tuple(self._under(row, lens) for row in found)

    def _page(self, query: Query, start: int, stop: int, lens: Lens) -> tuple[Row, ...]:
        return self.rows(self.matching(query), start, stop, lens)

    def _under(self, row: Row, lens: Lens) -> Row:
        return replace(row, toll=str(self._toll(row.n, lens) or ""))

    def titled(self, begun: Sequence[str], most: int) -> tuple[int, ...]:
        """The numbers of the first events, in date order, whose title begins with some words, the last as a prefix."""
        return self._words.titled(begun, most)

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
                raise unknown_event(missing, self.archive.alike(missing))
        return tuple(found[id_] for id_ in ids)

    def events(self, numbers: Sequence[int]) -> tuple[Event, ...]:
        """The events with some numbers, in the given order."""
        return tuple(map(self.event, numbers)) if len(numbers) <= FEW else self.archive.events(numbers)

    def citing(self, source: str) -> tuple[int, ...]:
        """The numbers of the events that cite a source, in date order."""
        return tuple(self._bits("source", source))

    def cited(self, selection: BitSelection) -> dict[str, int]:
        """The sources that events of a selection cite, by id, with the number of events."""
        return self.archive.cited(selection.bits)
