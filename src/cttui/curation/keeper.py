"""The file of an open timeline and what was done to it: changes are made in its text, and can be taken back."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path

from cttui import disk
from cttui.curation.changes import AddItem, AddRecord, Change, SetItem, SetValue
from cttui.errors import TimelineEditError
from cttui.lazy import dataclass
from cttui.timeline import file as files
from cttui.timeline.edit import Editor, Splice


@dataclass(frozen=True)
class DiffLine:
    """A line that a change touched, or one beside it."""

    sign: str
    """``-`` for a line that went, ``+`` for one that came, a blank for one beside them."""
    number: int
    """Its number in the file, from 1: in the one before the change where it went."""
    text: str


@dataclass(frozen=True)
class Made:
    """A change that was made and can be taken back."""

    says: str
    """What was done, as a sentence: ``Claim added to 2024-03-26-besham.``"""
    before: bytes
    after: bytes
    lines: tuple[DiffLine, ...]


class Keeper:
    """Makes changes to a timeline's file, one at a time."""

    def __init__(self, path: Path, content: bytes) -> None:
        """Take the file and its bytes as they were read."""
        self.path = path
        self.content = content
        self.made: tuple[Made, ...] = ()
        """What can be taken back, the last change last."""

    @property
    def text(self) -> str:
        """The file's text, line ends included."""
        return self.content.decode("utf-8-sig")

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes."""
        return files.digest(self.content)

    def changed_on_disk(self) -> bytes | None:
        """The bytes that stand in the file now; ``None`` where they are the ones that are known.

        Raises:
            TimelineError: The file cannot be read.
        """
        found = files.read(self.path)
        return None if found == self.content else found

    def make(self, changes: Sequence[Change], says: str) -> Made:
        """Write changes into the file.

        Raises:
            ConflictError: A record was changed in the file meanwhile.
            TimelineEditError: The file's layout does not allow a change.
            TimelineError: The file cannot be read.
            OSError: It cannot be written.
        """
        before = self.content
        text = self.text
        for change in changes:
            text = _spliced(Editor(text), change).applied(text)
        after = before[: len(before) - len(self.text.encode())] + text.encode()
        disk.write(self.path, after, self.path.stat().st_mode & 0o777)
        self.content = after
        made = Made(says, before, after, tuple(lines_of(before, after)))
        self.made = (*self.made, made)
        return made

    def undo(self) -> Made:
        """Take the last change back.

        Raises:
            TimelineEditError: There is none.
        """
        if not self.made:
            raise TimelineEditError("there is no change to undo")
        last = self.made[-1]
        disk.write(self.path, last.before, self.path.stat().st_mode & 0o777)
        self.content = last.before
        self.made = self.made[:-1]
        return Made(f"Undone: {last.says}", last.after, last.before, tuple(lines_of(last.after, last.before)))


def lines_of(before: bytes, after: bytes, around: int = 1) -> list[DiffLine]:
    """The lines that differ between two contents of a file, with some lines beside them."""
    old, new = (content.decode("utf-8-sig").splitlines() for content in (before, after))
    found: list[DiffLine] = []
    for group in difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(around):
        for tag, start, stop, begun, ended in group:
            if tag == "equal":
                found += [DiffLine(" ", n + 1, new[n]) for n in range(begun, ended)]
            else:
                found += [DiffLine("-", n + 1, old[n]) for n in range(start, stop)]
                found += [DiffLine("+", n + 1, new[n]) for n in range(begun, ended)]
    return found


def _spliced(editor: Editor, change: Change) -> Splice:
    """The splice that makes a change in a text."""
    match change:
        case AddRecord(table=table, plain=plain):
            after, head = editor.place_for(table, str(plain.get("date" if table == "event" else "issued", "")))
            return editor.add_record(table, plain, after, head)
        case AddItem():
            return editor.add_item(editor.find(change.table, change.label), change.key, change.item)
        case SetValue():
            return editor.set_value(editor.find(change.table, change.label), change.key, change.value)
        case SetItem():
            found = editor.find(change.table, change.label)
            items = list(editor.plain(found).get(change.key, ()))
            place = items.index(change.was)
            items[place : place + 1] = [] if change.item is None else [change.item]
            return editor.set_value(found, change.key, items)
    raise AssertionError(change)
