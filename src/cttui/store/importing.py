"""A dataset becomes a store: in a file that a person names, or in the cache when the dataset is opened.

In the cache, a store is called by the SHA-256 of the dataset's bytes. Reading these again takes a second for two gigabytes, so
what the file was by its inode, size and times is remembered beside it; that is trusted only where a change in between
would have changed the times (``_settled``).
"""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

from cttui import __version__, disk
from cttui.errors import DatasetError, StoreError
from cttui.imports import dayorder, registry
from cttui.imports.by_mapping import format_of
from cttui.imports.format import Format
from cttui.imports.joined import open_files
from cttui.imports.known import by_id
from cttui.imports.mapping import Mapping, check, load
from cttui.imports.provenance import Provenance
from cttui.imports.report import Report, Watch
from cttui.imports.rows import Rows, never
from cttui.settings import IMPORTS
from cttui.store import cache as stores
from cttui.store import layout, named
from cttui.store.index import Index
from cttui.store.packed import writer
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.store.clickhouse.address import Address

KEEP = 12
"""The most imports in the cache; the least recently opened are removed first."""
KEEP_BYTES = 4 << 30
"""The most bytes of them; the one that was just opened is kept whatever its size."""
SETTLED = 2_000_000_000
"""Nanoseconds since the last change of a file after which another change would have another time, whatever the file system."""

_STORE = re.compile(r"[0-9a-f]{32}\.cttui")
_SEEN = re.compile(r"[0-9a-f]{32}\.seen")
"""Names of files of the cache; any other file in its folder is left alone."""


def _begun(name: str) -> re.Pattern[str]:
    """The names of what an import that was killed left, of a store whose name matches a pattern."""
    return re.compile(rf"\.{name}\.\d+(\.words)?{re.escape(disk.PART)}")


# -- a file that a person names --------------------------------------------------------------------------------------


def imported(
    files: Sequence[Path],
    target: Path,
    *,
    watch: Watch = lambda _: None,
    report: Report | None = None,
    mapping: Path | None = None,
    form: str = "",
    stop: Callable[[], bool] = never,
) -> Provenance:
    """Import a dataset into a store.

    Args:
        files: The files of the dataset.
        target: The store; one that is there is replaced, when the other is whole.
        watch: Told how far it is.
        report: Takes the rows that are left out or mended.
        mapping: A file that says what the columns mean, if they are those of no format.
        form: The id of the format; by default the one that has such columns.
        stop: Whether to stop.

    Raises:
        DatasetError: A file cannot be read, or is no dataset that is known; or the target is something else.
        MappingError: The mapping has problems, or is not one for these columns.
        ImportingError: The store cannot be written.
        StoppedError: ``stop`` says so.
    """
    _check_files(files)
    check_target(target, files)
    disk.clear(target.absolute().parent, _begun(re.escape(target.name)), disk.STALE)
    report = report or Report()
    with _read(files, mapping, form, stop) as (rows, found):
        report.file_of = rows.file_of
        writer.write(rows, found, target, progress=watch, report=report, stop=stop, version=__version__)
        for note in rows.notes:
            report.note(note)
    if (about := named.provenance_of(target)) is None:
        raise DatasetError(f"{shorten(str(target), 400)} was replaced by another program; import it again")
    return about


def sent(
    files: Sequence[Path],
    address: Address,
    *,
    connections: int,
    watch: Watch = lambda _: None,
    report: Report | None = None,
    mapping: Path | None = None,
    form: str = "",
    stop: Callable[[], bool] = never,
) -> Provenance:
    """Import a dataset into a table of ClickHouse.

    Args:
        files: The files of the dataset.
        address: Where the table is; it is made if it is not there.
        connections: How many blocks of rows are on their way at once.
        watch: Told how far it is.
        report: Takes the rows that are left out or mended.
        mapping: As in ``imported``.
        form: As in ``imported``.
        stop: Whether to stop.

    Raises:
        DatasetError: A file cannot be read, or is no dataset that is known.
        MappingError: The mapping has problems, or is not one for these columns.
        ServerError: The server refuses or does not answer, or the table cannot take these rows.
        ImportingError: There is no room for what is kept meanwhile.
        StoppedError: ``stop`` says so.
    """
    from cttui.store.clickhouse import writing

    _check_files(files)
    report = report or Report()
    with _read(files, mapping, form, stop) as (rows, found):
        report.file_of = rows.file_of
        return writing.write(
            rows,
            found,
            address,
            progress=watch,
            report=report,
            connections=connections,
            stop=stop,
            version=__version__,
        )


