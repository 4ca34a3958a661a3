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


class _Letters(dict[int, str | int | None]):
    """What each letter of a decomposed text is folded to, in one pass; what is not in the tables yet is looked up once."""

    def __missing__(self, code: int) -> int | None:
        found = self[code] = None if unicodedata.category(chr(code)) == "Mn" else code
        return found


_LETTERS = _Letters({ord(letter): plain for plain, letters in _LATIN.items() for letter in letters})
_LETTERS.update({**{ord(letter): plain for letter, plain in _ARABIC.items()}, **{ord(sign): "" for sign in _APOSTROPHES}})
_ASCII_APOSTROPHES = tuple(filter(str.isascii, _APOSTROPHES))
_DROPPED = re.compile(f"[{_APOSTROPHES}{_IGNORABLE}]")
_INVISIBLE = re.compile(f"[{_IGNORABLE}]")
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))(?<=\d,)(?<!-\d\d-\d\d,)")
"""A comma that separates thousands, and not a day from a number (``2016-01-01,179 killed``). It begins with the comma, for
which a text is searched at once; a pattern that begins with what stands before it is tried at every character."""
_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"[-\u2010-\u2015.&/](?<=[^\W_].)[^\W_]+(?:[-\u2010-\u2015.&/][^\W_]+)*")
"""Words that are joined to the one before them, which stands to the left of a match: it too begins with what is rare."""
_BLANKS = str.maketrans({code: " " for code in range(128) if not chr(code).isalnum()})
"""What parts the words of an ASCII text."""
_BLANKS_IN_LINES = {**_BLANKS, ord("\n"): "\n"}
"""The same of one with a name on each line."""
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
        folded = text.lower()
        for sign in _ASCII_APOSTROPHES:
            folded = folded.replace(sign, "")
    else:
        # NFKD twice around casefold: folding may recompose, decomposing may yield capitals (Unicode, section 3.13)
        decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _DROPPED.sub("", text)).casefold())
        plain = decomposed.translate(_LETTERS)
        # the Catalan middle dot separates two letters, not words
        folded = _INVISIBLE.sub("", plain).replace("l\u00b7l", "ll")
    return _THOUSANDS.sub("", folded) if "," in folded else folded


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
    return _split(fold(text))


def _split(folded: str) -> list[str]:
    return folded.translate(_BLANKS).split() if folded.isascii() else _WORD.findall(folded)


def fits(wanted: Sequence[str], spellings: Iterable[str]) -> bool:
    """Whether every wanted folded word begins some word of one spelling; no words fit everything."""
    return not wanted or any(_begun(wanted, words(spelling)) for spelling in spellings)


def _begun(wanted: Iterable[str], found: Collection[str]) -> bool:
    """Whether every wanted word begins some word that was found."""
    return all(any(word.startswith(want) for word in found) for want in wanted)


def joined(text: str) -> list[str]:
    """The folded words of a text with hyphens or dots, joined: ``alqaida``, ``kp``."""
    return _joined(fold(text))


def terms(text: str) -> tuple[list[str], list[str]]:
    """``words`` and ``joined`` of a text, which is folded once."""
    return terms_of(fold(text))


def terms_of(folded: str) -> tuple[list[str], list[str]]:
    """The same of a folded text."""
    return _split(folded), _joined(folded)


def _joined(folded: str) -> list[str]:
    found = []
    for match in _JOINED.finditer(folded):
        start = match.start()
        while start and folded[start - 1].isalnum():
            start -= 1
        found.append("".join(_WORD.findall(folded[start : match.end()])))
    return found


def key(text: str) -> str:
    """The folded words with one space between: equal for two spellings of one name."""
    return " ".join(words(text))


