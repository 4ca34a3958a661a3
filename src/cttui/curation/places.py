"""The places that a timeline knows by name: their districts, their coordinates, and how exact these are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cttui.lazy import dataclass
from cttui.model.records import Event, Place
from cttui.text import fits, same
from cttui.text import words as words_of


@dataclass(frozen=True)
class Known:
    """A place as events of the file have it."""

    place: Place
    provinces: tuple[str, ...]
    """The codes of the provinces of one of its events."""
    events: int
    """How many have it just so."""


class Places:
    """The places of a timeline's events."""

    def __init__(self, events: Iterable[Event]) -> None:
        """Take the events."""
        counted: Counter[Place] = Counter()
        provinces: dict[Place, tuple[str, ...]] = {}
        for event in events:
            if event.place is not None and event.place.name:
                counted[event.place] += 1
                provinces.setdefault(event.place, event.provinces)
        # those with coordinates first, then those that most events have
        ranked = sorted(counted.items(), key=lambda row: (row[0].lat is None, -row[1]))
        self.all = tuple(Known(place, provinces[place], count) for place, count in ranked)
        self._by_name: dict[str, list[Known]] = {}
        for known in self.all:
            self._by_name.setdefault(same(known.place.name), []).append(known)

    def called(self, name: str, district: str = "", provinces: Iterable[str] = ()) -> list[Known]:
        """The places of a name, one of each district: those in a district and in some provinces, where any are given."""
        wanted, codes = same(district) if district.strip() else "", set(provinces)
        found: dict[str, Known] = {}
        for known in self._by_name.get(same(name), ()) if name.strip() else ():
            there = same(known.place.district)
            if (not wanted or wanted == there) and (not codes or codes & set(known.provinces)):
                found.setdefault(there, known)
        return list(found.values())

    def begun(self, typed: str) -> list[Known]:
        """The places whose name has words that begin as those typed, each name and district once, the most used first."""
        wanted = words_of(typed)
        found: dict[tuple[str, str], Known] = {}
        for known in sorted(self.all, key=lambda known: -known.events):
            if fits(wanted, (known.place.name, f"{known.place.name} {known.place.district}")):
                found.setdefault((same(known.place.name), same(known.place.district)), known)
        return list(found.values())
