"""The record that a reader is at, and where it stands in the file."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cttui.model.records import Claim


class Here(NamedTuple):
    """A record of the file."""

    table: str
    """``event``, ``source``, ``thread`` or ``view``."""
    label: str
    """Its id or name."""
    claim: Claim | None = None
    """One of its claims, if that is meant."""

    def line_in(self, path: Path) -> int:
        """Its line in a file as it stands now, since an editor may have saved it meanwhile; 1 if it is gone.

        Raises:
            TimelineError: The file cannot be read.
        """
        from cttui.timeline import file as files
        from cttui.timeline.lines import line_of

        return line_of(files.read(path).decode("utf-8", "replace"), self.table, self.label, self.claim)
