"""No key acts on what is out of sight: every command on every screen at every size, and below the least size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.commands import COMMANDS, Command
from cttui.ui.base.detail import DetailPane
from cttui.ui.base.events import EventsPane
from cttui.ui.base.frame import NotePane
from cttui.ui.base.keeping import EditorCommands
from cttui.ui.base.screen import CommandScreen
from cttui.ui.base.source import SourceCommands
from cttui.ui.desk.pane import ViewsPane
from cttui.ui.explore.facets import FacetsPane
from cttui.ui.explore.provinces import ProvincesPane
from cttui.ui.explore.time import TimePane
from cttui.ui.grid.pane import GridPane
from cttui.ui.threads.panes import PathPane
from ui.helpers import NARROW, SMALL, WIDE, explorer_of, pane_of, screen_name, screen_of, screen_text

LEAST = (60, 16)

STATES: dict[str, tuple[str, ...]] = {
    "explore": (),
    "facets": ("f",),
    "event": ("enter",),
    "grid": ("x",),
    "map": ("M",),
    "box": ("M", "b"),
    "threads": ("t", "escape"),
    "path": ("t", "right"),
    "paths after a step": ("t", "right", "escape"),
    "read": ("enter", "enter"),
    "claims": ("c",),
    "all claims": ("C",),
    "sources": ("s",),
    "views": ("v",),
}
"""Each screen, and what one can see of it, by the keys that lead there from the list."""

ON_EVENT = {"mark", "note", "note_in_editor", "open_editor", "change_record", "open_url", "cite", "narrow"}
"""Commands of which the footer says that they do something to the event, whatever stands in the code."""


@dataclass(frozen=True)
class Seen:
    """What a key can change, and what was on screen then."""

    text: str
    title: str
    """How the title begins of the event that is looked at."""
    kept: str
    """The notebook without its times, the addresses opened, and what was copied."""
    event: str
    asked: tuple[object, ...]
    strip: tuple[object, ...]
    step: int | None


@pytest.fixture
def index() -> Iterator[Index]:
    """The small timeline, opened for one test: marks are laid over it."""
    index = open_timeline(SMALL, None)
    yield index
    index.close()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that would have been opened."""
    found: list[str] = []

    def record(screen: SourceCommands) -> None:
        view = screen.explorer.read()
        found.append(view.url if view else "")

    monkeypatch.setattr(SourceCommands, "run_open_url", record)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    return found


def window(index: Index, folder: Path, at: str = "post-attack") -> CttuiApp:
    """The app with a notebook of its own."""
    notebook = Notebook(folder / "small.toml", index.head.meta.id)
    return CttuiApp(Explorer(index, "", at, desk=lambda: Desk(index, notebook)))


def look(app: CttuiApp, folder: Path, opened: list[str]) -> Seen:
    """What there is now."""
    explorer = explorer_of(app)
    event = explorer.subject_event()
    lines = [line for path in folder.glob("*.toml") for line in path.read_text(encoding="utf-8").splitlines()]
    kept = [line for line in lines if not line.startswith(("made", "changed"))]
    return Seen(
        screen_text(app),
        event.title[:12] if event else "",
        "\n".join((*kept, *opened, app.clipboard)),
        event.id if event else "",
        (explorer.query.text, explorer.lens.name),
        (explorer.sight.unit, explorer.counts_dead, explorer.surely),
        explorer.path.at if explorer.path else None,
    )


def shown(app: CttuiApp, *kinds: type[Widget]) -> bool:
    """Whether a pane of one of some kinds is on the screen on top."""
    widgets: list[Widget] = [widget for kind in kinds for widget in app.screen.query(kind)]
    return any(widget.region.area > 0 and widget in app.screen._compositor.visible_widgets for widget in widgets)


async def begin(pilot: Pilot[None], keys: tuple[str, ...], at: str) -> None:
    """Go back to the list as it was at first, and from there to a state."""
    app = pilot.app
    assert isinstance(app, CttuiApp)
    while len(app.screen_stack) > 1:
        app.pop_screen()
        await pilot.pause()
    explorer = explorer_of(app)
    explorer.path, explorer.walking, explorer.counts_dead = None, False, False
    explorer.ask("")
    explorer.go_to(at)
    screen = screen_of(app)
    screen.remove_class("show-side", "show-detail")
    screen.query_one(EventsPane).focus()
    screen.query_one(DetailPane).scroll_to(y=0, animate=False, immediate=True, force=True)
    screen.show()
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def acts_on_event(screen: CommandScreen, command: Command) -> bool:
    """Whether a command acts on the event that is looked at; where another record is at the cursor, some act on that."""
    own = type(screen).here_in_file is not EditorCommands.here_in_file if isinstance(screen, EditorCommands) else False
    return command.id in ON_EVENT and not (own and command.id in {"open_editor", "change_record"})


def keyed(screen: CommandScreen) -> list[Command]:
    """The commands that have a key where the keyboard is; those that only leave cttui are let be."""
    return [command for command in screen.keys.of(*screen.here) if command.keys and command.id not in {"quit", "suspend"}]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("state", STATES)
