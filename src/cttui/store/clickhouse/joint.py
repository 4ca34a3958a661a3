"""What the pieces of a row say together, for many rows at once: put together once for all rows whose pieces say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cttui.store.clickhouse import rows
from cttui.store.clickhouse.columns import Content, Group, Held, Table, distinct
from cttui.store.clickhouse.meanings import Meaning
from cttui.text import words

if TYPE_CHECKING:
    import numpy as np

    from cttui.imports.format import Format

    Numbers = np.ndarray[Any, Any]

KEPT = 1 << 17
"""The most values of several pieces that are kept."""

Codes = tuple[int, ...]


class Joint:
    """The columns that codes of several pieces decide together."""

    def __init__(self, group: Group, say: Callable[[Codes], Held]) -> None:
        """Take the columns, and what works out what some codes say."""
        self._group = group
        self._say = say
        self._begin()

    def _begin(self) -> None:
        self._table = Table(self._group)
        self._known: dict[Codes, int] = {}

    def take(self, codes: Sequence[Numbers], count: int, into: Content) -> None:
        """Add the columns in some rows.

        Args:
            codes: The codes of each piece.
            count: How many rows they are.
            into: What they are added to.
        """
        import numpy as np

        if len(self._known) >= KEPT:
            self._begin()
        found, which = distinct(codes, count)
        known = self._known
        for one in found:
            if one not in known:
                known[one] = self._table.add(self._say(one))
        self._table.take(np.array([known[one] for one in found])[which], into)


class Numbered:
    """A code of what several pieces say of some columns together: of few things, however many cells say them."""

    def __init__(
        self,
        pieces: Sequence[Sequence[Meaning]],
        saying: Iterable[int],
        says: Callable[[Meaning], Any],
        tie: Callable[[Sequence[Any], Codes], int],
    ) -> None:
        """Take the pieces, which of them say something, what each meaning says, and what puts together what some say."""
        import numpy as np

        self._of: list[tuple[int, Numbers]] = []
        self._said: list[list[Any]] = []
        for place in saying:
            numbers: dict[Any, int] = {}
            self._of.append((place, np.array([numbers.setdefault(says(one), len(numbers)) for one in pieces[place]])))
            self._said.append(list(numbers))
        self._tie = tie
        self._known: dict[Codes, int] = {}

    def take(self, by_piece: Sequence[Numbers], states: Sequence[Numbers], count: int) -> bytes:
        """The code in each of some rows.

        Args:
            by_piece: The codes of every piece.
            states: What else decides it.
            count: How many rows they are.
        """
        import numpy as np

        if len(self._known) >= KEPT:
            self._known.clear()
        found, which = distinct([*(of[by_piece[place]] for place, of in self._of), *states], count)
        return np.array(list(map(self._code, found)), "<u2")[which].tobytes()

    def _code(self, key: Codes) -> int:
        found = self._known.get(key)
        if found is None:
            parts = len(self._said)
            what = [things[number] for things, number in zip(self._said, key[:parts], strict=True)]
            found = self._known[key] = self._tie(what, key[parts:])
        return found


class Titles:
    """Titles of parts that several pieces say: nearly every row has one of its own, and many have each part."""

    def __init__(self, form: Format, places: Sequence[int], pieces: Sequence[Sequence[Meaning]]) -> None:
        """Take the format, and the pieces that say a part."""
        self._places = places
        self._alone = form.title.encode(), words_of(form.title).encode()
        self._between = form.joined.encode(), b" "
        # many codes of a piece have a title in common: places of one name
        said = [[one.title for one in pieces[place]] for place in places]
        known = {title: (_encoded(title), _encoded(words_of(title))) for title in {title for piece in said for title in piece}}
        self._of = tuple([[known[title][way] for title in piece] for piece in said] for way in range(len(TITLED)))
        """For each piece and code the bytes of the title, and of its words."""

    def take(self, lists: Sequence[list[int]], count: int, into: Content) -> None:
        """Add the titles of some rows and their words, by the codes of every piece."""
        import numpy as np

        empty: Numbers | None = None
        for name, pieces, between, alone in zip(TITLED, self._of, self._between, self._alone, strict=True):
            sizes = np.zeros(count, np.int64)
            parts: list[Sequence[bytes]] = []
            for place, runs in zip(self._places, pieces, strict=True):
                found = list(map(runs.__getitem__, lists[place]))
                lengths = np.fromiter(map(len, found), np.int64, count)
                parted = (sizes > 0) & (lengths > 0)
                if parts:
                    signs = (b"", between)
                    parts.append([signs[both] for both in parted.tolist()])
                parts.append(found)
                sizes += lengths + len(between) * parted
            if empty is None:
                # of the title: its words may be none
                empty = sizes == 0
            if empty.any():
                parts.append([alone if none else b"" for none in empty.tolist()])
                sizes[empty] = len(alone)
            into[name] = [woven([list(map(rows.LENGTHS.__getitem__, sizes.tolist())), *parts])]


TITLED = ("title", "titled")
"""The columns of a title and of its words."""


def woven(runs: Sequence[Sequence[bytes]]) -> bytes:
    """The first of all runs, one after the other, then the second of all, and so on."""
    width, count = len(runs), len(runs[0])
    found: list[bytes] = [b""] * (width * count)
    for place, column in enumerate(runs):
        found[place::width] = column
    return b"".join(found)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def words_of(text: str) -> str:
    """The folded words of a text."""
    return " ".join(words(text))
