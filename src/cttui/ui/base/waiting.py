"""An engine that is waited for: asked in a thread, one question at a time; only its answer to what is asked now counts."""

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
"""What the line below the bar says meanwhile."""


class Waiter:
    """Brings a screen the views that its engine takes a while for."""

    def __init__(
        self, screen: Screen[Any], explorer: Explorer, show: Callable[[dict[str, Any]], None], say: Callable[[str], None]
    ) -> None:
        """Take the screen, what it explores, what gives its panes their views, and what says something on it."""
        self._screen = screen
        self._explorer = explorer
        self._show = show
        self._say = say
        self.waits = False
        """Whether an answer is under way."""

    def ask(self, names: Iterable[str] = ()) -> None:
        """Ask for what is not known yet of some views beside those in sight; while an answer is under way, when it has come."""
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
        # something else is asked by now, or the answer led to a further question
        self.ask()

    def _fail(self, error: CttuiError) -> None:
        """No answer came: the last good screen stays, and the next key tries again."""
        self.waits = False
        self._explorer.give_up(error)
        self._say(sentence(str(error)))
