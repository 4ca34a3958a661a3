"""Dates with precision: EDTF parsing, wording, order and comparison.

EDTF is the Extended Date/Time Format of ISO 8601-2:2019; ``edtf.reading`` says what of it is read, ``edtf.points`` what a
date spans, ``edtf.wording`` how it is said. This module is what everything else uses.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cttui.errors import DateError
from cttui.model import calendar
from cttui.model.calendar import FIRST_DAY, LAST_DAY, MONTHS
from cttui.model.edtf.points import Edtf, Point, plain_day
from cttui.model.edtf.reading import read
from cttui.model.edtf.single import is_formed
from cttui.model.edtf.wording import brief, dated_label, describe, describe_gap, gap, short_label
from cttui.model.edtf.zones import in_zone, order_in_zone
from cttui.text import shorten

__all__ = [
    "FIRST_DAY",
    "LAST_DAY",
    "MONTHS",
    "Edtf",
    "Point",
    "brief",
    "dated",
    "dated_label",
    "day_text",
    "describe",
    "describe_gap",
    "ends",
    "gap",
    "in_zone",
    "order_in_zone",
    "parse",
    "short_label",
]  # fmt: skip


@lru_cache(maxsize=8192)
def parse(text: str) -> Edtf:
    """Read an EDTF date, interval or set.

    Raises:
        DateError: The text is not a date, names a day that does not exist, or has its start after its end.
    """
    if (day := plain_day(text)) is not None:
        return Edtf(text, day, day)
    return read(text)


def dated(text: str) -> Edtf | None:
    """The date in a text; ``None`` if it is empty, or an interval with neither a start nor an end.

    Raises:
        DateError: As ``parse``.
    """
    when = parse(text) if text else None
    return when if when is not None and when.is_dated else None


@lru_cache(maxsize=8192)
def day_text(day: int) -> str | None:
    """A day in ISO 8601; ``None`` for an open or unknown end."""
    return calendar.iso(day) if FIRST_DAY < day < LAST_DAY else None


def ends(typed: str) -> tuple[str, str]:
    """The ends of a query's date range as EDTF, empty if open: ``2024-03..``, ``>=2024``, ``2024-03``.

    Raises:
        DateError: An end is not an EDTF date, has a time of day, or has no day before or after it.
    """
    if match := re.fullmatch(r"(>=|>|<=|<)(.*)", typed):
        when = _days(match[2])
        if match[1] == ">=":
            return match[2], ""
        if match[1] == "<=":
            return "", match[2]
        beside = when.latest + 1 if match[1] == ">" else when.earliest - 1
        if not FIRST_DAY < beside < LAST_DAY:
            raise DateError(f"'{match[2]}' is open at this end; no date comes {'after' if match[1] == '>' else 'before'} it")
        return (_named(beside), "") if match[1] == ">" else ("", _named(beside))
    if typed[:1] in {"[", "{"} or "/" in typed or ".." not in typed:
        _days(typed)
        return typed, typed
    low, _, high = typed.partition("..")
    if not (low or high):
        raise DateError("a date range needs a start or an end, e.g. date:2024-03..2024-06")
    for end in (low, high):
        if end:
            _days(end)
    return low, high


def _days(text: str) -> Edtf:
    """A date in a query, which matches whole days."""
    day, timed, _ = text.partition("T")
    if timed and is_formed(day) and "/" not in text:
        parse(day)
        # a time that is not written as EDTF has it is not to be mended first
        raise DateError(f"'{shorten(text, 40)}' has a time of day, and filters match whole days; write {day}")
    return parse(text)


def _named(day: int) -> str:
    """A day as EDTF, or the year that begins or ends with it if days that far have no names."""
    year = calendar.day_of(day).year
    return calendar.iso_year(year) if abs(year) > calendar.WRITTEN else calendar.iso(day)
