"""Keys that the settings change, the help that is typed into, and the palette that finds everything."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.command import CommandPalette, Hit
from textual.content import Content
from textual.widgets import Input, OptionList

from cttui.errors import SettingsError
from cttui.explore.explorer import Explorer
from cttui.model.records import View
from cttui.settings import Settings
from cttui.store import cache as store
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.commands import COMMANDS, SCOPES
from cttui.ui.base.events import EventsPane
from cttui.ui.base.frame import FooterPane, NotePane, PromptPane
from cttui.ui.base.screen import CommandScreen
from cttui.ui.explore.facets import FacetsPane
from cttui.ui.explore.provinces import ProvincesPane
from cttui.ui.finder.finders import FinderProvider
from cttui.ui.help.screen import HelpPane, wanted
from ui.helpers import (
    HOSTILE,
    NARROW,
    SMALL,
    WIDE,
    app_on,
    burst,
    explorer_of,
    list_count,
    painted,
    pane_of,
    screen_name,
    screen_of,
    screen_text,
    until,
)
from ui.helpers import whole as whole_of

COUNT = len(COMMANDS)


def here(app: CttuiApp) -> str:
    """The id of the event under the cursor."""
    row = explorer_of(app).row
    assert row is not None
    return row.id


def footer(app: CttuiApp) -> str:
    """The line of keys on the screen on top."""
    return painted(app.screen.query_one(FooterPane))[0]


# -- keys from the settings ------------------------------------------------------------------------------------------


async def test_a_command_has_its_new_key_and_not_its_old_one(small: Index) -> None:
    """A key from the settings runs the command, its old one does nothing, and the footer and the help show the new one."""
    app = app_on(small, at="post-attack", claims=("V", "f5"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("c")
        assert screen_name(app) == "ExploreScreen"
        assert " V F5 claims" in footer(app)
        await pilot.press("V")
        assert screen_name(app) == "ClaimsScreen"
        await pilot.press("escape", "f5")
        assert screen_name(app) == "ClaimsScreen"
        await pilot.press("escape", "question_mark")
        (line,) = [line for line in whole_of(pane_of(app, "HelpPane")).split("\n") if line.rstrip().endswith("  claims")]
        assert line.split()[:2] == ["V", "F5"]


async def test_keys_that_move_can_be_others_in_every_pane(small: Index) -> None:
    """A list moves by the keys that the settings give; the arrows, taken away, do not even scroll as Textual's own would."""
    app = app_on(small, line_down=("n",), page_down=("pagedown",), top=(), bottom=("end",), next_hit=("x",))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("n")
        first = here(app)
        await pilot.press("down", "j", "g", "home")
        assert here(app) == first == "post-attack"
        await pilot.press("enter")
        assert app.focused is not None
        assert app.focused.max_scroll_y > 3
        await pilot.press("down", "j")
        await pilot.pause()
        assert app.focused.scroll_y == 0
        await pilot.press("n", "n")
        assert app.focused.scroll_y == 2


async def test_another_places_key_is_not_lost(small: Index) -> None:
    """A key given to a command of the list still does in the reader what it did there."""
    app = app_on(small, at="post-attack", claims=("n",), filter=("J",))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("n")
        assert screen_name(app) == "ClaimsScreen"
        await pilot.press("escape", "enter", "J")
        assert screen_name(app) == "ReadScreen"
        assert here(app) != "post-attack"


async def test_a_command_can_have_no_key(small: Index) -> None:
    """A command without a key is run by none, leaves the footer, and the palette and the help still have it."""
    app = app_on(small, quit=(), facets=())
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("q", "f")
        assert isinstance(app.focused, EventsPane)
        assert app.is_running
        assert app._exit is False
        assert " quit" not in footer(app)
        assert "Quit" in [hit.text async for hit in FinderProvider(app.screen).discover()]
        await pilot.press("question_mark", *"facets")
        (line,) = [line for line in whole_of(pane_of(app, "HelpPane")).split("\n") if line.rstrip().endswith("  facets")]
        assert line.strip("▌ ").startswith("Switch between the list")


