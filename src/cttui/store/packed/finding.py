"""Finding the events of a packed store by their words: in sets of events, and phrases in what is coded and in the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyroaring import BitMap

from cttui.imports.events import Header
from cttui.store import layout, stopping
from cttui.store.packed.blocks import Blocks
from cttui.store.packed.columns import Lexicon, Sets
from cttui.store.packed.sayings import Sayings
from cttui.store.search import BETWEEN, beginning_with, slices, starts
from cttui.text import words

MANY = 2048
"""Sets of words that are united at once."""


class PackedWords:
    """The words of a packed store.

    A phrase stands either in what a piece says, which is looked up once for all rows with the same cells, or in a running text
    of the row: those are read of the events that have all its words.
    """

    quick = 48
    """A row takes up to half a millisecond to read: its block is unpacked and its cells are parted."""

    def __init__(
        self,
        connection: layout.Reading,
        bits: Callable[[str, str], BitMap],
        lexicon: Lexicon,
        sets: Sets,
        sayings: Sayings,
        blocks: Blocks,
        header: Header,
    ) -> None:
        """Take the open store, what reads one of its sets by field and token, its words, their sets, and what its rows say."""
        self._connection = connection
        self._bits = bits
        self._lexicon = lexicon
        self._sets = sets
        self._sayings = sayings
        self._blocks = blocks
        self._form = form = sayings.form
        self._texts = [place for place in header.positions(form.texts) if place is not None]
        dataset = form.dataset
        # what every event says
        self._common = _document((dataset.title, dataset.title_note, dataset.publisher, *dataset.author))

    def holding(self, word: str) -> BitMap:
        """The events that have a folded word."""
        return self._union(self._lexicon.find(word))

    def beginning(self, start: str) -> BitMap:
        """Those that have a word that begins with some folded letters, at least one."""
        if start == starts(start)[-1]:
            return self._bits(layout.START, start)
        wanted, found = self._lexicon.beginning(start), BitMap()
        for first in range(0, len(wanted), MANY):
            stopping.check()
            found = found | self._union(wanted[first : first + MANY])
        return found

    def _union(self, places: range) -> BitMap:
        """The union of the sets of some words, by their places."""
        found = self._sets.some(places) if places else [BitMap()]
        return found[0] if len(found) == 1 else BitMap.union(*found)

    def titled(self, word: str, *, begun: bool) -> BitMap:
        """Those whose title begins with a folded word, or with one that begins with it."""
        return beginning_with(self._connection, layout.FIRST, word) if begun else self._bits(layout.FIRST, word)

    def saying(self, candidates: BitMap, phrase: str) -> BitMap:
        """Those of some events one of whose texts holds a phrase.

        Raises:
            StoreError: Something that is read is damaged.
            StoppedError: Nobody waits for it any more.
        """
        if phrase in self._common:
            return candidates
        result = BitMap()
        for piece in range(len(self._form.pieces)):
            if codes := self._speaking(piece, phrase):
                (said,) = self._sayings.events(piece, dict.fromkeys(codes, 0), candidates)
                result |= said
        rest = self._blocks.rows(candidates - result) if self._texts else ()
        return result | BitMap([n for n, cells in rest if phrase in _document(cells[place] for place in self._texts)])

    def _speaking(self, piece: int, phrase: str) -> list[int]:
        """The codes of a piece that say a phrase."""
        codes: list[int] = []
        for first, documents in self._sayings.documents(piece):
            # most parts hold it nowhere; where lines end, words do
            if phrase.strip() in documents:
                lines = documents.split("\n")
                codes += [first + place for place, document in enumerate(lines) if phrase in f" {document} "]
        return codes

    def entitled(self, candidates: BitMap, phrase: str) -> Iterator[int]:
        """The same of titles that begin with a phrase, in the order of the numbers."""
        for numbers in slices(candidates):
            for n, one in zip(numbers, self._sayings.listed(numbers), strict=True):
                if _document((one.title,)).startswith(phrase):
                    yield n


def _document(texts: Iterable[str]) -> str:
    """Some texts as ``search.document`` has them, with a blank at either end."""
    return f" {BETWEEN.join(' '.join(words(text)) for text in texts if text)} "
