"""The bytes of a timeline file, and their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cttui import disk
from cttui.errors import Problem, TimelineError
from cttui.text import shorten

MAX_SIZE = 32 << 20
"""Largest timeline file, in bytes: fifty times the one that comes with cttui, and all that a person can maintain by hand."""

DATABASE = b"SQLite format 3\0"
"""The first bytes of an SQLite database, as every store is one (sqlite.org/fileformat2.html, section 1.3)."""

_REMEDIES: dict[disk.Kind, str] = {
    "none": "give the path of a timeline file; cttui alone opens the one that comes with it",
    "folder": "give the path of a timeline file inside it",
    "special": "save its output as a file and give the path of that",
    "refused": "change its permissions",
    "large": "split it into several timelines",
}


def read(path: Path) -> bytes:
    """The bytes of a timeline file.

    Raises:
        TimelineError: The file does not exist, is not a regular file, is too large, or cannot be read.
    """
    try:
        content = disk.read(path, MAX_SIZE)
    except disk.FileError as error:
        remedy = "; ".join(filter(None, (str(error), _REMEDIES.get(error.kind))))
    else:
        if not content.startswith(DATABASE):
            return content
        remedy = "this is a store or another database, and not a timeline file; 'cttui FILE' opens a store"
    raise TimelineError(shorten(str(path), 400), (Problem(0, "", "", "", remedy),))


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of a timeline file's, whole or not at all; a link stays one.

    Raises:
        TimelineError: The file holds other bytes than ``before`` by now, or cannot be read or written; it is as it was.
    """
    from cttui.timeline import save

    said, target = "", path.resolve()
    try:
        with disk.locked_folder(target.parent):
            if read(path) != before or not save.replace(target, before, after):
                said = "the file was changed meanwhile; nothing was written; run the command again"
    except OSError as error:
        said = f"it cannot be written: {disk.reason(error)}; nothing was changed"
    if said:
        raise TimelineError(shorten(str(path), 400), (Problem(0, "", "", "", said),)) from None


def digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
