"""Reading a single date of EDTF: a year, month, season or day, its time, its qualifiers and its unspecified digits.

Each function names its part of the grammar, which is that of ISO 8601-2:2019 (see ``reading``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from cttui.errors import DateError
from cttui.lazy import dataclass
from cttui.model import calendar
from cttui.model.calendar import MONTHS
from cttui.model.edtf.meant import in_ascii, is_unseen, meant
from cttui.model.edtf.points import Point, Run, merged, plain_day
from cttui.text import shorten

MOST = 120
"""The most dates of a set; also the most runs of days of a mask, beyond which it counts as all days from first to last."""

_TRIED = 4000
"""The most combinations of year, month and day searched for runs."""

HELP = "write dates like 2024-03-26, 2024-03, 2024, 2024-05-10/2024-05-14, 2024-07~ or 2024-03-XX"
"""What is right, for a sentence on a text that is no date."""
_DATE = re.compile(r"([~?%]?)(-?[\dX]{4})([~?%]?)(?:-([~?%]?)([\dX]{2})([~?%]?)(?:-([~?%]?)([\dX]{2})([~?%]?))?)?", re.ASCII)
_SIMPLE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-XX)?)?([~?%]?)", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d\d)", re.ASCII)
_LONG = re.compile(r"Y(-?[1-9]\d{4,})", re.ASCII)
_TIME = re.compile(r"([^T]*)T(\d\d):(\d\d):(\d\d)(Z|[+-]\d\d(?::\d\d)?)?", re.ASCII)
_TIMED = re.compile(r"[\d-]X*[~?%]?T", re.ASCII)
_UNREAD = re.compile(r"(?:Y-?[1-9]\d*E[1-9]\d*|Y-?[1-9]\d{4,}|-?\d{4})(?:S[1-9]\d*)?", re.ASCII)
_WEIGHT = {"": 0, "~": 1, "?": 1, "%": 2}

SEASONS = {
    21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3),
    25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3),
    29: (9, 3), 30: (12, 3), 31: (3, 3), 32: (6, 3),
    33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3),
    37: (1, 4), 38: (5, 4), 39: (9, 4),
    40: (1, 6), 41: (7, 6),
}  # fmt: skip
"""Of each division of a year, its first month and its months (ISO 8601-2:2019, 4.8): seasons independent of location 21–24,
northern 25–28, southern 29–32, quarters, thirds ("quadrimesters") and halves ("semestrals"); level 1 has those to 24."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a date as written, and the values that their digits allow."""

    years: Sequence[int]
    months: Sequence[int] | None
    """``None`` if no month is written."""
    days: Sequence[int] | None
    season: int
    """21 to 41; 0 for none."""
    texts: tuple[str, str, str]
    """Year, month and day as written, with their ``X``; empty if missing."""
    marks: tuple[tuple[str, str], ...]
    """The qualifiers to the left and right of each written part."""

    @property
    def whole_mark(self) -> str:
        """The qualifier of the whole date: to the right of its last part, or next to its only one; otherwise empty."""
        left, right = self.marks[-1]
        return right or (left if len(self.marks) == 1 else "")


def read_single(text: str) -> Point:
    """Read a date that is no interval and no set.

    Raises:
        DateError: As ``reading.read``.
    """
    if is_timed(text):
        return _time(text)
    if match := _LONG.fullmatch(text):
        return _long(text, match[1])
    return read_point(text)


def is_formed(text: str) -> bool:
    """Whether a text is written as a day, a month, a season or a year; there may still be no such day."""
    return _DATE.fullmatch(text) is not None


def is_timed(text: str) -> bool:
    """Whether a text is written as a date with a time of day; a T in a word, as in OCTOBER, makes none."""
    return _TIMED.search(text) is not None


def _long(text: str, digits: str) -> Point:
    """A year of more than four digits, ``Y17000`` (level 1, "letter-prefixed calendar year")."""
    if len(digits.lstrip("-")) >= len(str(calendar.YEARS)):
        raise DateError(f"'{shorten(text, 40)}' is valid EDTF, but cttui reads years up to {calendar.YEARS - 1:,} only")
    year = int(digits)
    first, last = calendar.number_of(year), calendar.month_end(year, 12)
    return Point(text, first, last, first, last, "year", "")


