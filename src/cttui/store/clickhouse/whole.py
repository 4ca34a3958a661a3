"""What is known of a whole table: how many events and sources, on which days, and with which values of each field.

It takes a reading of all columns, so an import works it out once, at its end, and keeps it beside the events (``survey``); a
table that was opened needs no more than that. Without it, it is worked out when it is first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from cttui.lazy import dataclass
from cttui.query.fields import FIELDS, VAST, Value, vocabulary_of
from cttui.store.clickhouse import lists
from cttui.store.clickhouse.coded import Known
from cttui.store.clickhouse.rounds import Asked, Kept, Rounds, run
from cttui.store.clickhouse.schema import KEY, column_of

if TYPE_CHECKING:
    from cttui.model.records import Timeline

LISTED = tuple(field.name for field in FIELDS.values() if field.shape == "values" and field.name not in {"source", "has"})
"""The fields whose values are listed; sources are known by their ids alone, and notes are the reader's."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of a whole table."""

    count: int
    sources: int
    measures: tuple[str, ...]
    has_best: bool
    days: tuple[int, ...]
    """The days under which events are listed, in order, each once."""
    values: Mapping[str, tuple[str, ...]] | None = None
    """For each of ``LISTED`` the values that events have, most used first; ``None`` if that is not known yet."""
    lists: Known | None = None
    """What the codes of values stand for; ``None`` if that is not known yet, and values are counted without codes."""
    reach: tuple[int, int] | None = None
    """How many days at most an event may have been before the day under which it is listed, and after it."""

    def plain(self) -> dict[str, object]:
        """The same as values of JSON."""
        plain = {name: getattr(self, name) for name in ("count", "sources", "measures", "has_best", "days", "values", "reach")}
        return {**plain, "lists": lists.plain(self.lists or {})}


def read(plain: Mapping[str, Any]) -> Whole:
    """What ``Whole.plain`` wrote.

    Raises:
        KeyError: It is cut.
    """
    values = plain["values"]
    return Whole(
        int(plain["count"]),
        int(plain["sources"]),
        tuple(plain["measures"]),
        bool(plain["has_best"]),
        tuple(plain["days"]),
        {str(field): tuple(tokens) for field, tokens in values.items()} if values is not None else None,
        lists.read(plain["lists"]),
        (int(reach[0]), int(reach[1])) if (reach := plain["reach"]) is not None else None,
    )


def counted(table: str) -> Rounds[Whole]:
    """What is known of a table without its values."""
    events, sources, measures, days = yield [
        f"SELECT count(), max(best_stated), maxIf(first - earliest, dated), maxIf(latest - first, dated) FROM {table}",
        f"SELECT uniqExact(s) FROM {table} ARRAY JOIN f_source AS s",
        f"SELECT DISTINCT m FROM {table} ARRAY JOIN measures AS m",
        f"SELECT first FROM {table} WHERE dated GROUP BY first ORDER BY first",
    ]
    ((count, best, before, after),) = events.rows
    return Whole(
        count,
        sources.rows[0][0],
        tuple(sorted(row[0] for row in measures.rows)),
        bool(best),
        tuple(row[0] for row in days.rows),
        reach=(max(0, before), max(0, after)),
    )


def valued(table: str) -> Rounds[dict[str, tuple[str, ...]]]:
    """The values of each field, those of most events first, equal ones in the order in which events come to them."""
    statements = []
    for field in LISTED:
        column = column_of(field)
        join, place = ("", "1") if field == "kind" else (f" ARRAY JOIN {column} AS v, arrayEnumerate({column}) AS p", "p")
        value = "kind AS v" if field == "kind" else "v"
        statements.append(
            f"SELECT {value}, count() AS c, min(({', '.join(KEY)}, {place})) AS f FROM {table}{join}"
            f" GROUP BY v ORDER BY c DESC, f LIMIT {VAST + 1}"
        )
    found = yield statements
    return {field: tuple(row[0] for row in rows.rows) for field, rows in zip(LISTED, found, strict=True)}


def survey(server: Asked, table: str) -> Whole:
    """Work out what is known of a whole table, at the end of an import.

    Args:
        server: The server.
        table: The table, as statements have it.

    Raises:
        ServerError: The server did not answer.
    """
    found, _ = run(counted(table), server, Kept())
    values, _ = run(valued(table), server, Kept())
    known, _ = run(lists.surveyed(table), server, Kept())
    return Whole(found.count, found.sources, found.measures, found.has_best, found.days, values, known, found.reach)


class ServerValues(Mapping[str, tuple[Value, ...]]):
    """The values of each field, asked for on first use: those that the timeline declares, then the others, most used first."""

    def __init__(self, declared: Timeline, whole: Whole, now: Callable[[Rounds[Any]], Any], table: str) -> None:
        self._declared = declared
        self._used = whole.values
        self._now = now
        self._table = table
        self._values: dict[str, tuple[Value, ...]] | None = None

    def _all(self) -> dict[str, tuple[Value, ...]]:
        if self._values is None:
            used = self._used if self._used is not None else self._now(valued(self._table))
            self._values = dict(vocabulary_of(self._declared, used).values)
        return self._values

    def size(self, field: str) -> int:
        """How many values a field has."""
        return len(self._all().get(field, ()))

    def __getitem__(self, field: str) -> tuple[Value, ...]:
        return self._all()[field]

    def __contains__(self, field: object) -> bool:
        return field in FIELDS and FIELDS[str(field)].shape == "values"

    def __iter__(self) -> Iterator[str]:
        return (name for name in FIELDS if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
