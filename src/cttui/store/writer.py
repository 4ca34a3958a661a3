"""The store: one SQLite file of rows, words and bitmaps, compiled from a timeline.

The same for a hundred events or a million: every timeline becomes a store. Events are numbered from 0 in date order,
the undated last, and a set of events is a roaring bitmap of these numbers. A value of a field is one bitmap; a number (a
day, a figure) is bit-sliced: one bitmap for each binary digit, so that a range is a dozen set operations however many
events there are (O'Neil and Quass, "Improved query performance with variant indexes", 1997). A word is one bitmap too.
"""

from __future__ import annotations

import gc
import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from pyroaring import BitMap

from cttui.model.records import Event, Timeline
from cttui.query import fields
from cttui.store import days, layout, search
from cttui.store.contribution import Contributor, Point, digits, dump, in_date_order

if TYPE_CHECKING:
    import sqlite3


BATCH = 256
"""Rows of events that are written at once."""
_numbers = partial(array, "I")
"""Makes an empty list of events' numbers."""


class _Slices:
    """A bit-sliced number per event: which events have one, and a bitmap for each binary digit."""

    def __init__(self) -> None:
        self._values: dict[int, array[int]] = defaultdict(_numbers)
        """The events with each number: a number has dozens of digits, and most come again."""

    def add(self, n: int, value: int) -> None:
        self._values[value].append(n)

    def rows(self, name: str) -> Iterator[tuple[str, str, array[int]]]:
        exists = array("I")
        slices: dict[int, array[int]] = defaultdict(_numbers)
        for value, events in self._values.items():
            exists.extend(events)
            for digit in digits(value):
                slices[digit].extend(events)
        yield name, "exists", exists
        for digit, found in slices.items():
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
    with without_collector():
        for n, event in enumerate(in_date_order(timeline) if events is None else events):
            writer.add(n, event)
        writer.finish()
    connection.commit()


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the garbage collector off: no circles are made, and looking for them took 15 % of an import, 10 of an export.

    Those that a screen makes meanwhile are collected afterwards.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # what was made and is still there is no garbage: it goes to what is looked through last
            gc.freeze()
            gc.unfreeze()
        gc.enable()


class _Writer:
    """Takes events in date order and writes their rows, words and bitmaps."""

    def __init__(self, timeline: Timeline, connection: sqlite3.Connection) -> None:
        self.timeline = timeline
        self.connection = connection
        self.contributor = Contributor(timeline)
        self.measures: set[str] = set()
        self.claims: Counter[str] = Counter()
        # not setdefault, which would make a list for every word of every event
        self.values: dict[tuple[str, str], array[int]] = defaultdict(_numbers)
        self.words: dict[str, array[int]] = defaultdict(_numbers)
        self.slices: dict[str, _Slices] = defaultdict(_Slices)
        self.rest: dict[str, array[int]] = {}
        self.points: dict[Point, array[int]] = defaultdict(_numbers)
        self.waiting: tuple[list[tuple[object, ...]], list[tuple[object, ...]]] = ([], [])
        """Rows of events and of their documents that are not written yet."""
        self.starts = array("q")
        self.answered_by: dict[str, list[str]] = {}

    def add(self, n: int, event: Event) -> None:
        found = self.contributor.of(event)
        for name in found.tokens:
            self.values[name].append(n)
        for number, value in found.numbers:
            self.slices[number].add(n, value)
        for measure, low, high in found.rest:
            self.rest.setdefault(measure, array("q")).extend((low, high, n))
        if found.point is not None:
            self.points[found.point].append(n)
        if event.when is not None:
            self.starts.append(event.when.listed)
        self.measures.update(claim.measure for claim in event.claims)
        self.claims.update(claim.source for claim in event.claims)
        for answered in event.responds_to:
            self.answered_by.setdefault(answered, []).append(event.id)
        for word in search.words_of(found.document):
            self.words[word].append(n)
        rows, documents = self.waiting
        rows.append(sealed((n, *found.row, "[]")))
        documents.append(sealed((n, layout.write_document(found.document))))
        if len(rows) == BATCH:
            self._flush()

    def _flush(self) -> None:
        for sql, rows in zip((INSERT_EVENT, INSERT_DOCUMENT), self.waiting, strict=True):
            self.connection.executemany(sql, rows)
            rows.clear()

    def finish(self) -> None:
        self._flush()
        run = self.connection.executemany
        self.connection.create_function("seal", -1, layout.seal, deterministic=True)
        columns = layout.SEALED["event"].replace("answered_by", "?1")
        answers = ((json.dumps(found), answered) for answered, found in self.answered_by.items())
        run(f"UPDATE event SET answered_by = ?1, seal = seal({columns}) WHERE id = ?2", answers)  # noqa: S608 - our own columns
        sources = ((source.id, dump(source), self.claims[source.id]) for source in self.timeline.sources)
        run("INSERT INTO source VALUES (?, ?, ?, ?)", map(sealed, sources))
        run(INSERT_BITS, (sealed((name, token, bits(found))) for (name, token), found in self.values.items()))
        write_words(self.connection, {word: BitMap(found) for word, found in self.words.items()})
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
INSERT_DOCUMENT = "INSERT INTO document VALUES (?, ?, ?)"


def write_words(connection: sqlite3.Connection, words: Mapping[str, BitMap]) -> None:
    """Write the events of each folded word, and those of each beginning of one or two letters."""
    connection.executemany(INSERT_BITS, (sealed((layout.WORD, word, bits(words[word]))) for word in sorted(words)))
    starts: dict[str, BitMap] = {}
    for word, found in words.items():
        for start in search.starts(word):
            starts.setdefault(start, BitMap()).update(found)
    connection.executemany(INSERT_BITS, (sealed((layout.START, start, bits(found))) for start, found in starts.items()))


def write_points(connection: sqlite3.Connection, points: Mapping[Point, Iterable[int]]) -> None:
    """Write the points of the map, in the order in which events come to them, with the numbers of their events."""
    rows = ((place, *point, bits(found)) for place, (point, found) in enumerate(points.items()))
    connection.executemany("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?, ?)", map(sealed, rows))


def value_rows(timeline: Timeline, used: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, int, str, str, str]]:
    """The rows of the values of every field: those that the timeline declares, then the others, most used first."""
    listed = {name: [token for token, _ in Counter(counts).most_common()] for name, counts in used.items()}
    for name, values in fields.vocabulary_of(timeline, listed).values.items():
        for position, value in enumerate(values):
            yield name, position, value.token, value.label, json.dumps(value.aliases) if value.aliases else "[]"


def write_meta(
    connection: sqlite3.Connection,
    timeline: Timeline,
    count: int,
    measures: Iterable[str],
    starts: Iterable[int] | Mapping[int, int],
    sources: int | None = None,
    more: Iterable[tuple[str, object]] = (),
) -> None:
    """Write what is read when a store is opened, and what only a renewal reads.

    Args:
        connection: The store.
        timeline: The timeline.
        count: How many events the store has.
        measures: The measures that claims name.
        starts: The days under which events are listed, in order, as ``days.pack`` takes them.
        sources: How many sources the store has, if they are too many for ``timeline``.
        more: Other keys and values.
    """
    order = {event.id: n for n, event in enumerate(in_date_order(timeline))}
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        (
            ("head", layout.write_head(timeline, count, sources)),
            ("measures", json.dumps(sorted(measures))),
            ("starts", days.pack(starts)),
            ("names", layout.write_names(timeline)),
            ("filed", array("I", (order[event.id] for event in timeline.events)).tobytes()),
            *more,
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
