"""The library: the reader's own copies of sources, each under the hash of its bytes, several of one source over time.

    objects/ab/abcd…              the bytes as received, named by their SHA-256
    captures/SOURCE/TIME-abcd….json    one record per capture: which source, which bytes, when, from where

Every file is written under another name, synced to disk and moved into place; the bytes before the record that refers
to them. Whenever writing is interrupted, the library opens with every copy it had. A library may come from somebody else:
records are checked as they are read, and bytes against their hash each time; nothing else in it is trusted, and a folder
``text`` of older versions is ignored. Links inside it are never written through, and never followed out of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from cttui import disk
from cttui.copies import captures as records
from cttui.copies.captures import AGAIN, Capture, RecordError
from cttui.copies.texts import Texts, derive
from cttui.errors import READ_ONLY, CttuiError
from cttui.text import line, shorten
from cttui.timeline.file import digest

State = Literal["none", "intact", "changed", "missing"]
"""The state of a source's latest copy: none, as stored, replaced by other bytes, missing."""

MAX_COPY = 20 << 20
"""Largest copy, in bytes; a little more than the largest fetched page."""

_TIME = "%Y%m%dT%H%M%S.%fZ"
_OBJECT = disk.begun(r"[0-9a-f]{64}")
_RECORD = disk.begun(r"[0-9]{8}T[0-9]{6}\.[0-9]{6}Z-[0-9a-f]{12}\.json")
"""Names of files that were started here."""


class LibraryError(CttuiError):
    """The library cannot be read or written."""


class CopyMissingError(LibraryError):
    """A capture's bytes are not in the library."""


class CopyChangedError(LibraryError):
    """The bytes in a capture's place are not those that were stored."""


class Damage(NamedTuple):
    """Something in a library that is not what it should be; other copies are unaffected."""

    source: str
    """The source's id, or the name of a folder that is not one."""
    path: Path
    line: int
    """From 1; 0 for the file as a whole."""
    message: str
    """What is wrong, and what to do."""

    def sentence(self) -> str:
        """Where it is, what is wrong, and what to do, without a full stop."""
        return f"{shorten(str(self.path), 400)}:{f'{self.line}:' if self.line else ''} {self.message}"


