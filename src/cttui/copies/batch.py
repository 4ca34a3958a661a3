"""Fetching the pages of many sources: a few hosts at once, one page at a time from each; a failure is just one outcome.

There is a pause of a second between two pages of one host.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from urllib.parse import urlsplit

from cttui.copies.fetch import POLL, Fetched, fetch
from cttui.errors import CttuiError
from cttui.lazy import dataclass
from cttui.text import shorten

PAUSE = 1.0
"""Seconds between two pages of one host."""
WORKERS = 4
"""The number of hosts fetched from at once."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one source of many."""

    source_id: str
    url: str
    ok: bool
    """Whether its page was fetched and kept."""
    message: str
    """What was received, or why nothing was, without a full stop."""


def fetch_all(
    items: Iterable[tuple[str, str]],
    *,
    keep: Callable[[str, Fetched], object],
    allow_private: bool = False,
    cancelled: Callable[[], bool] | None = None,
    per_host_pause: float = PAUSE,
    workers: int = WORKERS,
    fetch_one: Callable[..., Fetched] = fetch,
) -> Generator[Outcome, None, None]:
    """Fetch the pages of many sources, one at a time from each host; a failure does not stop the others.

    To resume, leave out the sources that have a copy. Closing the generator stops the work.

    Args:
        items: Source ids and their urls.
        keep: Stores a page of a source; called in other threads, but one page at a time.
        allow_private: Whether addresses outside the public internet are allowed.
        cancelled: Polled for whether to stop; pages not yet begun then have no outcome.
        per_host_pause: Seconds between two pages of one host.
        workers: The number of hosts fetched from at once.
        fetch_one: Fetches one page.

    Yields:
        One outcome per source, as they arrive.
    """
    end, one_at_a_time = threading.Event(), threading.Lock()
    outcomes: SimpleQueue[Outcome | None] = SimpleQueue()
    hosts: dict[str, list[tuple[str, str]]] = {}
    for source_id, url in items:
        hosts.setdefault(_host(url), []).append((source_id, url))

    def stopped() -> bool:
        return end.is_set() or (cancelled is not None and cancelled())

    def attempt(source_id: str, url: str) -> str:
        fetched = fetch_one(url, allow_private=allow_private, cancelled=stopped)
        with one_at_a_time:
            keep(source_id, fetched)
        return f"{len(fetched.content):,} bytes, {fetched.media_type}"

    def ask(pages: list[tuple[str, str]]) -> None:
        for turn, (source_id, url) in enumerate(pages):
            if _wait(per_host_pause if turn else 0, stopped):
                break
            outcomes.put(_outcome(source_id, url, attempt))
        outcomes.put(None)

    pool = ThreadPoolExecutor(workers, "cttui fetch")
    try:
        # the longest list first, or everything would wait for it at the end
        for pages in sorted(hosts.values(), key=len, reverse=True):
            pool.submit(ask, pages)
        for _ in hosts:
            while (found := outcomes.get()) is not None:
                yield found
    finally:
        end.set()
        pool.shutdown(cancel_futures=True)


def _outcome(source_id: str, url: str, attempt: Callable[[str, str], str]) -> Outcome:
    try:
        return Outcome(source_id, url, True, attempt(source_id, url))
    except CttuiError as error:
        return Outcome(source_id, url, False, str(error))
    except Exception as error:  # noqa: BLE001  # the others are fetched all the same
        return Outcome(source_id, url, False, f"unexpected error: {type(error).__name__}, {shorten(str(error))}")


def _wait(seconds: float, stopped: Callable[[], bool]) -> bool:
    """Wait; return whether to stop."""
    until = time.monotonic() + seconds
    while not (end := stopped()) and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, POLL))
    return end


def _host(url: str) -> str:
    """The key of a host, with or without www."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
