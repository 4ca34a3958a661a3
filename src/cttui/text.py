"""Text as people spell it: folding for comparison, words for search, cleaning for the screen.

Spelling should not decide what a person finds: case, accents, apostrophes, hyphens, thousands separators and the
variants of Arabic letters are folded away, in the same way when a timeline is indexed and when a query is read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

SEPARATOR = "\ue000"
"""A word that nobody can type; it separates texts so that a phrase never spans two of them."""

_LATIN = {
    "": "ǀǁǂǃɂʔʕʘʡᴥꜣꜥꜫꜭꜯꞌ𝼊ʖƾʢᴤ𝼎ʬʭ",
    "a": "ɐɑɒᴀᶏᶐⱥꞻꬰꭤ",
    "aa": "ꜳ",
    "ae": "æᴁᴂꞛꬱ",
    "ao": "ꜵ",
    "au": "ꜷ",
    "av": "ꜹꜻ",
    "ay": "ꜽ",
    "b": "ƀƃɓʙᴃᵬᶀꞗꞵ",
    "c": "ƈȼɕʗᴄↄꜿꞓꞔ𝼏𝼝",
    "con": "ꝯ",
    "d": "ðđƌƍȡɖɗᴅᴆᵭᶁᶑẟꝱꝺꟈ",
    "db": "ȸ",
    "dz": "ʣʤʥꭦ𝼒𝼙",
    "e": "ǝɇɘəɚɛɜɝɞʚᴇᴈᶒᶓᶔᶕⱸⱻꬲꬳꬴ",
    "et": "ꝫ",
    "f": "ƒɸᵮᶂⱷꜰꝼꞙꟻꬵ",
    "fn": "ʩ𝼀",
    "g": "ǥɠɡɢɣʛᵷᵹᶃꝿꞡꟑꬶ𝼁𝼂",
    "h": "ħɥɦɧʜʮʯⱨⱶꜧꞕꟶ",
    "hv": "ƕ",
    "i": "ıɨɩɪᴉᵻᵼᶖꞽꟷ𝼚ꟾ",
    "ie": "ꭡ",
    "is": "ꝭ",
    "j": "ȷɉɟʄʝᴊ",
    "k": "ƙʞᴋᶄⱪꝁꝃꝅꞣ𝼃𝼐",
    "l": "łƚƛȴɫɬɭɮʟᴌᶅⱡꝇꝉꝲꞁꞎꬷꬸꬹ𝼄𝼅𝼑𝼓ꟛ",
    "ll": "ỻ",
    "ls": "ʪ",
    "lz": "ʫ",
    "m": "ɯɰɱᴍᴟᵯᶆꝳꟺꟽꟿꬺ",
    "n": "ŋƞȵɲɳɴᴎᵰᶇꝴꞑꞥꬻꬼ𝼇𝼔",
    "o": "øɔɤɵɷᴏᴐᴑᴒᴓᴖᴗᶗⱺꝋꝍꞷꟁꬽꬾꬿ𝼛",
    "oe": "œɶᴔꞝꭀꭁꭂꭢ",
    "oi": "ƣ",
    "oo": "ꝏ",
    "ou": "ȣᴕ",
    "p": "ƥᴘᵱᵽᶈꝑꝓꝕꟼ",
    "q": "ĸɋʠꝗꝙꞯ",
    "qp": "ȹ",
    "r": "ɍɹɺɻɼɽɾɿʀʁᴙᴚᵲᵳᶉⱹꝛꝝꝵꝶꞃꞧꭅꭆꭇꭉꭋꭌꭨ𝼈𝼕𝼖",
    "rr": "ꭈꭊ",
    "s": "ƪȿʂʃʅʆᵴᶊᶋᶘẜẝꜱꞅꞩꟊꟗꟙꭍ𝼋𝼌𝼞ꟍꟌ",
    "t": "ŧƫƭȶʇʈᴛᵵⱦꝷꞇ𝼉𝼍",
    "tc": "ʨ",
    "th": "þᵺꝥꝧ",
    "thth": "ꟓ",
    "ts": "ʦʧꭧ𝼗𝼜",
    "tz": "ꜩ",
    "u": "ʉʊᴜᴝᴞᵾᵿᶙꝸꞹꞿꭎꭏꭒ",
    "ue": "ᵫꞟ",
    "ui": "ꭐꭑ",
    "uo": "ꭣ",
    "v": "ʋʌᴠᶌỽⱱⱴꝟꝩ",
    "vy": "ꝡ",
    "w": "ƿʍᴡⱳꟃ",
    "ww": "ꟕ",
    "x": "ᶍꭓꭔꭕꭖꭗꭘꭙ",
    "y": "ƴȝɏʎʏỿꭚ𝼆",
    "z": "ƶƺȥɀʐʑʒʓᴢᴣᵶᶎᶚⱬꝣ𝼘ƹ",
}
"""Latin letters without a Unicode decomposition, by their equivalents on an English keyboard.

