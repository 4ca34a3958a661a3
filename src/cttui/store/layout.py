"""The layout of a store: its tables, its numbers, records as JSON, and a mark of it all.

A store's mark says what it was compiled for. The mark is derived from what is compiled (fields, records, kinds,
standpoints, lenses, tables), so that a store with another layout is never read, and one with the same layout is, whichever
release of cttui wrote it.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, is_dataclass
from dataclasses import fields as record_fields
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args, get_origin

from cttui.model import claims, geo, records
from cttui.model.records import (
    Claim,
    Claimant,
    Coverage,
    Event,
    Meta,
    Place,
    Population,
    Province,
    Source,
    Spelling,
    Thread,
    Timeline,
    View,
)
from cttui.query import fields

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LAYOUT = 11
"""Raised where a store would be read wrongly though the other parts of its mark are the same: when words fold otherwise, or
a source without a headline is called otherwise."""

DAYS = 1 << 49
"""Added to days, so that no number is negative; a power of two, so that it costs a single bitmap."""
DIGITS = 63
"""Binary digits of a bit-sliced number: those of a figure's rank among all figures."""
COUNT = "count"
"""What names the bit-sliced numbers of an event's sources and disputes, which a list can be in order of: ``count/sources``."""
SLOTS = 16
"""Intervals of one measure of an event stored in bitmaps; any more are in a list of low, high and
number, 64 bits each, in a row of its own for the measure: ``killed/rest``."""

REST = "rest"
"""The token of that row, and the end of its field."""

SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE event(
    n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, date TEXT, kind TEXT, title TEXT, provinces TEXT, toll TEXT,
    sources INTEGER, disputes INTEGER, body TEXT, answered_by TEXT, seal INTEGER
);
CREATE TABLE source(id TEXT PRIMARY KEY, body TEXT, claims INTEGER, seal INTEGER) WITHOUT ROWID;
CREATE TABLE value(
    field TEXT, position INTEGER, token TEXT, label TEXT, aliases TEXT, seal INTEGER, PRIMARY KEY(field, position)
) WITHOUT ROWID;
CREATE TABLE point(n INTEGER PRIMARY KEY, lat REAL, lon REAL, precision TEXT, name TEXT, bits BLOB, seal INTEGER);
CREATE TABLE bits(field TEXT, token TEXT, bits BLOB, seal INTEGER, PRIMARY KEY(field, token)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(
    text, content='', tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co'", prefix='1 2 3'
);
"""


def ordinal(figure: float) -> int:
    """The rank of a figure among all from 0 to infinity, so that whole numbers compare as figures do.

    It is the figure's 64 bits: in IEEE 754, non-negative numbers are ordered like their bits.
    """
    place: int = struct.unpack(">q", struct.pack(">d", figure + 0.0))[0]  # adding 0 turns -0 into 0
    return place


SEALED = {
    "event": "n, id, date, kind, title, provinces, toll, sources, disputes, body, answered_by",
    "source": "id, body, claims",
    "value": "field, position, token, label, aliases",
    "point": "n, lat, lon, precision, name, bits",
    "bits": "field, token, bits",
}
"""The tables whose rows carry a check, and the columns that it covers."""


def seal(*columns: object) -> int:
    """The check that a row carries: CRC-32 over its columns, each with its type and an end."""
    found = 0
    for column in columns:
        content = column if isinstance(column, bytes) else f"{type(column).__name__} {column}".encode()
        found = zlib.crc32(b"\x1f", zlib.crc32(content, found))
    return found


class Rows(Protocol):
    """Rows found by a statement, as from SQLite's cursors: only the statement knows the types of the columns."""

    def fetchone(self) -> Any:
        """The next row; ``None`` after the last."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Reading(Protocol):
    """An open store, as the index reads it: SQLite's own connection, or one that checks what it reads."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Rows:
        """Run a statement that reads."""

    def close(self) -> None:
        """Close the store."""


# -- the mark --------------------------------------------------------------------------------------------------------


def mark() -> str:
    """The mark of this program's stores: a digest over everything that determines a store's content.

    Adding, removing or renaming a field, a key of a record, a kind, a standpoint, a flag, a lens or a table gives
    another mark; a release that changes none of them does not.
    """
    named = vars(records).items()
    parts = (
        (LAYOUT, SCHEMA, HEAD, DAYS, DIGITS, SLOTS, geo.STEPS),
        [(field.name, field.shape) for field in fields.FIELDS.values()],
        (fields.OWN, tuple(fields.FLAGS), records.KINDS, records.STANDPOINTS),
        (claims.LENSES, claims.APPROX_SHARE, claims.TOLL_MEASURE, sorted(claims.SAID_KINDS)),
        [(name, get_args(words)) for name, words in named if get_origin(words) is Literal],
        [(name, _keys(record)) for name, record in named if isinstance(record, type) and is_dataclass(record)],
    )
    return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _keys(record: type[DataclassInstance]) -> list[tuple[str, str, object]]:
    """The keys of a record with their types and defaults, which a store leaves out."""
    return [(item.name, str(item.type), None if item.default is MISSING else item.default) for item in record_fields(record)]


# -- records as JSON -------------------------------------------------------------------------------------------------


def to_plain(record: object) -> object:
    """A record in the form of JSON; defaults are left out."""
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


HEAD = ("meta", "provinces", "actors", "terms", "claimants", "populations", "threads", "views", "coverages")
"""The parts of a timeline stored in one piece; events and sources have their own rows."""


def write_head(timeline: Timeline, events: int) -> str:
    """All of a timeline except its events and sources, as JSON, with the number of events."""
    plain = {name: to_plain(getattr(timeline, name)) for name in HEAD}
    return json.dumps({**plain, "digest": timeline.digest, "events": events, "sources": len(timeline.sources)}, default=str)


def read_head(text: str) -> tuple[Timeline, int, int]:
    """What ``write_head`` wrote: a timeline without events and sources, the number of each."""
    plain = json.loads(text)
    head = Timeline(
        meta=Meta(**plain["meta"]),
        provinces=tuple(Province(**_tuples(item)) for item in plain["provinces"]),  # type: ignore[arg-type]  # our own JSON
        actors=tuple(Spelling(**_tuples(item)) for item in plain["actors"]),  # type: ignore[arg-type]  # the same
        terms=tuple(Spelling(**_tuples(item)) for item in plain["terms"]),  # type: ignore[arg-type]  # the same
        claimants=tuple(Claimant(**_tuples(item)) for item in plain["claimants"]),  # type: ignore[arg-type]  # the same
        populations=tuple(Population(**_tuples(item)) for item in plain["populations"]),  # type: ignore[arg-type]  # the same
        threads=tuple(Thread(**_tuples(item)) for item in plain["threads"]),  # type: ignore[arg-type]  # the same
        views=tuple(View(**item) for item in plain["views"]),
        coverages=tuple(Coverage(**_tuples(item)) for item in plain["coverages"]),  # type: ignore[arg-type]  # the same
        digest=plain["digest"],
    )
    return head, plain["events"], plain["sources"]


NAMES = ("actors", "terms")
"""The parts of a timeline that no index reads: they are in the words of its events."""


def write_names(timeline: Timeline) -> str:
    """A timeline's actors and terms, as JSON."""
    return json.dumps([to_plain(getattr(timeline, name)) for name in NAMES])


def read_names(text: str) -> tuple[tuple[Spelling, ...], ...]:
    """What ``write_names`` wrote: the actors, and the terms."""
    return tuple(tuple(Spelling(**_tuples(item)) for item in items) for items in json.loads(text))  # type: ignore[arg-type]  # our own JSON


def read_slots(content: bytes | None) -> array[int] | None:
    """For each event the row of its words; ``None`` if that is its number, as in a store that was compiled whole."""
    return array("I", content) if content is not None else None


# -- values ----------------------------------------------------------------------------------------------------------


class LazyValues(Mapping[str, tuple[fields.Value, ...]]):
    """The values of each field, read on first use."""

    def __init__(self, connection: Reading) -> None:
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
