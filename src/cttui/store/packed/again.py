"""The file that is imported, as the process beside reads it once more: what it has of its own need not go over a pipe."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import IO

from cttui.errors import ImportingError

_AT_ONCE = 1 << 18
"""Bytes of the file that are passed over at once."""


class Again:
    """The file that is imported, as it is read beside: from its start to its end, and once."""

    def __init__(self, path: Path) -> None:
        """Take the file, which is opened when something is asked of it."""
        self._path = path
        self._file: IO[bytes] | None = None
        self._at = 0
        self._hash = hashlib.sha256()

    def take(self, place: int, size: int) -> bytes:
        """Some bytes, which come after those taken before.

        Raises:
            ImportingError: They are not there any more.
        """
        self._pass(place)
        return self._read(size)

    def _pass(self, to: int) -> None:
        """Read on to a place, some bytes at a time."""
        while self._at < to:
            self._read(min(to - self._at, _AT_ONCE))

    def end(self, size: int, sha256: str) -> None:
        """Read on to the end, if anything was read.

        Args:
            size: How many bytes were read of the file for the rows.
            sha256: Their hash.

        Raises:
            ImportingError: They were others.
        """
        if self._file is None:
            return
        self._pass(size)
        self._file.close()
        if self._hash.hexdigest() != sha256:
            raise self._changed()

    def _read(self, size: int) -> bytes:
        try:
            self._file = self._file or self._path.open("rb")
            found = self._file.read(size)
        except OSError:
            found = b""
        if len(found) < size:
            raise self._changed()
        self._at += size
        self._hash.update(found)
        return found

    def _changed(self) -> ImportingError:
        return ImportingError(f"{self._path.name} changed while it was imported; import it again")
