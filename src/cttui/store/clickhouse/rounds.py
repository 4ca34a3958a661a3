"""Answers that are worked out in rounds: statements that need nothing from each other are sent to the server together.

Whatever is to be known is a generator that yields the statements of its next round, is given the tables that they found, and
returns what it was for. ``together`` runs several of them side by side, so that one ask takes as many rounds as its longest
part: mostly two, since a page needs the counts that say where it is.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from cttui.store import stopping
from cttui.store.clickhouse.counting import Tallied, Wanted, batched, parted
from cttui.store.clickhouse.shards import Shards
from cttui.store.clickhouse.ways import Ways, left
from cttui.store.index import Cost

T = TypeVar("T")


class Once(str):
    """A statement whose answer is not kept for later ones."""

    __slots__ = ()


class Found(Protocol):
    """What a statement found."""

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """Its rows; numbers, texts and arrays are Python's own."""

    @property
    def read_rows(self) -> int:
        """How many rows the server read for it."""

    @property
    def read_bytes(self) -> int:
        """How many bytes, unpacked."""


class Asked(Protocol):
    """A server that answers statements."""

    def ask(self, statements: Sequence[str]) -> Sequence[Found]:
        """Answer statements that are sent together.

        Raises:
            ServerError: It did not answer one of them.
            StoppedError: Nobody waits for them any more.
        """

    @property
    def spent(self) -> Cost:
        """What all answers took so far."""

    def close(self) -> None:
        """Close the connections."""


Rounds = Generator[Sequence[Wanted], list[Any], T]
"""Works something out: yields the statements of a round, is given what they found, and returns the end of it."""


def together(*parts: Rounds[Any]) -> Rounds[list[Any]]:
    """Several at once, each of whose rounds are sent with those of the others; returns what each of them returns."""
    results: list[Any] = [None] * len(parts)
    waiting: dict[int, Sequence[Wanted]] = {}
    for place, part in enumerate(parts):
        _step(part, None, place, waiting, results)
    while waiting:
        wanted = [statement for statements in waiting.values() for statement in statements]
        found = iter((yield wanted))
        answered = {place: [next(found) for _ in statements] for place, statements in waiting.items()}
        waiting = {}
        for place, tables in answered.items():
            _step(parts[place], tables, place, waiting, results)
    return results


def _step(
    part: Rounds[Any], tables: list[Any] | None, place: int, waiting: dict[int, Sequence[Wanted]], results: list[Any]
) -> None:
    try:
        waiting[place] = next(part) if tables is None else part.send(tables)
    except StopIteration as end:
        results[place] = end.value


def known(value: T) -> Rounds[T]:
    """What is known without asking."""
    yield from ()
    return value


class Spent(NamedTuple):
    """What an answer took of the server."""

    rows: int
    bytes: int
    missing: tuple[str, ...] = ()
    """The shards that did not answer in some round."""


def run(part: Rounds[T], server: Asked, kept: Kept, shards: Shards | None = None, ways: Ways | None = None) -> tuple[T, Spent]:
    """Work something out, round by round.

    Args:
        part: What.
        server: The server.
        kept: What statements found before.
        shards: The shards of a cluster, if some may be missing.
        ways: Knows in which way events are counted by codes.

    Raises:
        ServerError: The server did not answer.
        StoppedError: Nobody waits for it any more.
    """
    rows = size = 0
    missing: dict[str, None] = {}

    def asked(new: Sequence[Wanted]) -> dict[Wanted, Any]:
        nonlocal rows, size
        if not new:
            return {}
        batches = batched(new)
        if shards is not None:
            tables, lost = shards.asked(server, list(batches))
            missing.update(dict.fromkeys(lost))
        else:
            tables = server.ask(list(batches))
        found = parted(batches, tables)
        rows += sum(table.read_rows for table in found.values())
        size += sum(table.read_bytes for table in found.values())
        return found

    try:
        wanted = next(part)
        while True:
            stopping.check()
            held = {statement: table for statement in wanted if (table := kept.get(statement)) is not None}
            new = [statement for statement in dict.fromkeys(wanted) if statement not in held]
            found = asked(new) if ways is None else _in_ways(ways, new, kept, asked)
            answers = [found[statement] if statement in found else held[statement] for statement in wanted]
            kept.keep(found, tuple(missing))
            wanted = part.send(answers)
    except StopIteration as end:
        return end.value, Spent(rows, size, tuple(missing))


def _in_ways(
    ways: Ways, new: Sequence[Wanted], kept: Kept, asked: Callable[[Sequence[Wanted]], dict[Wanted, Any]]
) -> dict[Wanted, Any]:
    """What is found for all that is wanted, each in the way that takes the server least."""
    if unsure := ways.unsure(new):
        samples = asked(list(unsure.values()))
        ways.learn({condition: samples[statement] for condition, statement in unsure.items()})
    turned = ways.turned(new, kept)
    straight = {one: ways.straight(one) for one in new if one not in turned}
    # who filters by values asks for the stamp too
    stamped: list[Wanted] = [*(rest for _, rest in turned.values()), ways.stamp] if turned else []
    found = asked(list(dict.fromkeys([*straight.values(), *stamped])))
    themselves = {one: found[way] for one, way in straight.items()}
    if not turned:
        return themselves
    if not ways.still(found[ways.stamp]):
        # another import has begun, which may have brought events
        kept.forget()
        return {**themselves, **asked(list(turned))}
    return {**themselves, **{one: left(every, found[rest]) for one, (every, rest) in turned.items()}}


class Kept:
    """What the last statements found: a cursor that moves asks for the same counts again and again.

    Two threads may ask at a time. What was found while a shard was missing is not kept, nor what was kept before it was.
    """

    MOST = 256
    """Statements that are kept."""
    LARGE = 10_000
    """Rows from which on what one found is not kept, but for codes and their counts, which take little room."""

    def __init__(self) -> None:
        self._found: dict[Wanted, Any] = {}
        self._lock = threading.Lock()

    def get(self, statement: Wanted) -> Any:
        """What a statement found; ``None`` if that is not kept."""
        with self._lock:
            # what is asked for again and again, such as the counts of all events, is not forgotten for what was asked once
            if (found := self._found.pop(statement, None)) is not None:
                self._found[statement] = found
            return found

    def forget(self) -> None:
        """Forget all."""
        with self._lock:
            self._found.clear()

    def keep(self, found: Mapping[Wanted, Any], missing: Collection[str] = ()) -> None:
        """Keep what statements found, and forget what was asked for longest ago.

        Args:
            found: What each of some statements found.
            missing: The shards that were missing.
        """
        with self._lock:
            if missing:
                self._found.clear()
                return
            for statement, table in found.items():
                few = isinstance(table, Tallied) or len(table.rows) < self.LARGE
                if few and not isinstance(statement, Once):
                    self._found[statement] = table
            while len(self._found) > self.MOST:
                del self._found[next(iter(self._found))]
