"""Where the reader has been: visits to go back and forward through, as in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cttui.query.language import Query

MOST = 1000
"""The most visits to keep; the oldest are dropped first."""


class Visit(NamedTuple):
    """What was on screen: enough to restore it exactly."""

    query: Query
    """The query, including its window."""
    event: int | None
    """Number of the event at the cursor; ``None`` in an empty selection."""
    anchor: int
    """Number of the event last moved to."""
    top: int = 0
    """First visible line of the list."""


class History:
    """Visits in order, and which of them is the current one."""

    def __init__(self, place: Visit) -> None:
        """Start at a visit."""
        self._places = [place]
        self._at = 0

    @property
    def back(self) -> int:
        """How many visits there are to go back to."""
        return self._at

    @property
    def forward(self) -> int:
        """How many visits there are to go forward to."""
        return len(self._places) - 1 - self._at

    def leave(self, place: Visit) -> None:
        """Update the current visit."""
        self._places[self._at] = place

    def visit(self, place: Visit) -> None:
        """Go on to a new visit; those ahead are dropped."""
        self._places[self._at + 1 :] = [place]
        del self._places[:-MOST]
        self._at = len(self._places) - 1

    def change(self, change: Callable[[Visit], Visit]) -> None:
        """Make every visit anew: the timeline was changed, and its events have other numbers."""
        self._places = [change(place) for place in self._places]

    def step(self, by: int) -> Visit | None:
        """Go back (below 0) or forward; ``None`` if there is no such visit, and nothing changes."""
        if not 0 <= self._at + by < len(self._places):
            return None
        self._at += by
        return self._places[self._at]
