"""Exporting from where one is: the form, what it writes, and what is said where it cannot."""

from __future__ import annotations

import csv
import json
import threading
from pathlib import Path
from typing import TextIO

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from cttui.explore.explorer import Explorer
from cttui.exports import json_lines
from cttui.exports.registry import formats
from cttui.exports.subjects import Subject
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import words
from cttui.ui.app import CttuiApp
from cttui.ui.base.commands import COMMANDS
from cttui.ui.export.screen import ExportScreen
from cttui.ui.finder.finders import _closeness
from cttui.ui.help.screen import wanted
from ui.helpers import NARROW, SMALL, WIDE, app_on, controls, pane_of, screen_name, screen_text, until, whole

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, one of the test's own."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def with_desk(index: Index, folder: Path, text: str = "") -> CttuiApp:
    """The app with a notebook of the test's own."""
    notebook = Notebook(folder.parent / "notebook.toml", index.head.meta.id)
    return CttuiApp(Explorer(index, text, desk=lambda: Desk(index, notebook)))


def path_in(app: CttuiApp) -> Input:
    """The field with the path."""
    return app.screen.query_one("#path", Input)


def said(app: CttuiApp) -> str:
    """What the form says."""
    return " ".join(whole(pane_of(app, "SaidPane")).split())


async def written(pilot: Pilot[None], app: CttuiApp) -> None:
    """Wait until the form has written and closed."""
    await until(pilot, lambda: screen_name(app) != "ExportScreen")
    await pilot.pause()


