"""What the filter bar says: an immutable query, whose text and value are two faces of one thing.

A query is clauses that must all hold. A clause is a word (a prefix, folded), an exact phrase, values of a field (any of
them), a span of dates, a range of figures, or a box on the map; a leading hyphen turns it round::

    istehkam "apex committee" province:KP,BA -kind:report date:2024-03..2024-06 date!:2024 killed:>=10

``parse(query.text, vocabulary) == query`` holds for every query that ``parse`` returns.
"""

from __future__ import annotations

import math
import re
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar

from cttui.errors import DateError, QueryError
from cttui.model import dates, geo
from cttui.model.claims import number
from cttui.query import hints
from cttui.query.fields import Field, Vocabulary
from cttui.text import seen, shorten, words

_NAME = re.compile(r"([^\W\d][\w-]*)(!?):")
_BARE = re.compile(r'[^\s,"]+')
_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_AMOUNT = re.compile(r"\d{1,15}|\d{1,12}\.\d{1,32}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,32})?")
"""A number whose thousands are set apart: ``1,000``; a comma that stands otherwise parts alternatives: ``5,7``."""


def quoted(text: str) -> str:
    """A text in quotation marks, as the query language writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(text: str) -> str:
    """A value as the query language writes it: bare, or in quotation marks where it must be."""
    return text if _BARE.fullmatch(text) else quoted(text)


@dataclass(frozen=True, slots=True)
class Clause:
    """What every clause has: it can be turned round."""

    negated: bool

    @property
    def text(self) -> str:
        """The clause as the bar writes it."""
        return ("-" if self.negated else "") + self.body

    @property
    @abstractmethod
    def body(self) -> str:
        """The clause without its hyphen."""


@dataclass(frozen=True, slots=True)
class Word(Clause):
    """A word as typed; every one of its folded words must occur next to each other, the last as a prefix."""

    typed: str

    @property
    def body(self) -> str:
        return self.typed


@dataclass(frozen=True, slots=True)
class Phrase(Clause):
    """Words that must occur next to each other, whole."""

    typed: str

    @property
    def body(self) -> str:
        return quoted(self.typed)


@dataclass(frozen=True, slots=True)
class Values(Clause):
    """Any of some values of a field, by their tokens."""

    field: str
    tokens: tuple[str, ...]

    @property
    def body(self) -> str:
        return f"{self.field}:{','.join(map(written, self.tokens))}"


@dataclass(frozen=True, slots=True)
class Dates(Clause):
    """A span of days; an event matches when it possibly lies within, or ``surely``."""

    low: str
    """EDTF; empty where the span has no start."""
    high: str
    """EDTF; empty where the span has no end."""
    surely: bool = False

    field: ClassVar[str] = "date"

    @property
    def body(self) -> str:
        name = "date!" if self.surely else "date"
        if self.low and self.high:
            return f"{name}:{self.low}" if self.low == self.high else f"{name}:{self.low}..{self.high}"
        return f"{name}:>={self.low}" if self.low else f"{name}:<={self.high}"

    @property
    def span(self) -> tuple[int, int]:
        """First and last day, both included."""
        first = dates.parse(self.low).earliest if self.low else dates.FIRST_DAY
        last = dates.parse(self.high).latest if self.high else dates.LAST_DAY
        return first, last

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The span, or its parts where a set or a mask (``date:{2020,2024}``) leaves days between them out."""
        return dates.parse(self.low).runs if self.low and self.low == self.high else (self.span,)


@dataclass(frozen=True, slots=True)
class Figures(Clause):
    """A range of numbers of a measure; an event matches when some claim possibly lies within."""

    field: str
    low: float
    """Lowest number; 0 where there is no lower end."""
    high: float
    """Highest number; infinite where there is no upper end."""
    low_open: bool = False
    """Whether ``low`` itself is left out."""
    high_open: bool = False
    """Whether ``high`` itself is left out."""

    @property
    def body(self) -> str:
        low, high = _plain(self.low), _plain(self.high)
        if self.low == self.high:
            return f"{self.field}:{low}"
        if math.isinf(self.high):
            return f"{self.field}:{'>' if self.low_open else '>='}{low}"
        if self.low == 0 and not self.low_open:
            return f"{self.field}:{'<' if self.high_open else '<='}{high}"
        return f"{self.field}:{low}..{high}"

    @property
    def span(self) -> str:
        """The range as it stands among alternatives: with dots, since there no sign of comparison is taken."""
        low, high = _plain(self.low), _plain(self.high)
        return low if low == high else f"{low}..{high}"


