"""The periods of claims: which share an axis, which are nearest to the timeline's own, and how they are found by words."""

from __future__ import annotations

from collections.abc import Iterable

from cttui.model import calendar, dates

MISSING_DAYS = 15
"""Days that a count may lack at the end of a year and still be compared with the year's."""
MOST_YEARS = 100
"""Years of one period by which its figures are found."""


def year_of(period: str) -> str:
    """The year that a period covers, or nearly: counts for 2024 and for 1 January to 27 December share an axis."""
    if not period:
        return ""
    when = dates.parse(period)
    year = calendar.day_of(when.lower).year
    first, last = calendar.number_of(year), calendar.month_end(year, 12)
    return calendar.year_words(year) if when.lower == first and last - MISSING_DAYS <= when.upper <= last else ""


def axis(period: str) -> str:
    """The axis that claims of a period share: its year, or the period itself; empty for none."""
    return year_of(period) or period


def likeness(period: str, whole: str) -> float:
    """How nearly two periods are one, from 0 to 1: the days that both have, of the days that either has."""
    if not (period and whole):
        return 0.0
    one, other = dates.parse(year_of(period) or period), dates.parse(whole)
    first, last = max(one.lower, other.lower), min(one.upper, other.upper)
    return max(0, last - first + 1) / (max(one.upper, other.upper) - min(one.lower, other.lower) + 1)


def times(period: str) -> str:
    """A period in words, and every year that it touches, as far as there are not too many."""
    if not period:
        return ""
    when = dates.parse(period)
    years: Iterable[int] = ()
    if when.has_ends:
        first, last = (calendar.day_of(day).year for day in (when.lower, when.upper))
        years = range(first, min(last, first + MOST_YEARS) + 1)
    return " ".join((dates.describe(when), *map(calendar.year_words, years)))
