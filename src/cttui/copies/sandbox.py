"""Work on strangers' bytes in a process that can be ended.

A parser may run for ever, fill the memory or crash, whatever care was taken; its process then ends and cttui goes on with
one sentence. The process is another Python that is given the bytes over a pipe and gives the text back over another. It
counts its own seconds of work, so that a busy machine makes nothing fail, and asks for no more memory than it may have.
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
from pathlib import Path
from typing import IO, Any, NamedTuple

from cttui.copies import extract
from cttui.copies.extract import Extracted
from cttui.copies.kinds import MAX_TEXT, PLAIN, NoTextError
from cttui.errors import CttuiError
from cttui.text import shorten


class Limits(NamedTuple):
    """What the process may use."""

    work: int
    """Seconds of work."""
    patience: float
    """Seconds until it is ended however little it worked."""
    memory: int
    """Bytes of memory, where the system keeps count (Linux)."""


WORK = 3
"""Seconds of work for a small copy."""
WORTH_A_SECOND = 256 << 10
"""Bytes of a larger copy for which there is another second."""
MEMORY = 480 << 20
"""Bytes of memory."""
_LONGEST_LINE = 1 << 16
"""Bytes of the line that comes before a text."""
_GLANCE = 0.05
"""Seconds between two looks at whether the work is still wanted."""
_PROGRAM = "from cttui.copies.sandbox import serve; serve()"
_OUT_OF_MEMORY = 3
"""Exit code of a process that could not even say that its memory was full."""


class ParserEndedError(NoTextError):
    """The work on a copy was ended: it took too long or too much memory, it crashed, or it was not wanted any more."""


def limits_for(size: int) -> Limits:
    """What the work on a copy of so many bytes may use: a long report takes longer than a page."""
    work = WORK + size // WORTH_A_SECOND
    return Limits(work, 20.0 + 8 * work, MEMORY)


def read_apart(
    content: bytes,
    media_type: str,
    charset: str = "",
    *,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
) -> Extracted:
    """The text of a copy as ``extract.read`` gives it, from a process of its own; plain text is read at once.

    Args:
        content: The bytes as they came.
        media_type: One of those that ``kinds.media_type_of`` gives.
        charset: What the server said; empty for nothing.
        cancelled: Asked some times a second; the work is ended once it says yes.
        limits: What the process may use; by the size of the copy where not given.

    Raises:
        NoTextError: It has no text, or cannot be read.
        ParserEndedError: The work was ended.
    """
    if media_type == PLAIN or not sys.executable:  # there is nothing to parse, or no Python to start
        return extract.read(content, media_type, charset)
    limits = limits or limits_for(len(content))
    head = json.dumps({"type": media_type, "charset": charset, "size": len(content), **limits._asdict()}).encode() + b"\n"
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
    # what can be imported here can be there, and nothing from the folder that cttui was started in (-P)
    paths = [str(Path(__file__).parents[2]), *(path for path in sys.path if path and Path(path).is_absolute())]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(  # noqa: S603 - our own interpreter, and a program that is written above
        [sys.executable, "-P", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
        start_new_session=sys.platform != "win32",  # Ctrl+C in the terminal is ours to answer
    )


def _asked(process: subprocess.Popen[bytes], head: bytes, content: bytes) -> Extracted | None:
    """What the process answers; None where it ended before it did.

    Raises:
        NoTextError: It says that there is no text.
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
    if not {"size", "pages", "blank"} <= answer.keys():
        return None
    size = int(answer["size"])
    body = process.stdout.read(min(size, 4 * MAX_TEXT))
    return Extracted(body.decode("utf-8", "replace"), int(answer["pages"]), int(answer["blank"])) if len(body) == size else None


def _line(stream: IO[bytes]) -> dict[str, Any]:
    try:
        found = json.loads(stream.readline(_LONGEST_LINE))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _last_words(code: int | None, limits: Limits) -> str:
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return f"reading it took more than {limits.work} seconds of CPU time; print the cited part to a PDF and attach that"
    if code == _OUT_OF_MEMORY or (sys.platform != "win32" and code == -signal.SIGKILL):
        return f"reading it took more than {limits.memory >> 20} MB of memory; print the cited part to a PDF and attach that"
    return "the reader process crashed; open the file, print the cited part to a PDF and attach that"


class _Watch:
    """Ends a process that takes too long or is not wanted any more.

    Args:
        process: The process.
        patience: Seconds from now.
        cancelled: Whether it is not wanted any more.
    """

    def __init__(self, process: subprocess.Popen[bytes], patience: float, cancelled: Callable[[], bool] | None) -> None:
        self.ended = ""
        """Why it was ended, in a sentence; empty where it was not."""
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
    """Read one copy from standard input and write its text to standard output; the program of the process."""
    asked = _line(sys.stdin.buffer)
    _keep_to(int(asked["work"]), int(asked["memory"]))
    code = 0
    try:
        content = sys.stdin.buffer.read(int(asked["size"]))
        text, pages, blank = extract.read(content, str(asked["type"]), str(asked["charset"]))
        body = text.encode()
        _answer({"size": len(body), "pages": pages, "blank": blank}, body)
    except MemoryError:
        code = _OUT_OF_MEMORY
    except CttuiError as error:
        _answer({"error": str(error)})
    except RecursionError:
        _answer({"error": "its parts are nested too deeply; print the cited part to a PDF and attach that"})
    sys.stdout.flush()
    os._exit(code)  # what a parser leaves behind may take longer to take down than it took to build


def _answer(head: dict[str, object], body: bytes = b"") -> None:
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n")
    sys.stdout.buffer.write(body)


def _keep_to(work: int, memory: int) -> None:
    """Let the system end this process when it works too long, and refuse it memory beyond its share."""
    if sys.platform == "win32":  # no such limits there: ``_Watch`` ends it by the clock
        return
    import resource

    for kind, limit in (
        (resource.RLIMIT_CPU, work),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(OSError, ValueError):  # a system that keeps no count of it, or has a lower limit
            resource.setrlimit(kind, (limit, limit + 1 if kind == resource.RLIMIT_CPU else limit))
