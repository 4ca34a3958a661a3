"""A store made from another one of the same timeline, as it was before a change.

Working out what an event adds to a store is what takes long. So only events that changed, or about which a source or a thread
says something else, are worked out anew; every other event's words and sets are carried over under its new number. The result
answers as a store that is compiled whole.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyroaring import BitMap

from cttui.errors import StoreError
from cttui.model.records import Event, Source, Timeline
from cttui.query.fields import FIELDS, event_sources
from cttui.store import checked, layout
from cttui.store.contribution import Contribution, Contributor, Point, dump, in_date_order, point_of
from cttui.store.writer import INSERT_BITS, INSERT_DOCUMENT, INSERT_EVENT, bits, sealed, value_rows, write_meta, write_points

if TYPE_CHECKING:
    import sqlite3

AROUND_ALL = ("provinces", "actors", "terms", "claimants", "populations")
"""The parts of a timeline on which every event's contribution depends: if one changed, all is compiled anew."""
SHARE = 0.5
"""The share of all events that may have changed; with more, all is compiled anew."""

SETS = f"SELECT {layout.SEALED['bits']}, seal FROM bits"  # noqa: S608 - our own columns
"""Reads sets of events with their checks."""

Set = tuple[str, str]
"""A set of events: its field and token."""


def touched(before: Timeline, after: Timeline) -> frozenset[str] | None:
    """The ids of the events of either that add something else to a store in the other; ``None`` if that may be all."""
    if any(getattr(before, name) != getattr(after, name) for name in AROUND_ALL):
        return None
    was, now = ({event.id: event for event in timeline.events} for timeline in (before, after))
    found = {id_ for id_ in was.keys() | now.keys() if was.get(id_) != now.get(id_)}
    sources = _changed_sources(before.sources, after.sources)
    if sources:
        found |= {event.id for event in after.events if not sources.isdisjoint(event_sources(event))}
    old, new = ({thread.id: thread for thread in timeline.threads} for timeline in (before, after))
    for id_ in old.keys() | new.keys():
        threads = [thread for thread in (old.get(id_), new.get(id_)) if thread is not None]
        if len(threads) == 2 and threads[0].title == threads[1].title:
            found |= set(threads[0].events) ^ set(threads[1].events)
        else:
            found.update(*(thread.events for thread in threads))
    return frozenset(found)


def renew(old: sqlite3.Connection, new: sqlite3.Connection, before: Timeline, after: Timeline) -> bool:
    """Make the store of a changed timeline in an empty database; false, and nothing made, if it must be compiled whole.

    Args:
        old: The store of the timeline before.
        new: The empty database.
        before: The timeline before.
        after: The timeline after.
    """
    changed = touched(before, after)
    if changed is None or len(changed) > SHARE * len(after.events):
        return False
    if old.in_transaction:
        # a copy would wait for its end
        return False
    old.backup(new)
    _Renewal(new, before, after, changed).run()
    return True


def _changed_sources(before: Sequence[Source], after: Sequence[Source]) -> frozenset[str]:
    was, now = ({source.id: source for source in sources} for sources in (before, after))
    return frozenset(id_ for id_ in was.keys() | now.keys() if was.get(id_) != now.get(id_))


