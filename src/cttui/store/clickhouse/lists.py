"""What the codes by which events are counted stand for: what rows say in the columns of ``schema.CODED``.

An import gives the codes (``coded``). What they stand for is kept beside the events (``whole``); a code that is met later,
since another import sends rows, is looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.errors import ServerError
from cttui.store.clickhouse.coded import Known, Meant, said
from cttui.store.clickhouse.rounds import Rounds
from cttui.store.clickhouse.schema import BROAD, CODED, CODES, NARROW, OTHER, TOGETHER, WIDE, code_of, column_of
from cttui.store.clickhouse.where import NONE

if TYPE_CHECKING:
    import numpy as np

    from cttui.query.fields import Value

    Numbers = np.ndarray[Any, Any]

SOME = 2_000
"""The most codes that a condition names."""
_HAVING = 64
"""The most conditions that are kept."""
_COUNTED = 3
"""How many of what was found last are kept besides the last."""


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


class _Lying(NamedTuple):
    """Which codes have the values of a field."""

    among: Mapping[str, int]
    """Where each value stands."""
    values: Numbers
    """Those that any code has, by where they stand."""
    codes: Numbers
    """The codes that have the first of them, then those that have the second, and so on."""
    firsts: Numbers
    """Where those of each begin."""


class Lists:
    """What is known of the codes of one table."""

    def __init__(self, known: Known, table: str) -> None:
        """Take what is kept beside the events, and the table."""
        self._known = {column: dict(one) for column, one in known.items() if OTHER not in one}
        self._table = table
        self._met: tuple[Numbers | None, int, frozenset[int]] = None, 1, frozenset()
        self._grid: tuple[Numbers | None, tuple[int, int, int], Numbers | None] = None, (0, 0, 0), None
        self._having: dict[tuple[str, tuple[str, ...], int], str] = {}
        self._counted: tuple[tuple[Numbers, str, Mapping[Meant, int]], ...] = ()
        self._places: dict[str, tuple[Sequence[Value], Mapping[str, int]]] = {}
        self._lain: dict[tuple[str, str, int], _Lying] = {}

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

    def places(self, field: str, values: Sequence[Value]) -> Mapping[str, int]:
        """Where each value of a field stands among all of them, by its token and in their order."""
        before = self._places.get(field)
        if before is None or before[0] is not values:
            before = self._places[field] = values, {value.token: place for place, value in enumerate(values)}
        return before[1]

    def _lying(self, column: str, field: str, values: Sequence[Value]) -> _Lying:
        """Which codes have each value of a field."""
        import numpy as np

        places = self.places(field, values)
        # codes are learned and never forgotten
        wanted = column, field, len(self._known[column])
        found = self._lain.get(wanted)
        if found is None or found.among is not places:
            codes: dict[int, list[int]] = {}
            for code, tokens in self.values(column, field).items():
                for token in tokens:
                    # a value that came after the table was opened is none of those that are listed
                    if (place := places.get(token)) is not None:
                        codes.setdefault(place, []).append(code)
            ends = np.cumsum([0, *map(len, codes.values())])
            each = np.array([code for some in codes.values() for code in some], np.int64)
            found = self._lain[wanted] = _Lying(places, np.array(list(codes), np.int64), each, ends[:-1])
        return found

    def spread(self, column: str, field: str, values: Sequence[Value], rows: Numbers, slots: int, width: int) -> Numbers:
        """What was found by codes for each value of a field: as many numbers for each of its slots.

        They are some thousands, found for every letter that is typed, and added for one field after the other.

        Args:
            column: The column of codes, all of which are known.
            field: The field.
            values: Its values.
            rows: What was found: a code and its slot as one number, and the numbers.
            slots: How many slots a code has.
            width: How many numbers were found; no rows do not say so.
        """
        import numpy as np

        many = self.end(column)
        before, size, grid = self._grid
        if before is not rows or size != (many, slots, width) or grid is None:
            grid = np.zeros((many * slots, width), np.int64)
            if len(rows):
                grid[rows[:, 0]] = rows[:, 1:]
            self._grid = rows, (many, slots, width), grid
        lying = self._lying(column, field, values)
        found = np.zeros((len(values), slots * width), np.int64)
        if len(lying.codes):
            found[lying.values] = np.add.reduceat(grid.reshape(many, -1)[lying.codes], lying.firsts, axis=0)
        return found.reshape(-1, slots, width)

    def counted(self, column: str, rows: Numbers) -> Mapping[Meant, int]:
        """How many events say each of what was found by codes, all of which are known; several panes ask for the same."""
        before = self._counted
        for one, other, found in before:
            if one is rows and other == column:
                return found
        said = self.said(column)
        codes, counts = rows.T.tolist()
        found = dict(zip(map(said.__getitem__, codes), counts, strict=True))
        self._counted = ((rows, column, found), *before[:_COUNTED])
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
        if len(codes) == 1:
            # which is held against a row in less time
            return f"({column} = {codes[0]})"
        return f"({column} IN ({', '.join(map(str, codes))}))" if codes else NONE

    def met(self, rows: Numbers, slots: int) -> frozenset[int]:
        """The codes in what was found, which several fields are counted by one after the other.

        Args:
            rows: What was found, a code and its slot first.
            slots: How many slots a code has.
        """
        before, many, codes = self._met
        if before is not rows or many != slots:
            codes = frozenset((rows[:, 0] // slots).tolist())
            self._met = rows, slots, codes
        return codes

    def learn(self, column: str, codes: Iterable[int]) -> Rounds[bool]:
        """Look up those of some codes that are not known; returns whether events can still be counted by the column."""
        known = self._known.get(column, {})
        if unknown := sorted(frozenset(codes).difference(known)):
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
