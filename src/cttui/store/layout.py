"""The layout of a store: its tables, its numbers, records as JSON, and a mark of it all.

A store's mark says what it was compiled for. The mark is derived from what is compiled (fields, records, kinds,
standpoints, lenses, tables and the sizes of their parts), so that a store with another layout is never read, and one with the
same layout is, whichever release of cttui wrote it. What code makes of a text or a row cannot be seen so: ``LAYOUT`` says it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, is_dataclass
from dataclasses import fields as record_fields
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, get_args, get_origin, runtime_checkable

from cttui.errors import StoreError
from cttui.model import claims, geo, records
from cttui.model.records import (
    Claim,
    Claimant,
    CodedCell,
    CodedEvent,
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
    Unit,
    View,
)
from cttui.query import fields
from cttui.store.days import ListedDays

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

LAYOUT = 19
"""Raised where a store would be read wrongly though the other parts of its mark are the same: when words fold otherwise, a
source without a headline is called otherwise, or a format of datasets says something else of a row, of which a packed store has
the sets from then and makes the event now (``tests/unit/test_packed_mark.py`` notices)."""

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
WORD = "word"
"""The field of the sets of events that have a word in their documents; the token is the folded word, so that the words that
begin alike are neighbours."""
START = "start"
"""The field of those that have a word of a beginning of one or two letters: the union of so many words that it is stored."""
FIRST = "first"
"""The field of those whose title begins with a word."""

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
CREATE TABLE document(n INTEGER PRIMARY KEY, words BLOB, seal INTEGER);
"""

PACKED = """
CREATE TABLE said(piece TEXT, part INTEGER, cells BLOB, words BLOB, seal INTEGER, PRIMARY KEY(piece, part)) WITHOUT ROWID;
CREATE TABLE column(name TEXT, part INTEGER, body BLOB, seal INTEGER, PRIMARY KEY(name, part)) WITHOUT ROWID;
CREATE TABLE block(first INTEGER PRIMARY KEY, body BLOB, seal INTEGER);
CREATE TABLE ident(part INTEGER PRIMARY KEY, body BLOB, seal INTEGER);
CREATE TABLE cited(part INTEGER PRIMARY KEY, body BLOB, seal INTEGER);
"""
"""The tables that a packed store has besides, whose events and sources are made of a dataset's rows when they are read.

``said`` has the distinct cells of each piece of a row (JSON) with their folded texts, ``column`` values of the events in date
order and the words and points with their sets, ``block`` the rows themselves in the order of the file; all but the sets is
packed by zstd. ``ident`` and ``cited`` find events by the hashes of their ids and of what tells their sources from others.
"""
PART = 4096
"""Values in one row of ``column``, ``ident`` and ``cited``, but for those of which keys want one here and one there."""
LIST = "list"
"""The column of what a list shows of events: the codes of the pieces that say a date, kind, title, unit or claim, in the order
of the format, and how many sources besides the dataset the row of each names. All of an event stand in one row, since the
events of a selection are seldom neighbours: each would be read in as many rows as there are pieces."""
LISTED = 256
"""Events in one row of that column."""
IDS = 512
"""Ids in one row of theirs."""
CODES = 256
"""Codes of a piece in one row of ``said``."""
FRAME = 64
"""Codes whose cells are packed together there: most keys want those of one."""
LEXICON = "lexicon"
"""The column of all words that have sets of events, in order: so that an absent one is known without reading the sets."""
SETS = "sets"
"""What begins the names of the columns of sets of events, of which a store has a hundred thousand small ones: ``sets/word`` has
those of the words of the lexicon, ``sets/point`` those of the points."""
MANY = 64
"""Sets in one row of such a column: with more, too much is read for one small set; with fewer, there are too many rows, each
with a last page that is half empty."""
POINTS = "point"
"""The column of points: where each is, how precise that is and what the place is called."""
COUNTS = "counts"
"""What names the columns, of one part each, of how many events have each value of a field: ``counts/province``."""
BLOCK = 64
"""Rows in one row of ``block``."""


def ordinal(figure: float) -> int:
    """The rank of a figure among all from 0 to infinity, so that whole numbers compare as figures do.

    It is the figure's 64 bits: in IEEE 754, non-negative numbers are ordered like their bits.
    """
    place: int = struct.unpack(">q", struct.pack(">d", figure + 0.0))[0]  # adding 0 turns -0 into 0
    return place


