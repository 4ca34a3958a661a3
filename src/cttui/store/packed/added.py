"""What the distinct cells of a piece add to a store, each by a number of its own.

Cells that are taken apart (``imports.apart``) are put together at the end, from what fewer cells add: of a hundred thousand
places a few bytes each are kept meanwhile.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from cttui.imports import apart
from cttui.imports.cells import name, point
from cttui.store.contribution import place_numbers
from cttui.store.packed.shares import dated, document, runs_of
from cttui.store.search import BETWEEN

if TYPE_CHECKING:
    import numpy as np

    from cttui.imports.format import Cells, Reader, Said
    from cttui.model.records import Unit
    from cttui.store.contribution import Point
    from cttui.store.packed.share import Order, Share
    from cttui.store.packed.shares import Shares

    Numbers = np.ndarray[Any, Any]

Of = TypeVar("Of")

AT_ONCE = 1 << 16
"""Elements of codes that are looked at at once."""

Set = tuple[str, str]
"""A set of events: its field and token."""
UNIT = "unit"
"""In place of a field, while units go by their codes."""


class Added:
    """What some numbered cells say."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.sets: dict[Set, int] = {}
        """The sets that its codes are in, numbered."""
        self.members: list[tuple[int, ...]] = []
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
        self.members.append(tuple([sets.setdefault(name, len(sets)) for name in share.tokens]) if share.tokens else ())
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
        if said.units:
            self._units(code, said.units)

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
        self.members.append(() if token is None else (self.sets.setdefault(token, len(self.sets)),))

    def _number(self, code: int, name: str, value: int) -> None:
        found = self.numbers.get(name)
        if found is None:
            found = self.numbers[name] = array("I"), array("Q")
        found[0].append(code)
        found[1].append(value)

    def _units(self, code: int, units: Sequence[Unit]) -> None:
        sets = self.sets
        codes = dict.fromkeys(unit.code for unit in units)
        self.members[code] += tuple([sets.setdefault((UNIT, unit), len(sets)) for unit in codes])
        self.within[code] = tuple(codes)
        for unit in units:
            self.units.setdefault(unit.code, unit)


