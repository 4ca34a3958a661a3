"""The reader's desk: a timeline with the reader's own marks, notes, saved views and last place laid over it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cttui.errors import CttuiError, NotebookError, QueryError
from cttui.notebook.file import Notebook
from cttui.notebook.records import Kept, LastPlace, Mark, Note, State, event_digest, state_of
from cttui.query.language import Query, parse
from cttui.store.index import Answer, Ask, Index
from cttui.store.wants import Bodies, Counted, Want
from cttui.text import shorten

STATES: dict[State, str] = {"same": "", "changed": "changed since", "missing": "not in the timeline"}
"""What is said of an event that is not as it was."""


@dataclass(frozen=True, slots=True)
class KeptEvent:
    """An event that the reader marked or wrote about."""

    event: str
    """Its id."""
    title: str
    """As it is now, or, where the event is no longer in the timeline, as it was."""
    date: str
    state: State
    """Held against what the reader did last, as that is how they knew the event."""
    marked: bool
    made: str
    """When it was marked, in UTC; empty where it was not, or by hand without a time."""
    changed: str
    """When the note was last changed, in UTC; empty where there is none, or a hand wrote it without a time."""
    note: str

    @property
    def last(self) -> str:
        """When it was marked or its note changed, whichever was later."""
        return max(self.made, self.changed)


def entries(index: Index, kept: Kept) -> list[KeptEvent]:
    """Each event that is marked or has a note, in date order; those that are no longer in the timeline at the end."""
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
    # what a hand wrote without a digest tells nothing of the event
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
    """A query that has a name."""

    name: str
    query: str
    own: bool
    """Whether it is the reader's and not the timeline's."""
    events: int | None
    """How many it finds now; ``None`` where it is no query of this timeline."""
    fault: str
    """What is wrong with it then."""


class DeskView(NamedTuple):
    """All that is kept, and the timeline's own views before it."""

    views: tuple[ViewLine, ...]
    entries: tuple[KeptEvent, ...]
    asked: str
    """The present query's text."""
    trouble: str
    """Why nothing of the reader's can be read; empty where it can."""


class Desk:
    """A timeline's index and its reader's notebook."""

    def __init__(self, index: Index, notebook: Notebook) -> None:
        """Lay a notebook over a timeline; it is read when something of it is first asked for."""
        self._index = index
        self._notebook = notebook
        self._kept: Kept | None = None
        self._queries: dict[str, Query | QueryError] = {}
        self.trouble = ""
        """Why the notebook cannot be read, in a sentence; empty where it can."""
        index.owner = self._values

    def _values(self) -> Mapping[tuple[str, str], Collection[str]]:
        return self.kept.values()

    @property
    def kept(self) -> Kept:
        """What the notebook held when it was last looked at; nothing where it cannot be read."""
        if self._kept is None:
            self._read()
        return self._kept or Kept()

    def _read(self) -> None:
        try:
            self._kept, self.trouble = self._notebook.read(), ""
        except NotebookError as error:
            # what cannot be read is told, and is never written over
            self._kept, self.trouble = Kept(), str(error)

    def look(self) -> bool:
        """Take in what another window changed; false where nothing was changed."""
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
        """An event as it is now, as a mark or note keeps it."""
        want = Bodies((event,))
        body = self._index.answer(Ask(wants=(want,)))[want][event]
        plain = json.loads(body)
        return {"title": plain["title"], "date": plain.get("date", ""), "digest": event_digest(body)}

    def toggle_mark(self, event: str) -> bool:
        """Mark an event, or no longer; true where it is marked now.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        marked = self._notebook.read().mark_of(event) is None
        self._take(self._notebook.mark(event, **self._about(event)) if marked else self._notebook.unmark(event))
        return marked

    def note(self, event: str) -> str:
        """What the reader wrote about an event; empty where nothing."""
        note = self.kept.note_of(event)
        return note.text if note else ""

    def write_note(self, event: str, text: str, before: str) -> None:
        """Write a note in place of what was there before; an empty one takes it away.

        Args:
            event: The event's id.
            text: The note.
            before: What the note was when the reader began; where another window wrote something else since, both are kept.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._take(self._notebook.write_note(event, text, before=before, **self._about(event)))

    def forget(self, event: str) -> None:
        """Take mark and note of an event away, as of one that is no longer in the timeline.

        Raises:
            NotebookError: The notebook cannot be written.
        """
        self._notebook.unmark(event)
        self._take(self._notebook.write_note(event, "", title="", date="", digest=""))

    # -- what is shown -----------------------------------------------------------------------------------------------

    def wants(self) -> tuple[Want[Any], ...]:
        """What to ask for the desk's view."""
        return _bodies(self.kept), self._counted()

    def view(self, answer: Answer, asked: str) -> DeskView:
        """All that is kept, with what became of the events, and the timeline's views, with how many each finds now.

        Args:
            answer: An answer to ``wants``.
            asked: The present query's text.
        """
        return DeskView(
            self._lines(answer[self._counted()]), tuple(_entries(answer[_bodies(self.kept)], self.kept)), asked, self.trouble
        )

    def views(self) -> tuple[ViewLine, ...]:
        """The timeline's views and the reader's, with how many events each finds now."""
        want = self._counted()
        return self._lines(self._index.answer(Ask(wants=(want,)))[want])

    def _counted(self) -> Counted:
        parsed = (self.parsed(query) for _, query, _ in self._named())
        return Counted(tuple(query for query in parsed if isinstance(query, Query)))

    def _named(self) -> list[tuple[str, str, bool]]:
        """Name and text of each view, and whether it is the reader's."""
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
        """A view's query, or why its text is none of this timeline; read once."""
        if text not in self._queries:
            try:
                self._queries[text] = parse(text, self._index.vocabulary)
            except QueryError as error:
                self._queries[text] = error
        return self._queries[text]

    def save_view(self, name: str, query: str) -> None:
        """Keep a query under a name.

        Raises:
            NotebookError: A view of the timeline's or the reader's has this name, or it is empty.
        """
        self._is_free(name)
        self._take(self._notebook.save_view(name, query))

    def rename_view(self, old: str, new: str) -> None:
        """Give one of the reader's views another name.

        Raises:
            NotebookError: No view has the old name, another has the new one, or it is empty.
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
        """Keep the place for the next time; returns what is wrong where it cannot be kept, and an empty text else.

        Args:
            query: The query's text.
            event: The id of the event at the cursor; empty for none.
        """
        try:
            self._notebook.leave(query, event)
        except CttuiError as error:
            return str(error)
        return ""