def _time(text: str) -> Point:
    """A day with a time, ``1985-04-12T23:20:30+04:30`` (level 0; before year 0 level 1)."""
    match = _TIME.fullmatch(text)
    if match is None:
        raise DateError(_why_no_time(text))
    day = read_point(match[1])
    if day.precision != "day" or day.qualifier:
        raise DateError(
            f"'{shorten(text, 40)}' gives a time without a full date; a time follows a day, e.g. 2024-03-26T08:30:00"
        )
    hour, minute, second = int(match[2]), int(match[3]), int(match[4])
    if not (hour <= 23 and minute <= 59 and second <= 59) and (hour, minute, second) != (24, 0, 0):
        raise DateError(
            f"'{shorten(text, 40)}' has an invalid time of day; times run from 00:00:00 to 23:59:59, or are 24:00:00"
        )
    offset_seconds(text)
    return Point(text, day.lower, day.lower, day.lower, day.lower, "day", "", (), hour * 3600 + minute * 60 + second)


def _why_no_time(text: str) -> str:
    """The error of a time of day; with the missing seconds and capitals, if they make it right."""
    mended = re.sub(r"(T\d\d:\d\d)(?!:|\d)", r"\1:00", text.upper().replace(" ", "T", 1), count=1, flags=re.ASCII)
    as_ = mended if _TIME.fullmatch(mended) else "2024-03-26T08:30:00"
    return f"'{shorten(text, 40)}' is not an EDTF date; a time of day needs a capital T, hours, minutes and seconds, e.g. {as_}"


