"""Dates with a time, converted to the timeline's time zone, in which its days are counted, and their order in it."""

from __future__ import annotations

from cttui.model import calendar
from cttui.model.edtf.points import DAY_SECONDS, Edtf
from cttui.model.edtf.reading import read
from cttui.model.edtf.single import offset_seconds


def in_zone(text: str, zone: str) -> str:
    """A date with a time and an offset, converted to a time zone.

    In Asia/Karachi ``2024-05-10T22:30:00Z`` is ``2024-05-11T03:30:00+05:00``. Every other date is unchanged, and so is one
    if the zone is unknown, if its offset from UTC had seconds, or outside the years 1 to 9999, for which there are
    no zones.

    Args:
        text: A date as EDTF.
        zone: A name in the IANA time zone database; empty for none.

    Raises:
        DateError: The text is not a date.
    """
    if not zone or "T" not in text or (offset := offset_seconds(text)) is None:
        return text
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    point = read(text).start
    try:
        start = datetime(1, 1, 1, tzinfo=UTC) + timedelta(days=point.lower - 1, seconds=point.seconds - offset)
        there = start.astimezone(ZoneInfo(zone))
        ahead = there.utcoffset()
    except (ValueError, OverflowError, OSError, LookupError):
        # ZoneInfo raises KeyError for an unknown name, and ValueError or a file error for an invalid one
        return text
    minutes, seconds = divmod(int(ahead.total_seconds()) if ahead is not None else 1, 60)
    if seconds:
        return text
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    written = f"{sign}{minutes // 60:02}:{minutes % 60:02}" if minutes else "Z"
    return f"{calendar.iso(there.toordinal())}T{there:%H:%M:%S}{written}"


def order_in_zone(when: Edtf, zone: str) -> tuple[int, int, int]:
    """The sort key of a date in a timeline with a time zone: as ``Edtf.sort_key``, and within a day by the instant.

    Where clocks are put back, an hour comes twice: ``01:15:00-05:00`` is half an hour after ``01:45:00-04:00``. A time without
    an offset is one of the zone's clocks, in such an hour the first. If the zone is unknown, or has no clocks in that year,
    times are in the order of their clocks.

    Args:
        when: A date, already in that zone.
        zone: A name in the IANA time zone database; empty for none.
    """
    listed, last, seconds = when.sort_key()
    if not zone or seconds < 0 or (offset := _offset(when, zone)) is None:
        return listed, last, seconds
    # a day more, so that every time comes after a day without one
    return listed, last, DAY_SECONDS + seconds - offset


def _offset(when: Edtf, zone: str) -> int | None:
    """Seconds by which a date with a time is ahead of UTC; ``None`` if that is unknown."""
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    try:
        clock = datetime(1, 1, 1) + timedelta(days=when.start.lower - 1, seconds=when.start.seconds)  # noqa: DTZ001 - the zone's clock
        there = clock.replace(tzinfo=ZoneInfo(zone)).utcoffset()
    except (ValueError, OverflowError, OSError, LookupError):
        return None
    written = offset_seconds(when.start.text)
    return written if written is not None or there is None else int(there.total_seconds())