The table is made from the names in the Unicode Character Database (version 14, and what 15 and 16 added), as the file
Latin-ASCII of CLDR is: a letter with a stroke, hook, tail or bar is that letter, a ligature its two; eth is d, thorn th,
eng n, schwa and open e are e. Clicks and signs of the glottal stop, which a keyboard writes as apostrophes, are nothing.
"""
_APOSTROPHES = "'\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2032\u2035`\u00b4\uff07\ua78b"
"""Signs inside words that some writers leave out: apostrophes, okina, ayn, hamza, primes."""
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Invisible characters: Default_Ignorable_Code_Point in DerivedCoreProperties.txt of Unicode 16."""
_ARABIC = {
    "\u064a": "\u06cc",  # Arabic yeh -> Farsi yeh, which Urdu uses
    "\u0649": "\u06cc",  # alef maksura
    "\u0643": "\u06a9",  # Arabic kaf -> keheh
    "\u0629": "\u06c1",  # teh marbuta -> heh goal
    "\u0647": "\u06c1",  # Arabic heh
    "\u06be": "\u06c1",  # heh doachashmee
    "\u0640": "",  # tatweel only stretches a word
}
_LETTERS = str.maketrans(
    {**{letter: plain for plain, letters in _LATIN.items() for letter in letters}, **_ARABIC, **dict.fromkeys(_APOSTROPHES, "")}
)
_DROPPED = re.compile(f"[{_APOSTROPHES}{_IGNORABLE}]")
_INVISIBLE = re.compile(f"[{_IGNORABLE}]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[^\W_]+(?:[-\u2010-\u2015.&/][^\W_]+)*")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_MARKS = re.compile("[\u061c\u200e\u200f]")
"""Direction marks: invisible, and dangerous in aligned columns."""
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")

MOST_MARKS = 4
"""The most combining marks shown on one letter: as many as any orthography uses, including cantillation."""
_MOST_UNSEEN = 8
"""The most zero-width characters in a row: the flag of a part of a country has seven."""
_CROWD = re.compile(rf"[^\w\x20-\x7e]{{{MOST_MARKS + 1},}}")
"""Runs that may have too many of them; letters, digits and ASCII each take a cell of their own."""


def fold(text: str) -> str:
    """The text with all differences of spelling folded away.

    These are case, accents, apostrophes, letters not on an English keyboard, Arabic letter forms, thousands
    separators and zero-width characters.
    """
    if text.isascii():
        folded = _DROPPED.sub("", text.lower())
    else:
        # NFKD twice around casefold: folding may recompose, decomposing may yield capitals (Unicode, section 3.13)
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _DROPPED.sub("", text)).casefold())
        plain = "".join(char for char in decomposed if unicodedata.category(char) != "Mn").translate(_LETTERS)
        # the Catalan middle dot separates two letters, not words
        folded = _INVISIBLE.sub("", plain).replace("l\u00b7l", "ll")
    return _THOUSANDS.sub("", folded)


def folding() -> dict[str, object]:
    """What ``fold`` goes by beyond Unicode's own rules, as plain values: for what folds in another language than Python.

    ``letters`` has the letters that are replaced by what replaces them, ``dropped`` the signs inside words and ``invisible``
    the characters that count for nothing, both as they stand between the brackets of a pattern.
    """
    letters: dict[str, str] = dict(_LATIN)
    for letter, plain in _ARABIC.items():
        letters[plain] = letters.get(plain, "") + letter
    return {"letters": letters, "dropped": _APOSTROPHES, "invisible": _IGNORABLE}


def words(text: str) -> list[str]:
    """The folded words of a text, in order: runs of letters and digits."""
    return _WORD.findall(fold(text))


def fits(wanted: Sequence[str], spellings: Iterable[str]) -> bool:
    """Whether every wanted folded word begins some word of one spelling; no words fit everything."""
    return not wanted or any(_begun(wanted, words(spelling)) for spelling in spellings)


def _begun(wanted: Iterable[str], found: Collection[str]) -> bool:
    """Whether every wanted word begins some word that was found."""
    return all(any(word.startswith(want) for word in found) for want in wanted)


def joined(text: str) -> list[str]:
    """The folded words of a text with hyphens or dots, joined: ``alqaida``, ``kp``."""
    found = (match for match in _JOINED.findall(fold(text)) if not match.isalnum())
    return ["".join(_WORD.findall(match)) for match in found]


def key(text: str) -> str:
    """The folded words with one space between: equal for two spellings of one name."""
    return " ".join(words(text))


@lru_cache(maxsize=8192)
def same(name: str) -> str:
    """What two spellings of one name share: its ``key``, or the name itself if folding leaves nothing."""
    return key(name) or name


def has_control(text: str) -> bool:
    """Whether a text contains a control character other than tab and line feed, or one that reorders text."""
    return CONTROL.search(text) is not None