@dataclass(frozen=True, slots=True)
class Alternatives(Clause):
    """Any of two or more ranges of one measure."""

    field: str
    options: tuple[Figures, ...]
    """None of them negated, and no two the same."""

    @property
    def body(self) -> str:
        spans = [span.span for span in self.options]
        with suppress(ValueError):
            _span_of_figures("", ",".join(spans))
            # what would be read as one number, 5,100, is no 5 or 100
            spans = [span if "." in span.rpartition("..")[2] else f"{span}.0" for span in spans]
        return f"{self.field}:{','.join(spans)}"


@dataclass(frozen=True, slots=True)
class Box(Clause):
    """A box of degrees; an event matches when its coordinates lie inside."""

    area: geo.Area

    field: ClassVar[str] = "bbox"

    @property
    def body(self) -> str:
        return f"bbox:{self.area.text}"


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses that must all hold; none at all is every event."""

    clauses: tuple[Clause, ...] = ()

    @property
    def text(self) -> str:
        """The query as the bar writes it."""
        return " ".join(clause.text for clause in self.clauses)

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def chosen(self, field: str) -> frozenset[str]:
        """The values of a field that some clause asks for."""
        return frozenset(token for clause in self._values(field, False) for token in clause.tokens)

    def excluded(self, field: str) -> frozenset[str]:
        """The values of a field that some clause leaves out."""
        return frozenset(token for clause in self._values(field, True) for token in clause.tokens)

    def toggle(self, field: str, token: str) -> Query:
        """Ask for a value, or no longer where it is asked for; a value that was left out is let in again."""
        if token in self.chosen(field):
            return self.dropping(field, token, negated=False)
        return self.dropping(field, token, negated=True).adding(field, token, negated=False)

    def exclude(self, field: str, token: str) -> Query:
        """Leave a value out, or no longer where it is left out."""
        if token in self.excluded(field):
            return self.dropping(field, token, negated=True)
        return self.dropping(field, token, negated=False).adding(field, token, negated=True)

    def only(self, field: str, token: str) -> Query:
        """Ask for this value of a field alone; other values left out stay so."""
        return self.without_chosen(field).dropping(field, token, negated=True).adding(field, token, negated=False)

    def without_chosen(self, field: str) -> Query:
        """Ask for no value of a field; values left out stay so."""
        return Query(tuple(c for c in self.clauses if not (isinstance(c, Values) and c.field == field and not c.negated)))

    def without(self, field: str) -> Query:
        """The query without any clause on a field."""
        return Query(tuple(clause for clause in self.clauses if getattr(clause, "field", None) != field))

    @property
    def windows(self) -> tuple[Dates, ...]:
        """The clauses that ask for a span of days."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Dates) and not clause.negated)

    def within(self, low: str, high: str, *, surely: bool = False) -> Query:
        """Ask for one span of days in the place of those asked for; both ends empty ask for none."""
        wanted = [Dates(False, low, high, surely)] if low or high else []
        kept: list[Clause] = []
        for clause in self.clauses:
            if isinstance(clause, Dates) and not clause.negated:
                kept += wanted
                wanted = []
            else:
                kept.append(clause)
        return Query((*kept, *wanted))

    def boxed(self, area: geo.Area) -> Query:
        """Ask for a box in the place of any that is asked for; boxes left out stay so."""
        kept = tuple(clause for clause in self.clauses if not (isinstance(clause, Box) and not clause.negated))
        return Query((*kept, Box(False, area)))

    def _values(self, field: str, negated: bool) -> Iterator[Values]:
        for clause in self.clauses:
            if isinstance(clause, Values) and clause.field == field and clause.negated == negated:
                yield clause

    def dropping(self, field: str, token: str, *, negated: bool) -> Query:
        """The query with a value no longer asked for (or left out, where ``negated``)."""
        kept: list[Clause] = []
        for clause in self.clauses:
            if isinstance(clause, Values) and (clause.field, clause.negated) == (field, negated) and token in clause.tokens:
                tokens = tuple(other for other in clause.tokens if other != token)
                if tokens:
                    kept.append(replace(clause, tokens=tokens))
            else:
                kept.append(clause)
        return Query(tuple(kept))

    def adding(self, field: str, token: str, *, negated: bool) -> Query:
        """The query with a value asked for (or left out, where ``negated``) beside those that are."""
        clauses = list(self.clauses)
        for index, clause in enumerate(clauses):
            if isinstance(clause, Values) and (clause.field, clause.negated) == (field, negated):
                clauses[index] = replace(clause, tokens=(*clause.tokens, token))
                return Query(tuple(clauses))
        return Query((*clauses, Values(negated, field, (token,))))


