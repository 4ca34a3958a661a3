"""Forms: one screen on which any record is written, with a form of the test's own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from cttui.curation.changes import Change, SetValue
from cttui.curation.forms import Beside, Field, Review, Suggestion
from cttui.explore.explorer import Explorer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.following import Following
from cttui.ui.form.fields import LineField, RunningField
from ui.helpers import HOSTILE, NARROW, WIDE, burst, controls, pane_of, screen_name, screen_text, whole

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW, (200, 60), (60, 16)])

PEOPLE = ("all people", "police", "policemen", "soldiers", *HOSTILE)


class Toy:
    """A form of four fields: what is shown is guessed, a number is read, and a list is completed."""

    title = "New toy · \x1b[31m[/red]"

    def __init__(self, *, sure: bool = True, says: str = "Toy added.") -> None:
        """A form whose first field is sure, or not."""
        self.says = says
        self.fields = (
            Field("number", "number", "124", "from the text", "a number: 124", required=True, sure=sure),
            Field("who", "who", "", "", "who is counted", required=True),
            Field("tags", "tags", "cpec", "the event's", "words with commas between", separator=", "),
            Field("quote", "quote", "has claimed 124 lives", "from the text", "the source's words", lines=2),
        )

    def suggest(self, key: str, typed: Mapping[str, str]) -> Sequence[Suggestion]:
        """People and tags that begin with what is typed."""
        known = PEOPLE if key == "who" else ("cpec", "chinese", "curfew") if key == "tags" else ()
        return [Suggestion(one, f"{len(one)} claims") for one in known if one.startswith(typed[key])]

    def review(self, typed: Mapping[str, str]) -> Review:
        """The number is one, and the rest is shown beside it."""
        problems = {} if typed["number"].isdigit() else {"number": f"'{typed['number']}' is not a number"}
        readings = {"quote": f"{len(typed['quote'])} of 120 characters"}
        beside = [Beside("Comparable", "heading"), *(Beside(f"{number} [/red] by police \x07", "muted") for number in range(3))]
        changes: list[Change] = [] if problems else [SetValue("event", "e", key, text) for key, text in typed.items()]
        return Review(problems, readings, beside, changes, self.says)


class Kept(Following):
    """What writes into the lists of its app."""

    def __init__(self, app: KeptApp) -> None:
        super().__init__(app, app.explorer, None)
        self.app = app

    def keep(self, *changes: Change, says: str, then: Callable[[str], None] | None = None) -> None:
        """Remember what would be written."""
        if not self.app.trouble:
            self.app.kept.append({change.key: change.value for change in changes if isinstance(change, SetValue)})
            self.app.said.append(says)
        assert then is not None
        then(self.app.trouble)


class KeptApp(CttuiApp):
    """An app that writes into a list, or says why not."""

    CSS_PATH = str(Path(inspect.getfile(CttuiApp)).with_name("app.tcss"))
    trouble = ""

    def __init__(self, index: Index) -> None:
        super().__init__(Explorer(index))
        self.kept: list[Mapping[str, str]] = []
        self.said: list[str] = []
        self.following = Kept(self)

    def begin(self, form: Toy | None = None) -> None:
        """Open the form, and remember what it closes with."""
        self.open("form", form or Toy(), then=lambda said: self.said.append(f"closed: {said}"))


def at(app: CttuiApp) -> str:
    """The key of the field with the keyboard."""
    assert isinstance(app.focused, LineField | RunningField)
    return app.focused.about.key


@SIZES
async def test_a_form_is_filled_in_and_saved_with_keys_in_one_breath(small: Index, size: tuple[int, int]) -> None:
    """The keyboard starts in the first field that asks for something; what is typed at once is written whole by Ctrl+S."""
    app = KeptApp(small)
    async with app.run_test(size=size) as pilot:
        app.begin()
        await pilot.pause()
        assert at(app) == "who"
        await burst(pilot, *"sold", "tab", "tab", *", cur", "tab", "ctrl+s")
        assert app.kept == [{"number": "124", "who": "soldiers", "tags": "cpec, curfew", "quote": "has claimed 124 lives"}]
        assert app.said == ["Toy added.", "closed: Toy added."]
        assert screen_name(app) == "ExploreScreen"


@SIZES
async def test_everything_that_a_form_says_is_in_sight_and_plain(small: Index, size: tuple[int, int]) -> None:
    """Names, reasons, readings and what is known already are shown; markup is text and no control character gets through."""
    app = KeptApp(small)
    async with app.run_test(size=size) as pilot:
        app.begin()
        await pilot.pause()
        await pilot.press("shift+tab")
        text = screen_text(app)
        for part in (
            "New toy",
            "[/red]",
            "number",
            "124",
            "from the text",
            "21 of 120",
            "required",
            "Comparable",
            "a number: 124",
            "Ctrl+S saves",
        ):
            assert part in text, part
        assert not controls(text)
        assert app.screen.query_one("#form").region.bottom == size[1]


async def test_a_form_starts_where_it_is_unsure(small: Index) -> None:
    """A field that is filled in but unsure is the first to be looked at, and has a sign; typing takes it away."""
    app = KeptApp(small)
    async with app.run_test(size=WIDE) as pilot:
        app.begin(Toy(sure=False))
        await pilot.pause()
        assert at(app) == "number"
        assert "number ?" in whole(pane_of(app, "LabelsPane"))
        await pilot.press("5")
        assert "number ?" not in whole(pane_of(app, "LabelsPane"))


@SIZES
async def test_what_is_wrong_is_said_at_its_field_while_typing(small: Index, size: tuple[int, int]) -> None:
    """A problem stands at the field, in full below it, and Ctrl+S goes there and writes nothing."""
    app = KeptApp(small)
    async with app.run_test(size=size) as pilot:
        app.begin()
        await pilot.pause()
        await pilot.press("shift+tab", "x")
        assert "number !" in whole(pane_of(app, "LabelsPane"))
        assert "'124x' is not a number" in " ".join(whole(pane_of(app, "SaidPane")).split())
        await pilot.press("tab", "tab", "ctrl+s")
        assert at(app) == "number"
        assert app.kept == []
        await pilot.press("backspace", "ctrl+s")
        assert at(app) == "who"
        assert "who is missing" in whole(pane_of(app, "SaidPane")).casefold()
        assert app.kept == []


async def test_suggestions_are_taken_only_where_they_are_chosen(small: Index) -> None:
    """Tab takes what lengthens the typed text, never in an empty field; arrows choose; a text that is known is left alone."""
    app = KeptApp(small)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await pilot.pause()
        pane = pane_of(app, "SuggestionsPane")
        assert pane.display
        await pilot.press("tab")
        assert at(app) == "tags"
        await pilot.press("shift+tab", *"police")
        # police is known, and policemen is not meant by it
        assert pane.display
        await pilot.press("tab")
        assert at(app) == "tags"
        await pilot.press("shift+tab", "down", "enter")
        assert at(app) == "tags"
        field = app.screen.query(LineField)[1]
        assert field.value == "policemen"
        await pilot.press("shift+tab", *["backspace"] * 9, "down", "down", "up", "up", "tab")
        assert field.value == ""
        assert not pane.display


async def test_a_click_takes_a_suggestion(small: Index) -> None:
    """The list of suggestions stands at its field, and the mouse takes one."""
    app = KeptApp(small)
    async with app.run_test(size=NARROW) as pilot:
        app.begin()
        await pilot.pause()
        pane = pane_of(app, "SuggestionsPane")
        field = app.screen.query(LineField)[1]
        assert pane.region.y in (field.region.bottom, field.region.y - pane.region.height)
        await pilot.click(pane, offset=(4, 2))
        assert field.value == "police"
        await pilot.press("tab")
        assert at(app) == "tags"


async def test_a_form_asks_once_before_it_discards(small: Index) -> None:
    """Escape leaves a form in which nothing was typed; else it asks, any letter goes on typing, and twice in a row discards."""
    app = KeptApp(small)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await pilot.pause()
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"
        app.begin()
        await pilot.pause()
        await pilot.press("a", "escape")
        assert "again discards what you typed" in whole(pane_of(app, "SaidPane"))
        await pilot.press("b", "escape")
        assert screen_name(app) == "FormScreen"
        await pilot.press("escape")
        assert screen_name(app) == "ExploreScreen"
        assert app.said == ["closed: ", "closed: "]
        assert app.kept == []


async def test_a_form_stays_open_where_it_cannot_be_written(small: Index) -> None:
    """What cannot be written is said in a sentence; what was typed stays, and can be saved later."""
    app = KeptApp(small)
    app.trouble = "The file cannot be written: no space left on device"
    async with app.run_test(size=NARROW) as pilot:
        app.begin()
        await pilot.pause()
        await pilot.press(*"them", "ctrl+s")
        assert "no space left on device." in " ".join(whole(pane_of(app, "SaidPane")).split())
        app.trouble = ""
        await pilot.press("ctrl+s")
        assert [kept["who"] for kept in app.kept] == ["them"]


async def test_running_text_wraps_and_arrows_go_through_it(small: Index) -> None:
    """A long text takes several lines: arrows go through them and then on, letters stay letters, and Enter goes on."""
    app = KeptApp(small)
    async with app.run_test(size=NARROW) as pilot:
        app.begin()
        await pilot.pause()
        await pilot.press("tab", "tab", *" and q j k more words than one line has room for".replace(" ", "_").replace("_", "~"))
        area = app.screen.query_one(RunningField)
        assert area.text.startswith("has claimed 124 lives~and~q")
        assert area.wrapped_document.height > 1
        await pilot.press("up")
        assert at(app) == "quote"
        await pilot.press("up")
        assert at(app) == "tags"
        await pilot.press("tab", "enter")
        assert at(app) == "number"


async def test_a_suggestion_chosen_with_the_arrows_is_saved(small: Index) -> None:
    """Ctrl+S takes what the arrows chose; what only stands first in the list while one types is not meant."""
    app = KeptApp(small)
    async with app.run_test(size=WIDE) as pilot:
        app.begin()
        await pilot.pause()
        await burst(pilot, "down", "down", "ctrl+s")
        app.begin()
        await pilot.pause()
        await burst(pilot, *"sold", "ctrl+s")
        assert [kept["who"] for kept in app.kept] == ["police", "sold"]
