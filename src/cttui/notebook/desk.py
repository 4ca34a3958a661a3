"""The reader's desk: a timeline with the reader's own marks, notes, saved views and last place laid over it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from cttui.errors import CttuiError, NotebookError, QueryError
from cttui.lazy import dataclass
from cttui.notebook.file import Notebook
from cttui.notebook.records import Kept, LastPlace, Mark, Note, State, event_digest, state_of
from cttui.query.language import Query, parse
from cttui.store.index import Answer, Ask, Index
from cttui.store.wants import Bodies, Counted, Want
from cttui.text import shorten

STATES: dict[State, str] = {"same": "", "changed": "changed since", "missing": "not in the timeline"}
"""What to say about an event that has changed."""


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event that the reader marked or annotated."""

    event: str
    """Its id."""
    title: str
    """As it is now or, if the event is not in the timeline any more, as it was."""
    date: str
    state: State
    """Compared with the reader's latest action, as that is how they knew the event."""
    marked: bool
    made: str
    """When it was marked, in UTC; empty if it was not, or if it was marked by hand without a time."""
    changed: str
    """When the note was last changed, in UTC; empty if there is none, or if it was written by hand without a time."""
    note: str

    @property
    def what(self) -> str:
        """What is kept of it: ``mark``, ``note``, or ``mark and note``."""
        return " and ".join(name for name, there in (("mark", self.marked), ("note", self.note)) if there)

    @property
    def last(self) -> str:
        """When it was marked or its note changed, whichever was later."""
        return max(self.made, self.changed)


def entries(index: Index, kept: Kept) -> list[KeptEvent]:
    """Each event with a mark or note, in date order; those not in the timeline any more come last."""
    want = _bodies(kept)
    return _entries(index.answer(Ask(wants=(want,)))[want], kept)


def _bodies(kept: Kept) -> Bodies:
    events = (*(mark.event for mark in kept.marks), *(note.event for note in kept.notes))
    return Bodies(tuple(dict.fromkeys(events)))


def _entries(bodies: Mapping[str, str], kept: Kept) -> list[KeptEvent]:
    found: dict[str, list[Mark | Note]] = {}
    records: tuple[Mark | Note, ...] = (*kept.marks, *kept.notes)
    for record in records:
        found.setdefault(record.event, []).append(record)
    here = [_entry(found[event], body) for event, body in bodies.items()]
    gone = [_entry(found[event], None) for event in found if event not in bodies]
    return here + sorted(gone, key=lambda entry: (entry.date, entry.event))


def _entry(records: list[Mark | Note], body: str | None) -> KeptEvent:
    # an entry written by hand without a digest says nothing about the event
    last = max(records, key=lambda record: (bool(record.digest), _time(record)))
    now = json.loads(body) if body is not None else {"title": last.title, "date": last.date}
    mark = next((record for record in records if isinstance(record, Mark)), None)
    note = next((record for record in records if isinstance(record, Note)), None)
    return KeptEvent(
        event=last.event,
        title=now["title"],
        date=now.get("date", ""),
        state=state_of(last.digest, event_digest(body) if body is not None else None),
        marked=mark is not None,
        made=mark.made if mark else "",
        changed=note.changed if note else "",
        note=note.text if note else "",
    )


def _time(record: Mark | Note) -> str:
    return record.made if isinstance(record, Mark) else record.changed


# -- the desk --------------------------------------------------------------------------------------------------------


class ViewLine(NamedTuple):
    """A named query."""

    name: str
    query: str
    own: bool
    """Whether it is the reader's rather than the timeline's."""
    events: int | None
    """How many events it finds now; ``None`` if it is not valid for this timeline."""
    fault: str
    """Its error in that case."""


class DeskView(NamedTuple):
    """The reader's marks, notes and views, preceded by the timeline's own views."""

    views: tuple[ViewLine, ...]
    entries: tuple[KeptEvent, ...]
    asked: str
    """The current query's text."""
    trouble: str
    """Why the reader's data cannot be read; empty if it can."""


