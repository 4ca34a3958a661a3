"""Tells when a timeline's file may have been saved, in a thread of its own: the folder is watched, and nobody polls.

An editor often saves under another name and moves that into place, so it is the folder that is watched, and of a link also the
folders of what it points to.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import monotonic

GROUPED = 200
"""Milliseconds for which changes that follow one another are taken together."""
STEP = 50
"""Milliseconds without a change after which those before it are told."""
SILENCE = 1000
"""Milliseconds without a change after which the time of the file's last change is read once: not every file system tells."""
GONE = 1.0
"""Seconds after which a folder that could not be watched is looked for again."""
REST = 0.5
"""The most seconds of rest after a look, which lasts as long as the look did: half of the time is left to the screen."""
LINKS = 20
"""The most links from one to the next that are followed."""


class Watcher:
    """Watches one file."""

    def __init__(self, path: Path, changed: Callable[[], None]) -> None:
        """Take the file, and what is called in the watcher's thread whenever it may have changed, and once at first."""
        self._path = path
        self._changed = changed
        self._ended = Event()
        self._seen: tuple[int, ...] = ()
        """The state of the file when it was last looked at."""

    def start(self) -> None:
        """Begin to watch."""
        Thread(target=self._run, name="watch the timeline", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()

    def _run(self) -> None:
        # nothing of it is loaded before the first frame is shown
        from watchfiles import watch

        while not self._ended.is_set():
            places = places_of(self._path)
            folders = {place.parent for place in places}
            self._look()
            try:
                told = watch(
                    *folders, watch_filter=None, debounce=GROUPED, step=STEP, stop_event=self._ended, recursive=False,
                    raise_interrupt=False, ignore_permission_denied=True, rust_timeout=SILENCE, yield_on_timeout=True,
                )  # fmt: skip
                for changes in told:
                    if any(Path(path) in places for _, path in changes) or _state(self._path) != self._seen:
                        self._look()
                        if places_of(self._path) != places:
                            break
                    if not all(folder.is_dir() for folder in folders):
                        break
            except OSError:
                self._ended.wait(GONE)

    def _look(self) -> None:
        """Look, and again for as long as the file is saved meanwhile: what is told while nobody listens may be lost."""
        while not self._ended.is_set():
            self._seen, began = _state(self._path), monotonic()
            self._changed()
            self._ended.wait(min(monotonic() - began, REST))
            if _state(self._path) == self._seen:
                return


def _state(path: Path) -> tuple[int, ...]:
    """What another save changes: the file itself, its size, and the time of its last change; empty if there is none."""
    try:
        about = path.stat()
    except OSError:
        return ()
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_mode


def places_of(path: Path) -> frozenset[Path]:
    """Where a file stands: its own place and, if it is a link, that of everything that it leads to."""
    found: list[Path] = []
    here = path
    for _ in range(LINKS):
        # the folders above may be links themselves; what is told is where they really are
        here = Path(os.path.realpath(here.parent)) / here.name
        if here in found:
            break
        found.append(here)
        try:
            here = here.parent / here.readlink()
        except OSError:
            break
    return frozenset(found)
