"""The library: the reader's own copies of sources, each under the hash of its bytes, several of one source over time.

    objects/ab/abcd…              the bytes as they came, named by their SHA-256
    captures/SOURCE/TIME-abcd….json    one record a capture: which source, which bytes, when, from where
    text/abcd….1.txt              the text extracted from them; deleting it loses nothing

Every file is written under another name, brought to the disk and moved into place; the bytes before the record that speaks
of them. Whatever is cut off, and when, the library opens with every copy it had. A library may come from somebody else:
records are checked as they are read, and bytes against their hash each time.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from cttui import disk
from cttui.errors import CttuiError
from cttui.text import line, shorten
from cttui.timeline.file import digest

State = Literal["none", "intact", "changed", "missing"]
"""Of a source's latest copy: there is none, it is as it was stored, other bytes stand in its place, it is gone."""

STALE = 3600
"""Seconds after which a file that was never moved into place is no longer being written."""

_SHA = re.compile(r"[0-9a-f]{64}")
_TIME = "%Y%m%dT%H%M%S.%fZ"


class LibraryError(CttuiError):
    """The library cannot be read or written."""


class CopyMissingError(LibraryError):
    """A capture's bytes are not in the library."""


class CopyChangedError(LibraryError):
    """The bytes in a capture's place are not those that were stored."""


@dataclass(frozen=True, slots=True)
class Capture:
    """One copy of a source: which bytes, when they were taken, and from where."""

    source: str
    """The source's id."""
    sha256: str
    """Of its bytes, in hexadecimal."""
    size: int
    """In bytes."""
    media_type: str
    """``text/html``, ``application/pdf``, ``text/markdown`` or ``text/plain``."""
    charset: str
    """What the server said; empty where it said nothing."""
    captured: str
    """When, in UTC: ``2026-11-22T01:23:45.123456Z``."""
    origin: str
    """The name of the file it was read from, or the url that was asked for."""
    final_url: str = ""
    """The url that answered, after redirects; empty for a file."""


class Library:
    """A folder of copies. Any number of threads and programs may read and attach at once.

    Args:
        folder: Where it lies; it is made with the first copy.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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
            content: The bytes as they came.
            media_type: What they are, as ``extract.media_type_of`` tells.
            charset: What the server said.
            origin: The name of the file, or the url that was asked for.
            final_url: The url that answered.
            now: When they were taken; this moment where not given.

        Returns:
            The record of this copy. Where the source has one of the same moment, it is dated a microsecond later.

        Raises:
            LibraryError: The id is none, or the library cannot be written.
        """
        disk.check_id(source_id, LibraryError)
        name = digest(content)
        moment = (now or datetime.now(UTC)).astimezone(UTC)
        try:
            self._sweep()
            if not self._holds(name):
                disk.write(self._object(name), content)
            folder = self.folder / "captures" / source_id
            while (path := folder / f"{moment.strftime(_TIME)}-{name[:12]}.json").exists():
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
            disk.write(path, (json.dumps(asdict(capture), ensure_ascii=False, indent=1) + "\n").encode())
        except OSError as error:
            raise LibraryError(
                f"the copy of {source_id} cannot be stored in {self._shown()} ({disk.reason(error)});"
                " make room or give another folder with CTTUI_LIBRARY"
            ) from None
        return capture

    def _sweep(self) -> None:
        """Remove what was begun long ago and never moved into place."""
        for folder, _, names in os.walk(self.folder):
            for part in (Path(folder, name) for name in names if name.endswith(disk.PART)):
                with suppress(OSError):  # moved into place, removed by another program, or no worse than a file too many
                    if time.time() - part.stat().st_mtime > STALE:
                        part.unlink()

    # -- reading

    def sources(self) -> list[str]:
        """The ids of all sources with a copy, in order."""
        return [source for source in self._folders() if self.captures(source)]

    def captures(self, source_id: str) -> list[Capture]:
        """The copies of a source, the oldest first; records that cannot be read are left to ``problems``.

        Raises:
            LibraryError: The id is none.
        """
        disk.check_id(source_id, LibraryError)
        return [found for _, found in self._records(source_id) if isinstance(found, Capture)]

    def latest(self, source_id: str) -> Capture | None:
        """The youngest copy of a source.

        Raises:
            LibraryError: The id is none.
        """
        found = self.captures(source_id)
        return found[-1] if found else None

    def content(self, capture: Capture) -> bytes:
        """The bytes of a copy, held against its hash.

        Raises:
            CopyMissingError: They are gone.
            CopyChangedError: They are not those that were stored.
            LibraryError: They may not be read.
        """
        path = self._object(capture.sha256)
        try:
            content = path.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise CopyMissingError(
                f"the copy of {capture.source} is missing: {shorten(str(path), 400)} is gone; attach the source again"
            ) from None
        except OSError as error:
            raise LibraryError(
                f"the copy of {capture.source} cannot be read ({disk.reason(error)}): {shorten(str(path), 400)}"
            ) from None
        if digest(content) != capture.sha256:
            raise CopyChangedError(
                f"the copy of {capture.source} has changed since it was stored: {shorten(str(path), 400)};"
                " what it says now is no evidence, attach the source again"
            )
        return content

    def state(self, source_id: str) -> State:
        """How the latest copy of a source stands; its bytes are read and hashed.

        Raises:
            LibraryError: The id is none.
        """
        capture = self.latest(source_id)
        return self.state_of(capture) if capture else "none"

    def state_of(self, capture: Capture) -> State:
        """How one copy stands; one that may not be read counts as missing."""
        try:
            self.content(capture)
        except CopyChangedError:
            return "changed"
        except LibraryError:
            return "missing"
        return "intact"

    def text(self, capture: Capture) -> str:
        """The text of a copy: extracted the first time, kept beside for the next. The bytes' hash is checked each time.

        Raises:
            CopyMissingError: They are gone.
            CopyChangedError: They are not those that were stored.
            LibraryError: They may not be read.
            NoTextError: There is no text in them.
        """
        from cttui.copies import extract  # html.parser and logging, for a reader of copies only

        content = self.content(capture)
        path = self.folder / "text" / f"{capture.sha256}.{extract.EXTRACTOR_VERSION}.txt"
        of = f"{capture.media_type};{capture.charset}"
        if (kept := _read_text(path, of)) is not None:
            return kept
        text = extract.text_of(content, capture.media_type, capture.charset)
        with suppress(OSError):  # a library that may not be written is read all the same
            disk.write(path, _with_seal(text, of))
        return text

    def problems(self) -> list[str]:
        """Of each record that cannot be read, where it is and what is wrong, as a sentence without a full stop."""
        wrong = [
            f"{shorten(str(path), 400)}: {found}; delete it and attach the source again"
            for source in self._folders()
            for path, found in self._records(source)
            if isinstance(found, str)
        ]
        folder = self.folder / "captures"
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        strange = [name for name in names if not disk.is_id(name)]
        return wrong + [f"{shorten(str(folder / name), 400)}: no source has such an id; it is left out" for name in strange]

    def _folders(self) -> list[str]:
        folder = self.folder / "captures"
        try:
            return sorted(path.name for path in folder.iterdir() if disk.is_id(path.name) and path.is_dir())
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise LibraryError(f"the library in {self._shown()} cannot be read ({disk.reason(error)})") from None

    def _records(self, source_id: str) -> Iterator[tuple[Path, Capture | str]]:
        """The records of a source by time: each a capture, or what is wrong with it."""
        folder = self.folder / "captures" / source_id
        try:
            paths = sorted(path for path in folder.iterdir() if path.suffix == ".json")
        except (FileNotFoundError, NotADirectoryError):
            return
        except OSError as error:
            raise LibraryError(f"the copies of {source_id} in {self._shown()} cannot be read ({disk.reason(error)})") from None
        for path in paths:
            try:
                yield path, _read_capture(path.read_bytes(), source_id)
            except OSError as error:
                yield path, f"cannot be read ({disk.reason(error)})"
            except ValueError as error:
                yield path, f"not a record of a copy ({error})"

    def _object(self, sha256: str) -> Path:
        return self.folder / "objects" / sha256[:2] / sha256

    def _holds(self, sha256: str) -> bool:
        """Whether the bytes of this hash are there and sound; damaged ones are written anew."""
        try:
            return digest(self._object(sha256).read_bytes()) == sha256
        except (FileNotFoundError, NotADirectoryError):
            return False

    def _shown(self) -> str:
        return shorten(str(self.folder), 400)


