"""Files that a person names: what each is, by its content and never by its name, and a store among them opened.

Nothing here changes a store: windows share it.
"""

from __future__ import annotations

import os
import shlex
import sqlite3
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Literal

from cttui import disk
from cttui.errors import StoreError
from cttui.imports.marks import BINARY, SEPARATORS
from cttui.store import cache as stores
from cttui.store import layout
from cttui.store.index import Index
from cttui.store.sqlite import SqliteIndex
from cttui.text import shorten
from cttui.timeline.file import DATABASE

if TYPE_CHECKING:
    from cttui.imports.provenance import Provenance

Kind = Literal["timeline", "store", "dataset"]
"""What a file is."""

HEAD = 1 << 14
"""Bytes by which a file is told; the names of GTD's 135 columns take two thousand."""
_NAMED = 3
"""The most files that a command names."""
TABLES = {"meta", "bits", "value"}
"""Tables of every store, whatever its layout."""


def kind_of(path: Path) -> Kind:
    """What a file is, by its first bytes; a timeline where that cannot be told, whose reading then says what is wrong."""
    try:
        handle = os.open(path, disk.OPENING)
        with os.fdopen(handle, "rb") as file:
            # what a pipe has is read once, and it may have nothing yet
            return _kind(file.read(HEAD)) if S_ISREG(os.fstat(handle).st_mode) else "timeline"
    except (OSError, ValueError):
        return "timeline"


def _kind(head: bytes) -> Kind:
    if head.startswith(DATABASE):
        return "store"
    if head.startswith(BINARY):
        return "dataset"
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    lines = (line.strip() for line in head.decode(encoding, "replace").splitlines())
    line = next((line for line in lines if line and not line.startswith("#")), "")
    if line.startswith("["):
        # a list of JSON, or a table of TOML
        return "dataset" if line[1:].lstrip().startswith("{") else "timeline"
    if line.startswith("{"):
        return "dataset"
    key, equals, _ = line.partition("=")
    named = key if equals else line
    return "dataset" if any(sign in named for sign in SEPARATORS) else "timeline"


def is_store(path: Path) -> bool:
    """Whether a file is a store, of this layout or another."""
    if kind_of(path) != "store":
        # SQLite would wait for whoever writes into a pipe, and heed no signal meanwhile
        return False
    with suppress(sqlite3.Error, UnicodeDecodeError, UnicodeEncodeError), closing(_reading(path)) as connection:
        return _tables(connection) >= TABLES
    return False


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {table for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def open_named(path: Path) -> Index:
    """Open a store by its path.

    Raises:
        StoreError: It is damaged, of another layout, or another program's database; the message says what to do.
    """
    try:
        return index_over(stores.open_store(path, partial(_found_damaged, path), used=False))
    except StoreError:
        raise StoreError(_refusal(path)) from None


def index_over(store: layout.Reading) -> Index:
    """The index over an open store.

    Raises:
        StoreError: It is damaged.
    """
    if store.execute("SELECT 1 FROM meta WHERE key = 'packed'").fetchone() is None:
        return SqliteIndex(store)
    from cttui.store.packed.index import PackedIndex

    return PackedIndex(store)


# -- refusals --------------------------------------------------------------------------------------------------------


def _found_damaged(path: Path) -> layout.Reading:
    """What is done where damage is found later."""
    raise StoreError(_damaged(path, provenance_of(path)))


def _refusal(path: Path) -> str:
    """Why a store cannot be opened, in a sentence with a way out."""
    name = shorten(str(path), 400)
    if not disk.is_file(path):
        return f"{name} does not exist any more; give the path of a timeline, a dataset or a store"
    try:
        with closing(_reading(path)) as connection:
            tables = _tables(connection)
            found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone() if "meta" in tables else None
    except (sqlite3.Error, UnicodeDecodeError, UnicodeEncodeError):
        return _damaged(path, None)
    if not tables >= TABLES:
        return f"{name} is a database of another program; cttui opens timelines, datasets, and stores that 'cttui import' made"
    provenance = provenance_of(path)
    if found is not None and found[0] != layout.mark():
        return f"{name} was made by another release of cttui; {_again(path, provenance)}"
    return _damaged(path, provenance)


def _damaged(path: Path, provenance: Provenance | None) -> str:
    return f"{shorten(str(path), 400)} is damaged; {_again(path, provenance)}"


def _again(path: Path, provenance: Provenance | None) -> str:
    """How to make a store anew."""
    from cttui.imports.known import is_mapping

    files = [shorten(file.name, 200) for file in provenance.files] if provenance is not None else []
    # a command with some of many files would make a smaller store
    named = files if 0 < len(files) <= _NAMED else ["FILE..."] if files else ["FILE"]
    mapping = ["--mapping", "MAPPING"] if provenance is not None and is_mapping(provenance.format) else []
    command = shlex.join(["cttui", "import", *mapping, *named, "-o", shorten(str(path), 400)])
    what = provenance.names if provenance is not None and files else "its dataset"
    return f"to import {shorten(what, 300)} again, run {command}"


def provenance_of(path: Path) -> Provenance | None:
    """Where a store's rows come from, whatever release made it; ``None`` if it does not say so, or cannot be read."""
    with suppress(sqlite3.Error, UnicodeDecodeError, UnicodeEncodeError, StoreError), closing(_reading(path)) as connection:
        return provenance_in(connection)
    return None


def provenance_in(store: layout.Reading) -> Provenance | None:
    """The same of an open store.

    Raises:
        StoreError: What stands there cannot be read.
    """
    found = store.execute("SELECT value FROM meta WHERE key = 'packed'").fetchone()
    if found is None:
        return None
    from cttui.imports import provenance

    return provenance.read(found[0])


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
