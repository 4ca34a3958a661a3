"""Exploring on the screen: the time axis, the grid, facets, threads, what is around an event, and the way back."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from cttui.model.dates import MONTHS
from cttui.model.periods import Days
from cttui.query.fields import FIELDS
from cttui.query.language import Query
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.events import EventsPane
from cttui.ui.base.messages import Run
from cttui.ui.explore.facets import FacetsPane, sparkline
from cttui.ui.explore.time import TimePane
from cttui.ui.grid.pane import GridPane
from ui.helpers import (
    NARROW,
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
    whole,
)

BESHAM = "2024-03-26-besham"


def here(app: CttuiApp) -> str:
    """The id of the event at the cursor."""
    row = explorer_of(app).row
    assert row is not None
    return row.id


def strip(app: CttuiApp) -> str:
    """The time strip as painted."""
    return "\n".join(painted(app.query_one(TimePane)))


def asked(app: CttuiApp) -> str:
    """The text of the bar."""
    return app.query_one(Bar).value


# -- time ------------------------------------------------------------------------------------------------------------


async def test_narrow_move_widen_and_lift_the_window(shipped_index: Index) -> None:
    """Shift and arrows: March, April, back, the week, the month, and T lifts the window; the bar and the list follow."""
    app = app_on(shipped_index, at=BESHAM)
    async with app.run_test(size=WIDE) as pilot:
        for key, text in (
            ("shift+down", "date:2024-03"),
            ("shift+right", "date:2024-04"),
            ("shift+left", "date:2024-03"),
            ("shift+down", "date:2024-03-25..2024-03-31"),
            ("shift+down", "date:2024-03-26"),
            ("shift+up", "date:2024-03-25..2024-03-31"),
            ("shift+up", "date:2024-03"),
        ):
            await pilot.press(key)
            assert asked(app) == text, key
            assert list_count(app) == explorer_of(app).selection.count
        assert "[Mar" in strip(app)
        await pilot.press("T")
        assert (asked(app), list_count(app)) == ("", shipped_index.count)
        assert here(app) == BESHAM


async def test_without_a_title_the_legend_says_what_the_bars_count(shipped_index: Index) -> None:
    """On a small screen the strip has no frame: events or the dead, per unit, stand beside the bars."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        assert "events per month" in strip(app)
        await pilot.press("d")
        assert "killed per month" in strip(app)
        await pilot.press("minus")
        assert "killed per quarter" in strip(app)


async def test_zoom_changes_what_is_in_sight_and_not_what_is_asked(shipped_index: Index) -> None:
    """+ makes bars shorter down to a day, - longer; the list stays, and the strip says how long a bar is."""
    app = app_on(shipped_index, at=BESHAM)
    async with app.run_test(size=WIDE) as pilot:
        assert "per week" in strip(app)
        await pilot.press("plus")
        assert "per day" in strip(app)
        await pilot.press("plus")
        assert "cannot be shorter than a day" in screen_text(app)
        for key in ("minus", "minus", "minus"):
            await pilot.press(key)
        assert "per quarter" in strip(app)
        assert (asked(app), list_count(app)) == ("", shipped_index.count)
        await pilot.press("T")
        assert "per week" in strip(app)


async def test_possibly_and_surely_are_always_told(shipped_index: Index) -> None:
    """The strip says how a window is meant, with one and without, at 140x40 and at 80x24; p changes it."""
    for size in (WIDE, NARROW):
        app = app_on(shipped_index)
        async with app.run_test(size=size) as pilot:
            assert "possibly in" in strip(app)
            await pilot.press("p")
            assert "certainly in" in strip(app)
            await pilot.press("shift+down")
            assert asked(app).startswith("date!:")


