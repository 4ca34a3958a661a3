"""Timesketch's JSON Lines: an event a line, at the first second of its first day in the timeline's time zone."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TextIO
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cttui.exports.days import UNPLACED, Span, placed
from cttui.exports.items import Item, Record, event_record
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.text import clean

_LEFT = {
    "undated": "{} without a date left out: Timesketch has no place for them",
    "far": "{} before year 1 or after year 9999 left out",
    "open": "{} with an open start or end put at the end that is known; date_words gives the date",
    "uncertain": "{} with a date that is not exact to the day put at its first day; date_words gives the date",
}
_SAID = {
    "": "Day of the event",
    "uncertain": "First day of the date, which is not exact",
    "open": "Known start of the event",
}
_NO_START = "Known end of the event"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def write(subject: Events, stream: TextIO) -> Left:
    """Write a line an event, with all that the timeline says of it but its claims as attributes."""
    left = Left(_LEFT, missing=UNPLACED)
    zone = _zone(subject.index.head.meta.time_zone)
    for item, found in placed(subject, left):
        if (line := _line(item, found, zone)) is None:
            left.count("far")
        else:
            stream.write(f"{json.dumps(line, ensure_ascii=False)}\n")
    return left


def _line(item: Item, found: Span, zone: tzinfo) -> Record | None:
    """What is said of an event; ``None`` if it is at the end of the last day of all, which is the next day's beginning."""
    day, seconds = found.ends[0], 0
    when = item.event.when
    if when is not None and not found.doubt and when.start.seconds >= 0:
        seconds = when.start.seconds
    try:
        at = datetime(*day, tzinfo=zone) + timedelta(seconds=seconds)
        if (at.utcoffset() or timedelta()).seconds % 60:
            # ISO 8601 has no seconds in an offset, as local times had before there were zones
            at = at.astimezone(UTC)
    except OverflowError:
        return None
    record = event_record(item)
    # Timesketch takes no list, and no null
    flat = {key: "; ".join(map(str, value)) if isinstance(value, list) else value for key, value in record.items()}
    moment = at - _EPOCH
    return {
        "message": clean(item.event.title),
        "datetime": at.isoformat(),
        "timestamp": moment.days * 86_400_000_000 + moment.seconds * 1_000_000,
        "timestamp_desc": _NO_START if when is not None and when.start.is_missing else _SAID[found.doubt],
        **{("event_id" if key == "id" else key): value for key, value in flat.items() if value not in {None, ""}},
    }


def _zone(name: str) -> tzinfo:
    """The time zone of a timeline: UTC if it names none that there is."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
