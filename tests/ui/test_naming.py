"""What a source without a headline, background and an empty cell look like on the screen, wide and narrow."""

from __future__ import annotations

import pytest

from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.claims.pane import ClaimPane
from cttui.ui.grid.pane import GridPane
from cttui.ui.help.screen import AboutPane
from cttui.ui.read.panes import ReaderPane
from cttui.ui.read.sources import SourcesPane
from cttui.ui.sources.pane import SourceListPane
from ui.helpers import NARROW, WIDE, app_on, painted, pane_of, screen_text, whole

EVENT = "2024-02-28-kakar-ihc"
"""Its figures stand in a text of two weeks before alone, whose headline is not known."""
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


@SIZES
async def test_a_source_without_a_headline_is_marked_in_list_reader_and_claims(
    shipped_index: Index, size: tuple[int, int]
) -> None:
    """Its name stands between marks in all three; the list's edge says what they mean, and the reader does so in a sentence."""
    app = app_on(shipped_index, "source:dailytimes-2024-02-13-kakar", at=EVENT)
    async with app.run_test(size=size) as pilot:
        await pilot.press("s")
        assert "‹IHC summons PM in" in whole(app.screen.query_one(SourceListPane))
        assert "‹…› no headline known: words of the address" in screen_text(app)
        await pilot.press("enter")
        read = " ".join(whole(app.screen.query_one(ReaderPane)).split())
        assert "‹IHC summons PM in missing Baloch students case› The headline is not known;" in read
        await pilot.press("escape", "escape", "c")
        lines = app.screen.query_one(ClaimPane).compose_lines(size[0] - 2)
        text = " ".join(span.text for line in lines for span in line)
        assert "Daily Times, 13 Feb 2024: ‹IHC summons PM in missing Baloch students case›" in " ".join(text.split())


@SIZES
async def test_background_is_called_so_in_detail_and_reader(shipped_index: Index, size: tuple[int, int]) -> None:
    """The list of the event's sources says it beside the standpoint, the reader beside the date."""
    app = app_on(shipped_index, at=EVENT)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*(["enter"] if size == NARROW else []))
        detail = " ".join(whole(pane_of(app, "DetailPane")).split())
        assert "1 Daily Times, 13 Feb 2024 · press · background" in detail
        assert detail.count("background") == 1
        await pilot.press("enter")
        assert "press · background" in " ".join(whole(app.screen.query_one(SourcesPane)).replace("▌", " ").split())
        assert "13 February 2024 · background: older" in " ".join(whole(app.screen.query_one(ReaderPane)).split())


@SIZES
@pytest.mark.parametrize("ascii_only", [False, True])
async def test_an_empty_cell_says_whether_anybody_looked(shipped_index: Index, size: tuple[int, int], ascii_only: bool) -> None:
    """0 and · differ without colour, a legend below says what they mean, and the cell at the cursor has it in a sentence."""
    app = app_on(shipped_index, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await pilot.press("x", "j", "j", "j", "j", *["l"] * 7)
        await pilot.pause()
        shown = screen_text(app)
        dot = "-" if ascii_only else "·"
        row = next(line for line in whole(app.screen.query_one(GridPane)).splitlines() if line[1:3] == "GB")
        assert row[3:].split()[6:10] == ["2", "[0]", "1", "1"]
        assert row[3:].split()[12:16] == ["·"] * 4
        assert f"0 searched for, none found   {dot} no search recorded" in shown
        assert "Searched for attacks and operations, August 2024" in shown
        await pilot.press("j", "j", "h", "h")
        await pilot.pause()
        assert "No search is recorded here," in screen_text(app)
        await pilot.press("d")
        await pilot.pause()
        assert "searched for" not in whole(app.screen.query_one(GridPane)).lower()


async def test_the_sums_of_the_dead_stand_in_full(shipped_index: Index) -> None:
    """On a small screen, too; the dots of empty cells are explained, and the cell at the cursor is not cut."""
    app = app_on(shipped_index)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("x", "d", "G")
        grid = app.screen.query_one(GridPane)
        assert grid.view is not None
        shown = whole(grid)
        assert f"{grid.view.counts[-1][-1]:,}" == "1,235"
        assert " 1,235 " in shown
        assert f"[{grid.view.counts[-1][0]}]" in shown
        assert "· no deaths counted" in shown
        column, line = grid.cursor_cell() or (0, 0)
        assert painted(grid)[line][column] == "["


async def test_the_account_of_the_timeline_lists_what_was_looked_for(shipped_index: Index) -> None:
    """`i` has every search below the method, under its provinces."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("i")
        text = " ".join(whole(app.screen.query_one(AboutPane)).split())
        assert "Searches Pakistan (nationwide) Searched for surrenders of militants" in text
        assert "Gilgit-Baltistan Searched for attacks and operations" in text
