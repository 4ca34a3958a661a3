"""Read-only: no command changes anything on disk, those that would are not offered, and each says so in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers.web_driver import WebDriver
from textual.pilot import Pilot

from cttui.cli import opened, terminal
from cttui.cli.main import _parser
from cttui.copies.attach import keep
from cttui.copies.library import Library
from cttui.errors import READ_ONLY, CttuiError
from cttui.notebook.desk import Desk
from cttui.store.cache import open_timeline
from cttui.text import sentence
from cttui.ui.app import CttuiApp
from cttui.ui.base.commands import COMMANDS, Keys
from cttui.ui.base.frame import FooterPane, HeaderPane
from cttui.ui.base.messages import Run
from cttui.ui.base.screen import CommandScreen
from cttui.ui.base.web import BrowserDriver
from cttui.ui.finder.finders import FinderProvider
from cttui.ui.help.screen import HelpPane
from ui.helpers import NARROW, SMALL, WIDE, painted, pane_of, run_command, screen_name, screen_text, until

SAID = sentence(READ_ONLY)
WRITES = tuple(command for command in COMMANDS if command.writes)
SOURCE = "dawn-1"
LEAVING = frozenset({"quit", "suspend", "open_url"})
"""Commands that end the app, stop it, or start a program."""
PLACES: dict[str, tuple[str, ...]] = {
    "list": (), "bar": ("slash",), "facets": ("f",), "read": ("enter",), "claims": ("c",), "all claims": ("C",), "map": ("M",),
    "grid": ("x",), "threads": ("t",), "views": ("v",), "sources": ("s",),
}  # fmt: skip
"""The keys that lead to each screen, and to the panes of the first that have keys of their own."""
QUICK = frozenset({"list", "read", "views"})
"""The places where most of what writes has its keys."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that cttui may write, below one folder: a timeline, a stored copy, a notebook, settings, the cache."""
    (tmp_path / "small.toml").write_bytes(SMALL.read_bytes())
    keep(
        Library(tmp_path / "library"),
        SOURCE,
        b"The violence has claimed 124 lives so far. At least 20 houses burnt.",
        name="p.txt",
    )
    for name in ("NOTEBOOK", "CACHE"):
        monkeypatch.setenv(f"CTTUI_{name}", str(tmp_path / name.lower()))
    monkeypatch.setenv("CTTUI_SETTINGS", str(tmp_path / "settings.toml"))
    monkeypatch.setenv("EDITOR", "touch")
    monkeypatch.delenv("VISUAL", raising=False)
    (tmp_path / "settings.toml").write_text('theme = "cttui-dark"\n')
    opened.settings.cache_clear()
    index = open_timeline(tmp_path / "small.toml", tmp_path / "cache")
    desk = Desk(index, opened.notebook_of(index))
    desk.toggle_mark(index.events([0])[0].id)
    desk.save_view("mine", "kind:attack")
    index.close()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def app_in(folder: Path, *, read_only: bool = True) -> CttuiApp:
    """The app on the folder's timeline, as the command line makes it."""
    words = [str(folder / "small.toml"), "--filter", f"source:{SOURCE}", *(["--read-only"] if read_only else [])]
    explorer, file = terminal.explored(_parser(words).parse_args(words))
    return CttuiApp(explorer, file=file, settings=opened.settings(), read_only=read_only)


