"""What a few typed words may mean: events, and the values and views that they can be kept to.

The values are provinces, parties, tags, threads and sources, these by their headline or the words of their address.

Words are prefixes, folded as the index folds them. The best match comes first: names that begin with the words, then names that
contain them all, then events with them in their text; equal matches are sorted by date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from cttui.errors import QueryError
from cttui.explore.detail import brief_date
from cttui.explore.header import NamedQuery
from cttui.query.language import Query, Values, Word, parse
from cttui.store.index import Ask, Index
from cttui.store.parts import Row
from cttui.store.wants import Counted, Rows, Titled
from cttui.text import numbered, words

Kind = Literal["event", "province", "actor", "tag", "thread", "source", "view"]

FIELDS: tuple[Kind, ...] = ("province", "actor", "tag", "thread", "source")
"""The fields whose values are searched."""
MOST_VALUES = 6
"""The most values of one field, or views, to return."""
_LOOKED_AT = 8
"""How many times more events are considered than returned."""


class Found(NamedTuple):
    """Something that typed words may mean."""

    kind: Kind
    token: str
    """What identifies it: an event's id, a field's token, a view's query."""
    label: str
    about: str
    """What it is, in a few words: ``event · 26 Mar 2024 · KP``."""
    closeness: float
    """The score of its name for the words, from 0 to 1."""


class Finder:
    """Finds in one timeline."""

    def __init__(self, index: Index) -> None:
        """Take the timeline's index; its vocabulary folds names on the first search."""
        self._index = index

    def find(self, text: str, views: Sequence[NamedQuery], most: int) -> tuple[Found, ...]:
        """What a text may mean, with events up to a limit, best match first."""
        asked = words(text)
        if not asked:
            return ()
        named = [*self._views(asked, views), *self._values(asked)]
        counted = Counted(tuple(query for _, query in named if query is not None))
        titled, told = Titled(tuple(asked), most), Rows(0, most * _LOOKED_AT)
        answer = self._index.answer(Ask(Query(tuple(Word(False, word) for word in asked)), (counted, titled, told)))
        counts = dict(zip(counted.queries, answer[counted], strict=True))
        found = [
            one._replace(about=_about(numbered(counts[query], "event"), one.about)) if query is not None else one
            for one, query in named
        ]
        found = [one._replace(about=_about(one.kind, one.about)) for one in found]
        events = {row.n: row for row in (*answer[titled], *answer[told].rows)}
        near = ((_closeness(asked, words(row.title)) or 0.3, row) for _, row in sorted(events.items()))
        for closeness, row in sorted(near, key=lambda pair: -pair[0])[:most]:
            found.append(Found("event", row.id, row.title, _of_event(row), closeness * 0.9))
        return tuple(sorted(found, key=lambda one: -one.closeness))

    def _views(self, asked: list[str], views: Sequence[NamedQuery]) -> Iterator[tuple[Found, Query | None]]:
        """Views with matching names, without their counts; without a query if theirs is not valid for this timeline."""
        near = ((_closeness(asked, words(view.name)), view) for view in views)
        for closeness, view in sorted((pair for pair in near if pair[0]), key=lambda pair: -pair[0])[:MOST_VALUES]:
            found = Found("view", view.query, view.name, view.whose, closeness)
            try:
                yield found, parse(view.query, self._index.vocabulary)
            except QueryError:
                yield found._replace(about=_about("not a valid query for this timeline", view.whose)), None

    def _values(self, asked: list[str]) -> Iterator[tuple[Found, Query]]:
        """Values with matching names, without their counts."""
        vocabulary = self._index.vocabulary
        for field in FIELDS:
            if vocabulary.is_vast(field):
                continue
            # few fit, and only their names are compared
            fitting = vocabulary.fitting(field, asked)
            values = (value for value in vocabulary.values[field] if value.token in fitting)
            spelt = ((value, dict.fromkeys((value.token, value.label, *value.aliases))) for value in values)
            near = ((max(_closeness(asked, words(name)) for name in names), value) for value, names in spelt)
            for closeness, value in sorted((pair for pair in near if pair[0]), key=lambda pair: -pair[0])[:MOST_VALUES]:
                # a source stands below the events that are named so, which it most often tells of
                near_it = closeness * 0.6 if field == "source" else closeness
                yield Found(field, value.token, value.label, "", near_it), Query((Values(False, field, (value.token,)),))


def _closeness(asked: list[str], name: list[str]) -> float:
    """1 for the name itself, less if it only begins with the words or has them elsewhere, 0 if one is missing."""
    if asked == name:
        return 1.0
    if name[: len(asked) - 1] == asked[:-1] and len(name) >= len(asked) and name[len(asked) - 1].startswith(asked[-1]):
        return 0.9
    return 0.7 if all(any(word.startswith(start) for word in name) for start in asked) else 0.0


def _about(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _of_event(row: Row) -> str:
    return _about("event", brief_date(row.date), " ".join(row.provinces))
