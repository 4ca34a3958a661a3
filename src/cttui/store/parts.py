"""What answers are made of: plain values, and nothing that could ask again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cttui.lazy import dataclass
from cttui.model import geo
from cttui.model.axis import Layout
from cttui.model.claims import Total
from cttui.model.records import Event, Source


@dataclass(frozen=True, slots=True)
class Row:
    """One event as lists show it."""

    n: int
    """Its number in date order, from 0."""
    id: str
    date: str
    kind: str
    title: str
    provinces: tuple[str, ...]
    """Badges."""
    toll: str
    """Deaths as ``Range`` prints them; empty where none are counted."""
    disputed: bool


class PointCount(NamedTuple):
    """A point of the map, and how many events of a selection were there."""

    lat: float
    lon: float
    precision: str
    """How exactly it is known; empty where the file does not say."""
    name: str
    """What the place is called, or its district; empty where the file does not say."""
    events: int


class Own(NamedTuple):
    """What the reader keeps, by the numbers of the timeline's events."""

    marked: frozenset[int]
    noted: frozenset[int]


class ValueCount(NamedTuple):
    """A value of a field, and what it stands for."""

    token: str
    events: int
    """As many as ``query.only(field, token)`` selects."""
    dead: Total | None
    """Of these events, where a lens was given."""
    spark: tuple[int, ...]
    """They or their dead over the whole calendar, in equal parts of it; empty where not asked for."""


class MonthCounts(NamedTuple):
    """A selection by month."""

    months: tuple[tuple[int, int], ...]
    """First day and events of each month that has any."""
    undated: int


class Page(NamedTuple):
    """A stretch of a list."""

    start: int
    """Position of the first row."""
    rows: tuple[Row, ...]

    def at(self, position: int) -> Row | None:
        """The row at a position; ``None`` where it is not on this page."""
        return self.rows[position - self.start] if 0 <= position - self.start < len(self.rows) else None


class Counts(NamedTuple):
    """What each slot of the axis stands for."""

    total: tuple[int, ...]
    """Of the whole timeline."""
    shown: tuple[int, ...]
    """Of the selection."""
    kinds: tuple[tuple[str, tuple[int, ...]], ...]
    """Of the selection by kind, in the order of ``KINDS``; kinds without any are left out."""


class Strip(NamedTuple):
    """The bars in sight and their numbers."""

    layout: Layout
    counts: Counts


class EventInFull(NamedTuple):
    """An event with all that belongs to it."""

    n: int
    event: Event
    sources: tuple[Source, ...]
    """In the order of ``fields.event_sources``."""
    answers: tuple[Row, ...]
    """What it answers, in date order, and so are the others."""
    answered_by: tuple[Row, ...]
    related: tuple[Row, ...]


class SourceInFull(NamedTuple):
    """One of an event's sources, with what else cites it."""

    n: int
    event: Event
    sources: tuple[Source, ...]
    current: int
    """Position of the one that is read."""
    origins: tuple[Source, ...]
    """What it repeats or re-words."""
    elsewhere: tuple[tuple[Row, int], ...]
    """The first other events that cite it, with how many claims each takes from it."""
    further: int
    """How many more there are."""


class MapCounts(NamedTuple):
    """A selection on the map."""

    points: tuple[PointCount, ...]
    """Every point of the timeline, with 0 where no event of the selection was."""
    extent: geo.Area | None
    """The least box around them; ``None`` where there are none."""
    unplaced: int
    """Events of the selection without coordinates."""
    by_province: Mapping[str, int]
    """The same by province; an event of two counts in both, one of none under an empty name."""


class CitedSource(NamedTuple):
    """A source that a selection cites."""

    source: Source
    events: int
    """Events of the selection that cite it."""
    claims: int
    """Number of claims that the whole timeline takes from it."""


class RecordsPart(NamedTuple):
    """Events with their sources."""

    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    """Each once."""


class ChainPart(NamedTuple):
    """An event, all that it answers and all that answers it, directly or by way of others."""

    ids: tuple[str, ...]
    """In date order."""
    selected: int
    """How many of them the filters leave."""


class StepInFull(NamedTuple):
    """A step of a path."""

    event: Event
    answers: tuple[Row, ...]
