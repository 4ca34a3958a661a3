"""A shard that is missing is named in every answer that lacks it, whenever it goes or comes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.errors import ServerError
from cttui.store.clickhouse.rounds import Kept, Rounds, run
from cttui.store.clickhouse.server import Statement
from cttui.store.clickhouse.shards import Shards
from cttui.store.index import Cost

HOSTS = ("10.0.0.1", "10.0.0.2", "10.0.0.3")
WHOLE = len(HOSTS)


class Table(NamedTuple):
    """What a statement found."""

    rows: list[tuple[Any, ...]]
    read_rows: int = 1
    read_bytes: int = 8


class Flapping:
    """Three shards with a row each; before every statement, those that are up may be others. The first never goes."""

    spent = Cost(0, 0)

    def __init__(self, ups: Sequence[frozenset[int]]) -> None:
        self._ups = list(ups)

    def _up(self) -> frozenset[int]:
        up = self._ups.pop(0) if len(self._ups) > 1 else self._ups[0]
        return up | {1}

    def ask(self, statements: Sequence[Statement | str]) -> list[Table]:
        """Answer, or fail where all are needed and one is away."""
        return [
            self._answer(one if isinstance(one, Statement) else Statement(one, {"skip_unavailable_shards": 1}))
            for one in statements
        ]

    def _answer(self, statement: Statement) -> Table:
        if "FROM system.clusters" in statement.sql:
            return Table([(number, host, 9000) for number, host in enumerate(HOSTS, 1)])
        up = self._up()
        if not statement.settings["skip_unavailable_shards"] and len(up) < WHOLE:
            raise ServerError("lost", lost=True)
        if "is_local" in statement.sql:
            return Table([(number,) for number in sorted(up)])
        return Table([(len(up),)])

    def close(self) -> None:
        """Nothing is open."""


def counted(statements: int) -> Rounds[list[int]]:
    """The rows that some statements find, in two rounds."""
    first = yield [f"SELECT count() {number}" for number in range(statements)]
    (second,) = yield ["SELECT count() at last"]
    return [table.rows[0][0] for table in (*first, second)]


@given(st.lists(st.frozensets(st.integers(1, WHOLE)), min_size=1, max_size=40), st.integers(1, 4))
def test_a_part_is_never_passed_for_the_whole(ups: list[frozenset[int]], statements: int) -> None:
    """Shards that come and go between any two statements: an answer that lacks a row names a shard, or there is none."""
    server, kept, shards = Flapping(ups), Kept(), Shards("three")
    for _ in range(4):
        try:
            found, spent = run(counted(statements), server, kept, shards)
        except ServerError:
            continue
        assert spent.missing or found == [WHOLE] * (statements + 1)


def test_what_is_missing_is_named_by_its_address() -> None:
    """While the second shard is away it is named; once it is back, nothing that was found without it is used."""
    away, back = frozenset({1, 3}), frozenset({1, 2, 3})
    kept, shards = Kept(), Shards("three")
    found, spent = run(counted(1), Flapping([away]), kept, shards)
    assert (found, spent.missing, shards.count) == ([2, 2], ("10.0.0.2:9000",), 3)
    found, spent = run(counted(1), Flapping([back]), kept, shards)
    assert (found, spent.missing) == ([3, 3], ())


def test_other_failures_are_not_taken_for_a_lost_shard() -> None:
    """A server that refuses is not asked again of a part."""

    class Refusing(Flapping):
        def _answer(self, statement: Statement) -> Table:
            raise ServerError(f"refused: {statement.sql}")

    with pytest.raises(ServerError, match="refused"):
        run(counted(1), Refusing([frozenset()]), Kept(), Shards("three"))
