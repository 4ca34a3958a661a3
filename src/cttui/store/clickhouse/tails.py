"""The end of each row of the table: its running texts folded, its own text as it stood, and its sources.

These are what no two rows have in common, so they are made row by row while the file is read. Texts are folded in a process of
their own where that pays. They wait in a file, in pages of rows of one year, until all that the rows say is known: a block that
is sent has rows of one year alone, since the table is kept apart by years, and a server takes such a block as a whole or not at
all.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from io import FileIO, RawIOBase
from itertools import groupby, islice
from operator import add
from pathlib import Path

from cttui import disk
from cttui.imports.format import SOURCE, source_hash
from cttui.imports.provenance import ReadFile
from cttui.imports.rows import apart
from cttui.lazy import dataclass
from cttui.store.apart import Another, answer_of, received, say
from cttui.store.clickhouse.begins import SIZE, Begins
from cttui.store.clickhouse.documents import Documents
from cttui.store.clickhouse.joint import woven
from cttui.store.clickhouse.meanings import string
from cttui.store.clickhouse.rows import LENGTHS
from cttui.store.packed import citing as packed
from cttui.store.packed.again import Again
from cttui.store.packed.numbered import APART, columns_of

PAGE = 1 << 20
"""Bytes of a page, before it is packed."""
WAITING = 64 << 20
"""Bytes of pages that are not full, of all years; beyond them all go into the file."""
LEVEL = -3
"""Level of zstd, of pages that are read once: the time of the first level is worth more than its tenth less of room."""


Cited = tuple[Sequence[int], Sequence[bytes]]
"""The sources of some rows: how many each names without the dataset, and their ids as RowBinary has texts, in one piece."""


class Sources:
    """Reads the sources that rows name."""

    def __init__(self, read: packed.Sources, dataset: str) -> None:
        """Take how they are read, and the id of the dataset, the last source of every row."""
        self._read = read
        self._last = string(dataset)

    def of(self, columns: Sequence[Sequence[str]], size: int) -> Cited:
        """The sources of a batch of rows.

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
    raw: array[int]
    """The size of the own text of each, with its length before it."""
    cited: array[int]
    """The size of the sources of each."""
    named: array[int]
    """How many sources each names, without the dataset."""
    begun: bytes
    """The bits of the words of each document's end (``begins``)."""
    bodies: tuple[bytes, bytes, bytes]
    """The documents' ends, the own texts and the sources of all rows: these two as RowBinary has texts, without the number of
    sources."""

    @property
    def size(self) -> int:
        """Bytes of its rows."""
        return sum(map(len, self.bodies))


class _Open:
    """A page that takes rows."""

    __slots__ = ("begun", "cited", "named", "numbers", "raw", "size", "texts")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.named: list[int] = []
        self.begun: list[bytes] = []
        self.texts: list[bytes] = []
        self.raw: list[bytes] = []
        self.cited: list[bytes] = []
        self.size = 0


class Tails:
    """Takes rows, and keeps their ends in a file."""

    def __init__(self, texts: int, begins: Sequence[str], delimiter: str, file: RawIOBase) -> None:
        """Take what is known of rows, and a file to write to.

        Args:
            texts: How many of their columns are searched.
            begins: The beginnings of words that have bits.
            delimiter: What parts the cells of rows.
            file: The file.
        """
        import zstandard

        self._documents = Documents(texts, Begins(begins))
        self._delimiter = delimiter
        self._file = file
        self._end = 0
        self._pack = zstandard.ZstdCompressor(level=LEVEL).compress
        self._years: dict[int, _Open] = {}
        self._waiting = _Open()
        """Rows whose year is not known yet."""
        self._rows = 0
        self.pages: dict[int, list[tuple[int, int]]] = {}
        """For each year where its pages stand in the file, and how long they are."""

    def take(
        self,
        raw: Iterable[str],
        texts: Sequence[Sequence[str]],
        cited: Cited,
        place: tuple[int, int] | None = None,  # noqa: ARG002 - for ``Beside``
    ) -> None:
        """Take a batch.

        Args:
            raw: The own text of its rows, in pieces.
            texts: Its columns that are searched.
            cited: The sources of its rows.
            place: Where their own text begins in the file, and its size, if it stands there in one piece as it is.
        """
        self.add("".join(raw).encode(), texts, cited)

    def add(self, raw: bytes, texts: Sequence[Sequence[str]], cited: Cited) -> None:
        """The same, of rows whose own text is one piece in UTF-8."""
        waiting, (named, ids) = self._waiting, cited
        self._documents.take(texts, len(named))
        waiting.raw += apart(raw, self._delimiter, len(named))
        waiting.named += named
        waiting.cited += ids

    def dated(self, years: Sequence[int]) -> None:
        """Take the years of the rows that were taken since this was last said.

        Raises:
            OSError: There is no room.
        """
        waiting, self._waiting = self._waiting, _Open()
        documents, begun = self._documents.given()
        # as they come within each year
        order = sorted(range(len(years)), key=years.__getitem__)
        named = list(map(waiting.named.__getitem__, order))
        texts, raw, cited = (list(map(column.__getitem__, order)) for column in (documents, waiting.raw, waiting.cited))
        begun = begun[order]
        end = 0
        for year, places in groupby(order, years.__getitem__):
            numbers = [self._rows + place for place in places]
            begin, end = end, end + len(numbers)
            page = self._years.setdefault(year, _Open())
            page.numbers += numbers
            page.named += named[begin:end]
            page.begun.append(begun[begin:end].tobytes())
            for into, column in ((page.texts, texts), (page.raw, raw), (page.cited, cited)):
                some = column[begin:end]
                into.extend(some)
                page.size += sum(map(len, some))
            if page.size >= PAGE:
                self._flush(year)
        self._rows += len(years)
        if sum([page.size for page in self._years.values()]) >= WAITING:
            self.flush()

    def ending(self, files: Sequence[ReadFile]) -> None:
        """Say that there are no more batches of the files that were read."""

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
        counts = array("I", map(len, page.raw))
        heads = list(map(LENGTHS.__getitem__, counts))
        sizes = (
            array("I", map(len, page.texts)),
            array("I", map(add, map(len, heads), counts)),
            array("I", map(len, page.cited)),
        )
        bodies = b"".join(page.texts), woven([heads, page.raw]), b"".join(page.cited)
        head = len(counts).to_bytes(4, "little")
        named = array("H", page.named)
        content = self._pack(b"".join((head, array("I", page.numbers), *sizes, named, *page.begun, *bodies)))
        self.pages.setdefault(year, []).append((self._end, len(content)))
        self._file.seek(self._end)
        done = 0
        while done < len(content):
            done += self._file.write(content[done:])
        self._end += len(content)


