"""Memory that an import has done with, given back before more is taken."""

from __future__ import annotations

import sys
from contextlib import suppress


def give_back() -> None:
    """Give memory that was freed back to the system, where the C library keeps it for later.

    GNU's does: once an array of 30 MB was freed, it keeps twice as much at the end of its heap, and holes below.
    """
    if sys.platform == "linux":
        import ctypes

        # other libraries than GNU's do not have it, nor the need
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
