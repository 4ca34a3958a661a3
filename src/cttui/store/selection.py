"""The SQLite engine's selection: a bitmap of the numbers of the events that match a query."""

from __future__ import annotations

from pyroaring import BitMap

from cttui.lazy import dataclass
from cttui.query.language import Query


@dataclass(frozen=True, slots=True)
class BitSelection:
    """The events that match a query, in date order."""

    query: Query
    bits: BitMap
    count: int

    def __len__(self) -> int:
        return self.count

    def at(self, position: int) -> int:
        """The number of the event at a position, from 0."""
        return int(self.bits[position])

    def position(self, n: int) -> int:
        """How many events of the selection come before event ``n``: its position, if it is selected."""
        return int(self.bits.rank(n)) - (n in self.bits)

    def __contains__(self, n: int) -> bool:
        return n in self.bits

    def common(self, other: BitSelection) -> BitSelection:
        """The events that are in both."""
        bits = self.bits & other.bits
        return BitSelection(self.query.of((*self.query.clauses, *other.query.clauses)), bits, len(bits))
