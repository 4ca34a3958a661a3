"""The JSON of TimelineJS 3: a slide an event, a title slide that says what it is of and what it lacks."""

from __future__ import annotations

import html
import json
from typing import TextIO

from cttui.explore.citation import cite
from cttui.exports import words
from cttui.exports.days import UNPLACED, Span, placed
from cttui.exports.items import Item, Record
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.model.calendar import Day
from cttui.text import clean

_LEFT = {
    "undated": "{} without a date left out: a time line has no place for them",
    "far": "{} before year 1 or after year 9999 left out",
    "open": "{} with an open start or end shown at the end that is known, with the date in words",
    "uncertain": "{} with a date that is not exact to the day shown with the date in words",
}


def write(subject: Events, stream: TextIO) -> Left:
    """Write the slides; every text is escaped, since TimelineJS takes texts for HTML."""
    left = Left(_LEFT, missing=UNPLACED)
    head = subject.index.head
    stream.write('{"events": [')
    first = True
    for item, found in placed(subject, left):
        slide = _slide(item, found, words.where(item, head))
        stream.write(f"{'' if first else ','}\n{json.dumps(slide, ensure_ascii=False)}")
        first = False
    about = subject.about()
    lines = [f"{name}: {said}" for name, said in about.items() if said and name != "timeline"]
    lines += [f"Note: {phrase}." for phrase in (*left.said(), *subject.guard.noted())]
    title = {"text": {"headline": _text(about["timeline"]), "text": "".join(f"<p>{_text(line)}</p>" for line in lines)},
             "autolink": False, "unique_id": "about-this-timeline"}  # fmt: skip
    stream.write(f'\n],\n"title": {json.dumps(title, ensure_ascii=False)},\n"scale": "human"}}\n')
    return left


def _slide(item: Item, found: Span, where: str) -> Record:
    event = item.event
    start, end = found.ends
    parts = [where, words.dead(item), *(f"Conflicting figures: {one}" for one in words.conflicts(item.conflicts))]
    body = [f"<p>{_text(part)}</p>" for part in (*parts, *event.summary.split("\n\n")) if part.strip()]
    if item.sources:
        body.append(f"<ol>{''.join(f'<li>{_link(cite(source), source.url)}</li>' for source in item.sources)}</ol>")
    seconds = event.when.start.seconds if event.when is not None and not found.doubt else -1
    slide: Record = {"start_date": {**_date(start), **_time(seconds)}}
    if found.last > found.first:
        slide["end_date"] = _date(end)
    if found.doubt or seconds >= 0:
        slide["display_date"] = _text(found.words)
    return {
        **slide,
        "text": {"headline": _text(event.title), "text": "".join(body)},
        "group": event.kind,
        "autolink": False,
        "unique_id": event.id,
    }


def _date(day: Day) -> Record:
    return {"year": day.year, "month": day.month, "day": day.day}


def _time(seconds: int) -> Record:
    """The time of day, in the time zone of the timeline; none where there is none, or where it is the end of its day."""
    if not 0 <= seconds < 86_400:
        return {}
    return {"hour": seconds // 3600, "minute": seconds // 60 % 60, "second": seconds % 60}


def _text(text: str) -> str:
    return html.escape(clean(" ".join(text.split())))


def _link(text: str, url: str) -> str:
    return f'<a href="{html.escape(url)}">{_text(text)}</a>' if url else _text(text)
