"""How far an import or an export is: a line of the terminal that is written over, and nothing in a pipe."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cttui.cli import streams
from cttui.text import cells, line, shorten

if TYPE_CHECKING:
    from cttui.exports.subjects import Subject
    from cttui.imports.report import Progress

EVERY = 0.1
"""Seconds between two lines."""
WIDTH = 80
"""Columns of a terminal that does not say how many it has."""
SETTLED = 1.0
"""Seconds after which rate and time left are said: before, they are guesses."""


class Watched:
    """Says how far an import is, or what else takes long."""

    def __init__(self, name: str, of: str = "rows") -> None:
        """Take the name of what is imported, and what is counted."""
        self._name, self._of = line(name), of
        self._start = time.monotonic()
        self._said = 0.0
        self.imports = False
        """Whether it was told anything."""

    def __call__(self, progress: Progress) -> None:
        """Say it, unless that was just done."""
        self.imports = True
        now = time.monotonic()
        if now - self._said >= EVERY or progress.ending:
            self._said = now
            streams.progress(told(self._name, progress, now - self._start, _width(), self._of))

    def counted(self, done: int, count: int) -> None:
        """Say how many of all are done, unless that was just said."""
        from cttui.imports.report import Progress

        self(Progress(done, done, count))

    def end(self) -> None:
        """Clear the line."""
        if self.imports:
            streams.progress("")


def told(name: str, progress: Progress, seconds: float, width: int, of: str = "rows") -> str:
    """The line for a width in columns: what there is no room for is left out, the time left last of all.

    Args:
        name: What is imported.
        progress: How far it is.
        seconds: Since it began.
        width: Columns; the last is left free, since some terminals go on in the next line after it.
        of: What is counted.
    """
    rows = f"{progress.rows:,} {of}"
    share = f"{min(99, 100 * progress.read // progress.size)} %" if progress.size else ""
    if progress.sent is not None:
        done = min(99, 100 * progress.sent // progress.rows) if progress.rows else 99
        parts = [f"{done} %", f"{progress.sent:,} of {rows} sent"]
    elif progress.ending:
        parts = [rows, "sorting"]
    elif seconds < SETTLED or not progress.read:
        parts = [share, rows]
    else:
        left = seconds * max(0, progress.size - progress.read) / progress.read
        parts = [share, rows, f"{progress.rows / seconds:,.0f} {of} a second", f"{_time(left)} left"]
    parts = list(filter(None, parts))
    while True:
        found = " · ".join(parts)
        room = width - 1 - cells(found) - 2
        if cells(name) <= room:
            return f"{name}: {found}"
        if room >= _LEAST:
            return f"{_cut(name, room)}: {found}"
        if len(parts) < 2:
            return found[: max(0, width - 1)]
        # rate, then rows
        del parts[-2]


_LEAST = 12
"""Columns of a name that is cut."""


def _cut(name: str, room: int) -> str:
    """As much of a name as there is room for."""
    length = room
    while cells(found := shorten(name, length)) > room:
        length -= 1
    return found


def _time(seconds: float) -> str:
    """Seconds as a person says them: ``40 s``, ``2 min 10 s``, ``1 h 5 min``."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest and minutes < 10 else f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60} min"


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or WIDTH
    except (OSError, ValueError, AttributeError):
        return WIDTH


@contextmanager
def connecting(place: str) -> Iterator[None]:
    """Say on a terminal that a server is asked while the block runs; its line is cleared at the end."""
    streams.progress(f"{line(place)}: connecting")
    try:
        yield
    finally:
        streams.progress("")


@contextmanager
def watched(name: str, of: str = "rows") -> Iterator[Watched]:
    """What says how far an import is while the block runs; its line is cleared at the end, however that comes.

    A signal that ends the program ends the block as Ctrl+C does, so that no half of a store is left.
    """
    found = Watched(name, of)
    try:
        with ending():
            yield found
    finally:
        found.end()


@contextmanager
def read(name: str, subject: Subject, *, printed: bool) -> Iterator[None]:
    """Say on a terminal how far an export is while the block runs; its line is cleared at the end.

    Args:
        name: What is written.
        subject: What is exported.
        printed: Whether it goes to standard output; if that is the terminal, nothing is said in between.
    """
    from cttui.exports.subjects import Events, Reading

    if not isinstance(subject, Events) or not sys.stderr.isatty() or (printed and sys.stdout.isatty()):
        yield
        return
    from cttui.imports.report import Progress

    name, size, start, said = line(name), Events.count(subject), time.monotonic(), 0.0

    def tell(reading: Reading) -> None:
        nonlocal said
        now = time.monotonic()
        if now - said >= EVERY:
            said = now
            progress = Progress(reading.records, reading.records, size)
            streams.progress(told(name, progress, now - start, _width(), "events"))

    subject.reading = Reading(tell)
    try:
        yield
    finally:
        subject.reading = None
        streams.progress("")


@contextmanager
def ending() -> Iterator[None]:
    """Let a signal that ends the program end the block as Ctrl+C does, so that no half of a file is left."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, _end) for number in _ENDING if signal.getsignal(number) is signal.SIG_DFL}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _end(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)