BY_FIELD = ("bits", "value")
"""The tables whose rows are summed field by field; the others of ``SEALED`` are summed as a whole."""
SEALED = {
    "event": "n, id, date, kind, title, provinces, toll, sources, disputes, body, answered_by",
    "source": "id, body, claims",
    "value": "field, position, token, label, aliases",
    "point": "n, lat, lon, precision, name, bits",
    "bits": "field, token, bits",
    "document": "n, words",
}
"""The tables whose rows carry a check, and the columns that it covers."""
PACKED_SEALED = {
    "said": "piece, part, cells, words",
    "column": "name, part, body",
    "block": "first, body",
    "ident": "part, body",
    "cited": "part, body",
}
"""The same of the tables of a packed store, whose rows are numbered without a gap."""


def seal(*columns: object) -> int:
    """The check that a row carries: CRC-32 over its columns, each with its type and an end."""
    check, told = 0, ""
    for column in columns:
        if isinstance(column, bytes):
            # without a copy of it: most of what a store has is such columns
            check, told = zlib.crc32(column, zlib.crc32(told.encode(), check)), "\x1f"
        else:
            told += f"{type(column).__name__} {column}\x1f"
    return zlib.crc32(told.encode(), check)


def seal_set(field: str, token: str, bits: bytes) -> int:
    """``seal`` of a row of ``bits``, in a third of the time: an import has hundreds of thousands of them."""
    return zlib.crc32(b"\x1f", zlib.crc32(bits, zlib.crc32(f"str {field}\x1fstr {token}\x1f".encode())))


def seal_value(field: str, position: int, token: str, label: str, aliases: str) -> int:
    """``seal`` of a row of ``value``, in a third of the time."""
    return zlib.crc32(f"str {field}\x1fint {position}\x1fstr {token}\x1fstr {label}\x1fstr {aliases}\x1f".encode())


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


@runtime_checkable
class Counting(Protocol):
    """An open store that knows how many rows a group has."""

    def counted(self, table: str, field: str) -> int:
        """How many rows of a table a field has."""


# -- the mark --------------------------------------------------------------------------------------------------------


def mark() -> str:
    """The mark of this program's stores: a digest over everything that determines a store's content.

    Adding, removing or renaming a field, a key of a record, a kind, a standpoint, a flag, a lens or a table gives
    another mark; a release that changes none of them does not.
    """
    named = vars(records).items()
    parts = (
        (LAYOUT, SCHEMA, PACKED, PART, CODES, MANY, BLOCK, HEAD, DAYS, DIGITS, SLOTS, geo.STEPS),
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
    if (keys := _defaults(type(record))) is not None:
        return {name: to_plain(value) for name, default in keys if (value := getattr(record, name)) != default}
    if isinstance(record, tuple):
        return [to_plain(item) for item in record]
    return record


_DEFAULTS: dict[type, tuple[tuple[str, object], ...] | None] = {}
"""What ``_defaults`` has found: it is asked a dozen times an event."""


def _defaults(kind: type) -> tuple[tuple[str, object], ...] | None:
    """The keys of a kind of record with their defaults; ``None`` for what is no record."""
    if kind not in _DEFAULTS:
        _DEFAULTS[kind] = tuple((item.name, item.default) for item in record_fields(kind)) if is_dataclass(kind) else None
    return _DEFAULTS[kind]


def _tuples(plain: dict[str, object]) -> dict[str, object]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}


def to_event(plain: dict[str, object]) -> Event:
    """An event from what ``to_plain`` made of it, without validating it again."""
    claims_found: list[dict[str, object]] = plain.pop("claims", [])  # type: ignore[assignment]  # JSON of our own making
    place: dict[str, object] | None = plain.pop("place", None)  # type: ignore[assignment]  # the same
    made: type[Event] = Event
    if "columns" in plain:
        made = CodedEvent
        plain["coded"] = tuple((field, token) for field, token in plain.get("coded", ()))  # type: ignore[attr-defined]  # the same
        plain["cells"] = tuple(CodedCell(*cell) for cell in plain.get("cells", ()))  # type: ignore[attr-defined]  # the same
    return made(
        claims=tuple(Claim(**claim) for claim in claims_found),  # type: ignore[arg-type]  # the same
        place=Place(**place) if place is not None else None,  # type: ignore[arg-type]  # the same
        **_tuples(plain),  # type: ignore[arg-type]  # the same
    )


def to_source(plain: dict[str, object]) -> Source:
    """A source from what ``to_plain`` made of it."""
    return Source(**_tuples(plain))  # type: ignore[arg-type]  # JSON of our own making


