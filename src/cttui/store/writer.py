"""The store: one SQLite file of rows, full text and bitmaps, compiled from a timeline.

One road for a hundred events or a million: whatever is opened becomes a store. Events are numbered from 0 in date order,
the undated last, and a set of events is a roaring bitmap of these numbers. A value of a field is one bitmap; a number (a
day, a figure) is bit-sliced: one bitmap for each binary digit, so that a range is a dozen set operations however many
events there are (O'Neil and Quass, "Improved query performance with variant indexes", 1997).

A compiled timeline lies in the cache folder under the SHA-256 of the file's bytes. It is trusted no further than that
name and its format number; deleting it loses nothing.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import time
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields as record_fields
from dataclasses import is_dataclass
from pathlib import Path

from pyroaring import BitMap

from cttui import __version__
from cttui.errors import StoreError
from cttui.model import claims, geo
from cttui.model.calendar import LAST_DAY
from cttui.model.records import (
    Claim,
    Claimant,
    Event,
    Meta,
    Place,
    Population,
    Province,
    Source,
    Thread,
    Timeline,
    View,
)
from cttui.query import fields
from cttui.store import search

FORMAT = 7
"""Raised whenever a store written before would be read wrongly."""

SCALE = 1000
"""Figures are compared in thousandths: a source's ``76.3`` is 76,300."""
DAYS = 1 << 49
"""Added to a day, so that no number is below 0; one binary digit, so that it costs a single bitmap."""
UNBOUNDED = (1 << 60) - 1
"""The upper end of "at least"."""

_KEEP = 12
"""Compiled timelines kept in the cache folder; the least recently opened go first."""

