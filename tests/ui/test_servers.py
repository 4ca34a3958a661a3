"""What a person sees of a table on servers: that it is asked, what that took, what is missing, and what went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from crowded import crowded
from cttui.explore.explorer import Explorer
from cttui.store.index import Cost
from cttui.store.sqlite import SqliteIndex
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.frame import HeaderPane, NewsPane, NotePane
from cttui.ui.base.palette import Palette
from servers import Remote
from strategies import indexed
from ui.helpers import NARROW, WIDE, burst, list_count, painted, pane_of, screen_name, screen_of, screen_text, until

GONE = "ch.example:8123 does not answer: connection refused; check that the server runs"


@pytest.fixture
def whole() -> Iterator[SqliteIndex]:
    """Forty-five events of nine provinces."""
    with indexed(crowded()) as found:
        yield found


@pytest.fixture
def remote(whole: SqliteIndex) -> Iterator[Remote]:
    """The same on two shards, of which one has twenty events."""
    timeline = crowded()
    with indexed(replace(timeline, events=timeline.events[:20])) as part:
        yield Remote(whole, part)


def header(app: CttuiApp) -> str:
    """The first line of the screen on top."""
    return painted(app.screen.query_one(HeaderPane))[0]


def news(app: CttuiApp) -> str:
    """The message below the bar."""
    return app.screen.query_one(NewsPane).news


def rests(app: CttuiApp) -> bool:
    """Whether nothing is asked for any more."""
    return not screen_of(app).waiter.waits


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
async def test_the_header_says_how_long_an_answer_took(remote: Remote, size: tuple[int, int]) -> None:
    """While an answer is on its way the header says so; then it says how long it took and from how many rows."""
    remote.may.clear()
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "asking…" in header(app))
        remote.may.set()
        await until(pilot, lambda: "45 of 45 events · 0.42 s from 2.0 million rows" in header(app))
        assert "asking" not in header(app)
        assert rests(app)
        remote.may.clear()
        await burst(pilot, "slash", *"clash")
        assert app.query_one(Bar).value == "clash"
        await until(pilot, lambda: "asking…" in header(app))
        assert "45 of 45 events" in header(app)
        remote.cost = replace(remote.cost, seconds=12.6, rows=812)
        remote.may.set()
        await until(pilot, lambda: "13 s from 812 rows" in header(app))


async def test_moving_the_cursor_leaves_the_cost_of_the_selection(remote: Remote) -> None:
    """What the header says of the cost is that of the selection: a step of the cursor changes nothing in it."""
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "0.42 s" in header(app) and rests(app))
        before = header(app)
        remote.cost = replace(remote.cost, seconds=0.01, rows=3)
        await pilot.press("j", "j")
        await until(pilot, lambda: rests(app) and app.explorer is not None and app.explorer.position == 2)
        assert header(app) == before


async def test_a_key_ends_the_answer_that_it_makes_stale(remote: Remote) -> None:
    """Each letter ends what was asked for the letters before; nothing of it is shown."""
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "45 of 45" in header(app) and rests(app))
        remote.may.clear()
        await pilot.press("slash")
        for text in ("c", "cl", "cla"):
            await pilot.press(text[-1])
            await until(pilot, lambda: remote.asked[-1].query.text == text)  # noqa: B023 - waited for within the round
        remote.may.set()
        await until(pilot, lambda: rests(app))
        assert [ask.query.text for ask in remote.ended] == ["c", "cl"]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
async def test_a_server_that_fails_leaves_the_screen_and_is_asked_again(remote: Remote, size: tuple[int, int]) -> None:
    """A failure is one sentence; list, counts and bar stay as they were, and the next key asks again."""
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "45 of 45" in header(app) and rests(app))
        rows = painted(pane_of(app, "EventsPane"))
        remote.trouble = GONE
        await burst(pilot, "slash", *"kind:attack")
        await until(pilot, lambda: "does not answer" in news(app))
        assert news(app) == f"{GONE[0].upper()}{GONE[1:]}." or news(app) == f"{GONE}."
        assert "asking" not in header(app)
        assert "45 of 45 events" in header(app)
        # the sentence may take a line of it
        shown = painted(pane_of(app, "EventsPane"))
        assert shown == rows[: len(shown)]
        assert len(shown) >= len(rows) - 1
        asked = len(remote.asked)
        await burst(pilot, "enter", "j")
        await until(pilot, lambda: rests(app) and len(remote.asked) > asked)
        assert "does not answer" in news(app)
        remote.trouble = ""
        await pilot.press("j")
        await until(pilot, lambda: rests(app) and not news(app))
        assert app.explorer is not None
        assert app.explorer.query.text == "kind:attack"
        assert not app.explorer.asking


async def test_a_server_that_is_gone_from_the_start_is_asked_by_the_next_key(remote: Remote) -> None:
    """Where the first answer fails, any key asks again."""
    remote.trouble = GONE
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "does not answer" in news(app))
        remote.trouble = ""
        await pilot.press("j")
        await until(pilot, lambda: "45 of 45" in header(app))


async def test_a_fault_of_an_engine_is_no_wait_without_end(remote: Remote, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw in an engine stops the app, as it does everywhere, and does not leave it waiting."""

    def fails(_ask: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(remote, "answer", fails)
    app = CttuiApp(Explorer(remote))
    with pytest.raises(ZeroDivisionError):
        async with app.run_test(size=WIDE) as pilot:
            await until(pilot, lambda: not app.is_running)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
async def test_a_missing_shard_is_never_passed_over(remote: Remote, size: tuple[int, int]) -> None:
    """Without a shard the header names it, its count has a +, and the dead are incomplete; with it back, all is as before."""
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "45 of 45" in header(app) and rests(app))
        remote.lose("127.0.0.1:9002")
        await pilot.press("j")
        await until(pilot, lambda: rests(app) and "127.0.0.1:9002" in header(app))
        assert "20+ of 45 events" in header(app)
        assert "without" in header(app)
        assert list_count(app) == 20
        assert "incomplete: " in painted(app.query_one(NotePane))[0]
        await burst(pilot, "slash", *"kind:attack", "enter")
        await until(pilot, lambda: rests(app) and "1 filter" in painted(pane_of(app, "EventsPane"))[0])
        assert "hidden" not in painted(pane_of(app, "EventsPane"))[0]
        await burst(pilot, "backspace")
        await until(pilot, lambda: rests(app) and not news(app))
        # every pane was asked for anew: none shows numbers of the whole beside those of the part
        assert app.explorer is not None
        lost = Explorer(remote.part)
        shown = app.explorer.views(app.explorer.in_sight)
        assert shown["facets"] == lost.views(app.explorer.in_sight)["facets"]
        remote.lose()
        await pilot.press("k")
        await until(pilot, lambda: rests(app) and "45 of 45" in header(app))
        assert "without" not in header(app)
        assert "incomplete" not in painted(app.query_one(NotePane))[0]
        assert app.explorer.views(app.explorer.in_sight)["facets"] == Explorer(remote.index).facets()


