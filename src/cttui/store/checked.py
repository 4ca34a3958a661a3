"""Reading a store that is too large to check completely on opening: each row is checked when it is read.

Every row carries a CRC-32 over its columns, which finds any damage of four consecutive bytes and misses other damage once in
four thousand million times. A missing row is damage too: a store knows for each group of rows
(a field's bitmaps, a field's values) how many there are and the sum of their checks, and a group is
counted before anything is concluded from an absent row. These sums, the tables' definitions and everything else in
``meta`` are checked when the store is opened.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from cttui.errors import StoreError
from cttui.store.layout import BY_FIELD, PACKED_SEALED, SEALED, Reading, Rows, seal

_READS = re.compile(r"\bFROM (\w+)(?: WHERE (\w+) (?:= (?:\?|'(\w+)')|IN )(?: AND (\w+) = \?)?)?")
"""What a statement of the index reads: table, lookup column, a literal field, a second column."""

_WHOLE = re.compile(r"SELECT \w+(?:, \w+)* FROM \w+(?: WHERE field = (?:\?|'\w+'))?(?: ORDER BY \w+)?")
"""A statement that reads all rows of a group, each once: their number alone says then whether one is missing."""
_OF_IDS = "SELECT count(*), total(seal(n, id)) FROM (SELECT n, id FROM main.event ORDER BY id)"


# -- sums ------------------------------------------------------------------------------------------------------------


def sign(
    connection: sqlite3.Connection, changed: Collection[str] | None = None, sums: Mapping[str, list[float]] | None = None
) -> None:
    """Write the sums of the groups of rows into a new store, and a check over them.

    Args:
        connection: The store.
        changed: The groups that are others than in the store that it was made from, whose sums it has; ``None`` for all.
        sums: The sums, if they were counted while the rows were written.
    """
    _prepare(connection)
    sums = _sums(connection, changed) if sums is None else dict(sorted(sums.items()))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('sums', ?)", (json.dumps({**sums, "schema": _schema(connection)}),))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('seal', ?)", (_meta_seal(connection),))
    connection.commit()


def _sums(connection: sqlite3.Connection, changed: Collection[str] | None) -> dict[str, list[float]]:
    """The sums of the groups of rows, read from these."""
    groups = SEALED.keys() - BY_FIELD
    groups |= {f"{table}/{field}" for table in BY_FIELD for (field,) in _fields(connection, table)}
    known: dict[str, list[float]] = {}
    if changed is not None:
        (found,) = connection.execute("SELECT value FROM meta WHERE key = 'sums'").fetchone()
        known = {group: figures for group, figures in json.loads(found).items() if group in groups and group not in changed}
    return {group: known.get(group) or _sum(connection, group) for group in sorted(groups)}


def is_signed(connection: sqlite3.Connection) -> bool:
    """Whether a store has the sums of its groups of rows."""
    return connection.execute("SELECT 1 FROM meta WHERE key = 'seal'").fetchone() is not None


def _fields(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str]]:
    # table is one of two fixed words, here and below
    yield from connection.execute(f"SELECT DISTINCT field FROM main.{table}")  # noqa: S608


def _sum(connection: sqlite3.Connection, group: str) -> list[float]:
    """How many rows a group has, and the sum of their checks, each compared with its row."""
    table, by_field, field = group.partition("/")
    if table == "event":
        return list(connection.execute(_OF_IDS).fetchone())
    sql = f"SELECT count(*), total(seal) FROM main.{table} WHERE sound(seal, {SEALED[table]})"  # noqa: S608
    found = connection.execute(f"{sql} AND field = ?", (field,)) if by_field else connection.execute(sql)
    return list(found.fetchone())


def _schema(connection: sqlite3.Connection) -> list[float]:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM main.sqlite_schema ORDER BY name").fetchall()
    return [len(found), seal(*(column for row in found for column in row))]


def _meta_seal(connection: sqlite3.Connection) -> int:
    rows = connection.execute("SELECT key, value FROM meta WHERE key != 'seal' ORDER BY key").fetchall()
    return seal(*(column for row in rows for column in row))


def _prepare(connection: sqlite3.Connection) -> None:
    def sound(found: int, *columns: object) -> bool:
        if seal(*columns) != found:
            raise ValueError("a row is damaged")
        return True

    connection.create_function("seal", -1, seal, deterministic=True)
    connection.create_function("sound", -1, sound, deterministic=True)


# -- reading ---------------------------------------------------------------------------------------------------------


class Checked:
    """An open store that returns only rows whose check matches."""

    def __init__(self, connection: sqlite3.Connection, remake: Callable[[], Reading] | None) -> None:
        """Take a store and a function that recreates it if damage is found; ``None`` for none.

        Raises:
            StoreError: The checks themselves are damaged.
        """
        self._connection: Reading = connection
        self._remake = remake
        self._proven: set[str] = set()
        try:
            _prepare(connection)
            meta = dict(connection.execute("SELECT key, value FROM meta"))
            self._sums: dict[str, list[float]] = json.loads(meta["sums"])
            if meta["seal"] != _meta_seal(connection) or self._sums["schema"] != _schema(connection):
                raise StoreError("the store is damaged")
            packed = PACKED_SEALED if "packed" in meta else {}
            for table, columns in (SEALED | packed).items():
                # a view with the table's name shadows it, so that nothing bypasses the check
                view = f"CREATE TEMP VIEW {table} AS SELECT {columns} FROM main.{table} WHERE sound(seal, {columns})"  # noqa: S608
                connection.execute(view)
        except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
            raise StoreError(f"the store is damaged ({error})") from None
        self._raw = connection

    @property
    def raw(self) -> sqlite3.Connection:
        """The store itself, whose rows nobody checks as they are read."""
        return self._raw

    def counted(self, table: str, field: str) -> int:
        """How many rows of a table a field has, by the sums that are checked when the store is opened."""
        return int(self._sums.get(f"{table}/{field}", [0])[0])

    def close(self) -> None:
        """Close the store."""
        self._connection.close()

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Rows:
        """Read rows; if damage is found, the store is silently recreated, and read again.

        Raises:
            StoreError: It is damaged and cannot be recreated.
        """
        if self._connection is not self._raw:
            return self._connection.execute(sql, parameters)
        try:
            return self._read(sql, parameters)
        except sqlite3.ProgrammingError:
            raise
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if self._remake is None:
                raise StoreError(f"the compiled store is damaged ({error}); delete it to have it rebuilt") from None
        made = self._remake()
        self._raw.close()
        self._connection = made
        return made.execute(sql, parameters)

    def _read(self, sql: str, parameters: Sequence[object]) -> Rows:
        reads = _READS.search(sql)
        table, column, written, second = reads.groups() if reads else ("", None, None, None)
        found = _Found(self._raw.execute(sql, tuple(parameters)))
        if table in SEALED and (table in BY_FIELD) == (column is not None) and _WHOLE.fullmatch(sql):
            group = f"{table}/{written or parameters[0]}" if column is not None else table
            # every row was checked as it was read: to read them again would prove no more
            if len(found) == self._sums.get(group, (0,))[0]:
                self._proven.add(group)
        if table in {"event", "source", "document"}:
            if column is None or len(found) < len(_wanted(sql, parameters)):
                if column == "n":
                    # events are numbered without a gap
                    raise sqlite3.DatabaseError("an event is missing")
                self._prove(table)
        elif table in BY_FIELD and column == "field":
            if second is None or not found:
                self._prove(f"{table}/{written or parameters[0]}")
        elif table in SEALED:
            for group in [group for group in self._sums if group.partition("/")[0] == table]:
                self._prove(group)
        return found

    def _prove(self, group: str) -> None:
        """Count a group once: after that, a row that is not found does not exist."""
        if group not in self._proven:
            if _sum(self._raw, group) != self._sums.get(group, [0, 0.0]):
                raise sqlite3.DatabaseError(f"rows of {group} are damaged")
            self._proven.add(group)


class _Found(list[tuple[object, ...]]):
    """Rows that were read, as from a cursor."""

    def fetchone(self) -> tuple[object, ...] | None:
        """The first row."""
        return self[0] if self else None

    def fetchall(self) -> list[tuple[object, ...]]:
        """All rows."""
        return self


def _wanted(sql: str, parameters: Sequence[object]) -> set[object]:
    """The keys that a statement looks up, one per parameter or all in one as JSON."""
    return set(json.loads(str(parameters[0]))) if "json_each(?)" in sql else set(parameters)
