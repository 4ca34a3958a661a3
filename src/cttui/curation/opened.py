"""The timeline that is open: its file, what stands in it, and the index over it, kept in step."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cttui.curation.changes import Change, StoreCopy
from cttui.errors import TimelineEditError, TimelineError
from cttui.lazy import dataclass
from cttui.store.index import Index

if TYPE_CHECKING:
    from cttui.curation.edits import DiffLine
    from cttui.curation.keeper import Keeper, Planned


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

        Copies are stored first, and removed again if the file cannot be changed, so that a failure leaves neither half.

        Raises:
            LibraryError: A copy cannot be stored.
            ConflictError: A record was changed in the file meanwhile.
            TimelineEditError: The file's layout does not allow a change, what it then says would not be a sound timeline, or
                the file cannot be written; it is as it was.
        """
        of_file = [change for change in changes if not isinstance(change, StoreCopy)]
        with ExitStack() as stored:
            for change in changes:
                if isinstance(change, StoreCopy):
                    from cttui.copies.attach import keep_document

                    stored.callback(change.library.detach, keep_document(change.library, change.source, change.document))
            taken = self._written(lambda: self.keeper.plan(of_file, says))
            stored.pop_all()
        return taken

    def undo(self) -> Taken:
        """Take the last change back.

        Raises:
            ConflictError: The record was changed since.
            TimelineEditError: There is none, what the file then says would not be a sound timeline, or it cannot be written.
        """
        return self._written(self.keeper.plan_undo)

    def _written(self, plan: Callable[[], Planned]) -> Taken:
        """What is planned, read as a timeline before it is written."""
        index = self.index

        def look(planned: Planned) -> None:
            nonlocal index
            try:
                index = self._indexed(planned.after)
            except TimelineError as error:
                raise TimelineEditError(
                    f"{error.problems[0].sentence()}; nothing was written; mend that, then save again"
                ) from None

        made = self.keeper.write(plan, look)
        self.index = index
        return Taken(index, frozenset(), made.says, made.lines)

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

    def _indexed(self, content: bytes) -> Index:
        from cttui.store.cache import index_of
        from cttui.timeline import load

        return index_of(load.parse(content, str(self.path)), self.cache)
