"""The state: everything a view depends on apart from the index's answers, as one frozen value.

A view is a class with two functions: ``wants(state)`` returns what to ask, ``of(answer, state)`` makes the view of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cttui.errors import QueryError
from cttui.model.axis import Layout
from cttui.model.claims import ALL, Lens
from cttui.model.periods import Days
from cttui.model.records import Timeline
from cttui.model.register import Register
from cttui.query.fields import Vocabulary
from cttui.query.language import Query
from cttui.store.index import Answer
from cttui.store.wants import Want

if TYPE_CHECKING:
    from cttui.notebook.desk import Desk
    from cttui.notebook.records import Kept
    from cttui.timeline.outline import Outline


SOURCE_ORDERS = ("publisher", "date", "standpoint", "events", "claims", "copy")
"""The orders for sources."""


class Sight(NamedTuple):
    """Which part of the views is visible, and in what detail: the screen sets it, and the asks follow."""

    width: int = 100
    """Cells for the bars of the time strip."""
    unit: str = ""
    """The unit of a bar; empty for the finest with which the whole period is visible."""
    near: int | None = None
    """A day that the time strip should show, until something else changes."""
    lines: int = 64
    """Lines of the list of events for which rows are read on either side of the cursor."""
    height: int = 0
    """Lines that it has, which are ``lines`` from the next change on, so that no question is asked for them; 0 for unknown."""
    rows: tuple[int, int] | None = None
    """Visible positions in the list, from the first to just after the last, if it was scrolled away from the cursor."""
    centred: bool = True
    """Whether the cursor is in the middle of the list, as it is from when other events are selected until it moves: half of the
    rows are enough then."""
    sparks: int = 12
    """Bars of a sparkline; 0 for none."""
    first: int = 6
    """Values of a facet that are shown before it is opened."""
    opened: frozenset[str] = frozenset()
    """Fields whose facet is open."""
    narrowed: str = ""
    """What narrows the lists of values."""
    fields: frozenset[str] | None = None
    """Fields whose facet is on screen; ``None`` for all. Those of many values are counted only there."""
    sought: str = ""
    """What narrows the list of provinces."""
    map: tuple[int, int, int, tuple[float, float] | None] = (0, 0, 0, None)
    """Cells across the map and lines down, how many times it is zoomed in, and where its middle is, as ``wants.Cells``."""
    cell: tuple[int, int] | None = None
    """Row and column of the cursor in the grid; ``None`` for where the grid opens."""


class Path(NamedTuple):
    """A path that is being read."""

    id: str
    """A thread's id, or ``CHAIN``."""
    title: str
    summary: str
    steps: tuple[str, ...]
    """Ids of its events, in order."""
    at: int = 0
    """Position of the current step."""


class State(NamedTuple):
    """The current state."""

    head: Timeline
    vocabulary: Vocabulary
    register: Register
    total: int
    """Events of the timeline."""
    whole: Days
    """Its period and all its events."""
    query: Query
    window: Days | None
    """The query's span of days."""
    surely: bool
    """Whether an event must be certainly, not only possibly, within a window."""
    sight: Sight
    typed: str = ""
    """The text of the bar."""
    fault: QueryError | None = None
    lifted: int = 0
    """Filters that can be restored."""
    lens: Lens = ALL
    counts_dead: bool = False
    bars: Layout | None = None
    """The bars on screen."""
    subject: str = ""
    """The id of the current event; empty for the one at the cursor."""
    reading: int | str = 0
    """Position or id of the current source."""
    since: int | None = None
    """The event at the cursor when it was chosen."""
    copies: frozenset[str] = frozenset()
    """The sources with a stored copy."""
    order: str = ""
    """The order of the sources."""
    of_all: bool = False
    """Whether the ledger is of the whole selection."""
    only: str = ""
    """Which groups the ledger shows."""
    path: Path | None = None
    steps_read: tuple[tuple[str, int], ...] = ()
    """For each opened path, the position of the step read last."""
    kept: Kept | None = None
    """The reader's marks, notes and views, as far as loaded."""
    desk: Desk | None = None
    outline: Outline | None = None
    """Coasts and borders for the map, where the timeline names some and they could be read."""
    outline_trouble: str = ""
    """Why they could not be read; empty if nothing is wrong."""
    edition: int = 0
    """How often another index was taken over; positions of one are not those of another."""
    fresh: frozenset[str] = frozenset()
    """The ids of the events that changed a moment ago."""
    marks_changed: bool = False
    """Whether every event that is new or changed is marked."""
    first_provinces: Callable[[int], tuple[str, ...]] = lambda _most: ()
    """The tokens of the provinces with the most events under the query's other filters: asked only where one needs them."""

    @property
    def dead(self) -> Lens | None:
        """The lens, if deaths are counted instead of events."""
        return self.lens if self.counts_dead else None

    def note(self, event_id: str) -> str:
        """The reader's note on an event."""
        note = self.kept.note_of(event_id) if self.kept is not None else None
        return note.text if note is not None else ""


class View(Protocol):
    """What a pane shows."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """What to ask for."""

    @staticmethod
    def of(answer: Answer, state: State) -> Any:
        """The view made from an answer."""
