"""What changed between two editions of a timeline: records added, withdrawn, moved and changed field by field, claims revised.

``compare`` gives values; ``to_json`` writes them so that a program can make the new edition out of the old one, which
``applied`` does. Records are the same where their label is (``id``, ``code`` or ``name``). Claims have none: those that are
equal are the same, and of the others one takes the place of another that counts the same for the same source. What was
looked for (``coverage``) has none either, and is the same where it was looked for in the same place and time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from cttui.lazy import dataclass
from cttui.model.records import Timeline
from cttui.timeline.load import TABLES

Plain = dict[str, Any]

_LIKE: tuple[tuple[str, ...], ...] = (
    ("measure", "who", "by", "source", "unit", "period", "province"),
    ("measure", "who", "source", "unit", "period"),
    ("source", "quote"),
)
"""What two claims must share for one to take the other's place, the closest likeness first."""
_LIKE_COVERAGE: tuple[tuple[str, ...], ...] = (("provinces", "period", "sought"), ("provinces", "period"), ("period", "sought"))
"""The same for what was looked for."""

FORMAT = 1
"""Version of the JSON."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One key of a record with its values before and after; ``None`` if it has none."""

    key: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Revised:
    """A thing that has another content, or another place among the things that stayed."""

    label: str
    """Its id, code or name; empty for a claim."""
    was: int
    """Its index before."""
    now: int
    """Its index after."""
    changes: tuple[FieldChange, ...] = ()
    claims: Changes | None = None
    """Of an event, what changed among its claims; ``None`` if nothing did."""
    moved: bool = False
    """Whether it passed others that stayed."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in one list of things."""

    added: tuple[tuple[int, Plain], ...] = ()
    """With their index after."""
    withdrawn: tuple[tuple[int, Plain], ...] = ()
    """With their index before."""
    revised: tuple[Revised, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.withdrawn or self.revised)


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two editions."""

    meta: tuple[FieldChange, ...]
    """Of the table ``[timeline]``."""
    tables: Mapping[str, Changes]
    """By table, only those that changed."""

    def __bool__(self) -> bool:
        return bool(self.meta or self.tables)


def plain(timeline: Timeline) -> Plain:
    """A timeline as plain tables, what has its default left out: what is compared, and what ``applied`` takes."""
    tables = {table: [_plain(record) for record in getattr(timeline, f"{table}s")] for table in TABLES}
    return {"timeline": _plain(timeline.meta), **{table: found for table, found in tables.items() if found}}


def _plain(record: object) -> Any:
    if is_dataclass(record) and not isinstance(record, type):
        values = ((field.name, getattr(record, field.name), field.default) for field in fields(record))
        return {name: _plain(value) for name, value, default in values if value != default}
    return [_plain(item) for item in record] if isinstance(record, tuple) else record


def compare(old: Plain, new: Plain) -> Difference:
    """What changed between two timelines, given as ``plain`` gives them."""
    tables = {}
    for table, (_, label) in TABLES.items():
        was, now = old.get(table, []), new.get(table, [])
        found = _records(was, now, label) if label else _unnamed(was, now, _LIKE_COVERAGE)
        if found:
            tables[table] = found
    return Difference(_fields(old["timeline"], new["timeline"], ()), tables)


def _fields(old: Plain, new: Plain, leave: Sequence[str]) -> tuple[FieldChange, ...]:
    keys = [key for key in dict.fromkeys((*old, *new)) if key not in leave and old.get(key) != new.get(key)]
    return tuple(FieldChange(key, old.get(key), new.get(key)) for key in keys)


def _records(old: Sequence[Plain], new: Sequence[Plain], label: str) -> Changes:
    places = {record[label]: place for place, record in enumerate(old)}
    pairs = [(places[record[label]], now) for now, record in enumerate(new) if record[label] in places]

    def changed(was: int, now: int) -> tuple[tuple[FieldChange, ...], Changes | None]:
        claims = _unnamed(old[was].get("claims", []), new[now].get("claims", []), _LIKE)
        return _fields(old[was], new[now], ("claims",)), claims or None

    return _changes(old, new, pairs, changed, lambda record: str(record[label]))


def _unnamed(old: Sequence[Plain], new: Sequence[Plain], like: Sequence[tuple[str, ...]]) -> Changes:
    """The changes of a list of things that have no label of their own."""
    if old == new:
        return Changes()
    pairs = sorted(_alike(old, new, like), key=lambda pair: pair[1])
    return _changes(old, new, pairs, lambda was, now: (_fields(old[was], new[now], ()), None))


def _alike(old: Sequence[Plain], new: Sequence[Plain], like: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Things that are the same or take each other's place, by their indexes before and after."""
    left, right = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
    for same in (_whole, *(_sharing(keys) for keys in like)):
        waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for was in left:
            waiting[same(old[was])].append(was)
        for now in list(right):
            key = same(new[now])
            if key is not None and waiting[key]:
                was = waiting[key].popleft()
                del left[was], right[now]
                yield was, now


