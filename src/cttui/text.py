"""Text as people spell it: folding for comparison, words for search, cleaning for the screen.

A person's spelling must not decide what they find: case, accents, apostrophes, hyphens, thousands separators and the
variants of Arabic letters are folded away, the same way when a timeline is indexed and when a query is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

SEPARATOR = "\ue000"
"""A word that nobody can type; it stands between texts so that a phrase never spans two of them."""

_ARABIC = str.maketrans(
    {
        "\u064a": "\u06cc",  # Arabic yeh -> Farsi yeh, which Urdu uses
        "\u0649": "\u06cc",  # alef maksura
        "\u0643": "\u06a9",  # Arabic kaf -> keheh
        "\u0629": "\u06c1",  # teh marbuta -> heh goal
        "\u0647": "\u06c1",  # Arabic heh
        "\u06be": "\u06c1",  # heh doachashmee
        "\u0640": None,  # tatweel only stretches a word
        "\u200c": None,  # zero width non-joiner
        "\u200d": None,
    }
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u02bb\u02bf\u02be`\u00b4]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:[-\u2010-\u2015.&/'\u2019][^\W_]+)+")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_MARKS = re.compile("[\u061c\u200e\u200f]")
"""Marks of direction: a cell's worth of nothing, and in aligned columns a danger."""
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def fold(text: str) -> str:
    """The text with everything folded that spellings differ in: case, accents, apostrophes, Arabic letter forms."""
    if text.isascii():
        folded = text.lower()
    else:
        # NFKD twice around casefold: folding may compose anew, decomposing may yield capitals (Unicode, section 3.13)
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold())
        folded = "".join(char for char in decomposed if unicodedata.category(char) != "Mn").translate(_ARABIC)
    return _THOUSANDS.sub("", _APOSTROPHES.sub("", folded))


def words(text: str) -> list[str]:
    """The folded words of a text, in order: runs of letters and digits."""
    return _WORD.findall(fold(text))


def fits(wanted: Sequence[str], spellings: Iterable[str]) -> bool:
    """Whether every folded word wanted begins some word of one spelling; no word fits everything."""
    return not wanted or any(all(any(w.startswith(want) for w in words(spelling)) for want in wanted) for spelling in spellings)


def joined(text: str) -> list[str]:
    """The folded words of a text that hyphens, dots or apostrophes divide, written as one: ``alqaida``, ``kp``."""
    return ["".join(words(match)) for match in _JOINED.findall(text)]


def key(text: str) -> str:
    """The folded words with one space between: equal for two spellings of one name."""
    return " ".join(words(text))


def same(name: str) -> str:
    """What two spellings of one name share: its ``key``, or the name itself where folding leaves nothing of it."""
    return key(name) or name


def has_control(text: str) -> bool:
    """Whether a text holds a control character other than tab and line feed, or one that reorders what is read."""
    return _CONTROL.search(text) is not None


def clean(text: str) -> str:
    """The text safe for a terminal line: every control or reordering character becomes ``\ufffd``, a tab a space."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub("\ufffd", _MARKS.sub("", text.replace("\t", " ")))


def line(text: str) -> str:
    """The text as it fits on a line of a screen and into a file; a file's name need not."""
    return clean(text.encode("utf-8", "replace").decode())


def shorten(text: str, length: int = 60) -> str:
    """At most ``length`` characters of a text, on one line, with an ellipsis where it was cut."""
    one = clean(" ".join(text.split()))
    return one if len(one) <= length else one[: length - 1] + "…"


def nearest(word: str, candidates: Iterable[str], cutoff: float = 60.0) -> str:
    """The candidate most like a word, or an empty text where none is at least ``cutoff`` (0 to 100) alike.

    Similarity is that of rapidfuzz's WRatio over folded texts; ties go to the first candidate.
    """
    # rapidfuzz takes 13 ms to import and is needed only where something is misspelt
    from rapidfuzz import fuzz, process

    choices: Sequence[str] = list(candidates)
    found = process.extractOne(word, choices, scorer=fuzz.WRatio, processor=key, score_cutoff=cutoff)
    return str(found[0]) if found else ""
