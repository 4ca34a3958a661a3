"""The words' side of an import in a process of its own, so that two cores work on it.

It gets batches over a pipe, and ends by itself when that is closed before it was told to finish. The rows' own text is most of
a batch; where it stands in the file as it is, this is read there once more, and at the end both have to have read the same.
When all rows are read it hands over the pieces that it has numbered (``numbered.Aside``).
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from pyroaring import BitMap

from cttui.store.apart import DONE, Another, answer_of, received, say
from cttui.store.packed.again import Again
from cttui.store.packed.citing import NONE, Cited
from cttui.store.packed.ids import Renamed
from cttui.store.packed.memory import give_back, give_back_large
from cttui.store.packed.numbered import APART, Aside, Found
from cttui.store.packed.words import Coded, Ended, Texts
from cttui.store.sealing import Sums

if TYPE_CHECKING:
    from cttui.imports.format import Apart
    from cttui.imports.provenance import ReadFile
    from cttui.store.packed.citing import Sources
    from cttui.store.packed.words import Numbers

_PROGRAM, _WORK = "from cttui.store.packed.beside import serve; serve()", "indexes words"
_AHEAD = 2
"""How many pieces may wait until the other process takes their words: more would take more memory."""


class Beside:
    """Takes rows as ``Texts`` does, and hands them to the other process."""

    def __init__(
        self,
        path: Path,
        words: Path,
        sources: Sources | None = None,
        file: Path | None = None,
        aside: Mapping[str, tuple[Apart, Sequence[int | None]]] | None = None,
    ) -> None:
        """Start the process.

        Args:
            path: The store of the rows' own text, as ``Texts`` takes it.
            words: The store of all else.
            sources: As ``Texts`` takes it.
            file: The file that batches have their places in; ``None`` if these are not to be used.
            aside: Pieces that it numbers, by their names, as ``Aside`` takes them.

        Raises:
            OSError: It cannot be started.
        """
        self.other = Another(_PROGRAM, _WORK)
        """The process."""
        self._sending: Thread | None = None
        self._failed: Exception | None = None
        self._placed = file is not None
        self.sums: Sums = {}
        """The sums of what it wrote, once it is written."""
        self.spelt = 0
        """How many words it wrote."""
        self.cited = NONE
        """What it found of sources."""
        self.renamed = Renamed()
        """The rows whose id another row has."""
        self.other.send((str(path), str(words), pickle.dumps((sources, aside or {})), str(file)))

    def take(
        self, raw: Iterable[str], columns: Sequence[Sequence[str]], ids: str, size: int, place: tuple[int, int] | None = None
    ) -> None:
        """As ``Texts.take``.

        Raises:
            ImportingError: As ``wait``; so with ``OSError`` and ``RuntimeError``.
        """
        own = place if self._placed and place is not None else "".join(raw).encode()
        # as a few long texts, which take half the time of many short ones
        self.other.send((own, list(map(APART.join, columns)), ids, size))

    def ending(self, files: Sequence[ReadFile]) -> None:
        """As ``Texts.ending``.

        Raises:
            ImportingError: As ``wait``; so with ``OSError`` and ``RuntimeError``.
        """
        self.other.send([(file.size, file.sha256) for file in files] if self._placed else [])
        self.other.flush()

    def end(self) -> Ended:
        """As ``Texts.end``, with the pieces that were numbered.

        Raises:
            ImportingError: As ``wait``; so with ``OSError`` and ``RuntimeError``.
        """
        aside, counts = self.other.answered()
        return Ended({name: _found(*found) for name, found in aside.items()}, counts)

    def begin(self, rank: Numbers, coded: Iterable[Coded], sets: Mapping[str, BitMap]) -> None:
        """Have the words written; ``wait`` says when they are, and whether they could be sent.

        Raises:
            ImportingError: The process has ended before words were sent; so with ``OSError`` and ``RuntimeError``, as ``wait``.
        """
        import numpy as np

        self.other.send({word: bits.serialize() for word, bits in sets.items()})
        self.other.send(rank.tobytes())
        # each is taken when those before it are worked out, which is not waited for here
        waiting: Queue[Any] = Queue(_AHEAD)
        self._sending = Thread(target=self._send, args=(waiting,))
        self._sending.start()
        try:
            for piece in coded:
                kind = np.uint16 if len(piece.ends or piece.documents) <= 1 << 16 else np.uint32
                codes = piece.codes.astype(kind).tobytes()
                waiting.put((piece.documents, piece.of.tobytes(), piece.ends.tobytes(), np.dtype(kind).str, codes))
        except BaseException:
            # else what waits would have to be taken first
            self.other.process.kill()
            raise
        finally:
            waiting.put(None)

    def _send(self, waiting: Queue[Any]) -> None:
        """Send what waits, and last of all that there is no more; what goes wrong is told by ``wait``."""
        while (content := waiting.get()) is not None:
            self._sent(content)
        self._sent(None, flush=True)

    def _sent(self, content: Any, *, flush: bool = False) -> None:
        if self._failed is None:
            try:
                self.other.send(content)
                if flush:
                    self.other.flush()
            except Exception as error:  # noqa: BLE001 - it is raised again
                self._failed = error

    def wait(self) -> None:
        """Wait until the words are written.

        Raises:
            ImportingError: The file that is imported has changed, or the process has ended.
            OSError: They cannot be written.
            RuntimeError: It failed, as only a fault of ours makes it.
        """
        if self._sending is not None:
            self._sending.join()
        if self._failed is not None:
            raise self._failed
        self.sums, self.spelt, cited, renamed = self.other.answered()
        self.cited, self.renamed = Cited(*cited), Renamed(*renamed)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._sending is not None and not self.sums:
            self.other.process.kill()
            self._sending.join()
        self.other.close(kill=not self.sums)


def _found(cells: list[bytes], elements: bytes, *numbers: bytes) -> Found:
    """A piece as it was sent."""
    of, ends, codes = (array("I", content) for content in numbers)
    return Found(cells, pickle.loads(elements), of, ends, codes)  # noqa: S301 - from a process of our own


def serve() -> None:
    """The other process: it takes batches from its pipe, and writes the words when it has all."""
    import gc

    gc.disable()
    give_back_large()
    pipe = sys.stdin.buffer
    *names, wanted, file = received(pipe)
    paths = [Path(name) for name in names]
    sources, aside = pickle.loads(wanted)  # noqa: S301 - from a process of our own
    answer = answer_of(lambda: _work(pipe, paths, sources, aside, Again(Path(file))))
    # as ``cli.exits.ending`` does: python would look through all that is there when it ends
    gc.freeze()
    if answer[1] is not None:
        with suppress(OSError):
            say(answer)
            return
    # nobody waits for it any more
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


_Wanted = Mapping[str, tuple["Apart", Sequence["int | None"]]]
"""Pieces to number by their names, as ``Aside`` takes them."""
_Made = tuple[Sums, int, tuple[int, int], tuple[bytes, str]]
"""``Beside.sums``, ``spelt``, ``cited`` and ``renamed``."""


def _work(pipe: IO[bytes], paths: Sequence[Path], sources: Sources | None, wanted: _Wanted, file: Again) -> _Made | None:
    """Do the work; ``None`` if the pipe is closed before its end.

    Raises:
        ImportingError: The file that is imported has changed.
        OSError: The store cannot be written.
    """
    try:
        return _written(pipe, paths, sources, wanted, file)
    except sqlite3.Error as error:
        raise OSError(0, str(error)) from None


def _written(pipe: IO[bytes], paths: Sequence[Path], sources: Sources | None, wanted: _Wanted, file: Again) -> _Made | None:
    aside = {name: Aside(*how) for name, how in wanted.items()}
    own_text, words = paths
    with closing(Texts(own_text, words, sources)) as texts:
        while isinstance(message := received(pipe), tuple):
            own, joined, ids, size = message
            columns = [column.split(APART) for column in joined]
            texts.keep(own if isinstance(own, bytes) else file.take(*own), columns, ids, size)
            _number(aside, columns, size)
        if isinstance(message, list):
            for read in message:
                file.end(*read)
            texts.shut()
            say((DONE, ({name: _sent(one.found()) for name, one in aside.items()}, texts.counts)))
            aside.clear()
            give_back()
            texts.flush()
            message = received(pipe)
        if not isinstance(message, dict):
            return None
        sets = {word: BitMap.deserialize(bits) for word, bits in message.items()}
        rank = received(pipe)
        pieces = _Pieces(pipe)
        if isinstance(rank, bytes):
            import numpy as np

            texts.begin(np.frombuffer(rank, np.uint32), pieces, sets)
        return (texts.sums, texts.spelt, (*texts.cited,), (*texts.renamed,)) if pieces.whole else None


def _number(aside: Mapping[str, Aside], columns: Sequence[Sequence[str]], size: int) -> None:
    """Have a batch numbered; apart from ``_written``, which would hold the last piece when all are cleared."""
    for one in aside.values():
        one.take(columns, size)


def _sent(found: Found) -> tuple[object, ...]:
    """A piece as it is sent."""
    numbers = (found.of, found.ends, found.codes)
    return found.cells, pickle.dumps(found.elements), *(some.tobytes() for some in numbers)


class _Pieces:
    """The words of pieces, as they come over the pipe."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self.whole = False
        """Whether all have come."""

    def __iter__(self) -> Any:
        import numpy as np

        while isinstance(message := received(self._pipe), tuple):
            documents, of, ends, kind, codes = message
            yield Coded(documents, array("I", of), array("I", ends), np.frombuffer(codes, kind).astype(np.uint32, copy=False))
        self.whole = message is None
