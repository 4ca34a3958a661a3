"""Where records, keys and values stand in a timeline's text, in characters, so that one can be changed and no other byte.

``blocks`` divides a text into its tables in one pass that leaps over strings and comments; ``pairs`` goes through the signs of
one table. Both take text that a TOML reader has taken (https://toml.io/en/v1.1.0).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cttui.timeline.positions import TOKEN, plain_key

LEAP = re.compile(
    r"""
      \"{3}(?:[^"\\]++|\\.|"(?!""))*+\"{3}\"{0,2}
    | '{3}(?:[^']++|'(?!''))*+'{3}'{0,2}
    | "(?:[^"\\\n]++|\\.)*+"
    | '[^'\n]*+'
    | \#[^\n]*+
    | (?P<heading>(?m:^)[ \t]*+(?P<brackets>\[\[?)(?P<name>(?:[^\]\n"'\#]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')++)\]\]?)
    | (?P<open>[\[{])
    | (?P<close>[\]}])
    """,
    re.VERBOSE | re.DOTALL,
)
_REMARKS = re.compile(r"(?:[ \t]*+(?:\#[^\n]*+)?\r?\n)*+\Z")
"""Blank lines and comments at the end of a table: they belong to what follows."""
_PART = re.compile(r"""\s*+("(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+'|[^.\s"']++)\s*+(?:\.|\Z)""")


class SpanError(ValueError):
    """A text is laid out in a way in which nothing is changed by hand."""


class Block(NamedTuple):
    """One table of a text: its heading, its pairs, and the tables below it."""

    table: str
    """Its name: ``event``; of a dotted one the first part."""
    below: tuple[str, ...]
    """The other parts: ``("claims",)`` for ``[[event.claims]]``."""
    array: bool
    """Whether it is a row of an array of tables."""
    start: int
    """Where its heading's line begins."""
    body: int
    """Just behind the line of its heading."""
    stop: int
    """Just behind the line of its last pair; blank lines and comments after it are not its own."""


class Value(NamedTuple):
    """A value and what stands in it."""

    start: int
    stop: int
    items: tuple[Value, ...] | None = None
    """Of an array."""
    pairs: tuple[Pair, ...] | None = None
    """Of an inline table."""


class Pair(NamedTuple):
    """A key with its value."""

    key: tuple[str, ...]
    start: int
    """Where the key begins."""
    value: Value


def blocks(text: str) -> list[Block]:
    """The tables of a text in their order; what stands above the first heading is none."""
    heads: list[re.Match[str]] = []
    depth = 0
    for match in LEAP.finditer(text):
        kind = match.lastgroup
        if match["heading"] is not None and depth == 0:
            heads.append(match)
        elif match["heading"] is not None:
            # an item of a list that begins its line
            depth += match["heading"].count("[") - match["heading"].count("]")
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
    found = []
    for place, match in enumerate(heads):
        stop = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        body = text.find("\n", match.end())
        body = len(text) if body < 0 else body + 1
        stop = max(body, _without_remarks(text, body, stop))
        first, *rest = _parts(match["name"])
        found.append(Block(first, tuple(rest), match["brackets"] == "[[", match.start(), body, stop))
    return found


def _without_remarks(text: str, start: int, stop: int) -> int:
    """Where a text ends when blank lines and comments at its end are left out."""
    while stop > start:
        line = text.rfind("\n", start, stop - 1) + 1 or start
        said = text[line:stop].strip()
        if said and not said.startswith("#"):
            return stop
        stop = line
    return start


def _parts(name: str) -> list[str]:
    """The parts of a dotted name."""
    return [plain_key(match[1]) for match in _PART.finditer(name.strip())]


def pairs(text: str, start: int, stop: int) -> tuple[Pair, ...]:
    """The pairs between two places of a text, as those of a block from ``body`` to ``stop``.

    Raises:
        SpanError: They do not end where they should.
    """
    tokens = _Tokens(text, start, stop)
    found = []
    while (pair := _pair(tokens, 0)) is not None:
        found.append(pair)
    return tuple(found)


class _Tokens:
    """The signs of a text, one at a time, spaces and comments passed over."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._found = TOKEN.finditer(text, start, stop)
        self._held: re.Match[str] | None = None

    def next(self, lines: bool = False) -> re.Match[str] | None:
        """The next sign; line ends are passed over too unless they are asked for."""
        if self._held is not None:
            held, self._held = self._held, None
            return held
        for match in self._found:
            if match.lastgroup == "space" or (match[0][0] == "\n" and not lines):
                continue
            return match
        return None

    def back(self, match: re.Match[str]) -> None:
        """Give the last sign back."""
        self._held = match


def _pair(tokens: _Tokens, depth: int) -> Pair | None:
    """The next pair; none at the end of the table."""
    keys: list[str] = []
    begun = -1
    while (match := tokens.next()) is not None:
        sign = match[0]
        if match.lastgroup in {"bare", "string"}:
            begun = match.start() if begun < 0 else begun
            keys.append(plain_key(sign))
        elif sign == "=" and keys:
            return Pair(tuple(keys), begun, _value(tokens, depth))
        elif sign != "." and not (sign == "," and not keys):
            tokens.back(match)
            return None
    return None


MAX_DEPTH = 20
"""Lists and tables within one another, at most; a timeline's claims have two."""


def _value(tokens: _Tokens, depth: int) -> Value:
    match = tokens.next()
    if match is None or depth > MAX_DEPTH:
        raise SpanError("lists or tables are nested too deep, or a value is missing")
    if match[0] == "[":
        items: list[Value] = []
        while (sign := tokens.next()) is not None and sign[0] != "]":
            if sign[0] != ",":
                tokens.back(sign)
                items.append(_value(tokens, depth + 1))
        return _closed(match.start(), sign, items=tuple(items))
    if match[0] == "{":
        inner: list[Pair] = []
        while (pair := _pair(tokens, depth + 1)) is not None:
            inner.append(pair)
        return _closed(match.start(), tokens.next(), inner=tuple(inner))
    stop = match.end()
    # a bare value may hold dots and colons: 3.5, 2024-03-26 08:30
    if match.lastgroup == "bare":
        while (more := tokens.next(lines=True)) is not None:
            if more.lastgroup == "bare" or more[0] == ".":
                stop = more.end()
            else:
                tokens.back(more)
                break
    return Value(match.start(), stop)


def _closed(
    start: int, sign: re.Match[str] | None, items: tuple[Value, ...] | None = None, inner: tuple[Pair, ...] | None = None
) -> Value:
    if sign is None or sign[0] not in "]}":
        raise SpanError("a list or a table is not closed")
    return Value(start, sign.end(), items, inner)


def record_blocks(found: list[Block], table: str) -> Iterator[tuple[int, Block, list[Block]]]:
    """The records of an array of tables: each one's index, its own block, and the blocks of the tables below it."""
    index = -1
    for place, block in enumerate(found):
        if block.table != table or block.below:
            continue
        index += 1
        under = []
        for other in found[place + 1 :]:
            if other.table != table or not other.below:
                break
            under.append(other)
        yield index, block, under
