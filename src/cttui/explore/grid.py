"""The grid: events by province and month, each number a filter."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore import coverage
from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model import calendar, periods
from cttui.model.calendar import MONTHS
from cttui.model.claims import ALL
from cttui.model.periods import Days
from cttui.model.records import Province
from cttui.query.language import Query
from cttui.store.index import Answer
from cttui.store.parts import Row
from cttui.store.wants import Crossed, First, Want

MOST = 16
"""Columns that fit 80 cells; a longer period is divided into longer units."""
UNITS = ("month", "quarter", "year", "decade")
MOST_ROWS = 60
"""The most provinces: of more, those with the most events under the other filters."""
MOST_EVENTS = 100
"""The most events shown for the cell at the cursor."""


class GridRow(NamedTuple):
    """A province, or all of them."""

    token: str
    """Its token in the query; empty for all."""
    name: str


class Column(NamedTuple):
    """A part of the period, or all of it."""

    span: Days | None
    """Its days; ``None`` for all, including undated events."""
    label: str
    year: str
    """The year, if it begins one; otherwise empty."""
    name: str
    """In full."""


@dataclass(frozen=True, slots=True)
class GridView:
    """The grid; the last row is for all provinces, the last column for all time."""

    query: str
    """The query's text, whose filters on provinces and dates the grid replaces."""
    rows: tuple[GridRow, ...]
    columns: tuple[Column, ...]
    counts: tuple[tuple[int, ...], ...]
    """The count for each row and column of what ``cell_query`` selects: events, or their dead by the highest figure."""
    dead: bool
    surely: bool
    chosen: tuple[int, int] | None
    """GridRow and column of the cell that is the filter; ``None`` if the filter is not a cell."""
    cell: tuple[int, int]
    """Row and column of the cursor."""
    events: tuple[Row, ...]
    """The first events of the cell at the cursor, at most ``MOST_EVENTS``."""
    searched: tuple[tuple[bool, ...], ...] = ()
    """For each province and column whether events such as are counted were looked for; empty if dead are counted, or the
    timeline does not say what was looked for."""
    searches: tuple[str, ...] = ()
    """What was looked for in the cell at the cursor, or that nothing is recorded where it is empty: a sentence each."""
    provinces: int = 0
    """Provinces of the timeline; of very many, only those with the most events have a row."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """Every cell's number, and the events of the one at the cursor."""
        frame = frame_of(state)
        return _crossed(frame, state), _first(frame, state)

    @staticmethod
    def of(answer: Answer, state: State) -> GridView:
        """The grid under the filters on other fields."""
        frame = frame_of(state)
        counts = answer[_crossed(frame, state)]
        return GridView(
            state.query.text,
            frame.rows,
            frame.columns,
            counts,
            state.counts_dead,
            state.surely,
            frame.chosen,
            frame.cell,
            answer[_first(frame, state)],
            _searched(frame, state),
            _searches(frame, state, counts),
            len(state.head.provinces),
        )


class Frame(NamedTuple):
    """The grid without its numbers."""

    rows: tuple[GridRow, ...]
    columns: tuple[Column, ...]
    chosen: tuple[int, int] | None
    cell: tuple[int, int]


def frame_of(state: State) -> Frame:
    """Its rows and columns, the cell that is the filter, and the one at the cursor."""
    rows = (*(GridRow(p.short, p.name) for p in _provinces(state)), GridRow("", "all provinces"))
    columns = (*_columns(state.whole, state.window), Column(None, "all", "", "all time"))
    asked = frozenset(state.query.clauses)
    cells = (
        (y, x)
        for y, row in enumerate(rows)
        for x, column in enumerate(columns)
        if (row.token or column.span) and frozenset(cell_query(state.query, row, column, surely=state.surely).clauses) == asked
    )
    chosen = next(cells, None)
    row, column = state.sight.cell or chosen or (0, 0)
    return Frame(rows, columns, chosen, (max(0, min(row, len(rows) - 1)), max(0, min(column, len(columns) - 1))))


def _provinces(state: State) -> tuple[Province, ...]:
    """The provinces that have a row: all in the file's order, or the first of very many."""
    if len(state.head.provinces) <= MOST_ROWS:
        return state.head.provinces
    by_token = {province.short: province for province in state.head.provinces}
    return tuple(by_token[token] for token in state.first_provinces(MOST_ROWS))


def _crossed(frame: Frame, state: State) -> Crossed:
    down = (cell_query(state.query, row, frame.columns[-1], surely=state.surely) for row in frame.rows)
    across = (Query().within(*_ends(column), surely=state.surely) for column in frame.columns)
    return Crossed(tuple(down), tuple(across), state.dead)


def _first(frame: Frame, state: State) -> First:
    row, column = frame.rows[frame.cell[0]], frame.columns[frame.cell[1]]
    return First(cell_query(state.query, row, column, surely=state.surely), MOST_EVENTS, state.dead or ALL)


def _searched(frame: Frame, state: State) -> tuple[tuple[bool, ...], ...]:
    if state.counts_dead or not state.head.coverages:
        return ()
    spans = [column.span or state.whole for column in frame.columns]
    return tuple(coverage.searched(state.head, state.query, province.code, spans) for province in _provinces(state))


def _searches(frame: Frame, state: State, counts: tuple[tuple[int, ...], ...]) -> tuple[str, ...]:
    row, column = frame.cell
    if state.counts_dead or row == len(frame.rows) - 1:
        return ()
    span = frame.columns[column].span or state.whole
    found = coverage.told(state.head, state.query, _provinces(state)[row].code, span)
    return tuple(map(str, found)) or (() if counts[row][column] else (coverage.NO_SEARCH,))


def _columns(whole: Days, window: Days | None) -> tuple[Column, ...]:
    """The parts of the period, as short as fits."""
    if window is not None and not _fits(UNITS[0], whole):
        common = Days(max(whole.first, window.first), min(whole.last, window.last))
        # a window outside the period leaves nothing to divide
        whole = common if common.days > 0 else whole
    unit = next((unit for unit in UNITS if _fits(unit, whole)), UNITS[-1])
    # what does not fit is merged in front of the rest
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
    """Whether a span touches no more units than fit."""
    return len(periods.last_edges(unit, span, MOST + 1)) - 1 <= MOST


def _ends(column: Column) -> tuple[str, str]:
    return periods.edtf(column.span) if column.span else ("", "")


def cell_query(query: Query, row: GridRow, column: Column, *, surely: bool) -> Query:
    """The query with its province and days replaced by a cell's."""
    found = query.only("province", row.token) if row.token else query.without_chosen("province")
    return found.within(*_ends(column), surely=surely)
