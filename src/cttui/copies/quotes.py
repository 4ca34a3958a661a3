"""Quotes: finds a few words in a long text, or only something similar, or nothing.

A quote is first searched as it is, folding away only what typesetting changes: case, accents, runs of white
space, the kind of quotation mark, dash or digit, soft hyphens and other zero-width characters, the variants of Arabic
letters. Thousands separators stay, and a word or a number is found whole or not at all: ``2,801 operations`` is not
in ``12,801 operations``, nor ``killed six`` in ``killed sixteen``. What is not found this way is compared with the text
again by ``wording``, which handles hyphens at line ends and spaces beside marks. Whatever differs in more than that,
in a number, a bound, a negation or any word, is only similar, however close it looks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from cttui import text as spelling
from cttui.copies.wording import Wording, divides, is_whole
from cttui.lazy import dataclass

CUTOFF = 85.0
"""How similar to a quote a passage must be, from 0 to 100, to be shown beside it."""
_MOST_PLACES = 10_000
"""The most occurrences of a quote's letters within other words to skip before trying another way."""

_QUOTATION_MARKS = frozenset(
    "\"'`\u00b4\u00ab\u00bb\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f"
    "\u2032\u2033\u2034\u2035\u2036\u2037\u2039\u203a\u275b\u275c\u275d\u275e\u300c\u300d\u300e\u300f\u301d\u301e\u301f"
)
_MINUS = "\u2212"
_DOTLESS_I = "\u0131"
_VARIATIONS = frozenset(map(chr, [*range(0xFE00, 0xFE10), 0x034F, *range(0x180B, 0x180E)]))
"""Zero-width signs that select among the shapes of a character."""
_DENYING = frozenset("\u0338\u20d2")
"""Strokes through a sign, which make another of it: not less than, not equal."""
_ACCENTS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f]|[\u0591-\u05c7\u0610-\u06ed\u0730-\u074a]"
)
"""Marks that a spelling may omit, but for those of ``_DENYING``: accents, and the vowel signs of Hebrew, Arabic and Syriac.
The vowel signs of Indian scripts and the voicing marks of Japanese make a different word."""


@dataclass(frozen=True, slots=True)
class Match:
    """The place of a quote in a text."""

    start: int
    """Offset of its first character in the original text."""
    stop: int
    """Offset just after its last character."""
    score: float
    """How similar the folded passage is to the quote, from 0 to 100: 100 if and only if it is found exactly."""
    exact: bool
    """Whether the passage says the same; if not, a word, a number or a mark differs, however high the score."""


def find(quote: str, text: str, *, cutoff: float = CUTOFF) -> Match | None:
    """Find a quote in a text; to find several in one text, ``Folded`` folds it once.

    Args:
        quote: The words.
        text: The text; offsets refer to it as given.
        cutoff: The minimum similarity of a passage that is not the same, from 0 to 100.

    Returns:
        The first place that says the same, or else the best similar match, or else None.
    """
    return Folded(text).find(quote, cutoff=cutoff)


_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{2})*(?:,\d{3})+(?![\d,])")
"""A number with commas between its thousands, or lakhs."""
_PLAIN = re.compile(r"(?<![\d.,])[1-9]\d{3,14}(?![\d,]|\.\d)")


def _ways(wanted: str) -> Iterator[str]:
    """A folded quote, and again with the thousands of its numbers separated differently, which changes none of them."""
    yield wanted
    if _GROUPED.search(wanted):
        yield _GROUPED.sub(lambda match: match[0].replace(",", ""), wanted)
    if _PLAIN.search(wanted):
        yield _PLAIN.sub(lambda match: f"{int(match[0]):,}", wanted)


