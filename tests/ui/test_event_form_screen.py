"""Adding an event and changing one in the app: keys in, a record in the file, and it is on screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.curation.opened import Open
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_content
from cttui.ui.app import CttuiApp
from ui.helpers import NARROW, SMALL, WIDE, burst, explorer_of, list_count, screen_name, screen_text


def opened(folder: Path, text: str = "") -> tuple[CttuiApp, Path]:
    """The app on a copy of the small timeline that may be changed."""
    path = folder / "small.toml"
    content = SMALL.read_bytes()
    path.write_bytes(content)
    index = open_content(content, path, None)
    return CttuiApp(Explorer(index, text), file=Open(path, None, index, content)), path


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_event_is_added_in_one_breath(tmp_path: Path, size: tuple[int, int]) -> None:
    """I, a date in words, a title, and Ctrl+S: the event is in the file, filled in by the filter, and at the cursor."""
    app, path = opened(tmp_path, "province:KP kind:attack")
    async with app.run_test(size=size) as pilot:
        count = list_count(app)
        await burst(pilot, "I", *"2 may 2024", "tab", *"A new one [/red]", "ctrl+s")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        text = path.read_text()
        assert 'date = "2024-05-02"\nkind = "attack"\ntitle = "A new one [/red]"\nprovinces = ["PK-KP"]\n' in text
        assert list_count(app) == count + 1
        event = explorer_of(app).subject_event()
        assert event is not None
        assert event.title == "A new one [/red]"
        assert "added. z undoes it." in screen_text(app)


async def test_an_event_that_the_filter_hides_is_added_all_the_same(tmp_path: Path) -> None:
    """The filter stays, and the screen says that it hides the event."""
    app, path = opened(tmp_path, "kind:attack")
    async with app.run_test(size=WIDE) as pilot:
        count = list_count(app)
        await pilot.press("I", *"2024-05-02", "tab", *"Hidden", "tab")
        await pilot.press(*["backspace"] * 6, *"court", "ctrl+s")
        await pilot.pause()
        assert 'title = "Hidden"' in path.read_text()
        assert list_count(app) == count
        assert "The filters hide it." in screen_text(app)


@pytest.mark.parametrize("keys", [(), ("M",), ("t", "right")])
async def test_only_the_changed_key_is_written(tmp_path: Path, keys: tuple[str, ...]) -> None:
    """E on an event, a word more in its title: that line of the file differs, no other."""
    app, path = opened(tmp_path)
    before = path.read_text().splitlines()
    async with app.run_test(size=WIDE) as pilot:
        explorer_of(app).go_to("post-attack")
        await pilot.press(*keys)
        event = explorer_of(app).subject_id
        await pilot.press("E", "tab", "end", *" more", "ctrl+s")
        await pilot.pause()
        assert f"Event {event} changed: title." in screen_text(app)
    after = path.read_text().splitlines()
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old.split(" = ")[0], old[:-1] + ' more"') for old, _ in differing] == [("title", differing[0][1])]


async def test_a_form_left_as_it_was_writes_nothing(tmp_path: Path) -> None:
    """E and Ctrl+S, or E and Esc: no byte differs, and there is nothing to undo."""
    app, path = opened(tmp_path)
    before = path.read_bytes()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("E", "ctrl+s")
        await pilot.press("E", "escape")
        assert screen_name(app) == "ExploreScreen"
        assert path.read_bytes() == before


async def test_without_a_file_there_is_no_form(tmp_path: Path) -> None:
    """Where nothing can be written, the keys say so."""
    app = CttuiApp(explorer_of(opened(tmp_path)[0]))
    async with app.run_test(size=WIDE) as pilot:
        for key in "IE":
            await pilot.press(key)
            assert "There is no file to write to." in screen_text(app)
