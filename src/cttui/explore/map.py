"""What the map shows: every point of the timeline with its count, the cursor's place, and events without a point."""

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
"""The precision of a point, finest first; if the file gives none, the point is used as it is."""

MARGIN = 0.04
"""The margin around the points, as a share of the map's side."""
LEAST_MARGIN = 0.25
"""The minimum margin, in degrees."""


class Unplaced(NamedTuple):
    """A province's selected events without coordinates."""

    short: str
    """Its badge; empty for events without a province."""
    name: str
    events: int


class AtlasView(NamedTuple):
    """The events of a selection on the map."""

    selected: int
    """Events of the selection."""
    extent: geo.Area | None
    """The area of all points of the timeline, with a margin; ``None`` if no event has coordinates."""
    places: tuple[PointCount, ...]
    """All points of the timeline, with 0 for those without a selected event."""
    by_precision: tuple[tuple[str, int], ...]
    """Each precision of ``PRECISIONS`` with the number of selected events placed that precisely."""
    unplaced: int
    """Events of the selection that have no coordinates."""
    by_province: tuple[Unplaced, ...]
    """The same by province; an event of two provinces counts in both."""
    box: geo.Area | None
    """The box that the query asks for."""
    row: Row | None
    """The event under the cursor."""
    here: int | None
    """Its place in ``places``; ``None`` if it has no coordinates."""
    outline: Outline | None
    """Coasts and borders to draw below them."""
    trouble: str
    """Why there are none although the timeline names some; empty if nothing is wrong."""

    @property
    def placed(self) -> int:
        """Events of the selection that have coordinates."""
        return sum(events for _, events in self.by_precision)

    @staticmethod
    def wants(_state: State) -> tuple[Want[Any], ...]:
        """Every point, and the point of the event at the cursor."""
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
