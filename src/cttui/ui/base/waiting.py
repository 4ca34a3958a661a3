"""A slow engine: asked in a thread, one ask at a time; only its answer to the current ask counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from textual.screen import Screen

from cttui.errors import CttuiError
from cttui.explore.explorer import Explorer
from cttui.store.index import Answer, Ask
from cttui.text import sentence

ASKING = "Searching…"
"""The message below the bar meanwhile."""


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
        self.waits = False
        """Whether an answer is pending."""

    def ask(self, names: Iterable[str] = ()) -> None:
        """Ask for what the visible views and some others still need; while an answer is pending, ask once it arrives."""
        question = self._explorer.question(names)
        if question is not None and not self.waits:
            self.waits = True
            self._say(ASKING)
            work = partial(self._answer, question)
            self._screen.run_worker(work, thread=True, group="ask", description="ask the index", exit_on_error=False)

    def _answer(self, question: Ask) -> None:
        call = self._screen.app.call_from_thread
        try:
            answer = self._explorer.index.answer(question)
        except CttuiError as error:
            call(self._fail, error)
        else:
            call(self._take, answer)

    def _take(self, answer: Answer) -> None:
        self.waits = False
        views = self._explorer.take(answer)
        if views is not None:
            self._say("")
            self._show(views)
        # the query has changed meanwhile, or the answer led to a further ask
        self.ask()

    def _fail(self, error: CttuiError) -> None:
        """The ask failed: the last good screen stays, and the next key tries again."""
        self.waits = False
        self._explorer.give_up(error)
        self._say(sentence(str(error)))
