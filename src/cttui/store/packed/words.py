"""The words' side of an import: which events have a word or an id, and the rows themselves, packed.

It may be a process of its own. While rows are read it takes their text and the cells to be searched; at the end it is given the
order of the events, and the words of the pieces' codes, and writes a bitmap for each word. A posting is ``word << 32 | row``;
postings are sorted and spilt every million chunks of text, and read back by ranges of words.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from pyroaring import BitMap

from cttui.store import layout, search
from cttui.store.packed.citing import NONE, Citing, Sources
from cttui.store.packed.ids import Ids, Renamed
from cttui.store.packed.memory import give_back
from cttui.store.packed.parts import pack_lines
from cttui.store.packed.postings import Cells, Chunks, Lists, Running, in_order, once
from cttui.store.packed.sets import ByCode, as_set, packed, packed_all, together
from cttui.store.packed.spill import Run, Spill
from cttui.store.sealing import Sealing, Sums, created

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from cttui.imports.provenance import ReadFile
    from cttui.store.packed.numbered import Found

    Numbers = np.ndarray[Any, Any]

CHUNKS = 1_000_000
"""Chunks of text taken before their postings are sorted and spilt."""
RANGE = 500_000
"""Postings read back at once."""
LEVEL = 1
"""Level of zstd: the rows of 257 MB take 51 MB and 1.2 seconds, by zlib's first level 56 MB and 2.8."""
MANY = 32
"""Events that a code of a piece has on average from which its words are taken as sets, and not event by event."""


class Coded(NamedTuple):
    """The words of one piece."""

    documents: Sequence[str]
    """Folded texts."""
    of: array[int]
    """For each code, one code after the other, which of them it has."""
    ends: array[int]
    """Where those of each code end; empty if each code has its own."""
    codes: Numbers
    """The code of each event in date order."""


class Ended(NamedTuple):
    """What is known of rows when all are read."""

    aside: Mapping[str, Found]
    """The pieces that were numbered aside."""
    counts: bytes
    """As ``Citing.counts``."""


class Some(NamedTuple):
    """Some words that stand next to each other, and their events."""

    first: int
    """The place of the first word."""
    last: int
    """The place behind the last one."""
    sizes: Numbers
    """How many events each has in texts and cells."""
    events: Numbers
    """These, after each other."""


