"""What a person asked to change, in terms of records: it holds whatever becomes of the file's other lines.

A change names a record by its table and its label (id, code or name), never by characters, so that it can be made anew in a
file that somebody else saved meanwhile. ``Keeper`` turns it into a splice of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from cttui.lazy import dataclass

if TYPE_CHECKING:
    from cttui.copies.attach import Document
    from cttui.copies.library import Library


@dataclass(frozen=True)
class AddRecord:
    """A new record, put where the order of dates wants it."""

    table: str
    """Its table: ``event``."""
    plain: Mapping[str, Any]
    """What it says, as it is read from TOML."""


@dataclass(frozen=True)
class AddItem:
    """An item at the end of a record's list: a claim of an event, an event of a thread."""

    table: str
    label: str
    """The record's id, code or name."""
    key: str
    item: Any


@dataclass(frozen=True)
class SetItem:
    """Another item in the place of one of a record's list."""

    table: str
    label: str
    key: str
    was: Any
    """The item as it was read; it is found by what it says, since others may have come before it."""
    item: Any
    """What takes its place; ``None`` takes it out."""


@dataclass(frozen=True)
class SetValue:
    """Another value of a record's key."""

    table: str
    label: str
    key: str
    value: Any
    """``None`` takes the key out."""
    was: Any = None
    """The value as it was read; ``None`` for none."""


@dataclass(frozen=True)
class StoreCopy:
    """A copy of a source for the reader's library: stored before the file is changed, and removed again if that fails."""

    library: Library
    source: str
    """The source's id."""
    document: Document


FileChange: TypeAlias = AddRecord | AddItem | SetItem | SetValue
"""A change of the file."""
Change: TypeAlias = FileChange | StoreCopy
"""All that saving a form may do."""
