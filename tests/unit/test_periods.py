"""Spans of the calendar: units, windows that narrow, widen and move, and their ends as EDTF."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.model import calendar, dates, periods
from cttui.model.dates import FIRST_DAY, LAST_DAY
from cttui.model.periods import RUNGS, UNITS, Days

FIRST_NAMED, LAST_NAMED = calendar.number_of(-9999), calendar.month_end(9999, 12)
"""The days that EDTF has names for."""
DAYS = st.integers(FIRST_NAMED, LAST_NAMED)
SPANS = st.tuples(DAYS, st.integers(0, 4000)).map(lambda pair: Days(pair[0], min(pair[0] + pair[1], LAST_NAMED)))


def day(text: str) -> int:
    """A day as an ordinal."""
    return date.fromisoformat(text).toordinal()


def span(first: str, last: str) -> Days:
    """A span of days."""
    return Days(day(first), day(last))


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("day", "2024-03-26", "2024-03-26"),
        ("week", "2024-03-25", "2024-03-31"),
        ("month", "2024-03-01", "2024-03-31"),
        ("quarter", "2024-01-01", "2024-03-31"),
        ("year", "2024-01-01", "2024-12-31"),
        ("decade", "2020-01-01", "2029-12-31"),
    ],
)
def test_a_unit_is_that_of_the_calendar(unit: str, first: str, last: str) -> None:
    """26 March 2024, a Tuesday, lies in the week from Monday the 25th, in March, the first quarter, 2024, the 2020s."""
    assert periods.around(unit, day("2024-03-26")) == span(first, last)


ALL_DAYS = st.one_of(
    st.integers(FIRST_DAY, LAST_DAY),
    *(st.integers(edge - 4000, edge + 4000) for edge in (FIRST_NAMED, 0, LAST_NAMED)),
    st.integers(FIRST_DAY, FIRST_DAY + 4000),
    st.integers(LAST_DAY - 4000, LAST_DAY),
)


@given(ALL_DAYS, st.sampled_from(UNITS))
def test_units_follow_one_another_without_a_gap(when: int, unit: str) -> None:
    """A unit begins on or before its day, the next begins after it, and the next one's start is its own unit's."""
    start, following = periods.start_of(unit, when), periods.next_start(unit, when)
    assert start <= when < following
    assert periods.start_of(unit, following - 1) == start
    if following <= LAST_DAY:
        assert periods.start_of(unit, following) == following


@given(SPANS, st.sampled_from(("week", "month", "quarter", "year", "decade")))
def test_edges_cut_a_span_into_units(window: Days, unit: str) -> None:
    """The edges rise, begin no later than the span and end after it, and each pair of neighbours is one unit."""
    edges = periods.edges(unit, window)
    assert edges[0] <= window.first <= window.last < edges[-1]
    for start, stop in pairwise(edges):
        assert periods.around(unit, start) == Days(start, stop - 1)


@given(SPANS)
def test_a_span_is_what_its_ends_say_in_the_query_language(window: Days) -> None:
    """Written as EDTF and read again, a window is the same days."""
    low, high = periods.edtf(window)
    assert (dates.parse(low).lower, dates.parse(high).upper) == window


def test_ends_are_written_as_short_as_they_can_be() -> None:
    """March is 2024-03, a year 2024, three months 2024-03 and 2024-05, a week two days."""
    assert periods.edtf(span("2024-03-01", "2024-03-31")) == ("2024-03", "2024-03")
    assert periods.edtf(span("2024-01-01", "2024-12-31")) == ("2024", "2024")
    assert periods.edtf(span("2024-03-01", "2024-05-31")) == ("2024-03", "2024-05")
    assert periods.edtf(span("2024-03-25", "2024-03-31")) == ("2024-03-25", "2024-03-31")


def test_a_window_narrows_from_a_year_to_a_day_and_widens_back() -> None:
    """Around 26 March 2024: its month, its week, its day, and no further; and back through week and month to all of 2024."""
    whole, here = span("2024-01-01", "2024-12-31"), day("2024-03-26")
    month = periods.narrowed(whole, here)
    assert month == span("2024-03-01", "2024-03-31")
    week = periods.narrowed(month, here)
    assert week == span("2024-03-25", "2024-03-31")
    only = periods.narrowed(week, here)
    assert only == span("2024-03-26", "2024-03-26")
    assert periods.narrowed(only, here) is None
    assert periods.widened(only, whole, here) == week
    assert periods.widened(week, whole, here) == month
    assert periods.widened(month, whole, here) is None


@given(SPANS, DAYS)
def test_narrowing_ends_at_a_day_of_the_window(window: Days, when: int) -> None:
    """Narrowed again and again, any window ends at one day of it, that asked for where it lies within."""
    inside = max(window.first, min(when, window.last))
    current = window
    for _ in range(len(RUNGS) + 1):
        shorter = periods.narrowed(current, inside)
        if shorter is None:
            break
        assert shorter.days < current.days
        assert shorter.first <= inside <= shorter.last
        current = shorter
    assert current.days <= 1 or current == window


@given(SPANS, SPANS)
def test_widening_ends_at_all(window: Days, whole: Days) -> None:
    """Widened again and again, any window grows and ends at none."""
    current: Days | None = window
    for _ in range(len(RUNGS) + 1):
        assert current is not None
        longer = periods.widened(current, whole, current.middle)
        if longer is None:
            return
        assert longer.days > current.days
        current = longer
    raise AssertionError(current)


def test_a_month_moves_to_the_next_and_ten_days_to_the_next_ten() -> None:
    """A window that is a unit stays one wherever it moves; another keeps its length."""
    assert periods.moved(span("2024-03-01", "2024-03-31"), -1) == span("2024-02-01", "2024-02-29")
    assert periods.moved(span("2024-12-01", "2024-12-31"), 1) == span("2025-01-01", "2025-01-31")
    assert periods.moved(span("2024-03-05", "2024-03-14"), 2) == span("2024-03-25", "2024-04-03")


@given(SPANS, st.integers(-3, 3))
def test_moving_there_and_back_is_no_move(window: Days, by: int) -> None:
    """Away from the calendar's ends, a window that went some steps one way and as many the other is where it was."""
    if window.first - FIRST_DAY > 20_000 and LAST_DAY - window.last > 20_000:
        assert periods.moved(periods.moved(window, by), -by) == window


