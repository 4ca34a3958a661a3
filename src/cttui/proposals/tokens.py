"""Words, digits and signs of a text, with their places, by blocks that no rule looks beyond."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

BLOCK = 20_000
"""Characters of the longest block: a longer paragraph is cut, so that a text of any length takes the same time a word."""
WRAPPED = 50
"""Characters that a line of a wrapped paragraph has at least; the sentence goes on below a line that ends without a stop."""

SHOUTED = 65
"""The same where all letters are capitals, as in headlines, which are shorter."""
_SPACE = "\u00a0\u2009\u202f"
"""Spaces that group digits: no-break, thin, narrow no-break."""
_MARKS = ".,\u00b7\u066b\u066c"
"""Marks of decimals and thousands, the raised dot of some journals and the Arabic ones too."""
_TOKEN = re.compile(rf"(\d+(?:[{_MARKS}]\d+|[{_SPACE}'\u2019]\d{{3}}(?!\d))*)|([^\W\d_]+(?:['\u2019][^\W\d_]+)*)|\S")
_ROW = re.compile(r"\d{1,3}[.)][ \t]|[^\W\d_][^\n:.,;]{0,40}:[ \t]")
"""How a line begins that is no part of the sentence above it: 3. Findings; Operations: 1,204."""
_GROUPS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){0,4},\Z")
_GROUP = re.compile(r"[ \t]*\d{3}(?!\d)")
"""What a number ends with that a line's end breaks behind a comma, and how it goes on: 1,⏎250 people."""
_TAIL = 24
"""Characters of a line's end that are looked at for it."""
_LINE = re.compile(r"[^\n]*\n?")
_HYPHENS = "\u2010\u2011"
"""Hyphens that are read as the plain one."""
_STOPS = ".!?:;…"
_FULL = frozenset(".!?…")
_CLOSING = "\"'\u201d\u2019)]»"
_MAY_END = _FULL | frozenset(_CLOSING) | {";"}
PAD = 24
"""Empty tokens behind the last one; lists that are read from their end have them before the first, too."""

WORD, DIGITS, SIGN = 0, 1, 2


def words_of(text: str) -> list[str]:
    """The words, digits and signs of a short text, in small letters."""
    return [found[0].lower().replace("\u2019", "'") for found in _TOKEN.finditer(text)]


class Block(NamedTuple):
    """A paragraph or a part of one: its tokens side by side in lists."""

    text: str
    """The whole text that it is a part of."""
    begin: int
    """Where it begins in the text."""
    low: list[str]
    """Its tokens in small letters."""
    start: list[int]
    """Where each begins in the text."""
    end: list[int]
    """Where each ends."""
    kind: list[int]
    """``WORD``, ``DIGITS`` or ``SIGN``."""
    sentences: list[int]
    """The tokens that begin a sentence."""
    size: int
    """How many tokens it has; the lists go on with as many empty ones as a rule may look beyond either end."""

    def window(self, token: int) -> tuple[int, int]:
        """The sentence of a token: its first token, and the one after its last."""
        found = bisect_right(self.sentences, token)
        return self.sentences[found - 1], self.sentences[found] if found < len(self.sentences) else self.size

    def glued(self, token: int) -> bool:
        """Whether a token stands right behind the one before it, with no space between."""
        return self.end[token - 1] == self.start[token]

    def capital(self, token: int) -> bool:
        """Whether a token begins with a capital letter."""
        start = self.start[token]
        return self.text[start : start + 1].isupper()


def blocks(text: str, length: int, short: frozenset[str], apart: frozenset[str]) -> Iterator[Block]:
    """The blocks of a text in order.

    A line is a block of its own, unless it is as long as a wrapped line and ends without a stop: then the next belongs to it.

    Args:
        text: The text.
        length: How much of it to take, in characters.
        short: Words that a full stop shortens and that end no sentence.
        apart: Words that a hyphen at a line's end does not join to what goes on below: those of numbers.
    """
    begin = stop = 0
    for line in _LINE.finditer(text, 0, length):
        stop = line.end()
        bare = line[0].rstrip()
        if _goes_on(bare, text, stop) and stop - begin < BLOCK:
            continue
        yield from _cut(text, begin, stop, short, apart)
        begin = stop
    yield from _cut(text, begin, stop, short, apart)


def _goes_on(line: str, text: str, place: int) -> bool:
    """Whether a sentence goes on below a line: it ends inside a word or number, or is long enough and ends without a stop."""
    if line.endswith("-") and line[-2:-1].isalpha() and text[place : place + 1].islower():
        return True
    if line.endswith(",") and _GROUPS.search(line[-_TAIL:]) and _GROUP.match(text, place):
        return True
    least = SHOUTED if line.isupper() else WRAPPED
    return len(line) >= least and line.rstrip(_CLOSING)[-1:] not in _STOPS and _continues(text, place)


def _continues(text: str, place: int) -> bool:
    """Whether what begins at a place may go on with a sentence: a letter or a digit, and no row of a list or a table."""
    return text[place : place + 1].isalnum() and _ROW.match(text, place) is None


def _cut(text: str, begin: int, stop: int, short: frozenset[str], apart: frozenset[str]) -> Iterator[Block]:
    """A stretch of a text as one block, or as several where it is too long, cut between words."""
    while stop - begin > BLOCK:
        space = text.rfind(" ", begin, begin + BLOCK)
        end = space if space > begin else begin + BLOCK
        yield _block(text, begin, end, short, apart)
        begin = end
    if begin < stop:
        yield _block(text, begin, stop, short, apart)


def _block(text: str, begin: int, stop: int, short: frozenset[str], apart: frozenset[str]) -> Block:
    low: list[str] = []
    start: list[int] = []
    end: list[int] = []
    kind: list[int] = []
    sentences = [0]
    for found in _TOKEN.finditer(text, begin, stop):
        token = found[0]
        which = found.lastindex
        if which == 2 and low and low[-1] == "-" and _is_broken(text, start, end, found) and low[-2] not in apart:
            for tokens in (low, start, end, kind):
                tokens.pop()
            low[-1] += token
            end[-1] = found.end()
            continue
        if low and low[-1] in _MAY_END and _ends(low, end[-1] < found.start(), token, short):
            sentences.append(len(low))
        low.append(token.lower().replace("\u2019", "'") if which == 2 else "-" if token in _HYPHENS else token)
        start.append(found.start())
        end.append(found.end())
        kind.append(DIGITS if which == 1 else WORD if which == 2 else SIGN)
    size = len(low)
    beyond = [len(text) + 1 + 2 * place for place in range(PAD)]
    low.extend([""] * PAD)
    start.extend(beyond)
    end.extend(beyond)
    kind.extend([SIGN] * PAD)
    return Block(text, begin, low, start, end, kind, sentences, size)


def _is_broken(text: str, start: list[int], end: list[int], found: re.Match[str]) -> bool:
    """Whether a word goes on below the line whose end the hyphen before it stands at."""
    glued = len(end) > 1 and end[-2] == start[-1] and text[start[-1] - 1].isalpha()
    return glued and found[0][0].islower() and "\n" in text[end[-1] : found.start()]


def _ends(low: list[str], apart: bool, token: str, short: frozenset[str]) -> bool:
    """Whether what stands before a token ends a sentence."""
    sign = low[-1]
    if sign == ";":
        return True
    place = len(low) - 2 if sign in _CLOSING and len(low) > 1 else len(low) - 1
    if not apart or low[place] not in _FULL or token[0].islower():
        return False
    if low[place] != "." or place == 0:
        return True
    word = low[place - 1]
    return word not in short and not (len(word) == 1 and word.isalpha())
