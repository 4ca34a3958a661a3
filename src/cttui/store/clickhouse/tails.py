"""The end of each row of the table: its running texts folded, its cells as they stood, and its sources.

These are what no two rows have in common, so they are made row by row while the file is read. Texts are folded in a process of
their own where that pays. They wait in a file, in pages of rows of one year, until all that the rows say is known: a block that
is sent has rows of one year alone, since the table is kept apart by years, and a server takes such a block as a whole or not at
all.
"""

from __future__ import annotations

import marshal
import os
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from hashlib import blake2b
from io import FileIO, RawIOBase
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui import disk
from cttui.imports.format import SOURCE
from cttui.lazy import dataclass
from cttui.store.apart import answer_of, died, ended, result_of, started
from cttui.store.clickhouse.begins import SIZE, Begins, Tree
from cttui.store.clickhouse.meanings import string
from cttui.store.clickhouse.rows import LENGTHS
from cttui.store.packed import folding
from cttui.store.packed.numbered import cells_of
from cttui.text import SEPARATOR, terms_of

if TYPE_CHECKING:
    import subprocess

    from cttui.imports.format import Sourcing

PAGE = 1 << 20
"""Bytes of a page, before it is packed."""
WAITING = 64 << 20
"""Bytes of pages that are not full, of all years; beyond them all go into the file."""
LEVEL = -3
"""Level of zstd, of pages that are read once: the time of the first level is worth more than its tenth less of room."""
BEFORE = f" {SEPARATOR} ".encode()
"""Stands before each run of running text."""


class Cited(NamedTuple):
    """The sources of some rows."""

    named: list[int]
    """How many each names, without the dataset."""
    listed: list[bytes]
    """The ids of all of them as RowBinary has texts, the dataset as the last."""


class Sources:
    """Reads the sources that rows name."""

    def __init__(self, sourcing: Sourcing | None, places: Sequence[int | None], dataset: str) -> None:
        """Take how they are read and of which columns, and the id of the dataset, the last source of every row."""
        self._sourcing = sourcing
        self._places = places
        self._last = string(dataset)

    def of(self, columns: Sequence[Sequence[str]], size: int) -> Cited:
        """The sources of a batch of rows.

        Args:
            columns: Its columns.
            size: How many rows it has.
        """
        last = self._last
        if self._sourcing is None:
            return Cited([0] * size, [last] * size)
        keys_of = self._sourcing.keys
        cited = Cited([], [])
        for cells in cells_of(columns, self._places, size):
            listed = [blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest() for key in keys_of(cells)]
            if len(listed) > 1:
                listed = list(dict.fromkeys(listed))
            cited.named.append(len(listed))
            # behind each, and before the dataset
            cited.listed.append(_KEY.join(["", *listed]).encode() + last)
        return cited


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


Row = tuple[int, int, bytes, bytes, bytes]
"""A row of an open page: its number, how many sources it names, the end of its document, its raw cells and its sources."""


class _Open:
    """A page that takes rows."""

    __slots__ = ("rows", "size")

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.size = 0


class _Spelt(dict[str, str]):
    """The words of folded chunks of text, with blanks between, and their joined forms behind ``_ALSO``."""

    def __missing__(self, chunk: str) -> str:
        words, together = terms_of(chunk)
        found = self[chunk] = " ".join(words) + "".join([f"{_ALSO}{form}" for form in dict.fromkeys(together)])
        return found


_ALSO = "\x02"
"""Stands before another spelling; no folded text has it."""
_FORM, _END, _GAP = _ALSO.encode(), folding.END.encode(), b"  "
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

    def __init__(self, texts: int, begins: Sequence[str], file: RawIOBase) -> None:
        """Take how many columns of text rows have, the beginnings of words that have bits, and a file to write to."""
        import zstandard

        self._texts = [_Texts() for _ in range(texts)]
        self._file = file
        self._end = 0
        self._pack = zstandard.ZstdCompressor(level=LEVEL).compress
        self._spelt = _Spelt()
        self._tree = Tree(Begins(begins))
        self._years: dict[int, _Open] = {}
        self._rows = 0
        self.pages: dict[int, list[tuple[int, int]]] = {}
        """For each year where its pages stand in the file, and how long they are."""

    def take(self, years: Sequence[int], raw: Sequence[str], texts: Sequence[Sequence[str]], cited: Cited) -> None:
        """Take a batch.

        Args:
            years: The year of each row.
            raw: The cells of each row.
            texts: Its columns of running text.
            cited: Its sources.

        Raises:
            OSError: There is no room.
        """
        documents = self._documents(texts, len(years))
        open_ = self._years
        numbers = count(self._rows)
        for year, number, named, document, cells, listed in zip(
            years, numbers, cited[0], documents, raw, cited[1], strict=False
        ):
            page = open_.get(year)
            if page is None:
                page = open_[year] = _Open()
            content = cells.encode("utf-8", "surrogatepass")
            page.rows.append((number, named, document, content, listed))
            page.size += len(document) + len(content) + len(listed)
            if page.size >= PAGE:
                self._flush(year)
        self._rows += len(years)
        if sum([page.size for page in open_.values()]) >= WAITING:
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
        rows = self._years.pop(year).rows
        numbers, named, texts, cells, sources = zip(*rows, strict=True)
        whole = [LENGTHS[len(one)] + one for one in cells]
        columns = (texts, whole, sources)
        sizes = [array("I", map(len, column)) for column in columns]
        bodies = map(b"".join, columns)
        head = len(rows).to_bytes(4, "little")
        begun = self._tree.bits(texts)
        content = self._pack(b"".join((head, array("I", numbers), *sizes, array("H", named), begun, *bodies)))
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
        for place in [place for place, chunk in enumerate(chunks) if not chunk.isalnum() and chunk != folding.END]:
            chunks[place] = spelt[chunks[place]]
        found = " ".join(chunks).encode("utf-8", "surrogatepass").split(_END)
        return list(map(_cleaned, found[:-1]))


