"""The text of a copy, extracted from its bytes; and a cache that makes reading fast.

Cached text is never evidence: verification always extracts it again. It is in the cache folder, apart
from the library, which may come from somebody else; its file is named by the SHA-256 of the copy's bytes and the version of
the extractor, and begins with its type and a digest of the rest, which detects damage. Deleting it loses nothing.
"""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cttui import disk
from cttui.timeline.file import digest

if TYPE_CHECKING:
    from cttui.copies.extract import Extracted

KEPT = 300
"""The most texts to keep; the least recently read are dropped first."""
MAX_SIZE = 64 << 20
"""Largest text to keep, in bytes."""

_NAME = r"[0-9a-f]{64}\.[0-9]+\.txt"


def derive(
    content: bytes,
    media_type: str,
    charset: str = "",
    *,
    about: bool = False,
    seconds: float | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Extracted:
    """The text of a copy, from its bytes and nothing else; all reading of untrusted bytes goes through here.

    Args:
        content: The bytes as received.
        media_type: Their type, from ``extract.media_type_of``.
        charset: What the server said.
        about: Whether to read what the document says of itself too.
        seconds: The time limit; by its size by default.
        cancelled: Polled for whether to stop.

    Raises:
        NoTextError: They contain no text, or the work was stopped.
    """
    from cttui.copies import sandbox  # subprocess and threads, for a reader of copies only

    limits = sandbox.limits_for(len(content))
    if seconds is not None:
        limits = limits._replace(patience=min(limits.patience, max(seconds, 0.0)))
    begun = time.monotonic()
    try:
        return sandbox.read_apart(content, media_type, charset, about=about, cancelled=cancelled, limits=limits)
    except sandbox.ParserEndedError:
        if seconds is None or time.monotonic() - begun < seconds:
            raise
    raise sandbox.ParserEndedError("reading it took too long; save the page in a browser and attach that file")


class Texts:
    """The cache of texts.

    Args:
        folder: Its path; created with the first text.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, content: bytes, sha256: str, media_type: str, charset: str) -> str:
        """The text of a copy from the cache, or extracted now and cached.

        Args:
            content: The copy's bytes, already checked against their hash.
            sha256: Their hash.
            media_type: What they are.
            charset: What the server said.

        Raises:
            NoTextError: They contain no text.
        """
        from cttui.copies import extract

        path = self.folder / f"{sha256}.{extract.EXTRACTOR_VERSION}.txt"
        head = f"{media_type};{charset}"
        if (kept := _kept(path, head)) is not None:
            return kept
        text = derive(content, media_type, charset).text
        with suppress(OSError, UnicodeEncodeError):  # what cannot be cached is extracted again the next time
            body = text.encode()
            if len(body) <= MAX_SIZE:
                disk.write(path, f"{head} {digest(body)}\n".encode() + body)
                self._forget_old()
        return text

    def _forget_old(self) -> None:
        """Remove the texts least recently read, and leftovers that were never moved into place."""
        disk.clear(self.folder, disk.begun(_NAME), disk.STALE)
        name = re.compile(_NAME)
        found = [
            (about.st_mtime, entry.path)
            for entry in os.scandir(self.folder)
            if name.fullmatch(entry.name) and stat.S_ISREG((about := entry.stat(follow_symlinks=False)).st_mode)
        ]
        for _, path in sorted(found)[:-KEPT]:
            Path(path).unlink(missing_ok=True)


def _kept(path: Path, head: str) -> str | None:
    """A cached text; None if there is none, if it was read as another type, or if it is damaged."""
    try:
        seal, _, body = disk.read(path, MAX_SIZE + 1024).partition(b"\n")
        if seal != f"{head} {digest(body)}".encode():
            return None
        text = body.decode()
    except (disk.FileError, UnicodeDecodeError):
        return None
    with suppress(OSError):
        os.utime(path)
    return text
