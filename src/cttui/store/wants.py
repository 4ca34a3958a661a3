"""What can be asked: a class for each want, and for each target of the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from typing import Any, ClassVar, Generic, TypeVar

from cttui.lazy import dataclass
from cttui.model import axis
from cttui.model.axis import Calendar, Layout
from cttui.model.claims import ALL, Lens, Total
from cttui.model.periods import Days
from cttui.model.records import Event, Source
from cttui.query.language import Query
from cttui.store.parts import (
    CellCounts,
    ChainPart,
    CitedSource,
    ClaimantTotal,
    EventInFull,
    MapCounts,
    MonthCounts,
    MostCitedSources,
    Own,
    Page,
    PointCount,
    RankedValues,
    RecordsPart,
    Row,
    SourceInFull,
    StepInFull,
    Strip,
    ValueCount,
)

T_co = TypeVar("T_co", covariant=True)

PAGE = 8
"""Rows of the list by which what is read of it moves with the cursor: a key reads few rows besides those in sight."""
SHORT = 16
"""Events of a list that is read whole wherever the cursor is."""


def hint() -> Any:
    """A field that only says how an answer is found sooner: two wants that differ in it alone are equal."""
    return field(default=None, compare=False)


# -- what can be asked for -------------------------------------------------------------------------------------------


class Want(Generic[T_co]):
    """A thing to know about a selection, or about its event at the cursor; ``T_co`` is the type of the answer."""

    FOLLOWS: ClassVar[bool] = False
    """Whether the answer depends on the event at the cursor."""
    READS_MANY: ClassVar[bool] = False
    """Whether it is made of many records, each of which is read: seconds, where a dataset's rows are to be unpacked."""


@dataclass(frozen=True)
class Ends(Want[tuple[str, str] | None]):
    """The dates of the first and the last dated event, as EDTF; ``None`` if none is dated."""


@dataclass(frozen=True)
class Owned(Want[Own]):
    """The reader's marks and notes, in the whole timeline."""


@dataclass(frozen=True)
class Changed(Want[frozenset[int]]):
    """The numbers of the events that are new or changed, since the timeline was opened or since a revision."""


@dataclass(frozen=True)
class Dead(Want[Total]):
    """The dead of the selection."""

    lens: Lens = ALL


@dataclass(frozen=True)
class Facet(Want[tuple[ValueCount, ...]]):
    """The values of a field in the vocabulary's order, each counted as if it alone were chosen under the other filters."""

    field: str
    dead: Lens | None = None
    """Whose figures count the dead; ``None`` counts none."""
    parts: int = 0
    """Bars of a sparkline; 0 for none."""
    most: int = 0
    """How many values get one: those with the highest counts, and all that the query names."""
    among: frozenset[str] | None = None
    """The visible tokens, the first of which get one; ``None`` for all."""
    whole: bool = False
    """Whether the values are counted in the whole timeline, whatever the query."""


@dataclass(frozen=True)
class Ranked(Want[RankedValues]):
    """The values of a field with the highest counts, each counted as if it alone were chosen under the other filters."""

    field: str
    most: int
    """How many values to answer; those that the query names are always among them."""
    dead: Lens | None = None
    """Whose figures count the dead, which then rank the values; ``None`` counts events."""
    parts: int = 0
    """Bars of a sparkline; 0 for none."""
    sparks: int = 0
    """How many of the first values get one, and all that the query names."""
    wanted: tuple[str, ...] = ()
    """Folded words, each of which begins some word of a value's token or label; none for all values."""


@dataclass(frozen=True)
class Months(Want[MonthCounts]):
    """The selection by month, and how many have no date."""


@dataclass(frozen=True)
class Last(Want[int]):
    """How many events of the selection the list has last, as they have nothing of what it is in order of."""

    lens: Lens = ALL


