"""The app follows its file: what is changed here is written and shown, and nothing of where the reader was is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.curation.changes import AddRecord, SetValue
from cttui.curation.opened import Open, Taken
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_content
from cttui.ui.app import CttuiApp
from cttui.ui.base.events import EventsPane
from ui.helpers import SMALL, WIDE, explorer_of, list_count, screen_name, screen_text

NEW = {
    "id": "2024-01-01-first",
    "date": "2024-01-01",
    "kind": "attack",
    "title": "The first day",
    "summary": "Before all others.",
    "provinces": ["PK-KP"],
    "sources": ["dawn-1"],
}
"""An event before all others, so that every number shifts."""


def opened(folder: Path, text: str = "") -> tuple[CttuiApp, Path]:
    """The app on a copy of the small timeline that may be changed."""
    path = folder / "small.toml"
    content = SMALL.read_bytes()
    path.write_bytes(content)
    index = open_content(content, path, None)
    return CttuiApp(Explorer(index, text), file=Open(path, None, index, content)), path


async def test_what_is_written_is_on_screen_and_the_cursor_stays(tmp_path: Path) -> None:
    """A change is in the file and in the list; query, cursor and history stay with their events, and z undoes it."""
    app, path = opened(tmp_path, "kind:attack")
    before = path.read_bytes()
    said: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("down")
        explorer = explorer_of(app)
        here, count = explorer.subject_id, list_count(app)
        app.following.keep(AddRecord("event", NEW), says="Event 2024-01-01-first added.", then=said.append)
        await pilot.pause()
        assert said == [""]
        assert b"2024-01-01-first" in path.read_bytes()
        assert (explorer.subject_id, list_count(app), explorer.typed) == (here, count + 1, "kind:attack")
        assert "Event 2024-01-01-first added. z undoes it." in screen_text(app)
        assert "The first day" in screen_text(app)
        await pilot.press("z", "z")
        assert path.read_bytes() == before
        assert (explorer.subject_id, list_count(app)) == (here, count)
        assert "The first day" not in screen_text(app)


async def test_what_cannot_be_written_is_told_to_the_form(tmp_path: Path) -> None:
    """A change that cannot be made is a sentence for whoever asked, the file and the screen as they were."""
    app, path = opened(tmp_path)
    before = path.read_bytes()
    said: list[str] = []
    async with app.run_test(size=WIDE) as pilot:
        count = list_count(app)
        app.following.keep(SetValue("event", "nowhere", "title", "x"), says="Title changed.", then=said.append)
        await pilot.pause()
        assert said == ["There is no event 'nowhere' in the file."]
        assert (path.read_bytes(), list_count(app)) == (before, count)


async def test_an_app_without_a_file_says_so(tmp_path: Path) -> None:
    """Where there is no file to write to, whoever asks is told."""
    app = CttuiApp(explorer_of(opened(tmp_path)[0]))
    said: list[str] = []
    async with app.run_test(size=WIDE):
        app.following.keep(SetValue("event", "post-attack", "title", "x"), says="Title changed.", then=said.append)
        assert said == ["There is no file to write to."]


@pytest.mark.parametrize("key", ["enter", "c"])
async def test_a_screen_about_an_event_that_is_gone_closes(tmp_path: Path, key: str) -> None:
    """Where the event whose sources or claims are on screen is taken out of the file, its screen closes and says so."""
    app, path = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        explorer = explorer_of(app)
        explorer.go_to("post-attack")
        await pilot.press(key)
        assert screen_name(app) in {"ReadScreen", "ClaimsScreen"}
        path.write_text(path.read_text().replace('"post-attack"', '"another-id"'))
        assert app.following is not None
        taken = app.following.found()
        assert isinstance(taken, Taken)
        app.following.take(taken)
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert "has been removed from the timeline" in screen_text(app)


async def test_the_list_keeps_its_lines_where_they_are(tmp_path: Path) -> None:
    """With an event more above it, the cursor's line stays where it is on screen."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=(100, 16)) as pilot:
        await pilot.press("G")
        pane = app.query_one(EventsPane)
        before = (pane.cursor_line() or 0) - round(pane.scroll_y)
        app.following.keep(AddRecord("event", NEW), says="Event added.")
        await pilot.pause()
        assert (pane.cursor_line() or 0) - round(pane.scroll_y) == before


async def test_a_list_that_a_filter_centred_keeps_its_lines_too(tmp_path: Path) -> None:
    """Where the wheel has moved the list since, the cursor's line stays where it is, and is not put in the middle again."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=(100, 20)) as pilot:
        await pilot.press(*"jjjj", "slash", *"-is:marked", "enter")
        pane = app.query_one(EventsPane)
        assert pane.view is not None
        assert pane.view.centred
        pane.scroll_to(y=round(pane.scroll_y) - 1, animate=False, immediate=True, force=True)
        await pilot.pause()
        before = (pane.cursor_line() or 0) - round(pane.scroll_y)
        app.following.keep(AddRecord("event", NEW), says="Event added.")
        await pilot.pause()
        assert pane.view.centred
        assert (pane.cursor_line() or 0) - round(pane.scroll_y) == before
