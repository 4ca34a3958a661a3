"""What can be exported: a class each, with its records as plain values in the order of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, starmap
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from cttui.explore.claims import Entry, Ledger, Section, finite, ledger_from
from cttui.explore.sources import is_wanted
from cttui.exports.guard import Guard, sensitive
from cttui.exports.items import SOURCE_COLUMNS, Counting, Item, Record, source_record
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.claims import ALL, Group, Lens, Range, Total, disputes, group_all
from cttui.model.records import Claim, Event, Source
from cttui.model.register import Register
from cttui.model.sources import in_order
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.index import Ask, Index
from cttui.store.parts import Row
from cttui.store.wants import Dead, Named, Rows, Selected

if TYPE_CHECKING:
    from cttui.explore.sources import SourceRow
    from cttui.notebook.desk import KeptEvent
    from cttui.notebook.records import Kept
    from cttui.timeline.outline import Outline

T = TypeVar("T")

Takes = Literal["events", "claims", "sources", "marks"]
"""What a format takes."""
UNNAMED = "a filter that is not named here"
"""What stands for a filter that names what must stay."""

FIRST = 256
"""Rows of the first page, which somebody waits for."""
PAGE = 4096
"""Rows read at once after it."""


class Subject(Protocol):
    """What is exported."""

    @property
    def columns(self) -> Sequence[str]:
        """The names that each of its records has, in their order."""

    def count(self) -> int:
        """How many records it has."""

    def records(self) -> Iterator[Record]:
        """Its records, in the order of the screen."""


class Reading:
    """How far a subject is read, for who waits for an export."""

    def __init__(self, tell: Callable[[Reading], object]) -> None:
        """Take what is told of each record that was read."""
        self._tell = tell
        self.records = 0
        """Records read so far."""

    def one_more(self) -> None:
        """Another record was read."""
        self.records += 1
        self._tell(self)


class Guarded:
    """What leaves through a guard; without one, what is sensitive is kept back."""

    def __init__(self, index: Index, guard: Guard | None) -> None:
        """Take the timeline, and the guard if it is not to be the usual one."""
        self.index = index
        self._guard = guard

    @cached_property
    def guard(self) -> Guard:
        """What decides on what leaves."""
        return self._guard or Guard(sensitive(self.index))


class Conflicts:
    """Gathers conflicts across the events of an export while these are written: of most events it keeps nothing."""

    def __init__(self, register: Register) -> None:
        """Take which names mean the same."""
        self._register = register
        self._own: list[tuple[int, Group]] = []
        """Conflicts within an event, each with the place of its first claim among all claims."""
        self._statistics: dict[int, tuple[str, Claim]] = {}
        """Claims that are comparable across events, with those, by their place among all claims."""
        self._issued: dict[str, str] = {}
        self._claims = 0

    def add(self, item: Item) -> None:
        """Add an event that leaves, in the order of the export."""
        claims = item.event.claims
        if len(claims) > 1:
            # by identity, as an event may hold two claims that say the same
            places = {id(claim): place for place, claim in enumerate(claims, self._claims)}
            self._own += [
                (places[id(group.claims[0])], group) for group in item.conflicts if not group.period
            ]  # fmt: skip
        for place, claim in enumerate(claims, self._claims):
            if claim.period:
                self._statistics[place] = item.event.id, claim
                self._issued.update((source.id, source.issued) for source in item.sources)
        self._claims += len(claims)

    def groups(self) -> tuple[Group, ...]:
        """The groups of comparable claims of which some two cannot both hold, in the order in which each first appears."""
        places = {id(claim): place for place, (_, claim) in self._statistics.items()}
        across = group_all(self._statistics.values(), self._issued, self._register)
        found = [*self._own, *((places[id(group.claims[0])], group) for group in across if group.disputes)]
        return tuple(group for _, group in sorted(found, key=lambda one: one[0]))


class Events(Guarded):
    """The events that match a query, their dead counted under a lens."""

    columns: Sequence[str] = (
        "id", "date", "earliest", "latest", "kind", "title", "provinces", "place", "actors", "tags", "killed", "disputed",
        "disputes", "sources",
    )  # fmt: skip

    def __init__(
        self,
        index: Index,
        query: Query,
        lens: Lens,
        guard: Guard | None = None,
        outline: Callable[[], Outline | None] | None = None,
    ) -> None:
        """Take the timeline, what is selected in it, whose figures count, and what reads the outline of its map."""
        super().__init__(index, guard)
        self.query = query
        self.lens = lens
        self.outline = outline
        self.reading: Reading | None = None
        """Told how far it is read."""

    def _told(self, read: Iterator[T]) -> Iterator[T]:
        """The same records, each of which is told of."""
        reading = self.reading
        if reading is None:
            return read

        def told() -> Iterator[T]:
            for one in read:
                reading.one_more()
                yield one

        return told()

    def count(self) -> int:
        """Events of the query that leave."""
        kept = self.guard.kept.events
        held = self.index.answer(Ask(self.query, (Selected((tuple(kept),)),)))[Selected((tuple(kept),))][0] if kept else 0
        return self.index.answer(Ask(self.query)).selection.count - held

    def pages(self) -> Iterator[tuple[Row, ...]]:
        """The events as lists show them, read by the page, the first of which is small; those that are held back among them."""
        if self.lens != ALL:
            # other figures than those of lists are counted of the events themselves
            yield from (rows for rows, _ in self.index.reading(self.query, self.lens))
            return
        start, count, page = 0, 1, FIRST
        while start < count:
            want = Rows(start, start + page)
            answer = self.index.answer(Ask(self.query, (want,)))
            start, count, page = start + page, answer.selection.count, PAGE
            yield answer[want].rows

    def rows(self) -> Iterator[Row]:
        """The events that leave, as lists show them."""
        if self.guard.is_open:
            return self._told(chain.from_iterable(self.pages()))
        return (item.row for item in self.items())

    def items(self) -> Iterator[Item]:
        """The events that leave, with all that belongs to them."""
        return self._told(chain.from_iterable(starmap(self._leaving, self.index.reading(self.query, self.lens))))

    def named(self, ids: Sequence[str]) -> Iterator[Item]:
        """The events of the timeline with some ids, as far as they leave, in date order; unknown ids are skipped."""
        want = Named(tuple(ids))
        rows = self.index.answer(Ask(wants=(want,)))[want]
        return self._leaving(rows, self.index.events([row.n for row in rows]))

    def _leaving(self, rows: Sequence[Row], events: Sequence[Event]) -> Iterator[Item]:
        """What leaves of some events."""
        guard, register = self.guard, self.index.register
        cited = list(map(event_sources, events))
        ids = dict.fromkeys(chain.from_iterable(cited))
        # dates of issue decide which figures supersede others
        sources = {source.id: source for source in guard.sources(self.index, list(ids))}
        counting = Counting(self.lens, register, {source.id: source.issued for source in sources.values()})
        is_open = guard.is_open
        for row, event, listed in zip(rows, events, cited, strict=True):
            if is_open:
                yield Item(row, event, in_order(event, [sources[id_] for id_ in listed]), event, counting)
                continue
            if guard.holds_back(event):
                continue
            left = guard.dropped(guard.without_sensitive(event))
            named = guard.unnamed(left, register)
            own = in_order(named, (sources[id_] for id_ in event_sources(named)))
            item = Item(row, named, own, left, counting)
            if named is not event:
                dead = str(item.toll or "")
                item.row = replace(row, toll=dead, sources=len(own), disputes=disputes(item.groups))
            yield item

    def records(self) -> Iterator[Record]:
        """A record an event."""
        return map(_event_record, self.items())

    def cited(self) -> Iterator[Source]:
        """The sources that the events cite as they leave, each once, in the order of the events."""
        seen = set[str]()
        for item in self.items():
            for source in item.sources:
                if source.id not in seen:
                    seen.add(source.id)
                    yield source

    def conflicts(self, items: Iterable[Item] | None = None) -> tuple[Group, ...]:
        """The groups of comparable claims, over all events, of which some two cannot both hold.

        Args:
            items: The events that leave, where they have been read.
        """
        found = Conflicts(self.index.register)
        for item in self.items() if items is None else items:
            found.add(item)
        return found.groups()

    def total(self) -> Total:
        """The dead of the events as they leave."""
        if self.guard.is_open:
            return self.index.answer(Ask(self.query, (Dead(self.lens),)))[Dead(self.lens)]
        tolls = [item.toll for item in self.items()]
        found = [dead for dead in tolls if isinstance(dead, Range)]
        low, high = sum(round(dead.low) for dead in found), sum(round(dead.high) for dead in found)
        return Total(low, high, any(dead.open for dead in found), len(found), len(tolls) - len(found))

    def about(self) -> dict[str, str]:
        """What the export is of, in words: title, edition, filter, whose figures count; empty where nothing is known."""
        meta, guard = self.index.head.meta, self.guard
        query = self.query.text
        if query and (not guard.redaction.is_empty or guard.kept.named_in(query)):
            query = UNNAMED
        return {
            "timeline": meta.title,
            "id": meta.id,
            "edition": self.index.head.digest,
            "updated": meta.updated,
            "licence": meta.licence,
            "filter": query,
            "figures": self.lens.name if self.lens.name not in guard.kept.sources else "a source that is not named here",
            "events": f"{self.count():,} of {self.index.count:,}",
        }


def _event_record(item: Item) -> Record:
    row, event, when = item.row, item.event, item.event.when
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
        "sources": [source.id for source in item.sources],
    }


class CitedBy(Events):
    """All sources that the events of a query cite, read as the events are: more than a list of sources holds."""

    columns = SOURCE_COLUMNS

    def __init__(self, index: Index, query: Query, guard: Guard | None = None) -> None:
        """Take the timeline, and what is selected in it."""
        super().__init__(index, query, ALL, guard)
        self._found = 0

    def count(self) -> int:
        """The sources that were read."""
        return self._found

    def records(self) -> Iterator[Record]:
        """A record a source."""
        return map(source_record, self.cited())

    def cited(self) -> Iterator[Source]:
        """The sources that the query's clauses on sources match, if it has any, in the order of the events."""
        self._found = 0
        for source in super().cited():
            if is_wanted(self.query, source):
                self._found += 1
                yield source


