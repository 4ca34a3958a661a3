"""The values of a field on a server: each counted as if it alone were chosen under the other filters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.model.claims import Lens, Total
from cttui.query.fields import OWN
from cttui.query.language import Query, Values
from cttui.store import ranking, wants
from cttui.store.clickhouse import listing, schema
from cttui.store.clickhouse.counting import Counting, Wanted
from cttui.store.clickhouse.events import Events
from cttui.store.clickhouse.rounds import Rounds
from cttui.store.clickhouse.schema import column_of
from cttui.store.clickhouse.where import NONE, both, is_heavy, literal, valued
from cttui.store.parts import RankedValues, ValueCount

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]


class Around(NamedTuple):
    """The conditions of a facet's values."""

    base: tuple[str, ...]
    """Of the events among which most values are counted: those of the other filters, without excluded values."""
    apart: Mapping[str, tuple[str, ...]]
    """Of the events that have a value which is counted by itself: an excluded one, or the reader's own."""


def around(events: Events, field: str, query: Query) -> Around:
    """The conditions under which the values of a field are counted, as ``bitmaps`` has them."""
    others = events.conditions(Query(tuple(c for c in query.clauses if not (isinstance(c, Values) and c.field == field))))
    excluded = query.excluded(field)

    def but(tokens: Collection[str]) -> tuple[str, ...]:
        return (*others, f"NOT {valued(field, sorted(tokens), events.owned)}") if tokens else others

    base = but(excluded)
    apart = {token: base for name, token in OWN if name == field} | {token: but(excluded - {token}) for token in excluded}
    return Around(base, {token: (*rest, valued(field, (token,), events.owned)) for token, rest in apart.items()})


class _Measure(NamedTuple):
    """What is measured of the events of a value, as ``counting.Counting`` takes it."""

    reads: str
    measures: str
    parts: int = 0
    """In how many parts of the whole calendar; 0 if they are not parted."""
    days: tuple[int, int] = (0, 0)
    """The ends of the calendar."""
    width: int = 1
    """How many numbers are measured."""

    @property
    def slots(self) -> int:
        """In how many the events of a value are parted: slot 0 comes before the first part."""
        return self.parts + SLOTS if self.parts else 1


MOST = 100_000
"""Codes of values times parts up to which counts and bars are asked for at once."""


def _counting(
    events: Events, field: str, here: Around, what: _Measure, among: Collection[str] | None = None
) -> Rounds[Numbers]:
    """What is measured of the events of each value, in the vocabulary's order: sums for each slot of each value.

    Args:
        events: The table.
        field: The field.
        here: Under which conditions.
        what: What is measured: sums.
        among: The values that are wanted; ``None`` for all. What is returned of others is not all.
    """
    import numpy as np

    values = events.vocabulary.values[field]
    places = events.lists.places(field, values)
    rest = None if among is None else [token for token in among if token not in here.apart]
    column = events.lists.column(field)
    # nothing is asked for values that nothing has
    statements: dict[str, Wanted] = {
        token: _of_one(events, conditions, what)
        for token, conditions in here.apart.items()
        if (among is None or token in among) and both(*conditions) != NONE
    }
    others = field != "has" and rest != []
    end = events.lists.end(column) if column else 0
    found = yield [
        *statements.values(),
        *([_of_field(events, field, column, end, here.base, what, rest)] if others else ()),
    ]
    rows = [(token, row) for token, table in zip(statements, found, strict=False) for _, *row in table.rows]
    sums: Numbers | None = None
    if others and column:
        sums = yield from _decoded(events, field, column, end, what, found[-1].rows)
        if sums is None:
            return (yield from _counting(events, field, here, what, among))
        for token in here.apart.keys() & places.keys():
            sums[places[token]] = 0
    elif others:
        rows += [(token, row) for token, *row in found[-1].rows if token not in here.apart]
    if sums is None:
        sums = np.zeros((len(values), what.slots, what.width), np.int64)
    for token, row in rows:
        if (place := places.get(token)) is not None:
            slot, numbers = (row[0], row[1:]) if what.parts else (0, row)
            sums[place, slot] += np.array(numbers, np.int64)
    return sums


def _decoded(events: Events, field: str, column: str, end: int, what: _Measure, rows: Numbers) -> Rounds[Numbers | None]:
    """What was measured of each value, by codes; ``None`` if it is to be asked again.

    Args:
        events: The table.
        field: The field.
        column: The column of its codes.
        end: The first code that was not known when it was asked.
        what: What was measured.
        rows: What was found.
    """
    # a code and its slot are one number
    codes = events.lists.met(rows, what.slots)
    if what.parts and end in codes:
        # another import has brought codes that were not known, and were counted as one
        yield from events.lists.learn_from(column, end)
        return None
    if not (yield from events.lists.learn(column, codes)):
        return None
    return events.lists.spread(column, field, events.vocabulary.values[field], rows, what.slots, what.width)


