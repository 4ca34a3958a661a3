"""What the map shows: every point of the timeline with its count, where the cursor's event was, and what has no point."""

from __future__ import annotations

from typing import NamedTuple

from cttui.model import geo
from cttui.query.language import Box
from cttui.store.selection import PointCount, Row, Selection
from cttui.store.sqlite import Index

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

    @property
    def placed(self) -> int:
        """Events of the selection that have coordinates."""
        return sum(events for _, events in self.by_precision)

    @classmethod
    def build(cls, index: Index, selection: Selection) -> AtlasView:
        """The map of a selection, without a cursor."""
        places = index.points(selection)
        counts = dict.fromkeys(PRECISIONS, 0)
        for place in places:
            counts[place.precision] += place.events
        unplaced, by_short = index.unplaced(selection)
        names = {province.short: province.name for province in index.head.provinces}
        boxes = [clause.area for clause in selection.query.clauses if isinstance(clause, Box) and not clause.negated]
        return cls(
            selection.count,
            geo.widened(index.extent, MARGIN, LEAST_MARGIN) if index.extent else None,
            places,
            tuple(counts.items()),
            unplaced,
            tuple(Unplaced(short, names.get(short, ""), count) for short, count in by_short.items() if count),
            boxes[0] if len(boxes) == 1 else None,
            None,
            None,
        )

    def at(self, index: Index, row: Row | None) -> AtlasView:
        """The same map with the cursor on an event."""
        return self._replace(row=row, here=None if row is None else index.point(row.n))
