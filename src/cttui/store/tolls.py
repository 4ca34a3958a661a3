"""The dead of many events at once: bit-sliced tolls under each lens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from pyroaring import BitMap

from cttui.lazy import dataclass
from cttui.model.claims import LENSES, Lens, Range, Total
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

    def __init__(self, bits: Callable[[str, str], BitMap], toll: Callable[[int, Lens], Range | str | None]) -> None:
        """Take a function that reads a stored bitmap by field and token, and one that computes an event's toll under a lens."""
        self._bits = bits
        self._toll = toll
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
        found = lens.narrow(Range(low, high, is_open))
        return Total(round(found.low), round(found.high), found.open, counted, len(bits) - counted)

    def ranks(self, lens: Lens) -> tuple[BitMap, tuple[tuple[int, BitMap], ...]]:
        """What puts events in order of their dead under a lens, as ``Listing`` takes it: the highest figure that it shows."""
        tolls = self._slices(lens)
        return tolls.exists, tolls.low if lens.name == "lowest" else tolls.high

    def _slices(self, lens: Lens) -> Slices:
        """The bit-sliced tolls under a lens; those of a claimant or a source are computed on first use."""
        name = lens.name if lens.name not in {"lowest", "highest"} else "all"
        if name not in self._made:
            self._made[name] = self._stored(name) if name in LENSES else self._make(lens)
        return self._made[name]

    def _stored(self, name: str) -> Slices:
        sides = [
            tuple((digit, ones) for digit in range(layout.DIGITS) if (ones := self._bits(f"toll/{name}/{side}", str(digit))))
            for side in ("low", "high")
        ]
        return Slices(self._bits(f"toll/{name}/low", "exists"), sides[0], sides[1], self._bits(f"toll/{name}", "open"))

    def _make(self, lens: Lens) -> Slices:
        exists, is_open = BitMap(), BitMap()
        sides: tuple[dict[int, BitMap], dict[int, BitMap]] = ({}, {})
        for n in self._bits("by", lens.name) | self._bits("source", lens.name):
            found = self._toll(n, lens)
            if not isinstance(found, Range):
                continue
            exists.add(n)
            if found.open:
                is_open.add(n)
            for side, value in zip(sides, (round(found.low), round(found.high)), strict=True):
                for digit in range(value.bit_length()):
                    if value >> digit & 1:
                        side.setdefault(digit, BitMap()).add(n)
        return Slices(exists, tuple(sides[0].items()), tuple(sides[1].items()), is_open)
