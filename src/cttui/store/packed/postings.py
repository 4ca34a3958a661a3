"""From the texts of rows to postings: ``word << 32 | row`` for each word that a row has.

A text is a list of numbers of its folded chunks. A word is a chunk of itself alone and goes by the chunk's number; other chunks
(``al-qaida``, ``2016-01-01``) stand for several words. Columns whose cells come again and again are folded once a cell.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any

from cttui.store.packed import folding
from cttui.store.packed.known import Known

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

LOW = 0xFFFFFFFF
"""The bits of a posting that hold the row."""
SEEN = 4096
"""Distinct cells of a column from which it is running text if most rows have one of their own."""
MOST = 1 << 22
"""The most characters of distinct cells that are kept of a column."""

TOGETHER = 1 << 17
"""Characters of running texts that are folded and looked up at once: with fewer, numpy is busy with itself."""


class Lists:
    """Lists of numbers in one piece."""

    def __init__(self, counts: Numbers, flat: array[int] | Numbers) -> None:
        """Take how many each has, and the numbers of all, which must not become more as long as the lists are used."""
        import numpy as np

        self.counts = counts.astype(np.int64)
        self._flat = np.frombuffer(flat, np.uint32)
        self._begins = np.cumsum(self.counts) - self.counts

    def of(self, codes: Numbers) -> Numbers:
        """The numbers of some lists, after each other."""
        import numpy as np

        counts = self.counts[codes]
        # the places of each list's numbers are a run from where it begins
        shifts = self._begins[codes] - (np.cumsum(counts) - counts)
        kind = np.int32 if max(len(self._flat), int(counts.sum())) < 1 << 31 else np.int64
        places = np.repeat(shifts.astype(kind), counts)
        places += np.arange(len(places), dtype=kind)
        found: Numbers = self._flat[places]
        return found

    def through(self, others: Lists) -> Lists:
        """For each list the numbers in those lists of others that it names."""
        import numpy as np

        sums = np.concatenate(([0], np.cumsum(others.counts[self._flat])))
        counts = sums[self._begins + self.counts] - sums[self._begins]
        return Lists(counts, others.of(self._flat))

    def __iter__(self) -> Iterator[list[int]]:
        for begin, count in zip(self._begins.tolist(), self.counts.tolist(), strict=True):
            yield self._flat[begin : begin + count].tolist()


class Chunks(dict[str, int]):
    """The folded chunks of texts, numbered from 1; 0 is the end of a text."""

    def __init__(self) -> None:
        super().__init__({folding.END: 0})
        self._several = array("I", (0,))
        """The chunks that stand for other words than themselves, or for none."""
        self._counts = array("I", (0,))
        """How many words each of these has."""
        self._flat = array("I")
        """Their words."""

    def __missing__(self, chunk: str) -> int:
        code = self[chunk] = len(self)
        if not chunk.isalnum():
            found = [self[word] for word in folding.words_of(chunk)]
            self._several.append(code)
            self._counts.append(len(found))
            self._flat.extend(found)
        return code

    def of(self, texts: Sequence[str]) -> Iterable[int]:
        """The chunks of some texts, 0 after those of each."""
        return map(self.__getitem__, folding.chunks(texts))

    def words(self) -> dict[str, int]:
        """The words, by their numbers."""
        return {chunk: code for chunk, code in self.items() if chunk.isalnum()}

    def postings(self, found: Numbers, rows: Numbers) -> Numbers:
        """The postings of some chunks, in order and each once.

        Args:
            found: The chunks.
            rows: The row of each.
        """
        import numpy as np

        several = np.frombuffer(self._several, np.uint32)
        alone = np.ones(len(self), bool)
        alone[several] = False
        single = alone[found]
        lists = Lists(np.frombuffer(self._counts, np.uint32), self._flat)
        others = np.searchsorted(several, found[~single])
        words = np.concatenate((found[single], lists.of(others)))
        of = np.concatenate((rows[single], np.repeat(rows[~single], lists.counts[others])))
        return in_order(words, of)


class Cells(dict[str, int]):
    """The distinct cells of one column, numbered, and the chunks of each; or a column that turned out to be running text."""

    def __init__(self, chunks: Chunks) -> None:
        """Take what numbers chunks."""
        super().__init__()
        self._chunks = chunks
        self._codes = array("I")
        """The cells of the rows that were taken, until these are asked for."""
        self._flat = array("I")
        """The chunks of all cells, 0 after those of each."""
        self._new: list[str] = []
        self._rows = self._size = 0
        self.running = False
        """Whether the column is running text: it is not taken any more."""

    def __missing__(self, cell: str) -> int:
        code = self[cell] = len(self)
        self._new.append(cell)
        return code

    def take(self, cells: Sequence[str]) -> None:
        """Take the cells of some rows."""
        self._codes.extend(map(self.__getitem__, cells))
        self._rows += len(cells)
        if new := self._new:
            self._flat.extend(self._chunks.of(new))
            self._size += sum(map(len, new))
            new.clear()
            self.running = self._size > MOST or (len(self) >= SEEN and 2 * len(self) > self._rows)

    @property
    def waiting(self) -> int:
        """About how many chunks the rows have that were taken and not asked for."""
        return len(self._codes) * len(self._flat) // max(1, len(self))

    def given(self, first: int) -> tuple[Numbers, Numbers]:
        """The chunks of the rows that were taken since it was asked last, and the row of each.

        Args:
            first: The number of the first of these rows.
        """
        import numpy as np

        codes, self._codes = np.frombuffer(self._codes, np.uint32), array("I")
        if self.running:
            self.clear()
        ends = np.flatnonzero(np.frombuffer(self._flat, np.uint32) == 0)
        lists = Lists(np.diff(ends, prepend=-1), self._flat)
        rows = np.repeat(np.arange(first, first + len(codes), dtype=np.uint32), lists.counts[codes])
        return lists.of(codes), rows


class Running:
    """Texts that are folded as they come."""

    def __init__(self, chunks: Chunks) -> None:
        """Take what numbers chunks."""
        self._chunks = chunks
        self._known = Known(chunks, folding.END)
        self._texts: list[str] = []
        """Those that were not folded yet."""
        self._spans: list[tuple[int, int]] = []
        """The first of their rows and the one after the last, each time that some were taken."""
        self._size = 0
        """How many characters they have."""
        self._found, self._of = array("I"), array("I")

    def take(self, texts: Sequence[str], first: int) -> None:
        """Take the texts of some rows, of which the first has a number."""
        self._spans.append((first, first + len(texts)))
        self._texts += texts
        self._size += sum(map(len, texts))
        if self._size >= TOGETHER:
            self._fold()

    def _fold(self) -> None:
        """Fold and look up what waits."""
        import numpy as np

        texts, self._texts, self._size = self._texts, [], 0
        spans, self._spans = self._spans, []
        # several columns of the same rows may be running text
        rows = np.concatenate([np.arange(*span, dtype=np.uint32) for span in spans or [(0, 0)]])
        plain = [text.isascii() for text in texts]
        # folded apart, since one letter that is not ASCII's makes folding all of them several times slower
        for some in (plain, [not one for one in plain]):
            if any(some):
                self._add(list(compress(texts, some)), rows[some])

    def _add(self, texts: Sequence[str], rows: Numbers) -> None:
        import numpy as np

        text = folding.folded(texts)
        found = self._known.of(text) if text.isascii() else np.fromiter(map(self._chunks.__getitem__, text.split()), np.uint32)
        self._found.frombytes(found.tobytes())
        self._of.frombytes(rows.tobytes())

    @property
    def waiting(self) -> int:
        """How many chunks were folded and not asked for."""
        return len(self._found)

    def given(self) -> tuple[Numbers, Numbers]:
        """The chunks that were taken since it was asked last, and the row of each."""
        import numpy as np

        self._fold()
        found, of = np.frombuffer(self._found, np.uint32), np.frombuffer(self._of, np.uint32)
        self._found, self._of = array("I"), array("I")
        return found, np.repeat(of, np.diff(np.flatnonzero(found == 0), prepend=-1))


def ascending(numbers: Numbers) -> Numbers:
    """The places of some numbers in the order of these, those of equal ones as they stand.

    Number and place are put in order together, which takes a fraction of a stable ``argsort``.
    """
    import numpy as np

    both = numbers.astype(np.uint64)
    both <<= np.uint64(32)
    both |= np.arange(len(numbers), dtype=np.uint32)
    both.sort()
    return both.astype(np.uint32)


def in_order(words: Numbers, rows: Numbers) -> Numbers:
    """Postings in order, each once."""
    import numpy as np

    postings = words.astype(np.uint64)
    postings <<= np.uint64(32)
    postings |= rows
    postings.sort()
    return once(postings)


def once(numbers: Numbers) -> Numbers:
    """Numbers in order without those that are the same as the one before."""
    import numpy as np

    found = np.ones(len(numbers), bool)
    np.not_equal(numbers[1:], numbers[:-1], out=found[1:])
    return numbers[found]
