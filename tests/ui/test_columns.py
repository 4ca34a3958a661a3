"""Panes side by side: titles first, as wide as the reader makes them, and none ever disappears."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from cttui.explore.explorer import Explorer
from cttui.settings import WIDTHS, Settings, shipped_timeline
from cttui.store.cache import open_timeline
from cttui.store.index import Ask
from cttui.store.parts import Row
from cttui.store.sqlite import SqliteIndex as Index
from cttui.store.wants import Rows
from cttui.ui.app import CttuiApp
from cttui.ui.base.columns import STEP, Column, within
from cttui.ui.base.event_lines import event_line, provinces_width
from cttui.ui.base.events import EventsPane
from cttui.ui.explore.screen import EVENT, FACETS, LIST_LEAST
from cttui.ui.map.screen import BESIDE
from cttui.ui.read.screen import SOURCES
from cttui.ui.threads.screen import THREADS
from ui.helpers import NARROW, WIDE, screen_text

LARGE = (200, 60)


def app_of(index: Index, **widths: int) -> CttuiApp:
    """The app, where the settings give panes some widths."""
    return CttuiApp(Explorer(index), settings=Settings(Path("settings.toml"), widths=widths))


def pane_at(app: CttuiApp, selector: str) -> Widget:
    """A pane of the screen on top."""
    return app.screen.query_one(selector)


def across(app: CttuiApp) -> tuple[int, int, int]:
    """The columns of Explore's facets, list and event."""
    facets, listed, event = (pane_at(app, one).outer_size.width for one in ("#side", "EventsPane", "DetailPane"))
    return facets, listed, event


async def drag(pilot: Pilot[None], start: tuple[int, int], stop: tuple[int, int]) -> None:
    """Press the mouse at one cell of the screen, move it to another and let it go, as a terminal says it."""
    driver = pilot.app._driver
    assert driver is not None
    for kind, (x, y) in ((events.MouseDown, start), (events.MouseMove, stop), (events.MouseUp, stop)):
        event = kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y)
        event.set_sender(pilot.app)
        driver.send_message(event)
        await pilot.pause()


# -- titles first ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "least", "share"), [(NARROW, 52, 0), (WIDE, 48, 0), (LARGE, 72, 0.9)])
async def test_a_title_gets_the_room(size: tuple[int, int], least: int, share: float) -> None:
    """Of the shipped timeline a title has 52 cells at 80 columns and 48 at 140; at 200, nine in ten are whole."""
    index = open_timeline(shipped_timeline(), None)
    want = Rows(0, index.count)
    rows = index.answer(Ask(wants=(want,)))[want].rows
    app = CttuiApp(Explorer(index))
    async with app.run_test(size=size):
        width = app.screen.query_one(EventsPane).inner_width
        long = "".join(span.text for span in event_line(replace(rows[0], title="x" * 300), False, width))
        assert long.count("x") + 1 >= least
        seen = ["".join(span.text for span in event_line(row, False, width)) for row in rows]
        whole = sum(row.title in line for row, line in zip(rows, seen, strict=True))
        assert whole >= share * len(rows)
    index.close()


def test_names_of_provinces_get_what_a_line_has_for_them() -> None:
    """Two codes have their five cells in any line; long names have more, at most a tenth of the line, and titles the rest."""
    assert [provinces_width(longest, 76) for longest in (0, 2, 5, 6, 7, 30)] == [5, 5, 5, 6, 7, 7]
    assert [provinces_width(30, width) for width in (20, 50, 90, 136)] == [5, 5, 9, 13]
    row = replace(_first_row(), provinces=("Rif Dimashq",), title="x" * 300)
    line = ["".join(span.text for span in event_line(row, False, 76, where=where)) for where in (5, 7)]
    assert [len(one) for one in line] == [76, 76]
    assert " Rif… " in line[0]
    assert " Rif Di… " in line[1]


def _first_row() -> Row:
    """The first event of the shipped timeline, as lists have it."""
    index = open_timeline(shipped_timeline(), None)
    want = Rows(0, 1)
    row = index.answer(Ask(wants=(want,)))[want].rows[0]
    index.close()
    return row


def test_every_pane_that_is_kept_can_be_set() -> None:
    """The settings know each pane beside another by its name, and no other."""
    columns = (FACETS, EVENT, SOURCES, THREADS, BESIDE)
    assert {column.name for column in columns} == set(WIDTHS)


@given(
    st.integers(60, 400), st.lists(st.tuples(st.integers(1, 60), st.integers(1, 1000)), min_size=1, max_size=2),
    st.integers(1, 60),
)  # fmt: skip
def test_no_pane_disappears(total: int, wanted: list[tuple[int, int]], rest: int) -> None:
    """Whatever widths are kept, each pane has its least and so has the one between, where there is room for all of them."""
    columns = [Column(str(n), "", lambda _total: 1, least) for n, (least, _) in enumerate(wanted)]
    found = within(total - rest, [(column, width) for column, (_, width) in zip(columns, wanted, strict=True)])
    assert all(width >= column.least for column, width in zip(columns, found, strict=True))
    if sum(column.least for column in columns) <= total - rest:
        assert sum(found) <= total - rest
    if sum(max(least, width) for least, width in wanted) <= total - rest:
        assert found == [max(least, width) for least, width in wanted]


