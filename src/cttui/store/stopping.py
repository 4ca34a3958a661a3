"""Ending an answer that nobody waits for any more: long work asks now and then, and is stopped by an error.

Whoever asks says when to stop; those who work know nothing of who asked. So a key that is pressed while a phrase is looked
for in a hundred thousand documents ends the search at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from cttui.errors import StoppedError

_stop: ContextVar[Callable[[], bool] | None] = ContextVar("stop", default=None)
"""Whether to stop, for whatever this thread answers now; ``None`` for never."""


@contextmanager
def until(stop: Callable[[], bool] | None) -> Iterator[None]:
    """Let ``check`` raise in this thread, within the block, once a function returns true."""
    token = _stop.set(stop)
    try:
        yield
    finally:
        _stop.reset(token)


def check() -> None:
    """Called between two pieces of long work.

    Raises:
        StoppedError: Nobody waits for it any more.
    """
    stop = _stop.get()
    if stop is not None and stop():
        raise StoppedError("nobody waits for this answer any more")
