"""How values and records are written in a timeline file: TOML in the order and layout of the timeline that comes with cttui.

Keys stand in the order of the record's fields, a list on one line where it fits and else filled into lines, and what is read
one by one (a thread's events, an event's claims) one a line. Long texts stand between three quotation marks, on one line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from cttui.model import records
from cttui.timeline.load import TABLES

WIDTH = 118
"""Characters of a line, past which a list is broken into several."""
LISTED = {"claims", "events"}
"""Keys whose items stand one a line."""
RECORDS: dict[str, type[records.Record]] = {"timeline": records.Meta, **{name: record for name, (record, _) in TABLES.items()}}
"""The tables of a file in their order, and the record that each holds."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029]')
_LONG_ESCAPED = re.compile(r"\\|\x22{3}|\x22$|[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def text(value: str) -> str:
    """A text in quotation marks, as TOML has it: what would end it or cannot be seen is escaped."""
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04x}", value) + '"'


def long_text(value: str) -> str:
    """A text between three quotation marks; its quotation marks and lines stand as they are."""

    def escaped(match: re.Match[str]) -> str:
        found = match[0]
        return found.replace("\\", "\\\\").replace('"', '\\"') if found[0] in '\\"' else f"\\u{ord(found):04x}"

    # a line end right behind the opening marks would not count
    return '"""' + ("\n" if value.startswith("\n") else "") + _LONG_ESCAPED.sub(escaped, value) + '"""'


def value(found: object) -> str:
    """A plain value on one line: text, number, truth, date, list or table.

    Raises:
        TypeError: TOML has no such value.
    """
    if isinstance(found, str):
        return text(found)
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, int):
        return str(found)
    if isinstance(found, float):
        return repr(found) if found == found and abs(found) != float("inf") else str(found)
    if isinstance(found, Mapping):
        pairs = ", ".join(f"{key(name)} = {value(item)}" for name, item in found.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(found, Sequence):
        return "[" + ", ".join(map(value, found)) + "]"
    if hasattr(found, "isoformat"):
        return str(found.isoformat())
    raise TypeError(f"TOML has no value for {found!r}")


def key(name: str) -> str:
    """A key as it stands before its equals sign."""
    return name if _BARE.fullmatch(name) else text(name)


def pair(record: type[Any], name: str, found: object) -> str:
    """A key of a record and its value, on as many lines as they take; without a line end behind."""
    if isinstance(found, str):
        return f"{key(name)} = {long_text(found) if name in long_keys(record) else text(found)}"
    line = f"{key(name)} = {value(found)}"
    if not isinstance(found, list | tuple) or not found or (len(line) <= WIDTH + 2 and name not in LISTED):
        return line
    items = [f"{value(item)}," for item in found]
    if name in LISTED:
        return "\n".join([f"{key(name)} = [", *(f"  {item}" for item in items), "]"])
    return "\n".join([f"{key(name)} = [", *filled(items), "]"])


def filled(items: Sequence[str]) -> list[str]:
    """Items put into as few indented lines as hold them."""
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + 1 + len(item) <= WIDTH:
            lines[-1] += f" {item}"
        else:
            lines.append(f"  {item}")
    return lines


def order(record: type[Any]) -> tuple[str, ...]:
    """The keys of a record as they stand in a file."""
    return tuple(field.name for field in fields(record))


def long_keys(record: type[Any]) -> frozenset[str]:
    """The keys of a record whose texts may have several lines, and stand between three quotation marks."""
    return frozenset(field.name for field in fields(record) if field.type == "Text")


def ordered(record: type[Any], plain: Mapping[str, object]) -> dict[str, object]:
    """A record's keys and values in the order of a file; keys that it does not know come last."""
    known = [name for name in order(record) if name in plain]
    found = {name: plain[name] for name in (*known, *(name for name in plain if name not in known))}
    if record is records.Event and isinstance(claims := found.get("claims"), list | tuple):
        found["claims"] = [ordered(records.Claim, claim) if isinstance(claim, Mapping) else claim for claim in claims]
    if isinstance(place := found.get("place"), Mapping):
        found["place"] = ordered(records.Place, place)
    return found


def table(name: str, plain: Mapping[str, object]) -> str:
    """A record as it stands in a file, heading first, with a line end behind.

    Args:
        name: Its table: ``event``.
        plain: Its keys and values, as they are read from TOML.
    """
    record = RECORDS[name]
    heading = f"[{name}]" if name == "timeline" else f"[[{name}]]"
    return "\n".join([heading, *(pair(record, key, found) for key, found in ordered(record, plain).items())]) + "\n"
