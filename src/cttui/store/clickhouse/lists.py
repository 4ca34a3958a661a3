"""What the codes by which events are counted stand for: what rows say in the columns of ``schema.CODED``.

An import gives the codes (``coded``). What they stand for is kept beside the events (``whole``); a code that is met later,
since another import sends rows, is looked up.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cttui.errors import ServerError
from cttui.store.clickhouse.coded import Known, Meant, said
from cttui.store.clickhouse.rounds import Rounds
from cttui.store.clickhouse.schema import BROAD, CODED, CODES, NARROW, OTHER, TOGETHER, WIDE, code_of, column_of
from cttui.store.clickhouse.where import NONE

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

SOME = 2_000
"""The most codes that a condition names."""
_HAVING = 64
"""The most conditions that are kept."""


def _asked(table: str, column: str, condition: str) -> str:
    values = ", ".join(f"any({name})" for name in CODED[column])
    return f"SELECT {column}, {values} FROM {table} WHERE {condition} GROUP BY {column} LIMIT {CODES + 1}"


def _read(rows: Iterable[Sequence[Any]]) -> dict[int, Meant]:
    return {int(code): said(values) for code, *values in rows}


def surveyed(table: str) -> Rounds[Known]:
    """What the codes of a whole table stand for."""
    found = yield [_asked(table, column, "1") for column in CODED]
    return {column: _read(one.rows) for column, one in zip(CODED, found, strict=True)}


def plain(known: Known) -> dict[str, object]:
    """The same as values of JSON, but for columns that have too many."""
    return {column: [[code, *value] for code, value in one.items()] for column, one in known.items() if OTHER not in one}


def read(plain: Mapping[str, Any]) -> Known:
    """What ``plain`` wrote."""
    return {column: _read(rows) for column, rows in plain.items() if column in CODED}


class Lists:
    """What is known of the codes of one table."""

    def __init__(self, known: Known, table: str) -> None:
        """Take what is kept beside the events, and the table."""
        self._known = {column: dict(one) for column, one in known.items() if OTHER not in one}
        self._table = table
        self._met: tuple[Sequence[Sequence[int]], int, frozenset[int]] = (), 1, frozenset()
        self._pairs: tuple[Sequence[Sequence[int]], Numbers | None] = (), None
        self._having: dict[tuple[str, tuple[str, ...], int], str] = {}
        self._spots: dict[tuple[str, str, int, int], tuple[Sequence[tuple[str, ...]], array[int]]] = {}

    def has(self, column: str) -> bool:
        """Whether events can be counted by a column of codes."""
        return column in self._known

    def column(self, field: str) -> str:
        """The column of codes by which the values of a field are counted; empty if none is."""
        if field in BROAD and self.has(WIDE):
            return WIDE
        if field in NARROW and self.has(TOGETHER):
            return TOGETHER
        return code_of(field) if self.has(code_of(field)) else ""

    def end(self, column: str) -> int:
        """The first code behind those of a column that are known."""
        return max(self._known[column], default=-1) + 1

    def said(self, column: str) -> Mapping[int, Meant]:
        """What each known code of a column stands for."""
        # another thread may learn of more meanwhile
        return dict(self._known[column])

    def values(self, column: str, field: str) -> Mapping[int, tuple[str, ...]]:
        """For each known code of a column the values of a field."""
        place = CODED[column].index(column_of(field))
        known = self.said(column)
        if field == "kind":
            return {code: (value[place],) for code, value in known.items()}
        return {code: value[place] for code, value in known.items()}

    def spots(self, column: str, field: str, slots: int) -> tuple[Sequence[tuple[str, ...]], array[int]]:
        """The different values of a field, and where among slots of each of these the slots of each code lie.

        Args:
            column: The column of codes.
            field: The field.
            slots: How many slots a code has.
        """
        # codes are learned and never forgotten
        wanted = column, field, slots, len(self._known[column])
        found = self._spots.get(wanted)
        if found is None:
            values = self.values(column, field)
            places: dict[tuple[str, ...], int] = {}
            firsts = [
                places.setdefault(values.get(code, ()), len(places)) * slots for code in range(max(values, default=-1) + 1)
            ]
            found = self._spots[wanted] = tuple(places), array("I", [first + slot for first in firsts for slot in range(slots)])
        return found

    def having(self, field: str, tokens: Sequence[str]) -> str:
        """The condition of the events with any of some values of a field, by their codes; empty if these do not say it.

        It holds for the table of which the codes are known: no event that another import has brought has such a code.
        """
        column = code_of(field)
        if not self.has(column):
            return ""
        # codes are learned and never forgotten; every pane asks for the same values
        wanted = field, tuple(tokens), len(self._known[column])
        if (kept := self._having.get(wanted)) is not None:
            return kept
        if len(self._having) >= _HAVING:
            self._having.clear()
        found = self._having[wanted] = self._condition(column, field, tokens)
        return found

    def _condition(self, column: str, field: str, tokens: Sequence[str]) -> str:
        codes = [code for code, values in self.values(column, field).items() if not set(tokens).isdisjoint(values)]
        if len(codes) > SOME:
            return ""
        return f"({column} IN ({', '.join(map(str, codes))}))" if codes else NONE

    def met(self, rows: Sequence[Sequence[int]], slots: int) -> frozenset[int]:
        """The codes in what was found, which several fields are counted by one after the other.

        Args:
            rows: What was found, a code and its slot first.
            slots: How many slots a code has.
        """
        before, many, codes = self._met
        if before is not rows or many != slots:
            codes = frozenset([row[0] // slots for row in rows])
            self._met = rows, slots, codes
        return codes

    def summed(self, spots: array[int], rows: Sequence[Sequence[int]]) -> list[tuple[int, list[int]]]:
        """The sums of what was found, one number each, for all codes and slots that lie at one spot.

        They are some thousands, found for every letter that is typed, and summed for one field after the other.

        Args:
            spots: As of ``spots``.
            rows: What was found, a code and its slot first.
        """
        import numpy as np

        before, pairs = self._pairs
        if before is not rows or pairs is None:
            pairs = np.array(rows, np.int64).reshape(-1, 2)
            self._pairs = rows, pairs
        # whole numbers up to 2^53 are exact
        sums = np.bincount(np.frombuffer(spots, np.uint32)[pairs[:, 0]], weights=pairs[:, 1])
        having = np.flatnonzero(sums)
        return [(spot, [int(number)]) for spot, number in zip(having.tolist(), sums[having].tolist(), strict=True)]

    def learn(self, column: str, codes: Iterable[int]) -> Rounds[bool]:
        """Look up those of some codes that are not known; returns whether events can still be counted by the column."""
        known = self._known.get(column, {})
        if unknown := sorted({code for code in codes if code not in known}):
            if not (yield from self._learn(column, f"{column} IN ({', '.join(map(str, unknown))})")):
                return False
            if not self._known[column].keys() >= set(unknown):
                # they came from a node that was not asked this time
                raise ServerError("the servers of the table do not have the same rows yet; try again", lost=True)
        return self.has(column)

    def learn_from(self, column: str, code: int) -> Rounds[bool]:
        """Look up all codes from one onwards; returns the same."""
        return (yield from self._learn(column, f"{column} >= {code}"))

    def _learn(self, column: str, condition: str) -> Rounds[bool]:
        (found,) = yield [_asked(self._table, column, condition)]
        new = _read(found.rows)
        if OTHER in new:
            # another import has brought more than there are codes for
            self._known.pop(column, None)
        if self.has(column):
            self._known[column].update(new)
        return self.has(column)
