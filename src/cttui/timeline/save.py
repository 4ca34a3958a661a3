"""A timeline's file gets its new content, whoever else may be saving it: an editor, a script, another window."""

from __future__ import annotations

import errno
import os
import signal
import stat
import sys
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

from cttui import disk

if sys.platform != "win32":
    import fcntl


_ROUNDS = 20
"""How often files change places when others save again and again; once is already rare."""


class ReadOnlyError(PermissionError):
    """A file may only be read."""

    def __init__(self) -> None:
        super().__init__(errno.EACCES, os.strerror(errno.EACCES))


class SavedTwiceError(OSError):
    """A file was saved twice while it was exchanged, the second time perhaps without having seen the first.

    Attributes:
        kept: Where what was saved first stands now.
    """

    def __init__(self, kept: Path) -> None:
        super().__init__(errno.EBUSY, f"it was saved twice in the same moment; what was saved first is in {kept.name}")
        self.kept = kept


def replace(path: Path, was: bytes, content: bytes) -> bool:
    """Replace the content of a file that others may be saving, if it still is what it was; else leave it to them.

    The new file and the old one change places at once (``renameat2`` of Linux), and only then is what was taken out looked
    at: whoever saved it meanwhile, or has it open for writing, gets it back in its place. So nothing that anybody wrote can be
    lost. Where a system or a file system cannot do that, the file is compared right before it is replaced.

    Args:
        path: The file; no link. Its permissions, and its group where that is allowed, are kept.
        was: What it contained when the new content was made from it.
        content: The new content.

    Returns:
        Whether it was replaced; if not, it contains something else.

    Raises:
        FileNotFoundError: It is gone.
        ReadOnlyError: It may only be read.
        SavedTwiceError: It was saved twice meanwhile; both are kept.
        OSError: It cannot be written; it is unchanged.
    """
    about = path.stat()
    if not about.st_mode & 0o222 or not os.access(path, os.W_OK):  # it could be replaced, but must not be
        raise ReadOnlyError
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=disk.PART)
    part, theirs = Path(name), False
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            _like(part, path, about)
            os.fsync(file.fileno())
        if not _holds(path, was):
            return False
        if _exchange(part, path):
            theirs = True  # what is beside now is not ours to remove before it is known
            if not _holds(part, was):
                given = _give_back(part, path, content)
                kept = path if given else _kept(part, path)
                theirs = False
                if not given:
                    raise SavedTwiceError(kept)
                return False
            theirs = False
        else:
            part.replace(path)
    finally:
        if not theirs:
            part.unlink(missing_ok=True)
    disk.sync(path.parent)
    return True


def _give_back(part: Path, path: Path, ours: bytes) -> bool:
    """Put what somebody saved back into its place, in which our content stands, or what was saved there since.

    Returns:
        Whether what is left beside is ours, and so nobody misses it.
    """
    last = ours
    for _ in range(_ROUNDS):
        saved = part.read_bytes()
        try:
            _exchange(part, path)
        except FileNotFoundError:  # ours was moved away, as some editors do before they write anew
            try:
                path.hardlink_to(part)
            except FileExistsError:
                return False
            return True
        if _holds(part, last):
            return last is ours
        last = saved  # saved again in this very moment: that is the newest
    return False


def _kept(part: Path, path: Path) -> Path:
    """A name for what was saved and is in no place any more."""
    for number in count(1):
        kept = path.with_name(f"{path.name}.saved-{number}")
        with suppress(FileExistsError):
            kept.hardlink_to(part)
            return kept
    raise AssertionError  # the numbers do not end


def _like(part: Path, path: Path, about: os.stat_result) -> None:
    """Give a new file the permissions of the one whose place it takes, and what else of it the system allows."""
    with suppress(OSError, AttributeError):
        for name in os.listxattr(path):
            with suppress(OSError):
                os.setxattr(part, name, os.getxattr(path, name))
    with suppress(OSError, AttributeError):
        os.chown(part, -1, about.st_gid)
    with suppress(OSError, AttributeError):
        os.chown(part, about.st_uid, -1)
    part.chmod(stat.S_IMODE(about.st_mode))


def _holds(path: Path, content: bytes) -> bool:
    """Whether a file contains just this, and nobody is writing to it."""
    handle = os.open(path, disk.OPENING)
    with os.fdopen(handle, "rb") as file:
        return not _is_written(handle) and file.read(len(content) + 1) == content


def _is_written(handle: int) -> bool:
    """Whether somebody has an open file open for writing, where the system tells (a lease of Linux)."""
    if sys.platform != "linux":
        return False
    try:
        # a lease ends at once; whoever would break it in between must not end this program by its signal
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:  # a file system without leases, or a file of another owner
        return False
    with suppress(OSError):
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of ``renameat2``: two names change places at once."""
_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}
"""What a system or a file system says that cannot."""


def _exchange(one: Path, other: Path) -> bool:
    """Let two files change places at once.

    Returns:
        Whether that can be done here; if not, nothing was done.

    Raises:
        FileNotFoundError: One of them is gone.
        OSError: It failed.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    here = -100  # AT_FDCWD, which absolute paths pass over
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        return False
    if call(here, os.fsencode(one.absolute()), here, os.fsencode(other.absolute()), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNABLE:
        return False
    raise OSError(number, os.strerror(number), str(other))