class _Renewal:
    """Turns a copy of a timeline's store into that of the changed timeline."""

    def __init__(self, connection: sqlite3.Connection, before: Timeline, after: Timeline, changed: frozenset[str]) -> None:
        self.connection = connection
        self.before = before
        self.after = after
        was, now = (in_date_order(timeline) for timeline in (before, after))
        self.events: list[Event] = now
        self.was = {event.id: n for n, event in enumerate(was)}
        self.now = {event.id: n for n, event in enumerate(now)}
        self.moved = [self.now.get(event.id, -1) for event in was]
        """For each event's number before the one after; -1 for an event that is gone."""
        self.first = next((n for n, to in enumerate(self.moved) if n != to), len(was))
        """The first number that is not the same event's any more."""
        self.shifted = self.first < len(was)
        former = Contributor(before)
        latter = Contributor(after, former.spellings)
        self.former = {self.was[event.id]: former.of(event) for event in was if event.id in changed}
        """What the changed events added before, by their numbers then."""
        self.latter = {self.now[event.id]: latter.of(event) for event in now if event.id in changed}
        """What they add now, by their numbers now."""
        self.contributor = latter
        self.groups: set[str] = set()
        """The groups of rows that changed, as ``checked`` names them."""

    def run(self) -> None:
        self.connection.execute("DELETE FROM meta WHERE key NOT IN ('sums', 'seal')")
        self._sets()
        self._rest()
        self._rows()
        self._documents()
        self._sources()
        self._points()
        self._values()
        starts = array("q", (event.when.listed for event in self.events if event.when is not None))
        measures = {claim.measure for event in self.events for claim in event.claims}
        write_meta(self.connection, self.after, len(self.events), measures, starts)
        self.connection.commit()
        if checked.is_signed(self.connection):
            checked.sign(self.connection, self.groups)

    # -- sets of events ----------------------------------------------------------------------------------------------

    def _sets(self) -> None:
        """Take the changed events out of the sets that they were in and put them into those that they are in now."""
        gone, come = _by_set(self.former), _by_set(self.latter)
        if self.shifted:
            found = self.connection.execute(f"{SETS} WHERE field NOT LIKE ?", (f"%/{layout.REST}",)).fetchall()
        else:
            # a changed event that stays in a set changes nothing of it
            alike = {name for name in gone.keys() & come.keys() if gone[name] == come[name]}
            gone, come = ({name: n for name, n in sets.items() if name not in alike} for sets in (gone, come))
            sql = f"{SETS} WHERE field = ? AND token = ?"
            rows = (self.connection.execute(sql, name).fetchone() for name in gone.keys() | come.keys())
            found = [row for row in rows if row is not None]
        known: set[Set] = set()
        changed: dict[Set, BitMap] = {}
        for row in found:
            field, token, content = _sound(row)
            name = (field, token)
            known.add(name)
            members = BitMap.deserialize(content)
            if name in gone or name in come or (self.shifted and members and members.max() >= self.first):
                changed[name] = self._moved(members, gone.get(name, ())) | BitMap(come.get(name, ()))
        changed.update((name, BitMap(come[name])) for name in come.keys() - known)
        self._put(INSERT_BITS, ((*name, bits(members)) for name, members in changed.items() if members))
        empty = [name for name, members in changed.items() if not members]
        self.connection.executemany("DELETE FROM bits WHERE field = ? AND token = ?", empty)
        self.groups.update(f"bits/{field}" for field, _ in changed)

    def _moved(self, members: BitMap, gone: Iterable[int]) -> BitMap:
        """A set's events under their new numbers, without some that leave it."""
        members = members - BitMap(gone)
        if not self.shifted:
            return members
        return BitMap(to for to in map(self.moved.__getitem__, members) if to >= 0)

    def _rest(self) -> None:
        """The intervals beyond those that have slots: a list of low, high and number for each measure."""
        come: dict[str, list[tuple[int, int, int]]] = {}
        for n, contribution in self.latter.items():
            for measure, low, high in contribution.rest:
                come.setdefault(f"{measure}/{layout.REST}", []).append((n, low, high))
        found = map(_sound, self.connection.execute(f"{SETS} WHERE field LIKE ?", (f"%/{layout.REST}",)).fetchall())
        before = {name: array("q", content) for name, _, content in found}
        for name in before.keys() | come.keys():
            old = before.get(name, array("q"))
            kept = [
                (self.moved[n], low, high)
                for low, high, n in zip(old[::3], old[1::3], old[2::3], strict=True)
                if n not in self.former
            ]
            now = sorted((*kept, *come.get(name, ())), key=_first)
            ends = array("q", (end for n, low, high in now for end in (low, high, n)))
            if ends != old:
                self.connection.execute("DELETE FROM bits WHERE field = ? AND token = ?", (name, layout.REST))
                self._put(INSERT_BITS, [(name, layout.REST, ends.tobytes())] if ends else [])
                self.groups.add(f"bits/{name}")

    # -- rows --------------------------------------------------------------------------------------------------------

    def _rows(self) -> None:
        """The events' rows, each with what answers it."""
        was, now = _answers(in_date_order(self.before)), _answers(self.events)
        kept = [
            event.id for n, event in enumerate(self.events)
            if n not in self.latter and (self.was[event.id] != n or was.get(event.id) != now.get(event.id))
        ]  # fmt: skip
        sql = f"SELECT {layout.SEALED['event']}, seal FROM event WHERE id = ?"  # noqa: S608 - our own columns
        rows = [_sound(self.connection.execute(sql, (id_,)).fetchone())[1:-1] for id_ in kept]
        rows += [contribution.row for contribution in self.latter.values()]
        leaving = [contribution.row[0] for contribution in self.former.values()]
        self.connection.executemany("DELETE FROM event WHERE id = ?", ((id_,) for id_ in (*leaving, *kept)))
        placed = ((self.now[str(row[0])], *row, json.dumps(now.get(str(row[0]), []))) for row in rows)
        self._put(INSERT_EVENT, placed)
        self.groups.add("event")

    def _documents(self) -> None:
        """The words of the events, under their numbers."""
        changed = [n for n, event in enumerate(self.events) if n in self.latter or self.was[event.id] != n]
        sql = f"SELECT {layout.SEALED['document']}, seal FROM document WHERE n = ?"  # noqa: S608 - our own columns
        kept = [
            (n, _sound(self.connection.execute(sql, (self.was[self.events[n].id],)).fetchone())[1])
            for n in changed
            if n not in self.latter
        ]
        made = [(n, layout.write_document(contribution.document)) for n, contribution in self.latter.items()]
        self._put(INSERT_DOCUMENT, (*kept, *made))
        self.connection.execute("DELETE FROM document WHERE n >= ?", (len(self.events),))
        self.groups.add("document")

    def _sources(self) -> None:
        """The sources, with the number of claims from each."""
        was, now = (
            Counter(claim.source for event in timeline.events for claim in event.claims)
            for timeline in (self.before, self.after)
        )
        changed = _changed_sources(self.before.sources, self.after.sources)
        sources = {source.id: source for source in self.after.sources}
        changed |= {id_ for id_ in was.keys() | now.keys() if was[id_] != now[id_]}
        self.connection.executemany("DELETE FROM source WHERE id = ?", ((id_,) for id_ in changed))
        rows = ((id_, dump(sources[id_]), now[id_]) for id_ in changed if id_ in sources)
        self._put("INSERT INTO source VALUES (?, ?, ?, ?)", rows)
        self.groups.add("source")

    def _points(self) -> None:
        """The points of the map: all of them if one changed, since they are numbered as events come to them."""
        places = [{n: found[n].point for n in found} for found in (self.former, self.latter)]
        if not self.shifted and places[0] == places[1]:
            return
        points: dict[Point, list[int]] = {}
        for n, event in enumerate(self.events):
            if (point := point_of(event.place)) is not None:
                points.setdefault(point, []).append(n)
        self.connection.execute("DELETE FROM point")
        write_points(self.connection, points)
        self.groups.add("point")

    def _values(self) -> None:
        """The values of every field, as far as they or their order changed."""
        named = [_named(found) for found in (self.former, self.latter)]
        parts = ("sources", "threads")
        same = named[0] == named[1] and all(getattr(self.before, name) == getattr(self.after, name) for name in parts)
        # values that are used alike often stand in the order of the events that have them
        if same and not self.shifted:
            return
        rows = {row[:2]: row for row in value_rows(self.after, self.contributor.used(self.events))}
        columns = layout.SEALED["value"]
        found = {row[:2]: row for row in self.connection.execute(f"SELECT {columns} FROM value")}  # noqa: S608 - our own columns
        changed = {place for place in rows.keys() | found.keys() if rows.get(place) != found.get(place)}
        self.connection.executemany("DELETE FROM value WHERE field = ? AND position = ?", changed)
        self._put("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?)", (rows[place] for place in changed if place in rows))
        self.groups.update(f"value/{field}" for field, _ in changed)

    def _put(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        self.connection.executemany(sql.replace("INSERT", "INSERT OR REPLACE", 1), map(sealed, rows))


def _sound(row: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """A row without its check.

    Raises:
        StoreError: There is none, or the check says that it is damaged.
    """
    if row is None:
        raise StoreError("a row of the store is missing")
    if layout.seal(*row[:-1]) != row[-1]:
        raise StoreError("a row of the store is damaged")
    return row[:-1]


def _by_set(contributions: Mapping[int, Contribution]) -> dict[Set, list[int]]:
    """For each set the numbers of the events that are in it, in order."""
    found: dict[Set, list[int]] = {}
    for n in sorted(contributions):
        for name in contributions[n].sets():
            found.setdefault(name, []).append(n)
    return found


def _named(contributions: Mapping[int, Contribution]) -> dict[int, tuple[Set, ...]]:
    """For each event the values that it has of fields that list those that events have, in their order."""
    known = {field.name for field in FIELDS.values() if field.shape == "values"}
    return {n: tuple(name for name in found.tokens if name[0] in known) for n, found in contributions.items()}


def _answers(events: Iterable[Event]) -> dict[str, list[str]]:
    """For each event that is answered, the ids of those that answer it, in date order."""
    found: dict[str, list[str]] = {}
    for event in events:
        for answered in event.responds_to:
            found.setdefault(answered, []).append(event.id)
    return found


def _first(triple: tuple[int, int, int]) -> int:
    return triple[0]
