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
"""Letters of the Latin script that Unicode gives no decomposition, by what stands for them on an English keyboard.

The table is made from the names in the Unicode Character Database (version 14, and what 15 and 16 added), as the file
Latin-ASCII of CLDR is: a letter with a stroke, hook, tail or bar is that letter, a ligature its two; eth is d, thorn th,
eng n, schwa and open e are e. Clicks and signs of the glottal stop, which a keyboard writes as apostrophes, are nothing.
"""
_APOSTROPHES = "'\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2032\u2035`\u00b4\uff07\ua78b"
"""Signs that one writer sets inside a word and another leaves out: apostrophes, okina, ayn, hamza, primes."""
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
"""Characters of no width or of no sign: Default_Ignorable_Code_Point in DerivedCoreProperties.txt of Unicode 16."""
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
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_MARKS = re.compile("[\u061c\u200e\u200f]")
"""Marks of direction: a cell's worth of nothing, and in aligned columns a danger."""
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")

MOST_MARKS = 4
"""Marks that one letter carries on the screen: the most that a language's spelling sets, cantillation included."""
_MOST_UNSEEN = 8
"""Characters of no width in a row: the flag of a part of a country is written with seven."""
_CROWD = re.compile(rf"[^\w\x20-\x7e]{{{MOST_MARKS + 1},}}")
"""Where too many of them may stand; what is a letter, a digit or ASCII takes a cell of its own."""


def fold(text: str) -> str:
    """The text with everything folded that spellings differ in.

    That is case, accents, apostrophes, letters that an English keyboard has not, Arabic letter forms, thousands
    separators and characters of no width.
    """
    if text.isascii():
        folded = _DROPPED.sub("", text.lower())
    else:
        # NFKD twice around casefold: folding may compose anew, decomposing may yield capitals (Unicode, section 3.13)
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _DROPPED.sub("", text)).casefold())
        plain = "".join(char for char in decomposed if unicodedata.category(char) != "Mn").translate(_LETTERS)
        # the middle dot of Catalan parts two letters, and no word
        folded = _INVISIBLE.sub("", plain).replace("l\u00b7l", "ll")
    return _THOUSANDS.sub("", folded)


def words(text: str) -> list[str]:
    """The folded words of a text, in order: runs of letters and digits."""
    return _WORD.findall(fold(text))


def fits(wanted: Sequence[str], spellings: Iterable[str]) -> bool:
    """Whether every folded word wanted begins some word of one spelling; no word fits everything."""
    return not wanted or any(all(any(w.startswith(want) for w in words(spelling)) for want in wanted) for spelling in spellings)


def joined(text: str) -> list[str]:
    """The folded words of a text that hyphens or dots divide, written as one: ``alqaida``, ``kp``."""
    found = (match for match in _JOINED.findall(fold(text)) if not match.isalnum())
    return ["".join(_WORD.findall(match)) for match in found]


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
    """The text safe for a terminal line: every control or reordering character becomes ``\ufffd``, a tab a space.

    Of marks on one letter, and of characters of no width in a row, no more are left than a cell can hold.
    """
    if text.isascii() and text.isprintable():
        return text
    return _CROWD.sub(_thinned, _UNSAFE.sub("\ufffd", _MARKS.sub("", text.replace("\t", " "))))


def _thinned(crowd: re.Match[str]) -> str:
    """A run of signs without the marks and unseen characters that are too many for their cell."""
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
    """Whether a text shows nothing though it is not empty: marks without a letter, characters of no width, blanks."""
    return bool(text) and all(
        char.isspace() or unicodedata.category(char) in {"Mn", "Me", "Cf"} or _INVISIBLE.match(char) for char in text
    )


def is_crowded(text: str) -> bool:
    """Whether some letter carries more marks, or hides more characters of no width, than are shown."""
    return not text.isascii() and any(_thinned(crowd) != crowd[0] for crowd in _CROWD.finditer(text))


def line(text: str) -> str:
    """The text as it fits on a line of a screen and into a file; a file's name need not."""
    return clean(text.encode("utf-8", "replace").decode())


def on_one_line(text: str) -> str:
    """A text of several lines on one: its lines joined by blanks, safe for a terminal."""
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
    """At most ``length`` characters of a text, on one line, with an ellipsis where it was cut."""
    one = clean(" ".join(text.split()))
    return one if len(one) <= length else one[: length - 1] + "…"


def nearest(word: str, candidates: Iterable[str], cutoff: float = 75.0) -> str:
    """The candidate that a misspelt word is meant for, or an empty text: no guess beats a far guess.

    Likeness (0 to 100, at least ``cutoff``) is 200 times the letters that two folded texts share in order, over the
    letters of both; a candidate that has each of the words typed, of three letters or more, is like enough too. Ties go
    to the first candidate.
    """
    # rapidfuzz takes 13 ms to import and is needed only where something is misspelt
    from rapidfuzz import fuzz, process

    choices: Sequence[str] = list(candidates)
    asked = key(word[:MOST_GUESSED])
    if found := process.extractOne(asked, choices, scorer=fuzz.ratio, processor=_guessed, score_cutoff=cutoff):
        return str(found[0])
    wanted = [part for part in asked.split() if len(part) > 2]
    return next((choice for choice in choices if fits(wanted, (choice[:MOST_GUESSED],))), "") if wanted else ""


MOST_GUESSED = 200
"""Characters of a text that are looked at for what it may be a misspelling of."""


def _guessed(text: str) -> str:
    return key(text[:MOST_GUESSED])


def stray(found: str, meant: str) -> str:
    """What cannot be seen in a text and parts it from the one that was meant, named; empty where it is plain to see.

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
    """The text without characters of no width and without space at its ends."""
    return _INVISIBLE.sub("", text).strip()
