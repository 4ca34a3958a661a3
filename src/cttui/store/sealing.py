"""Rows of a store with their checks, and the sums of these checks, which are counted as the rows are written.

``checked.sign`` finds the same sums by reading a whole store again: at 2,700,000 events that takes longer than writing it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from cttui.store import layout

_AT_ONCE = {"bits": 16, "value": 64}
"""Rows that one statement writes of tables with tens of thousands of short ones: a row a statement takes twice the time."""

Sums = dict[str, list[float]]
"""For each group of rows how many they are, and the sum of their checks."""


class Sealing:
    """Writes rows into a new store and counts the sums of their groups, as ``checked`` names them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take the store."""
        self.connection = connection
        self.sums: Sums = {table: [0, 0.0] for table in layout.SEALED if table not in layout.BY_FIELD}

    def put(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Write rows of a table; each without its check, which is its last column."""
        # rows of the tables that packed stores alone have are not summed: they are numbered without a gap
        seal = self._by_field if table in layout.BY_FIELD else _sealed
        columns = (layout.SEALED.get(table) or layout.PACKED_SEALED[table]).count(",") + 2
        one = f"({', '.join('?' * columns)})"
        sealed: Iterable[tuple[object, ...]] = seal(table, rows)
        if count := _AT_ONCE.get(table):
            several = f"INSERT INTO {table} VALUES {', '.join([one] * count)}"  # noqa: S608 - our own tables
            left: list[tuple[object, ...]] = []
            self.connection.executemany(several, _several(iter(sealed), count, left))
            sealed = left
        self.connection.executemany(f"INSERT INTO {table} VALUES {one}", sealed)  # noqa: S608 - likewise

    def add(self, sums: Mapping[str, Iterable[float]]) -> None:
        """Take the sums of rows that were written elsewhere."""
        for group, (rows, checks) in sums.items():
            self._count(group, int(rows), checks)

    def _count(self, group: str, rows: int, checks: float) -> None:
        found = self.sums.setdefault(group, [0, 0.0])
        found[0] += rows
        found[1] += checks

    def _by_field(self, table: str, rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
        sums = self.sums
        seal: Callable[..., int] = layout.seal_set if table == "bits" else layout.seal_value
        for row in rows:
            check = seal(*row)
            found = sums.setdefault(f"{table}/{row[0]}", [0, 0.0])
            found[0] += 1
            found[1] += check
            yield (*row, check)


def _several(rows: Iterator[tuple[object, ...]], count: int, left: list[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    """So many rows at a time, one after the other; what does not fill the last of them is left."""
    while len(some := list(islice(rows, count))) == count:
        yield tuple(chain.from_iterable(some))
    left += some


def _sealed(_table: str, rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        yield (*row, layout.seal(*row))


def created(path: Path) -> sqlite3.Connection:
    """A new packed store with nothing in it.

    Raises:
        OSError: It cannot be written.
        sqlite3.Error: The same.
    """
    path.unlink(missing_ok=True)
    connection = opened(path)
    connection.executescript(layout.SCHEMA + layout.PACKED)
    return connection


def opened(path: Path) -> sqlite3.Connection:
    """A store that is being written, and without a journal: until it is whole, nobody knows it.

    Raises:
        sqlite3.Error: It cannot be written.
    """
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection
