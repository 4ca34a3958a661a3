"""A date as a value: the days that it spans strictly and possibly.

Every date has two spans of days. The *strict* one, ``lower`` to ``upper``, is what the digits say. The *possible* one,
``earliest`` to ``latest``, is wider where the date is qualified. Days are numbers, as ``calendar`` counts them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cttui.lazy import dataclass

MISSING = frozenset({"open", "unknown"})
"""Precisions of an end that no digits say."""

DAY_SECONDS = 86_400

Run = tuple[int, int]
"""First and last day of some, both included."""


@dataclass(frozen=True, slots=True)
class Point:
    """One end of an interval, or a date alone: the strict and the possible span of days, and how it was written."""

    text: str
    lower: int
    upper: int
    earliest: int
    latest: int
    precision: str
    """``day``, ``month``, ``season``, ``year``, ``decade``, ``century`` or ``millennium``; ``mask`` for digits left out
    elsewhere, ``open`` for ``..``, ``unknown`` for an end that is empty."""
    qualifier: str
    """``~``, ``?``, ``%`` or empty; the strongest, where parts have their own."""
    runs: tuple[Run, ...] = ()
    """The possible days, where there are others between them; else empty."""
    seconds: int = -1
    """The time of day in seconds after midnight, at the offset that is written; -1 where none is given."""

    @property
    def is_missing(self) -> bool:
        """Whether this is an end that is open or unknown."""
        return self.precision in MISSING


def plain_day(text: str) -> Point | None:
    """A day of the years 1 to 9999 without any doubt, as nearly all dates are: the cheap way; ``None`` for all else."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        day = date.fromisoformat(text).toordinal()
    except ValueError:
        return None
    return Point(text, day, day, day, day, "day", "")


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date, an interval or a set; ``start`` and ``end`` are the same point where it is a date alone."""

    text: str
    start: Point
    end: Point
    members: tuple[Edtf, ...] = ()
    """Of a set, its dates in the order written; consecutive ones (``1670..1672``) are an interval."""

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
        """The possible days: one run of them, or several where a set or a mask leaves days between them out."""
        if self.members:
            return merged(run for member in self.members for run in member.runs)
        return (self.start is self.end and self.start.runs) or ((self.earliest, self.latest),)

    @property
    def is_interval(self) -> bool:
        """Whether the date was written with a slash."""
        return self.start is not self.end and not self.members

    @property
    def is_exact(self) -> bool:
        """Whether both ends are plain days, so that the possible span is the strict one."""
        points = (self.start, self.end)
        return not self.members and all(point.precision == "day" and not point.qualifier for point in points)

    @property
    def is_dated(self) -> bool:
        """Whether some end is given: ``../..`` has none."""
        return not (self.start.is_missing and self.end.is_missing)

    @property
    def has_ends(self) -> bool:
        """Whether both ends are given, so that there is a number of days between them."""
        points = [point for member in self.members or (self,) for point in (member.start, member.end)]
        return not any(point.is_missing for point in points)

    def possibly_within(self, first: int, last: int) -> bool:
        """Whether some possible day lies from ``first`` to ``last`` (both included): of a set, some member's."""
        return any(start <= last and stop >= first for start, stop in self.runs)

    def surely_within(self, first: int, last: int) -> bool:
        """Whether every possible day lies from ``first`` to ``last`` (both included): of a set, every member's.

        That holds for ``{…}``, all of whose dates are meant, and for ``[…]`` too: it is sure only where it would be with
        whichever of them is the right one.
        """
        return first <= self.earliest and self.latest <= last

    @property
    def begins(self) -> tuple[int, int]:
        """The first day of the strict span and the second of it at which the date begins, -1 where no time is given.

        A date begins after another ends where this is above the other's ``ends``: within a day only where both give a time.
        """
        return (self.lower, self.start.seconds)

    @property
    def ends(self) -> tuple[int, int]:
        """The last day of the strict span and the second of it at which the date ends, past every one where none is given."""
        return (self.upper, self.end.seconds if self.end.seconds >= 0 else DAY_SECONDS + 1)

    @property
    def listed(self) -> int:
        """The day under which lists and counts put the date: its first, or the last end's where the start is not given."""
        return self.end.lower if self.start.is_missing else self.start.lower

    def sort_key(self) -> tuple[int, int, int]:
        """What puts dates in order: by the day listed, the shorter span first, and within a day by the time, where given."""
        return (self.listed, self.upper, self.start.seconds)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of days in order, those that touch or overlap made one."""
    found: list[Run] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)
