"""Views and other lists: a new view is at the cursor, and the footer offers what the item at the cursor allows."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.desk.pane import ViewsPane
from ui.helpers import NARROW, WIDE, app_on, burst, explorer_of, painted, screen_of, screen_text
from ui.test_walks import own_app

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW])


def offered(text: str, *titles: str) -> list[str]:
    """Which of some commands the footer, the screen's last line, offers."""
    return [title for title in titles if title in text.splitlines()[-1]]


@SIZES
async def test_a_new_view_is_at_the_cursor_and_in_sight(tmp_path: Path, size: tuple[int, int]) -> None:
    """Whatever came before it in the list; renamed, it stays there."""
    app = own_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        for name in (*(f"v{number:02}" for number in range(20)), "last"):
            await pilot.press("v", "a", *name, "enter")
            pane = app.screen.query_one(ViewsPane)
            assert getattr(pane.chosen, "name", "") == name
            assert any(line.startswith("▌") and name in line for line in painted(pane))
            await pilot.press("escape")
        await pilot.press("v", "G", "r", *"first", "enter")
        pane = app.screen.query_one(ViewsPane)
        assert getattr(pane.chosen, "name", "") == "first"
        assert pane.cursor_in_sight()


@SIZES
async def test_only_what_can_be_changed_is_offered(tmp_path: Path, size: tuple[int, int]) -> None:
    """The timeline's own views are shown alone; the reader's are renamed and deleted, a mark is deleted."""
    app = own_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", "v")
        assert offered(screen_text(app), "show", "rename", "delete") == ["show"]
        await pilot.press("a", *"mine", "enter")
        assert offered(screen_text(app), "show", "rename", "delete") == ["show", "rename", "delete"]
        await pilot.press("G")
        assert offered(screen_text(app), "show", "rename", "delete") == ["show", "delete"]


async def test_what_is_deleted_is_called_what_it_is(tmp_path: Path) -> None:
    """A mark without a note is a mark, and with one it is both."""
    app = own_app(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        for keys, what in ((("m",), "mark"), (("N", "x", "escape"), "note"), (("m", "N", "x", "escape"), "mark and note")):
            await pilot.press(*keys, "v", "G", "D")
            assert f"again to delete the {what} of this event." in screen_text(app)
            await pilot.press("D")
            assert f"{what.capitalize()} deleted." in screen_text(app)
            await pilot.press("escape")


@pytest.mark.parametrize(("key", "commands"), [("s", {"open_source", "source_claims"}), ("C", {"read_claim", "count_by"})])
async def test_an_empty_list_offers_nothing_of_its_items(small: Index, key: str, commands: set[str]) -> None:
    """Neither Enter nor a key for the item at the cursor, where there is none."""
    for text, found in (("xyzzy", set[str]()), ("", commands)):
        app = app_on(small, text)
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press(key)
            assert commands & {command.id for command in screen_of(app).offers()} == found


async def test_the_footer_follows_what_is_at_the_cursor_and_in_sight(shipped_index: Index) -> None:
    """Typed ahead into the event, its sources and back, the list offers what it did; where there is no figure, no claims."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        before = screen_text(app).splitlines()[-1]
        assert "c claims" in before
        await burst(pilot, "enter", "enter", "escape", "escape")
        await pilot.pause()
        assert screen_text(app).splitlines()[-1] == before
        for event in shipped_index.events(range(20)):
            assert explorer_of(app).subject_id == event.id
            assert ("c claims" in screen_text(app).splitlines()[-1]) == bool(event.claims)
            await pilot.press("down")
        assert not all(event.claims for event in shipped_index.events(range(20)))
