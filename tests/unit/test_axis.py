"""The time axis: every bar counts what it stands for, and bars are laid out without losing a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.explore.explorer import Explorer
from cttui.model import axis, dates
from cttui.model.axis import Calendar, lay_out
from cttui.model.periods import UNITS, Days
from cttui.query.language import Query
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from strategies import rows_of

BEGIN = date(1990, 1, 1).toordinal()


@given(
    st.lists(st.integers(0, 12_000), min_size=1, max_size=12),
    st.integers(axis.LEAST, 200),
    st.sampled_from(["", *UNITS]),
    st.integers(0, 12_000),
)
@settings(max_examples=300)
def test_slots_lie_side_by_side_and_gaps_hold_no_event(days: list[int], width: int, unit: str, cursor: int) -> None:
    """Whatever the width and the unit: slots follow one another in days and cells, fit, hold the cursor, and gaps are empty."""
    found = [BEGIN + day for day in days]
    whole = Days(BEGIN, BEGIN + 12_000)
    layout = lay_out(Calendar(sorted(found)), whole, width, unit, BEGIN + cursor)
    assert layout.slots
    assert layout.width <= width
    for slot, following in zip(layout.slots, layout.slots[1:], strict=False):
        assert slot.stop == following.start
        assert slot.cell + slot.width == following.cell
    for slot in layout.slots:
        assert slot.start < slot.stop
        if slot.gap:
            assert not any(slot.start <= day < slot.stop for day in found)
    assert layout.span.first <= BEGIN + cursor <= layout.span.last
    if layout.shows_all:
        assert layout.span.covers(whole)


def test_the_finest_bars_that_show_the_whole_period_are_taken() -> None:
    """A year stands in 366 cells by the day, in 60 by the week, in 20 by the month, in 4 by the quarter."""
    calendar = Calendar([date(2024, 6, 1).toordinal()])
    whole = Days(date(2024, 1, 1).toordinal(), date(2024, 12, 31).toordinal())
    found = [lay_out(calendar, whole, width) for width in (366, 60, 20, 4)]
    assert [layout.unit for layout in found] == ["day", "week", "month", "quarter"]
    assert all(layout.shows_all for layout in found)


def test_a_long_silence_is_a_gap_and_a_short_one_is_empty_bars() -> None:
    """By the day, three silent weeks are 21 empty bars, and a silent year is one gap of three cells."""
    first = date(2020, 1, 1).toordinal()
    days = [first, first + 22, first + 22 + 366]
    slots = lay_out(Calendar(days), Days(first, days[-1]), 80, "day", first).slots
    assert [slot.gap for slot in slots] == [False] * 23 + [True, False]
    assert slots[23].width == axis.GAP_WIDTH


@pytest.mark.parametrize("unit", ["day", "week", "month", "quarter", "year", "decade"])
@pytest.mark.parametrize("text", ["", "province:KP", "date:2024-03..2024-06 kind:attack", "date!:2024-07", "is:disputed"])
def test_every_bar_is_as_high_as_its_list_is_long(shipped_index: Index, unit: str, text: str) -> None:
    """The numbers of each bar, in all, shown and by kind, are those of the events that are listed within its days."""
    explorer = Explorer(shipped_index, text)
    explorer.sight = explorer.sight._replace(width=100, unit=unit)
    view = explorer.time()
    layout, counts = view.layout, view.counts
    rows = rows_of(explorer)
    everything = shipped_index.rows(shipped_index.select(Query()), 0, shipped_index.count)
    kinds = dict(counts.kinds)
    for place, slot in enumerate(layout.slots):

        def within(date_text: str, slot: axis.Slot = slot) -> bool:
            return bool(date_text) and slot.start <= dates.parse(date_text).listed < slot.stop

        assert counts.shown[place] == sum(within(row.date) for row in rows)
        assert counts.total[place] == sum(within(row.date) for row in everything)
        for kind in {row.kind for row in rows}:
            number = kinds[kind][place] if kind in kinds else 0
            assert number == sum(within(row.date) and row.kind == kind for row in rows)


def test_the_undated_are_counted_apart() -> None:
    """An event without a date is in no bar and no window, and the axis still counts it under the other filters."""
    index = open_timeline(Path(__file__).parents[1] / "ui" / "small.toml", None)
    explorer = Explorer(index)
    assert explorer.time().undated == 1
    explorer.ask("date:2024-02")
    assert explorer.time().undated == 1
    explorer.show_undated()
    assert explorer.query.text == "is:undated"
    assert explorer.selection.count == 1
    explorer.show_undated()
    assert explorer.query.text == ""
    explorer.ask("kind:attack")
    assert explorer.time().undated == 0


def test_open_ends_of_a_window_reach_as_far_as_the_timeline(shipped_index: Index) -> None:
    """``date:>=2024-06-22`` is a window from that day to the last of the timeline; two spans meet in what they share."""
    explorer = Explorer(shipped_index, "date:>=2024-06-22")
    assert explorer.window == Days(date(2024, 6, 22).toordinal(), explorer.whole.last)
    explorer.ask("date:2024-03..2024-05 date:2024-05..2024-06")
    assert explorer.window == Days(date(2024, 5, 1).toordinal(), date(2024, 5, 31).toordinal())
    explorer.ask("-date:2024-03")
    assert explorer.window is None
