"""The searchable text of an event, in every spelling that the timeline knows, and where it is found.

A document is a run of folded words. Its texts are separated, so that a phrase never spans two of them. After the texts come
the other spellings: of words with hyphens or dots (``al-Qaida`` is also ``alqaida``), of the event's provinces and
actors, and of every name in the timeline that occurs in the texts (``Azm-e-Istehkam`` is also ``Istekam``). The query's
words then need no rewriting.

A store has a bitmap of the events of each word, and the documents. Words are found by their bitmaps alone; a phrase is looked
for in the documents of the events that have all its words.
"""

from __future__ import annotations

import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Protocol

from pyroaring import BitMap

from cttui.errors import StoreError
from cttui.model.claims import stated
from cttui.model.records import CodedEvent, Event, Spelling, Timeline
from cttui.model.sources import called
from cttui.query.fields import Facts
from cttui.store import layout, stopping
from cttui.text import SEPARATOR, joined, terms, words

BETWEEN = f" {SEPARATOR} "
"""Stands between the runs of a document."""
KEPT = 1 << 15
"""The most texts that are kept folded."""
SHORT = 100
"""Characters up to which a text is kept folded; longer ones are of one event alone."""


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
        self.folded = lru_cache(maxsize=KEPT)(self.fold)
        """``fold``, cached: names of places, parties, claimants and publishers come again and again."""
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

    def fold(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The folded words of a text as one run, and the other spellings: of words that are joined, and of names in it."""
        found, together = terms(text)
        return " ".join(found), tuple(dict.fromkeys((*together, *self.others(found))))

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
    yield from _told(event)
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
        # what a row's sources are called is made of its cells, which are searched as they stand
        if source.type == "dataset" or not isinstance(event, CodedEvent):
            heading = called(source)
            # a publisher stands below, and a date is found as one
            yield "title of source", number, heading.text if heading.origin != "publisher" else ""
            yield "title of source", number, source.title_note
        yield "publisher of source", number, source.publisher
        for author in source.author:
            yield "author of source", number, author


def _told(event: Event) -> Iterator[tuple[str, int, str]]:
    """An event's title and summary; a dataset's title is put together from values, and its summary is one of its cells."""
    if isinstance(event, CodedEvent):
        yield from (("cell", 0, text) for text in event.texts)
        yield from (("value", 0, value) for _, value in event.coded)
    else:
        yield from (("title", 0, event.title), ("summary", 0, event.summary))


def document(facts: Facts, spellings: Spellings) -> str:
    """The folded words of an event, texts apart, other spellings last."""
    return document_of(texts(facts), spellings)


def document_of(told: Iterable[str], spellings: Spellings) -> str:
    """The same of the texts of an event."""
    return BETWEEN.join(_runs(told, spellings))


def runs(facts: Facts, spellings: Spellings) -> list[str]:
    """The runs of folded words that a document is made of; a phrase is found within one of them."""
    return _runs(texts(facts), spellings)


def _runs(told: Iterable[str], spellings: Spellings) -> list[str]:
    parts: list[str] = []
    also: dict[str, None] = {}
    for part in dict.fromkeys(filter(None, told)):
        folded, others = spellings.folded(part) if len(part) <= SHORT else spellings.fold(part)
        parts.append(folded)
        also.update(dict.fromkeys(others))
    return [*parts, *also]


def words_of(document: str) -> set[str]:
    """The distinct words of a document."""
    return set(document.split()) - {SEPARATOR}


def starts(word: str) -> tuple[str, ...]:
    """The beginnings of a word that are stored, since unions of so many words take long: one letter, and two."""
    return (word[:1], word[:2]) if len(word) > 1 else (word,)


SLICE = 256
"""The most documents read at once."""


class Documents(Protocol):
    """What a store knows of its words: the events of each, and how to look for those that stand next to each other."""

    quick: int
    """How many documents it gives within a frame."""

    def holding(self, word: str) -> BitMap:
        """The events that have a folded word."""

    def beginning(self, start: str) -> BitMap:
        """Those that have a word that begins with some folded letters, at least one."""

    def titled(self, word: str, *, begun: bool) -> BitMap:
        """Those whose title begins with a folded word, or with one that begins with it."""

    def saying(self, candidates: BitMap, phrase: str) -> BitMap:
        """Those of some events one of whose texts holds a phrase: folded words, a blank before them and behind whole ones.

        Raises:
            StoppedError: Nobody waits for it any more; this may take long.
        """

    def entitled(self, candidates: BitMap, phrase: str) -> Iterator[int]:
        """The same of titles that begin with a phrase, in the order of the numbers."""


class Words:
    """Finds events by their words, and by words that stand next to each other in one text."""

    def __init__(self, store: Documents) -> None:
        """Take what knows the words."""
        self._store = store

    def is_quick(self, found: Sequence[str], *, begun: bool) -> bool:
        """Whether ``find`` answers within a frame: single words always, phrases unless they have many candidates."""
        return len(found) < 2 or len(self._all(found, begun=begun)) <= self._store.quick

    def find(self, found: Sequence[str], *, begun: bool) -> BitMap:
        """The events in one of whose texts some folded words stand next to each other, the last one whole or as a beginning."""
        if not found:
            return BitMap()
        candidates = self._all(found, begun=begun)
        if len(found) == 1 or not candidates:
            return candidates
        return self._store.saying(candidates, _phrase(found, begun=begun))

    def titled(self, found: Sequence[str], most: int) -> tuple[int, ...]:
        """The numbers of the first events, in date order, whose title begins with some words, the last as a beginning."""
        if not found:
            return ()
        candidates = self._store.titled(found[0], begun=len(found) == 1)
        if len(found) == 1:
            return tuple(candidates[:most])
        return tuple(islice(self._store.entitled(candidates, _phrase(found, begun=True)), most))

    def _all(self, found: Sequence[str], *, begun: bool) -> BitMap:
        """The events that have all of some words, in whatever order and texts."""
        *before, last = found
        has_last = self._store.beginning(last) if begun else self._store.holding(last)
        return BitMap.intersection(has_last, *map(self._store.holding, dict.fromkeys(before)))


def slices(candidates: BitMap) -> Iterator[Sequence[int]]:
    """The numbers of some events, so many at once that a key is not kept waiting for long.

    Raises:
        StoppedError: Nobody waits for what is found any more.
    """
    numbers = candidates.to_array()
    for at in range(0, len(numbers), SLICE):
        stopping.check()
        yield numbers[at : at + SLICE]


def _phrase(found: Sequence[str], *, begun: bool) -> str:
    return f" {' '.join(found)}" if begun else f" {' '.join(found)} "


def beginning_with(connection: layout.Reading, field: str, start: str) -> BitMap:
    """The union of the sets of a field whose tokens begin alike: neighbours in the order of the key."""
    sql = "SELECT bits FROM bits WHERE field = ? AND token >= ? AND token < ?"
    # the last of all characters is none that a word can have
    found = connection.execute(sql, (field, start, f"{start}\U0010ffff"))
    return BitMap.union(BitMap(), *(BitMap.deserialize(bits) for (bits,) in found))


class Compiled:
    """The words of a store that was compiled from a timeline."""

    quick = 1000
    """A document takes some 20 µs to read and unpack."""

    def __init__(self, connection: layout.Reading, bits: Callable[[str, str], BitMap]) -> None:
        """Take the open store, and what reads one of its sets by field and token."""
        self._connection = connection
        self._bits = bits
        self._range = lru_cache(maxsize=64)(partial(beginning_with, connection))
        """``beginning_with``, cached: a phrase reads its candidates twice, and a word that is typed keeps those before it."""

    def holding(self, word: str) -> BitMap:
        """The events that have a folded word."""
        return self._bits(layout.WORD, word)

    def beginning(self, start: str) -> BitMap:
        """Those that have a word that begins with some folded letters, at least one."""
        return self._bits(layout.START, start) if start == starts(start)[-1] else self._range(layout.WORD, start)

    def titled(self, word: str, *, begun: bool) -> BitMap:
        """Those whose title begins with a folded word, or with one that begins with it."""
        return self._range(layout.FIRST, word) if begun else self._bits(layout.FIRST, word)

    def saying(self, candidates: BitMap, phrase: str) -> BitMap:
        """Those of some events one of whose texts holds a phrase.

        Raises:
            StoreError: A document is damaged.
            StoppedError: Nobody waits for it any more.
        """
        return BitMap(n for n, document in self._documents(candidates) if phrase in f" {document} ")

    def entitled(self, candidates: BitMap, phrase: str) -> Iterator[int]:
        """The same of titles that begin with a phrase, in the order of the numbers."""
        sql = "SELECT n, title FROM event WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n"
        for numbers in slices(candidates):
            titles = self._connection.execute(sql, (json.dumps(list(numbers)),))
            yield from (n for n, title in titles if f" {' '.join(words(title))}".startswith(phrase))

    def _documents(self, candidates: BitMap) -> Iterator[tuple[int, str]]:
        """The documents of some events in the order of their numbers."""
        for numbers in slices(candidates):
            yield from sorted(self.documents(numbers))

    def documents(self, numbers: Sequence[int]) -> Iterable[tuple[int, str]]:
        """The documents of some events, each with its event's number.

        Raises:
            StoreError: One of them is damaged.
        """
        sql = "SELECT n, words FROM document WHERE n IN (SELECT value FROM json_each(?))"
        try:
            for n, packed in self._connection.execute(sql, (json.dumps(list(numbers)),)):
                yield n, layout.read_document(packed)
        except (zlib.error, ValueError) as error:
            raise StoreError(f"the store is damaged ({error})") from None
