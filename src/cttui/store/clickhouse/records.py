"""Single events and their sources on a server: read by their keys, and made of their rows' own text."""

from __future__ import annotations

from collections.abc import Sequence

from cttui.model.records import Event, Source
from cttui.model.sources import in_order
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store import wants
from cttui.store.clickhouse import listing
from cttui.store.clickhouse.events import Events, Full
from cttui.store.clickhouse.listing import Order
from cttui.store.clickhouse.place import Place, Whole
from cttui.store.clickhouse.rounds import Rounds, together
from cttui.store.clickhouse.schema import KEY, Key, number_of
from cttui.store.clickhouse.where import literal, valued
from cttui.store.contribution import dump
from cttui.store.parts import (
    ChainPart,
    CitedSource,
    EventInFull,
    MostCitedSources,
    RecordsPart,
    Row,
    SourceInFull,
    StepInFull,
)

CITED = 20_000
"""Sources that are answered at once, each of which is made of a row that cites it."""

_DATES = Order("")


def _own(one: Full) -> tuple[Source, ...]:
    """An event's sources in the order of its ids."""
    known = {source.id: source for source in one.sources}
    return tuple(known[id_] for id_ in event_sources(one.event) if id_ in known)


def _key_of(events: Events, id_: str, here: Place) -> Rounds[Key | None]:
    """The key of the event with an id, or of the one at the cursor."""
    if id_:
        (key,) = yield from events.keys((id_,))
        return key
    return here.cursor.key if here.cursor is not None else None


def in_full(events: Events, want: wants.InFull, here: Place) -> Rounds[EventInFull | None]:
    """An event with all that belongs to it; no event of a dataset is answered by another."""
    key = yield from _key_of(events, want.id, here)
    if key is None:
        return None
    (one,) = yield from events.full((key,))
    links = (one.event.responds_to, one.event.related)
    answers, related = yield from together(*(events.rows_of(ids) for ids in links))
    return EventInFull(number_of(key), one.event, in_order(one.event, _own(one)), answers, (), related)


def reading(events: Events, want: wants.Reading, here: Place) -> Rounds[SourceInFull | None]:
    """One of an event's sources, with what else cites it."""
    key = yield from _key_of(events, want.id, here)
    if key is None:
        return None
    (one,) = yield from events.full((key,))
    sources = in_order(one.event, _own(one))
    if not sources:
        return None
    current = want.place(sources, number_of(key))
    source = sources[current]
    (count, found), origins = yield from together(
        _citing(events, source.id, want.most + 1), events.sources_of(source.derived_from)
    )
    others = [other for other in found if other != key][: want.most]
    rows, taken = yield from together(events.rows(others), _taken(events, source.id, others))
    elsewhere = tuple(zip(rows, taken, strict=True))
    return SourceInFull(number_of(key), one.event, sources, current, origins, elsewhere, count - 1 - len(elsewhere))


def _citing(events: Events, source: str, most: int) -> Rounds[tuple[int, list[Key]]]:
    """How many events cite a source, and the first of them in date order."""
    # the dataset is a source of every event
    query = Query() if source == events.reader.dataset.id else None
    condition = events.where(query) if query is not None else valued("source", (source,), events.owned)
    parted = yield from listing.buckets(events.table, (condition,), _DATES, events.lists)
    found = yield from listing.at_positions(events.table, condition, parted, 0, most)
    return parted.count, [spot.key for spot in found]


def _taken(events: Events, source: str, keys: Sequence[Key]) -> Rounds[list[int]]:
    """How many claims each of some events takes from a source."""
    if not keys:
        return []
    tables = yield events.by_keys(keys, (*KEY, f"countEqual(claimed, {literal(source)})"))
    taken = {tuple(row[:4]): row[4] for found in tables for row in found.rows}
    return [taken[key] for key in keys if key in taken]


def chain(events: Events, _want: wants.Chain, here: Place) -> Rounds[ChainPart | None]:
    """The chain around the event at the cursor: itself, since no event of a dataset responds to another."""
    if here.cursor is None:
        return None
    (found,) = yield [f"SELECT id FROM {events.table} WHERE {listing.is_key(here.cursor.key)}"]
    return ChainPart((found.rows[0][0],), 1)


# -- sources ---------------------------------------------------------------------------------------------------------


