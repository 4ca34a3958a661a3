"""The grid: events by province and month, each number a filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from cttui.model import calendar, periods
from cttui.model.calendar import MONTHS
from cttui.model.claims import ALL, Lens
from cttui.model.periods import Days
from cttui.query.language import Query
from cttui.store.selection import Row, Selection
from cttui.store.sqlite import Index

MOST = 16
"""Columns that find room in 80 cells; a longer period is divided into longer units."""
UNITS = ("month", "quarter", "year", "decade")


class GridRow(NamedTuple):
    """A province, or all of them."""

    token: str
    """What the query calls it; empty for all."""
    name: str


class Column(NamedTuple):
    """A part of the period, or all of it."""

    span: Days | None
    """Its days; ``None`` for all, the undated among them."""
    label: str
    year: str
    """Where it begins a year, the year; empty elsewhere."""
    name: str
    """In full."""


@dataclass(frozen=True, slots=True)
class GridView:
    """The grid; the last row is of all provinces, the last column of all time."""

    query: str
    """The query's text, whose filters on provinces and dates the grid replaces."""
    rows: tuple[GridRow, ...]
    columns: tuple[Column, ...]
    counts: tuple[tuple[int, ...], ...]
    """For each row and column what ``cell_query`` selects: events, or their dead by the highest figure."""
    dead: bool
    surely: bool
    chosen: tuple[int, int] | None
    """GridRow and column of the cell that the query asks for now; ``None`` where it asks for no one cell."""
    events: Callable[[int, int, int], tuple[Row, ...]] = field(compare=False, repr=False)
    """The first so many events of the cell in a row and column."""

    @classmethod
    def build(
        cls, index: Index, query: Query, whole: Days, window: Days | None, lens: Lens | None, *, surely: bool
    ) -> GridView:
        """The grid of what the filters on other fields leave.

        Args:
            index: The timeline's index.
            query: The query in force.
            whole: The timeline's period.
            window: What the query asks for of it: divided instead, where the whole is too long for months.
            lens: Whose figures count the dead; ``None`` counts events.
            surely: Whether an event must surely lie within a column, and not only possibly.
        """
        rows = (*(GridRow(p.short, p.name) for p in index.head.provinces), GridRow("", "all provinces"))
        columns = (*_columns(whole, window), Column(None, "all", "", "all time"))
        across = [index.select(Query().within(*_ends(column), surely=surely)) for column in columns]
        down = [index.select(cell_query(query, row, columns[-1], surely=surely)) for row in rows]

        def count(found: Selection) -> int:
            return found.count if lens is None else index.total(found, lens).high

        counts = tuple(tuple(count(row.common(column)) for column in across) for row in down)
        asked = frozenset(query.clauses)
        cells = (
            (y, x)
            for y, row in enumerate(rows)
            for x, column in enumerate(columns)
            if (row.token or column.span) and frozenset(cell_query(query, row, column, surely=surely).clauses) == asked
        )

        def events(row: int, column: int, most: int) -> tuple[Row, ...]:
            return index.rows(down[row].common(across[column]), 0, most, lens or ALL)

        return cls(query.text, rows, columns, counts, lens is not None, surely, next(cells, None), events)


def _columns(whole: Days, window: Days | None) -> tuple[Column, ...]:
    """The parts of the period, as short as find room."""
    if window is not None and not _fits(UNITS[0], whole):
        common = Days(max(whole.first, window.first), min(whole.last, window.last))
        # a window beside the period leaves nothing to divide
        whole = common if common.days > 0 else whole
    unit = next((unit for unit in UNITS if _fits(unit, whole)), UNITS[-1])
    # what finds no room stands together before the rest
    starts = periods.last_edges(unit, whole, MOST if _fits(unit, whole) else MOST - 1)
    found, year = [], None
    if starts[0] > whole.first:
        name = periods.label(unit, starts[0] - 1)
        before = Days(periods.start_of(unit, whole.first), starts[0] - 1)
        found.append(Column(before, f"–{name.removeprefix('the ')}", "", f"until {name}"))
    for start in starts[:-1]:
        when = calendar.day_of(start)
        label = {"month": MONTHS[when.month - 1][:3], "quarter": f"Q{(when.month + 2) // 3}"}.get(unit, "")
        name = periods.label(unit, start)
        begins = calendar.year_words(when.year) if when.year != year else ""
        found.append(Column(periods.around(unit, start), label or name.removeprefix("the "), begins if label else "", name))
        year = when.year
    return tuple(found)


def _fits(unit: str, span: Days) -> bool:
    """Whether a span touches no more units than find room."""
    return len(periods.last_edges(unit, span, MOST + 1)) - 1 <= MOST


def _ends(column: Column) -> tuple[str, str]:
    return periods.edtf(column.span) if column.span else ("", "")


def cell_query(query: Query, row: GridRow, column: Column, *, surely: bool) -> Query:
    """The query with a cell's province and days in the place of those that it asks for."""
    found = query.only("province", row.token) if row.token else query.without_chosen("province")
    return found.within(*_ends(column), surely=surely)
