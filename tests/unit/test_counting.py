"""Lenses and totals: whose figures count the dead, and that every sum is that of the events it stands for."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.model.calendar import FIRST_DAY, LAST_DAY
from cttui.model.claims import ALL, LENSES, Lens, LensError, Range, toll
from cttui.model.records import Timeline
from cttui.query import language as query
from cttui.query.language import Query
from cttui.store import writer as store
from cttui.store.selection import BitSelection as Selection
from cttui.store.sqlite import SqliteIndex as Index
from strategies import query_texts, timelines


def open_index(timeline: Timeline) -> Index:
    """The timeline compiled into memory."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    store.write(timeline, connection)
    return Index(connection)


def drawn(data: st.DataObject, index: Index) -> Query:
    """A query; every event where the text drawn is none."""
    try:
        return query.parse(data.draw(query_texts(index.vocabulary)), index.vocabulary)
    except QueryError:
        return Query()


def summed(index: Index, selection: Selection, lens: Lens) -> tuple[int, int, bool, int]:
    """The total of a selection, event by event."""
    found = [toll(index.event(n), lens, index.register, index.issued) for n in selection.bits]
    ranges = [one for one in found if isinstance(one, Range)]
    return (
        sum(round(one.low) for one in ranges),
        sum(round(one.high) for one in ranges),
        any(one.open for one in ranges),
        len(ranges),
    )


@settings(max_examples=60)
@given(st.data())
def test_a_total_is_the_sum_of_its_events_tolls(data: st.DataObject) -> None:
    """Under every lens, the total of any selection is what its events' tolls add up to, and none is left out silently."""
    index = open_index(data.draw(timelines()))
    selection = index.select(drawn(data, index))
    for name in (*LENSES, *(value.token for value in index.vocabulary.values["by"])):
        lens = Lens(name)
        total = index.total(selection, lens)
        low, high, is_open, counted = summed(index, selection, lens)
        assert (total.low, total.high, total.open, total.counted) == (low, high, is_open, counted)
        assert total.counted + total.without == selection.count
    index.close()


@settings(max_examples=40)
@given(st.data())
def test_a_facets_total_is_that_of_the_list_it_stands_for(data: st.DataObject) -> None:
    """The dead beside a value are the dead of the events one would see if that value alone were chosen."""
    index = open_index(data.draw(timelines()))
    asked = drawn(data, index)
    for field in ("province", "kind", "tag"):
        for token, total in index.facet_totals(field, asked, ALL).items():
            assert total == index.total(index.select(asked.only(field, token)), ALL)
    index.close()


@settings(max_examples=40)
@given(st.data())
def test_the_bars_of_the_dead_add_up(data: st.DataObject) -> None:
    """Over all days, the bars of the dead add up to the highest total of the dated events."""
    index = open_index(data.draw(timelines()))
    dated = index.select(query.parse("-is:undated", index.vocabulary))
    for lens in (ALL, Lens("lowest"), Lens("official")):
        total = index.total(dated, lens)
        bars = index.spread(dated.bits, index.cuts([FIRST_DAY, 700_000, 738_900, 739_200, LAST_DAY + 1]), lens)
        assert sum(bars) == (total.low if lens.name == "lowest" else total.high)
    index.close()


def test_a_lens_is_found_by_any_spelling_of_a_claimant(shipped_index: Index) -> None:
    """A claimant's name in any case, and a source's id, are lenses; the four common ones are too."""
    assert shipped_index.lens("ispr") == Lens("ISPR")
    assert shipped_index.lens("dawn-nd-usmani") == Lens("dawn-nd-usmani")
    assert [shipped_index.lens(name).name for name in LENSES] == list(LENSES)


def test_an_unknown_lens_is_answered_with_the_nearest(shipped_index: Index) -> None:
    """A misspelt claimant gets one sentence that names the nearest."""
    with pytest.raises(LensError, match="did you mean PICSS"):
        shipped_index.lens("PICS")


def test_official_figures_are_those_of_official_claimants_alone(shipped_index: Index) -> None:
    """Under the official lens, the Makeen attack has the army's figure and not the attackers'."""
    everything = shipped_index.select(query.parse("", shipped_index.vocabulary))
    rows = {row.id: row.toll for row in shipped_index.rows(everything, 0, everything.count, Lens("official"))}
    assert rows["2024-12-21-makeen"] == "16"


def test_lowest_and_highest_are_the_ends_of_all(shipped_index: Index) -> None:
    """The lowest total is the low end of all figures, the highest the high end."""
    everything = shipped_index.select(query.parse("", shipped_index.vocabulary))
    total, lowest, highest = (shipped_index.total(everything, Lens(name)) for name in ("all", "lowest", "highest"))
    assert (lowest.low, lowest.high, lowest.open) == (total.low, total.low, False)
    assert (highest.low, highest.high, highest.open) == (total.high, total.high, total.open)
    assert 0 < total.low < total.high
