"""A timeline's text in the canonical layout: that of the timeline that comes with cttui.

Keys stand in their order, lists and texts as ``written`` writes them, tables below a record as values in it, and one blank
line between records. No value changes, no comment is lost, and what is formatted stays as it is when it is formatted again.
Where a comment stands inside a value, or a record cannot be written anew with all that stands in it, it stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import tomli

from cttui.timeline import spans, written
from cttui.timeline.positions import TOKEN
from cttui.timeline.spans import Block, SpanError

_TRAILING = re.compile(r"[ \t\r]+$", re.MULTILINE)


class _Entry(NamedTuple):
    """One key of a record as it will stand."""

    key: str
    above: tuple[str, ...]
    """The comments above it."""
    text: str
    """The key with its value, and a comment behind it."""


def formatted(text: str) -> str:
    """A timeline's text in the canonical layout; the line ends are those of its first line.

    Args:
        text: TOML, as it stands in its file.
    """
    end = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
    plain = text.replace("\r\n", "\n")
    found = spans.blocks(plain)
    first = found[0].start if found else len(plain)
    parts = [_gap(plain[:first], top=True)]
    place = 0
    while place < len(found):
        block = found[place]
        under: list[Block] = []
        while place + 1 + len(under) < len(found) and _is_below(found[place + 1 + len(under)], block):
            under.append(found[place + 1 + len(under)])
        last = under[-1] if under else block
        follows = found[place + 1 + len(under)].start if place + 1 + len(under) < len(found) else len(plain)
        parts += [_record(plain, block, under), _gap(plain[last.stop : follows], top=False)]
        place += 1 + len(under)
    made = "".join(parts).strip("\n") + "\n"
    return made.replace("\n", end)


def _is_below(block: Block, record: Block) -> bool:
    return block.table == record.table and bool(block.below)


def _gap(text: str, *, top: bool) -> str:
    """What stands between records: one blank line, and comments with one blank line where there were some."""
    if top and "=" in _without_comments(text):
        # pairs above all tables stay as they are
        return _TRAILING.sub("", text).rstrip("\n") + "\n\n"
    groups = [group.strip("\n") for group in re.split(r"\n[ \t]*\n", _TRAILING.sub("", text).strip("\n"))]
    groups = ["\n".join(line.lstrip() for line in group.split("\n")) for group in groups if group.strip()]
    body = "\n\n".join(groups)
    attached = bool(body) and not re.search(r"\n[ \t]*\n[ \t]*\Z|\n[ \t]*\n\s*\Z", text)
    lead = "" if top else "\n"
    return lead if not body else f"{lead}{body}\n" + ("" if attached else "\n")


def _without_comments(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))


def _record(text: str, block: Block, under: list[Block]) -> str:
    """A record in the canonical layout, or as it stands where it cannot be written so."""
    last = under[-1] if under else block
    before = text[block.start : last.stop]
    before = before if before.endswith("\n") else f"{before}\n"
    try:
        after = _written(text, block, under)
        if after == before:
            return after
        if tomli.loads(after) == tomli.loads(before) and _comments(after) == _comments(before):
            return after
    except (SpanError, ValueError, TypeError, RecursionError, KeyError):
        pass
    return before


def _written(text: str, block: Block, under: list[Block]) -> str:
    record = written.RECORDS[block.table]
    order = written.order(record)
    values: Mapping[str, Any] = _plain(text[block.start : (under[-1] if under else block).stop], block)
    values = written.ordered(record, values)
    entries = _entries(text, block, record, values)
    kept: list[str] = []
    for table in under:
        key = table.below[0]
        said = text[table.start : table.stop]
        if "#" not in _comments_of(said) and not _has_comments_before(text, block, under, table):
            if all(entry.key != key for entry in entries):
                entries.append(_Entry(key, (), written.pair(record, key, values[key])))
        else:
            raise SpanError("a comment is inside a table below it")
    rank = {name: place for place, name in enumerate(order)}
    entries.sort(key=lambda entry: rank.get(entry.key, len(rank)))
    heading = f"[{block.table}]" if not block.array else f"[[{block.table}]]"
    behind = _behind_heading(text, block)
    lines = [f"{heading}{behind}"]
    for entry in entries:
        lines += [*entry.above, entry.text]
    return "\n".join([*lines, *kept]) + "\n"


def _entries(text: str, block: Block, record: type[Any], values: Mapping[str, Any]) -> list[_Entry]:
    """The pairs of a record, each key once: dotted ones as one table."""
    found = spans.pairs(text, block.body, block.stop)
    entries: list[_Entry] = []
    at = block.body
    for pair in found:
        key = pair.key[0]
        above = tuple(line.strip() for line in text[at : pair.start].split("\n") if line.strip())
        line = text.find("\n", pair.value.stop)
        line = len(text) if line < 0 else line
        behind = text[pair.value.stop : line].rstrip()  # as far to the right as it stands, in line with others
        at = line + 1
        inside = text[pair.start : pair.value.stop]
        if len(pair.key) > 1:
            if above or behind or _comments(inside):
                raise SpanError("a comment is at a dotted key")
            if any(entry.key == key for entry in entries):
                continue
            said = written.pair(record, key, values[key])
        elif _comments(inside):
            said = f"{written.key(key)} = {_TRAILING.sub('', text[pair.value.start : pair.value.stop])}"
        else:
            said = written.pair(record, key, values[key])
        blanks = behind[: len(behind) - len(behind.lstrip())]
        lead = "  " if behind and len(blanks) < 2 else blanks
        entries.append(_Entry(key, above, f"{said}{lead}{behind.lstrip()}"))
    return entries


def _behind_heading(text: str, block: Block) -> str:
    """A comment behind a heading."""
    line = text[block.start : block.body].rstrip("\n")
    closing = line.find("]]" if block.array else "]")
    rest = line[closing + (2 if block.array else 1) :].strip()
    return f"  {rest}" if rest else ""


def _has_comments_before(text: str, block: Block, under: list[Block], table: Block) -> bool:
    """Whether a comment stands between a table below a record and what is before it."""
    place = under.index(table)
    before = under[place - 1] if place else block
    return bool(text[before.stop : table.start].strip())


def _comments_of(text: str) -> str:
    return "".join(_comments(text))


def _comments(text: str) -> Counter[str]:
    """The comments of a text, each as often as it stands there."""
    if "#" not in text:
        return Counter()
    return Counter(match[0].rstrip() for match in TOKEN.finditer(text) if match[0].startswith("#"))


def _plain(text: str, block: Block) -> dict[str, Any]:
    found = tomli.loads(text)[block.table]
    row: dict[str, Any] = found[0] if isinstance(found, list) else found
    return row
