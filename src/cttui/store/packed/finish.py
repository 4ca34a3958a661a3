"""The end of an import: rows are put in date order, and what their codes say becomes columns, bitmaps and values."""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from pyroaring import BitMap

from cttui.lazy import dataclass
from cttui.model.records import STANDPOINTS, Source
from cttui.model.sources import independent
from cttui.query import fields
from cttui.store import layout
from cttui.store.contribution import Point
from cttui.store.packed.added import Set
from cttui.store.packed.codes import Codes
from cttui.store.packed.parts import pack, pack_lines
from cttui.store.packed.postings import LOW, ascending, in_order, once
from cttui.store.packed.sets import ByCode, as_set, code_bits, of_mask, packed, packed_all, together
from cttui.store.packed.shares import UNDATED, Whole
from cttui.store.sealing import Sealing
from cttui.store.writer import value_rows

if TYPE_CHECKING:
    import numpy as np

    from cttui.model.records import Timeline
    from cttui.store.packed.spill import Spill

    Numbers = np.ndarray[Any, Any]

LAST = 1 << 16
"""The place, among the pieces, of what all events say: after what their rows do."""
EVENTS = 500_000
"""Events of sets that are put in order at once."""
_LISTS = 256
"""Rows of the column ``LIST`` that are put together at once."""
_AT = "point"
"""The column of the points of events, as postings."""
UNKNOWN = "unknown"
"""The standpoint of sources that a row names."""
assert UNKNOWN in STANDPOINTS  # noqa: S101 - checked when the module is read
_OTHER, _UNDATED, _SINGLE, _NAMED = _OF_EVENTS = (
    ("kind", "other"),
    ("is", "undated"),
    ("is", "single-source"),
    ("standpoint", UNKNOWN),
)
"""The sets that events are in by what is said of each as a whole."""


@dataclass(frozen=True)
class Order:
    """The order of events."""

    rows: Numbers
    """For each event its row."""
    starts: dict[int, int]
    """The days under which the dated events are listed, in order, each with how many these are."""
    dated: int
    """How many events are dated; the others are behind them."""

    def rank(self) -> Numbers:
        """For each row its event's number."""
        import numpy as np

        found = np.empty_like(self.rows)
        found[self.rows] = np.arange(len(found), dtype=np.uint32)
        return found


class Place(NamedTuple):
    """Where a value of a field is met first, and how often it occurs: what puts values in order."""

    events: int
    event: int
    piece: int
    within: int


def order_of(pieces: Sequence[Codes], kept: Spill, count: int) -> Order:
    """The order of the rows that were taken: by date, the undated last, equal ones as in the file."""
    import numpy as np

    dated = [piece for piece in pieces if piece.orders]
    keys = sorted({UNDATED}.union(*(piece.orders.values() for piece in dated)))
    places = {key: place for place, key in enumerate(keys)}
    last = places[UNDATED]
    found, listed = np.full(count, last, np.uint32), np.zeros(count, np.int32)
    for piece in dated:
        having = np.fromiter(piece.orders, np.uint32, len(piece.orders))
        by_code, days = np.full(len(piece), last, np.uint32), np.zeros(len(piece), np.int32)
        by_code[having] = [places[key] for key in piece.orders.values()]
        days[having] = [piece.listed[code] for code in piece.orders]
        codes = kept.take(f"piece/{piece.piece.name}", "<u4")
        free = found == last
        np.copyto(listed, days[codes], where=free)
        np.copyto(found, by_code[codes], where=free)
    rows = ascending(found)
    having_day = count - int((found == last).sum())
    return Order(rows, _counted(listed[rows[:having_day]]), having_day)


def _counted(days: Numbers) -> dict[int, int]:
    """How often each day comes, in the order in which they come."""
    import numpy as np

    begins = np.flatnonzero(np.diff(days, prepend=days[:1] - 1))
    found: dict[int, int] = {}
    for day, many in zip(days[begins].tolist(), np.diff(begins, append=len(days)).tolist(), strict=True):
        found[day] = found.get(day, 0) + many
    return found


