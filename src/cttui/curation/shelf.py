"""The sources that a timeline has, looked up by address, by publisher and by day: what a new one is held against."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from cttui.curation.ids import ids_of_sources
from cttui.model import dates
from cttui.model.addresses import address_key
from cttui.text import same, words
from cttui.timeline.ids import STOP

if TYPE_CHECKING:
    from cttui.model.records import Source
    from cttui.store.index import Index
    from cttui.timeline.ids import Ids

_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?://.+)")
NEAR = 2
"""Days between two sources that report the same at most."""


class Usual(NamedTuple):
    """What most sources of somebody have."""

    value: str
    having: int
    """How many have it."""
    total: int
    whose: str

    @property
    def reason(self) -> str:
        """Why it is proposed: ``as 58 of 60 sources of Dawn``."""
        if self.total == 1:
            return f"as the only other source of {self.whose}"
        if self.having == self.total:
            return f"as {'both' if self.total == 2 else f'all {self.total}'} sources of {self.whose}"
        return f"as {self.having} of {self.total} sources of {self.whose}"

    @property
    def sure(self) -> bool:
        """Whether hardly any of them has another value."""
        return self.total > 2 and self.having >= 0.9 * self.total


class Shelf:
    """All sources of a timeline."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """Take them."""
        self.sources = {source.id: source for source in sources}
        self._addresses: dict[str, Source] = {}
        self._sites: dict[str, list[Source]] = {}
        self._publishers: dict[str, list[Source]] = {}
        self._authors: dict[str, list[Source]] = {}
        for source in self.sources.values():
            if address := address_key(source.url):
                self._addresses.setdefault(address, source)
                self._sites.setdefault(_site(address), []).append(source)
            if source.publisher:
                self._publishers.setdefault(same(source.publisher), []).append(source)
            for author in source.author:
                self._authors.setdefault(same(author), []).append(source)
        self._ids: Ids | None = None

    @classmethod
    def of(cls, index: Index) -> Shelf:
        """Those of a timeline's index, the ones that no event cites too."""
        return cls(index.sources([value.token for value in index.vocabulary.values["source"]]))

    @property
    def ids(self) -> Ids:
        """Their ids."""
        if self._ids is None:
            self._ids = ids_of_sources(self.sources.values())
        return self._ids

    def at(self, url: str, but: str = "") -> Source | None:
        """The source with an address, however it is spelt; the one with the id ``but`` does not count."""
        for one in (url, original(url)) if url else ():
            found = self._addresses.get(address_key(one))
            if found is not None and found.id != but:
                return found
        return None

    def publisher_at(self, url: str) -> Usual | None:
        """Who published what is at the site of an address."""
        site = _site(address_key(url))
        return _usual([source.publisher for source in self._sites.get(site, ()) if source.publisher], site)

    def publisher_called(self, slug: str) -> str:
        """The publisher whose ids begin with a word; empty if there is none."""
        return next((source.publisher for source in self.sources.values() if source.id.startswith(f"{slug}-")), "")

    def spelt(self, publisher: str) -> str:
        """A publisher as the file spells it."""
        found = self._publishers.get(same(publisher))
        return found[0].publisher if found else publisher

    def usual(self, key: str, publisher: str) -> Usual | None:
        """What most sources of a publisher have for a key with one value."""
        rows = self._publishers.get(same(publisher), []) if publisher else []
        return _usual([str(getattr(source, key)) for source in rows if getattr(source, key)], self.spelt(publisher))

    def usual_by(self, key: str, author: str) -> Usual | None:
        """What most sources by an author have for a key with one value."""
        rows = self._authors.get(same(author), []) if author else []
        return _usual([str(getattr(source, key)) for source in rows if getattr(source, key)], author)

    def values(self, key: str, publisher: str = "") -> Counter[str]:
        """The values that sources have for a key, with how many have it: of a publisher, or of all if it has none."""
        rows = self._publishers.get(same(publisher), []) if publisher else []
        found = Counter(_each(rows, key))
        return found or Counter(_each(self.sources.values(), key))

    def near(self, name: str, issued: str, days: int = NEAR) -> Iterator[Source]:
        """The sources published or written by somebody within some days of a date; none if either date is not known."""
        when = dates.dated(issued)
        rows = {source.id: source for found in (self._publishers, self._authors) for source in found.get(same(name), ())}
        for source in rows.values():
            other = dates.dated(source.issued)
            if when is not None and other is not None and abs(when.earliest - other.earliest) <= days:
                yield source


def original(url: str) -> str:
    """The address of which a web archive's is a copy; the address itself if it is none."""
    found = _ARCHIVED.match(url)
    return found[1] if found else url


def likeness(one: str, other: str) -> int:
    """How many words that say what a text is about two texts share."""
    return len({word for word in words(one) if len(word) > 2 and word not in STOP} & set(words(other)))


def _each(rows: Iterable[Source], key: str) -> Iterator[str]:
    for source in rows:
        found = getattr(source, key)
        yield from (found if isinstance(found, tuple) else (found,) if found else ())


def _usual(found: list[str], whose: str) -> Usual | None:
    if not found:
        return None
    value, having = Counter(found).most_common(1)[0]
    return Usual(value, having, len(found), whose)


def _site(address: str) -> str:
    return address.partition("/")[0].partition("?")[0].partition(":")[0]