def _whole(claim: Plain) -> Hashable:
    return tuple(sorted((key, repr(value)) for key, value in claim.items()))


def _sharing(keys: tuple[str, ...]) -> Callable[[Plain], Hashable]:
    def shared(claim: Plain) -> Hashable:
        values = tuple(repr(claim.get(key, "")) for key in keys)
        # claims without a quote share none
        return values if claim.get("quote") or keys[-1] != "quote" else None

    return shared


def _changes(
    old: Sequence[Plain],
    new: Sequence[Plain],
    pairs: Sequence[tuple[int, int]],
    changed: Callable[[int, int], tuple[tuple[FieldChange, ...], Changes | None]],
    label: Callable[[Plain], str] = lambda _record: "",
) -> Changes:
    """The changes of a list, given which things before are which after, in the order after."""
    stay = set(_rising([was for was, _ in pairs]))
    revised = []
    for was, now in pairs:
        fields_changed, claims = changed(was, now)
        if fields_changed or claims or was not in stay:
            revised.append(Revised(label(new[now]), was, now, fields_changed, claims, was not in stay))
    kept_old, kept_new = {was for was, _ in pairs}, {now for _, now in pairs}
    return Changes(
        tuple((now, record) for now, record in enumerate(new) if now not in kept_new),
        tuple((was, record) for was, record in enumerate(old) if was not in kept_old),
        tuple(revised),
    )


def _rising(numbers: Sequence[int]) -> list[int]:
    """A longest rising run of different numbers, others left out between: what stays where as little as can be moves.

    The way is that of patience sorting (C. Schensted, "Longest increasing and decreasing subsequences", 1961).
    """
    ends: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(places[at - 1] if at else -1)
        ends[at : at + 1] = [number]
        places[at : at + 1] = [place]
    found = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(numbers[place])
        place = before[place]
    return found[::-1]


# -- for programs ----------------------------------------------------------------------------------------------------


def to_json(difference: Difference) -> Plain:
    """The difference as JSON can say it; ``applied`` makes the new edition out of the old one and this."""
    tables = {table: _changes_to_json(changes) for table, changes in difference.tables.items()}
    return {"format": FORMAT, "timeline": _fields_to_json(difference.meta), "tables": tables}


def _fields_to_json(changes: Sequence[FieldChange]) -> list[Plain]:
    return [{"key": change.key, "old": change.old, "new": change.new} for change in changes]


def _changes_to_json(changes: Changes) -> Plain:
    revised = []
    for one in changes.revised:
        said: Plain = {"label": one.label} if one.label else {}
        said |= {"was": one.was, "now": one.now, "moved": one.moved, "fields": _fields_to_json(one.changes)}
        if one.claims is not None:
            said["claims"] = _changes_to_json(one.claims)
        revised.append(said)
    return {
        "added": [{"now": now, "record": record} for now, record in changes.added],
        "withdrawn": [{"was": was, "record": record} for was, record in changes.withdrawn],
        "revised": revised,
    }


def applied(difference: Plain, old: Plain) -> Plain:
    """The new edition: what ``to_json`` says, done to the old one as ``plain`` gives it."""
    new = {table: list(found) for table, found in old.items() if table != "timeline"}
    for table, changes in difference["tables"].items():
        new[table] = _applied(changes, old.get(table, []))
    meta = _with_fields(old["timeline"], difference["timeline"])
    return {"timeline": meta, **{table: new[table] for table in TABLES if new.get(table)}}


def _applied(changes: Plain, old: Sequence[Plain]) -> list[Plain]:
    gone = {one["was"] for one in changes["withdrawn"]} | {one["was"] for one in changes["revised"]}
    placed = {one["now"]: one["record"] for one in changes["added"]}
    for one in changes["revised"]:
        record = _with_fields(old[one["was"]], one["fields"])
        if "claims" in one:
            record["claims"] = _applied(one["claims"], record.get("claims", []))
            record = record if record["claims"] else {key: value for key, value in record.items() if key != "claims"}
        placed[one["now"]] = record
    staying = iter([record for was, record in enumerate(old) if was not in gone])
    total = len(old) - len(gone) + len(placed)
    return [placed[place] if place in placed else next(staying) for place in range(total)]


def _with_fields(record: Plain, changes: Sequence[Plain]) -> Plain:
    found = dict(record)
    for change in changes:
        if change["new"] is None:
            found.pop(change["key"], None)
        else:
            found[change["key"]] = change["new"]
    return found
