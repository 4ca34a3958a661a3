"""A form whose record another program changes while it is filled in: both texts are shown once, and saving again writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.curation.opened import Open
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_content
from cttui.ui.app import CttuiApp
from ui.helpers import NARROW, SMALL, WIDE, burst, explorer_of, screen_name, screen_text

TITLE = 'title = "Attack on a post [/red] [citation needed]"'


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("looks", [False, True])
async def test_saving_again_after_a_conflict_writes(tmp_path: Path, size: tuple[int, int], looks: bool) -> None:
    """The other's title is shown twice: beside mine, and in the form; Ctrl+S then writes mine, and their tag stays."""
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.read_bytes())
    index = open_content(path.read_bytes(), path, None)
    app = CttuiApp(Explorer(index), file=Open(path, None, index, path.read_bytes()))
    async with app.run_test(size=size) as pilot:
        explorer_of(app).go_to("post-attack")
        await pilot.press("E", "tab", "end", *"QQ")
        theirs = path.read_text().replace(TITLE, 'title = "Theirs"').replace('tags = ["post"]', 'tags = ["elsewhere"]')
        path.write_text(theirs)
        if looks:
            app.look()
        await pilot.press("ctrl+s")
        assert screen_name(app) == "ConflictScreen"
        assert path.read_text() == theirs
        await pilot.press("escape")
        assert screen_name(app) == "FormScreen"
        said = screen_text(app)
        assert "in the file now: Theirs" in said
        assert "Ctrl+S overwrites what the file says now" in said
        assert "elsewhere" in said
        await pilot.press("ctrl+s")
        assert screen_name(app) == "ExploreScreen"
        assert path.read_text() == theirs.replace('title = "Theirs"', f'{TITLE[:-1]}QQ"')


async def test_a_third_change_is_shown_again(tmp_path: Path) -> None:
    """What changes after the two texts were shown was not seen: saving is refused once more, and nothing is lost."""
    path = tmp_path / "small.toml"
    path.write_bytes(SMALL.read_bytes())
    index = open_content(path.read_bytes(), path, None)
    app = CttuiApp(Explorer(index), file=Open(path, None, index, path.read_bytes()))
    async with app.run_test(size=WIDE) as pilot:
        explorer_of(app).go_to("post-attack")
        await pilot.press("E", "tab", "end", *"QQ")
        for title in ("Second", "Third"):
            path.write_text(SMALL.read_text().replace(TITLE, f'title = "{title}"'))
            await burst(pilot, "ctrl+s")
            assert screen_name(app) == "ConflictScreen"
            assert f'title = "{title}"' in path.read_text()
            await pilot.press("escape")
            assert f"in the file now: {title}" in screen_text(app)
        await pilot.press("ctrl+s")
        assert f'{TITLE[:-1]}QQ"' in path.read_text()
