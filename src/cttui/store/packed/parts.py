"""Parts of a packed store's columns as they are stored: by zstd, which takes what is alike in neighbouring values together."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cache
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
