"""Spans of days by the calendar: the units of the time axis, and the window that is moved over it.

Days are proleptic Gregorian ordinals, as in ``datetime.date``; weeks begin on Monday, as in ISO 8601.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from cttui.model.dates import FIRST_DAY, LAST_DAY, MONTHS

UNITS = ("day", "week", "month", "quarter", "year", "decade")
"""The lengths of a bar of the time axis, finest first."""
RUNGS = ("day", "week", "month", "year", "decade")
"""The lengths that a window is narrowed and widened through, finest first."""


class Days(NamedTuple):
    """Days from the first to the last, both included."""

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
        """Whether another span lies within this one."""
        return self.first <= other.first and other.last <= self.last


def start_of(unit: str, day: int) -> int:
    """The first day of the unit that a day lies in."""
    when = date.fromordinal(day)
    match unit:
        case "day":
            return day
        case "week":
            return max(FIRST_DAY, day - when.weekday())
        case "month":
            return day - when.day + 1
        case "quarter":
            return date(when.year, (when.month - 1) // 3 * 3 + 1, 1).toordinal()
        case "year":
            return date(when.year, 1, 1).toordinal()
        case "decade":
            return date(max(1, when.year // 10 * 10), 1, 1).toordinal()
    raise ValueError(unit)


def next_start(unit: str, day: int) -> int:
    """The first day of the unit after the one that a day lies in; the day after the last of all at the calendar's end."""
    longest = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}[unit]
    beyond = start_of(unit, day) + longest
    if beyond > LAST_DAY:
        return LAST_DAY + 1
    begin = start_of(unit, beyond)
    # the first decade has nine years, and the first day of the calendar need not be a Monday
    return begin if begin > day else next_start(unit, beyond)


def around(unit: str, day: int) -> Days:
    """The unit that a day lies in."""
    return Days(start_of(unit, day), next_start(unit, day) - 1)


@lru_cache(maxsize=16)
def edges(unit: str, span: Days) -> tuple[int, ...]:
    """The first days of the units that a span touches, and of the one after: what a histogram counts between."""
    found = [start_of(unit, span.first)]
    while found[-1] <= span.last:
        found.append(next_start(unit, found[-1]))
    return tuple(found)


def unit_of(span: Days) -> str:
    """The unit that a span is exactly one of; empty where it is none."""
    return next((unit for unit in UNITS if around(unit, span.first) == span), "")


MOST = 0.6
"""A rung that keeps more than this share of the days is passed over: it would hardly be seen."""


def narrowed(window: Days, day: int) -> Days | None:
    """The next shorter unit around a day; ``None`` where the window is a day already."""
    day = max(window.first, min(day, window.last))
    shorter = (around(rung, day) for rung in reversed(RUNGS))
    return next((span for span in shorter if span.days <= window.days * MOST), None)


def widened(window: Days, whole: Days, day: int) -> Days | None:
    """The next longer unit around a day of a window; ``None`` where that is nearly all there is."""
    day = max(window.first, min(day, window.last))
    longer = (around(rung, day) for rung in RUNGS)
    found = next((span for span in longer if window.days <= span.days * MOST), None)
    return None if found is None or found.days > whole.days * MOST else found


def moved(window: Days, by: int) -> Days:
    """A window so many of its own lengths later: a month becomes the next month, ten days the next ten days."""
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
    """The ends of a span as EDTF, as short as they can be: ``2024-03`` twice for March, ``2024-03`` and ``2024-05``."""
    first, last = date.fromordinal(span.first), date.fromordinal(span.last)
    for unit, length in (("year", 4), ("month", 7)):
        if start_of(unit, span.first) == span.first and next_start(unit, span.last) == span.last + 1:
            return first.isoformat()[:length], last.isoformat()[:length]
    return first.isoformat(), last.isoformat()


def label(unit: str, day: int) -> str:
    """What a bar is called: ``26 March 2024``, ``the week of 25 March 2024``, ``2024 Q1``, ``the 2020s``."""
    when = date.fromordinal(day)
    names = {
        "day": f"{when.day} {MONTHS[when.month - 1]} {when.year}",
        "week": f"the week of {when.day} {MONTHS[when.month - 1]} {when.year}",
        "month": f"{MONTHS[when.month - 1]} {when.year}",
        "quarter": f"{when.year} Q{(when.month + 2) // 3}",
        "year": f"{when.year}",
        "decade": f"the {when.year // 10 * 10}s",
    }
    return names[unit]
