"""Files: safe reading, folders for the reader's data, atomic writing, and locking."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal

from cttui.errors import CttuiError
from cttui.text import shorten

PART = ".part"
"""Suffix of a file that is being written and not yet moved into place."""

STALE = 3600.0
"""Seconds after which a file that was never moved into place counts as abandoned."""
_RANDOM = r"[a-z0-9_]{8}"
"""What ``tempfile`` puts into a name."""
_ID = re.compile(r"[a-z0-9][a-z0-9_.~-]{0,199}")
PATIENCE = 10.0
"""Seconds to wait while the same holder keeps a lock; each change of holder restarts the wait."""
_TURN = 0.005
"""Seconds between checks of a lock held by another; locks are held for a few milliseconds."""


# -- places ----------------------------------------------------------------------------------------------------------


def user_data(environ: Mapping[str, str]) -> Path:
    """The folder for the reader's data, by the XDG Base Directory Specification on Linux."""
    # if XDG names it, platformdirs (12 ms to import) is not needed
    if xdg := environ.get("XDG_DATA_HOME"):
        return Path(xdg) / "cttui"
    import platformdirs

    return Path(platformdirs.user_data_dir("cttui", appauthor=False))


def is_there(path: Path) -> bool:
    """Whether there is something at a typed path; there is not if the name is too long, or its folder may not be read."""
    with suppress(OSError):
        return path.exists()
    return False


def is_folder(path: Path) -> bool:
    """Whether a typed path is a folder, as ``is_there`` says."""
    return is_there(path) and path.is_dir()


def is_file(path: Path) -> bool:
    """Whether a typed path is a file, as ``is_there`` says."""
    return is_there(path) and path.is_file()


def is_same(one: Path, other: Path) -> bool:
    """Whether two typed paths name one file, or one place where nothing is yet."""
    with suppress(OSError):
        return one.samefile(other)
    with suppress(OSError, ValueError):
        return os.path.realpath(one) == os.path.realpath(other)
    return False


def is_id(name: str) -> bool:
    """Whether a text is an id, and so safe as a file name."""
    return _ID.fullmatch(name) is not None


def check_id(name: str, failure: type[CttuiError]) -> None:
    """Refuse anything but an id, since it will be used as a file name.

    Raises:
        CttuiError: It is not an id; raised as ``failure``.
    """
    if not is_id(name):
        raise failure(
            f"{shorten(name) or 'an empty text'} is not an id; expected at most 200 lower-case letters, digits and - _ . ~"
        )


# -- reading ---------------------------------------------------------------------------------------------------------

Kind = Literal["none", "astray", "folder", "special", "refused", "large", "link", "other"]
"""Why a file was not read: it does not exist; its folder is a file; it is a folder, or a pipe or device; its
permissions; its size; a link out of its folder; any other system error."""


class FileError(CttuiError):
    """A file cannot be read; the message is a sentence about "this file" without its name and without a remedy.

    Attributes:
        kind: The reason, for choosing the remedy.
    """

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


OPENING = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
"""Flags to open a file with: nothing blocks. On Windows, which lacks most of them, opening never does."""


def read(path: Path, limit: int, within: Path | None = None) -> bytes:
    """The bytes of a regular file, up to a limit; never blocks, whatever the path points to.

    Args:
        path: The file; links are followed.
        limit: The most bytes it may have. The size is checked first, and no more bytes than this are read even if it lies.
        within: A folder that links must not lead out of; unrestricted by default.

    Raises:
        FileError: It does not exist, or cannot be read.
    """
    try:
        if within is not None and not leads_within(path, within):
            raise FileError("link", "this symbolic link points outside its folder")
        # checked before opening too: opening a device may have an effect
        _regular(path.stat(), limit)
        handle = os.open(path, OPENING)
        with os.fdopen(handle, "rb") as file:
            _regular(os.fstat(handle), limit)
            content = file.read(limit + 1)
    except FileNotFoundError:
        raise FileError("none", "this file does not exist") from None
    except PermissionError:
        raise FileError("refused", "permission to read this file was denied") from None
    except OSError as error:
        kind: Kind = "astray" if isinstance(error, NotADirectoryError) else "other"
        raise FileError(kind, f"this file cannot be read ({reason(error)})") from None
    except ValueError as error:  # a name with a zero byte
        raise FileError("other", f"this file cannot be read ({error})") from None
    if len(content) > limit:
        raise _too_large(limit)
    return content


def _regular(about: os.stat_result, limit: int) -> None:
    if stat.S_ISDIR(about.st_mode):
        raise FileError("folder", "this is a folder")
    if not stat.S_ISREG(about.st_mode):
        raise FileError("special", "this is not a regular file")
    if about.st_size > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> FileError:
    return FileError("large", f"this file is larger than {f'{limit >> 20} MB' if limit >> 20 else f'{limit:,} bytes'}")


def leads_within(path: Path, folder: Path) -> bool:
    """Whether a path is in a folder after following every link.

    Raises:
        OSError: Links form a loop.
    """
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def link_on_the_way(path: Path, folder: Path) -> Path | None:
    """The first link on the way from a folder down to a path, including the path; the folder itself may be a link."""
    below = path.relative_to(folder).parts
    steps = (folder.joinpath(*below[:depth]) for depth in range(1, len(below) + 1))
    return next((step for step in steps if step.is_symlink()), None)


# -- writing ---------------------------------------------------------------------------------------------------------


