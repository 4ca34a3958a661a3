"""Whatever is pressed, and however fast: nothing stops the program, and all that is on screen is of one moment."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_timeline
from cttui.store.index import Ask
from cttui.store.sqlite import SqliteIndex as Index
from cttui.store.wants import ToPosition
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.pane import LinePane
from cttui.ui.explore.time import TimePane
from ui.helpers import (
    NARROW,
    PLACES,
    SMALL,
    WIDE,
    app_on,
    burst,
    controls,
    explorer_of,
    pane_of,
    run_command,
    screen_name,
    screen_text,
    whole,
)


def own_app(folder: Path, file: Path = SMALL, at: str | None = None) -> CttuiApp:
    """The app on a timeline with a notebook in a folder; the index is its own, since a desk lays marks over it."""
    index = open_timeline(file, None)
    name = index.head.meta.id
    return CttuiApp(Explorer(index, at=at, desk=Desk(index, Notebook(folder / f"{name}.toml", name))))


# -- anything --------------------------------------------------------------------------------------------------------

HEAD = """
[timeline]
id = "{name}"
title = "{name}"
period = "{period}"
[[source]]
id = "one"
type = "webpage"
standpoint = "press"
"""
EVENT = """
[[event]]
id = "event-{number}"
date = "{date}"
kind = "attack"
title = "Event {number} [/red] \u4e2d\u56fd"
provinces = []
sources = ["one"]
"""
FEW = {
    "nothing": ("2024", ()),
    "undated": ("2024", ("", "")),
    "one-day": ("2024-03-05", ("2024-03-05",)),
    "open": ("2001/..", ("../2002", "2024-03-05", "2024-05/..")),
    "ages": ("0001/9999", ("0001-01-01", "1950/1960", "2024~", "9999-12-31", "")),
}
"""Timelines of few events or none, without places, provinces or threads: their periods, and their events' dates."""
SIZES = ((1, 1), (59, 15), (60, 16), NARROW, WIDE, (300, 80))
TYPED = (
    "date:1800",
    "date!:2024-03",
    "date:2024-03 date:2024-05",
    "is:marked",
    "kind:attack",
    "-",
    " :",
    "[/red]",
    "killed:>=1",
)
KEYS = (
    *("plus", "minus", "shift+left", "shift+right", "shift+up", "shift+down", "T", "p", "left_square_bracket"),
    *("right_square_bracket", "w", "backspace", "x", "t", "v", "M", "f", "m", "u", "U", "d", "D", "equals_sign", "s", "c", "C"),
    *(
        "space",
        "enter",
        "escape",
        "escape",
        "escape",
        "up",
        "down",
        "left",
        "right",
        "j",
        "g",
        "G",
        "pagedown",
        "tab",
        "1",
        "0",
    ),
    *("exclamation_mark", "question_mark", "ctrl+p", "apostrophe", "a", "r", "b", "i", "n", "J"),
)
CLOSING = ("enter", "escape", "w")


def is_of_one_moment(app: CttuiApp) -> None:
    """Whether the explorer is of one piece, and what is on top shows it."""
    explorer = explorer_of(app)
    fresh = explorer.index.answer(Ask(explorer.query, at=ToPosition(explorer.position)))
    assert explorer.selection == fresh.selection
    assert explorer.cursor == fresh.cursor
    if screen_name(app) == "ExploreScreen":
        assert not explorer.walking
        assert [bar.value for bar in app.screen.query(Bar) if not bar.has_focus] in ([], [explorer.typed])
    for pane in app.screen.query(LinePane):
        # the ledger stays that of the event for which it was opened
        if pane.VIEW and pane.VIEW != "ledger":
            assert getattr(pane, "view", None) == getattr(explorer, pane.VIEW)(), pane
        if isinstance(pane, TimePane) and pane.view is not None and pane.layout_ is not None and pane.line_total():
            assert pane.layout_ == pane.view.layout
    assert not controls(screen_text(app))


async def wander(pilot: Pilot[None], random: Random) -> str:
    """Do one thing, and say which: keys mostly, now and then more at once, a filter, the mouse, or another size."""
    match random.choices(("key", "burst", "filter", "click", "drag", "size"), (75, 8, 6, 6, 3, 2))[0]:
        case "key":
            await pilot.press(done := random.choice(KEYS))
        case "burst":
            done = " ".join(keys := (random.choice(KEYS), *[random.choice(CLOSING)] * 2))
            await pilot.press(random.choice(KEYS))
            await burst(pilot, *keys)
        case "filter":
            await pilot.press("slash", *(done := random.choice(TYPED)), *random.choice(((), ("enter",))))
        case "click":
            done = str(at := (random.randrange(pilot.app.size.width), random.randrange(pilot.app.size.height)))
            await pilot.click(offset=at, times=random.choice((1, 2)))
        case "drag":
            y, row = random.randrange(pilot.app.size.height), pilot.app.size.width
            done = str(ends := (random.randrange(row), random.randrange(row)))
            await pilot.mouse_down(offset=(ends[0], y))
            await pilot.hover(offset=(ends[1], y))
            await pilot.mouse_up(offset=(ends[1], y))
        case _:
            done = str(size := random.choice(SIZES))
            await pilot.resize_terminal(*size)
    await pilot.pause()
    return done


