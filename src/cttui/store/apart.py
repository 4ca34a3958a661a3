"""Starting another Python of ours, for work that is to be done beside this one or could be its end."""

from __future__ import annotations

import marshal
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from io import BufferedWriter
from pathlib import Path
from typing import IO, Any, NoReturn

from cttui.disk import reason
from cttui.errors import ImportingError

_TOLD = 16_000
"""The most letters of a trace: what fits a pipe that nobody reads yet, since the other side may be writing itself."""
_PATIENCE = 10.0
"""Seconds that a process may take to end once its pipe is closed."""
_ROOM = 1 << 20
"""Bytes that its pipe holds where that can be set: neither side waits for the other after each piece of work."""
_WAITING = 1 << 18
"""Bytes that are written to the pipe at once: a buffer as long as that is kept, and not made anew each time."""
_SIZE = 8
"""Bytes before a message that say how long it is."""
_FORM = 2
"""Version of ``marshal`` without references between values, which take longer to look for than they save."""
OUT_OF_MEMORY = 3
"""The exit code of a process that was refused memory."""

Answer = tuple[str, Any]
"""How a process ended its work, one of the words below, and what it has to say of it; plain values, as pipes carry them."""
DONE, REFUSED, UNWRITTEN, FAILED = "done", "refused", "unwritten", "failed"
"""It is done; it cannot be, a sentence says why; a file cannot be written, for a reason; it failed, and a trace says where."""


def started(program: str, keeping: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Start a program in another Python, which reads and writes pipes and has no other ties to this one.

    Args:
        program: Its text; it can import whatever can be imported here, and nothing from the current folder.
        keeping: Handles of open files that it has too, under the same numbers; not on Windows.

    Raises:
        OSError: It cannot be started.
    """
    paths = [str(Path(__file__).parents[2]), *(path for path in sys.path if path and Path(path).is_absolute())]
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(  # noqa: S603 - our own interpreter, and a program of ours
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
        pass_fds=keeping,
        start_new_session=sys.platform != "win32",  # Ctrl+C in the terminal is handled by cttui
    )
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(process.stdin, fcntl.F_SETPIPE_SZ, _ROOM)  # type: ignore[arg-type]  # a pipe
    return process


def ran_out(code: int | None) -> bool:
    """Whether a process that ended with a code had no more memory: it says so, or the system killed it."""
    return code == OUT_OF_MEMORY or (sys.platform != "win32" and code == -signal.SIGKILL)


# -- messages --------------------------------------------------------------------------------------------------------


def message(content: Any) -> tuple[bytes, bytes]:
    """Plain values as they go over a pipe: how long they are, and they themselves."""
    found = marshal.dumps(content, _FORM)
    return len(found).to_bytes(_SIZE, "little"), found


def received(pipe: IO[bytes] | None) -> Any:
    """The next message; ``EOFError`` in its place if there is none."""
    assert pipe is not None  # noqa: S101 - a pipe
    head = pipe.read(_SIZE)
    if len(head) < _SIZE:
        return EOFError
    size = int.from_bytes(head, "little")
    content = pipe.read(size)
    return marshal.loads(content) if len(content) == size else EOFError  # noqa: S302 - from a process of our own


class Another:
    """Another process of ours, which takes messages and answers some."""

    def __init__(self, program: str, work: str, keeping: Sequence[int] = ()) -> None:
        """Start it.

        Args:
            program: As ``started`` takes it.
            work: What it does, as a sentence says it of a process.
            keeping: As ``started`` takes it.

        Raises:
            OSError: It cannot be started.
        """
        self.process = started(program, keeping)
        self.pipe = BufferedWriter(self.process.stdin.detach(), _WAITING)  # type: ignore[union-attr]  # a pipe
        self._work = work

    def send(self, content: Any) -> None:
        """Send it a message, which may wait for others.

        Raises:
            ImportingError: As ``answered``; so with ``OSError`` and ``RuntimeError``.
        """
        try:
            for part in message(content):
                self.pipe.write(part)
        except OSError:
            self._broken()

    def flush(self) -> None:
        """Send what waits.

        Raises:
            ImportingError: As ``answered``; so with ``OSError`` and ``RuntimeError``.
        """
        try:
            self.pipe.flush()
        except OSError:
            self._broken()

    def _broken(self) -> NoReturn:
        """It takes no more: say why."""
        self.answered()
        raise self._died() from None

    def answered(self) -> Any:
        """What it has made.

        Raises:
            ImportingError: That cannot be made, or the process has ended.
            OSError: A file cannot be written.
            RuntimeError: It failed, as only a fault of ours makes it; the message is its trace.
        """
        answer = received(self.process.stdout)
        if not isinstance(answer, tuple):
            raise self._died()
        how, what = answer
        if how == REFUSED:
            raise ImportingError(what)
        if how == UNWRITTEN:
            raise OSError(0, what)
        if how == FAILED:
            raise RuntimeError(f"the process that {self._work} failed:\n{what}")
        return what

    def _died(self) -> ImportingError:
        """What is said of a process that is gone before its work is done."""
        try:
            code = self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            code = None
        why, way = (", as it does when memory runs out", "close other programs and ") if ran_out(code) else ("", "")
        return ImportingError(f"the process that {self._work} ended before its work was done{why}; {way}import again")

    def close(self, *, kill: bool) -> None:
        """See that it ends.

        Args:
            kill: Whether nobody needs its work any more.
        """
        if kill:
            # before its pipe is closed, which else waits until what is left has been written
            self.process.kill()
        with suppress(OSError):
            self.pipe.close()
        try:
            self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()  # type: ignore[union-attr]  # a pipe


# -- in the process --------------------------------------------------------------------------------------------------


def answer_of(do: Callable[[], Any]) -> Answer:
    """How some work ended. If memory ran out, the process ends, and its exit code says so."""
    try:
        return DONE, do()
    except ImportingError as error:
        return REFUSED, str(error)
    except MemoryError:
        # there may not be enough left to say more
        os._exit(OUT_OF_MEMORY)
    except OSError as error:
        return UNWRITTEN, reason(error)
    except Exception:  # noqa: BLE001 - it is told to whoever waits for the work
        return FAILED, traceback.format_exc()[-_TOLD:]


def say(content: Any) -> None:
    """Send whoever started this process a message."""
    for part in message(content):
        put(part)


def put(content: bytes) -> None:
    """Write bytes to standard output, all of them.

    Where ``PYTHONUNBUFFERED`` is set, there is nothing between this and the system, which takes as much as it takes: of what is
    longer than a pipe holds a part, if the process is stopped and goes on, or is looked at from outside.
    """
    left = memoryview(content)
    while left:
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()
