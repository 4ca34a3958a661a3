"""The reader's marks, notes, saved views and last place, as records and as plain values of a file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar

from cttui.lazy import dataclass
from cttui.text import has_control, shorten
from cttui.timeline.file import digest

State = Literal["same", "changed", "missing"]
"""The state of an event since it was marked: unchanged, changed, not in the timeline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event that the reader marked."""

    event: str
    """Its id."""
    title: str
    """As it was when marked, like the date and the digest."""
    date: str
    made: str
    """When, in UTC: ``2026-11-22T03:15:57Z``."""
    digest: str
    """From ``event_digest``."""


@dataclass(frozen=True, slots=True)
class Note:
    """The reader's note on an event."""

    event: str
    """Its id."""
    title: str
    """As it was when the note was last changed, like the date and the digest."""
    date: str
    changed: str
    """When, in UTC."""
    digest: str
    text: str
    """One line or several."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """A saved query with its name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A number of a stored copy that the reader said is no figure."""

    copy: str
    """The SHA-256 of the copy's bytes."""
    place: str
    """Where it stands in the copy's text, in characters: ``1204-1207``."""
    figure: str
    """The text at that place."""
    made: str
    """When, in UTC."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the reader says of an event of the timeline and one of a reference set."""

    reference: str
    """The id of the reference set."""
    event: str
    """The id of the timeline's event."""
    theirs: str
    """The id of the other."""
    says: str
    """One of ``JUDGEMENTS``."""
    made: str
    """When, in UTC."""


JUDGEMENTS = ("same", "not the same", "unsure")
"""What may be said of two events."""


@dataclass(frozen=True, slots=True)
class LastPlace:
    """Where the reader was."""

    query: str
    """The text of the filter bar."""
    event: str
    """The id of the event at the cursor; empty if there was none."""
    at: str
    """When, in UTC."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A notebook's content, in the file's order."""

    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    views: tuple[SavedView, ...] = ()
    place: LastPlace | None = None
    dismissals: tuple[Dismissal, ...] = ()
    judgements: tuple[Judged, ...] = ()

    def judged(self, reference: str) -> dict[tuple[str, str], str]:
        """What the reader says of the timeline's events and those of a reference set, by the ids of both."""
        return {(one.event, one.theirs): one.says for one in self.judgements if one.reference == reference}

    def dismissed(self, copy: str) -> tuple[Dismissal, ...]:
        """What the reader said is no figure in a copy, the latest last."""
        return tuple(dismissal for dismissal in self.dismissals if dismissal.copy == copy)

    def mark_of(self, event: str) -> Mark | None:
        """The mark of an event."""
        return next((mark for mark in self.marks if mark.event == event), None)

    def note_of(self, event: str) -> Note | None:
        """The note about an event."""
        return next((note for note in self.notes if note.event == event), None)

    def values(self) -> dict[tuple[str, str], frozenset[str]]:
        """The ids of the events with marks or notes, by field and token, for ``Index.own``."""
        return {
            ("is", "marked"): frozenset(mark.event for mark in self.marks),
            ("has", "note"): frozenset(note.event for note in self.notes),
        }


def event_digest(event_json: str) -> str:
    """Identifies an event's content: the start of a SHA-256 over it, whatever the order of its keys."""
    return digest(json.dumps(json.loads(event_json), sort_keys=True).encode())[:16]


def state_of(kept: str, current: str | None) -> State:
    """Compare an event with its stored digest.

    Args:
        kept: The digest of a mark or note; if empty, as when written by hand, nothing is known.
        current: The event's digest now; ``None`` if it is not in the timeline any more.
    """
    if current is None:
        return "missing"
    return "changed" if kept and kept != current else "same"


# -- what stands in the file -----------------------------------------------------------------------------------------


class KeptError(ValueError):
    """What is wrong in a valid TOML file, in a sentence without a full stop.

    Attributes:
        path: Keys and list positions down to the faulty value.
    """

    def __init__(self, message: str, *path: str | int) -> None:
        super().__init__(message)
        self.path = path


