"""What of a reference set is held against a timeline: the rows near each event, and all those of its days and places.

Everything is asked of the index by dates, boxes and values, so that a set of a million rows answers as fast as a small one,
and no more of it is read than may be the same as something. Of many events, neighbours in time are looked for together,
by day and place in what the set has of these days, so that each of its rows is read about once.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cttui.audit.evidence import KM_PER_DEGREE, Bounds
from cttui.audit.side import Reader, Side, bare, is_whole, names_of
from cttui.lazy import dataclass
from cttui.model import calendar, geo, periods
from cttui.model.records import Province
from cttui.query.language import Box, Clause, Dates, Query, Values
from cttui.store.index import Ask, Index
from cttui.store.wants import Counted, Rows

PAGE = 512
"""Rows read at once."""
MOST = 4_000
"""The most rows of the reference set that one event is compared with; of an event that fits more, it is said that they are too
many."""

CACHED = 4_096
"""Rows of the reference set that are kept as they are compared, since events near one another have them in common."""
LONG = 35
"""The days from which an event is so long that it is looked for alone."""
TOGETHER = 4
"""How many times as many rows as events are read to look for these together; where there are more, each is looked for alone."""

_FIRST, _LAST = (calendar.number_of(year) for year in (-calendar.WRITTEN, calendar.WRITTEN))
"""Days of years that EDTF writes with four digits."""
_MORE = 2e-4
"""Degrees by which a box is wider, since boxes and points are rounded to half of that."""


@dataclass(frozen=True, eq=False)
class ReferenceSet:
    """A store or timeline that another is held against."""

    name: str
    """What it is called: its title."""
    index: Index

    @property
    def id(self) -> str:
        """Its id, by which the notebook keeps what is judged of it."""
        return self.index.head.meta.id


class Where(NamedTuple):
    """The places that an event is looked for in; nowhere in particular if it has none."""

    box: Box | None
    """Around its point."""
    provinces: tuple[str, ...]
    """Those of the set, for rows without a point."""
    countries: tuple[str, ...]
    """The same, of an event that has nothing else."""

    @property
    def clauses(self) -> list[Clause]:
        """A clause for each kind of place."""
        named = (("province", self.provinces), ("country", self.countries))
        return [*([self.box] if self.box else []), *(Values(False, field, tokens) for field, tokens in named if tokens)]


class _Row(NamedTuple):
    """A row of the set, as it is looked for together with others."""

    n: int
    spot: tuple[int, int] | None
    """Its coordinates, in steps."""
    provinces: frozenset[str]


class _Sought:
    """An event that is looked for together with others."""

    def __init__(self, side: Side, days: tuple[int, int], where: Where) -> None:
        """Take the event, with the days and places in which rows may be near it."""
        self.side = side
        self.first, self.last = days
        self._provinces = where.provinces
        area = where.box.area if where.box is not None else None
        self._latitudes, self._longitudes = (area.latitudes(), area.longitudes()) if area is not None else ((0, -1), ())

    def is_at(self, row: _Row) -> bool:
        """Whether a row is in one of the places."""
        if row.spot is not None and self._latitudes[0] <= row.spot[0] <= self._latitudes[1]:
            longitude = row.spot[1]
            if any(west <= longitude <= east for west, east in self._longitudes):
                return True
        return not row.provinces.isdisjoint(self._provinces)


class Near(NamedTuple):
    """The rows of the reference set that an event may be."""

    numbers: tuple[int, ...]
    too_many: int
    """How many there would be, if they are too many to compare; else 0."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The days and places of a reference set that a timeline covers too."""

    query: Query | None
    """What selects them; ``None`` if the timeline has no dated event."""
    count: int
    days: tuple[int, int] | None
    """First and last day; ``None`` if the timeline has no dated event."""
    places: str
    """The places, for people: ``Khyber Pakhtunkhwa, Balochistan``; empty for everywhere."""


