"""Changes in terms of records, made in a text: which record each is about, and whether that is still what it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cttui.curation.changes import AddItem, AddRecord, FileChange, SetValue
from cttui.errors import ConflictError, TimelineEditError
from cttui.model import dates
from cttui.text import shorten
from cttui.timeline.edit import Editor, Splice
from cttui.timeline.load import TABLES

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
"""A time of day."""


def record_of(change: FileChange) -> tuple[str, str]:
    """The table and the label of the record that a change is about."""
    if isinstance(change, AddRecord):
        return change.table, str(change.plain.get(TABLES[change.table][1], ""))
    return change.table, change.label


def spliced(editor: Editor, change: FileChange) -> Splice:
    """What makes a change in a text.

    Raises:
        ConflictError: What it would replace is no longer what it was.
        TimelineEditError: There is no such record, or its layout does not allow the change.
    """
    if isinstance(change, AddRecord):
        return editor.put_record(change.table, change.plain)
    found = editor.find(change.table, change.label)
    if isinstance(change, AddItem):
        return editor.add_item(found, change.key, change.item)
    now = editor.plain(found).get(change.key)
    zone = _zone(editor)
    if isinstance(change, SetValue):
        value = _with_changes(now, change.was, change.value)
        splice = editor.set_value(found, change.key, value)
        if not alike(now, change.was, zone):
            mine = said(editor.after(splice), change.table, change.label)
            raise conflict(change.table, change.label, mine, editor.said(found))
        return splice
    items = now if isinstance(now, list) else []
    place = next((place for place, item in enumerate(items) if alike(item, change.was, zone)), None)
    if place is None:
        mine = ""
        if change.item is not None:
            mine = said(editor.after(editor.add_item(found, change.key, change.item)), change.table, change.label)
        raise conflict(change.table, change.label, mine, editor.said(found))
    return editor.set_item(found, change.key, place, _with_changes(items[place], change.was, change.item))


def _with_changes(now: object, was: object, wanted: object) -> object:
    """A table as it stands in the file, with what was changed of it; whatever a record leaves out of it stays."""
    if not (isinstance(now, Mapping) and isinstance(was, Mapping) and isinstance(wanted, Mapping)):
        return wanted
    kept = {key: value for key, value in now.items() if key in wanted or key not in was}
    return kept | {key: value for key, value in wanted.items() if not alike(value, was.get(key))}


def _zone(editor: Editor) -> str:
    """The time zone of the timeline; empty if it has none."""
    found = editor.get("timeline", "")
    return str(editor.plain(found).get("time_zone", "")) if found is not None else ""


def as_changed(editor: Editor, changes: Sequence[FileChange], table: str, label: str) -> str | None:
    """The text of a record as some changes would leave it; as it is if they cannot be made."""
    after = editor
    try:
        for change in changes:
            after = after.after(spliced(after, change))
    except TimelineEditError:
        return said(editor, table, label)
    return said(after, table, label)


def said(editor: Editor, table: str, label: str) -> str | None:
    """A record's text, without the line end behind it; ``None`` if there is none of that label."""
    found = editor.get(table, label)
    return None if found is None else editor.said(found)


def conflict(table: str, label: str, mine: str | None, theirs: str | None, *, new: bool = False) -> ConflictError:
    """The sentence that a record was changed by somebody else, or is new there under the same id, with both texts."""
    name = f"{table} {shorten(label)}" if label else f"this {table}"
    if new and theirs is not None:
        why, way = "was added to the file", "give yours another id"
    elif theirs is None:
        why, way = "was removed from the file", "restore it (e opens the file), or discard your change"
    else:
        why, way = "was changed in the file", "check what it says now, then save again"
    return ConflictError(f"{name} {why} meanwhile; nothing was written; {way}", mine or "", theirs or "")


def alike(one: object, other: object, zone: str = "") -> bool:
    """Whether two values say the same: an empty one is as none, a date as its text, a list as a tuple.

    Args:
        one: A value of the file.
        other: A value of the file, or of a record made from it.
        zone: The timeline's time zone, in which a record's times of day are.
    """
    return _plain(one, zone) == _plain(other, zone)


def _plain(value: object, zone: str) -> object:
    if isinstance(value, Mapping):
        said = {key: _plain(item, zone) for key, item in value.items()}
        return {key: item for key, item in said.items() if item is not None} or None
    if isinstance(value, list | tuple):
        return [_plain(item, zone) for item in value] or None
    if hasattr(value, "isoformat"):
        value = value.isoformat()
    if zone and isinstance(value, str) and _TIME.search(value):
        return dates.in_zone(value, zone)
    return None if value is False or value == "" else value