async def test_keys_by_place_stand_for_provinces_in_order(small: Index) -> None:
    """A list of keys for the provinces gives the first to the first province, the second to the second."""
    app = app_on(small, toggle_province=("Q", "W", "R"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("W")
        assert app.query_one(Bar).value == "province:BA"
        await pilot.press("W", "R", "1")
        assert app.query_one(Bar).value == "province:SD"


async def test_the_filters_key_is_heard_at_once(small: Index) -> None:
    """What is typed in one breath behind the filter's new key is typed into the bar, and the sign before it is that key."""
    app = app_on(small, filter=("F",), facets=("f",))
    async with app.run_test(size=WIDE) as pilot:
        await burst(pilot, "F", "t", "r", "u", "c", "e")
        assert app.query_one(Bar).value == "truce"
        assert list_count(app) == 1
        await burst(pilot, "F", "/")
        assert app.query_one(Bar).value == "truceF/"
        assert painted(app.query_one(PromptPane))[0] == " F "
    named = app_on(small, filter=("f3",))
    async with named.run_test(size=WIDE) as pilot:
        assert painted(named.query_one(PromptPane))[0] == " > "


async def test_the_panes_own_keys_follow(small: Index) -> None:
    """On the map and in the facets the keys for moving, choosing and leaving out are those that the settings give."""
    app = app_on(small, tile_left=("L",), choose=("Q",), leave_out=("V",))
    async with app.run_test(size=WIDE) as pilot:
        pane = app.query_one(ProvincesPane)
        pane.focus()
        await pilot.press("down")
        at = pane.at
        await pilot.press("left", "space", "minus")
        assert (pane.at, app.query_one(Bar).value) == (at, "")
        await pilot.press("L")
        assert pane.at != at
        await pilot.press("V")
        assert app.query_one(Bar).value.startswith("-province:")
        app.query_one(FacetsPane).focus()
        await pilot.press("Q")
        assert "kind:" in app.query_one(Bar).value


async def test_the_bars_keys_follow(small: Index) -> None:
    """In the bar a word is finished and the bar left by the keys that the settings give."""
    app = app_on(small, finish=("f2",), leave=("f4",), back=("f8",))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"kin", "f2")
        assert app.query_one(Bar).value == "kind:"
        assert "F4 to the list" in footer(app)
        await pilot.press("escape")
        assert isinstance(app.focused, Bar)
        await pilot.press("f4", "f4")
        assert isinstance(app.focused, EventsPane)


@pytest.mark.parametrize("opener", ["question_mark", "i"])
async def test_overlays_close_by_the_keys_of_going_back(small: Index, opener: str) -> None:
    """What lies over the list closes by the key for going back, whatever that is, and its border names it."""
    app = app_on(small, back=("f9",))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(opener)
        name = screen_name(app)
        assert "F9 closes" in screen_text(app)
        await pilot.press("escape")
        assert screen_name(app) == name
        await pilot.press("f9")
        assert screen_name(app) == "ExploreScreen"


async def test_texts_name_the_keys_there_are(small: Index) -> None:
    """Where a sentence on the screen names a key, it names the present one."""
    app = app_on(small, "zzzz", clear=("B",), filter=("F",), attach=("Q",))
    async with app.run_test(size=(200, 40)) as pilot:
        assert "B clears the filters, F edits them." in whole_of(app.query_one(EventsPane))
        await pilot.press("B")
        assert "1 filter cleared · B restores, w goes back" in painted(app.query_one(NotePane))[0]
        await pilot.press("down", "enter")
        assert "press Q to attach one, or run: cttui attach" in " ".join(whole_of(pane_of(app, "ReaderPane")).split())


async def test_the_palettes_key_can_be_another_everywhere(small: Index) -> None:
    """The palette opens by the key that the settings give, in the bar and over the help too; its old key does nothing."""
    app = app_on(small, palette=("f2", "semicolon"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p", "colon")
        assert screen_name(app) == "ExploreScreen"
        for before in ((), ("slash",), ("escape", "question_mark")):
            await pilot.press(*before)
            name = screen_name(app)
            await pilot.press("f2")
            assert isinstance(app.screen, CommandPalette)
            await pilot.press("f2", "escape")
            assert screen_name(app) == name
        await pilot.press("escape", "slash", "semicolon")
        assert app.query_one(Bar).value == ";"


def test_settings_that_cannot_be_open_no_screen(small: Index) -> None:
    """Keys that clash are told before anything is drawn."""
    with pytest.raises(SettingsError, match=r"^mine\.toml: the key o would run both open_url"):
        CttuiApp(Explorer(small), settings=Settings(Path("mine.toml"), {"cite": ("o",)}))


# -- the help --------------------------------------------------------------------------------------------------------


def shown_ids(app: CttuiApp) -> list[str]:
    """The commands that the help lists, from top to bottom."""
    return [command.id for command in app.screen.query_one(HelpPane).found]


async def test_the_help_begins_with_what_works_here(small: Index) -> None:
    """The focused pane's keys come first, then the screen's, then all others, each command once."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        orders = {}
        for keys in ((), ("f",), ("escape", "slash"), ("escape", "down", "enter"), ("escape", "M")):
            await pilot.press(*keys)
            await pilot.press("f1")
            assert len(set(shown_ids(app))) == COUNT
            scopes = [command.scope for command in app.screen.query_one(HelpPane).found]
            orders[keys] = list(dict.fromkeys(scopes))
            text = whole_of(pane_of(app, "HelpPane"))
            headings = [line for line in text.split("\n") if line.rstrip().endswith("works here")]
            below = app.screen_stack[-2]
            assert isinstance(below, CommandScreen)
            assert len(set(headings)) == len(headings)
            assert len(headings) == len({SCOPES[one.scope] for one in below.keys.of(*below.here) if below.can(one)})
            await pilot.press("escape")
        explore = ["event", "marking", "noting", "digits", "explore", "time", "numbers", "counting", "everywhere"]
        assert orders[()][:10] == ["list", *explore]
        # neither Enter nor c acts on the event from there
        assert orders["f",][:10] == ["facets", "values", "list", *explore[2:]]
        assert orders["escape", "slash"][0] == "bar"
        assert orders["escape", "down", "enter"][:3] == ["list", "read", "marking"]


async def test_the_help_marks_as_working_only_what_a_key_does(small: Index) -> None:
    """A command that the screen cannot run, or whose key an inner one takes, is listed without the mark; I works like E."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        for keys, works, idle in (
            ((), {"add_event", "change_record", "exclude_province"}, {"faults"}),
            (("escape", "x"), {"add_event", "faults"}, {"change_record"}),
            (("escape", "escape", "f"), {"only_value", "leave_out"}, {"read", "zoom_out"}),
        ):
            await pilot.press(*keys)
            await pilot.press("f1")
            pane = app.screen.query_one(HelpPane)
            assert works <= pane.works
            assert not idle & pane.works
            marked = [command.id for command in pane.found if command.id in pane.works]
            assert marked == [command.id for command in pane.found][: len(marked)]
            await pilot.press("escape")


@pytest.mark.parametrize("key", ["c", "C", "s", "t", "x", "M", "v", "enter"])
async def test_an_event_is_added_from_any_screen(small: Index, key: str) -> None:
    """I is a key of everywhere: on each screen it opens the form, or says why it cannot."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(key)
        assert screen_name(app) != "ExploreScreen"
        await pilot.press("I")
        assert "There is no file to write to." in screen_text(app)


async def test_the_help_is_filtered_by_typing(small: Index) -> None:
    """Letters are typed, j and q too; the list keeps to what they mean and says how many; Esc clears, then closes."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("question_mark")
        assert f"{COUNT} of {COUNT}" in screen_text(app)
        await pilot.press(*"quot")
        assert app.screen.query_one(Input).value == "quot"
        assert shown_ids(app) == ["next_hit", "previous_hit"]
        assert f"2 of {COUNT}" in screen_text(app)
        await pilot.press(*"jqx")
        assert shown_ids(app) == []
        assert "No commands match." in screen_text(app)
        await pilot.press("escape")
        assert (screen_name(app), len(shown_ids(app))) == ("HelpScreen", COUNT)
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("?", {"help"}),
        ("J", {"next_event"} | {command.id for command in COMMANDS if wanted("j", command)}),
        ("ctrl+f", {"page_down"}),
        ("exclude_pro", {"exclude_province"}),
        ("QUOTE next", {"next_hit"}),
        ("Tâb", {"finish"}),
        ("]]]", set()),
        ("\x1b[/red]", set()),
    ],
)
def test_what_is_typed_into_the_help_means(text: str, ids: set[str]) -> None:
    """A command is found by its key, its id, or beginnings of words of its title and sentence, whatever case and accents."""
    assert {command.id for command in COMMANDS if wanted(text, command)} == ids


