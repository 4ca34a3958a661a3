"""One question a key, counted on the screen; and an engine that is waited for blocks nothing and is believed only in time."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from cttui.errors import StoppedError
from cttui.explore.explorer import Explorer
from cttui.query.language import Query
from cttui.store import stopping
from cttui.store.cache import open_timeline
from cttui.store.index import Answer, Ask
from cttui.store.sqlite import SqliteIndex
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.frame import HeaderPane, NewsPane
from ui.helpers import NARROW, WIDE, burst, list_count, painted, screen_name, screen_of, screen_text, until

QUESTIONS = {"answer", "numbers", "events", "sources", "own"}
"""The members of ``Index`` that cost a question."""


class Counting:
    """An index that counts what is asked of it."""

    def __init__(self, index: SqliteIndex) -> None:
        self.index = index
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        if name in QUESTIONS:
            self.calls[name] += 1
        return getattr(self.index, name)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
async def test_a_key_is_one_question(shipped_path: Path, size: tuple[int, int]) -> None:
    """A letter, a province's digit, a step of the cursor, Enter and the next source are one call of the index each."""
    counting = Counting(open_timeline(shipped_path, None))
    app = CttuiApp(Explorer(counting, at="2024-03-26-besham"))
    found: dict[str, dict[str, int]] = {}
    async with app.run_test(size=size) as pilot:

        async def press(name: str, *keys: str) -> None:
            counting.calls.clear()
            await burst(pilot, *keys)
            found[name] = dict(counting.calls)

        await pilot.pause()
        await press("step", "j")
        await press("back", "k")
        await pilot.press("slash")
        await press("letter", "s")
        await press("another", "u")
        await pilot.press("escape", "backspace")
        await press("digit", "1")
        if size == NARROW:
            await pilot.press("enter")
        await press("Enter", "enter")
        assert screen_name(app) == "ReadScreen"
        await press("next source", "right")
    assert found == {key: {"answer": 1} for key in found}


class Slow(Counting):
    """An index that answers when it is told to, and not at once."""

    def __init__(self, index: SqliteIndex) -> None:
        super().__init__(index)
        self.at_once = False
        self.may = threading.Semaphore(0)
        """One for each answer that may be given."""
        self.asked: list[str] = []

    def answer(self, ask: Ask) -> Answer:
        """Answer, when it is time."""
        self.asked.append(ask.query.text)
        assert self.may.acquire(timeout=20)
        return self.index.answer(ask)


async def test_an_engine_that_is_waited_for_blocks_nothing(shipped_path: Path) -> None:
    """Twenty letters at once are in the bar before any answer; it says so, shows no stale answer, and ends with the last."""
    engine = open_timeline(shipped_path, None)
    slow = Slow(engine)
    app = CttuiApp(Explorer(slow))
    async with app.run_test(size=WIDE) as pilot:
        slow.may.release()
        await until(pilot, lambda: "268 of 268" in painted(app.query_one(HeaderPane))[0])
        await burst(pilot, "slash", *"kind:attack killed:5")
        assert app.query_one(Bar).value == "kind:attack killed:5"
        assert "Searching" in app.screen.query_one(NewsPane).news
        assert list_count(app) == 268
        shown = set()
        while slow.asked[-1] != "kind:attack killed:5" or "Searching" in app.screen.query_one(NewsPane).news:
            slow.may.release()
            await pilot.pause(0.001)
            shown.add(list_count(app))
        wanted = Explorer(engine, "kind:attack killed:5").events().count
        assert list_count(app) == wanted
        assert shown <= {268, wanted}
        assert len(slow.asked) < 8


class Searching(Counting):
    """An index that answers at once, but for phrases: these it looks for until it may answer or nobody waits any more."""

    def __init__(self, index: SqliteIndex) -> None:
        super().__init__(index)
        self.may = threading.Event()
        self.begun: list[str] = []
        self.ended: list[str] = []

    def is_quick(self, query: Query) -> bool:
        """Whether there is no phrase in a query, or it was found."""
        return '"' not in query.text or self.may.is_set()

    def answer(self, ask: Ask) -> Answer:
        """Answer, now or when it is time."""
        if not self.is_quick(ask.query):
            self.begun.append(ask.query.text)
            while not self.may.wait(0.001):
                try:
                    stopping.check()
                except StoppedError:
                    self.ended.append(ask.query.text)
                    raise
        return self.index.answer(ask)


