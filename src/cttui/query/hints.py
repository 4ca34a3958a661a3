"""What looks like a clause but is not one: the syntax of other query languages, and dates in words.

A bar that searched for ``killed>=3`` or ``NOT typo`` as words would silently find nothing, or the opposite.
Each is reported with its equivalent in cttui's own language; a suggestion has been parsed by ``Place.reads`` and is a
valid query. To search for such a text itself, put it in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from cttui.errors import QueryError
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.query import meant
from cttui.query.fields import Field, Vocabulary
from cttui.query.figures import ranges
from cttui.text import shorten, words

_SIGN = re.compile(
    r"""([^\W\d][\w-]*+)[.,;]*+(\s*+)(>=|=>|<=|=<|==|!=|<>|[≥≤≠=<>:\uff1a\uff1c-\uff1e])\s*+("(?:[^"\\]|\\.)*+"|\S*+)""",
    re.DOTALL,
)
"""A name, a sign of comparison and a value, as other languages write a clause, in full-width signs too."""
_ENCLOSED = re.compile(r"(NOT(?=[(\[{]))?+([(\[{\uff08\uff3b~\u00ac!+-]++)([^\W\d][\w-]*+)[:\uff1a](\S*+)")
"""A clause in brackets, or behind signs that other languages exclude by."""
_EXCLUDING, _BRACKETS = "~\u00ac!-", ")]}\uff09\uff3d"
_TO = r"(?:TO|to|AND|and|-|\.\.+|[\u2010-\u2015\u2212])"
_RANGE = re.compile(rf"[\[{{(]?\s*+([^\s\[\]{{}}()]++)\s++{_TO}\s++([^\s\[\]{{}}()]++)(?:\s*+[\]}})])?")
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
_TEXT = re.compile(r"\s*+\S++")
_PARTED = re.compile(r"\s++([^\s,\"]++)")
_BARE = re.compile(r"\s*([^\s:\"()]++)")
_CHAIN = re.compile(r'(?:"(?:[^"\\]|\\.)*+"|\S)++', re.DOTALL)
"""A word with the phrases that are joined to it."""
_PHRASE = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_JOIN = re.compile(r'(?<=[\w")\]])(?:&&?|[,;+])(?=[\w"(\[-])|(?<=[\w")])&$|^&(?=[\w"(])')
"""A sign between two words that other languages join them by."""
_BETWEEN_DIGITS = re.compile(r"\d[,;+]\d")
_CALLED = {",": "a comma", ";": "a semicolon"}
_BESIDE = re.compile(r'-?(?:"|([^\W\d][\w-]*+)!?:)')
"""How a phrase begins, or a clause with its field."""
_POINTED = re.compile(r"([^\W\d][\w-]*+)[.,;]++(?=\w)(\S++)")
_COMPARISON = re.compile(r"([<>]=?|=[<>=]?|!=|[≥≤≠])(?=[\w.])")
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
"""Dashes and minus signs that editors substitute for a hyphen."""
_TWICE = re.compile(rf"[-{_HYPHENS}]{{2,}}+|!{{2,}}+|\+{{2,}}+|\u00ac+")
"""A sign before a word more than once, and the sign of logic for "not"."""
_OPEN, _CLOSE = "\u201c\u201e\u201f\u00ab\uff02", "\u201d\u201c\u00bb\uff02"
_COMPARED = {
    ">=": ">=", "=>": ">=", "≥": ">=", "<=": "<=", "=<": "<=", "≤": "<=", ">": ">", "<": "<", "\uff1e": ">", "\uff1c": "<",
}  # fmt: skip
_MOST_WORDS = 10
"""The most words of a date in words: ``from the last week of May to early July 2024``."""

OTHER_NAMES = {
    "after": "date:>", "since": "date:>=", "from": "date:>=", "before": "date:<", "until": "date:<=", "till": "date:<=",
    "to": "date:<=", "on": "date:", "in": "date:", "during": "date:", "year": "date:", "month": "date:", "day": "date:",
    "type": "kind:", "category": "kind:", "party": "actor:", "topic": "tag:",
    "sort": "order:", "sorted": "order:", "orderby": "order:",
}  # fmt: skip
"""Fields of other languages, and how the clause begins here."""


