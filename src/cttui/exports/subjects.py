"""What can be exported: a class each, with its records as plain values in the order of the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from cttui.explore.claims import Ledger, finite
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.claims import Lens
from cttui.model.records import Event, Source
from cttui.model.sources import called, in_order
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.index import Ask, Index
from cttui.store.parts import Row
from cttui.store.wants import Rows

if TYPE_CHECKING:
    from cttui.explore.sources import SourceRow
    from cttui.notebook.desk import KeptEvent
    from cttui.notebook.records import Kept

Takes = Literal["events", "claims", "sources", "marks"]
"""What a format takes."""

Record = dict[str, object]
"""One event, claim, source or mark: names and plain values, the same names in all records of a subject."""

PAGE = 500
"""Rows read at once."""


class Subject(Protocol):
    """What is exported."""

    def count(self) -> int:
        """How many records it has."""

    def records(self) -> Iterator[Record]:
        """Its records, in the order of the screen."""


@dataclass(frozen=True, slots=True)
class Events:
    """The events that match a query, their dead counted under a lens."""

    index: Index
    query: Query
    lens: Lens

    def count(self) -> int:
        """Events of the query."""
        return self.index.answer(Ask(self.query)).selection.count

    def pages(self) -> Iterator[tuple[Row, ...]]:
        """The events as lists show them, read by the page."""
        start, count = 0, 1
        while start < count:
            want = Rows(start, start + PAGE, self.lens)
            answer = self.index.answer(Ask(self.query, (want,)))
            start, count = start + PAGE, answer.selection.count
            yield answer[want].rows

    def records(self) -> Iterator[Record]:
        """A record an event."""
        for rows in self.pages():
            events = self.index.events([row.n for row in rows])
            ids = dict.fromkeys(id_ for event in events for id_ in event_sources(event))
            sources = {source.id: source for source in self.index.sources(list(ids))}
            for row, event in zip(rows, events, strict=True):
                yield _event_record(row, event, in_order(event, (sources[id_] for id_ in event_sources(event))))


def _event_record(row: Row, event: Event, sources: Sequence[Source]) -> Record:
    when = event.when
    return {
        "id": row.id,
        "date": row.date,
        "earliest": dates.day_text(when.earliest) if when else None,
        "latest": dates.day_text(when.latest) if when else None,
        "kind": row.kind,
        "title": row.title,
        "provinces": list(event.provinces),
        "place": event.place.name if event.place else "",
        "actors": list(event.actors),
        "tags": list(event.tags),
        "killed": row.toll,
        "disputed": row.disputed,
        "disputes": row.disputes,
        "sources": [source.id for source in sources],
    }


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a ledger."""

    ledger: Ledger

    def count(self) -> int:
        """Claims of the ledger."""
        return sum(len(account.entries) for section in self.ledger.sections for account in section.accounts)

    def records(self) -> Iterator[Record]:
        """A record a claim, under its measure, scope and population."""
        for section in self.ledger.sections:
            for account in section.accounts:
                for entry in account.entries:
                    yield {
                        "measure": section.measure,
                        "scope": section.scope,
                        "who": account.name,
                        "includes": account.wider,
                        "state": account.state,
                        "spread": account.spread,
                        "stated": entry.stated,
                        "low": finite(entry.low),
                        "high": finite(entry.high),
                        "by": entry.by,
                        "standpoint": entry.standpoint,
                        "superseded": entry.superseded,
                        "event": entry.event_id,
                        "source": entry.source_id,
                        "title": str(entry.name),
                        "publisher": entry.publisher,
                        "issued": entry.issued,
                        "quote": entry.quote,
                        "note": entry.note,
                    }


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that a selection cites, as the list of sources shows them."""

    index: Index
    rows: tuple[SourceRow, ...]

    def count(self) -> int:
        """Sources of the list."""
        return len(self.rows)

    def records(self) -> Iterator[Record]:
        """A record a source, in the order of the list."""
        for start in range(0, len(self.rows), PAGE):
            rows = self.rows[start : start + PAGE]
            for row, source in zip(rows, self.index.sources([row.id for row in rows]), strict=True):
                yield {
                    "id": source.id,
                    "type": source.type,
                    "title": str(called(source)),
                    "publisher": source.publisher,
                    "author": list(source.author),
                    "issued": source.issued,
                    "url": source.url,
                    "language": source.language,
                    "standpoint": source.standpoint,
                    "derived_from": list(source.derived_from),
                    "digest": source.digest,
                    "events": row.events,
                    "claims": row.claims,
                    "copy": row.copy,
                }


@dataclass(frozen=True, slots=True)
class Marks:
    """The reader's marks and notes on a timeline."""

    index: Index
    kept: Kept

    @property
    def title(self) -> str:
        """The timeline's title."""
        return self.index.head.meta.title

    def count(self) -> int:
        """Events that are marked or have a note."""
        return len({mark.event for mark in self.kept.marks} | {note.event for note in self.kept.notes})

    def entries(self) -> list[KeptEvent]:
        """Each event with a mark or note, in date order; those not in the timeline any more come last."""
        # the notebook is loaded only where something of it is written
        from cttui.notebook.desk import entries

        return entries(self.index, self.kept)

    def records(self) -> Iterator[Record]:
        """A record an event."""
        for entry in self.entries():
            yield {
                "event": entry.event,
                "date": entry.date,
                "title": entry.title,
                "state": entry.state,
                "marked": entry.marked,
                "made": entry.made,
                "changed": entry.changed,
                "note": entry.note,
            }