async def test_what_a_key_changes_is_in_sight(
    index: Index, opened: list[str], tmp_path: Path, state: str, size: tuple[int, int]
) -> None:
    """Each command's key, on each screen at each size: what it acts on was in sight, and what it changed is."""
    app = window(index, tmp_path)
    async with app.run_test(size=size) as pilot:
        await begin(pilot, STATES[state], "post-attack")
        beginning, changed = (app.screen, app.focused), False
        for command in keyed(screen_of(app)):
            if changed:
                await begin(pilot, STATES[state], "post-attack")
                beginning = (app.screen, app.focused)
            before = look(app, tmp_path, opened)
            where = f"{command.id} on {screen_name(app)}"
            steps = shown(app, PathPane)
            if acts_on_event(screen_of(app), command) and command in screen_of(app).offers() and before.title:
                assert before.title in before.text, f"{where} is offered"
            await pilot.press(command.keys[0])
            await pilot.pause()
            after = look(app, tmp_path, opened)
            changed = after != before or (app.screen, app.focused) != beginning
            if command.id == "link":
                # it is of the whole view, and says so
                assert "Copied the link to this view" in after.text, where
            elif after.kept != before.kept or screen_name(app) == "NoteScreen":
                assert before.title in before.text, where
            if after.event != before.event and after.asked == before.asked:
                assert after.title in after.text, where
            if after.asked != before.asked:
                assert shown(app, Bar, NotePane), where
            if after.strip != before.strip:
                assert shown(app, TimePane, GridPane, ProvincesPane), where
            if after.step != before.step and before.step is not None and after.step is not None:
                assert steps, where


@pytest.mark.parametrize("key", ["m", "y", "o", "N", "shift+down"])
async def test_an_event_that_was_scrolled_away_is_brought_back(
    index: Index, opened: list[str], tmp_path: Path, key: str
) -> None:
    """Where the wheel took the event out of sight, a key that acts on it shows it first, and acts when pressed again."""
    app = window(index, tmp_path, at="undated-surrender")
    async with app.run_test(size=LEAST) as pilot:
        await pilot.press("G")
        pane = app.query_one(EventsPane)
        pane.scroll_to(y=0, animate=False, immediate=True, force=True)
        await pilot.pause()
        before = look(app, tmp_path, opened)
        assert before.title not in before.text
        await pilot.press(key)
        after = look(app, tmp_path, opened)
        assert before.title in after.text
        assert (after.kept, after.asked, screen_name(app)) == (before.kept, before.asked, "ExploreScreen")
        assert "was off screen; press" in after.text
        await pilot.press(key)
        again = look(app, tmp_path, opened)
        assert "was off screen; press" not in again.text


@pytest.mark.parametrize("key", ["space", "enter", "minus"])
async def test_a_value_that_was_scrolled_away_is_brought_back(index: Index, tmp_path: Path, key: str) -> None:
    """The same for the value at the cursor of the facets."""
    app = window(index, tmp_path)
    async with app.run_test(size=LEAST) as pilot:
        await pilot.press("f", "G")
        pane = app.query_one(FacetsPane)
        pane.scroll_to(y=0, animate=False, immediate=True, force=True)
        await pilot.press(key)
        assert app.query_one(Bar).value == ""
        assert pane.cursor_in_sight()
        await pilot.press(key)
        assert app.query_one(Bar).value or "more" not in "".join(span.text for span in pane.line(pane.cursor_line() or 0, 60))


async def test_a_view_is_not_deleted_unseen(index: Index, tmp_path: Path) -> None:
    """The key that deletes shows what it would delete before it asks."""
    app = window(index, tmp_path)
    async with app.run_test(size=LEAST) as pilot:
        for n in range(12):
            explorer_of(app).change_desk(partial(Desk.save_view, name=f"view {n}", query=f"killed:>={n}"))
        await pilot.press("v", "G")
        pane = app.screen.query_one(ViewsPane)
        pane.scroll_to(y=0, animate=False, immediate=True, force=True)
        await pilot.press("D")
        assert pane.cursor_in_sight()
        assert "again to delete" not in screen_text(app)


async def test_the_tile_at_the_cursor_stays_in_sight(index: Index, tmp_path: Path) -> None:
    """On few lines the map of provinces scrolls with its cursor."""
    app = window(index, tmp_path)
    async with app.run_test(size=LEAST) as pilot:
        await pilot.press("f")
        pane = app.query_one(ProvincesPane)
        pane.focus()
        for key in ("G", "g", *["j"] * 8):
            await pilot.press(key)
            assert pane.cursor_in_sight()
            assert pane_of(app, "ProvincesPane").has_focus


@pytest.mark.parametrize("size", [(59, 40), (140, 15), (30, 8), (1, 1)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_below_the_least_size_only_leaving_has_a_key(
    index: Index, opened: list[str], tmp_path: Path, size: tuple[int, int]
) -> None:
    """Where only the size that is needed is in sight, no key changes anything; the one that it names leaves."""
    app = window(index, tmp_path)
    async with app.run_test(size=size) as pilot:
        before, first = look(app, tmp_path, opened), explorer_of(app).position
        for key in dict.fromkeys(key for command in COMMANDS for key in command.keys if command.id != "quit"):
            await pilot.press(key)
            assert screen_name(app) == "ExploreScreen", key
        assert look(app, tmp_path, opened) == before
        assert isinstance(app.focused, EventsPane)
        await pilot.resize_terminal(*NARROW)
        await pilot.press("j")
        assert explorer_of(app).position == first + 1
        await pilot.resize_terminal(*size)
        await pilot.press("q")
        await pilot.pause()
    assert app._exit


async def test_the_size_that_is_needed_names_the_key_that_leaves(index: Index, tmp_path: Path) -> None:
    """The key is in sight, so that it may act."""
    app = window(index, tmp_path)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.pause()
        assert "q quits" in " ".join(screen_text(app).split())
