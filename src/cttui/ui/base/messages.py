"""Every message that a pane sends to its screen: requests in the imperative, facts in the past tense."""

from __future__ import annotations

from typing import Any

from textual.message import Message

from cttui.lazy import dataclass
from cttui.model.geo import Area


@dataclass
class Ask(Message):
    """Use the bar's text as the query."""

    text: str
    passed: tuple[str, ...] = ()
    """What the text was since the last message, oldest first."""


@dataclass
class Look(Message):
    """A different part of a view is in sight."""

    view: str
    """The view's name."""
    sight: dict[str, Any]
    """Fields of ``state.Sight`` with their new values."""


@dataclass
class Toggle(Message):
    """Add or remove a value of a field."""

    field: str
    token: str


@dataclass
class Exclude(Message):
    """Exclude a value of a field, or include it again."""

    field: str
    token: str


@dataclass
class Only(Message):
    """Filter by a value of a field alone, or remove it."""

    field: str
    token: str


@dataclass
class Clear(Message):
    """Clear the filters on a field."""

    field: str


@dataclass
class ShowWithin(Message):
    """Filter by a span of days."""

    first: int
    """As ordinals, inclusive."""
    last: int


@dataclass
class JumpTo(Message):
    """Move the cursor to the first event listed on or after a day."""

    day: int


@dataclass
class TakeCell(Message):
    """Filter by a cell of the grid."""

    row: int
    column: int


@dataclass
class OpenPath(Message):
    """Read a path step by step."""

    path_id: str


@dataclass
class StepTo(Message):
    """Read a step of the path that is open."""

    position: int


@dataclass
class RunView(Message):
    """Run a view's query."""

    query: str


@dataclass
class ShowKept(Message):
    """Go to an event that is marked or has a note."""

    event_id: str


@dataclass
class AskName(Message):
    """Ask for a name."""

    about: str
    """What it is for."""
    name: str
    """The initial text."""
    old: str
    """The view to rename; empty for a new one."""


@dataclass
class Named(Message):
    """A name was typed."""

    name: str
    old: str
    """The view to rename; empty for a new one."""


@dataclass
class DeleteView(Message):
    """Delete one of the reader's views."""

    name: str


@dataclass
class Forget(Message):
    """Delete the mark and note of an event."""

    event_id: str
    what: str
    """Which of the two it has: ``mark and note``."""


@dataclass
class Tell(Message):
    """Say something on the line below the bar."""

    text: str


@dataclass
class MoveTo(Message):
    """Move the cursor to the event at a position of the list."""

    position: int


@dataclass
class MoveBy(Message):
    """Move the cursor by a number of events."""

    by: int


@dataclass
class GoTo(Message):
    """Move the cursor to an event."""

    event_id: str


@dataclass
class ReadSource(Message):
    """Show the source at a position of the event's list."""

    position: int


@dataclass
class ReadSourceBy(Message):
    """Show another source, counted from the current one."""

    by: int


@dataclass
class ReadClaim(Message):
    """Read the source of a claim."""

    event_id: str
    source: int
    """Position of the source among the event's."""
    quote: str
    """The words to jump to in the source's copy."""


@dataclass
class OpenSource(Message):
    """Read a source, at the first event of the selection that cites it."""

    source_id: str


@dataclass
class Seek(Message):
    """Find a text in the current copy."""

    text: str


@dataclass
class FileSeen(Message):
    """The timeline's file was saved by somebody else."""

    found: Any
    """What stands in it now, as ``Following.seen`` takes it."""


class Fetch(Message):
    """Fetch the source's address."""


class Chosen(Message):
    """Another row of a list was chosen."""


@dataclass
class FilterBox(Message):
    """Filter by coordinates in a box."""

    area: Area


@dataclass
class GoToPlace(Message):
    """Move the cursor to the next event at some places of the map."""

    places: tuple[int, ...]
    """Their positions in the map's view."""


@dataclass
class GoToCells(Message):
    """Move the cursor to the next event in some cells of the map."""

    spots: tuple[tuple[int, int], ...]
    """Columns and lines."""


@dataclass
class Run(Message):
    """Run a command."""

    command: str
    """Its id in ``commands.COMMANDS``."""
    argument: str = ""
    """Which of its keys was pressed, from 1; empty for none."""


@dataclass
class BarLeft(Message):
    """The bar was left."""
