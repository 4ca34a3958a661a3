"""How the words of an event begin, as bits: what is typed letter by letter is answered by them, and no text is read.

A table has some hundred *beginnings*, those with which words of most of its events begin: every letter and digit, then ``go``,
``gov``, ``gove`` … as a sample of the dataset has them. A row has a bit for each, and a key that makes ``gov`` of ``go`` reads
one column of 64 of them. The bits are exact: they are made of all words of the event's document. Which beginnings have bits
only decides what is quick. Whatever else is typed is looked for in the documents of those events that have the longest part
of it that has a bit.
"""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from pathlib import Path

from cttui.store.clickhouse.schema import BEGUN, BEGUN_BITS
from cttui.text import words

MOST = BEGUN_BITS * len(BEGUN)
"""The most beginnings of a table."""
SIZE = MOST // 8
"""Bytes of a row's bits."""
LONGEST = 12
"""Letters of the longest beginning that has a bit."""
LETTERS = (*string.ascii_lowercase, *string.digits)
"""The beginnings that every table has."""

_SPOTS, _SPOT = 32, 1 << 16
"""How many pieces of a file are looked at, and how many bytes each has."""
_KEPT = 1 << 20
"""The most words whose bits are kept."""


class Begins(dict[str, int]):
    """The beginnings of a table; as a mapping, the bits of words, each worked out when it is first met."""

    def __init__(self, beginnings: Sequence[str] = ()) -> None:
        """Take the beginnings in the order of their bits."""
        super().__init__()
        self.beginnings = tuple(beginnings[:MOST])
        self._place = {begin: place for place, begin in enumerate(self.beginnings)}
        self._all: dict[str, int] = {}
        """For each beginning the bits of itself and of all that it begins with."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        longest = self.longest(word)
        # shared by all words that begin so
        found = self[word] = self._whole(longest) if longest else 0
        return found

    def _whole(self, begin: str) -> int:
        found = self._all.get(begin)
        if found is None:
            parts = (self._place.get(begin[:size]) for size in range(1, len(begin) + 1))
            found = self._all[begin] = sum(1 << place for place in parts if place is not None)
        return found

    def longest(self, word: str) -> str:
        """The longest beginning of a word that has a bit; empty if none has."""
        place = self._place
        return next((word[:size] for size in range(min(len(word), LONGEST), 0, -1) if word[:size] in place), "")

    def bits(self, some: Iterable[str]) -> int:
        """The bits of an event with some words."""
        return reduce(or_, map(self.__getitem__, some), 0)

    def condition(self, word: str) -> tuple[str, bool]:
        """The condition that some word of an event begins as one does, as far as bits say it, and whether that is all."""
        longest = self.longest(word)
        if not longest:
            return "", False
        column, bit = divmod(self._place[longest], BEGUN_BITS)
        return f"(bitAnd({BEGUN[column]}, {1 << bit}) != 0)", longest == word


NONE = Begins()
"""No beginnings: all words are looked for in documents."""


def columns_of(bits: int) -> dict[str, int]:
    """The columns of a row's bits."""
    return {name: bits >> BEGUN_BITS * place & (1 << BEGUN_BITS) - 1 for place, name in enumerate(BEGUN)}


def chosen(texts: Iterable[str]) -> tuple[str, ...]:
    """The beginnings for events such as some, of which there are texts: those of most events come first.

    Args:
        texts: The texts of an event each.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update({word[:size] for word in set(words(text)) for size in range(2, min(len(word), LONGEST) + 1)})
    # in the same order every time; what one event has is chance
    usual = sorted((-count, begin) for begin, count in counts.items() if count > 1)
    return (*LETTERS, *[begin for _, begin in usual[: MOST - len(LETTERS)]])


def sample(paths: Iterable[Path]) -> list[str]:
    """Some lines of files of text, taken evenly from all of each.

    Raises:
        OSError: One cannot be read.
    """
    found: list[str] = []
    for path in paths:
        size = path.stat().st_size
        # a small file is one piece
        spots, width = (_SPOTS, _SPOT) if size > _SPOTS * _SPOT else (1, _SPOTS * _SPOT)
        with path.open("rb") as file:
            for spot in range(spots):
                file.seek(size * spot // spots)
                found += file.read(width).decode("utf-8", "ignore").splitlines()
    return found
