"""The distinct cells of some columns, numbered in the order in which they come.

The rows' side of an import has more to do than the words' side, which has the cells that name sources anyway. So a piece of
these that says nothing but names of sources is numbered there (``Aside``), and handed over when all rows are read.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, NamedTuple

from cttui.store import layout
from cttui.store.packed.parts import bound, pack

if TYPE_CHECKING:
    from cttui.imports.format import Apart, Cells, Reader

BETWEEN = "\x1f"
"""Stands between cells that are looked up as one text, a third of the size of a tuple; no cell that was read has it."""
APART = "\x1e"
"""Stands between texts, such as such cells, that are written or sent as one; no cell that was read has it either."""
_WRITTEN_BETWEEN, _WRITTEN_APART = "\\u001f", "\\u001e"
"""The same two in JSON."""
TOGETHER = 4096
"""Rows after which the cells that came new with them are worked out: one by one, between rows, that takes twice as long."""


class _Numbers(dict[str, int]):
    """The numbers of texts, in the order in which they come."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.new: list[str] = []
        """Those that were not worked out yet."""

    def __missing__(self, text: str) -> int:
        code = self[text] = len(self)
        self.new.append(text)
        return code


class Numbered:
    """Numbers cells."""

    def __init__(self) -> None:
        """Begin with none."""
        self.count = 0
        """How many there are."""
        self.joined = _Numbers()
        """The cells of each number, joined."""

    def __len__(self) -> int:
        return self.count

    def of(self, columns: Sequence[Sequence[str]], places: Sequence[int | None], size: int) -> list[int]:
        """The numbers of the cells that some rows have in some columns; new ones get the next numbers.

        Args:
            columns: The columns of the rows.
            places: Which of them; ``None`` for one that the file has not.
            size: How many rows there are.
        """
        if len(places) == 1 and places[0] is not None:
            return list(map(self.joined.__getitem__, columns[places[0]]))
        return list(map(self.joined.__getitem__, map(BETWEEN.join, cells_of(columns, places, size))))

    def fresh(self) -> Iterator[tuple[int, Cells]]:
        """The cells that came new since this was last asked, each with its number."""
        first, new = self.count, self.new()
        return ((code, tuple(text.split(BETWEEN))) for code, text in enumerate(new, first))

    def new(self) -> list[str]:
        """The same joined, and without their numbers, which follow each other."""
        new, self.joined.new = self.joined.new, []
        self.count += len(new)
        return new


def cells_of(columns: Sequence[Sequence[str]], places: Sequence[int | None], size: int) -> Iterator[Cells]:
    """The cells of some columns, row by row; empty ones for a column that the file has not."""
    return zip(*columns_of(columns, places, size), strict=True)


def columns_of(columns: Sequence[Sequence[str]], places: Sequence[int | None], size: int) -> list[Sequence[str]]:
    """Some of the columns of a batch; one of empty cells for a column that the file has not."""
    return [("",) * size if place is None else columns[place] for place in places]


def written(joined: Iterable[str]) -> list[bytes]:
    """Some cells as a store has them: as lists in JSON on a line each, packed ``layout.FRAME`` at a time.

    Args:
        joined: The cells of each code, with ``BETWEEN`` between.

    Returns:
        What stands in each row of ``said``.
    """
    texts = iter(joined)
    frames = [pack(_written(some).encode()) for some in iter(lambda: list(islice(texts, layout.FRAME)), [])]
    step = layout.CODES // layout.FRAME
    return [bound(frames[first : first + step]) for first in range(0, len(frames), step)]


def _written(texts: Sequence[str]) -> str:
    """Some cells, each joined by ``BETWEEN``, as lists in JSON, as ``json`` writes them: a list a line."""
    together = APART.join(texts)
    if "\\" not in together and together.count(APART) == len(texts) - 1:
        # what stands between is written as is nothing else
        written = encode_basestring(together).replace(_WRITTEN_BETWEEN, '", "').replace(_WRITTEN_APART, '"]\n["')
        return f"[{written}]"
    return "\n".join([f"[{', '.join(map(encode_basestring, text.split(BETWEEN)))}]" for text in texts])


class Found(NamedTuple):
    """A piece that was numbered aside."""

    cells: list[bytes]
    """The cells of all codes, as ``written``."""
    elements: Sequence[tuple[Reader, Cells]]
    """What they are taken apart into."""
    of: array[int]
    """The elements of each code, one code after the other, by their places among these."""
    ends: array[int]
    """Where those of each code end."""
    codes: array[int]
    """The code of each row."""


class Aside:
    """Numbers the cells of a piece, and takes them apart."""

    def __init__(self, apart: Apart, places: Sequence[int | None]) -> None:
        """Take how cells are taken apart, and where they stand among the columns that are taken."""
        self._apart = apart
        self._places = places
        self._numbered = Numbered()
        self._elements: dict[tuple[Reader, Cells], int] = {}
        self._of, self._ends, self._codes = array("I"), array("I"), array("I")
        self._worked = 0

    def take(self, columns: Sequence[Sequence[str]], size: int) -> None:
        """Take a batch.

        Args:
            columns: Its columns.
            size: How many rows it has.
        """
        self._codes.extend(self._numbered.of(columns, self._places, size))
        if len(self._codes) - self._worked >= TOGETHER:
            self._work()

    def _work(self) -> None:
        self._worked = len(self._codes)
        elements = self._elements
        for _, cells in self._numbered.fresh():
            self._of.extend([elements.setdefault(one, len(elements)) for one in self._apart(cells)])
            self._ends.append(len(self._of))

    def found(self) -> Found:
        """What was found."""
        self._work()
        return Found(written(self._numbered.joined), list(self._elements), self._of, self._ends, self._codes)
