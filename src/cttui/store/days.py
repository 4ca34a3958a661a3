"""The days under which events are listed, and how many events under each.

Events are numbered in date order, so that these two say which event is the first on or after a day. Forty years have some
fifteen thousand days, however many events there are; a list of a day for each event would take 21 MB for 2,700,000 of them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

KEPT = 16
"""Sequences of edges whose cuts are kept: those of months and bars come with every key."""


def pack(days: Iterable[int] | Mapping[int, int]) -> bytes:
    """The days of all dated events, in order, as a store has them: each once, then how many events are listed under each.

    Args:
        days: The day of each event, or each day with how many events it has.
    """
    counted = Counter(days)
    return array("q", (*counted, *counted.values())).tobytes()


class ListedDays:
    """Which of a store's events is the first on or after a day."""

    def __init__(self, packed: bytes) -> None:
        """Take what ``pack`` made.

        Raises:
            ValueError: It is damaged.
        """
        both = array("q", packed)
        if len(both) % 2:
            raise ValueError("a day has no number of events")
        self.days = both[: len(both) // 2]
        """The days as ordinals, in order, each once."""
        self._before = array("q", accumulate(both[len(both) // 2 :], initial=0))
        self.count = self._before[-1]
        """How many events are dated; the others are numbered after them."""
        self._cuts = lru_cache(maxsize=KEPT)(self._cut)

    def first_from(self, day: int) -> int:
        """The number of the first event that is listed on or after a day; ``count`` if there is none."""
        return self._before[bisect_left(self.days, day)]

    def cuts(self, edges: Sequence[int]) -> tuple[int, ...]:
        """The same for each of some days."""
        return self._cuts(tuple(edges))

    def _cut(self, edges: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(map(self.first_from, edges))
