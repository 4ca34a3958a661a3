"""What ``cttui marks`` prints: the reader's marks and notes, beside what became of their events."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cttui.index import Index
from cttui.kept import Kept, Mark, Note, State, event_digest, state_of
from cttui.listing import csv_lines
from cttui.text import clean

STATES: dict[State, str] = {"same": "", "changed": "changed since", "missing": "no longer in the timeline"}
"""What is said of an event that is not as it was."""

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~!&])")


@dataclass(frozen=True, slots=True)
class Entry:
    """An event that the reader marked or wrote about."""

    event: str
    """Its id."""
    title: str
    """As it is now, or, where the event is no longer in the timeline, as it was."""
    date: str
    state: State
    """Held against what the reader did last, as that is how they knew the event."""
    marked: bool
    made: str
    """When it was marked, in UTC; empty where it was not, or by hand without a time."""
    changed: str
    """When the note was last changed, in UTC; empty where there is none, or a hand wrote it without a time."""
    note: str

    @property
    def last(self) -> str:
        """When it was marked or its note changed, whichever was later."""
        return max(self.made, self.changed)


def entries(index: Index, kept: Kept) -> list[Entry]:
    """Each event that is marked or has a note, in date order; those that are no longer in the timeline at the end."""
    found: dict[str, list[Mark | Note]] = {}
    records: tuple[Mark | Note, ...] = (*kept.marks, *kept.notes)
    for record in records:
        found.setdefault(record.event, []).append(record)
    bodies = index.bodies(found)
    here = [_entry(found[event], body) for event, body in bodies.items()]
    gone = [_entry(found[event], None) for event in found if event not in bodies]
    return here + sorted(gone, key=lambda entry: (entry.date, entry.event))


def _entry(records: list[Mark | Note], body: str | None) -> Entry:
    # what a hand wrote without a digest tells nothing of the event
    last = max(records, key=lambda record: (bool(record.digest), _time(record)))
    now = json.loads(body) if body is not None else {"title": last.title, "date": last.date}
    mark = next((record for record in records if isinstance(record, Mark)), None)
    note = next((record for record in records if isinstance(record, Note)), None)
    return Entry(
        event=last.event,
        title=now["title"],
        date=now.get("date", ""),
        state=state_of(last.digest, event_digest(body) if body is not None else None),
        marked=mark is not None,
        made=mark.made if mark else "",
        changed=note.changed if note else "",
        note=note.text if note else "",
    )


def _time(record: Mark | Note) -> str:
    return record.made if isinstance(record, Mark) else record.changed


# -- formats ---------------------------------------------------------------------------------------------------------


def _table(_title: str, found: Iterable[Entry]) -> Iterator[str]:
    for entry in found:
        mark = "marked" if entry.marked else ""
        state = f"  ({STATES[entry.state]})" if STATES[entry.state] else ""
        when = entry.last[:16].replace("T", " ")
        yield f"{clean(entry.date) or 'undated':24} {when:16} {mark:6} {clean(entry.title or entry.event)}{state}"
        yield from (f"    {clean(line)}".rstrip() for line in entry.note.splitlines())


def _records(found: Iterable[Entry]) -> Iterator[dict[str, object]]:
    for entry in found:
        yield {
            "event": entry.event,
            "date": entry.date,
            "title": entry.title,
            "state": entry.state,
            "marked": entry.marked,
            "made": entry.made,
            "changed": entry.changed,
            "note": entry.note,
        }


def _jsonl(_title: str, found: Iterable[Entry]) -> Iterator[str]:
    for record in _records(found):
        yield json.dumps(record, ensure_ascii=False)


def _csv(_title: str, found: Iterable[Entry]) -> Iterator[str]:
    yield from csv_lines(_records(found))


def _markdown(title: str, found: Iterable[Entry]) -> Iterator[str]:
    """A heading an event; the note below it is quoted, so that whatever it says stays in its place."""
    for number, entry in enumerate(found):
        if not number:
            yield f"# {_plain(title)}"
        yield from ("", f"## {_plain(entry.title or entry.event)}", "")
        done = f"marked {entry.made[:10]}".strip() if entry.marked else ""
        wrote = f"note of {entry.changed[:10]}" if entry.changed else ""
        said = (_plain(entry.date) or "undated", _plain(entry.event), done, wrote, STATES[entry.state])
        yield " · ".join(part for part in said if part)
        if entry.note:
            yield ""
            yield from (f"> {clean(line)}".rstrip() for line in entry.note.splitlines())


def _plain(text: str) -> str:
    """A text that Markdown shows as it stands."""
    return _MARKDOWN.sub(r"\\\1", clean(text))


FORMATS: dict[str, Callable[[str, Iterable[Entry]], Iterator[str]]] = {
    "table": _table,
    "jsonl": _jsonl,
    "csv": _csv,
    "markdown": _markdown,
}
"""How marks and notes are printed, by name, under the timeline's title; each yields lines."""
