"""How anything is opened: a timeline, a store, a dataset, or a table on servers.

A timeline is opened through its compiled store (``cache``), a store as it stands (``named``), a dataset through the store
that an import made of it (``importing``), and a table by its address (``clickhouse``), of which nothing is loaded for a file.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cttui.store import cache as stores
from cttui.store.index import Index
from cttui.store.named import kind_of, open_named

if TYPE_CHECKING:
    from cttui.imports.report import Progress, Watch
    from cttui.store.clickhouse.address import Address

Where: TypeAlias = "Path | Address"
"""What can be opened: a file, or a table on servers."""


def where(text: str) -> Where:
    """What a text names: a table on servers if it is an address of one, else a file.

    Raises:
        ServerError: It is meant as an address, and is none.
    """
    if "://" in text:
        from cttui.store.clickhouse.address import is_address, parse

        if is_address(text):
            return parse(text)
    return Path(text)


def unwatched(_progress: Progress) -> None:
    """Where nobody waits to see how far an import is."""


def open_path(path: Where, cache: Path | None, watch: Watch = unwatched, *, partly: bool = False) -> Index:
    """Open a file, whatever it is, or a table on servers.

    Args:
        path: The file, or the table's address.
        cache: The folder for compiled stores and imports; ``None`` keeps a timeline's store in memory.
        watch: Told how far an import is, where the file is a dataset that is not in the cache.
        partly: Whether a table is asked even if one of its servers is gone, which every answer then names; else asking fails.

    Raises:
        TimelineError: It is a timeline that cannot be read or has problems.
        StoreError: It is a store that is damaged or of another layout, or no store.
        DatasetError: It is a dataset that cannot be imported.
        ServerError: It is a table whose servers do not answer, or that has another layout.
    """
    if not isinstance(path, Path):
        from cttui.store.clickhouse.engine import opened

        return opened(path, partly=partly)
    kind = kind_of(path)
    if kind == "timeline":
        return stores.open_timeline(path, cache)
    if kind == "store":
        return open_named(path)
    from cttui.store import importing

    return importing.open_dataset(path, cache, watch)