class Claims:
    """The claims of a ledger."""

    columns: Sequence[str] = (
        "measure", "scope", "who", "includes", "state", "spread", "stated", "low", "high", "by", "standpoint", "superseded",
        "event", "source", "title", "publisher", "issued", "quote", "note",
    )  # fmt: skip

    def __init__(self, shown: Ledger, index: Index | None = None, guard: Guard | None = None) -> None:
        """Take the ledger as it is shown, and the timeline that it is of, if some of it may have to stay."""
        self._shown = shown
        self._index = index
        self._guard = guard

    @cached_property
    def guard(self) -> Guard:
        """What decides on what leaves."""
        return self._guard or Guard(sensitive(self._index) if self._index is not None else None)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger as it leaves: made anew without sensitive claims, since they would show in what is said of the others."""
        if self._index is None or self.guard.is_open:
            return self._shown
        shown = {_entry_key(section, entry) for section in self._shown.sections for account in section.accounts
                 for entry in account.entries}  # fmt: skip
        numbers = self._index.numbers(sorted({key[0] for key in shown}))
        events = [event for event in self._index.events(sorted(numbers)) if not self.guard.holds_back(event)]
        events = [self.guard.without_sensitive(event) for event in events]
        ids = dict.fromkeys(id_ for event in events for id_ in event_sources(event))
        made = ledger_from(self._index, events, self.guard.sources(self._index, list(ids)), self._shown.title)
        wider = {(section.measure, section.scope, account.who): account.wider for section in self._shown.sections
                 for account in section.accounts}  # fmt: skip
        sections = []
        for section in made.sections:
            keys = {id(entry): _entry_key(section, entry) for account in section.accounts for entry in account.entries}
            accounts = (
                account._replace(
                    figures=tuple(one for one in account.figures if any(keys[id(entry)] in shown for entry in one.entries)),
                    wider=wider.get((section.measure, section.scope, account.who), ""),
                )
                for account in section.accounts
            )
            if left := tuple(account for account in accounts if account.figures):
                sections.append(section._replace(accounts=left))
        return made._replace(sections=tuple(sections))

    def count(self) -> int:
        """Claims of the ledger that leave."""
        return self.ledger.claims

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


def _entry_key(section: Section, entry: Entry) -> tuple[str, ...]:
    return entry.event_id, section.measure, entry.by, entry.source_id, entry.stated, entry.quote


class Sources(Guarded):
    """The sources that a selection cites, as the list of sources shows them."""

    columns: Sequence[str] = (*SOURCE_COLUMNS, "events", "claims", "copy")

    def __init__(self, index: Index, rows: tuple[SourceRow, ...], guard: Guard | None = None) -> None:
        """Take the timeline and the rows of the list."""
        super().__init__(index, guard)
        self.rows = rows

    def count(self) -> int:
        """Sources of the list that leave."""
        return sum(row.id not in self.guard.kept.sources for row in self.rows)

    def cited(self) -> Iterator[Source]:
        """The sources that leave, in the order of the list."""
        return (source for _, source in self._pairs())

    def _pairs(self) -> Iterator[tuple[SourceRow, Source]]:
        by_id = {row.id: row for row in self.rows}
        for start in range(0, len(self.rows), PAGE):
            for source in self.guard.sources(self.index, [row.id for row in self.rows[start : start + PAGE]]):
                yield by_id[source.id], source

    def records(self) -> Iterator[Record]:
        """A record a source, in the order of the list."""
        for row, source in self._pairs():
            yield {**source_record(source), "events": row.events, "claims": row.claims, "copy": row.copy}


@dataclass(frozen=True, slots=True)
class Marks:
    """The reader's marks and notes on a timeline."""

    index: Index
    kept: Kept

    @property
    def columns(self) -> Sequence[str]:
        """The names that each of its records has, in their order."""
        return "event", "date", "title", "state", "marked", "made", "changed", "note"

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
