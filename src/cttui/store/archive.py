"""What a store knows of single events and sources: the seam between sets of events and what is read of each.

``bitmaps`` answers in sets and knows nothing of how a store keeps its records. A store that was compiled from a timeline has
a row for each (``compiled``); one that was packed from a dataset makes them of the dataset's rows (``packed``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from pyroaring import BitMap

from cttui.model.records import Event, Source
from cttui.store.contribution import Point
from cttui.store.parts import Row
from cttui.store.search import Words

ALIKE = 20_000
"""Ids among which one that is misspelt is looked for."""


class Archive(Protocol):
    """Reads the events and sources of one store."""

    def words(self, bits: Callable[[str, str], BitMap]) -> Words:
        """What finds events by their words, with what reads a set of events by field and token."""

    def rows(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """The events with some numbers as lists show them, in date order."""

    def dates(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The dates of the events with some numbers, which are in order, as EDTF; an event without one has an empty one."""

    def rows_of(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """The same for the events with some ids; unknown ids are skipped."""

    def event(self, n: int) -> Event:
        """The event with a number."""

    def events(self, numbers: Sequence[int], *, whole: bool = True) -> tuple[Event, ...]:
        """The events with some numbers, in the given order; those of a dataset may lack their rows' cells unless ``whole``."""

    def slices(self, count: int, numbers: Callable[[int, int], list[int]]) -> Iterator[list[int]]:
        """The numbers of many events in slices in which ``events`` reads them fast, each before the next is asked for.

        Args:
            count: How many events.
            numbers: Gives their numbers from one position to before another.
        """

    def ids(self) -> tuple[str, ...]:
        """The ids of all events, in the order of their numbers."""

    def known(self, ids: Collection[str]) -> Iterator[tuple[str, int]]:
        """The known ones of some ids, with their events' numbers."""

    def alike(self, event_id: str) -> Sequence[str]:
        """Ids among which an unknown one may have been meant: at most ``ALIKE``."""

    def bodies(self, ids: Collection[str]) -> dict[str, str]:
        """All that the timeline says about some events, as JSON, by id in date order; unknown ids are skipped."""

    def answered_by(self, n: int) -> tuple[str, ...]:
        """The ids of the events that respond to event ``n``."""

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """The sources with some ids, in the given order; unknown ids are skipped."""

    def citing(self, source: str) -> BitMap:
        """The events that cite a source."""

    def cited(self, bits: BitMap) -> dict[str, int]:
        """The sources that events of a set cite, by id, with the number of events."""

    def most_cited(self, bits: BitMap, most: int) -> tuple[dict[str, int], int]:
        """The sources that most events of a set cite, as ``cited``, most first, and how many sources they cite."""

    def uncited(self) -> list[str]:
        """The sources that no event cites, by id."""

    def claims_from(self, sources: Sequence[str]) -> dict[str, int]:
        """The number of claims that the whole timeline takes from each of some sources."""

    def points(self) -> Iterable[tuple[Point, BitMap]]:
        """Each distinct point with its events, in the order in which events come to them."""

    def counts(self, field: str, size: int) -> Sequence[int] | None:
        """How many of all events have each of the values of a field, in the vocabulary's order; ``None`` if it is not kept."""

    @property
    def issued(self) -> Mapping[str, str]:
        """The date of issue (EDTF or empty) of each source by id: decides which of two claims is later."""
