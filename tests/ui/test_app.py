"""The app as a person drives it: keys, the mouse, sizes, and what stands on the screen then."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import pytest
from rich.cells import cell_len
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from cttui import ui
from cttui.checks.rules import check
from cttui.errors import TimelineError
from cttui.explore.asking import view_class
from cttui.explore.explorer import Explorer
from cttui.explore.state import State
from cttui.model import kinds
from cttui.model.records import KINDS, Spelling, Timeline
from cttui.query.language import Query, parse
from cttui.store import cache as store
from cttui.store.index import Answer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load
from cttui.ui.app import CttuiApp
from cttui.ui.base import browser, glyphs, messages
from cttui.ui.base.bar import Bar, CompletionsPane
from cttui.ui.base.commands import COMMANDS, SCOPES, Command
from cttui.ui.base.detail import DetailPane
from cttui.ui.base.events import EventsPane
from cttui.ui.base.frame import FooterPane, HeaderPane, NewsPane, NotePane
from cttui.ui.base.lines import Line
from cttui.ui.base.pane import LinePane
from cttui.ui.base.screen import CommandScreen
from cttui.ui.explore.facets import FacetsPane
from cttui.ui.explore.provinces import ProvincesPane
from cttui.ui.explore.time import TimePane
from cttui.ui.finder.finders import FinderProvider
from cttui.ui.form.screen import FormScreen
from strategies import engine_of
from ui.helpers import (
    HOSTILE,
    NARROW,
    SMALL,
    WIDE,
    app_on,
    burst,
    controls,
    explorer_of,
    list_count,
    painted,
    pane_of,
    screen_name,
    screen_of,
    screen_text,
    until,
    whole,
)

SHIFTED = "!@#$%^&"
"""What Shift makes of the digits 1 to 7 on the keyboard that the commands name."""


@pytest.fixture(params=[WIDE, NARROW], ids=["140x40", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Each of the two sizes of terminal in turn."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open."""
    found: list[str] = []

    class Started:
        def wait(self) -> int:
            return 0

    def record(asked: browser.Browser) -> Started:
        found.append(asked.argv[-1])
        return Started()

    monkeypatch.setenv("BROWSER", "some-browser")
    monkeypatch.setattr(browser, "run_aside", record)
    return found


def here(app: CttuiApp) -> str:
    """The id of the event under the cursor."""
    row = explorer_of(app).row
    assert row is not None
    return row.id


def focus(app: CttuiApp) -> str:
    """The class of the pane that has the keyboard."""
    return type(app.focused).__name__


def lines_made(pane: LinePane, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the lines that the pane makes from now on."""
    made: list[int] = []
    line = pane.line

    def record(number: int, width: int) -> Line:
        made.append(number)
        return line(number, width)

    monkeypatch.setattr(pane, "line", record)
    return made


def header_count(app: CttuiApp) -> int:
    """The number that the first line states, read off the screen."""
    return int(painted(app.query_one(HeaderPane))[0].split(" of ")[0].split()[-1].replace(",", ""))


def news(app: CttuiApp) -> str:
    """What just happened, as the line below the bar says it."""
    return app.screen.query_one(NewsPane).news


def badge_at_cursor(pane: ProvincesPane) -> str:
    """The badge of the tile at the cursor."""
    return pane.tile.choice.token if pane.tile else ""


def shown_view(app: CttuiApp, name: str) -> object:
    """The view that a pane was given."""
    return getattr(pane_of(app, name), "view")  # noqa: B009 - the base class has none


async def typed(pilot: Pilot[None], text: str) -> None:
    """Press the keys of a text."""
    await pilot.press(*text)
    await pilot.pause()


def place_of(pane: LinePane, text: str) -> tuple[int, int]:
    """Where on a pane a text stands, counted from the corner of its border, for the mouse."""
    edge = 1 if pane.styles.border_top[0] else 0
    for y, line in enumerate(painted(pane)):
        if text in line:
            return line.index(text) + edge, y + edge
    raise AssertionError(f"{text} is not on {type(pane).__name__}")


def asked(seen: list[Message]) -> list[Message]:
    """The requests that panes made, in order, each once; a message is seen by every widget that it passes."""
    found = {id(message): message for message in seen if type(message).__module__ == messages.__name__}
    return list(found.values())


# -- provinces and filters -------------------------------------------------------------------------------------------


async def test_each_digit_toggles_its_province(shipped_index: Index, size: tuple[int, int]) -> None:
    """Digits 1 to 7 each leave the events of one province: header, tile and list state the same number; again, all."""
    app = app_on(shipped_index)
    async with app.run_test(size=size) as pilot:
        tiles = {tile.key: tile.choice for tile in explorer_of(app).provinces().tiles if tile.key}
        assert sorted(tiles) == list("1234567")
        for key, choice in tiles.items():
            await pilot.press(key)
            await pilot.pause()
            tile = next(t.choice for t in explorer_of(app).provinces().tiles if t.choice.token == choice.token)
            assert header_count(app) == list_count(app) == tile.count == choice.count
            assert tile.chosen
            assert app.query_one(Bar).value == f"province:{choice.token}"
            await pilot.press(key)
            await pilot.pause()
            assert header_count(app) == list_count(app) == shipped_index.count


async def test_digits_add_up_and_zero_lifts_them(small: Index, size: tuple[int, int]) -> None:
    """Two digits show the events of both provinces, 0 those of all again, and other filters stay."""
    app = app_on(small, "-kind:surrender")
    async with app.run_test(size=size) as pilot:
        await pilot.press("1", "2")
        assert app.query_one(Bar).value == "-kind:surrender province:KP,BA"
        assert header_count(app) == 5
        await pilot.press("0")
        assert app.query_one(Bar).value == "-kind:surrender"
        assert header_count(app) == list_count(app) == 8


async def test_shift_and_a_digit_leave_a_province_out(small: Index, size: tuple[int, int]) -> None:
    """Shift with a digit shows all events but that province's, pressed again all of them."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        for key, token in zip(SHIFTED, ("KP", "BA", "SD"), strict=False):
            await pilot.press(key)
            assert app.query_one(Bar).value == f"-province:{token}"
            assert header_count(app) == list_count(app) == 9 - engine_of(explorer_of(app)).facet("province", Query())[token]
            await pilot.press(key)
            assert app.query_one(Bar).value == ""


async def test_a_digit_without_a_province_says_so(small: Index) -> None:
    """A digit past the timeline's provinces changes nothing and says that there is none."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("7")
        await pilot.pause()
        assert news(app) == "This timeline has no province 7."
        assert header_count(app) == 9


async def test_backspace_lifts_every_filter(small: Index, size: tuple[int, int]) -> None:
    """Backspace empties the bar, and the cursor is back on the event that the filter hid."""
    app = app_on(small, at="truce")
    async with app.run_test(size=size) as pilot:
        await pilot.press("3")
        assert here(app) == "rally"
        await pilot.press("backspace")
        await pilot.pause()
        assert (app.query_one(Bar).value, here(app), header_count(app)) == ("", "truce", 9)


# -- moving ----------------------------------------------------------------------------------------------------------


async def test_keys_move_the_cursor(small: Index, size: tuple[int, int]) -> None:
    """Keys: j and ↓ go down, k and ↑ up, G to the end, g to the top, and none leaves the list."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        for key, position in zip(
            ("j", "down", "k", "up", "k", "G", "j", "g", "end", "home"), (1, 2, 1, 0, 0, 8, 8, 0, 8, 0), strict=True
        ):
            await pilot.press(key)
            await pilot.pause()
            assert explorer_of(app).position == position
            assert app.query_one(DetailPane).view == explorer_of(app).detail()