class Texts:
    """Takes rows and writes their blocks and words."""

    def __init__(self, path: Path, words: Path, sources: Sources | None = None) -> None:
        """Create the stores to write to; postings are kept in their folder meanwhile.

        Args:
            path: The store of the rows' own text, which others may write to when all rows are read.
            words: The store of all else.
            sources: How sources are read; without it, none are, and all columns are to be searched.

        Raises:
            OSError: It cannot be written.
            sqlite3.Error: The same.
        """
        import zstandard

        with ExitStack() as opened:
            self._spill = opened.enter_context(Spill(path.parent))
            self._blocks, self._store = (Sealing(opened.enter_context(closing(created(one)))) for one in (path, words))
            self._opened = opened.pop_all()
        self._texts = sources.texts if sources else None
        self._citing = Citing(sources, self._spill) if sources else None
        self.cited = NONE
        """What was found of sources, once all is written."""
        self._ids = Ids(self._spill)
        self.renamed = Renamed()
        """The rows whose id another row has, once all is written."""
        self._pack = zstandard.ZstdCompressor(level=LEVEL).compress
        self._chunks = Chunks()
        self._running = Running(self._chunks)
        self._cells: list[Cells] = []
        """The columns, until they turn out to be running text."""
        self._runs: list[Run] = []
        self._named = 0
        """How many runs were put into the file."""
        self._rows = self._flushed = 0
        self.spelt = 0
        """How many words have sets of events, once all are written."""

    def take(
        self,
        raw: Iterable[str],
        columns: Sequence[Sequence[str]],
        ids: str,
        size: int,
        place: tuple[int, int] | None = None,  # noqa: ARG002 - for ``Beside``
    ) -> None:
        """Take a batch of rows.

        Args:
            raw: The rows' own text, in pieces.
            columns: The cells to be searched, column by column, then others that name sources.
            ids: The ids of their events, with a line end after each.
            size: How many rows they are.
            place: Where their own text begins in the file, and its size, if it stands there in one piece as it is.
        """
        self.keep("".join(raw).encode(), columns, ids, size)

    def keep(self, raw: bytes, columns: Sequence[Sequence[str]], ids: str, size: int) -> None:
        """The same, of rows whose own text is one piece in UTF-8."""
        self._blocks.put("block", ((self._rows, self._pack(raw)),))
        self._ids.take(ids)
        if self._citing is not None:
            self._citing.take(columns, size)
            columns = columns[: self._texts]
        for column, cells in enumerate(columns):
            if column == len(self._cells):
                self._cells.append(Cells(self._chunks))
            if self._cells[column].running:
                self._running.take(cells, self._rows)
            else:
                self._cells[column].take(cells)
        self._rows += size
        if self._running.waiting + sum(cells.waiting for cells in self._cells) >= CHUNKS:
            self.flush()

    def ending(self, files: Sequence[ReadFile]) -> None:
        """Say that there are no more batches of the files that were read."""

    def end(self) -> Ended:
        """Take no more batches; no piece is numbered here."""
        self.flush()
        self.shut()
        return Ended({}, self.counts)

    def shut(self) -> None:
        """Close the store of the rows' own text: all are read."""
        self._blocks.connection.commit()
        self._blocks.connection.close()

    @property
    def counts(self) -> bytes:
        """As ``Citing.counts``."""
        return self._citing.counts() if self._citing is not None else b""

    def flush(self) -> None:
        """Turn the chunks of rows into postings, and put these into the file."""
        import numpy as np

        found, rows = zip(self._running.given(), *(cells.given(self._flushed) for cells in self._cells), strict=True)
        self._flushed = self._rows
        self._runs.append(self._run(self._chunks.postings(np.concatenate(found), np.concatenate(rows))))

    @property
    def sums(self) -> Sums:
        """The sums of what it wrote."""
        return self._store.sums

    # -- the end -----------------------------------------------------------------------------------------------------

    def wait(self) -> None:
        """Wait until the words are written, as they are when ``begin`` ends."""

    def close(self) -> None:
        """Close the stores."""
        self._opened.close()

    def begin(self, rank: Numbers, coded: Iterable[Coded], sets: Mapping[str, BitMap]) -> None:
        """Write the words.

        Args:
            rank: For each row its event's number.
            coded: The words of the pieces.
            sets: Words that some sets of events have besides.
        """
        chunks, self._chunks = self._chunks, Chunks()
        self._running = Running(self._chunks)
        self._cells.clear()
        more: dict[int, list[BitMap]] = {}
        for spelt, bits in sets.items():
            if bits:
                more.setdefault(chunks[spelt], []).append(bits)
        # first of all, since ``Beside`` waits until they are taken
        apart = [run for piece in coded for run in self._coded(piece, chunks, more)]
        give_back()
        if self._citing is not None:
            self.cited = self._citing.write(self._store, rank)
            give_back()
        self.renamed = self._ids.write(self._store, rank)
        give_back()
        words = chunks.words()
        spelt_in_order = sorted(words)
        self.spelt = len(spelt_in_order)
        numbers = [words[spelt] for spelt in spelt_in_order]
        words.clear()
        runs, sizes = self._in_order(numbers, rank, apart)
        give_back()
        besides = {place: more[number] for place, number in enumerate(numbers) if number in more}
        more.clear()
        found = _sets(spelt_in_order, self._postings(runs, sizes), besides, self._ended)
        self._store.put("column", together(layout.WORD, found))
        self._store.put("column", _lexicon(spelt_in_order))
        self._store.connection.commit()

    def _ended(self, start: str, bits: BitMap) -> None:
        """Write the set of a beginning of words."""
        self._store.put("bits", ((layout.START, start, packed(bits, runs=True)),))

    def _coded(self, piece: Coded, chunks: Chunks, more: dict[int, list[BitMap]]) -> Iterator[Run]:
        """Take the words of a piece: as sets where many events have a code, else as postings.

        Args:
            piece: The piece.
            chunks: What numbers words.
            more: For each word sets of events that have it, to which the sets are added.

        Returns:
            Postings of words and events, put into the file.
        """
        lists = _words_of(piece, chunks)
        if not lists.counts.any():
            return
        if len(lists.counts) * MANY > len(piece.codes):
            yield from self._posted(lists, piece.codes)
            return
        for word, bits in _sets_of(lists, piece.codes):
            more.setdefault(word, []).append(bits)

    def _posted(self, lists: Lists, codes: Numbers) -> Iterator[Run]:
        """The postings of a piece of which most codes have few events.

        Args:
            lists: For each code the numbers of its words.
            codes: The code of each event.
        """
        import numpy as np

        step = max(1, RANGE * len(lists.counts) // max(1, int(lists.counts.sum())))
        for first in range(0, len(codes), step):
            some = codes[first : first + step]
            events = np.arange(first, first + len(some), dtype=np.uint32)
            yield self._run(in_order(lists.of(some), np.repeat(events, lists.counts[some])))

    def _run(self, postings: Numbers) -> Run:
        """Postings, put into the file."""
        name = f"words/{self._named}"
        self._named += 1
        self._spill.put(name, postings.data)
        return Run(self._spill, name)

    def _in_order(self, numbers: Sequence[int], rank: Numbers, apart: Sequence[Run]) -> tuple[list[Run], Numbers]:
        """The postings once more, with the places of words in their order and the numbers of events.

        Args:
            numbers: The numbers of the words in order.
            rank: For each row its event's number.
            apart: Postings of events, not of rows.

        Returns:
            The runs, and how many postings each word has in them.
        """
        import numpy as np

        most = max(numbers, default=0) + 1
        places = np.zeros(most, np.uint64)
        places[numbers] = np.arange(len(numbers), dtype=np.uint64) << np.uint64(32)
        sizes = np.zeros(most, np.int64)
        everyone = np.arange(len(rank), dtype=np.uint32)
        runs = []
        for run, events in chain(zip(self._runs, repeat(rank)), zip(apart, repeat(everyone))):
            # lower halves are rows, upper ones words; looked at where they stand, since there are a million
            halves = run.numbers(0, len(run)).view("<u4")
            sizes += np.bincount(halves[1::2], minlength=most)
            found = places[halves[1::2]]
            found |= events[halves[::2]]
            del halves
            found.sort()
            runs.append(self._run(found))
        return runs, sizes[numbers]

    def _postings(self, runs: Sequence[Run], sizes: Numbers) -> Iterator[Some]:
        """The events of words, by ranges of these.

        Args:
            runs: Postings in order.
            sizes: How many each word has.
        """
        import numpy as np

        sums = np.cumsum(sizes)
        begun = [0] * len(runs)
        first = 0
        while first < len(sums):
            done = int(sums[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(sums, done + RANGE, "right")))
            ends = [bisect_left(run, last << 32, start) for run, start in zip(runs, begun, strict=True)]
            spans, begun = list(zip(runs, begun, ends, strict=True)), ends
            if last - first == 1:
                # nearly all events may have one word, by far more than are read at once
                events = _merged(np.uint32, (run.numbers(start, end).astype(np.uint32) for run, start, end in spans))
                yield Some(first, last, np.array([len(events)]), events)
            else:
                postings = _merged(np.uint64, (run.numbers(start, end) for run, start, end in spans))
                counts = np.bincount((postings >> np.uint64(32)).astype(np.int64) - first, minlength=last - first)
                yield Some(first, last, counts, postings.astype(np.uint32))
            first = last


def _merged(kind: type[np.generic], parts: Iterable[Numbers]) -> Numbers:
    """Some numbers in order, each once: a word may stand in a row's text and in its cells."""
    import numpy as np

    found = np.concatenate((np.empty(0, kind), *parts))
    found.sort()
    return once(found)


def _words_of(piece: Coded, chunks: Chunks) -> Lists:
    """For each code of a piece the numbers of its words."""
    import numpy as np

    counts, flat = array("I"), array("I")
    for document in piece.documents:
        words = [chunks[word] for word in search.words_of(document)]
        counts.append(len(words))
        flat.extend(words)
    lists = Lists(np.frombuffer(counts, np.uint32), flat)
    return Lists(np.diff(np.frombuffer(piece.ends, np.uint32), prepend=0), piece.of).through(lists) if piece.ends else lists


def _sets_of(lists: Lists, codes: Numbers) -> Iterator[tuple[int, BitMap]]:
    """The words of some codes, each with its events.

    Args:
        lists: For each code the numbers of its words.
        codes: The code of each event.
    """
    import numpy as np

    count = len(lists.counts)
    everyone = np.arange(count, dtype=np.uint32)
    found = in_order(lists.of(everyone), np.repeat(everyone, lists.counts))
    words, having = (found >> np.uint64(32)).astype(np.uint32), found.astype(np.uint32)
    begins = np.flatnonzero(np.diff(words, prepend=words[:1] + 1))
    events = ByCode(codes, count).lists
    # one word after the other: the sets of ten thousands of codes take more room than all words
    for word, begin, end in zip(words[begins].tolist(), begins.tolist(), [*begins[1:].tolist(), len(words)], strict=True):
        numbers = events.of(having[begin:end])
        numbers.sort()
        yield word, as_set(numbers)


def _sets(
    spelt: Sequence[str],
    postings: Iterable[Some],
    besides: Mapping[int, list[BitMap]],
    ended: Callable[[str, BitMap], object],
) -> Iterator[bytes]:
    """The sets of words in their order.

    Args:
        spelt: The words.
        postings: The events of each.
        besides: Other sets of events of some.
        ended: Takes each beginning of words with its set, when no more words begin so.
    """
    starts: dict[str, BitMap] = {}
    begun: tuple[str, ...] = ()
    for some in postings:
        # words that begin alike are neighbours, and so are their events
        at = group = 0
        numbers = array("I", some.events.tobytes())
        bits_of = _bits(some, besides)
        for word, size, bits in zip(spelt[some.first : some.last], some.sizes.tolist(), bits_of, strict=True):
            if (now := search.starts(word)) != begun:
                _begin(starts, begun, numbers[group:at])
                for start in [start for start in starts if start not in now]:
                    ended(start, starts.pop(start))
                group, begun = at, now
                for start in now:
                    starts.setdefault(start, BitMap())
            if isinstance(bits, bytes):
                yield bits
            else:
                for start in now:
                    starts[start].update(bits)
                yield packed(bits, runs=True)
            at += size
        _begin(starts, begun, numbers[group:at])
    for start, bits in starts.items():
        ended(start, bits)


def _bits(some: Some, besides: Mapping[int, list[BitMap]]) -> Iterator[bytes | BitMap]:
    """The sets of some words; those that have events besides are not packed yet."""
    import numpy as np

    more = [place for place in range(some.first, some.last) if place in besides]
    alone = np.ones(len(some.sizes), bool)
    alone[[place - some.first for place in more]] = False
    plain = packed_all(some.events[np.repeat(alone, some.sizes)], some.sizes[alone], runs=True)
    ends = np.cumsum(some.sizes)
    for place, is_plain in enumerate(alone.tolist()):
        if is_plain:
            yield next(plain)
        else:
            own = as_set(some.events[ends[place] - some.sizes[place] : ends[place]])
            yield BitMap.union(own, *besides[some.first + place])


def _begin(starts: Mapping[str, BitMap], begun: Iterable[str], numbers: array[int]) -> None:
    """Add events to the sets of some beginnings."""
    if numbers:
        bits = BitMap(numbers, optimize=False)
        for start in begun:
            starts[start].update(bits)


def _lexicon(words: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """The words that have sets, in order."""
    for part, first in enumerate(range(0, len(words), layout.PART)):
        yield layout.LEXICON, part, pack_lines(words[first : first + layout.PART])
