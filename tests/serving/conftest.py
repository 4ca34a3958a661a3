"""A server of a small timeline on this machine, in a process of its own, and the browser that some tests need."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TIMELINE = Path(__file__).parents[1] / "ui" / "small.toml"
PATIENCE = 300
"""Seconds until what should have happened long ago is a failure."""


class Server:
    """``cttui serve`` as it is typed."""

    def __init__(self, folder: Path, *options: str, path: Path = TIMELINE) -> None:
        """Start it; ``folder`` holds all that it may write."""
        self.folder = folder
        environ = {
            **os.environ,
            **{f"CTTUI_{name}": str(folder / name.lower()) for name in ("CACHE", "NOTEBOOK", "SETTINGS", "LIBRARY")},
            "CTTUI_TEST_SECRET": "",
        }
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "cttui", "serve", str(path), "--port", "0", *options],
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # a server that was started with Ctrl+C ignored goes on ignoring it; these tests may run that way
            preexec_fn=_heeding,  # noqa: PLW1509 - no thread of a test holds a lock that this needs
        )
        assert self.process.stdout is not None
        self.url = self.process.stdout.readline().strip()
        """The address that it printed."""

    def sessions(self) -> set[int]:
        """The processes that it has started, and that have not ended."""
        return {pid for pid, parent, state in _processes() if parent == self.process.pid and state != "Z"}

    def end(self, by: int = signal.SIGINT) -> tuple[int, str]:
        """End it, and return its exit code and what it said."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


def _heeding() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _processes() -> Iterator[tuple[int, int, str]]:
    """Every process: its number, its parent's, and its state (proc(5))."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except OSError:  # it has ended
            continue
        yield int(path.parent.name), int(parent), state


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts servers; those that are left are killed."""
    started: list[Server] = []

    def start(*options: str, path: Path = TIMELINE) -> Server:
        started.append(Server(tmp_path, *options, path=path))
        return started[-1]

    yield start
    for server in started:
        if server.process.poll() is None:
            server.process.kill()
        server.process.communicate()
