"""Every message that crosses a pane's border: requests in the imperative, facts in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.message import Message

from cttui.model.geo import Area


@dataclass
class Ask(Message):
    """Take what the bar says."""

    text: str


@dataclass
class Look(Message):
    """Something else of a view is in sight."""

    view: str
    """The view's name."""
    sight: dict[str, Any]
    """Fields of ``state.Sight`` with their new values."""


@dataclass
class Toggle(Message):
    """Ask for a value of a field, or no longer."""

    field: str
    token: str


@dataclass
class Exclude(Message):
    """Leave a value of a field out, or no longer."""

    field: str
    token: str


@dataclass
class Only(Message):
    """Ask for a value of a field and no other of it, or no longer."""

    field: str
    token: str


@dataclass
class Clear(Message):
    """Lift every filter on a field."""

    field: str


@dataclass
class ShowWithin(Message):
    """Ask for a span of days."""

    first: int
    """As ordinals, both included."""
    last: int


@dataclass
class JumpTo(Message):
    """Put the cursor on the first event listed on a day or later."""

    day: int


@dataclass
class TakeCell(Message):
    """Make a cell of the grid the filter."""

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
    """Ask what a view asks."""

    query: str


@dataclass
class ShowKept(Message):
    """Go to an event that is marked or has a note."""

    event_id: str


@dataclass
class AskName(Message):
    """Let a name be typed."""

    about: str
    """What it is for."""
    name: str
    """What stands there at first."""
    old: str
    """The view that is to have it; empty for a new one."""


@dataclass
class Named(Message):
    """A name was typed."""

    name: str
    old: str
    """The view that is to have it; empty for a new one."""


@dataclass
class DeleteView(Message):
    """Delete one of the reader's views."""

    name: str


@dataclass
class Forget(Message):
    """Take mark and note of an event away."""

    event_id: str


@dataclass
class Tell(Message):
    """Say something on the line below the bar."""

    text: str


@dataclass
class MoveTo(Message):
    """Put the cursor on the event at a position of the list."""

    position: int


@dataclass
class MoveBy(Message):
    """Move the cursor by so many events."""

    by: int


@dataclass
class GoTo(Message):
    """Put the cursor on an event."""

    event_id: str


@dataclass
class ReadSource(Message):
    """Show the source at a position of the event's list."""

    position: int


@dataclass
class ReadSourceBy(Message):
    """Show the source so many after the one that is read."""

    by: int


@dataclass
class ReadClaim(Message):
    """Read the source of a claim."""

    event_id: str
    source: int
    """Position of the source among the event's."""
    quote: str
    """The words to go to in the source's copy."""


@dataclass
class OpenSource(Message):
    """Read a source, at the first event of the selection that cites it."""

    source_id: str


@dataclass
class Seek(Message):
    """Look for a text in the copy that is read."""

    text: str


class Fetch(Message):
    """Fetch the source's address."""


class Chosen(Message):
    """Another row of a list was chosen."""


@dataclass
class FilterBox(Message):
    """Ask for the events with coordinates in a box."""

    area: Area


@dataclass
class GoToPlace(Message):
    """Put the cursor on the next event at some places of the map."""

    places: tuple[int, ...]
    """Their positions in the map's view."""


@dataclass
class Run(Message):
    """Run a command."""

    command: str
    """Its id in ``commands.COMMANDS``."""
    argument: str = ""
    """Which of its keys was pressed, from 1; empty where none was."""


@dataclass
class BarLeft(Message):
    """The bar gave up the keyboard."""
