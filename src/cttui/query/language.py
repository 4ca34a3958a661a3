"""The language of the filter bar: an immutable query, as text and as a value.

A query is clauses that must all match. A clause is a word (a prefix, folded), an exact phrase, values of a field (any of
them), a span of dates, a range of figures, or a box on the map; a leading hyphen negates it::

    istehkam "apex committee" province:KP,BA -kind:report date:2024-03..2024-06 date!:2024 killed:>=10

Beside them it may say what the list is in order of: ``order:killed``.

``parse(query.text, vocabulary) == query`` holds for every query that ``parse`` returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cttui.errors import DateError, QueryError
from cttui.model import dates, geo
from cttui.query import hints
from cttui.query.clauses import (
    DATE,
    ORDERS,
    Alternatives,
    Box,
    Clause,
    Dates,
    Figures,
    Phrase,
    Query,
    Values,
    Word,
    quoted,
    written,
)
from cttui.query.fields import Field, Vocabulary
from cttui.query.figures import ranges
from cttui.query.sentences import describe
from cttui.text import key, nearest, seen, shorten, words

__all__ = [
    "DATE",
    "MAX_CLAUSES",
    "MAX_TEXT",
    "ORDERS",
    "Alternatives",
    "Box",
    "Clause",
    "Dates",
    "Figures",
    "Phrase",
    "Query",
    "Values",
    "Word",
    "describe",
    "parse",
    "quoted",
    "written",
]

_NAME = re.compile(r"([^\W\d][\w-]*)(!?):")
_BARE = re.compile(r'[^\s,"]+')
_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)


MAX_TEXT = 4_000
"""Longest query, in characters; forty lines of a terminal."""
MAX_CLAUSES = 200
"""The most clauses of a query; each is evaluated by itself."""


def parse(text: str, vocabulary: Vocabulary) -> Query:
    """Parse the bar's text.

    Raises:
        QueryError: A word is not a valid clause, or the text is too long; it gives the place and suggests the nearest.
    """
    if len(text) > MAX_TEXT:
        raise QueryError(f"this query has {len(text):,} characters; the limit is {MAX_TEXT:,}", MAX_TEXT, len(text))
    try:
        reader = _Reader(text, vocabulary)
        clauses = tuple(clause for clause, _, _ in reader.clauses() if clause is not None)
        found = Query(clauses, reader.order or DATE)
        if found.text != text:
            _hold(found, vocabulary, len(text))
    except QueryError as error:
        error.text = text
        raise
    if len(found.text) > MAX_TEXT:
        raise QueryError(f"written in full, this query exceeds the limit of {MAX_TEXT:,} characters", 0, len(text))
    return found


def _hold(found: Query, vocabulary: Vocabulary, length: int) -> None:
    """Make sure that a query is read again from its own text, in which the order is last and every figure is short.

    Raises:
        QueryError: Words that were apart mean something else side by side: ``march order:killed 2024``.
    """
    try:
        for _clause in _Reader(found.text, vocabulary).clauses():
            pass
    except QueryError as error:
        said = f"written in full, this is {shorten(found.text, 60)}; {error.message}"
        raise QueryError(said, 0, length) from None


def namesakes(typed: str, same: Iterable[str]) -> str:
    """That a name is that of several provinces, as a phrase."""
    return f"several provinces are called '{shorten(typed, 30)}': {', '.join(same)}"


class _Reader:
    """Parses clauses from left to right, tracking the position for errors."""

    def __init__(self, text: str, vocabulary: Vocabulary, at: int = 0, *, looks: bool = True, offers: bool = True) -> None:
        """Start at an offset.

        Args:
            text: The text of the bar.
            vocabulary: The fields and values there are.
            at: Where to start, in characters.
            looks: Whether text that looks like a clause but is not one is an error.
            offers: Whether such an error suggests the right clause.
        """
        self.text = text
        self.vocabulary = vocabulary
        self.at = at
        self.looks = looks
        self.offers = offers
        self.order = ""
        """What the list is to be in order of; empty if nothing was said of it yet."""
        self.before = -1
        """The start of the previous clause."""

    def clauses(self) -> Iterator[tuple[Clause | None, int, int]]:
        """Each clause with where it starts and stops; ``None`` for what says the order."""
        count = 0
        while self._skip_space():
            start = self.at
            count += 1
            if count > MAX_CLAUSES:
                raise QueryError(f"a query can have at most {MAX_CLAUSES} clauses", start, len(self.text))
            yield self._clause(), start, self.at
            self.before = start

    def _place(self, start: int, at: int) -> hints.Place:
        return hints.Place(self.text, start, at, self.before, self.vocabulary, self._other if self.offers else None, self._ends)

    def _other(self, text: str) -> Iterator[object]:
        """The clauses of a text to suggest."""
        return _Reader(text, self.vocabulary, offers=False).clauses()

    def _ends(self, at: int) -> int:
        """The end of the clause at an offset, whatever it looks like."""
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

    def _clause(self) -> Clause | None:
        start = self.at
        negated = self.text[self.at] == "-"
        if negated:
            self.at += 1
            if self.at == len(self.text) or self.text[self.at].isspace():
                raise QueryError("nothing to exclude after the hyphen", start, self.at)
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
            raise QueryError(f"{shorten(typed, 20) or 'the phrase'} has no letter or digit to search for", start, self.at)
        return typed

    def _quoted(self) -> str:
        start = self.at
        match = self._take(_QUOTED)
        if match is None:
            raise QueryError("this quotation mark is not closed", start, len(self.text))
        return re.sub(r"\\(.)", r"\1", match[1], flags=re.DOTALL)

    def _field(self, name: str, surely: bool, negated: bool, start: int) -> Clause | None:
        field = self.vocabulary.fields.get(name.lower())
        stop = self.at
        if field is None:
            raise self._unknown(name, negated, start, stop)
        if surely and field.shape != "date":
            place = self._place(start, start + negated)
            offer = f"{'' if negated else '-'}{field.name}:{place.rest(stop)}"
            raise place.fault("! works only with date, as in date!:2024-07", place.end(stop), offer)
        if self.at == len(self.text) or self.text[self.at].isspace():
            raise QueryError(f"a value is missing after {field.name}: ({field.help}), e.g. {field.example}", start, stop)
        if field.shape == "order":
            self._order(negated, start)
            return None
        if field.shape == "values":
            return Values(negated, field.name, tuple(dict.fromkeys(self._tokens(field, start))))
        return self._spanned(field, surely, negated, start)

    def _spanned(self, field: Field, surely: bool, negated: bool, start: int) -> Clause:
        """The clause of a field whose value is a span: of dates, of figures, or of degrees."""
        begin = self.at
        typed = self._take(_WORD)
        assert typed is not None  # noqa: S101 - a character that is no space stands here
        place = self._place(start, start + negated)
        if self.looks and (fault := hints.ranged(place, field.name, begin, self.at)):
            raise fault
        if field.shape == "figure":
            if self.looks and (fault := hints.figured(place, field.name, begin, self.at)):
                raise fault
            return self._figures(field, typed[0], negated, begin)
        if field.shape == "box":
            return Box(negated, geo.read(typed[0], begin))
        try:
            return self._dates(typed[0], surely, negated, begin)
        except QueryError:
            name = "date!" if surely else "date"
            almost = hints.almost_dated(place, name, begin, self.at) if self.looks else None
            words_for_it = almost or (hints.dated(place, begin, fewest=1) if self.looks else None)
            if words_for_it is None:
                raise
            raise words_for_it from None

    def _unknown(self, name: str, negated: bool, start: int, stop: int) -> QueryError:
        """What is wrong with a name before a colon that no field has."""
        close = self.vocabulary.nearest_field(name)
        if begins := hints.OTHER_NAMES.get(name.lower()):
            place = self._place(start, start + negated)
            other = place.fault(f"unknown field '{name}'", place.end(stop), f"{place.hyphen}{begins}{place.rest(stop)}")
            if other.suggestion:
                return other
        help_ = "" if close else "; put text with a colon in quotation marks"
        return QueryError(f"unknown field '{shorten(name, 30)}'{help_}", start + negated, stop - 1, close)

    def _order(self, negated: bool, start: int) -> None:
        """Take what the list is to be in order of, which is no clause."""
        begin = self.at
        match = self._take(_WORD)
        typed = match[0] if match else ""
        order = key(typed)
        bare = typed.strip('"').casefold()
        if order in ORDERS and bare != order:
            first = "the earliest" if order == DATE else "the most"
            message = f"an order has no sign and cannot be reversed: it lists {first} first"
            raise QueryError(message, start, self.at, f"order:{order}")
        if order not in ORDERS:
            message = f"unknown order '{shorten(typed, 30)}'; expected one of {', '.join(ORDERS)}"
            first, _, _ = order.partition(" ")
            raise QueryError(message, begin, self.at, nearest(order, ORDERS) or nearest(first, ORDERS))
        if negated:
            raise QueryError("an order cannot be excluded", start, self.at, f"order:{order}")
        if self.order:
            raise QueryError(f"a query can have only one order, and has order:{self.order} already", start, self.at)
        self.order = order

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
                message = f"a value of {field.name} is missing here, e.g. {field.example}"
                raise QueryError(message, start, max(self.at, start + 1))
            meant = self.vocabulary.meant(field.name, typed)
            token = meant[0] if meant else None
            if token is None or typed[0] in "!-(":
                place = self._place(clause, clause + (self.text[clause] == "-"))
                if self.looks and token != typed and (fault := hints.several(place, field.name, start, typed)):
                    raise fault
            if token is None:
                if field.name == "province" and (same := self.vocabulary.namesakes(field.name, typed)):
                    raise QueryError(namesakes(typed, map(written, same)), start, self.at)
                close = self.vocabulary.nearest_value(field.name, typed)
                raise QueryError(
                    f"unknown {field.name} '{shorten(typed, 30)}'", start, self.at, written(close) if close else ""
                )
            yield from meant
            if self.text[self.at : self.at + 1] != ",":
                break
            self.at += 1
        if self.at < len(self.text) and not self.text[self.at].isspace():
            raise QueryError("a space or comma is missing here", self.at, self.at + 1)

    def _dates(self, typed: str, surely: bool, negated: bool, start: int) -> Dates:
        try:
            low, high = dates.ends(typed)
            clause = Dates(negated, low, high, surely)
            first, last = clause.span
        except DateError as error:
            raise QueryError(str(error), start, self.at) from None
        if first > last:
            raise QueryError("the start is after the end", start, self.at)
        return clause

    def _figures(self, field: Field, typed: str, negated: bool, start: int) -> Figures | Alternatives:
        try:
            spans = tuple(Figures(negated, field.name, *span) for span in ranges(typed))
        except ValueError:
            shown, name = shorten(typed, 20), field.name
            message = f"'{shown}' is not a number range; write {name}:>=10, {name}:1..5 or {name}:6"
            if "," in typed:
                message += f", {name}:1,000 for a thousand, {name}:1.5 for one and a half, {name}:5,7 for five or seven"
            raise QueryError(message, start, self.at) from None
        if any(span.low > span.high or (span.high == 0 and span.high_open) for span in spans):
            raise QueryError("no number is in this range", start, self.at)
        if len(spans) == 1:
            return spans[0]
        return Alternatives(negated, field.name, tuple(replace(span, negated=False) for span in spans))