class Folded:
    """A text folded once, so that many quotes are found in it quickly.

    Args:
        text: The text, of any length.
    """

    __slots__ = ("_breaks", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        """The original text."""
        self.folded, self._breaks = _fold(text)

    def find(self, quote: str, *, cutoff: float = CUTOFF) -> Match | None:
        """Find a quote: exactly, or else with a similarity of at least ``cutoff`` (0 to 100), or else None."""
        wanted = _fold(quote)[0].strip()
        if not wanted or not self.folded:
            return None
        for way in _ways(wanted):
            if (same := self._same(way)) is not None:
                return self._match(*same, 100.0, exact=True)
        return self._likest(wanted, cutoff)

    def holds(self, quote: str) -> bool:
        """Whether the text says what a quote says, without a search for similar passages."""
        wanted = _fold(quote)[0].strip()
        return bool(wanted) and any(self._same(way) is not None for way in _ways(wanted))

    def _same(self, wanted: str) -> tuple[int, int] | None:
        """The place of a folded quote in the folded text, in the same letters or at least in the same words."""
        at = self.folded.find(wanted)
        for _ in range(_MOST_PLACES):
            if at < 0:
                break
            if is_whole(self.folded, at, at + len(wanted), self._raw):
                return at, at + len(wanted)
            at = self.folded.find(wanted, at + 1)
        return Wording(wanted).first(self.folded, self._raw)

    def _raw(self, start: int, stop: int) -> str:
        """The original of a piece of the folded text."""
        return self.text[self._breaks.origin(start)[0] : self._breaks.origin(stop - 1)[1]]

    def origin(self, start: int, stop: int) -> tuple[int, int]:
        """The offsets in the original text of a piece of the folded one, with the accents of its last letter."""
        first, last = self._breaks.origin(start)[0], self._breaks.origin(stop - 1)[1]
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return first, last

    def _match(self, start: int, stop: int, score: float, *, exact: bool) -> Match:
        return Match(*self.origin(start, stop), score, exact)

    def _likest(self, wanted: str, cutoff: float) -> Match | None:
        from rapidfuzz import fuzz  # 17 ms

        # A window as long as the quote shows where to look. A passage with inserted words is longer than that; the
        # window then misses its end, so a lower score must suffice for a window: a passage of similarity c has one of 3 - 2/c.
        least = max(0.0, 300 - 20_000 / cutoff) if cutoff > 0 else 0.0
        seen = fuzz.partial_ratio_alignment(wanted, self.folded, score_cutoff=least)
        if seen is None:
            return None
        slack = len(wanted) // 3 + 16
        starts = self._edges(seen.dest_start, slack, 0)
        stops = self._edges(seen.dest_end, slack, -1)
        best = (0.0, 0, 0)
        for start in starts:
            for stop in stops:
                if start < stop:
                    score = fuzz.ratio(wanted, self.folded[start:stop])
                    best = (score, start, stop) if score > best[0] else best
        score, start, stop = best
        # one wrong character in a very long quote must not be rounded up to an exact match
        return self._match(start, stop, min(score, 99.9), exact=False) if 0 < score >= cutoff else None

    def _edges(self, near: int, slack: int, side: int) -> list[int]:
        """Where words begin (``side`` 0) or end (-1) within ``slack`` characters of a place."""
        size = len(self.folded)
        places = range(max(near - slack, -side), min(near + slack, size - 1 - side) + 1)
        return [at for at in places if self.folded[at + side] != " " and not divides(self.folded, at)]


class _Breaks:
    """Which character of the original each folded one comes from, stored only where the two are not in step."""

    __slots__ = ("folded_start", "folded_stop", "start", "stop")

    def __init__(self) -> None:
        self.folded_start: list[int] = []
        self.folded_stop: list[int] = []
        self.start: list[int] = []
        self.stop: list[int] = []

    def add(self, folded_start: int, length: int, start: int, stop: int) -> None:
        self.folded_start.append(folded_start)
        self.folded_stop.append(folded_start + length)
        self.start.append(start)
        self.stop.append(stop)

    def origin(self, at: int) -> tuple[int, int]:
        """The start and end, in the original, of the source of the folded character at an offset."""
        nearest = bisect_right(self.folded_start, at) - 1
        if nearest < 0:
            return at, at + 1
        if at < self.folded_stop[nearest]:
            return self.start[nearest], self.stop[nearest]
        start = self.stop[nearest] + at - self.folded_stop[nearest]
        return start, start + 1


def _fold(text: str) -> tuple[str, _Breaks]:
    """The folded text, and where its characters come from."""
    table = {char: _fold_char(char) for char in set(text)}
    dropped = re.escape("".join(char for char, folded in table.items() if not folded))
    grown = re.escape("".join(char for char, folded in table.items() if len(folded) > 1))
    # a soft hyphen at the end of a line is one that is seen
    kinds = [rf"\u00ad[{dropped}]*+[ \t\r]*+\n[\s{dropped}]*+", rf"\s[\s{dropped}]+"]
    if dropped:
        kinds.append(f"[{dropped}]+")
    if grown:
        kinds.append(f"[{grown}]")
    breaks = _Breaks()
    pieces: list[str] = []
    done = length = 0
    for match in re.finditer("|".join(kinds), text):
        start, stop = match.span()
        new = "- " if text[start] == "\u00ad" and "\n" in match[0] else table[text[start]]
        pieces += (text[done:start], new)
        length += start - done
        breaks.add(length, len(new), start, stop)
        length += len(new)
        done = stop
    pieces.append(text[done:])
    in_step = {ord(char): folded for char, folded in table.items() if len(folded) == 1 and folded != char}
    return "".join(pieces).translate(in_step), breaks


def _fold_char(char: str) -> str:
    """What a character is folded to, regardless of context; empty if it has no width."""
    if char.isspace():
        return " "
    if char in _QUOTATION_MARKS:
        return "'"  # some would decompose into a space and an accent, or into two
    if unicodedata.category(char) == "No":
        return char  # decomposed, 5½ would begin as 51 does, and a footnote's sign would be a digit
    # accents and case first: only then is each character one that folding knows
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    return "".join(map(_fold_simple, decomposed)).strip()


def _fold_simple(char: str) -> str:
    if char in _QUOTATION_MARKS:
        return "'"
    category = unicodedata.category(char)
    if category == "Pd" or char == _MINUS:
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Cf":
        return ""
    if category == "Mn" and (not _ACCENTS.match(char) or char in _DENYING) and char not in _VARIATIONS:
        return char
    return "i" if char == _DOTLESS_I else spelling.fold(char)