def clean(text: str) -> str:
    """The text made safe for a terminal line: control and reordering characters become ``\ufffd``, tabs become spaces.

    Marks on one letter, and zero-width characters in a row, are reduced to what a cell can hold.
    """
    if text.isascii() and text.isprintable():
        return text
    return _CROWD.sub(_thinned, _UNSAFE.sub("\ufffd", _MARKS.sub("", text.replace("\t", " "))))


def _thinned(crowd: re.Match[str]) -> str:
    """A run of signs without excess marks and invisible characters."""
    kept: list[str] = []
    marks = unseen = 0
    for char in crowd[0]:
        category = unicodedata.category(char)
        if category in {"Mn", "Me"}:
            marks += 1
            unseen += 1
        elif category == "Cf" and char != "\u00ad":
            unseen += 1
        else:
            marks = unseen = 0
        if marks <= MOST_MARKS and unseen <= _MOST_UNSEEN:
            kept.append(char)
    return "".join(kept)


def is_unseen(text: str) -> bool:
    """Whether a text is not empty but invisible: marks without a letter, zero-width characters, blanks."""
    return bool(text) and all(
        char.isspace() or unicodedata.category(char) in {"Mn", "Me", "Cf"} or _INVISIBLE.match(char) for char in text
    )


def is_crowded(text: str) -> bool:
    """Whether a letter has more marks, or more zero-width characters, than are shown."""
    return not text.isascii() and any(_thinned(crowd) != crowd[0] for crowd in _CROWD.finditer(text))


def cells(text: str) -> int:
    """How many terminal cells a text takes (UAX #11), without the library that the screen uses."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(char) in {"Mn", "Me", "Cf"} else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def line(text: str) -> str:
    """The text made safe for a screen line and a file; file names need not be."""
    return clean(text.encode("utf-8", "replace").decode())


def on_one_line(text: str) -> str:
    """A text of several lines joined by blanks into one, safe for a terminal."""
    return clean(" ".join(part for line_ in text.splitlines() if (part := line_.strip())))


def sentence(text: str) -> str:
    """A phrase as a sentence of its own: a capital at its start and a full stop at its end.

    A phrase that begins with a name, a path or a sign keeps its first letter; one that ends with an address or a path gets no
    stop, so that it can be copied.
    """
    first, last = text.partition(" ")[0], text.rpartition(" ")[2]
    if first.isalpha() and first.islower() and first != "cttui":
        text = first.capitalize() + text[len(first) :]
    return text if not text or text[-1] in ".…?:" or "/" in last else f"{text}."


def shorten(text: str, length: int = 60) -> str:
    """At most ``length`` characters of a text, on one line, with an ellipsis if it was truncated."""
    one = clean(" ".join(text.split()))
    return one if len(one) <= length else one[: length - 1] + "…"


def nearest(word: str, candidates: Iterable[str], cutoff: float = 75.0) -> str:
    """The candidate that a misspelt word most likely means, or an empty text: no guess is better than a bad one.

    Similarity (0 to 100, at least ``cutoff``) is 200 times the letters that two folded texts share in order, over the
    letters of both; a candidate with each typed word of three letters or more is also similar enough. Ties go
    to the first candidate.
    """
    # rapidfuzz takes 13 ms to import and is needed only for misspelt words
    from rapidfuzz import fuzz, process

    choices: Sequence[str] = list(candidates)
    asked = key(word[:MOST_GUESSED])
    if found := process.extractOne(asked, choices, scorer=fuzz.ratio, processor=_guessed, score_cutoff=cutoff):
        return str(found[0])
    wanted = [part for part in asked.split() if len(part) > 2]
    return next((choice for choice in choices if wanted and _begun(wanted, _guessed(choice).split())), "")


MOST_GUESSED = 200
"""The most characters of a text compared to find what it may be a misspelling of."""


def _guessed(text: str) -> str:
    return _keyed(text[:MOST_GUESSED])


@lru_cache(maxsize=4096)
def _keyed(text: str) -> str:
    # a file full of misspelt words compares them all with the same candidates
    return key(text)


def stray(found: str, meant: str) -> str:
    """The name of the invisible difference between a text and the one that was meant; empty if the difference is visible.

    The first such character is named: ``the space at the ends``, ``the zero-width character U+200B``.
    """
    for char in found:
        if _INVISIBLE.match(char):
            return f"the zero-width character U+{ord(char):04X}"
    if found != meant and found.strip() == meant:
        return "the space at the ends"
    for char in found:
        if char not in meant and not char.isascii():
            kind = "space" if char.isspace() else "letter"
            return f"the {kind} U+{ord(char):04X}, {unicodedata.name(char, 'which has no name').lower()}"
    return ""


def seen(text: str) -> str:
    """The text without zero-width characters and without space at its ends."""
    return _INVISIBLE.sub("", text).strip()