async def test_keys_that_come_at_once_all_count(small: Index, size: tuple[int, int]) -> None:
    """A key held down or a slow line brings several keys in one breath: each moves the cursor by one event."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await burst(pilot, "j", "j", "j", "down")
        assert explorer_of(app).position == 4
        await burst(pilot, "k", "k", "j")
        assert explorer_of(app).position == 3


async def test_digits_that_come_at_once_all_count(small: Index) -> None:
    """Digits pressed faster than the screen is painted are all heeded, in their order."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await burst(pilot, "1", "2", "3", "2")
        assert app.query_one(Bar).value == explorer_of(app).typed == "province:KP,SD"
        assert header_count(app) == list_count(app) == 6


async def test_letters_that_come_with_the_slash_are_typed(small: Index) -> None:
    """What is typed in the same breath as / stands in the bar: no letter is lost, and a q there does not quit."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await burst(pilot, "/", *"q/kind")
        assert app.query_one(Bar).value == explorer_of(app).typed == "q/kind"
        assert app.is_running


@pytest.mark.parametrize(
    ("opener", "keys"),
    [
        ("enter", ("escape", "n")),
        ("enter", ("escape", "/")),
        ("enter", ("escape", "a")),
        ("enter", ("escape", "right")),
        ("c", ("escape", "b")),
        ("c", ("escape", "enter")),
        ("c", ("c", "escape")),
        ("s", ("enter", "enter")),
        ("s", ("escape", "enter")),
        ("s", ("escape", "S")),
        ("escape", ("c", "c", "escape")),
        ("escape", ("s", "s", "escape")),
        ("escape", ("enter", "enter", "escape")),
        ("escape", ("/", "k", "i", "enter", "enter")),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
async def test_keys_for_a_screen_that_is_gone_are_dropped(small: Index, opener: str, keys: tuple[str, ...]) -> None:
    """A key that comes in the same breath as one that changes the screen breaks nothing, and no screen opens twice."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(opener)
        await pilot.pause()
        await burst(pilot, *keys)
        assert app.is_running
        await pilot.press("escape")
        await pilot.pause()
        names = [type(screen).__name__ for screen in app.screen_stack]
        assert len(names) == len(set(names))
        assert names[0] == "ExploreScreen"


async def test_the_palette_runs_a_command(small: Index) -> None:
    """A command chosen in the palette is run on the screen below it."""
    app = app_on(small, "kind:attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        await typed(pilot, "clear filters")
        await until(pilot, lambda: 0 < app.screen.query_one(OptionList).option_count < 5)
        await pilot.press("enter")
        await until(pilot, lambda: screen_name(app) == "ExploreScreen" and not app.query_one(Bar).value)
        assert screen_name(app) == "ExploreScreen"
        assert (app.query_one(Bar).value, header_count(app)) == ("", 9)


async def test_page_keys_move_by_a_page_and_keep_the_cursor_in_sight(shipped_index: Index, size: tuple[int, int]) -> None:
    """PgDn and PgUp move by what the list shows, Ctrl+F and Ctrl+B the same, the cursor's line always on screen."""
    app = app_on(shipped_index)
    async with app.run_test(size=size) as pilot:
        pane = app.query_one(EventsPane)
        for key, by in (("pagedown", 1), ("ctrl+f", 2), ("pageup", 1), ("ctrl+b", 0), ("G", None), ("g", 0)):
            await pilot.press(key)
            await pilot.pause()
            wanted = shipped_index.count - 1 if by is None else by * pane.page
            assert explorer_of(app).position == wanted
            assert any(line.startswith(glyphs.CURSOR) for line in painted(pane))


async def test_the_list_keeps_its_heads_while_it_scrolls(shipped_index: Index) -> None:
    """The heads of the columns stand at the top of the list wherever it is scrolled to."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        top = painted(app.query_one(EventsPane))[0]
        await pilot.press("G")
        await pilot.pause()
        assert painted(app.query_one(EventsPane))[0] == top
        assert "killed" in top


async def test_moving_paints_only_the_lines_that_changed(shipped_index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the cursor goes one line down, all other lines of the list come from what was painted before."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        pane = app.query_one(EventsPane)
        await pilot.press("j")
        await pilot.pause()
        before = pane.strip_hits
        made = lines_made(pane, monkeypatch)
        await pilot.press("j")
        await pilot.pause()
        assert pane.strip_hits - before >= pane.size.height - 3
        assert len(set(made)) <= 2


# -- the bar ---------------------------------------------------------------------------------------------------------


async def test_typing_filters_live(small: Index, size: tuple[int, int]) -> None:
    """/ puts the keyboard in the bar, and every key there shows the events of what stands there so far."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash")
        assert focus(app) == "Bar"
        for key, count in zip("attack", (6, 6, 6, 6, 6, 6), strict=True):
            await pilot.press(key)
            await pilot.pause()
            wanted = Explorer(small, app.query_one(Bar).value).selection.count
            assert header_count(app) == list_count(app) == wanted
            assert wanted <= count + 3
        assert header_count(app) < 9


async def test_digits_and_letters_in_the_bar_are_text(small: Index) -> None:
    """While the bar has the keyboard, the keys of commands are typed: q does not quit and 1 chooses no province."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        await typed(pilot, "q1jfo?")
        assert app.query_one(Bar).value == "q1jfo?"
        assert app.is_running
        await pilot.press("backspace")
        assert app.query_one(Bar).value == "q1jfo"


async def test_a_faulty_filter_says_why_and_keeps_the_list(small: Index, size: tuple[int, int]) -> None:
    """A text that is no query is explained below the bar, with carets, and the list stays as it was."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash")
        await typed(pilot, "kind:attak")
        note = painted(app.query_one(NotePane))[0]
        assert "did you mean attack?" in note
        assert note.index("^") - 3 == len("kind:")
        assert header_count(app) == list_count(app) == 9
        await pilot.press("backspace", "c", "k")
        await pilot.pause()
        assert header_count(app) == list_count(app) == 2


async def test_a_field_being_typed_never_searches_its_name(small: Index) -> None:
    """Typing province:KP shows all events at the colon and the province's at the end, however the word matched before."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        await typed(pilot, "province")
        assert header_count(app) < 9
        await typed(pilot, ":")
        assert header_count(app) == 9
        await typed(pilot, "K")
        assert header_count(app) == 9
        await typed(pilot, "P")
        assert header_count(app) == 4


async def test_tab_takes_a_completion(small: Index, size: tuple[int, int]) -> None:
    """Tab finishes the field, then the value chosen with ↓, and the list follows."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash")
        await typed(pilot, "prov")
        ways = app.query_one(CompletionsPane)
        assert ways.display
        assert ways.line_total() == 1
        await pilot.press("tab")
        await pilot.pause()
        assert app.query_one(Bar).value == "province:"
        offered = [way.insert for way in ways.view]
        assert offered[0] == "KP"
        await pilot.press("down", "down", "up", "down")
        await pilot.press("tab")
        await pilot.pause()
        assert app.query_one(Bar).value == f"province:{offered[1]} "
        assert header_count(app) == list_count(app) == small.facet("province", Query())[offered[1]]
        assert ways.styles.display == "none"
        assert focus(app) == "Bar"


