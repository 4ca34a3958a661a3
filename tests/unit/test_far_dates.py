"""Timelines that reach over millions of years: every view of them is made at once, and says what there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cttui.explore.explorer import Explorer
from cttui.explore.grid import MOST
from cttui.model import periods
from cttui.model.records import Event, Meta, Timeline
from cttui.ui.explore.time import axis
from strategies import indexed, small_timeline

FAR = ("Y-170000000", "-0218-06", "0000-03-05", "2024-05-10", "2024-05/..", "Y17000", "../..")


def timeline(*dates: str, period: str = "2024") -> Timeline:
    """A timeline with an event at each of some dates."""
    events = tuple(
        Event(id=f"e{n}", date=date, kind="attack", title=date, provinces=("PK-KP",)) for n, date in enumerate(dates)
    )
    base = small_timeline()
    return replace(base, meta=Meta(id="far", title="Far", period=period), events=events, threads=(), digest="")


def test_far_years_have_their_place_in_every_view() -> None:
    """Headings, the header, the grid and the time strip hold an event of 170 million years ago beside one of today."""
    with indexed(timeline(*FAR)) as index:
        explorer = Explorer(index)
        assert [(heading.label, heading.count) for heading in explorer.events().headings] == [
            ("170000001 BC", 1), ("June 219 BC", 1), ("March, 1 BC", 1), ("May 2024", 2), ("17000", 1), ("Undated", 1),
        ]  # fmt: skip
        assert explorer.header().span == "170000001 BC – 17000"
        grid = explorer.grid()
        assert len(grid.columns) == MOST + 1
        assert grid.columns[0].span is not None
        assert grid.columns[0].span.first <= explorer.whole.first
        assert grid.counts[-1][-1] == len(FAR)
        for unit in ("", *periods.UNITS):
            explorer.sight = explorer.sight._replace(width=60, unit=unit)
            strip = explorer.time()
            assert 0 < strip.layout.width <= 60
            assert axis(strip, strip.layout, None)


@pytest.mark.parametrize("period", ["2024", "2020/..", "../2020", "-0500/0500", "Y-170000000", "{2020,2024}"])
def test_a_timeline_without_a_dated_event_has_an_axis(period: str) -> None:
    """Where no event has a date, the strip shows the period, or a stretch of it where it has no end."""
    with indexed(timeline("", period=period)) as index:
        explorer = Explorer(index)
        explorer.sight = explorer.sight._replace(width=60)
        assert 0 < explorer.time().layout.width <= 60
        assert len(explorer.grid().columns) <= MOST + 1
