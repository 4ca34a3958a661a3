"""Columns that grow by rows, kept in a file meanwhile, so that no import has all of them in memory at once."""

from __future__ import annotations

import tempfile
from array import array
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import numpy as np

ROWS = 131_072
"""Rows after which columns are put into the file: half a megabyte a column."""


class Spill:
    """A file of columns, each in pieces, without a name where the system allows it: it goes with the process."""

    def __init__(self, folder: Path) -> None:
        """Open one in a folder.

        Raises:
            OSError: It cannot be written.
        """
        self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed by ``close``
        self._parts: dict[str, list[tuple[int, int]]] = {}
        self._end = 0

    def put(self, name: str, content: array[int] | bytes | bytearray | memoryview) -> None:
        """Add to the end of a column.

        Raises:
            OSError: There is no room.
        """
        with memoryview(content) as view, view.cast("B") as rest:
            size = len(rest)
            if not size:
                return
            self._file.seek(self._end)
            done = 0
            while done < size:
                done += self._file.write(rest[done:])
            self._parts.setdefault(name, []).append((self._end, size))
            self._end += size

    def take(self, name: str, kind: str) -> np.ndarray[Any, Any]:
        """A column as a whole.

        Args:
            name: Its name; one that nothing was put into is empty.
            kind: Its numbers, as numpy names them: ``<u4``. They are returned in this machine's order of bytes.
        """
        import numpy as np

        parts = self._parts.get(name, [])
        found = np.empty(sum(size for _, size in parts), np.uint8)
        at = 0
        for start, size in parts:
            self._read(start, found[at : at + size].data)
            at += size
        numbers = found.view(kind)
        return numbers if numbers.dtype.isnative else numbers.byteswap(inplace=True).view(numbers.dtype.newbyteorder("="))

    def fill(self, name: str, start: int, into: memoryview) -> None:
        """Read some bytes of a column that is in one piece, from one of them on; a column without any has none to read."""
        if into:
            self._read(self._parts[name][0][0] + start, into)

    def size(self, name: str) -> int:
        """How many bytes a column has."""
        return sum(size for _, size in self._parts.get(name, []))

    def _read(self, start: int, into: memoryview) -> None:
        self._file.seek(start)
        done = 0
        while done < len(into):
            found = self._file.readinto(into[done:])
            if not found:
                raise OSError("a temporary file was cut")
            done += found

    def close(self) -> None:
        """Close the file, and with it remove it."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class Run:
    """A column of 64-bit numbers in ascending order that is in one piece of a spill, as ``bisect`` looks into it."""

    def __init__(self, spill: Spill, name: str) -> None:
        """Take the spill and the column's name."""
        self._spill = spill
        self._name = name
        self._size = spill.size(name) // 8

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, place: int) -> int:
        found = bytearray(8)
        self._spill.fill(self._name, 8 * place, memoryview(found))
        return int.from_bytes(found, "little")

    def numbers(self, first: int, last: int) -> np.ndarray[Any, Any]:
        """The numbers from one place up to another."""
        import numpy as np

        found = np.empty(8 * (last - first), np.uint8)
        self._spill.fill(self._name, 8 * first, found.data)
        return found.view("<u8")
