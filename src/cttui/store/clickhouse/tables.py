"""The tables on a server or on every node of a cluster: how they are made, and what is kept beside the events.

Beside the events stands the table ``TABLE_meta`` of texts by key; of one key the row with the highest ``at`` counts:

- ``layout``: ``schema.EVENTS_LAYOUT``
- ``head``: the timeline without events and sources (``layout.write_head``)
- ``whole``: what is known of all events (``whole.survey``)
- ``begins``: the beginnings of words that have bits, in their order (``begins.chosen``)
- ``indexed``: whether the words of documents have an index (``schema.INDEXED_SINCE``); no table without it has one
- ``import/N``: an import: where its rows come from (``Provenance.plain``), ``header``, the ``delimiter`` between the cells
  of its rows, ``units`` as they name them, ``digest`` of its files, and whether it is ``done``
- ``claim/N/DIGEST``: the files of an import that wants to be the one with a number; empty once it has given way to another

On a cluster the events are in ``TABLE_local`` on every shard, and ``TABLE`` is the table over all of them. What stands beside
them is on every node, so that any of them can be asked, whichever is away. The cluster's Keeper has the tables made on all
nodes, and copies what one gets to the others.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cttui.errors import ServerError
from cttui.store.clickhouse import rows, schema
from cttui.store.clickhouse.refusals import NO_CLUSTER
from cttui.store.clickhouse.schema import quoted
from cttui.store.clickhouse.server import Server
from cttui.store.clickhouse.where import literal

BEGINS = "begins"
"""The key of the beginnings of words that have bits."""
INDEXED = "indexed"
"""The key of whether the words of documents have an index."""
IMPORT = "import/"
"""How the key of an import begins, before its number."""
CLAIM = "claim/"
"""How the key of a claim to a number begins, before the number and the digest of the files."""
LOCAL, META = "_local", "_meta"
"""What stands behind the name of the table in those of the others."""


class Tables:
    """The tables of one address."""

    def __init__(self, server: Server) -> None:
        """Take the server."""
        self.server = server
        address = server.address
        self._database = quoted(address.database)
        self.events = f"{self._database}.{quoted(address.table)}"
        """The table of all events, as statements name it."""
        self.local = f"{self._database}.{quoted(address.table + LOCAL)}" if address.cluster else self.events
        """The events of one node."""
        self.meta = f"{self._database}.{quoted(address.table + META)}"
        """What is kept beside them."""
        self._at = 0

    # -- what is kept beside the events ------------------------------------------------------------------------------

    def found(self) -> dict[str, str] | None:
        """What is kept beside the events, by key; ``None`` if there is no table at all.

        Raises:
            ServerError: There is a table of that name that is none of cttui's.
        """
        address = self.server.address
        names = (address.table, address.table + META)
        sql = (
            f"SELECT name FROM system.tables WHERE database = {literal(address.database)}"
            f" AND name IN ({', '.join(map(literal, names))})"
        )
        known = {row[0] for row in self.server.ask([sql])[0].rows}
        if not known:
            return None
        if names[1] not in known:
            raise ServerError(
                f"{address.name} at {address.place} was not made by cttui; name another table with table=NAME in the address"
            )
        answer = self.server.ask([f"SELECT key, argMax(value, at), max(at) FROM {self.meta} GROUP BY key"])[0]
        self._at = max((int(row[2]) for row in answer.rows), default=0)
        return {str(key): str(value) for key, value, _ in answer.rows}

    def put(self, said: Mapping[str, str]) -> None:
        """Keep something beside the events.

        Raises:
            ServerError: The server refuses, or does not answer.
        """
        self._at = max(self._at + 1, time.time_ns())
        at = self._at.to_bytes(8, "little")
        write = rows.writer("String")
        body = b"".join(write(key) + write(value) + at for key, value in said.items())
        self.server.insert(self.meta, ("key", "value", "at"), body)

    def claim(self, number: int, digest: str, files: str) -> str:
        """Claim a number for an import before it uses it; returns the files of another that claims it too, empty without one.

        Of two that begin at once, one at least sees the other, since each puts its claim before it looks. Whoever sees one
        gives way, so that no number is ever used by both.
        """
        claims = f"{CLAIM}{number}/"
        self.put({claims + digest: files})
        found = self.found() or {}
        others = [value for key, value in found.items() if key.startswith(claims) and key != claims + digest and value]
        if others:
            self.put({claims + digest: ""})
        return ", ".join(others)

    # -- making them -------------------------------------------------------------------------------------------------

    def make(self) -> None:
        """Make the tables that are not there, and say of which layout they are.

        Raises:
            ServerError: The server refuses, or does not answer; or there is no such cluster, or it has no Keeper.
        """
        cluster = self.server.address.cluster
        if cluster:
            self._check(cluster)
        for statement in self._statements(cluster):
            # behind the name of what is made, which is all in quotation marks
            name = statement.split("EXISTS ", 1)[1].split(" ", 1)[0]
            on = f"{name} ON CLUSTER {quoted(cluster)}" if cluster else name
            self.server.do(statement.replace(name, on, 1))
        if (self.found() or {}).get("layout") != str(schema.EVENTS_LAYOUT):
            # put once: what is put makes those who have the table open ask without codes
            self.put({"layout": str(schema.EVENTS_LAYOUT), INDEXED: json.dumps(schema.is_indexed(self.server.version))})

    def _check(self, cluster: str) -> None:
        place = self.server.address.place
        known, keeper = self.server.ask(
            [
                f"SELECT count() FROM system.clusters WHERE cluster = {literal(cluster)}",
                "SELECT count() FROM system.tables WHERE database = 'system' AND name = 'zookeeper'",
            ]
        )
        if not known.rows[0][0]:
            raise ServerError(NO_CLUSTER.format(place=place, cluster=cluster))
        if not keeper.rows[0][0]:
            raise ServerError(
                f"the cluster '{cluster}' at {place} has no Keeper, which makes the tables on all its nodes; set one up, or"
                " leave out cluster=NAME to keep all events on this server"
            )

    def _statements(self, cluster: str) -> Iterator[str]:
        """What makes the tables."""
        address = self.server.address
        yield f"CREATE DATABASE IF NOT EXISTS {self._database}"
        events, meta = "MergeTree", "ReplacingMergeTree(at)"
        if cluster:
            path = f"/clickhouse/tables/{address.database}/{address.table}"
            events = f"ReplicatedMergeTree('{path}/{{shard}}', '{{replica}}')"
            meta = f"ReplicatedReplacingMergeTree('{path}{META}', '{{shard}}-{{replica}}', at)"
        yield schema.create_events(self.local, self.server.version, events)
        yield schema.create_meta(self.meta, meta)
        if cluster:
            yield schema.create_distributed(self.events, address.table + LOCAL, cluster, address.database)

    def running(self, begins: str) -> int:
        """How many statements run on the server whose id begins in a way."""
        sql = f"SELECT count() FROM system.processes WHERE startsWith(query_id, {literal(begins)})"
        return int(self.server.ask([sql])[0].rows[0][0])

    # -- the rows of an import ---------------------------------------------------------------------------------------

    def counted(self, number: int) -> dict[int, int]:
        """How many rows of an import are in the table, by year."""
        sql = f"SELECT year, count() FROM {self.events} WHERE {_of(number)} GROUP BY year"
        return {int(year): int(count) for year, count in self.server.ask([sql])[0].rows}

    def counted_between(self, number: int, year: int, spans: Sequence[tuple[int, int]]) -> list[int]:
        """How many rows of one year of an import are there, by spans of row numbers, both ends included."""
        found: list[int] = []
        for first in range(0, len(spans), _TOGETHER):
            counts = ", ".join(
                f"countIf(seq BETWEEN {_seq(number, low)} AND {_seq(number, high)})"
                for low, high in spans[first : first + _TOGETHER]
            )
            # names and numbers of our own
            sql = f"SELECT {counts} FROM {self.events} WHERE year = {year} AND {_of(number)}"
            found += map(int, self.server.ask([sql])[0].rows[0])
        return found

    def there(self, number: int, year: int, span: tuple[int, int]) -> frozenset[int]:
        """The numbers of the rows of a span that are there."""
        low, high = (_seq(number, end) for end in span)
        sql = f"SELECT seq FROM {self.events} WHERE year = {year} AND seq BETWEEN {low} AND {high}"
        mask = (1 << schema.IMPORT) - 1
        return frozenset(int(row[0]) & mask for row in self.server.ask([sql])[0].rows)


_TOGETHER = 50
"""Spans that are counted in one statement."""


def _seq(number: int, row: int) -> int:
    return number << schema.IMPORT | row


def _of(number: int) -> str:
    return f"seq BETWEEN {_seq(number, 0)} AND {_seq(number + 1, 0) - 1}"


def imports(found: Mapping[str, str]) -> dict[int, dict[str, Any]]:
    """The imports of a table by number, in order, from what is kept beside it.

    Raises:
        ServerError: That is not what an import keeps.
    """
    numbers = {key.removeprefix(IMPORT): value for key, value in found.items() if key.startswith(IMPORT)}
    try:
        known = {int(number): dict(json.loads(value)) for number, value in numbers.items() if number.isdecimal()}
    except (TypeError, ValueError, RecursionError) as error:
        raise ServerError(f"what the table says of its imports cannot be read ({error}); use a table of another name") from None
    return dict(sorted(known.items()))
