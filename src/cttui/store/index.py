"""The seam: what can be asked of a timeline, and what is answered, as plain values.

``Ask`` says which events, where the cursor should be, and ``wants``, the things to know about them. ``Index.answer``
returns one ``Answer``: it carries its ask, the selection, the cursor, and ``answer[want]`` for each want. Nothing above this
package knows who answers; nothing below asks back: wants hold numbers, texts and queries, never a function or a bitmap.

To add a want: a class in ``wants`` with the type of its answer (``class Mean(Want[float])``), and for each engine the function
that answers it; SQLite's are in ``answers.ANSWERS``, and ``test_asking.py`` fails for a want that is not there. To add an
engine: a class with the members of ``Index``. If asks take it long, ``at_once`` is false, or ``is_quick`` of some queries:
``Explorer`` then hands out its ask and is given the answer, and drops answers that are no longer current. Long work asks
``stopping.check`` now and then, so that whoever waits in another thread can end it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from cttui.errors import CttuiError, UnknownEventError
from cttui.lazy import dataclass
from cttui.model.axis import Calendar
from cttui.model.claims import ALL, LENSES, Lens, LensError
from cttui.model.records import Event, Source, Timeline
from cttui.model.register import Register
from cttui.query.fields import Vocabulary
from cttui.query.language import Query
from cttui.store.parts import Row
from cttui.store.wants import Target, Want
from cttui.text import nearest, shorten

if TYPE_CHECKING:
    from cttui.imports.provenance import Provenance

T = TypeVar("T")


@dataclass(frozen=True)
class Ask:
    """A question."""

    query: Query = Query()
    wants: tuple[Want[Any], ...] = ()
    anchor: int = 0
    """The number of the event for the cursor; if it is not selected, the next of the list, or else the last."""
    at: Target | None = None
    """Where it should go instead."""
    lens: Lens = ALL
    """Whose figures are meant where the list is in order of the dead."""


class Selection(Protocol):
    """The events that match a query; what else it holds is its engine's own."""

    @property
    def query(self) -> Query:
        """Their query."""

    @property
    def count(self) -> int:
        """Their number."""


@dataclass(frozen=True)
class Cost:
    """What an answer took, where servers gave it."""

    seconds: float
    """From the question to the answer, as whoever asked waited."""
    rows: int
    """Rows that servers read for it."""
    bytes: int = 0
    """Bytes that they read, unpacked."""
    shards: int = 1
    """How many parts the table is in, as far as that is known: it is asked for only where one is missing."""
    missing: tuple[str, ...] = ()
    """The shards that did not answer, each as ``HOST:PORT``: every number of the answer is of the others alone."""


@dataclass(frozen=True)
class Answer:
    """The answer to an ask."""

    ask: Ask
    selection: Selection
    """For ``ask.query``, or all events if ``ToEvent`` needed the filters cleared."""
    cursor: int | None
    """Number of the event at the cursor; ``None`` in an empty selection."""
    position: int
    """Its position in the list, which is in the order that the query asks for; 0 in an empty one."""
    row: Row | None
    found: bool
    """Whether the target ``ask.at`` exists."""
    parts: Mapping[Want[Any], Any]
    cost: Cost | None = None
    """What it took; ``None`` where the engine is in this process."""

    def __getitem__(self, want: Want[T]) -> T:
        """The answers to the wants."""
        part: T = self.parts[want]
        return part


class Index(Protocol):
    """Answers asks about one timeline."""

    at_once: bool
    """Whether answers come within a frame, but for queries that are not quick; if not, a worker waits for them."""
    owner: Callable[[], Mapping[tuple[str, str], Collection[str]]] | None
    """Called once, when a filter or a facet first needs it, for the argument of ``own``."""

    @property
    def spent(self) -> Cost:
        """What servers gave since it was opened; nothing where the engine is in this process."""

    @property
    def head(self) -> Timeline:
        """The timeline without its events and sources."""

    @property
    def imported(self) -> Provenance | None:
        """Where the rows of a dataset come from; ``None`` for a timeline that a person keeps."""

    @property
    def vocabulary(self) -> Vocabulary:
        """The query language's vocabulary for it."""

    @property
    def register(self) -> Register:
        """Its claimants and populations."""

    @property
    def count(self) -> int:
        """Its events."""

    @property
    def source_count(self) -> int:
        """Its sources."""

    @property
    def has_best(self) -> bool:
        """Whether some claim has a best number."""

    @property
    def calendar(self) -> Calendar:
        """The days with events."""

    def is_quick(self, query: Query) -> bool:
        """Whether the events of a query are found within a frame."""

    def answer(self, ask: Ask) -> Answer:
        """Answer an ask completely.

        Raises:
            StoppedError: Nobody waits for it any more; see ``stopping.until``.
            UnknownEventError: No event has the id in ``ask.at`` or a want; the message suggests the nearest.
        """

    def ids(self) -> tuple[str, ...]:
        """The ids of all events, in the order of their numbers."""

    def numbers(self, ids: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the events with some ids, in the given order.

        Raises:
            UnknownEventError: An id is unknown; the message suggests the nearest.
        """

    def events(self, numbers: Sequence[int]) -> tuple[Event, ...]:
        """The events with some numbers, in the given order."""

    def reading(self, query: Query, lens: Lens = ALL) -> Iterator[tuple[tuple[Row, ...], tuple[Event, ...]]]:
        """The events of a query in its order, for who reads many: in slices that fit into memory, the first of them soon.

        Each event stands as a row and in full; those of a dataset lack their rows' own cells and running texts. ``sources``
        is fast for what they cite while the slice is the last one read.

        Args:
            query: Which events.
            lens: Whose figures count the dead of the rows.
        """

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """The sources with some ids, in the given order; unknown ids are skipped."""

    def own(self, values: Mapping[tuple[str, str], Collection[str]]) -> None:
        """Replace the reader's marks and notes, or what changed: ids of events for some of ``fields.OWN``."""

    def close(self) -> None:
        """Close the store."""


def whose(vocabulary: Vocabulary, name: str) -> Lens:
    """The lens of a name: one of ``claims.LENSES``, a claimant by any spelling, or a source's id.

    Raises:
        LensError: Nothing in the timeline has this name; the message suggests the nearest.
    """
    if name in LENSES:
        return Lens(name)
    for field in ("by", "source"):
        if (token := vocabulary.resolve(field, name)) is not None:
            return Lens(token)
    close = vocabulary.nearest_value("by", name) or nearest(name, LENSES)
    guess = f"; did you mean {close}?" if close else ""
    raise LensError(f"unknown lens '{shorten(name, 40)}'; expected {', '.join(LENSES)}, a claimant or a source's id{guess}")


def unknown_event(event_id: str, known: Sequence[str]) -> UnknownEventError:
    """The error for an unknown event id, suggesting the nearest known one."""
    close = nearest(event_id, known)
    return UnknownEventError(f"unknown event '{shorten(event_id, 60)}'" + (f"; did you mean {close}?" if close else ""))


def unknown_source(source_id: str, close: str) -> CttuiError:
    """The error for an unknown source id, suggesting the nearest known one, if there is one."""
    return CttuiError(f"unknown source '{shorten(source_id)}'" + (f"; did you mean {close}?" if close else ""))
