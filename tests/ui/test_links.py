"""The link of a view and what changed in it, on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cttui.explore.earlier import Earlier
from cttui.explore.explorer import Explorer
from cttui.explore.links import Link
from cttui.store.sqlite import SqliteIndex as Index
from cttui.store.whole import read_timeline
from cttui.ui.app import CttuiApp
from ui.helpers import app_on, explorer_of, screen_name, screen_text

WIDE, NARROW = (140, 40), (80, 24)


@pytest.mark.parametrize("keys", [(), ("enter",), ("c",), ("C",), ("s",), ("t",), ("M",), ("x",), ("v",)])
async def test_the_link_of_any_screen_opens_its_view(small: Index, keys: tuple[str, ...]) -> None:
    """Y copies the same link on every screen, and says so; an explorer opened from it has query, cursor and lens."""
    app = app_on(small, "kind:attack", at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        explorer_of(app).count_as("official")
        await pilot.press(*keys, "Y")
        await pilot.pause()
        link = Link.parse(app.clipboard)
        assert link == Link("small", small.head.digest, "kind:attack", "post-attack", "official")
        assert "Copied the link to this view" in screen_text(app)
        opened = Explorer(small, link.query, link.event)
        opened.count_as(link.lens)
        was = explorer_of(app)
        assert (opened.query, opened.cursor, opened.lens) == (was.query, was.cursor, was.lens)


async def test_a_step_of_a_thread_is_linked_to(small: Index) -> None:
    """On a thread, the event of the link is the step that is read."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        explorer = explorer_of(app)
        explorer.open_path(small.head.threads[0].id)
        explorer.step(1)
        await pilot.press("t", "Y")
        await pilot.pause()
        assert Link.parse(app.clipboard).event == explorer.subject_id == small.head.threads[0].events[1]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
async def test_changes_of_the_view_are_shown(small: Index, size: tuple[int, int]) -> None:
    """The first frame says what changed, H shows it in the words of diff, Esc goes back, and events that changed are marked."""
    now = read_timeline(small.store)
    events = tuple(replace(event, title="Before") if event.id == "post-attack" else event for event in now.events)
    explorer = Explorer(small, "kind:attack")
    explorer.earlier = Earlier(replace(now, events=events), "the edition of the link")
    explorer.greeting = "This is not the edition of the link."
    app = CttuiApp(explorer)
    async with app.run_test(size=size) as pilot:
        await pilot.press("H")
        await pilot.pause()
        assert screen_name(app) == "ChangesScreen"
        text = " ".join(screen_text(app).split())
        assert "Changes in this view since the edition of the link" in text
        assert "1 event changed." in text
        assert "title: Before → Attack on a post" in text
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"


async def test_without_an_earlier_edition_it_says_how_to_name_one(small: Index) -> None:
    """H has nothing to show where no edition is known, and says what names one."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("H")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert "No earlier edition is open; cttui --since REVISION or cttui open LINK names one." in screen_text(app)