async def test_what_would_be_typed_is_whole_beside_a_long_label(shipped_index: Index, size: tuple[int, int]) -> None:
    """A label gives way to the words that a completion puts into the bar."""
    app = app_on(shipped_index)
    async with app.run_test(size=size) as pilot:
        await pilot.press("slash")
        await typed(pilot, "besham")
        ways = app.query_one(CompletionsPane)
        assert ways.display
        for way, line in zip(ways.view, whole(ways).splitlines(), strict=True):
            assert f" {way.insert} " in line
        assert any("events" in way.label for way in ways.view)


async def test_what_is_typed_behind_a_filter_is_a_clause_of_its_own(small: Index, size: tuple[int, int]) -> None:
    """A province by its digit, then a word in the bar: both are asked for, and nothing is asked before a letter comes."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("1")
        before = header_count(app)
        await pilot.press("slash")
        assert (app.query_one(Bar).value, header_count(app)) == ("province:KP ", before)
        # who is used to type the space does so, and there is one all the same
        await typed(pilot, " attack")
        assert app.query_one(Bar).value == "province:KP attack"
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert app.query_one(Bar).value.split() == ["province:KP", "kind:attack"]
        assert header_count(app) == small.select(parse("province:KP kind:attack", small.vocabulary)).count


async def test_enter_takes_a_chosen_completion_and_else_leaves_the_bar(small: Index) -> None:
    """Enter takes the way to finish that ↓ chose; where none is chosen it goes to the list and the filter stays."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        await typed(pilot, "kind:")
        await pilot.press("down", "enter")
        await pilot.pause()
        first = app.query_one(Bar).value
        assert first.startswith("kind:")
        assert first.endswith(" ")
        assert focus(app) == "Bar"
        await pilot.press("enter")
        await pilot.pause()
        assert focus(app) == "EventsPane"
        assert app.query_one(Bar).value == first
        assert not app.query_one(CompletionsPane).display


async def test_escape_unchooses_then_leaves_the_bar(small: Index) -> None:
    """Esc gives up the chosen way to finish, again it leaves the bar; text and filter stay."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        await typed(pilot, "kind:attack kind:")
        await pilot.press("down")
        assert app.query_one(CompletionsPane).chosen == 0
        await pilot.press("escape")
        assert app.query_one(CompletionsPane).chosen == -1
        assert focus(app) == "Bar"
        await pilot.press("escape")
        assert focus(app) == "EventsPane"
        assert app.query_one(Bar).value == "kind:attack kind:"


async def test_a_completion_that_is_clicked_is_taken(small: Index) -> None:
    """A click on a way to finish the word puts it into the bar."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        await typed(pilot, "prov")
        ways = app.query_one(CompletionsPane)
        await pilot.click(ways, offset=place_of(ways, "province:"))
        await pilot.pause()
        assert app.query_one(Bar).value == "province:"


async def test_a_pasted_filter_is_one_clean_line(small: Index) -> None:
    """What is pasted into the bar loses control characters before it reaches the screen."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash")
        bar = app.query_one(Bar)
        bar.insert_text_at_cursor("kind:attack\x1b[2J\u202e")
        await pilot.pause()
        assert not controls(bar.value)
        assert not controls(screen_text(app))


# -- reading ---------------------------------------------------------------------------------------------------------


async def test_enter_reads_and_escape_returns_to_the_same_event(small: Index) -> None:
    """Enter opens the event's sources, Esc goes back to the list with filter and cursor as they were."""
    app = app_on(small, "kind:attack,diplomacy", "truce")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert screen_name(app) == "ReadScreen"
        assert "A truce is signed" in painted(pane_of(app, "ReadHeader"))[0]
        await pilot.press("escape")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert (here(app), app.query_one(Bar).value) == ("truce", "kind:attack,diplomacy")
        assert focus(app) == "EventsPane"


@pytest.mark.parametrize(("forth", "back"), [("right", "left"), ("l", "h"), ("tab", "shift+tab")])
async def test_keys_switch_the_source(small: Index, forth: str, back: str) -> None:
    """In the reader → and ←, l and h, Tab and Shift+Tab show the next and the previous source, and stop at the ends."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        for key, reading in ((forth, 1), (forth, 2), (forth, 2), (back, 1), (back, 0), (back, 0)):
            await pilot.press(key)
            await pilot.pause()
            view = explorer_of(app).read()
            assert view is not None
            assert shown_view(app, "ReaderPane") == view
            assert view.current == explorer_of(app).reading == reading
            assert pane_of(app, "ReaderPane").border_title == f"Source {reading + 1} of 3"


async def test_j_and_k_switch_the_source_in_the_list_of_sources(small: Index) -> None:
    """With the keyboard on the sources, j and k, g and G go through them, and a click takes the one it is on."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        pane = pane_of(app, "SourcesPane")
        await pilot.click(pane, offset=place_of(pane, "ISPR"))
        await pilot.pause()
        assert explorer_of(app).reading == 1
        for key, reading in (("j", 2), ("j", 2), ("k", 1), ("g", 0), ("G", 2), ("pageup", 0)):
            await pilot.press(key)
            await pilot.pause()
            assert explorer_of(app).reading == reading


async def test_j_and_k_scroll_the_source_that_is_read(small: Index) -> None:
    """With the keyboard on a source longer than its pane, j and k scroll it, and another source starts at its top."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()
        pane = pane_of(app, "ReaderPane")
        assert pane.line_total() > pane.size.height
        for key, top in (("j", 1), ("j", 2), ("k", 1), ("G", pane.line_total() - pane.size.height), ("right", 0)):
            await pilot.press(key)
            await pilot.pause()
            assert round(pane.scroll_y) == top


async def test_the_next_event_is_read_from_the_reader(small: Index) -> None:
    """J and K read the list's next and previous event from its first source, and Esc leaves the cursor there."""
    app = app_on(small, "kind:attack,policy,diplomacy", "post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "right")
        for key, event in (("J", "road-attack"), ("J", "school-law"), ("J", "truce"), ("J", "truce"), ("K", "school-law")):
            await pilot.press(key)
            await pilot.pause()
            assert (here(app), explorer_of(app).reading) == (event, 0)
            assert shown_view(app, "ReaderPane") == shown_view(app, "SourcesPane") == explorer_of(app).read()
        await pilot.press("escape")
        assert here(app) == "school-law"


async def test_the_reader_never_stands_empty(small: Index) -> None:
    """J and K pass over an event without sources and stay at the ends, saying so; Enter on such an event says so too."""
    app = app_on(small, "-kind:surrender", "truce")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "J")
        await pilot.pause()
        assert here(app) == "rally"
        await pilot.press("K")
        await pilot.pause()
        assert (here(app), news(app)) == ("truce", "")
        await pilot.press("J", "J")
        await pilot.pause()
        assert here(app) == "rally"
        assert "No more events that way" in news(app)
        await pilot.press("escape", "k", "enter")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert (here(app), news(app)) == ("no-source", "This event has no sources.")


async def test_enter_on_an_empty_list_says_so(small: Index) -> None:
    """Where no event is selected, Enter opens nothing, and the list says how to get events back."""
    app = app_on(small, "zzzz")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "j", "G", "o", "y")
        await pilot.press("enter")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert news(app) == "No event is selected."
        assert "No events match" in screen_text(app)
        assert "No event is selected" in screen_text(app)