@pytest.fixture
def searching(shipped_path: Path) -> Searching:
    """The shipped timeline, where phrases take long."""
    return Searching(open_timeline(shipped_path, None))


async def test_the_next_key_ends_the_search_for_a_phrase(searching: Searching) -> None:
    """Each letter of a phrase ends the search for what was typed before; clearing the filters ends it and shows all at once."""
    app = CttuiApp(Explorer(searching))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: list_count(app) == 268)
        await burst(pilot, "slash", *'"in the"')
        await until(pilot, lambda: searching.begun[-1:] == ['"in the"'])
        for key in "bu":
            await pilot.press("space" if key == "b" else "s", key)
            await until(pilot, lambda: searching.begun[-1].endswith(key))  # noqa: B023 - waited for within the round
            assert "Searching" in app.screen.query_one(NewsPane).news
        assert len(searching.begun) > 2
        assert searching.ended == searching.begun[:-1]
        assert list_count(app) == 268
        await burst(pilot, "enter", "backspace")
        await until(pilot, lambda: searching.ended == searching.begun and not screen_of(app).waiter.waits)
        assert app.query_one(Bar).value == ""
        assert "Searching" not in app.screen.query_one(NewsPane).news
        assert list_count(app) == 268


async def test_a_phrase_that_took_long_is_shown_when_it_is_found(searching: Searching) -> None:
    """What was looked for in a worker is shown once it is found, and from then on is answered at once."""
    app = CttuiApp(Explorer(searching))
    wanted = Explorer(searching.index, '"in the"').events().count
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: list_count(app) == 268)
        await burst(pilot, "slash", *'"in the"')
        await until(pilot, lambda: searching.begun[-1:] == ['"in the"'])
        searching.may.set()
        await until(pilot, lambda: list_count(app) == wanted)
        assert 0 < wanted < 268
        assert "Searching" not in app.screen.query_one(NewsPane).news
        await pilot.press("enter", "j")
        assert app.explorer is not None
        assert app.explorer.position == 1


async def test_keys_that_need_an_answer_wait_for_it(shipped_path: Path) -> None:
    """With a slow engine, a filter, two steps down and Enter in one breath end on the sources of the third event."""
    engine = open_timeline(shipped_path, None)
    wanted = Explorer(engine, "kind:policy")
    wanted.move_to(2)
    slow = Slow(engine)
    app = CttuiApp(Explorer(slow))
    async with app.run_test(size=WIDE) as pilot:
        for _ in range(200):
            slow.may.release()
        await until(pilot, lambda: "268 of 268" in painted(app.query_one(HeaderPane))[0])
        await burst(pilot, "slash", *"kind:policy", "enter", "j", "j", "enter")
        await until(pilot, lambda: screen_name(app) == "ReadScreen" and not screen_of(app).waiter.waits)
        assert wanted.row is not None
        assert wanted.row.title[:40] in screen_text(app)


@pytest.mark.parametrize("key", ["question_mark", "i"])
async def test_what_asks_nothing_answers_while_an_answer_is_awaited(searching: Searching, key: str) -> None:
    """Help and what is told of the timeline open while a phrase is looked for; once they are closed, it is found."""
    app = CttuiApp(Explorer(searching))
    wanted = Explorer(searching.index, '"in the"').events().count
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: list_count(app) == 268)
        await burst(pilot, "slash", *'"in the"', "enter")
        await until(pilot, lambda: searching.begun[-1:] == ['"in the"'])
        await pilot.press(key)
        await until(pilot, lambda: screen_name(app) != "ExploreScreen")
        searching.may.set()
        await pilot.press("escape")
        await until(pilot, lambda: list_count(app) == wanted)
        assert screen_name(app) == "ExploreScreen"
