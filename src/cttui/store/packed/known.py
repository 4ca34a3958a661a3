"""The numbers of the chunks of long texts of ASCII, looked up all at once: in a third of the time that a dict takes for each.

A chunk of at most 16 letters is two numbers of 64 bits, which are its letters. A hash of these says where in a table of numbers
of chunks its own may stand, and the letters of that one, whether it is its own. What is not found so is looked up by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

_WORD = 8
"""Letters in a number of 64 bits."""
_BLANK = ord(" ")
_SIZE = 20
"""Binary digits of a place in the table: of a hundred thousand chunks one in twenty finds its place taken."""
_ODD = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F
"""What the halves of a chunk are multiplied by, so that each letter counts for its place: constants of xxHash and others."""


class Known:
    """Looks up chunks, and remembers them."""

    def __init__(self, chunks: Mapping[str, int], end: str) -> None:
        """Take what numbers chunks, and the one numbered 0."""
        import numpy as np

        self._chunks = chunks
        self._table = np.zeros(1 << _SIZE, np.uint32)
        self._letters = np.zeros((2, 1 << 12), np.uint64)
        """The halves of each chunk that is in the table, by its number."""
        self._letters[0, 0] = ord(end)
        (self._end,) = _places(*self._letters[:, :1])
        self._masks = np.array([(1 << 8 * letters) - 1 for letters in range(_WORD + 1)], np.uint64)

    def of(self, text: str) -> Numbers:
        """The numbers of the chunks of a text of ASCII in which nothing else than blanks is between them."""
        content = content_of(text)
        return self.among(content, *spans(content))

    def among(self, content: bytes, starts: Numbers, ends: Numbers) -> Numbers:
        """The same of a text as ``content_of`` has it, and of its ``spans``."""
        import numpy as np

        sizes = ends - starts
        low, high = self._halves(content, starts, sizes)
        places = _places(low, high)
        found = self._table[places]
        other = self._letters[0][found] != low
        other |= self._letters[1][found] != high
        other |= sizes > 2 * _WORD
        new = np.flatnonzero(other)
        theirs = zip(starts[new].tolist(), ends[new].tolist(), strict=True)
        found[new] = [self._chunks[content[start:end].decode()] for start, end in theirs]
        # the first that comes to a place keeps it: it is rather one of those that come often
        new = new[(self._table[places[new]] == 0) & (places[new] != self._end) & (sizes[new] <= 2 * _WORD)]
        self._remember(found[new], places[new], low[new], high[new])
        return found

    def _halves(self, content: bytes, starts: Numbers, sizes: Numbers) -> tuple[Numbers, Numbers]:
        """The first eight letters of chunks, and the eight after these, each as one number."""
        import numpy as np

        at = np.ndarray((len(content) - _WORD + 1,), "<u8", content, strides=(1,))
        low = at[starts] & self._masks.take(sizes, mode="clip")
        high = np.zeros(len(low), np.uint64)
        long = np.flatnonzero(sizes > _WORD)
        high[long] = at[starts[long] + _WORD] & self._masks.take(sizes[long] - _WORD, mode="clip")
        return low, high

    def _remember(self, numbers: Numbers, places: Numbers, low: Numbers, high: Numbers) -> None:
        import numpy as np

        if (lacking := len(self._chunks) - self._letters.shape[1]) > 0:
            more = np.zeros((2, max(lacking, self._letters.shape[1])), np.uint64)
            self._letters = np.concatenate((self._letters, more), axis=1)
        self._letters[:, numbers] = low, high
        self._table[places] = numbers


def _places(low: Numbers, high: Numbers) -> Numbers:
    """Where in the table the numbers of chunks stand."""
    import numpy as np

    mixed = low * np.uint64(_ODD[0])
    mixed ^= high * np.uint64(_ODD[1])
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(_ODD[0])
    mixed >>= np.uint64(64 - _SIZE)
    return mixed.view(np.int64)


def content_of(text: str) -> bytes:
    """A text with a blank before it, and behind it as many as a chunk is looked at with."""
    return f" {text}{'':{2 * _WORD}}".encode("utf-8", "surrogatepass")


def spans(content: bytes) -> tuple[Numbers, Numbers]:
    """Where the chunks of such a text begin and end."""
    import numpy as np

    blank = np.frombuffer(content, np.uint8) == _BLANK
    edges = np.flatnonzero(blank[1:] != blank[:-1])
    edges += 1
    return edges[::2], edges[1::2]