# -- reading ---------------------------------------------------------------------------------------------------------


MAX_TEXT = 4_000
"""Longest query, in characters; forty lines of a terminal."""
MAX_CLAUSES = 200
"""Most clauses of a query; each is answered by itself."""


def parse(text: str, vocabulary: Vocabulary) -> Query:
    """Read what the bar says.

    Raises:
        QueryError: Some word is no clause, or the text is too long; it points at the place and offers the nearest right one.
    """
    if len(text) > MAX_TEXT:
        raise QueryError(f"a query has at most {MAX_TEXT:,} characters and this one {len(text):,}", MAX_TEXT, len(text))
    try:
        found = Query(tuple(clause for clause, _, _ in _Reader(text, vocabulary).clauses()))
    except QueryError as error:
        error.text = text
        raise
    if len(found.text) > MAX_TEXT:
        raise QueryError(f"written out, this query has more than {MAX_TEXT:,} characters", 0, len(text))
    return found


class _Reader:
    """Reads clauses from left to right, keeping the place for errors."""

    def __init__(self, text: str, vocabulary: Vocabulary, at: int = 0, *, looks: bool = True, offers: bool = True) -> None:
        """Begin at an offset.

        Args:
            text: What the bar says.
            vocabulary: The fields and values there are.
            at: Where to begin, in characters.
            looks: Whether what looks like a clause and is none is a fault.
            offers: Whether such a fault comes with the right clause.
        """
        self.text = text
        self.vocabulary = vocabulary
        self.at = at
        self.looks = looks
        self.offers = offers
        self.before = -1
        """Where the clause before this one begins."""

    def clauses(self) -> Iterator[tuple[Clause, int, int]]:
        count = 0
        while self._skip_space():
            start = self.at
            count += 1
            if count > MAX_CLAUSES:
                raise QueryError(f"a query has at most {MAX_CLAUSES} clauses", start, len(self.text))
            yield self._clause(), start, self.at
            self.before = start

    def _place(self, start: int, at: int) -> hints.Place:
        return hints.Place(self.text, start, at, self.before, self.vocabulary, self._other if self.offers else None, self._ends)

    def _other(self, text: str) -> Iterator[tuple[Clause, int, int]]:
        """The clauses of a text that is about to be offered."""
        return _Reader(text, self.vocabulary, offers=False).clauses()

    def _ends(self, at: int) -> int:
        """Where the clause that begins at an offset ends, whatever it looks like."""
        clauses = _Reader(self.text, self.vocabulary, at, looks=False, offers=False).clauses()
        return next((stop for _, _, stop in clauses), at)

    def _skip_space(self) -> bool:
        while self.at < len(self.text) and (self.text[self.at].isspace() or not seen(self.text[self.at])):
            self.at += 1
        return self.at < len(self.text)

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        match = pattern.match(self.text, self.at)
        if match:
            self.at = match.end()
        return match

    def _clause(self) -> Clause:
        start = self.at
        negated = self.text[self.at] == "-"
        if negated:
            self.at += 1
            if self.at == len(self.text) or self.text[self.at].isspace():
                raise QueryError("say after the hyphen what to leave out", start, self.at)
        if self.text[self.at] == '"':
            return Phrase(negated, self._needs_words(self._quoted(), start))
        if name := self._take(_NAME):
            return self._field(name[1], bool(name[2]), negated, start)
        if self.looks and (fault := hints.look(self._place(start, self.at))):
            raise fault
        typed = self._take(_WORD)
        assert typed is not None  # noqa: S101 - a character that is no space stands here
        return Word(negated, self._needs_words(typed[0], start))

    def _needs_words(self, typed: str, start: int) -> str:
        if not words(typed):
            raise QueryError(
                f"there is no letter or digit in {shorten(typed, 20) or 'the quotation marks'} to look for", start, self.at
            )
        return typed

    def _quoted(self) -> str:
        start = self.at
        match = self._take(_QUOTED)
        if match is None:
            raise QueryError("this quotation mark is not closed", start, len(self.text))
        return re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL)

    def _field(self, name: str, surely: bool, negated: bool, start: int) -> Clause:
        field = self.vocabulary.fields.get(name.lower())
        stop = self.at
        if field is None:
            close = self.vocabulary.nearest_field(name)
            if not close and (begins := hints.OTHER_NAMES.get(name.lower())):
                place = self._place(start, start + negated)
                other = place.fault(f"there is no field '{name}'", place.end(stop), f"{place.hyphen}{begins}{place.rest(stop)}")
                if other.suggestion:
                    raise other
            help_ = "" if close else "; put a text with a colon in quotation marks"
            raise QueryError(f"there is no field '{shorten(name, 30)}'{help_}", start + negated, stop - 1, close)
        if surely and field.shape != "date":
            raise QueryError("only date!: asks for what surely holds", start + negated, stop, field.name)
        if self.at == len(self.text) or self.text[self.at].isspace():
            raise QueryError(f"say after {field.name}: {field.help}, as {field.example}", start, stop)
        if field.shape == "values":
            return Values(negated, field.name, tuple(dict.fromkeys(self._tokens(field, start))))
        begin = self.at
        typed = self._take(_WORD)
        assert typed is not None  # noqa: S101 - a character that is no space stands here
        place = self._place(start, start + negated)
        if self.looks and (fault := hints.ranged(place, field.name, begin, self.at)):
            raise fault
        try:
            if field.shape == "date":
                return self._dates(typed[0], surely, negated, begin)
            if field.shape == "box":
                return Box(negated, geo.read(typed[0], begin))
            return self._figures(field, typed[0], negated, begin)
        except QueryError:
            words_for_it = hints.dated(place, begin, fewest=1) if self.looks and field.shape == "date" else None
            if words_for_it is None:
                raise
            raise words_for_it from None

    def _tokens(self, field: Field, clause: int) -> Iterator[str]:
        while True:
            start = self.at
            if self.text[self.at : self.at + 1] == '"':
                typed = self._quoted()
            else:
                bare = self._take(_BARE)
                typed = bare[0] if bare else ""
            if not typed:
                if self.looks and (fault := hints.parted(self._place(clause, clause), field.name, start)):
                    raise fault
                raise QueryError(f"a value of {field.name} is missing here, as {field.example}", start, max(self.at, start + 1))
            token = self.vocabulary.resolve(field.name, typed)
            if token is None or typed[0] in "!-(":
                place = self._place(clause, clause + (self.text[clause] == "-"))
                if self.looks and token != typed and (fault := hints.several(place, field.name, start, typed)):
                    raise fault
            if token is None:
                close = self.vocabulary.nearest_value(field.name, typed)
                raise QueryError(
                    f"there is no {field.name} '{shorten(typed, 30)}'", start, self.at, written(close) if close else ""
                )
            yield token
            if self.text[self.at : self.at + 1] != ",":
                break
            self.at += 1
        if self.at < len(self.text) and not self.text[self.at].isspace():
            raise QueryError("a space or a comma is missing here", self.at, self.at + 1)

    def _dates(self, typed: str, surely: bool, negated: bool, start: int) -> Dates:
        try:
            low, high = dates.ends(typed)
            clause = Dates(negated, low, high, surely)
            first, last = clause.span
        except DateError as error:
            raise QueryError(str(error), start, self.at) from None
        if first > last:
            raise QueryError("this span ends before it starts", start, self.at)
        return clause

    def _figures(self, field: Field, typed: str, negated: bool, start: int) -> Figures | Alternatives:
        try:
            spans = _spans(field.name, typed)
        except ValueError:
            shown, name = shorten(typed, 20), field.name
            message = f"'{shown}' is no range of numbers; write {name}:>=10, {name}:1..5 or {name}:6"
            if "," in typed:
                message += f", {name}:1,000 for a thousand, {name}:1.5 for one and a half, {name}:5,7 for five or seven"
            raise QueryError(message, start, self.at) from None
        if any(span.low > span.high or (span.high == 0 and span.high_open) for span in spans):
            raise QueryError("no number lies in this range", start, self.at)
        return replace(spans[0], negated=negated) if len(spans) == 1 else Alternatives(negated, field.name, spans)


