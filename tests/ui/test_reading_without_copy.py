"""Read offers what it can do: nothing goes through a copy where there is none, and its search says how to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.copies.attach import keep
from cttui.copies.library import Library
from cttui.explore.explorer import Explorer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.read.panes import ReaderPane
from ui.helpers import NARROW, WIDE, app_on, burst, screen_name, screen_of, screen_text, until, whole

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW])
OF_A_COPY = {"seek", "next_hit", "previous_hit", "select_words", "figures"}


@SIZES
async def test_without_a_copy_nothing_of_it_is_offered(small: Index, size: tuple[int, int]) -> None:
    """Neither the search nor the way to the next quote; n says which reason holds."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=size) as pilot:
        await pilot.press(*["enter"] * (1 if size == WIDE else 2))
        assert screen_name(app) == "ReadScreen"
        assert not OF_A_COPY & {command.id for command in screen_of(app).offers()}
        await pilot.press("n")
        assert "No copy is stored, so there are no quotes to go to." in screen_text(app)


@SIZES
async def test_what_is_typed_behind_the_slash_runs_no_commands(small: Index, size: tuple[int, int]) -> None:
    """In one breath, without a copy: the letters stand in a field that says so, and Esc leads back to the source."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=size) as pilot:
        await pilot.press(*["enter"] * (1 if size == WIDE else 2))
        await burst(pilot, "/", *"aJqX")
        assert screen_name(app) == "ReadScreen"
        said = screen_text(app)
        assert "There is no copy to search" in said
        assert "Esc leaves" in said
        assert "aJqX" in said
        await pilot.press("escape")
        assert isinstance(app.focused, ReaderPane)
        assert "There is no copy to search" not in screen_text(app)


@pytest.mark.parametrize(
    ("page", "said", "offered"),
    [
        ("It says: five [/red] dead [citation needed], and at least five.", "2 of 3 quotes are in the copy; n goes to", True),
        ("It says: at least five.", "1 of 3 quotes is in the copy; n goes to the next", True),
        ("Nothing of the sort.", "0 of 3 quotes are in the copy", False),
    ],
)
async def test_a_copy_says_how_many_quotes_it_has(small: Index, tmp_path: Path, page: str, said: str, offered: bool) -> None:
    """The way to the next quote is offered where there is one; the search always, and while typed it says how to end."""
    library = Library(tmp_path / "library")
    keep(library, "dawn-1", page.encode(), name="page.txt")
    app = CttuiApp(Explorer(small, "", "post-attack", library))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        pane = app.screen.query_one(ReaderPane)
        await until(pilot, lambda: pane.copy is not None)
        shown = " ".join(whole(pane).split())
        assert said in shown
        assert ("goes to the next" in shown) == offered
        assert ({"seek", "next_hit"} & {command.id for command in screen_of(app).offers()}) == (
            {"seek", "next_hit"} if offered else {"seek"}
        )
        await pilot.press("n")
        assert ("The copy has none of the 3 quotes." in screen_text(app)) != offered
        await pilot.press("slash", *"sort")
        assert "Find in the copy" in screen_text(app)
        assert "Enter finds · Esc leaves" in screen_text(app)


async def test_the_next_source_has_no_figures_of_the_copy_before(small: Index, tmp_path: Path) -> None:
    """What a copy states is counted on its own frame alone, and not on that of a source without one."""
    library = Library(tmp_path / "library")
    keep(library, "dawn-1", b"At least five people were killed, and 12 were hurt.", name="page.txt")
    app = CttuiApp(Explorer(small, "", "post-attack", library))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        pane = app.screen.query_one(ReaderPane)
        await until(pilot, lambda: "stated" in str(pane.border_subtitle))
        await pilot.press("right")
        assert pane.view is not None
        assert pane.view.source_id != "dawn-1"
        assert "stated" not in str(pane.border_subtitle)
