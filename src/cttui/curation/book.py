"""What a timeline has that an event may be filled in from, each part read when it is first asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from cttui.curation import dating
from cttui.curation.alike import Others
from cttui.curation.places import Places
from cttui.model import dates
from cttui.model.records import Event, Source
from cttui.query.fields import Vocabulary
from cttui.store.index import Index
from cttui.text import words

if TYPE_CHECKING:
    from cttui.timeline.ids import Ids


class Named(NamedTuple):
    """A record that is found by its words."""

    id: str
    title: str
    words: tuple[str, ...]
    """Folded."""
    when: dates.Edtf | None

    def fits(self, wanted: Sequence[str]) -> bool:
        """Whether every wanted word begins one of its words."""
        return all(any(word.startswith(want) for word in self.words) for want in wanted)


def _words(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words(text)))


_READ: WeakKeyDictionary[Index, tuple[Event, ...]] = WeakKeyDictionary()


def events_of(index: Index) -> tuple[Event, ...]:
    """All events of a timeline, in date order: read once for each state of its file, whichever forms are opened on it."""
    if index not in _READ:
        _READ[index] = index.events(range(index.count))
    return _READ[index]


class Book:
    """The events, sources, places and names of a timeline, for those who fill in a form."""

    def __init__(self, index: Index, today: int | None = None) -> None:
        """Take the timeline, and the number of today's day, for words like ``yesterday``."""
        self.index = index
        self.today = today

    @property
    def vocabulary(self) -> Vocabulary:
        """Names and their spellings."""
        return self.index.vocabulary

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """All events."""
        return events_of(self.index)

    @cached_property
    def by_id(self) -> dict[str, Event]:
        """The same by their ids."""
        return {event.id: event for event in self.events}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """All sources by their ids."""
        ids = [value.token for value in self.vocabulary.values.get("source", ())]
        return {source.id: source for source in self.index.sources(ids)}

    @cached_property
    def source_rows(self) -> tuple[Named, ...]:
        """The sources, to be found by words of publisher, title or id."""
        labels = {value.token: value.label for value in self.vocabulary.values.get("source", ())}
        return tuple(
            Named(
                one.id,
                said := ", ".join(filter(None, (one.publisher, labels[one.id]))),
                _words(f"{one.id} {said}"),
                dates.dated(one.issued),
            )
            for one in self.sources.values()
        )

    @cached_property
    def event_rows(self) -> tuple[Named, ...]:
        """The events, to be found by words of title or id."""
        return tuple(Named(one.id, one.title, _words(f"{one.id} {one.title}"), one.when) for one in self.events)

    @cached_property
    def places(self) -> Places:
        """The places that events have."""
        return Places(self.events)

    @cached_property
    def others(self) -> Others:
        """The events to compare a new one with."""
        return Others(self.events, (one.code for one in self.index.head.provinces if one.tile is None and not one.abroad))

    @cached_property
    def codes(self) -> dict[str, str]:
        """The code of each province by its badge."""
        return {province.short: province.code for province in self.index.head.provinces}

    @cached_property
    def period(self) -> dates.Edtf | None:
        """The timeline's period."""
        return dates.dated(self.index.head.meta.period)

    def counted(self, key: str) -> Counter[str]:
        """How many events have each value of a key."""
        if key == "kind":
            return Counter(event.kind for event in self.events)
        return Counter(one for event in self.events for one in getattr(event, key))

    def new_id(self, date: str, title: str) -> str:
        """An id in the file's style that no event has."""
        from cttui.timeline.ids import Named

        return self._ids.new(Named(date=date), title=title)

    @cached_property
    def _ids(self) -> Ids:
        from cttui.curation.ids import ids_of_events

        return ids_of_events(self.index)

    def when(self, text: str) -> dating.Reading:
        """What is typed, as a date."""
        return dating.read(text, self.period, self.today)
