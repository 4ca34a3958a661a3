"""Remarks in a timeline's file that silence a rule at one place: ``# cttui: ignore RULE[, RULE …]: reason``.

A remark counts for the line that it stands behind or, alone on its line, for the next line that is neither blank nor a
comment; and for all that begins on that line: a value, a claim, a list, a whole record by its heading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from typing import NamedTuple

from cttui.text import nearest, shorten
from cttui.timeline.places import Places
from cttui.timeline.spans import LEAP

MARK = b"cttui:"
"""What a file without remarks does not have."""
_REMARK = re.compile(r"#[ \t]*+cttui:[ \t]*+(?P<word>[\w-]*+)(?P<rest>.*)")
_NEXT = re.compile(r"[^\n]*+\n(?:[ \t\r]*+(?:#[^\n]*+)?\n)*+(?=[ \t]*+[^\s#])")
"""The rest of a line, and the blank lines and comments below it, if something follows."""
_RULES = re.compile(r"[ \t]++(?P<rules>[\w-]++(?:[ \t]*+,[ \t]*+[\w-]++)*+)[ \t]*+(?P<reason>:.*)?\Z")


class Remark(NamedTuple):
    """A remark of a file."""

    line: int
    """Its own line, from 1."""
    target: int
    """The line that it counts for."""
    rules: tuple[str, ...]
    reason: str
    fault: str = ""
    """What is wrong with it, without a full stop; it then silences nothing."""


def remarks(places: Places, known: Collection[str], fixed: Collection[str]) -> Iterator[Remark]:
    """The remarks of a timeline's text, in its order; only the tables that may have one are gone through.

    Args:
        places: The text, which is TOML.
        known: The names of all rules.
        fixed: Those of rules that cannot be ignored.
    """
    text = places.text
    if MARK.decode() not in text:
        return
    starts = [0, *(block.start for block in places.blocks), len(text)]
    parts = sorted({bisect_right(starts, match.start(), hi=len(starts) - 1) - 1 for match in _REMARK.finditer(text)})
    for part in parts:
        yield from _of_part(places, starts[part], starts[part + 1], known, fixed)


def _of_part(places: Places, start: int, stop: int, known: Collection[str], fixed: Collection[str]) -> Iterator[Remark]:
    """The remarks from the heading of a table to the next."""
    text, line_at = places.text, places.line
    begun: dict[int, int] = {}
    opened: list[int] = []
    until = below = 0
    for match in LEAP.finditer(text, start, stop):
        sign = match[0]
        if sign[0] == "#":
            if (found := _REMARK.match(sign)) is not None:
                line = line_at(match.start())
                alone = not text[places.starts[line - 1] : match.start()].strip()
                if alone and match.end() > until:
                    # remarks one below the other count for the same line
                    until, below = _below(text, match.end(), line)
                target = below if alone else begun.get(line, line)
                yield _read(found, line, target, known, fixed)
        elif sign[0] in "\"'":
            first, last = line_at(match.start()), line_at(match.end() - 1)
            if first != last:
                # a remark behind the end of a value counts for where it begins
                begun[last] = first
        elif match["heading"]:
            # an item of a list that begins its line looks like a heading, and may open a list that goes on below
            opened += [line_at(match.start())] * (sign.count("[") - sign.count("]"))
        elif match["open"]:
            opened.append(line_at(match.start()))
        elif match["close"] and opened and (first := opened.pop()) != (last := line_at(match.start())):
            begun[last] = first


def _below(text: str, place: int, line: int) -> tuple[int, int]:
    """Where the blank lines and comments below a place end, and the line that follows; 0 if nothing does."""
    found = _NEXT.match(text, place)
    return (found.end(), line + found[0].count("\n")) if found is not None else (len(text), 0)


def _read(found: re.Match[str], line: int, target: int, known: Collection[str], fixed: Collection[str]) -> Remark:
    if found["word"] != "ignore":
        return Remark(line, target, (), "", f"unknown word '{shorten(found['word'])}'; write # cttui: ignore RULE: reason")
    parts = _RULES.fullmatch(found["rest"].rstrip())
    if parts is None:
        return Remark(line, target, (), "", "names no rule; write # cttui: ignore RULE: reason")
    names = tuple(dict.fromkeys(name.strip() for name in parts["rules"].split(",")))
    reason = (parts["reason"] or "").removeprefix(":").strip()
    for name in names:
        if name not in known:
            close = nearest(name, known)
            return Remark(
                line, target, names, reason, f"unknown rule '{shorten(name)}'" + (f"; did you mean {close}?" if close else "")
            )
        if name in fixed:
            return Remark(line, target, names, reason, f"{name} cannot be ignored; a file that breaks it does not open")
    return Remark(line, target, names, reason, "" if reason else "gives no reason; add one after a colon")
