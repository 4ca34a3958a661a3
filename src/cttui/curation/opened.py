"""The timeline that is open: its file, what stands in it, and the index over it, kept in step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from cttui.curation.changes import Change, StoreCopy
from cttui.errors import CttuiError, StoreError, TimelineEditError, TimelineError
from cttui.lazy import dataclass
from cttui.store.index import Index
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.curation.edits import DiffLine
    from cttui.curation.keeper import Keeper, Planned
    from cttui.model.records import Event, Timeline
    from cttui.timeline.again import Known


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
    since: frozenset[str] = frozenset()
    """The ids of the events that are new or changed since the timeline was opened, or since a revision."""


class Open:
    """An open timeline whose file is changed here and elsewhere."""

    def __init__(self, path: Path, cache: Path | None, index: Index, content: bytes) -> None:
        """Take the file, the folder for compiled stores, the index, and the bytes it was made from."""
        self.path = path
        self.cache = cache
        self.index = index
        self._content = content
        self._known: Known | None = None
        self._base: Mapping[str, Event] | None = None
        """The events that ``Taken.since`` is held against; ``None`` for those at the opening."""
        self._lock = RLock()
        """Held while the file is read or written: the app writes, and a thread follows what others save."""

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
        with self._lock:
            known, index = self.known, self.index

            def look(planned: Planned) -> None:
                nonlocal known, index
                try:
                    known, index = self._read(planned.after)
                except TimelineError as error:
                    raise TimelineEditError(
                        f"{error.problems[0].sentence()}; nothing was written; fix that, then save again"
                    ) from None

            made = self.keeper.write(plan, look)
            return self._take(known, index, made.says, made.lines)

    def look(self) -> Taken | TimelineError | None:
        """Take over what stands in the file now; the faults of a bad save; ``None`` where it is what is known."""
        with self._lock:
            try:
                found = self.keeper.changed_on_disk()
                if found is None:
                    return None
                known, index = self._read(found)
            except TimelineError as error:
                return error
            self.keeper.content = found
            return self._take(known, index, "", ())

    def warm(self) -> None:
        """Load and find what a change needs, as far as it takes a while: a form is open, and nobody waits yet."""
        with self._lock, suppress(CttuiError):
            import_module("cttui.store.renewal")
            from cttui.timeline import load

            load.adapter(load.TABLES["event"][0])
            self._known = self.known.divided()
            self.keeper.divide()

    @property
    def known(self) -> Known:
        """The file as it was read, and its timeline, which is read back from the store."""
        if self._known is None:
            from cttui.store.sqlite import SqliteIndex
            from cttui.store.whole import read_timeline
            from cttui.timeline import file, load
            from cttui.timeline.again import Known

            timeline: Timeline | None = None
            if isinstance(self.index, SqliteIndex) and self.index.head.digest == file.digest(self._content):
                with suppress(StoreError):
                    timeline = read_timeline(self.index.store)
            self._known = Known(self._content, timeline or load.parse(self._content, str(self.path)))
        return self._known

    def _read(self, content: bytes) -> tuple[Known, Index]:
        """What stands in some bytes of the file, and the index over it.

        Raises:
            TimelineError: They have problems.
        """
        from cttui.store.cache import index_of, renewed
        from cttui.store.sqlite import SqliteIndex
        from cttui.timeline.again import again

        known = again(self.known, content, str(self.path))
        if isinstance(self.index, SqliteIndex):
            return known, renewed(self.index, self.known.timeline, known.timeline, self.cache)
        return known, index_of(known.timeline, self.cache)

    def _take(self, known: Known, index: Index, says: str, lines: tuple[DiffLine, ...]) -> Taken:
        before, self._known, self.index = self.known.timeline, known, index
        was = {event.id: event for event in before.events}
        now = {event.id: event for event in known.timeline.events}
        changed = _differing(was, now)
        if self._base is None:
            self._base = was
        gone = len(was.keys() - now.keys())
        said = says or _what(self.path.name, len(changed), gone)
        return Taken(index, changed, said, lines, _differing(self._base, now))

    def since(self, revision: Timeline) -> frozenset[str]:
        """The ids of the events that are new or changed since a revision, which is what they are held against from now on."""
        self._base = {event.id: event for event in revision.events}
        return changed_since(revision, self.index)


def changed_since(revision: Timeline, index: Index) -> frozenset[str]:
    """The ids of the events of a timeline that are new or changed since a revision of it."""
    now = {event.id: event for event in index.events(tuple(range(index.count)))}
    return _differing({event.id: event for event in revision.events}, now)


def _differing(was: Mapping[str, Event], now: Mapping[str, Event]) -> frozenset[str]:
    """The ids of the events that are new or changed."""
    return frozenset(id_ for id_, event in now.items() if was.get(id_) != event)


def _what(name: str, changed: int, gone: int) -> str:
    """What somebody else did to a file, as a sentence."""
    parts = [f"{changed:,} event{'s' if changed != 1 else ''}"] if changed else []
    parts += [f"{gone:,} removed"] if gone else []
    said = f": {', '.join(parts)}" if parts else ", but no event did"
    return f"{shorten(name, 60)} changed{said}."