def _cleaned(run: bytes) -> bytes:
    """A run of words as it stands in a document, ``BEFORE`` before it; nothing if there are none."""
    said = run.strip()
    if not said:
        return said
    forms: dict[bytes, None] = {}
    if _FORM in said:
        # other spellings come after the run, each a run of its own
        first, *others = said.split(_FORM)
        kept = [first]
        for one in others:
            form, _, rest = one.partition(b" ")
            forms[form] = None
            if rest:
                kept.append(rest)
        said = b" ".join(kept)
    if _GAP in said:
        # of a chunk without a word
        said = b" ".join(said.split())
    if not forms:
        return BEFORE + said
    return b"".join([BEFORE + one for one in dict.fromkeys((said, *forms)) if one])


def no_room(error: OSError) -> str:
    """What is said where there is no room for what is kept while rows are read."""
    return f"the temporary file for rows cannot be written ({disk.reason(error)}); free some space, or set TMPDIR"


# -- another process -------------------------------------------------------------------------------------------------

_PROGRAM, _WORK = "from cttui.store.clickhouse.tails import serve; serve()", "folds texts"
_TOGETHER = 4
"""Batches that go over the pipe at once."""


class Beside:
    """Takes rows as ``Tails`` does, and hands them to another process."""

    def __init__(self, texts: int, begins: Sequence[str], file: RawIOBase) -> None:
        """Start the process; as ``Tails``.

        Raises:
            OSError: It cannot be started.
        """
        from multiprocessing.connection import Connection

        self._process: subprocess.Popen[bytes] = started(_PROGRAM, keeping=(file.fileno(),))
        assert self._process.stdin is not None  # noqa: S101 - a pipe
        assert self._process.stdout is not None  # noqa: S101 - a pipe
        self._to = Connection(os.dup(self._process.stdin.fileno()), readable=False)
        self._from = Connection(os.dup(self._process.stdout.fileno()), writable=False)
        self._process.stdin.close()
        self._process.stdout.close()
        self._batches: list[Any] = []
        self.pages: dict[int, list[tuple[int, int]]] = {}
        """As ``Tails.pages``, after ``flush``."""
        self._send(marshal.dumps((texts, tuple(begins), file.fileno())))

    def take(self, years: Sequence[int], raw: Sequence[str], texts: Sequence[Sequence[str]], cited: Cited) -> None:
        """As ``Tails.take``.

        Raises:
            ImportingError: The process has ended.
        """
        self._batches.append((years, raw, texts, tuple(cited)))
        if len(self._batches) >= _TOGETHER:
            self._hand_over()

    def _hand_over(self) -> None:
        self._send(marshal.dumps(self._batches, 2))
        self._batches = []

    def flush(self) -> None:
        """As ``Tails.flush``; all pages are in the file then.

        Raises:
            ImportingError: The process has ended.
            OSError: It cannot write.
        """
        self._hand_over()
        self._send(b"")
        self.pages = self._answered()

    def _send(self, content: bytes) -> None:
        try:
            self._to.send_bytes(content)
        except OSError:
            self._answered()
            raise died(_WORK, self._process) from None

    def _answered(self) -> Any:
        """What the process has made; see ``apart.result_of`` for what is raised."""
        answer: object = None
        with suppress(EOFError, OSError):
            answer = marshal.loads(self._from.recv_bytes())  # noqa: S302 - from a process of our own
        return result_of(answer, _WORK, self._process)

    def close(self) -> None:
        """End the process, whatever it does."""
        self._to.close()
        self._from.close()
        ended(self._process, kill=not self.pages)


def serve() -> None:
    """The other process: it takes batches from its pipe, and says where their rows are when it has all."""
    import gc
    from multiprocessing.connection import Connection

    gc.disable()
    taken, told = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    # whoever waits for it may be gone
    with suppress(EOFError, OSError), closing(taken), closing(told):
        texts, begins, handle = marshal.loads(taken.recv_bytes())  # noqa: S302 - from a process of our own
        tails = Tails(texts, begins, FileIO(handle, "r+"))

        def pages() -> dict[int, list[tuple[int, int]]]:
            while content := taken.recv_bytes():
                for batch in marshal.loads(content):  # noqa: S302 - from a process of our own
                    tails.take(*batch)
            tails.flush()
            return tails.pages

        told.send_bytes(marshal.dumps(answer_of(pages)))


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