async def test_the_help_scrolls_and_runs_the_command_at_its_cursor(small: Index) -> None:
    """Arrows move through the help; Enter runs what is chosen where it works, a pane's own too, and else says why not."""
    app = app_on(small, "kind:attack")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("question_mark", "down", "down", "up")
        pane = app.screen.query_one(HelpPane)
        assert pane.chosen is not None
        assert pane.chosen.id == "line_up"
        await pilot.press("pagedown", "pagedown")
        assert pane.scroll_y > 0
        line = pane.cursor_line()
        assert line is not None
        assert pane.scroll_y <= line < pane.scroll_y + pane.size.height
        await pilot.press(*"restore them", "enter")
        assert (screen_name(app), app.query_one(Bar).value) == ("ExploreScreen", "")
        await pilot.press("question_mark", *"line_down", "enter")
        assert (screen_name(app), here(app)) == ("ExploreScreen", "wide-title")
        for text, told in (("seek", "not available here"), ("toggle_province", "press one of its keys: 1-7")):
            await pilot.press("question_mark", *text, "enter")
            assert screen_name(app) == "HelpScreen"
            assert told in screen_text(app)
            await pilot.press("escape", "escape")


async def test_a_click_in_the_footer_runs_a_panes_own_command(small: Index) -> None:
    """In the facets, a click on what the footer offers there chooses the value at the cursor."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f")
        await pilot.click(FooterPane, offset=(footer(app).index(" add ") + 1, 0))
        await pilot.pause()
        assert app.query_one(Bar).value == "kind:attack"


# -- the palette -----------------------------------------------------------------------------------------------------


async def hits(app: CttuiApp, text: str) -> list[Hit]:
    """What the palette lists for a text, best first."""
    found = [hit async for hit in FinderProvider(app.screen).search(text)]
    assert all(isinstance(hit, Hit) for hit in found)
    return sorted((hit for hit in found if isinstance(hit, Hit)), key=lambda hit: -hit.score)


def told(hit: Hit) -> tuple[str, str]:
    """What a hit is called, and what it says that it is."""
    return str(hit.match_display), str(hit.help)


@pytest.mark.parametrize(
    ("text", "title", "about", "bar"),
    [
        ("truce is", "A truce is signed", "event · 15 Mar 2024 · KP BA", ""),
        ("afgh", "Afghanistan", "province · 1 event", "province:AF"),
        ("baloch lib", "BLA", "actor · 3 events", "actor:BLA"),
        ("jirga", "[bold]Jirga[/bold]", "actor · 2 events", "actor:[bold]Jirga[/bold]"),
        ("border", "border", "tag · 1 event", "tag:border"),
        ("answers", "Attacks and answers [/red]", "thread · 4 events", ""),
        ("dead", "Dead", "view · 2 events · the timeline's", "killed:>=1"),
        ("count", "Count", "command · = · Switch whose figures count: all, lowest, highest …", ""),
        ("=", "Count", "command · = · Switch whose figures count: all, lowest, highest …", ""),
    ],
)
async def test_the_palette_finds_each_kind(small: Index, text: str, title: str, about: str, bar: str) -> None:
    """Typed words find events, provinces, parties, tags, threads, views and commands; choosing one goes there or filters."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        hit = next(hit for hit in await hits(app, text) if told(hit) == (title, about))
        hit.command()
        await pilot.pause()
        assert app.query_one(Bar).value == bar
        if about.startswith("event"):
            assert here(app) == "truce"
        if about.startswith("thread"):
            assert screen_name(app) == "ThreadsScreen"
        if text == "count":
            assert explorer_of(app).lens.name == "lowest"