async def test_on_a_small_screen_enter_shows_the_event_first(small: Index) -> None:
    """At 80x24 Enter shows the event over the list, again its sources; Esc goes back one level at a time."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=NARROW) as pilot:
        detail, events = app.query_one(DetailPane), app.query_one(EventsPane)
        assert (detail.display, events.display) == (False, True)
        await pilot.press("enter")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert (detail.display, events.display) == (True, False)
        assert "Mir Ali [/red]" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert screen_name(app) == "ReadScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert detail.display
        await pilot.press("escape")
        await pilot.pause()
        assert (detail.display, events.display) == (False, True)
        assert here(app) == "post-attack"


# -- facets ----------------------------------------------------------------------------------------------------------


async def test_f_shows_the_facets_on_a_small_screen(small: Index) -> None:
    """At 80x24 f puts provinces and facets in the list's place, and Esc or f again the list in theirs."""
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        side, events = app.query_one("#side"), app.query_one(EventsPane)
        for back in ("escape", "f"):
            assert (side.display, events.display) == (False, True)
            await pilot.press("f")
            await pilot.pause()
            assert (side.display, events.display) == (True, False)
            assert focus(app) == "FacetsPane"
            await pilot.press(back)
            await pilot.pause()
            assert focus(app) == "EventsPane"


async def test_f_goes_to_the_facets_and_back_where_they_stand_beside_the_list(small: Index) -> None:
    """At 140x40 f moves the keyboard to the facets and back, and nothing moves on the screen."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f")
        assert focus(app) == "FacetsPane"
        assert app.query_one(EventsPane).display
        await pilot.press("f")
        assert focus(app) == "EventsPane"


async def test_space_chooses_and_minus_leaves_out_in_the_facets(small: Index, size: tuple[int, int]) -> None:
    """In the facets Space asks for the value at the cursor, - leaves it out, each again undoes it."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f")
        first = explorer_of(app).facets().facets[0].choices[0].token
        for key, text in (
            ("space", f"kind:{first}"), ("space", ""), ("minus", f"-kind:{first}"), ("minus", ""), ("enter", f"kind:{first}"),
        ):  # fmt: skip
            await pilot.press(key)
            await pilot.pause()
            assert app.query_one(Bar).value == text
            assert header_count(app) == explorer_of(app).selection.count


async def test_the_facets_cursor_stays_on_its_value(small: Index) -> None:
    """When counts change the order of values, the cursor stays on the value that it was on."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f", "j", "j", "space")
        await pilot.pause()
        chosen = app.query_one(Bar).value.removeprefix("kind:")
        await pilot.press("1")
        await pilot.pause()
        pane = app.query_one(FacetsPane)
        line = next(line for line in painted(pane) if line.startswith(glyphs.CURSOR))
        assert chosen in line
        assert glyphs.CHOSEN in line


async def test_the_facets_cursor_passes_over_headings(small: Index) -> None:
    """From the first value to the last the cursor stands on values and openers only, and stops at both ends."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f")
        pane = app.query_one(FacetsPane)
        titles = {facet.title for facet in explorer_of(app).facets().facets}
        for key in ("k", *["j"] * pane.line_total(), "g", "G", "pageup", "pagedown"):
            await pilot.press(key)
            await pilot.pause()
            at_cursor = [line for line in painted(pane) if line.startswith(glyphs.CURSOR)]
            assert len(at_cursor) == 1
            assert at_cursor[0].lstrip(glyphs.CURSOR).strip() not in titles


async def test_a_long_facet_is_opened_and_shut(shipped_index: Index) -> None:
    """A facet with many values shows a few of them and how many more there are; that line opens it."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        pane = app.query_one(FacetsPane)
        actors = next(facet for facet in explorer_of(app).facets().facets if facet.field == "actor")
        few = pane.line_total()
        assert f"{len(actors.choices) - 6} more" in whole(pane)
        pane.picked("actor:")
        await pilot.pause()
        assert pane.line_total() == few + len(actors.choices) - 6 - 1
        pane.picked("actor:")
        await pilot.pause()
        assert pane.line_total() == few


async def test_keys_choose_provinces_on_the_map(small: Index, size: tuple[int, int]) -> None:
    """On the tile map arrows go from tile to tile, Space and Enter choose one, - leaves it out."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f")
        pane = app.query_one(ProvincesPane)
        pane.focus()
        await pilot.pause()
        assert badge_at_cursor(pane) == "KP"
        for key, token in (
            ("left", "AF"),
            ("left", "AF"),
            ("down", "BA"),
            ("right", "SD"),
            ("j", "PK"),
            ("k", "BA"),
            ("up", "AF"),
        ):
            await pilot.press(key)
            assert badge_at_cursor(pane) == token
        await pilot.press("right", "space")
        await pilot.pause()
        assert app.query_one(Bar).value == "province:KP"
        await pilot.press("minus")
        await pilot.pause()
        assert app.query_one(Bar).value == "-province:KP"
        await pilot.press("minus", "down", "enter")
        await pilot.pause()
        assert app.query_one(Bar).value == "province:SD"


# -- the mouse -------------------------------------------------------------------------------------------------------


async def test_a_click_on_a_tile_toggles_the_province(small: Index) -> None:
    """A click on either half of a tile, or on a place beside the map, asks for that province, again no longer."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        pane = app.query_one(ProvincesPane)
        for text, token in (("1 KP", "KP"), ("3 SD", "SD"), ("Nationwide", "PK")):
            place = place_of(pane, text)
            await pilot.click(pane, offset=place)
            await pilot.pause()
            assert app.query_one(Bar).value == f"province:{token}"
            await pilot.click(pane, offset=place_of(pane, text))
            await pilot.pause()
            assert app.query_one(Bar).value == ""
        x, y = place_of(pane, "2 BA")
        await pilot.click(pane, offset=(x, y + 1))
        await pilot.pause()
        assert app.query_one(Bar).value == "province:BA"


async def test_a_click_on_a_facets_value_toggles_it(small: Index) -> None:
    """A click on a value of a facet asks for it, again no longer; a click on a heading does nothing."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        pane = app.query_one(FacetsPane)
        await pilot.click(pane, offset=place_of(pane, "protest"))
        await pilot.pause()
        assert app.query_one(Bar).value == "kind:protest"
        assert header_count(app) == 2
        await pilot.click(pane, offset=place_of(pane, "protest"))
        await pilot.click(pane, offset=place_of(pane, "Actors"))
        await pilot.pause()
        assert app.query_one(Bar).value == ""
        await pilot.click(pane, offset=place_of(pane, "[bold]Jirga"))
        await pilot.pause()
        assert app.query_one(Bar).value == "actor:[bold]Jirga[/bold]"


