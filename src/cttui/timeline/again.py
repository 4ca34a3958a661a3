"""Reads a timeline's file again, after a change: what did not change is neither read nor validated a second time.

A person changes a few records at a time. The part of the text that differs is widened to whole records, and only those are
read and validated; their ids and references are held against the others. Whatever is not that simple, and every fault, is
left to ``load.parse``, so that a file is sound, and its problems are the same, however it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from cttui.lazy import dataclass
from cttui.model.records import Timeline
from cttui.text import same
from cttui.timeline import file as files
from cttui.timeline import load, spans
from cttui.timeline.spans import Block
from cttui.timeline.toml import MAX_SIGNS, Toml

LONGEST = 100_000
"""The longest part of a file, in characters, that is read alone; with more, reading the whole takes little longer."""


@dataclass(frozen=True)
class Known:
    """A sound file as it was read."""

    content: bytes
    timeline: Timeline
    blocks: tuple[Block, ...] = ()
    """The tables of its text; empty if nobody has looked for them yet."""

    def divided(self) -> Known:
        """The same with its tables found, which takes a while: before the first change, if there is time."""
        if self.blocks:
            return self
        return replace(self, blocks=tuple(spans.blocks(self.content.decode("utf-8-sig"))))


def again(before: Known, content: bytes, name: str) -> Known:
    """What stands in a file after a change; messages use ``name``.

    Raises:
        TimelineError: The content is not TOML or has problems; all of them are listed, as ``load.parse`` lists them.
    """
    if content == before.content:
        return before
    found = _changed(before.divided(), content)
    return found if found is not None else Known(content, load.parse(content, name))


def _changed(before: Known, content: bytes) -> Known | None:
    """A file in which a few records differ; ``None`` if that cannot be told from their text alone."""
    try:
        new = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    old = before.content.decode("utf-8-sig")
    start, stop = _differing(old, new)
    tops = _tops(before, old)
    place = max((n for n, block in enumerate(tops) if block.start <= start), default=-1)
    if place < 0:
        return None
    after = next((n for n, block in enumerate(tops) if n > place and block.start >= stop), len(tops))
    begin, end = tops[place].start, tops[after].start if after < len(tops) else len(old)
    text = new[begin : end + len(new) - len(old)]
    if len(text) > LONGEST or new.count("=") + new.count(",") + new.count("[") > MAX_SIGNS:
        return None
    data = _read(text)
    tables = {block.table for block in tops[place:after]} | set(data or ())
    if data is None or not tables <= set(load.TABLES) - set(load.SPELT):
        return None
    changed: dict[str, Any] = {}
    for table in tables:
        known = getattr(before.timeline, f"{table}s")
        first = sum(block.table == table for block in tops[:place])
        last = first + sum(block.table == table for block in tops[place:after])
        made = _validated(table, data.get(table, []), before.timeline)
        if made is None or len(known) != sum(block.table == table for block in tops):
            return None
        changed[f"{table}s"] = (*known[:first], *made, *known[last:])
    timeline = replace(before.timeline, digest=files.digest(content), **changed)
    if not all(_fits(table, data.get(table, []), before.timeline, timeline) for table in tables):
        return None
    return Known(content, timeline, _moved(before.blocks, spans.blocks(text), begin, end, len(new) - len(old)))


def _differing(old: str, new: str) -> tuple[int, int]:
    """Where a text begins to differ from another, and where in the first of them it ends to."""
    most = min(len(old), len(new))

    def longest(most: int, equal: Any) -> int:
        low, high = 0, most
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if equal(middle) else (low, middle - 1)
        return low

    start = longest(most, lambda n: old[:n] == new[:n])
    tail = longest(most - start, lambda n: old[len(old) - n :] == new[len(new) - n :])
    return start, len(old) - tail


def _tops(before: Known, text: str) -> list[Block]:
    """The records of a file; none if they are laid out so that a part of the text cannot be read alone."""
    head = text[: before.blocks[0].start] if before.blocks else "?"
    if any(line.strip() and not line.lstrip().startswith("#") for line in head.splitlines()):
        return []
    tops: list[Block] = []
    for block in before.blocks:
        if not block.below:
            tops.append(block)
        elif not tops or tops[-1].table != block.table:
            return []
    return tops if all(block.array or block.table == "timeline" for block in tops) else []


def _read(text: str) -> dict[str, list[Mapping[str, Any]]] | None:
    """The records of a part of a file; ``None`` if it has faults or holds something else."""
    toml = Toml(text.encode(), (*load.TABLES, "timeline"))
    data = toml.read()
    if data is None or toml.problems:
        return None
    sound = all(isinstance(items, list) and all(isinstance(item, dict) for item in items) for items in data.values())
    return data if sound else None


def _validated(table: str, items: Sequence[Mapping[str, Any]], timeline: Timeline) -> list[Any] | None:
    """Records of a table; ``None`` if one is not valid."""
    from pydantic import ValidationError

    found: list[Any] = []
    for item in items:
        if any(isinstance(value, list) and len(value) > load.MAX_ITEMS for value in item.values()):
            return None
        try:
            record = load.adapter(load.TABLES[table][0]).validate_python(item)
        except ValidationError:
            return None
        found.append(load.in_zone(record, timeline.meta.time_zone))
    return found


def _fits(table: str, items: Sequence[Mapping[str, Any]], before: Timeline, after: Timeline) -> bool:
    """Whether no record of a table is missed or named twice, and all that the new ones refer to exists."""
    was, now = (_labels(timeline, table) for timeline in (before, after))
    if len(set(now)) != len(now) or not set(was) <= set(now):
        return False
    known = {target: set(_labels(after, target)) for target in ("province", "source", "event")}
    for item in items:
        for _, _, target, value in load.references(table, item):
            if value not in known[target] or (target == table and value == item.get("id")):
                return False
    return table != "event" or _counted(before, after)


def _labels(timeline: Timeline, table: str) -> list[str]:
    """The names of a table's records; none if its records have none."""
    key = load.TABLES[table][1]
    return [getattr(record, key) for record in getattr(timeline, f"{table}s")] if key else []


def _counted(before: Timeline, after: Timeline) -> bool:
    """Whether every population that another is part of is still one that the timeline knows or a claim counts."""
    was, now = ({claim.who for event in timeline.events for claim in event.claims} for timeline in (before, after))
    if was <= now:
        return True
    known = {same(name) for population in after.populations for name in (population.name, *population.aliases)}
    known |= {same(who) for who in now} | {load.EVERYBODY}
    return all(same(whole) in known for population in after.populations for whole in population.part_of)


def _moved(blocks: Sequence[Block], new: Sequence[Block], begin: int, end: int, by: int) -> tuple[Block, ...]:
    """The tables of a text in which those between two places are others."""

    def moved(block: Block, by: int) -> Block:
        return block._replace(start=block.start + by, body=block.body + by, stop=block.stop + by)

    before = (block for block in blocks if block.start < begin)
    after = (moved(block, by) for block in blocks if block.start >= end)
    return (*before, *(moved(block, begin) for block in new), *after)