def _check_files(files: Sequence[Path]) -> None:
    """Refuse what was imported before.

    Raises:
        DatasetError: A file is a store.
    """
    for file in filter(named.is_store, files):
        name = shorten(str(file), 400)
        raise DatasetError(f"{name} is a store, which needs no import; open it with: {shlex.join(['cttui', name])}")


def check_target(target: Path, files: Sequence[Path]) -> None:
    """Refuse to write over what is no store.

    Raises:
        DatasetError: Something else is there, or its folder is not.
    """
    name, folder = shorten(str(target), 400), target.absolute().parent
    if any(disk.is_same(target, file) for file in files):
        raise DatasetError(f"{name} is the dataset itself; name another file with -o")
    if disk.is_folder(target):
        raise DatasetError(f"{name} is a folder; name a file in it with -o")
    if not disk.is_folder(folder):
        raise DatasetError(f"there is no folder {shorten(str(folder), 400)}; make it, or name another with -o")
    if os.path.lexists(target) and not named.is_store(target):
        raise DatasetError(f"{name} exists and is not a store; name another file with -o, or delete it")


@contextmanager
def _read(files: Sequence[Path], mapping: Path | None, form: str, stop: Callable[[], bool]) -> Iterator[tuple[Rows, Format]]:
    """The rows of a dataset, open while the block runs, and their format; as ``imported`` takes them."""
    said = load(mapping) if mapping is not None else None
    with _opened(files, said, form, stop) as rows:
        if said is not None:
            found = _mapped(said, rows, files[0])
        else:
            found = _format_of(rows, files[0], form)
            if found.days:
                found = _ordered(found, files, rows, stop)
        yield rows, found


def _ordered(found: Format, files: Sequence[Path], rows: Rows, stop: Callable[[], bool]) -> Format:
    """The format whose days are written as those of a dataset are."""
    with rows.anew() or open_files(files, stop=stop, columns=rows.header.columns if rows.first else None) as ahead:
        order, told = dayorder.order_of(ahead, found)
    if not order:
        return found
    rows.notes.append(told)
    # a file that is opened from the cache has no report
    return replace(dayorder.ordered(found, order), method=f"{found.method} {told}")


def _opened(files: Sequence[Path], said: Mapping | None, form: str, stop: Callable[[], bool]) -> Rows:
    """The rows of a dataset; where files have no header but the columns of a format's releases, by these.

    Raises:
        DatasetError: A file cannot be read, is no dataset, or has other columns than the first.
        StoppedError: ``stop`` says so.
    """
    if said is not None:
        return open_files(files, stop=stop, columns=said.dataset.columns or None)
    rows = open_files(files, stop=stop)
    known = registry.headless(rows.first) if rows.first else None
    if known is None or form not in ("", known[0].id):
        return rows
    rows.close()
    found, columns = known
    rows = open_files(files, stop=stop, columns=columns)
    rows.notes.insert(0, f"There is no header; the columns are those of {found.title}, in the order of its releases.")
    return rows


def is_known(path: Path) -> bool:
    """Whether a file is a dataset of a format that cttui knows, by its columns: a text whose lines have commas is none."""
    try:
        with open_files((path,), stop=never) as rows:
            known = registry.headless(rows.first) if rows.first else registry.recognise(rows.header)
    except DatasetError:
        return False
    return known is not None


def _mapped(said: Mapping, rows: Rows, path: Path) -> Format:
    """The format that a mapping makes.

    Raises:
        MappingError: It names columns that the file has not.
    """
    check(said, rows.header, path.name)
    return format_of(said)


def _format_of(rows: Rows, path: Path, name: str) -> Format:
    """The format of a dataset: of a name, or by the columns.

    Raises:
        DatasetError: There is none of that name, or the columns are of none that is known.
    """
    if not name:
        if (found := registry.recognise(rows.header)) is None:
            raise DatasetError(registry.unknown(rows.header, path, headless=bool(rows.first)))
        return found
    if (form := by_id(name)) is None:
        known = ", ".join(form.id for form in registry.FORMATS)
        raise DatasetError(f"unknown format '{shorten(name, 40)}'; expected {known}, or a mapping of your own with --mapping")
    if not form.has(rows.header.places):
        missing = sorted(form.required - rows.header.places.keys())
        raise DatasetError(
            f"{shorten(path.name)} is not of {form.title}: it lacks the column{'s' if len(missing) > 1 else ''}"
            f" {shorten(', '.join(missing), 200)}"
        )
    return form