SLOTS = 2
"""What a slot has besides the parts: one for the events before the calendar, and one for those after it or without a date."""


def slot_of(days: tuple[int, int], parts: int) -> str:
    """The expression of the part of the whole calendar in which an event is listed, from 1: the last one that begins by then.

    It is 0 before the calendar and ``parts + 1`` behind it, and has a fraction. No whole number is divided, which takes a
    server longer than all else that is done with a row; half a day lies between any event and the end of a part, so that no
    digit is missed. Days are read as numbers of 16 bits where these tell those of the calendar from all others.
    """
    first, last = days
    length = last + 1 - first
    column, zero = "first", 0
    if schema.near(first) > 0 and schema.near(last) < schema.DAYS - 1:
        column, zero = "day", schema.EARLIER
    before, after = first - 1 - zero, last + 1 - zero
    each = parts / length
    within = f"greatest(least({column}, {literal(after)}), {literal(before)})"
    share = f"{within} * {literal(each)} + {literal(1 - 0.5 / length - before * each)}"
    # a part may be shorter than a day
    return f"least({share}, {parts + 1})" if parts > length else share


def _of_one(events: Events, conditions: tuple[str, ...], what: _Measure) -> Counting:
    """The counting of the events of one value."""
    return Counting(events.table, conditions, "['']", *_grouped(what), what.measures)


def _grouped(what: _Measure) -> tuple[str, str]:
    """What is read for a measure, and by what it is parted."""
    if not what.parts:
        return what.reads, ""
    part = f"toUInt8({slot_of(what.days, what.parts)}) AS part"
    return f"{part}, {what.reads}" if what.reads else part, "part"


def _of_field(
    events: Events, field: str, column: str, end: int, base: tuple[str, ...], what: _Measure, among: Collection[str] | None
) -> Counting:
    """The counting of the values of a field, by their codes where these are known."""
    if not column:
        values = "[kind]" if field == "kind" else column_of(field)
        if among is not None:
            values = f"arrayFilter(y -> y IN ({', '.join(map(literal, among))}), {values})"
        return Counting(events.table, base, values, *_grouped(what), what.measures)
    if among is not None:
        some = [code for code, values in events.lists.values(column, field).items() if not set(among).isdisjoint(values)]
        base = (*base, f"({column} IN ({', '.join(map(str, some))}))" if some else NONE)
    if not what.parts:
        return Counting(events.table, base, column, what.reads, "", what.measures, coded=True)
    # code and part are one number: a server groups by one of 16 bits much faster than by two
    slots = what.parts + SLOTS
    kind = "toUInt16" if (end + 1) * slots <= 1 << 16 else "toUInt32"
    both_of = f"{kind}(least({column}, {end}) * {slots} + {slot_of(what.days, what.parts)})"
    return Counting(events.table, base, both_of, what.reads, "", what.measures, coded=True)


class Tally(NamedTuple):
    """The values of a field, counted."""

    counts: dict[str, int]
    """How many events each has, in the vocabulary's order."""
    dead: dict[str, Total] | None = None
    """Their dead, if anybody asks for them."""
    bars: Callable[[str], tuple[int, ...]] | None = None
    """The bars of each, if they were counted along."""

    def value(self, token: str, spark: tuple[int, ...]) -> ValueCount:
        """A value with its bars."""
        return ValueCount(token, self.counts[token], self.dead[token] if self.dead is not None else None, spark)