@pytest.mark.parametrize("theme", ["cttui-dark", "cttui-light", "cttui-mono"])
async def test_what_is_missing_is_said_in_words_and_stands_out(remote: Remote, theme: str) -> None:
    """In every theme the missing shard stands in words, in bold and in the colour of faults, which can be read there."""
    remote.lose("db2:9000")
    app = CttuiApp(Explorer(remote), theme=theme)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "without 1 shard of 2: db2:9000" in header(app))
        strip = app.query_one(HeaderPane).render_line(0)
        (found,) = [segment for segment in strip if "without" in segment.text]
        assert found.style is not None
        assert found.style.bold
        assert found.style.color == Palette(app.theme_variables).styles["fault"].color


def test_a_header_of_eighty_columns_has_room_for_what_matters_most() -> None:
    """Many shards with long names are counted where they cannot be named; large numbers are rounded."""
    from cttui.explore.header import CostView, rounded

    few = CostView.of(Cost(0.05, 1, shards=3, missing=("a:1",)))
    assert few.took == ("0.05 s from 1 row", "0.05 s")
    assert few.missing == ("without 1 shard of 3: a:1", "without a:1", "without 1 shard")
    many = CostView.of(Cost(61, 1_340_000_000, shards=1_000, missing=("a:1", "b:2")))
    assert many.took[0] == "61 s from 1.3 billion rows"
    assert many.missing[-1] == "without 2 shards"
    sizes = (0, 999, 99_999, 999_999, 1_000_000, 386_000_000, 2.5e12)
    assert [rounded(int(count)) for count in sizes] == [
        "0", "999", "99,999", "999,999", "1.0 million", "386 million", "2.5 trillion",
    ]  # fmt: skip


async def test_a_key_that_asks_by_itself_reports_what_went_wrong(remote: Remote) -> None:
    """Exporting asks the server for a count at once; where that fails, it is said, and the app goes on."""
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "45 of 45" in header(app) and rests(app))
        remote.trouble = GONE
        await pilot.press("X")
        await until(pilot, lambda: "does not answer" in news(app))
        assert screen_name(app) == "ExploreScreen"
        assert app.is_running


async def test_the_palette_finds_events_on_servers(remote: Remote) -> None:
    """The palette asks a server in a thread: what it finds is listed, and what fails is said below."""
    app = CttuiApp(Explorer(remote))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "45 of 45" in header(app) and rests(app))
        await pilot.press("ctrl+p", *"clash 7")
        await until(pilot, lambda: "Clash 7" in screen_text(app))
        await pilot.press("escape")
        remote.trouble = GONE
        await pilot.press("ctrl+p", *"clash 8")
        await until(pilot, lambda: any("does not answer" in pane.news for pane in app.screen_stack[0].query(NewsPane)))
        await pilot.press("escape")
        assert app.is_running