class Finish:
    """Writes what the rows' side knows, apart from the words."""

    def __init__(self, store: Sealing, kept: Spill, order: Order, whole: Whole) -> None:
        """Take the store, the columns in the order of the file, the order of events, and what all of them have in common."""
        import numpy as np

        self.store = store
        self.kept = kept
        self.order = order
        self.count = len(order.rows)
        self.places: dict[Set, Place] = {}
        """The values that events have."""
        self._sets: dict[Set, BitMap] = {}
        """Sets that several pieces add to; others are written at once."""
        self.whole = whole
        """What all events have in common."""
        self._lists = 0
        """How many columns lists have."""
        self._points: dict[Point, int] = {}
        """The points, numbered."""
        self._pointed = 0
        """How many pieces have some."""
        self._rest: dict[str, list[tuple[int, int, int]]] = {}
        self._words: dict[str, int] = {"": 0}
        """The first words of titles, numbered."""
        self._first, self._titled = np.zeros(self.count, np.uint32), np.zeros(self.count, bool)
        """For each event the number of that of its title, and whether a piece says a part of that."""

    # -- columns -----------------------------------------------------------------------------------------------------

    def column(self, name: str, found: Numbers) -> None:
        """Write a column, whose values are in date order."""
        step = layout.PART
        parts = ((name, at // step, pack(found[at : at + step].tobytes())) for at in range(0, len(found), step))
        self.store.put("column", parts)

    @property
    def point_count(self) -> int:
        """How many points the events of all pieces have."""
        return len(self._points)

    def _list(self, found: Numbers) -> None:
        """Keep a column of what a list shows, whose values are in date order."""
        self.kept.put(f"{layout.LIST}/{self._lists}", found.data)
        self._lists += 1

    def lists(self) -> None:
        """Write what a list shows of each event, when its columns are all there: those of pieces, and that of sources."""
        self.store.put("column", self._together())

    def _together(self) -> Iterator[tuple[object, ...]]:
        import numpy as np

        step = layout.LISTED
        columns = [f"{layout.LIST}/{number}" for number in range(self._lists)]
        for first in range(0, self.count, _LISTS * step):
            found = np.empty((len(columns), min(_LISTS * step, self.count - first)), np.uint32)
            for name, values in zip(columns, found, strict=True):
                self.kept.fill(name, first * found.itemsize, values.view(np.uint8).data)
            for at in range(0, found.shape[1], step):
                yield layout.LIST, (first + at) // step, pack(found[:, at : at + step].tobytes())

    def columns(self) -> None:
        """Write which row each event is."""
        self.column("row", self.order.rows)

    def codes(self, piece: Codes) -> Numbers:
        """The codes of a piece, in date order."""
        return self.kept.take(f"piece/{piece.piece.name}", "<u4")[self.order.rows]

    def shared(self, names: Iterable[Set]) -> Counter[Set]:
        """How many add to each set.

        Args:
            names: The sets of each of the pieces; what is said of events as a whole adds to sets too.
        """
        return Counter(chain(names, _OF_EVENTS, self.whole.tokens))

    # -- pieces ------------------------------------------------------------------------------------------------------

    def said(self, piece: Codes, documents: Sequence[str]) -> None:
        """Write what cells the codes of a piece are, with the texts by whose words events are found."""
        self.store.put("said", _said(piece, documents))
        piece.told()

    def piece(self, number: int, piece: Codes, shared: Mapping[Set, int], *, listed: bool) -> None:
        """Write what one piece says.

        Args:
            number: Which of the pieces it is.
            piece: Its codes.
            shared: How many of the pieces add to each set.
            listed: Whether lists show some of it.
        """
        codes = self.codes(piece)
        self.column(f"piece/{piece.piece.name}", codes)
        if listed:
            self._list(codes)
        if piece.sets or piece.points or piece.rest:
            self._codes(number, piece, codes, shared)
        self.store.put("bits", _slices(piece.numbers, codes, len(piece)))
        if piece.firsts:
            self._title(piece, codes)

    def _codes(self, number: int, piece: Codes, codes: Numbers, shared: Mapping[Set, int]) -> None:
        by_code = ByCode(codes, len(piece))
        self.store.put("bits", self._members(number, piece, codes, by_code, shared))
        for code, measure, low, high in piece.rest:
            self._rest.setdefault(measure, []).extend((n, low, high) for n in by_code.events(code))
        del by_code
        if piece.points:
            self._point(piece, codes)

    def _members(
        self, number: int, piece: Codes, codes: Numbers, by_code: ByCode, shared: Mapping[Set, int]
    ) -> Iterator[tuple[object, ...]]:
        """The rows of the sets that a piece alone adds to; events of others are added to these."""
        import numpy as np

        names = list(piece.sets)
        for first, events, sizes in _members(piece, codes, by_code):
            ends = np.cumsum(sizes)
            alone = np.array([shared[name] < 2 for name in names[first : first + len(sizes)]])
            bits = packed_all(events[np.repeat(alone, sizes)], sizes[alone], runs=False)
            rows = []
            for member, (end, size) in enumerate(zip(ends.tolist(), sizes.tolist(), strict=True), first):
                name, least = names[member], int(events[end - size])
                place = Place(size, least, number, piece.members.of(int(codes[least])).index(member))
                if shared[name] < 2:
                    self.places[name] = place
                    rows.append((*name, next(bits)))
                else:
                    self._add(name, as_set(events[end - size : end]), place)
            # in the order of their key: SQLite takes twice as long for rows without one
            yield from sorted(rows)

    def _add(self, name: Set, bits: BitMap, place: Place) -> None:
        """Add events to a set that others may add to."""
        before = self._sets.get(name)
        self._sets[name] = bits if before is None else before | bits
        met = min(place, self.places.get(name, place), key=_first)
        self.places[name] = met._replace(events=len(self._sets[name]))

    def _point(self, piece: Codes, codes: Numbers) -> None:
        """Take the points of a piece's codes."""
        import numpy as np

        points = self._points
        by_code = np.full(len(piece), LOW, np.uint32)
        by_code[np.fromiter(piece.points, np.uint32, len(piece.points))] = [
            points.setdefault(point, len(points)) for point in piece.points.values()
        ]
        numbers = by_code[codes]
        found = numbers.astype(np.uint64)
        found <<= np.uint64(32)
        found |= np.arange(self.count, dtype=np.uint32)
        found.sort()
        # the events without a point come last
        self.kept.put(_AT, found[: int(np.count_nonzero(numbers != LOW))].data)
        self._pointed += 1

    def has_kind(self, pieces: Iterable[Codes]) -> BitMap:
        """The events whose rows say a kind."""
        import numpy as np

        found = np.zeros(self.count, bool)
        for piece in pieces:
            if piece.kinds:
                by_code = np.zeros(len(piece), bool)
                by_code[piece.kinds] = True
                found |= by_code[self.codes(piece)]
        return of_mask(found)

    def _title(self, piece: Codes, codes: Numbers) -> None:
        """Take the first words of a piece's part of the title; pieces come in the order in which their parts stand in it."""
        import numpy as np

        words = self._words
        by_code, said = np.zeros(len(piece), np.uint32), np.zeros(len(piece), bool)
        for code, word in piece.firsts.items():
            by_code[code] = words.setdefault(word, len(words))
            said[code] = True
        self._first = np.where(self._first == 0, by_code[codes], self._first)
        self._titled |= said[codes]

    def firsts(self, title: Sequence[str]) -> None:
        """Write which events' titles begin with each word: the first word of the first piece that has one.

        Args:
            title: The words of the title of events whose pieces say no part of one.
        """
        words = self._words
        if title:
            self._first[~self._titled] = words.setdefault(title[0], len(words))
        bits = zip(words, code_bits(self._first, len(words)), strict=True)
        self.store.put("bits", ((layout.FIRST, word, packed(some, runs=True)) for word, some in sorted(bits) if word and some))

    # -- what each event has -----------------------------------------------------------------------------------------

    def events(self, kinds: BitMap, dataset: Source, counts: bytes) -> None:
        """Write what is said of each event as a whole.

        Args:
            kinds: The events whose rows say a kind.
            dataset: The dataset, as a source.
            counts: How many other sources each row names, as ``Citing.counts``.
        """
        import numpy as np

        everything = BitMap(range(self.count), optimize=False)
        self._more(_OTHER, everything - kinds)
        self._more(_UNDATED, BitMap(range(self.order.dated, self.count), optimize=False))
        for name in self.whole.tokens:
            self._more(name, everything)
        named = np.frombuffer(counts, "<u2")[self.order.rows] if counts else np.zeros(self.count, np.uint16)
        self._list(named.astype(np.uint32))
        alone = [many for many in (0, 1, 2) if independent([dataset, *_sources(many)]) == 1]
        self._more(_SINGLE, of_mask(np.isin(named, alone)))
        self._more(_NAMED, of_mask(named != 0))
        many = np.bincount(named)
        met = np.flatnonzero(many)
        numbers = {f"{layout.COUNT}/sources": (array("I", met.tolist()), array("Q", (met + 1).tolist()))}
        self.store.put("bits", _slices(numbers, named, len(many)))

    def _more(self, name: Set, bits: BitMap) -> None:
        if bits:
            self._add(name, bits, Place(len(bits), bits.min(), LAST, 0))

    def values(self, head: Timeline) -> None:
        """Write the values of every field, and how many events each has.

        Args:
            head: The timeline without events, which declares some of them.
        """
        used = self.used()
        rows = list(value_rows(head, used))
        self.store.put("value", rows)
        counts = {name: array("I") for name, field in fields.FIELDS.items() if field.shape == "values"}
        for field, _, token, *_ in rows:
            counts[field].append(used.get(field, {}).get(token, 0))
        self.store.put("column", ((f"{layout.COUNTS}/{field}", 0, pack(found.tobytes())) for field, found in counts.items()))

    def used(self) -> dict[str, dict[str, int]]:
        """For each field its values with their number of events, in the order in which events come to them."""
        found: dict[str, dict[str, int]] = {}
        for (field, token), place in sorted(self.places.items(), key=_met):
            found.setdefault(field, {})[token] = place.events
        return found

    def rest(self) -> None:
        """Write the sets that several pieces add to, and what all events say."""
        self.store.put("bits", ((*name, packed(bits, runs=False)) for name, bits in self._sets.items()))

    def points(self) -> None:
        """Write points, and intervals without a slot."""
        import numpy as np

        rows = ((f"{measure}/{layout.REST}", layout.REST, _triples(found)) for measure, found in self._rest.items())
        self.store.put("bits", rows)
        found = self.kept.take(_AT, "<u8")
        if self._pointed > 1:
            found.sort()
            found = once(found)
        events = found.astype(np.uint32)
        found >>= np.uint64(32)
        numbers = found.astype(np.uint32)
        del found
        sizes = np.bincount(numbers, minlength=len(self._points))
        # those that are met first come first
        met = np.argsort(events[np.cumsum(sizes) - sizes], kind="stable")
        places = np.empty(len(met), np.uint32)
        places[met] = np.arange(len(met), dtype=np.uint32)
        numbers = places[numbers]
        events = in_order(numbers, events).astype(np.uint32)
        del numbers
        known = list(self._points)
        points = [known[at] for at in met.tolist()]
        parts = (points[first : first + layout.PART] for first in range(0, len(points), layout.PART))
        self.store.put("column", ((layout.POINTS, part, pack(_written(some))) for part, some in enumerate(parts)))
        self.store.put("column", together(layout.POINTS, packed_all(events, sizes[met], runs=False)))


def _written(points: Sequence[Point]) -> bytes:
    """Some points as a store has them: degrees north, degrees east, then how precise they are and what they are called."""
    lats, lons, *texts = zip(*points, strict=True)
    return array("d", (*lats, *lons)).tobytes() + json.dumps(texts).encode()


def _members(piece: Codes, of_events: Numbers, by_code: ByCode) -> Iterator[tuple[int, Numbers, Numbers]]:
    """The events of a piece's sets, some sets at a time: the number of the first, their events, and how many each has."""
    import numpy as np

    counts = piece.members.lists().counts
    members = np.frombuffer(piece.members.flat, np.uint32)
    by_member = ascending(members)
    codes = np.repeat(np.arange(len(piece), dtype=np.uint32), counts)[by_member]
    ends = np.cumsum(np.bincount(members, minlength=len(piece.sets)))
    # how many events there are up to each code of each set
    sums = np.concatenate(([0], np.cumsum(by_code.lists.counts[codes])))
    first = begin = 0
    while first < len(ends):
        reach = int(np.searchsorted(sums, sums[begin] + EVENTS, "right")) - 1
        last = max(first + 1, int(np.searchsorted(ends, reach, "right")))
        end = int(ends[last - 1])
        some = codes[begin:end]
        if last - first == 1:
            # one set, which may have nearly all events
            having = np.zeros(len(piece), bool)
            having[some] = True
            events = np.flatnonzero(having[of_events])
            yield first, events.astype(np.uint32), np.array([len(events)])
        else:
            found = in_order(np.repeat(members[by_member[begin:end]], by_code.lists.counts[some]), by_code.lists.of(some))
            sizes = np.bincount((found >> np.uint64(32)).astype(np.int64) - first, minlength=last - first)
            yield first, (found & np.uint64(LOW)).astype(np.uint32), sizes
        first, begin = last, end


def _said(piece: Codes, documents: Sequence[str]) -> Iterator[tuple[object, ...]]:
    for part, cells in enumerate(piece.cells):
        first = part * layout.CODES
        yield piece.piece.name, part, cells, pack_lines(documents[first : first + layout.CODES])


def _met(item: tuple[Set, Place]) -> tuple[int, int, int]:
    return _first(item[1])


def _first(place: Place) -> tuple[int, int, int]:
    return place[1:]


def _triples(found: list[tuple[int, int, int]]) -> bytes:
    return array("q", (end for n, low, high in sorted(found, key=_number) for end in (low, high, n))).tobytes()


def _number(triple: tuple[int, int, int]) -> int:
    return triple[0]


def _sources(many: int) -> list[Source]:
    return [Source(id=f"source-{n}", type="article", standpoint="unknown") for n in range(many)]


def _slices(
    numbers: Mapping[str, tuple[array[int], array[int]]], codes: Numbers, count: int
) -> Iterator[tuple[str, str, bytes]]:
    """The bitmaps of bit-sliced numbers: which events have one, and those of each binary digit.

    Args:
        numbers: For each number the codes that have one, and their values.
        codes: The code of each event.
        count: How many codes there are.
    """
    import numpy as np

    for name, (having, values) in numbers.items():
        has, by_code = np.zeros(count, bool), np.zeros(count, np.uint64)
        having_codes = np.frombuffer(having, np.uint32)
        has[having_codes] = True
        by_code[having_codes] = np.frombuffer(values, np.uint64)
        yield name, "exists", packed(of_mask(has[codes]), runs=True)
        every = int(np.bitwise_or.reduce(by_code))
        # eight digits at a time: to look up what codes have takes longer than all else
        for first in range(0, every.bit_length(), 8):
            if eight := every >> first & 0xFF:
                events = (by_code >> np.uint64(first)).astype(np.uint8)[codes]
                for digit in range(8):
                    if eight >> digit & 1:
                        yield name, str(first + digit), packed(of_mask(events & np.uint8(1 << digit)), runs=True)
