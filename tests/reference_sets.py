"""Reference sets of known truth, made of a timeline: what another project would have recorded of the same year.

A third of the timeline's events are told again with the same figures, a third with others, a third are missing. What is told
again is told as another hand would: the date up to a day off, the coordinates up to 25 km off, the title in other words, the
parties and provinces in other spellings, the place at times only by its district. Around them is noise: events of the same
country and year with the places, parties and words of real ones, some of them within a day and 25 km of one of the
timeline.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from cttui.model import calendar
from cttui.model.claims import Range, counted, range_of
from cttui.model.dates import parse
from cttui.model.records import Claim, Event, Kind, Meta, Place, Province, Source, Timeline
from cttui.store.index import Index

SYNONYMS = {
    "attack": "assault", "attacks": "assaults", "bomb": "explosive device", "bomber": "attacker", "bombing": "explosion",
    "blast": "explosion", "gunmen": "armed men", "killed": "dead", "kills": "leaves dead", "kill": "murder",
    "soldiers": "troops", "police": "law enforcers", "shot": "gunned down", "protest": "demonstration",
    "protesters": "demonstrators", "raid": "operation", "operation": "raid", "talks": "negotiations", "court": "judges",
    "government": "cabinet", "army": "military", "militants": "insurgents", "ban": "prohibition", "says": "states",
}  # fmt: skip
FORCES: tuple[Kind, ...] = ("attack", "operation", "strike")


class Told(NamedTuple):
    """What a reference set says of an event of the timeline."""

    id: str
    status: str
    """``same`` or ``different figures``."""


class ReferenceSet(NamedTuple):
    """A reference set and what is true of it."""

    timeline: Timeline
    truth: dict[str, Told]
    """By the ids of the timeline's events; those that are not in it are missing there."""
    noise: frozenset[str]
    """The ids of its other events."""


