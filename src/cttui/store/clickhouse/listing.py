"""The order of a list on a server: which event stands at a position, and at which position an event stands.

Nothing is pulled for it but counts. A list is parted into *buckets*, by months or by the number that it is in order of, and the
counts of these say in which bucket a position lies. Within it, events are found by their keys: those from one key onwards
("keyset"), or some beyond so many. A bucket with very many events is parted further, by months and by days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from cttui.lazy import dataclass
from cttui.model.claims import ALL as ALL_FIGURES
from cttui.model.claims import TOLL_MEASURE, Lens
from cttui.model.periods import next_start, start_of
from cttui.query.language import DATE, Query
from cttui.store.clickhouse.coded import Meant
from cttui.store.clickhouse.counting import Counting
from cttui.store.clickhouse.lists import Lists
from cttui.store.clickhouse.rounds import Rounds
from cttui.store.clickhouse.schema import KEY, MONTH, TOLLS, UNDATED, Key, year_of_day
from cttui.store.clickhouse.where import NONE, both, is_heavy, keyed, literal

LARGE = 50_000
"""Events of a bucket from which on it is parted further before some of it are passed over."""
WITHOUT = -1
"""The number of events that have none of what a list is in order of: they come last."""

_KEY = ", ".join(KEY)


def lens_of(lens: Lens) -> str:
    """The lens by which the lowest and the highest figure are found."""
    return {"lowest": "all", "highest": "all"}.get(lens.name, lens.name)


def tolls(lens: Lens) -> tuple[str, str, str]:
    """The expressions of an event's dead under a lens: the lowest and the highest figure, -1 for none, and whether open."""
    name = lens_of(lens)
    if name in TOLLS:
        return f"{name}_low", f"{name}_high", f"{name}_open"
    one = literal(name)

    def expression(part: str) -> str:
        none = "0" if part == "open" else "-1"
        return (
            f"multiIf(has(lens, {one}), lens_{part}[indexOf(lens, {one})],"
            f" has(f_by, {one}) OR has(claimed, {one}), all_{part}, {none})"
        )

    return expression("low"), expression("high"), expression("open")


def shown_toll(lens: Lens) -> str:
    """The figure by which lists and bars count the dead under a lens; -1 for none."""
    low, high, _ = tolls(lens)
    return low if lens.name == "lowest" else high


def rank_of(order: str, lens: Lens) -> str:
    """The expression of the number that a list is in order of; empty for dates."""
    if order == DATE:
        return ""
    if order == TOLL_MEASURE:
        return shown_toll(lens)
    return f"if({order} > 0, toInt64({order}), toInt64(-1))"


def key_literal(key: Key) -> str:
    """A key as a statement has it."""
    return f"({', '.join(map(literal, key))})"


def is_key(key: Key) -> str:
    """The condition of one event."""
    same = " AND ".join(f"{name} = {literal(value)}" for name, value in zip(KEY, key, strict=True))
    # without the year, the ends of all earlier ones are read too
    return f"(year = {year_of_day(key[0])} AND {same})"


def are_keys(keys: Sequence[Key]) -> str:
    """The condition of some events."""
    if len(keys) == 1:
        return is_key(keys[0])
    return keyed(keys)


