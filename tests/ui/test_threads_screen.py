"""Threads on the screen: the one that an event is on is a key away, and answers what an analyst asks."""

from __future__ import annotations

import pytest

from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.threads.panes import ThreadListPane
from ui.helpers import NARROW, WIDE, app_on, explorer_of, pane_of, screen_name, screen_text


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
async def test_the_threads_of_an_event_are_one_key_away(shipped_index: Index, size: tuple[int, int]) -> None:
    """The key t opens the first thread that the event is on, t again the next, Esc lists all; for none t lists all at once."""
    app = app_on(shipped_index, at="2024-03-26-besham")
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        text = screen_text(app)
        assert "The March attack near Besham" in text
        assert "step 1 of 12" in text
        assert "11 days after step 1" in text
        assert "Thread 1 of 4 with this event; t shows the next, Esc lists all threads." in text
        await pilot.press("t")
        assert "Thread 2 of 4 with this event" in screen_text(app)
        await pilot.press("t", "t")
        assert "Chain of decisions: Suicide car bomb" in screen_text(app)
        await pilot.press("t", "t", "escape")
        pane = pane_of(app, "ThreadListPane")
        assert pane.has_focus
        assert isinstance(pane, ThreadListPane)
        # the cursor is on the one that was read last
        assert pane.path is not None
        assert app.explorer is not None
        assert app.explorer.path is not None
        assert pane.path.id == app.explorer.path.id
        assert "19 threads, 1 chain of decisions" in screen_text(app)
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"
    app = app_on(shipped_index)
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        assert pane_of(app, "ThreadListPane").has_focus
        await pilot.press("G", "enter", "t")
        assert "This event is on no other thread." in screen_text(app)


@pytest.mark.parametrize("steps", range(5))
async def test_an_event_is_on_as_many_threads_wherever_it_is_read_from(shipped_index: Index, steps: int) -> None:
    """As a step of a thread, and in the list: its chain of decisions is counted both times, or neither time."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("t", "enter", *["right"] * steps)
        explorer = explorer_of(app)
        event = explorer.subject_id
        read = [path.title for path in explorer.paths_here()]
        await pilot.press("w")
        assert explorer.row is not None
        assert explorer.row.id == event
        assert [path.title for path in explorer.paths_here()] == read


THREAD_TASKS = {
    "what answered the March attack": (
        ("t", "j", "enter", "G"),
        ("11 days after step 1", "6 Apr", "88 days after step 1", "22 Jun"),
    ),
    "the same by a filter": (("slash", *"besham", "enter", "t"), ("11 days after step 1", "6 Apr")),
    "when Azm-e-Istehkam was approved, by whom": (
        ("t", "j", "j", "enter", "j", "j"),
        ("Apex Committee approves", "22 June 2024"),
    ),
    "what its critics said": (("t", "j", "j", "enter", *"jjjj"), ("PTI, JUI-F and ANP object", "23–25 Jun")),
    "who surrendered in Balochistan": (("t", *"jjjj", "enter", "j"), ("Military: 14 wanted militants surrendered", "Najeeb")),
}


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("task", THREAD_TASKS)
async def test_questions_of_an_analyst_are_answered_by_a_thread(shipped_index: Index, task: str, size: tuple[int, int]) -> None:
    """From the start, in at most a dozen keys: what answered the March attack and when, the approval, the surrenders."""
    keys, told = THREAD_TASKS[task]
    app = app_on(shipped_index)
    assert len(keys) <= 12
    async with app.run_test(size=size) as pilot:
        seen = ""
        for key in keys:
            await pilot.press(key)
            seen += screen_text(app)
        assert [text for text in told if text not in seen] == []
