"""Adding a source in the app and changing one: the address or file, the form, and what is on screen afterwards."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from cttui.copies.library import Library
from cttui.curation.opened import Open
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_content
from cttui.timeline import load
from cttui.ui.adding.screen import AddScreen, WhatPane
from cttui.ui.app import CttuiApp
from cttui.ui.base.pane import LinePane
from cttui.ui.sources.pane import SourceListPane
from pages import TIMELINE, page, served
from ui.helpers import NARROW, WIDE, pane_of, screen_name, screen_text, whole


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a timeline and two pages, which is the current one."""
    (tmp_path / "t.toml").write_text(TIMELINE)
    (tmp_path / "page.html").write_text(page(url="https://www.dawn.com/news/9/bus"))
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def opened(folder: Path) -> CttuiApp:
    """The app on the timeline, which may be changed, with a library."""
    path = folder / "t.toml"
    content = path.read_bytes()
    index = open_content(content, path, None)
    return CttuiApp(Explorer(index, library=Library(folder / "copies")), file=Open(path, None, index, content))


def flat(pane: LinePane) -> str:
    """What a pane shows, on one line."""
    return " ".join(whole(pane).split())


async def settled(pilot: Pilot[None], name: str) -> None:
    """Wait for the worker, and for a screen."""
    for _ in range(200):
        # the dialog closes with what its thread hands over, maybe before the thread has ended
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if type(pilot.app.screen).__name__ == name:
            return
    raise AssertionError(screen_name(pilot.app))  # type: ignore[arg-type]  # it is ours


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_source_is_added_and_its_undo_takes_it_back(folder: Path, size: tuple[int, int]) -> None:
    """A, the file, Ctrl+S: record and copy are there, the news says so; z takes the record back."""
    app = opened(folder)
    async with app.run_test(size=size) as pilot:
        await pilot.press("A", *"page.html", "enter")
        await settled(pilot, "FormScreen")
        assert "as all 3 sources of dawn" in screen_text(app)
        await pilot.press("ctrl+s")
        await settled(pilot, "ExploreScreen")
        assert "Source dawn-2024-03-26-dam added with its copy. z undoes it." in screen_text(app)
        assert Library(folder / "copies").state("dawn-2024-03-26-dam") == "intact"
        await pilot.press("z")
        await pilot.pause()
        await pilot.press("z")
        await pilot.pause()
    assert (folder / "t.toml").read_text() == TIMELINE


async def test_in_read_the_event_cites_the_new_source(folder: Path) -> None:
    """While an event is read, A adds the source to it too, and shows it."""
    app = opened(folder)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "A", *"page.html", "enter")
        await settled(pilot, "FormScreen")
        assert "2024-03-26-dam" in screen_text(app)
        await pilot.press("ctrl+s")
        await settled(pilot, "ReadScreen")
        assert "Bus attacked on the road to the dam" in flat(pane_of(app, "ReaderPane"))
        assert "cited by 2024-03-26-dam" in screen_text(app)
    assert load.load(folder / "t.toml").events[0].sources[-1] == "dawn-2024-03-26-dam"


async def test_a_source_that_no_event_cites_is_listed(folder: Path) -> None:
    """Sources lists it without a filter, and says that no event cites it where Enter would read it."""
    app = opened(folder)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("s", "A", *"page.html", "enter")
        await settled(pilot, "FormScreen")
        await pilot.press("ctrl+s")
        await settled(pilot, "SourcesScreen")
        pane = app.screen.query_one(SourceListPane)
        assert pane.view is not None
        rows = {row.id: (place, row.events) for place, row in enumerate(pane.view.rows)}
        assert rows["dawn-2024-03-26-dam"][1] == 0
        pane.at = rows["dawn-2024-03-26-dam"][0]
        await pilot.press("enter")
        assert screen_name(app) == "SourcesScreen"
        assert "No event cites this source yet." in screen_text(app)


async def test_a_path_is_completed(folder: Path) -> None:
    """What a path may become is shown while it is typed, and Tab types what all of that has in common."""
    (folder / "pages").mkdir()
    app = opened(folder)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A", *"pa")
        assert flat(app.screen.query_one(WhatPane)).startswith("page.html pages/ Enter reads it")
        await pilot.press("tab")
        assert app.screen.query_one(Input).value == "page"
        await pilot.press(*".h", "tab")
        assert app.screen.query_one(Input).value == "page.html"
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"


async def test_what_cannot_be_read_is_said_and_the_field_stays(folder: Path) -> None:
    """A path that leads nowhere, an address that is there: a sentence, and another may be typed."""
    app = opened(folder)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("A", *"none.html", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "there is no file none.html" in flat(app.screen.query_one(WhatPane)).replace("There", "there")
        app.screen.query_one(Input).value = "https://dawn.com/news/1/port"
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "dawn-2024-03-20-port already has this address; to store a copy, read it and press " in flat(
            app.screen.query_one(WhatPane)
        )
        assert screen_name(app) == "AddScreen"
    assert not (folder / "copies").exists()


async def test_a_fetch_is_cancelled(folder: Path) -> None:
    """Esc ends a fetch that waits for its page, and a second Esc closes the dialog; nothing is stored."""
    app = opened(folder)
    with served({}) as site:
        async with app.run_test(size=WIDE) as pilot:
            app.push_screen(AddScreen(app.explorer, allow_private=True))  # type: ignore[arg-type]  # it is open
            await pilot.pause()
            app.screen.query_one(Input).value = f"{site}/never"
            await pilot.press("enter")
            await pilot.pause()
            assert "Fetching" in flat(app.screen.query_one(WhatPane))
            await pilot.press("escape")
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "Cancelled; nothing was stored." in flat(app.screen.query_one(WhatPane))
            await pilot.press("escape")
            assert screen_name(app) == "ExploreScreen"
    assert not (folder / "copies").exists()


async def test_an_address_fills_the_form(folder: Path) -> None:
    """A page of loopback, which a test may allow: its form opens with what it says."""
    app = opened(folder)
    with served({"/bus": page(site="Harbour Echo")}) as site:
        async with app.run_test(size=WIDE) as pilot:
            forms: list[object] = []
            app.push_screen(AddScreen(app.explorer, allow_private=True), forms.append)  # type: ignore[arg-type]  # it is open
            await pilot.pause()
            app.screen.query_one(Input).value = f"{site}/bus"
            await pilot.press("enter")
            await settled(pilot, "ExploreScreen")
            (form,) = forms
            assert getattr(form, "fields_by_key")["publisher"].text == "Harbour Echo"  # noqa: B009 - any screen's result


@pytest.mark.parametrize("keys", [("s",), ("enter",)])
async def test_a_source_is_changed_by_its_form(folder: Path, keys: tuple[str, ...]) -> None:
    """E on a source, in the list or while it is read: only the key that was changed is written."""
    app = opened(folder)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*keys, "E")
        assert "Change source" in screen_text(app)
        await pilot.press("end", *" again", "ctrl+s")
        await pilot.pause()
        assert "changed" in screen_text(app)
    before, after = TIMELINE.splitlines(), (folder / "t.toml").read_text().splitlines()
    (differing,) = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert differing[1] == differing[0][:-1] + ' again"'
