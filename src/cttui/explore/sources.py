"""What the panes of sources and of the reader show, as frozen view models."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import NamedTuple

from cttui.explore.citation import cite
from cttui.explore.views import LinkView, SourceLine, brief_date, scope, source_line
from cttui.model import dates
from cttui.model.claims import stated
from cttui.model.records import Claim, Source
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.selection import Selection
from cttui.store.sqlite import Index


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list of sources."""

    id: str
    publisher: str
    title: str
    issued: str
    standpoint: str
    events: int
    """Events of the selection that cite it."""
    claims: int
    """Claims that the whole timeline takes from it."""
    copy: bool
    """Whether the library holds a copy."""
    order: tuple[object, ...]
    """What it is sorted by, in each of ``SOURCE_ORDERS``."""


SOURCE_ORDERS = ("publisher", "date", "standpoint", "events", "claims", "copy")
"""What the sources can be put in order by."""


class SourcesView(NamedTuple):
    """The sources that the selection cites."""

    rows: tuple[SourceRow, ...]
    order: str
    copies: int
    """How many of them have a copy in the library."""

    @classmethod
    def build(cls, index: Index, selection: Selection, copies: Container[str], order: str) -> SourcesView:
        """The sources of a selection, in one of ``SOURCE_ORDERS``; ``copies`` holds the ids of those with a copy.

        Where the query asks for publishers, standpoints or sources, only those are listed.
        """
        cited = index.cited(selection)
        ids = list(cited)
        claims_from = index.claims_from(ids)
        wanted = selection.query
        found = (source for start in range(0, len(ids), 500) for source in index.sources(ids[start : start + 500]))
        rows = [
            _source_row(source, cited[source.id], claims_from[source.id], source.id in copies)
            for source in found
            if _wanted(wanted, source)
        ]
        rows.sort(key=lambda row: (row.order[SOURCE_ORDERS.index(order)], row.order[0], row.order[1]))
        return cls(tuple(rows), order, sum(row.copy for row in rows))


def _wanted(query: Query, source: Source) -> bool:
    """Whether a query's clauses on sources, where it has any, are about this one."""
    for name, value in (("publisher", source.publisher), ("standpoint", source.standpoint), ("source", source.id)):
        chosen = query.chosen(name)
        if (chosen and value not in chosen) or value in query.excluded(name):
            return False
    return True


def _source_row(source: Source, events: int, claims_taken: int, copy: bool) -> SourceRow:
    when = dates.parse(source.issued) if source.issued else None
    publisher = source.publisher or "publisher not known"
    order = (publisher.casefold(), when.lower if when else dates.LAST_DAY, source.standpoint, -events, -claims_taken, not copy)
    issued = dates.brief(when) if when else "no date"
    return SourceRow(source.id, publisher, source.title, issued, source.standpoint, events, claims_taken, copy, order)


class TakenClaim(NamedTuple):
    """A claim that the timeline takes from a source."""

    measure: str
    who: str
    scope: str
    stated: str
    by: str
    quote: str
    note: str


def _taken(index: Index, claim: Claim) -> TakenClaim:
    return TakenClaim(claim.measure, claim.who, scope(index, claim), stated(claim), claim.by, claim.quote, claim.note)


class Cited(NamedTuple):
    """One of an event's sources as a list of them shows it."""

    citation: str
    claims: tuple[TakenClaim, ...]
    """What the timeline takes from it for this event."""


def cited(index: Index, n: int) -> tuple[Cited, ...]:
    """The sources of an event in its own order, each with the event's claims from it."""
    event = index.event(n)
    taken: dict[str, list[TakenClaim]] = {}
    for claim in event.claims:
        taken.setdefault(claim.source, []).append(_taken(index, claim))
    return tuple(Cited(cite(source), tuple(taken.get(source.id, ()))) for source in index.sources(event_sources(event)))


MOST_ELSEWHERE = 100
"""Events that the reader lists as citing a source too; in a large timeline there may be thousands."""


class ReadView(NamedTuple):
    """The reader: an event's sources, and one of them in full."""

    event_title: str
    event_date: str
    sources: tuple[SourceLine, ...]
    current: int
    """Position of the source shown."""
    source_id: str
    title: str
    """The headline; empty where it is not known."""
    title_note: str
    byline: str
    issued: str
    standpoint: str
    type: str
    language: str
    url: str
    derived_from: tuple[str, ...]
    """Publishers and ids of the sources that this one repeats or re-words."""
    digest: str
    claims: tuple[TakenClaim, ...]
    """What the timeline takes from this source for this event."""
    elsewhere: tuple[tuple[LinkView, int], ...]
    """Other events that cite this source, with how many claims each takes from it; at most ``MOST_ELSEWHERE``."""
    further: int
    """How many more there are."""
    citation: str
    copied: bool
    """Whether the library holds a copy."""

    @classmethod
    def build(cls, index: Index, n: int, current: int, copies: Container[str] = ()) -> ReadView | None:
        """The reader at one of an event's sources; ``None`` where the event has none. ``copies``: sources with a copy."""
        event = index.event(n)
        sources = index.sources(event_sources(event))
        if not sources:
            return None
        current = max(0, min(current, len(sources) - 1))
        source = sources[current]
        citing = [other for other in index.citing(source.id) if other != n]
        others = [index.event(other) for other in citing[:MOST_ELSEWHERE]]
        return cls(
            event_title=event.title,
            event_date=dates.describe(event.when) if event.when else "no date known",
            sources=tuple(source_line(number, line) for number, line in enumerate(sources, 1)),
            current=current,
            source_id=source.id,
            title=source.title,
            title_note=source.title_note,
            byline=", ".join((*source.author, source.publisher or "publisher not known")),
            issued=dates.describe(dates.parse(source.issued)) if source.issued else "",
            standpoint=source.standpoint,
            type=source.type,
            language=source.language,
            url=source.url,
            derived_from=tuple(f"{origin.publisher} ({origin.id})" for origin in index.sources(source.derived_from)),
            digest=source.digest,
            claims=tuple(_taken(index, claim) for claim in event.claims if claim.source == source.id),
            elsewhere=tuple(
                (
                    LinkView(other.id, brief_date(other.date), other.title),
                    sum(claim.source == source.id for claim in other.claims),
                )
                for other in others
            ),
            further=len(citing) - len(others),
            citation=cite(source),
            copied=source.id in copies,
        )