class Desk:
    """A timeline's index and its reader's notebook."""

    def __init__(self, index: Index, notebook: Notebook) -> None:
        """Combine a notebook with a timeline; it is read on first use."""
        self._index = index
        self._notebook = notebook
        self._kept: Kept | None = None
        self._queries: dict[str, Query | QueryError] = {}
        self.trouble = ""
        """Why the notebook cannot be read, in a sentence; empty if it can."""
        index.owner = self._values

    def take_over(self, index: Index) -> None:
        """Lay the marks and notes over another index of the same timeline, whose file was changed."""
        self._index = index
        self._queries.clear()
        index.owner = self._values
        if self._kept is not None:
            index.own(self._kept.values())

    def _values(self) -> Mapping[tuple[str, str], Collection[str]]:
        return self.kept.values()

    @property
    def kept(self) -> Kept:
        """The notebook's content when last checked; empty if it cannot be read."""
        if self._kept is None:
            self._read()
        return self._kept or Kept()

    def _read(self) -> None:
        try:
            self._kept, self.trouble = self._notebook.read(), ""
        except NotebookError as error:
            # an unreadable notebook is reported and never overwritten
            self._kept, self.trouble = Kept(), str(error)

    def look(self) -> bool:
        """Load what another window has changed; false if nothing has."""
        try:
            changed = self._notebook.changed()
        except NotebookError:
            changed = True
        if not changed:
            return False
        before = (self._kept, self.trouble)
        self._read()
        self._index.own(self.kept.values())
        return (self._kept, self.trouble) != before

    def _take(self, kept: Kept) -> None:
        self._kept, self.trouble = kept, ""
        self._index.own(kept.values())

    # -- marks and notes ---------------------------------------------------------------------------------------------

    def _about(self, event: str) -> dict[str, str]:
        """An event as it is now, in the form that a mark or note stores."""
        want = Bodies((event,))
        body = self._index.answer(Ask(wants=(want,)))[want].get(event)
        if body is None:
            # the event is gone from the file since a note on it was opened
            known = self.kept.note_of(event) or self.kept.mark_of(event)
            return {name: getattr(known, name, "") for name in ("title", "date", "digest")}
        plain = json.loads(body)
        return {"title": plain["title"], "date": plain.get("date", ""), "digest": event_digest(body)}

    def toggle_mark(self, event: str) -> bool:
        """Mark or unmark an event; true if it is now marked.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        marked = self._notebook.read().mark_of(event) is None
        self._take(self._notebook.mark(event, **self._about(event)) if marked else self._notebook.unmark(event))
        return marked

    def note(self, event: str) -> str:
        """The reader's note on an event; empty if there is none."""
        note = self.kept.note_of(event)
        return note.text if note else ""

    def write_note(self, event: str, text: str, before: str) -> None:
        """Replace a note; an empty one deletes it.

        Args:
            event: The event's id.
            text: The note.
            before: The note when the reader began; if another window has changed it since, both texts are kept.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._take(self._notebook.write_note(event, text, before=before, **self._about(event)))

    def forget(self, event: str) -> None:
        """Delete the mark and note of an event, also of one that is not in the timeline any more.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._notebook.unmark(event)
        self._take(self._notebook.write_note(event, "", title="", date="", digest=""))

    # -- figures -----------------------------------------------------------------------------------------------------

    def dismiss(self, copy: str, start: int, end: int, figure: str) -> None:
        """Remember that a number of a stored copy is no figure.

        Args:
            copy: The SHA-256 of the copy's bytes.
            start: Where it begins in the copy's text, in characters.
            end: Where it ends.
            figure: The text at that place.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._take(self._notebook.dismiss(copy, f"{start}-{end}", figure))

    def restore(self, copy: str) -> str:
        """Take the last dismissal of a copy back; return the text of the figure, or an empty one if there is none.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        dismissed = self._notebook.read().dismissed(copy)
        if not dismissed:
            return ""
        self._take(self._notebook.restore(copy, dismissed[-1].place))
        return dismissed[-1].figure

    # -- reference sets ----------------------------------------------------------------------------------------------

    def judge(self, reference: str, event: str, theirs: str, says: str) -> None:
        """Store what the reader says of an event and one of a reference set: one of ``JUDGEMENTS``, empty to take it back.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._take(self._notebook.judge(reference, event, theirs, says))

    # -- what is shown -----------------------------------------------------------------------------------------------

    def wants(self) -> tuple[Want[Any], ...]:
        """The wants of the desk's view."""
        return _bodies(self.kept), self._counted()

    def view(self, answer: Answer, asked: str) -> DeskView:
        """Marks and notes with the state of their events, and all views with their current counts.

        Args:
            answer: An answer to ``wants``.
            asked: The current query's text.
        """
        return DeskView(
            self._lines(answer[self._counted()]), tuple(_entries(answer[_bodies(self.kept)], self.kept)), asked, self.trouble
        )

    def views(self) -> tuple[ViewLine, ...]:
        """The timeline's views and the reader's, with their current counts."""
        want = self._counted()
        return self._lines(self._index.answer(Ask(wants=(want,)))[want])

    def _counted(self) -> Counted:
        parsed = (self.parsed(query) for _, query, _ in self._named())
        return Counted(tuple(query for query in parsed if isinstance(query, Query)))

    def _named(self) -> list[tuple[str, str, bool]]:
        """Name and query of each view, and whether it is the reader's."""
        own = [(view.name, view.query, True) for view in self.kept.views]
        return [*((view.name, view.query, False) for view in self._index.head.views), *own]

    def _lines(self, numbers: Sequence[int]) -> tuple[ViewLine, ...]:
        found, counts = [], iter(numbers)
        for name, text, own in self._named():
            query = self.parsed(text)
            events, fault = (next(counts), "") if isinstance(query, Query) else (None, query.sentence())
            found.append(ViewLine(name, text, own, events, fault))
        return tuple(found)

    def parsed(self, text: str) -> Query | QueryError:
        """A view's query, or why it is not valid for this timeline; parsed once."""
        if text not in self._queries:
            try:
                self._queries[text] = parse(text, self._index.vocabulary)
            except QueryError as error:
                self._queries[text] = error
        return self._queries[text]

    def save_view(self, name: str, query: str) -> None:
        """Save a query under a name.

        Raises:
            NotebookError: A view has this name already, or the name is empty.
        """
        self._is_free(name)
        self._take(self._notebook.save_view(name, query))

    def rename_view(self, old: str, new: str) -> None:
        """Rename one of the reader's views.

        Raises:
            NotebookError: No view has the old name, another has the new one, or the new one is empty.
        """
        self._is_free(new)
        self._take(self._notebook.rename_view(old, new))

    def delete_view(self, name: str) -> None:
        """Delete one of the reader's views.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._take(self._notebook.delete_view(name))

    def _is_free(self, name: str) -> None:
        wanted = " ".join(name.split())
        if any(view.name == wanted for view in self._index.head.views):
            raise NotebookError(f"the timeline already has a view '{shorten(wanted)}'; choose another name")

    # -- the last place ----------------------------------------------------------------------------------------------

    @property
    def last(self) -> LastPlace | None:
        """Where the reader was when the timeline was last closed."""
        return self.kept.place

    def leave(self, query: str, event: str) -> str:
        """Save the place for the next time; return the error if it cannot be saved, or an empty text.

        Args:
            query: The query's text.
            event: The id of the event at the cursor; empty for none.
        """
        try:
            self._notebook.leave(query, event)
        except CttuiError as error:
            return str(error)
        return ""
