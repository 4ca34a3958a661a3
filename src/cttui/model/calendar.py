"""Days of any year: the only place where days are counted.

A day is a number: 1 is 1 January of year 1, 0 the day before it, as in ``datetime.date`` and on in both directions. The
calendar is the proleptic Gregorian one of ISO 8601-1:2019, 4.2.1, whose years are astronomical: year 0 is 1 BC, year -1 is
2 BC. Python's own dates have the years 1 to 9999 alone.
"""

from __future__ import annotations

from typing import NamedTuple

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English month names; not from the locale, so that screens and tests are the same everywhere."""

HALF_YEAR = 183
"""Days."""

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ERA = 146_097
"""Days of 400 years, after which the calendar begins anew."""
_SHIFT = 305
"""Days from 1 March of year 0 to the day before day 1."""


class Day(NamedTuple):
    """A day by its year, month and day of the month."""

    year: int
    month: int
    day: int


def today() -> int:
    """Today where the reader is; the one clock for whatever is dated to a day."""
    import datetime

    return datetime.date.today().toordinal()  # noqa: DTZ011 - what a person calls today


def is_leap(year: int) -> bool:
    """Whether a year has 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days of a month from 1 to 12."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


def number_of(year: int, month: int = 1, day: int = 1) -> int:
    """The number of a day of any year.

    Source: ``days_from_civil`` of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    """
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * _ERA + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _SHIFT


def day_of(number: int) -> Day:
    """The day with a number (``civil_from_days`` of the same source)."""
    era, day = divmod(number + _SHIFT, _ERA)
    year = (day - day // 1460 + day // 36_524 - day // 146_096) // 365
    of_year = day - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    month_day = of_year - (153 * month + 2) // 5 + 1
    month += 3 if month < 10 else -9
    return Day(year + era * 400 + (month <= 2), month, month_day)


def month_end(year: int, month: int) -> int:
    """The number of a month's last day."""
    return number_of(year, month, month_length(year, month))


def moved(number: int, months: int, *, to_end: bool = False) -> int:
    """A day a number of months later: the same day of that month, or its last if it has no such day or with ``to_end``."""
    year, month, day = day_of(number)
    year, month = divmod(year * 12 + month - 1 + months, 12)
    length = month_length(year, month + 1)
    return number_of(year, month + 1, length if to_end else min(day, length))


def weekday(number: int) -> int:
    """The day of the week, 0 for Monday, as ISO 8601 counts them."""
    return (number - 1) % 7


def week_start(year: int, week: int) -> int:
    """The Monday of a week of a year; week 1 is the one with 4 January (ISO 8601-1:2019, 4.3.8)."""
    fourth = number_of(year, 1, 4)
    return fourth - weekday(fourth) + 7 * (week - 1)


YEARS = 10**12
"""Years are read up to this one, before and after year 0, and it is left out: far beyond any timeline, and days fit 64 bits."""
FIRST_DAY = number_of(-YEARS)
"""The position of an open start: before every day that a date can name. Never shown or stored."""
LAST_DAY = month_end(YEARS, 12)
"""The position of an open end: after every day that a date can name."""

WRITTEN = 9999
"""Days, months and weeks have names up to this year, before and after year 0; beyond it EDTF writes years alone."""


def iso_year(year: int) -> str:
    """A year as EDTF writes it: ``2024``, ``-0218``, ``Y17000``."""
    if abs(year) > WRITTEN:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def iso(number: int) -> str:
    """A day as ISO 8601 writes it: ``2024-03-26``, ``-0218-06-01``; beyond four digits expanded, ``+17000-01-01``."""
    year, month, day = day_of(number)
    plain = f"{year:+}" if abs(year) > WRITTEN else iso_year(year)
    return f"{plain}-{month:02}-{day:02}"


def year_words(year: int) -> str:
    """A year as people say it: ``2024``, ``AD 5``, ``219 BC`` for -218, ``1 BC`` for 0."""
    if year > 0:
        return f"AD {year}" if year < 100 else f"{year}"
    return f"{1 - year} BC"


def month_words(year: int, month: int) -> str:
    """A month as people say it: ``March 2024``, ``March, 5 BC``, where the 5 might be a day's."""
    return f"{MONTHS[month - 1]}{',' if -31 < year <= 0 else ''} {year_words(year)}"


def years_words(first: int, last: int) -> str:
    """Some years: ``the years 1000–1999``, ``the years 220–211 BC``, ``the years 1 BC – AD 9``."""
    if last <= 0:
        return f"the years {1 - first}–{1 - last} BC"
    return f"the years {first}–{last}" if first > 0 else f"the years {1 - first} BC – AD {last}"


def words_of(number: int) -> str:
    """A day as people say it: ``26 March 2024``."""
    year, month, day = day_of(number)
    return f"{day} {MONTHS[month - 1]} {year_words(year)}"
