"""The bytes of a timeline file, and their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cttui import disk
from cttui.errors import Problem, TimelineError
from cttui.text import shorten

MAX_SIZE = 32 << 20
"""Largest timeline file, in bytes: fifty times the one that comes with cttui, and all that a person can maintain by hand."""

_REMEDIES: dict[disk.Kind, str] = {
    "none": "give the path of a timeline file, or no path for the one that comes with cttui",
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
        return disk.read(path, MAX_SIZE)
    except disk.FileError as error:
        remedy = "; ".join(filter(None, (str(error), _REMEDIES.get(error.kind))))
    raise TimelineError(shorten(str(path), 400), (Problem(0, "", "", "", remedy),))


def digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
