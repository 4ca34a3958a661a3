"""Starting another Python of ours, for work that is to be done beside this one or could be its end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from cttui.errors import ImportingError

_PATIENCE = 10.0
"""Seconds that a process may take to end once its pipe is closed."""


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
    return subprocess.Popen(  # noqa: S603 - our own interpreter, and a program of ours
        [sys.executable, "-P", "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
        pass_fds=keeping,
        start_new_session=sys.platform != "win32",  # Ctrl+C in the terminal is handled by cttui
    )


def ended(process: subprocess.Popen[bytes], *, kill: bool) -> None:
    """See that a process ends whose pipe is closed.

    Args:
        process: The process.
        kill: Whether nobody needs its work any more.
    """
    if kill:
        process.kill()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def died(work: str) -> ImportingError:
    """What is said of a process that is gone before its work is done.

    Args:
        work: What it does.
    """
    return ImportingError(
        f"the process that {work} ended before its work was done, as it does when memory runs out; close other programs and"
        " import again"
    )