@pytest.mark.parametrize("name", ["small", "places", *FEW])
async def test_whatever_is_done_the_screen_is_of_one_moment(tmp_path: Path, name: str) -> None:
    """At random over timelines of all sorts and screens of all sizes: nothing stops it, and every pane shows what is so."""
    file = {"small": SMALL, "places": PLACES}.get(name, tmp_path / f"{name}.toml")
    if name in FEW:
        period, dates = FEW[name]
        events = (EVENT.format(number=number, date=date) for number, date in enumerate(dates))
        file.write_text(HEAD.format(name=name, period=period) + "".join(events), encoding="utf-8")
    random = Random(f"{name} 4")  # noqa: S311 - of no secret
    app = own_app(tmp_path, file)
    done: list[str] = []
    async with app.run_test(size=random.choice(SIZES)) as pilot:
        for _ in range(24):
            done.append(await wander(pilot, random))
            try:
                is_of_one_moment(app)
            except AssertionError as error:
                raise AssertionError(f"after {done[-5:]}: {error}") from error


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
async def test_keys_in_one_breath_on_screens_that_close(tmp_path: Path, opened: tuple[str, ...], keys: tuple[str, ...]) -> None:
    """What closes a screen, pressed again before it is gone, does what it would do typed slowly."""
    ends = []
    for at_once in (True, False):
        app = own_app(tmp_path, at="school-law")
        if not at_once:
            explorer_of(app).toggle_mark()
        explorer_of(app).toggle_mark()
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press(*opened)
            if at_once:
                await burst(pilot, *keys)
            else:
                await pilot.press(*keys)
            await pilot.pause()
            assert app.is_running
            assert app.focused is not None
            ends.append((screen_name(app), explorer_of(app).walking, screen_text(app)))
    assert ends[0] == ends[1]


async def test_a_page_key_in_the_palette_before_it_lists_anything(small: Index) -> None:
    """Page down, while what was typed is still being looked for, or where nothing is found, does nothing."""
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        for opened in (("ctrl+p",), ("ctrl+p", *"theme", "enter")):
            await pilot.press(*opened)
            await burst(pilot, "plus", "pagedown", "pageup", "end", "home")
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
            assert sum(pane.view.counts.shown) == marked
            assert pane.view == explorer.time()
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
        ("false", "failed with code 1; the note is unchanged"),
        ("sh -c 'exit 3'", "failed with code 3; the note is unchanged"),
        ("sh -c 'kill -INT $$'", "was killed by a signal; the note is unchanged"),
        ("sh -c 'kill -INT $PPID; echo kept > $0'", "Note saved."),
        ("no-such-editor", "The editor 'no-such-editor' was not found"),
        ("'", "a quotation mark is not closed"),
        ("sh -c 'rm $0'", "cannot be read"),
        (r"sh -c 'printf \\377 > $0'", "is not UTF-8"),
        ("", "is set"),
        ("  ", "is set"),
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
        await run_command(pilot, "note_in_editor")
        assert lent in ([], [True, False])
        assert said in " ".join(screen_text(app).split())
        await pilot.press("j")
        assert explorer_of(app).position == 1


async def test_the_settings_editor_comes_before_the_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A note is written in the editor of the settings, where they name one, and not in $VISUAL or $EDITOR."""
    monkeypatch.setattr(CttuiApp, "suspend", lambda _app: nullcontext())
    monkeypatch.setenv("VISUAL", "false")
    app = own_app(tmp_path)
    script = shlex.quote("import sys; open(sys.argv[1], 'w').write('mine')")
    app.settings = replace(app.settings, editor=f"{shlex.quote(sys.executable)} -c {script}")
    async with app.run_test(size=WIDE) as pilot:
        await run_command(pilot, "note_in_editor")
        assert explorer_of(app).note() == "mine"


async def test_the_palette_runs_a_command_once(tmp_path: Path) -> None:
    """Enter, pressed three times in one breath on a command of the palette, runs it once; then it reads, as typed slowly."""
    app = own_app(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", *"next lens", "down")
        await burst(pilot, "enter", "enter", "enter")
        assert (screen_name(app), explorer_of(app).lens.name) == ("ReadScreen", "lowest")
