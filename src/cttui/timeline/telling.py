"""What changed between two editions of a timeline, in words: counts before and after, and a heading with lines a table.

``cttui diff`` prints it, and an opened link says it of a view.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cttui.model.claims import BEST, LENSES, Lens
from cttui.model.records import Timeline
from cttui.text import clean, shorten
from cttui.timeline.compare import Changes, Difference, FieldChange, Plain, Revised

LONGEST = 60
"""Characters of a value that is printed; of longer ones it is only said that they changed."""

Section = tuple[str, list[tuple[int, str]]]
"""A heading with its lines, each with its depth."""


def totals(old: Timeline, new: Timeline, lenses: Sequence[str] = LENSES) -> dict[str, dict[str, str]]:
    """The dead of both editions under each lens; that of best numbers is left out where no claim of either has one."""
    from cttui.model.totals import total

    shown = [name for name in lenses if name != BEST or _has_best(old) or _has_best(new)]
    return {name: {"old": str(total(old, Lens(name))), "new": str(total(new, Lens(name)))} for name in shown}


def _has_best(timeline: Timeline) -> bool:
    return any(claim.best is not None for event in timeline.events for claim in event.claims)


def counts(old: Timeline, new: Timeline, lenses: Sequence[str] = LENSES) -> Iterator[tuple[str, str]]:
    """The counts before and after, if they changed, and the dead under each lens."""
    pairs = [
        ("events", len(old.events), len(new.events)),
        ("sources", len(old.sources), len(new.sources)),
        ("claims", sum(len(e.claims) for e in old.events), sum(len(e.claims) for e in new.events)),
    ]
    yield from ((name, f"{was:,} → {now:,}") for name, was, now in pairs if was != now)
    for name, sides in totals(old, new, lenses).items():
        if sides["old"] != sides["new"]:
            yield f"killed, {name}", f"{sides['old']} → {sides['new']}"


def lines(found: Difference, old: Timeline, new: Timeline) -> Iterator[str]:
    """All that changed, as plain text."""
    head = [counted(name, said) for name, said in counts(old, new)]
    yield from parted([*head, *(clean(f"timeline {field(change)}") for change in found.meta)], sections(found))


def parted(head: Sequence[str], found: Iterable[Section]) -> Iterator[str]:
    """Lines, then each section behind an empty line; none stands before the first of all."""
    yield from head
    for number, one in enumerate(found):
        yield from ("", *section(one)) if number or head else section(one)


def counted(name: str, said: str) -> str:
    """A count before and after, as a line."""
    return f"{name:16} {said}"


def section(one: Section) -> Iterator[str]:
    """A heading and its lines, as plain text."""
    heading, below = one
    yield heading
    yield from (clean(f"{'  ' * (depth + 1)}{line}") for depth, line in below)


def sections(found: Difference) -> Iterator[Section]:
    """Headings with their lines, each with its depth."""
    from cttui.timeline.load import PLURALS

    # what a reader asks first: events, then what they rest on, then the rest
    for table in sorted(
        found.tables, key=lambda table: ("event", "source").index(table) if table in {"event", "source"} else 2
    ):
        changes = found.tables[table]
        plural = PLURALS[table]
        if changes.added:
            yield f"{plural} added  {len(changes.added):,}", [(0, named(record)) for _, record in changes.added]
        if changes.withdrawn:
            yield (
                f"{plural} withdrawn  {len(changes.withdrawn):,}",
                [(0, named(record)) for _, record in changes.withdrawn],
            )
        revised = [one for one in changes.revised if one.changes or one.claims]
        if revised:
            yield f"{plural} changed  {len(revised):,}", [line for one in revised for line in altered(one)]
        moved = [one for one in changes.revised if one.moved]
        if moved:
            yield (
                f"{plural} moved  {len(moved):,}",
                [(0, f"{one.label or 'number'}  {one.was + 1:,} → {one.now + 1:,}") for one in moved],
            )


def named(record: Plain) -> str:
    """A record by its label and title."""
    label = (
        record.get("id") or record.get("code") or record.get("name") or f"{', '.join(record['provinces'])}, {record['period']}"
    )
    title = (
        record.get("sought")
        or record.get("title")
        or (record.get("name") if "code" in record else "")
        or record.get("title_note", "")
    )
    return f"{label}  {title}".rstrip()


def altered(one: Revised) -> Iterator[tuple[int, str]]:
    """The label of a record that changed, and below it what changed in it."""
    yield 0, one.label or f"number {one.now + 1:,}"
    for change in one.changes:
        yield 1, field(change)
    if one.claims is not None:
        yield from _claims(one.claims)


def _claims(changes: Changes) -> Iterator[tuple[int, str]]:
    for _, claim in changes.added:
        yield 1, f"claim added: {_claim(claim)}"
    for one in changes.revised:
        if one.changes:
            yield 1, f"claim revised: {'; '.join(field(change) for change in one.changes)}"
    for _, claim in changes.withdrawn:
        yield 1, f"claim withdrawn: {_claim(claim)}"


def _claim(claim: Mapping[str, Any]) -> str:
    from cttui.model.claims import stated
    from cttui.model.records import Claim

    figure = " ".join(filter(None, (stated(Claim(**claim)), claim.get("unit", ""))))
    return f"{claim['measure']}, {claim['who']}: {figure}, by {claim['by']} [{claim['source']}]"


def field(change: FieldChange) -> str:
    """What became of a key: both values where they are short, and of a list what came and went."""
    old, new = change.old, change.new
    if isinstance(old or new, list) and not isinstance((old or new)[0], Mapping):
        return f"{change.key}: {_list_change(old or [], new or [])}"
    if old is None:
        return f"{change.key}: added {value(new)}"
    if new is None:
        return f"{change.key}: removed {value(old)}"
    was, now = value(old), value(new)
    return f"{change.key}: {was} → {now}" if len(was) + len(now) <= 2 * LONGEST else f"{change.key}: changed"


def _list_change(old: Sequence[object], new: Sequence[object]) -> str:
    came = [str(item) for item in new if item not in old]
    went = [str(item) for item in old if item not in new]
    said = [f"added {', '.join(came)}" if came else "", f"removed {', '.join(went)}" if went else ""]
    return "; ".join(filter(None, said)) or "in another order"


def value(given: object) -> str:
    """A value of a record, on one line; true and false as the file writes them."""
    if isinstance(given, Mapping):
        return ", ".join(f"{key} {value(item)}" for key, item in given.items())
    if isinstance(given, list):
        return ", ".join(map(value, given))
    if isinstance(given, bool):
        return str(given).lower()
    return shorten(" ".join(str(given).split()), 10 * LONGEST)
