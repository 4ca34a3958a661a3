"""Cells that are taken apart (``imports.apart``), and what they add, put together from what fewer cells add.

Of a hundred thousand places a few bytes each are kept meanwhile.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from cttui.imports import apart
from cttui.imports import cells as read
from cttui.store.packed.added import Added
from cttui.store.packed.numbered import BETWEEN as JOINED
from cttui.store.packed.shares import document, runs_of
from cttui.store.search import BETWEEN

if TYPE_CHECKING:
    import numpy as np

    from cttui.imports.format import Cells, Part, Parts, Reader
    from cttui.store.packed.shares import Shares

    Numbers = np.ndarray[Any, Any]

AT_ONCE = 1 << 16
"""Codes that are looked at at once."""


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
        self._parted: list[Parted] = []
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
            self._parted = [Parted(self.add, part, parts.given) for part in parts.parts]
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

    def shut(self) -> None:
        """Take no more elements, and keep no longer what they were."""
        self.clear()
        self._parted.clear()

    def texts(self, whole: Added) -> None:
        """Put together the texts of each code of the piece, and its units."""
        import numpy as np

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

    def __init__(self, number: Callable[[Cells], int]) -> None:
        """Take what numbers cells for it."""
        super().__init__()
        self._number = number

    def __missing__(self, joined: str) -> int:
        number = self[joined] = self._number(tuple(joined.split(JOINED)))
        return number


class Parted(dict[str, _Read]):
    """The elements of one part of many cells, by the cell that says what reads it."""

    def __init__(self, add: Callable[[Reader, Cells], int], part: Part, given: Callable[[Cells], Cells]) -> None:
        """Take what numbers an element that is new, the part, and what is done with cells before they are read."""
        super().__init__()
        self._add, self._part, self._given = add, part, given
        self._read: dict[Reader, _Read] = {}

    def __missing__(self, cell: str) -> _Read:
        reader = self._part.reader(*self._given((cell,)))
        if reader not in self._read:
            self._read[reader] = _Read(lambda cells: self._add(reader, self._given(cells)))
        found = self[cell] = self._read[reader]
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