def keys(names: Iterable[str]) -> dict[str, str]:
    """The ``key`` of each of many names: those of ASCII are folded as one text, in a third of the time."""
    plain, found = [], {}
    for name in dict.fromkeys(names):
        if name.isascii() and "\n" not in name:
            plain.append(name)
        else:
            found[name] = key(name)
    if plain:
        lines = fold("\n".join(plain)).translate(_BLANKS_IN_LINES).split("\n")
        found.update(zip(plain, [" ".join(line.split()) for line in lines], strict=True))
    return found


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
    if not text.isprintable():
        text = _UNSAFE.sub("\ufffd", _MARKS.sub("", text.replace("\t", " ")))
    return text if text.isascii() else _CROWD.sub(_thinned, text)


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


def numbered(count: int, one: str, several: str = "") -> str:
    """How many of something: ``1 event``, ``1,234 events``."""
    return f"{count:,} {one if count == 1 else several or f'{one}s'}"


def shorten(text: str, length: int = 60) -> str:
    """At most ``length`` characters of a text, on one line, with an ellipsis if it was truncated."""
    one = clean(" ".join(text.split()))
    return one if len(one) <= length else one[: length - 1] + "…"


_FORMULA = r"[\s\"'\u2018-\u201f\u200b-\u200f\u2060\ufeff]*+[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]"
"""The start of a cell that some spreadsheet would run: a formula sign, also full-width, after blanks and quotation marks.

From OWASP's page on CSV injection; a leading tab or line end lets what follows start its own cell.
"""
_NUMBER = r"[+-]?\d{1,15}(?:\.\d{1,15})?"


def defused(cell: str) -> str:
    """A cell of a CSV file; one that a spreadsheet would run as a formula gets an apostrophe, which makes it plain text."""
    # compiled when first needed, and then remembered by re: the screen never asks
    if cell[:1].isalnum():
        return cell
    return f"'{cell}" if re.match(_FORMULA, cell) and not re.fullmatch(_NUMBER, cell) else cell


def nearest(word: str, candidates: Iterable[str], cutoff: float = 75.0, *, folded: bool = False) -> str:
    """The candidate that a misspelt word most likely means, or an empty text: no guess is better than a bad one.

    Similarity (0 to 100, at least ``cutoff``) is 200 times the letters that two folded texts share in order, over the
    letters of both; a candidate with each typed word of three letters or more is also similar enough. Ties go
    to the first candidate; the only one that begins with the word comes before all. ``folded`` says that the candidates are
    folded words already, as ``key`` makes them.
    """
    # rapidfuzz takes 13 ms to import and is needed only for misspelt words
    from rapidfuzz import fuzz, process

    choices: Sequence[str] = list(candidates)
    asked, fold_ = key(word[:MOST_GUESSED]), None if folded else _guessed
    if len(asked) > 2:
        # the beginning of one alone is that one, however like another is
        starts = [choice for choice in choices if (fold_(choice) if fold_ else choice).startswith(asked)]
        if len(starts) == 1:
            return starts[0]
    if found := process.extractOne(asked, choices, scorer=fuzz.ratio, processor=fold_, score_cutoff=cutoff):
        return str(found[0])
    wanted = [part for part in asked.split() if len(part) > 2]
    begun = (choice for choice in choices if wanted and _begun(wanted, (fold_(choice) if fold_ else choice).split()))
    return next(begun, "")


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
        ends = set(found) if not meant else set(found.replace(meant, "", 1))
        kinds = {" ": "space", "\t": "tab", "\n": "line break", "\r": "line break"}
        named = {kinds.get(sign, "white space") for sign in ends}
        return f"the {named.pop() if len(named) == 1 else 'white space'} at the ends"
    for char in found:
        if char not in meant and not char.isascii():
            kind = "space" if char.isspace() else "letter" if char.isalpha() else "sign"
            return f"the {kind} U+{ord(char):04X}, {unicodedata.name(char, 'which has no name').lower()}"
    return ""


def seen(text: str) -> str:
    """The text without zero-width characters and without space at its ends."""
    return _INVISIBLE.sub("", text).strip()