async def test_a_click_on_an_event_goes_there_and_two_read_it(small: Index) -> None:
    """A click on an event puts the cursor on it, a double click reads it, one on a heading does nothing."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        pane = app.query_one(EventsPane)
        await pilot.click(pane, offset=place_of(pane, "Attack on a road"))
        await pilot.pause()
        assert here(app) == "road-attack"
        await pilot.click(pane, offset=place_of(pane, "March 2024"))
        await pilot.click(pane, offset=place_of(pane, "killed"))
        await pilot.click(pane, offset=(10, pane.size.height - 2))
        await pilot.pause()
        assert here(app) == "road-attack"
        await pilot.click(pane, offset=place_of(pane, "Attack on a road"), times=2)
        await pilot.pause()
        assert screen_name(app) == "ReadScreen"


async def test_a_click_on_a_link_goes_to_that_event(small: Index) -> None:
    """A click on an answer in the event goes there, and one in the reader too; a filter that hides it is lifted."""
    app = app_on(small, "kind:attack", "post-attack")
    async with app.run_test(size=WIDE) as pilot:
        detail = app.query_one(DetailPane)
        detail.focus()
        await pilot.press("G")
        await pilot.click(detail, offset=place_of(detail, "A truce is signed"))
        await pilot.pause()
        assert (here(app), app.query_one(Bar).value) == ("truce", "")
        await pilot.press("enter")
        await pilot.pause()
        reader = pane_of(app, "ReaderPane")
        await pilot.click(reader, offset=place_of(reader, "Rally for"))
        await pilot.pause()
        assert here(app) == "rally"
        assert "Rally for" in painted(pane_of(app, "ReadHeader"))[0]


async def test_a_click_in_the_footer_runs_the_command(small: Index) -> None:
    """A key that the footer names can be clicked instead."""
    app = app_on(small, "kind:attack")
    async with app.run_test(size=WIDE) as pilot:
        footer = app.query_one(FooterPane)
        await pilot.click(footer, offset=place_of(footer, "clear filters"))
        await pilot.pause()
        assert app.query_one(Bar).value == ""


# -- leaving the terminal --------------------------------------------------------------------------------------------


async def test_o_opens_the_address_of_the_source_that_is_read(small: Index, opened: list[str]) -> None:
    """The key o opens the first source's address from the list, and in the reader that of the source that is read."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert news(app) == "Opening https://example.org/dawn-1"
        await pilot.press("enter", "right", "o")
        await pilot.pause()
        assert news(app) == "Opening http://example.org/ispr-1"
    assert opened == ["https://example.org/dawn-1", "http://example.org/ispr-1"]


@pytest.mark.parametrize("event", ["border-shooting", "no-source"])
async def test_o_opens_nothing_where_there_is_no_address(small: Index, opened: list[str], event: str) -> None:
    """An event without a source, or whose source has no address, never reaches the browser, and the line says why."""
    app = app_on(small, at=event)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert news(app) == "This source has no web address."
    assert opened == []


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "HTTPS.evil", " https://example.org", "ftp://example.org"]
)
async def test_o_opens_only_web_addresses(opened: list[str], url: str) -> None:
    """Even if a store were tampered with, only http and https addresses reach the browser."""
    timeline = load.load(SMALL)
    index = Index(
        store.compile_into(replace(timeline, digest="", sources=tuple(replace(s, url=url) for s in timeline.sources)), None)
    )
    app = app_on(index, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o", "enter", "o")
        await pilot.pause()
        assert news(app) == "This source has no web address."
    index.close()
    assert opened == []


async def test_o_says_the_address_where_no_browser_starts(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no browser can be started, as over ssh, the address is told so that it can be copied."""
    monkeypatch.setenv("BROWSER", "no-such-browser")
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("o")
        await pilot.pause()
        assert news(app) == "The browser no-such-browser was not found; the address is https://example.org/dawn-1"


async def test_y_copies_the_citation(small: Index) -> None:
    """The key y sends the citation of the source that is read to the clipboard; where there is none it says so."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert app.clipboard == (
            "A. Reporter. “Attack [/red] reported [citation needed]”. Dawn, 6 January 2024. https://example.org/dawn-1"
        )
        assert news(app).endswith(app.clipboard)
        await pilot.press("enter", "right", "right", "y")
        await pilot.pause()
        assert app.clipboard == "[no headline [/red] was found]. جنگ [citation needed], n.d."
    bare = app_on(small, at="no-source")
    async with bare.run_test(size=WIDE) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert (bare.clipboard, news(bare)) == ("", "There is no source to cite.")


async def test_q_quits(small: Index, size: tuple[int, int]) -> None:
    """The key q ends the app with exit code 0, from the list and from the reader."""
    for keys in (("q",), ("enter", "enter", "q")):
        app = app_on(small)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            await pilot.pause()
            assert not app.is_running or app._exit
        assert app.return_code == 0


# -- commands --------------------------------------------------------------------------------------------------------


async def test_the_help_lists_every_command(small: Index, size: tuple[int, int]) -> None:
    """? shows every command's keys, sentence and id under its heading, and Esc closes it."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert screen_name(app) == "HelpScreen"
        pane = pane_of(app, "HelpPane")
        lines = whole(pane).split("\n")
        for command in COMMANDS:
            (first,) = [n for n, line in enumerate(lines) if line.rstrip().endswith(f"  {command.id}")]
            head = lines[first].rstrip().removesuffix(command.id)
            assert head.strip("▌ ").startswith(command.shown)
            assert command.help in " ".join(" ".join((head, *lines[first + 1 : first + 4])).split())
        assert all(any(line.strip().startswith(heading) for line in lines) for heading in SCOPES.values())
        await pilot.press("down", "pagedown", "escape")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"


async def test_the_palette_offers_the_screens_commands(small: Index) -> None:
    """The palette of each screen has its own commands and the themes, and running one does what its key does."""
    scopes = {(command.title.capitalize(), command.help): command.scope for command in COMMANDS if command.palette}
    app = app_on(small, "kind:attack")
    own = {
        "explore": {"Read", "Filter", "Facets", "Clear filters", "Keys", "Quit"},
        "read": {"Next source", "Previous", "Next event", "Keys", "Quit"},
    }
    async with app.run_test(size=WIDE) as pilot:
        for scope, wanted in own.items():
            offered = {str(hit.text): hit async for hit in FinderProvider(app.screen).discover()}
            assert {*wanted, "Theme"} <= set(offered)
            told = {(title, str(hit.help).split(" · ")[-1]) for title, hit in offered.items()}
            assert not {scopes[one] for one in told} & (set(own) - {scope})
            if scope == "explore":
                offered["Clear filters"].command()
                await pilot.pause()
                assert app.query_one(Bar).value == ""
                offered["Read"].command()
                await pilot.pause()
            assert screen_name(app) == "ReadScreen"


async def test_the_palette_opens_and_closes(small: Index) -> None:
    """Ctrl+P opens the palette over the list and Esc closes it, nothing changed."""
    app = app_on(small, "kind:attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert screen_name(app) != "ExploreScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert (app.query_one(Bar).value, header_count(app)) == ("kind:attack", 2)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.id))
def test_every_command_is_carried_out_where_its_key_works(command: Command) -> None:
    """A command has its method on each screen that binds its keys, or on the app, or its action on a pane that binds them."""
    for module in pkgutil.walk_packages(ui.__path__, "cttui.ui."):
        importlib.import_module(module.name)
    if command.scope == "form":
        # a form is no screen of a timeline, and binds its keys itself
        assert callable(getattr(FormScreen, f"action_{command.id.removesuffix('_form')}", None))
        return
    panes: list[type[Bar | LinePane]] = [Bar, LinePane, *_subclasses(LinePane)]
    screens = [kind for kind in _subclasses(CommandScreen) if command.scope in vars(kind).get("KEYS", ())]
    carried = [kind for kind in (*screens, CttuiApp) if callable(getattr(kind, f"run_{command.id}", None))]
    acting = [pane for pane in panes if command.scope in pane.KEYS and callable(getattr(pane, f"action_{command.id}", None))]
    assert carried or acting
    if command.scope != "everywhere":
        assert len(carried) == len(screens)


K = TypeVar("K", LinePane, CommandScreen)


def _subclasses(kind: type[K]) -> list[type[K]]:
    """Every class of panes, or of screens."""
    found: list[type[K]] = list(kind.__subclasses__())
    for below in tuple(found):
        found += _subclasses(below)
    return found


def test_no_command_needs_control() -> None:
    """Every command with a key can be had without Ctrl, and the help has a sentence and a heading for it."""
    for command in COMMANDS:
        # Ctrl+Z is what every shell has for it; in a form, letters are typed
        free = command.id in {"suspend", "save_form"}
        assert not command.keys or any("ctrl" not in key for key in command.keys) or free
        assert command.help[0].isupper()
        assert command.help[-1] in ".…"
        assert command.scope in SCOPES


async def test_the_footer_names_keys_that_work_here(small: Index) -> None:
    """The footer offers lifting filters only where there are any, and the help's key always."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        footer = app.query_one(FooterPane)
        assert "clear filters" not in painted(footer)[0]
        await pilot.press("1")
        await pilot.pause()
        assert "clear filters" in painted(footer)[0]
        assert "all provinces" in painted(footer)[0]
        for width in (140, 100, 80, 60):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            assert "? keys" in painted(footer)[0]
            assert len(painted(footer)[0]) == width


# -- panes ask, they do not act --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "key", "message"),
    [
        (("f",), "space", messages.Toggle("kind", "attack")),
        (("f",), "minus", messages.Exclude("kind", "attack")),
        (("slash",), "a", messages.Ask("a")),
        (("slash",), "enter", messages.BarLeft()),
        ((), "3", messages.Run("toggle_province", "3")),
        (("j", "enter"), "right", messages.Run("next_source", "1")),
    ],
    ids=["facets choose", "facets leave out", "bar asks", "bar is left", "digit", "reader"],
)
async def test_what_a_pane_asks_for(small: Index, before: tuple[str, ...], key: str, message: Message) -> None:
    """A key in a pane becomes one message that says what is wanted, and nothing else crosses the pane's border."""
    seen: list[Message] = []
    app = app_on(small)
    async with app.run_test(size=WIDE, message_hook=seen.append) as pilot:
        await pilot.press(*before)
        await pilot.pause()
        seen.clear()
        await pilot.press(key)
        await pilot.pause()
        assert asked(seen) == [message]


