"""Whose report a text repeats, by its own words: ``(Reuters)``, ``— AFP``, ``according to Dawn``.

Only the head and the foot of a text are looked at, where such credits stand. A name counts if it is an agency's or that of a
publisher of the timeline; what is found is proposed with its words, and never taken by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from cttui.text import same, shorten

HEAD, FOOT = 3_000, 1_500
"""Characters at the beginning and at the end of a text that are looked at."""
MOST = 5
"""The most names that are found in a text."""

AGENCIES = {
    "Reuters": "", "AFP": "Agence France-Presse", "Associated Press": "AP", "Associated Press of Pakistan": "APP",
    "Press Trust of India": "PTI", "ANI": "Asian News International", "IANS": "Indo-Asian News Service", "UNI": "",
    "Xinhua": "", "Anadolu": "Anadolu Agency, AA", "dpa": "Deutsche Presse-Agentur", "TASS": "", "Bloomberg": "",
    "UPI": "United Press International", "EFE": "", "ANSA": "", "Kyodo": "Kyodo News", "Yonhap": "", "Interfax": "",
    "RIA Novosti": "RIA", "Ukrinform": "", "SANA": "", "IRNA": "", "Tasnim": "", "WAFA": "", "SPA": "Saudi Press Agency",
    "Kuwait News Agency": "KUNA", "NNI": "News Network International", "INP": "", "PPI": "",
    "Online": "Online International News Network", "Bakhtar": "Bakhtar News Agency", "Khaama Press": "",
    "Pajhwok": "Pajhwok Afghan News", "BSS": "", "RSS": "", "AAP": "",
    "CP": "The Canadian Press", "PA Media": "PA", "Belga": "", "ATS": "", "APA": "", "NTB": "", "TT": "", "PAP": "", "CTK": "",
}  # fmt: skip
"""News agencies, each with its other names."""
_WORDLY = frozenset({"online", "pa", "cp", "tt", "ap", "aa", "uni", "apa", "ria", "spa", "rss"})
"""Names that are words of other meanings: they count only where a credit stands by itself."""

_NAME = r"(?P<name>[^\W\d_a-z][\w.&'’/-]{0,30}(?: [^\W\d_a-z(][\w.&'’/-]{0,30}| of| and){0,5}|dpa)"
_ALONE = re.compile(
    rf"\((?:[Ww]ith inputs from )?{_NAME}\)(?=\s{{0,3}}(?:[-\u2013\u2014:.]|\n|\Z))"
    rf"|(?:[-\u2013\u2014]{{1,2}} ?){_NAME.replace('<name>', '<dash>')}\.?[ ]{{0,3}}(?=\n|\Z)"
    rf"|(?:^|\n)(?:[Bb]y|(?:[Ss]ource|SOURCE):?|[Cc]ourtesy:?|[Ww]ith (?:additional )?inputs? from|[Cc]redit:?) (?:the )?"
    rf"{_NAME.replace('<name>', '<line>')}[ .]{{0,3}}(?=\n|\Z)"
    rf"|(?:^|\n){_NAME.replace('<name>', '<whole>')}[ ]{{0,3}}(?=\n|\Z)"
)
"""A credit that stands by itself: in parentheses, behind a dash at the end of a line, or as a line."""
_WITHIN = re.compile(
    r"(?:[Aa]ccording to|[Rr]eported by|[Qq]uoted by|[Cc]iting|[Ff]irst (?:published|appeared) (?:in|by|on)|told"
    r"|[Rr]eported in)"
    rf" (?:the )?{_NAME}"
    rf"|{_NAME.replace('<name>', '<reported>')} (?:reported|reports)\b"
)
"""A credit inside of a sentence."""


class Credit(NamedTuple):
    """A publisher whose report a text repeats, as it says itself."""

    name: str
    """As the table of agencies or the timeline spells it."""
    words: str
    """The words that say so."""


def credits_in(text: str, publishers: Iterable[str], own: str = "") -> list[Credit]:
    """Whose report a text repeats, in the order of the text.

    Args:
        text: The text.
        publishers: Those of the timeline; their spelling comes before that of the table.
        own: Who published the text: nobody repeats himself.
    """
    known = {
        same(spelling): name for name, others in AGENCIES.items() for spelling in (name, *filter(None, others.split(", ")))
    }
    known.update({same(name): name for name in publishers if name})
    parts = (text,) if len(text) <= HEAD + FOOT else (text[:HEAD], text[-FOOT:])
    found: dict[str, Credit] = {}
    for part in parts:
        rows = [(match.start(), match, True) for match in _ALONE.finditer(part)]
        rows += [(match.start(), match, False) for match in _WITHIN.finditer(part)]
        for _, match, alone in sorted(rows, key=lambda row: row[0]):
            said = next((group for group in match.groups() if group), "")
            name = _known(said, known, alone=alone)
            if name and same(name) != same(own) and same(name) not in found and len(found) < MOST:
                found[same(name)] = Credit(name, shorten(match[0].strip(), 60))
    return list(found.values())


def _known(said: str, known: dict[str, str], *, alone: bool) -> str:
    """The longest beginning of some words that is a known name; alone, they must be one as a whole."""
    words = said.rstrip(".'’").removesuffix("’s").removesuffix("'s").split()
    for stop in range(len(words), 0, -1):
        spelt = same(" ".join(words[:stop]))
        if (name := known.get(spelt)) and (alone or spelt not in _WORDLY):
            return name
        if alone:
            break
    # a credit may name two: "AFP/Reuters"
    return next((known[same(part)] for part in said.split("/") if same(part) in known), "") if alone else ""
