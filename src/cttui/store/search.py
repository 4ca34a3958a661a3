"""The searchable text of an event, in every spelling that the timeline knows, and where it is found.

A document is a run of folded words. Its texts are separated, so that a phrase never spans two of them. After the texts come
the other spellings: of words with hyphens or dots (``al-Qaida`` is also ``alqaida``), of the event's provinces and
actors, and of every name in the timeline that occurs in the texts (``Azm-e-Istehkam`` is also ``Istekam``). The query's
words then need no rewriting.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence

from pyroaring import BitMap

from cttui.model.claims import stated
from cttui.model.records import Spelling, Timeline
from cttui.model.sources import called
from cttui.query.fields import Facts
from cttui.store.layout import Reading
from cttui.text import SEPARATOR, joined, words


class _Node:
    """A state of the automaton: the words read so far begin some spelling."""

    __slots__ = ("back", "groups", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.back: _Node | None = None
        """The state for the longest suffix of these words that also begins some spelling; ``None`` for the first state."""
        self.groups: list[int] = []
        """The names with a spelling that ends here."""


class Spellings:
    """Names with all their spellings, found in running text in one pass over its words.

    The automaton is that of A. V. Aho and M. J. Corasick, "Efficient string matching" (1975), with words for letters.
    """

    def __init__(self, records: Iterable[Spelling]) -> None:
        """Take the actors and terms of a timeline."""
        self._first = _Node()
        self._groups: list[tuple[str, ...]] = []
        for record in records:
            spellings = (record.name, *record.aliases)
            group = dict.fromkeys(
                form for spelling in spellings for form in (" ".join(words(spelling)), *joined(spelling)) if form
            )
            for form in group:
                node = self._first
                for word in form.split():
                    node = node.next.setdefault(word, _Node())
                node.groups.append(len(self._groups))
            self._groups.append(tuple(group))
        waiting = deque(self._first.next.values())
        for node in waiting:
            node.back = self._first
        while waiting:
            node = waiting.popleft()
            for word, after in node.next.items():
                waiting.append(after)
                after.back = self._step(node.back, word)

    def _step(self, node: _Node | None, word: str) -> _Node:
        while node is not None:
            if (after := node.next.get(word)) is not None:
                return after
            node = node.back
        return self._first

    def others(self, found: list[str]) -> list[str]:
        """All spellings of the names that occur in a run of folded words, each once."""
        hits: dict[int, None] = {}
        seen: set[int] = set()
        node = self._first
        for word in found:
            node = self._step(node, word)
            ending: _Node | None = node
            # a state seen before has reported its names, and so have all behind it
            while ending is not None and ending is not self._first and id(ending) not in seen:
                seen.add(id(ending))
                hits.update(dict.fromkeys(ending.groups))
                ending = ending.back
        return [form for group in hits for form in self._groups[group]]


def spellings_of(timeline: Timeline) -> Spellings:
    """The names whose spellings are interchangeable in a search."""
    return Spellings((*timeline.actors, *timeline.terms))


def texts(facts: Facts) -> Iterator[str]:
    """The searchable text of an event: its own texts, its claims, and its sources' titles."""
    return (text for _, _, text in named_texts(facts))


def named_texts(facts: Facts) -> Iterator[tuple[str, int, str]]:
    """The same with what each text is, and for those of claims and sources the number of the record among them, from 1."""
    event = facts.event
    yield "title", 0, event.title
    yield "summary", 0, event.summary
    yield "kind", 0, event.kind
    if event.place:
        yield "place", 0, event.place.name
        yield "district", 0, event.place.district
    for province in facts.provinces:
        for name in (province.name, province.short, *province.aliases):
            yield "province", 0, name
    for actor in event.actors:
        yield "actor", 0, actor
    for tag in event.tags:
        yield "tag", 0, tag
    for thread in facts.threads:
        yield "thread", 0, thread.title
    for number, claim in enumerate(event.claims, 1):
        yield "people of claim", number, claim.who
        yield "figure of claim", number, stated(claim)
        yield "claimant of claim", number, claim.by
        yield "quote of claim", number, claim.quote
        yield "note of claim", number, claim.note
    for number, source in enumerate(facts.sources, 1):
        heading = called(source)
        # a publisher stands below, and a date is found as one
        yield "title of source", number, heading.text if heading.origin != "publisher" else ""
        yield "title of source", number, source.title_note
        yield "publisher of source", number, source.publisher
        for author in source.author:
            yield "author of source", number, author


def document(facts: Facts, spellings: Spellings) -> str:
    """The folded words of an event, texts apart, other spellings last."""
    return f" {SEPARATOR} ".join(runs(facts, spellings))


def runs(facts: Facts, spellings: Spellings) -> list[str]:
    """The runs of folded words that a document is made of; a phrase is found within one of them."""
    parts: list[str] = []
    also: dict[str, None] = {}
    for part in dict.fromkeys(text for text in texts(facts) if text):
        folded = words(part)
        parts.append(" ".join(folded))
        also.update(dict.fromkeys((*joined(part), *spellings.others(folded))))
    return [*parts, *also]


class Words:
    """Finds events by their words, in the rows that a store has of them."""

    def __init__(self, connection: Reading, rows: Sequence[int] | None) -> None:
        """Take an open store, and for each event the row of its words; ``None`` if that is its number."""
        self._connection = connection
        self._events = {row: n for n, row in enumerate(rows)} if rows is not None else None
        """The events whose words are in each row; in other rows are the words of events as they once were."""

    def find(self, match: str) -> BitMap:
        """The events that match an expression of the full-text index."""
        # all in one row: sqlite3 takes 0.2 microseconds per row
        sql = "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?"
        (found,) = self._connection.execute(sql, (match,)).fetchone()
        return BitMap(self._numbers(json.loads(found)))

    def titled(self, begun: Sequence[str], most: int) -> tuple[int, ...]:
        """The numbers of the first events, in date order, whose title begins with some words, the last as a prefix."""
        match = f'^ "{" ".join(begun)}"*'
        if self._events is not None:
            return tuple(self.find(match)[:most])
        found = self._connection.execute("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?", (match, most))
        return tuple(n for (n,) in found)

    def _numbers(self, rows: list[int]) -> Iterable[int]:
        return rows if self._events is None else (self._events[row] for row in rows if row in self._events)