def month_of(day: int) -> int:
    """The month bucket of a day listed."""
    return UNDATED if day >= UNDATED else start_of("month", day)


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is in order of."""

    rank: str
    """The expression of a number, of which the highest come first; empty for dates."""

    @property
    def bucket(self) -> str:
        """The expression by which the list is parted."""
        return self.rank or "month"

    @property
    def falling(self) -> bool:
        """Whether buckets come from the highest to the lowest."""
        return bool(self.rank)

    def by(self, *, backwards: bool = False) -> str:
        """What follows ``ORDER BY``."""
        down = " DESC" * backwards
        rank = [f"{self.rank}{'' if backwards else ' DESC'}"] * bool(self.rank)
        return ", ".join([*rank, *(f"{name}{down}" for name in KEY)])

    def bucket_of(self, spot: Spot) -> int:
        """The bucket of an event."""
        return spot.rank if self.rank else month_of(spot.key[0])

    def beyond(self, spot: Spot, *, backwards: bool = False, too: bool = False) -> str:
        """The condition of the events after one, or before it, and with ``too`` of itself."""
        sign = f"{'<' if backwards else '>'}{'=' * too}"
        key = f"(first {'<' if backwards else '>'}= {literal(spot.key[0])} AND ({_KEY}) {sign} {key_literal(spot.key)})"
        if not self.rank:
            return key
        further = f"{self.rank} {'>' if backwards else '<'} {literal(spot.rank)}"
        return f"({further} OR ({self.rank} = {literal(spot.rank)} AND {key}))"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an event stands: its key, and the number that the list is in order of."""

    key: Key
    rank: int = WITHOUT


def order_of(query: Query, lens: Lens = ALL_FIGURES) -> Order:
    """The order that a query asks for, whose dead a lens counts."""
    return Order(rank_of(query.order, lens))


@dataclass(frozen=True, slots=True)
class Buckets:
    """How many events of a list are in each of its parts, in its order."""

    order: Order
    counts: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """How many events the list has."""
        return sum(count for _, count in self.counts)

    def of(self, bucket: int) -> int:
        """How many are in a bucket."""
        return next((count for value, count in self.counts if value == bucket), 0)

    def before(self, bucket: int) -> int:
        """How many come before a bucket."""
        return sum(count for value, count in self.counts if self._is_before(value, bucket))

    def _is_before(self, one: int, other: int) -> bool:
        return one > other if self.order.falling else one < other

    def reaching(self, bucket: int, events: int, *, backwards: bool = False) -> str:
        """The condition of a bucket and of as many beyond it as have a number of events, besides those in it."""
        found = []
        for value, count in reversed(self.counts) if backwards else self.counts:
            if value != bucket:
                if self._is_before(value, bucket) != backwards:
                    continue
                if events <= 0:
                    break
                events -= count
            found.append(value)
        # a bucket without events may be far from the next one
        return between(self.order, min(found), max(found)) if found else NONE

    def spread(self, start: int, stop: int) -> tuple[int, list[int]]:
        """The buckets in which the positions from one to before another lie, and the position of the first event of these."""
        found: list[int] = []
        at = first = 0
        for value, count in self.counts:
            if at < stop and at + count > start:
                if not found:
                    first = at
                found.append(value)
            at += count
        return first, found


def between(order: Order, low: int, high: int) -> str:
    """The condition of the events in some buckets that are next to each other."""
    if order.rank:
        same = f"{order.rank} = {literal(low)}"
        return f"({same})" if low == high else f"({order.rank} BETWEEN {literal(low)} AND {literal(high)})"
    # the table is sorted by days, so that they narrow what is read; without the years the ends of all earlier ones are read too
    if high >= UNDATED:
        return f"(year >= {year_of_day(low)} AND first >= {literal(low)})"
    end = next_start("month", high)
    years = f"year BETWEEN {year_of_day(low)} AND {year_of_day(end - 1)}"
    return f"({years} AND first >= {literal(low)} AND first < {literal(end)})"


def buckets(table: str, conditions: tuple[str, ...], order: Order, lists: Lists) -> Rounds[Buckets]:
    """How many events of a list are in each of its parts.

    Args:
        table: The table.
        conditions: Which events.
        order: The order of the list.
        lists: What the codes of the table stand for.
    """
    where = both(*conditions)
    if not order.rank:
        # read along with all else that is counted under this condition
        by_kind = yield from months(table, conditions, lists)
        return Buckets(order, tuple(sorted(by_month(by_kind).items())))
    if is_heavy(where):
        (found,) = yield [Counting(table, conditions, f"[toString({order.rank})]")]
        parts = [(int(value), count) for value, count in found.rows]
        return Buckets(order, tuple(sorted(parts, reverse=order.falling)))
    sql = f"SELECT {order.bucket} AS b, count() FROM {table} WHERE {where} GROUP BY b ORDER BY b{' DESC' * order.falling}"
    (found,) = yield [sql]
    return Buckets(order, tuple((value, count) for value, count in found.rows))


