"""Dates with precision: EDTF parsed, put in words, ordered and compared.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019. cttui reads calendar dates of level 0 (``2024``, ``2024-03``,
``2024-03-26``, intervals ``2024-05-10/2024-05-14``) and of level 1 the qualifiers ``~`` approximate, ``?`` uncertain and
``%`` both, the unspecified digits ``2024-03-XX``, ``2024-XX``, ``202X`` and open intervals ``../2024-05``, ``2024-05/..``.

Every date has two spans of days. The *strict* one, ``lower`` to ``upper``, is what the digits say. The *possible* one,
``earliest`` to ``latest``, is wider by one unit of the stated precision on each side where the date is qualified (two for
``%``): ``2024-07~`` is July, and possibly June or August. Days are proleptic Gregorian ordinals, as in ``datetime.date``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cttui.errors import DateError
from cttui.text import shorten

FIRST_DAY = date.min.toordinal()
"""Where an open start lies: 1 January of year 1."""
LAST_DAY = date.max.toordinal()
"""Where an open end lies: 31 December 9999."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English month names; not from the locale, so that screens and tests are the same everywhere."""

_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([~?%])?\Z", re.ASCII)
_WIDTH = {"": 0, "~": 1, "?": 1, "%": 2}
_HELP = "write a date as 2024-03-26, 2024-03, 2024, 2024-05-10/2024-05-14, 2024-07~ or 2024-03-XX"


