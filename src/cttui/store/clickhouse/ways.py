"""The way in which events are counted by codes: those that meet a condition, those that do not, or all by their weight.

A server takes longer to count a row by a code than to read it, and longest to leave out every other row, since nothing lets it
foresee which. So where few events meet a condition, these are counted. Where most do, as with the first letters of what is
typed, the others are counted, and what is left of all are those that meet it. In between every row is counted, with the weight
1 or 0.

The counts of all events are kept from the first screen on. They are those of the rows that are counted now as long as no import
has begun since the table was opened, which is asked along with the counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from cttui.store.clickhouse.counting import COUNT, Counting, Tallied, Wanted
from cttui.store.clickhouse.schema import year_of_day
from cttui.store.clickhouse.where import ALL, NONE, both, either, is_heavy, is_near, literal

FEW, MOST = 0.25, 0.75
"""Up to such a share of all events those that meet a condition are counted, and from the other on those that do not."""
_SPOTS, _SHARE = 4, 256
"""From how many spots of the calendar a sample is taken, and of how many of its days each has one."""
_KEPT = 1_024
"""The most conditions of which it is known how many events meet them."""


class Known(Protocol):
    """What was found before."""

    def get(self, statement: Wanted) -> Any:
        """What was found for something; ``None`` if that is not known."""


class Ways:
    """Knows how many events meet conditions, and so in which way they are counted."""

    def __init__(self, table: str, days: Sequence[int], stamp: tuple[str, int]) -> None:
        """Take the table, the days on which it has events, and the statement of a number that every import changes.

        Args:
            table: The table.
            days: The days, in order.
            stamp: The statement, and the number as long as none has begun.
        """
        self._table = table
        self._days = days
        self.stamp, self._at = stamp
        self._holds = bool(days)
        self._shares: dict[str, float] = {}

    def _condition(self, one: Wanted) -> str:
        """The condition of what is counted, if there is another way to count it; else empty."""
        if not self._holds or not isinstance(one, Counting) or not one.coded or one.measures != COUNT:
            return ""
        condition = both(*one.where)
        # what is read of some days alone would be read of all
        return "" if condition in {ALL, NONE} or is_heavy(condition) or any(map(is_near, one.where)) else condition

    def unsure(self, wanted: Iterable[Wanted]) -> dict[str, str]:
        """Conditions of which it is not known how many events meet them, each with a statement that says so of some days."""
        conditions = dict.fromkeys(map(self._condition, wanted))
        return {one: self._sample(one) for one in conditions if one and one not in self._shares}

    def _sample(self, condition: str) -> str:
        days, spots = self._days, []
        for spot in range(_SPOTS):
            at = len(days) * (2 * spot + 1) // (2 * _SPOTS)
            low, high = days[at], days[min(at + len(days) // _SHARE, len(days) - 1)]
            years = f"year BETWEEN {year_of_day(low)} AND {year_of_day(high)}"
            spots.append(f"({years} AND first >= {literal(low)} AND first <= {literal(high)})")
        return f"SELECT countIf({condition}), count() FROM {self._table} WHERE {either(*spots)}"

    def learn(self, samples: Mapping[str, Any]) -> None:
        """Take what the statements of ``unsure`` found."""
        if len(self._shares) >= _KEPT:
            self._shares.clear()
        for condition, table in samples.items():
            ((some, every),) = table.rows
            self._shares[condition] = some / every if every else 0

    def turned(self, wanted: Iterable[Wanted], kept: Known) -> dict[Wanted, tuple[Tallied, Counting]]:
        """What is found by the others: each with what is known of all events, and the counting of the others.

        Args:
            wanted: What is wanted.
            kept: What is known already.
        """
        found: dict[Wanted, tuple[Tallied, Counting]] = {}
        for one in wanted:
            condition = self._condition(one)
            if isinstance(one, Counting) and condition and self._shares.get(condition, 0) > MOST:
                every = kept.get(one._replace(where=()))
                if every is not None:
                    found[one] = every, one._replace(where=(f"NOT ({condition})",))
        return found

    def straight(self, one: Wanted) -> Wanted:
        """How something is counted by itself: by the events that meet its condition, or by the weight of all."""
        condition = self._condition(one)
        if isinstance(one, Counting) and condition and self._shares.get(condition, 0) > FEW:
            return one._replace(weighed=True)
        return one

    def still(self, stamp: Any) -> bool:
        """Whether all events are those that were there when the table was opened; if not, others are counted no more.

        Args:
            stamp: What the statement of the stamp found.
        """
        self._holds = self._holds and int(stamp.rows[0][0]) == self._at
        return self._holds


def left(every: Tallied, others: Tallied) -> Tallied:
    """What is left of all, by codes."""
    import numpy as np

    ends = [int(one.rows[:, 0].max(initial=0)) for one in (every, others)]
    counts = np.zeros(max(ends) + 1, np.int64)
    counts[every.rows[:, 0]] = every.rows[:, 1]
    counts[others.rows[:, 0]] -= others.rows[:, 1]
    codes = np.flatnonzero(counts > 0)
    return Tallied(np.stack([codes, counts[codes]], axis=1), others.read_rows, others.read_bytes)
