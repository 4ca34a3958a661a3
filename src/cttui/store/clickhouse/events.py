"""The parts of the engine: what a table of events is asked for, each as rounds of statements.

``answers`` puts them together, as it does with ``bitmaps`` for the embedded store.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from cttui.errors import ServerError
from cttui.lazy import dataclass
from cttui.model.axis import Calendar
from cttui.model.claims import ALL as ALL_FIGURES
from cttui.model.claims import Lens, Total, toll
from cttui.model.records import Event, Source
from cttui.model.register import Register
from cttui.model.sources import called
from cttui.query.fields import CHANGED, OWN, Vocabulary
from cttui.query.language import Query
from cttui.store.archive import ALIKE
from cttui.store.clickhouse import listing, where
from cttui.store.clickhouse.begins import NONE, Begins
from cttui.store.clickhouse.listing import Buckets, Order, are_keys
from cttui.store.clickhouse.lists import Lists
from cttui.store.clickhouse.reader import Reader
from cttui.store.clickhouse.rounds import Asked, Kept, Rounds, T, run
from cttui.store.clickhouse.schema import KEY, SHOWN, Key, number_of
from cttui.store.clickhouse.shards import Shards
from cttui.store.clickhouse.ways import Ways
from cttui.store.clickhouse.where import ALL, Known
from cttui.store.clickhouse.whole import ServerValues, Whole
from cttui.store.index import Cost, unknown_event
from cttui.store.parts import Row
from cttui.store.tolls import lens_total

if TYPE_CHECKING:
    from cttui.imports.provenance import Provenance
    from cttui.model.records import Timeline

MOST = 100_000
"""Events that are answered in full or by name at once, where what is asked for has no bound of its own."""
IDS, KEYS = 2_000, 4_000
"""Ids and keys in one statement: servers take one of 256 KiB, and an id is seldom longer than a hundred bytes."""
_MET = 4_096
"""Sources of events just read that are kept."""


@dataclass(frozen=True, slots=True)
class ServerSelection:
    """The events that match a query, of which the server alone knows which."""

    query: Query
    count: int


class Full(NamedTuple):
    """An event in full."""

    key: Key
    event: Event
    sources: tuple[Source, ...]
    """Its sources, the dataset last."""


class Events:
    """One table of events."""

    at_once = False
    """Answers are waited for."""

    def __init__(
        self,
        server: Asked,
        table: str,
        head: Timeline,
        reader: Reader,
        whole: Whole,
        imported: Provenance | None = None,
        shards: Shards | None = None,
        begins: Begins = NONE,
        stamp: tuple[str, int] | None = None,
        ways: Ways | None = None,
        *,
        indexed: bool = False,
    ) -> None:
        """Take the server, the table's name as statements have it, and what is known of the whole table.

        Args:
            server: The server.
            table: The table.
            head: The timeline without its events and sources.
            reader: Reads its rows.
            whole: What is known of all of them.
            imported: Where they come from.
            shards: The shards of its cluster, if it is to answer without those that are missing.
            begins: The beginnings of words that have bits.
            stamp: The statement of a number that every import changes before it sends a row, and the number of which ``whole``
                is; ``None`` if that is not known, and codes say of no event that it lacks a value.
            ways: Knows in which way events are counted by codes; ``None`` if all are counted straight.
            indexed: Whether the table has an index of words.
        """
        self.begins = begins
        self.stamp = stamp
        self.certain = Known(indexed=indexed)
        """What is known of all events, whatever is imported meanwhile."""
        self.lists = Lists(whole.lists or {}, table)
        self.server = server
        self.table = table
        self.head = head
        """The timeline without its events and sources."""
        self.reader = reader
        self.whole = whole
        self.imported = imported
        self.shards = shards
        self.count, self.source_count = whole.count, whole.sources
        self.has_best = whole.has_best
        self.calendar = Calendar(whole.days)
        self.register = Register(head.claimants, head.populations)
        self.vocabulary: Vocabulary = _Sourced(self, whole)
        self.owner: Callable[[], Mapping[tuple[str, str], Collection[str]]] | None = None
        """Called once, when a filter or a facet first needs it, for the argument of ``own``."""
        self._owned = False
        self._mine: dict[tuple[str, str], tuple[str, ...]] = {}
        """The ids of the reader's own that are not looked up yet."""
        self._own: dict[tuple[str, str], tuple[Key, ...]] = dict.fromkeys(OWN, ())
        self._lock = threading.Lock()
        """Held while they are looked up: a worker may answer while another does."""
        self.kept = Kept()
        self.ways = ways
        self.points_known: list[tuple[tuple[float, float, str, str], int]] | None = None
        """The points of the map with their events, once they were asked for."""
        self.met: dict[str, Source] = {reader.dataset.id: reader.dataset}

    @property
    def issued(self) -> Mapping[str, str]:
        """The date of issue of the source of all claims: the dataset."""
        return {self.reader.dataset.id: self.reader.dataset.issued}

    @property
    def spent(self) -> Cost:
        """What the server gave since the table was opened, and for opening it."""
        return self.server.spent

    def close(self) -> None:
        """Close the connections."""
        self.server.close()

    def now(self, part: Rounds[T]) -> T:
        """Work something out by itself."""
        return run(part, self.server, self.kept, self.shards)[0]

    # -- the reader's own --------------------------------------------------------------------------------------------

    def own(self, values: Mapping[tuple[str, str], Collection[str]]) -> None:
        """Replace the reader's marks and notes, or what changed; they are looked up when the next ask is answered.

        Args:
            values: For each of ``fields.OWN``, the ids of its events; unknown ids are ignored. What changed alone stands apart.
        """
        changed = values.keys() == {CHANGED}
        self._owned = self._owned or not changed
        wanted = [name for name in OWN if name in values or not (changed or name == CHANGED)]
        self._mine = {**self._mine, **{name: tuple(values.get(name, ())) for name in wanted}}

    def take_own(self) -> tuple[str, ...]:
        """Look up the reader's own, and ask the owner for it if that was not done yet.

        Returns:
            The shards that were missing: what is theirs was not found, and is looked up again with the next ask.
        """
        with self._lock:
            if not self._owned and self.owner is not None:
                self.own(self.owner())
            mine = self._mine
            if not mine:
                return ()
            wanted = tuple(sorted({id_ for ids in mine.values() for id_ in ids}))
            known, spent = run(self.known(wanted), self.server, self.kept, self.shards)
            found = {name: tuple(sorted({known[id_] for id_ in ids if id_ in known})) for name, ids in mine.items()}
            self._own = {**self._own, **found}
            if not spent.missing:
                self._mine = {name: ids for name, ids in self._mine.items() if mine.get(name) is not ids}
            return spent.missing

    def owned(self, name: tuple[str, str]) -> tuple[Key, ...]:
        """The keys of the events with one of the reader's own values."""
        return self._own[name]

    # -- conditions --------------------------------------------------------------------------------------------------

    def where(self, query: Query) -> str:
        """The condition of a query's events."""
        return where.condition(query, self.owned, self.begins, self.certain)

    def conditions(self, query: Query) -> tuple[str, ...]:
        """The same clause by clause."""
        return where.conditions(query, self.owned, self.begins, self.certain)

    def buckets(self, query: Query, lens: Lens = ALL_FIGURES) -> Rounds[Buckets]:
        """How many events of a query are in each part of its list."""
        return listing.buckets(self.table, self.conditions(query), listing.order_of(query, lens), self.lists)

    def by_month(self, query: Query) -> Rounds[Buckets]:
        """How many events of a query are in each month, those without a date under ``UNDATED``."""
        return listing.buckets(self.table, self.conditions(query), Order(""), self.lists)

    # -- events ------------------------------------------------------------------------------------------------------

    def rows(self, keys: Sequence[Key], lens: Lens = ALL_FIGURES) -> Rounds[tuple[Row, ...]]:
        """Some events as lists show them, in the given order, their dead counted under a lens."""
        if not keys:
            return ()
        under = lens != ALL_FIGURES
        columns = (*SHOWN, "raw") if under else SHOWN
        tables = yield self.by_keys(keys, columns)
        rows = {self._key(row): self._row(row, lens if under else None) for found in tables for row in found.rows}
        return tuple(rows[key] for key in keys if key in rows)

    def by_keys(self, keys: Sequence[Key], columns: Sequence[str]) -> list[str]:
        """The statements of some columns of some events, of which one cannot name too many."""
        parts = (keys[at : at + KEYS] for at in range(0, len(keys), KEYS))
        return [f"SELECT {', '.join(columns)} FROM {self.table} WHERE {are_keys(part)}" for part in parts]

    @staticmethod
    def _key(row: Sequence[Any]) -> Key:
        return row[0], row[1], row[2], row[3]

    def _row(self, row: Sequence[Any], lens: Lens | None) -> Row:
        id_, date, kind, title, provinces, dead, sources, disputes = row[4:12]
        if lens is not None:
            event = self.reader.bare(row[3], id_, row[12])
            dead = str(toll(event, lens, self.register, self.issued) or "")
        shorts = tuple(provinces.split(",")) if provinces else ()
        return Row(number_of(self._key(row)), id_, date, kind, title, shorts, dead, sources, disputes)

    def full(self, keys: Sequence[Key], *, bare: bool = False) -> Rounds[tuple[Full, ...]]:
        """Some events in full, in the given order; with ``bare`` without their rows' own cells and running texts."""
        if not keys:
            return ()
        tables = yield self.by_keys(keys, (*KEY, "id", "raw"))
        made = {self._key(row): self._full(row, bare=bare) for found in tables for row in found.rows}
        return tuple(made[key] for key in keys if key in made)

    def _full(self, row: Sequence[Any], *, bare: bool = False) -> Full:
        _, _, _, seq, id_, raw = row
        event = self.reader.bare(seq, id_, raw) if bare else self.reader.event(seq, id_, raw)
        sources = self.reader.sources(seq, raw)
        if len(self.met) > _MET:
            self.met = {self.reader.dataset.id: self.reader.dataset}
        self.met.update((source.id, source) for source in sources)
        return Full(self._key(row), event, sources)

    def first_key(self) -> Rounds[Key | None]:
        """The key of the first event of the table."""
        days = self.calendar.ends
        only = f"first = {where.literal(days[0])}" if days else ALL
        (found,) = yield [listing.select(self.table, only, Order(""), 1)]
        return self._key(found.rows[0]) if found.rows else None

    # -- ids ---------------------------------------------------------------------------------------------------------

    def known(self, ids: Sequence[str]) -> Rounds[dict[str, Key]]:
        """The known ones of some ids, with the keys of their events."""
        tables = (yield self.by_ids(ids, (*KEY, "id"))) if ids else []
        found: dict[str, Key] = {}
        for table in tables:
            for row in table.rows:
                found[row[4]] = min(self._key(row), found.get(row[4], self._key(row)))
        return found

    def by_ids(self, ids: Sequence[str], columns: Sequence[str], condition: str = ALL) -> list[str]:
        """The statements of some columns of the events with some ids that meet a condition; one cannot name too many."""
        parts = (f"(id IN ({', '.join(map(where.literal, ids[at : at + IDS]))}))" for at in range(0, len(ids), IDS))
        return [f"SELECT {', '.join(columns)} FROM {self.table} WHERE {where.both(condition, part)}" for part in parts]

    def keys(self, ids: Sequence[str]) -> Rounds[tuple[Key, ...]]:
        """The keys of the events with some ids, in the given order.

        Raises:
            UnknownEventError: An id is unknown; the message suggests the nearest of the first events' ids.
        """
        found = yield from self.known(tuple(dict.fromkeys(ids)))
        for missing in ids:
            if missing not in found:
                (first,) = yield [f"SELECT id FROM {self.table} LIMIT {ALIKE}"]
                raise unknown_event(missing, [row[0] for row in first.rows])
        return tuple(found[id_] for id_ in ids)

    def rows_of(self, ids: Sequence[str]) -> Rounds[tuple[Row, ...]]:
        """The events with some ids as lists show them, in date order; unknown ids are skipped."""
        found = yield from self.known(tuple(dict.fromkeys(ids)))
        return (yield from self.rows(sorted(found.values())))

    # -- sources -----------------------------------------------------------------------------------------------------

    def sources_of(self, ids: Sequence[str]) -> Rounds[tuple[Source, ...]]:
        """The sources with some ids, in the given order; unknown ids are skipped."""
        before = self.met  # another thread may replace it
        met = {id_: before[id_] for id_ in ids if id_ in before}
        wanted = [id_ for id_ in dict.fromkeys(ids) if id_ not in met]
        if wanted:
            # any of the rows that cite a source says all of it
            named = ", ".join(map(where.literal, wanted))
            cites = f"hasAny(f_source, {where.listed(wanted)}) AND s IN ({named})"
            (found,) = yield [
                f"SELECT s, min(({', '.join(KEY)})) FROM {self.table} ARRAY JOIN f_source AS s WHERE {cites} GROUP BY s"
            ]
            citing = yield from self.full(sorted({(key[0], key[1], key[2], key[3]) for _, key in found.rows}), bare=True)
            met.update((source.id, source) for one in citing for source in one.sources)
        return tuple(met[id_] for id_ in ids if id_ in met)

    # -- the dead ----------------------------------------------------------------------------------------------------

    @staticmethod
    def totals(low: str, high: str, opened: str) -> str:
        """The expressions of the dead of a group of events, as ``total`` takes them, from those of ``listing.tolls``."""
        return f"count(), countIf({high} >= 0), sumIf({low}, {low} >= 0), sumIf({high}, {high} >= 0), max({opened})"

    @staticmethod
    def total(lens: Lens, found: Sequence[Any]) -> Total:
        """The dead of a group of events under a lens, by what ``totals`` found."""
        events, counted, low, high, opened = found
        return lens_total(lens, low, high, counted, events - counted, is_open=bool(opened) and counted > 0)

    def check_bound(self, count: int, what: str, most: int = MOST) -> None:
        """Refuse to pull what no one machine can hold.

        Raises:
            ServerError: There are more than ``most``.
        """
        if count > most:
            raise ServerError(f"this table has {count:,} {what}, and at most {most:,} can be read at once; narrow the filter")


class _Sourced(Vocabulary):
    """A vocabulary whose sources are looked up by their ids, and whose values are read when they are first needed."""

    def __init__(self, events: Events, whole: Whole) -> None:
        declared = replace(events.head, sources=(events.reader.dataset,))
        values = ServerValues(declared, whole, events.now, events.table)
        super().__init__(whole.measures, values, events.head.meta.period)
        self._events = events

    def resolve(self, field: str, spelling: str) -> str | None:
        """The token of the value with a given spelling; ``None`` if there is none."""
        if field != "source":
            return super().resolve(field, spelling)
        return spelling if self._events.now(self._events.sources_of((spelling,))) else None

    def label(self, field: str, token: str) -> str:
        """The label of a value in lists."""
        if field != "source":
            return super().label(field, token)
        found = self._events.now(self._events.sources_of((token,)))
        return str(called(found[0])) if found else token

    def labelled(self, field: str, tokens: Sequence[str]) -> list[str]:
        """The labels of some values in lists."""
        return [self.label(field, token) for token in tokens] if field == "source" else super().labelled(field, tokens)
