"""The values of a field on a server: each counted as if it alone were chosen under the other filters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from cttui.model.claims import Lens, Total
from cttui.query.fields import OWN
from cttui.query.language import Query, Values
from cttui.store import ranking, wants
from cttui.store.clickhouse import listing
from cttui.store.clickhouse.counting import Counting, Wanted
from cttui.store.clickhouse.events import Events
from cttui.store.clickhouse.rounds import Rounds
from cttui.store.clickhouse.schema import TOGETHER, column_of
from cttui.store.clickhouse.where import NONE, both, is_heavy, literal, valued
from cttui.store.parts import RankedValues, ValueCount


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
    groups: str = ""


MOST = 20_000
"""Codes of values times parts up to which counts and bars are asked for at once."""

_Sums = dict[tuple[str, int], list[int]]
"""What was measured of the events of a value in a part; in part 0, if they are not parted."""


def _counting(events: Events, field: str, here: Around, what: _Measure, among: Iterable[str] | None = None) -> Rounds[_Sums]:
    """What is measured of the events of each value, or of some: for each part of them, if they are parted.

    Args:
        events: The table.
        field: The field.
        here: Under which conditions.
        what: What is measured: sums.
        among: The values; ``None`` for all.
    """
    wanted = None if among is None else list(among)
    apart = [token for token in here.apart if wanted is None or token in wanted]
    statements: list[Wanted] = [
        Counting(events.table, here.apart[token], "['']", what.reads, what.groups, what.measures) for token in apart
    ]
    rest = None if wanted is None else [token for token in wanted if token not in here.apart]
    column = events.lists.column(field)
    if field != "has" and rest != []:
        statements.append(_of_field(events, field, column, here.base, what, rest))
    found = yield statements
    sums: _Sums = {}

    def add(token: str, row: Sequence[int]) -> None:
        part, numbers = (row[0], row[1:]) if what.groups else (0, row)
        before = sums.get((token, part))
        sums[token, part] = [one + other for one, other in zip(before, numbers, strict=True)] if before else list(numbers)

    if column:
        yield from events.lists.learn(column, (row[0] for table in found[len(apart) :] for row in table.rows))
        lists = events.lists.values(column, field)
        for code, *row in (row for table in found[len(apart) :] for row in table.rows):
            for token in lists[code]:
                if token not in here.apart:
                    add(token, row)
    else:
        for token, *row in (row for table in found[len(apart) :] for row in table.rows):
            if token not in here.apart:
                add(token, row)
    for token, table in zip(apart, found, strict=False):
        for _, *row in table.rows:
            add(token, row)
    return sums


def _of_field(
    events: Events, field: str, column: str, base: tuple[str, ...], what: _Measure, among: Collection[str] | None
) -> Counting:
    """The counting of the values of a field, by their codes where these are known."""
    if not column:
        values = "[kind]" if field == "kind" else column_of(field)
        if among is not None:
            values = f"arrayFilter(y -> y IN ({', '.join(map(literal, among))}), {values})"
        return Counting(events.table, base, values, what.reads, what.groups, what.measures)
    if among is not None:
        some = [code for code, values in events.lists.values(column, field).items() if not set(among).isdisjoint(values)]
        base = (*base, f"({column} IN ({', '.join(map(str, some))}))" if some else NONE)
    return Counting(events.table, base, column, what.reads, what.groups, what.measures, coded=True)


class Tally(NamedTuple):
    """The values of a field, counted."""

    counts: dict[str, tuple[int, Total | None]]
    """How many events each has, in the vocabulary's order, and their dead."""
    bars: dict[str, tuple[int, ...]] | None = None
    """The bars of each, if they were counted along."""


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
    reads, measures = "", "count()"
    if dead is not None:
        low, high, opened = listing.tolls(dead)
        reads, measures = f"{low} AS foot, {high} AS top, {opened} AS more", events.totals("foot", "top", "more")
    here = around(events, field, query)
    days = events.calendar.ends
    column = events.lists.column(field)
    along = (
        parts > 0
        and days is not None
        and column == TOGETHER
        and events.lists.size(column) * parts <= MOST
        and not is_heavy(both(*here.base))
    )
    measure = _Measure(reads, measures)
    if along and days is not None:
        part = f"{part_of(days, parts)} AS part"
        measure = _Measure(f"{part}, {reads}" if reads else part, measures, "part")
    found = yield from _counting(events, field, here, measure)
    width = 1 if dead is None else 5
    sums: dict[str, list[int]] = {}
    bars: dict[str, list[int]] = {value.token: [0] * parts for value in values}
    # the figure that is drawn: the dead as lists show them, or events
    drawn = 0 if dead is None else 2 if dead.name == "lowest" else 3
    for (token, at), row in found.items():
        before = sums.setdefault(token, [0] * width)
        sums[token] = [one + other for one, other in zip(before, row, strict=True)]
        if token in bars and 0 <= at < parts:
            bars[token][at] = row[drawn]
    none = [0] * width

    def one(token: str) -> tuple[int, Total | None]:
        row = sums.get(token, none)
        return row[0], events.total(dead, row) if dead is not None else None

    counted = {value.token: one(value.token) for value in values}
    return Tally(counted, {token: tuple(heights) for token, heights in bars.items()} if along else None)


