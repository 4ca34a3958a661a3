"""The order of the list on screen: a key goes through the orders, each line shows what it is listed by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.query.language import Query
from cttui.store.index import Ask
from cttui.store.sqlite import SqliteIndex as Index
from cttui.store.wants import Rows
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.event_lines import event_line
from cttui.ui.base.events import EventsPane
from ui.helpers import NARROW, WIDE, app_on, burst, explorer_of, painted, pane_of, screen_text, whole

HEADS = {"date": "killed", "killed": "killed", "sources": "sources", "disputes": "disputes"}


def asked(app: CttuiApp) -> str:
    """The text of the bar."""
    return app.screen.query_one(Bar).value


def titles(app: CttuiApp) -> list[str]:
    """The ids of the list's events from top to bottom."""
    view = app.screen.query_one(EventsPane).view
    assert view is not None
    return [row.id for row in view.pages[0].rows]


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_key_goes_through_the_orders(small: Index, size: tuple[int, int]) -> None:
    """S orders by dead, sources, disputes and again by date; the bar and a head say so, and the cursor keeps its event."""
    app = app_on(small, at="road-attack")
    async with app.run_test(size=size) as pilot:
        dated, months = titles(app), whole(pane_of(app, "EventsPane")).count("2024  ")
        for order in ("killed", "sources", "disputes", "date"):
            await pilot.press("S")
            assert asked(app) == ("" if order == "date" else f"order:{order}")
            head = painted(pane_of(app, "EventsPane"))[0]
            assert HEADS[order] in head
            assert explorer_of(app).subject_id == "road-attack"
            assert app.query_one(EventsPane).cursor_in_sight()
            want = Rows(0, 99)
            answer = small.answer(Ask(explorer_of(app).query, (want,)))
            assert titles(app) == [row.id for row in answer[want].rows]
            assert sorted(titles(app)) == sorted(dated)
            for row in answer[want].rows:
                line = "".join(span.text for span in event_line(row, False, 90, order=order)).rstrip(" ≠")
                assert line.endswith(row.figure(order))
        assert (titles(app), whole(pane_of(app, "EventsPane")).count("2024  ")) == (dated, months)


async def test_another_order_has_no_months_and_tells_each_day_with_its_year(small: Index) -> None:
    """By dead, no heading is a month, each line has its date, and what has no figure is below a heading that says so."""
    app = app_on(small, "order:killed")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        text = whole(pane_of(app, "EventsPane"))
        assert not re.search(r"^ (January|February|March|April|May|June|July|\w+ber|August) \d", text, re.MULTILINE)
        above, _, below = text.partition("Without a figure")
        assert above.count("\n") == 1 + sum(bool(row.toll[:1].isdigit()) for row in small.rows(small.select(Query()), 0, 99))
        assert "undated" in below
        assert "all events, most killed first" in screen_text(app)


async def test_moves_go_through_the_list_as_it_is_listed(small: Index, tmp_path: Path) -> None:
    """To the ends, to the next mark, back in history and around an event, in whatever order the list is."""
    desk = Desk(small, Notebook(tmp_path / "own.toml", small.head.meta.id))
    app = CttuiApp(Explorer(small, "order:killed", desk=desk))
    async with app.run_test(size=WIDE) as pilot:
        order = titles(app)
        explorer = explorer_of(app)
        assert explorer.subject_id == order[0]
        await burst(pilot, "m", "G", "m", "g")
        assert explorer.subject_id == order[0]
        await pilot.press("u")
        assert explorer.subject_id == order[-1]
        await pilot.press("U")
        assert explorer.subject_id == order[0]
        await pilot.press("j")
        assert explorer.subject_id == order[1]
        await pilot.press("w")
        assert (asked(app), explorer.subject_id) == ("", order[1])
        await pilot.press("w")
        assert (asked(app), explorer.subject_id) == ("order:killed", order[1])
        await pilot.press("S", "left_square_bracket")
        assert (asked(app), titles(app)) == ("order:killed", order)
