"""What is looked at: all that a view depends on but for what an index answers, as one frozen value.

A view is a class with two functions: ``wants(state)`` says what to ask for, ``of(answer, state)`` makes the view of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from cttui.errors import QueryError
from cttui.model.axis import Layout
from cttui.model.claims import ALL, Lens, Register
from cttui.model.periods import Days
from cttui.model.records import Timeline
from cttui.query.fields import Vocabulary
from cttui.query.language import Query
from cttui.store.index import Answer
from cttui.store.wants import Want

if TYPE_CHECKING:
    from cttui.notebook.desk import Desk
    from cttui.notebook.records import Kept
    from cttui.timeline.outline import Outline


SOURCE_ORDERS = ("publisher", "date", "standpoint", "events", "claims", "copy")
"""What the sources can be put in order by."""


class Sight(NamedTuple):
    """What of the views is in sight, and how closely: the screen says so, and what is asked follows."""

    width: int = 100
    """Cells for the bars of the time strip."""
    unit: str = ""
    """How long a bar is; empty for the finest with which the whole period is in sight."""
    near: int | None = None
    """A day that the time strip is to show, until something else is looked at."""
    lines: int = 64
    """Lines of the list of events."""
    rows: tuple[int, int] | None = None
    """Positions in the list that are in sight, from the first to before the last, where it was scrolled off the cursor."""
    sparks: int = 12
    """Bars of a sparkline; 0 for none."""
    first: int = 6
    """Values of a facet that are shown before it is opened."""
    opened: frozenset[str] = frozenset()
    """Fields whose facet is open."""
    narrowed: str = ""
    """What narrows the lists of values."""
    cell: tuple[int, int] | None = None
    """Row and column of the cursor in the grid; ``None`` where it is where the grid opens."""


class Path(NamedTuple):
    """A path that is being read."""

    id: str
    """A thread's id, or ``CHAIN``."""
    title: str
    summary: str
    steps: tuple[str, ...]
    """Ids of its events, in order."""
    at: int = 0
    """Position of the step that is read."""


class State(NamedTuple):
    """What is looked at."""

    head: Timeline
    vocabulary: Vocabulary
    register: Register
    total: int
    """Events of the timeline."""
    whole: Days
    """Its period and all its events."""
    query: Query
    window: Days | None
    """The span of days that the query asks for."""
    surely: bool
    """Whether an event must surely lie within a window, and not only possibly."""
    sight: Sight
    typed: str = ""
    """What the bar says."""
    fault: QueryError | None = None
    lifted: int = 0
    """Filters that can be put back."""
    lens: Lens = ALL
    counts_dead: bool = False
    bars: Layout | None = None
    """The bars on screen."""
    subject: str = ""
    """The id of the event that is read; empty for the one at the cursor."""
    reading: int | str = 0
    """Position or id of the source that is read."""
    since: int | None = None
    """The event at the cursor when it was chosen."""
    copies: frozenset[str] = frozenset()
    """The sources with a stored copy."""
    order: str = ""
    """What the sources are in order of."""
    of_all: bool = False
    """Whether the ledger is of the whole selection."""
    only: str = ""
    """What the ledger is kept to."""
    path: Path | None = None
    steps_read: tuple[tuple[str, int], ...] = ()
    """For each path that was read, the position of the step read last."""
    kept: Kept | None = None
    """What the reader keeps, as far as it was read."""
    desk: Desk | None = None
    outline: Outline | None = None
    """Coasts and borders for the map, where the timeline names some and they could be read."""
    outline_trouble: str = ""
    """Why they could not be read; empty where nothing is wrong."""

    @property
    def dead(self) -> Lens | None:
        """The lens, where the dead are counted and not the events."""
        return self.lens if self.counts_dead else None

    def note(self, event_id: str) -> str:
        """What the reader wrote about an event."""
        note = self.kept.note_of(event_id) if self.kept is not None else None
        return note.text if note is not None else ""


class View(Protocol):
    """What a pane shows."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """What to ask for."""

    @staticmethod
    def of(answer: Answer, state: State) -> Any:
        """What is shown of what was answered."""
