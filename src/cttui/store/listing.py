"""The order of a list: which event stands at a position, and at which position an event stands.

An order other than that of dates goes by a number of each event, which a store holds bit-sliced: a bitmap for each binary
digit. The events are never sorted. From the highest digit down, those with a 1 come before those with a 0, so that a count a
digit says on which side a position lies (O'Neil and Quass, "Improved query performance with variant indexes", 1997): finding
one event among millions is some dozen set operations, and so is finding its position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyroaring import BitMap

Slices = Sequence[tuple[int, BitMap]]
"""A number of each event: for each binary digit the events in whose number it is 1."""


class Listing:
    """A set of events in an order: by date, or those with a high number first, those alike by date, those without last."""

    def __init__(self, bits: BitMap, ranks: tuple[BitMap, Slices] | None = None) -> None:
        """Take the events, and what they are in order of: those that have a number, and its digits; ``None`` for dates."""
        self._ranked = bits & ranks[0] if ranks is not None else BitMap()
        self._rest = bits - self._ranked if self._ranked else bits
        self._digits = [ones for _, ones in sorted(ranks[1], key=lambda pair: -pair[0])] if ranks is not None else []
        self._numbers = ranks[0] if ranks is not None else BitMap()
        self.count = len(bits)
        self.last = len(self._rest) if ranks is not None else 0
        """How many events have no number and are listed last."""

    def __contains__(self, n: int) -> bool:
        return n in self._ranked or n in self._rest

    def at(self, position: int) -> int:
        """The number of the event at a position, from 0."""
        return next(self._between(position, position + 1))

    def numbers(self, start: int, stop: int) -> list[int]:
        """The numbers of the events from a position to before another."""
        return list(self._between(start, stop))

    def position(self, n: int) -> int:
        """How many of the events come before event ``n``: its position, if it is one of them."""
        if n not in self._numbers:
            return len(self._ranked) + _before(self._rest, n)
        here, before = self._ranked, 0
        for ones in self._digits:
            if n in ones:
                here = here & ones
            else:
                before += here.intersection_cardinality(ones)
                here = here - ones
        return before + _before(here, n)

    def _between(self, start: int, stop: int) -> Iterator[int]:
        ranked = len(self._ranked)
        if start < ranked:
            yield from self._walk(self._ranked, 0, start, min(stop, ranked))
        if stop > ranked:
            yield from self._rest[max(0, start - ranked) : stop - ranked]

    def _walk(self, here: BitMap, digit: int, start: int, stop: int) -> Iterator[int]:
        """The events of a set that are alike in all higher digits, from a position among them to before another."""
        if digit == len(self._digits):
            yield from here[start:stop]
            return
        ones = here & self._digits[digit]
        first = len(ones)
        if start < first:
            yield from self._walk(ones, digit + 1, start, min(stop, first)) if first > 1 else ones
        if stop > first:
            yield from self._walk(here - ones, digit + 1, max(0, start - first), stop - first)


def _before(bits: BitMap, n: int) -> int:
    """How many of a set come before a number."""
    return int(bits.rank(n)) - (n in bits)