class Library:
    """A folder of copies. Any number of threads and processes may read and attach at once.

    Args:
        folder: Its path; created with the first copy. It may itself be a link.
        cache: The folder for extracted texts; without one, nothing is cached.
        read_only: Whether no copy may be stored or removed.
    """

    def __init__(self, folder: Path, cache: Path | None = None, *, read_only: bool = False) -> None:
        self.folder = folder
        self._read_only = read_only
        self._texts = Texts(cache / "text") if cache is not None else None

    # -- writing

    def attach(
        self,
        source_id: str,
        content: bytes,
        *,
        media_type: str,
        charset: str = "",
        origin: str,
        final_url: str = "",
        now: datetime | None = None,
    ) -> Capture:
        """Store a copy of a source; it is on the disk when this returns.

        Args:
            source_id: The source's id.
            content: The bytes as received.
            media_type: Their type, from ``extract.media_type_of``.
            charset: What the server said.
            origin: The name of the file, or the requested URL.
            final_url: The final URL.
            now: When they were taken; the current time by default.

        Returns:
            The record of this copy. If the source has one with the same time, it is dated a microsecond later.

        Raises:
            LibraryError: The id is not valid, or the library cannot be written.
        """
        disk.check_id(source_id, LibraryError)
        if len(content) > MAX_COPY:
            raise LibraryError(
                f"the copy of {source_id} is larger than {MAX_COPY >> 20} MB; attach only the part that is cited"
            )
        name = digest(content)
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        folder = self.folder / "captures" / source_id
        try:
            self._open_way(source_id, self._object(name).parent, folder)
            disk.clear(self._object(name).parent, _OBJECT, disk.STALE)
            disk.clear(folder, _RECORD, disk.STALE)
            if not self._holds(name):
                disk.write(self._object(name), content)
            while os.path.lexists(path := folder / f"{moment.strftime(_TIME)}-{name[:12]}.json"):
                moment += timedelta(microseconds=1)
            capture = Capture(
                source=source_id,
                sha256=name,
                size=len(content),
                media_type=line(media_type),
                charset=line(charset),
                captured=moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                origin=line(origin),
                final_url=line(final_url),
            )
            disk.write(path, records.written(capture))
        except OSError as error:
            raise LibraryError(
                f"the copy of {source_id} cannot be stored in {self._shown()} ({disk.reason(error)});"
                " free some space, or set another folder with CTTUI_LIBRARY"
            ) from None
        return capture

    def detach(self, capture: Capture) -> None:
        """Remove a copy that was just stored, as if it had never been; bytes that another record refers to stay.

        Raises:
            LibraryError: It cannot be removed.
        """
        folder = self.folder / "captures" / capture.source
        try:
            self._open_way(capture.source, self._object(capture.sha256).parent, folder)
            moment = records.moment(capture).astimezone(UTC)
            (folder / f"{moment.strftime(_TIME)}-{capture.sha256[:12]}.json").unlink(missing_ok=True)
            if not any(self.folder.glob(f"captures/*/*-{capture.sha256[:12]}.json")):
                self._object(capture.sha256).unlink(missing_ok=True)
            with suppress(OSError):  # other copies are in it
                folder.rmdir()
        except OSError as error:
            raise LibraryError(
                f"the copy of {capture.source} cannot be removed from {self._shown()} ({disk.reason(error)})"
            ) from None

    def _open_way(self, source_id: str, *folders: Path) -> None:
        """Refuse to write or delete at all if the library is read-only, or in a folder that is a link, or inside one.

        Raises:
            LibraryError: It may not be written; the message says why, and names the link.
        """
        if self._read_only:
            raise LibraryError(READ_ONLY)
        for folder in folders:
            if (link := disk.link_on_the_way(folder, self.folder)) is not None:
                raise LibraryError(
                    f"the copy of {source_id} cannot be stored: {shorten(str(link), 400)} is a symbolic link, and cttui"
                    " does not write through links inside a library; replace the link with the folder it points to"
                )

    # -- reading

    def sources(self, *, damaged: bool = False) -> list[str]:
        """The ids of all sources with a copy, in order.

        Args:
            damaged: Whether to include those without a readable record.
        """
        kinds = (Capture, Damage) if damaged else Capture
        return [source for source in self._folders() if any(isinstance(one, kinds) for one in self._records(source))]

    def captures(self, source_id: str) -> list[Capture]:
        """The copies of a source, oldest first; unreadable records are left to ``damaged``.

        Raises:
            LibraryError: The id is not valid.
        """
        disk.check_id(source_id, LibraryError)
        return sorted((one for one in self._records(source_id) if isinstance(one, Capture)), key=records.moment)

    def latest(self, source_id: str) -> Capture | None:
        """The latest copy of a source.

        Raises:
            LibraryError: The id is not valid.
        """
        found = self.captures(source_id)
        return found[-1] if found else None

    def content(self, capture: Capture) -> bytes:
        """The bytes of a copy, checked against its hash.

        Raises:
            CopyMissingError: They are missing.
            CopyChangedError: They have changed since they were stored.
            LibraryError: They cannot be read.
        """
        path = self._object(capture.sha256)
        shown = shorten(str(path), 400)
        try:
            content = disk.read(path, MAX_COPY, within=self.folder)
        except disk.FileError as error:
            if error.kind in {"none", "astray"}:
                raise CopyMissingError(
                    f"the copy of {capture.source} is missing: {shown} does not exist; attach the source again"
                ) from None
            if error.kind != "large":
                raise LibraryError(f"the copy of {capture.source} cannot be read: {shown}: {error}; {AGAIN}") from None
            content = b""
        if digest(content) != capture.sha256 or len(content) != capture.size:
            raise CopyChangedError(
                f"the copy of {capture.source} has changed since it was stored: {shown};"
                " it can no longer serve as evidence, so attach the source again"
            )
        return content

    def state(self, source_id: str) -> State:
        """The state of the latest copy of a source; its bytes are read and hashed.

        Raises:
            LibraryError: The id is not valid.
        """
        capture = self.latest(source_id)
        return self.state_of(capture) if capture else "none"

    def state_of(self, capture: Capture) -> State:
        """The state of one copy; an unreadable one counts as missing."""
        try:
            self.content(capture)
        except CopyChangedError:
            return "changed"
        except LibraryError:
            return "missing"
        return "intact"

    def text(self, capture: Capture) -> str:
        """The text of a copy, extracted now from bytes checked now against their hash: fit for verification.

        Raises:
            CopyMissingError: They are missing.
            CopyChangedError: They have changed since they were stored.
            LibraryError: They cannot be read.
            NoTextError: They contain no text.
        """
        return derive(self.content(capture), capture.media_type, capture.charset).text

    def text_to_show(self, capture: Capture) -> str:
        """The same, but fast: from the cache, if it was extracted before.

        The bytes are still checked against their hash.

        Raises:
            CopyMissingError: They are missing.
            CopyChangedError: They have changed since they were stored.
            LibraryError: They cannot be read.
            NoTextError: They contain no text.
        """
        if self._texts is None:
            return self.text(capture)
        return self._texts.of(self.content(capture), capture.sha256, capture.media_type, capture.charset)

    def damaged(self, sources: Iterable[str] | None = None) -> list[Damage]:
        """Each unreadable record, and each folder whose name is not a source id.

        Args:
            sources: Which sources to check; by default all with a folder in the library.
        """
        if sources is not None:
            return [one for source in sources if disk.is_id(source) for one in self._records(source) if isinstance(one, Damage)]
        folder = self.folder / "captures"
        entries = self._listed(folder, "")
        if isinstance(entries, Damage):
            return [entries]
        strange = [path for path in entries if not disk.is_id(path.name)]
        return self.damaged(path.name for path in entries if disk.is_id(path.name)) + [
            Damage(path.name, path, 0, "not a valid source id; skipped") for path in strange
        ]

    def problems(self) -> list[str]:
        """Each of ``damaged`` as a sentence without a full stop."""
        return [one.sentence() for one in self.damaged()]

    def _folders(self) -> list[str]:
        try:
            found = self._listed(self.folder / "captures", "")
        except OSError as error:
            raise LibraryError(f"the library in {self._shown()} cannot be read ({disk.reason(error)})") from None
        return [] if isinstance(found, Damage) else [path.name for path in found if disk.is_id(path.name) and path.is_dir()]

    def _records(self, source_id: str) -> Iterator[Capture | Damage]:
        """The records of a source by name: each a capture, or its error."""
        try:
            paths = self._listed(self.folder / "captures" / source_id, source_id)
        except OSError as error:
            raise LibraryError(f"the copies of {source_id} in {self._shown()} cannot be read ({disk.reason(error)})") from None
        if isinstance(paths, Damage):
            yield paths
            return
        for path in (path for path in paths if path.suffix == ".json"):
            # its folder is already checked; there are many records, and resolving a path costs ten times a check of its end
            within = self.folder if path.is_symlink() else None
            try:
                yield records.read(disk.read(path, records.MAX_SIZE, within), source_id)
            except disk.FileError as error:
                yield Damage(source_id, path, 0, f"cannot be read: {error}; {AGAIN}")
            except RecordError as error:
                yield Damage(source_id, path, error.line, f"not a record of a copy ({error}); {error.remedy}")

    def _listed(self, folder: Path, source_id: str) -> list[Path] | Damage:
        """The entries of a folder of the library, by name; none if it does not exist.

        Raises:
            OSError: It cannot be listed.
        """
        try:
            if disk.leads_within(folder, self.folder):
                return sorted(folder.iterdir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        return Damage(
            source_id, folder, 0, "this symbolic link points outside the library; replace it with the folder it points to"
        )

    def _object(self, sha256: str) -> Path:
        return self.folder / "objects" / sha256[:2] / sha256

    def _holds(self, sha256: str) -> bool:
        """Whether the bytes with this hash are there and intact; anything else in their place is rewritten."""
        try:
            return digest(disk.read(self._object(sha256), MAX_COPY, within=self.folder)) == sha256
        except disk.FileError:
            return False

    def _shown(self) -> str:
        return shorten(str(self.folder), 400)


def folder_for(timeline: Path | None, timeline_id: str, environ: Mapping[str, str] = os.environ) -> Path:
    """The library for a timeline's sources.

    Args:
        timeline: The timeline's file, if it has one; a folder ``library`` next to it takes precedence.
        timeline_id: Its id, which names its subfolder of the user's data folder.
        environ: ``CTTUI_LIBRARY`` overrides the folder.

    Raises:
        LibraryError: The id is not valid.
    """
    if timeline is not None and (beside := timeline.parent / "library").is_dir():
        return beside
    if given := environ.get("CTTUI_LIBRARY"):
        return Path(given)
    disk.check_id(timeline_id, LibraryError)
    return disk.user_data(environ) / "library" / timeline_id
