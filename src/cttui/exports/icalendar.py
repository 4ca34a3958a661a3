"""iCalendar (RFC 5545, with NAME and DESCRIPTION of RFC 7986): an event of whole days for each event of the timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import TextIO

from cttui.explore.citation import cite
from cttui.exports import words
from cttui.exports.days import UNPLACED, Span, placed
from cttui.exports.items import Item
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.model import calendar, dates
from cttui.text import clean

_LEFT = {
    "undated": "{} without a date left out: a calendar has no place for them",
    "far": "{} before year 1 or after year 9999 left out: a calendar has no such days",
    "open": "{} with an open start or end shown at the end that is known, as tentative; the description gives the"
    " date in words",
    "uncertain": "{} with a date that is not exact to the day shown on all its days, as tentative; the description gives the"
    " date in words",
    "unplaced": "{} without coordinates",
}
_ESCAPED = re.compile(r"[\\;,]")
WIDTH = 75
"""Octets of a line, without its end (RFC 5545, section 3.1)."""
IN_MEMORY = 4 << 20
"""Bytes of events that are kept in memory until what stands above them is known; more are kept in a file."""


def write(subject: Events, stream: TextIO) -> Left:
    """Write a calendar; what it lacks stands in its description, and in those of the events.

    Raises:
        OSError: The stream, or the folder for temporary files, cannot be written.
    """
    left, updated = Left(_LEFT, missing=UNPLACED), dates.dated(subject.index.head.meta.updated)
    # what is missing stands above the events, and is known when they are written
    with SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="") as events:
        for item, found in placed(subject, left):
            if item.event.place is None or item.event.place.lat is None:
                left.count("unplaced")
            events.writelines(map(_folded, _event(item, found, subject, _stamp(updated, item, found))))
        stream.writelines(map(_folded, _head(subject, left)))
        events.seek(0)
        copyfileobj(events, stream)
    stream.write("END:VCALENDAR\r\n")
    return left


def _head(subject: Events, left: Left) -> Iterator[str]:
    meta = subject.index.head.meta
    about = subject.about()
    described = [f"{name}: {said}" for name, said in about.items() if said]
    described += [f"Note: {phrase}." for phrase in (*left.said(), *subject.guard.noted())]
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cttui//cttui//EN", "CALSCALE:GREGORIAN")
    said = _text("\n".join(described))
    yield from (f"NAME:{_text(meta.title)}", f"X-WR-CALNAME:{_text(meta.title)}", f"DESCRIPTION:{said}", f"X-WR-CALDESC:{said}")


def _event(item: Item, found: Span, subject: Events, stamp: str) -> Iterator[str]:
    head, event, place = subject.index.head, item.event, item.event.place
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@{head.meta.id}.cttui"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_day(found.first)}"
    # the end is the day after the last, and there is none after the last of all
    if found.last < calendar.number_of(9999, 12, 31):
        yield f"DTEND;VALUE=DATE:{_day(found.last + 1)}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(chr(10).join(_described(item, found)))}"
    if where := words.where(item, head):
        yield f"LOCATION:{_text(where)}"
    if place is not None and place.lat is not None:
        yield f"GEO:{_degrees(place.lat)};{_degrees(place.lon or 0.0)}"
    yield f"CATEGORIES:{','.join(map(_text, (event.kind, *event.tags)))}"
    yield f"STATUS:{'TENTATIVE' if found.doubt else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if url := next((source.url for source in item.sources if source.url), ""):
        yield f"URL:{url}"
    yield "END:VEVENT"


def _described(item: Item, found: Span) -> Iterator[str]:
    doubts = {"": "", "uncertain": " (not exact to the day)", "open": " (one end is not given)"}
    yield f"Date: {found.words}{doubts[found.doubt]}"
    if dead := words.dead(item):
        yield dead[0].upper() + dead[1:]
    yield from (f"Conflicting figures: {sentence}" for sentence in words.conflicts(item.conflicts))
    if item.event.summary:
        yield item.event.summary
    yield from (f"Source: {cite(source)}" for source in item.sources)


def _stamp(updated: dates.Edtf | None, item: Item, found: Span) -> str:
    """When an event was last told of, so that a calendar that takes the file again sees which is newer.

    It is the day of the timeline's last update; where the timeline has none, that of the event's last source, or its own.
    """
    if updated is not None and updated.has_ends:
        return f"{_day(updated.lower)}T000000Z"
    told = (dates.dated(source.issued) for source in item.sources)
    days = [when.latest for when in told if when is not None and when.has_ends]
    return f"{_day(min(max(days, default=found.last), calendar.number_of(9999, 12, 31)))}T000000Z"


def _degrees(number: float) -> str:
    """A value of type FLOAT, which has no exponent (section 3.3.7), to the six digits of GEO (section 3.8.1.6)."""
    # 0.0 is added since there is a -0.0
    return f"{round(number, 6) + 0.0:.6f}".rstrip("0").rstrip(".")


def _day(number: int) -> str:
    return calendar.iso(number).replace("-", "")


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545, section 3.3.11)."""
    lines = (clean(line) for line in value.split("\n"))
    return "\\n".join(_ESCAPED.sub(r"\\\g<0>", line) for line in lines)


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, no character cut."""
    if len(line) <= WIDTH and line.isascii():
        return f"{line}\r\n"
    content = line.encode()
    pieces, at, room = list[bytes](), 0, WIDTH
    while len(content) - at > room:
        end = at + room
        while content[end] & 0b1100_0000 == 0b1000_0000:
            end -= 1
        pieces.append(content[at:end])
        # the blank at the start of each further piece counts
        at, room = end, WIDTH - 1
    return b"\r\n ".join((*pieces, content[at:])).decode() + "\r\n"
