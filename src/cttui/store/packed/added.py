"""What the distinct cells of a piece add to a store, each by a number of its own."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cttui.store.contribution import place_numbers
from cttui.store.packed.postings import Lists
from cttui.store.packed.shares import dated

if TYPE_CHECKING:
    import numpy as np

    from cttui.imports.format import Said
    from cttui.model.records import Unit
    from cttui.store.contribution import Point
    from cttui.store.packed.share import Order, Share

    Numbers = np.ndarray[Any, Any]

Set = tuple[str, str]
"""A set of events: its field and token."""
UNIT = "unit"
"""In place of a field, while units go by their codes."""


class Members:
    """The sets that codes are in: for each code the numbers of its sets, one code after the other."""

    def __init__(self) -> None:
        """Begin without a code."""
        self.flat, self.ends = array("I"), array("I")
        """The numbers, and where those of each code end."""

    def __len__(self) -> int:
        return len(self.ends)

    def add(self, sets: Iterable[int]) -> None:
        """Take the sets of the next code."""
        self.flat.extend(sets)
        self.ends.append(len(self.flat))

    def none(self) -> None:
        """Take the next code, which is in no set."""
        self.ends.append(len(self.flat))

    def of(self, code: int) -> array[int]:
        """The sets of a code."""
        return self.flat[self.ends[code - 1] if code else 0 : self.ends[code]]

    def lists(self) -> Lists:
        """The same of all codes that were taken, before more are."""
        import numpy as np

        return Lists(np.diff(np.frombuffer(self.ends, np.uint32), prepend=np.uint32(0)), self.flat)

    def clear(self) -> None:
        """Keep none of them."""
        self.flat, self.ends = array("I"), array("I")


class Added:
    """What some numbered cells say."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.sets: dict[Set, int] = {}
        """The sets that its codes are in, numbered."""
        self.members = Members()
        """For each code the numbers of its sets."""
        self.numbers: dict[str, tuple[array[int], array[int]]] = {}
        """For each bit-sliced number, the codes that have it, and their values."""
        self.rest: list[tuple[int, str, int, int]] = []
        """Intervals without a slot: code, measure, low, high."""
        self.points: dict[int, Point] = {}
        """The points of the codes that have one."""
        self.orders: dict[int, Order] = {}
        """The places in the order of days of the codes that say a date."""
        self.listed: dict[int, int] = {}
        self.kinds: list[int] = []
        """The codes that say a kind."""
        self.measures: set[str] = set()
        self.firsts: dict[int, str] = {}
        """The first words of the codes that have a part of the title."""
        self.documents: list[str] = []
        """For each code its folded texts."""
        self.faulty: dict[int, tuple[str, ...]] = {}
        """What is wrong with some codes."""
        self.units: dict[str, Unit] = {}
        """The first-level units, by code, in the order in which they come."""
        self.within: dict[int, tuple[str, ...]] = {}
        """The units of the codes that have some."""

    def take(self, code: int, said: Said, share: Share) -> None:
        """Take what the cells with the next code say, and what that adds."""
        sets = self.sets
        tokens = (*share.tokens, *self._units(code, said.units)) if said.units else share.tokens
        self.members.add([sets.setdefault(name, len(sets)) for name in tokens])
        for name, value in share.numbers:
            self._number(code, name, value)
        if share.rest:
            self.rest += [(code, *rest) for rest in share.rest]
        if share.point is not None:
            self.points[code] = share.point
        if share.order is not None:
            self.orders[code] = share.order
            self.listed[code] = share.listed
        if share.kind:
            self.kinds.append(code)
        if share.measures:
            self.measures.update(share.measures)
        if share.titled:
            self.firsts[code] = share.first
        self.documents.append(share.document)
        if said.faults:
            self.faulty[code] = said.faults

    def spot(self, code: int, lat: float, lon: float) -> None:
        """Take coordinates, which the cells with the next code say and nothing else."""
        self.plain()
        self.points[code] = point = (lat, lon, "", "")
        for name, value in place_numbers(point):
            self._number(code, name, value)

    def day(self, code: int, said: Said) -> None:
        """Take a date, which the cells with the next code say and nothing else but what is wrong with them."""
        self.plain()
        numbers, order, listed = dated(said.date)
        for name, value in numbers:
            self._number(code, name, value)
        if order is not None:
            self.orders[code] = order
            self.listed[code] = listed
        if said.faults:
            self.faulty[code] = said.faults

    def plain(self, document: str = "", token: Set | None = None) -> None:
        """Take the texts of the next code and the set that it is in, if there is one."""
        self.documents.append(document)
        if token is None:
            self.members.none()
        else:
            self.members.add((self.sets.setdefault(token, len(self.sets)),))

    def _number(self, code: int, name: str, value: int) -> None:
        found = self.numbers.get(name)
        if found is None:
            found = self.numbers[name] = array("I"), array("Q")
        found[0].append(code)
        found[1].append(value)

    def _units(self, code: int, units: Sequence[Unit]) -> list[Set]:
        """Take the units of a code; the sets of these are returned."""
        codes = tuple(dict.fromkeys(unit.code for unit in units))
        self.within[code] = codes
        for unit in units:
            self.units.setdefault(unit.code, unit)
        return [(UNIT, unit) for unit in codes]