def write(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file atomically and durably: whatever happens, it is there completely or not at all.

    Args:
        path: The file; its folder is created if needed.
        content: The whole content.
        mode: Its permissions; only the reader's by default.

    Raises:
        OSError: It cannot be written; an existing file is unchanged.
    """
    make(path.parent)
    with writing(path, mode) as file:
        file.write(content)


@contextmanager
def writing(path: Path, mode: int | None = None, *, replace: bool = True) -> Iterator[BinaryIO]:
    """The same by pieces: the file comes into its place when the block ends, and never where something is raised in it.

    Args:
        path: Where to; its folder is there.
        mode: Its permissions; only the reader's by default.
        replace: Whether it may take the place of a file that is there when the block ends.

    Raises:
        FileExistsError: There is one, and it is to stay.
        OSError: It cannot be written; an existing file is unchanged.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            if mode is not None:
                Path(name).chmod(mode)
            os.fsync(file.fileno())
        if replace:
            Path(name).replace(path)
        else:
            _put(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync(path.parent)


def _put(path: Path, place: Path) -> None:
    """Move a file into a place that is free.

    Raises:
        FileExistsError: Something is there.
    """
    try:
        place.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        # a file system without hard links; the gap between the look and the move is too small for a person
        if os.path.lexists(place):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        path.replace(place)
    else:
        path.unlink()


def shared() -> int:
    """The default permissions of a new file: what the umask leaves."""
    before = os.umask(0o077)
    os.umask(before)
    return 0o666 & ~before


def make(folder: Path) -> None:
    """Create a folder and its parents, each synced to disk.

    Raises:
        OSError: It cannot be created.
    """
    if folder.is_dir():
        return
    make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync(folder.parent)


def sync(folder: Path) -> None:
    """Sync a folder's entries to disk."""
    if sys.platform == "win32":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def reason(error: OSError) -> str:
    """The system's own description of an error."""
    return error.strerror or type(error).__name__


def sweep(path: Path) -> None:
    """Remove leftovers of a file that were never moved into place; the caller holds its lock, so that none is in progress."""
    clear(path.parent, begun(re.escape(path.name)))


def clear(folder: Path, names: re.Pattern[str], age: float = 0.0) -> None:
    """Remove files that were started here and never moved into place, and nothing else: no links, no other files.

    Args:
        folder: Their folder; a link is left alone.
        names: A pattern for the whole name.
        age: Minimum seconds since they were written.
    """
    with suppress(OSError):
        if folder.is_symlink():
            return
        for left in [entry for entry in os.scandir(folder) if names.fullmatch(entry.name)]:
            with suppress(OSError):  # moved into place, removed by another program, or merely a leftover file
                about = left.stat(follow_symlinks=False)
                if stat.S_ISREG(about.st_mode) and time.time() - about.st_mtime >= age:
                    Path(left).unlink()


def begun(name: str) -> re.Pattern[str]:
    """A pattern for the names that ``write`` gives to incomplete files.

    Args:
        name: A pattern for the name.
    """
    return re.compile(rf"\.{name}\.{_RANDOM}{re.escape(PART)}")


# -- one at a time ---------------------------------------------------------------------------------------------------

if sys.platform == "win32":  # no fcntl there; of its alternatives, this one ends with the program that holds the lock
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file's lock: of all threads and programs that ask for it, one at a time proceeds.

    The lock is on a separate file, since the file itself is replaced; it ends with its holder, however that ends, and so
    never has to be broken. Waiting is fair: only the next in line checks the lock, and whoever releases it
    and wants it again has to queue first, so that many busy writers all get their turn.

    Args:
        path: The file; its folder exists.

    Raises:
        TimeoutError: Another holder keeps it for longer than ``PATIENCE``.
        OSError: The folder allows no lock, or a link is in its place.
    """
    beside = path.with_name(f".{path.name}.lock")
    handle = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o600)
    try:
        with locked_folder(path.parent, handle):  # the next in line
            _wait(handle, handle)
        with suppress(OSError):
            os.utime(beside)  # shows those waiting that there is progress
        yield
    finally:
        os.close(handle)  # which releases the lock


@contextmanager
def locked_folder(folder: Path, lock: int | None = None) -> Iterator[None]:
    """Hold the lock of a folder, as ``locked`` does for a file, without a file of ours beside those of a person.

    Where a folder cannot be opened or locked (Windows, some network file systems), nobody waits.

    Args:
        folder: Any that is there.
        lock: The descriptor of a file whose time shows that there is progress; the folder itself by default.

    Raises:
        TimeoutError: Another holder keeps it for longer than ``PATIENCE``.
    """
    handle = None
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
    try:
        if handle is not None:
            try:
                _wait(handle, handle if lock is None else lock)
            except TimeoutError:
                raise
            except OSError:
                pass
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _wait(handle: int, lock: int) -> None:
    """Take a lock, however long it takes, as long as its holders keep changing.

    Args:
        handle: The descriptor to lock.
        lock: The lock's file, whose time is that of its last change of holder.
    """
    seen, latest = 0, 0.0
    while True:
        try:
            _take(handle)
        except (BlockingIOError, PermissionError):
            now = os.fstat(lock).st_mtime_ns
            if now != seen:
                seen, latest = now, time.monotonic() + PATIENCE
            if time.monotonic() >= latest:
                raise TimeoutError(errno.ETIMEDOUT, "another window or program has locked it") from None
            time.sleep(_TURN)
        else:
            return
