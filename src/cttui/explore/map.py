"""What the map shows: every point of the timeline with its count, the cursor's place, and events without a point."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.explore.state import State
from cttui.model import geo
from cttui.query.language import Box
from cttui.store import density
from cttui.store.index import Answer
from cttui.store.parts import CellCounts, MapCounts, PointCount, Row
from cttui.store.wants import At, Cells, Here, Points, Want

if TYPE_CHECKING:
    from cttui.timeline.outline import Outline

PRECISIONS = ("site", "town", "", "district", "province")
"""The precision of a point, finest first; if the file gives none, the point is used as it is."""

DENSE = 5_000
"""Events of a timeline from which the map counts them by cells, and not point by point."""
MOST_UNPLACED = 60
"""The most provinces listed with their events without coordinates."""


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
    """The same by province; an event of two provinces counts in both. Of very many provinces, those with the most."""
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
    cells: CellCounts | None = None
    """The events by cells, where there are too many for points; ``places`` then holds the cursor's alone."""

    @property
    def placed(self) -> int:
        """Events of the selection that have coordinates."""
        return sum(events for _, events in self.by_precision)

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """Every point or cell, and the point of the event at the cursor."""
        return (cells_of(state), At()) if state.total > DENSE else (Points(), Here())

    @staticmethod
    def of(answer: Answer, state: State) -> AtlasView:
        """The map of a selection."""
        names = {province.short: province.name for province in state.head.provinces}
        boxes = [clause.area for clause in state.query.clauses if isinstance(clause, Box) and not clause.negated]
        found: CellCounts | MapCounts
        if state.total > DENSE:
            found = cells = answer[cells_of(state)]
            counts = {precision: cells.by_precision.get(precision, 0) for precision in PRECISIONS}
            at = answer[At()]
            places: tuple[PointCount, ...] = () if at is None else (at,)
            here = None if at is None else 0
        else:
            found, cells = answer[Points()], None
            counts = dict.fromkeys(PRECISIONS, 0)
            for place in found.points:
                counts[place.precision] += place.events
            places, here = found.points, answer[Here()]
        unplaced = [Unplaced(short, names.get(short, ""), count) for short, count in found.by_province.items() if count]
        if len(unplaced) > MOST_UNPLACED:
            unplaced = sorted(unplaced, key=lambda one: -one.events)[:MOST_UNPLACED]
        return AtlasView(
            answer.selection.count,
            density.shown(found.extent),
            places,
            tuple(counts.items()),
            found.unplaced,
            tuple(unplaced),
            boxes[0] if len(boxes) == 1 else None,
            answer.row,
            here,
            state.outline,
            state.outline_trouble,
            cells,
        )


def cells_of(state: State) -> Cells:
    """The map in sight."""
    return Cells(*state.sight.map)
