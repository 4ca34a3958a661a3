"""The bytes of a timeline file, and what names them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cttui.errors import Problem, TimelineError
from cttui.text import shorten


def read(path: Path) -> bytes:
    """The bytes of a timeline file.

    Raises:
        TimelineError: There is no such file, it is a folder, or it may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        remedy = "there is no such file; give the path of a timeline, or none for the one that comes with cttui"
    except IsADirectoryError:
        remedy = "this is a folder; give the path of a timeline file in it"
    except PermissionError:
        remedy = "this file may not be read; change its permissions"
    except (OSError, ValueError) as error:
        remedy = f"this file cannot be read ({getattr(error, 'strerror', None) or error})"
    raise TimelineError(shorten(str(path), 400), (Problem(0, "", "", "", remedy),))


def digest(content: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
