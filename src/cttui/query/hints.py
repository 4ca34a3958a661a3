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
from cttui.query.fields import Vocabulary
from cttui.text import shorten, words

_SIGN = re.compile(
    r"""([^\W\d][\w-]*+)(\s*+)(>=|=>|<=|=<|==|!=|<>|[≥≤≠=<>:\uff1a\uff1c-\uff1e])\s*+("(?:[^"\\]|\\.)*+"|\S*+)""", re.DOTALL
)
"""A name, a sign of comparison and a value, as other languages write a clause, in full-width signs too."""
_ENCLOSED = re.compile(r"(NOT(?=[(\[{]))?+([(\[{\uff08\uff3b~\u00ac!+-]++)([^\W\d][\w-]*+)[:\uff1a](\S*+)")
"""A clause in brackets, or behind signs that other languages exclude by."""
_EXCLUDING, _BRACKETS = "~\u00ac!-", ")]}\uff09\uff3d"
_RANGE = re.compile(r"[\[{(]?\s*+([^\s\[\]{}()]++)\s++(?:TO|to|AND|and)\s++([^\s\[\]{}()]++)\s*+[\]})]?")
_WORD = re.compile(r"\S+")
_SPACE = re.compile(r"\s*")
_PARTED = re.compile(r"\s++([^\s,\"]++)")
_BARE = re.compile(r"\s*([^\s:\"()]++)")
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
"""Dashes and minus signs that editors substitute for a hyphen."""
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

    def fault(self, message: str, stop: int, offer: str = "", start: int | None = None) -> QueryError:
        """The error for the clause, with the suggestion if it is a query."""
        return QueryError(message, self.start if start is None else start, stop, self.reads(offer) if offer else "")


def look(place: Place) -> QueryError | None:
    """The error of a word that looks like a clause; ``None`` if it is just a word."""
    return next((fault for find in LOOKS if (fault := find(place)) is not None), None)


def _operator(place: Place) -> QueryError | None:
    """``AND``, ``OR`` and ``NOT``, in capitals or as signs."""
    word, stop = place.word, place.at + len(place.word)
    if word not in {"AND", "OR", "NOT", "&&", "||", "&", "|"}:
        return None
    begin = stop + len(_SPACE.match(place.text, stop)[0])  # type: ignore[index]  # matches everywhere
    follows = place.text[begin : place.end(begin)] if begin < len(place.text) else ""
    if not follows:
        return place.fault(f"{word} has nothing to join; to search for the word, put it in quotation marks", stop)
    end = begin + len(follows)
    if word == "NOT":
        offer = "" if place.hyphen else follows.removeprefix("-") if follows.startswith("-") else f"-{follows}"
        return place.fault("NOT is not supported; use a hyphen to exclude", end, offer)
    first = place.text[place.before : place.start].rstrip() if place.before >= 0 else ""
    if word in {"AND", "&&", "&"}:
        offer = f"{first} {follows}".strip()
        return place.fault(f"{word} is not needed: all words and clauses must match anyway", end, offer, max(place.before, 0))
    field, colon, values = first.partition(":")
    offer = ""
    if colon and not first.startswith("-"):
        other = follows.removeprefix(f"{field}:")
        offer = f"{field}:{values},{other}" if ":" not in other else ""
    message = "OR between words is not supported; separate values of one field by commas, e.g. kind:attack,operation"
    return place.fault(message, end, offer, place.before) if offer and place.reads(offer) else place.fault(message, stop)


def _sign_before(place: Place) -> QueryError | None:
    """``!word``, ``+word``, and a hyphen turned into a dash by an editor."""
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
    if field is None:
        if space or not value:
            return None
        close = place.vocabulary.nearest_field(name)
        if not close:
            message = f"unknown field '{shorten(name, 30)}'; put text with {sign} in quotation marks"
            return place.fault(message, match.end())
        field = place.vocabulary.fields[close]
    turned = (sign in {"!=", "<>", "≠"}) != bool(place.hyphen)
    compared = _COMPARED.get(sign, "") if field.shape in {"date", "figure"} else ""
    offer = f"{'-' if turned else ''}{field.name}:{compared}{value}" if value else ""
    return place.fault(f"{field.name} must be followed directly by a colon, e.g. {field.example}", match.end(), offer)


def _either(place: Place) -> QueryError | None:
    """``a|b``: one or the other."""
    if "|" not in place.word.strip("|"):
        return None
    message = "OR between words is not supported; separate values of one field by commas, e.g. kind:attack,operation"
    return place.fault(message, place.at + len(place.word))


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


LOOKS = (_operator, _sign_before, _enclosed, _parentheses, _quotation_marks, _comparison, _either, _wildcard, _date_in_words)
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