@dataclass(frozen=True, slots=True)
class Point:
    """One end of an interval, or a date alone: the strict and the possible span of days, and how it was written."""

    text: str
    lower: int
    upper: int
    earliest: int
    latest: int
    precision: str
    """``day``, ``month``, ``year``, ``decade`` or ``century``; ``open`` for ``..``."""
    qualifier: str
    """``~``, ``?``, ``%`` or empty."""


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval; ``start`` and ``end`` are the same point where it is no interval."""

    text: str
    start: Point
    end: Point

    @property
    def lower(self) -> int:
        """First day of the strict span, as an ordinal."""
        return self.start.lower

    @property
    def upper(self) -> int:
        """Last day of the strict span, as an ordinal."""
        return self.end.upper

    @property
    def earliest(self) -> int:
        """First day of the possible span, as an ordinal."""
        return self.start.earliest

    @property
    def latest(self) -> int:
        """Last day of the possible span, as an ordinal."""
        return self.end.latest

    @property
    def is_interval(self) -> bool:
        """Whether the date was written with a slash."""
        return self.start is not self.end

    @property
    def is_exact(self) -> bool:
        """Whether both ends are plain days, so that the possible span is the strict one."""
        return all(point.precision == "day" and not point.qualifier for point in (self.start, self.end))

    def possibly_within(self, first: int, last: int) -> bool:
        """Whether some day of the possible span lies from ``first`` to ``last`` (ordinals, both included)."""
        return self.earliest <= last and self.latest >= first

    def surely_within(self, first: int, last: int) -> bool:
        """Whether every day of the possible span lies from ``first`` to ``last`` (ordinals, both included)."""
        return first <= self.earliest and self.latest <= last

    @property
    def listed(self) -> int:
        """The day under which lists and counts put the date: its first, or its last where the start is open."""
        return self.end.lower if self.start.precision == "open" else self.start.lower

    def sort_key(self) -> tuple[int, int]:
        """What puts dates in order: by the day listed, the shorter span first."""
        return (self.listed, self.upper)


@lru_cache(maxsize=8192)
def parse(text: str) -> Edtf:
    """Read an EDTF date or interval.

    Raises:
        DateError: The text is none, names a day that no calendar has, or ends before it starts.
    """
    if "/" not in text:
        point = _point(text)
        return Edtf(text, point, point)
    first, _, last = text.partition("/")
    if first == last == "..":
        raise DateError(f"'{text}' has neither a start nor an end")
    start = _open(FIRST_DAY) if first == ".." else _point(first)
    end = _open(LAST_DAY) if last == ".." else _point(last)
    if end.upper < start.lower or end.lower < start.lower or end.upper < start.upper:
        raise DateError(f"'{text}' ends before it starts")
    return Edtf(text, start, end)


def ends(typed: str) -> tuple[str, str]:
    """The ends of a span of dates as a query gives it, as EDTF, empty where open: ``2024-03..``, ``>=2024``, ``2024-03``.

    Raises:
        DateError: An end is no EDTF date.
    """
    if match := re.fullmatch(r"(>=|>|<=|<)(.*)", typed):
        when = parse(match[2])
        if match[1] == ">=":
            return match[2], ""
        if match[1] == "<=":
            return "", match[2]
        if match[1] == ">":
            return date.fromordinal(min(when.latest + 1, LAST_DAY)).isoformat(), ""
        return "", date.fromordinal(max(when.earliest - 1, FIRST_DAY)).isoformat()
    if "/" in typed or ".." not in typed:
        parse(typed)
        return typed, typed
    low, _, high = typed.partition("..")
    if not (low or high):
        raise DateError("a span of dates needs a start or an end, as date:2024-03..2024-06")
    return low, high


def _open(day: int) -> Point:
    return Point("..", day, day, day, day, "open", "")


def _point(text: str) -> Point:
    match = _DATE.match(text)
    if match is None:
        raise DateError(_why_not(text))
    year, month, day, qualifier = match[1], match[2] or "", match[3] or "", match[4] or ""
    if ("X" in year and (month or day) and (month, day) not in {("XX", ""), ("XX", "XX")}) or (
        month == "XX" and day not in {"", "XX"}
    ):
        raise DateError(f"'{text}' gives a part inside one that it leaves unspecified; {_HELP}")
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if first_year == 0:
        if last_year == 0:
            raise DateError(f"'{text}' is in year 0; years run from 0001 to 9999")
        first_year = 1
    if month in {"", "XX"}:
        precision = {0: "year", 1: "decade", 2: "century"}[year.count("X")]
        lower, upper = (first_year, 1, 1), (last_year, 12, 31)
    elif not 1 <= int(month) <= 12:
        raise DateError(f"'{text}' has month {month}; months run from 01 to 12")
    else:
        length = monthrange(first_year, int(month))[1]
        if day in {"", "XX"}:
            precision = "month"
            lower, upper = (first_year, int(month), 1), (first_year, int(month), length)
        elif not 1 <= int(day) <= length:
            raise DateError(f"'{text}' has day {day}; {MONTHS[int(month) - 1]} {first_year} has {length} days")
        else:
            precision = "day"
            lower = upper = (first_year, int(month), int(day))
    first, last = date(*lower).toordinal(), date(*upper).toordinal()
    earliest, latest = _widen(first, last, precision, _WIDTH[qualifier])
    return Point(text, first, last, earliest, latest, precision, qualifier)


def _why_not(text: str) -> str:
    if not text:
        return f"an end of the interval is empty; write '..' where it is open, or {_HELP}"
    if re.match(r"\d{4}-\d\d-\d\dT", text):
        return f"'{text}' has a time of day; a date here ends with the day, as {text[:10]}"
    return f"'{shorten(text, 40)}' is not an EDTF date; {_HELP}"


def _widen(first: int, last: int, precision: str, units: int) -> tuple[int, int]:
    if units == 0:
        return first, last
    if precision == "day":
        return max(FIRST_DAY, first - units), min(LAST_DAY, last + units)
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = units * {"month": 1, "year": 12, "decade": 120, "century": 1200}[precision]
    before, after = start.year * 12 + start.month - 1 - months, end.year * 12 + end.month - 1 + months
    earliest = FIRST_DAY if before < 12 else date(before // 12, before % 12 + 1, 1).toordinal()
    if after // 12 > 9999:
        return earliest, LAST_DAY
    year, month = after // 12, after % 12 + 1
    return earliest, date(year, month, monthrange(year, month)[1]).toordinal()


def describe(when: Edtf) -> str:
    """The date in words: ``26 March 2024``, ``29 January – 2 February 2024``, ``about July 2024``, ``until May 2024``."""
    if not when.is_interval:
        return _words(when.start)
    if when.start.precision == "open":
        return f"until {_words(when.end)}"
    if when.end.precision == "open":
        return f"from {_words(when.start)}"
    start, end = when.start, when.end
    if start.precision == end.precision == "day" and not (start.qualifier or end.qualifier):
        first, last = date.fromordinal(start.lower), date.fromordinal(end.lower)
        if first == last:
            return _words(end)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{_words(end)}"
        if first.year == last.year:
            return f"{first.day} {MONTHS[first.month - 1]} – {_words(end)}"
    return f"{_words(start)} – {_words(end)}"


def _words(point: Point) -> str:
    day = date.fromordinal(point.lower)
    plain = {
        "day": f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        "month": f"{MONTHS[day.month - 1]} {day.year}",
        "year": f"{day.year}",
        "decade": f"the {day.year // 10 * 10}s",
        "century": f"the {day.year // 100 * 100}s",
    }[point.precision]
    some = "some day in " if "XX" in point.text and point.precision in {"month", "year"} else ""
    return {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}[point.qualifier] + some + plain


def brief(when: Edtf) -> str:
    """The date in words with the months cut to three letters: ``26 Mar 2024``, ``about Jul 2024``."""
    text = describe(when)
    for month in MONTHS:
        text = text.replace(month, month[:3])
    return text


def short_label(when: Edtf) -> str:
    """At most ten characters for a list under a month heading: ``26``, ``25–26``, ``29–2Feb``, ``~24``, ``~Jul``."""
    start, end = when.start, when.end
    if start.precision == "open":
        return "until"
    if start.precision != "day":
        year = date.fromordinal(start.lower).year
        name = {"month": MONTHS[date.fromordinal(start.lower).month - 1][:3], "year": str(year)}.get(
            start.precision, f"{year}s"
        )
        return ("~" if start.qualifier else "") + name
    first = date.fromordinal(start.lower)
    mark = "~" if start.qualifier else ""
    if not when.is_interval or (end.precision == "day" and end.lower == start.lower):
        return f"{mark}{first.day}"
    if end.precision != "day":
        return f"{mark}{first.day}–"
    last = date.fromordinal(end.lower)
    close = "~" if end.qualifier else ""
    if (last.year, last.month) == (first.year, first.month):
        return f"{mark}{first.day}–{close}{last.day}"
    return f"{mark}{first.day}–{close}{last.day}{MONTHS[last.month - 1][:3]}"


def gap(first: Edtf, then: Edtf) -> tuple[int, int]:
    """Fewest and most days from one date to another, each where the file puts its start; below 0 where it is earlier."""
    one, other = (when.end if when.start.precision == "open" else when.start for when in (first, then))
    return other.earliest - one.latest, other.latest - one.earliest


def describe_gap(first: Edtf, then: Edtf) -> str:
    """The days between two dates in words: ``88 days later``, ``the same day``, ``0 to 30 days later``, ``3 days earlier``."""
    fewest, most = gap(first, then)
    if fewest == most:
        return "the same day" if most == 0 else f"{_days(abs(most))} {'later' if most > 0 else 'earlier'}"
    if fewest >= 0:
        return f"{fewest:,} to {_days(most)} later"
    if most <= 0:
        return f"{-most:,} to {_days(-fewest)} earlier"
    return f"{_days(-fewest)} earlier to {_days(most)} later"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
