"""The order of a list: which event stands at a position, and at which position an event stands.

An order other than that of dates goes by a number of each event, which a store holds bit-sliced: a bitmap for each binary
digit. The events are never sorted. From the highest digit down, those with a 1 come before those with a 0, so that a count a
digit says on which side a position lies (O'Neil and Quass, "Improved query performance with variant indexes", 1997): finding
one event among millions is some dozen set operations, and so is finding its position.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pyroaring import BitMap

from cttui.model.claims import TOLL_MEASURE, Lens
from cttui.query.language import DATE
from cttui.store import layout
from cttui.store.tolls import Tolls

Slices = Sequence[tuple[int, BitMap]]
"""A number of each event: for each binary digit the events in whose number it is 1."""


def ranks(order: str, lens: Lens, tolls: Tolls, bits: Callable[[str, str], BitMap]) -> tuple[BitMap, Slices] | None:
    """What puts events in an order, as ``Listing`` takes it; ``None`` for that of dates, in which they are numbered.

    Args:
        order: One of ``clauses.ORDERS``.
        lens: Whose figures count the dead.
        tolls: The dead of the store's events.
        bits: What reads a stored bitmap, by field and token.
    """
    if order == DATE:
        return None
    if order == TOLL_MEASURE:
        return tolls.ranks(lens)
    name = f"{layout.COUNT}/{order}"
    digits = ((digit, bits(name, str(digit))) for digit in range(layout.DIGITS))
    return bits(name, "exists"), [(digit, ones) for digit, ones in digits if ones]


class _Part:
    """Events that are alike in all digits above one; those with a 1 in it and those with a 0 are parted when first needed."""

    __slots__ = ("_parts", "bits", "count")

    def __init__(self, bits: BitMap) -> None:
        self.bits = bits
        self.count = len(bits)
        self._parts: tuple[_Part, _Part] | None = None

    def parts(self, ones: BitMap) -> tuple[_Part, _Part]:
        if self._parts is None:
            first = self.bits & ones
            # most numbers are small, so that high digits part nothing off
            self._parts = (_Part(first), _Part(self.bits - first if first else self.bits))
        return self._parts


class Listing:
    """A set of events in an order: by date, or those with a high number first, those alike by date, those without last."""

    def __init__(self, bits: BitMap, ranks: tuple[BitMap, Slices] | None = None) -> None:
        """Take the events, and what they are in order of: those that have a number, and its digits; ``None`` for dates."""
        ranked = bits & ranks[0] if ranks is not None else BitMap()
        self._ranked = _Part(ranked)
        self._rest = bits - ranked if ranked else bits
        self._digits = [ones for _, ones in sorted(ranks[1], key=lambda pair: -pair[0])] if ranks is not None else []
        self._numbers = ranks[0] if ranks is not None else BitMap()
        self.count = len(bits)
        self.last = len(self._rest) if ranks is not None else 0
        """How many events have no number and are listed last."""

    def __contains__(self, n: int) -> bool:
        return n in self._ranked.bits or n in self._rest

    def at(self, position: int) -> int:
        """The number of the event at a position, from 0."""
        return next(self._between(position, position + 1))

    def numbers(self, start: int, stop: int) -> list[int]:
        """The numbers of the events from a position to before another."""
        return list(self._between(start, stop))

    def position(self, n: int) -> int:
        """How many of the events come before event ``n``: its position, if it is one of them."""
        if n not in self._numbers:
            return self._ranked.count + _before(self._rest, n)
        here, before = self._ranked, 0
        for ones in self._digits:
            first, second = here.parts(ones)
            if n in ones:
                here = first
            else:
                before += first.count
                here = second
        return before + _before(here.bits, n)

    def _between(self, start: int, stop: int) -> Iterator[int]:
        ranked = self._ranked.count
        if start < ranked:
            yield from self._walk(self._ranked, 0, start, min(stop, ranked))
        if stop > ranked:
            yield from self._rest[max(0, start - ranked) : stop - ranked]

    def _walk(self, here: _Part, digit: int, start: int, stop: int) -> Iterator[int]:
        """The events of a part that are alike in all higher digits, from a position among them to before another."""
        if digit == len(self._digits) or here.count == 1:
            yield from here.bits[start:stop]
            return
        first, second = here.parts(self._digits[digit])
        if start < first.count:
            yield from self._walk(first, digit + 1, start, min(stop, first.count))
        if stop > first.count:
            yield from self._walk(second, digit + 1, max(0, start - first.count), stop - first.count)


def _before(bits: BitMap, n: int) -> int:
    """How many of a set come before a number."""
    return int(bits.rank(n)) - (n in bits)
