"""Dates as people and programs write them, by the form that a mapping names, as EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from cttui.errors import DateError
from cttui.imports import cells as read
from cttui.model import dates
from cttui.model.calendar import month_length

AUTO = "edtf"
"""The form of a mapping that names none."""

_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d{1,9})?)?[ ]?(Z|UTC|[+-]\d\d:?\d\d)?", re.ASCII | re.IGNORECASE
)
_WORDED = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SLASHED = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:[T ].{0,40})?", re.ASCII)
_PARTS = re.compile(r"(\w{1,9})[-/. ]+(\w{1,9})(?:[-/., ]+(\d{1,4}))?(?:[T ,].{0,40})?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHEET = datetime(1899, 12, 30, tzinfo=UTC)
"""Day 0 of workbooks, which take 1900 for a leap year (ECMA-376, part 1, 18.17.4)."""


def edtf(cell: str) -> str:
    """A date as EDTF or ISO 8601 writes it, also with a time of day, in words, or with the year first; empty if it is none."""
    typed = cell.strip()[:100]
    if match := _MOMENT.fullmatch(typed):
        return _moment(match)
    for found in (typed, _named(_SLASHED.fullmatch(typed), 1, 2, 3), _named(_COMPACT.fullmatch(typed), 1, 2, 3)):
        if found and _parsed(found):
            return found
    if worded := _WORDED.fullmatch(typed):
        return _day(worded[3], worded[1], worded[2])
    day = read.day(typed)
    return day.isoformat() if day else ""


def _moment(match: re.Match[str]) -> str:
    """A day with a time of day; midnight without a zone is how programs write the day alone."""
    day, hour, minute, second, zone = match.groups()
    time = f"{hour}:{minute}:{second or '00'}"
    if time == "00:00:00" and not zone:
        return day if _parsed(day) else ""
    zone = (zone or "").upper().replace("UTC", "Z")
    if zone not in {"", "Z"} and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    found = f"{day}T{time}{'Z' if zone in {'+00:00', '-00:00'} else zone}"
    return found if _parsed(found) else ""


def _parsed(text: str) -> bool:
    try:
        return dates.dated(text) is not None
    except DateError:
        return False


def _named(match: re.Match[str] | None, year: int, month: int, day: int) -> str:
    return _day(match[year], match[month], match[day]) if match else ""


def _day(year: str, month: str, day: str) -> str:
    """A day of parts, a month without a day, or a year without a month; empty if there is none such."""
    number = int(month) if month.isdigit() else read.MONTH_NUMBERS.get(month[:3].lower(), -1) if month else 0
    if len(year) <= 2 and year.isdigit():
        year = str(read.whole_year(year))
    if not year.isdigit() or not 1 <= int(year) <= 9999 or not 0 <= number <= 12 or not (day.isdigit() or not day):
        return ""
    if number == 0:
        return f"{int(year):04}"
    if not day or int(day) == 0:
        return f"{int(year):04}-{number:02}"
    if int(day) > month_length(int(year), number):
        return ""
    return f"{int(year):04}-{number:02}-{int(day):02}"


def _ordered(first: str) -> Callable[[str], str]:
    """What reads numbers in an order, with a name for the month where there is one."""

    def read_(cell: str) -> str:
        match = _PARTS.fullmatch(cell.strip()[:60])
        if match is None:
            return ""
        one, two, three = match.groups()
        if three is None:  # a month and a year
            return _day(two, one, "") if len(two) == 4 else _day(one, two, "") if len(one) == 4 else ""
        if len(one) == 4 and one.isdigit():
            return _day(one, two, three)
        day, month = (two, one) if first == "month" or one[0].isalpha() else (one, two)
        return _day(three, month, day) if len(three) in {2, 4} and day.isdigit() else ""

    return read_


def _since(unit: int) -> Callable[[str], str]:
    """What reads units since 1970, of which a second has so many."""

    def read_(cell: str) -> str:
        number = read.number(cell)
        if number is None:
            return ""
        try:
            at = _EPOCH + timedelta(seconds=int(number // unit))
        except OverflowError:
            return ""
        return at.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")

    return read_


def _excel(cell: str) -> str:
    number = read.number(cell)
    if number is None or not 1 <= number < 2_958_466:
        return ""
    return (_SHEET + timedelta(days=int(number))).date().isoformat()


def counted(number: float) -> str:
    """In which form numbers of such a size count the days of our time; empty if in none."""
    for form, low, high in (
        ("excel", 15_000, 80_000), ("seconds", 1e8, 1e10), ("milliseconds", 1e11, 1e13), ("microseconds", 1e14, 1e16),
    ):  # fmt: skip
        if low <= number < high:
            return form
    return ""


FORMS: Mapping[str, Callable[[str], str]] = {
    AUTO: edtf,
    "day-month-year": _ordered("day"),
    "month-day-year": _ordered("month"),
    "seconds": _since(1),
    "milliseconds": _since(1_000),
    "microseconds": _since(1_000_000),
    "excel": _excel,
}
"""What reads each form, by name; docs/import.md has examples. A form with a per cent sign is a pattern of ``strptime``."""


@lru_cache(maxsize=64)  # asked for every date, and a pattern is tried before it is one
def reader_of(form: str) -> Callable[[str], str] | None:
    """What reads dates of a form; ``None`` if there is no such form."""
    if form in FORMS:
        return FORMS[form]
    if "%" not in form or not _is_pattern(form):
        return None

    def by_pattern(cell: str) -> str:
        try:
            found = datetime.strptime(cell.strip()[:100], form)  # noqa: DTZ007 - most patterns have no zone
        except ValueError:
            return ""
        if "%d" not in form and "%j" not in form:
            return f"{found:%Y-%m}".rjust(7, "0") if "%m" in form or "%b" in form or "%B" in form else f"{found.year:04}"
        return found.date().isoformat()

    return by_pattern


def _is_pattern(form: str) -> bool:
    """Whether a pattern can be read by, and has a year."""
    if not any(sign in form for sign in ("%Y", "%y", "%c", "%x", "%G")):
        return False
    try:
        datetime.strptime("", form)  # noqa: DTZ007 - nothing is read
    except ValueError as error:
        return "does not match" in str(error)
    except (IndexError, re.error):
        return False
    return True


def joined(first: str, last: str) -> str:
    """Two dates as one: the first alone if there is no later one, else the interval; empty if it ends before it begins."""
    if not last or last == first:
        return first
    first_, last_ = first.partition("T")[0], last.partition("T")[0]
    whole = read.day(first_), read.day(last_)
    if whole[0] and whole[1]:
        return read.span(whole[0], whole[1]) if whole[0] < whole[1] else first if whole[0] == whole[1] else ""
    found = f"{first_}/{last_}"
    return found if _parsed(found) else ""


def of_parts(year: str, month: str, day: str) -> str:
    """A date of three cells; a month or a day that is empty, zero or unknown makes the date coarser. Empty without a year."""
    parts = [read.number(cell) for cell in (year, month, day)]
    numbers = [int(part) if part is not None and part > 0 else 0 for part in parts]
    named = month.strip() if numbers[1] == 0 and month.strip()[:3].lower() in read.MONTH_NUMBERS else str(numbers[1])
    if not numbers[0]:
        return ""
    return _day(f"{numbers[0]:04}", named, str(numbers[2])) or f"{numbers[0]:04}"
