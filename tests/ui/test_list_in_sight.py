"""The list of events: what of it is in sight when others are selected, and where it stays when it is scrolled."""

from __future__ import annotations

import pytest

from cttui.explore.events import EventsView
from cttui.explore.explorer import Explorer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.events import EventsPane
from ui.helpers import NARROW, WIDE, app_on, burst, explorer_of, screen_name

QUERIES = ("", "kind:attack", "province:balochistan", "a", "order:killed", "kind:attack order:killed", "is:undated", "zzzz")


def shown(view: EventsView, lines: int) -> list[int]:
    """The positions on so many lines, with the cursor's in the middle where the list reaches."""
    top = max(0, min(view.line_of(view.position) - lines // 2, view.line_count - lines)) if view.count else 0
    found = (view.at_line(line) for line in range(top, min(top + lines, view.line_count)))
    return [place for place in found if isinstance(place, int)]


@pytest.mark.parametrize("text", QUERIES)
def test_what_is_read_when_others_are_selected_is_what_their_lines_show(shipped_index: Index, text: str) -> None:
    """Wherever the cursor is and however high the list: every event in sight has its row, and few others have one."""
    for lines in (1, 2, 5, 18, 27, 64):
        for anchor in range(0, shipped_index.count, 7):
            explorer = Explorer(shipped_index)
            explorer.sight = explorer.sight._replace(lines=lines, height=lines)
            explorer.move_to(anchor)
            assert not explorer.events().centred
            explorer.ask(text)
            view = explorer.events()
            assert view.centred == bool(text)
            wanted = shown(view, lines)
            assert all(view.row(place) is not None for place in wanted), (text, lines, anchor)
            if text:
                read = sum(len(page.rows) for page in view.pages)
                assert read <= max(16, lines + 1), (text, lines, anchor)


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_cursor_is_in_the_middle_while_letters_are_typed(shipped_index: Index, size: tuple[int, int]) -> None:
    """After each letter of a filter the event's line is the middle one where the list reaches, and every line has its event."""
    app = app_on(shipped_index)
    async with app.run_test(size=size) as pilot:
        await pilot.press("G", *"k" * 40)
        await pilot.press("slash")
        for letter in "kind:attack":
            await pilot.press(letter)
            assert middle(app), letter
            assert explorer_of(app).sight.rows is None
        await pilot.press("enter")
        await burst(pilot, "/", *" kill", "enter", "j")
        assert in_sight(app)


def in_sight(app: CttuiApp) -> list[int]:
    """The positions of the events on screen; each line of theirs has something on it."""
    pane = app.screen.query_one(EventsPane)
    assert pane.view is not None
    top, height = round(pane.scroll_y), pane.scrollable_content_region.height
    found = []
    for number in range(top + pane.sticky, min(top + height, pane.line_total())):
        place = pane.view.at_line(number - pane.sticky)
        if isinstance(place, int):
            assert pane.line(number, pane.inner_width), number
            found.append(place)
    return found


def middle(app: CttuiApp) -> bool:
    """Whether the cursor's line is in the middle of the list in sight, or as near to it as the list's ends let it be."""
    pane = app.screen.query_one(EventsPane)
    assert pane.view is not None
    assert pane.view.position in in_sight(app)
    line, top, height = pane.cursor_line(), round(pane.scroll_y), pane.scrollable_content_region.height
    assert line is not None
    first, last = top == 0, top >= pane.line_total() - height
    return first or last or line - pane.sticky - top == (height - pane.sticky) // 2


async def test_a_list_that_was_scrolled_stays_where_it_is(shipped_index: Index) -> None:
    """However far from the cursor the wheel goes, rows that come later do not bring it back, and every line has its event."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        pane = app.screen.query_one(EventsPane)
        for top in (*range(5, pane.line_total() - 30, 17), 3):
            pane.scroll_to(y=top, animate=False, immediate=True, force=True)
            await pilot.pause()
            assert (round(pane.scroll_y), len(in_sight(app)) > 3) == (top, True)
        assert explorer_of(app).position == 0
        pane.scroll_to(y=150, animate=False, immediate=True, force=True)
        await pilot.press("j")
        assert explorer_of(app).position in in_sight(app)


async def test_a_screen_with_the_same_list_shows_the_same_part_of_it(shipped_index: Index) -> None:
    """Where a filter put the event in the middle, it is so on the map too, however early that is opened."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press(*"j" * 90, "slash", *"kind:attack", "enter", "M")
        await pilot.pause()
        assert screen_name(app) == "MapScreen"
        assert middle(app)