def no_room(error: OSError) -> str:
    """What is said where there is no room for what is kept while rows are read."""
    return f"the temporary file for rows cannot be written ({disk.reason(error)}); free some space, or set TMPDIR"


# -- another process -------------------------------------------------------------------------------------------------

_PROGRAM, _WORK = "from cttui.store.clickhouse.tails import serve; serve()", "folds texts"


class Beside:
    """Takes rows as ``Tails`` does, and hands them to another process."""

    def __init__(
        self,
        texts: int,
        begins: Sequence[str],
        delimiter: str,
        file: RawIOBase,
        source: Path | None = None,
    ) -> None:
        """Start the process; as ``Tails``.

        Args:
            texts: As ``Tails`` takes it; so with those that follow.
            begins: The same.
            delimiter: The same.
            file: The same.
            source: The file that batches have their places in; ``None`` if these are not to be used.

        Raises:
            OSError: It cannot be started.
        """
        self._other = Another(_PROGRAM, _WORK, keeping=(file.fileno(),))
        self._placed = source is not None
        self.pages: dict[int, list[tuple[int, int]]] = {}
        """As ``Tails.pages``, after ``flush``."""
        self._other.send((texts, tuple(begins), delimiter, file.fileno(), str(source)))

    def take(
        self, raw: Iterable[str], texts: Sequence[Sequence[str]], cited: Cited, place: tuple[int, int] | None = None
    ) -> None:
        """As ``Tails.take``.

        Raises:
            ImportingError: The process has ended.
        """
        own = place if self._placed and place is not None else "".join(raw).encode()
        self._other.send((own, list(map(APART.join, texts)), cited))

    def dated(self, years: Sequence[int]) -> None:
        """As ``Tails.dated``.

        Raises:
            ImportingError: The process has ended.
        """
        self._other.send(years)

    def ending(self, files: Sequence[ReadFile]) -> None:
        """As ``Tails.ending``.

        Raises:
            ImportingError: The process has ended.
        """
        self._other.send({"files": [(file.size, file.sha256) for file in files] if self._placed else []})

    def flush(self) -> None:
        """As ``Tails.flush``; all pages are in the file then.

        Raises:
            ImportingError: The process has ended, or the file that is imported has changed.
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
    texts, begins, delimiter, handle, source = received(pipe)
    tails = Tails(texts, begins, delimiter, FileIO(handle, "r+"))
    again = Again(Path(source))

    def pages() -> dict[int, list[tuple[int, int]]]:
        while (what := received(pipe)) is not None:
            if what is EOFError:
                # whoever sends is gone
                raise EOFError
            if isinstance(what, list):
                tails.dated(what)
            elif isinstance(what, dict):
                for read_ in what["files"]:
                    again.end(*read_)
            else:
                own, columns, cited = what
                raw = own if isinstance(own, bytes) else again.take(*own)
                tails.add(raw, [one.split(APART) for one in columns], cited)
        tails.flush()
        return tails.pages

    answer = answer_of(pages)
    # as ``cli.exits.ending`` does: python would look through all that is there when it ends
    gc.freeze()
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
        texts, raw, cited = sizes
        yield Page(rows, texts, raw, cited, named, begun, (bodies[0], bodies[1], bodies[2]))


def _read(file: RawIOBase, start: int, size: int) -> bytes:
    file.seek(start)
    found = bytearray()
    while len(found) < size:
        part = file.read(size - len(found))
        if not part:
            raise OSError("a temporary file was cut")
        found += part
    return bytes(found)