# -- the cache -------------------------------------------------------------------------------------------------------


def open_dataset(path: Path, cache: Path | None, watch: Watch) -> Index:
    """Open a dataset through its store in the cache, which is made if it is not there.

    Raises:
        DatasetError: It cannot be read, is no dataset that is known, or the cache cannot be written.
    """
    if cache is None:
        raise DatasetError(f"{shorten(path.name)} is a dataset; import it first: cttui import FILE -o STORE")
    folder = cache / IMPORTS
    digest = _digest_of(path, folder)
    try:
        return _index(stores.compiled(digest, folder))
    except StoreError:
        pass
    try:
        disk.make(folder)
    except OSError as error:
        raise DatasetError(
            f"the cache folder {folder} cannot be written ({disk.reason(error)}); import {shorten(path.name)} into a store of"
            " your own: cttui import FILE -o STORE"
        ) from None
    target = stores.compiled(digest, folder)
    about = imported((path,), target, watch=watch)
    if (read := about.files[0].sha256) != digest:
        # it was changed between the two readings
        target = target.replace(stores.compiled(read, folder))
    forget(folder, target)
    return _index(target)


def cached(path: Path, cache: Path) -> bool:
    """Whether a dataset is in the cache."""
    folder = cache / IMPORTS
    return stores.compiled(_digest_of(path, folder), folder).exists()


def _index(store: Path) -> Index:
    """The index over a store of the cache; if damage is found later, it is removed."""
    return named.index_over(stores.open_store(store, partial(_remove, store)))


def _remove(store: Path) -> layout.Reading:
    with suppress(OSError):
        store.unlink()
    raise StoreError("the import in the cache is damaged and was removed; quit, and open the dataset again")


def _digest_of(path: Path, folder: Path) -> str:
    """The SHA-256 of a file's bytes, remembered by what the file is otherwise where that can be trusted.

    Raises:
        DatasetError: It cannot be read.
    """
    try:
        before, now = path.stat(), time.time_ns()
        seen = folder / f"{_called(before)}.seen"
        with suppress(OSError):
            found = seen.read_text(encoding="ascii", errors="replace")
            if re.fullmatch("[0-9a-f]{64}", found):
                return found
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        after = path.stat()
    except OSError as error:
        raise DatasetError(f"cannot read {shorten(str(path), 400)}: {disk.reason(error)}") from None
    if _called(before) == _called(after) and _settled(before, now):
        with suppress(OSError):
            disk.write(seen, digest.encode())
    return digest


def _called(about: os.stat_result) -> str:
    """What tells a file's state from others without reading it."""
    state = (about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)
    return hashlib.blake2b(repr(state).encode(), digest_size=16).hexdigest()


def _settled(about: os.stat_result, now: int) -> bool:
    """Whether another change would be seen: nobody can set back the time of the last change of an inode."""
    # on Windows that is the time when the file was made
    return sys.platform != "win32" and max(about.st_mtime_ns, about.st_ctime_ns) < now - SETTLED


def forget(folder: Path, keep: Path) -> None:
    """Remove the least recently opened imports beyond ``KEEP`` and ``KEEP_BYTES``, and what a killed import left.

    Where a store is open in another window, that window goes on: it holds the file.
    """
    found: list[tuple[float, int, Path]] = []
    for path in folder.iterdir():
        with suppress(OSError):
            about = path.lstat()
            if S_ISREG(about.st_mode) and _STORE.fullmatch(path.name) and path != keep:
                found.append((about.st_mtime, about.st_size, path))
    room, places = KEEP_BYTES - keep.stat().st_size, KEEP - 1
    for _, size, path in sorted(found, reverse=True):
        room, places = room - size, places - 1
        if room < 0 or places < 0:
            with suppress(OSError):
                path.unlink()
    _forget_seen(folder)
    disk.clear(folder, _begun(_STORE.pattern), disk.STALE)


def _forget_seen(folder: Path) -> None:
    """Remove what was remembered of datasets whose store is gone."""
    for path in folder.iterdir():
        if _SEEN.fullmatch(path.name):
            with suppress(OSError):
                digest = path.read_text(encoding="ascii", errors="replace")
                if not stores.compiled(digest, folder).exists():
                    path.unlink()
