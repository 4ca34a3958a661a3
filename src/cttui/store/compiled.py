"""The records of a store that was compiled from a timeline: a row for each event and each source."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest

from pyroaring import BitMap

from cttui.model.records import Event, Source
from cttui.store import layout
from cttui.store.archive import ALIKE
from cttui.store.contribution import Point
from cttui.store.parts import Row
from cttui.store.search import Compiled, Words

SLICE = 500
"""Events read at once of many."""


class CompiledArchive:
    """Reads events and sources from their tables."""

    def __init__(self, connection: layout.Reading) -> None:
        """Take the open store."""
        self._connection = connection

    def words(self, bits: Callable[[str, str], BitMap]) -> Words:
        """What finds events by their words, with what reads a set of events by field and token."""
        return Words(Compiled(self._connection, bits))

    def rows(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """The events with some numbers as lists show them, in date order."""
        return self._rows("n", numbers)

    def dates(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The dates of the events with some numbers, which are in order, as EDTF; an event without one has an empty one."""
        return tuple(row.date for row in self.rows(numbers))

    def rows_of(self, ids: Sequence[str]) -> tuple[Row, ...]:
        """The same for the events with some ids; unknown ids are skipped."""
        return self._rows("id", ids)

    def _rows(self, column: str, wanted: Sequence[int | str]) -> tuple[Row, ...]:
        marks = ",".join("?" * len(wanted))
        # column is one of two fixed words, and the placeholders are only question marks
        columns = "n, id, date, kind, title, provinces, toll, sources, disputes"
        sql = f"SELECT {columns} FROM event WHERE {column} IN ({marks}) ORDER BY n"  # noqa: S608
        return tuple(
            Row(n, id_, date, kind, title, tuple(provinces.split(",")) if provinces else (), toll, sources, disputes)
            for n, id_, date, kind, title, provinces, toll, sources, disputes in self._connection.execute(sql, list(wanted))
        )

    def event(self, n: int) -> Event:
        """The event with a number."""
        (body,) = self._connection.execute("SELECT body FROM event WHERE n = ?", (n,)).fetchone()
        return layout.to_event(json.loads(body))

    def events(self, numbers: Sequence[int], *, whole: bool = True) -> tuple[Event, ...]:  # noqa: ARG002 - the protocol's
        """The events with some numbers, in the given order."""
        sql = "SELECT n, body FROM event WHERE n IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(sql, (json.dumps(list(numbers)),)))
        return tuple(layout.to_event(json.loads(found[n])) for n in numbers)

    def slices(self, count: int, numbers: Callable[[int, int], list[int]]) -> Iterator[list[int]]:
        """The numbers of many events, ``SLICE`` at a time; each is read by itself."""
        return (numbers(start, min(count, start + SLICE)) for start in range(0, count, SLICE))

    def ids(self) -> tuple[str, ...]:
        """The ids of all events, in the order of their numbers."""
        return tuple(id_ for (id_,) in self._connection.execute("SELECT id FROM event ORDER BY n"))

    def known(self, ids: Collection[str]) -> Iterator[tuple[str, int]]:
        """The known ones of some ids, with their events' numbers."""
        sql = "SELECT id, n FROM event WHERE id IN (SELECT value FROM json_each(?))"
        yield from self._connection.execute(sql, (json.dumps(list(ids)),))

    def alike(self, event_id: str) -> Sequence[str]:  # noqa: ARG002 - the protocol's
        """Ids among which an unknown one may have been meant: the first of the timeline."""
        return [id_ for (id_,) in self._connection.execute("SELECT id FROM event ORDER BY n LIMIT ?", (ALIKE,))]

    def bodies(self, ids: Collection[str]) -> dict[str, str]:
        """All that the timeline says about some events, as JSON, by id in date order; unknown ids are skipped."""
        sql = "SELECT id, body FROM event WHERE id IN (SELECT value FROM json_each(?)) ORDER BY n"
        return dict(self._connection.execute(sql, (json.dumps(list(ids)),)))

    def answered_by(self, n: int) -> tuple[str, ...]:
        """The ids of the events that respond to event ``n``."""
        (found,) = self._connection.execute("SELECT answered_by FROM event WHERE n = ?", (n,)).fetchone()
        return tuple(json.loads(found))

    def sources(self, ids: Sequence[str]) -> tuple[Source, ...]:
        """The sources with some ids, in the given order; unknown ids are skipped."""
        sql = "SELECT id, body FROM source WHERE id IN (SELECT value FROM json_each(?))"
        found = dict(self._connection.execute(sql, (json.dumps(list(ids)),)))
        return tuple(layout.to_source(json.loads(found[source])) for source in ids if source in found)

    def citing(self, source: str) -> BitMap:
        """The events that cite a source."""
        sql = "SELECT bits FROM bits WHERE field = 'source' AND token = ?"
        found = self._connection.execute(sql, (source,)).fetchone()
        return BitMap.deserialize(found[0]) if found else BitMap()

    def cited(self, bits: BitMap) -> dict[str, int]:
        """The sources that events of a set cite, by id, with the number of events."""
        found = self._connection.execute("SELECT token, bits FROM bits WHERE field = 'source'")
        counts = ((token, BitMap.deserialize(citing).intersection_cardinality(bits)) for token, citing in found)
        return {token: count for token, count in counts if count}

    def most_cited(self, bits: BitMap, most: int) -> tuple[dict[str, int], int]:
        """The sources that most events of a set cite, as ``cited``, most first, and how many sources they cite."""
        counts = self.cited(bits)
        return {token: counts[token] for token in nsmallest(most, counts, key=lambda token: -counts[token])}, len(counts)

    def uncited(self) -> list[str]:
        """The sources that no event cites, by id."""
        sql = "SELECT id FROM source WHERE id NOT IN (SELECT token FROM bits WHERE field = 'source') ORDER BY id"
        return [source for (source,) in self._connection.execute(sql)]

    def claims_from(self, sources: Sequence[str]) -> dict[str, int]:
        """The number of claims that the whole timeline takes from each of some sources."""
        return {source: self._claims_of_sources.get(source, 0) for source in sources}

    def points(self) -> Iterator[tuple[Point, BitMap]]:
        """Each distinct point with its events, in the order in which events come to them."""
        found = self._connection.execute("SELECT lat, lon, precision, name, bits FROM point ORDER BY n")
        return (((lat, lon, precision, name), BitMap.deserialize(bits)) for lat, lon, precision, name, bits in found)

    def counts(self, field: str, size: int) -> None:
        """Nothing: the sets of few events are counted as fast as their counts are read."""

    @cached_property
    def issued(self) -> Mapping[str, str]:
        """The date of issue (EDTF or empty) of each source by id: decides which of two claims is later."""
        found = self._connection.execute("SELECT id, coalesce(json_extract(body, '$.issued'), '') FROM source")
        return dict(found)

    @cached_property
    def _claims_of_sources(self) -> dict[str, int]:
        return dict(self._connection.execute("SELECT id, claims FROM source"))