async def test_choosing_what_is_the_filter_already_keeps_it(small: Index) -> None:
    """A party chosen in the palette is the filter afterwards, also where it was before."""
    app = app_on(small, "actor:BLA")
    async with app.run_test(size=WIDE) as pilot:
        hit = next(hit for hit in await hits(app, "bla") if str(hit.help).startswith("actor"))
        hit.command()
        await pilot.pause()
        assert app.query_one(Bar).value == "actor:BLA"


async def test_the_nearest_comes_first_then_the_earlier(small: Index) -> None:
    """Titles that begin with the words come before titles that have them, those before texts that do; else by date."""
    app = app_on(small)
    async with app.run_test(size=WIDE):
        events = [told(hit)[0] for hit in await hits(app, "attack") if str(hit.help).startswith("event")]
        assert events[:2] == ["Attack on a post [/red] [citation needed]", "Attack on a road"]
        everything = [told(hit)[1].split(" · ")[0] for hit in await hits(app, "bla")]
        assert everything[0] == "actor"
        assert len(await hits(app, "a")) > 5


@pytest.mark.parametrize(
    "text", ["", '"', "kind:", "province:XX [", "[/red]", "-", "a" * 5000, "\x1b[2J", "☃", "* ^ AND NOT (", "1 OR"]
)
async def test_what_is_no_query_is_no_fault_in_the_palette(small: Index, text: str) -> None:
    """Whatever is typed in the palette finds something or nothing, and never raises."""
    app = app_on(small)
    async with app.run_test(size=WIDE):
        assert all(told(hit)[0] for hit in await hits(app, text))