def coded(table: str, conditions: tuple[str, ...], column: str, lists: Lists) -> Rounds[Mapping[Meant, int] | None]:
    """How many events say each of what the codes of a column stand for; ``None`` if they cannot be counted by codes."""
    if not lists.has(column):
        return None
    (found,) = yield [Counting(table, conditions, column, coded=True)]
    if not (yield from lists.learn(column, found.rows[:, 0].tolist())):
        return None
    return lists.counted(column, found.rows)


def months(table: str, conditions: tuple[str, ...], lists: Lists) -> Rounds[Mapping[tuple[int, str], int]]:
    """How many events are in each month, by kind."""
    known = yield from coded(table, conditions, MONTH, lists)
    if known is not None:
        return cast("Mapping[tuple[int, str], int]", known)
    (found,) = yield [Counting(table, conditions, "[concat(toString(month), ' ', kind)]")]
    parted = ((str(value).split(" ", 1), count) for value, count in found.rows)
    return {(int(month), kind): count for (month, kind), count in parted}


def by_month(parted: Mapping[tuple[int, str], int]) -> dict[int, int]:
    """The same of all kinds."""
    counts: dict[int, int] = {}
    for (month, _), count in parted.items():
        counts[month] = counts.get(month, 0) + count
    return counts


def spots(rows: Sequence[Sequence[Any]]) -> list[Spot]:
    """The spots that a statement of ``select`` found."""
    return [Spot((row[0], row[1], row[2], row[3]), row[4]) for row in rows]


def select(table: str, where: str, order: Order, limit: int, *, skip: int = 0, backwards: bool = False) -> str:
    """The statement of the spots of some events in order.

    Args:
        table: The table.
        where: Which events.
        order: Their order.
        limit: How many.
        skip: How many are passed over before them.
        backwards: Whether the last come first.
    """
    limits = f"{skip}, {limit}" if skip else f"{limit}"
    rank = order.rank or literal(WITHOUT)
    return f"SELECT {_KEY}, {rank} FROM {table} WHERE {where} ORDER BY {order.by(backwards=backwards)} LIMIT {limits}"


def at_positions(table: str, where: str, parted: Buckets, start: int, stop: int) -> Rounds[list[Spot]]:
    """The events from one position of a list to before another."""
    order = parted.order
    stop = min(stop, parted.count)
    first, found = parted.spread(start, stop)
    if start >= stop or not found:
        return []
    low, high = min(found), max(found)
    where, skip = both(where, between(order, low, high)), start - first
    for column in _finer(order, found):
        if skip <= LARGE:
            break
        where, skip = yield from _part(table, where, column, skip, stop - start)
    (table_,) = yield [select(table, where, order, stop - start, skip=skip)]
    return spots(table_.rows)


def _finer(order: Order, found: Sequence[int]) -> Iterator[str]:
    """The columns by which a bucket is parted further: only where all that is wanted is in one."""
    if len(found) == 1:
        if order.rank:
            yield "month"
        yield "first"


def _part(table: str, where: str, column: str, skip: int, wanted: int) -> Rounds[tuple[str, int]]:
    """A narrower condition of the events wanted, and how many of those are passed over.

    Args:
        table: The table.
        where: The condition so far.
        column: The one by which it is parted.
        skip: How many of its events are passed over.
        wanted: How many are wanted then.
    """
    (found,) = yield [f"SELECT {column} AS b, count() FROM {table} WHERE {where} GROUP BY b ORDER BY b"]
    parts = Buckets(Order(""), tuple((value, count) for value, count in found.rows))
    first, within = parts.spread(skip, skip + wanted)
    if not within:
        return where, skip
    return both(where, f"({column} BETWEEN {literal(within[0])} AND {literal(within[-1])})"), skip - first
