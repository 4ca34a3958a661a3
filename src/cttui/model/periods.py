"""Spans of days by the calendar: the units of the time axis, and the window that moves over it.

Days are numbers, as ``calendar`` counts them; weeks begin on Monday, as in ISO 8601. Before the year -9999 and after 9999
no unit is shorter than a year, since EDTF has no names for less there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cttui.model import calendar
from cttui.model.calendar import FIRST_DAY, LAST_DAY, MONTHS, WRITTEN

UNITS = ("day", "week", "month", "quarter", "year", "decade")
"""The lengths of a bar of the time axis, finest first."""
RUNGS = ("day", "week", "month", "year", "decade")
"""The lengths through which a window is narrowed and widened, finest first."""


class Days(NamedTuple):
    """Days from the first to the last, inclusive."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days there are."""
        return self.last - self.first + 1

    @property
    def middle(self) -> int:
        """The day in the middle."""
        return (self.first + self.last) // 2

    def covers(self, other: Days) -> bool:
        """Whether another span is within this one."""
        return self.first <= other.first and other.last <= self.last


_NAMED = Days(calendar.number_of(-WRITTEN), calendar.month_end(WRITTEN, 12))
"""The days that have names of their own."""
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}


def _unit_at(unit: str, day: int) -> str:
    """A unit, or the year if a shorter unit has no name."""
    return unit if unit == "decade" or _NAMED.first <= day <= _NAMED.last else "year"


def start_of(unit: str, day: int) -> int:
    """The first day of the unit that contains a day."""
    unit = _unit_at(unit, day)
    if unit == "day":
        return day
    if unit == "week":
        return max(_NAMED.first, day - calendar.weekday(day))
    year, month, _ = calendar.day_of(day)
    months = year * 12 + month - 1
    return _month_start(months - months % _MONTHS[unit])


def next_start(unit: str, day: int) -> int:
    """The first day of the unit after the one that contains a day; at the end of the calendar, the day after the last."""
    unit = _unit_at(unit, day)
    if unit == "day":
        return day + 1
    if unit == "week":
        return min(_NAMED.last + 1, day - calendar.weekday(day) + 7)
    year, month, _ = calendar.day_of(day)
    months = year * 12 + month - 1
    return min(LAST_DAY + 1, _month_start(months - months % _MONTHS[unit] + _MONTHS[unit]))


def _month_start(months: int) -> int:
    """The first day of a month given as months since January of year 0."""
    return calendar.number_of(months // 12, months % 12 + 1)


def around(unit: str, day: int) -> Days:
    """The unit that contains a day."""
    return Days(start_of(unit, day), next_start(unit, day) - 1)


@lru_cache(maxsize=16)
def edges(unit: str, span: Days) -> tuple[int, ...]:
    """The first days of the units that a span touches, and of the next one: the edges of a histogram."""
    found = [start_of(unit, span.first)]
    while found[-1] <= span.last:
        found.append(next_start(unit, found[-1]))
    return tuple(found)


def last_edges(unit: str, span: Days, most: int) -> tuple[int, ...]:
    """The first days of the last units that a span touches, up to a limit, and of the next one: for spans of any length."""
    found = [next_start(unit, span.last), start_of(unit, span.last)]
    while found[-1] > span.first and len(found) <= most:
        found.append(start_of(unit, found[-1] - 1))
    return tuple(reversed(found))


def unit_of(span: Days) -> str:
    """The unit that a span equals exactly; empty if none."""
    return next((unit for unit in UNITS if around(unit, span.first) == span), "")


MOST = 0.6
"""A step that keeps more than this share of the days is skipped: it would hardly be visible."""


def narrowed(window: Days, day: int) -> Days | None:
    """The next shorter unit around a day; ``None`` if the window is already a day."""
    day = max(window.first, min(day, window.last))
    shorter = (around(rung, day) for rung in reversed(RUNGS))
    return next((span for span in shorter if span.days <= window.days * MOST), None)


def widened(window: Days, whole: Days, day: int) -> Days | None:
    """The next longer unit around a day of a window; ``None`` if that is nearly the whole period."""
    day = max(window.first, min(day, window.last))
    longer = (around(rung, day) for rung in RUNGS)
    found = next((span for span in longer if window.days <= span.days * MOST), None)
    return None if found is None or found.days > whole.days * MOST else found


def moved(window: Days, by: int) -> Days:
    """A window moved by multiples of its own length: a month becomes the next month, ten days the next ten days."""
    unit = unit_of(window)
    for _ in range(abs(by)):
        beside = window.last + 1 if by > 0 else window.first - 1
        if not FIRST_DAY <= beside <= LAST_DAY:
            break
        if unit:
            window = around(unit, beside)
        else:
            first = beside if by > 0 else beside - window.days + 1
            window = Days(max(FIRST_DAY, first), min(LAST_DAY, first + window.days - 1))
    return window


def edtf(span: Days) -> tuple[str, str]:
    """The ends of a span as EDTF, as short as possible: ``2024-03`` twice for March, ``2024-03`` and ``2024-05``.

    Beyond four digits, where EDTF names only years, an end is its year.
    """
    first, last = calendar.day_of(span.first), calendar.day_of(span.last)
    if start_of("year", span.first) == span.first and next_start("year", span.last) == span.last + 1:
        return calendar.iso_year(first.year), calendar.iso_year(last.year)
    whole_months = start_of("month", span.first) == span.first and next_start("month", span.last) == span.last + 1
    return _end(first, whole_months=whole_months), _end(last, whole_months=whole_months)


def _end(day: calendar.Day, *, whole_months: bool) -> str:
    year = calendar.iso_year(day.year)
    if abs(day.year) > WRITTEN:
        return year
    return f"{year}-{day.month:02}" if whole_months else f"{year}-{day.month:02}-{day.day:02}"


@lru_cache(maxsize=4096)
def label(unit: str, day: int) -> str:
    """The name of a bar: ``26 March 2024``, ``the week of 25 March 2024``, ``2024 Q1``, ``the 2020s``, ``220–211 BC``."""
    year, month, _ = calendar.day_of(day)
    words = calendar.year_words(year)
    match _unit_at(unit, day):
        case "day":
            return calendar.words_of(day)
        case "week":
            return f"the week of {calendar.words_of(day)}"
        case "month":
            return calendar.month_words(year, month)
        case "quarter":
            return f"{words} Q{(month + 2) // 3}"
        case "year":
            return words
    decade = year // 10 * 10
    if decade > 0:
        return f"the {decade}s"
    return calendar.years_words(decade, decade + 9).removeprefix("the years ")


def month_label(day: int) -> str:
    """The month of a day by three letters: ``Mar``."""
    return MONTHS[calendar.day_of(day).month - 1][:3]
