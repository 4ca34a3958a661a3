"""An event as it is compared: its days, point, names, parties, words and figures, all folded once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.claims import Range, counted, interval, number, range_of
from cttui.model.records import Claim, CodedEvent, Event
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store import stopping
from cttui.store.index import Index
from cttui.text import fold, same, words

ADMINISTRATIVE = frozenset({
    "agency", "area", "capital", "city", "department", "district", "division", "governorate", "municipality", "oblast",
    "prefecture", "province", "region", "state", "subdivision", "tehsil", "territory", "town", "village",
})  # fmt: skip
"""Words that one set writes behind the name of a place and another does not."""

COMMON = frozenset({
    "about", "after", "against", "amid", "and", "are", "for", "from", "has", "have", "her", "his", "into", "its", "more",
    "near", "not", "off", "out", "over", "than", "that", "the", "their", "two", "under", "was", "were", "who", "with",
    "one", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "least", "dead", "killed", "kill", "kills",
})  # fmt: skip
"""Words of titles that say nothing of which event it is; what they count is compared as figures."""

SILENT = COMMON | ADMINISTRATIVE
"""Words that are not compared."""
_NUMBER = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d\b)\d{2,9}(?![\d.])", re.ASCII)

LONGEST_TEXT = 400
"""Characters of a coded row's summary that are read beside its title."""

Seen = Callable[[Event], Event | None]
"""How an event may be seen where what is found is handed on: without what is sensitive, or ``None`` for not at all."""


class Point(NamedTuple):
    """Where an event was."""

    lat: float
    lon: float
    coarse: bool
    """Whether the coordinates only stand for a district or a province."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What an event's claims say of a measure, on the widest population that they name."""

    measure: str
    who: str
    range: Range | None
    """From the lowest to the highest figure; ``None`` if there are only words."""
    low: float
    """The lowest number that the claims allow, with the margin of "about"."""
    high: float
    """The highest one; infinite for "at least"."""
    best: float | None
    """The best value, if one is stated beside a lowest and a highest one."""
    words: str
    """What is said if there is no number: ``dozens``."""
    by: tuple[str, ...]
    """Who says so, each once, in the order of the claims."""

    @property
    def text(self) -> str:
        """The figure for people: ``5–8``, ``20+``, ``2–9, best 4``, ``dozens``."""
        best = f", best {number(self.best)}" if self.best is not None else ""
        return self.words if self.range is None else f"{self.range}{best}"

    @property
    def said(self) -> str:
        """The figure with who says it, the first three: ``5–8 (police, hospital)``."""
        named = ", ".join(self.by[:3]) + ("" if len(self.by) <= 3 else f" and {len(self.by) - 3} more")
        return f"{self.text} ({named})"


@dataclass(frozen=True, slots=True)
class Side:
    """An event as it is compared."""

    n: int
    id: str
    date: str
    title: str
    kind: str
    days: tuple[int, int] | None
    """First and last possible day; ``None`` if it has no date."""
    point: Point | None
    place: tuple[str, ...]
    """The folded words of the place's name."""
    district: tuple[str, ...]
    provinces: frozenset[str]
    """The folded names of its provinces in every spelling, without administrative words; empty if it is nationwide."""
    codes: tuple[str, ...]
    """Its provinces as its own set writes them."""
    where: str
    """The place for people."""
    actors: tuple[tuple[str, frozenset[str]], ...]
    """Each party by its name and all its folded spellings."""
    words: frozenset[str]
    """The folded words of the title, and of a coded row's summary."""
    numbers: frozenset[str]
    """The numbers of two digits or more in the title, without years."""
    coded: bool
    """Whether it was made from a row, so that its title was written by no person."""
    figures: tuple[Counted, ...]


