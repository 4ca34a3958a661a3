"""What the sources panes and the reader show, as frozen views."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.citation import cite
from cttui.explore.detail import LinkView, RowView, SourceLine, brief_date, row_of, scope, source_lines
from cttui.explore.state import SOURCE_ORDERS, State
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.claims import stated
from cttui.model.records import Claim, Source, Timeline
from cttui.model.sources import Called, called, is_background, issued_of, publisher_of
from cttui.query.language import Query
from cttui.store import wants as asked
from cttui.store.index import Answer, Ask, Index
from cttui.store.parts import SourceInFull
from cttui.store.wants import InFull, Reading, Want

MOST_SOURCES = 1_000
"""The most sources listed: a dataset has a source for nearly every event."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list of sources."""

    id: str
    publisher: str
    title: Called
    issued: str
    standpoint: str
    events: int
    """Events of the selection that cite it."""
    claims: int
    """Number of claims that the whole timeline takes from it."""
    copy: bool
    """Whether the library holds a copy."""
    sensitive: bool
    """Whether it stays out of exports."""
    order: tuple[object, ...]
    """Its sort key in each of ``SOURCE_ORDERS``."""


class SourcesView(NamedTuple):
    """The sources that the selection cites."""

    rows: tuple[SourceRow, ...]
    order: str
    copies: int
    """How many of them have a copy in the library."""
    sensitive: int
    """How many of them stay out of exports."""
    in_all: int = 0
    """How many sources the selection cites, where only the most cited are listed; else 0."""

    @staticmethod
    def wants(_state: State) -> tuple[Want[Any], ...]:
        """What the selection cites most."""
        return (asked.MostCited(MOST_SOURCES),)

    @staticmethod
    def of(answer: Answer, state: State) -> SourcesView:
        """The sources of a selection, in one of ``SOURCE_ORDERS``; of very many, the most cited.

        If the query filters by publishers, standpoints or sources, only those are listed.
        """
        cited = answer[asked.MostCited(MOST_SOURCES)]
        rows = [
            _source_row(source, events, taken, source.id in state.copies)
            for source, events, taken in cited.sources
            if is_wanted(state.query, source)
        ]
        rows.sort(key=lambda row: (row.order[SOURCE_ORDERS.index(state.order)], row.order[0], row.order[1]))
        copies, sensitive = sum(row.copy for row in rows), sum(row.sensitive for row in rows)
        return SourcesView(tuple(rows), state.order, copies, sensitive, cited.of if cited.of > len(cited.sources) else 0)


def is_wanted(query: Query, source: Source) -> bool:
    """Whether a source matches a query's clauses on sources, if it has any."""
    for name, value in (("publisher", source.publisher), ("standpoint", source.standpoint), ("source", source.id)):
        chosen = query.chosen(name)
        if (chosen and value not in chosen) or value in query.excluded(name):
            return False
    return True


def _source_row(source: Source, events: int, claims_taken: int, copy: bool) -> SourceRow:
    when = dates.parse(source.issued) if source.issued else None
    publisher = publisher_of(source)
    order = (publisher.casefold(), when.lower if when else dates.LAST_DAY, source.standpoint, -events, -claims_taken, not copy)
    issued, standpoint = issued_of(source), source.standpoint
    return SourceRow(
        source.id, publisher, called(source), issued, standpoint, events, claims_taken, copy, source.sensitive, order
    )


class TakenClaim(NamedTuple):
    """A claim that the timeline takes from a source."""

    measure: str
    who: str
    scope: str
    stated: str
    by: str
    quote: str
    note: str


def _taken(head: Timeline, claim: Claim) -> TakenClaim:
    return TakenClaim(claim.measure, claim.who, scope(head, claim), stated(claim), claim.by, claim.quote, claim.note)


class Cited(NamedTuple):
    """One of an event's sources, as listed."""

    citation: str
    claims: tuple[TakenClaim, ...]
    """The number of figures that the timeline takes from it for this event."""


