"""The engine of a server: an index over one table of events."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from copy import copy
from typing import Any

from cttui.errors import CttuiError
from cttui.model.claims import ALL, Lens
from cttui.model.records import Event, Source
from cttui.query.language import Dates, Query, Values
from cttui.store.clickhouse import listing
from cttui.store.clickhouse.answers import ANSWERS, FOLLOWING
from cttui.store.clickhouse.events import MOST, Events
from cttui.store.clickhouse.listing import Buckets, Spot
from cttui.store.clickhouse.place import Place, Whole, chosen, place
from cttui.store.clickhouse.rounds import Once, Rounds, Spent, run, together
from cttui.store.clickhouse.schema import Key, key_of, number_of
from cttui.store.clickhouse.where import both
from cttui.store.index import Answer, Ask, Cost
from cttui.store.parts import Row
from cttui.store.wants import Want

FIRST = 256
"""Events of the first slice, which somebody waits for."""
SLICE = 2_000
"""Events of a slice."""


_Found = tuple[Place, Row | None, dict[Want[Any], Any]]
"""What an ask finds: the cursor's place and row, and what was wanted."""


def _number(statement: str) -> Rounds[int]:
    """The number that a statement finds now."""
    (found,) = yield [Once(statement)]
    return int(found.rows[0][0])


class ClickHouseIndex(Events):
    """Answers asks about one table of events."""

    def is_quick(self, query: Query) -> bool:  # noqa: ARG002 - the protocol's
        """No answer of a server comes within a frame."""
        return False

    def answer(self, ask: Ask) -> Answer:
        """Answer an ask completely.

        Raises:
            ServerError: The server did not answer.
            StoppedError: Nobody waits for it any more.
            UnknownEventError: No event has the id in ``ask.at`` or a want; the message suggests the nearest.
        """
        begun = time.monotonic()
        missing = self.take_own()
        points = self.points_known
        try:
            (here, row, parts), spent = self._asked(ask)
        except CttuiError:
            # what was found on the way may be without some shards
            self.points_known = points
            raise
        if spent.missing:
            # what is kept for long is kept of the whole alone
            self.points_known = None
        shards = self.shards.count if self.shards is not None else 1
        missing = tuple(dict.fromkeys((*missing, *spent.missing)))
        cost = Cost(time.monotonic() - begun, spent.rows, spent.bytes, shards, missing)
        cursor = number_of(here.cursor.key) if here.cursor is not None else None
        return Answer(ask, here.selection, cursor, here.position, row, here.found, parts, cost)

    def _asked(self, ask: Ask) -> tuple[_Found, Spent]:
        """The answer and its cost: by what is known of all events, as long as no other import has brought some."""
        # taken once, since another thread may take it away
        stamped = self.stamp
        if stamped is not None and any(isinstance(clause, Values | Dates) for clause in ask.query.clauses):
            statement, value = stamped
            knowing = copy(self)
            knowing.certain = self.certain._replace(coded=self.lists.having, reach=self.whole.reach)
            both_of = together(knowing.answering(ask), _number(statement))
            (found, stamp), spent = run(both_of, self.server, self.kept, self.shards, self.ways)
            if stamp == value:
                self.points_known, self.met = knowing.points_known, knowing.met
                return found, spent
            self.stamp = None
        return run(self.answering(ask), self.server, self.kept, self.shards, self.ways)

    def answering(self, ask: Ask) -> Rounds[_Found]:
        """What an ask finds."""
        query, named = yield from chosen(self, ask)
        whole = Whole(ask, query, self.where(query))
        apart = [want for want in ask.wants if type(want) in ANSWERS]
        (here, row, parts), *found = yield from together(
            self._following(whole, named, [want for want in ask.wants if type(want) not in ANSWERS]),
            *(ANSWERS[type(want)](self, want, whole) for want in apart),
        )
        return here, row, {**parts, **dict(zip(apart, found, strict=True))}

    def _following(self, whole: Whole, named: Key | None, following: Sequence[Want[Any]]) -> Rounds[_Found]:
        """The cursor's place, its row, and the wants about it."""
        here = yield from place(self, whole, named)
        rows, *found = yield from together(
            self.rows([here.cursor.key] if here.cursor is not None else []),
            *(FOLLOWING[type(want)](self, want, here) for want in following),
        )
        return here, next(iter(rows), None), dict(zip(following, found, strict=True))

    # -- records -----------------------------------------------------------------------------------------------------

    def ids(self) -> tuple[str, ...]:
        """The ids of all events, in the order of their numbers.

        Raises:
            ServerError: They are too many to be pulled.
        """
        self.check_bound(self.count, "events")
        (found,) = self.server.ask([f"SELECT id FROM {self.table} ORDER BY {listing.Order('').by()} LIMIT {MOST}"])
        return tuple(row[0] for row in found.rows)

    def numbers(self, ids: Sequence[str]) -> tuple[int, ...]:
        """The numbers of the events with some ids, in the given order.

        Raises:
            UnknownEventError: An id is unknown; the message suggests the nearest.
        """
        return tuple(map(number_of, self.now(self.keys(ids))))

    def events(self, numbers: Sequence[int]) -> tuple[Event, ...]:
        """The events with some numbers, in the given order."""
        keys = [key_of(number) for number in numbers]
        parts = (keys[at : at + SLICE] for at in range(0, len(keys), SLICE))
        return tuple(one.event for part in parts for one in self.now(self.full(part)))

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """The sources with some ids, in the given order; unknown ids are skipped."""
        return self.now(self.sources_of(ids))

    def reading(self, query: Query, lens: Lens = ALL) -> Iterator[tuple[tuple[Row, ...], tuple[Event, ...]]]:
        """The events of a query in its order, slice by slice, as lists show them and in full but for a dataset's own cells."""
        self.take_own()
        parted = self.now(self.buckets(query, lens))
        last, size = None, FIRST
        condition = self.where(query)
        while True:
            found = self.now(self._slice(condition, parted, last, size))
            if not found:
                return
            keys = [spot.key for spot in found]
            rows, events = self.now(together(self.rows(keys, lens), self.full(keys, bare=True)))
            yield rows, tuple(one.event for one in events)
            last, size = found[-1], SLICE

    def _slice(self, condition: str, parted: Buckets, last: Spot | None, size: int) -> Rounds[list[Spot]]:
        """The events of a list that follow one."""
        order = parted.order
        if last is None:
            return (yield from listing.at_positions(self.table, condition, parted, 0, size))
        near = both(condition, parted.reaching(order.bucket_of(last), size), order.beyond(last))
        (found,) = yield [listing.select(self.table, near, order, size)]
        return listing.spots(found.rows)
