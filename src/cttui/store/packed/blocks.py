"""The rows of a packed store as they stood in their file, unpacked 64 at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from cttui.imports.events import Header
from cttui.store import layout, stopping
from cttui.store.packed.columns import Columns
from cttui.store.packed.parts import damaged, unpack

KEPT = 24
"""Blocks whose texts are kept in memory."""
PARSED = 512
"""Rows that are taken apart into cells at once."""


class Blocks:
    """Reads the rows of one store."""

    def __init__(self, connection: layout.Reading, columns: Columns, header: Header, delimiter: str) -> None:
        """Take the open store, its columns, the header of its rows and what parts their cells."""
        self._connection = connection
        self._columns = columns
        self._header = header
        self._delimiter = delimiter
        self.block = lru_cache(maxsize=KEPT)(self._read)
        """The texts of the rows of the block that begins with a row."""
        self._ahead: dict[int, bytes] = {}
        """The texts of rows that are read next, by the number of the event."""

    def _read(self, first: int) -> list[bytes]:
        from cttui.imports.rows import apart

        found = self._connection.execute("SELECT body FROM block WHERE first = ?", (first,)).fetchone()
        size = min(layout.BLOCK, self._columns.count - first)
        try:
            texts = apart(unpack(found[0]), self._delimiter, size) if found else []
        except UnicodeDecodeError as error:
            raise damaged(str(error)) from None
        if len(texts) != size:
            raise damaged(f"rows from {first + 1} are missing")
        return texts

    def _parsed(self, texts: Sequence[bytes]) -> list[list[str]]:
        """The cells of some rows."""
        from cttui.imports.rows import parse

        try:
            rows = parse(b"".join(texts), self._delimiter, len(self._header.columns))
        except UnicodeDecodeError as error:
            raise damaged(str(error)) from None
        if len(rows) != len(texts):
            raise damaged("a row is cut")
        return rows

    def row(self, n: int) -> list[str]:
        """The cells of event ``n``."""
        ((_, cells),) = self.rows((n,))
        return cells

    def rows(self, numbers: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
        """The cells of some events, each with its number, in no order: every block is unpacked once, or not at all if ahead."""
        found = self._texts(numbers)
        while texts := list(islice(found, PARSED)):
            yield from zip((n for n, _ in texts), self._parsed([text for _, text in texts]), strict=True)

    def ahead(self, numbers: Collection[int]) -> int:
        """Unpack the rows of events that are read next, in any order, instead of those before; return their size in bytes."""
        # those before go first, so that both are never in memory
        self._ahead = {}
        self._ahead = dict(self._texts(numbers))
        return sum(map(len, self._ahead.values()))

    def _texts(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The texts of the rows of some events, in the order of the file but for those ahead, which come first."""
        ahead, rest = self._ahead, list[int]()
        for n in numbers:
            if (text := ahead.get(n)) is not None:
                yield n, text
            else:
                rest.append(n)
        first = -1
        texts: list[bytes] = []
        rest.sort()
        for row, n in sorted(zip(self._columns.some("row", rest), rest, strict=True)):
            if row // layout.BLOCK * layout.BLOCK != first:
                stopping.check()
                first = row // layout.BLOCK * layout.BLOCK
                texts = self.block(first)
            yield n, texts[row - first]