class Reference:
    """The index of a reference set, asked for what a timeline may have in common with it."""

    def __init__(self, reader: Reader, provinces: Sequence[Province]) -> None:
        """Take what reads the set, and the provinces of the timeline, whose names it may spell otherwise."""
        self.reader = reader
        self.index = reader.index
        vocabulary = self.index.vocabulary
        tokens: dict[str, set[str]] = {}
        for value in vocabulary.values.get("province", ()):
            for name in names_of(value.label, value.aliases):
                tokens.setdefault(bare(name), set()).add(value.token)
        countries = {
            bare(name): value.token
            for value in vocabulary.values.get("country", ())
            for name in (value.token, value.label, *value.aliases)
        }
        self._tokens = {
            one.code: tuple(sorted({token for name in spelt(one) for token in tokens.get(name, ())})) for one in provinces
        }
        self._countries = {
            one.code: token for one in provinces for name in spelt(one) if (token := countries.get(name)) is not None
        }
        self._provinces = {one.code: one for one in provinces}
        self._short = {one.code: one.short for one in self.index.head.provinces}
        self._cache: OrderedDict[int, Side] = OrderedDict()

    def sides(self, numbers: Sequence[int]) -> list[Side]:
        """The rows with some numbers, as they are compared; those read before are not read again."""
        known = {n: self._cache[n] for n in numbers if n in self._cache}
        wanted = [n for n in numbers if n not in known]
        for start in range(0, len(wanted), PAGE):
            known.update((side.n, side) for side in self.reader.sides(wanted[start : start + PAGE]))
        self._keep(known)
        return [known[n] for n in numbers if n in known]

    def _keep(self, sides: Mapping[int, Side]) -> None:
        for n, side in sides.items():
            self._cache[n] = side
            self._cache.move_to_end(n)
        while len(self._cache) > CACHED:
            self._cache.popitem(last=False)

    def near(self, side: Side, bounds: Bounds) -> Near:
        """The rows within the bounds of an event: by its coordinates, and by its provinces for rows without any."""
        if side.days is None:
            return Near((), 0)
        when = _within(side.days[0] - bounds.days, side.days[1] + bounds.days)
        queries = [Query((when, clause)) for clause in self._where(side, bounds).clauses] or [Query((when,))]
        numbers: dict[int, None] = {}
        for query in queries:
            for page, count in _counted(self.index, query):
                if count > MOST:
                    return Near((), count)
                numbers.update(dict.fromkeys(page))
        return Near(tuple(sorted(numbers)), 0)

    def _where(self, side: Side, bounds: Bounds) -> Where:
        box = Box(False, _around(side.point.lat, side.point.lon, bounds.km)) if side.point is not None else None
        tokens = tuple(dict.fromkeys(token for code in side.codes for token in self._tokens.get(code, ())))
        countries = (self._countries[code] for code in side.codes if code in self._countries)
        return Where(box, tokens, () if box or tokens else tuple(dict.fromkeys(countries)))

    def near_each(self, sides: Iterable[Side], bounds: Bounds) -> Iterator[tuple[Side, Near]]:
        """The same for each of many events, neighbours in time together, and those with long dates or no place alone."""
        together: list[_Sought] = []
        for side in sides:
            where = self._where(side, bounds)
            if side.days is not None and side.days[1] - side.days[0] < LONG and (where.box or where.provinces):
                together.append(_Sought(side, (side.days[0] - bounds.days, side.days[1] + bounds.days), where))
            else:
                yield side, self.near(side, bounds)
        together.sort(key=lambda one: (one.first, one.side.n))
        for start in range(0, len(together), PAGE):
            yield from self._near_these(together[start : start + PAGE], bounds)

    def _near_these(self, these: Sequence[_Sought], bounds: Bounds) -> Iterator[tuple[Side, Near]]:
        """The rows near some events, in the order of their days: found in all that the set has of these, if that is little."""
        first, last = these[0].first, max(one.last for one in these)
        query = Query((_within(first, last),))
        if self.index.answer(Ask(query)).selection.count > TOGETHER * len(these):
            yield from ((one.side, self.near(one.side, bounds)) for one in these)
            return
        days: dict[int, list[_Row]] = {}
        for theirs in self.reader.selected(query):
            self._keep({theirs.n: theirs})
            if theirs.days is not None:
                spot = geo.steps(theirs.point.lat, theirs.point.lon) if theirs.point is not None else None
                row = _Row(theirs.n, spot, frozenset(self._short[code] for code in theirs.codes if code in self._short))
                for day in range(max(first, theirs.days[0]), min(last, theirs.days[1]) + 1):
                    days.setdefault(day, []).append(row)
        for one in these:
            rows = {row.n for day in range(one.first, one.last + 1) for row in days.get(day, ()) if one.is_at(row)}
            yield one.side, Near(tuple(sorted(rows)), 0) if len(rows) <= MOST else Near((), len(rows))

    def scope(self, sides: Sequence[Side], span: tuple[int, int] | None, bounds: Bounds) -> Scope:
        """The rows of the same days and places as some events.

        Places are the country, if it is a value of the set's and an event is in the whole of it; or else the provinces, if the
        set has them all by any name; or else a box around the events.

        Args:
            sides: The events.
            span: First and last day; ``None`` if they have none.
            bounds: How far apart two events may be.
        """
        if span is None:
            return Scope(None, 0, None, "")
        when = _within(span[0] - bounds.days, span[1] + bounds.days)
        codes = dict.fromkeys(code for side in sides for code in side.codes)
        here = [code for code in codes if code in self._provinces and not self._provinces[code].abroad]
        parts = [code for code in here if code not in self._countries and not is_whole(code)]
        countries = [code for code in here if code in self._countries]
        box = _box(sides, bounds.km)
        where: Clause | None = None
        places = ""
        if countries:
            where = Values(False, "country", tuple(dict.fromkeys(self._countries[code] for code in countries)))
            places = ", ".join(dict.fromkeys(self._countries[code] for code in countries))
        elif parts and all(self._tokens[code] for code in parts):
            where = Values(False, "province", tuple(dict.fromkeys(token for code in parts for token in self._tokens[code])))
            places = ", ".join(self._provinces[code].name for code in parts)
        elif box is not None:
            where = Box(False, box)
            places = box.words
        query = Query((when, where) if where is not None else (when,))
        return Scope(query, self.index.answer(Ask(query)).selection.count, span, places)

    def kinds(self) -> frozenset[str]:
        """The kinds of which the set has any event."""
        tokens = [value.token for value in self.index.vocabulary.values["kind"]]
        want = Counted(tuple(Query((Values(False, "kind", (token,)),)) for token in tokens))
        counts = self.index.answer(Ask(wants=(want,)))[want]
        return frozenset(token for token, count in zip(tokens, counts, strict=True) if count)


