"""The subject of an answer: a selection, and the cursor in it.

The counts of the list's buckets come first, with what says which event is meant; then the keys around it, with how many come
before it in its bucket. The statements are the same however many events there are.
"""

from __future__ import annotations

from collections.abc import Mapping

from cttui.lazy import dataclass
from cttui.model.claims import TOLL_MEASURE, Lens
from cttui.query.language import Query
from cttui.store import wants
from cttui.store.clickhouse import listing, maps, where
from cttui.store.clickhouse.events import Events, ServerSelection
from cttui.store.clickhouse.listing import WITHOUT, Buckets, Order, Spot, between, select, spots
from cttui.store.clickhouse.rounds import Rounds, together
from cttui.store.clickhouse.schema import Key, key_of
from cttui.store.clickhouse.where import both
from cttui.store.index import Ask


@dataclass(frozen=True, slots=True)
class Whole:
    """The subject of a want that does not follow the cursor."""

    ask: Ask
    query: Query
    where: str
    """Its condition."""


@dataclass(frozen=True, slots=True)
class Place:
    """A selection and the cursor in it."""

    ask: Ask
    query: Query
    where: str
    """Its condition."""
    parted: Buckets
    """Its list, in the order of the ask."""
    cursor: Spot | None
    position: int
    """The cursor's position; 0 in an empty selection."""
    found: bool
    """Whether the ask's target exists."""
    around: Mapping[int, Spot]
    """The events at some positions around the cursor."""

    @property
    def selection(self) -> ServerSelection:
        """The selection, as answers carry it."""
        return ServerSelection(self.query, self.parted.count)


def chosen(events: Events, ask: Ask) -> Rounds[tuple[Query, Key | None]]:
    """The query that is answered, and the key of the event that the ask names: where filters hide it, the query lifts them."""
    match ask.at:
        case wants.ToEvent(id=id_):
            (key,) = yield from events.keys((id_,))
            (found,) = yield [f"SELECT count() FROM {events.table} WHERE {both(events.where(ask.query), listing.is_key(key))}"]
            return (ask.query if found.rows[0][0] else ask.query.unfiltered), key
    return ask.query, None


def place(events: Events, whole: Whole, named: Key | None) -> Rounds[Place]:
    """The cursor's place in a selection.

    Args:
        events: The table.
        whole: The selection, of the query that ``chosen`` gave.
        named: The key of the event that the ask names.
    """
    ask, query, condition = whole.ask, whole.query, whole.where
    order = listing.order_of(query, ask.lens)
    parted, target, anchor = yield from together(
        events.buckets(query, ask.lens),
        _target(events, ask, condition, order, named),
        _anchor(events, ask, order),
    )
    if target is None and isinstance(ask.at, wants.ToPosition | wants.ToSourced):
        target = yield from _at_position(events, ask.at, condition, parted)
    if not parted.count:
        return Place(ask, query, condition, parted, None, 0, ask.at is None, {})
    before, after = _margins(ask)
    cursor, position, around = yield from _around(events, condition, parted, target or anchor, before, after)
    return Place(ask, query, condition, parted, cursor, position, target is not None or ask.at is None, around)


def _margins(ask: Ask) -> tuple[int, int]:
    """How many events are to be known before and after the cursor."""
    pages = [want for want in ask.wants if isinstance(want, wants.Around) and _same(ask, want.lens)]
    if not pages:
        return 0, 0
    # where the list ends on one side, as many as there are lines may be wanted on the other
    before = max(max(page.before, page.lines) for page in pages)
    after = max(max(page.after, page.lines) for page in pages)
    return before + wants.SHORT, after + 1 + wants.SHORT


def _same(ask: Ask, lens: Lens) -> bool:
    """Whether a list whose dead another lens counts is in the same order as that of the ask."""
    return ask.query.order != TOLL_MEASURE or lens == ask.lens


def _anchor(events: Events, ask: Ask, order: Order) -> Rounds[Spot]:
    """The spot of the ask's anchor, whether or not there is such an event."""
    key = key_of(ask.anchor)
    if order.rank and ask.anchor == 0:
        # nobody has chosen an event yet: the first one is meant
        first = yield from events.first_key()
        if first is None:
            return Spot(key)
        key = first
    return (yield from _spot(events, order, key))