HEAD = ("meta", "provinces", "actors", "terms", "claimants", "populations", "threads", "views", "coverages")
"""The parts of a timeline stored in one piece; events and sources have their own rows."""


def write_head(timeline: Timeline, events: int, sources: int | None = None) -> str:
    """All of a timeline except its events and sources, as JSON, with the number of events.

    Args:
        timeline: The timeline.
        events: How many events its store has.
        sources: How many sources, if they are too many for ``timeline``.
    """
    plain = {name: to_plain(getattr(timeline, name)) for name in HEAD}
    plain["units"] = any(isinstance(province, Unit) for province in timeline.provinces)
    count = len(timeline.sources) if sources is None else sources
    return json.dumps({**plain, "digest": timeline.digest, "events": events, "sources": count}, default=str)


def read_head(text: str) -> tuple[Timeline, int, int]:
    """What ``write_head`` wrote: a timeline without events and sources, the number of each."""
    plain = json.loads(text)
    head = Timeline(
        meta=Meta(**plain["meta"]),
        provinces=tuple((Unit if plain["units"] else Province)(**_tuples(item)) for item in plain["provinces"]),  # type: ignore[arg-type]  # our own JSON
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


class Opened(NamedTuple):
    """What is read of a store when it is opened."""

    head: Timeline
    """The timeline without events and sources."""
    events: int
    sources: int
    measures: tuple[str, ...]
    starts: ListedDays
    """The days under which the dated events are listed."""
    packed: str
    """Where the rows of a packed store come from and how they are packed, as JSON; empty for a compiled one."""


def read_opened(connection: Reading) -> Opened:
    """Read what a store begins with; it is closed if that fails.

    Raises:
        StoreError: The store is damaged.
    """
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta WHERE key NOT IN ('filed', 'names')"))
        head, events, sources = read_head(meta["head"])
        measures = tuple(json.loads(meta["measures"]))
        return Opened(head, events, sources, measures, ListedDays(meta["starts"]), str(meta.get("packed", "")))
    except (sqlite3.Error, KeyError, TypeError, ValueError) as error:
        connection.close()
        raise StoreError(f"the store is damaged ({error})") from None


NAMES = ("actors", "terms")
"""The parts of a timeline that no index reads: they are in the words of its events."""


def write_names(timeline: Timeline) -> str:
    """A timeline's actors and terms, as JSON."""
    return json.dumps([to_plain(getattr(timeline, name)) for name in NAMES])


def read_names(text: str) -> tuple[tuple[Spelling, ...], ...]:
    """What ``write_names`` wrote: the actors, and the terms."""
    return tuple(tuple(Spelling(**_tuples(item)) for item in items) for items in json.loads(text))  # type: ignore[arg-type]  # our own JSON


def write_document(document: str) -> bytes:
    """The words of an event as a store has them, packed: level 1 of zlib, as higher ones win a twentieth for twice the time."""
    return zlib.compress(document.encode(), 1)


def read_document(content: bytes) -> str:
    """What ``write_document`` wrote.

    Raises:
        zlib.error: It is damaged.
    """
    return zlib.decompress(content).decode()


# -- values ----------------------------------------------------------------------------------------------------------


class LazyValues(Mapping[str, tuple[fields.Value, ...]]):
    """The values of each field, read on first use."""

    def __init__(self, connection: Reading) -> None:
        self._connection = connection
        self._read: dict[str, tuple[fields.Value, ...]] = {}
        self._counted = connection.counted if isinstance(connection, Counting) else None

    def __getitem__(self, field: str) -> tuple[fields.Value, ...]:
        if field not in self._read:
            if field not in self:
                raise KeyError(field)
            sql = "SELECT token, label, aliases FROM value WHERE field = ? ORDER BY position"
            found = self._connection.execute(sql, (field,)).fetchall()
            # read together: a thousand short lists by themselves take ten times as long
            aliases = json.loads(f"[{','.join([aliases for _, _, aliases in found])}]")
            self._read[field] = tuple(
                fields.Value(token, label, tuple(others)) for (token, label, _), others in zip(found, aliases, strict=True)
            )
        return self._read[field]

    def size(self, field: str) -> int:
        """How many values a field has, without reading them where the store knows it."""
        if field not in self:
            return 0
        if field not in self._read and self._counted is not None:
            return self._counted("value", field)
        return len(self[field])

    def __contains__(self, field: object) -> bool:
        return field in fields.FIELDS and fields.FIELDS[str(field)].shape == "values"

    def __iter__(self) -> Iterator[str]:
        return (name for name in fields.FIELDS if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)
