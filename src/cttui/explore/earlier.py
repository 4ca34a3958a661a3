"""What changed since an earlier edition of the timeline, in what is shown: the words of ``cttui diff``, for a view.

A view of an edition is its selected events with the sources that they cite, and two views are compared as two timelines are.
What came into the view is then told apart: an event that is new, and one that was there and matches now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from cttui.errors import QueryError, StoreError
from cttui.lazy import dataclass
from cttui.query.fields import OWN, event_sources
from cttui.query.language import Query, Values, parse
from cttui.store.index import Ask, Index
from cttui.store.wants import Rows

if TYPE_CHECKING:
    from cttui.model.records import Timeline
    from cttui.timeline.compare import Changes, Difference, Plain
    from cttui.timeline.telling import Section

ADDED, WITHDRAWN, MATCHING, UNMATCHED, CHANGED = "added", "withdrawn", "that match now", "that no longer match", "changed"
"""What became of an event of a view, as its heading says it."""
_SAID = {
    ADDED: ("event added", "events added"),
    MATCHING: ("event matches now", "events match now"),
    CHANGED: ("event changed", "events changed"),
    UNMATCHED: ("event no longer matches", "events no longer match"),
    WITHDRAWN: ("event withdrawn", "events withdrawn"),
}
"""The same in a sentence, of one and of several."""


NO_EARLIER = "no earlier edition is open; cttui --since REVISION or cttui open LINK names one"
NO_EDITIONS = "a dataset has no earlier edition to compare with"


def no_earlier(index: Index | None) -> str:
    """Why there is nothing to compare with, as a phrase."""
    return NO_EDITIONS if index is not None and index.imported is not None else NO_EARLIER


@dataclass(frozen=True, slots=True)
class ViewChanges:
    """What changed in a view."""

    counts: tuple[tuple[str, str], ...]
    """Events, sources, claims and dead of the view before and after, if they changed."""
    sections: tuple[Section, ...]
    """Headings with their lines."""
    events: tuple[tuple[str, int], ...]
    """How many events each heading has."""
    elsewhere: str
    """How much changed in the rest of the timeline, as a sentence; empty for nothing."""
    trouble: str
    """Why the view of the earlier edition is not known, as a sentence; empty if it is."""

    def __bool__(self) -> bool:
        return bool(self.counts or self.sections)

    @property
    def summary(self) -> str:
        """What changed in the view, as the end of a sentence."""
        events = [f"{count:,} {_SAID[what][count != 1]}" for what, count in self.events]
        if events:
            return f"{', '.join(events[:-1])} and {events[-1]}" if len(events) > 1 else events[0]
        return "only sources or totals changed in this view" if self else "nothing changed in this view"

    def lines(self) -> Iterator[str]:
        """All of it, as plain text."""
        from cttui.timeline.telling import counted, parted

        yield from parted([*filter(None, [self.trouble]), *(counted(*one) for one in self.counts)], self.sections)
        if not self:
            yield "Nothing changed in this view."
        if self.elsewhere:
            yield from ("", self.elsewhere)


class Earlier:
    """An earlier edition of the timeline that is open."""

    def __init__(self, timeline: Timeline, name: str) -> None:
        """Take the edition, and what it is called: ``the edition of the link``."""
        self.timeline = timeline
        self.name = name

    @cached_property
    def _index(self) -> Index:
        from cttui.store.cache import index_of

        return index_of(self.timeline, None)

    @cached_property
    def _plain(self) -> Plain:
        from cttui.timeline.compare import plain

        return plain(self.timeline)

    def changed(self, index: Index, query: Query, lens: str, event: str = "") -> ViewChanges:
        """What changed in a selection of the timeline as it is now.

        Args:
            index: The timeline now.
            query: The selection.
            lens: Whose figures count.
            event: An event that is shown too, even if neither edition selects it; empty for none.

        Raises:
            StoreError: The timeline is not one that was read from a file.
        """
        from cttui.timeline.compare import compare, plain
        from cttui.timeline.telling import altered, counts, named, sections

        new = _whole(index)
        # what the reader marked and wrote belongs to events, whichever edition they are in
        self._index.own({own: _selected(index, Query((Values(False, own[0], (own[1],)),))) for own in OWN})
        trouble = ""
        try:
            then = _selected(self._index, parse(query.text, self._index.vocabulary))
        except QueryError as error:
            # what the filter names came later, so that nothing of then can match it
            then, trouble = set(), f"{self.name[:1].upper()}{self.name[1:]} has no such view: {error.sentence()}."
        now = _selected(index, query)
        beside = {event} - then - now
        before, after = _of(self.timeline, then | beside), _of(new, now | beside)
        everything, shown = compare(self._plain, plain(new)), compare(plain(before), plain(after))
        revised = {one.label: one for one in _still(everything, "event").revised}
        events = {what: found for what, found in _events(shown, self.timeline, new) if found}
        listed: list[Section] = []
        for what, records in events.items():
            lines: list[tuple[int, str]] = []
            for record in records:
                one = revised.get(record["id"])
                lines += [(0, named(record)), *(list(altered(one))[1:] if one is not None else ())]
            listed.append((f"events {what}  {len(records):,}", lines))
        sources = _still(shown, "source")
        if sources:
            listed += sections(replace(shown, meta=(), tables={"source": sources}))
        counted = tuple((what, len(records)) for what, records in events.items())
        return ViewChanges(
            tuple(counts(before, after, (lens,))), tuple(listed), counted, _elsewhere(everything, shown), trouble
        )


def _whole(index: Index) -> Timeline:
    """The whole timeline of an index.

    Raises:
        StoreError: It was not compiled from a file, or is damaged.
    """
    from cttui.store.sqlite import SqliteIndex
    from cttui.store.whole import read_timeline

    if not isinstance(index, SqliteIndex):
        raise StoreError("only a timeline that is a file has editions to compare")
    return read_timeline(index.store)


def _selected(index: Index, query: Query) -> set[str]:
    """The ids of the events that match a query."""
    want = Rows(0, index.count)
    return {row.id for row in index.answer(Ask(query, (want,)))[want].rows}


def _of(timeline: Timeline, ids: set[str]) -> Timeline:
    """A timeline with some of its events alone, and the sources that they cite."""
    events = tuple(event for event in timeline.events if event.id in ids)
    cited = {source for event in events for source in event_sources(event)}
    return replace(timeline, events=events, sources=tuple(source for source in timeline.sources if source.id in cited))


def _still(found: Difference, table: str) -> Changes:
    """What changed in a table, whatever merely stands at another place."""
    from cttui.timeline.compare import Changes

    changes = found.tables.get(table, Changes())
    return replace(changes, revised=tuple(one for one in changes.revised if one.changes or one.claims))


def _events(shown: Difference, old: Timeline, new: Timeline) -> Iterator[tuple[str, list[Plain]]]:
    """The records of the events of two views that differ, by what became of them."""
    changes = _still(shown, "event")
    was, now = {event.id for event in old.events}, {event.id for event in new.events}
    came, went = [record for _, record in changes.added], [record for _, record in changes.withdrawn]
    titles = {event.id: event.title for event in new.events}
    yield ADDED, [record for record in came if record["id"] not in was]
    yield MATCHING, [record for record in came if record["id"] in was]
    yield CHANGED, [{"id": one.label, "title": titles[one.label]} for one in changes.revised]
    yield UNMATCHED, [record for record in went if record["id"] in now]
    yield WITHDRAWN, [record for record in went if record["id"] not in now]


def _elsewhere(everything: Difference, shown: Difference) -> str:
    """How many records changed that no view shows, as a sentence."""
    if not everything.tables and not everything.meta:
        return "No record changed, only how the file is written."
    left = {table: _labels(everything, table) - _labels(shown, table) for table in ("event", "source")}
    other = sum(_count(_still(everything, table)) for table in everything.tables if table not in left)
    numbers = [(len(left["event"]), "event"), (len(left["source"]), "source"), (other + len(everything.meta), "other record")]
    said = [f"{count:,} {one}{'' if count == 1 else 's'}" for count, one in numbers if count]
    if not said:
        return ""
    return f"Elsewhere in the timeline, {' and '.join(filter(None, (', '.join(said[:-1]), said[-1])))} changed."


def _labels(found: Difference, table: str) -> set[str]:
    changes = _still(found, table)
    records = (record["id"] for _, record in (*changes.added, *changes.withdrawn))
    return {*records, *(one.label for one in changes.revised)}


def _count(changes: Changes) -> int:
    return len(changes.added) + len(changes.withdrawn) + len(changes.revised)
