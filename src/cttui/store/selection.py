"""What an index answers with: the events that match a query, rows of a list, and points of a map with their counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pyroaring import BitMap

from cttui.query.language import Query


@dataclass(frozen=True, slots=True)
class Row:
    """One event as lists show it."""

    n: int
    """Its number in date order, from 0."""
    id: str
    date: str
    kind: str
    title: str
    provinces: tuple[str, ...]
    """Badges."""
    toll: str
    """Deaths as ``Range`` prints them; empty where none are counted."""
    disputed: bool


@dataclass(frozen=True, slots=True)
class Selection:
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
        """How many events of the selection come before event ``n``: its position, where it is one of them."""
        return int(self.bits.rank(n)) - (n in self.bits)

    def __contains__(self, n: int) -> bool:
        return n in self.bits

    def common(self, other: Selection) -> Selection:
        """The events that are in both."""
        bits = self.bits & other.bits
        return Selection(Query((*self.query.clauses, *other.query.clauses)), bits, len(bits))


class PointCount(NamedTuple):
    """A point of the map, and how many events of a selection were there."""

    lat: float
    lon: float
    precision: str
    """How exactly it is known; empty where the file does not say."""
    name: str
    """What the place is called, or its district; empty where the file does not say."""
    events: int