def _spans(measure: str, typed: str) -> tuple[Figures, ...]:
    """The ranges that a figure clause asks for: one, or numbers and spans that commas part.

    Raises:
        ValueError: The text is neither.
    """
    try:
        return (_span_of_figures(measure, typed),)
    except ValueError:
        parts = typed.split(",")
        # a comma after a comparison is somebody's decimal comma; the same goes for what begins with a 0 that counts nothing
        if "<" in typed or ">" in typed or any(re.match(r"0\d", end) for part in parts for end in part.split("..")):
            raise
        return tuple(dict.fromkeys(_span_of_figures(measure, part) for part in parts))


def _span_of_figures(measure: str, typed: str) -> Figures:
    """One range: a number, a comparison with one, or two ends of which one may be missing.

    Raises:
        ValueError: The text is none of these.
    """
    if match := re.fullmatch(r"(>=|>|<=|<)(.*)", typed):
        amount = _amount(match[2])
        if match[1][0] == ">":
            return Figures(False, measure, amount, math.inf, low_open=match[1] == ">")
        return Figures(False, measure, 0.0, amount, high_open=match[1] == "<")
    first, dots, last = typed.partition("..")
    if not dots:
        return Figures(False, measure, _amount(typed), _amount(typed))
    low = _amount(first) if first or not last else 0.0
    return Figures(False, measure, low, _amount(last) if last else math.inf)