class Maker:
    """Makes a reference set of a timeline, the same for the same seed."""

    def __init__(self, index: Index, seed: int) -> None:
        """Take the timeline."""
        self._index = index
        self._random = random.Random(seed)  # noqa: S311 - a test's own chance
        self._events = index.events(range(index.count))
        self._actors = {one.name: one.aliases for one in index.head.actors}
        self._ids = iter(self._random.sample(range(100_000, 999_999), 9 * index.count))

    def make(self, noise: int = 3, near: float = 0.25, kinds: Sequence[Kind] = ("attack", "operation")) -> ReferenceSet:
        """Make it.

        Args:
            noise: How many other events there are for one of the timeline's.
            near: The share of the timeline's events that have one of them within the bounds.
            kinds: Kinds of the events of the noise.
        """
        events, truth = [], {}
        countable = [event for event in self._events if self._figures(event)]
        third = len(self._events) // 3
        others = {event.id for event in self._random.sample(countable, min(third, len(countable)))}
        rest = [event for event in self._events if event.id not in others]
        same = {event.id for event in self._random.sample(rest, third)}
        for event in self._events:
            if event.id in others or event.id in same:
                told = self._told(event, differs=event.id in others)
                truth[event.id] = Told(told.id, "different figures" if event.id in others else "same")
                events.append(told)
        made = [self._noise(kinds) for _ in range(noise * len(self._events))]
        made += [self._noise(kinds, event) for event in self._random.sample(self._events, int(near * len(self._events)))]
        everything = sorted([*events, *made], key=lambda event: (event.date, event.id))
        timeline = Timeline(
            meta=Meta(id="reference", title="A reference set", period="2024"),
            provinces=tuple(self._province(one) for one in self._index.head.provinces),
            sources=(Source(id="ref", type="dataset", title="Coded from the news", standpoint="academic"),),
            events=tuple(everything),
        )
        return ReferenceSet(timeline, truth, frozenset(event.id for event in made))

    def _province(self, one: Province) -> Province:
        """A province as a data set names it."""
        name = f"{one.name.upper()} province" if "-" in one.code else one.name
        return replace(one, name=name, aliases=(), tile=None)

    # -- the same event in another hand --------------------------------------------------------------------------------

    def _told(self, event: Event, *, differs: bool) -> Event:
        return Event(
            id=f"REF{next(self._ids)}",
            date=self._moved(event.date),
            kind=self._random.choice(FORCES) if event.kind in FORCES and self._random.random() < 0.2 else event.kind,
            title=self._reworded(event.title),
            provinces=event.provinces,
            place=self._shifted(event.place),
            actors=tuple(self._respelt(name) for name in event.actors if self._random.random() < 0.85),
            sources=("ref",),
            claims=tuple(self._claims(event, differs=differs)),
        )

    def _moved(self, date: str) -> str:
        """A date, both ends up to a day off; a month stays a month."""
        if len(date) == 10 and date[:4].isdigit():
            return str(self._day(date, self._random.choice((-1, 0, 0, 0, 1))))
        if len(date) == 21 and date[10] == "/":
            by = self._random.choice((-1, 0, 0, 1))
            return f"{self._day(date[:10], by)}/{self._day(date[11:], by)}"
        return date

    def _day(self, text: str, by: int) -> str:
        year, month, day = map(int, text.split("-"))
        return calendar.iso(calendar.number_of(year, month, day) + by)

    def _shifted(self, place: Place | None) -> Place | None:
        """A place up to 24 km off, its name at times in capitals, with what a gazetteer adds, or missing."""
        if place is None:
            return None
        name = self._random.choice((place.name, place.name.upper(), f"{place.name} town" if place.name else "", ""))
        if place.lat is None or place.lon is None:
            return Place(name=name or place.name, district=place.district)
        far = self._random.choice((3, 24)) * math.sqrt(self._random.random())
        way = self._random.uniform(0, 2 * math.pi)
        lat = place.lat + far / 111.2 * math.cos(way)
        lon = place.lon + far / 111.2 * math.sin(way) / math.cos(math.radians(place.lat))
        return Place(
            name=name, district=place.district, lat=round(lat, 4), lon=round(lon, 4), precision=place.precision
        )  # fmt: skip

    def _reworded(self, title: str) -> str:
        """A title in another order, with other words for many, and without a third of them."""
        words = [SYNONYMS.get(word.casefold(), word) for word in title.replace(";", "").replace(",", "").split()]
        kept = [word for word in words if self._random.random() < 0.67] or words
        self._random.shuffle(kept)
        return " ".join(kept)

    def _respelt(self, name: str) -> str:
        """A party by an alias, in other letters, or with a letter too many or too few."""
        ways = [*self._actors.get(name, ()), name, name.upper(), name.replace("-", " ")]
        if len(name) > 9:
            at = self._random.randrange(2, len(name) - 2)
            ways += [name[:at] + name[at + 1 :], name[:at] + name[at] + name[at:]]
        return self._random.choice(ways)

    def _figures(self, event: Event) -> dict[str, Range]:
        issued = {source.id: source.issued for source in self._index.sources(event.sources)}
        said = {name: counted(event, name, register=self._index.register, issued=issued) for name in ("killed", "injured")}
        claims = {name: [one for one in found if not one.period and not one.unit] for name, found in said.items()}
        return {name: found for name, one in claims.items() if (found := range_of(one)) is not None}

    def _claims(self, event: Event, *, differs: bool) -> list[Claim]:
        """What a coder counts: the same dead and injured, or a number that none of the claims allows."""
        found = []
        for measure, known in self._figures(event).items():
            number = round(self._random.choice((known.low, known.high)))
            if differs:
                number = self._other(event, measure, known)
            elif known.open:
                number = round(known.high)
            found.append(Claim(measure=measure, who="all", value=number, by="the coders", source="ref"))
        return found

    def _other(self, event: Event, measure: str, known: Range) -> int:
        """A number below all that is claimed, or above it where no claim says "at least"; about claims allow a tenth more."""
        claims = [claim for claim in event.claims if claim.measure == measure]
        above = math.ceil(known.high * 1.1) + self._random.choice((1, 1, 2, 3, 5))
        below = math.floor(known.low * 0.9) - self._random.choice((1, 1, 2))
        open_ = known.open or any(claim.min is not None and claim.max is None for claim in claims)
        return above if not open_ or below < 0 else below

    # -- what else happened --------------------------------------------------------------------------------------------

    def _noise(self, kinds: Sequence[Kind], beside: Event | None = None) -> Event:
        """Another event; beside one of the timeline, up to a day and 20 km from it."""
        at = beside or self._random.choice(self._events)
        date = f"2024-{self._random.randrange(1, 13):02}-{self._random.randrange(1, 29):02}"
        if beside is not None and len(beside.date) == 10:
            date = self._day(beside.date, self._random.choice((-1, 0, 1)))
        model = self._random.choice([event for event in self._events if _is_another(event, date)])
        dead = min(60, int(1 / max(0.01, self._random.random())) - 1)
        hurt = min(90, int(1 / max(0.01, self._random.random())) - 1)
        return Event(
            id=f"REF{next(self._ids)}",
            date=date,
            kind=self._random.choice((*kinds, model.kind)),
            title=self._reworded(model.title),
            provinces=at.provinces,
            place=self._shifted(at.place),
            actors=tuple(self._respelt(name) for name in model.actors),
            sources=("ref",),
            claims=tuple(
                Claim(measure=measure, who="all", value=number, by="the coders", source="ref")
                for measure, number in (("killed", dead), ("injured", hurt))
            ),
        )


def _is_another(event: Event, date: str) -> bool:
    """Whether an event is more than a month from a day, so that its words there are not about it."""
    when, day = event.when, parse(date)
    return when is not None and (when.latest < day.earliest - 31 or when.earliest > day.latest + 31)


def reference_of(index: Index, seed: int) -> ReferenceSet:
    """A reference set of a timeline."""
    return Maker(index, seed).make()
