"""What a few typed words may mean: events, and the provinces, parties, tags, threads and views that they can be kept to.

Words are prefixes, folded as the index folds them. The best come first: what begins with the words, then what has them
all in its name, then events that have them in their text; among equals, events go by date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cttui.errors import QueryError
from cttui.explore.views import NamedQuery, brief_date
from cttui.query.fields import Value
from cttui.query.language import Query, Values, Word, parse
from cttui.store.selection import Row
from cttui.store.sqlite import Index
from cttui.text import words

Kind = Literal["event", "province", "actor", "tag", "thread", "view"]

FIELDS: tuple[Kind, ...] = ("province", "actor", "tag", "thread")
"""The fields whose values are found."""
MOST_VALUES = 6
"""Values of one field, and views, that are found."""
_LOOKED_AT = 8
"""How many times more events are looked at for the best than are found."""


class Found(NamedTuple):
    """Something that typed words may mean."""

    kind: Kind
    token: str
    """What identifies it: an event's id, a field's token, a view's query."""
    label: str
    about: str
    """What it is, in a few words: ``event · 26 Mar 2024 · KP``."""
    closeness: float
    """How near its name is to the words, from 0 to 1."""


class Finder:
    """Finds in one timeline."""

    def __init__(self, index: Index) -> None:
        """Take the timeline's index; names are folded when first something is looked for."""
        self._index = index
        self._names: dict[Kind, list[tuple[Value, tuple[list[str], ...]]]] = {}

    def find(self, text: str, views: Sequence[NamedQuery], most: int) -> tuple[Found, ...]:
        """What a text may mean, at most so many events among them, the closest first."""
        asked = words(text)
        if not asked:
            return ()
        found = [*self._views(asked, views), *self._values(asked), *self._events(asked, most)]
        return tuple(sorted(found, key=lambda one: -one.closeness))

    def _views(self, asked: list[str], views: Sequence[NamedQuery]) -> Iterator[Found]:
        near = ((_closeness(asked, words(view.name)), view) for view in views)
        for closeness, view in sorted((pair for pair in near if pair[0]), key=lambda pair: -pair[0])[:MOST_VALUES]:
            try:
                count = self._count(parse(view.query, self._index.vocabulary))
            except QueryError:
                count = "no query of this timeline"
            yield Found("view", view.query, view.name, _about("view", count, view.whose), closeness)

    def _values(self, asked: list[str]) -> Iterator[Found]:
        for field in FIELDS:
            if field not in self._names:
                values = self._index.vocabulary.values[field]
                self._names[field] = [(v, tuple(map(words, dict.fromkeys((v.token, v.label, *v.aliases))))) for v in values]
            near = ((max(_closeness(asked, name) for name in names), value) for value, names in self._names[field])
            for closeness, value in sorted((pair for pair in near if pair[0]), key=lambda pair: -pair[0])[:MOST_VALUES]:
                count = self._count(Query((Values(False, field, (value.token,)),)))
                yield Found(field, value.token, value.label, _about(field, count), closeness)

    def _count(self, query: Query) -> str:
        count = self._index.select(query).count
        return f"{count:,} event{'s' if count != 1 else ''}"

    def _events(self, asked: list[str], most: int) -> Iterator[Found]:
        bits = self._index.select(Query(tuple(Word(False, word) for word in asked))).bits
        numbers = dict.fromkeys((*self._index.titled(asked, most), *bits[: most * _LOOKED_AT]))
        rows = ((_closeness(asked, words(row.title)) or 0.3, row) for row in self._index.rows_numbered(list(numbers)))
        for closeness, row in sorted(rows, key=lambda pair: -pair[0])[:most]:
            yield Found("event", row.id, row.title, _of_event(row), closeness * 0.9)


def _closeness(asked: list[str], name: list[str]) -> float:
    """1 for the name itself, less where it only begins so or has the words elsewhere, 0 where one is missing."""
    if asked == name:
        return 1.0
    if name[: len(asked) - 1] == asked[:-1] and len(name) >= len(asked) and name[len(asked) - 1].startswith(asked[-1]):
        return 0.9
    return 0.7 if all(any(word.startswith(start) for word in name) for start in asked) else 0.0


def _about(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _of_event(row: Row) -> str:
    return _about("event", brief_date(row.date), " ".join(row.provinces))
