"""Work on untrusted bytes in a process that can be killed.

A parser may run forever, fill the memory or crash, despite all care; its process then ends and cttui continues with
one sentence. The process is another Python that gets the bytes over a pipe and returns the text over another. It
limits its own CPU time, so that a busy machine makes nothing fail, and its own memory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, NamedTuple

from cttui.copies import extract
from cttui.copies.extract import Extracted
from cttui.copies.kinds import MAX_TEXT, PLAIN, NoTextError
from cttui.copies.metadata import packed, unpacked
from cttui.errors import CttuiError
from cttui.store.apart import OUT_OF_MEMORY, put, ran_out, started
from cttui.text import shorten


class Limits(NamedTuple):
    """What the process may use."""

    work: int
    """Seconds of CPU time."""
    patience: float
    """Seconds until it is killed, regardless of CPU time."""
    memory: int
    """Bytes of memory, if the system enforces it (Linux)."""


WORK = 3
"""Seconds of CPU time for a small copy."""
WORTH_A_SECOND = 256 << 10
"""Bytes of a larger copy that add another second."""
MEMORY = 480 << 20
"""Bytes of memory."""
_LONGEST_LINE = 1 << 16
"""The most bytes of the line before a text."""
_MOST_ABOUT = 1 << 18
"""The most bytes of what a document says of itself."""
_GLANCE = 0.05
"""Seconds between checks whether the work is still wanted."""
_PROGRAM = "from cttui.copies.sandbox import serve; serve()"


class ParserEndedError(NoTextError):
    """The work on a copy was stopped: it took too long or too much memory, crashed, or was cancelled."""


def limits_for(size: int) -> Limits:
    """The limits for a copy of a given size: a long report takes longer than a page."""
    work = WORK + size // WORTH_A_SECOND
    return Limits(work, 20.0 + 8 * work, MEMORY)


def read_apart(
    content: bytes,
    media_type: str,
    charset: str = "",
    *,
    about: bool = False,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Extracted:
    """The text of a copy from ``extract.read``, in a separate process; plain text is read directly.

    Args:
        content: The bytes as received.
        media_type: From ``kinds.media_type_of``.
        charset: What the server said; empty for nothing.
        about: Whether to read what the document says of itself too.
        cancelled: Polled several times a second; the work is stopped once it returns true.
        limits: The limits of the process; by the size of the copy by default.

    Raises:
        NoTextError: It has no text, or cannot be read.
        ParserEndedError: The work was stopped.
    """
    if media_type == PLAIN or not sys.executable:  # there is nothing to parse, or no Python to start
        return extract.read(content, media_type, charset, about=about)
    limits = limits or limits_for(len(content))
    asked = {"type": media_type, "charset": charset, "size": len(content), "about": about, **limits._asdict()}
    head = json.dumps(asked).encode() + b"\n"
    try:
        process = _start()
    except OSError as error:
        raise ParserEndedError(
            f"the reader process could not be started ({error.strerror}); close other programs and try again"
        ) from None
    with process:
        watch = _Watch(process, limits.patience, cancelled)
        try:
            answer = _asked(process, head, content)
            process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            watch.end()
    if watch.ended:
        raise ParserEndedError(watch.ended)
    if process.returncode or answer is None:
        raise ParserEndedError(_last_words(process.returncode, limits))
    return answer


def _start() -> subprocess.Popen[bytes]:
    return started(_PROGRAM)


def _asked(process: subprocess.Popen[bytes], head: bytes, content: bytes) -> Extracted | None:
    """The process's answer; None if it ended first.

    Raises:
        NoTextError: It reports that there is no text.
    """
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    with suppress(OSError):  # it ended while it was written to
        process.stdin.write(head)
        process.stdin.write(content)
    with suppress(OSError):  # the same, and what is left to write
        process.stdin.close()
    answer = _line(process.stdout)
    if "error" in answer:
        raise NoTextError(shorten(str(answer["error"]), 400))
    if not {"size", "pages", "blank", "about", "guessed"} <= answer.keys():
        return None
    size, more = int(answer["size"]), int(answer["about"])
    body = process.stdout.read(min(size, 4 * MAX_TEXT))
    said = process.stdout.read(min(more, _MOST_ABOUT)) if more else b""
    if (len(body), len(said)) != (size, more):
        return None
    return Extracted(
        body.decode("utf-8", "replace"),
        int(answer["pages"]),
        int(answer["blank"]),
        unpacked(said) if more else {},
        shorten(str(answer["guessed"])),
    )


def _line(stream: IO[bytes]) -> dict[str, Any]:
    try:
        found = json.loads(stream.readline(_LONGEST_LINE))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _last_words(code: int | None, limits: Limits) -> str:
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return f"reading it took more than {limits.work} seconds of CPU time; print the cited part to a PDF and attach that"
    if ran_out(code):
        return f"reading it took more than {limits.memory >> 20} MB of memory; print the cited part to a PDF and attach that"
    return "the reader process crashed; open the file, print the cited part to a PDF and attach that"


class _Watch:
    """Kills a process that takes too long or is cancelled.

    Args:
        process: The process.
        patience: Seconds from now.
        cancelled: Whether it is cancelled.
    """

    def __init__(self, process: subprocess.Popen[bytes], patience: float, cancelled: Callable[[], bool] | None) -> None:
        self.ended = ""
        """Why it was killed, in a sentence; empty if it was not."""
        self._process = process
        self._latest = time.monotonic() + patience
        self._patience = patience
        self._cancelled = cancelled
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watch a parser", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop watching."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(_GLANCE):
            if self._cancelled is not None and self._cancelled():
                self.ended = "cancelled; nothing was stored"
            elif time.monotonic() > self._latest:
                self.ended = (
                    f"reading it took more than {self._patience:.0f} seconds; print the cited part to a PDF and attach that"
                )
            if self.ended:
                self._process.kill()
                return


# -- in the process --------------------------------------------------------------------------------------------------


def serve() -> None:
    """Read one copy from standard input and write its text to standard output: the main function of the process."""
    asked = _line(sys.stdin.buffer)
    _keep_to(int(asked["work"]), int(asked["memory"]))
    code = 0
    try:
        content = sys.stdin.buffer.read(int(asked["size"]))
        about = bool(asked["about"])
        found = extract.read(content, str(asked["type"]), str(asked["charset"]), about=about)
        body, said = found.text.encode(), packed(found.about) if about else b""
        head = {"size": len(body), "pages": found.pages, "blank": found.blank, "about": len(said), "guessed": found.guessed}
        _answer(head, body + said)
    except MemoryError:
        code = OUT_OF_MEMORY
    except CttuiError as error:
        _answer({"error": str(error)})
    except RecursionError:
        _answer({"error": "its parts are nested too deeply; print the cited part to a PDF and attach that"})
    os._exit(code)  # cleaning up after a parser may take longer than parsing


def _answer(head: dict[str, object], body: bytes = b"") -> None:
    put(json.dumps(head).encode() + b"\n" + body)


def _keep_to(work: int, memory: int) -> None:
    """Make the system kill this process when it exceeds its CPU time, and refuse it memory beyond its limit."""
    if sys.platform == "win32":  # no such limits there: ``_Watch`` ends it by the clock
        return
    import resource

    for kind, limit in (
        (resource.RLIMIT_CPU, work),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # a system that does not enforce it, or has a lower limit
            resource.setrlimit(kind, (limit, limit + 1 if kind == resource.RLIMIT_CPU else limit))
