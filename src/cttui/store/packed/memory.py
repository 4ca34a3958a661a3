"""Memory that an import has done with, given back before more is taken."""

from __future__ import annotations

import sys
from contextlib import suppress

_LARGE = 8 << 20
"""Bytes from which an array is given back at once: those of a few megabytes are made and freed again and again."""
_MMAP_THRESHOLD = -3
"""GNU's number of that: mallopt(3)."""


def give_back_large() -> None:
    """Have large arrays given back to the system when they are freed.

    GNU's C library keeps those of up to 32 MB once one of them was freed: at 2,700,000 rows three quarters of its memory.
    """
    if sys.platform == "linux":
        import ctypes

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Give memory that was freed back to the system, where the C library keeps it for later.

    GNU's does: once an array of 30 MB was freed, it keeps twice as much at the end of its heap, and holes below.
    """
    if sys.platform == "linux":
        import ctypes

        # other libraries than GNU's do not have it, nor the need
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
