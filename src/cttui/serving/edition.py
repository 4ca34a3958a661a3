"""What other machines may see: an edition of the timeline without what must not leave, in a folder of its own.

Sessions open that edition and never the timeline's file, so nothing that was kept back is in any process that they reach.
"""

from __future__ import annotations

from pathlib import Path

from cttui import disk
from cttui.errors import CttuiError
from cttui.exports import timeline_file
from cttui.exports.guard import Guard
from cttui.exports.subjects import Events
from cttui.model.claims import ALL
from cttui.query.language import Query
from cttui.store.index import Index
from cttui.timeline import file as files
from cttui.timeline.outline import MAX_SIZE

TIMELINE = "timeline.toml"
OUTLINE = "outline.geojson"
"""The names of the edition's files."""


def write(index: Index, path: Path, guard: Guard, folder: Path) -> Path:
    """Write the edition, and return its file: the timeline's own text where nothing is kept back.

    A dataset or store has nothing that is kept back, and nobody changes it: it is its own edition.

    Args:
        index: The timeline.
        path: Its file.
        guard: What is kept back.
        folder: An empty folder, which nobody else can read.

    Raises:
        TimelineError: The timeline's file cannot be read.
        CttuiError: The edition cannot be written, or the file is no longer the one that the guard has seen.
    """
    if index.imported is not None:
        return path
    try:
        if name := index.head.meta.outline:
            _copy_outline(path, name, folder)
        edition = folder / TIMELINE
        if guard.is_open:
            content = files.read(path)
            if files.digest(content) != index.head.digest:
                raise CttuiError("the timeline's file has just changed; run the command again")
            edition.write_bytes(content)
        else:
            with edition.open("w", encoding="utf-8", newline="\n") as stream:
                timeline_file.write(Events(index, Query(), ALL, guard), stream)
    except OSError as error:
        raise CttuiError(
            f"the edition to serve cannot be written to {folder} ({disk.reason(error)}); free some space"
        ) from None
    return edition


def _copy_outline(path: Path, name: str, folder: Path) -> None:
    """Copy the map's outline; one that cannot be read is left out, as a map without it is still a map."""
    try:
        content = disk.read(path.parent / name, MAX_SIZE, within=path.parent)
    except disk.FileError:
        return
    (folder / OUTLINE).write_bytes(content)
