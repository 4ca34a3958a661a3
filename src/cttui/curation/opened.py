"""The timeline that is open: its file, what stands in it, and the index over it, kept in step."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.curation.changes import Change
from cttui.errors import TimelineError
from cttui.lazy import dataclass
from cttui.store.index import Index

if TYPE_CHECKING:
    from cttui.curation.keeper import DiffLine, Keeper, Made


@dataclass(frozen=True)
class Taken:
    """What became of the timeline."""

    index: Index
    """The index over what stands in the file now."""
    changed: frozenset[str]
    """The ids of the events that were added or changed."""
    says: str
    """What was done, as a sentence."""
    lines: tuple[DiffLine, ...] = ()
    """The lines that changed."""


class Open:
    """An open timeline whose file is changed here and elsewhere."""

    def __init__(self, path: Path, cache: Path | None, index: Index, content: bytes) -> None:
        """Take the file, the folder for compiled stores, the index, and the bytes it was made from."""
        self.path = path
        self.cache = cache
        self.index = index
        self._content = content

    @cached_property
    def keeper(self) -> Keeper:
        """Makes the changes, and takes them back; nothing of it is loaded before the first."""
        from cttui.curation.keeper import Keeper

        return Keeper(self.path, self._content)

    def change(self, *changes: Change, says: str) -> Taken:
        """Make changes in the file, and the index over what it then says.

        Raises:
            ConflictError: A record was changed in the file meanwhile.
            TimelineEditError: The file's layout does not allow a change.
            TimelineError: The file cannot be read, or would have problems then.
            OSError: It cannot be written.
        """
        return self._took(self.keeper.make(changes, says))

    def undo(self) -> Taken:
        """Take the last change back.

        Raises:
            TimelineEditError: There is none, or the record was changed since.
        """
        return self._took(self.keeper.undo())

    def look(self) -> Taken | TimelineError | None:
        """Take over what stands in the file now; the faults of a bad save; ``None`` where it is what is known."""
        try:
            found = self.keeper.changed_on_disk()
            if found is None:
                return None
            index = self._indexed(found)
        except TimelineError as error:
            return error
        self.keeper.content = found
        self.index = index
        return Taken(index, frozenset(), "The file was changed and read again.")

    def _took(self, made: Made) -> Taken:
        self.index = self._indexed(made.after)
        return Taken(self.index, frozenset(), made.says, made.lines)

    def _indexed(self, content: bytes) -> Index:
        from cttui.store.cache import index_of
        from cttui.timeline import load

        return index_of(load.parse(content, str(self.path)), self.cache)