@dataclass(frozen=True, slots=True)
class Place:
    """The start of a clause that is neither a field nor a phrase, and its surroundings."""

    text: str
    start: int
    """Where the clause begins, its hyphen included."""
    at: int
    """Where its word begins."""
    before: int
    """Where the previous clause begins; -1 if there is none."""
    vocabulary: Vocabulary
    read: Callable[[str], Iterator[object]] | None
    """Parses the clauses of another text; ``None`` if nothing is suggested."""
    ends: Callable[[int], int]
    """The end of the clause at an offset."""

    def reads(self, offer: str) -> str:
        """A text as suggested: itself, or with the nearest value instead of a wrong one, or empty if it is not a query."""
        for _ in range(2 if self.read else 0):
            try:
                for _clause in self.read(offer) if self.read else ():
                    pass
            except QueryError as error:
                if not error.suggestion:
                    return ""
                offer = offer[: error.start] + error.suggestion + offer[error.stop :]
            else:
                return offer
        return ""

    def end(self, at: int) -> int:
        """The end of the clause at an offset, or of its first word if it is not a clause."""
        try:
            return self.ends(at)
        except QueryError:
            match = _WORD.match(self.text, at)
            return match.end() if match else at

    def rest(self, at: int) -> str:
        """The clause that begins at an offset."""
        return self.text[at : self.end(at)]

    @property
    def word(self) -> str:
        """All up to the next space."""
        match = _WORD.match(self.text, self.at)
        return match[0] if match else ""

    @property
    def hyphen(self) -> str:
        """The hyphen that negates the clause, or nothing."""
        return self.text[self.start : self.at]

    def is_clause(self, text: str) -> bool:
        """Whether a text begins as a phrase does, or as a clause with one of the fields."""
        match = _BESIDE.match(text)
        return match is not None and (match[1] is None or match[1].lower() in self.vocabulary.fields)

    def fault(self, message: str, stop: int, offer: str = "", start: int | None = None) -> QueryError:
        """The error for the clause, with the suggestion if it is a query."""
        return QueryError(message, self.start if start is None else start, stop, self.reads(offer) if offer else "")


def look(place: Place) -> QueryError | None:
    """The error of a word that looks like a clause; ``None`` if it is just a word."""
    return next((fault for find in LOOKS if (fault := find(place)) is not None), None)


def _operator(place: Place) -> QueryError | None:
    """``AND``, ``OR`` and ``NOT``, in capitals or as signs; and in small letters where a clause or phrase is beside them."""
    word, stop = place.word, place.at + len(place.word)
    said = word.upper()
    if said not in {"AND", "OR", "NOT", "&&", "||", "&", "|"}:
        return None
    begin, end = _next(place, stop)
    follows = place.text[begin:end]
    first = place.text[place.before : place.start].rstrip() if place.before >= 0 else ""
    itself = f"; to search for '{word}', put it in quotation marks"
    shown = f"'{word}'" if word != said else word
    if word != said:
        # search and rescue are words that people look for
        if place.hyphen or not follows or not any(map(place.is_clause, (first, follows))):
            return None
    elif not follows:
        return place.fault(f"{word} has nothing to join; to search for the word, put it in quotation marks", stop)
    else:
        itself = ""
    if said == "NOT":
        offer = "" if place.hyphen else follows.removeprefix("-") if follows.startswith("-") else f"-{follows}"
        return place.fault(f"{shown} is not supported; use a hyphen to exclude{itself}", end, offer)
    if said in {"AND", "&&", "&"}:
        if follows.upper() == "NOT":
            after, end = _next(place, end)
            follows = f"-{place.text[after:end]}"
        elif _COMPARISON.match(follows) and ":" in first:
            # killed:>=5 and <10
            follows = f"{first.partition(':')[0]}:{follows}"
        message = f"{shown} is not needed: all words and clauses must match anyway{itself}"
        return place.fault(message, end, f"{first} {follows}".strip(), max(place.before, 0))
    either = next(filter(place.reads, _either_of(first, follows, place.vocabulary)), "")
    message = f"{_NO_OR}{itself}"
    return place.fault(message, end, either, place.before) if either else place.fault(message, stop)


