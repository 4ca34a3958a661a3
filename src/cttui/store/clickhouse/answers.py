"""How the engine of a server answers: a function for each want, which yields the statements of its rounds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cttui.model.claims import Lens, Total
from cttui.model.periods import start_of
from cttui.model.records import KINDS
from cttui.query.fields import CHANGED
from cttui.store import wants
from cttui.store.clickhouse import facets, listing, maps, place, records, where
from cttui.store.clickhouse.counting import Counting
from cttui.store.clickhouse.events import Events
from cttui.store.clickhouse.listing import Order
from cttui.store.clickhouse.place import Place, Whole
from cttui.store.clickhouse.rounds import Rounds, known, together
from cttui.store.clickhouse.schema import KEY, UNDATED, Key, code_of, number_of
from cttui.store.clickhouse.where import both, is_heavy, literal
from cttui.store.parts import (
    CellCounts,
    ClaimantTotal,
    Counts,
    MapCounts,
    MonthCounts,
    Own,
    Page,
    PointCount,
    RankedValues,
    Row,
    Strip,
    ValueCount,
)
from cttui.store.ranking import highest
from cttui.store.wants import Want

# -- the whole selection ---------------------------------------------------------------------------------------------


def _ends(events: Events, _want: wants.Ends, here: Whole) -> Rounds[tuple[str, str] | None]:
    parted = yield from events.by_month(here.query)
    months = [month for month, _ in parted.counts if month < UNDATED]
    if not months:
        return None
    key = f"({', '.join(KEY)})"

    def dates(which: str, month: int) -> str:
        within = both(here.where, listing.between(Order(""), month, month))
        return f"SELECT {which}(date, {key}) FROM {events.table} WHERE {within}"

    first, last = yield [dates("argMin", months[0]), dates("argMax", months[-1])]
    return first.rows[0][0], last.rows[0][0]


def _numbers(keys: tuple[Key, ...]) -> frozenset[int]:
    return frozenset(map(number_of, keys))


def _owned(events: Events, _want: wants.Owned, _here: Whole) -> Rounds[Own]:
    return (yield from known(Own(_numbers(events.owned(("is", "marked"))), _numbers(events.owned(("has", "note"))))))


def _new(events: Events, _want: wants.Changed, _here: Whole) -> Rounds[frozenset[int]]:
    return (yield from known(_numbers(events.owned(CHANGED))))


def _dead(events: Events, want: wants.Dead, here: Whole) -> Rounds[Total]:
    conditions = events.conditions(here.query)
    column = code_of(listing.lens_of(want.lens))
    known = yield from listing.coded(events.table, conditions, column, events.lists)
    if known is not None:
        return events.total(want.lens, _summed_tolls(known.items()))
    if not is_heavy(here.where):
        (found,) = yield [f"SELECT {events.totals(*listing.tolls(want.lens))} FROM {events.table} WHERE {here.where}"]
        return events.total(want.lens, found.rows[0])
    # read along with all else: how many events have the same figures, of which there are some thousands
    figures = ", ' ', ".join(f"toString({part})" for part in listing.tolls(want.lens))
    (found,) = yield [Counting(events.table, conditions, f"[concat({figures})]")]
    return events.total(
        want.lens, _summed_tolls((tuple(map(int, str(value).split(" "))), count) for value, count in found.rows)
    )


def _summed_tolls(each: Iterable[tuple[tuple[Any, ...], int]]) -> tuple[int, int, int, int, bool]:
    """What ``Events.totals`` finds, by how many events have each of some lowest and highest figures."""
    total, counted, low, high, opened = 0, 0, 0, 0, False
    for (foot, top, more), count in each:
        total += count
        if top >= 0:
            counted, low, high, opened = counted + count, low + foot * count, high + top * count, opened or more > 0
    return total, counted, low, high, opened


def _facet(events: Events, want: wants.Facet, here: Whole) -> Rounds[tuple[ValueCount, ...]]:
    return (yield from facets.facet(events, want, here.query))


def _ranked(events: Events, want: wants.Ranked, here: Whole) -> Rounds[RankedValues]:
    return (yield from facets.ranked(events, want, here.query))


def _months(events: Events, _want: wants.Months, here: Whole) -> Rounds[MonthCounts]:
    parted = yield from events.by_month(here.query)
    return MonthCounts(tuple(one for one in parted.counts if one[0] < UNDATED), parted.of(UNDATED))


def _last(events: Events, want: wants.Last, here: Whole) -> Rounds[int]:
    if not listing.order_of(here.query).rank:
        return 0
    parted = yield from events.buckets(here.query, want.lens)
    return parted.of(listing.WITHOUT)


def _counted(events: Events, want: wants.Counted, _here: Whole) -> Rounds[tuple[int, ...]]:
    if not want.queries:
        return ()
    heavy = [query for query in want.queries if is_heavy(events.where(query))]
    others = [query for query in want.queries if query not in heavy]
    conditions = [events.where(query) for query in others]
    # one alone reads no more than its conditions leave
    once = len(others) == 1
    counts = "count()" if once else ", ".join(f"countIf({condition})" for condition in conditions)
    tables = yield [
        *(Counting(events.table, events.conditions(query), "['']") for query in heavy),
        *([f"SELECT {counts} FROM {events.table} WHERE {conditions[0] if once else where.ALL}"] if others else ()),
    ]
    numbers = {query: sum(row[1] for row in table.rows) for query, table in zip(heavy, tables, strict=False)}
    numbers.update(zip(others, tables[-1].rows[0] if others else (), strict=True))
    return tuple(numbers[query] for query in want.queries)


def _crossed(events: Events, want: wants.Crossed, _here: Whole) -> Rounds[tuple[tuple[int, ...], ...]]:
    if not want.down or not want.across:
        return tuple(() for _ in want.down)
    toll = listing.shown_toll(want.dead) if want.dead is not None else ""
    across = [events.where(query) for query in want.across]
    cells = ", ".join(f"sumIf({toll}, {both(one, f'({toll} >= 0)')})" if toll else f"countIf({one})" for one in across)
    # a statement a line, which reads what that line's events need
    found = yield [f"SELECT {cells} FROM {events.table} WHERE {row}" for row in map(events.where, want.down)]
    return tuple(tuple(table.rows[0]) for table in found)


def _first(events: Events, want: wants.First, _here: Whole) -> Rounds[tuple[Row, ...]]:
    condition, order = events.where(want.query), listing.order_of(want.query, want.lens)
    (found,) = yield [listing.select(events.table, condition, order, want.most)]
    return (yield from events.rows([spot.key for spot in listing.spots(found.rows)], want.lens))


def _selected(events: Events, want: wants.Selected, here: Whole) -> Rounds[tuple[int, ...]]:
    ids = tuple(dict.fromkeys(id_ for group in want.groups for id_ in group))
    tables = (yield events.by_ids(ids, ("id",), here.where)) if ids else []
    chosen = {row[0] for found in tables for row in found.rows}
    return tuple(sum(id_ in chosen for id_ in group) for group in want.groups)


def _claimed(events: Events, want: wants.Claimed, here: Whole) -> Rounds[tuple[ClaimantTotal, ...]]:
    (found,) = yield [Counting(events.table, events.conditions(here.query), "f_by")]
    counts = dict(found.rows)
    events_of = {value.token: counts[value.token] for value in events.vocabulary.values["by"] if value.token in counts}
    first = highest(events_of, want.most)
    sums = [events.totals(*listing.tolls(Lens(one))) for one in first]
    tables = (yield [f"SELECT {one} FROM {events.table} WHERE {here.where}" for one in sums]) if sums else []
    return tuple(ClaimantTotal(one, events.total(Lens(one), table.rows[0])) for one, table in zip(first, tables, strict=True))


def _points(events: Events, _want: wants.Points, here: Whole) -> Rounds[MapCounts]:
    return (yield from maps.points(events, here.where))


def _cells(events: Events, want: wants.Cells, here: Whole) -> Rounds[CellCounts]:
    return (yield from maps.cells(events, want, here.where))


# -- what follows the cursor -----------------------------------------------------------------------------------------


def _around(events: Events, want: wants.Around, here: Place) -> Rounds[Page]:
    start, found = yield from place.page(events, here, want)
    return Page(start, (yield from events.rows([spot.key for spot in found], want.lens)))


def _rows(events: Events, want: wants.Rows, here: Place) -> Rounds[Page]:
    start = max(0, min(want.start, here.parted.count))
    found = yield from place.positioned(events, here, want.lens, start, want.stop)
    return Page(start, (yield from events.rows([spot.key for spot in found], want.lens)))


def _bars(events: Events, want: wants.Bars, here: Place) -> Rounds[Strip]:
    cursor = here.cursor.key[0] if here.cursor is not None and here.cursor.key[0] < UNDATED else None
    layout = want.layout(events.calendar, cursor)
    conditions = events.conditions(here.query)
    if want.dead is None and all(start_of("month", day) == day for day in layout.days):
        whole, shown = yield from together(
            listing.months(events.table, (), events.lists), listing.months(events.table, conditions, events.lists)
        )
        return Strip(layout, _summed(whole, shown, layout.days))
    return Strip(layout, (yield from _counts(events, here.where, layout.days, want.dead)))


def _summed(whole: Mapping[tuple[int, str], int], shown: Mapping[tuple[int, str], int], days: list[int]) -> Counts:
    """The counts of bars that begin with months, by those of the months."""
    slots = max(0, len(days) - 1)
    total, kinds = [0] * slots, {kind: [0] * slots for kind in KINDS}
    for (month, _), count in whole.items():
        if slots and days[0] <= month < days[-1]:
            total[bisect_right(days, month) - 1] += count
    for (month, kind), count in shown.items():
        if slots and days[0] <= month < days[-1]:
            kinds[kind][bisect_right(days, month) - 1] += count
    chosen = tuple(map(sum, zip(*kinds.values(), strict=True)))
    return Counts(tuple(total), chosen, tuple((kind, tuple(bars)) for kind, bars in kinds.items() if any(bars)))


def _counts(events: Events, condition: str, days: list[int], dead: Lens | None) -> Rounds[Counts]:
    """The counts of the bars between some days: by day first, of which there are few, and then by bar."""
    if len(days) < 2:
        return Counts((), (), ())
    toll = listing.shown_toll(dead) if dead is not None else ""
    whole = f"sumIf({toll}, {toll} >= 0)" if toll else "count()"
    shown = f"sumIf({toll}, {both(condition, f'({toll} >= 0)')})" if toll else f"countIf({condition})"
    within = f"(first >= {literal(days[0])} AND first < {literal(days[-1])})"
    by_day = f"SELECT first, kind, {whole} AS w, {shown} AS s FROM {events.table} WHERE {within} GROUP BY first, kind"
    # servers of 2018 know no column inside a lambda
    slot = f"arraySum([{', '.join(f'first >= {literal(day)}' for day in days)}]) AS slot"
    (found,) = yield [f"SELECT {slot}, kind, sum(w), sum(s) FROM ({by_day}) GROUP BY slot, kind"]
    slots = len(days) - 1
    total, chosen, kinds = [0] * slots, [0] * slots, {kind: [0] * slots for kind in KINDS}
    for slot, kind, every, some in found.rows:
        total[slot - 1] += every
        chosen[slot - 1] += some
        kinds[kind][slot - 1] += some
    return Counts(tuple(total), tuple(chosen), tuple((kind, tuple(bars)) for kind, bars in kinds.items() if any(bars)))


def _at(events: Events, _want: wants.At, here: Place) -> Rounds[PointCount | None]:
    if here.cursor is None:
        return None
    point = yield from maps.at(events, listing.is_key(here.cursor.key))
    return PointCount(*point, 1) if point is not None else None


def _here(events: Events, _want: wants.Here, here: Place) -> Rounds[int | None]:
    if here.cursor is None:
        return None
    point = yield from maps.at(events, listing.is_key(here.cursor.key))
    every = yield from maps.known(events)
    return next((number for number, (other, _) in enumerate(every) if other == point), None) if point is not None else None


Answering = Callable[[Events, Any, Any], Rounds[Any]]

ANSWERS: dict[type[Want[Any]], Answering] = {
    wants.Ends: _ends,
    wants.Owned: _owned,
    wants.Changed: _new,
    wants.Dead: _dead,
    wants.Facet: _facet,
    wants.Ranked: _ranked,
    wants.Months: _months,
    wants.Last: _last,
    wants.Counted: _counted,
    wants.Crossed: _crossed,
    wants.First: _first,
    wants.Points: _points,
    wants.Cells: _cells,
    wants.Cited: records.cited,
    wants.MostCited: records.most_cited,
    wants.Claimed: _claimed,
    wants.Records: records.first,
    wants.Selected: _selected,
    wants.Steps: records.steps,
    wants.Named: records.named,
    wants.Bodies: records.bodies,
    wants.Titled: records.titled,
    wants.Citing: records.citing,
}
"""The function that answers each want about a selection."""

FOLLOWING: dict[type[Want[Any]], Answering] = {
    wants.Around: _around,
    wants.Rows: _rows,
    wants.Bars: _bars,
    wants.InFull: records.in_full,
    wants.Reading: records.reading,
    wants.Here: _here,
    wants.At: _at,
    wants.Chain: records.chain,
}
"""The same of those about the list and its cursor."""
