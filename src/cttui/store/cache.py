"""Where compiled timelines are stored, how they are opened, and how old ones are removed.

A store is in the cache folder under the SHA-256 of its timeline's bytes, and ends with a digest of its own bytes. It is
used only if its mark is this program's (``layout.mark``) and its digest matches, or in a large store the checks of its
rows (``checked``); otherwise the timeline is silently recompiled. The folder is the reader's own, so this guards against
damage, not forgery. Deleting it loses nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from stat import S_ISREG

from cttui.errors import StoreError
from cttui.model.records import Event, Timeline
from cttui.store import checked, layout
from cttui.store.sqlite import SqliteIndex
from cttui.timeline import file as files

KEEP = 12
"""The most compiled timelines in the cache folder; the least recently opened are removed first."""

WHOLE = 32 << 20
"""Stores of fewer bytes are checked completely against their digest before use: 1 ms for the shipped timeline."""

_DIGEST = 32
"""Bytes of the digest at the end of a store, SHA-256 over all bytes before; SQLite reads its own pages and nothing after."""

_STORE = re.compile(r"[0-9a-f]{32}\.cttui")
_BEGUN = re.compile(r"[0-9a-f]{32}\.\w{8}\.part")
"""Names of this cache's files; any other file in its folder is left alone."""


def open_timeline(path: Path, cache: Path | None) -> SqliteIndex:
    """Open a timeline file, through its compiled store.

    An unchanged file is neither parsed nor validated again: its bytes are hashed and the store of that hash is opened.

    Args:
        path: The TOML file.
        cache: The folder for compiled stores; ``None`` keeps the store in memory.

    Raises:
        TimelineError: The file cannot be read or has problems.
    """
    return open_content(files.read(path), path, cache)


def open_content(content: bytes, path: Path, cache: Path | None) -> SqliteIndex:
    """The same for a file that has been read.

    Raises:
        TimelineError: It has problems.
    """
    digest = files.digest(content)
    if (found := _cached(digest, cache, partial(_made_anew, path, digest, cache))) is not None:
        return found
    from cttui.timeline import load

    return SqliteIndex(compile_into(load.parse(content, str(path)), cache))


def _made_anew(path: Path, timeline_digest: str, cache: Path | None) -> layout.Reading:
    """A new store of a timeline, replacing one found damaged after it was opened."""
    content = files.read(path)
    if files.digest(content) != timeline_digest:
        raise StoreError(f"{path} has changed and its compiled store is damaged; open it again")
    from cttui.timeline import load

    return compile_into(load.parse(content, str(path)), cache)


def index_of(timeline: Timeline, cache: Path | None) -> SqliteIndex:
    """The index of a timeline already in memory: its compiled store, created if needed."""
    found = _cached(timeline.digest, cache, partial(compile_into, timeline, cache)) if timeline.digest else None
    return SqliteIndex(compile_into(timeline, cache)) if found is None else found


def _cached(timeline_digest: str, cache: Path | None, remake: Callable[[], layout.Reading]) -> SqliteIndex | None:
    """The index over a compiled store; ``None`` if there is none, or if it is damaged or another version's."""
    if cache is None:
        return None
    try:
        return SqliteIndex(open_store(compiled(timeline_digest, cache), remake))
    except StoreError:
        return None


def compiled(timeline_digest: str, folder: Path) -> Path:
    """The path of a timeline's store in a cache folder, by the SHA-256 of the timeline's bytes."""
    return folder / f"{timeline_digest[:32]}.cttui"


def open_store(path: Path, remake: Callable[[], layout.Reading] | None = None, *, used: bool = True) -> layout.Reading:
    """Open a store for reading: a small one is checked against its digest now, a large one row by row as it is read.

    Args:
        path: The store.
        remake: Recreates the store if damage is found after it was opened.
        used: Whether its time of change becomes that of its opening, as in the cache; a person's own file is left as it is.

    Raises:
        StoreError: It does not exist, is incomplete, or was compiled for another version.
    """
    try:
        size = path.stat().st_size
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{path}: cannot be opened ({error})") from None
    try:
        # the store of an import is too large for a digest of all of it, and has none
        packed = _is_packed(connection)
        small = size < WHOLE and not packed
        if small:
            _hold_to_digest(path)
        _hold_to_mark(path, connection)
        if packed:
            _hold_to_size(path, connection, size)
        opened = connection if small else checked.Checked(connection, remake)
    except (OSError, StoreError) as error:
        connection.close()
        raise StoreError(str(error)) from None
    if used:
        with suppress(OSError):
            os.utime(path)  # the least recently opened go first
    return opened


def _hold_to_digest(path: Path) -> None:
    if not _is_whole(path):
        raise StoreError(f"{path}: damaged")


