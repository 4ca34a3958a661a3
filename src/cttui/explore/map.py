"""What the map shows: every point of the timeline with its count, where the cursor's event was, and what has no point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.explore.state import State
from cttui.model import geo
from cttui.query.language import Box
from cttui.store.index import Answer
from cttui.store.parts import PointCount, Row
from cttui.store.wants import Here, Points, Want

if TYPE_CHECKING:
    from cttui.timeline.outline import Outline

PRECISIONS = ("site", "town", "", "district", "province")
"""How exactly a point is known, the finest first; where the file does not say, the point is taken as it stands."""

MARGIN = 0.04
"""How much wider than its points the map is, as a share of its side."""
LEAST_MARGIN = 0.25
"""The same in degrees, at least."""


class Unplaced(NamedTuple):
    """A province's events of the selection that have no coordinates."""

    short: str
    """Its badge; empty for events of no province."""
    name: str
    events: int


class AtlasView(NamedTuple):
    """The events of a selection on the map."""

    selected: int
    """Events of the selection."""
    extent: geo.Area | None
    """What holds all points of the timeline, with a margin; ``None`` where no event has coordinates."""
    places: tuple[PointCount, ...]
    """All points of the timeline, those without an event of the selection with 0."""
    by_precision: tuple[tuple[str, int], ...]
    """Each precision of ``PRECISIONS`` with how many events of the selection are placed so."""
    unplaced: int
    """Events of the selection that have no coordinates."""
    by_province: tuple[Unplaced, ...]
    """The same by province; an event of two provinces counts in both."""
    box: geo.Area | None
    """The box that the query asks for."""
    row: Row | None
    """The event under the cursor."""
    here: int | None
    """Which of ``places`` it was at; ``None`` where it has no coordinates."""
    outline: Outline | None
    """Coasts and borders to draw below them."""
    trouble: str
    """Why there are none though the timeline names some; empty where nothing is wrong."""

    @property
    def placed(self) -> int:
        """Events of the selection that have coordinates."""
        return sum(events for _, events in self.by_precision)

    @staticmethod
    def wants(_state: State) -> tuple[Want[Any], ...]:
        """Every point, and which of them the event at the cursor was at."""
        return Points(), Here()

    @staticmethod
    def of(answer: Answer, state: State) -> AtlasView:
        """The map of a selection."""
        found = answer[Points()]
        counts = dict.fromkeys(PRECISIONS, 0)
        for place in found.points:
            counts[place.precision] += place.events
        names = {province.short: province.name for province in state.head.provinces}
        boxes = [clause.area for clause in state.query.clauses if isinstance(clause, Box) and not clause.negated]
        return AtlasView(
            answer.selection.count,
            geo.widened(found.extent, MARGIN, LEAST_MARGIN) if found.extent else None,
            found.points,
            tuple(counts.items()),
            found.unplaced,
            tuple(Unplaced(short, names.get(short, ""), count) for short, count in found.by_province.items() if count),
            boxes[0] if len(boxes) == 1 else None,
            answer.row,
            answer[Here()],
            state.outline,
            state.outline_trouble,
        )