def offset_seconds(text: str) -> int | None:
    """Seconds by which the offset of a date with a time is ahead of UTC; ``None`` if it has none.

    Raises:
        DateError: The offset is beyond 14 hours, or is a negative zero (ISO 8601-1:2019, 4.3.13).
    """
    match = _TIME.fullmatch(text)
    offset = match[5] if match else None
    if not offset or offset == "Z":
        return 0 if offset else None
    hours, minutes = int(offset[1:3]), int(offset[4:] or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60 or (offset[0] == "-" and not (hours or minutes)):
        raise DateError(f"'{shorten(text, 40)}' has the offset {offset}; offsets are Z or run from -14:00 to +14:00")
    return (hours * 3600 + minutes * 60) * (-1 if offset[0] == "-" else 1)


def parts_of(text: str) -> Parts:
    """The parts of a single date.

    Raises:
        DateError: The text has no such parts, or one of them is out of range.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        raise DateError(why_not(text))
    year, month, day = match[2], match[5] or "", match[8] or ""
    written = [part for part in ((match[1], match[3]), (match[4], match[6]), (match[7], match[9])) if part[0] is not None]
    marks = tuple((left or "", right or "") for left, right in written)
    if any(left and right for left, right in marks):
        raise DateError(f"'{text}' has qualifiers on both sides of a part; write one of ~ ? %, where % means both")
    if year == "-0000":
        raise DateError(f"'{text}' is in year 0, which takes no sign; write {text.replace('-0000', '0000')}")
    years = _years(year)
    if month.isdigit() and int(month) in SEASONS and not day:
        if len(years) > 1:
            raise DateError(f"'{text}' is a season without a full year; write the year in full, e.g. 2024-21")
        return Parts(years, None, None, int(month), (year, month, ""), marks)
    months = _allowed(month, 12) if month else None
    days = _allowed(day, 31) if day else None
    if months is not None and not months:
        raise DateError(f"'{text}' has month {month}; months run from 01 to 12, and seasons from 21 to 41")
    if days is not None and not days:
        raise DateError(f"'{text}' has day {day}; days run from 01 to 31")
    return Parts(years, months, days, 0, (year, month, day), marks)


def read_point(text: str) -> Point:
    """A date without a time: its strict span from its digits, its possible one from its qualifiers.

    Raises:
        DateError: It is not a date, or the day does not exist.
    """
    if (day := plain_day(text)) is not None:
        return day
    if match := _SIMPLE.fullmatch(text):
        return _simple(text, int(match[1]), int(match[2] or 0), match[3])
    parts = parts_of(text)
    precision = _precision(parts)
    known: Iterable[Run]
    strict: Run | None
    if parts.season:
        known = seasons = _season_runs(parts.years[0], parts.season)
        strict = (seasons[-1][0], calendar.month_end(parts.years[0], 12)) if len(seasons) > 1 else seasons[0]
    else:
        known = _runs(parts.years, parts.months, parts.days)
        strict = _ends(parts)
    if strict is None:
        raise DateError(_no_such_day(text, parts))
    first, last = strict
    runs: tuple[Run, ...] = ()
    if parts.season or (precision == "mask" and len(parts.years) * len(parts.months or "-") * len(parts.days or "-") <= _TRIED):
        runs = merged(islice(known, _TRIED))
        runs = runs if 1 < len(runs) <= MOST else ()
    possible = _widened(runs or ((first, last),), parts)
    earliest, latest = possible[0][0], possible[-1][1]
    runs = possible if 1 < len(possible) <= MOST else ()
    marks = sorted((mark for pair in parts.marks for mark in pair), key=lambda mark: _WEIGHT[mark])
    return Point(text, first, last, earliest, latest, precision, marks[-1], runs)


def _simple(text: str, year: int, month: int, qualifier: str) -> Point:
    """The fast path for a month or year with all its digits, the most common dates after days."""
    first = calendar.number_of(year, month or 1)
    last = calendar.month_end(year, month or 12)
    precision = "month" if month else "year"
    if not qualifier:
        return Point(text, first, last, first, last, precision, "")
    months = _WEIGHT[qualifier] * (1 if month else 12)
    earliest, latest = calendar.moved(first, -months), calendar.moved(last, months, to_end=True)
    return Point(text, first, last, earliest, latest, precision, qualifier)


def _years(text: str) -> Sequence[int]:
    """The years that four digits allow, in order (``201X``: level 1; an ``X`` before a digit: level 2)."""
    digits = text.lstrip("-")
    plain = digits.rstrip("X")
    if "X" in plain:
        choices = [int(year) for year in _filled(digits)]
    else:
        low = int(digits.replace("X", "0"))
        high = int(digits.replace("X", "9"))
        if text[0] != "-":
            return range(low, high + 1)
        # -0000 is not a year
        return range(-high, -max(low, 1) + 1)
    return [-year for year in reversed(choices) if year] if text[0] == "-" else choices


def _filled(digits: str) -> list[str]:
    found = [""]
    for char in digits:
        found = [before + digit for before in found for digit in ("0123456789" if char == "X" else char)]
    return found


def _allowed(digits: str, most: int) -> Sequence[int]:
    """The numbers from 1 to ``most`` that two digits allow, some of which may be unspecified (``1X``)."""
    if digits == "XX":
        return range(1, most + 1)
    return [number for number in map(int, _filled(digits)) if 1 <= number <= most]


_BY_UNKNOWN = ("year", "decade", "century", "millennium", "mask")


def _precision(parts: Parts) -> str:
    year, month, day = parts.texts
    if parts.season:
        return "season"
    if month in {"", "XX"} and day in {"", "XX"}:
        unknown = len(year) - len(year.rstrip("X"))
        return _BY_UNKNOWN[unknown] if year.count("X") == unknown else "mask"
    if "X" in year or "X" in month or (day not in {"", "XX"} and "X" in day):
        return "mask"
    return "month" if day in {"", "XX"} else "day"


def _season_runs(year: int, season: int) -> tuple[Run, ...]:
    """The days of a season; for one across the turn of the year, those of both that may have its year."""
    first, months = SEASONS[season]
    if first + months <= 13:
        return ((calendar.number_of(year, first), calendar.month_end(year, first + months - 1)),)
    return tuple((calendar.number_of(y, first), calendar.month_end(y + 1, first + months - 13)) for y in (year - 1, year))


def _runs(years: Iterable[int], months: Sequence[int] | None, days: Sequence[int] | None) -> Iterator[Run]:
    """The days that the parts allow, each month's or day's as a run, in the order of the years."""
    for year in years:
        if months is None:
            yield calendar.number_of(year), calendar.month_end(year, 12)
            continue
        for month in months:
            if days is None:
                yield calendar.number_of(year, month), calendar.month_end(year, month)
                continue
            length = calendar.month_length(year, month)
            start = calendar.number_of(year, month) - 1
            yield from ((start + day, start + day) for day in days if day <= length)


def _ends(parts: Parts) -> Run | None:
    """The first and the last day that the parts allow; ``None`` if there is none."""
    first = next(_runs(parts.years, parts.months, parts.days), None)
    # 29 February recurs within eight years
    late = max(_runs(parts.years[-9:], parts.months, parts.days), default=None)
    if late is None:
        late = max(_runs(parts.years, parts.months, parts.days), default=None)
    return (first[0], late[1]) if first and late else None


def _no_such_day(text: str, parts: Parts) -> str:
    day = parts.texts[2]
    if len(parts.years) == 1 and parts.months is not None and len(parts.months) == 1:
        length = calendar.month_length(parts.years[0], parts.months[0])
        return f"'{text}' has day {day}; {MONTHS[parts.months[0] - 1]} {calendar.year_words(parts.years[0])} has {length} days"
    return f"'{text}' is a day that does not exist in any year"


# -- doubt -----------------------------------------------------------------------------------------------------------


def _doubt(parts: Parts) -> tuple[frozenset[int], int]:
    """The months by which the date may be earlier or later, 0 among them, and how many days it is wider on each side.

    A qualifier to the right of a part applies to it and all parts to its left together, one to the left to its part alone
    (level 2, "qualification of individual component" and "from the left"). If it is the year that is in doubt, month and day
    are not: the date is the same day of another year.
    """
    shifts, days = frozenset({0}), 0
    units = [_unit(place, parts) for place in range(len(parts.marks))]
    for place, (left, right) in enumerate(parts.marks):
        finest = next((unit for unit in reversed(units[: place + 1]) if unit != (0, 0)), (0, 0))
        for (months, more), mark in ((units[place], left), (finest, right)):
            weight = _WEIGHT[mark]
            days += more * weight
            if months:
                shifts = frozenset(shift + months * by for shift in shifts for by in range(-weight, weight + 1))
    return shifts, days


def _unit(place: int, parts: Parts) -> tuple[int, int]:
    """The months and days of a part's last specified digit; none if all are unspecified."""
    if place == 1 and parts.season:
        return SEASONS[parts.season][1], 0
    text = parts.texts[place].lstrip("-")
    given = text.rstrip("X")
    if not given:
        return 0, 0
    units = 10 ** (len(text) - len(given))
    return (0, units) if place == 2 else (units * (12 if place == 0 else 1), 0)


def _widened(runs: Sequence[Run], parts: Parts) -> tuple[Run, ...]:
    """The possible days: those of each run, and of the same run as many months earlier or later as is in doubt."""
    shifts, days = _doubt(parts)
    if len(shifts) == 1 and not days:
        return tuple(runs)
    whole_months = parts.days is None or parts.texts[2] == "XX"
    if len(runs) * len(shifts) > _TRIED:
        first, last = calendar.moved(runs[0][0], min(shifts)), calendar.moved(runs[-1][1], max(shifts), to_end=whole_months)
        return ((first - days, last + days),)
    return merged(
        (calendar.moved(first, shift) - days, calendar.moved(last, shift, to_end=whole_months) + days)
        for first, last in runs
        for shift in shifts
    )


# -- what is none -----------------------------------------------------------------------------------------------------


def why_not(text: str) -> str:
    """Why a text is no date, and what to write."""
    if not text:
        return f"a date is missing here; {HELP}"
    if _UNREAD.fullmatch(text):
        what = "significant digits" if "S" in text else "an exponent"
        return f"'{shorten(text, 40)}' is valid EDTF, but cttui does not read {what}; write the years it covers"
    if re.match(r"-?\d{4}-\d\d-\d\d[ t]\d", text, re.ASCII):
        return _why_no_time(text)
    if text in {"open", "unknown"}:
        return f"'{text}' is from an older draft of EDTF; write '..' for an open end, and leave an unknown end empty"
    if re.fullmatch(r"-?[\dXxu]{4}(?:-[\dXxu]{2}){0,2}", text, re.ASCII):
        return f"'{text}' marks unknown digits with the wrong letter; write {re.sub('[xu]', 'X', text)}"
    if (match := _WEEK.fullmatch(text)) and 1 <= int(match[2]) <= 53:
        first = calendar.week_start(int(match[1]), int(match[2]))
        return (
            f"'{text}' is a week, which EDTF does not have; write its days as {calendar.iso(first)}/{calendar.iso(first + 6)}"
        )
    if (better := meant(text)) != text and is_formed(better):
        try:
            read_point(better)
        except DateError as error:
            return str(error)
        return f"'{shorten(text, 40)}' is not an EDTF date{_unlike(text)}; write {better}"
    return f"'{shorten(text, 40)}' is not an EDTF date; {HELP}"


def _unlike(text: str) -> str:
    """What is wrong with a text that looks like a date and is none."""
    if text != text.strip():
        return ", since it has a space"
    if is_unseen(text):
        return ", since it has signs that are not seen"
    return ", since some of its signs only look like those of one" if in_ascii(text) != text else ""
