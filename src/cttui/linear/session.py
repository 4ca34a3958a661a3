"""What plain lines remember from one line to the next."""

from __future__ import annotations

from collections.abc import Iterator

from cttui.errors import READ_ONLY, CttuiError
from cttui.explore.copy import CopyView
from cttui.explore.explorer import Explorer
from cttui.lazy import dataclass


class LinearError(CttuiError):
    """A line cannot be carried out; the sentence says why and what to type instead."""


@dataclass
class Draft:
    """A note that is being typed, line by line."""

    event: str
    before: str
    """What the note was."""
    lines: list[str]


class Session:
    """A timeline explored line by line.

    Attributes:
        explorer: The timeline, query and cursor.
        page: Lines that are shown at once; 0 for all.
        width: Cells to which lines are wrapped; 0 for none.
        read_only: Whether nothing may be written.
        rest: What is left of a long output.
        draft: The note that is being typed; ``None`` for none.
        copy: The stored copy that is read; ``None`` for none.
        quote: Position of its quote that was read last; -1 for none.
        ended: Whether the reader has left.
    """

    def __init__(self, explorer: Explorer, *, page: int = 0, width: int = 0, read_only: bool = False) -> None:
        """Explore a timeline."""
        self.explorer = explorer
        self.page = page
        self.width = width
        self.read_only = read_only
        self.rest: Iterator[str] | None = None
        self.draft: Draft | None = None
        self.copy: CopyView | None = None
        self.quote = -1
        self.ended = False
        # each line names its marks, and is:marked finds them
        explorer.open_desk()
        # nothing is drawn, so no bar has to fit anywhere
        explorer.sight = explorer.sight._replace(sparks=0, width=WIDEST)

    def may_write(self) -> None:
        """Refuse to write where nothing may be written.

        Raises:
            LinearError: It is so.
        """
        if self.read_only:
            raise LinearError(READ_ONLY)

    def event(self) -> str:
        """The id of the current event.

        Raises:
            LinearError: No event matches the filters.
        """
        if not self.explorer.subject_id:
            raise LinearError("no event matches; type clear to clear the filters")
        return self.explorer.subject_id

    def moved(self) -> None:
        """Another event is the current one, or may be: its copies are not read any more."""
        self.copy, self.quote = None, -1
        self.explorer.walking = False


WIDEST = 100_000
"""Bars of time that are told at most, in cells of four."""
