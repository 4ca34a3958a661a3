"""Where a store's rows come from: the files, how many of their rows are kept, when and by what they were imported.

A store holds it as JSON under ``KEY`` of its ``meta``, so that even one of another layout can name its file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cttui.errors import StoreError
from cttui.imports.report import Summary
from cttui.lazy import dataclass

KEY = "packed"
"""The key in ``meta``."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was imported, as it was then."""

    name: str
    """Its name, without its folder."""
    size: int
    """Bytes."""
    sha256: str
    """SHA-256 of its bytes, in hexadecimal."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a store's rows come from."""

    format: str
    """The id of the format, or the text of the mapping that made one."""
    title: str
    """What the dataset is called."""
    files: tuple[ReadFile, ...]
    kept: int
    left_out: int
    mended: int
    """Rows that are kept though a cell was not as it should be."""
    when: str
    """When it was imported: UTC, as ISO 8601."""
    version: str
    """The release of cttui that imported it."""

    def plain(self) -> dict[str, object]:
        """The same as values of JSON."""
        named = ("format", "title", "kept", "left_out", "mended", "when", "version")
        files = [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in self.files]
        return {**{name: getattr(self, name) for name in named}, "files": files}

    @property
    def summary(self) -> Summary:
        """What became of the rows."""
        return Summary(self.kept, self.left_out, self.mended)

    @property
    def names(self) -> str:
        """The names of the files, the first few of many."""
        names = [file.name for file in self.files]
        return ", ".join(names[:3]) + (f" and {len(names) - 3:,} more" if len(names) > 3 else "")


def read(text: object) -> Provenance:
    """What ``plain`` wrote, as it stands in ``meta``.

    Raises:
        StoreError: It cannot be read; keys of other releases are passed over.
    """
    try:
        return _read(json.loads(str(text)))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"the store is damaged ({error})") from None


def _read(plain: Mapping[str, Any]) -> Provenance:
    return Provenance(
        format=str(plain["format"]),
        title=str(plain["title"]),
        files=tuple(ReadFile(str(one["name"]), int(one["size"]), str(one["sha256"])) for one in plain["files"]),
        kept=int(plain["kept"]),
        left_out=int(plain["left_out"]),
        mended=int(plain["mended"]),
        when=str(plain["when"]),
        version=str(plain["version"]),
    )