async def test_the_mouse_draws_a_window_and_a_click_jumps(shipped_index: Index) -> None:
    """Dragging over bars asks for their days, a click goes to a bar's first event, the wheel zooms; the list follows."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        pane = app.query_one(TimePane)
        layout = pane.layout_
        assert layout is not None
        first, last = layout.slots[10], layout.slots[14]

        def offset(cell: int) -> tuple[int, int]:
            return (cell + 2, 2)

        await pilot.mouse_down(pane, offset=offset(first.cell))
        await pilot.hover(pane, offset=offset(layout.slots[12].cell))
        await pilot.hover(pane, offset=offset(last.cell))
        await pilot.mouse_up(pane, offset=offset(last.cell))
        await pilot.pause()
        assert explorer_of(app).window == Days(first.start, last.stop - 1)
        await pilot.press("T")
        await pilot.click(pane, offset=offset(layout.slots[25].cell))
        await pilot.pause()
        row = explorer_of(app).row
        assert row is not None
        assert row.date >= date.fromordinal(layout.slots[25].start).isoformat()
        assert asked(app) == ""


async def test_a_window_that_begins_in_a_gap_has_all_of_it(tmp_path: Path) -> None:
    """Drawn from a gap of years back to the bar before it, the window ends where the gap does."""
    path = tmp_path / "decades.toml"
    path.write_text(DECADES, encoding="utf-8")
    app = app_on(open_timeline(path, None))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*["plus"] * 5)
        pane = app.query_one(TimePane)
        assert pane.layout_ is not None
        gap = next(slot for slot in pane.layout_.slots if slot.gap and slot.cell)
        bar = pane.layout_.slots[pane.layout_.slots.index(gap) - 1]
        await pilot.mouse_down(pane, offset=(gap.cell + 2, 2))
        await pilot.hover(pane, offset=(bar.cell + 2, 2))
        await pilot.mouse_up(pane, offset=(bar.cell + 2, 2))
        await pilot.pause()
        assert explorer_of(app).window == Days(bar.start, gap.stop - 1)


async def test_an_uncertain_date_is_a_band_with_its_core(shipped_index: Index) -> None:
    """About a month: the month is drawn solid and the months that it may have been dotted, beside the mark of its start."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        explorer = explorer_of(app)
        rows = shipped_index.rows(shipped_index.select(Query()), 0, shipped_index.count)
        explorer.go_to(next(row.id for row in rows if row.date == "2024-09~"))
        screen_of(app).show()
        await pilot.pause()
        assert "╌" in strip(app)
        assert "━" in strip(app)


async def test_the_undated_have_a_place_of_their_own(small: Index) -> None:
    """The strip counts the events without a date under any window, and the palette's command lists just them."""
    app = app_on(small, "date:2024-02")
    async with app.run_test(size=WIDE) as pilot:
        assert "1 undated" in strip(app)
        app.screen.post_message(Run("undated"))
        await pilot.pause()
        assert (asked(app), list_count(app)) == ("is:undated", 1)


# -- filters cleared, history ----------------------------------------------------------------------------------------


async def test_what_is_hidden_is_told_and_one_key_shows_it(shipped_index: Index) -> None:
    """The list says how many events how many filters hide; Backspace lifts them all and, again, puts them back."""
    app = app_on(shipped_index, "province:KP kind:attack")
    async with app.run_test(size=NARROW) as pilot:
        count = list_count(app)
        assert f"{shipped_index.count - count} hidden by 2 filters" in whole(app.query_one(EventsPane))
        await pilot.press("backspace")
        assert (asked(app), list_count(app)) == ("", shipped_index.count)
        assert "2 filters cleared" in screen_text(app)
        await pilot.press("backspace")
        assert (asked(app), list_count(app)) == ("province:KP kind:attack", count)


async def test_around_keeps_the_event_and_comes_back_to_the_scroll(shipped_index: Index) -> None:
    """W lifts the filters with the cursor on the same event; w again shows the same list, cursor and lines as before."""
    app = app_on(shipped_index, "kind:attack")
    async with app.run_test(size=NARROW) as pilot:
        for _ in range(30):
            await pilot.press("j")
        event, lines = here(app), painted(app.query_one(EventsPane))
        await pilot.press("w")
        assert (here(app), asked(app)) == (event, "")
        for _ in range(40):
            await pilot.press("j")
        await pilot.press("w")
        assert (here(app), asked(app)) == (event, "kind:attack")
        assert painted(app.query_one(EventsPane)) == lines
        await pilot.press("T", "backspace", "backspace")
        await pilot.press("w", "w")
        assert asked(app) == "kind:attack"