CHECKED = 32 << 20
"""Stores of fewer bytes are looked over for damage before they are trusted: 4 ms for the shipped timeline."""

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE event(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, date TEXT, kind TEXT, title TEXT, provinces TEXT, toll TEXT,
    disputed INTEGER, body TEXT, answered_by TEXT
);
CREATE TABLE source(id TEXT PRIMARY KEY, body TEXT, claims INTEGER) WITHOUT ROWID;
CREATE TABLE value(
    field TEXT, position INTEGER, token TEXT, label TEXT, aliases TEXT, PRIMARY KEY(field, position)
) WITHOUT ROWID;
CREATE TABLE point(n INTEGER PRIMARY KEY, lat REAL, lon REAL, precision TEXT, name TEXT, bits BLOB);
CREATE TABLE bits(field TEXT, token TEXT, bits BLOB, PRIMARY KEY(field, token)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co'", prefix='1 2 3'
);
"""


def to_plain(record: object) -> object:
    """A record as JSON can say it; what has its default is left out."""
    if is_dataclass(record) and not isinstance(record, type):
        return {
            item.name: to_plain(value)
            for item in record_fields(record)
            if (value := getattr(record, item.name)) != item.default
        }
    if isinstance(record, tuple):
        return [to_plain(item) for item in record]
    return record


def _tuples(plain: dict[str, object]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}


def to_event(plain: dict[str, object]) -> Event:
    """An event from what ``to_plain`` made of it, without validating it again."""
    claims_found: list[dict[str, object]] = plain.pop("claims", [])  # type: ignore[assignment]  # JSON of our own making
    place: dict[str, object] | None = plain.pop("place", None)  # type: ignore[assignment]  # the same
    return Event(
        claims=tuple(Claim(**claim) for claim in claims_found),  # type: ignore[arg-type]  # the same
        place=Place(**place) if place is not None else None,  # type: ignore[arg-type]  # the same
        **_tuples(plain),  # type: ignore[arg-type]  # the same
    )


def to_source(plain: dict[str, object]) -> Source:
    """A source from what ``to_plain`` made of it."""
    return Source(**_tuples(plain))  # type: ignore[arg-type]  # JSON of our own making


HEAD = ("meta", "provinces", "claimants", "populations", "threads", "views")
"""What of a timeline is kept in one piece; events and sources have rows of their own."""


def write_head(timeline: Timeline, events: int) -> str:
    """All of a timeline but its events and sources, as JSON, with how many events there are."""
    plain = {name: to_plain(getattr(timeline, name)) for name in HEAD}
    return json.dumps({**plain, "digest": timeline.digest, "events": events, "sources": len(timeline.sources)}, default=str)


def read_head(text: str) -> tuple[Timeline, int, int]:
    """What ``write_head`` wrote: a timeline without events and sources, the number of each."""
    plain = json.loads(text)
    head = Timeline(
        meta=Meta(**plain["meta"]),
        provinces=tuple(Province(**_tuples(item)) for item in plain["provinces"]),  # type: ignore[arg-type]  # our own JSON
        claimants=tuple(Claimant(**_tuples(item)) for item in plain["claimants"]),  # type: ignore[arg-type]  # the same
        populations=tuple(Population(**_tuples(item)) for item in plain["populations"]),  # type: ignore[arg-type]  # the same
        threads=tuple(Thread(**_tuples(item)) for item in plain["threads"]),  # type: ignore[arg-type]  # the same
        views=tuple(View(**item) for item in plain["views"]),
        digest=plain["digest"],
    )
    return head, plain["events"], plain["sources"]


class LazyValues(Mapping[str, tuple[fields.Value, ...]]):
    """The values of each field, read when first asked for."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._read: dict[str, tuple[fields.Value, ...]] = {}

    def __getitem__(self, field: str) -> tuple[fields.Value, ...]:
        if field not in self._read:
            if field not in self:
                raise KeyError(field)
            found = self._connection.execute(
                "SELECT token, label, aliases FROM value WHERE field = ? ORDER BY position", (field,)
            )
            self._read[field] = tuple(fields.Value(token, label, tuple(json.loads(aliases))) for token, label, aliases in found)
        return self._read[field]

    def __contains__(self, field: object) -> bool:
        return field in fields.FIELDS and fields.FIELDS[str(field)].shape == "values"

    def __iter__(self) -> Iterator[str]:
        return (name for name in fields.FIELDS if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


# -- writing ---------------------------------------------------------------------------------------------------------


class _Slices:
    """A bit-sliced number of each event: which have one, and a bitmap for each binary digit."""

    def __init__(self) -> None:
        self.exists = array("I")
        self.digits: dict[int, array[int]] = {}

    def add(self, n: int, value: int) -> None:
        self.exists.append(n)
        digit = 0
        while value:
            if value & 1:
                self.digits.setdefault(digit, array("I")).append(n)
            value >>= 1
            digit += 1

    def rows(self, name: str) -> Iterator[tuple[str, str, array[int]]]:
        yield name, "exists", self.exists
        for digit, found in self.digits.items():
            yield name, str(digit), found


def scaled(figure: float) -> int:
    """A figure in thousandths, infinity as ``UNBOUNDED``; what lies between two thousandths goes to the lower."""
    return UNBOUNDED if figure == float("inf") else min(int(figure * SCALE + 1e-6), UNBOUNDED - 1)


def write(timeline: Timeline, connection: sqlite3.Connection, events: Iterable[Event] | None = None) -> None:
    """Compile a timeline into an empty database.

    Args:
        timeline: The timeline.
        connection: Where to write.
        events: The events in date order, where they are too many to stand in ``timeline``.
    """
    connection.executescript(_SCHEMA)
    writer = _Writer(timeline, connection)
    for n, event in enumerate(sorted(timeline.events, key=date_order) if events is None else events):
        writer.add(n, event)
    writer.finish()
    connection.commit()


def date_order(event: Event) -> tuple[int, int, int]:
    """What puts events in order: first day, last day, time; the undated last. Those alike keep the order of the file."""
    when = event.when
    return when.sort_key() if when else (LAST_DAY + 1, 0, 0)


class _Writer:
    """Takes events in date order and writes their rows, words and bitmaps."""

    def __init__(self, timeline: Timeline, connection: sqlite3.Connection) -> None:
        self.timeline = timeline
        self.connection = connection
        self.make_facts = fields.facts_of(timeline)
        self.spellings = search.spellings_of(timeline)
        self.register = claims.Register(timeline.claimants, timeline.populations)
        self.sources = {source.id: source for source in timeline.sources}
        self.issued = {source.id: source.issued for source in timeline.sources}
        self.measures: set[str] = set()
        self.claims: Counter[str] = Counter()
        self.values: dict[tuple[str, str], array[int]] = {}
        self.slices: dict[str, _Slices] = {}
        self.points: dict[tuple[float, float, str, str], array[int]] = {}
        self.starts = array("q")
        self.answered_by: dict[str, list[str]] = {}

    def add(self, n: int, event: Event) -> None:
        groups = claims.group(event, self.issued, self.register)
        disputed = claims.is_disputed(groups)
        sources = [self.sources[source] for source in fields.event_sources(event)]
        facts = self.make_facts(event, disputed, claims.independent(sources))
        for field in fields.FIELDS.values():
            for token in dict.fromkeys(field.read(facts)):
                self.values.setdefault((field.name, token), array("I")).append(n)
        if (when := event.when) is not None:
            self.starts.append(when.listed)
            self._dates("date", n, (when.earliest, when.latest))
            if len(runs := when.runs) > 1:
                for slot, run in enumerate(runs):
                    self._dates(f"date/{slot}", n, run)
        self._figures(n, event)
        self._place(n, event.place)
        for answered in event.responds_to:
            self.answered_by.setdefault(answered, []).append(event.id)
        toll = claims.toll(event, register=self.register)
        for lens in (claims.ALL, claims.Lens("official")):
            self._toll(n, lens.name, claims.toll(event, lens, self.register))
        provinces = ",".join(province.short for province in facts.provinces)
        row = (n, event.id, event.date, event.kind, event.title, provinces, str(toll or ""), disputed, _dump(event))
        self.connection.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '[]')", row)
        document = search.document(facts, self.spellings)
        # one letter or two find so many events that the words' own index would be the slow way to them
        for start in {word[:length] for word in document.split() for length in (1, 2)}:
            self.values.setdefault(("start", start), array("I")).append(n)
        self.connection.execute("INSERT INTO words(rowid, text) VALUES (?, ?)", (n, document))

    def _toll(self, n: int, lens: str, found: claims.Range | str | None) -> None:
        if isinstance(found, claims.Range):
            self._slice(f"toll/{lens}/low", n, round(found.low))
            self._slice(f"toll/{lens}/high", n, round(found.high))
            if found.open:
                self.values.setdefault((f"toll/{lens}", "open"), array("I")).append(n)

    def _dates(self, name: str, n: int, run: tuple[int, int]) -> None:
        self._slice(f"{name}/earliest", n, run[0] + DAYS)
        self._slice(f"{name}/latest", n, run[1] + DAYS)

    def _slice(self, name: str, n: int, value: int) -> None:
        self.slices.setdefault(name, _Slices()).add(n, value)

    def _figures(self, n: int, event: Event) -> None:
        """Each measure's distinct intervals, one to a slot, so that a range is held against one claim at a time."""
        found: dict[str, dict[claims.Interval, None]] = {}
        for claim in event.claims:
            self.measures.add(claim.measure)
            self.claims[claim.source] += 1
            if (allowed := claims.interval(claim)) is not None:
                found.setdefault(claim.measure, {})[allowed] = None
        for measure, intervals in found.items():
            for slot, allowed in enumerate(intervals):
                self._slice(f"{measure}/{slot}/low", n, scaled(allowed.low))
                self._slice(f"{measure}/{slot}/high", n, scaled(allowed.high))

    def _place(self, n: int, place: Place | None) -> None:
        """Where an event was, for boxes and for the map's dots."""
        if place is not None and place.lat is not None and place.lon is not None:
            lat, lon = geo.steps(place.lat, place.lon)
            self._slice("place/lat", n, lat)
            self._slice("place/lon", n, lon)
            point = (place.lat, place.lon, place.precision or "", place.name or place.district)
            self.points.setdefault(point, array("I")).append(n)

    def finish(self) -> None:
        run = self.connection.executemany
        run(
            "UPDATE event SET answered_by = ? WHERE id = ?",
            ((json.dumps(found), answered) for answered, found in self.answered_by.items()),
        )
        rows_of_sources = ((source.id, _dump(source), self.claims[source.id]) for source in self.timeline.sources)
        run("INSERT INTO source VALUES (?, ?, ?)", rows_of_sources)
        run("INSERT INTO bits VALUES (?, ?, ?)", ((name, token, _bits(found)) for (name, token), found in self.values.items()))
        rows = (row for name, slices in self.slices.items() for row in slices.rows(name))
        run("INSERT INTO bits VALUES (?, ?, ?)", ((name, digit, _bits(found)) for name, digit, found in rows))
        points = ((place, *point, _bits(found)) for place, (point, found) in enumerate(self.points.items()))
        run("INSERT INTO point VALUES (?, ?, ?, ?, ?, ?)", points)
        used: dict[str, Counter[str]] = {}
        for (name, token), found in self.values.items():
            used.setdefault(name, Counter())[token] = len(found)
        vocabulary = fields.vocabulary_of(
            self.timeline, {name: [token for token, _ in c.most_common()] for name, c in used.items()}
        )
        run(
            "INSERT INTO value VALUES (?, ?, ?, ?, ?)",
            (
                (name, position, value.token, value.label, json.dumps(value.aliases))
                for name, values in vocabulary.values.items()
                for position, value in enumerate(values)
            ),
        )
        count = self.connection.execute("SELECT count(*) FROM event").fetchone()[0]
        run(
            "INSERT INTO meta VALUES (?, ?)",
            (
                ("head", write_head(self.timeline, count)),
                ("measures", json.dumps(sorted(self.measures))),
                ("starts", self.starts.tobytes()),
                # last, and in one transaction with all the rest: a store that has it is whole
                ("format", _mark()),
            ),
        )


