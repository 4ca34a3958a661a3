"""The notebook: the reader's own marks, notes, saved views and last place, in one readable file outside the timeline.

Any number of windows may have it open, and an editor too. Each change is made under a lock, to the file as it is then, and
changes nothing else; the file is replaced as a whole. An unreadable notebook is reported and left unchanged.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from cttui import disk
from cttui.errors import READ_ONLY, NotebookError
from cttui.lazy import dataclass
from cttui.notebook.editing import Change, EditError, read, revised
from cttui.notebook.records import Kept, KeptError, kept_of
from cttui.text import clean, line, shorten
from cttui.timeline import save

MAX_SIZE = 16 << 20
"""Largest notebook, in bytes; a few thousand times what a reader writes."""

_HEAD = """\
# Your marks, notes and saved views of a timeline, and where you last were; cttui reads and writes this file.
# You may edit it by hand: comments, order and keys of your own are left as they are.
"""
_REMEDIES: dict[disk.Kind, str] = {
    "folder": ", where the file of your marks and notes should be; move it away",
    "special": "; move it away",
    "refused": "; change its permissions",
    "large": "; remove what is not your marks and notes",
}
_TRIES = 20
"""How often a change is made anew when an editor saves the file in the same moment."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time reliably shows a change: some disks count in steps of two seconds."""
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""Line ends other than the one used in files here."""


def file_for(timeline_id: str, environ: Mapping[str, str] = os.environ) -> Path:
    """The path of a timeline's notebook.

    Args:
        timeline_id: The timeline's id, which names the file.
        environ: ``CTTUI_NOTEBOOK`` names a folder other than the one in the user's data folder.

    Raises:
        NotebookError: The id is not valid.
    """
    disk.check_id(timeline_id, NotebookError)
    given = environ.get("CTTUI_NOTEBOOK")
    folder = Path(given) if given else disk.user_data(environ) / "notebook"
    return folder / f"{timeline_id}.toml"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The file as it was last read."""

    stamp: tuple[int, ...]
    settled: bool
    """Whether a later change is certain to change the stamp."""
    content: bytes | None
    kept: Kept | None
    """``None`` if the file cannot be read; ``trouble`` says why."""
    trouble: str = ""


