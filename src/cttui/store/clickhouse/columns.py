"""Rows column by column, as they are sent: ClickHouse's Native format.

Source: "Native" in ClickHouse's reference of formats. A block has the number of its columns and of its rows, then each column
with its name and type before all its values. Of a column of lists the ends of all lists come first, then their values.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from cttui.store.clickhouse import rows, schema

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

FORMAT = "Native"
"""What ClickHouse calls the format."""
TYPES = {column.name: column.type for column in schema.COLUMNS}
FIXED = {
    "Int16": "<i2",
    "Int32": "<i4",
    "Int64": "<i8",
    "UInt8": "u1",
    "UInt16": "<u2",
    "UInt32": "<u4",
    "UInt64": "<u8",
    "Float64": "<f8",
}
"""The types whose values are all of one size, as numpy names them."""
LIST = "Array("
"""How the types of lists begin."""

Held = tuple[bytes, ...]
"""What some columns of a row hold, as ``Group`` has it."""
Content = dict[str, list[bytes]]
"""The values of columns in all rows of a block, in pieces that come after each other."""


class Group:
    """Columns that are decided together: their values in a row as bytes, those of fixed size in one piece."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the columns."""
        self.fixed = tuple(name for name in names if TYPES[name] in FIXED)
        self.others = tuple(name for name in names if TYPES[name] not in FIXED)
        self._fixed = [(name, rows.writer(TYPES[name])) for name in self.fixed]
        self._others = [(name, rows.writer(TYPES[name])) for name in self.others]

    def said(self, row: Mapping[str, Any]) -> Held:
        """What a row has in these columns: the numbers together, then each text and each list as RowBinary."""
        return (
            b"".join([write(row[name]) for name, write in self._fixed]),
            *[write(row[name]) for name, write in self._others],
        )


class Table:
    """What some columns hold in the rows of each of some codes."""

    def __init__(self, group: Group) -> None:
        """Take the columns; there are no codes yet."""
        self._kinds = [(name, FIXED[TYPES[name]]) for name in group.fixed]
        self._fixed = bytearray()
        self._others = [_Values(name) for name in group.others]
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, held: Held) -> int:
        """Take what the next code means; its number is returned."""
        self.extend((held,))
        return self._count - 1

    def extend(self, held: Sequence[Held]) -> None:
        """Take what the next codes mean."""
        fixed, *others = zip(*held, strict=True)
        self._fixed += b"".join(fixed)
        for values, some in zip(self._others, others, strict=True):
            values.extend(some)
        self._count += len(held)

    def take(self, codes: Numbers, into: Content, listed: Sequence[int] = ()) -> None:
        """Add the columns in rows with some codes.

        Args:
            codes: The codes.
            into: What they are added to.
            listed: The same codes, if they are at hand as a list.
        """
        import numpy as np

        if self._kinds:
            fixed = np.frombuffer(self._fixed, np.dtype(self._kinds))[codes]
            for name, _ in self._kinds:
                into[name] = [fixed[name].tobytes()]
        if self._others:
            listed = listed or codes.tolist()
            for values in self._others:
                into[values.name] = values.take(codes, listed)


class _Values:
    """The texts or lists of one column by code."""

    __slots__ = ("_alike", "_first", "_sizes", "_values", "name")

    def __init__(self, name: str) -> None:
        self.name = name
        self._values: list[bytes] = []
        self._sizes: array[int] | None = array("Q") if TYPES[name].startswith(LIST) else None
        self._first: bytes | None = None
        """What the first code has, with the length of a list."""
        self._alike = True
        """Whether all codes have the same."""

    def extend(self, some: Sequence[bytes]) -> None:
        if self._first is None and some:
            self._first = some[0]
        self._alike = self._alike and all(one == self._first for one in some)
        if self._sizes is None:
            self._values += some
            return
        for value in some:
            size = value[0]
            content = value[1:]
            if size > _BYTE:
                size, content = _long(value)
            self._sizes.append(size)
            self._values.append(content)

    def take(self, codes: Numbers, listed: Sequence[int]) -> list[bytes]:
        import numpy as np

        values = self._values
        joined = values[0] * len(listed) if self._alike else b"".join(map(values.__getitem__, listed))
        return [joined] if self._sizes is None else [ends(np.frombuffer(self._sizes, np.uint64)[codes]), joined]


_BYTE = 0x7F
"""The longest list whose length RowBinary has in one byte."""


def _long(value: bytes) -> tuple[int, bytes]:
    """The length of a long list that RowBinary has, and its values."""
    size = shift = at = 0
    while True:
        byte = value[at]
        at += 1
        size |= (byte & _BYTE) << shift
        if byte <= _BYTE:
            return size, value[at:]
        shift += 7


def ends(sizes: Numbers) -> bytes:
    """The ends of lists of some sizes, which stand before their values."""
    import numpy as np

    return np.cumsum(sizes, dtype=np.uint64).tobytes()


def distinct(columns: Sequence[Numbers], count: int) -> tuple[list[tuple[int, ...]], Numbers]:
    """The different rows of some columns of whole numbers from 0 on.

    Args:
        columns: The columns.
        count: How many rows they have.

    Returns:
        The rows, in the order in which they come, and for each row of the columns which of these it is.
    """
    import numpy as np

    if not columns:
        return [()], np.zeros(count, np.int64)
    key: Numbers = np.zeros(count, np.int64)
    bound = 1
    for column in columns:
        size = int(column.max(initial=0)) + 1
        if bound * size >= _MOST:
            key = np.unique(key, return_inverse=True)[1]
            bound = int(key.max(initial=0)) + 1
        key = key * size + column
        bound *= size
    _, first, which = np.unique(key, return_index=True, return_inverse=True)
    order = np.argsort(first)
    places = first[order]
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return list(zip(*[column[places].tolist() for column in columns], strict=True)), rank[which]


_MOST = 1 << 62
"""More than the numbers that stand for a few columns together."""


@cache
def _head(name: str) -> bytes:
    write: Callable[[str], bytes] = rows.writer("String")
    return write(name) + write(TYPES[name])


def block(content: Mapping[str, Iterable[bytes]], count: int) -> list[bytes]:
    """All columns of some rows as a block, in pieces: put together, each of them would be copied once more."""
    parts = [rows.LENGTHS[len(schema.NAMES)], rows.LENGTHS[count]]
    for name in schema.NAMES:
        parts += (_head(name), *content[name])
    return parts