class Reader:
    """Reads the events of one set as sides."""

    def __init__(self, index: Index, seen: Seen | None = None) -> None:
        """Take the set, and how its events are seen if not as they are."""
        self.index = index
        self._seen = seen
        head = index.head
        self._provinces = {
            one.code: frozenset(filter(None, map(bare, names_of(one.name, one.aliases)))) for one in head.provinces
        }
        self._wholes = frozenset(one.code for one in head.provinces if is_whole(one.code) and not one.abroad)
        self._names = {one.code: one.name for one in head.provinces}
        self._spellings = {
            same(name): _spellings((one.name, *one.aliases)) for one in head.actors for name in (one.name, *one.aliases)
        }

    def sides(self, numbers: Sequence[int]) -> list[Side]:
        """The events with some numbers, in the given order, without those that are not seen at all."""
        return self._sides(zip(numbers, self.index.events(numbers), strict=True))

    def selected(self, query: Query) -> Iterator[Side]:
        """The events of a query in its order, of which there may be many, without those that are not seen at all."""
        for rows, events in self.index.reading(query):
            stopping.check()
            yield from self._sides((row.n, event) for row, event in zip(rows, events, strict=True))

    def _sides(self, read: Iterable[tuple[int, Event]]) -> list[Side]:
        found = [(n, event) for n, one in read if (event := self._seen(one) if self._seen else one) is not None]
        events = [event for _, event in found]
        # the dates of issue only tell which of several claims is later
        cited = {source for event in events if len(event.claims) > 1 for source in event_sources(event)}
        issued = {source.id: source.issued for source in self.index.sources(sorted(cited))}
        return [self.side(n, event, issued) for n, event in found]

    def side(self, n: int, event: Event, issued: Mapping[str, str]) -> Side:
        """An event as it is compared; ``issued`` has the date of issue of each source."""
        place, when = event.place, dates.dated(event.date)
        nationwide = any(code in self._wholes for code in event.provinces)
        names = (self._provinces.get(code, frozenset((bare(code),))) for code in event.provinces)
        coded = isinstance(event, CodedEvent)
        told = f"{event.title} {event.summary[:LONGEST_TEXT]}" if coded else event.title
        return Side(
            n=n,
            id=event.id,
            date=event.date,
            title=event.title,
            kind=event.kind,
            days=(when.earliest, when.latest) if when is not None else None,
            point=(
                Point(place.lat, place.lon, place.precision in {"district", "province"})
                if place is not None and place.lat is not None and place.lon is not None
                else None
            ),
            place=bare_words(place.name) if place is not None else (),
            district=bare_words(place.district) if place is not None else (),
            provinces=frozenset() if nationwide else frozenset().union(*names),
            codes=event.provinces,
            where=self._where(event),
            actors=tuple((name, self._spellings.get(same(name)) or _spellings((name,))) for name in event.actors),
            words=frozenset(telling(told)),
            numbers=frozenset(_NUMBER.findall(fold(event.title))),
            coded=coded,
            figures=tuple(self._figures(event, issued)),
        )

    def _where(self, event: Event) -> str:
        place = event.place
        named = (place.name, place.district) if place is not None else ()
        provinces = (self._names.get(code, code) for code in event.provinces)
        return ", ".join(dict.fromkeys(name for name in (*named, *provinces) if name))

    def _figures(self, event: Event, issued: Mapping[str, str]) -> Iterable[Counted]:
        """What is claimed of each measure, in the order of the claims; statistics of a time are not the event's own."""
        register = self.index.register
        for measure in dict.fromkeys(claim.measure for claim in event.claims):
            claims = counted(event, measure, register=register, issued=issued)
            claims = tuple(claim for claim in claims if not claim.period and not claim.unit)
            if claims:
                yield self._counted(measure, claims)

    def _counted(self, measure: str, claims: Sequence[Claim]) -> Counted:
        register = self.index.register
        allowed = [found for claim in claims if (found := interval(claim)) is not None]
        return Counted(
            measure,
            register.population(claims[0].who),
            range_of(claims),
            min((one.low for one in allowed), default=0.0),
            max((one.high for one in allowed), default=0.0),
            next((float(claim.best) for claim in claims if claim.best is not None), None),
            claims[0].words,
            tuple(dict.fromkeys(register.claimant(claim.by) for claim in claims)),
        )


def bare_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, without administrative ones unless it has no others."""
    found = tuple(words(name))
    return tuple(word for word in found if word not in ADMINISTRATIVE) or found


def bare(name: str) -> str:
    """A name without case, accents and administrative words: what ``Aleppo governorate`` and ``ALEPPO`` share."""
    return " ".join(bare_words(name))


def names_of(name: str, aliases: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of a province: that without the country behind it too, as ``Punjab (India)`` is told from another."""
    return (name, name.partition(" (")[0], *aliases)


def is_whole(code: str) -> bool:
    """Whether a code is that of a whole country (ISO 3166-1: ``PK``), and not of a part."""
    return len(code) <= 3 and code.isalpha()


def telling(text: str) -> list[str]:
    """The folded words of a text that tell which event it is about: no short or common ones, and no numbers."""
    return [word for word in words(text) if len(word) > 2 and not word.isdigit() and word not in SILENT]


def _spellings(names: Iterable[str]) -> frozenset[str]:
    """Names folded, and the initials of those of several words: ``Baloch Liberation Army`` is also ``bla``."""
    found: set[str] = set()
    for name in names:
        parts = words(name)
        if not parts:
            continue
        found.add(" ".join(parts))
        found.add("".join(parts))
        if len(parts) > 2:
            found.add("".join(part[0] for part in parts))
    return frozenset(found)
