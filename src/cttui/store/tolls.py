"""The dead of many events at once: bit-sliced tolls under each lens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from pyroaring import BitMap

from cttui.lazy import dataclass
from cttui.model.claims import ALL, BEST, LENSES, Lens, Range, Total
from cttui.store import layout


@dataclass(frozen=True, slots=True)
class Slices:
    """Bit-sliced tolls: which events have one, and for each binary digit those whose number has it set."""

    exists: BitMap
    low: tuple[tuple[int, BitMap], ...]
    high: tuple[tuple[int, BitMap], ...]
    open: BitMap
    """Events whose highest figure was stated as "at least"."""


class Tolls:
    """The tolls of one store; those under the lenses that every timeline has are stored, others are computed on first use."""

    def __init__(
        self,
        bits: Callable[[str, str], BitMap],
        tolls: Callable[[BitMap, Lens], Iterable[tuple[Range, BitMap]]],
        claimants: Callable[[], Iterable[tuple[str, BitMap]]],
    ) -> None:
        """Take the functions that find what is stored.

        Args:
            bits: Reads a stored bitmap by field and token.
            tolls: Computes the tolls of some events under a lens: each with the events that have it.
            claimants: Every claimant, with the events that it gives a figure for.
        """
        self._bits = bits
        self._tolls = tolls
        self._claimants = claimants
        self._made: dict[str, Slices] = {}

    def spread(self, bits: BitMap, cuts: Sequence[int], lens: Lens) -> tuple[int, ...]:
        """The dead of those of a set of events between each number and the next, by the lens's highest figure."""
        slices = [(digit, ones & bits) for digit, ones in self.ranks(lens)[1]]
        return tuple(sum(ones.range_cardinality(a, b) << digit for digit, ones in slices) for a, b in pairwise(cuts))

    def total(self, bits: BitMap, lens: Lens) -> Total:
        """The dead of a set of events under a lens."""
        tolls = self._slices(lens)
        low, high = (
            sum(bits.intersection_cardinality(ones) << digit for digit, ones in side) for side in (tolls.low, tolls.high)
        )
        counted = bits.intersection_cardinality(tolls.exists)
        is_open = bits.intersection_cardinality(tolls.open) > 0
        return lens_total(lens, low, high, counted, len(bits) - counted, is_open=is_open)

    def totals(
        self, bits: BitMap, sets: Sequence[BitMap], lens: Lens, counts: Callable[[BitMap, Sequence[BitMap]], list[int]]
    ) -> list[Total]:
        """The dead of those events of a set that are in each of some others, digit by digit for all of them at once.

        Args:
            bits: The set.
            sets: The others.
            lens: Whose figures count.
            counts: How many events of one set are in each of some others.
        """
        tolls = self._slices(lens)

        def summed(side: Iterable[tuple[int, BitMap]]) -> list[int]:
            found = [0] * len(sets)
            for digit, ones in side:
                found = [sum_ + (count << digit) for sum_, count in zip(found, counts(bits & ones, sets), strict=True)]
            return found

        # where every figure is one number, as in a store of few claims, the digits of both sides are the same
        low = summed(tolls.low)
        high = low if tolls.high == tolls.low else summed(tolls.high)
        events, counted, opened = counts(bits, sets), counts(bits & tolls.exists, sets), counts(bits & tolls.open, sets)
        return [
            lens_total(lens, low_, high_, counted_, events_ - counted_, is_open=opened_ > 0)
            for low_, high_, events_, counted_, opened_ in zip(low, high, events, counted, opened, strict=True)
        ]

    def ranks(self, lens: Lens) -> tuple[BitMap, tuple[tuple[int, BitMap], ...]]:
        """What puts events in order of their dead under a lens, as ``Listing`` takes it: the highest figure that it shows."""
        tolls = self._slices(lens)
        return tolls.exists, tolls.low if lens.name == "lowest" else tolls.high

    def _slices(self, lens: Lens) -> Slices:
        """The bit-sliced tolls under a lens; those of a claimant or a source are computed on first use."""
        name = lens.name if lens.name not in {"lowest", "highest"} else "all"
        if name not in self._made:
            if name == BEST:
                self._made[name] = self._at_best()
            else:
                self._made[name] = self._stored(name) if name in LENSES else self._make(lens)
        return self._made[name]

    def _at_best(self) -> Slices:
        """The tolls by best numbers: stored for events whose claims have one, and those of all claims for the others."""
        best, others = self._stored(BEST), self._slices(ALL)
        if not best.exists:
            return others

        def side(found: Sequence[tuple[int, BitMap]], rest: Sequence[tuple[int, BitMap]]) -> tuple[tuple[int, BitMap], ...]:
            ones, kept = dict(found), {digit: bits - best.exists for digit, bits in rest}
            return tuple((digit, ones.get(digit, BitMap()) | kept.get(digit, BitMap())) for digit in sorted({*ones, *kept}))

        exists, is_open = others.exists | best.exists, best.open | (others.open - best.exists)
        return Slices(exists, side(best.low, others.low), side(best.high, others.high), is_open)

    def _stored(self, name: str) -> Slices:
        sides = [
            tuple((digit, ones) for digit in range(layout.DIGITS) if (ones := self._bits(f"toll/{name}/{side}", str(digit))))
            for side in ("low", "high")
        ]
        return Slices(self._bits(f"toll/{name}/low", "exists"), sides[0], sides[1], self._bits(f"toll/{name}", "open"))

    def _make(self, lens: Lens) -> Slices:
        """The tolls under a claimant's or a source's lens.

        Most events of a dataset have one claimant: the lens admits all their claims, and their tolls are those that are stored.
        Only the others are read one by one.
        """
        named = self._bits("by", lens.name) | self._bits("source", lens.name)
        same = self._only(lens) & named
        stored = self._slices(ALL)
        exists, is_open = stored.exists & same, stored.open & same
        sides = [{digit: kept for digit, ones in side if (kept := ones & same)} for side in (stored.low, stored.high)]
        for found, bits in self._tolls(named - same, lens):
            exists |= bits
            if found.open:
                is_open |= bits
            for side, value in zip(sides, (round(found.low), round(found.high)), strict=True):
                for digit in range(value.bit_length()):
                    if value >> digit & 1:
                        side[digit] = side[digit] | bits if digit in side else bits
        return Slices(exists, tuple(sides[0].items()), tuple(sides[1].items()), is_open)

    def _only(self, lens: Lens) -> BitMap:
        """Events all of whose claims a claimant's or a source's lens surely admits: those of no other claimant or source."""
        others = BitMap.union(BitMap(), *(bits for name, bits in self._claimants() if name != lens.name))
        name = f"{layout.COUNT}/sources"
        several = BitMap.union(BitMap(), *(self._bits(name, str(digit)) for digit in range(1, layout.DIGITS)))
        return (self._bits("by", lens.name) - others) | (self._bits("source", lens.name) - several)


def lens_total(lens: Lens, low: float, high: float, counted: int, without: int, *, is_open: bool) -> Total:
    """The dead of some events by the sums of their lowest and highest figures, as a lens shows them."""
    found = lens.narrow(Range(low, high, is_open))
    return Total(round(found.low), round(found.high), found.open, counted, without)