@dataclass(frozen=True)
class Around(Want[Page]):
    """The rows around the cursor: at least this many before and after it, if they exist."""

    FOLLOWS: ClassVar[bool] = True
    before: int
    after: int
    lens: Lens = ALL
    lines: int = 0
    """Lines of a list whose cursor is in the middle: no other rows than they show are wanted then, on one side more than asked
    for where the list ends on the other. 0 if nobody knows where the cursor is in the list."""

    def positions(self, position: int, count: int) -> tuple[int, int]:
        """The positions of the first row and behind the last one, of a list of so many with the cursor at a position."""
        if count <= SHORT:
            return 0, count
        first, last = position - self.before, position + self.after + 1
        if self.lines:
            return max(0, min(first, count - self.lines)), min(count, max(last, self.lines))
        return max(0, first) // PAGE * PAGE, min(count, -(-last // PAGE) * PAGE)


@dataclass(frozen=True)
class Rows(Want[Page]):
    """The rows between two positions."""

    start: int
    stop: int
    lens: Lens = ALL


@dataclass(frozen=True)
class Bars(Want[Strip]):
    """The time strip: laid out by ``axis.lay_out`` around the event at the cursor, and counted."""

    FOLLOWS: ClassVar[bool] = True
    whole: Days
    window: Days | None
    width: int
    """Cells."""
    unit: str = ""
    """The unit of a bar; empty for the finest with which all are visible."""
    dead: Lens | None = None
    near: int | None = hint()
    """A day that must be visible; ``None`` for that of the event at the cursor or the middle of the window."""
    kept: Layout | None = hint()
    """The bars on screen, which stay as long as the current day or window is among them."""

    def layout(self, calendar: Calendar, cursor: int | None) -> Layout:
        """The bars.

        Args:
            calendar: The days of the timeline.
            cursor: The day under which the event at the cursor is listed; ``None`` if it has no date, or there is none.
        """
        fallback = (self.window or self.whole).middle
        near = self.near if self.near is not None else cursor if cursor is not None else fallback
        found = axis.lay_out(calendar, self.whole, self.width, self.unit, near)
        if self.near is not None:
            return found
        looked_at = Days(cursor, cursor) if cursor is not None else self.window
        return axis.in_sight(found, self.kept, looked_at, self.width)


@dataclass(frozen=True)
class Counted(Want[tuple[int, ...]]):
    """How many events of the timeline match each of some queries."""

    queries: tuple[Query, ...]


@dataclass(frozen=True)
class InFull(Want[EventInFull | None]):
    """An event: the one with an id, or the one at the cursor; ``None`` in an empty selection."""

    FOLLOWS: ClassVar[bool] = True
    id: str = ""


@dataclass(frozen=True)
class Reading(Want[SourceInFull | None]):
    """A source of an event: of the one with an id, or the one at the cursor; ``None`` if it has none."""

    FOLLOWS: ClassVar[bool] = True
    id: str = ""
    source: int | str = 0
    """Which of its sources: a position, or the nearest end; or a source's id."""
    most: int = 100
    """How many other events to list."""
    since: int | None = hint()
    """The event at the cursor when ``source`` was chosen; any other event starts at its first source. ``None`` for any."""

    def place(self, sources: Sequence[Source], event: int) -> int:
        """Which of an event's sources is meant.

        Args:
            sources: Its sources, at least one.
            event: Its number.
        """
        if isinstance(self.source, str):
            return next((place for place, source in enumerate(sources) if source.id == self.source), 0)
        moved = not self.id and self.since is not None and self.since != event
        return 0 if moved else max(0, min(self.source, len(sources) - 1))


@dataclass(frozen=True)
class Crossed(Want[tuple[tuple[int, ...], ...]]):
    """For each query of ``down`` and each of ``across``: the events that match both, or their dead by the highest figure."""

    down: tuple[Query, ...]
    across: tuple[Query, ...]
    dead: Lens | None = None


@dataclass(frozen=True)
class First(Want[tuple[Row, ...]]):
    """The first events of another query."""

    query: Query
    most: int
    lens: Lens = ALL


@dataclass(frozen=True)
class Points(Want[MapCounts]):
    """The selection on the map."""


