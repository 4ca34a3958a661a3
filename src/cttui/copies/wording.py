"""Wording: whether two folded texts have the same words and numbers, though they are typeset differently.

Differences are allowed only *between* letters, digits and marks: hyphens where a line ended, spaces beside a mark, a
hyphen or a space in a compound word, quotation marks at the edges of words, the raised digit of a footnote at a number.
``_gap_agrees`` alone defines which may differ where. ``cuts`` defines where a text may be cut without splitting a
number or a negation.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

FOOTNOTES = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u2080-\u2089"
"""Raised and lowered digits, as a character set of a pattern: at a number they are footnote signs and not part of it."""

_WITHIN_NUMBERS = frozenset(".,'\u00b7\u060c\u066b\u066c")
"""Marks of decimals and of thousands, the raised dot of some journals and the Arabic ones too."""
_IN_FIGURES = frozenset("/:~\u2044")
"""Marks between the digits of a fraction, a score, a range or a time of day."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\U00020000-\U0003ffff]")
"""Letters of scripts that put no space between words: Thai, Lao, Burmese, Khmer, Chinese, Japanese."""
_GROUPING = frozenset("\u00a0\u2007\u2008\u2009\u202f")
"""Spaces that typesetters put between thousands, and never between two numbers."""

_HYPHENS = frozenset("-\u2010\u2011")
_DASHES = re.compile("[\u2014\u2015]|--| -")