def folder_for(timeline: Path, timeline_id: str, environ: Mapping[str, str] = os.environ) -> Path:
    """Where the copies of a timeline's sources are kept.

    Args:
        timeline: The timeline's file; a folder ``library`` beside it is taken before any other.
        timeline_id: Its id, which names its part of the user's data folder.
        environ: ``CTTUI_LIBRARY`` names another folder.

    Raises:
        LibraryError: The id is none.
    """
    beside = timeline.parent / "library"
    if beside.is_dir():
        return beside
    if given := environ.get("CTTUI_LIBRARY"):
        return Path(given)
    disk.check_id(timeline_id, LibraryError)
    return disk.user_data(environ) / "library" / timeline_id


# -- records ---------------------------------------------------------------------------------------------------------


def _read_capture(content: bytes, source_id: str) -> Capture:
    """A capture from its record's bytes.

    Raises:
        ValueError: They are no such record, or that of another source; it says what is wrong.
    """
    try:
        plain = json.loads(content)
    except (ValueError, RecursionError):
        raise ValueError("it is not whole JSON") from None
    if not isinstance(plain, dict):
        raise ValueError("it is no JSON object")
    for key in (field.name for field in fields(Capture)):
        value = plain.get(key)
        if key == "size":
            if type(value) is not int or value < 0:
                raise ValueError("its size is no number of bytes")
        elif not isinstance(value, str) or value != line(value):
            raise ValueError(f"its {key} is no line of text")
    capture = Capture(**{field.name: plain[field.name] for field in fields(Capture)})
    if not _SHA.fullmatch(capture.sha256):
        raise ValueError("its sha256 is none")
    if capture.source != source_id:
        raise ValueError(f"it is of the source {shorten(capture.source)}")
    if datetime.fromisoformat(capture.captured).utcoffset() != timedelta(0):
        raise ValueError("its time is not in UTC")
    return capture


def _with_seal(text: str, of: str) -> bytes:
    """A text to be kept, after a line that says whose it is and what its bytes hash to."""
    body = text.encode()
    return f"{of} {digest(body)}\n".encode() + body


def _read_text(path: Path, of: str) -> str | None:
    """A text that was kept; None where there is none, or it is another's, or not whole."""
    try:
        seal, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body.decode() if seal == f"{of} {hashlib.sha256(body).hexdigest()}".encode() else None
