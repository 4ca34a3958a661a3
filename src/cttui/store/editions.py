"""An earlier edition of a timeline, known by the SHA-256 of its file: where it may still be, and what stood in it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from cttui.errors import CttuiError, StoreError
from cttui.model.records import Timeline
from cttui.store import cache as stores
from cttui.timeline import load, revisions


class Edition(NamedTuple):
    """An edition that was found."""

    timeline: Timeline
    where: str
    """Where it was found, as the end of a sentence."""


def find(digest: str, path: Path, cache: Path | None) -> Edition | None:
    """The edition of a digest: among the compiled timelines, or in the git history of a file; ``None`` if in neither.

    Args:
        digest: SHA-256 of the file's bytes then, in hexadecimal.
        path: The file.
        cache: The folder of compiled timelines; ``None`` for none.
    """
    with suppress(StoreError):
        if (found := _compiled(digest, cache)) is not None:
            return Edition(found, "in the cache of opened timelines")
    if (revision := revisions.with_digest(digest, path)) is not None:
        name, content = revision
        # what was linked to was a sound timeline then; by the rules of today it may have faults
        with suppress(CttuiError):
            return Edition(load.parse(content, str(path)), f"in git, revision {name[:12]}")
    return None


def _compiled(digest: str, cache: Path | None) -> Timeline | None:
    from cttui.store.whole import read_timeline

    if cache is None or not (path := stores.compiled(digest, cache)).exists():
        return None
    connection = stores.open_store(path)
    try:
        found = read_timeline(connection)
    finally:
        connection.close()
    # a store is called by half of the digest
    return found if found.digest == digest else None