@SIZES
async def test_x_writes_the_selection_where_one_is(small: Index, folder: Path, size: tuple[int, int]) -> None:
    """X and Enter write what the list shows into a file that is named after the timeline, and say so with the path."""
    app = app_on(small, "kind:attack")
    async with app.run_test(size=size) as pilot:
        count = app.explorer.selection.count  # type: ignore[union-attr]  # the timeline is sound
        await pilot.press("X")
        assert path_in(app).value == "small-selection.csv"
        assert f"{count} events" in whole(pane_of(app, "FormatPane"))
        await pilot.press("enter")
        await written(pilot, app)
        path = folder / "small-selection.csv"
        assert f"Wrote {count} events to {path}".replace(" ", "") in "".join(whole(pane_of(app, "NotePane")).split())
        with path.open(encoding="utf-8", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == count


@SIZES
async def test_marks_and_notes_are_one_document(folder: Path, size: tuple[int, int]) -> None:
    """Five marks and a note: PgDn goes to them, Enter writes Markdown; with the note's letters it takes fourteen keys."""
    index = open_timeline(SMALL, None)
    app = with_desk(index, folder)
    keys = ["m", "j", "m", "j", "m", "j", "m", "j", "m", "N", *"quiet", "escape", "X", "pagedown", "enter"]
    assert len(keys) - len("quiet") <= 20
    async with app.run_test(size=size) as pilot:
        for key in keys:
            await pilot.press(key)
        await written(pilot, app)
        assert "Wrote 5 events to" in screen_text(app)
    text = (folder / "small-marks.md").read_text(encoding="utf-8")
    assert text.count("\n## ") == 5
    assert "\n> quiet\n" in text
    index.close()


async def test_the_claims_in_sight_come_first_on_their_screen(small: Index, folder: Path) -> None:
    """From the claims X offers these claims first, as many as are shown, and from the sources those."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        for opener, name, unit in (("C", "claims", "claims"), ("s", "sources", "sources")):
            await pilot.press(opener, "X")
            first = whole(pane_of(app, "FormatPane")).splitlines()[0].split()
            assert first[-1] == unit
            assert path_in(app).value == f"small-{name}.csv"
            await pilot.press("down")
            assert path_in(app).value == f"small-{name}.jsonl"
            await pilot.press("enter")
            await written(pilot, app)
            lines = (folder / f"small-{name}.jsonl").read_text(encoding="utf-8").splitlines()
            assert len([json.loads(line) for line in lines]) == int(first[-2])
            await pilot.press("escape")


async def test_a_file_is_replaced_by_a_second_enter_alone(small: Index, folder: Path) -> None:
    """A file that is there is named and kept until Enter is pressed again; another path in between is asked for anew."""
    app = app_on(small)
    theirs = folder / "small-events.csv"
    theirs.write_text("mine")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X", "enter")
        await until(pilot, lambda: "press Enter again to replace it" in said(app))
        assert theirs.read_text() == "mine"
        await pilot.press("x", "backspace", "enter")
        await until(pilot, lambda: "press Enter again to replace it" in said(app))
        assert theirs.read_text() == "mine"
        await pilot.press("enter")
        await written(pilot, app)
        assert theirs.read_text(encoding="utf-8").startswith("id,date")


async def test_the_timeline_itself_is_not_replaced(small: Index, folder: Path) -> None:
    """However often Enter is pressed, the file that is exported stays as it is, and the form says why."""
    app = app_on(small)
    (folder / "small-events.csv").write_bytes(SMALL.read_bytes())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X", "enter")
        await until(pilot, lambda: "is a file that this export is made of" in said(app))
        await pilot.press("enter")
        await until(pilot, lambda: "is a file that this export is made of" in said(app))
        assert (folder / "small-events.csv").read_bytes() == SMALL.read_bytes()


@SIZES
async def test_what_was_typed_stays_where_it_cannot_be_written(small: Index, folder: Path, size: tuple[int, int]) -> None:
    """No folder, an empty name, a folder: one sentence, the form and what was typed stay; a changed path clears it."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("X")
        for typed, trouble in (("gap/a.csv", "There is no folder"), ("", "A file name is missing."), ("..", "is a folder")):
            path_in(app).value = typed
            await pilot.press("enter")
            await until(pilot, lambda trouble=trouble: trouble in said(app))  # type: ignore[misc]  # mypy infers no default
            assert path_in(app).value == typed
        await pilot.press("z")
        assert said(app).startswith("In /")
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"
    assert list(folder.iterdir()) == []


async def test_the_suffix_follows_the_format_and_the_name_stays(small: Index) -> None:
    """A path that was typed keeps its name; another format changes its suffix alone, and none that is not the format's."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X")
        path_in(app).value = "mine.csv"
        await pilot.press("down")
        assert path_in(app).value == "mine.jsonl"
        path_in(app).value = "mine.log"
        await pilot.press("down")
        assert path_in(app).value == "mine.log"
        await pilot.press("down", "down", "up", "up", "up")
        assert path_in(app).value == "mine.log"


async def test_tab_completes_folders(small: Index, folder: Path) -> None:
    """Tab writes out the folder that the path begins to name, or says which there are."""
    (folder / "reports").mkdir()
    (folder / "research").mkdir()
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("X")
        path_in(app).value = "r"
        await pilot.press("tab")
        assert path_in(app).value == "re"
        assert said(app) == "reports/ research/"
        await pilot.press("p", "tab")
        assert path_in(app).value == "reports/"
        await pilot.press("x", "tab")
        assert said(app) == "No folder starts with that."


async def test_esc_stops_what_is_being_written(small: Index, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a large file is written the screen goes on; Esc closes the form, and there is no file, nor half of one."""
    began, ended = threading.Event(), threading.Event()

    def endless(_subject: Subject, stream: TextIO) -> None:
        try:
            while True:
                stream.write("more\n")
                began.set()
        finally:
            ended.set()

    monkeypatch.setattr(json_lines, "write", endless)
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X", "down", "enter")
        await until(pilot, began.is_set)
        assert said(app) == "Writing 9 events…; Esc stops"
        await pilot.press("enter", "escape")
        assert screen_name(app) == "ExploreScreen"
        await until(pilot, ended.is_set)
        await until(pilot, lambda: not list(folder.iterdir()))


async def test_nothing_is_exported_of_nothing(small: Index) -> None:
    """Where the filters leave no event and nothing is marked, X says so and opens nothing."""
    app = app_on(small, "kind:court kind:protest")
    async with app.run_test(size=NARROW) as pilot:
        assert app.explorer.selection.count == 0  # type: ignore[union-attr]  # the timeline is sound
        await pilot.press("X")
        assert screen_name(app) == "ExploreScreen"
        assert "Nothing to export here." in screen_text(app)


async def test_no_control_character_reaches_the_terminal(small: Index, folder: Path) -> None:
    """A query, a path that is pasted and a folder's name show without control characters."""
    (folder / "bad\x1b[31mred").mkdir()
    app = app_on(small, '"[/red]"')
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X")
        assert '"[/red]"' in screen_text(app)
        path_in(app).insert_text_at_cursor("\x1b[31m\x07")
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert controls(screen_text(app)) == set()


@pytest.mark.parametrize("text", ["export", "save", "sort", "print", "copy"])
def test_help_and_palette_find_what_people_say(text: str) -> None:
    """Export, save, sort, print and copy each find the command that does it, in the help as in the palette."""
    meant = {"export": "export", "save": "export", "sort": "order_sources", "print": "export", "copy": "cite"}[text]
    (command,) = [command for command in COMMANDS if command.id == meant]
    assert wanted(text, command)
    assert _closeness(words(text), text, command) > 0


@SIZES
async def test_the_mouse_chooses(small: Index, size: tuple[int, int]) -> None:
    """A click on a format chooses it; one on a heading chooses nothing."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("X")
        await pilot.click("FormatPane", offset=(6, 2))
        assert path_in(app).value.endswith(".jsonl")
        await pilot.click("FormatPane", offset=(6, 0))
        assert path_in(app).value.endswith(".jsonl")


@pytest.mark.parametrize("size", [(60, 16), NARROW, (200, 60)])
async def test_path_and_answer_are_in_sight_on_every_screen(folder: Path, size: tuple[int, int]) -> None:
    """With everything there is to export the list scrolls, its cursor stays in sight, and so do path, trouble and keys."""
    index = open_timeline(SMALL, None)
    app = with_desk(index, folder)
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", "C", "X")
        await pilot.press(*["down"] * 20)
        await pilot.pause()
        path_in(app).value = "gap/a.md"
        await pilot.press("enter")
        await until(pilot, lambda: "There is no folder" in said(app))
        text = screen_text(app)
        for seen in ("▌ ● table", "File gap/a.md", "There is no folder", "Esc closes"):
            assert seen in text
    index.close()


async def test_the_form_closes_once(small: Index) -> None:
    """A second Esc that arrives before the form is gone is no fault, and the list is what it was."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("X")
        form = app.screen
        assert isinstance(form, ExportScreen)
        form.action_close()
        form.action_close()
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"


@SIZES
async def test_what_a_format_cannot_carry_is_said(small: Index, folder: Path, size: tuple[int, int]) -> None:
    """A calendar is chosen among all formats of the registry; what it could not carry is said with where it was written."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("X")
        listed = whole(pane_of(app, "FormatPane"))
        for name in formats("events"):
            assert f" {name} " in listed
        places = list(formats("events"))
        await pilot.press(*["down"] * places.index("ics"))
        assert path_in(app).value == "small-events.ics"
        await pilot.press("enter")
        await written(pilot, app)
        told = "".join(whole(pane_of(app, "NotePane")).split())
        assert "Wrote8eventsto" in told
        assert "1eventwithoutadateleftout:acalendarhasnoplaceforthem." in told
        assert (folder / "small-events.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