async def test_brackets_walk_through_history_with_the_scroll(shipped_index: Index) -> None:
    """[ and ] show each list with the cursor and the lines that were there when it was left."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        for _ in range(50):
            await pilot.press("j")
        first = painted(app.query_one(EventsPane))
        await pilot.press("1")
        await pilot.press("g", "j", "j")
        second = painted(app.query_one(EventsPane))
        await pilot.press("left_square_bracket")
        assert painted(app.query_one(EventsPane)) == first
        await pilot.press("right_square_bracket")
        assert painted(app.query_one(EventsPane)) == second
        await pilot.press("right_square_bracket")
        assert "nothing to go forward to" in screen_text(app)


# -- the grid --------------------------------------------------------------------------------------------------------


async def test_a_cell_of_the_grid_is_a_filter_and_esc_undoes_it(shipped_index: Index) -> None:
    """x, arrows, Enter: the list is the cell's; Esc shows the grid on that cell again with the filters as they were."""
    app = app_on(shipped_index, "-kind:report")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x", "right", "l", "j", "k")
        assert "Khyber Pakhtunkhwa, March 2024" in whole(pane_of(app, "GridPane"))
        await pilot.press("enter")
        assert (screen_name(app), asked(app)) == ("ExploreScreen", "-kind:report province:KP date:2024-03")
        await pilot.press("escape")
        assert screen_name(app) == "GridScreen"
        assert "Khyber Pakhtunkhwa, March 2024" in whole(pane_of(app, "GridPane"))
        await pilot.press("escape")
        assert (screen_name(app), asked(app)) == ("ExploreScreen", "-kind:report")


async def test_the_grid_fits_80_columns(shipped_index: Index) -> None:
    """At 80x24 every month, every province and both sums are in sight, each number as the view has it."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x")
        lines = painted(pane_of(app, "GridPane"))
        view = explorer_of(app).grid()
        for row, counts in zip(view.rows, view.counts, strict=True):
            (line,) = (line for line in lines if line[1:].startswith(f"{row.token or 'all'} "))
            numbers = [int(word.strip("[]")) if word != "·" else 0 for word in line[1:].split()[1:]]
            assert tuple(numbers) == counts


DECADES = """
[timeline]
id = "decades"
title = "Decades"
period = "1980/2019"
[[province]]
code = "XX-A"
name = "A"
short = "A"
[[event]]
id = "one"
date = "1984-05-01"
kind = "attack"
title = "One"
provinces = ["XX-A"]
[[event]]
id = "two"
date = "2014-05-01"
kind = "attack"
title = "Two"
provinces = ["XX-A"]
"""


async def test_the_grids_cursor_is_always_on_a_cell(tmp_path: Path) -> None:
    """Where there are fewer columns than when a cell was taken, it is on the last; a window of no day of the period is fine."""
    path = tmp_path / "decades.toml"
    path.write_text(DECADES, encoding="utf-8")
    app = app_on(open_timeline(path, None), "date:1984")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x", "down", *["right"] * 11)
        assert "all provinces, December 1984: 0 events" in whole(pane_of(app, "GridPane"))
        await pilot.press("enter", "T", "x")
        assert "all provinces, all time: 2 events" in whole(pane_of(app, "GridPane"))
        await pilot.press("escape", "slash", *"date:1950", "enter", "x")
        assert "all provinces, all time: 2 events" in whole(pane_of(app, "GridPane"))


async def test_counting_otherwise_leaves_the_grids_cursor(shipped_index: Index) -> None:
    """With a cell as the filter, the cursor begins there; moved, it stays where it is when the dead are counted."""
    app = app_on(shipped_index, "date:2024-03 province:KP")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x", "right", "down")
        at = app.screen.query_one(GridPane).at
        assert at != explorer_of(app).grid().chosen
        await pilot.press("d")
        assert app.screen.query_one(GridPane).at == at


async def test_a_double_click_takes_a_cell_and_nothing_else(shipped_index: Index) -> None:
    """Twice on a number is its filter; twice on the months or below the grid does nothing."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x")
        pane = app.screen.query_one(GridPane)
        for offset in ((12, 1), (40, 19)):
            await pilot.click(pane, offset=offset, times=2)
            assert screen_name(app) == "GridScreen"
        await pilot.click(pane, offset=(13, 3), times=2)
        assert (screen_name(app), asked(app)) == ("ExploreScreen", "province:KP date:2024-02")


