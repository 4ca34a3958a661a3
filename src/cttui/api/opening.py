"""How a timeline is opened, for a program as for the command line: through its compiled store, the reader's marks over it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.api.timeline import Timeline
from cttui.store.index import Index

if TYPE_CHECKING:
    from cttui.notebook.file import Notebook


def open(path: str | os.PathLike[str] | None = None, *, include_sensitive: bool = False) -> Timeline:  # noqa: A001 - `cttui.open`
    """Open a timeline, as the app opens it.

    A file that has not changed since it was last opened comes from the cache folder; if that cannot be written, the whole file
    is read and checked each time.

    Args:
        path: The timeline's file; by default the one that the settings name, or else the one that comes with cttui.
        include_sensitive: Whether to include sources marked as sensitive, and what rests on them.

    Raises:
        TimelineError: The file cannot be read, or has problems; `problems` lists them all.
        CttuiError: The settings cannot be read, or name a file that does not exist.
    """
    from cttui.settings import load_settings

    file = Path(path) if path is not None else load_settings().opens
    return Timeline(index_of(file), file, include_sensitive=include_sensitive)


def index_of(path: Path) -> Index:
    """The index of a timeline's file, the reader's marks laid over it.

    Raises:
        TimelineError: The file cannot be read or has problems.
    """
    from cttui.settings import paths
    from cttui.store.cache import open_timeline

    index = open_timeline(path, paths().cache)
    index.owner = lambda: notebook_of(index).read().values()
    return index


def notebook_of(index: Index, *, read_only: bool = False) -> Notebook:
    """The reader's notebook on a timeline; read-only, every change of it is refused."""
    from cttui.notebook.file import Notebook, file_for

    about = index.head.meta
    return Notebook(file_for(about.id), about.id, about.title, read_only=read_only)