_NO_OR = "OR between words is not supported; separate values of one field by commas, e.g. kind:attack,operation"


def _next(place: Place, at: int) -> tuple[int, int]:
    """Where the clause behind an offset and its spaces begins and ends; twice the end of the text if there is none."""
    match = _SPACE.match(place.text, at)
    begin = match.end() if match else at
    return (begin, place.end(begin)) if begin < len(place.text) else (begin, begin)


def _either_of(first: str, other: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What may say that one of two clauses of a field must match, or the first or a bare value; it need not be a query."""
    name, colon, values = first.partition(":")
    other = other.removeprefix(f"{name}:")
    if not colon or first.startswith("-") or ":" in other:
        return
    yield f"{name}:{values},{other}"
    field = vocabulary.fields.get(name.lower())
    if field is not None and field.shape == "figure":
        # among alternatives, ranges are written with dots
        spans = (re.sub(r"^>=(.*)", r"\1..", re.sub(r"^<=", "..", one)) for one in (values, other))
        yield f"{name}:{','.join(spans)}"
    if name == "date":
        yield f"date:{{{values},{other}}}"


def _sign_before(place: Place) -> QueryError | None:
    """``!word``, ``+word``, ``--word``, and a hyphen turned into a dash by an editor."""
    if fault := _sign_twice(place):
        return fault
    sign, rest = place.word[:1], place.word[1:]
    if not rest or not (words(rest[:1]) or rest[0] in "\"'("):
        return None
    stop = place.end(place.at + 1)
    clause = place.text[place.at + 1 : stop]
    if sign == "!":
        return place.fault("to exclude, use a hyphen instead of !", stop, "" if place.hyphen else f"-{clause}")
    if sign in _HYPHENS:
        return place.fault("this is a dash; to exclude, use a hyphen", stop, "" if place.hyphen else f"-{clause}")
    if sign == "+":
        return place.fault("+ is not needed: all words and clauses must match anyway", stop, f"{place.hyphen}{clause}")
    return None


def _sign_twice(place: Place) -> QueryError | None:
    """``--word``, ``!!word``: the sign is meant once."""
    match = _TWICE.match(place.text, place.start)
    if match is None or not (words(place.text[match.end() : match.end() + 1]) or place.text[match.end() :][:1] in {'"', "("}):
        return None
    stop = place.end(match.end())
    clause = place.text[match.end() : stop]
    if match[0][0] == "+":
        return place.fault("+ is not needed: all words and clauses must match anyway", stop, clause)
    return place.fault("to exclude, put one hyphen before the word or clause", stop, f"-{clause}")


def _enclosed(place: Place) -> QueryError | None:
    """``(kind:attack)``, ``NOT(kind:attack)``, ``~kind:attack``, ``--kind:attack``: a clause that would be read as words."""
    match = _ENCLOSED.match(place.text, place.at)
    if match is None or match[3].lower() not in place.vocabulary.fields:
        return None
    excluded = bool(match[1]) + bool(place.hyphen) + sum(map(match[2].count, _EXCLUDING))
    offer = f"{'-' * (excluded % 2)}{match[3]}:{match[4].rstrip(_BRACKETS)}"
    return place.fault("write a clause without brackets; to exclude it, put one hyphen before it", match.end(), offer)


def _parentheses(place: Place) -> QueryError | None:
    """``(a b)``: groups are not supported."""
    if not place.word.startswith("(") or ")" in place.word:
        return None
    close = place.text.find(")", place.at)
    inner = place.text[place.at + 1 : close].strip() if close > 0 else ""
    stop = close + 1 if close > 0 else place.at + len(place.word)
    return place.fault("parentheses are not supported; all words and clauses must match", stop, "" if place.hyphen else inner)


def _quotation_marks(place: Place) -> QueryError | None:
    """A phrase in typographic or single quotation marks."""
    if place.word[:1] in _OPEN:
        close = min((at for mark in _CLOSE if (at := place.text.find(mark, place.at + 1)) > 0), default=-1)
    elif place.word[:1] == "'" and " " in place.text[place.at :]:
        close = place.text.find("'", place.at + len(place.word) - 1)
        if close < 0 or (close + 1 < len(place.text) and not place.text[close + 1].isspace()):
            return None
    else:
        return None
    inner = place.text[place.at + 1 : close] if close > 0 else ""
    plain = inner.replace("\\", "\\\\").replace('"', '\\"')
    stop = close + 1 if close > 0 else place.at + len(place.word)
    message = 'put a phrase in straight quotation marks, e.g. "apex committee"'
    return place.fault(message, stop, f'{place.hyphen}"{plain}"' if plain else "")


def _comparison(place: Place) -> QueryError | None:
    """``killed>=3``, ``kind=attack``, ``killed >= 3``, ``kind :attack``: a colon is missing or separated by spaces."""
    match = _SIGN.match(place.text, place.at)
    if match is None:
        return None
    name, space, sign, value = match.groups()
    field = place.vocabulary.fields.get(name.lower())
    message = ""
    if field is None:
        message = f"unknown field '{shorten(name, 30)}'"
        if space or not value:
            return None
        close = place.vocabulary.nearest_field(name)
        if not close:
            return place.fault(f"{message}; put text with {sign} in quotation marks", match.end())
        field = place.vocabulary.fields[close]
    message = message or f"{field.name} must be followed directly by a colon, e.g. {field.example}"
    if field.shape == "figure" and value and (fault := _compared(place, field, match.start(3), match.end(), message)):
        return fault
    turned = (sign in {"!=", "<>", "≠"}) != bool(place.hyphen)
    compared = _COMPARED.get(sign, "") if field.shape in {"date", "figure"} else ""
    offer = f"{'-' if turned else ''}{field.name}:{compared}{value}" if value else ""
    return place.fault(message, match.end(), offer)


def _compared(place: Place, field: Field, at: int, stop: int, message: str) -> QueryError | None:
    """``killed >= 1 000``, ``killed=5-7``: a figure that is written as people write it, too."""
    for end in _extents(place.text, at):
        if end >= stop and (value := meant.figure(place.text[at:end])) and (offer := _offered(place, field.name, value)):
            return place.fault(message, end, offer)
    return None


def _pointed(place: Place) -> QueryError | None:
    """``killed.5``, ``kind;attack``: another sign than a colon behind a field, where a value of it follows."""
    match = _POINTED.match(place.text, place.at)
    field = place.vocabulary.fields.get(match[1].lower()) if match else None
    if match is None or field is None:
        return None
    offer = f"{place.hyphen}{field.name}:{match[2]}"
    if place.reads(offer) != offer:
        return None
    return place.fault(f"{field.name} must be followed directly by a colon, e.g. {field.example}", match.end(), offer)


def _no_field(place: Place) -> QueryError | None:
    """``>=5``: a comparison without a field, as behind ``killed:<9 and``."""
    match = _COMPARISON.match(place.text, place.at)
    if match is None:
        return None
    before = _BESIDE.match(place.text, place.before) if place.before >= 0 else None
    field = place.vocabulary.fields.get((before[1] or "").lower()) if before else None
    name = field.name if field is not None and field.shape in {"figure", "date"} else "date"
    value = f"{_COMPARED.get(match[1], '')}{place.word[match.end() - place.at :]}"
    offer = f"{place.hyphen}{name}:{value}" if match[1] in _COMPARED and field is not None and field.name == name else ""
    message = f"{match[1]} needs a field and a colon before it, e.g. {name}:>=2024; put text with {match[1]} in quotation marks"
    return place.fault(message.replace("2024", "10") if name != "date" else message, place.at + len(place.word), offer)


def _joined(place: Place) -> QueryError | None:
    """``a|b``, ``a&b``, ``a,b`` and ``"a"|"b"``: words joined by a sign, which would be read as one run of words."""
    match = _CHAIN.match(place.text, place.at)
    chain = match[0] if match else ""
    stop = place.at + len(chain)
    # directly behind a phrase, the first sign may be one that joins; signs inside of phrases do not count
    begun = '"' if place.start == place.at > 0 and place.text[place.at - 1] == '"' else ""
    bare = begun + _PHRASE.sub(lambda found: f'"{"x" * (len(found[0]) - 2)}"', chain)
    if "|" in bare:
        return place.fault(_NO_OR, stop)
    joins = [found for found in _JOIN.finditer(bare) if not _BETWEEN_DIGITS.match(bare, max(found.start() - 1, 0))]
    if not joins or _is_name(bare):
        return None
    ends = [0, *(at - len(begun) for found in joins for at in found.span()), len(chain)]
    offer = " ".join(filter(None, (chain[max(low, 0) : max(high, 0)] for low, high in zip(ends[::2], ends[1::2], strict=True))))
    start = place.start
    if begun:
        start, offer = place.before, f"{place.text[place.before : place.start]} {offer}"
    itself = "put a text that has this sign in quotation marks"
    if sign := _CALLED.get(joins[0][0], ""):
        message = f"{sign} between words has no meaning; write a space, and all words must match, or {itself}"
    else:
        message = f"{joins[0][0]} is not needed: all words and clauses must match anyway; {itself}"
    return place.fault(message, stop, "" if place.hyphen else offer, start)


def _is_name(text: str) -> bool:
    """Whether a sign between words belongs to a name: ``AT&T``, ``R&D``, ``q&a``."""
    parts = re.split("[&+]", text)
    return len(parts) > 1 and "," not in text and max(map(len, parts)) <= (3 if text.isupper() else 2)


def _wildcard(place: Place) -> QueryError | None:
    """``*ypo``, ``t*o``: words match by their beginning, which is also what ``typ*`` means."""
    bare = place.word.rstrip("*")
    if "*" not in bare:
        return None
    begins = bare.partition("*")[0]
    offer = begins if words(begins) else bare.strip("*")
    return place.fault("* is not supported; words match by their beginning", place.at + len(place.word), place.hyphen + offer)


def _date_in_words(place: Place) -> QueryError | None:
    """``august 2024``, ``since June``: several words that name a time."""
    return dated(place, place.at)


LOOKS = (
    _operator, _sign_before, _enclosed, _parentheses, _quotation_marks, _comparison, _pointed, _no_field, _joined, _wildcard,
    _date_in_words,
)  # fmt: skip
"""The checks, in this order."""


def dated(place: Place, at: int, fewest: int = 2) -> QueryError | None:
    """A time in words at an offset, as many words as possible, with the clause for it."""
    stops: list[int] = []
    stop = at
    while len(stops) < _MOST_WORDS and (match := _BARE.match(place.text, stop)):
        stop = match.end()
        stops.append(stop)
    if len(stops) < fewest:
        return None
    from cttui.query import datewords

    period = dates.parse(place.vocabulary.period) if place.vocabulary.period else None
    length, value = datewords.leading(place.text[at:stop], period)
    if at + length < stops[fewest - 1]:
        return None
    return place.fault("write dates as a clause", at + length, f"{place.hyphen}date:{value}")


def ranged(place: Place, name: str, at: int, stop: int) -> QueryError | None:
    """``[1 TO 5]`` or ``1 to 5`` after a field's colon; the text up to ``stop`` has no space."""
    match = _RANGE.match(place.text, at)
    if match is None or match.end() <= stop:
        return None
    fault = place.fault("write a range with two dots", match.end(), f"{place.hyphen}{name}:{match[1]}..{match[2]}")
    return fault if fault.suggestion else None


def figured(place: Place, name: str, at: int, stop: int) -> QueryError | None:
    """A figure as people write it: ``1 000``, ``5-7``, ``5 or more``, ``=5``; the text up to ``stop`` has no space."""
    typed = place.text[at:stop]
    try:
        ranges(typed)
        is_range = True
    except ValueError:
        is_range = False
    for end in _extents(place.text, at):
        if end <= stop and is_range:
            break
        said = place.text[at:end]
        value = meant.figure(re.sub(rf"(?<=[|/;,]){re.escape(name)}:", "", said))
        if value and (offer := _offered(place, name, value)):
            message = f"'{shorten(said, 30)}' is not a number range"
            if is_range and (apart := said[len(typed) :].split()[0]).isdecimal():
                message = f"a number must not have a space in it; to search for {apart}, put it in quotation marks"
            return place.fault(message, end, offer)
    return None


def _extents(text: str, at: int) -> list[int]:
    """Where the words from an offset on end, the most words first."""
    ends: list[int] = []
    while len(ends) < meant.MOST_WORDS and (match := _TEXT.match(text, ends[-1] if ends else at)):
        ends.append(match.end())
    return ends[::-1]


def _offered(place: Place, name: str, value: meant.Value) -> str:
    """The clause of a field with a value, if it is a query as it is."""
    offer = f"{'-' if value.turned != bool(place.hyphen) else ''}{name}:{value.text}"
    return offer if place.reads(offer) == offer else ""


def almost_dated(place: Place, name: str, at: int, stop: int) -> QueryError | None:
    """A date in other signs, ``2024–05`` with a dash, and what is almost a range, ``2024-2025``."""
    typed = place.text[at:stop]
    value = meant.date(typed)
    offer = _offered(place, name, value) if value else ""
    if not offer:
        return None
    message = f"'{shorten(typed, 30)}' is not written as a date"
    if sign := meant.odd_sign(typed):
        message = f"write a date with plain digits and signs, without {sign}"
    elif value is not None and ".." in value.text and ".." not in typed:
        message = "write a range of dates with two dots"
    elif value is not None and value.text.startswith("[") and "[" not in typed:
        message = "write dates of which one is enough in square brackets"
    return place.fault(message, stop, offer)


def several(place: Place, name: str, at: int, typed: str) -> QueryError | None:
    """Values separated or negated by the syntax of other languages: ``attack|strike``, ``(a OR b)``, ``!attack``."""
    resolve = place.vocabulary.resolve
    stop = at + len(typed)
    if typed.startswith("(") and (close := place.text.find(")", at)) > 0:
        stop = close + 1
        parts = [part for part in re.split(r"[\s|,;]+", place.text[at + 1 : close]) if part not in {"", "OR", "or"}]
    else:
        parts = [part for part in re.split("[|;/+&]+", typed) if part]
    bare = typed.lstrip("=!<>:-~")
    if bare != typed and resolve(name, bare):
        turned = typed[0] in "!-" and not place.hyphen
        message = f"to exclude, put a hyphen before {name}" if turned else f"put the value directly after {name}:"
        return place.fault(message, stop, f"{'-' if turned else place.hyphen}{name}:{bare}")
    parts = [part.removeprefix(f"{name}:") for part in parts]
    if len(parts) > 1 and all(resolve(name, part) for part in parts):
        offer = ",".join(parts)
        before = place.text[place.start : at]
        return place.fault("separate values by commas", stop, f"{before}{offer}")
    return None


def parted(place: Place, name: str, at: int) -> QueryError | None:
    """A value separated by a space from the comma before it, which ends at an offset."""
    match = _PARTED.match(place.text, at)
    token = place.vocabulary.resolve(name, match[1]) if match else None
    if match is None or token is None:
        return None
    return QueryError("remove the space after the comma", at, match.end(), match[1])