def counts(events: Events, field: str, query: Query, dead: Lens | None, parts: int = 0) -> Rounds[Tally]:
    """How many events each value of a field has, and their dead under a lens.

    Args:
        events: The table.
        field: The field.
        query: The filters.
        dead: The lens; ``None`` if nobody asks for the dead.
        parts: In how many parts bars are asked for next, which are counted along where that is cheap.
    """
    values = events.vocabulary.values[field]
    if not values:
        # nothing in the table has this field
        return Tally({})
    if field == "kind" and dead is None and not parts and events.lists.has(schema.MONTH):
        return (yield from _kinds(events, query))
    reads, measures, width = "", "count()", 1
    if dead is not None:
        low, high, opened = listing.tolls(dead)
        reads, measures = f"{low} AS foot, {high} AS top, {opened} AS more", events.totals("foot", "top", "more")
        width = 5
    here = around(events, field, query)
    days = events.calendar.ends
    column = events.lists.column(field)
    along = (
        parts > 0
        and days is not None
        and column != ""
        and events.lists.end(column) * parts <= MOST
        and not is_heavy(both(*here.base))
    )
    measure = _Measure(reads, measures, *((parts, days) if along and days is not None else (0, (0, 0))), width)
    found = yield from _counting(events, field, here, measure)
    places = events.lists.places(field, values)
    sums: list[list[int]] = found.sum(axis=1).tolist()
    counted = dict(zip(places, [row[0] for row in sums], strict=True))
    totals = {token: events.total(dead, row) for token, row in zip(places, sums, strict=True)} if dead is not None else None
    # the figure that is drawn: the dead as lists show them, or events
    drawn = 0 if dead is None else 2 if dead.name == "lowest" else 3

    def bars(token: str) -> tuple[int, ...]:
        heights: list[int] = found[places[token], 1 : 1 + parts, drawn].tolist()
        return tuple(heights)

    return Tally(counted, totals, bars if along else None)


def _kinds(events: Events, query: Query) -> Rounds[Tally]:
    """How many events each kind has, by what is counted of each month, which a screen shows of all events."""
    kinds = dict.fromkeys(events.lists.places("kind", events.vocabulary.values["kind"]), 0)
    here = around(events, "kind", query)
    for (_, kind), count in (yield from listing.months(events.table, here.base, events.lists)).items():
        if kind in kinds:
            kinds[kind] += count
    for token, conditions in here.apart.items():
        counted = yield from listing.months(events.table, conditions, events.lists)
        kinds[token] = sum(counted.values())
    return Tally(kinds)


def sparks(
    events: Events, field: str, query: Query, parts: int, dead: Lens | None, drawn: Collection[str]
) -> Rounds[dict[str, tuple[int, ...]]]:
    """The bars of some values: their events or dead over the whole calendar, in equal parts."""
    if not drawn:
        return {}
    bars = {token: [0] * parts for token in drawn}
    if (days := events.calendar.ends) is not None:
        here = around(events, field, query)
        dated = Around((*here.base, "dated"), {token: (*rest, "dated") for token, rest in here.apart.items()})
        toll = listing.shown_toll(dead) if dead is not None else ""
        measure = _Measure(f"{toll} AS top" * bool(toll), "sumIf(top, top >= 0)" if toll else "count()", parts, days)
        found = yield from _counting(events, field, dated, measure, sorted(drawn))
        # a day that the calendar did not have when the table was opened is none of its parts
        places = events.lists.places(field, events.vocabulary.values[field])
        bars.update((token, found[places[token], 1 : 1 + parts, 0].tolist()) for token in drawn if token in places)
    return {token: tuple(found) for token, found in bars.items()}


def _drawn(
    events: Events, field: str, query: Query, parts: int, dead: Lens | None, drawn: Collection[str], tally: Tally
) -> Rounds[Mapping[str, tuple[int, ...]]]:
    """The bars of some values: those that were counted along, or those that are asked for now."""
    if tally.bars is not None:
        return {token: tally.bars(token) for token in drawn if token in tally.counts}
    return (yield from sparks(events, field, query, parts, dead, drawn))


def facet(events: Events, want: wants.Facet, query: Query) -> Rounds[tuple[ValueCount, ...]]:
    """The values of a field in the vocabulary's order."""
    query = Query() if want.whole else query
    tally = yield from counts(events, want.field, query, want.dead, want.parts)
    values = [tally.value(token, ()) for token in tally.counts]
    if not want.parts:
        return tuple(values)
    drawn = {token for token in ranking.drawn(want, query, values) if token in tally.counts}
    bars = yield from _drawn(events, want.field, query, want.parts, want.dead, drawn, tally)
    return tuple(value._replace(spark=bars.get(value.token, ())) for value in values)


def ranked(events: Events, want: wants.Ranked, query: Query) -> Rounds[RankedValues]:
    """The values of a field with the highest counts under a query's other filters; equal ones in the vocabulary's order."""
    tally = yield from counts(events, want.field, query, want.dead, want.parts)
    shown = ranking.shown(want, query, events.vocabulary, tally.counts)
    weights = {token: tally.dead[token].high for token in shown} if tally.dead is not None else shown
    first, drawn = ranking.chosen(want, query, weights)
    bars = yield from _drawn(events, want.field, query, want.parts, want.dead, drawn, tally)
    return RankedValues(tuple(tally.value(token, bars.get(token, ())) for token in first), len(shown))