def _counted(index: Index, query: Query) -> Iterator[tuple[list[int], int]]:
    """The numbers of the events that a query selects, in its order, read by the page, each with how many there are in all."""
    start, count = 0, 1
    while start < count:
        want = Rows(start, start + PAGE)
        answer = index.answer(Ask(query, (want,)))
        count = answer.selection.count
        yield [row.n for row in answer[want].rows], count
        start += PAGE


def spelt(province: Province) -> set[str]:
    """The names of a province by which another set may call it, folded and without administrative words."""
    return set(filter(None, map(bare, (*names_of(province.name, province.aliases), province.code))))


def _within(first: int, last: int) -> Dates:
    """The clause for the days from a first to a last; an end that has no name is left open."""
    low, high = (periods.edtf(periods.Days(day, day))[0] if _FIRST < day < _LAST else "" for day in (first, last))
    return Dates(False, low, high)


def _around(lat: float, lon: float, km: float) -> geo.Area:
    """The box around all points within some kilometres of one."""
    high = km / KM_PER_DEGREE
    south, north = max(-90.0, lat - high), min(90.0, lat + high)
    turn = math.cos(math.radians(max(abs(south), abs(north))))
    wide = high / turn if turn > 1e-6 else 360.0
    if wide >= 180:
        return geo.Area(-180.0, south, 180.0, north)
    west, east = geo.turned(lon - wide - _MORE), geo.turned(lon + wide + _MORE)
    return geo.rounded(geo.Area(west, max(-90.0, south - _MORE), east, min(90.0, north + _MORE)))


def _box(sides: Sequence[Side], km: float) -> geo.Area | None:
    """The box around the points of some events, wider by some kilometres."""
    found = geo.around((side.point.lat, side.point.lon) for side in sides if side.point is not None)
    if found is None:
        return None
    farthest = max(abs(found.south), abs(found.north))
    return geo.rounded(geo.widened(found, 0.0, km / KM_PER_DEGREE / max(0.05, math.cos(math.radians(min(farthest, 89.0))))))
