"""What a query selects, as a program is given it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, overload

from cttui.api.asked import Asked
from cttui.api.values import (
    COLUMNS,
    TABLES,
    Claim,
    Dispute,
    Event,
    Search,
    Source,
    Table,
    Thread,
    Totals,
    dispute_of,
    event_of,
    search_of,
    source_of,
    totals_of,
)  # fmt: skip
from cttui.errors import CttuiError
from cttui.explore.coverage import concerning
from cttui.explore.links import Link
from cttui.exports.items import Item
from cttui.exports.subjects import UNNAMED
from cttui.model.claims import Lens
from cttui.model.records import Source as Record
from cttui.query.language import Query
from cttui.query.sentences import describe
from cttui.store.index import Ask
from cttui.store.wants import Selected
from cttui.text import shorten

if TYPE_CHECKING:
    import pandas
    import polars

    Engine = Literal["pandas", "polars"]


class _Read(NamedTuple):
    """All of a selection."""

    events: tuple[Event, ...]
    disputes: tuple[Dispute, ...]
    sources: tuple[Source, ...]
    kept_back: tuple[str, ...]


class Selection:
    """The events that match a query; `Timeline.select` makes it, and it never changes.

    Its `len()` is the number of its events, and a loop over it reads them a few hundred at a time, in the order of the query.
    The first use of `events`, `claims`, `disputes`, `sources` or `kept_back` reads all of it, and keeps it.
    """

    def __init__(self, asked: Asked, query: Query, lens: Lens) -> None:
        self._asked = asked
        self._query = query
        self._lens = lens
        self._about = ""
        with asked.asking() as index:
            subject = asked.subject(query, lens)
            self._count = subject.count()
            # in words, a source is its title
            self._words = UNNAMED if asked.kept.named_in(query.text) else describe(query, index.vocabulary)
            self._of = index.count - len(asked.kept.events)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Event]:
        return map(event_of, self._items())

    def __repr__(self) -> str:
        found = shorten(self._query.text, 80) or "everything"
        return f"<cttui.Selection {found}: {self._count:,} of {self._of:,} event{'s' if self._of != 1 else ''}>"

    def _items(self) -> Iterator[Item]:
        with self._asked.asking():
            found = self._asked.subject(self._query, self._lens).items()
        while True:
            with self._asked.asking():
                item = next(found, None)
            if item is None:
                return
            yield item

    # -- what it is --------------------------------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """The query as the filter bar writes it; empty for all events."""
        return self._query.text

    @property
    def words(self) -> str:
        """The query in words: `in Khyber Pakhtunkhwa, of kind attack`; empty for all events."""
        return self._words

    @property
    def lens(self) -> str:
        """Whose figures count the dead."""
        return self._lens.name

    @property
    def about(self) -> Mapping[str, str]:
        """What to say where it is published: timeline, id, edition, updated, licence, filter, figures, events."""
        with self._asked.asking():
            return self._asked.subject(self._query, self._lens).about()

    @property
    def link(self) -> str:
        """A link with timeline, edition, query and lens, which `cttui open` opens."""
        with self._asked.asking() as index:
            return str(Link(index.head.meta.id, index.head.digest, self.query, lens=self.lens))

    # -- what it has -------------------------------------------------------------------------------------------------

    @cached_property
    def _read(self) -> _Read:
        with self._asked.asking():
            subject = self._asked.subject(self._query, self._lens)
            events, claims, cited = list[Event](), dict[int, Claim](), dict[str, Record]()
            items = []
            for item in subject.items():
                event = event_of(item)
                events.append(event)
                items.append(item)
                # by identity, as an event may hold two claims that say the same
                claims.update(zip(map(id, item.event.claims), event.claims, strict=True))
                cited.update((source.id, source) for source in item.sources if source.id not in cited)
            disputes = (
                dispute_of(group, tuple(claims[id(claim)] for claim in group.standing)) for group in subject.conflicts(items)
            )
            return _Read(tuple(events), tuple(disputes), tuple(map(source_of, cited.values())), subject.guard.noted())

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, in the order of the query: by date, or as its `order:` says."""
        return self._read.events

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims of the events, in their order."""
        return tuple(claim for event in self._read.events for claim in event.claims)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """Figures of which some two claims cannot both hold; statistics are compared across events."""
        return self._read.disputes

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources that the events cite, each once, in the order of the events."""
        return self._read.sources

    @cached_property
    def totals(self) -> Totals:
        """The dead, counted under the lens."""
        with self._asked.asking():
            return totals_of(self._asked.subject(self._query, self._lens).total(), self._lens)

    @property
    def threads(self) -> tuple[Thread, ...]:
        """The threads that have at least one of the events, each with all its events."""
        threads = self._asked.threads
        want = Selected(tuple(thread.events for thread in threads))
        with self._asked.asking() as index:
            counts = index.answer(Ask(self._query, (want,)))[want]
        return tuple(thread for thread, count in zip(threads, counts, strict=True) if count)

    @property
    def coverage(self) -> tuple[Search, ...]:
        """What was searched for in the query's provinces and for its kinds of events."""
        with self._asked.asking() as index:
            return tuple(map(search_of, concerning(index.head, self._query)))

    @property
    def kept_back(self) -> tuple[str, ...]:
        """What is left out because it rests on sensitive sources, a phrase each; empty if nothing is."""
        return self._read.kept_back

    # -- tables ------------------------------------------------------------------------------------------------------

    def to_dicts(self, table: Table = "events") -> list[dict[str, Any]]:
        """A table as dictionaries, one for each row, with the columns as keys: strings, numbers, lists of strings and `None`.

        Args:
            table: `events`, `claims`, `disputes` or `sources`.

        Raises:
            CttuiError: There is no such table.
        """
        names = COLUMNS[known(table)]
        rows: tuple[object, ...] = getattr(self, table)
        return [
            {name: list(value) if isinstance(value := getattr(row, name), tuple) else value for name in names} for row in rows
        ]  # fmt: skip

    @overload
    def to_frame(self, table: Table = "events", *, engine: Literal["pandas"]) -> pandas.DataFrame: ...

    @overload
    def to_frame(self, table: Table = "events", *, engine: Literal["polars"]) -> polars.DataFrame: ...

    @overload
    def to_frame(self, table: Table = "events", *, engine: None = None) -> Any: ...

    def to_frame(self, table: Table = "events", *, engine: Engine | None = None) -> Any:
        """A table as a data frame; docs/api.md gives the types of its columns.

        Args:
            table: `events`, `claims`, `disputes` or `sources`.
            engine: `pandas` or `polars`; by default whichever is installed, pandas first.

        Raises:
            CttuiError: There is no such table or engine, or the engine is not installed.
        """
        from cttui.api.frames import frame_of

        return frame_of(known(table), self.to_dicts(table), engine)


def known(table: str) -> Table:
    """A table by its name.

    Raises:
        CttuiError: There is none of this name.
    """
    for one in TABLES:
        if one == table:
            return one
    raise CttuiError(f"unknown table '{shorten(str(table), 40)}'; expected {', '.join(TABLES[:-1])} or {TABLES[-1]}")