class Notebook:
    """One notebook. Any number of these, in this and other processes, may use the same file.

    Every change returns the notebook's new content, and raises ``NotebookError`` if the file cannot be read or
    written; the file is then unchanged.

    Args:
        file: Its path, from ``file_for``; created with the first change.
        timeline_id: The timeline's id.
        title: The timeline's title, for a person who opens the file.
        clock: Returns the current time.
        read_only: Whether every change is refused.
    """

    def __init__(
        self,
        file: Path,
        timeline_id: str,
        title: str = "",
        clock: Callable[[], datetime] = _now,
        *,
        read_only: bool = False,
    ) -> None:
        self.file = file
        self.timeline_id = timeline_id
        self.title = title
        self._clock = clock
        self._read_only = read_only
        self._seen: _Seen | None = None

    # -- reading -----------------------------------------------------------------------------------------------------

    def read(self) -> Kept:
        """The notebook's content; empty without a file. An unchanged file is not parsed again.

        Raises:
            NotebookError: It cannot be read; the message says where, what is wrong and what to do.
        """
        if self._seen is None or self.changed():
            self._seen = self._look()
        return _kept(self._seen)

    def changed(self) -> bool:
        """Whether the file has changed since it was last read; true before the first time."""
        seen = self._seen
        if seen is None or _stamp(self.file) != seen.stamp:
            return True
        if seen.settled:
            return False
        try:
            same = self._content() == seen.content
        except NotebookError:
            same = seen.content is None
        if same and _is_settled(seen.stamp):
            self._seen = replace(seen, settled=True)
        return not same

    def _look(self) -> _Seen:
        stamp = _stamp(self.file)
        settled = _is_settled(stamp)
        content = None
        try:
            content = self._content()
            kept = self._parsed(content) if content is not None else Kept()
        except NotebookError as error:
            return _Seen(stamp, settled, content, None, str(error))
        return _Seen(stamp, settled, content, kept)

    def _content(self) -> bytes | None:
        """The file's bytes; ``None`` if there is none.

        Raises:
            NotebookError: It cannot be read.
        """
        try:
            return disk.read(self.file, MAX_SIZE)
        except disk.FileError as error:
            if error.kind == "none":
                target = Path(os.path.realpath(self.file))
                if self.file.is_symlink() and not target.parent.is_dir():
                    raise self._fault(
                        f"this is a symbolic link to {shorten(str(target), 400)}, whose folder does not exist;"
                        " fix or remove the link"
                    ) from None
                return None
            remedy = _REMEDIES.get(error.kind, "; fix that, or set another folder with CTTUI_NOTEBOOK")
            raise self._fault(f"{error}{remedy}") from None

    def _parsed(self, content: bytes) -> Kept:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            number = content.count(b"\n", 0, error.start) + 1
            raise self._fault(f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8", number) from None
        try:
            plain = read(text)
        except (ValueError, RecursionError):
            from cttui.syntax import why_not

            line, why = why_not(text)
            raise self._fault(f"invalid TOML: {why}; fix this line", line) from None
        try:
            return kept_of(plain, self.timeline_id)
        except KeptError as error:
            from cttui.timeline.positions import lines

            raise self._fault(str(error), *lines(text.encode(), [error.path])) from None

    def _fault(self, message: str, number: int = 0) -> NotebookError:
        return NotebookError(f"{shorten(str(self.file), 400)}:{f'{number}:' if number else ''} {message}")

    # -- changing ----------------------------------------------------------------------------------------------------

    def mark(self, event: str, *, title: str, date: str, digest: str) -> Kept:
        """Mark an event, or update an existing mark.

        Args:
            event: Its id.
            title: Its title now.
            date: Its date now.
            digest: Its ``event_digest`` now.
        """
        about = {"title": line(title), "date": line(date), "digest": line(digest)}

        def plan(kept: Kept) -> Change | None:
            old = kept.mark_of(event)
            if old and about == {"title": old.title, "date": old.date, "digest": old.digest}:
                return None
            row = kept.marks.index(old) if old else len(kept.marks)
            return Change("mark", {"event": line(event), **about, "made": self._time()}, row)

        return self._change(plan)

    def unmark(self, event: str) -> Kept:
        """Delete an event's mark, if it has one."""

        def plan(kept: Kept) -> Change | None:
            old = kept.mark_of(event)
            return Change("mark", None, kept.marks.index(old)) if old else None

        return self._change(plan)

    def write_note(self, event: str, text: str, *, title: str, date: str, digest: str, before: str | None = None) -> Kept:
        """Replace the reader's note on an event.

        Args:
            event: Its id.
            text: The note; what no terminal could show becomes ``\ufffd``. An empty one deletes the note.
            title: The event's title now.
            date: Its date now.
            digest: Its ``event_digest`` now.
            before: The note when the reader began to write: if it is now neither that nor the new text,
                another window wrote it, and both are kept. ``None`` to skip this check.
        """
        wanted = _tidy(text)
        about = {"title": line(title), "date": line(date), "digest": line(digest)}

        def plan(kept: Kept) -> Change | None:
            old = kept.note_of(event)
            theirs = old.text if old else ""
            told = wanted
            if before is not None and theirs.strip() and theirs not in {_tidy(before), wanted}:
                told = f"{theirs.rstrip()}\n\n{wanted}" if wanted.strip() else theirs
            if not told.strip():
                return Change("note", None, kept.notes.index(old)) if old else None
            if old and old.text == told and about == {"title": old.title, "date": old.date, "digest": old.digest}:
                return None
            row = kept.notes.index(old) if old else len(kept.notes)
            return Change("note", {"event": line(event), **about, "changed": self._time(), "text": told}, row)

        return self._change(plan)

    def save_view(self, name: str, query: str) -> Kept:
        """Save a query under a name.

        Raises:
            NotebookError: A view has this name already, or the name is empty.
        """
        wanted = self._name(name)

        def plan(kept: Kept) -> Change:
            if any(view.name == wanted for view in kept.views):
                raise NotebookError(
                    f"there is already a view '{shorten(wanted)}'; choose another name, or delete that view first"
                )
            return Change("view", {"name": wanted, "query": line(query)}, len(kept.views))

        return self._change(plan)

    def rename_view(self, old: str, new: str) -> Kept:
        """Rename a saved view.

        Raises:
            NotebookError: No view has the old name, another has the new one, or the new one is empty.
        """
        wanted = self._name(new)

        def plan(kept: Kept) -> Change | None:
            names = [view.name for view in kept.views]
            if old not in names:
                raise NotebookError(f"the view '{shorten(old)}' was renamed or deleted in another window")
            if wanted == old:
                return None
            if wanted in names:
                raise NotebookError(
                    f"there is already a view '{shorten(wanted)}'; choose another name, or delete that view first"
                )
            return Change("view", {"name": wanted}, names.index(old))

        return self._change(plan)

    def delete_view(self, name: str) -> Kept:
        """Delete a saved view, if there is one with this name."""

        def plan(kept: Kept) -> Change | None:
            names = [view.name for view in kept.views]
            return Change("view", None, names.index(name)) if name in names else None

        return self._change(plan)

    def dismiss(self, copy: str, place: str, figure: str) -> Kept:
        """Remember that a number of a copy is no figure.

        Args:
            copy: The SHA-256 of the copy's bytes.
            place: Where it stands in the copy's text, as ``Dismissal`` has it.
            figure: The text at that place.
        """

        def plan(kept: Kept) -> Change | None:
            if any(dismissal.place == place for dismissal in kept.dismissed(copy)):
                return None
            row = {"copy": copy, "place": place, "figure": line(" ".join(figure.split())), "made": self._time()}
            return Change("dismissal", row, len(kept.dismissals))

        return self._change(plan)

    def restore(self, copy: str, place: str) -> Kept:
        """Forget that a number of a copy is no figure, if it was said."""

        def plan(kept: Kept) -> Change | None:
            known = [(dismissal.copy, dismissal.place) for dismissal in kept.dismissals]
            return Change("dismissal", None, known.index((copy, place))) if (copy, place) in known else None

        return self._change(plan)

    def judge(self, reference: str, event: str, theirs: str, says: str) -> Kept:
        """Store what the reader says of two events.

        Args:
            reference: The id of the reference set.
            event: The id of the timeline's event.
            theirs: The id of the other.
            says: One of ``JUDGEMENTS``; empty to take it back.
        """

        def plan(kept: Kept) -> Change | None:
            known = [(one.reference, one.event, one.theirs) for one in kept.judgements]
            name = (reference, event, theirs)
            row = known.index(name) if name in known else len(known)
            if not says or (name in known and kept.judgements[row].says == says):
                return Change("judgement", None, row) if name in known and not says else None
            named = {"reference": line(reference), "event": line(event), "theirs": line(theirs)}
            return Change("judgement", {**named, "says": says, "made": self._time()}, row)

        return self._change(plan)

    def leave(self, query: str, event: str) -> Kept:
        """Save where the reader is: the text of the bar, and the id of the event at the cursor."""
        return self._change(lambda _kept: Change("place", {"query": line(query), "event": line(event), "at": self._time()}))

    def _name(self, name: str) -> str:
        wanted = line(" ".join(name.split()))
        if not wanted:
            raise NotebookError("a view needs a name")
        return wanted

    def _time(self) -> str:
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _change(self, plan: Callable[[Kept], Change | None]) -> Kept:
        """Make one change to the file as it is now; if there is nothing to change, the file is left alone."""
        if self._read_only:
            raise NotebookError(READ_ONLY)
        self.read()
        # a link stays a link: its target is written, and locked
        file = Path(os.path.realpath(self.file))
        with self._writing():
            disk.make(file.parent)
            with disk.locked(file):
                disk.sweep(file)
                for _ in range(_TRIES):
                    self._seen = seen = self._look()
                    change = plan(_kept(seen))
                    if change is None:
                        break
                    if self._write(file, seen.content, change):
                        self._seen = self._look()
                        break
                else:
                    raise TimeoutError
        return _kept(self._seen)

    def _write(self, file: Path, before: bytes | None, change: Change) -> bool:
        """Make a change, unless an editor saved the file since it was read; whether it was made."""
        text = (before or b"").decode("utf-8-sig")
        if not text.strip():
            text = revised(_HEAD, Change("timeline", {"id": self.timeline_id, "title": line(self.title)}))
        after = revised(text, change).encode()
        if len(after) > MAX_SIZE:
            raise self._fault(f"this would make the notebook larger than {MAX_SIZE >> 20} MB; delete something first")
        if before is None:
            disk.write(file, after)
            return True
        return save.replace(file, before, after)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            raise self._fault(
                "another window or program keeps writing to this file; nothing was changed; close it and try again"
            ) from None
        except EditError as error:
            raise self._fault(
                f"this cannot be written without damaging the file ({shorten(str(error), 200)}); nothing was changed;"
                " edit the file by hand"
            ) from None
        except OSError as error:
            raise self._fault(
                f"this file cannot be written ({disk.reason(error)}); nothing was changed; fix that, or set another folder with"
                " CTTUI_NOTEBOOK"
            ) from None


# -- the file as a whole ---------------------------------------------------------------------------------------------


def _kept(seen: _Seen) -> Kept:
    if seen.kept is None:
        raise NotebookError(seen.trouble)
    return seen.kept


def _stamp(file: Path) -> tuple[int, ...]:
    """What changes with the file; if it cannot be accessed, why."""
    try:
        about = file.stat()
    except OSError as error:
        return (-(error.errno or 1),)
    return about.st_mtime_ns, about.st_size, about.st_ino, about.st_ctime_ns, about.st_dev


def _is_settled(stamp: tuple[int, ...]) -> bool:
    return time.time_ns() - stamp[0] > _SETTLED


def _tidy(text: str) -> str:
    """A note as it is stored: with uniform line ends, and without anything that a terminal would obey."""
    lines = _BREAKS.sub("\n", text.encode("utf-8", "replace").decode()).split("\n")
    return "\n".join("\t".join(clean(part) for part in each.split("\t")) for each in lines)