class Elements(dict["tuple[Reader, Cells]", int]):
    """The cells that those of a piece are taken apart into, numbered, and how what the piece says is put together of these."""

    def __init__(self, shares: Shares) -> None:
        """Take what works out their shares."""
        super().__init__()
        self._shares = shares
        self.added = Added()
        """What they say."""
        self._names: dict[int, str] = {}
        self._districts: dict[int, str] = {}
        self._precise: dict[int, str] = {}
        """Of those that say so, what the place is called, its district, and how precise coordinates are."""
        self.of, self.ends = array("I"), array("I")
        """The elements of each code of the piece, one code after the other, and where those of each end."""
        self._short: dict[Reader, Callable[[int, Cells], bool]] = {
            apart.at: self._at,
            apart.nowhere: self._nowhere,
            apart.where: self._where,
            apart.district: self._district,
        }
        """Short roads to the same end for cells in which most of a hundred thousand places differ: whether they were taken."""

    def __missing__(self, element: tuple[Reader, Cells]) -> int:
        number = self[element] = len(self)
        read, cells = element
        if (short := self._short.get(read)) is not None and short(number, cells):
            return number
        said = read(cells)
        self.added.take(number, said, self._shares.of(said))
        if (place := said.place) is not None:
            for told, what in ((self._names, place.name), (self._districts, place.district), (self._precise, place.precision)):
                if what:
                    told[number] = what
        return number

    def _at(self, number: int, cells: Cells) -> bool:
        lat, lon = cells
        if (found := point(lat, lon, [])) is None:
            return False
        self.added.spot(number, found.lat, found.lon)
        return True

    def _nowhere(self, _: int, cells: Cells) -> bool:
        faults: list[str] = []
        point(*cells, faults)
        if not faults:
            self.added.plain()
        return not faults

    def _where(self, number: int, cells: Cells) -> bool:
        if not (called := name(cells[0])):
            return False
        runs = runs_of(called)
        self.added.plain(document(runs))
        self.added.firsts[number] = runs[0].partition(" ")[0]
        self._names[number] = called
        return True

    def _district(self, number: int, cells: Cells) -> bool:
        if not (called := name(cells[0])):
            return False
        self.added.plain(document(runs_of(called)), ("district", called))
        self._districts[number] = called
        return True

    def take(self, elements: Sequence[tuple[Reader, Cells]]) -> tuple[str, ...]:
        """Take the elements of the next code; what is wrong with them is returned."""
        found = list(map(self.__getitem__, elements))
        self.of.extend(found)
        self.ends.append(len(self.of))
        faulty = self.added.faulty
        return tuple([fault for one in found for fault in faulty.get(one, ())]) if faulty else ()

    def texts(self, whole: Added) -> None:
        """Put together the texts of each code of the piece, and its units; what the elements were is forgotten."""
        self.clear()
        added = self.added
        documents = whole.documents = [""] * len(self.ends)
        for code, one in self._having([one for one, found in enumerate(added.documents) if found]):
            before = documents[code]
            documents[code] = _document(before, added.documents[one]) if before else added.documents[one]
        added.documents.clear()
        for code, one in self._having(added.within):
            whole.within[code] = _once(whole.within.get(code, ()), added.within[one])

    def end(self, whole: Added) -> None:
        """Put together what else each code of the piece adds."""
        added = self.added
        whole.sets, whole.units, whole.numbers = added.sets, added.units, self._numbers()
        sets = added.members
        members: list[tuple[int, ...]] = [()] * len(self.ends)
        for code, one in self._having([one for one, some in enumerate(sets) if some]):
            before = members[code]
            members[code] = _once(before, sets[one]) if before else sets[one]
        whole.members = members
        whole.firsts = self._told(added.firsts)
        self._points(whole)

    def kinds(self) -> list[int]:
        """The codes of the piece that say a kind."""
        return sorted({code for code, _ in self._having(self.added.kinds)})

    def _points(self, whole: Added) -> None:
        """Put together points: their names and how precise they are is said by other elements of their codes."""
        precise, names, districts = map(self._told, (self._precise, self._names, self._districts))
        points = self.added.points
        for code, one in self._having(points):
            lat, lon, *_ = points[one]
            whole.points[code] = lat, lon, precise.get(code, ""), names.get(code) or districts.get(code, "")

    def _told(self, said: Mapping[int, str]) -> dict[int, str]:
        """What the first of each code's elements says that says something."""
        found: dict[int, str] = {}
        for code, one in self._having(said):
            found.setdefault(code, said[one])
        return found

    def _having(self, elements: Collection[int]) -> Iterator[tuple[int, int]]:
        """The codes that have some elements, in order, each with such an element."""
        import numpy as np

        having = np.zeros(len(self.added.members), bool)
        having[np.fromiter(elements, np.int64, len(elements))] = True
        of = np.frombuffer(self.of, np.uint32)
        places = np.flatnonzero(having[of])
        codes, some = self._codes()[places], of[places]
        for first in range(0, len(places), AT_ONCE):
            # as numbers of Python they take nine times the room
            part = slice(first, first + AT_ONCE)
            yield from zip(codes[part].tolist(), some[part].tolist(), strict=True)

    def _codes(self) -> Numbers:
        """The code of each element, one code after the other."""
        import numpy as np

        ends = np.frombuffer(self.ends, np.uint32).astype(np.int64)
        return np.repeat(np.arange(len(ends), dtype=np.uint32), np.diff(ends, prepend=0))

    def _numbers(self) -> dict[str, tuple[array[int], array[int]]]:
        """The bit-sliced numbers of the codes: those of their elements."""
        import numpy as np

        of, codes, count = np.frombuffer(self.of, np.uint32), self._codes(), len(self.added.members)
        numbers = {}
        for name, (having, values) in self.added.numbers.items():
            has, by_element = np.zeros(count, bool), np.zeros(count, np.uint64)
            has[having], by_element[having] = True, np.frombuffer(values, np.uint64)
            places = has[of]
            numbers[name] = array("I", codes[places].tobytes()), array("Q", by_element[of[places]].tobytes())
        return numbers


def _once(some: tuple[Of, ...], more: tuple[Of, ...]) -> tuple[Of, ...]:
    """What two elements say, each once."""
    return tuple(dict.fromkeys(some + more)) if some else more


def _document(one: str, other: str) -> str:
    """The texts of two elements, each once."""
    if BETWEEN not in one and BETWEEN not in other:
        return one if one == other else f"{one}{BETWEEN}{other}"
    return document([*one.split(BETWEEN), *other.split(BETWEEN)])