# -- facets ----------------------------------------------------------------------------------------------------------


async def _to_facets(pilot: Pilot[None]) -> FacetsPane:
    await pilot.press("f")
    return pilot.app.query_one(FacetsPane)


async def test_facet_keys_include_exclude_only_and_clear(shipped_index: Index) -> None:
    """Space takes a value in, - leaves it out, Enter leaves it alone, Backspace clears its field and nothing else."""
    app = app_on(shipped_index, "province:KP")
    async with app.run_test(size=WIDE) as pilot:
        await _to_facets(pilot)
        await pilot.press("space")
        assert asked(app) == "province:KP kind:attack"
        await pilot.press("j", "space")
        assert asked(app).startswith("province:KP kind:attack,")
        await pilot.press("enter")
        chosen = asked(app).removeprefix("province:KP kind:")
        assert "," not in chosen
        await pilot.press("minus")
        assert asked(app) == f"province:KP -kind:{chosen}"
        await pilot.press("backspace")
        assert asked(app) == "province:KP"


async def test_values_are_narrowed_by_typing(shipped_index: Index) -> None:
    """After / letters narrow the values, j and digits among them; Enter keeps them, Esc shows all again."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        pane = await _to_facets(pilot)
        everything = pane.line_total()
        await pilot.press("slash", *"jirga")
        assert "with jirga" in str(pane.border_title)
        assert asked(app) == ""
        assert pane.line_total() < everything
        shown = [entry.choice for entry in pane._entries if entry.choice]
        assert shown
        assert all("jirga" in f"{choice.token} {choice.label}".lower() for choice in shown)
        await pilot.press("enter", "space")
        assert "jirga" in asked(app).lower()
        await pilot.press("backspace", "slash", *"zz")
        assert "No values match." in whole(pane)
        await pilot.press("escape")
        assert str(pane.border_title) == "Facets"
        assert pane.line_total() == everything


async def test_a_sparkline_is_its_values_list_over_the_period(shipped_index: Index) -> None:
    """The parts of a value's sparkline add up to its number, under any filter."""
    app = app_on(shipped_index, "province:KP,BA kind:attack,operation -tag:polio date:2024")
    async with app.run_test(size=WIDE):
        explorer = explorer_of(app)
        for parts in (6, 12):
            explorer.sight = explorer.sight._replace(sparks=parts, opened=frozenset(FIELDS))
            for facet in explorer.facets().facets:
                for choice in facet.choices:
                    assert len(choice.spark) == parts
                    assert sum(choice.spark) == choice.count


def test_a_sparkline_shows_what_is_not_nothing() -> None:
    """The highest is nearly a whole cell, one of many is still seen, and nothing is nothing."""
    assert sparkline((0, 1, 50, 100)) == " ▁▃▇"
    assert sparkline((0, 0)) == "  "


# -- threads ---------------------------------------------------------------------------------------------------------