def cited(index: Index, n: int) -> tuple[Cited, ...]:
    """The sources of an event as ``sources.in_order`` puts them, each with the event's claims from it."""
    part = index.answer(Ask(wants=(InFull(),), anchor=n))[InFull()]
    taken: dict[str, list[TakenClaim]] = {}
    for claim in part.event.claims if part is not None else ():
        taken.setdefault(claim.source, []).append(_taken(index.head, claim))
    sources = part.sources if part is not None else ()
    return tuple(Cited(cite(source), tuple(taken.get(source.id, ()))) for source in sources)


MOST_ELSEWHERE = 100
"""The most other events listed as citing a source; in a large timeline there may be thousands."""


class ReadView(NamedTuple):
    """The reader: an event's sources, and one of them in full."""

    event_title: str
    event_date: str
    sources: tuple[SourceLine, ...]
    current: int
    """Position of the source shown."""
    source_id: str
    title: Called
    byline: str
    issued: str
    background: bool
    """Whether it is older than the event."""
    standpoint: str
    sensitive: bool
    """Whether it stays out of exports."""
    type: str
    language: str
    url: str
    derived_from: tuple[str, ...]
    """The sources that this one repeats or re-words: publisher, and what each is called."""
    digest: str
    claims: tuple[TakenClaim, ...]
    """The claims that the timeline takes from this source for this event."""
    elsewhere: tuple[tuple[LinkView, int], ...]
    """Other events that cite this source, with the number of claims each takes from it; at most ``MOST_ELSEWHERE``."""
    further: int
    """How many more there are."""
    citation: str
    copied: bool
    """Whether the library holds a copy."""
    row: RowView | None = None
    """The row of a dataset that the event was made from; ``None`` for an event of a timeline."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The current source, and what else cites it."""
        return (reading(state),)

    @staticmethod
    def of(answer: Answer, state: State) -> ReadView | None:
        """The reader; ``None`` if there is no event or it has no source."""
        part = answer[reading(state)]
        return ReadView.shown(part, state.head, state.copies) if part is not None else None

    @classmethod
    def build(cls, index: Index, n: int, current: int) -> ReadView | None:
        """The reader at one of an event's sources, asked by itself."""
        want = Reading(source=current, most=MOST_ELSEWHERE)
        part = index.answer(Ask(wants=(want,), anchor=n))[want]
        return cls.shown(part, index.head) if part is not None else None

    @classmethod
    def shown(cls, part: SourceInFull, head: Timeline, copies: frozenset[str] = frozenset()) -> ReadView:
        """An event's sources, and one of them in words; ``copies`` are the sources with a copy."""
        event, sources, current = part.event, part.sources, part.current
        source = sources[current]
        return cls(
            event_title=event.title,
            event_date=dates.describe(event.when) if event.when else "date unknown",
            sources=source_lines(event, sources),
            current=current,
            source_id=source.id,
            title=called(source),
            byline=", ".join((*source.author, publisher_of(source))),
            issued=dates.describe(dates.parse(source.issued)) if source.issued else "",
            background=is_background(event, source),
            standpoint=source.standpoint,
            sensitive=source.sensitive,
            type=source.type,
            language=source.language,
            url=source.url,
            derived_from=tuple(map(_origin, part.origins)),
            digest=source.digest,
            claims=tuple(_taken(head, claim) for claim in event.claims if claim.source == source.id),
            elsewhere=tuple((LinkView(row.id, brief_date(row.date), row.title), taken) for row, taken in part.elsewhere),
            further=part.further,
            citation=cite(source),
            copied=source.id in copies,
            row=row_of(event),
        )


def _origin(source: Source) -> str:
    """A source that another repeats: its publisher, and what it is called where that says more."""
    name = called(source)
    return f"{publisher_of(source)}: {name}" if name.origin != "publisher" else str(name)


def reading(state: State) -> Reading:
    """What the reader wants."""
    return Reading(state.subject, state.reading, MOST_ELSEWHERE, state.since)
