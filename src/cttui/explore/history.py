"""Where the reader has been: places in the timeline, to go back and forward through as in a browser."""

from __future__ import annotations

from typing import NamedTuple

from cttui.query.language import Query

MOST = 1000
"""Places kept; the oldest are forgotten first."""


class Visit(NamedTuple):
    """What was on screen: enough to show it again exactly."""

    query: Query
    """What was asked for, its window among it."""
    event: int | None
    """Number of the event at the cursor; ``None`` in an empty selection."""
    anchor: int
    """Number of the event last moved to."""
    top: int = 0
    """First line of the list that was in sight."""


class History:
    """Places in the order they were visited, and which of them is the present one."""

    def __init__(self, place: Visit) -> None:
        """Begin at a place."""
        self._places = [place]
        self._at = 0

    @property
    def back(self) -> int:
        """How many places there are to go back to."""
        return self._at

    @property
    def forward(self) -> int:
        """How many places there are to go forward to."""
        return len(self._places) - 1 - self._at

    def leave(self, place: Visit) -> None:
        """Say how the present place looks by now."""
        self._places[self._at] = place

    def visit(self, place: Visit) -> None:
        """Go on to a new place; what lay forward is forgotten."""
        self._places[self._at + 1 :] = [place]
        del self._places[:-MOST]
        self._at = len(self._places) - 1

    def step(self, by: int) -> Visit | None:
        """Go back (below 0) or forward; ``None`` where there is no such place, and nothing changes."""
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
