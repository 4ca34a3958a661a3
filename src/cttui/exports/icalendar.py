"""iCalendar (RFC 5545, with NAME and DESCRIPTION of RFC 7986): an event of whole days for each event of the timeline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
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


def write(subject: Events, stream: TextIO) -> Left:
    """Write a calendar; what it lacks stands in its description, and in those of the events."""
    left = Left(_LEFT, missing=UNPLACED)
    # what is missing stands above the events, so they are gone through twice
    subject.takes(2)
    for item, _ in placed(subject, left):
        if item.event.place is None or item.event.place.lat is None:
            left.count("unplaced")
    meta = subject.index.head.meta
    about = subject.about()
    described = [f"{name}: {said}" for name, said in about.items() if said]
    described += [f"Note: {phrase}." for phrase in (*left.said(), *subject.guard.noted())]
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cttui//cttui//EN", "CALSCALE:GREGORIAN",
            f"NAME:{_text(meta.title)}", f"X-WR-CALNAME:{_text(meta.title)}", f"DESCRIPTION:{_text(chr(10).join(described))}",
            f"X-WR-CALDESC:{_text(chr(10).join(described))}")  # fmt: skip
    stream.writelines(map(_folded, head))
    stamp = _stamp(meta.updated)
    for item, found in placed(subject, Left({})):
        stream.writelines(map(_folded, _event(item, found, subject, stamp)))
    stream.write("END:VCALENDAR\r\n")
    return left


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
    if where := words.where(item, head.provinces):
        yield f"LOCATION:{_text(where)}"
    if place is not None and place.lat is not None:
        yield f"GEO:{place.lat};{place.lon}"
    yield f"CATEGORIES:{','.join(map(_text, (event.kind, *event.tags)))}"
    yield f"STATUS:{'TENTATIVE' if found.doubt else 'CONFIRMED'}"
    yield "TRANSP:TRANSPARENT"
    if url := next((source.url for source in item.sources if source.url), ""):
        yield f"URL:{url}"
    yield "END:VEVENT"


def _described(item: Item, found: Span) -> Iterator[str]:
    doubts = {"": "", "uncertain": " (not exact to the day)", "open": " (an end is not given)"}
    yield f"Date: {found.words}{doubts[found.doubt]}"
    if dead := words.dead(item):
        yield dead[0].upper() + dead[1:]
    yield from (f"Conflicting figures: {sentence}" for sentence in words.conflicts(item.groups))
    if item.event.summary:
        yield item.event.summary
    yield from (f"Source: {cite(source)}" for source in item.sources)


def _stamp(updated: str) -> str:
    """The time of the timeline's last update, else now: a calendar that takes the file again sees which is newer."""
    when = dates.dated(updated)
    if when is not None and when.has_ends:
        return f"{_day(when.lower)}T000000Z"
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"


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
    parts, size = [""], 0
    if line.isascii():
        # the blank at the start of each further piece counts
        first, rest = line[:WIDTH], line[WIDTH:]
        more = (rest[at : at + WIDTH - 1] for at in range(0, len(rest), WIDTH - 1))
        return "".join(f"{part}\r\n" for part in (first, *(f" {piece}" for piece in more)))
    for char in line:
        octets = len(char.encode())
        if size + octets > WIDTH:
            parts.append(" ")
            size = 1
        parts[-1] += char
        size += octets
    return "\r\n".join(parts) + "\r\n"
