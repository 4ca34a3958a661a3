"""A query as a value: clauses that must all match, and how each is written."""

from __future__ import annotations

import math
import re
from abc import abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from cttui.lazy import dataclass
from cttui.model import dates, geo
from cttui.model.claims import number
from cttui.query.figures import one_range

_BARE = re.compile(r'[^\s,"]+')


def quoted(text: str) -> str:
    """A text in quotation marks, as the query language writes it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written(text: str) -> str:
    """A value as the query language writes it: bare, or in quotation marks if necessary."""
    return text if _BARE.fullmatch(text) else quoted(text)


ORDERS = {
    "date": "",
    "killed": "most killed first",
    "sources": "most sources first",
    "disputes": "most disputes first",
}
"""The orders of the list, with their words in a sentence; the first is the default."""
DATE = next(iter(ORDERS))


@dataclass(frozen=True, slots=True)
class Clause:
    """The base of all clauses: a clause can be negated."""

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
    """A span of days; an event matches if it is possibly within, or certainly (``surely``)."""

    low: str
    """EDTF; empty if the span has no start."""
    high: str
    """EDTF; empty if the span has no end."""
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
        """First and last day, inclusive."""
        first = dates.parse(self.low).earliest if self.low else dates.FIRST_DAY
        last = dates.parse(self.high).latest if self.high else dates.LAST_DAY
        return first, last

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The span, or its parts if a set or a mask (``date:{2020,2024}``) leaves gaps."""
        return dates.parse(self.low).runs if self.low and self.low == self.high else (self.span,)


@dataclass(frozen=True, slots=True)
class Figures(Clause):
    """A range of numbers of a measure; an event matches if some claim is possibly within."""

    field: str
    low: float
    """Lowest number; 0 if there is no lower end."""
    high: float
    """Highest number; infinite if there is no upper end."""
    low_open: bool = False
    """Whether ``low`` itself is excluded."""
    high_open: bool = False
    """Whether ``high`` itself is excluded."""

    @property
    def body(self) -> str:
        low, high = plain(self.low), plain(self.high)
        if self.low == self.high:
            return f"{self.field}:{low}"
        if math.isinf(self.high):
            return f"{self.field}:{'>' if self.low_open else '>='}{low}"
        if self.low == 0 and not self.low_open:
            return f"{self.field}:{'<' if self.high_open else '<='}{high}"
        return f"{self.field}:{low}..{high}"

    @property
    def span(self) -> str:
        """The range as written among alternatives: with dots, since comparison signs are not allowed there."""
        low, high = plain(self.low), plain(self.high)
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
            one_range(",".join(spans))
            # 5,100 would be read as one number, not as 5 or 100
            spans = [span if "." in span.rpartition("..")[2] else f"{span}.0" for span in spans]
        return f"{self.field}:{','.join(spans)}"


@dataclass(frozen=True, slots=True)
class Box(Clause):
    """A box of degrees; an event matches if its coordinates are inside."""

    area: geo.Area

    field: ClassVar[str] = "bbox"

    @property
    def body(self) -> str:
        return f"bbox:{self.area.text}"


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses that must all hold, none at all is every event; and what the events are listed in order of."""

    clauses: tuple[Clause, ...] = ()
    order: str = DATE
    """One of ``ORDERS``; events that are alike in it are listed by date."""

    @property
    def text(self) -> str:
        """The query as the bar writes it, its order last."""
        return " ".join((*(clause.text for clause in self.clauses), *([f"order:{self.order}"] if self.order != DATE else [])))

    def __bool__(self) -> bool:
        """Whether it filters."""
        return bool(self.clauses)

    @property
    def unfiltered(self) -> Query:
        """All events in the same order."""
        return self.of(())

    def listed(self, order: str) -> Query:
        """The same events in another order."""
        return Query(self.clauses, order)

    def of(self, clauses: Iterable[Clause]) -> Query:
        """Other clauses in the same order."""
        return Query(tuple(clauses), self.order)

    def chosen(self, field: str) -> frozenset[str]:
        """The values of a field that clauses include."""
        return frozenset(token for clause in self._values(field, False) for token in clause.tokens)

    def excluded(self, field: str) -> frozenset[str]:
        """The values of a field that clauses exclude."""
        return frozenset(token for clause in self._values(field, True) for token in clause.tokens)

    def toggle(self, field: str, token: str) -> Query:
        """Add a value, or remove it if it is there; an excluded value is no longer excluded."""
        if token in self.chosen(field):
            return self.dropping(field, token, negated=False)
        return self.dropping(field, token, negated=True).adding(field, token, negated=False)

    def exclude(self, field: str, token: str) -> Query:
        """Exclude a value, or include it again if it is excluded."""
        if token in self.excluded(field):
            return self.dropping(field, token, negated=True)
        return self.dropping(field, token, negated=False).adding(field, token, negated=True)

    def only(self, field: str, token: str) -> Query:
        """Filter by this value of a field alone; other excluded values stay excluded."""
        return self.without_chosen(field).dropping(field, token, negated=True).adding(field, token, negated=False)

    def without_chosen(self, field: str) -> Query:
        """Remove all values of a field; excluded values stay excluded."""
        return self.of(c for c in self.clauses if not (isinstance(c, Values) and c.field == field and not c.negated))

    def without(self, field: str) -> Query:
        """The query without any clause on a field."""
        return self.of(clause for clause in self.clauses if getattr(clause, "field", None) != field)

    @property
    def windows(self) -> tuple[Dates, ...]:
        """The clauses for spans of days."""
        return tuple(clause for clause in self.clauses if isinstance(clause, Dates) and not clause.negated)

    def within(self, low: str, high: str, *, surely: bool = False) -> Query:
        """Replace all spans of days by one; both ends empty remove them."""
        wanted = [Dates(False, low, high, surely)] if low or high else []
        kept: list[Clause] = []
        for clause in self.clauses:
            if isinstance(clause, Dates) and not clause.negated:
                kept += wanted
                wanted = []
            else:
                kept.append(clause)
        return self.of((*kept, *wanted))

    def boxed(self, area: geo.Area) -> Query:
        """Replace any box by another; excluded boxes stay excluded."""
        kept = tuple(clause for clause in self.clauses if not (isinstance(clause, Box) and not clause.negated))
        return self.of((*kept, Box(False, area)))

    def _values(self, field: str, negated: bool) -> Iterator[Values]:
        for clause in self.clauses:
            if isinstance(clause, Values) and clause.field == field and clause.negated == negated:
                yield clause

    def dropping(self, field: str, token: str, *, negated: bool) -> Query:
        """The query without a value (or, if ``negated``, without its exclusion)."""
        kept: list[Clause] = []
        for clause in self.clauses:
            if isinstance(clause, Values) and (clause.field, clause.negated) == (field, negated) and token in clause.tokens:
                tokens = tuple(other for other in clause.tokens if other != token)
                if tokens:
                    kept.append(replace(clause, tokens=tokens))
            else:
                kept.append(clause)
        return self.of(kept)

    def adding(self, field: str, token: str, *, negated: bool) -> Query:
        """The query with another value (or, if ``negated``, another exclusion)."""
        clauses = list(self.clauses)
        for index, clause in enumerate(clauses):
            if isinstance(clause, Values) and (clause.field, clause.negated) == (field, negated):
                clauses[index] = replace(clause, tokens=(*clause.tokens, token))
                return self.of(clauses)
        return self.of((*clauses, Values(negated, field, (token,))))


def plain(amount: float) -> str:
    """A number as the language writes it; empty for an open end."""
    return number(amount).replace(",", "") if math.isfinite(amount) else ""
