"""The words' side of an import in a process of its own, so that two cores work on it.

It gets batches over a pipe, and ends by itself when that is closed before it was told to finish.
"""

from __future__ import annotations

import marshal
import pickle
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pyroaring import BitMap

from cttui import disk
from cttui.errors import ImportingError
from cttui.store.apart import died, ended, started
from cttui.store.packed.citing import NONE, Cited
from cttui.store.packed.words import Coded, Texts
from cttui.store.sealing import Sums

if TYPE_CHECKING:
    from cttui.store.packed.citing import Sources
    from cttui.store.packed.words import Numbers

_PROGRAM, _WORK = "from cttui.store.packed.beside import serve; serve()", "indexes words"
_WAITING = 1 << 18
"""Bytes that are written to the pipe at once."""
_SIZE = 8
"""Bytes before a message that say how long it is."""
_FORM = 2
"""Version of ``marshal`` without references between values, which take longer to look for than they save."""
_ROOM = 1 << 20
"""Bytes that the pipe holds where that can be set: neither side waits for the other after each batch."""


class Beside:
    """Takes rows as ``Texts`` does, and hands them to the other process."""

    def __init__(self, path: Path, sources: Sources | None = None) -> None:
        """Start the process.

        Args:
            path: The store that it writes, which is created.
            sources: As ``Texts`` takes it.

        Raises:
            OSError: It cannot be started.
        """
        self._process = started(_PROGRAM)
        self._waiting = bytearray()
        self.sums: Sums = {}
        """The sums of what it wrote, once it is written."""
        self.spelt = 0
        """How many words it wrote."""
        self.cited = NONE
        """What it found of sources."""
        self._enlarge()
        self._send((str(path), pickle.dumps(sources)))

    def take(self, raw: bytes, columns: Sequence[Sequence[str]], size: int) -> None:
        """As ``Texts.take``.

        Raises:
            ImportingError: The process has ended.
        """
        self._send((raw, columns, size))

    def begin(self, rank: Numbers, coded: Iterable[Coded], sets: Mapping[str, BitMap]) -> None:
        """Have the words written; ``wait`` says when they are.

        Raises:
            ImportingError: The process has ended.
        """
        self._send({word: bits.serialize() for word, bits in sets.items()})
        self._send(rank.tobytes())
        for piece in coded:
            self._send((piece.documents, piece.of.tobytes(), piece.ends.tobytes(), piece.codes.tobytes()))
        self._send(None)
        self._flush()

    def wait(self) -> None:
        """Wait until the words are written.

        Raises:
            ImportingError: They cannot be written, or the process has ended.
        """
        answer = _received(self._process.stdout)
        if not isinstance(answer, tuple):
            raise ImportingError(answer) if isinstance(answer, str) else died(_WORK)
        self.sums, self.spelt, cited = answer
        self.cited = Cited(*cited)

    def close(self) -> None:
        """End the process, whatever it does."""
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]  # a pipe
        ended(self._process, kill=not self.sums)
        self._process.stdout.close()  # type: ignore[union-attr]  # a pipe

    def _send(self, message: Any) -> None:
        content = marshal.dumps(message, _FORM)
        self._waiting += len(content).to_bytes(_SIZE, "little")
        self._waiting += content
        if len(self._waiting) >= _WAITING:
            self._flush()

    def _flush(self) -> None:
        try:
            self._process.stdin.write(self._waiting)  # type: ignore[union-attr]  # a pipe
            self._process.stdin.flush()  # type: ignore[union-attr]  # a pipe
        except OSError:
            answer = _received(self._process.stdout)
            raise (ImportingError(answer) if isinstance(answer, str) else died(_WORK)) from None
        self._waiting.clear()

    def _enlarge(self) -> None:
        if sys.platform == "linux":
            import fcntl

            with suppress(OSError):
                fcntl.fcntl(self._process.stdin, fcntl.F_SETPIPE_SZ, _ROOM)  # type: ignore[arg-type]  # a pipe


def _received(pipe: IO[bytes] | None) -> Any:
    """The next message; ``EOFError`` in its place if there is none."""
    assert pipe is not None  # noqa: S101 - a pipe
    head = pipe.read(_SIZE)
    if len(head) < _SIZE:
        return EOFError
    size = int.from_bytes(head, "little")
    content = pipe.read(size)
    return marshal.loads(content) if len(content) == size else EOFError  # noqa: S302 - from a process of our own


def serve() -> None:
    """The other process: it takes batches from its pipe, and writes the words when it has all."""
    import gc

    gc.disable()
    pipe = sys.stdin.buffer
    name, sources = _received(pipe)
    path = Path(name)
    answer: object = None
    try:
        answer = _work(pipe, path, pickle.loads(sources))  # noqa: S301 - from a process of our own
    except (OSError, sqlite3.Error) as error:
        answer = f"{path}: cannot be written ({disk.reason(error) if isinstance(error, OSError) else error})"
    if answer is not None:
        with suppress(OSError):
            content = marshal.dumps(answer, _FORM)
            sys.stdout.buffer.write(len(content).to_bytes(_SIZE, "little") + content)
            sys.stdout.buffer.flush()
            return
    # nobody waits for it any more
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _work(pipe: IO[bytes], path: Path, sources: Sources | None) -> tuple[Sums, int, tuple[bytes, int, int]] | None:
    """Do the work; ``None`` if the pipe is closed before its end."""
    with closing(Texts(path, sources)) as texts:
        while isinstance(message := _received(pipe), tuple):
            texts.take(*message)
        if not isinstance(message, dict):
            return None
        sets = {word: BitMap.deserialize(bits) for word, bits in message.items()}
        rank = _received(pipe)
        pieces = _Pieces(pipe)
        if isinstance(rank, bytes):
            import numpy as np

            texts.begin(np.frombuffer(rank, np.uint32), pieces, sets)
        return (texts.sums, texts.spelt, (*texts.cited,)) if pieces.whole else None


class _Pieces:
    """The words of pieces, as they come over the pipe."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self.whole = False
        """Whether all have come."""

    def __iter__(self) -> Any:
        import numpy as np

        while isinstance(message := _received(self._pipe), tuple):
            documents, of, ends, codes = message
            yield Coded(documents, array("I", of), array("I", ends), np.frombuffer(codes, np.uint32))
        self.whole = message is None
