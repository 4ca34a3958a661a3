"""What can be asked: a class for each want, and for each target of the cursor."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar, dataclass_transform

from cttui.model.axis import Layout
from cttui.model.claims import ALL, Lens, Total
from cttui.model.periods import Days
from cttui.model.records import Event
from cttui.query.language import Query
from cttui.store.parts import (
    ChainPart,
    CitedSource,
    EventInFull,
    MapCounts,
    MonthCounts,
    Own,
    Page,
    RecordsPart,
    Row,
    SourceInFull,
    StepInFull,
    Strip,
    ValueCount,
)

T_co = TypeVar("T_co", covariant=True)


@dataclass_transform(frozen_default=True)
class Value:
    """A frozen value: as ``dataclass(frozen=True)``, without the millisecond that this takes for a class at every launch."""

    HINTS: ClassVar[frozenset[str]] = frozenset()
    """Fields that are only hints for speed: two values that differ in them alone are equal."""
    _fields: ClassVar[tuple[str, ...]] = ()
    _key: tuple[object, ...]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._fields = tuple(name for name, kind in cls.__annotations__.items() if not str(kind).startswith("ClassVar"))

    def __init__(self, *values: object, **named: object) -> None:
        given = {**dict(zip(self._fields, values, strict=False)), **named}
        if len(values) > len(self._fields) or not given.keys() <= set(self._fields):
            raise TypeError(f"{type(self).__name__} takes {', '.join(self._fields)}")
        self.__dict__.update(given)
        key = (getattr(self, name) for name in self._fields if name not in self.HINTS)
        self.__dict__["_key"] = (type(self), *key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._fields)})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} does not change")


# -- what can be asked for -------------------------------------------------------------------------------------------


class Want(Value, Generic[T_co]):
    """A thing to know about a selection, or about its event at the cursor; ``T_co`` is the type of the answer."""

    FOLLOWS: ClassVar[bool] = False
    """Whether the answer depends on the event at the cursor."""


class Ends(Want[tuple[str, str] | None]):
    """The dates of the first and the last dated event, as EDTF; ``None`` if none is dated."""


class Owned(Want[Own]):
    """The reader's marks and notes, in the whole timeline."""


class Dead(Want[Total]):
    """The dead of the selection."""

    lens: Lens = ALL


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


class Months(Want[MonthCounts]):
    """The selection by month, and how many have no date."""


class Last(Want[int]):
    """How many events of the selection the list has last, as they have nothing of what it is in order of."""

    lens: Lens = ALL


class Around(Want[Page]):
    """The rows around the cursor: at least this many before and after it, if they exist."""

    FOLLOWS: ClassVar[bool] = True
    before: int
    after: int
    lens: Lens = ALL


class Rows(Want[Page]):
    """The rows between two positions."""

    start: int
    stop: int
    lens: Lens = ALL


class Bars(Want[Strip]):
    """The time strip: laid out by ``axis.lay_out`` around the event at the cursor, and counted."""

    FOLLOWS: ClassVar[bool] = True
    HINTS: ClassVar[frozenset[str]] = frozenset({"near", "kept"})
    whole: Days
    window: Days | None
    width: int
    """Cells."""
    unit: str = ""
    """The unit of a bar; empty for the finest with which all are visible."""
    dead: Lens | None = None
    near: int | None = None
    """A day that must be visible; ``None`` for that of the event at the cursor or the middle of the window."""
    kept: Layout | None = None
    """The bars on screen, which stay as long as the current day or window is among them."""


class Counted(Want[tuple[int, ...]]):
    """How many events of the timeline match each of some queries."""

    queries: tuple[Query, ...]


class InFull(Want[EventInFull | None]):
    """An event: the one with an id, or the one at the cursor; ``None`` in an empty selection."""

    FOLLOWS: ClassVar[bool] = True
    id: str = ""


class Reading(Want[SourceInFull | None]):
    """A source of an event: of the one with an id, or the one at the cursor; ``None`` if it has none."""

    FOLLOWS: ClassVar[bool] = True
    HINTS: ClassVar[frozenset[str]] = frozenset({"since"})
    id: str = ""
    source: int | str = 0
    """Which of its sources: a position, or the nearest end; or a source's id."""
    most: int = 100
    """How many other events to list."""
    since: int | None = None
    """The event at the cursor when ``source`` was chosen; any other event starts at its first source. ``None`` for any."""


class Crossed(Want[tuple[tuple[int, ...], ...]]):
    """For each query of ``down`` and each of ``across``: the events that match both, or their dead by the highest figure."""

    down: tuple[Query, ...]
    across: tuple[Query, ...]
    dead: Lens | None = None


class First(Want[tuple[Row, ...]]):
    """The first events of another query."""

    query: Query
    most: int
    lens: Lens = ALL


class Points(Want[MapCounts]):
    """The selection on the map."""


class Here(Want[int | None]):
    """The map's point of the event at the cursor; ``None`` if it has no coordinates."""

    FOLLOWS: ClassVar[bool] = True


class Cited(Want[tuple[CitedSource, ...]]):
    """The sources that the selection cites."""


class Records(Want[RecordsPart]):
    """The first events of the selection in full, with their sources."""

    most: int


class Chain(Want[ChainPart | None]):
    """The chain around the event at the cursor; ``None`` in an empty selection."""

    FOLLOWS: ClassVar[bool] = True
    most: int = 200
    """Events on either side, at most."""


class Selected(Want[tuple[int, ...]]):
    """How many events of each group, given by ids, are selected."""

    groups: tuple[tuple[str, ...], ...]


class Steps(Want[tuple[StepInFull, ...]]):
    """The events with some ids, in the given order, with what they respond to."""

    ids: tuple[str, ...]


class Named(Want[tuple[Row, ...]]):
    """The events with some ids, in date order; unknown ids are skipped."""

    ids: tuple[str, ...]


class Bodies(Want[dict[str, str]]):
    """All that the timeline says about some events, as JSON, by id in date order; unknown ids are skipped."""

    ids: tuple[str, ...]


class Titled(Want[tuple[Row, ...]]):
    """The first events, in date order, whose title begins with some folded words, the last as a prefix."""

    words: tuple[str, ...]
    most: int


class Citing(Want[tuple[Event, ...]]):
    """The events that cite a source, in date order."""

    source: str


# -- where the cursor is to be ---------------------------------------------------------------------------------------


class Target(Value):
    """An event of the selection; if it does not exist, the cursor goes where ``Ask.anchor`` puts it."""


class ToPosition(Target):
    """The event at a position of the list, or at the nearest end."""

    position: int


class ToEvent(Target):
    """The event with an id; where the filters hide it, the answer is of a query without any, in the same order."""

    id: str


class ToDay(Target):
    """The first event listed on or after a day."""

    day: int


class ToValue(Target):
    """The next event of the list (``by`` above 0), or the one before, that has a value of a field."""

    field: str
    token: str
    beyond: int | None = None
    """The number of the event to start from; ``None`` for an end of the list."""
    by: int = 1


class ToPoints(Target):
    """The next event of the list at some of the map's points, round at the end."""

    points: tuple[int, ...]
    beyond: int | None = None


class ToSourced(Target):
    """The first event with a source from a position onwards (``by`` above 0), or backwards."""

    position: int
    by: int = 1
