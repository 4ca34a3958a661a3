"""The parts of answers: plain values, and nothing that could ask again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from cttui.lazy import dataclass
from cttui.model import geo
from cttui.model.axis import Layout
from cttui.model.claims import Total
from cttui.model.records import Event, Source
from cttui.model.window import Window


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
    """Deaths as ``Range`` prints them; empty if none are counted."""
    sources: int
    """How many sources it has."""
    disputes: int
    """How many of its figures are disputed: groups of comparable claims of which some two cannot both hold."""

    @property
    def disputed(self) -> bool:
        """Whether some figure is."""
        return self.disputes > 0

    def figure(self, order: str) -> str:
        """What a list in an order shows of it: its sources or disputes, empty for none of them, or else its toll."""
        number = {"sources": self.sources, "disputes": self.disputes}.get(order)
        return self.toll if number is None else f"{number:,}" if number else ""


class PointCount(NamedTuple):
    """A point of the map, and how many events of a selection were there."""

    lat: float
    lon: float
    precision: str
    """Its precision; empty if the file gives none."""
    name: str
    """The name of the place, or its district; empty if the file gives none."""
    events: int


class Own(NamedTuple):
    """The reader's marks and notes, by event numbers."""

    marked: frozenset[int]
    noted: frozenset[int]


class ValueCount(NamedTuple):
    """A value of a field, and its count."""

    token: str
    events: int
    """As many as ``query.only(field, token)`` selects."""
    dead: Total | None
    """Of these events, if a lens was given."""
    spark: tuple[int, ...]
    """Events or dead over the whole calendar, in equal parts; empty if not requested."""


class RankedValues(NamedTuple):
    """The first values of a field, those with the highest counts first."""

    values: tuple[ValueCount, ...]
    """Values with an event, and all that the query names."""
    of: int
    """How many such values there are."""


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
        """The row at a position; ``None`` if it is not on this page."""
        return self.rows[position - self.start] if 0 <= position - self.start < len(self.rows) else None


class Counts(NamedTuple):
    """The count of each slot of the axis."""

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
    """As ``sources.in_order`` puts them."""
    answers: tuple[Row, ...]
    """What it responds to, in date order like the others."""
    answered_by: tuple[Row, ...]
    related: tuple[Row, ...]


class SourceInFull(NamedTuple):
    """One of an event's sources, with what else cites it."""

    n: int
    event: Event
    sources: tuple[Source, ...]
    current: int
    """Position of the current one."""
    origins: tuple[Source, ...]
    """What it repeats or rewords."""
    elsewhere: tuple[tuple[Row, int], ...]
    """The first other events that cite it, with the number of claims each takes from it."""
    further: int
    """How many more there are."""


class MapCounts(NamedTuple):
    """A selection on the map."""

    points: tuple[PointCount, ...]
    """Every point of the timeline, with 0 if no event of the selection was."""
    extent: geo.Area | None
    """The smallest box around them; ``None`` if there are none."""
    unplaced: int
    """Events of the selection without coordinates."""
    by_province: Mapping[str, int]
    """The same by province; an event of two provinces counts in both, one without under an empty name."""


class CellCount(NamedTuple):
    """A cell of the map."""

    x: int
    """Column."""
    y: int
    """Line."""
    events: int
    """Events of the selection in it; 0 where only others of the timeline are."""
    name: str
    """The place in it with the most events of the timeline; empty if the file names none."""


class CellCounts(NamedTuple):
    """A selection on the map, by cells."""

    window: Window | None
    """What the map shows; ``None`` if no event has coordinates, or there is no cell to count in."""
    cells: tuple[CellCount, ...]
    """The cells in which some event of the timeline is."""
    extent: geo.Area | None
    """The smallest box around all points; ``None`` if there are none."""
    by_precision: Mapping[str, int]
    """Events of the selection with coordinates, wherever they are, by precision; empty for none stated."""
    unplaced: int
    """Events of the selection without coordinates."""
    by_province: Mapping[str, int]
    """The same by province; an event of two provinces counts in both, one without under an empty name."""


class CitedSource(NamedTuple):
    """A source that a selection cites."""

    source: Source
    events: int
    """Events of the selection that cite it."""
    claims: int
    """Number of claims that the whole timeline takes from it."""


class MostCitedSources(NamedTuple):
    """The most cited sources of a selection, most first."""

    sources: tuple[CitedSource, ...]
    of: int
    """How many sources it cites."""


class ClaimantTotal(NamedTuple):
    """The dead of a selection by one claimant's figures."""

    by: str
    total: Total


class RecordsPart(NamedTuple):
    """Events with their sources."""

    events: tuple[Event, ...]
    sources: tuple[Source, ...]
    """Each once."""


class ChainPart(NamedTuple):
    """An event, all that it responds to and all that respond to it, directly or indirectly."""

    ids: tuple[str, ...]
    """In date order."""
    selected: int
    """How many of them match the filters."""


class StepInFull(NamedTuple):
    """A step of a path."""

    event: Event
    answers: tuple[Row, ...]
