"""What every command shares that adds a record: the timeline that may be changed, the record in print, and writing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cttui.cli.opened import curated, timeline_of
from cttui.cli.streams import put
from cttui.curation.changes import AddRecord
from cttui.errors import CttuiError

if TYPE_CHECKING:
    from cttui.cli.asking import Asked
    from cttui.store.index import Index
    from cttui.store.opening import Where


def to_change(given: Where | None) -> Path:
    """The timeline to change.

    Raises:
        CttuiError: None is named, and the one that comes with cttui is replaced with each update.
    """
    from cttui.settings import shipped_timeline

    curated(given, "is a dataset and cannot be changed; 'cttui new PATH' starts a timeline of your own")
    path = timeline_of(given)
    if given is None and path == shipped_timeline():
        raise CttuiError("expected the TIMELINE to add to; make one with 'cttui new PATH', or set one with CTTUI_TIMELINE")
    return path


def put_records(asked: Asked) -> None:
    """Print the new records as the file would have them."""
    from cttui.timeline import written

    for change in asked.changes:
        if isinstance(change, AddRecord):
            put(written.table(change.table, change.plain).rstrip("\n").split("\n"))


def write(path: Path, index: Index, asked: Asked) -> None:
    """Write the changes into the timeline's file.

    Raises:
        CttuiError: They cannot be made, or the file cannot be written.
    """
    from cttui.curation.opened import Open
    from cttui.settings import paths
    from cttui.timeline.file import read

    Open(path, paths().cache, index, read(path)).change(*asked.changes, says=asked.says)