def part_of(days: tuple[int, int], parts: int) -> str:
    """The expression of the part of the whole calendar in which an event is listed: the last one that begins by then."""
    first, last = days
    return f"intDiv((first - {literal(first)} + 1) * {parts} - 1, {last + 1 - first})"


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
        part = f"{part_of(days, parts)} AS part"
        measure = (
            _Measure(f"{part}, {toll} AS top", "sumIf(top, top >= 0)", "part") if toll else _Measure(part, "count()", "part")
        )
        found = yield from _counting(events, field, dated, measure, sorted(drawn))
        for (token, at), (number,) in found.items():
            # a day that the calendar did not have when the table was opened is none of its parts
            if token in bars and 0 <= at < parts:
                bars[token][at] = number
    return {token: tuple(found) for token, found in bars.items()}


def facet(events: Events, want: wants.Facet, query: Query) -> Rounds[tuple[ValueCount, ...]]:
    """The values of a field in the vocabulary's order."""
    query = Query() if want.whole else query
    tally = yield from counts(events, want.field, query, want.dead, want.parts)
    values = [ValueCount(token, count, dead, ()) for token, (count, dead) in tally.counts.items()]
    if not want.parts:
        return tuple(values)
    drawn = {token for token in ranking.drawn(want, query, values) if token in tally.counts}
    if tally.bars is not None:
        bars = {token: tally.bars[token] for token in drawn}
        return tuple(value._replace(spark=bars.get(value.token, ())) for value in values)
    bars = yield from sparks(events, want.field, query, want.parts, want.dead, drawn)
    return tuple(value._replace(spark=bars.get(value.token, ())) for value in values)


def ranked(events: Events, want: wants.Ranked, query: Query) -> Rounds[RankedValues]:
    """The values of a field with the highest counts under a query's other filters; equal ones in the vocabulary's order."""
    tally = yield from counts(events, want.field, query, want.dead, want.parts)
    counted = tally.counts
    shown = ranking.shown(want, query, events.vocabulary, {token: count for token, (count, _) in counted.items()})
    deaths = {token: dead for token, (_, dead) in counted.items() if dead is not None}
    weights = {token: deaths[token].high for token in shown} if want.dead else shown
    first, drawn = ranking.chosen(want, query, weights)
    if tally.bars is not None:
        bars = {token: tally.bars[token] for token in drawn if token in tally.bars}
    else:
        bars = yield from sparks(events, want.field, query, want.parts, want.dead, drawn)
    return RankedValues(tuple(ValueCount(token, *counted[token], bars.get(token, ())) for token in first), len(shown))
