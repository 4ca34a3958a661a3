"""What reference sets have of the same days and place as an event: theirs, next to it.

Which events are near is the audit's own notion (``Reference.near`` and ``evidence.near_enough``), so that what stands beside an
event is what the audit would compare it with.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from threading import Lock
from typing import NamedTuple

from cttui.audit.evidence import Bounds, days_apart, distance, near_enough
from cttui.audit.scope import Reference, ReferenceSet
from cttui.audit.side import Reader, Side
from cttui.explore.detail import DetailView
from cttui.model import dates
from cttui.model.records import Event
from cttui.store.index import Index
from cttui.text import numbered

BOUNDS = Bounds()
"""How far apart two events may be."""
KEPT = 64
"""Events for which the answers are kept."""


class Theirs(NamedTuple):
    """An event of a reference set."""

    n: int
    """Its number there."""
    date: str
    place: str
    apart: str
    """How far it is from the event, in words: ``4 km``; empty if either has no coordinates."""
    figures: str
    """What its claims say, measure by measure; empty if nothing."""
    title: str


class BesideSet(NamedTuple):
    """What one reference set has."""

    name: str
    """What the set is called."""
    says: str
    """How many events are near and what was looked for, in a phrase."""
    rows: tuple[Theirs, ...]
    """All that are near, the nearest first."""


class BesideView(NamedTuple):
    """What the reference sets have, each by itself."""

    event: str
    """The id of the event that they were looked up for."""
    sets: tuple[BesideSet, ...]

    @property
    def walk(self) -> tuple[tuple[int, Theirs], ...]:
        """All events of theirs, each with the number of its set, from 0."""
        return tuple((number, row) for number, one in enumerate(self.sets) for row in one.rows)


class Beside:
    """Looks up what reference sets have near an event."""

    def __init__(self, ours: Index, references: Sequence[ReferenceSet]) -> None:
        """Take the index of what is explored, and the sets; nothing is asked yet."""
        self.ours = ours
        self._sets = references
        self._reader: Reader | None = None
        self._references: list[Reference] = []
        self._known: dict[str, BesideView] = {}
        self._lock = Lock()
        """Held while the sets are asked: an answer that nobody waits for any more may still be under way."""

    def side(self, event: Event) -> Side:
        """The event as it is compared."""
        if self._reader is None:
            self._reader = Reader(self.ours)
        return self._reader.side(0, event, {})

    def known(self, event_id: str) -> BesideView | None:
        """What was looked up before."""
        return self._known.get(event_id)

    def of(self, side: Side) -> BesideView:
        """What the sets have near an event; in any thread."""
        with self._lock:
            if (found := self._known.get(side.id)) is None:
                if not self._references:
                    self._references = [Reference(Reader(one.index), self.ours.head.provinces) for one in self._sets]
                sets = (_set(one.name, held, side) for one, held in zip(self._sets, self._references, strict=True))
                found = self._known[side.id] = BesideView(side.id, tuple(sets))
                if len(self._known) > KEPT:
                    del self._known[next(iter(self._known))]
            return found

    def whole(self, number: int, row: Theirs) -> DetailView:
        """An event of theirs in full.

        Args:
            number: Which set it is in, from 0.
            row: The event.
        """
        with self._lock:
            return DetailView.build(self._sets[number].index, row.n)


def _set(name: str, reference: Reference, side: Side) -> BesideSet:
    if side.days is None:
        return BesideSet(name, "not looked up: the event has no date", ())
    near = reference.near(side, BOUNDS)
    where = f" and {BOUNDS.km:.0f} km" if side.point is not None else f" in {side.where}" if side.where else ""
    sought = f"within {numbered(BOUNDS.days, 'day')}{where}"
    if near.too_many:
        return BesideSet(name, f"{near.too_many:,} events {sought}, too many to compare", ())
    read = reference.sides(near.numbers)
    found = sorted((one for one in read if near_enough(side, one, BOUNDS) is not None), key=lambda one: _distance(side, one))
    count = numbered(len(found), "event") if found else "no event"
    return BesideSet(name, f"{count} {sought}", tuple(_theirs(side, one) for one in found))


def _distance(ours: Side, theirs: Side) -> tuple[int, int, float, int]:
    """Days apart, then days from first to last, since an event of a month meets each of its days; then kilometres."""
    first, last = theirs.days or (0, 0)
    km = distance(ours, theirs)
    return days_apart(ours, theirs) or 0, last - first, math.inf if km is None else km, theirs.n


def _theirs(ours: Side, theirs: Side) -> Theirs:
    when, km = dates.dated(theirs.date), distance(ours, theirs)
    apart = "" if km is None else "same point" if km < 0.5 else f"{km:.0f} km"
    figures = ", ".join(f"{one.text} {one.measure}" for one in theirs.figures)
    return Theirs(theirs.n, dates.describe(when) if when is not None else "", theirs.where, apart, figures, theirs.title)
