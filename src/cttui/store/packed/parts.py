"""Parts of a packed store's columns as they are stored: by zstd, which takes what is alike in neighbouring values together."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from cttui.errors import StoreError

if TYPE_CHECKING:
    import zstandard

_THREAD = threading.local()
"""The thread's own unpacker: one may not be used by two at a time."""
MOST = 1 << 30
"""The most bytes of a part of texts, which no import comes near; what is as long as its numbers says so itself."""
_FULL, _LEAST = 1 << 17, 4
"""The most bytes that a block of zstd can stand for, and the fewest that it takes (RFC 8878, section 3.1.1.2)."""
LEVEL = 3
"""Level of zstd: parts are few beside the rows, and higher levels win nothing."""


_FEW = 4
"""Lines of a part that are looked for by themselves; to find where all of them begin takes as long as a few of these."""


def damaged(what: str) -> StoreError:
    """The error for a store of which a part is missing or is not what it should be."""
    return StoreError(f"the store is damaged ({what}); import the file again")


@cache
def _compressor() -> zstandard.ZstdCompressor:
    import zstandard

    return zstandard.ZstdCompressor(level=LEVEL)


def pack(content: bytes) -> bytes:
    """A part as it is stored."""
    return _compressor().compress(content)


def unpack(content: bytes, most: int = MOST) -> bytes:
    """What ``pack`` packed.

    Args:
        content: The part as it is stored.
        most: How many bytes it may be. As many as it says are allocated, so that what cannot be true is refused first.

    Raises:
        StoreError: It is damaged.
    """
    import zstandard

    try:
        unpacker = _THREAD.unpacker
    except AttributeError:
        # made once a thread: that takes longer than unpacking a part
        unpacker = _THREAD.unpacker = zstandard.ZstdDecompressor()
    try:
        size = zstandard.frame_content_size(content)
        if not 0 <= size <= min(most, len(content) // _LEAST * _FULL):
            raise damaged("a part cannot be as large as it says")
        found: bytes = unpacker.decompress(content)
    except zstandard.ZstdError as error:
        raise damaged(str(error)) from None
    return found


def pack_lines(lines: Sequence[str]) -> bytes:
    """A part of texts without line ends."""
    return pack("\n".join(lines).encode())


def unpack_text(content: bytes) -> str:
    """The lines that ``pack_lines`` packed, with line ends between.

    Raises:
        StoreError: They are damaged.
    """
    try:
        return unpack(content).decode()
    except UnicodeDecodeError as error:
        raise damaged(str(error)) from None


def bound(parts: Sequence[bytes]) -> bytes:
    """Some parts that stand in one row: where each ends, and then all of them."""
    return array("I", accumulate(map(len, parts))).tobytes() + b"".join(parts)


def parted(body: bytes, size: int) -> list[bytes]:
    """The parts that ``bound`` bound.

    Args:
        body: What it made of them.
        size: How many they are.

    Raises:
        StoreError: They are damaged.
    """
    ends = array("I")
    head = size * ends.itemsize
    if len(body) >= head:
        ends.frombytes(body[:head])
    if len(ends) != size or len(body) != head + ends[-1]:
        raise damaged("parts that stand together are cut")
    return [body[head + begin : head + end] for begin, end in pairwise((0, *ends))]


class Lines:
    """The lines that ``pack_lines`` packed, of which a key mostly wants one or two: only these become text."""

    def __init__(self, content: bytes, size: int) -> None:
        """Unpack a part of ``size`` lines.

        Raises:
            StoreError: It is damaged, or has another number of lines.
        """
        self._lines = unpack(content)
        self._size = size
        self._asked = 0
        self._begins: array[int] | None = None
        """Where each line begins, and where one behind the last would, without the line ends before it."""
        if self._lines.count(b"\n") + 1 != size:
            raise damaged("a part of texts is cut")

    def line(self, place: int) -> str:
        """The line at a place, from 0.

        Raises:
            StoreError: It is damaged.
        """
        try:
            return self._line(place).decode()
        except UnicodeDecodeError as error:
            raise damaged(str(error)) from None

    def all(self) -> list[str]:
        """All lines.

        Raises:
            StoreError: They are damaged.
        """
        try:
            return self._lines.decode().split("\n")
        except UnicodeDecodeError as error:
            raise damaged(str(error)) from None

    def _line(self, place: int) -> bytes:
        if self._begins is None:
            if self._asked < _FEW:
                self._asked += 1
                after = self._size - place
                # only what is before it or behind it is parted
                return self._lines.split(b"\n", place + 1)[place] if place < after else self._lines.rsplit(b"\n", after)[-after]
            self._begins = array("I", accumulate(map(len, self._lines.split(b"\n")), initial=0))
        return self._lines[self._begins[place] + place : self._begins[place + 1] + place]
