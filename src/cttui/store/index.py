"""The seam: what can be asked of a timeline, and what comes back, as plain values.

``Ask`` is one question: which events, where the cursor is to be, and ``wants``, the things to know of them. ``Index.answer``
gives one ``Answer``: it carries its ask, the selection, the cursor, and ``answer[want]`` for each want. Nothing above this
package knows who answers; nothing below asks back: wants hold numbers, texts and queries, never a function or a bitmap.

To add a want: a class of ``wants`` that says what comes back (``class Mean(Want[float])``), and for each engine the function
that answers it; SQLite's stand in ``answers.ANSWERS``, and ``test_asking.py`` fails for a want that is not there. To add an
engine: a class with the members of ``Index``. Where a question takes it long, ``at_once`` is false: ``Explorer`` then hands
out its question and is given the answer, and drops what is no longer asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from cttui.errors import UnknownEventError
from cttui.model.axis import Calendar
from cttui.model.claims import LENSES, Lens, LensError, Register
from cttui.model.records import Event, Source, Timeline
from cttui.query.fields import Vocabulary
from cttui.query.language import Query
from cttui.store.parts import Row
from cttui.store.wants import Target, Value, Want
from cttui.text import nearest, shorten

T = TypeVar("T")


class Ask(Value):
    """A question."""

    query: Query = Query()
    wants: tuple[Want[Any], ...] = ()
    anchor: int = 0
    """The number of the event that the cursor is to be on; where it is not selected, on the next by date, else on the last."""
    at: Target | None = None
    """Where it is to go instead."""


class Selection(Protocol):
    """The events that match a query, in date order; what else it holds is its engine's own."""

    @property
    def query(self) -> Query:
        """What they match."""

    @property
    def count(self) -> int:
        """How many they are."""


class Answer(Value):
    """What came of an ask."""

    ask: Ask
    selection: Selection
    """Of ``ask.query``, or of all events where ``ToEvent`` needed the filters lifted."""
    cursor: int | None
    """Number of the event at the cursor; ``None`` in an empty selection."""
    position: int
    """Its position in the selection; 0 in an empty one."""
    row: Row | None
    found: bool
    """Whether there was an event such as ``ask.at`` says."""
    parts: Mapping[Want[Any], Any]

    def __getitem__(self, want: Want[T]) -> T:
        """What was wanted."""
        part: T = self.parts[want]
        return part


class Index(Protocol):
    """Who answers for one timeline."""

    at_once: bool
    """Whether an answer comes within a frame; where not, it is waited for in a worker."""
    owner: Callable[[], Mapping[tuple[str, str], Collection[str]]] | None
    """Asked once, when a filter or a facet first needs it, for what ``own`` takes."""

    @property
    def head(self) -> Timeline:
        """The timeline without its events, sources, actors and terms."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What the query language knows of it."""

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
    def calendar(self) -> Calendar:
        """The days that hold events."""

    def answer(self, ask: Ask) -> Answer:
        """Answer a question, whole.

        Raises:
            UnknownEventError: No event has the id that ``ask.at`` or a want names; the sentence offers the nearest.
        """

    def numbers(self, ids: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the events with some ids, in the order asked for.

        Raises:
            UnknownEventError: One has none; the sentence offers the nearest.
        """

    def events(self, numbers: Sequence[int]) -> tuple[Event, ...]:
        """The events with some numbers, in the order asked for."""

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """The sources with some ids, in the order asked for; ids that no source has are passed over."""

    def own(self, values: Mapping[tuple[str, str], Collection[str]]) -> None:
        """Take what is the reader's own, in place of what was taken before: for each of ``fields.OWN`` ids of events."""

    def close(self) -> None:
        """Let go of the store."""


def whose(vocabulary: Vocabulary, name: str) -> Lens:
    """The lens of a name: one of ``claims.LENSES``, a claimant by any spelling, or a source's id.

    Raises:
        LensError: Nothing of the timeline has this name; the sentence offers the nearest that has.
    """
    if name in LENSES:
        return Lens(name)
    for field in ("by", "source"):
        if (token := vocabulary.resolve(field, name)) is not None:
            return Lens(token)
    close = vocabulary.nearest_value("by", name) or LENSES[0]
    known = f"{', '.join(LENSES)}, a claimant or a source's id"
    raise LensError(f"unknown lens '{shorten(name, 40)}'; expected {known}; did you mean {close}?")


def unknown_event(event_id: str, known: Sequence[str]) -> UnknownEventError:
    """What to raise where no event has an id; the nearest of those known is offered."""
    close = nearest(event_id, known)
    return UnknownEventError(f"unknown event '{shorten(event_id, 60)}'" + (f"; did you mean {close}?" if close else ""))
