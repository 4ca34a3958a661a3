"""Files of the reader's own: where they lie, how they are written whole, and how one program at a time changes them."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from cttui.errors import CttuiError
from cttui.text import shorten

PART = ".part"
"""How the name of a file ends that was begun and not yet moved into place."""

_ID = re.compile(r"[a-z0-9][a-z0-9_.~-]{0,199}")
PATIENCE = 10.0
"""Seconds to wait for another who holds a lock."""
_TURN = 0.005
"""Seconds between two looks at a lock that another holds; it is held for a few thousandths."""


# -- places ----------------------------------------------------------------------------------------------------------


def user_data(environ: Mapping[str, str]) -> Path:
    """The folder for what the reader keeps, by the XDG Base Directory Specification on Linux."""
    # where XDG says so outright, platformdirs (12 ms) has nothing to add
    if xdg := environ.get("XDG_DATA_HOME"):
        return Path(xdg) / "cttui"
    import platformdirs

    return Path(platformdirs.user_data_dir("cttui", appauthor=False))


def is_id(name: str) -> bool:
    """Whether a text is an id, and so may name a file."""
    return _ID.fullmatch(name) is not None


def check_id(name: str, failure: type[CttuiError]) -> None:
    """Let nothing but an id pass, as it is about to name a file.

    Raises:
        CttuiError: It is none; the class is that of ``failure``.
    """
    if not is_id(name):
        raise failure(
            f"{shorten(name) or 'an empty text'} is no id: an id is made of at most 200 small letters, digits, - _ . and ~"
        )


# -- writing ---------------------------------------------------------------------------------------------------------


def write(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file so that, whatever happens, it is there whole or not at all, and there for good afterwards.

    Args:
        path: Where to; its folder is made where there is none.
        content: All of it.
        mode: Its permissions; the reader's alone where not given.

    Raises:
        OSError: It cannot be written; what was there before is as it was.
    """
    make(path.parent)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if mode is not None:
                Path(name).chmod(mode)
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync(path.parent)


def make(folder: Path) -> None:
    """Make a folder and those it lies in, each brought to the disk.

    Raises:
        OSError: It cannot be made.
    """
    if folder.is_dir():
        return
    make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    """Bring a folder's list of names to the disk."""
    if sys.platform == "win32":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: OSError) -> str:
    """What the system says of a failure, in its words."""
    return error.strerror or type(error).__name__


def sweep(path: Path) -> None:
    """Remove what was begun of a file and never moved into place; its lock must be held, so that none is under way."""
    with suppress(OSError):
        for left in path.parent.iterdir():
            if left.suffix == PART and left.stem.rpartition(".")[0] == f".{path.name}":
                left.unlink(missing_ok=True)


# -- one at a time ---------------------------------------------------------------------------------------------------

if sys.platform == "win32":  # no fcntl there; of its ways this is the one that ends with the program that held the lock
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file's lock: among threads and programs that ask for it, one at a time goes on.

    The lock is on a file beside, since the file itself is replaced; it ends with its holder, however that ends, and so
    never has to be broken.

    Args:
        path: The file; its folder is there.

    Raises:
        TimeoutError: Another holds it for longer than ``PATIENCE``.
        OSError: There can be no lock in this folder.
    """
    handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        latest = time.monotonic() + PATIENCE
        while True:
            try:
                _take(handle)
            except (BlockingIOError, PermissionError):
                if time.monotonic() >= latest:
                    raise TimeoutError(errno.ETIMEDOUT, "another window or program holds it") from None
                time.sleep(_TURN)
            else:
                break
        yield
    finally:
        os.close(handle)  # and with it the lock