def _target(events: Events, ask: Ask, condition: str, order: Order, named: Key | None) -> Rounds[Spot | None]:
    """The spot of the event of a selection where the cursor is to go, unless a position says it."""
    match ask.at:
        case wants.ToEvent():
            assert named is not None  # noqa: S101 - an unknown event was refused
            return (yield from _spot(events, order, named))
        case wants.ToDay(day=day):
            later = both(condition, f"(dated AND first >= {where.literal(day)})")
            (found,) = yield [select(events.table, later, Order(""), 1)]
            first = next(iter(spots(found.rows)), None)
            return (yield from _spot(events, order, first.key)) if first is not None else None
        case wants.ToValue(field=field, token=token, beyond=beyond, by=by):
            having = both(condition, where.valued(field, (token,), events.owned))
            return (yield from _next(events, having, order, beyond, backwards=by <= 0))
        case wants.ToPoints() | wants.ToCells():
            there = both(condition, (yield from maps.there(events, ask.at)))
            beyond = ask.at.beyond
            if beyond is None:
                return (yield from _next(events, there, order, None))
            found, first = yield from together(_next(events, there, order, beyond), _next(events, there, order, None))
            target: Spot | None = found if found is not None else first
            return target
    return None


def _spot(events: Events, order: Order, key: Key) -> Rounds[Spot]:
    """The spot of an event with a key."""
    if not order.rank:
        return Spot(key)
    (found,) = yield [f"SELECT {order.rank} FROM {events.table} WHERE {listing.is_key(key)}"]
    return Spot(key, found.rows[0][0] if found.rows else WITHOUT)


def _next(events: Events, condition: str, order: Order, beyond: int | None, *, backwards: bool = False) -> Rounds[Spot | None]:
    """The event after a number, or the one before it; from an end of the list without a number."""
    if beyond is not None:
        spot = yield from _spot(events, order, key_of(beyond))
        condition = both(condition, order.beyond(spot, backwards=backwards))
    (found,) = yield [select(events.table, condition, order, 1, backwards=backwards)]
    return next(iter(spots(found.rows)), None)


def _at_position(
    events: Events, at: wants.ToPosition | wants.ToSourced, condition: str, parted: Buckets
) -> Rounds[Spot | None]:
    """The event at a position, or from one onwards the first with a source."""
    if not parted.count:
        return None
    if isinstance(at, wants.ToSourced) and (at.position >= parted.count and at.by > 0):
        return None
    position = max(0, min(at.position, parted.count - 1))
    found = yield from listing.at_positions(events.table, condition, parted, position, position + 1)
    if not found or isinstance(at, wants.ToPosition):
        return found[0] if found else None
    if at.position < 0 and at.by <= 0:
        return None
    onwards = both(condition, "(sources > 0)", parted.order.beyond(found[0], backwards=at.by <= 0, too=True))
    (table,) = yield [select(events.table, onwards, parted.order, 1, backwards=at.by <= 0)]
    return next(iter(spots(table.rows)), None)


def _around(
    events: Events, condition: str, parted: Buckets, spot: Spot, before: int, after: int
) -> Rounds[tuple[Spot, int, dict[int, Spot]]]:
    """The event at a spot, or the next of the list, or else the last; its position, and those around it.

    Args:
        events: The table.
        condition: The selection, in which there are events.
        parted: Its list.
        spot: The spot.
        before: How many events before it are to be known.
        after: How many after it.
    """
    order, bucket = parted.order, parted.order.bucket_of(spot)
    here = both(condition, between(order, bucket, bucket), order.beyond(spot, backwards=True))
    onwards = both(condition, parted.reaching(bucket, after + 1), order.beyond(spot, too=True))
    back = both(condition, parted.reaching(bucket, before + 1, backwards=True), order.beyond(spot, backwards=True))
    counted, later, earlier = yield [
        f"SELECT count() FROM {events.table} WHERE {here}",
        select(events.table, onwards, order, after + 1),
        select(events.table, back, order, before + 1, backwards=True),
    ]
    position: int = parted.before(bucket) + counted.rows[0][0]
    around: dict[int, Spot] = {position + n: one for n, one in enumerate(spots(later.rows))}
    around |= {position - 1 - n: one for n, one in enumerate(spots(earlier.rows))}
    position = position if position in around else max(around)
    return around[position], position, around


def page(events: Events, here: Place, want: wants.Around) -> Rounds[tuple[int, list[Spot]]]:
    """The position of the first event of a page around the cursor, and the spots of the page."""
    start, stop = want.positions(here.position, here.parted.count)
    if _same(here.ask, want.lens) and all(position in here.around for position in range(start, stop)):
        return start, [here.around[position] for position in range(start, stop)]
    return start, (yield from positioned(events, here, want.lens, start, stop))


def positioned(events: Events, here: Place, lens: Lens, start: int, stop: int) -> Rounds[list[Spot]]:
    """The events of the selection from one position to before another, in the order that a lens gives."""
    parted = here.parted if _same(here.ask, lens) else (yield from events.buckets(here.query, lens))
    return (yield from listing.at_positions(events.table, here.where, parted, start, stop))
