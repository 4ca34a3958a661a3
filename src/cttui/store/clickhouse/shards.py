"""Which shards of a cluster do not answer.

A question is first asked of all: that it is answered without an error is the servers' own word that nothing is missing. Only
where a shard cannot be reached, or is lost, it is asked again of the others, together with who they are. To ask for that beside
the question alone would not do: a shard that goes between the two would be missed, and a part passed for the whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cttui.errors import ServerError
from cttui.store.clickhouse.server import Statement
from cttui.store.clickhouse.where import literal


class Shards:
    """The shards of one cluster."""

    def __init__(self, cluster: str) -> None:
        """Take the cluster's name."""
        self._name = literal(cluster)
        self.count = 1
        """How many there are, as far as that was asked."""

    @property
    def statements(self) -> list[str]:
        """What is asked beside a question: the shards that there are, how many answer, and how each calls itself."""
        return [
            f"SELECT shard_num, host_name, port FROM system.clusters WHERE cluster = {self._name} ORDER BY shard_num",
            f"SELECT count() FROM cluster({self._name}, system.one)",
            f"SELECT shard_num FROM cluster({self._name}, system.clusters) WHERE cluster = {self._name} AND is_local",
        ]

    def asked(self, server: Any, statements: Sequence[str]) -> tuple[Sequence[Any], tuple[str, ...]]:
        """What statements find, and the shards that are missing in all of it.

        Raises:
            ServerError: The server did not answer, or lost a shard that answers again.
            StoppedError: Nobody waits for it any more.
        """
        whole = [Statement(statement, {"skip_unavailable_shards": 0}) for statement in statements]
        try:
            return server.ask(whole), ()
        except ServerError as error:
            if not error.lost:
                raise
        tables = server.ask([*statements, *self.statements])
        if missing := self.missing(tables[len(statements) :]):
            return tables[: len(statements)], missing
        # it is there again
        return server.ask(whole), ()

    def missing(self, tables: Sequence[Any]) -> tuple[str, ...]:
        """The shards that did not answer, each as ``HOST:PORT`` of its first replica."""
        there, answered, own = tables
        shards = {number: f"{host}:{port}" for number, host, port in reversed(there.rows)}
        self.count = max(1, len(shards))
        if answered.rows[0][0] >= len(shards):
            return ()
        here = {row[0] for row in own.rows}
        return tuple(shards[number] for number in sorted(shards) if number not in here)