def disk(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, with what is in it and when it was written."""
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


async def go(pilot: Pilot[None], place: str) -> CommandScreen:
    """Lead to a place, and wait for what is read there."""
    await pilot.press(*PLACES[place])
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CommandScreen)
    await until(pilot, lambda: not any(worker.is_running for worker in pilot.app.workers))
    return screen


def said(app: CttuiApp) -> str:
    """What stands on the screen, in one line."""
    return " ".join(screen_text(app).split())


@pytest.mark.parametrize(
    "place", [pytest.param(place, marks=() if place in QUICK else pytest.mark.thorough) for place in PLACES]
)
async def test_no_command_changes_a_file(folder: Path, place: str) -> None:
    """Every command that works at a place, by its key and by its name: no file is changed, no form or editor opens."""
    app = app_in(folder)
    async with app.run_test(size=WIDE) as pilot:
        screen = await go(pilot, place)
        before = disk(folder)
        run = 0
        for command in COMMANDS:
            pane = app.focused
            scopes = {*screen.KEYS, *getattr(pane, "KEYS", ())}
            if command.scope not in scopes or command.id in LEAVING:
                continue
            run += 1
            for key in (None, *command.keys[:1]):
                if key is None:
                    screen.post_message(Run(command.id))
                    await pilot.pause()
                else:
                    await pilot.press(key)
                news = said(app)
                assert app._exception is None
                assert disk(folder) == before, f"{command.id} wrote"
                assert screen_name(app) not in {
                    "FormScreen",
                    "NoteScreen",
                    "ExportScreen",
                    "AttachScreen",
                    "AddScreen",
                    "UndoScreen",
                }
                if command.writes and (key is None or place != "bar"):
                    assert SAID in news, f"{command.id} does not say why it does nothing"
                elif not command.writes:
                    assert "read-only here" not in news, f"{command.id} writes, and is not marked"
                while app.screen is not screen and len(app.screen_stack) > 1:
                    app.pop_screen()
                    await pilot.pause()
                if app.screen is not screen or app.focused is not pane:
                    if app.screen is not screen:
                        screen = await go(pilot, place)
                        pane = app.focused
                    elif pane is not None and pane.is_attached and pane.display:
                        pane.focus()
                    await pilot.pause()
        assert run > 15


async def test_what_is_refused_would_have_written(folder: Path) -> None:
    """Without --read-only the same keys change files: what the other test sees is not an app that can do nothing anyway."""
    app = app_in(folder, read_only=False)
    async with app.run_test(size=WIDE) as pilot:
        before = disk(folder)
        await pilot.press("m")
        assert disk(folder) != before
        await pilot.press("X")
        assert screen_name(app) == "ExportScreen"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
async def test_what_writes_is_not_offered(folder: Path, size: tuple[int, int]) -> None:
    """Footer, palette and help have no command that writes; the header says read-only, in the list and over a source."""
    app = app_in(folder)
    titles = {(command.title.capitalize(), command.help) for command in WRITES}
    async with app.run_test(size=size) as pilot:
        assert painted(app.screen.query_one(HeaderPane))[0].rstrip().endswith("· read-only")
        for place in ("list", "read"):
            screen = await go(pilot, place) if place == "list" else app.screen
            assert isinstance(screen, CommandScreen)
            assert not {command.id for command in app.screen.query_one(FooterPane).offers()} & {one.id for one in WRITES}
            hits = [(str(hit.text), str(hit.help)) async for hit in FinderProvider(screen).discover()]
            assert hits
            assert not [hit for hit in hits if any(hit[0] == title and help_ in hit[1] for title, help_ in titles)]
            while screen_name(app) != "ReadScreen":
                await pilot.press("enter")
        assert " read-only" in painted(pane_of(app, "ReadHeader"))[0]
        await pilot.press("question_mark")
        help_pane = app.screen.query_one(HelpPane)
        assert not {command.id for command in help_pane.all} & {one.id for one in WRITES}


async def test_a_theme_and_widths_last_until_one_quits(folder: Path) -> None:
    """A theme can still be chosen and a pane made wider; neither is written to the settings."""
    app = app_in(folder)
    before = disk(folder)
    async with app.run_test(size=WIDE) as pilot:
        app.choose_theme("cttui-light")
        await pilot.pause()
        assert app.theme == "cttui-light"
        assert "Theme cttui-light holds until you quit." in said(app)
        await run_command(pilot, "widen_pane")
        assert app.widths
    assert disk(folder) == before


async def test_a_served_app_has_no_shell(folder: Path) -> None:
    """In a browser, Ctrl+Z says that there is no shell, and the help does not have it."""
    explorer, _ = terminal.explored(_parser(words := [str(folder / "small.toml"), "--read-only"]).parse_args(words))
    app = CttuiApp(explorer, read_only=True, served=True)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+z")
        assert "There is no shell to return to." in said(app)
        await pilot.press("question_mark")
        assert "suspend" not in {command.id for command in app.screen.query_one(HelpPane).all}


def test_a_size_among_the_keys_is_no_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that types the sequence by which terminals tell their size does not make the screen larger."""
    passed: list[object] = []
    monkeypatch.setattr(WebDriver, "process_message", lambda _driver, message: passed.append(message))
    driver = BrowserDriver.__new__(BrowserDriver)
    for event in XTermParser().feed("\x1b[48;9000;9000;1;1tx"):
        driver.process_message(event)
    assert [type(event) for event in passed] == [events.Key]


async def test_hints_name_no_key_that_does_nothing(folder: Path) -> None:
    """The empty lists of Views, and a source without a copy, do not tell of keys that are refused."""
    app = app_in(folder)
    async with app.run_test(size=WIDE) as pilot:
        await go(pilot, "views")
        for command in ("save_view", "mark", "note"):
            (row,) = [one for one in COMMANDS if one.id == command]
            assert f" {row.shown} saves" not in said(app)
            assert f"{row.shown} marks" not in said(app)


def test_nothing_below_the_screen_writes_either(folder: Path) -> None:
    """The notebook and the library refuse every change by themselves, in the same words, whoever asks for one."""
    words = [str(folder / "small.toml"), "--read-only"]
    explorer, _ = terminal.explored(_parser(words).parse_args(words))
    before = disk(folder)
    explorer.go_to(explorer.index.events([1])[0].id)
    library = explorer.library
    assert library is not None
    kept = library.latest(SOURCE)
    assert kept is not None
    for act in (
        explorer.toggle_mark,
        lambda: explorer.change_desk(lambda desk: desk.save_view("other", "kind:attack")),
        lambda: keep(library, SOURCE, b"Another page.", name="q.txt"),
        lambda: library.detach(kept),
    ):
        with pytest.raises(CttuiError, match="read-only here"):
            act()
    library.text_to_show(kept)
    assert "read-only" in explorer.leave()
    assert disk(folder) == before


def test_the_marks_of_commands_are_what_keys_refuse() -> None:
    """Read-only, exactly the marked commands are refused, and what is not offered still has its keys, to say why."""
    keys = Keys(read_only=True)
    assert {command.id for command in COMMANDS if keys.refusal(command.id)} == {command.id for command in WRITES}
    assert {command.id for command in COMMANDS} - {command.id for command in keys.commands} == {one.id for one in WRITES}
    for command in WRITES:
        bound = keys.bindings(command.scope).key_to_bindings
        assert all(any(one.action == f"screen.run('{command.id}', 1)" for one in bound[key]) for key in command.keys)
    assert not any(Keys().refusal(command.id) for command in COMMANDS)