@dataclass(frozen=True)
class Cells(Want[CellCounts]):
    """The selection on the map by the terminal's cells: how many events lie in each.

    The first time every point of the timeline is read, and with each view all of them are put into its cells.
    """

    READS_MANY: ClassVar[bool] = True
    width: int
    """Cells across; with none, nothing is counted."""
    height: int
    """Lines."""
    zoom: int = 0
    """How many times the map is zoomed in."""
    centre: tuple[float, float] | None = None
    """Latitude and longitude of its middle; ``None`` for that of all points."""


@dataclass(frozen=True)
class At(Want[PointCount | None]):
    """The point of the event at the cursor, counting that event alone; ``None`` if it has no coordinates."""

    FOLLOWS: ClassVar[bool] = True


@dataclass(frozen=True)
class Here(Want[int | None]):
    """The map's point of the event at the cursor; ``None`` if it has no coordinates."""

    FOLLOWS: ClassVar[bool] = True


@dataclass(frozen=True)
class Cited(Want[tuple[CitedSource, ...]]):
    """The sources that the selection cites."""

    uncited: bool = False
    """Whether those that no event cites are meant too, if all events are selected: sources that were just added."""


@dataclass(frozen=True)
class MostCited(Want[MostCitedSources]):
    """The sources that the selection cites most, and how many it cites."""

    READS_MANY: ClassVar[bool] = True
    most: int


@dataclass(frozen=True)
class Claimed(Want[tuple[ClaimantTotal, ...]]):
    """The dead of the selection by the figures of those claimants alone that have the most of its events."""

    most: int


@dataclass(frozen=True)
class Records(Want[RecordsPart]):
    """The first events of the selection with their sources; those of a dataset lack their rows' own cells and running texts."""

    READS_MANY: ClassVar[bool] = True
    most: int


@dataclass(frozen=True)
class Chain(Want[ChainPart | None]):
    """The chain around the event at the cursor; ``None`` in an empty selection."""

    FOLLOWS: ClassVar[bool] = True
    most: int = 200
    """Events on either side, at most."""


@dataclass(frozen=True)
class Selected(Want[tuple[int, ...]]):
    """How many events of each group, given by ids, are selected."""

    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Steps(Want[tuple[StepInFull, ...]]):
    """The events with some ids, in the given order, with what they respond to."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Named(Want[tuple[Row, ...]]):
    """The events with some ids, in date order; unknown ids are skipped."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Bodies(Want[dict[str, str]]):
    """All that the timeline says about some events, as JSON, by id in date order; unknown ids are skipped."""

    ids: tuple[str, ...]


@dataclass(frozen=True)
class Titled(Want[tuple[Row, ...]]):
    """The first events, in date order, whose title begins with some folded words, the last as a prefix."""

    words: tuple[str, ...]
    most: int


@dataclass(frozen=True)
class Citing(Want[tuple[Event, ...]]):
    """The events that cite a source, in date order."""

    source: str


# -- where the cursor is to be ---------------------------------------------------------------------------------------


class Target:
    """An event of the selection; if it does not exist, the cursor goes where ``Ask.anchor`` puts it."""


@dataclass(frozen=True)
class ToPosition(Target):
    """The event at a position of the list, or at the nearest end."""

    position: int


@dataclass(frozen=True)
class ToEvent(Target):
    """The event with an id; where the filters hide it, the answer is of a query without any, in the same order."""

    id: str


@dataclass(frozen=True)
class ToDay(Target):
    """The first event listed on or after a day."""

    day: int


@dataclass(frozen=True)
class ToValue(Target):
    """The next event of the list (``by`` above 0), or the one before, that has a value of a field."""

    field: str
    token: str
    beyond: int | None = None
    """The number of the event to start from; ``None`` for an end of the list."""
    by: int = 1


@dataclass(frozen=True)
class ToPoints(Target):
    """The next event of the list at some of the map's points, round at the end."""

    points: tuple[int, ...]
    beyond: int | None = None


@dataclass(frozen=True)
class ToCells(Target):
    """The next event of the list in some cells of the map, round at the end."""

    cells: Cells
    """The map."""
    spots: tuple[tuple[int, int], ...]
    """Columns and lines."""
    beyond: int | None = None


@dataclass(frozen=True)
class ToSourced(Target):
    """The first event with a source from a position onwards (``by`` above 0), or backwards."""

    position: int
    by: int = 1
