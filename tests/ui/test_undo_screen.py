"""Undo shows the lines that a change changed before it takes them back; a conflict shows both texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.curation.changes import AddRecord, SetValue
from cttui.curation.edits import DiffLine
from cttui.curation.opened import Open
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_content
from cttui.ui.app import CttuiApp
from cttui.ui.undo.panes import _differing
from ui.helpers import NARROW, SMALL, WIDE, burst, screen_name, screen_text


def opened(folder: Path) -> tuple[CttuiApp, Path]:
    """The app on a copy of the small timeline that may be changed."""
    path = folder / "small.toml"
    content = SMALL.read_bytes()
    path.write_bytes(content)
    index = open_content(content, path, None)
    return CttuiApp(Explorer(index), file=Open(path, None, index, content)), path


def retitled(title: str) -> SetValue:
    """A change of an event's title."""
    return SetValue("event", "post-attack", "title", title, TITLE)


TITLE = next(
    line.removeprefix('title = "').removesuffix('"')
    for line in SMALL.read_text().split('id = "post-attack"')[1].splitlines()
    if line.startswith("title")
)
"""The title of an event, as it stands in the file."""


SUMMARY = SMALL.read_text().split('id = "post-attack"')[1].split('summary = """')[1].split('"""')[0]
"""Its summary."""


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_lines_are_shown_and_z_again_takes_them_back(tmp_path: Path, size: tuple[int, int]) -> None:
    """The line that went has a hyphen, the one that came a plus, both their number; Esc keeps the change."""
    app, path = opened(tmp_path)
    before = path.read_bytes()
    async with app.run_test(size=size) as pilot:
        app.following.keep(retitled("Anew [/red]"), says="Event post-attack changed: title.")
        await pilot.press("z")
        number = 1 + before.decode().splitlines().index(f'title = "{TITLE}"')
        said = screen_text(app)
        assert screen_name(app) == "UndoScreen"
        assert "- Event post-attack changed: title." in said
        assert f"{number} - title = " in said
        assert f'{number} + title = "Anew [/red]"' in said
        await pilot.press("escape")
        assert b"Anew [/red]" in path.read_bytes()
        await pilot.press("z", "z")
        assert path.read_bytes() == before
        assert screen_name(app) == "ExploreScreen"
        assert "Undone: Event post-attack changed: title." in screen_text(app)


async def test_earlier_changes_go_with_those_after_them(tmp_path: Path) -> None:
    """Down marks an earlier change and all after it, shows its lines, and z takes all of them back at once."""
    app, path = opened(tmp_path)
    before = path.read_bytes()
    new = {"id": "new", "date": "2024-01-01", "kind": "attack", "title": "A new one", "provinces": ["PK-KP"]}
    async with app.run_test(size=WIDE) as pilot:
        app.following.keep(AddRecord("event", new), says="Event new added.")
        app.following.keep(retitled("Anew"), says="Event post-attack changed: title.")
        app.following.keep(SetValue("event", "new", "title", "Newer", "A new one"), says="Event new changed: title.")
        await pilot.press("z", "down", "down")
        said = screen_text(app)
        assert "▌- Event new added." in said
        assert '+ id = "new"' in said
        assert "z again undoes these 3 · Esc keeps them" in said
        await pilot.press("z")
        assert path.read_bytes() == before
        assert "Undone: the last 3 changes." in screen_text(app)
        await pilot.press("z")
        assert "There is no change to undo." in screen_text(app)


async def test_more_lines_are_offered_where_there_are_more(tmp_path: Path) -> None:
    """A change of one line is in sight whole; one of many lines, on a small screen, is gone through by pages."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        app.following.keep(retitled("Anew"), says="One.")
        await pilot.press("z")
        assert "z again undoes it" in screen_text(app)
        assert "PgDn more" not in screen_text(app)
        await pilot.press("escape")
        app.following.keep(SetValue("event", "post-attack", "summary", "\n".join(["A line."] * 40), SUMMARY), says="Two.")
        await pilot.press("z")
        assert "PgDn more" in screen_text(app)
        await pilot.press("down")
        assert "PgDn more" not in screen_text(app)


async def test_two_keys_in_one_breath_take_back_one_change(tmp_path: Path) -> None:
    """Typed ahead, z z does what it does typed slowly; a third finds nothing to undo, or shows the change before."""
    app, path = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        app.following.keep(retitled("One"), says="One.")
        app.following.keep(SetValue("event", "post-attack", "title", "Two", "One"), says="Two.")
        await burst(pilot, "z", "z", "z")
        assert b'title = "One"' in path.read_bytes()
        assert screen_name(app) == "UndoScreen"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_conflict_shows_both_texts(tmp_path: Path, size: tuple[int, int]) -> None:
    """A record that somebody else changed: whoever wanted to write is told, both texts are shown, and theirs stays."""
    app, path = opened(tmp_path)
    said: list[str] = []
    async with app.run_test(size=size) as pilot:
        theirs = path.read_text().replace(f'title = "{TITLE}"', 'title = "Theirs [/red]"')
        path.write_text(theirs)
        app.following.keep(retitled("Mine [/red]"), says="Event post-attack changed: title.", then=said.append)
        await pilot.pause()
        assert len(said) == 1
        assert "changed in the file meanwhile" in said[0]
        assert screen_name(app) == "ConflictScreen"
        shown = screen_text(app)
        assert '≠ title = "Mine [/red]"' in shown
        assert '≠ title = "Theirs [/red]"' in shown
        assert path.read_text() == theirs
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"


async def test_a_change_that_was_changed_since_is_not_taken_back(tmp_path: Path) -> None:
    """Undo refuses to lose what somebody else wrote into the record, and shows both texts."""
    app, path = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        app.following.keep(retitled("Mine"), says="Event post-attack changed: title.")
        theirs = path.read_text().replace('title = "Mine"', 'title = "Theirs"')
        path.write_text(theirs)
        await pilot.press("z", "z")
        assert screen_name(app) == "ConflictScreen"
        assert path.read_text() == theirs


async def test_undo_without_a_file_says_so(tmp_path: Path) -> None:
    """Where nothing was changed, there is nothing to undo."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("z")
        assert screen_name(app) == "ExploreScreen"
        assert "There is no change to undo." in screen_text(app)


def test_what_differs_in_a_replaced_line_is_found() -> None:
    """In a line replaced by one, what is not alike; in others, all of it."""
    lines = [DiffLine("-", 1, "abcXdef"), DiffLine("+", 1, "abcYYdef"), DiffLine("+", 2, "new"), DiffLine(" ", 3, "x")]
    assert _differing(lines) == [(0, 7), (0, 8), (0, 3), (0, 1)]
    assert _differing(lines[:2]) == [(3, 4), (3, 5)]
    assert _differing([DiffLine("-", 1, "aa"), DiffLine("+", 1, "aaa")]) == [(2, 2), (2, 3)]