def _plain(amount: float) -> str:
    """A number as the language writes it; empty where there is no end."""
    return number(amount).replace(",", "") if math.isfinite(amount) else ""


def _amount(text: str) -> float:
    """A number, its thousands set apart or not.

    Raises:
        ValueError: The text is none.
    """
    plain = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _AMOUNT.fullmatch(plain):
        raise ValueError(text)
    return float(plain)


# -- in words --------------------------------------------------------------------------------------------------------


def describe(query: Query, vocabulary: Vocabulary) -> str:
    """The query as a sentence's end: ``in Khyber Pakhtunkhwa, not of kind report, possibly in March 2024``."""
    return ", ".join(_sentence(clause, vocabulary) for clause in query.clauses)


def _sentence(clause: Clause, vocabulary: Vocabulary) -> str:
    turn = "not " if clause.negated else ""
    match clause:
        case Word(typed=typed):
            return f"{'without' if clause.negated else 'with'} {typed}…"
        case Phrase(typed=typed):
            return f"{'without' if clause.negated else 'with'} “{typed}”"
        case Values(field=field, tokens=tokens):
            labels = " or ".join(vocabulary.label(field, token) for token in tokens)
            return turn + vocabulary.fields[field].phrase.format(labels)
        case Dates():
            return f"{turn}{'surely' if clause.surely else 'possibly'} {_span(clause)}"
        case Box(area=area):
            return f"{turn}inside {area.words}"
        case Figures(field=field):
            return turn + vocabulary.fields[field].phrase.format(_range(clause))
        case Alternatives(field=field, options=options):
            return turn + vocabulary.fields[field].phrase.format(" or ".join(map(_range, options)))
    raise AssertionError(clause)


def _span(clause: Dates) -> str:
    if clause.low == clause.high:
        when = dates.parse(clause.low)
        if when.is_interval and (when.start.is_missing or when.end.is_missing):
            return dates.describe(when)
        on = when.start.precision == "day" and not (when.is_interval or when.members)
        return f"{'on' if on else 'in'} {dates.describe(when)}"
    start = dates.describe(dates.parse(clause.low)) if clause.low else ""
    end = dates.describe(dates.parse(clause.high)) if clause.high else ""
    return f"from {start} to {end}" if start and end else f"from {start} on" if start else f"until {end}"


def _range(clause: Figures) -> str:
    if clause.low == clause.high:
        return number(clause.low)
    if math.isinf(clause.high):
        return f"more than {number(clause.low)}" if clause.low_open else f"{number(clause.low)} or more"
    if clause.low == 0 and not clause.low_open:
        return f"fewer than {number(clause.high)}" if clause.high_open else f"{number(clause.high)} or fewer"
    return f"{number(clause.low)} to {number(clause.high)}"