def _hold_to_size(path: Path, connection: sqlite3.Connection, size: int) -> None:
    """SQLite reads zeros behind the end of a file whose last page was cut, and would find that out where it reads them."""
    try:
        (pages,), (page,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    except sqlite3.Error as error:
        raise StoreError(f"{path}: damaged ({error})") from None
    if size != pages * page:
        raise StoreError(f"{path}: damaged")


def _is_packed(connection: sqlite3.Connection) -> bool:
    with suppress(sqlite3.Error, UnicodeDecodeError):
        return connection.execute("SELECT 1 FROM meta WHERE key = 'packed'").fetchone() is not None
    return False


def _hold_to_mark(path: Path, connection: sqlite3.Connection) -> None:
    try:
        found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as error:
        # sqlite3 quotes a damaged schema in its message, which may not be UTF-8
        raise StoreError(f"{path}: not a store ({error})") from None
    if found is None or found[0] != layout.mark():
        raise StoreError(f"{path}: compiled for another version")


def _is_whole(path: Path) -> bool:
    """Whether a store ends with the digest of all its other bytes."""
    content = memoryview(path.read_bytes())
    return hashlib.sha256(content[:-_DIGEST]).digest() == content[-_DIGEST:]


def renewed(index: SqliteIndex, before: Timeline, after: Timeline, cache: Path | None) -> SqliteIndex:
    """The index of a changed timeline, whose store is made from the one before as far as it is the same.

    Args:
        index: The index of the timeline before.
        before: The timeline before.
        after: The changed timeline.
        cache: The folder for compiled stores; ``None`` keeps the store in memory.
    """
    if (found := _cached(after.digest, cache, partial(compile_into, after, cache))) is not None:
        return found
    from cttui.store import renewal

    store = index.store.raw if isinstance(index.store, checked.Checked) else index.store

    def make(connection: sqlite3.Connection) -> None:
        # an index may be older than what was read of the file since
        old = store if isinstance(store, sqlite3.Connection) and index.head.digest == before.digest else None
        if old is None or not renewal.renew(old, connection, before, after):
            raise StoreError("it is compiled whole")

    try:
        return SqliteIndex(_made(after.digest, cache, make))
    except (StoreError, sqlite3.Error):
        return SqliteIndex(compile_into(after, cache))


def compile_into(timeline: Timeline, folder: Path | None) -> layout.Reading:
    """Compile a timeline into its place in the cache folder and open it; in memory if the folder cannot be written."""
    from cttui.store import writer

    return _made(timeline.digest, folder, partial(writer.write, timeline))


def _made(timeline_digest: str, folder: Path | None, make: Callable[[sqlite3.Connection], None]) -> layout.Reading:
    """Make a store in its place in the cache folder and open it; in memory if the folder cannot be written.

    The file is written under another name and moved into place when complete, so that no other window ever sees half of it.
    """
    if folder is not None and timeline_digest:
        import tempfile

        target = compiled(timeline_digest, folder)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=folder, prefix=f"{target.stem}.", suffix=".part")
            os.close(handle)
        except OSError:
            pass
        else:
            try:
                _make_to(Path(name), make)
                Path(name).replace(target)
                _forget_old(folder)
                return open_store(target)
            except (OSError, sqlite3.Error, StoreError):
                Path(name).unlink(missing_ok=True)
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    make(connection)
    return connection


def compile_to(path: Path, timeline: Timeline, events: Iterable[Event] | None = None) -> None:
    """Compile a timeline into a file that is empty or not yet there.

    Args:
        path: The file.
        timeline: The timeline.
        events: The events in date order, if they are too many for ``timeline``.

    Raises:
        OSError: The file cannot be written.
        sqlite3.Error: The same.
    """
    from cttui.store import writer

    _make_to(path, lambda connection: writer.write(timeline, connection, events))


def _make_to(path: Path, make: Callable[[sqlite3.Connection], None]) -> None:
    """Make a store in a file, with its checks and digest."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        make(connection)
        if not checked.is_signed(connection):
            checked.sign(connection)
    finally:
        connection.close()
    with path.open("r+b") as file:
        digest = hashlib.sha256()
        while block := file.read(1 << 20):
            digest.update(block)
        file.write(digest.digest())


def _forget_old(folder: Path) -> None:
    """Remove leftovers of a killed compilation, and all but the most recently opened stores; no other files."""
    stores: list[tuple[float, Path]] = []
    for path in folder.iterdir():
        with suppress(OSError):
            about = path.lstat()
            if S_ISREG(about.st_mode) and _STORE.fullmatch(path.name):
                stores.append((about.st_mtime, path))
            elif S_ISREG(about.st_mode) and _BEGUN.fullmatch(path.name) and about.st_mtime < time.time() - 3600:
                # one in progress is younger
                path.unlink()
    for _, path in sorted(stores, reverse=True)[KEEP:]:
        with suppress(OSError):
            path.unlink()
