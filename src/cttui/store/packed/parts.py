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


def unpack(content: bytes) -> bytes:
    """What ``pack`` packed.

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
