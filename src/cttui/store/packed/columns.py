"""The columns of a packed store: values of the events in date order, read a part at a time.

Every part has ``layout.PART`` values but the last, and the parts of a column are numbered without a gap: which of them has a
value follows from the value's place, so that one that is missing is damage and never an absent value.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from pyroaring import BitMap

from cttui.store import layout, stopping
from cttui.store.packed.parts import Lines, damaged, parted, unpack, unpack_text

KEPT = 2048
"""Parts that are kept in memory, 16 KiB each: all those of a store of a million rows, as few rows of one filter are in many."""


class Columns:
    """Reads columns of one store."""

    def __init__(self, connection: layout.Reading, count: int) -> None:
        """Take the open store and the number of its events."""
        self._connection = connection
        self.count = count
        self.part = lru_cache(maxsize=KEPT)(self._read)
        """The values of a column in one part."""
        self.lines = lru_cache(maxsize=256)(self._lines)
        """The texts of a column of texts in one part."""

    def body(self, name: str, part: int) -> bytes:
        """One part of a column, packed."""
        sql = "SELECT body FROM column WHERE name = ? AND part = ?"
        found = self._connection.execute(sql, (name, part)).fetchone()
        if found is None:
            raise damaged(f"part {part} of {name} is missing")
        return bytes(found[0])

    def _read(self, name: str, part: int) -> array[int]:
        return _numbers(self.body(name, part), self._size(part), name)

    def _lines(self, name: str, part: int) -> Lines:
        return Lines(self.body(name, part), min(layout.IDS, self.count - part * layout.IDS))

    def _size(self, part: int) -> int:
        return min(layout.PART, self.count - part * layout.PART)

    def at(self, name: str, n: int) -> int:
        """The value of event ``n``."""
        return self.part(name, n // layout.PART)[n % layout.PART]

    def some(self, name: str, numbers: Sequence[int]) -> list[int]:
        """The values of some events, whose numbers are in order."""
        found: list[int] = []
        place = 0
        while place < len(numbers):
            part = numbers[place] // layout.PART
            first, values = part * layout.PART, self.part(name, part)
            end = bisect_left(numbers, first + layout.PART, place)
            found += [values[n - first] for n in numbers[place:end]]
            place = end
        return found

    def text(self, name: str, n: int) -> str:
        """The text of event ``n``."""
        (found,) = self.texts(name, (n,))
        return found

    def texts(self, name: str, numbers: Iterable[int]) -> Iterator[str]:
        """The texts of some events."""
        for n in numbers:
            yield self.lines(name, n // layout.IDS).line(n % layout.IDS)

    def parts(self, name: str) -> Iterator[tuple[int, array[int]]]:
        """All values of a column: those of each part, with the number of its first event. None is kept in memory."""
        for part in range(-(-self.count // layout.PART)):
            stopping.check()
            yield part * layout.PART, self._read(name, part)

    def all_texts(self, name: str) -> Iterator[str]:
        """All texts of a column of texts."""
        for part in range(-(-self.count // layout.IDS)):
            yield from self._lines(name, part).all()


class Together:
    """Reads columns that stand together, of which whoever wants one of an event wants all (``layout.LIST``)."""

    def __init__(self, read: Callable[[str, int], bytes], columns: int, count: int) -> None:
        """Take what reads a part of a column, how many stand together, and the number of events."""
        self._body = read
        self._columns = columns
        self._count = count
        self.part = lru_cache(maxsize=KEPT)(self._read)
        """The values of some neighbours, one column after the other."""

    def _read(self, part: int) -> array[int]:
        return _numbers(self._body(layout.LIST, part), self._columns * self._size(part), layout.LIST)

    def _size(self, part: int) -> int:
        return min(layout.LISTED, self._count - part * layout.LISTED)

    def some(self, numbers: Sequence[int]) -> list[list[int]]:
        """The values of some events, whose numbers are in order: those of each column."""
        found: list[list[int]] = [[] for _ in range(self._columns)]
        place = 0
        while place < len(numbers):
            part = numbers[place] // layout.LISTED
            first, size, values = part * layout.LISTED, self._size(part), self.part(part)
            end = bisect_left(numbers, first + size, place)
            here = [n - first for n in numbers[place:end]]
            for column, into in enumerate(found):
                own = values[column * size : (column + 1) * size]
                into += [own[n] for n in here]
            place = end
        return found


def _numbers(content: bytes, count: int, name: str) -> array[int]:
    """Some numbers as they are stored.

    Raises:
        StoreError: They are not as many.
    """
    values = array("I")
    body = unpack(content, values.itemsize * count)
    if len(body) != values.itemsize * count:
        raise damaged(f"a part of {name} is cut")
    values.frombytes(body)
    return values


class Sets:
    """Reads sets of events, each by its place in a column of them."""

    def __init__(self, connection: layout.Reading, of: str, count: int) -> None:
        """Take the open store, what the sets are of, and how many there are."""
        self._connection = connection
        self._name = f"{layout.SETS}/{of}"
        self._count = count

    def some(self, places: range) -> list[BitMap]:
        """The sets with some places, at least one, in order.

        Raises:
            StoreError: One of them is damaged.
        """
        first, last = places[0] // layout.MANY, places[-1] // layout.MANY
        sql = "SELECT body FROM column WHERE name = ? AND part BETWEEN ? AND ? ORDER BY part"
        bodies = self._connection.execute(sql, (self._name, first, last)).fetchall()
        if len(bodies) != last - first + 1:
            raise damaged(f"parts of {self._name} are missing")
        found: list[bytes] = []
        for part, (body,) in enumerate(bodies, first):
            found += parted(body, min(layout.MANY, self._count - part * layout.MANY))
        begin = first * layout.MANY
        return [BitMap.deserialize(bits) for bits in found[places.start - begin : places.stop - begin]]


class Hashed:
    """Events by a hash of 64 bits: a table of hashes in order, each with the number of an event."""

    def __init__(self, connection: layout.Reading, table: str, entries: int) -> None:
        """Take the open store, the table (``ident`` or ``cited``) and the number of its entries."""
        self._connection = connection
        self._table = table
        self.entries = entries
        self.part = lru_cache(maxsize=32)(self._read)
        """The hashes and the numbers of one part."""

    def _read(self, part: int) -> tuple[array[int], array[int]]:
        # the table is one of two fixed words
        sql = f"SELECT body FROM {self._table} WHERE part = ?"  # noqa: S608
        found = self._connection.execute(sql, (part,)).fetchone()
        size = min(layout.PART, self.entries - part * layout.PART)
        hashes, numbers = array("Q"), array("I")
        if found is None or len(found[0]) != size * (hashes.itemsize + numbers.itemsize):
            raise damaged(f"part {part} of {self._table} is missing")
        hashes.frombytes(found[0][: size * hashes.itemsize])
        numbers.frombytes(found[0][size * hashes.itemsize :])
        return hashes, numbers

    def find(self, wanted: int) -> Iterator[int]:
        """The numbers of the events with a hash, in order."""
        parts = -(-self.entries // layout.PART)
        # the last part whose first hash is below the wanted one, or the first part
        part = max(0, bisect_left(range(parts), wanted, key=lambda part: self.part(part)[0][0]) - 1)
        while part < parts:
            hashes, numbers = self.part(part)
            at = bisect_left(hashes, wanted)
            while at < len(hashes) and hashes[at] == wanted:
                yield numbers[at]
                at += 1
            if at < len(hashes):
                return
            part += 1

    def parts(self) -> Iterator[tuple[array[int], array[int]]]:
        """All hashes and numbers, part by part."""
        for part in range(-(-self.entries // layout.PART)):
            stopping.check()
            yield self._read(part)


class Lexicon:
    """The words that a store has sets of, in order: so that an absent one is known without reading the sets."""

    def __init__(self, read: Callable[[str, int], bytes], count: int) -> None:
        """Take what reads a part of a column, and the number of words."""
        self._count = count
        self._body = read
        self._part = lru_cache(maxsize=64)(self._read)

    def _read(self, part: int) -> Sequence[str]:
        found = unpack_text(self._body(layout.LEXICON, part)).split("\n")
        if len(found) != min(layout.PART, self._count - part * layout.PART):
            raise damaged(f"part {part} of {layout.LEXICON} is cut")
        return found

    def beginning(self, start: str) -> range:
        """The places of the words that begin with some letters."""
        # the last of all characters is none that a word can have
        return range(self._place(start), self._place(f"{start}\U0010ffff"))

    def find(self, word: str) -> range:
        """The place of a word; none if it is not there."""
        place = self._place(word)
        known = place < self._count and self._part(place // layout.PART)[place % layout.PART] == word
        return range(place, place + known)

    def _place(self, text: str) -> int:
        """The place of the first word that does not come before a text."""
        parts = -(-self._count // layout.PART)
        if not parts:
            return 0
        part = max(0, bisect_left(range(parts), text, key=lambda part: self._part(part)[0]) - 1)
        return part * layout.PART + bisect_left(self._part(part), text)
