"""The codes by which events are counted: what a row says in some columns, as one number of 16 bits.

To group by such a number takes a tenth of what it takes to group by the texts of a list, and reading it a quarter of what a
hash of them would take. Codes are exact: an import numbers what is met, and before it sends a row it reads back the codes
that the table has, so that no code ever stands for two things. What a code stands for, the rows that have it say (``lists``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cttui.store.clickhouse.schema import CODED, CODES, FEWER, OTHER

Meant = tuple[Any, ...]
"""What a row has in the columns that a code stands for; lists are tuples."""

Known = Mapping[str, Mapping[int, Meant]]
"""For each column of codes what each stands for."""


def said_of(column: str, row: Mapping[str, object]) -> Meant:
    """What a code of a row stands for, by its other columns."""
    return said(row[name] for name in CODED[column])


def said(values: Iterable[object]) -> Meant:
    """The same by the values of these columns."""
    return tuple([tuple(value) if isinstance(value, list) else value for value in values])


class Numbering:
    """Numbers what the rows of one table say."""

    def __init__(self, known: Known | None = None) -> None:
        """Take the codes that the table has already."""
        self._codes: dict[str, dict[Meant, int]] = {column: {} for column in CODED}
        self._next = dict.fromkeys(CODED, 0)
        self._full = {column for column, one in (known or {}).items() if OTHER in one}
        """The columns that have more to say than there are codes for."""
        for column, one in (known or {}).items():
            self._codes[column] = {value: code for code, value in one.items() if code != OTHER}
            self._next[column] = max(self._codes[column].values(), default=-1) + 1

    def code(self, column: str, value: Meant) -> int:
        """The code of what a row says; ``OTHER`` for all that comes when there are as many as may be."""
        codes = self._codes[column]
        found = codes.get(value)
        if found is None:
            found = self._next[column]
            if found >= min(CODES, FEWER.get(column, CODES)):
                self._full.add(column)
                return OTHER
            codes[value] = found
            self._next[column] = found + 1
        return found

    def known(self) -> Known:
        """What the codes stand for that it was told of or gave, as ``lists.surveyed`` reads them of a table."""
        return {
            column: {code: value for value, code in codes.items()} | ({OTHER: ()} if column in self._full else {})
            for column, codes in self._codes.items()
        }

    def packed(self, column: str, value: Meant) -> bytes:
        """The same as RowBinary."""
        return self.code(column, value).to_bytes(2, "little")
