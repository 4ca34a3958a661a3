"""How a timeline is opened, for a program as for the command line: through its compiled store, the reader's marks over it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.api.timeline import Timeline
from cttui.store.index import Index

if TYPE_CHECKING:
    from cttui.imports.report import Watch
    from cttui.notebook.file import Notebook
    from cttui.store.opening import Where


def open(path: str | os.PathLike[str] | None = None, *, include_sensitive: bool = False) -> Timeline:  # noqa: A001 - `cttui.open`
    """Open a timeline, as the app opens it; also a dataset, a store that `cttui import` made of one, or a table on servers.

    A file that has not changed since it was last opened comes from the cache folder; if that cannot be written, the whole file
    is read and checked each time. Nothing is changed, on servers either.

    Args:
        path: The file, or the address of a table, `clickhouse://HOST/DB?table=TABLE`; by default the timeline that the settings
            name, or else the one that comes with cttui.
        include_sensitive: Whether to include sources marked as sensitive, and what rests on them.

    Raises:
        TimelineError: The file cannot be read, or has problems; `problems` lists them all.
        StoreError: It is a store that is damaged, or of another layout.
        DatasetError: It is a dataset that cannot be imported.
        ServerError: It is an address with a mistake, or of a table whose servers do not answer or that has another layout.
        CttuiError: The settings cannot be read, or name a file that does not exist.
    """
    from cttui.settings import load_settings
    from cttui.store.opening import where

    found = where(path) if isinstance(path, str) else Path(path) if path is not None else load_settings().opens
    index = index_of(found)
    try:
        return Timeline(index, found, include_sensitive=include_sensitive)
    except BaseException:
        index.close()
        raise


def index_of(path: Where, watch: Watch | None = None, *, partly: bool = False) -> Index:
    """The index of a file, whatever it is, or of a table on servers, the reader's marks laid over it.

    Args:
        path: The file, or the table's address.
        watch: Told how far an import is.
        partly: Whether a table is answered from where one of its servers is gone.

    Raises:
        TimelineError: The file cannot be read or has problems.
        StoreError: It is a store that is damaged, or of another layout.
        DatasetError: It is a dataset that cannot be imported.
        ServerError: It is a table whose servers do not answer, or that has another layout.
    """
    from cttui.settings import paths
    from cttui.store.opening import open_path, unwatched

    index = open_path(path, paths().cache, watch or unwatched, partly=partly)
    index.owner = lambda: notebook_of(index).read().values()
    return index


def notebook_of(index: Index, *, read_only: bool = False) -> Notebook:
    """The reader's notebook on a timeline; read-only, every change of it is refused."""
    from cttui.notebook.file import Notebook, file_for

    about = index.head.meta
    return Notebook(file_for(about.id), about.id, about.title, read_only=read_only)
