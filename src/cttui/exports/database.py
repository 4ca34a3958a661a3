"""An SQLite database: tables of events, claims, sources and disputes, with full text, as Datasette likes them.

Lists are JSON arrays, which Datasette offers as facets; the full-text tables are of FTS5, which it finds by itself; foreign
keys become links. The row ``datasette`` of the table ``about`` holds the facets as Datasette's own metadata.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from cttui.exports.items import Record, claim_record, dispute_record, event_record, facts_by, figures, source_record
from cttui.exports.subjects import Conflicts, Events
from cttui.exports.tables import CLAIMS, DISPUTES, EVENTS, FACETS, SOURCES, Kind
from cttui.query.fields import FIELDS, Facts

_TYPES: dict[Kind, str] = {"text": "TEXT", "texts": "TEXT", "number": "REAL", "whole": "INTEGER", "flag": "INTEGER"}


def _table(name: str, columns: Mapping[str, Kind], *more: str) -> str:
    """The statement that makes a table; a column ``id`` is its key."""
    kinds = (f'"{key}" {_TYPES[kind]}{" PRIMARY KEY" if key == "id" else ""}' for key, kind in columns.items())
    return f"CREATE TABLE {name}({', '.join((*kinds, *more))});"


_CITED = ("FOREIGN KEY(event) REFERENCES events(id)", "FOREIGN KEY(source) REFERENCES sources(id)")
TABLES = "\n".join((
    "CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;",
    "CREATE TABLE left_out(what TEXT);",
    _table("sources", SOURCES),
    _table("events", {**EVENTS, **dict.fromkeys(FACETS, "texts")}),
    _table("claims", CLAIMS, "PRIMARY KEY(event, number)", *_CITED),
    _table("event_sources", {"event": "text", "source": "text"}, "PRIMARY KEY(event, source)", *_CITED),
    _table("disputes", DISPUTES),
))  # fmt: skip
"""What makes the tables."""
WORDS = """
CREATE VIRTUAL TABLE events_fts USING fts5(title, summary, place, district, actors, tags, content="events");
CREATE VIRTUAL TABLE claims_fts USING fts5(who, "by", quote, note, content="claims");
CREATE VIRTUAL TABLE sources_fts USING fts5(title, publisher, author, digest, content="sources");
INSERT INTO events_fts(events_fts) VALUES('rebuild');
INSERT INTO claims_fts(claims_fts) VALUES('rebuild');
INSERT INTO sources_fts(sources_fts) VALUES('rebuild');
CREATE INDEX claims_by_source ON claims(source);
CREATE INDEX event_sources_by_source ON event_sources(source);
"""
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
_NOTHING = frozenset({"district", "publisher"})
"""Columns whose values are counted, so that an empty one is null."""
DATASETTE = {
    "events": {"sort": "earliest", "label_column": "title",
               "facets": ["kind", "district", *({"array": name} for name in ("provinces", "actors", "tags", *FACETS))]},
    "claims": {"facets": ["measure", "by", "disputed"]},
    "sources": {"label_column": "title", "facets": ["publisher", "standpoint", "type"]},
    "disputes": {"facets": ["measure"]},
}  # fmt: skip
"""What Datasette counts beside each table."""


def write(subject: Events, stream: BinaryIO) -> None:
    """Write the database.

    Raises:
        OSError: The stream, or the folder for temporary files, cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="cttui-") as folder:
        path = Path(folder) / "export.db"
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(connection, subject)
        except sqlite3.Error as error:
            raise OSError(0, f"the database cannot be made: {error}") from None
        finally:
            connection.close()
        with path.open("rb") as made:
            copyfileobj(made, stream)


def _fill(connection: sqlite3.Connection, subject: Events) -> None:
    # it is a new file that nobody else has open, and goes with its folder if this fails
    connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES}")
    connection.execute("BEGIN")
    cited: dict[str, None] = {}
    facts, conflicts = facts_by(subject.index.head), Conflicts(subject.index.register)
    for item in subject.items():
        _insert(connection, "events", [{**event_record(item), **_counted(facts(item))}])
        _insert(connection, "claims", (claim_record(item, one) for one in figures(item)))
        _insert(connection, "event_sources", ({"event": item.event.id, "source": source.id} for source in item.sources))
        _insert(connection, "sources", (source_record(source) for source in item.sources if source.id not in cited))
        cited.update((source.id, None) for source in item.sources)
        conflicts.add(item)
    _insert(connection, "disputes", map(dispute_record, conflicts.groups()))
    _insert(connection, "about", _about(subject))
    _insert(connection, "left_out", ({"what": phrase} for phrase in subject.guard.noted()))
    connection.execute("COMMIT")
    connection.executescript(WORDS)


def _counted(facts: Facts) -> Record:
    return {column: list(dict.fromkeys(FIELDS[field].read(facts))) for column, field in FACETS.items()}


def _insert(connection: sqlite3.Connection, table: str, records: Iterable[Record]) -> None:
    for record in records:
        connection.execute(_inserting(table, tuple(record)), [_cell(name, value) for name, value in record.items()])


@cache
def _inserting(table: str, columns: tuple[str, ...]) -> str:
    """The statement that writes a record."""
    named = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({named}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of our own


def _cell(name: str, value: object) -> object:
    if isinstance(value, list):
        return _ENCODE(value) if value else "[]"
    # nothing is no value of a facet
    return None if name in _NOTHING and not value else value


def _about(subject: Events) -> Iterator[Record]:
    about = subject.about()
    for name, said in about.items():
        yield {"name": name, "value": said}
    # Datasette calls a database by its file's name: what the documents and the form call it
    names = (about["id"], *(f"{about['id']}-{of}" for of in ("events", "selection")))
    metadata = {
        "title": about["timeline"],
        "license": about["licence"],
        "databases": {name: {"tables": DATASETTE} for name in names},
    }
    yield {"name": "datasette", "value": json.dumps(metadata, ensure_ascii=False)}
