"""A slow engine: asked in a thread, one ask at a time; only its answer to the current ask counts.

Where it is a server, the header says how long it has been waited for. If it fails, the screen stays as it was, and the next key
asks again.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from textual.screen import Screen
from textual.timer import Timer

from cttui.errors import CttuiError, StoppedError
from cttui.explore.explorer import Explorer
from cttui.store import stopping
from cttui.store.index import Answer, Ask
from cttui.text import sentence
from cttui.ui.base.frame import HeaderPane

ASKING = "Searching…"
"""The message below the bar meanwhile."""
SOON = 0.3
"""Seconds within which an answer comes without a word of it in the header, which would only flicker."""


class Waiter:
    """Fetches a screen's views from a slow engine."""

    def __init__(
        self, screen: Screen[Any], explorer: Explorer, show: Callable[[dict[str, Any]], None], say: Callable[[str], None]
    ) -> None:
        """Take the screen, its explorer, the function that hands views to its panes, and the one that shows messages."""
        self._screen = screen
        self._explorer = explorer
        self._show = show
        self._say = say
        self._since = 0.0
        """When the answer that is pending was asked for, by the clock that only goes forward."""
        self._timer: Timer | None = None
        self.failed = False
        """Whether the last ask failed, so that the next key asks again."""
        self.waits = False
        """Whether an answer is pending."""
        self._asked = Ask()
        """What was asked last."""
        self._stop = threading.Event()
        """Set once nobody waits for its answer any more."""
        self._ended = False
        """Whether the screen is no longer on top: the screen that is asks for itself."""

    def ask(self, names: Iterable[str] = ()) -> None:
        """Ask for what the visible views and some others still need.

        While an answer is pending, ask once it arrives; if the query is another one meanwhile, the search for it is ended.
        """
        self._ended = False
        question = self._explorer.question(names)
        if self.waits:
            if question is None or question.query != self._asked.query:
                self._stop.set()
        elif question is not None:
            self.waits, self.failed = True, False
            self._asked, self._stop = question, threading.Event()
            self._say(ASKING)
            self._count()
            work = partial(self._answer, question, self._stop)
            self._screen.run_worker(work, thread=True, group="ask", description="ask the index", exit_on_error=False)

    def end(self) -> None:
        """End the search: the screen has closed, or another covers it."""
        self._ended = True
        self._stop.set()

    def again(self) -> None:
        """Ask again what could not be answered; nothing if all was."""
        if self.failed and not self.waits:
            self.failed = False
            self.ask(self._explorer.in_sight)

    def _count(self) -> None:
        """Say from now on for how long a server has been waited for; of an engine in this process nobody needs to know."""
        if self._explorer.index.at_once or self._timer is not None:
            return
        self._since = time.monotonic()
        self._timer = self._screen.set_timer(SOON, self._tick)

    def _tick(self) -> None:
        passed = time.monotonic() - self._since
        self._wait(int(passed))
        self._timer = self._screen.set_timer(1 - passed % 1, self._tick)

    def _wait(self, seconds: int | None) -> None:
        """Say in the header for how long a server has been waited for; ``None`` if it no longer is."""
        for header in self._screen.query(HeaderPane):
            header.waited = seconds

    def _arrived(self) -> None:
        """An answer, or a failure, is there."""
        self.waits = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _answer(self, question: Ask, stop: threading.Event) -> None:
        call = self._screen.app.call_from_thread
        try:
            with stopping.until(stop.is_set):
                answer = self._explorer.index.answer(question)
        except StoppedError:
            call(self._take, None)
        except CttuiError as error:
            call(self._fail, error)
        except Exception as error:  # noqa: BLE001 - it stops the app as any other would
            call(self._screen.app._handle_exception, error)  # noqa: SLF001 - the way of every failure
        else:
            call(self._take, answer)

    def _take(self, answer: Answer | None) -> None:
        """Show an answer, if it is one to the current question; ``None`` if the search for it was ended."""
        self._arrived()
        views = self._explorer.take(answer) if answer is not None else None
        if self._ended:
            self._say("")
            self._wait(None)
            return
        if views is None and not self._explorer.asking:
            # what it found was kept, so that somebody was answered at once before it came here
            views = self._explorer.views(self._explorer.in_sight)
        if views is not None:
            self._say("")
            self._show(views)
        # the query has changed meanwhile, or the answer led to a further ask
        self.ask()
        if not self.waits:
            self._wait(None)

    def _fail(self, error: CttuiError) -> None:
        """The ask failed: the last good screen stays, and the next key tries again."""
        self._arrived()
        self._wait(None)
        if self._ended:
            return
        self.failed = True
        self._explorer.give_up(error)
        self._say(sentence(str(error)))
