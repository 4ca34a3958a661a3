"""The store: one SQLite file of rows, full text and bitmaps, compiled from a timeline.

The same for a hundred events or a million: every timeline becomes a store. Events are numbered from 0 in date order,
the undated last, and a set of events is a roaring bitmap of these numbers. A value of a field is one bitmap; a number (a
day, a figure) is bit-sliced: one bitmap for each binary digit, so that a range is a dozen set operations however many
events there are (O'Neil and Quass, "Improved query performance with variant indexes", 1997).
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pyroaring import BitMap

from cttui.model.records import Event, Timeline
from cttui.query import fields
from cttui.store import layout
from cttui.store.contribution import Contributor, Point, date_order, digits, dump

if TYPE_CHECKING:
    import sqlite3


class _Slices:
    """A bit-sliced number per event: which events have one, and a bitmap for each binary digit."""

    def __init__(self) -> None:
        self.exists = array("I")
        self.digits: dict[int, array[int]] = {}

    def add(self, n: int, value: int) -> None:
        self.exists.append(n)
        for digit in digits(value):
            self.digits.setdefault(digit, array("I")).append(n)

    def rows(self, name: str) -> Iterator[tuple[str, str, array[int]]]:
        yield name, "exists", self.exists
        for digit, found in self.digits.items():
            yield name, str(digit), found


def write(timeline: Timeline, connection: sqlite3.Connection, events: Iterable[Event] | None = None) -> None:
    """Compile a timeline into an empty database.

    Args:
        timeline: The timeline.
        connection: Where to write.
        events: The events in date order, if they are too many for ``timeline``.
    """
    connection.executescript(layout.SCHEMA)
    writer = _Writer(timeline, connection)
    for n, event in enumerate(sorted(timeline.events, key=date_order) if events is None else events):
        writer.add(n, event)
    writer.finish()
    connection.commit()


class _Writer:
    """Takes events in date order and writes their rows, words and bitmaps."""

    def __init__(self, timeline: Timeline, connection: sqlite3.Connection) -> None:
        self.timeline = timeline
        self.connection = connection
        self.contributor = Contributor(timeline)
        self.measures: set[str] = set()
        self.claims: Counter[str] = Counter()
        self.values: dict[tuple[str, str], array[int]] = {}
        self.slices: dict[str, _Slices] = {}
        self.rest: dict[str, array[int]] = {}
        self.points: dict[Point, array[int]] = {}
        self.starts = array("q")
        self.answered_by: dict[str, list[str]] = {}

    def add(self, n: int, event: Event) -> None:
        found = self.contributor.of(event)
        for name in found.tokens:
            self.values.setdefault(name, array("I")).append(n)
        for number, value in found.numbers:
            self.slices.setdefault(number, _Slices()).add(n, value)
        for measure, low, high in found.rest:
            self.rest.setdefault(measure, array("q")).extend((low, high, n))
        if found.point is not None:
            self.points.setdefault(found.point, array("I")).append(n)
        if event.when is not None:
            self.starts.append(event.when.listed)
        self.measures.update(claim.measure for claim in event.claims)
        self.claims.update(claim.source for claim in event.claims)
        for answered in event.responds_to:
            self.answered_by.setdefault(answered, []).append(event.id)
        self.connection.execute(INSERT_EVENT, sealed((n, *found.row, "[]")))
        self.connection.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (n, found.document))

    def finish(self) -> None:
        run = self.connection.executemany
        self.connection.create_function("seal", -1, layout.seal, deterministic=True)
        columns = layout.SEALED["event"].replace("answered_by", "?1")
        answers = ((json.dumps(found), answered) for answered, found in self.answered_by.items())
        run(f"UPDATE event SET answered_by = ?1, seal = seal({columns}) WHERE id = ?2", answers)  # noqa: S608 - our own columns
        sources = ((source.id, dump(source), self.claims[source.id]) for source in self.timeline.sources)
        run("INSERT INTO source VALUES (?, ?, ?, ?)", map(sealed, sources))
        run(INSERT_BITS, (sealed((name, token, bits(found))) for (name, token), found in self.values.items()))
        rows = (row for name, slices in self.slices.items() for row in slices.rows(name))
        run(INSERT_BITS, (sealed((name, digit, bits(found))) for name, digit, found in rows))
        run(
            INSERT_BITS,
            (sealed((f"{measure}/{layout.REST}", layout.REST, found.tobytes())) for measure, found in self.rest.items()),
        )
        write_points(self.connection, self.points)
        used: dict[str, Counter[str]] = {}
        for (name, token), found in self.values.items():
            used.setdefault(name, Counter())[token] = len(found)
        run("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?)", map(sealed, value_rows(self.timeline, used)))
        count = self.connection.execute("SELECT count(*) FROM event").fetchone()[0]
        write_meta(self.connection, self.timeline, count, self.measures, self.starts)


INSERT_EVENT = "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_BITS = "INSERT INTO bits VALUES (?, ?, ?, ?)"


def write_points(connection: sqlite3.Connection, points: Mapping[Point, Iterable[int]]) -> None:
    """Write the points of the map, in the order in which events come to them, with the numbers of their events."""
    rows = ((place, *point, bits(found)) for place, (point, found) in enumerate(points.items()))
    connection.executemany("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?, ?)", map(sealed, rows))


def value_rows(timeline: Timeline, used: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, int, str, str, str]]:
    """The rows of the values of every field: those that the timeline declares, then the others, most used first."""
    listed = {name: [token for token, _ in Counter(counts).most_common()] for name, counts in used.items()}
    for name, values in fields.vocabulary_of(timeline, listed).values.items():
        for position, value in enumerate(values):
            yield name, position, value.token, value.label, json.dumps(value.aliases)


def write_meta(
    connection: sqlite3.Connection, timeline: Timeline, count: int, measures: Iterable[str], starts: array[int]
) -> None:
    """Write what is read when a store is opened, and what only a renewal reads."""
    order = {event.id: n for n, event in enumerate(sorted(timeline.events, key=date_order))}
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        (
            ("head", layout.write_head(timeline, count)),
            ("measures", json.dumps(sorted(measures))),
            ("starts", starts.tobytes()),
            ("names", layout.write_names(timeline)),
            ("filed", array("I", (order[event.id] for event in timeline.events)).tobytes()),
            # last, and in one transaction with everything else: a store that has it is complete
            ("format", layout.mark()),
        ),
    )


def sealed(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row with its check."""
    return (*row, layout.seal(*row))


def bits(found: Iterable[int]) -> bytes:
    """A set of events as a store has it."""
    bitmap = BitMap(found)
    bitmap.run_optimize()
    return bitmap.serialize()
