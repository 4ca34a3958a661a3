"""What the pieces of a row say together, for many rows at once: put together once for all rows whose pieces say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from cttui.store.clickhouse import rows
from cttui.store.clickhouse.coded import Meant
from cttui.store.clickhouse.meanings import Meaning
from cttui.text import words

if TYPE_CHECKING:
    from cttui.imports.format import Format

KEPT = 1 << 17
"""The most values of several pieces that are kept."""

Codes = tuple[int, ...]


class Joint(dict[Any, bytes]):
    """What codes of several pieces say together."""

    def __init__(self, say: Callable[[Any], bytes]) -> None:
        """Take what works it out."""
        super().__init__()
        self._say = say

    def __missing__(self, codes: Any) -> bytes:
        if len(self) >= KEPT:
            self.clear()
        found = self[codes] = self._say(codes)
        return found


class Numbered:
    """A code of what several pieces say of some columns together: of few things, however many cells say them."""

    def __init__(
        self,
        pieces: Sequence[Sequence[Meaning]],
        says: Callable[[Meaning], Any],
        nothing: Meant,
        tie: Callable[[Sequence[Any], Any], bytes],
    ) -> None:
        """Take the pieces, what each meaning says, what one says that says nothing, and what puts together what some say."""
        said: list[tuple[int, list[int], list[Any]]] = []
        for place, piece in enumerate(pieces):
            numbers: dict[Any, int] = {}
            of = [numbers.setdefault(says(one), len(numbers)) for one in piece]
            if numbers.keys() - {nothing}:
                said.append((place, of, list(numbers)))
        self._of = [(place, of) for place, of, _ in said]
        what = [things for _, _, things in said]
        self._joint = Joint(lambda key: tie([things[number] for things, number in zip(what, key[:-1], strict=True)], key[-1]))

    def take(self, lists: Sequence[list[int]], states: Iterable[Any]) -> list[bytes]:
        """The code in each of some rows, by the codes of every piece and what else decides it."""
        numbers = [list(map(of.__getitem__, lists[place])) for place, of in self._of]
        return list(map(self._joint.__getitem__, zip(*numbers, states, strict=True)))


class Titles:
    """Titles of parts that several pieces say: nearly every row has one of its own, and many have each part."""

    def __init__(self, form: Format, places: Sequence[int], pieces: Sequence[Sequence[Meaning]]) -> None:
        """Take the format, and the pieces that say a part."""
        self._places = places
        said = [[one.title for one in pieces[place]] for place in places]
        self._alone = form.title.encode(), words_of(form.title).encode()
        self._between = form.joined.encode(), b" "
        self._of = tuple([[_encoded(fold(title)) for title in piece] for piece in said] for fold in (str, words_of))
        """For each piece and code the bytes of the title, and of its words."""

    def take(self, lists: Sequence[list[int]], count: int) -> Sequence[Sequence[bytes]]:
        """As ``Part.take``."""
        import numpy as np

        columns: list[Sequence[bytes]] = []
        for pieces, between, alone in zip(self._of, self._between, self._alone, strict=True):
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
            if not sizes.all():
                parts.append([b"" if size else alone for size in sizes.tolist()])
                sizes[sizes == 0] = len(alone)
            columns += [list(map(rows.LENGTHS.__getitem__, sizes.tolist())), *parts]
        return columns


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def words_of(text: str) -> str:
    """The folded words of a text."""
    return " ".join(words(text))