@pytest.mark.parametrize(("key", "position"), [("j", 1), ("G", 8), ("pagedown", 8)])
async def test_the_list_asks_to_move(small: Index, key: str, position: int) -> None:
    """A key that moves in the list becomes one request to move, and the app moves the cursor."""
    seen: list[Message] = []
    app = app_on(small)
    async with app.run_test(size=WIDE, message_hook=seen.append) as pilot:
        await pilot.pause()
        seen.clear()
        await pilot.press(key)
        await pilot.pause()
        assert [type(message).__name__[:4] for message in asked(seen)] == ["Move"]
        assert explorer_of(app).position == position


async def test_a_list_at_its_end_is_not_painted_anew(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pressing up on the first event changes nothing, so that no line is made again."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        before = screen_text(app)
        made = [lines_made(pane, monkeypatch) for pane in app.query(LinePane)]
        await pilot.press("k", "g", "pageup")
        await pilot.pause()
        assert ([number for numbers in made for number in numbers], screen_text(app)) == ([], before)


# -- what data may not do --------------------------------------------------------------------------------------------


async def test_markup_in_data_is_text_in_every_pane(small: Index) -> None:
    """Every pane that shows the timeline's words shows square brackets as they are."""
    app = app_on(small, 'province:SD,KP,BA,PK publisher:"ISPR [/red]","جنگ [citation needed]",Dawn', "post-attack")
    async with app.run_test(size=(240, 60)) as pilot:
        shown = {kind: whole(app.query_one(kind)) for kind in (HeaderPane, NotePane, FacetsPane, EventsPane, DetailPane)}
        for kind, text in shown.items():
            assert all(hostile in text for hostile in HOSTILE), kind
        assert "Nationwide [/red]" in whole(app.query_one(ProvincesPane))
        assert all(hostile in app.query_one(Bar).value for hostile in HOSTILE)
        everything = screen_text(app)
        assert all(hostile in everything for hostile in HOSTILE)
        await pilot.press("y")
        await pilot.pause()
        assert all(hostile in painted(app.query_one(NotePane))[0] for hostile in HOSTILE)
        await pilot.press("slash")
        await typed(pilot, " publisher:")
        offered = whole(app.query_one(CompletionsPane))
        assert all(hostile in offered for hostile in HOSTILE)
        await pilot.press("escape", "enter")
        await pilot.pause()
        for name in ("ReadHeader", "SourcesPane", "ReaderPane"):
            assert all(hostile in whole(pane_of(app, name)) for hostile in HOSTILE), name
        assert all(hostile in screen_text(app) for hostile in HOSTILE)


SCREENS = {
    "c": "ClaimsScreen", "C": "ClaimsScreen", "s": "SourcesScreen", "enter": "ReadScreen", "question_mark": "HelpScreen",
    "x": "GridScreen", "t": "ThreadsScreen", "M": "MapScreen", "v": "ViewsScreen", "N": "NoteScreen",
}  # fmt: skip
"""Keys of the list that open another screen, and which."""


@pytest.mark.parametrize("text", ["", 'publisher:"ISPR [/red]","جنگ [citation needed]"'], ids=["all", "filtered"])
@pytest.mark.parametrize("key", SCREENS)
async def test_every_screen_takes_markup_as_text(small: Index, key: str, text: str) -> None:
    """Titles, names and filters with square brackets stand on every screen as they are, in its borders too."""
    app = app_on(small, text, "post-attack")
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert screen_name(app) == SCREENS[key]
        if key != "question_mark":
            assert all(hostile in screen_text(app) for hostile in HOSTILE)
        if key == "c":
            assert "Attack on a post [/red] [citation needed]" in next(
                line for line in screen_text(app).split("\n") if line.startswith("╭")
            )


@pytest.mark.parametrize("key", SCREENS)
async def test_every_screen_survives_every_size(small: Index, key: str) -> None:
    """Each screen paints at every size, and Esc leads back to the list with filter and cursor as they were."""
    app = app_on(small, "kind:attack,policy", "road-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(key)
        for width, height in (NARROW, (60, 16), (59, 15), (1, 1), (300, 90), WIDE):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert screen_name(app) == SCREENS[key]
            assert app.screen.size == (width, height)
            await pilot.press("j", "k", "G", "g", "pagedown", "pageup")
        # in the help Esc first takes away the letters that were typed, and from a thread it first leads to their list
        await pilot.press(*["escape"] * (2 if key in {"question_mark", "t"} else 1))
        if key == "N":
            # letters were typed, and there is no notebook to keep them in: they are given up by a key of their own
            assert screen_name(app) == "NoteScreen"
            await pilot.press("D")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert app.query_one(Bar).value == "kind:attack,policy"
        # on the map the list's cursor moves
        assert here(app) == "road-attack" or key == "M"


@pytest.mark.parametrize("key", SCREENS)
async def test_every_screen_can_be_empty(small: Index, key: str) -> None:
    """Where no event is selected, no screen fails: it opens with nothing in it, or the list says why it does not."""
    app = app_on(small, "zzzz")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(key, "j", "k", "G", "enter", "n", "d", "b", "S", "o", "y", "J", "right")
        await pilot.pause()
        assert app.is_running
        assert screen_text(app)


async def test_urdu_and_wide_letters_keep_the_columns(small: Index, size: tuple[int, int]) -> None:
    """Whatever the script of a title, every line of the list is as wide as the list, in cells."""
    app = app_on(small)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        pane = app.query_one(EventsPane)
        assert {pane.render_line(y).cell_length for y in range(pane.size.height)} == {pane.size.width}
        assert "中国公民" in screen_text(app)
        assert "قانون منظور ہوا [/red]" in screen_text(app)


TEXTS = {"title", "title_note", "summary", "publisher", "digest", "quote", "note", "by", "words", "district", "unit"}
"""Keys whose values are running text."""


def _tampered(record: Any, taint: str) -> Any:
    """A record whose every running text carries a taint; ids, dates and choices stay."""
    if isinstance(record, tuple):
        return tuple(_tampered(item, taint) for item in record)
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed: dict[str, Any] = {}
    for item in fields(record):
        value = getattr(record, item.name)
        if item.name in TEXTS or (item.name == "name" and not isinstance(record, Spelling)):
            changed[item.name] = f"{taint}{value}" if value else value
        elif item.name in {"claims", "place", "author"}:
            changed[item.name] = tuple(f"{taint}{v}" for v in value) if item.name == "author" else _tampered(value, taint)
    return replace(record, **changed)


async def test_no_pane_sends_a_control_character_to_the_terminal() -> None:
    """Even if a store held escape sequences in every text, no pane and no border would pass one on."""
    taint = "\x1b]0;owned\x07\x1b[31m\x9b2J\r\u202e\u2069\x00"
    timeline = load.load(SMALL)
    tampered = Timeline(
        **{item.name: _tampered(getattr(timeline, item.name), taint) for item in fields(Timeline) if item.name != "digest"}
    )
    index = Index(store.compile_into(tampered, None))
    app = app_on(index)
    checked: Counter[str] = Counter()

    def check_screen() -> None:
        assert not controls(screen_text(app))
        for pane in app.screen.query(LinePane):
            pane.virtual_size = pane.virtual_size.with_height(pane.line_total())
            for line in painted(pane):
                assert not controls(line)
                checked[type(pane).__name__] += "owned" in line
            assert not controls(str(pane.border_title or ""))

    async with app.run_test(size=(140, 100)) as pilot:
        for position in range(index.count):
            explorer_of(app).move_to(position)
            screen_of(app).show()
            await pilot.pause()
            check_screen()
        await pilot.press("g", "j", "y", "slash")
        await typed(pilot, "publisher:")
        check_screen()
        await pilot.press("escape", "backspace", "enter")
        for _ in range(3):
            await pilot.pause()
            check_screen()
            await pilot.press("right", "y")
        for key in ("C", "c", "s"):
            await pilot.press("escape", key)
            await pilot.pause()
            check_screen()
    index.close()
    assert set(checked) - {name for name in checked if not checked[name]} >= {
        "HeaderPane", "EventsPane", "DetailPane", "FacetsPane", "ProvincesPane", "CompletionsPane", "ReadHeader", "SourcesPane",
        "ReaderPane",
    }  # fmt: skip


async def test_a_filter_of_control_characters_reaches_no_terminal() -> None:
    """Values with escape sequences that a toggle would write into the bar are shown there without them."""
    timeline = load.load(SMALL)
    sources = tuple(replace(source, publisher=f"Dawn \x1b[31m{n}") for n, source in enumerate(timeline.sources))
    index = Index(store.compile_into(replace(timeline, digest="", sources=sources), None))
    app = app_on(index)
    async with app.run_test(size=WIDE) as pilot:
        app.post_message(messages.Toggle("publisher", "Dawn \x1b[31m0"))
        await pilot.pause()
        assert explorer_of(app).selection.count
        assert not controls(screen_text(app))
    index.close()


# -- sizes and looks -------------------------------------------------------------------------------------------------


async def test_resizing_keeps_query_and_cursor(small: Index) -> None:
    """From large to a single cell and back, the filter and the event at the cursor stay and every size paints."""
    app = app_on(small, "province:KP,BA")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("j", "j")
        event = here(app)
        for width, height in (NARROW, (59, 15), (1, 1), (60, 16), (100, 30), (300, 90), WIDE):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert (here(app), app.query_one(Bar).value) == (event, "province:KP,BA")
            assert app.size == (width, height)
            assert screen_text(app)
        assert f"{list_count(app)} of 9 events" in screen_text(app)
        assert any(line.startswith(glyphs.CURSOR) for line in painted(app.query_one(EventsPane)))


async def test_below_the_smallest_size_the_app_says_what_it_needs(small: Index) -> None:
    """A terminal below 60x16 shows the size that is needed and the size it is, in the list and in the reader."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        for keys in ((), ("enter",)):
            await pilot.resize_terminal(*WIDE)
            await pilot.press(*keys)
            for width, height in ((59, 15), (59, 30), (100, 15)):
                await pilot.resize_terminal(width, height)
                await pilot.pause()
                text = " ".join(screen_text(app).split())
                assert f"cttui needs 60x16; this terminal is {width}x{height}" in text
                assert "of 9 events" not in text
            await pilot.resize_terminal(60, 16)
            await pilot.pause()
            assert not pane_of(app, "TooSmallPane").display


async def test_resizing_the_reader_keeps_the_source(small: Index) -> None:
    """The reader survives every size with the same source shown."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter", "right")
        for width, height in (NARROW, (59, 15), (1, 1), WIDE):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert explorer_of(app).reading == 1
        assert "Statement of the army" in whole(pane_of(app, "ReaderPane"))


async def test_every_theme_paints(small: Index) -> None:
    """Every theme that can be chosen, light ones and those of the terminal's own colours too, shows the timeline."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        assert {"cttui-dark", "cttui-light", "cttui-mono", "textual-light"} <= set(app.available_themes)
        for theme in app.available_themes:
            app.theme = theme
            await pilot.pause()
            assert "9 of 9 events" in screen_text(app)


def _colours(app: CttuiApp) -> set[tuple[int, ...]]:
    """Every colour on the screen, of letters and of grounds."""
    found = set()
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            for colour in (segment.style.color, segment.style.bgcolor) if segment.style else ():
                if colour is not None:
                    found.add(tuple(colour.get_truecolor()))
    return found


async def test_no_color_gives_a_screen_without_colour(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """With NO_COLOR set every letter and every ground is a grey, in the list, the facets and the reader."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(small, "kind:attack", "post-attack")
    async with app.run_test(size=WIDE) as pilot:
        assert app.theme == "cttui-mono"
        for keys in ((), ("f",), ("slash", "k"), ("escape", "backspace", "enter"), ("question_mark",)):
            await pilot.press(*keys)
            await pilot.pause()
            assert {colour for colour in _colours(app) if len(set(colour)) > 1} == set()


async def test_the_monochrome_theme_is_grey_by_itself(small: Index) -> None:
    """The monochrome theme, chosen where colour is wanted elsewhere, has no colour of its own."""
    app = app_on(small, "kind:attack", "post-attack", theme="cttui-mono")
    async with app.run_test(size=WIDE) as pilot:
        for keys in ((), ("f",), ("slash", "k"), ("escape", "backspace", "enter")):
            await pilot.press(*keys)
            await pilot.pause()
            assert {colour for colour in _colours(app) if len(set(colour)) > 1} == set()


def test_kinds_differ_by_sign_and_not_by_colour_alone() -> None:
    """Each kind has a sign of its own, one cell wide, and an ASCII sign of its own."""
    assert set(kinds.SIGNS) == set(KINDS)
    for signs in (list(kinds.SIGNS.values()), [sign.translate(glyphs.ASCII) for sign in kinds.SIGNS.values()]):
        assert len(set(signs)) == len(KINDS)
        assert {cell_len(sign) for sign in signs} == {1}
    assert all(sign.translate(glyphs.ASCII).isascii() for sign in kinds.SIGNS.values())


async def test_ascii_signs_on_request(small: Index, size: tuple[int, int]) -> None:
    """With ASCII signs nothing on the screen but frames and the timeline's own letters is outside ASCII."""
    data = set(SMALL.read_text()) | {"\u0301"}
    app = app_on(small, "kind:attack", "post-attack", ascii_only=True)
    async with app.run_test(size=size) as pilot:
        for keys in (
            ("f",),
            ("space", "minus"),
            ("escape",),
            ("slash", "k"),
            ("escape", "backspace", "enter"),
            ("enter",),
            ("?",),
            ("escape", "escape", "x"),
            ("escape", "t", "down", "enter"),
            ("escape", "escape", "v"),
            ("escape", "M"),
            ("escape", "p", "shift+down", "plus"),
            ("N",),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            frames = {chr(code) for code in range(0x2500, 0x25A0)}
            shown = set("".join("".join(painted(pane)) for pane in app.screen.query(LinePane)))
            assert {sign for sign in shown - data if not sign.isascii()} == set(), keys
            assert {sign for sign in set(screen_text(app)) - data - frames if not sign.isascii()} == set(), keys


async def test_the_time_strip_covers_the_year(shipped_index: Index, size: tuple[int, int]) -> None:
    """The strip of the shipped timeline runs from its year's label past the year's end and marks the cursor."""
    app = app_on(shipped_index)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        lines = painted(app.query_one(TimePane))
        assert re.search(r"2024 .*Nov .*2025", lines[-1])
        await pilot.press("G")
        await pilot.pause()
        assert lines[-1] != painted(app.query_one(TimePane))[-1]


# -- when something is wrong -----------------------------------------------------------------------------------------


def _broken(tmp_path: Path) -> TimelineError:
    """A timeline with three faults, one of them with markup in it."""
    path = tmp_path / "broken.toml"
    text = SMALL.read_text()
    text = text.replace('kind = "operation"', 'kind = "opera [/red]"').replace('date = "2024-01-05"', 'date = "2024-13-05"')
    path.write_text(text.replace('sources = ["unnamed-1"]', 'sources = ["[citation needed]"]'))
    with pytest.raises(TimelineError) as found:
        check(path)
    assert len(found.value.problems) >= 3
    return found.value


async def test_the_name_of_a_broken_file_is_above_its_first_problem(tmp_path: Path) -> None:
    """However many problems there are on a small screen: at the start, and when the cursor comes back to the first."""
    path = tmp_path / "broken.toml"
    path.write_text(SMALL.read_text() + "".join(f'\n[[event]]\nid = "e-{n}"\n' for n in range(30)))
    with pytest.raises(TimelineError) as found:
        check(path)
    app = CttuiApp(found.value)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        count = f": {len(found.value.problems)} problems."
        assert count in " ".join(screen_text(app).split())
        await pilot.press(*"j" * 20)
        assert count not in " ".join(screen_text(app).split())
        await pilot.press(*"k" * 20)
        assert count in " ".join(screen_text(app).split())


async def test_a_broken_file_shows_its_faults(tmp_path: Path, size: tuple[int, int]) -> None:
    """A file with faults opens on all of them, each with its line, and q quits."""
    error = _broken(tmp_path)
    app = CttuiApp(error)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert screen_name(app) == "FaultsScreen"
        text = " ".join(whole(pane_of(app, "FaultsPane")).split())
        for problem in error.problems:
            assert f"line {problem.line}" in text
            assert " ".join(problem.sentence().split()) in text
        assert f"{len(error.problems)} problems" in text
        assert all(hostile in text for hostile in HOSTILE)
        assert "line" in screen_text(app)
        await pilot.press("1", "j", "enter", "slash", "question_mark")
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


async def test_the_faults_screen_offers_no_command_of_a_timeline(tmp_path: Path) -> None:
    """Over a broken file the palette offers nothing that would need a timeline."""
    app = CttuiApp(_broken(tmp_path))
    async with app.run_test(size=WIDE):
        assert [hit.text async for hit in FinderProvider(app.screen).discover()] == ["Theme"]


@pytest.mark.parametrize("method", ["views", "toggle"])
async def test_an_error_inside_ends_the_app_and_is_left_to_tell(
    small: Index, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], method: str
) -> None:
    """An error that nobody foresaw ends the app without a word, for whoever runs it to tell, and with a code that is not 0."""
    monkeypatch.delenv("CTTUI_DEBUG", raising=False)

    def fail(*_arguments: object) -> None:
        raise RuntimeError("the [/red] sky fell")

    app = app_on(small)

    async def press() -> None:
        async with app.run_test(size=WIDE) as pilot:
            monkeypatch.setattr(Explorer, method, fail)
            await pilot.press("1")
            await pilot.pause()

    with pytest.raises(RuntimeError, match="sky fell"):
        await press()
    assert app.return_code == 1
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")
    assert isinstance(app.failure, RuntimeError)


async def test_every_pane_gets_its_view(small: Index, size: tuple[int, int]) -> None:
    """On each screen every pane that shows something of the timeline was given it."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=size) as pilot:
        await pilot.press("enter", "enter")
        await pilot.pause()
        seen: set[str] = set()
        for screen in app.screen_stack:
            for pane in screen.query(LinePane):
                if pane.VIEW:
                    seen.add(pane.VIEW)
                    assert getattr(pane, "view") == getattr(explorer_of(app), pane.VIEW)()  # noqa: B009 - each has one
        assert seen >= {"header", "bar", "time", "provinces", "facets", "events", "detail", "read"}


async def test_views_that_do_not_follow_the_cursor_are_not_built_for_it(small: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """Moving the cursor builds no facets, no tiles and no header: those change with the query alone."""
    built: Counter[str] = Counter()

    def count(name: str) -> None:
        kind = view_class(name)
        made = kind.of

        def build(answer: Answer, state: State) -> object:
            built[name] += 1
            return made(answer, state)

        monkeypatch.setattr(kind, "of", build)

    for name in ("header", "facets", "provinces", "bar", "events", "detail"):
        count(name)
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        built.clear()
        await pilot.press("j")
        await pilot.pause()
        assert built == {"events": 1, "detail": 1}


@pytest.mark.parametrize("keys", [["slash"], ["question_mark"], ["ctrl+p"], ["v", "a"], ["C", "slash"]])
async def test_no_cursor_blinks(small: Index, keys: list[str]) -> None:
    """Nothing moves by itself while a field waits for letters, and a slow line is left alone."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*keys)
        assert isinstance(app.focused, Input)
        assert not app.focused.cursor_blink
