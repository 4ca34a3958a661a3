"""Reading EDTF: levels 0 and 1 completely, and from level 2 sets, qualified parts, and unspecified digits anywhere.

The grammar and the bounds are those of ISO 8601-2:2019 as published by the Library of Congress
(https://www.loc.gov/standards/datetime/): each function names its part. What ISO leaves open is decided here:

- A qualifier makes what it qualifies one unit less or more, ``%`` up to two, and leaves the parts to its right as they are:
  ``2004-06~-11`` is possibly the 11th of May, June or July. A month that has no such day has its last one instead.
- The seasons 21 to 24 are the northern ones of the weather services, from March on; a winter strictly is December, since
  ISO sorts it last in its year, and possibly the one from the December before, or the one to the February after.
- A date with a time is a day at the offset written. ``24:00:00`` is the end of its day.
- ``[…]`` and ``{…}`` span from their earliest to their latest date.
"""

from __future__ import annotations

import re

from cttui.errors import DateError
from cttui.model import calendar
from cttui.model.calendar import FIRST_DAY, LAST_DAY
from cttui.model.edtf.points import Edtf, Point
from cttui.model.edtf.single import HELP, MOST, is_formed, is_timed, read_point, read_single, why_not
from cttui.text import shorten

LONGEST = 1000
"""The most characters of a date."""


def read(text: str) -> Edtf:
    """Read a date, an interval or a set.

    Raises:
        DateError: The text is not a date, names a day that does not exist, or has its start after its end.
    """
    if len(text) > LONGEST:
        raise DateError(f"this date has {len(text):,} characters; {HELP}")
    if text[:1] in {"[", "{"}:
        return _set(text)
    if "/" in text:
        return _interval(text)
    point = read_single(text)
    return Edtf(text, point, point)


# -- intervals and sets ----------------------------------------------------------------------------------------------


def _interval(text: str) -> Edtf:
    """``2004-06/2006-08`` (level 0), with qualifiers, seasons, an unknown end left empty or an open one ``..`` (level 1).

    The ends may differ in precision: the interval runs from the first day of its start to the last of its end.
    """
    first, _, last = text.partition("/")
    if "/" in last or not (first or last):
        raise DateError(why_not(text))
    for end in (first, last):
        if is_timed(end):
            raise DateError(
                f"'{shorten(text, 40)}' has a time of day; the ends of an interval must be days, e.g. {end.partition('T')[0]}"
            )
        if end[:1] == "Y" or end[:1] in {"[", "{"}:
            raise DateError(f"'{shorten(text, 40)}' is not EDTF: the ends of an interval need years of four digits")
    start = read_point(first) if first not in {"", ".."} else None
    end_point = read_point(last) if last not in {"", ".."} else None
    if start and end_point:
        # if digits of the end are unspecified, some day that they allow must come after the start
        reached = end_point.upper if "X" in last else end_point.lower
        if reached < start.lower:
            raise DateError(f"the start of '{text}' is after its end{_same_unit(start, end_point)}")
    return Edtf(text, start or _missing(first, FIRST_DAY, end_point), end_point or _missing(last, LAST_DAY, start))


def _same_unit(start: Point, end: Point) -> str:
    """What to write if the end is the month or year of the start."""
    if end.lower < start.lower <= end.upper and not end.qualifier:
        return f"; to name its last day, write {calendar.iso(end.upper)}"
    return ""


def _missing(text: str, limit: int, other: Point | None) -> Point:
    """An open end, which extends as far as days do, or an unknown one, which extends no further than the other end."""
    if text == "..":
        return Point(text, limit, limit, limit, limit, "open", "")
    if other is None:
        return Point(text, limit, limit, limit, limit, "unknown", "")
    edge = other.lower if limit == FIRST_DAY else other.upper
    return Point(text, edge, edge, min(limit, other.earliest), max(limit, other.latest), "unknown", "")


_SEPARATED = re.compile(r"[;|&+\u060c\u3001\uff0c]")
_CLOSES = {"[": "]", "{": "}"}


def _set(text: str) -> Edtf:
    """``[1667,1668,1670..1672]``, one of them, or ``{1960,1961-12}``, all of them (level 2, "set representation")."""
    if text[-1] != _CLOSES[text[0]]:
        raise DateError(f"'{shorten(text, 40)}' is a set without a closing bracket; write [1667,1668] or {{1667,1668}}")
    if re.search(r"\s", text):
        raise DateError(f"'{shorten(text, 40)}' has a space; separate the dates of a set by commas alone, e.g. [1667,1668]")
    found = text[1:-1].split(",")
    if len(found) > MOST:
        raise DateError(f"this set has {len(found)} dates; the limit is {MOST}")
    if len(found) == 1 and ".." not in found[0]:
        raise DateError(_why_not_one(text, found[0]))
    last = len(found) - 1
    members = tuple(_member(text, item, is_first=place == 0, is_last=place == last) for place, item in enumerate(found))
    start = min(members, key=lambda member: member.lower).start
    end = max(members, key=lambda member: member.upper).end
    return Edtf(text, start, end, members)


def _why_not_one(whole: str, text: str) -> str:
    """Why a set with one date is none; the error of that date if it has one of its own."""
    said = f"'{shorten(whole, 40)}'"
    if not text:
        return f"{said} is a set without dates; write them between its brackets, e.g. [1667,1668]"
    if len(parts := _SEPARATED.split(text)) > 1:
        return f"{said} separates its dates by other signs than commas; write {whole[0]}{','.join(parts)}{whole[-1]}"
    read_point(text)
    return f"{said} is a set of one date; write {text} alone"


def _member(whole: str, text: str, *, is_first: bool, is_last: bool) -> Edtf:
    """A date of a set, a range ``1670..1672``, or at its ends ``..1672`` and earlier, ``1670..`` and later."""
    if ".." not in text:
        point = _in_set(whole, text)
        return Edtf(text, point, point)
    low, _, high = text.partition("..")
    if not (low or high) or (not low and not is_first) or (not high and not is_last):
        raise DateError(f"'{shorten(whole, 40)}' has an open end where a set cannot have one; write [..1984] or [1667,1760..]")
    start = _in_set(whole, low) if low else None
    end = _in_set(whole, high) if high else None
    for point in filter(None, (start, end)):
        if point.qualifier or "X" in point.text:
            raise DateError(f"'{shorten(whole, 40)}' has ~, ? or % in a range of dates; write it without them, e.g. 1670..1672")
    if start and end and start.precision != end.precision:
        raise DateError(f"'{shorten(whole, 40)}' has a range with mixed units; write both ends as years, as months or as days")
    if start and end and end.lower < start.lower:
        raise DateError(f"'{shorten(whole, 40)}' has a range whose start is after its end")
    first, last = start or _missing("..", FIRST_DAY, end), end or _missing("..", LAST_DAY, start)
    return Edtf(f"{first.text}/{last.text}", first, last)


def _in_set(whole: str, text: str) -> Point:
    point = read_point(text) if is_formed(text) else None
    if point is None or point.precision == "season":
        raise DateError(
            f"'{shorten(whole, 40)}' has {shorten(text, 20) or 'nothing'} in a set; sets contain days, months and years"
        )
    return point
