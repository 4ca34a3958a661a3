"""An event as it leaves, with its figures and sources, and all of it as plain values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import NamedTuple

from cttui.explore.claims import finite
from cttui.model import claims, dates
from cttui.model.claims import Group, Lens, Range, interval, stated
from cttui.model.records import Claim, Event, Source, Timeline
from cttui.model.register import Register
from cttui.model.sources import called, independent
from cttui.query.fields import Facts, facts_of
from cttui.store.parts import Row

Record = dict[str, object]
"""One event, claim, source or mark: names and plain values, the same names in all records of a subject."""


class Counting:
    """What the figures of some events that leave are compared and counted by."""

    def __init__(self, lens: Lens, register: Register, issued: Mapping[str, str]) -> None:
        """Take whose figures count, the names of claimants and populations, and the dates of issue of the events' sources."""
        self.lens, self.register, self.issued = lens, register, issued
        self._alike: dict[tuple[str, int], tuple[Claim, Range | str | None]] = {}

    def toll(self, event: Event) -> Range | str | None:
        """The dead of an event."""
        if len(event.claims) != 1 or (claim := event.claims[0]).period or claim.province:
            return claims.toll(event, self.lens, self.register, self.issued)
        # the dead of one figure on the event itself are those of any event of the kind; many have the very same
        key = event.kind, id(claim)
        if key not in self._alike:
            self._alike[key] = claim, claims.toll(event, self.lens, self.register, self.issued)
        return self._alike[key][1]

    def groups(self, event: Event) -> tuple[Group, ...]:
        """The claims of an event, comparable ones together."""
        return claims.group(event, self.issued, self.register)


class Item:
    """An event as it leaves."""

    def __init__(self, row: Row, event: Event, sources: tuple[Source, ...], left: Event, counting: Counting) -> None:
        """Take the event, the same before claimants lost their names, and what its figures are counted by.

        Args:
            row: As lists show it.
            event: In full.
            sources: As ``sources.in_order`` puts them.
            left: The event with the names of its claimants, whose figures count.
            counting: What compares and counts its figures where a format needs them.
        """
        self.row, self.event, self.sources = row, event, sources
        self._left, self._counting = left, counting

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Its claims, comparable ones together."""
        return self._counting.groups(self.event)

    @property
    def conflicts(self) -> tuple[Group, ...]:
        """Those of them of which some two claims cannot both hold."""
        # one claim contradicts nothing
        return tuple(group for group in self.groups if group.disputes) if len(self.event.claims) > 1 else ()

    @cached_property
    def toll(self) -> Range | str | None:
        """Its dead, as ``claims.toll`` counts them."""
        return self._counting.toll(self._left)


class Figure(NamedTuple):
    """A claim of an event as it leaves."""

    claim: Claim
    number: int
    """Its place among the event's claims, from 1."""
    superseded: bool
    disputed: bool
    """Whether it stands in a group of which some two claims cannot both hold."""


def figures(item: Item) -> list[Figure]:
    """The claims of an event, in its order."""
    if len(item.event.claims) == 1:
        # nothing replaces or contradicts it, as of most events
        return [Figure(item.event.claims[0], 1, superseded=False, disputed=False)]
    # by identity, as an event may hold two claims that say the same
    superseded, disputed = set[int](), set[int]()
    for group in item.groups:
        superseded.update(id(group.claims[place]) for place in group.superseded)
        if group.disputes:
            disputed.update(map(id, group.standing))
    return [
        Figure(claim, number, id(claim) in superseded, id(claim) in disputed)
        for number, claim in enumerate(item.event.claims, 1)
    ]  # fmt: skip


def facts_by(head: Timeline) -> Callable[[Item], Facts]:
    """Return a factory of what fields and searches read of an event, made of what leaves of it."""
    make = facts_of(head)
    return lambda item: make(item.event, item.row.disputed, independent(item.sources), item.sources)


def event_record(item: Item) -> Record:
    """All of an event but its claims; what is not known is ``None`` or empty."""
    event, when, place = item.event, item.event.when, item.event.place
    toll = item.toll if isinstance(item.toll, Range) else None
    return {
        "id": event.id,
        "date": event.date,
        "date_words": dates.describe(when) if when else "",
        "earliest": dates.day_text(when.earliest) if when else None,
        "latest": dates.day_text(when.latest) if when else None,
        "date_exact": when is not None and when.is_exact,
        "kind": event.kind,
        "title": event.title,
        "summary": event.summary,
        "provinces": list(item.row.provinces),
        "place": place.name if place else "",
        "district": place.district if place else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "place_precision": (place.precision or "") if place else "",
        "actors": list(event.actors),
        "tags": list(event.tags),
        "killed": str(item.toll or ""),
        "killed_low": toll.low if toll else None,
        "killed_high": toll.high if toll and not toll.open else None,
        "disputes": item.row.disputes,
        "sources": [source.id for source in item.sources],
        "responds_to": list(event.responds_to),
        "related": list(event.related),
    }


SOURCE_COLUMNS = (
    "id", "type", "title", "publisher", "author", "issued", "url", "language", "standpoint", "derived_from", "digest",
)  # fmt: skip
"""The names of a source's record."""


def claim_record(item: Item, figure: Figure) -> Record:
    """A claim of an event; ``low`` and ``high`` are the numbers that it allows, ``None`` for words and for no upper end."""
    claim, allowed = figure.claim, interval(figure.claim)
    return {
        "event": item.event.id,
        "number": figure.number,
        "measure": claim.measure,
        "who": claim.who,
        "stated": stated(claim),
        "low": allowed.low if allowed else None,
        "high": finite(allowed.high) if allowed else None,
        "about": claim.approx,
        "unit": claim.unit,
        "period": claim.period,
        "province": claim.province or "",
        "by": claim.by,
        "as_of": claim.as_of,
        "superseded": figure.superseded,
        "disputed": figure.disputed,
        "source": claim.source,
        "quote": claim.quote,
        "note": claim.note,
    }


def source_record(source: Source) -> Record:
    """A source."""
    return {
        "id": source.id,
        "type": source.type,
        "title": str(called(source)),
        "publisher": source.publisher,
        "author": list(source.author),
        "issued": source.issued,
        "url": source.url,
        "language": source.language,
        "standpoint": source.standpoint,
        "derived_from": list(source.derived_from),
        "digest": source.digest,
    }


def dispute_record(group: Group) -> Record:
    """Comparable claims of which some two cannot both hold; statistics may be from several events."""
    found = claims.range_of(group.standing)
    said = dict.fromkeys(f"{stated(claim)} ({claim.by}; {claim.source})" for claim in group.standing)
    return {
        "measure": group.measure,
        "who": group.who,
        "unit": group.unit,
        "period": group.period,
        "province": group.province,
        "events": list(dict.fromkeys(group.events)),
        "low": found.low if found else None,
        "high": found.high if found and not found.open else None,
        "figures": len(group.standing),
        "said": list(said),
    }
