"""A date as a value: its strict and possible spans of days.

Every date has two spans of days. The *strict* one, ``lower`` to ``upper``, is what the digits cover. The *possible* one,
``earliest`` to ``latest``, is wider if the date is qualified. Days are numbers, as ``calendar`` counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from cttui.lazy import dataclass

MISSING = frozenset({"open", "unknown"})
"""Precisions of an end without digits."""

DAY_SECONDS = 86_400

Run = tuple[int, int]
"""First and last day of a run, inclusive."""


@dataclass(frozen=True, slots=True)
class Point:
    """One end of an interval, or a single date: its strict and possible spans of days, and how it was written."""

    text: str
    lower: int
    upper: int
    earliest: int
    latest: int
    precision: str
    """``day``, ``month``, ``season``, ``year``, ``decade``, ``century`` or ``millennium``; ``mask`` for digits left out
    elsewhere, ``open`` for ``..``, ``unknown`` for an end that is empty."""
    qualifier: str
    """``~``, ``?``, ``%`` or empty; the strongest, if parts have their own."""
    runs: tuple[Run, ...] = ()
    """The possible days, if they are not contiguous; otherwise empty."""
    seconds: int = -1
    """The time of day in seconds after midnight, at the written offset; -1 if none is given."""

    @property
    def is_missing(self) -> bool:
        """Whether this is an open or unknown end."""
        return self.precision in MISSING


def plain_day(text: str) -> Point | None:
    """The fast path for an unqualified day of the years 1 to 9999, as nearly all dates are; ``None`` for anything else."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        day = date.fromisoformat(text).toordinal()
    except ValueError:
        return None
    return Point(text, day, day, day, day, "day", "")


def plain_days(text: str) -> tuple[int, int] | None:
    """The first and the last day of such a day, or of an interval of two that are in order; ``None`` for anything else.

    Such a date has no other span, no gap and no time, and its first day is the one that it is listed under.
    """
    try:
        if len(text) == 10:
            first = last = _ordinal(text)
        elif len(text) == 21 and text[10] == "/":
            first, last = _ordinal(text[:10]), _ordinal(text[11:])
        else:
            return None
    except ValueError:
        return None
    return (first, last) if 0 < first <= last else None


@lru_cache(maxsize=16384)  # forty years of days
def _ordinal(text: str) -> int:
    """The number of a day; 0 for what stands for one in ISO 8601 and not in EDTF.

    Raises:
        ValueError: The text is no day.
    """
    return date.fromisoformat(text).toordinal() if text[4] == "-" == text[7] else 0


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, an interval or a set; ``start`` and ``end`` are the same point for a single date."""

    text: str
    start: Point
    end: Point
    members: tuple[Edtf, ...] = ()
    """The dates of a set in the order written; a range (``1670..1672``) is an interval."""

    @property
    def lower(self) -> int:
        """First day of the strict span."""
        return self.start.lower

    @property
    def upper(self) -> int:
        """Last day of the strict span."""
        return self.end.upper

    @property
    def earliest(self) -> int:
        """First day of the possible span."""
        return min(member.earliest for member in self.members) if self.members else self.start.earliest

    @property
    def latest(self) -> int:
        """Last day of the possible span."""
        return max(member.latest for member in self.members) if self.members else self.end.latest

    @property
    def runs(self) -> tuple[Run, ...]:
        """The possible days: one run, or several if a set or a mask leaves gaps."""
        if self.members:
            return merged(run for member in self.members for run in member.runs)
        return (self.start is self.end and self.start.runs) or ((self.earliest, self.latest),)

    @property
    def is_interval(self) -> bool:
        """Whether the date was written with a slash."""
        return self.start is not self.end and not self.members

    @property
    def is_exact(self) -> bool:
        """Whether both ends are plain days, so that the possible span equals the strict one."""
        points = (self.start, self.end)
        return not self.members and all(point.precision == "day" and not point.qualifier for point in points)

    @property
    def is_dated(self) -> bool:
        """Whether any end is given: ``../..`` has none."""
        return not (self.start.is_missing and self.end.is_missing)

    @property
    def has_ends(self) -> bool:
        """Whether both ends are given, so that there is a number of days between them."""
        points = [point for member in self.members or (self,) for point in (member.start, member.end)]
        return not any(point.is_missing for point in points)

    def possibly_within(self, first: int, last: int) -> bool:
        """Whether any possible day is from ``first`` to ``last`` (inclusive): for a set, any member's."""
        return any(start <= last and stop >= first for start, stop in self.runs)

    def surely_within(self, first: int, last: int) -> bool:
        """Whether every possible day is from ``first`` to ``last`` (inclusive): for a set, every member's.

        This holds for ``{…}``, where all dates are meant, and for ``[…]`` too: it is certain only if it would be for
        whichever date is the right one.
        """
        return first <= self.earliest and self.latest <= last

    @property
    def begins(self) -> tuple[int, int]:
        """The first day of the strict span and the second at which the date begins, -1 if no time is given.

        A date begins after another ends if this is greater than the other's ``ends``: within a day only if both give a time.
        """
        return (self.lower, self.start.seconds)

    @property
    def ends(self) -> tuple[int, int]:
        """The last day of the strict span and the second at which the date ends, past all of them if no time is given."""
        return (self.upper, self.end.seconds if self.end.seconds >= 0 else DAY_SECONDS + 1)

    @property
    def listed(self) -> int:
        """The day under which lists and counts place the date: its first, or the end's if the start is not given."""
        return self.end.lower if self.start.is_missing else self.start.lower

    def sort_key(self) -> tuple[int, int, int]:
        """The sort key of dates: by the day listed, the shorter span first, and within a day by the time, if given."""
        return (self.listed, self.upper, self.start.seconds)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of days in order, merging those that touch or overlap."""
    found: list[Run] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)
