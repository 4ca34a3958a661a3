"""The end of each row of the table: its running texts folded, its cells as they stood, and its sources.

These are what no two rows have in common, so they are made row by row while the file is read. Texts are folded in a process of
their own where that pays. They wait in a file, in pages of rows of one year, until all that the rows say is known: a block that
is sent has rows of one year alone, since the table is kept apart by years, and a server takes such a block as a whole or not at
all.
"""

from __future__ import annotations

import pickle
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import FileIO, RawIOBase
from itertools import groupby, islice, repeat
from operator import add

from cttui import disk
from cttui.imports.format import SOURCE, source_hash
from cttui.lazy import dataclass
from cttui.store.apart import Another, answer_of, received, say
from cttui.store.clickhouse.begins import SIZE, Begins, Tree
from cttui.store.clickhouse.joint import woven
from cttui.store.clickhouse.meanings import string
from cttui.store.clickhouse.rows import LENGTHS
from cttui.store.packed import citing as packed
from cttui.store.packed import folding
from cttui.store.packed.numbered import APART, columns_of
from cttui.text import SEPARATOR, terms_of

PAGE = 1 << 20
"""Bytes of a page, before it is packed."""
WAITING = 64 << 20
"""Bytes of pages that are not full, of all years; beyond them all go into the file."""
LEVEL = -3
"""Level of zstd, of pages that are read once: the time of the first level is worth more than its tenth less of room."""
BEFORE = f" {SEPARATOR} ".encode()
"""Stands before each run of running text."""


class Sources:
    """Reads the sources that rows name."""

    def __init__(self, read: packed.Sources, dataset: str) -> None:
        """Take how they are read, and the id of the dataset, the last source of every row."""
        self._read = read
        self._last = string(dataset)

    def of(self, columns: Sequence[Sequence[str]], size: int) -> tuple[list[int], list[bytes]]:
        """The sources of a batch of rows: how many each names without the dataset, and their ids as RowBinary has texts.

        Args:
            columns: The columns of its rows that are searched or name sources.
            size: How many rows it has.
        """
        last = self._last
        if self._read.sourcing is None:
            return [0] * size, [last] * size
        named, keys = self._read.sourcing.of_rows(columns_of(columns, self._read.places, size))
        ids = iter([f"{_KEY}{source_hash(key).hexdigest()}".encode() for key in keys])
        return named, [b"".join([*islice(ids, count), last]) for count in named]


_KEY = chr(len(SOURCE) + 16) + SOURCE
"""The length of a source's id and how it begins, as RowBinary: ``imports.format.source_id``."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one year, in the order of the file."""

    rows: array[int]
    """The number of each."""
    texts: array[int]
    """The size of the document's end of each, in bytes."""
    cells: array[int]
    """The size of the raw cells of each, with their length before them."""
    cited: array[int]
    """The size of the sources of each."""
    named: array[int]
    """How many sources each names, without the dataset."""
    begun: bytes
    """The bits of the words of each document's end (``begins``)."""
    bodies: tuple[bytes, bytes, bytes]
    """The documents' ends, the raw cells and the sources of all rows: cells and sources as RowBinary has texts, without the
    number of sources."""

    @property
    def size(self) -> int:
        """Bytes of its rows."""
        return sum(map(len, self.bodies))


class _Open:
    """A page that takes rows."""

    __slots__ = ("cells", "cited", "named", "numbers", "size", "texts")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.named: list[int] = []
        self.texts: list[bytes] = []
        self.cells: list[bytes] = []
        self.cited: list[bytes] = []
        self.size = 0


class _Spelt(dict[str, tuple[str, tuple[bytes, ...]]]):
    """The words of folded chunks of text, with blanks between, and their joined forms."""

    def __missing__(self, chunk: str) -> tuple[str, tuple[bytes, ...]]:
        words, together = terms_of(chunk)
        forms = (form.encode("utf-8", "surrogatepass") for form in dict.fromkeys(together) if form)
        found = self[chunk] = " ".join(words), tuple(forms)
        return found


_END, _GAP = folding.END.encode(), b"  "
_KEPT = 1 << 16
"""The most chunks whose words are kept, and texts that come again."""
_KEPT_SIGNS = 16 << 20
"""The most letters of texts that are kept."""
_LOOKED = 4096
"""Texts of a column that are looked at before it is decided whether they come again."""