def _counts(events: Events, condition: str, order: str, most: int) -> Rounds[tuple[list[tuple[str, int]], int]]:
    """The first sources that a selection cites in an order, with the number of its events, and how many sources there are."""
    joined = f"FROM (SELECT f_source FROM {events.table} WHERE {condition}) ARRAY JOIN f_source AS s"
    found, number = yield [
        f"SELECT s, count() AS c {joined} GROUP BY s ORDER BY {order} LIMIT {most}",
        f"SELECT uniqExact(s) {joined}",
    ]
    return [(source, count) for source, count in found.rows], number.rows[0][0]


def _made(events: Events, counts: Sequence[tuple[str, int]]) -> Rounds[tuple[CitedSource, ...]]:
    """Sources with what cites them, of which the number of events is known."""
    ids = [source for source, _ in counts]
    if not ids:
        return ()
    sources, taken = yield from together(events.sources_of(ids), _claims_from(events, ids))
    known = dict(counts)
    return tuple(CitedSource(source, known[source.id], taken.get(source.id, 0)) for source in sources)


def _claims_from(events: Events, ids: Sequence[str]) -> Rounds[dict[str, int]]:
    """The number of claims that the whole table takes from each of some sources."""
    named = ", ".join(map(literal, ids))
    (found,) = yield [f"SELECT s, count() FROM {events.table} ARRAY JOIN claimed AS s WHERE s IN ({named}) GROUP BY s"]
    return dict(found.rows)


def cited(events: Events, _want: wants.Cited, here: Whole) -> Rounds[tuple[CitedSource, ...]]:
    """The sources that a selection cites, by id; every source of a dataset is cited.

    Raises:
        ServerError: They are too many.
    """
    counts, number = yield from _counts(events, here.where, "s", CITED)
    events.check_bound(number, "sources in this selection", CITED)
    return (yield from _made(events, counts))


def most_cited(events: Events, want: wants.MostCited, here: Whole) -> Rounds[MostCitedSources]:
    """The sources that a selection cites most, equal ones by id, and how many it cites."""
    counts, number = yield from _counts(events, here.where, "c DESC, s", want.most)
    return MostCitedSources((yield from _made(events, counts)), number)


# -- events by name --------------------------------------------------------------------------------------------------


def first(events: Events, want: wants.Records, here: Whole) -> Rounds[RecordsPart]:
    """The first events of a selection in date order with their sources, without their rows' own cells and running texts."""
    parted = yield from events.by_month(here.query)
    found = yield from listing.at_positions(events.table, here.where, parted, 0, want.most)
    made = yield from events.full([spot.key for spot in found], bare=True)
    known = {source.id: source for one in made for source in one.sources}
    ids = dict.fromkeys(source for one in made for source in event_sources(one.event))
    return RecordsPart(tuple(one.event for one in made), tuple(known[id_] for id_ in ids if id_ in known))


def steps(events: Events, want: wants.Steps, _here: Whole) -> Rounds[tuple[StepInFull, ...]]:
    """The events with some ids, in the given order."""
    keys = yield from events.keys(want.ids)
    made = yield from events.full(keys)
    answers = yield from together(*(events.rows_of(one.event.responds_to) for one in made))
    return tuple(StepInFull(one.event, rows) for one, rows in zip(made, answers, strict=True))


def named(events: Events, want: wants.Named, _here: Whole) -> Rounds[tuple[Row, ...]]:
    """The events with some ids as lists show them, in date order; unknown ids are skipped."""
    return (yield from events.rows_of(want.ids))


def bodies(events: Events, want: wants.Bodies, _here: Whole) -> Rounds[dict[str, str]]:
    """All that the table says about some events, as JSON, by id in date order; unknown ids are skipped."""
    known = yield from events.known(tuple(dict.fromkeys(want.ids)))
    made = yield from events.full(sorted(known.values()))
    return {one.event.id: dump(one.event) for one in made}


def titled(events: Events, want: wants.Titled, _here: Whole) -> Rounds[tuple[Row, ...]]:
    """The first events in date order whose title begins with some folded words, the last as a prefix."""
    if not want.words:
        return ()
    begun = f"startsWith(titled, {literal(' '.join(want.words))})"
    (found,) = yield [listing.select(events.table, begun, _DATES, want.most)]
    return (yield from events.rows([spot.key for spot in listing.spots(found.rows)]))


def citing(events: Events, want: wants.Citing, _here: Whole) -> Rounds[tuple[Event, ...]]:
    """The events that cite a source, in date order.

    Raises:
        ServerError: They are too many.
    """
    count, found = yield from _citing(events, want.source, CITED)
    events.check_bound(count, "events that cite this source", CITED)
    made = yield from events.full(found)
    return tuple(one.event for one in made)
