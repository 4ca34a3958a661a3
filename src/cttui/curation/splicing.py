"""Changes in terms of records, made in a text: which record each is about, and whether that is still what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cttui.curation.changes import AddItem, AddRecord, FileChange, SetValue
from cttui.errors import ConflictError, TimelineEditError
from cttui.text import shorten
from cttui.timeline.edit import Editor, Splice
from cttui.timeline.load import TABLES


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
    if isinstance(change, SetValue):
        splice = editor.set_value(found, change.key, change.value)
        if not alike(now, change.was):
            mine = said(editor.after(splice), change.table, change.label)
            raise conflict(change.table, change.label, mine, editor.said(found))
        return splice
    place = next((place for place, item in enumerate(now or ()) if alike(item, change.was)), None)
    if place is None:
        mine = ""
        if change.item is not None:
            mine = said(editor.after(editor.add_item(found, change.key, change.item)), change.table, change.label)
        raise conflict(change.table, change.label, mine, editor.said(found))
    return editor.set_item(found, change.key, place, change.item)


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


def conflict(table: str, label: str, mine: str | None, theirs: str | None) -> ConflictError:
    """The sentence that a record was changed by somebody else, with both texts."""
    name = f"{table} {shorten(label)}" if label else f"this {table}"
    if theirs is None:
        why, way = "was taken out of the file", "put it back (e opens the file), or leave it out"
    else:
        why, way = "was changed in the file", "look at what stands there now, then save again"
    return ConflictError(f"{name} {why} meanwhile; nothing was written; {way}", mine or "", theirs or "")


def alike(one: object, other: object) -> bool:
    """Whether two values say the same: an empty one is as none, a date as its text, a list as a tuple."""
    return _plain(one) == _plain(other)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        said = {key: _plain(item) for key, item in value.items()}
        return {key: item for key, item in said.items() if item is not None} or None
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value] or None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value is False or value == "" else value
