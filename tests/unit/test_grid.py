"""The grid: each of its numbers is the length of the list that taking its cell shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.explore import grid
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index

QUERIES = ["", "kind:attack", "province:KP,BA -kind:report", "date:2024-03", "-province:KP date!:2024 attack", "is:disputed"]


@pytest.fixture(params=["shipped", "small"])
def index(request: pytest.FixtureRequest, shipped_index: Index) -> Index:
    """A timeline."""
    if request.param == "shipped":
        return shipped_index
    return open_timeline(Path(__file__).parents[1] / "ui" / "small.toml", None)


@pytest.mark.parametrize("surely", [False, True])
@pytest.mark.parametrize("text", QUERIES)
def test_a_cell_counts_the_list_it_leads_to(index: Index, text: str, surely: bool) -> None:
    """Under any filter, possibly or surely, events or dead: every cell, and every sum, is its own list's number."""
    explorer = Explorer(index, text)
    explorer.surely = surely
    for dead in (False, True):
        explorer.counts_dead = dead
        view = explorer.grid()
        for y, row in enumerate(view.rows):
            for x, column in enumerate(view.columns):
                selection = index.select(grid.cell_query(explorer.query, row, column, surely=surely))
                expected = index.total(selection, explorer.lens).high if dead else selection.count
                assert view.counts[y][x] == expected, (row.name, column.name)


def test_taking_a_cell_and_undoing_it(shipped_index: Index) -> None:
    """Taking KP in March 2024 asks for just that, beside the other filters; undoing brings back filters, cursor and scroll."""
    explorer = Explorer(shipped_index, "province:BA -kind:report date:2024-06", None)
    explorer.move_to(1)
    explorer.top = 3
    before = explorer.place
    view = explorer.grid()
    row = [row.token for row in view.rows].index("KP")
    column = [column.name for column in view.columns].index("March 2024")
    explorer.take_cell(row, column)
    assert explorer.typed == "-kind:report date:2024-03 province:KP"
    assert explorer.selection.count == view.counts[row][column]
    assert explorer.grid().chosen == (row, column)
    assert explorer.undo_cell()
    assert explorer.place == before
    assert not explorer.undo_cell()


def test_a_cell_is_the_filter_in_whatever_order_it_was_typed(shipped_index: Index) -> None:
    """The province before the month or behind it: the same cell is the one that is asked for."""
    cells = {Explorer(shipped_index, text).grid().chosen for text in ("province:KP date:2024-03", "date:2024-03 province:KP")}
    assert len(cells) == 1
    assert None not in cells


def test_a_cell_is_not_undone_after_something_else_was_asked(shipped_index: Index) -> None:
    """Once the filters are others than the cell's, there is nothing of the grid to undo."""
    explorer = Explorer(shipped_index)
    explorer.take_cell(0, 2)
    explorer.toggle("kind", "attack")
    assert not explorer.undo_cell()


def test_a_period_too_long_for_months_is_divided_by_longer_units(tmp_path: Path) -> None:
    """Forty years are decades; with a window of one decade, its years; nothing has more columns than find room."""
    path = tmp_path / "long.toml"
    path.write_text(
        """
[timeline]
id = "long"
title = "Long"
period = "1980/2019"
[[province]]
code = "XX-A"
name = "A"
short = "A"
[[source]]
id = "s"
type = "webpage"
standpoint = "press"
[[event]]
id = "one"
date = "1984-05-01"
kind = "attack"
title = "One"
provinces = ["XX-A"]
sources = ["s"]
[[event]]
id = "two"
date = "2014-05-01"
kind = "attack"
title = "Two"
provinces = ["XX-A"]
sources = ["s"]
""",
        encoding="utf-8",
    )
    explorer = Explorer(open_timeline(path, None))
    assert [column.name for column in explorer.grid().columns[:-1]] == ["the 1980s", "the 1990s", "the 2000s", "the 2010s"]
    explorer.take_cell(0, 0)
    assert [column.label for column in explorer.grid().columns[:-1]] == [str(year) for year in range(1981, 1990)]
    explorer.take_cell(0, 3)
    assert explorer.query.text == "date:1984 province:A"
    assert len(explorer.grid().columns) == 13
    explorer.ask("date:1950")
    assert [column.name for column in explorer.grid().columns[:-1]] == ["the 1980s", "the 1990s", "the 2000s", "the 2010s"]


def test_a_period_of_many_centuries_loses_none(tmp_path: Path) -> None:
    """Where even decades are too many, the early ones stand together in the first column, and every sum still holds."""
    path = tmp_path / "long.toml"
    events = "".join(
        f'[[event]]\nid = "e{year}"\ndate = "{year:04}"\nkind = "court"\ntitle = "E"\nprovinces = ["XX-A"]\nsources = ["s"]\n'
        for year in (1, 476, 1066, 1453, 1789, 1969)
    )
    path.write_text(
        '[timeline]\nid = "long"\ntitle = "Long"\nperiod = "0001/1999"\n'
        '[[province]]\ncode = "XX-A"\nname = "A"\nshort = "A"\n[[source]]\nid = "s"\ntype = "webpage"\nstandpoint = "press"\n'
        + events,
        encoding="utf-8",
    )
    explorer = Explorer(open_timeline(path, None))
    view = explorer.grid()
    assert len(view.columns) == grid.MOST + 1
    assert view.columns[0].name == "until the 1820s"
    assert view.counts[0] == (5, *[0] * 13, 1, 0, 6)
    explorer.take_cell(0, 0)
    assert explorer.selection.count == 5
