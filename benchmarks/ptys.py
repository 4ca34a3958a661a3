"""A program in a terminal of its own: what it writes, and when; what a person at that terminal would then see."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import pyte

COLUMNS, LINES = 140, 40

_ANSWERS: tuple[tuple[bytes, bytes], ...] = (
    (b"\x1b[c", b"\x1b[?62;22c"),  # what are you?
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),  # can you hold a frame back until it is whole?
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),  # do you tell of resizing in the stream?
    (b"\x1b[6n", b"\x1b[1;1R"),  # where is the cursor?
)
"""What programs ask, and what a common terminal answers."""

_HOLD, _SHOW = b"\x1b[?2026h", b"\x1b[?2026l"
_QUERY = re.compile(rb"\x1b\[[0-9?;]*\$?[a-z]?$")


@dataclass
class Recording:
    """What a program wrote: pieces with the second of the clock at which each came."""

    pieces: list[tuple[float, bytes]] = field(default_factory=list)

    def when(self, shown: Callable[[str], bool]) -> float | None:
        """When the screen's text first made ``shown`` true, its frame whole; ``None`` where it never did."""
        screen = pyte.Screen(COLUMNS, LINES)
        stream = pyte.ByteStream(screen)
        held = False
        for second, piece in self.pieces:
            stream.feed(piece)
            # the last of the two says whether the terminal is still holding the frame back
            if (last := max(piece.rfind(_HOLD), piece.rfind(_SHOW))) >= 0:
                held = piece[last:].startswith(_HOLD)
            if not held and shown("\n".join(screen.display)):
                return second
        return None

    def text(self) -> str:
        """The screen after everything was written."""
        screen = pyte.Screen(COLUMNS, LINES)
        pyte.ByteStream(screen).feed(b"".join(piece for _, piece in self.pieces))
        return "\n".join(screen.display)


class Terminal:
    """A program running in a pseudo-terminal of 140 columns and 40 lines; a context that ends it."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        """Start a program; ``started`` is the second of the clock just before."""
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        self._tail = b""
        self.recording = Recording()
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            list(command), stdin=theirs, stdout=theirs, stderr=theirs, env=dict(environ), start_new_session=True
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        """The terminal itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the program and close the terminal."""
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def read(self, quiet: float, longest: float = 20.0, least: int = 0) -> float | None:
        """Take what is written until nothing came for ``quiet`` seconds, answering what is asked.

        Args:
            quiet: For how long nothing must come.
            longest: When to give up, in seconds.
            least: How many bytes must have come first.

        Returns:
            The second of the clock at which the last piece came; ``None`` where nothing came.
        """
        last, taken, end = None, 0, time.perf_counter() + longest
        while time.perf_counter() < end:
            patience = quiet if taken >= max(least, 1) else end - time.perf_counter()
            if not select.select([self._ours], [], [], patience)[0]:
                break
            try:
                piece = os.read(self._ours, 1 << 16)
            except OSError:
                # Linux says so where the program has ended
                break
            if not piece:
                break
            last = time.perf_counter()
            self.recording.pieces.append((last, piece))
            taken += len(piece)
            self._answer(piece)
        return last

    def write(self, keys: bytes) -> float:
        """Type something; returns the second of the clock just before."""
        before = time.perf_counter()
        os.write(self._ours, keys)
        return before

    def _answer(self, piece: bytes) -> None:
        said = self._tail + piece
        for question, answer in _ANSWERS:
            for _ in range(said.count(question)):
                os.write(self._ours, answer)
        unfinished = _QUERY.search(said)
        # a whole question at the end was answered just now
        ended = said.endswith(tuple(question for question, _ in _ANSWERS))
        self._tail = unfinished[0] if unfinished and not ended else b""
