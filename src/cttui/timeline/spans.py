"""Where records, keys and values stand in a timeline's text, in characters, so that one can be changed and no other byte.

``blocks`` divides a text into its tables in one pass that leaps over strings, comments and lists; ``pairs`` goes through the
signs of one table. Both take text that a TOML reader has taken (https://toml.io/en/v1.1.0).
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
_STRING = "|".join(
    (
        r'"(?!"")[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"',
        r"'(?!'')[^'\n]*+'",
        r'"{3}[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"{3}"{0,2}',
        r"'{3}(?:[^']++|'(?!''))*+'{3}'{0,2}",
    )
)
_NAME = r"""(?:[^\]\n"'#]++|"(?:[^"\\\n]++|\\.)*+"|'[^'\n]*+')++"""


def _bracketed(levels: int) -> str:
    """A pattern for a list or a table in braces, with others in it to a depth."""
    inner = f"|{_bracketed(levels - 1)}" if levels else ""
    return rf"""[\[{{][^\[\]{{}}"'#]*+(?:(?:{_STRING}|#[^\n]*+{inner})[^\[\]{{}}"'#]*+)*+[\]}}]"""


_NEXT = re.compile(
    rf"""(?:[^\[\]{{}}"'#\n]++|\n(?![ \t]*\[)|{_STRING}|{_bracketed(3)}|#[^\n]*+)*+"""
    rf"(?:\n?(?P<lead>[ \t]*+)(?P<brackets>\[\[?)(?P<name>{_NAME})\]\]?|\Z)",
    re.DOTALL,
)
"""All up to the next heading, and that, in one step: outside of a list, no line but a heading's begins with a bracket."""
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
    heads = _heads(text)
    found = []
    for place, (start, stop, brackets, name) in enumerate(heads):
        ends = heads[place + 1][0] if place + 1 < len(heads) else len(text)
        body = text.find("\n", stop)
        body = len(text) if body < 0 else body + 1
        first, *rest = _parts(name)
        found.append(Block(first, tuple(rest), brackets == "[[", start, body, max(body, _without_remarks(text, body, ends))))
    return found


def _heads(text: str) -> list[tuple[int, int, str, str]]:
    """The headings of a text: where each one's line begins, where it ends, its brackets and its name."""
    found: list[tuple[int, int, str, str]] = []
    lines, at = f"\n{text}", 0  # the first line is one like the others then
    while (match := _NEXT.match(lines, at)) is not None:
        if match["name"] is None:
            return found
        found.append((match.start("lead") - 1, match.end() - 1, match["brackets"], match["name"]))
        at = match.end()
    return _heads_by_signs(text)


def _heads_by_signs(text: str) -> list[tuple[int, int, str, str]]:
    """The same where lists are nested too deep for one pattern: each bracket is counted."""
    found: list[tuple[int, int, str, str]] = []
    depth = 0
    for match in LEAP.finditer(text):
        kind = match.lastgroup
        if match["heading"] is not None and depth == 0:
            found.append((match.start(), match.end(), match["brackets"], match["name"]))
        elif match["heading"] is not None:
            # an item of a list that begins its line
            depth += match["heading"].count("[") - match["heading"].count("]")
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
    return found


_LONG = ('"' * 3, "'" * 3)
"""What stands around a text of several lines."""


def _without_remarks(text: str, start: int, stop: int) -> int:
    """Where a text ends when blank lines and comments at its end are left out."""
    ends = stop
    long: list[tuple[int, int]] | None = None
    while stop > start:
        line = text.rfind("\n", start, stop - 1) + 1 or start
        said = text[line:stop].strip()
        if said and not said.startswith("#"):
            return stop
        if said and any(marks in said for marks in _LONG):
            # the last line of a text may begin as a comment does
            if long is None:
                long = [match.span() for match in LEAP.finditer(text, start, ends) if match[0].startswith(_LONG)]
            while long and long[-1][0] >= line:
                long.pop()
            if long and long[-1][1] > line:
                return stop
        stop = line
    return start


def _parts(name: str) -> list[str]:
    """The parts of a dotted name."""
    if name.isalpha():
        return [name]
    return [plain_key(match[1]) for match in _PART.finditer(name.strip())]


def pairs(text: str, start: int, stop: int) -> tuple[Pair, ...]:
    """The pairs between two places of a text, as those of a block from ``body`` to ``stop``.

    Raises:
        SpanError: They do not end where they should.
    """
    return tuple(each_pair(text, start, stop))


def each_pair(text: str, start: int, stop: int) -> Iterator[Pair]:
    """The same one by one, so that who looks for one key reads no further.

    Raises:
        SpanError: One does not end where it should.
    """
    tokens = _Tokens(text, start, stop)
    while (pair := _pair(tokens, 0)) is not None:
        yield pair


def value_at(text: str, start: int, stop: int) -> Value:
    """The value that begins at a place.

    Raises:
        SpanError: It does not end before ``stop``.
    """
    return _value(_Tokens(text, start, stop), 0)


class _Tokens:
    """The signs of a text, one at a time, spaces and comments passed over."""

    def __init__(self, text: str, start: int, stop: int) -> None:
        self._found = TOKEN.finditer(text, start, stop)
        self._held: re.Match[str] | None = None

    def next(self, lines: bool = False) -> re.Match[str] | None:
        """The next sign; line ends are passed over too unless they are asked for."""
        if self._held is not None:
            held, self._held = self._held, None
            if held[0][0] != "\n" or lines:
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
    index, last = -1, len(found)
    for place, block in enumerate(found):
        if block.table != table or block.below:
            continue
        index += 1
        ends = place + 1
        while ends < last and found[ends].table == table and found[ends].below:
            ends += 1
        yield index, block, found[place + 1 : ends]
