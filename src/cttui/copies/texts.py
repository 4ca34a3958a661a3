"""The text of a copy, derived from its bytes; and the cache that keeps it for the reader's sake.

What is cached is never evidence: it is derived anew wherever something is certified. It lies in the cache folder, apart
from the library, which may come from somebody else; there it is named by the SHA-256 of the copy's bytes and the version of
the extractor, and begins with what it was read as and a digest of the rest, which tells damage. Deleting it loses nothing.
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
"""Texts that are kept; the least recently read go first."""
MAX_SIZE = 64 << 20
"""Largest text that is kept, in bytes."""

_NAME = r"[0-9a-f]{64}\.[0-9]+\.txt"


def derive(
    content: bytes,
    media_type: str,
    charset: str = "",
    *,
    seconds: float | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Extracted:
    """The text of a copy, from its bytes and nothing else; every reader of strangers' bytes goes through here.

    Args:
        content: The bytes as they came.
        media_type: What they are, as ``extract.media_type_of`` tells.
        charset: What the server said.
        seconds: How long it may take at most; as long as its size deserves where not given.
        cancelled: Polled for whether to stop.

    Raises:
        NoTextError: There is no text in them, or the work on them was ended.
    """
    from cttui.copies import sandbox  # subprocess and threads, for a reader of copies only

    limits = sandbox.limits_for(len(content))
    if seconds is not None:
        limits = limits._replace(patience=min(limits.patience, max(seconds, 0.0)))
    begun = time.monotonic()
    try:
        return sandbox.read_apart(content, media_type, charset, cancelled=cancelled, limits=limits)
    except sandbox.ParserEndedError:
        if seconds is None or time.monotonic() - begun < seconds:
            raise
    raise sandbox.ParserEndedError("reading it took too long; save the page in a browser and attach that file")


class Texts:
    """The cache of texts.

    Args:
        folder: Where it lies; it is made with the first text.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, content: bytes, sha256: str, media_type: str, charset: str) -> str:
        """The text of a copy as it was derived before, or derived now and kept.

        Args:
            content: The copy's bytes, held against their hash by now.
            sha256: Their hash.
            media_type: What they are.
            charset: What the server said.

        Raises:
            NoTextError: There is no text in them.
        """
        from cttui.copies import extract

        path = self.folder / f"{sha256}.{extract.EXTRACTOR_VERSION}.txt"
        head = f"{media_type};{charset}"
        if (kept := _kept(path, head)) is not None:
            return kept
        text = derive(content, media_type, charset).text
        with suppress(OSError, UnicodeEncodeError):  # what cannot be kept is derived again the next time
            body = text.encode()
            if len(body) <= MAX_SIZE:
                disk.write(path, f"{head} {digest(body)}\n".encode() + body)
                self._forget_old()
        return text

    def _forget_old(self) -> None:
        """Remove the texts least recently read, and what was begun and never moved into place."""
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
    """A text that was kept; None where there is none, or it was read as something else, or it is not whole."""
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
