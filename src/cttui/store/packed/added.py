"""What the distinct cells of a piece add to a store, each by a number of its own.

Cells that are taken apart (``imports.apart``) are put together at the end, from what fewer cells add: of a hundred thousand
places a few bytes each are kept meanwhile.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from cttui.imports import apart
from cttui.imports import cells as read
from cttui.store.contribution import place_numbers
from cttui.store.packed.numbered import BETWEEN as JOINED
from cttui.store.packed.postings import Lists
from cttui.store.packed.shares import dated, document, runs_of
from cttui.store.search import BETWEEN

if TYPE_CHECKING:
    import numpy as np

    from cttui.imports.format import Cells, Part, Parts, Reader, Said
    from cttui.model.records import Unit
    from cttui.store.contribution import Point
    from cttui.store.packed.share import Order, Share
    from cttui.store.packed.shares import Shares

    Numbers = np.ndarray[Any, Any]

AT_ONCE = 1 << 16
"""Codes that are looked at at once."""

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
        self._parted: list[_Parted] = []
        """Those of each part, where cells are taken apart into such."""
        self._short: dict[Reader, Callable[[int, Cells], bool]] = {
            apart.at: self._at,
            apart.nowhere: self._nowhere,
            apart.where: self._where,
            apart.district: self._district,
        }
        """Short roads to the same end for cells in which most of a hundred thousand places differ: whether they were taken."""

    def __missing__(self, element: tuple[Reader, Cells]) -> int:
        number = self[element] = self.add(*element)
        return number

    def add(self, reader: Reader, cells: Cells) -> int:
        """Take the next element; its number is returned."""
        number = len(self.added.members)
        if (short := self._short.get(reader)) is not None and short(number, cells):
            return number
        said = reader(cells)
        self.added.take(number, said, self._shares.of(said))
        if (place := said.place) is not None:
            for told, what in ((self._names, place.name), (self._districts, place.district), (self._precise, place.precision)):
                if what:
                    told[number] = what
        return number

    def _at(self, number: int, cells: Cells) -> bool:
        lat, lon = cells
        if (found := read.point(lat, lon, [])) is None:
            return False
        self.added.spot(number, found.lat, found.lon)
        return True

    def _nowhere(self, _: int, cells: Cells) -> bool:
        faults: list[str] = []
        lat, lon = cells
        read.point(lat, lon, faults)
        if not faults:
            self.added.plain()
        return not faults

    def _where(self, number: int, cells: Cells) -> bool:
        if not (called := read.name(cells[0])):
            return False
        runs = runs_of(called)
        self.added.plain(document(runs))
        self.added.firsts[number] = runs[0].partition(" ")[0]
        self._names[number] = called
        return True

    def _district(self, number: int, cells: Cells) -> bool:
        if not (called := read.name(cells[0])):
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

    def take_all(self, parts: Parts, columns: Sequence[Sequence[str]], first: int) -> dict[int, tuple[str, ...]]:
        """Take the elements of the next codes.

        Args:
            parts: What their cells are taken apart into.
            columns: Their cells, column by column.
            first: The first of them.

        Returns:
            What is wrong with some of them, by code.
        """
        if not self._parted:
            self._parted = [_Parted(self, part, parts.given) for part in parts.parts]
        numbers = [parted.of(columns) for parted in self._parted]
        width = len(numbers)
        self.of.extend(chain.from_iterable(zip(*numbers, strict=True)))
        self.ends.extend(range(len(self.of) - width * (len(numbers[0]) - 1), len(self.of) + 1, width))
        faulty = self.added.faulty
        if not faulty or all(faulty.keys().isdisjoint(some) for some in numbers):
            return {}
        found = {}
        for code, some in enumerate(zip(*numbers, strict=True), first):
            if faults := tuple([fault for one in some for fault in faulty.get(one, ())]):
                found[code] = faults
        return found

    def texts(self, whole: Added) -> None:
        """Put together the texts of each code of the piece, and its units; what the elements were is forgotten."""
        import numpy as np

        self.clear()
        self._parted.clear()
        told = self.added.documents
        documents = whole.documents = [""] * len(self.ends)
        worded = self._mask([one for one, found in enumerate(told) if found])
        several = self._mask([one for one, found in enumerate(told) if BETWEEN in found])
        for _, of, codes in self._parts():
            places = np.flatnonzero(worded[of])
            begins = _begins(codes[places])
            if not len(begins):
                continue
            elements = of[places]
            texts = [told[one] for one in elements.tolist()]
            mixed = np.logical_or.reduceat(several[elements], begins).tolist()
            ends = np.append(begins[1:], len(places)).tolist()
            for code, begin, end, more in zip(codes[places[begins]].tolist(), begins.tolist(), ends, mixed, strict=True):
                some = texts[begin:end]
                if more:
                    documents[code] = document([run for text in some for run in text.split(BETWEEN)])
                elif end - begin == 2:
                    # as most places have: a dict takes twice as long
                    one, other = some
                    documents[code] = one if one == other else f"{one}{BETWEEN}{other}"
                else:
                    documents[code] = BETWEEN.join(dict.fromkeys(some))
        told.clear()
        within = self.added.within
        if within:
            for code, one in zip(self._codes().tolist(), self.of, strict=True):
                whole.within[code] = tuple(dict.fromkeys((*whole.within.get(code, ()), *within.get(one, ()))))

    def end(self, whole: Added) -> None:
        """Put together what else each code of the piece adds."""
        added = self.added
        whole.sets, whole.units, whole.numbers = added.sets, added.units, self._numbers()
        self._members(whole)
        first = added.firsts
        whole.firsts = {code: first[one] for code, one in self._first(first)}
        self._points(whole)

    def kinds(self) -> list[int]:
        """The codes of the piece that say a kind."""
        return [code for code, _ in self._first(self.added.kinds)]

    def _members(self, whole: Added) -> None:
        """Put together the sets of codes: those of their elements, each once."""
        import numpy as np

        lists = self.added.members.lists()
        members = whole.members
        for part, of, codes in self._parts():
            sets, having = lists.of(of), np.repeat(codes, lists.counts[of])
            _, places = np.unique((having.astype(np.uint64) << np.uint64(32)) | sets, return_index=True)
            places.sort()
            counts = np.bincount(having[places] - part.start, minlength=len(part))
            members.ends.frombytes((len(members.flat) + np.cumsum(counts)).astype(np.uint32).tobytes())
            members.flat.frombytes(sets[places].tobytes())

    def _points(self, whole: Added) -> None:
        """Put together points: their names and how precise they are is said by other elements of their codes."""
        precise, names, districts = map(self._told, (self._precise, self._names, self._districts))
        points = self.added.points
        for code, one in self._first(points):
            lat, lon, *_ = points[one]
            whole.points[code] = lat, lon, precise[code], names[code] or districts[code]

    def _told(self, said: Mapping[int, str]) -> list[str]:
        """For each code what the first of its elements says that says something; empty if none does."""
        found = [""] * len(self.ends)
        for code, one in self._first(said):
            found[code] = said[one]
        return found

    def _first(self, elements: Collection[int]) -> Iterator[tuple[int, int]]:
        """The codes that have some elements, in order, each with the first such element."""
        import numpy as np

        having = self._mask(elements)
        for _, of, codes in self._parts():
            places = np.flatnonzero(having[of])
            places = places[_begins(codes[places])]
            yield from zip(codes[places].tolist(), of[places].tolist(), strict=True)

    def _mask(self, elements: Collection[int]) -> Numbers:
        """Of each element whether it is one of some."""
        import numpy as np

        having = np.zeros(len(self.added.members), bool)
        having[np.fromiter(elements, np.int64, len(elements))] = True
        return having

    def _parts(self) -> Iterator[tuple[range, Numbers, Numbers]]:
        """Some codes at a time, with their elements and the code of each: as numbers of Python all would take much room."""
        import numpy as np

        of, ends = (np.frombuffer(numbers, np.uint32) for numbers in (self.of, self.ends))
        begin = 0
        for first in range(0, len(ends), AT_ONCE):
            some = ends[first : first + AT_ONCE].astype(np.int64)
            codes = range(first, first + len(some))
            end = int(some[-1])
            yield codes, of[begin:end], np.repeat(np.arange(first, codes.stop, dtype=np.uint32), np.diff(some, prepend=begin))
            begin = end

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


class _Read(dict[str, int]):
    """The elements of one reader, by their cells, joined."""

    def __init__(self, elements: Elements, reader: Reader, given: Callable[[Cells], Cells]) -> None:
        """Take what numbers elements, the reader, and what is done with cells before they are read."""
        super().__init__()
        self._elements = elements
        self._reader = reader
        self._given = given

    def __missing__(self, joined: str) -> int:
        number = self[joined] = self._elements.add(self._reader, self._given(tuple(joined.split(JOINED))))
        return number


class _Parted(dict[str, _Read]):
    """The elements of one part of many cells, by the cell that says what reads it."""

    def __init__(self, elements: Elements, part: Part, given: Callable[[Cells], Cells]) -> None:
        """Take what numbers elements, the part, and what is done with cells before they are read."""
        super().__init__()
        self._elements = elements
        self._part = part
        self._given = given
        self._read: dict[Reader, _Read] = {}

    def __missing__(self, cell: str) -> _Read:
        reader = self._part.reader(*self._given((cell,)))
        found = self[cell] = self._read.setdefault(reader, _Read(self._elements, reader, self._given))
        return found

    def of(self, columns: Sequence[Sequence[str]]) -> list[int]:
        """The elements of some rows of cells, which are given column by column."""
        some = [columns[place] for place in self._part.places]
        joined = some[0] if len(some) == 1 else map(JOINED.join, zip(*some, strict=True))
        if self._part.by is None:
            return list(map(self[""].__getitem__, joined))
        return [read[cells] for read, cells in zip(map(self.__getitem__, columns[self._part.by]), joined, strict=True)]


def _begins(codes: Numbers) -> Numbers:
    """Where each of some codes stands first, of which equal ones stand together."""
    import numpy as np

    return np.flatnonzero(np.diff(codes, prepend=codes[:1] + 1))
