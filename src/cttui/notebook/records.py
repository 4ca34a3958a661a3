"""What a reader keeps: marks, notes, saved views and the last place, as records and as what a file's plain values say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from cttui.text import has_control, shorten
from cttui.timeline.file import digest

State = Literal["same", "changed", "missing"]
"""Of an event since it was marked: it is as it was, it was changed, it is no longer in the timeline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event that the reader marked."""

    event: str
    """Its id."""
    title: str
    """As it was when it was marked, and so are the date and the digest."""
    date: str
    made: str
    """When, in UTC: ``2026-11-22T03:15:57Z``."""
    digest: str
    """As ``event_digest`` gives it."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the reader wrote about an event."""

    event: str
    """Its id."""
    title: str
    """As it was when the note was last changed, and so are the date and the digest."""
    date: str
    changed: str
    """When, in UTC."""
    digest: str
    text: str
    """One line or several."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A query under a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where the reader was."""

    query: str
    """What the filter bar said."""
    event: str
    """The id of the event at the cursor; empty where there was none."""
    at: str
    """When, in UTC."""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that a notebook holds, in the file's order."""

    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    views: tuple[SavedView, ...] = ()
    place: LastPlace | None = None

    def mark_of(self, event: str) -> Mark | None:
        """The mark of an event."""
        return next((mark for mark in self.marks if mark.event == event), None)

    def note_of(self, event: str) -> Note | None:
        """The note about an event."""
        return next((note for note in self.notes if note.event == event), None)

    def values(self) -> dict[tuple[str, str], frozenset[str]]:
        """The ids of the events that have a value by the reader's doing, by field and token; ``Index.own`` takes it."""
        return {
            ("is", "marked"): frozenset(mark.event for mark in self.marks),
            ("has", "note"): frozenset(note.event for note in self.notes),
        }


def event_digest(event_json: str) -> str:
    """What tells an event from its later self: the start of a SHA-256 over its content, whatever the order of its keys."""
    return digest(json.dumps(json.loads(event_json), sort_keys=True).encode())[:16]


def state_of(kept: str, current: str | None) -> State:
    """How an event stands to the digest kept of it.

    Args:
        kept: The digest of a mark or note; empty, as by hand, it tells nothing.
        current: The event's digest now; ``None`` where the timeline has it no more.
    """
    if current is None:
        return "missing"
    return "changed" if kept and kept != current else "same"


# -- what stands in the file -----------------------------------------------------------------------------------------


class KeptError(ValueError):
    """What is wrong in a file that is TOML, in a sentence without a full stop.

    Attributes:
        path: Keys and places in lists down to what is wrong.
    """

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


_KEYS = {
    "mark": ("event", "title", "date", "made", "digest"),
    "note": ("event", "title", "date", "changed", "digest", "text"),
    "view": ("name", "query"),
    "place": ("query", "event", "at"),
}
"""The keys of each table; the first of an array's names its row."""
_NEEDED = {"mark": {"event"}, "note": {"event", "text"}, "view": {"name", "query"}, "place": {"query"}}
_EMPTY = {"query"}
"""Keys that may be needed and still be empty: no filter is a query too."""
_TIMES = {"made", "changed", "at"}

R = TypeVar("R", Mark, Note, SavedView)


def kept_of(plain: Mapping[str, Any], timeline_id: str) -> Kept:
    """What a file's plain values hold; tables and keys that are not cttui's are the reader's own affair.

    Raises:
        KeptError: Something stands there that cannot be meant.
    """
    about = plain.get("timeline", {})
    if not isinstance(about, dict):
        raise KeptError("expected the timeline's id under a heading [timeline]", "timeline")
    if (named := about.get("id", timeline_id)) != timeline_id:
        raise KeptError(
            f"these marks and notes belong to the timeline {shorten(str(named))}, not to {timeline_id};"
            " move the file away, or change the id here if the timeline was renamed",
            "timeline",
            "id",
        )
    place = plain.get("place")
    return Kept(
        _rows(plain, "mark", Mark),
        _rows(plain, "note", Note),
        _rows(plain, "view", SavedView),
        None if place is None else LastPlace(**_record("place", place, "place")),
    )


def _rows(plain: Mapping[str, Any], table: str, record: type[R]) -> tuple[R, ...]:
    rows = plain.get(table, [])
    if not isinstance(rows, list):
        raise KeptError(f"expected each {table} under its own heading [[{table}]], in double brackets", table)
    found: dict[str, R] = {}
    for number, row in enumerate(rows):
        values = _record(table, row, table, number)
        key = _KEYS[table][0]
        if values[key] in found:
            what = "another view has this name" if table == "view" else f"this event has another {table}"
            raise KeptError(f"{what}, {shorten(values[key])}; change or delete one of them", table, number, key)
        found[values[key]] = record(**values)
    return tuple(found.values())


def _record(table: str, row: object, *path: str | int) -> dict[str, str]:
    """A row's texts by key, empty where one is not there."""
    if not isinstance(row, dict):
        raise KeptError(f"expected a table with the keys {', '.join(_KEYS[table])}; fix or delete it", *path)
    values: dict[str, str] = {}
    for key in _KEYS[table]:
        value = row.get(key, "")
        if not isinstance(value, str):
            raise KeptError(f"the {key} of this {table} is not a string; put it in quotation marks", *path, key)
        if has_control(value) or (key != "text" and "\n" in value):
            bad = next(char for char in value if has_control(char) or char == "\n")
            what = f"the invisible character U+{ord(bad):04X}" if bad != "\n" else "more than one line"
            raise KeptError(f"the {key} of this {table} contains {what}; remove it", *path, key)
        if key in _NEEDED[table] and (key not in row or (key not in _EMPTY and not value.strip())):
            raise KeptError(f"this {table} has no {key}; add one, or delete the {table}", *path)
        if key in _TIMES and value and not _is_time(value):
            raise KeptError(f"'{shorten(value)}' is not a time in UTC, e.g. 2026-11-22T03:15:57Z", *path, key)
        values[key] = value
    return values


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() == timedelta(0)
    except ValueError:
        return False
