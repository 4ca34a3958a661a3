"""The days at which a calendar or a time line can put an event, and what is uncertain about them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from cttui.exports.items import Item
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.model import calendar, dates
from cttui.model.calendar import Day
from cttui.model.edtf.points import Edtf

Doubt = Literal["", "uncertain", "open"]
"""What days alone do not say: that the date is not exact to the day, that an end of it is not given."""

UNPLACED = ("undated", "far")
"""What ``placed`` counts of the events that no days can be given."""
PLACED = 9999
"""The last year that calendars have; their first is 1."""


class Span(NamedTuple):
    """The days of an event."""

    first: int
    last: int
    """The last day, inclusive."""
    doubt: Doubt
    words: str
    """The date in full."""

    @property
    def ends(self) -> tuple[Day, Day]:
        """The first and the last day by year, month and day."""
        return calendar.day_of(self.first), calendar.day_of(self.last)


def placed(subject: Events, left: Left) -> Iterator[tuple[Item, Span]]:
    """The events that can be put at days, with those; what cannot, and what is not exact, is counted."""
    for item in subject.items():
        found = span(item.event.when)
        if found is None:
            left.count("undated" if item.event.when is None else "far")
            continue
        if found.doubt:
            left.count(found.doubt)
        yield item, found


def span(when: Edtf | None) -> Span | None:
    """The days that a date names, an open end standing at the end that is given; ``None`` for none of years 1 to 9999."""
    if when is None:
        return None
    parts = [one for one in when.members or (when,) if one.is_dated]
    first = min((one.end if one.start.is_missing else one.start).lower for one in parts)
    last = max((one.start if one.end.is_missing else one.end).upper for one in parts)
    if calendar.day_of(first).year < 1 or calendar.day_of(last).year > PLACED:
        return None
    doubt: Doubt = "open" if not when.has_ends else "uncertain" if not when.is_exact else ""
    return Span(first, last, doubt, dates.describe(when))
