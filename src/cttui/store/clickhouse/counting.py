"""Counting the events of each value of some columns: for one condition in one reading, however many columns are counted.

A condition on words reads the documents, which are most of a table. A screen has a dozen facets under the same filters; each
by a statement of its own would read all documents a dozen times. So those of one round that have such a condition in common
become one statement, whose answer is parted again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.store.clickhouse.where import ALL, NONE, at_once, both, filtered, is_heavy

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

MOST = 250
"""How many are counted by one statement: each has a number of eight bits."""


COUNT = "count()"
"""The measure that counts the events of a group."""


class Counting(NamedTuple):
    """What is counted: the events of each value of one column."""

    table: str
    where: tuple[str, ...]
    """Of which events: conditions that all hold."""
    values: str
    """The expression of an event's values: an array of texts; or of the number that stands for them."""
    reads: str = ""
    """Expressions that measures need, each with its name: ``all_high AS h``."""
    groups: str = ""
    """Names among ``reads`` by which the events of a value are parted."""
    measures: str = COUNT
    """Expressions of a group of events."""
    coded: bool = False
    """Whether its values are one number, which is counted and not taken apart."""
    weighed: bool = False
    """Whether all rows are read, each weighing 1 or 0, and weights are summed: with codes and without other measures."""

    @property
    def heavy(self) -> str:
        """That of its conditions which reads so much that it should be read once for all."""
        return both(*filter(is_heavy, self.where))

    @property
    def chosen(self) -> str:
        """Its values where the other conditions hold, and else none."""
        rest = both(*(one for one in self.where if not is_heavy(one)))
        values = f"[toString({self.values})]" if self.coded else self.values
        return values if rest == ALL else f"arraySlice({values}, 1, if({rest}, length({values}), 0))"


class Found(NamedTuple):
    """What was found for one of several that were counted together."""

    rows: list[list[Any]]
    """The value, the groups and the measures."""
    read_rows: int
    read_bytes: int


class Tallied(NamedTuple):
    """The same for one that was counted by codes, of which there may be many thousands."""

    rows: Numbers
    """The code and the measures."""
    read_rows: int
    read_bytes: int


Wanted = str | Counting
"""A statement, or what is counted by one."""


def _alone(one: Counting) -> str:
    """The statement of one."""
    reads, groups = f", {one.reads}" * bool(one.reads), f", {one.groups}" * bool(one.groups)
    if one.weighed:
        inner = f"SELECT {one.values} AS v, {at_once(one.where)} AS w FROM {one.table}"
        return f"SELECT groupArray(v), groupArray(c) FROM (SELECT v, sum(w) AS c FROM ({inner}) GROUP BY v HAVING c > 0)"
    if one.coded:
        inner = f"SELECT {one.values} AS v{reads} FROM {one.table} {filtered(*one.where, short=True)}"
        found = f"SELECT v{groups}, {one.measures} AS c FROM ({inner}) GROUP BY v{groups}"
        # two long lists are read sooner than many short ones
        return f"SELECT groupArray(v), groupArray(c) FROM ({found})" if _in_lists(one) else found
    # what is joined is what the condition left: else all that it reads would be copied for each value
    inner = f"SELECT {one.values} AS vs{reads} FROM {one.table} {filtered(*one.where)}"
    return f"SELECT 0 AS g, v{groups}, {one.measures} FROM ({inner}) ARRAY JOIN vs AS v GROUP BY v{groups}"


def _in_lists(one: Counting) -> bool:
    """Whether what is found for it comes as a list of codes, and one of counts."""
    return one.coded and one.measures == COUNT and not one.groups


def _tallied(one: Counting, rows: Sequence[Sequence[Any]], read_rows: int, read_bytes: int, *, alone: bool) -> Tallied:
    """What was found by codes, as numbers."""
    import numpy as np

    if alone and _in_lists(one):
        return Tallied(np.array(rows[0], np.int64).T, read_rows, read_bytes)
    width = len(rows[0]) if rows else 2
    each = chain.from_iterable(rows)
    return Tallied(np.array(list(each if alone else map(int, each)), np.int64).reshape(-1, width), read_rows, read_bytes)


def _together(some: Sequence[Counting]) -> str:
    """The statement of several that read the same and measure the same."""
    one = some[0]
    reads, groups = f", {one.reads}" * bool(one.reads), f", {one.groups}" * bool(one.groups)
    pairs = ", ".join(f"arrayMap(x -> (toUInt8({place}), CAST(x AS String)), {each.chosen})" for place, each in enumerate(some))
    inner = f"SELECT arrayConcat({pairs}) AS ps{reads} FROM {one.table} WHERE {one.heavy}"
    return f"SELECT p.1 AS g, p.2 AS v{groups}, {one.measures} FROM ({inner}) ARRAY JOIN ps AS p GROUP BY g, v{groups}"


def batched(wanted: Iterable[Wanted]) -> dict[str, list[Wanted]]:
    """The statements by which all that is wanted is asked, each with what it answers."""
    found: dict[str, list[Wanted]] = {}
    alike: dict[tuple[str, ...], list[Counting]] = {}
    for one in wanted:
        if isinstance(one, str):
            found[one] = [one]
        elif one.heavy == ALL or both(*one.where) == NONE:
            found[_alone(one)] = [one]
        else:
            alike.setdefault((one.table, one.heavy, one.reads, one.groups, one.measures), []).append(one)
    for some in alike.values():
        for first in range(0, len(some), MOST):
            part = some[first : first + MOST]
            found[_together(part) if len(part) > 1 else _alone(part[0])] = list(part)
    return found


def parted(batches: Mapping[str, Sequence[Wanted]], tables: Iterable[Any]) -> dict[Wanted, Any]:
    """What was found for all that was wanted, by what the statements of ``batched`` found."""
    found: dict[Wanted, Any] = {}
    for some, table in zip(batches.values(), tables, strict=True):
        if isinstance(some[0], str):
            found[some[0]] = table
            continue
        first = some[0]
        if len(some) == 1 and first.coded:
            found[first] = _tallied(first, table.rows, table.read_rows, table.read_bytes, alone=True)
            continue
        rows: list[list[list[Any]]] = [[] for _ in some]
        for place, *row in table.rows:
            rows[place].append(row)
        for place, one in enumerate(some):
            # what was read for all is counted once
            read = (table.read_rows, table.read_bytes) if place == 0 else (0, 0)
            if isinstance(one, Counting) and one.coded:
                found[one] = _tallied(one, rows[place], *read, alone=False)
            else:
                found[one] = Found(rows[place], *read)
    return found
