"""The file of an open timeline and what was done to it: changes are made in its text, and can be taken back.

A change is planned first, in the bytes that stand in the file at that moment, and written only afterwards, so that whoever
plans it can look at what it makes of the timeline in between. If somebody else saved the file meanwhile, it is planned anew:
made in their text if the records that it is about are the same there, refused with both texts if not.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from cttui import disk
from cttui.curation import edits
from cttui.curation.changes import AddRecord, FileChange
from cttui.curation.edits import DiffLine, Edit
from cttui.curation.splicing import as_changed, conflict, record_of, said, spliced
from cttui.errors import ConflictError, StaleError, TimelineEditError, TimelineError
from cttui.lazy import dataclass
from cttui.text import shorten
from cttui.timeline import file as files
from cttui.timeline import pieces, placing, save, written
from cttui.timeline.edit import Editor, Found, Splice
from cttui.timeline.finding import WAY_OUT
from cttui.timeline.load import TABLES
from cttui.timeline.toml import Toml

MAX_MADE = 100
"""The most changes that can be taken back."""
TRIES = 5
"""How often a change is planned anew when others save the file between plan and writing."""


@dataclass(frozen=True)
class Touched:
    """A record that a change is about."""

    table: str
    label: str
    before: str | None
    """Its text before; ``None`` for one that was not there."""
    after: str | None


@dataclass(frozen=True)
class Planned:
    """A change that is not written yet."""

    says: str
    before: bytes
    """What stood in the file when it was planned."""
    after: bytes
    """What will stand in it."""
    edits: tuple[Edit, ...]
    """The places of the text that differ."""
    touched: tuple[Touched, ...]
    undoes: Made | None = None
    """The change that it takes back."""


@dataclass(frozen=True)
class Made:
    """A change that was made and can be taken back."""

    says: str
    """What was done, as a sentence: ``Claim added to 2024-03-26-besham.``"""
    before: str
    """The SHA-256 of the file before."""
    after: str
    """The SHA-256 of the file after."""
    lines: tuple[DiffLine, ...]
    """The lines that changed, each with one beside it."""
    edits: tuple[Edit, ...] = ()
    touched: tuple[Touched, ...] = ()


class Keeper:
    """Makes changes to a timeline's file, one at a time.

    Attributes:
        path: The file.
        content: Its bytes as they are known here: as they were opened, taken over or written last.
        made: What can be taken back, the last change last.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        """Take the file and its bytes as they were read."""
        self.path = path
        self.content = content
        self.made: tuple[Made, ...] = ()
        self._editors: dict[bytes, Editor] = {}

    @property
    def text(self) -> str:
        """The file's text, line ends included."""
        return _text(self.content)

    @property
    def digest(self) -> str:
        """The SHA-256 of the file's bytes."""
        return files.digest(self.content)

    def changed_on_disk(self) -> bytes | None:
        """The bytes that stand in the file now; ``None`` if they are those that are known.

        Raises:
            TimelineError: The file cannot be read.
        """
        found = files.read(self.path)
        return None if found == self.content else found

    def _now(self) -> bytes | None:
        """The same, for one who wants to write.

        Raises:
            TimelineEditError: The file cannot be read.
        """
        try:
            return self.changed_on_disk()
        except TimelineError as error:
            why = error.problems[0].remedy.partition(";")[0]
            name = shorten(self.path.name, 100)
            raise TimelineEditError(
                f"{name} can no longer be read ({why}); nothing was written; restore it, then save again"
            ) from None

    # -- planning ----------------------------------------------------------------------------------------------------

    def plan(self, changes: Sequence[FileChange], says: str) -> Planned:
        """Make changes in what stands in the file now, without writing it.

        Args:
            changes: What to change, each in the text that the one before leaves.
            says: What that does, as a sentence.

        Raises:
            ConflictError: A record was changed in the file meanwhile.
            TimelineEditError: The file's layout does not allow a change, or what stands in it now cannot be read.
        """
        now = self._now()
        before = self.content if now is None else now
        if now is not None:
            self._readable(now)
            self._compare(changes, self._editor(self.content), self._editor(now))
        first = editor = self._editor(before)
        splices: list[Splice] = []
        for change in changes:
            splices.append(spliced(editor, change))
            editor = editor.after(splices[-1])
        text, found = edits.composed(first.text, splices)
        touched = tuple(_touched(first, editor, changes))
        planned = self._planned(says, before, text, found, touched)
        self._editors[planned.after] = editor
        return planned

    def plan_undo(self) -> Planned:
        """Take the last change back in what stands in the file now, without writing it.

        Raises:
            ConflictError: The record was changed since; the change is no longer one that can be taken back.
            TimelineEditError: There is nothing to take back, or what stands in the file now cannot be read.
        """
        if not self.made:
            raise TimelineEditError("there is no change to undo")
        last = self.made[-1]
        now = self._now()
        before = self.content if now is None else now
        text = _text(before)
        if files.digest(before) == last.after:
            after, found = edits.undone(text, last.edits), edits.back(last.edits)
        else:
            self._readable(before)
            after, found = self._merged_back(last, self._editor(before))
        touched = tuple(Touched(one.table, one.label, one.after, one.before) for one in last.touched)
        planned = self._planned(f"Undone: {last.says}", before, after, found, touched)
        return Planned(planned.says, before, planned.after, found, touched, last)

    def _planned(self, says: str, before: bytes, text: str, found: tuple[Edit, ...], touched: tuple[Touched, ...]) -> Planned:
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        try:
            after = mark + text.encode()
        except UnicodeEncodeError as error:
            shown = f"U+{ord(error.object[error.start]):04X}"
            raise TimelineEditError(
                f"{shown} cannot be written to a file; nothing was written; remove it, then save again"
            ) from None
        if len(after) > files.MAX_SIZE:
            raise TimelineEditError(
                f"this would make the file larger than {files.MAX_SIZE >> 20} MB; split it into several timelines"
            )
        return Planned(says, before, after, found, touched)

    def divide(self) -> None:
        """Find the tables of the text, which takes a while: before the first change, if there is time."""
        self._editor(self.content)

    def _editor(self, content: bytes) -> Editor:
        """What finds changes in some bytes; kept for those that are known, or were planned last."""
        found = self._editors.get(content) or Editor(_text(content))
        self._editors = {content: found, **dict([*self._editors.items()][:2])}
        return found

    def _readable(self, content: bytes) -> None:
        """Refuse what somebody else saved if it is no TOML: nothing can be found in it for sure."""
        toml = Toml(content, (*TABLES, "timeline"))
        toml.read()
        if toml.problems:
            problem = toml.problems[0]
            place = f" in line {problem.line}" if problem.line else ""
            raise TimelineEditError(
                f"the file was saved elsewhere and cannot be read now{place} ({problem.sentence()});"
                " nothing was written; fix it (! lists its faults), then save again"
            )

    def _compare(self, changes: Sequence[FileChange], known: Editor, theirs: Editor) -> None:
        """Refuse changes of records that are not the same in their text.

        Raises:
            ConflictError: One is not.
        """
        for table, label in dict.fromkeys(map(record_of, changes)):
            was, now = (editor.get(table, label) for editor in (known, theirs))
            if was is None and now is None:
                continue
            if was is None or now is None or not pieces.same(known.plain(was), theirs.plain(now)):
                mine = as_changed(known, changes, table, label)
                raise conflict(table, label, mine, said(theirs, table, label), new=was is None)

    def _merged_back(self, last: Made, editor: Editor) -> tuple[str, tuple[Edit, ...]]:
        """A change taken back in a text in which other records were changed since.

        Raises:
            ConflictError: One of its records was changed too; what can be taken back next is the change before.
        """
        first, splices = editor, []
        for one in reversed(last.touched):
            found = _found(editor, one.table, one.label, one.after)
            now = editor.said(found) if found is not None else None
            if now != one.after:
                self.made = tuple(made for made in self.made if made is not last)
                raise ConflictError(
                    f"{one.table} {shorten(one.label)} was changed since, so that change stays; "
                    + (f"undo again for the one before it ({self.made[-1].says})" if self.made else WAY_OUT),
                    one.before or "",
                    now or "",
                )
            if found is None or one.before == one.after:
                continue
            if one.before is None:
                around = next((edit.added for edit in last.edits if now in edit.added), "") if now else ""
                splice = placing.without(editor, found, around)
            else:
                splice = Splice(found.start, found.start + len(one.after or ""), one.before)
            splices.append(splice)
            editor = editor.after(splice)
        return edits.composed(first.text, splices)

    # -- writing -----------------------------------------------------------------------------------------------------

    def commit(self, planned: Planned) -> Made:
        """Write what was planned, if the file still is what it was then.

        Raises:
            StaleError: It is not; it is as it was left there.
            TimelineEditError: It cannot be written; it is as it was.
        """
        with self._alone():
            return self._exchanged(planned)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Have other windows of cttui wait."""
        with _told(self.path), disk.locked_folder(Path(os.path.realpath(self.path)).parent):
            yield

    def _exchanged(self, planned: Planned) -> Made:
        if not save.replace(Path(os.path.realpath(self.path)), planned.before, planned.after):
            raise StaleError("the file kept changing while this was saved; nothing was written; save again")
        made = Made(
            planned.says,
            files.digest(planned.before),
            files.digest(planned.after),
            edits.lines(_text(planned.before), _text(planned.after), planned.edits),
            planned.edits,
            planned.touched,
        )
        if planned.undoes is None:
            self.made = (*self.made, made)[-MAX_MADE:]
        else:
            self.made = tuple(one for one in self.made if one is not planned.undoes)
        self.content = planned.after
        return made

    def make(self, changes: Sequence[FileChange], says: str) -> Made:
        """Write changes into the file, in what stands there now.

        Raises:
            ConflictError: A record was changed in the file meanwhile.
            TimelineEditError: The file's layout does not allow a change, or it cannot be read or written.
        """
        return self.write(lambda: self.plan(changes, says))

    def undo(self) -> Made:
        """Take the last change back.

        Raises:
            ConflictError: The record was changed since.
            TimelineEditError: There is nothing to take back, or the file cannot be read or written.
        """
        return self.write(self.plan_undo)

    def write(self, plan: Callable[[], Planned], look: Callable[[Planned], object] = lambda _planned: None) -> Made:
        """Plan a change and write it, anew for as long as others save the file in between.

        Args:
            plan: Plans it in what stands in the file now.
            look: Looks at what was planned before it is written, and raises what speaks against it.
        """
        for _ in range(TRIES - 1):
            planned = plan()
            look(planned)
            with suppress(StaleError):
                return self.commit(planned)
        # others save again and again: now they wait until this is written
        with self._alone():
            planned = plan()
            look(planned)
            return self._exchanged(planned)


def _text(content: bytes) -> str:
    return content.decode("utf-8-sig")


def _touched(before: Editor, after: Editor, changes: Sequence[FileChange]) -> Iterator[Touched]:
    """The records that changes are about, each once."""
    named: dict[tuple[str, str], None] = {}
    for change in changes:
        table, label = record_of(change)
        if isinstance(change, AddRecord) and not TABLES[table][1]:
            text = written.table(table, change.plain).rstrip("\n").replace("\n", after.end)
            yield Touched(table, "", None, text)
        elif (table, label) not in named:
            named[table, label] = None
            yield Touched(table, label, said(before, table, label), said(after, table, label))


def _found(editor: Editor, table: str, label: str, text: str | None) -> Found | None:
    """A record by its label; one of a table whose records have none, by what it says."""
    if table in TABLES and not TABLES[table][1]:
        return next((found for found in editor.records(table) if editor.said(found) == text), None)
    return editor.get(table, label)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says against a write, in one sentence with a way out.

    Raises:
        TimelineEditError: That sentence.
    """
    name = shorten(path.name, 100)
    try:
        yield
    except TimeoutError:
        why, way = f"another program keeps the folder of {name} locked", "close it, then save again"
    except save.SavedTwiceError as error:
        kept = shorten(error.kept.name, 100)
        why, way = f"{name} was saved twice in the same moment", f"what was saved first is in {kept}: compare the two"
    except FileNotFoundError:
        why, way = f"{name} has disappeared", "restore it, then save again"
    except save.ReadOnlyError:
        why, way = f"{name} is read-only", "allow writing to it (chmod u+w), then save again"
    except PermissionError:
        why, way = f"no file may be written in the folder of {name}", "change its permissions, then save again"
    except OSError as error:
        why, way = f"{name} cannot be written ({disk.reason(error)})", "fix that, then save again"
    else:
        return
    raise TimelineEditError(f"{why}; nothing was written; {way}")
