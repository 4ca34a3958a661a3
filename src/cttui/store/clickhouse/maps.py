"""The map on a server: its points, and the cells of a terminal in which they lie.

Which points there are depends on the whole table alone and is asked for once. A selection is counted by the server, cell by
cell: the cell of a point is worked out there as ``model.window`` does it, and no point is pulled for it.
"""

from __future__ import annotations

from cttui.model import geo
from cttui.model.window import LEAVE, Window
from cttui.store import density, wants
from cttui.store.clickhouse import where
from cttui.store.clickhouse.counting import Counting
from cttui.store.clickhouse.events import Events
from cttui.store.clickhouse.rounds import Rounds
from cttui.store.clickhouse.schema import KEY
from cttui.store.clickhouse.where import both, either, literal
from cttui.store.contribution import Point
from cttui.store.parts import CellCount, CellCounts, MapCounts, PointCount

MOST = 500_000
"""Points of one table: as many are held in memory while it is open."""

_POINT = "lat, lon, precision, place"


def known(events: Events) -> Rounds[list[tuple[Point, int]]]:
    """Every point of the table with its events, in the order in which events come to them.

    Raises:
        ServerError: There are too many.
    """
    if events.points_known is None:
        # one more than may be, which says that there are too many
        groups = f"GROUP BY {_POINT} ORDER BY f LIMIT {MOST + 1}"
        (found,) = yield [f"SELECT {_POINT}, count(), min(({', '.join(KEY)})) AS f FROM {events.table} WHERE placed {groups}"]
        events.check_bound(len(found.rows), "points or more", MOST)
        events.points_known = [((lat, lon, precision, name), count) for lat, lon, precision, name, count, _ in found.rows]
    return events.points_known


def extent_of(points: list[tuple[Point, int]]) -> geo.Area | None:
    """The smallest box around some points."""
    return geo.around((lat, lon) for (lat, lon, _, _), _ in points)


def unplaced(events: Events, condition: str) -> Rounds[tuple[int, dict[str, int]]]:
    """How many events of a selection have no coordinates, in total and by province, as ``MapCounts`` has them."""
    rest = both(condition, "NOT placed")
    shorts = [province.short for province in events.head.provinces]
    none = f"NOT hasAny(f_province, {where.listed(shorts)})" if shorts else where.ALL
    whole, by = yield [
        f"SELECT count(), countIf({none}) FROM {events.table} WHERE {rest}",
        Counting(events.table, (rest,), "f_province"),
    ]
    ((count, without),) = whole.rows
    if not count:
        return 0, {}
    counts = dict(by.rows)
    return count, {**{short: counts.get(short, 0) for short in shorts}, "": without}


def points(events: Events, condition: str) -> Rounds[MapCounts]:
    """A selection on the map, point by point."""
    every = yield from known(events)
    (found,) = yield [f"SELECT {_POINT}, count() FROM {events.table} WHERE {both(condition, 'placed')} GROUP BY {_POINT}"]
    counts = {(lat, lon, precision, name): count for lat, lon, precision, name, count in found.rows}
    rest = yield from unplaced(events, condition)
    return MapCounts(tuple(PointCount(*point, counts.get(point, 0)) for point, _ in every), extent_of(every), *rest)


def cells(events: Events, view: wants.Cells, condition: str) -> Rounds[CellCounts]:
    """A selection on the map, cell by cell."""
    every = yield from known(events)
    extent = extent_of(every)
    window = density.window_of(extent, view)
    statements = [f"SELECT precision, count() FROM {events.table} WHERE {both(condition, 'placed')} GROUP BY precision"]
    if window is not None:
        x, y = cell(window)
        statements.append(
            f"SELECT {x} AS x, {y} AS y, count() FROM {events.table}"
            f" WHERE {both(condition, 'placed', within(window))} GROUP BY x, y"
        )
    precise, *counted = yield statements
    by_cell = {(x, y): count for x, y, count in counted[0].rows} if counted else {}
    names = density.named(every, window) if window is not None else {}
    counts = tuple(CellCount(*spot, by_cell.get(spot, 0), name) for spot, name in names.items())
    by_precision = dict.fromkeys((precision for (_, _, precision, _), _ in every), 0) | dict(precise.rows)
    rest = yield from unplaced(events, condition)
    return CellCounts(window, counts, extent, by_precision, *rest)


def _across(window: Window) -> str:
    """The dots from the left edge, as ``Window.dot`` has them; a turn is taken off or added, which is exact."""
    degrees = f"(lon - {literal(window.west)} + {literal(LEAVE)})"
    return f"(({degrees} - 360. * floor({degrees} / 360.)) * {literal(window.across)})"


def _down(window: Window) -> str:
    return f"(({literal(window.north)} - lat) * {literal(window.down)})"


def within(window: Window) -> str:
    """The condition of the points that a window shows."""
    x, y = _across(window), _down(window)
    far = literal(2 * window.width + LEAVE)
    return f"({x} <= {far} AND {y} >= {literal(-LEAVE)} AND {y} <= {literal(4 * window.height + LEAVE)})"


def cell(window: Window) -> tuple[str, str]:
    """The expressions of the column and the line of a point in a window."""
    x = f"intDiv(least(toInt32({_across(window)}), {2 * window.width - 1}), 2)"
    y = f"intDiv(greatest(0, least(toInt32({_down(window)}), {4 * window.height - 1})), 4)"
    return x, y


def there(events: Events, at: wants.ToPoints | wants.ToCells) -> Rounds[str]:
    """The condition of the events at some points, or in some cells, of the map."""
    every = yield from known(events)
    if isinstance(at, wants.ToPoints):
        some = [every[number][0] for number in at.points]
        same = (
            f"(lat = {literal(lat)} AND lon = {literal(lon)} AND precision = {literal(precision)} AND place = {literal(name)})"
            for lat, lon, precision, name in some
        )
        return both("placed", either(*same))
    window = density.window_of(extent_of(every), at.cells)
    if window is None or not at.spots:
        return where.NONE
    x, y = cell(window)
    spots = ", ".join(f"({column}, {line})" for column, line in at.spots)
    return both("placed", within(window), f"(({x}, {y}) IN ({spots}))")


def at(events: Events, condition: str) -> Rounds[Point | None]:
    """The point of one event; ``None`` if it has no coordinates."""
    (found,) = yield [f"SELECT {_POINT} FROM {events.table} WHERE {both(condition, 'placed')} LIMIT 1"]
    return tuple(found.rows[0]) if found.rows else None
