"""What is known of a whole table: how many events and sources, on which days, and with which values of each field.

It takes a reading of all columns, so an import works it out once, at its end, and keeps it beside the events (``survey``); a
table that was opened needs no more than that. Without it, it is worked out when it is first needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cttui.lazy import dataclass
from cttui.query.fields import FIELDS, VAST, Value, vocabulary_of
from cttui.store.clickhouse import lists
from cttui.store.clickhouse.coded import Known, Meant
from cttui.store.clickhouse.rounds import Asked, Kept, Rounds, run
from cttui.store.clickhouse.schema import KEY, OTHER, code_of, column_of

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


def valued(table: str, known: Known) -> Rounds[dict[str, tuple[str, ...]]]:
    """The values of each field, those of most events first, equal ones in the order in which events come to them.

    Args:
        table: The table.
        known: What its codes stand for; values of a field are asked for where its codes do not say all.
    """
    coded = [field for field in LISTED if (said := known.get(code_of(field))) and OTHER not in said]
    counts = yield [
        f"SELECT {column}, count(), min(({', '.join(KEY)})) FROM {table} GROUP BY {column}" for column in map(code_of, coded)
    ]
    found = {}
    for field, rows in zip(coded, counts, strict=True):
        if (values := _of_codes(known[code_of(field)], rows.rows)) is not None:
            found[field] = values
    others = [field for field in LISTED if field not in found]
    tables = yield [_by_value(table, field) for field in others]
    found |= {field: tuple(row[0] for row in rows.rows) for field, rows in zip(others, tables, strict=True)}
    return {field: found[field] for field in LISTED}


def _of_codes(said: Mapping[int, Meant], rows: Iterable[Sequence[Any]]) -> tuple[str, ...] | None:
    """The values in the order of ``valued``, by how many events have each code and the key of the first of them.

    ``None`` if a code is not known, which another import brings.
    """
    counts: Counter[str] = Counter()
    firsts: dict[str, tuple[Any, ...]] = {}
    for code, count, key in rows:
        if code not in said:
            return None
        (values,) = said[code]
        for place, value in enumerate((values,) if isinstance(values, str) else values):
            counts[value] += count
            first = (*key, place)
            firsts[value] = min(firsts.get(value, first), first)
    return tuple(sorted(counts, key=lambda value: (-counts[value], firsts[value])))[: VAST + 1]


def _by_value(table: str, field: str) -> str:
    """The statement that asks for the values of a field in the same order."""
    column = column_of(field)
    join, place = ("", "1") if field == "kind" else (f" ARRAY JOIN {column} AS v, arrayEnumerate({column}) AS p", "p")
    value = "kind AS v" if field == "kind" else "v"
    return (
        f"SELECT {value}, count() AS c, min(({', '.join(KEY)}, {place})) AS f FROM {table}{join}"
        f" GROUP BY v ORDER BY c DESC, f LIMIT {VAST + 1}"
    )


def survey(server: Asked, table: str, known: Known | None = None) -> Whole:
    """Work out what is known of a whole table, at the end of an import.

    Args:
        server: The server.
        table: The table, as statements have it.
        known: What its codes stand for, where that is known; else it is read of its rows.

    Raises:
        ServerError: The server did not answer.
    """
    found, _ = run(counted(table), server, Kept())
    codes = known if known is not None else run(lists.surveyed(table), server, Kept())[0]
    values, _ = run(valued(table, codes), server, Kept())
    return Whole(found.count, found.sources, found.measures, found.has_best, found.days, values, codes, found.reach)


class ServerValues(Mapping[str, tuple[Value, ...]]):
    """The values of each field, asked for on first use: those that the timeline declares, then the others, most used first."""

    def __init__(self, declared: Timeline, whole: Whole, now: Callable[[Rounds[Any]], Any], table: str) -> None:
        self._declared = declared
        self._used = whole.values
        self._lists = whole.lists or {}
        self._now = now
        self._table = table
        self._values: dict[str, tuple[Value, ...]] | None = None

    def _all(self) -> dict[str, tuple[Value, ...]]:
        if self._values is None:
            used = self._used if self._used is not None else self._now(valued(self._table, self._lists))
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