def _mark() -> str:
    return f"{FORMAT} cttui {__version__}"


def _dump(record: object) -> str:
    return json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":"))


def _bits(found: array[int]) -> bytes:
    bitmap = BitMap(found)
    bitmap.run_optimize()
    return bitmap.serialize()


# -- the cache -------------------------------------------------------------------------------------------------------


def compiled(timeline_digest: str, folder: Path) -> Path:
    """Where the store of a timeline lies in a cache folder, by the SHA-256 of the timeline's bytes."""
    return folder / f"{timeline_digest[:32]}.cttui"


def open_store(path: Path) -> sqlite3.Connection:
    """Open a store for reading.

    Raises:
        StoreError: There is none, it is not whole, or another version wrote it.
    """
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise StoreError(f"{path}: cannot be opened ({error})") from None
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        if path.stat().st_size < CHECKED:
            damage = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if damage != "ok":
                raise sqlite3.DatabaseError(damage)
    except (sqlite3.Error, OSError) as error:
        connection.close()
        raise StoreError(f"{path}: not a store ({error})") from None
    if found is None or found[0] != _mark():
        connection.close()
        raise StoreError(f"{path}: written by another version")
    with suppress(OSError):
        os.utime(path)  # the least recently opened go first
    return connection


def compile_into(timeline: Timeline, folder: Path | None) -> sqlite3.Connection:
    """Compile a timeline into its place in the cache folder and open it; into memory where the folder cannot be written.

    The file is written under another name and moved into place whole, so that no other window ever sees half of it.
    """
    if folder is not None and timeline.digest:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
            os.close(handle)
        except OSError:
            pass
        else:
            target = compiled(timeline.digest, folder)
            try:
                connection = sqlite3.connect(name)
                try:
                    connection.execute("PRAGMA journal_mode = OFF")
                    connection.execute("PRAGMA synchronous = OFF")
                    write(timeline, connection)
                finally:
                    connection.close()
                Path(name).replace(target)
                _forget_old(folder)
                return open_store(target)
            except (OSError, sqlite3.Error, StoreError):
                Path(name).unlink(missing_ok=True)
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    write(timeline, connection)
    return connection


def _forget_old(folder: Path) -> None:
    for leaving in folder.glob("*.part"):
        # what a killed compilation left; one under way is younger
        if leaving.stat().st_mtime < time.time() - 3600:
            leaving.unlink(missing_ok=True)
    stores = sorted(folder.glob("*.cttui"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in stores[_KEEP:]:
        path.unlink(missing_ok=True)
