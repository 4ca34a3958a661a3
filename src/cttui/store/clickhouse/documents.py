"""The end of each row's document: its running texts folded, and the bits that say how their words begin.

Texts are folded many at a time, and their *chunks* (what is left between blanks) are looked up all at once by numpy: of each it
is known which beginnings it has. Most chunks are words and stand in the document as they are; others (``al-qaida``) make room
for their words, and have joined forms behind the text. Texts that come again, as names of places do, are folded once.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate, compress, pairwise, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.store.clickhouse.begins import SIZE, Begins
from cttui.store.packed import folding
from cttui.store.packed.known import Known, content_of, spans
from cttui.text import SEPARATOR, terms_of

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

BEFORE = f" {SEPARATOR} ".encode()
"""Stands before each run of running text."""
TOGETHER = 1 << 17
"""Characters of texts from which these are folded: with fewer, numpy is busy with itself."""

_KEPT = 1 << 16
"""The most texts of a column that are kept folded."""
_KEPT_SIGNS = 16 << 20
"""The most letters of these."""
_KEPT_CHUNKS = 1 << 19
"""The most chunks that are known at a time."""
_LOOKED = 4096
"""Texts of a column that are looked at before it is decided whether they come again."""
_WIDTH = SIZE // 8
"""Numbers of 64 bits in the bits of a text."""
_END, _GAP, _BLANK = folding.END.encode(), b"  ", ord(" ")


class _Other(NamedTuple):
    """A chunk that is not a word."""

    words: bytes
    """The words that stand for it, with blanks between."""
    forms: tuple[bytes, ...]
    """Its joined forms."""
    behind: bytes
    """These as they stand behind a text."""


class _Chunks(dict[str, int]):
    """Folded chunks, numbered from 1; 0 is the end of a text."""

    def __init__(self, begins: Begins) -> None:
        """Take the beginnings that have bits."""
        super().__init__({folding.END: 0})
        self._begins = begins
        self._numbers = {0: 0}
        self._content = bytearray(SIZE)
        """All bits that any chunk has, each once."""
        self.bits = array("I", (0,))
        """For each chunk which of them it has."""
        self.words = bytearray(b"\1")
        """For each chunk whether it is a word."""
        self.others: dict[int, _Other] = {}
        """The others."""

    def __missing__(self, chunk: str) -> int:
        code = self[chunk] = len(self)
        word = chunk.isalnum()
        words: list[str] = [chunk]
        if not word:
            words, together = terms_of(chunk)
            forms = tuple([form.encode("utf-8", "surrogatepass") for form in dict.fromkeys(together) if form])
            behind = b"".join([BEFORE + form for form in forms])
            self.others[code] = _Other(" ".join(words).encode("utf-8", "surrogatepass"), forms, behind)
            words = [*words, *(part for form in together for part in form.split())]
        self.words.append(word)
        bits = self._begins.bits(words)
        number = self._numbers.get(bits)
        if number is None:
            number = self._numbers[bits] = len(self._numbers)
            self._content += bits.to_bytes(SIZE, "little")
        self.bits.append(number)
        return code

    @property
    def different(self) -> int:
        """How many different bits the chunks have."""
        return len(self._numbers)

    def table(self) -> list[Numbers]:
        """These bits, a number of 64 after the other."""
        import numpy as np

        return [column.copy() for column in np.frombuffer(bytes(self._content), np.uint64).reshape(-1, _WIDTH).T]


class _Folding:
    """Folds texts, and finds the bits of their words."""

    def __init__(self, begins: Begins) -> None:
        """Take the beginnings that have bits."""
        self._begins = begins
        self._begin()

    def _begin(self) -> None:
        self._chunks = _Chunks(self._begins)
        self._known = Known(self._chunks, folding.END)
        self._table = self._chunks.table()

    def of(self, texts: Sequence[str]) -> tuple[list[bytes], Numbers]:
        """Some texts as parts of documents, and the bits of each in a row."""
        import numpy as np

        found: list[bytes] = [b""] * len(texts)
        bits = np.zeros((len(texts), _WIDTH), np.uint64)
        plain = [text.isascii() for text in texts]
        # apart, since one letter that is not ASCII's makes folding all of them several times slower
        for some in (plain, [not one for one in plain]):
            if any(some):
                places = list(compress(range(len(texts)), some))
                runs, bits[places] = self._some(list(compress(texts, some)))
                for place, run in zip(places, runs, strict=True):
                    found[place] = run
        return found, bits

    def _some(self, texts: Sequence[str]) -> tuple[list[bytes], Numbers]:
        import numpy as np

        if len(self._chunks) > _KEPT_CHUNKS:
            self._begin()
        text = folding.folded(texts)
        if text.isascii():
            content = content_of(text)
            starts, ends = spans(content)
            numbers = self._known.among(content, starts, ends)
        else:
            chunks = text.split()
            numbers = np.fromiter(map(self._chunks.__getitem__, chunks), np.uint32, len(chunks))
            content = content_of(" ".join(chunks))
            starts, ends = spans(content)
        last = np.flatnonzero(numbers == 0)
        return self._runs(content, numbers, starts, ends, last), self._bits(numbers, last)

    def _bits(self, numbers: Numbers, last: Numbers) -> Numbers:
        """The bits of each text, by the chunks of all and where the last one of each stands."""
        import numpy as np

        if len(self._table[0]) < self._chunks.different:
            self._table = self._chunks.table()
        begins = np.concatenate(([0], last[:-1] + 1))
        which = np.frombuffer(self._chunks.bits, np.uint32)[numbers].astype(np.int64)
        found = np.empty((len(last), _WIDTH), np.uint64)
        for place, column in enumerate(self._table):
            found[:, place] = np.bitwise_or.reduceat(column.take(which), begins)
        return found

    def _runs(self, content: bytes, numbers: Numbers, starts: Numbers, ends: Numbers, last: Numbers) -> list[bytes]:
        """The texts as parts of documents: their words with one blank between, and their joined forms."""
        import numpy as np

        letters = np.frombuffer(content, np.uint8)
        kept = letters != _BLANK
        kept[1:] |= kept[:-1].copy()
        kept[0] = True
        text = letters[kept].tobytes()
        others = np.flatnonzero(np.frombuffer(self._chunks.words, np.uint8)[numbers] == 0)
        theirs = list(map(self._chunks.others.__getitem__, numbers[others].tolist()))
        if theirs:
            # where they stand now that there is one blank between chunks
            sizes = ends - starts
            behind = np.cumsum(sizes)[others] + others + 1
            parts = [b""] * (2 * len(theirs) + 1)
            edges = zip([0, *behind.tolist()], [*(behind - sizes[others]).tolist(), len(text)], strict=True)
            parts[::2] = [text[begin:end] for begin, end in edges]
            parts[1::2] = [one.words for one in theirs]
            text = b"".join(parts)
        runs = [one[1:-1] for one in text.split(_END)[:-1]]
        if _GAP in text:
            # a chunk has no word
            runs = [b" ".join(one.split()) for one in runs]
        found = [BEFORE + one if one else one for one in runs]
        joined: dict[int, list[_Other]] = {}
        for place, other in zip(np.searchsorted(last, others).tolist(), theirs, strict=True):
            if other.forms:
                joined.setdefault(place, []).append(other)
        for place, some in joined.items():
            run = runs[place]
            if len(some) == 1 and run not in some[0].forms:
                found[place] += some[0].behind
            else:
                forms = dict.fromkeys((run, *(form for one in some for form in one.forms)))
                found[place] = b"".join([BEFORE + one for one in forms if one])
        return found


class _Column:
    """A column of text: whose texts come again, as names of places do, are folded once."""

    def __init__(self) -> None:
        self._known: dict[str, int] | None = {}
        """The texts that were folded; ``None`` once it turned out that most come once."""
        self._begin()
        self._asked = self._new = 0

    def _begin(self) -> None:
        """Know no text."""
        import numpy as np

        if self._known:
            self._known.clear()
        self._runs: list[bytes] = []
        self._bits: Numbers = np.zeros((0, _WIDTH), np.uint64)
        """What they are as parts of documents, and their bits, behind which there is room for more."""
        self._size = 0

    def unknown(self, texts: Sequence[str]) -> Sequence[str]:
        """Those of some texts that are to be folded."""
        if self._known is None:
            return texts
        if self._asked > _LOOKED and 2 * self._new > self._asked:
            self._begin()
            self._known = None
            return texts
        if len(self._known) >= _KEPT or self._size >= _KEPT_SIGNS:
            self._begin()
        found = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._asked += len(texts)
        self._new += len(found)
        return found

    def folded(
        self, texts: Sequence[str], unknown: Sequence[str], runs: Sequence[bytes], bits: Numbers
    ) -> tuple[Sequence[bytes], Numbers]:
        """What all texts are as parts of documents, and their bits, by those of the texts that were unknown."""
        import numpy as np

        if self._known is None:
            return runs, bits
        if unknown:
            first, last = len(self._runs), len(self._runs) + len(runs)
            self._known.update(zip(unknown, range(first, last), strict=True))
            self._runs += runs
            if last > len(self._bits):
                self._bits = np.concatenate((self._bits, np.zeros((last, _WIDTH), np.uint64)))
            self._bits[first:last] = bits
            self._size += sum(map(len, unknown))
        places = list(map(self._known.__getitem__, texts))
        return list(map(self._runs.__getitem__, places)), self._bits[places]


class Documents:
    """Takes the running texts of rows, and gives the ends of their documents."""

    def __init__(self, count: int, begins: Begins) -> None:
        """Take how many columns of texts there are, and the beginnings that have bits."""
        self._folding = _Folding(begins)
        self._columns = [_Column() for _ in range(count)]
        self._waiting: list[list[str]] = [[] for _ in range(count)]
        """The texts that were not folded yet, column by column."""
        self._rows = self._size = 0
        """How many rows these have, and about how many letters."""
        self._texts: list[bytes] = []
        self._bits: list[Numbers] = []

    def take(self, columns: Sequence[Sequence[str]], size: int) -> None:
        """Take the texts of some rows, column by column."""
        for waiting, column in zip(self._waiting, columns, strict=True):
            waiting.extend(column)
            self._size += sum(map(len, column))
        self._rows += size
        if self._size >= TOGETHER:
            self._fold()

    def given(self) -> tuple[list[bytes], Numbers]:
        """The ends of the documents of the rows that were taken since it was asked last, and the bits of each in a row.

        An end is a separator and a text, again and again, and a blank.
        """
        import numpy as np

        self._fold()
        texts, self._texts = self._texts, []
        bits, self._bits = self._bits, []
        return texts, np.concatenate(bits) if bits else np.zeros((0, _WIDTH), np.uint64)

    def _fold(self) -> None:
        import numpy as np

        size, self._rows, self._size = self._rows, 0, 0
        if not size:
            return
        columns, self._waiting = self._waiting, [[] for _ in self._columns]
        unknown = [texts.unknown(column) for texts, column in zip(self._columns, columns, strict=True)]
        runs, bits = self._folding.of([text for some in unknown for text in some])
        found: list[Sequence[bytes]] = []
        whole = np.zeros((size, _WIDTH), np.uint64)
        edges = accumulate(map(len, unknown), initial=0)
        for texts, column, some, (begin, end) in zip(self._columns, columns, unknown, pairwise(edges), strict=True):
            said, having = texts.folded(column, some, runs[begin:end], bits[begin:end])
            found.append(said)
            whole |= having
        self._texts += map(b"".join, zip(*found, repeat(b" ", size), strict=True))
        self._bits.append(whole)