# -- the keyboard and the mouse --------------------------------------------------------------------------------------


async def test_keys_make_the_pane_with_the_keyboard_wider(small: Index) -> None:
    """The facets and the event take columns from the list; the list takes them from the event, then from the facets."""
    app = app_of(small)
    async with app.run_test(size=WIDE) as pilot:
        facets, listed, event = across(app)
        await pilot.press("f", "greater_than_sign")
        assert across(app) == (facets + STEP, listed - STEP, event)
        await pilot.press("less_than_sign", "f", "greater_than_sign")
        assert across(app) == (facets, listed + STEP, event - STEP)
        for _ in range(30):
            await pilot.press("greater_than_sign")
        assert across(app) == (FACETS.least, 140 - FACETS.least - EVENT.least, EVENT.least)
        assert "The pane cannot be wider here." in screen_text(app)
        for _ in range(60):
            await pilot.press("less_than_sign")
        assert across(app)[1] == LIST_LEAST
        assert "The pane cannot be narrower here." in screen_text(app)


async def test_the_mouse_drags_a_border(small: Index) -> None:
    """A border follows the mouse from either of its two cells, no pane is clicked, and none is dragged away."""
    app = app_of(small)
    async with app.run_test(size=WIDE) as pilot:
        facets, _, event = across(app)
        position = app.query_one(EventsPane).view
        await drag(pilot, (facets, 20), (facets + 10, 25))
        assert across(app)[0] == facets + 11
        await drag(pilot, (140 - event, 20), (140 - event - 6, 20))
        assert across(app)[2] == event + 6
        await drag(pilot, (140 - event - 7, 20), (0, 20))
        assert across(app)[1] == LIST_LEAST
        await drag(pilot, (facets + 10, 20), (139, 20))
        assert across(app)[1] == LIST_LEAST
        assert app.query_one(EventsPane).view == position
        # a click elsewhere is a click
        before = across(app)
        await drag(pilot, (80, 20), (90, 20))
        assert across(app) == before


async def test_widths_hold_when_the_terminal_changes(small: Index) -> None:
    """A kept width is the pane's wherever there is room, the least where there is none, and again the same after that."""
    app = app_of(small, facets=50, event=70)
    async with app.run_test(size=LARGE) as pilot:
        assert across(app) == (50, 80, 70)
        await pilot.resize_terminal(*WIDE)
        await pilot.pause()
        assert across(app) == (50, LIST_LEAST, 140 - 50 - LIST_LEAST)
        await pilot.resize_terminal(110, 40)
        await pilot.pause()
        assert (pane_at(app, "EventsPane").outer_size.width, pane_at(app, "DetailPane").outer_size.width) == (LIST_LEAST, 66)
        await pilot.resize_terminal(*NARROW)
        await pilot.pause()
        assert pane_at(app, "EventsPane").outer_size.width == 80
        await pilot.press("greater_than_sign", "enter")
        assert pane_at(app, "DetailPane").outer_size.width == 80
        await pilot.press("escape", "f")
        assert pane_at(app, "#side").outer_size.width == 80
        await pilot.resize_terminal(*LARGE)
        await pilot.pause()
        assert across(app) == (50, 80, 70)
        assert app.widths == {"facets": 50, "event": 70}


async def test_default_widths_come_back(small: Index) -> None:
    """The command gives every pane the width that it had before the reader changed any."""
    app = app_of(small)
    async with app.run_test(size=WIDE) as pilot:
        before = across(app)
        await pilot.press("less_than_sign", "less_than_sign")
        assert across(app) != before
        await pilot.press("question_mark", *"default widths", "enter")
        await pilot.pause()
        assert across(app) == before
        assert app.widths == {}


@pytest.mark.parametrize(
    ("keys", "name", "selector"),
    [(("enter",), "sources", "SourcesPane"), (("t",), "threads", "ThreadListPane"), (("M",), "legend", "#beside")],
)
async def test_every_screen_of_panes_side_by_side_does_the_same(
    places: Index, keys: tuple[str, ...], name: str, selector: str
) -> None:
    """The reader, the threads and the map: keys and settings give the pane beside its width."""
    app = app_of(places, **{name: 41})
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*keys)
        assert pane_at(app, selector).outer_size.width == 41
        await pilot.press("greater_than_sign")
        assert pane_at(app, selector).outer_size.width in {41 - STEP, 41 + STEP}
        assert app.widths[name] == pane_at(app, selector).outer_size.width
