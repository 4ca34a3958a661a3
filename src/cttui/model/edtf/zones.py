"""Dates with a time, converted to the timeline's time zone, in which its days are counted."""

from __future__ import annotations

from cttui.model import calendar
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