class _Texts:
    """A column of text: whose texts come again, as names of places do, are folded once."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] | None = {}
        """The texts that were folded; ``None`` once it turned out that most come once."""
        self._asked = self._new = self._size = 0

    def unknown(self, texts: Sequence[str]) -> Sequence[str]:
        """Those of some texts that are to be folded."""
        if self._known is None:
            return texts
        if self._asked > _LOOKED and 2 * self._new > self._asked:
            self._known = None
            return texts
        if len(self._known) >= _KEPT or self._size >= _KEPT_SIGNS:
            self._known.clear()
            self._size = 0
        found = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._asked += len(texts)
        self._new += len(found)
        return found

    def folded(self, texts: Sequence[str], unknown: Sequence[str], runs: Sequence[bytes]) -> Sequence[bytes]:
        """What all texts are as parts of documents, by what those are that were unknown."""
        if self._known is None:
            return runs
        self._known.update(zip(unknown, runs, strict=True))
        self._size += sum(map(len, unknown))
        return list(map(self._known.__getitem__, texts))


class Tails:
    """Takes rows, and keeps their ends in a file."""

    def __init__(self, read: packed.Sources, dataset: str, begins: Sequence[str], file: RawIOBase) -> None:
        """Take how sources are read, the id of the dataset, the beginnings of words that have bits, and a file to write to."""
        import zstandard

        self._sources = Sources(read, dataset)
        self._texts = [_Texts() for _ in range(read.texts)]
        self._file = file
        self._end = 0
        self._pack = zstandard.ZstdCompressor(level=LEVEL).compress
        self._spelt = _Spelt()
        self._tree = Tree(Begins(begins))
        self._years: dict[int, _Open] = {}
        self._waiting = _Open()
        """Rows whose year is not known yet."""
        self._rows = 0
        self.pages: dict[int, list[tuple[int, int]]] = {}
        """For each year where its pages stand in the file, and how long they are."""

    def take(self, raw: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
        """Take a batch.

        Args:
            raw: The cells of each row.
            columns: Its columns that are searched, then others that name sources.
        """
        self.add([cells.encode("utf-8", "surrogatepass") for cells in raw], columns)

    def add(self, raw: Sequence[bytes], columns: Sequence[Sequence[str]]) -> None:
        """The same, with cells in UTF-8."""
        waiting, size = self._waiting, len(raw)
        waiting.texts += self._documents(columns[: len(self._texts)], size)
        waiting.cells += raw
        named, cited = self._sources.of(columns, size)
        waiting.cited += cited
        waiting.named += named

    def dated(self, years: Sequence[int]) -> None:
        """Take the years of the first rows that were taken and have none yet.

        Raises:
            OSError: There is no room.
        """
        waiting, count = self._waiting, len(years)
        # as they come within each year
        order = sorted(range(count), key=years.__getitem__)
        named = list(map(waiting.named.__getitem__, order))
        texts, cells, cited = (list(map(column.__getitem__, order)) for column in (waiting.texts, waiting.cells, waiting.cited))
        del waiting.texts[:count], waiting.cells[:count], waiting.cited[:count], waiting.named[:count]
        end = 0
        for year, places in groupby(order, years.__getitem__):
            numbers = [self._rows + place for place in places]
            begin, end = end, end + len(numbers)
            page = self._years.setdefault(year, _Open())
            page.numbers += numbers
            page.named += named[begin:end]
            for into, column in ((page.texts, texts), (page.cells, cells), (page.cited, cited)):
                some = column[begin:end]
                into.extend(some)
                page.size += sum(map(len, some))
            if page.size >= PAGE:
                self._flush(year)
        self._rows += count
        if sum([page.size for page in self._years.values()]) >= WAITING:
            self.flush()

    def flush(self) -> None:
        """Put all pages into the file.

        Raises:
            OSError: There is no room.
        """
        for year in list(self._years):
            self._flush(year)

    def close(self) -> None:
        """Nothing of its own is open."""

    def _flush(self, year: int) -> None:
        page = self._years.pop(year)
        counts = array("I", map(len, page.cells))
        heads = list(map(LENGTHS.__getitem__, counts))
        sizes = (
            array("I", map(len, page.texts)),
            array("I", map(add, map(len, heads), counts)),
            array("I", map(len, page.cited)),
        )
        bodies = b"".join(page.texts), woven([heads, page.cells]), b"".join(page.cited)
        head = len(counts).to_bytes(4, "little")
        begun = self._tree.bits(page.texts)
        content = self._pack(b"".join((head, array("I", page.numbers), *sizes, array("H", page.named), begun, *bodies)))
        self.pages.setdefault(year, []).append((self._end, len(content)))
        self._file.seek(self._end)
        done = 0
        while done < len(content):
            done += self._file.write(content[done:])
        self._end += len(content)

    def _documents(self, columns: Sequence[Sequence[str]], size: int) -> Iterable[bytes]:
        """The end of the document of each row: a separator and a text, again and again, and a blank."""
        unknown = [texts.unknown(column) for texts, column in zip(self._texts, columns, strict=True)]
        runs = self._runs([text for some in unknown for text in some])
        found: list[Sequence[bytes]] = []
        at = 0
        for texts, column, some in zip(self._texts, columns, unknown, strict=True):
            found.append(texts.folded(column, some, runs[at : at + len(some)]))
            at += len(some)
        return map(b"".join, zip(*found, repeat(b" ", size), strict=True))

    def _runs(self, texts: Sequence[str]) -> list[bytes]:
        """Some texts as parts of documents."""
        spelt = self._spelt
        if len(spelt) > _KEPT:
            spelt.clear()
        chunks = folding.chunks(texts)
        others: dict[int, dict[bytes, None]] = {}
        text = 0
        for place in [place for place, chunk in enumerate(chunks) if not chunk.isalnum()]:
            chunk = chunks[place]
            if chunk == folding.END:
                text += 1
                continue
            chunks[place], forms = spelt[chunk]
            if forms:
                others.setdefault(text, {}).update(dict.fromkeys(forms))
        said = [one.strip() for one in " ".join(chunks).encode("utf-8", "surrogatepass").split(_END)]
        # of a chunk without a word
        runs = [b" ".join(one.split()) if _GAP in one else one for one in said[:-1]]
        found = [BEFORE + one if one else one for one in runs]
        for place, also in others.items():
            found[place] = b"".join([BEFORE + one for one in dict.fromkeys((runs[place], *also)) if one])
        return found


def no_room(error: OSError) -> str:
    """What is said where there is no room for what is kept while rows are read."""
    return f"the temporary file for rows cannot be written ({disk.reason(error)}); free some space, or set TMPDIR"


# -- another process -------------------------------------------------------------------------------------------------

_PROGRAM, _WORK = "from cttui.store.clickhouse.tails import serve; serve()", "folds texts"


class Beside:
    """Takes rows as ``Tails`` does, and hands them to another process."""

    def __init__(self, read: packed.Sources, dataset: str, begins: Sequence[str], file: RawIOBase) -> None:
        """Start the process; as ``Tails``.

        Raises:
            OSError: It cannot be started.
        """
        self._other = Another(_PROGRAM, _WORK, keeping=(file.fileno(),))
        self.pages: dict[int, list[tuple[int, int]]] = {}
        """As ``Tails.pages``, after ``flush``."""
        self._other.send((pickle.dumps(read), dataset, tuple(begins), file.fileno()))

    def take(self, raw: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
        """As ``Tails.take``.

        Raises:
            ImportingError: The process has ended.
        """
        self._other.send((APART.join(raw).encode("utf-8", "surrogatepass"), list(map(APART.join, columns))))

    def dated(self, years: Sequence[int]) -> None:
        """As ``Tails.dated``.

        Raises:
            ImportingError: The process has ended.
        """
        self._other.send(years)

    def flush(self) -> None:
        """As ``Tails.flush``; all pages are in the file then.

        Raises:
            ImportingError: The process has ended.
            OSError: It cannot write.
        """
        self._other.send(None)
        self._other.flush()
        self.pages = self._other.answered()

    def close(self) -> None:
        """End the process, whatever it does."""
        self._other.close(kill=not self.pages)


def serve() -> None:
    """The other process: it takes batches from its pipe, and says where their rows are when it has all."""
    import gc

    gc.disable()
    pipe = sys.stdin.buffer
    read, dataset, begins, handle = received(pipe)
    tails = Tails(pickle.loads(read), dataset, begins, FileIO(handle, "r+"))  # noqa: S301 - from a process of our own

    def pages() -> dict[int, list[tuple[int, int]]]:
        while (what := received(pipe)) is not None:
            if what is EOFError:
                # whoever sends is gone
                raise EOFError
            if isinstance(what, list):
                tails.dated(what)
            else:
                raw, columns = what
                tails.add(raw.split(APART.encode()), [one.split(APART) for one in columns])
        tails.flush()
        return tails.pages

    answer = answer_of(pages)
    # whoever waits for it may be gone
    with suppress(OSError):
        say(answer)


# -- reading them back -----------------------------------------------------------------------------------------------


def pages_of(file: RawIOBase, places: Sequence[tuple[int, int]]) -> Iterator[Page]:
    """The pages of one year.

    Args:
        file: The file.
        places: Where they stand, as ``Tails.pages``.

    Raises:
        OSError: They cannot be read.
    """
    import zstandard

    unpack = zstandard.ZstdDecompressor().decompress
    for start, size in places:
        content = unpack(_read(file, start, size))
        count = int.from_bytes(content[:4], "little")
        at = 4
        columns = []
        for kind in "IIIIH":
            column = array(kind)
            end = at + count * column.itemsize
            column.frombytes(content[at:end])
            columns.append(column)
            at = end
        rows, *sizes, named = columns
        begun = content[at : at + count * SIZE]
        at += len(begun)
        bodies = []
        for whole in map(sum, sizes):
            bodies.append(content[at : at + whole])
            at += whole
        texts, cells, cited = sizes
        yield Page(rows, texts, cells, cited, named, begun, (bodies[0], bodies[1], bodies[2]))


def _read(file: RawIOBase, start: int, size: int) -> bytes:
    file.seek(start)
    found = bytearray()
    while len(found) < size:
        part = file.read(size - len(found))
        if not part:
            raise OSError("a temporary file was cut")
        found += part
    return bytes(found)