_LETTER = rf"[^\W_{FOOTNOTES}]"
"""A letter or digit, as a pattern."""
_GAP = "[ '\\-]*+"
_GAP_WITH_NOTES = f"(?:[ '\\-{FOOTNOTES}]|\\[\\d{{1,3}}\\]|[*\u2020\u2021])*+"
_FOOTNOTE = re.compile(f"(?:[{FOOTNOTES}]|\\[\\d{{1,3}}\\]|[*\u2020\u2021])+")
_SIGNS_OF_NOTES = frozenset("[*\u2020\u2021")
_FRACTIONS = {
    char: unicodedata.normalize("NFKD", char).replace("\u2044", "/")
    for char in "\u00bc\u00bd\u00be\u2150\u2151\u2152\u2153\u2154\u2155\u2156\u2157\u2158\u2159\u215a\u215b\u215c\u215d\u215e"
}
_RAISED = dict(zip("0123456789", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", strict=True))
_LOWERED = dict(zip("0123456789", "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089", strict=True))
_TOKEN = re.compile(r"[\u00bc-\u00be\u2150-\u215e]|(?<![\d./])[1-9]/\d{1,2}(?![\d/])|.", re.DOTALL)

_TENS = frozenset({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"})
_UNITS = frozenset(
    {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
    | {"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"}
)
_TEENS = frozenset(
    {"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
)
_SCALES = frozenset(
    f"{scale}{plural}"
    for scale in ("hundred", "thousand", "million", "billion", "trillion", "lakh", "crore", "dozen")
    for plural in ("", "s")
)
_SCALES_UNSPACED = frozenset("\u5341\u767e\u5343\u842c\u4e07\u5104\u4ebf\u5146")
"""Ten, hundred, thousand and more, as Chinese and Japanese write them behind digits."""
_NUMERALS = _SCALES_UNSPACED | frozenset("\u3007\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u4e24\u5169")
"""All numerals of Chinese and Japanese, of which several make one number."""
_COUNTED = frozenset("%\u2030\u066a\u00b0+")
"""What a number is counted in, or its bound, directly behind its digits."""
_COUNTED_APART = re.compile(r"[%\u2030\u066a]|(?:per ?cent|pct?)\b|\+(?! ?\d)")
_BOUNDING = frozenset("<>\u2264\u2265\u2248~\u00b1\u226e\u226f\u2245\u2272\u2273\u2a7d\u2a7e\u226a\u226b")
"""What bounds a number directly before its digits."""
_APART = re.compile(
    r"\d( - |- | -| ?\.\.\.? ?|-(?:to|or)-)(?=\d)|\d( )(?=\d{1,2}/\d{1,2}(?![\d/])|[\u00bc-\u00be\u2150-\u215e])"
)
"""What stands between the ends of a range, or the whole and the fraction of a number."""
_PREFIXES = frozenset({"non", "un", "anti", "ex", "half", "semi", "quasi"})
"""Prefixes that change the word after a hyphen."""
_DENIALS = frozenset({"no", "not", "nothing"})
_DENIED = frozenset({"more", "less", "fewer", "longer", "later", "earlier", "one", "single"})
"""Words that a denial before them reverses: ``no fewer than``, ``no one``, ``not one``."""
_PARTS = frozenset({"halves", "thirds", "quarters", "fourths", "fifths", "sixths", "sevenths", "eighths", "ninths", "tenths"})
_PART = frozenset({"half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
"""Parts that words count: ``two thirds``, ``one third``."""
_COUNTING = _TENS | _UNITS | _TEENS | _SCALES
"""Words that make numbers together."""
_DENYING = frozenset({"no", "not", "never", "without"})
"""Words that deny what follows them."""
_NOT = re.compile(r"n't $")
_SPELT = "|".join(sorted(_TENS | _UNITS | _TEENS))
_SCALED = "|".join(sorted(_SCALES))
_WITH_AND = re.compile(
    rf"\b(?:{_SCALED}) and (?:{_SPELT}|{_SCALED})\b"
    rf"|(?:\d|\b(?:{_SPELT}|{_SCALED})) and (?:half|(?:an?|one) (?:half|third|quarter))\b"
)
"""Numbers of which a part stands behind "and": ``one hundred and twenty``, ``two and a half``."""
_FAR = 48
"""Characters around a cut to search for such a number: twice the longest words of one."""
# where a line ends, a hyphen has a blank behind it
_LAST_WORD = re.compile(r"([^\W_]+)(- |[ -]?)$")
_NEXT_WORD = re.compile(r"(- |[ -]?)([^\W_]+)")
_SYMBOL = 2
"""The most letters of a unit, a variable or an element of chemistry, whose raised digit is no footnote: km², H₂O."""
_REACH = 16
"""Characters around a cut to search for its neighbouring words: as long as the longest of those above, plus a blank."""


# -- where a text may be cut -----------------------------------------------------------------------------------------


def divides(folded: str, at: int) -> bool:
    """Whether a cut at an offset would go through a word or a number."""
    if not 0 < at < len(folded):
        return False
    before, after = folded[at - 1], folded[at]
    if _of_word(before) and _of_word(after):
        return not (_UNSPACED.match(before) or _UNSPACED.match(after))
    if after in _WITHIN_NUMBERS:
        return before.isdigit() and folded[at + 1 : at + 2].isdigit()
    return before in _WITHIN_NUMBERS and after.isdigit() and folded[max(at - 2, 0) : at - 1].isdigit()


def cuts(folded: str, at: int, *, end: bool) -> bool:
    """Whether a passage cannot begin or end at an offset, because part of a number or a negation would be left outside.

    Besides ``divides``, these are the sign of a number, the other end of a range, fractions and times, ``forty-seven``,
    ``non-combatants``, ``can't``, ``no one``, ``no fewer than``, and at an end what a number is counted in: ``5`` of ``5
    million`` and of ``5%``, or its bound, ``5`` of ``5+``.

    Args:
        folded: The folded text.
        at: The offset.
        end: Whether the passage ends there; otherwise it begins there.
    """
    if divides(folded, at):
        return True
    if not 0 < at < len(folded):
        return False
    return _cuts_figure(folded, at, end=end) or _cuts_words(folded, at, end=end)


def _cuts_figure(folded: str, at: int, *, end: bool) -> bool:
    """Whether digits or the numerals of a script without spaces are cut from what belongs to them."""
    before, after = folded[at - 1], folded[at]
    if before in _NUMERALS and after in _NUMERALS:
        return True
    if after.isdigit() and before == "." and folded[max(at - 2, 0) : at - 1] in {"", " ", "("}:
        return True  # 5 of .5
    if end and before.isdigit():
        if after in _SCALES_UNSPACED or after in _COUNTED:
            return True
        if after == " " and _COUNTED_APART.match(folded, at + 1):
            return True
    if not end and after.isdigit() and (before if before != " " else folded[max(at - 2, 0) : at - 1]) in _BOUNDING:
        return True
    if after.isdigit() and (before == "-" or before in _IN_FIGURES):
        beyond = folded[max(at - 2, 0) : at - 1]
        if beyond.isdigit() or (before == "-" and beyond in {" ", "("}):
            return True
    if before.isdigit() and (after == "-" or after in _IN_FIGURES) and folded[at + 1 : at + 2].isdigit():
        return True
    # 5 - 10 and, over the end of a line, 5- 10; the whole and the half of 3 ½
    first = max(at - 8, 0)
    return any(first + found.start() < at <= first + found.end() for found in _APART.finditer(folded[first : at + 8]))


def _cuts_words(folded: str, at: int, *, end: bool) -> bool:
    """Whether a number in words or a negation is cut."""
    before, after = folded[at - 1], folded[at]
    if after == "'" and before == "n" and folded[at : at + 2] == "'t":
        return not folded[at + 2 : at + 3].isalnum()
    first = max(at - _FAR, 0)
    around = _WITH_AND.finditer(folded[first : at + _FAR])
    if any(first + found.start() < at < first + found.end() for found in around):
        return True
    left, right = _LAST_WORD.search(folded[max(at - _REACH, 0) : at]), _NEXT_WORD.match(folded[at : at + _REACH])
    if not left or not right:
        return False
    word, beside, following = left[1], left[2] or right[1], right[2]
    if _is_one_number(word, following, end=end) or (beside[:1] == "-" and word in _COUNTING and following in _COUNTING):
        return True
    if (beside[:1] == "-" and word in _PREFIXES) or (word in _DENIALS and following in _DENIED):
        return True
    # what is denied is not what is said
    return not end and beside == " " and (word in _DENYING or folded[max(at - 4, 0) : at] == "n't ")


def _is_one_number(word: str, following: str, *, end: bool) -> bool:
    """Whether two words beside each other belong to one number; what is quoted from "hundred" on counts as a number, too."""
    if word in _TENS and following in _UNITS:
        return True
    if word in _UNITS and (following in _PARTS or (word == "one" and following in _PART)):
        return True
    if word == "half" and following in {"a", "an"}:
        return True
    if following in _SCALES:
        return (end or following != "hundred") and (word[:1].isdigit() or word in _COUNTING)
    return word in _SCALES and following in _COUNTING


def is_whole(folded: str, start: int, stop: int, raw: Callable[[int, int], str]) -> bool:
    """Whether a passage can begin and end where it does: as ``cuts``, and not between the thousands of one number.

    Args:
        folded: The folded text, in which all spaces are alike.
        start: Where the passage begins.
        stop: Where it ends.
        raw: Returns the original text between two offsets of the folded one.
    """
    if cuts(folded, start, end=False) or cuts(folded, stop, end=True) or _is_hyphened(folded, stop, raw):
        return False
    return not any(
        folded[max(space - 1, 0) : space].isdigit()
        and folded[space : space + 1] == " "
        and _THOUSANDS.match(folded, space + 1)
        and raw(space, space + 1) in _GROUPING
        for space in (start - 1, stop)
    )


_THOUSANDS = re.compile(r"\d{3}(?!\d)")


def _is_hyphened(folded: str, stop: int, raw: Callable[[int, int], str]) -> bool:
    """Whether a hyphen binds the number at a passage's end to a word: ``14`` of ``14-year-old``. A dash does not."""
    behind = stop + 1
    if folded[behind : behind + 1] == " " and "\n" in raw(behind, behind + 1):  # the end of a line
        behind += 1
    if folded[stop : stop + 1] != "-" or not folded[behind : behind + 1].isalpha() or raw(stop, stop + 1) not in _HYPHENS:
        return False
    word = _LAST_WORD.search(folded[max(stop - _REACH, 0) : stop])
    return word is not None and (word[1].isdigit() or word[1] in _TENS | _UNITS | _TEENS | _SCALES)


def _of_word(char: str) -> bool:
    # signs of vowels are marks, some with a width of their own and some without
    return (char.isalnum() and not _FOOTNOTE.match(char)) or unicodedata.category(char) in {"Mc", "Mn"}


# -- whether two say the same ----------------------------------------------------------------------------------------


class Wording:
    """The words, numbers and marks of a folded quote, to be found in folded texts that typeset them differently.

    Args:
        folded: The quote, folded.
    """

    __slots__ = ("_gaps", "_pattern", "_tokens")

    def __init__(self, folded: str) -> None:
        self._tokens: list[str] = []
        self._gaps: list[str] = []
        gap = ""
        negative = folded.lstrip(" '")[:1] == "-" and folded.lstrip(" '")[1:2].isdigit()
        for piece in _TOKEN.findall(folded):
            if piece in " '" or (piece == "-" and (self._tokens or not negative)):
                gap += piece
                continue
            if self._tokens:
                self._gaps.append(gap)
            gap = ""
            self._tokens.append(piece)
        self._pattern = re.compile(self._source()) if self._tokens else None

    def _source(self) -> str:
        """A pattern that runs in linear time: it starts at words, and no gap can end in two places."""
        first, last = self._tokens[0], self._tokens[-1]
        pieces = [_spellings(first, raised=False)]
        if len(first) == 1 and _of_word(first) and not _UNSPACED.match(first):
            pieces.append(f"(?<!{_LETTER}.)")
        for number, ((_, token), gap) in enumerate(zip(pairwise(self._tokens), self._gaps, strict=True)):
            raised = self._is_raised(number)
            notes = self._may_have_notes(number) and token not in _SIGNS_OF_NOTES
            pieces.append(f"({_GAP_WITH_NOTES if notes else _GAP})")
            pieces.append(_spellings(token, raised=raised and not gap))
        if _of_word(last[-1]) and not _UNSPACED.match(last):
            pieces.append(f"(?!{_LETTER})")
        return "".join(pieces)

    def _letters(self, number: int) -> int:
        """How many letters stand at the end of the word before a gap."""
        count = 0
        while count <= number and self._tokens[number - count].isalpha() and not (count and self._gaps[number - count]):
            count += 1
        return count

    def _is_raised(self, number: int) -> bool:
        """Whether a digit behind a gap may be set raised or lowered: x², H₂O; behind a longer word it is a note, no number."""
        return 0 < self._letters(number) <= _SYMBOL

    def _may_have_notes(self, number: int) -> bool:
        """Whether a gap may have the signs of footnotes: behind a number, a mark or a word."""
        return self._letters(number) > _SYMBOL or not self._tokens[number][-1].isalpha()

    def first(self, folded: str, raw: Callable[[int, int], str], most: int = 20_000) -> tuple[int, int] | None:
        """The first passage of a folded text that says the same; None if there is none.

        Args:
            folded: The text, folded.
            raw: Returns the original text between two offsets of the folded one.
            most: How many places with the same letters are examined more closely.
        """
        if self._pattern is None:
            return None
        found = self._pattern.search(folded)
        while found and most:
            most -= 1
            start, stop = found.span()
            if is_whole(folded, start, stop, raw) and self._agrees(found, raw):
                return start, stop
            found = self._pattern.search(folded, start + 1)
        return None

    def _agrees(self, found: re.Match[str], raw: Callable[[int, int], str]) -> bool:
        for number, wanted in enumerate(self._gaps):
            start, stop = found.span(number + 1)
            has = found[number + 1]
            if wanted != has and not self._gap_agrees(number, wanted, has, raw(start, stop) if has else ""):
                return False
        return True

    def _gap_agrees(self, number: int, wanted: str, has: str, raw: str) -> bool:
        """Whether the gap between two tokens may differ like this: ``wanted`` in the quote, ``has`` (``raw``) in the text."""
        before, after = self._tokens[number][-1], self._tokens[number + 1][0]
        if self._may_have_notes(number):
            plain, wanted = _FOOTNOTE.sub("", has), _FOOTNOTE.sub("", wanted)
            if plain != has and before.isdigit() and after.isdigit() and not wanted:
                return False  # the digits on both sides of a note are not of one number
            has = plain
        if before.isdigit() and (len(self._tokens[number + 1]) > 1 or after in _FRACTIONS):
            return {wanted, has} == {"", " "}  # 5½ is 5 1/2
        wrapped = has == "- " and "\n" in raw
        if self._within_number(number):
            if before.isdigit() and after.isdigit() and not wanted and has == " " and raw in _GROUPING:
                return self._digits_after(number) % 3 == 0
            return _bare(wanted) == _bare(has) or (wrapped and not wanted and not before.isdigit())
        if after.isdigit() and _signed(before, wanted) != _signed(before, has):
            return False
        breaks = (" " in wanted or "-" in wanted, " " in has or "-" in has)
        if breaks == (True, True) and (" -" in wanted) != bool(_DASHES.search(raw)):
            # twenty - one of them is not twenty-one
            return not self._counts(number)
        if breaks == (True, True) or wanted == has:
            return True
        if not (_of_word(before) and _of_word(after)):
            return ("-" in wanted) == ("-" in has)
        if wrapped and not wanted:
            return before.isalpha() and after.isalpha()
        if _UNSPACED.match(before) and _UNSPACED.match(after):
            return not wanted and has == " " and "\n" in raw
        return before.isdigit() != after.isdigit() and {wanted, has} == {"", " "}

    def _within_number(self, number: int) -> bool:
        """Whether the tokens on both sides of a gap may belong to one number."""
        before, after = self._tokens[number][-1], self._tokens[number + 1][0]
        if before.isdigit():
            follows: Sequence[str] = self._tokens[number + 2 : number + 3]
            return after.isdigit() or (after in _WITHIN_NUMBERS | _IN_FIGURES and bool(follows) and follows[0][0].isdigit())
        if not after.isdigit() or before not in _WITHIN_NUMBERS | _IN_FIGURES:
            return False
        # ``Rs. 500`` may be ``Rs.500``; ``rose .5`` is no ``rose. 5``
        return number == 0 or self._tokens[number - 1][-1].isdigit() or " " in self._gaps[number - 1]

    def _counts(self, number: int) -> bool:
        """Whether the words on both sides of a gap in the quote would be one number there."""
        before, after = "", ""
        for place in range(number, -1, -1):
            before = self._tokens[place] + before
            if place and self._gaps[place - 1]:
                break
        for place in range(number + 1, len(self._tokens)):
            after += self._tokens[place]
            if self._gaps[place : place + 1] != [""]:
                break
        return before in _TENS and after in _UNITS

    def _digits_after(self, number: int) -> int:
        """How many digits follow a gap in the quote before another gap."""
        count = 0
        for place in range(number + 1, len(self._tokens)):
            if not self._tokens[place].isdigit() or (count and self._gaps[place - 1]):
                break
            count += 1
        return count


def _spellings(token: str, *, raised: bool) -> str:
    """A pattern of the ways in which a token may be typeset, digits raised or lowered, too."""
    if token in _FRACTIONS:
        return f"(?:{token}|{_FRACTIONS[token]})"
    if len(token) > 1 and (same := next((char for char, plain in _FRACTIONS.items() if plain == token), "")):
        return f"(?:{token}|{same})"
    if raised and token in _RAISED:
        return f"[{token}{_RAISED[token]}{_LOWERED[token]}]"
    return re.escape(token)


def _bare(gap: str) -> str:
    """A gap between digits without the spaces around a dash, or the quotation marks beside a space."""
    bare = re.sub(" *-+ *", "-", gap)
    return bare.replace("'", "") if " " in bare or "-" in bare else bare


def _signed(before: str, gap: str) -> bool:
    """Whether a gap ends with the sign of the number after it."""
    return gap.endswith("-") and (gap[-2:-1] in {" ", "'"} or (len(gap) == 1 and not before.isalnum()))