@given(ALL_DAYS, st.sampled_from(UNITS), st.integers(1, 20))
def test_the_last_units_of_a_span_are_at_most_so_many(first: int, unit: str, most: int) -> None:
    """Of a span of any length the last units are found at once, one after another, up to the one that its end lies in."""
    span = Days(first, min(LAST_DAY, first + 10_000_000_000))
    edges = periods.last_edges(unit, span, most)
    assert len(edges) <= most + 1
    assert edges[-2] <= span.last < edges[-1]
    assert all(periods.around(unit, start) == Days(start, stop - 1) for start, stop in pairwise(edges))
    assert len(edges) == most + 1 or edges[0] <= span.first


@given(st.integers(FIRST_DAY, LAST_DAY).filter(lambda day: not FIRST_NAMED <= day <= LAST_NAMED))
def test_beyond_four_digits_no_unit_is_shorter_than_a_year(day: int) -> None:
    """Where EDTF names years alone, a window narrows to a year and no further, and is written by it."""
    year = periods.around("year", day)
    assert {periods.around(unit, day) for unit in UNITS} - {year, periods.around("decade", day)} == set()
    assert periods.narrowed(year, day) is None
    low, high = periods.edtf(year)
    assert low == high == f"Y{calendar.day_of(day).year}"


def test_bars_are_called_by_what_they_are() -> None:
    """Labels name the day, week, month, quarter, year or decade, before year 1 by the years of people."""
    found = {(unit, text): periods.label(unit, periods.start_of(unit, dates.parse(text).lower)) for unit, text in LABELS}
    assert found == LABELS


LABELS = {
    ("day", "2024-03-26"): "26 March 2024",
    ("week", "2024-03-26"): "the week of 25 March 2024",
    ("month", "2024-03-26"): "March 2024",
    ("quarter", "2024-03-26"): "2024 Q1",
    ("year", "2024-03-26"): "2024",
    ("decade", "2024-03-26"): "the 2020s",
    ("month", "-0218-06"): "June 219 BC",
    ("decade", "-0218"): "221–212 BC",
    ("decade", "0005"): "1 BC – AD 9",
    ("month", "Y17000"): "17000",
    ("week", "Y-17000"): "17001 BC",
}
