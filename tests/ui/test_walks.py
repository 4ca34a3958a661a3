"""Whatever is pressed, and however fast: nothing stops the program, and all that is on screen is of one moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cttui.desk import Desk
from cttui.explorer import Explorer
from cttui.index import Index, open_timeline
from cttui.notebook import Notebook
from cttui.ui.app import CttuiApp
from cttui.ui.time_pane import TimePane
from ui.helpers import NARROW, SMALL, WIDE, app_on, burst, explorer_of, pane_of, screen_name, screen_text, whole


def own_app(folder: Path, file: Path = SMALL, at: str | None = None) -> CttuiApp:
    """The app on a timeline with a notebook in a folder; the index is its own, since a desk lays marks over it."""
    index = open_timeline(file, None)
    name = index.head.meta.id
    return CttuiApp(Explorer(index, at=at, desk=Desk(index, Notebook(folder / f"{name}.toml", name))))


# -- in one breath ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "keys"),
    [
        (("x",), ("enter", "enter")),
        (("v",), ("enter", "enter")),
        (("t",), ("enter", "escape", "escape", "escape")),
        (("t", "enter"), ("w", "w")),
        (("t", "enter"), ("down", "w")),
        (("t", "enter", "escape"), ("escape", "right")),
        (("t", "enter", "escape"), ("enter", "escape", "escape")),
        (("question_mark",), ("escape", "escape")),
        (("question_mark", *"around"), ("enter", "enter")),
        (("i",), ("escape", "escape")),
        (("ctrl+p", *"undated", "down"), ("enter", "enter", "enter")),
        (("ctrl+p", *"theme", "enter", "down"), ("enter", "enter", "enter")),
        (("N",), ("escape", "escape")),
        (("v", "G"), ("enter", "enter")),
    ],
)
async def test_keys_pressed_in_one_breath_close_a_screen_once(
    tmp_path: Path, opened: tuple[str, ...], keys: tuple[str, ...]
) -> None:
    """What closes a screen, pressed again before it is gone, takes no other screen away and is meant for nobody."""
    app = own_app(tmp_path, at="school-law")
    explorer_of(app).toggle_mark()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*opened)
        await burst(pilot, *keys)
        assert app.is_running
        assert screen_name(app) == "ExploreScreen"
        assert not explorer_of(app).walking
        assert app.focused is not None


async def test_a_page_key_in_the_palette_before_it_lists_anything(small: Index) -> None:
    """Page down, while what was typed is still being looked for, or where nothing is found, does nothing."""
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        for opened in (("ctrl+p",), ("ctrl+p", *"theme", "enter")):
            await pilot.press(*opened)
            await burst(pilot, "z", "pagedown", "pageup", "end", "home")
            await burst(pilot, "q", "q", "pagedown", "escape")
            await pilot.press("escape")
            assert app.is_running
            assert screen_name(app) == "ExploreScreen"


# -- of one moment ---------------------------------------------------------------------------------------------------


async def test_marks_change_the_time_strip_of_the_marked(tmp_path: Path) -> None:
    """Under is:marked an event that is no longer marked leaves the list, and its bar the time strip, at once."""
    app = own_app(tmp_path)
    explorer = explorer_of(app)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("m", "j", "m", "slash", *"is:marked", "enter")
        pane = app.query_one(TimePane)
        for marked in (2, 1):
            assert explorer.selection.count == marked
            assert pane.view is not None
            assert pane.layout_ is not None
            assert sum(pane.view.counts(pane.layout_.days).shown) == marked
            assert pane.view == explorer.time()
            assert sum(pane._counts(pane.view, pane.layout_).shown) == marked
            await pilot.press("m")


async def test_the_list_of_paths_tells_the_step_that_is_read(small: Index) -> None:
    """Reading on, the line of the path at the left says the same step as the steps do."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("t", "enter", "right", "right")
        assert "step 3 of 4" in whole(pane_of(app, "ThreadListPane"))


# -- the reader's editor ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("false", "did not write the note"),
        ("sh -c 'exit 3'", "did not write the note"),
        ("sh -c 'kill -INT $$'", "did not write the note"),
        ("sh -c 'kill -INT $PPID; echo kept > $0'", "the note is kept"),
        ("no-such-editor", "No such file"),
        ("'", "No closing quotation"),
        ("sh -c 'rm $0'", "No such file"),
        (r"sh -c 'printf \\377 > $0'", "did not write the note"),
        ("", "names an editor"),
        ("  ", "names an editor"),
    ],
)
async def test_an_editor_that_fails_gives_the_terminal_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, editor: str, said: str
) -> None:
    """Whatever becomes of the editor, Ctrl+C in it too: cttui goes on with its terminal, and says what came of it."""
    lent: list[bool] = []

    @contextmanager
    def suspend(_app: CttuiApp) -> Iterator[None]:
        lent.append(True)
        yield
        # as in Textual, nothing of this is done where something is raised meanwhile
        lent.append(False)

    monkeypatch.setattr(CttuiApp, "suspend", suspend)
    monkeypatch.setenv("EDITOR", editor)
    monkeypatch.delenv("VISUAL", raising=False)
    app = own_app(tmp_path)
    async with app.run_test(size=(300, 40)) as pilot:
        await pilot.press("E")
        assert lent in ([], [True, False])
        assert said in screen_text(app)
        await pilot.press("j")
        assert explorer_of(app).position == 1


async def test_the_palette_runs_a_command_once(tmp_path: Path) -> None:
    """Enter, pressed three times in one breath on a command of the palette, runs it once."""
    app = own_app(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *"next lens", "down")
        await burst(pilot, "enter", "enter", "enter")
        assert (screen_name(app), explorer_of(app).lens.name) == ("ExploreScreen", "lowest")
