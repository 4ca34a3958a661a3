"""What the codes by which values are counted stand for: the lists of values that events have of a field.

The server makes a code of each event's values when a row comes in (``schema.COMPUTED``). What codes stand for is kept beside
the events (``whole``); a code that is met later, since another import sends rows, is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cttui.store.clickhouse.rounds import Rounds
from cttui.store.clickhouse.schema import COMPUTED, LISTS, NARROW, TOGETHER, code_of, column_of

MOST = 20_000
"""The most lists of one column that are known; values of a column with more are counted one by one."""

Known = Mapping[str, Mapping[int, tuple[tuple[str, ...], ...]]]
"""For each column of codes what each stands for: the values of its field, or of each of ``schema.NARROW``."""

_FIELDS = {TOGETHER: NARROW, **{code_of(field): (field,) for field in LISTS}}
"""The fields of each column of codes."""


def _asked(table: str, column: str, condition: str) -> str:
    values = ", ".join(f"any({'[kind]' if field == 'kind' else column_of(field)})" for field in _FIELDS[column])
    return f"SELECT {column}, {values} FROM {table} WHERE {condition} GROUP BY {column} LIMIT {MOST + 1}"


def _read(rows: Iterable[Sequence[Any]]) -> dict[int, tuple[tuple[str, ...], ...]]:
    return {int(code): tuple(tuple(values) for values in lists) for code, *lists in rows}


def surveyed(table: str) -> Rounds[Known]:
    """What the codes of a whole table stand for, but for columns that have too many."""
    columns = [column.name for column in COMPUTED]
    found = yield [_asked(table, column, "1") for column in columns]
    return {column: _read(one.rows) for column, one in zip(columns, found, strict=True) if len(one.rows) <= MOST}


def plain(known: Known) -> dict[str, object]:
    """The same as values of JSON."""
    return {column: [[code, *lists] for code, lists in one.items()] for column, one in known.items()}


def read(said: Mapping[str, Any]) -> Known:
    """What ``plain`` wrote."""
    return {column: _read(rows) for column, rows in said.items() if column in _FIELDS}


class Lists:
    """What is known of the codes of one table."""

    def __init__(self, known: Known, table: str) -> None:
        """Take what is kept beside the events, and the table."""
        self._known = {column: dict(one) for column, one in known.items()}
        self._table = table

    def column(self, field: str) -> str:
        """The column of codes by which the values of a field are counted; empty if none is."""
        if field in NARROW and TOGETHER in self._known:
            return TOGETHER
        return code_of(field) if field in LISTS and code_of(field) in self._known else ""

    def size(self, column: str) -> int:
        """How many codes of a column are known."""
        return len(self._known[column])

    def values(self, column: str, field: str) -> Mapping[int, tuple[str, ...]]:
        """For each known code of a column the values of a field."""
        place = _FIELDS[column].index(field)
        # another thread may learn of more meanwhile
        return {code: lists[place] for code, lists in list(self._known[column].items())}

    def learn(self, column: str, codes: Iterable[int]) -> Rounds[None]:
        """Look up those of some codes that are not known."""
        known = self._known[column]
        if unknown := sorted({code for code in codes if code not in known}):
            condition = f"{column} IN ({', '.join(map(str, unknown[:MOST]))})"
            (found,) = yield [_asked(self._table, column, condition)]
            known.update(_read(found.rows))