TABLES = {
    "mark": ("event", "title", "date", "made", "digest"),
    "note": ("event", "title", "date", "changed", "digest", "text"),
    "view": ("name", "query"),
    "place": ("query", "event", "at"),
    "dismissal": ("copy", "place", "figure", "made"),
    "judgement": ("reference", "event", "theirs", "says", "made"),
}
"""The keys of each table."""
_NAMED_BY = {
    "mark": ("event",), "note": ("event",), "view": ("name",), "dismissal": ("copy", "place"),
    "judgement": ("reference", "event", "theirs"),
}  # fmt: skip
"""The keys that name a row of an array: no two rows have the same."""
_NEEDED = {
    "mark": {"event"}, "note": {"event", "text"}, "view": {"name", "query"}, "place": {"query"},
    "dismissal": {"copy", "place", "figure"}, "judgement": {"reference", "event", "theirs", "says"},
}  # fmt: skip
_TWICE = {
    "view": "another view has this name",
    "dismissal": "this place of the copy is dismissed already",
    "judgement": "these two events are judged already",
}
_EMPTY = {"query"}
"""Required keys that may be empty: no filter is a query too."""
_TIMES = {"made", "changed", "at"}

R = TypeVar("R", Mark, Note, SavedView, Dismissal, Judged)


def kept_of(plain: Mapping[str, Any], timeline_id: str) -> Kept:
    """The notebook in a file's plain values; tables and keys unknown to cttui are left to the reader.

    Raises:
        KeptError: The content is not valid.
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
        _rows(plain, "dismissal", Dismissal),
        _rows(plain, "judgement", Judged),
    )


def _rows(plain: Mapping[str, Any], table: str, record: type[R]) -> tuple[R, ...]:
    rows = plain.get(table, [])
    if not isinstance(rows, list):
        raise KeptError(f"expected each {table} under its own heading [[{table}]], in double brackets", table)
    found: dict[tuple[str, ...], R] = {}
    for number, row in enumerate(rows):
        values = _record(table, row, table, number)
        name = tuple(values[key] for key in _NAMED_BY[table])
        if name in found:
            what = _TWICE.get(table, f"this event has another {table}")
            key = _NAMED_BY[table][-1]
            raise KeptError(f"{what}, {shorten(values[key])}; change or delete one of them", table, number, key)
        found[name] = record(**values)
    return tuple(found.values())


def _record(table: str, row: object, *path: str | int) -> dict[str, str]:
    """A row's texts by key; missing ones are empty."""
    if not isinstance(row, dict):
        raise KeptError(f"expected a table with the keys {', '.join(TABLES[table])}; fix or delete it", *path)
    values: dict[str, str] = {}
    for key in TABLES[table]:
        value = row.get(key, "")
        if not isinstance(value, str):
            raise KeptError(f"the {key} of this {table} is not a string; put it in quotation marks", *path, key)
        if has_control(value) or (key != "text" and "\n" in value):
            bad = next(char for char in value if has_control(char) or char == "\n")
            what = f"the invisible character U+{ord(bad):04X}" if bad != "\n" else "a line break"
            raise KeptError(f"the {key} of this {table} contains {what}; remove it", *path, key)
        if key in _NEEDED[table] and (key not in row or (key not in _EMPTY and not value.strip())):
            raise KeptError(f"this {table} has no {key}; add one, or delete the {table}", *path)
        if key in _TIMES and value and not _is_time(value):
            raise KeptError(f"'{shorten(value)}' is not a time in UTC, e.g. 2026-11-22T03:15:57Z", *path, key)
        if key == "says" and value not in JUDGEMENTS:
            raise KeptError(f"'{shorten(value)}' is not a judgement; expected {', '.join(JUDGEMENTS)}", *path, key)
        values[key] = value
    return values


def _is_time(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).utcoffset() == timedelta(0)
    except ValueError:
        return False