async def test_a_view_that_asks_what_there_is_not_is_still_listed(small: Index) -> None:
    """A saved view whose text is no query is told as that, and asking it says what is wrong with it."""
    timeline = replace(load.load(SMALL), views=(View(name="Broken [/red]", query="knid:x"),))
    app = app_on(Index(store.compile_into(timeline, None)))
    async with app.run_test(size=WIDE) as pilot:
        (hit,) = [hit for hit in await hits(app, "broken") if str(hit.help).startswith("view")]
        assert told(hit) == ("Broken [/red]", "view · not a valid query for this timeline · the timeline's")
        hit.command()
        await pilot.pause()
        assert "Unknown field 'knid'" in painted(app.query_one(NotePane))[0]


async def test_markup_in_the_palette_is_text(small: Index) -> None:
    """Titles with square brackets stand in the palette as they are, and choosing one goes to its event."""
    app = app_on(small, "kind:policy")
    async with app.run_test(size=WIDE) as pilot:
        # Textual parses any text that is no content
        assert all(isinstance(part, Content) for hit in await hits(app, "a") for part in (hit.match_display, hit.help))
        await pilot.press("ctrl+p", *"attack on a post")
        options = app.screen.query_one(OptionList)
        await until(pilot, lambda: options.option_count == 1)
        assert all(hostile in screen_text(app) for hostile in HOSTILE)
        assert "event · 5 Jan 2024 · KP" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: screen_name(app) == "ExploreScreen" and here(app) == "post-attack")
        assert app.query_one(Bar).value == ""


async def test_ascii_signs_in_the_palette(small: Index) -> None:
    """Where plain ASCII is asked for, the palette's own signs are ASCII."""
    app = app_on(small, ascii_only=True)
    async with app.run_test(size=WIDE):
        assert told((await hits(app, "truce is"))[0]) == ("A truce is signed", "event - 15 Mar 2024 - KP BA")


async def test_the_palette_is_of_the_screen_below(small: Index) -> None:
    """Over the reader the palette has the reader's commands, and events are found there too."""
    app = app_on(small, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        assert told((await hits(app, "attach"))[0])[1].startswith("command · a · Attach a copy")
        assert not [hit for hit in await hits(app, "facets") if str(hit.help).startswith("command")]
        hit = next(hit for hit in await hits(app, "truce is") if str(hit.help).startswith("event"))
        hit.command()
        await pilot.pause()
        assert (screen_name(app), here(app)) == ("ReadScreen", "truce")


async def test_a_view_of_the_palette_is_a_place_of_its_own(small: Index) -> None:
    """A view that is chosen after a filter was typed: back goes to what was typed, and not to before it."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"kind:attack", "enter")
        screen_of(app).edit(lambda explorer: explorer.run_view("killed:>=1"))
        await pilot.pause()
        await pilot.press("left_square_bracket")
        assert app.query_one(Bar).value == "kind:attack"