async def test_a_thread_is_read_step_by_step_left_and_come_back_to(shipped_index: Index) -> None:
    """A thread, steps with progress; w leaves to the step's event in the list, t comes back to the same step."""
    for size in (WIDE, NARROW):
        app = app_on(shipped_index, "province:SD")
        async with app.run_test(size=size) as pilot:
            await pilot.press("t")
            if pane_of(app, "PathPane").has_focus:
                await pilot.press("escape")
            await pilot.press("g")
            while "Kurram" not in painted(pane_of(app, "ThreadListPane"))[pane_of(app, "ThreadListPane").cursor_line() or 0]:
                await pilot.press("j")
            await pilot.press("enter", "right", "j")
            assert "step 3 of 9" in screen_text(app)
            step = explorer_of(app).path_view()
            assert step is not None
            await pilot.press("w")
            assert (screen_name(app), here(app), asked(app)) == ("ExploreScreen", step.detail.id, "")
            await pilot.press("t")
            assert "step 3 of 9" in screen_text(app)
            await pilot.press(*["right"] * 7)
            assert "This is the last step." in screen_text(app)
            await pilot.press("enter")
            assert screen_name(app) == "ReadScreen"
            await pilot.press("K", "escape")
            assert "step 8 of 9" in screen_text(app)
            await pilot.press("escape", "escape")
            assert screen_name(app) == "ExploreScreen"
            assert not explorer_of(app).walking


# -- keys in one breath ----------------------------------------------------------------------------------------------


async def test_a_key_pressed_twice_opens_one_screen(shipped_index: Index) -> None:
    """The same screen is never opened over itself: one Esc leads back, whatever was pressed before it was there."""
    for key in ("x", "t", "M", "v", "s", "c"):
        app = app_on(shipped_index)
        async with app.run_test(size=WIDE) as pilot:
            await burst(pilot, key, key)
            assert len(app.screen_stack) == 2, key
            await pilot.press("escape")
            assert screen_name(app) == "ExploreScreen", key


async def test_control_c_says_how_to_leave(shipped_index: Index) -> None:
    """Ctrl+C leaves nothing by accident; it names the key that does."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+c")
        assert "q quits cttui." in screen_text(app)


# -- words and numbers stand where they belong -------------------------------------------------------------------------


async def test_no_label_stands_under_another_month(shipped_index: Index) -> None:
    """Wherever window and cursor are, at any width and zoom: a month's name is under its own bars, and some year is written."""
    for at in ("2024-03-26-besham", "2024-01-05-usmani-islamabad", "2024-06-22-azm-e-istehkam-approved"):
        for size in (NARROW, (100, 30), WIDE):
            app = app_on(shipped_index, at=at)
            async with app.run_test(size=size) as pilot:
                for keys in ((), ("shift+down",), ("plus",), ("shift+right",), ("minus", "minus")):
                    await pilot.press(*keys)
                    pane = app.query_one(TimePane)
                    layout = pane.layout_
                    assert layout is not None
                    ruler = painted(pane)[-1]
                    assert re.search(r"\b20\d\d\b", ruler), (at, size, keys, ruler)
                    for found in re.finditer("|".join(month[:3] for month in MONTHS), ruler[: layout.width]):
                        slot = layout.slot_of_cell(found.start() - 1)
                        assert slot is not None
                        days = {date.fromordinal(slot.start).month, date.fromordinal(slot.stop - 1).month}
                        months = {MONTHS[number - 1][:3] for number in days}
                        assert found[0] in months or layout.unit == "quarter", (at, size, keys, ruler)


async def test_no_count_of_the_dead_is_cut(shipped_index: Index) -> None:
    """Counting the dead, a facet's ranges stand in full however long they are."""
    for size in (WIDE, NARROW):
        app = app_on(shipped_index)
        async with app.run_test(size=size) as pilot:
            await pilot.press("d", "f")
            text = whole(app.query_one(FacetsPane))
            shown = [choice.figure for facet in explorer_of(app).facets().facets[:2] for choice in facet.choices]
            assert all(f" {figure} " in text for figure in shown)


async def test_no_line_runs_under_the_scrollbar(shipped_index: Index) -> None:
    """Where a list scrolls, its lines end before the scrollbar, cut with an ellipsis and not in the middle of a word."""
    app = app_on(shipped_index, at=BESHAM)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("enter", "enter")
        pane = pane_of(app, "SourcesPane")
        assert pane.show_vertical_scrollbar
        assert all(len(line.rstrip()) <= pane.inner_width for line in painted(pane))
        assert any(line.rstrip().endswith("…") for line in painted(pane))
