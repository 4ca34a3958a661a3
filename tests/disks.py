"""What the disk of a test can do, and how others save a file on it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cttui.timeline import save

needs_exchange = pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two files at once")
"""For tests of what nobody can lose where two files change places at once."""


def tells_writers(folder: Path) -> bool:
    """Whether the file system tells that somebody has a file open for writing."""
    probe = folder / "probe"
    with probe.open("wb"), probe.open("rb") as reading:
        told = save._is_written(reading.fileno())
    probe.unlink()
    return told


def saved(path: Path, content: bytes) -> None:
    """Save as most editors do: a new file in the place of the old one."""
    beside = path.with_name("new~")
    beside.write_bytes(content)
    beside.replace(path)
