"""What must not leave: sources that are marked as sensitive, and what a redaction takes out.

A guard stands at the only door: whatever is exported passes ``event`` and ``source``, and formats see nothing else. It counts
what it kept back, so that an export can say so.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from cttui.exports.redaction import NOTHING, Redaction
from cttui.lazy import dataclass
from cttui.model.records import Claim, Event, Place, Source
from cttui.model.register import Register
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.index import Ask, Index
from cttui.store.wants import Cited, Citing
from cttui.text import numbered

INCLUDE = "--include-sensitive on the command line includes them"
"""The way out for what is kept back."""
STAYS = "ids, titles and texts may still name people and places; check them before you hand the file on"
"""What no rule can take out."""
CELL = 0.5
"""Degrees to which coordinates are rounded where only the district may leave: about 50 km."""
COARSE = ("district", "province")
"""Precisions that say no more than a district."""


@dataclass(frozen=True, slots=True)
class Sensitive:
    """What a timeline keeps back."""

    sources: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    """The ids of events that rest on such sources alone."""

    def named_in(self, text: str) -> bool:
        """Whether the id of any of it stands in a text."""
        return any(id_ in text for id_ in self.sources | self.events)


def sensitive(index: Index) -> Sensitive:
    """What a timeline marks as sensitive, whatever is selected and whether an event cites it or not.

    A dataset marks nothing.
    """
    if index.imported is not None:
        return Sensitive()
    want = Cited(uncited=True)
    cited = index.answer(Ask(Query(), (want,)))[want]
    found = frozenset(one.source.id for one in cited if one.source.sensitive)
    wants = tuple(map(Citing, sorted(found)))
    answer = index.answer(Ask(Query(), wants)) if wants else None
    citing = (event for want in wants if answer is not None for event in answer[want])
    return Sensitive(found, frozenset(event.id for event in citing if found.issuperset(event_sources(event))))


class Guard:
    """Lets events and sources out without what must stay, and counts that."""

    def __init__(self, kept: Sensitive | None = None, redaction: Redaction = NOTHING) -> None:
        """Take what is sensitive, nothing for an export that includes it, and what is taken out."""
        self.kept = kept or Sensitive()
        self.redaction = redaction
        self._counts: dict[str, set[Hashable]] = {}
        self._names: dict[str, str] = {}

    @property
    def is_open(self) -> bool:
        """Whether everything may leave."""
        return not self.kept.sources and self.redaction.is_empty

    def _count(self, what: str, who: Hashable) -> None:
        """Count something once, however often it passes."""
        self._counts.setdefault(what, set()).add(who)

    def counted(self, what: str) -> int:
        """How many of something were counted."""
        return len(self._counts.get(what, ()))

    # -- sensitive -----------------------------------------------------------------------------------------------------

    def holds_back(self, event: Event) -> bool:
        """Whether an event does not leave at all, because it rests on sensitive sources alone."""
        if event.id not in self.kept.events:
            return False
        self._count("events", event.id)
        for source in event_sources(event):
            self._count("sources", source)
        for number in range(len(event.claims)):
            self._count("claims", (event.id, number))
        return True

    def without_sensitive(self, event: Event) -> Event:
        """An event without sensitive sources, without the claims that rest on them and without events that are held back."""
        hidden, unseen = self.kept.sources, self.kept.events
        if hidden.isdisjoint(event_sources(event)) and unseen.isdisjoint((*event.responds_to, *event.related)):
            return event
        for source in event_sources(event):
            if source in hidden:
                self._count("sources", source)
        for number, claim in enumerate(event.claims):
            if claim.source in hidden:
                self._count("claims", (event.id, number))
        return replace(
            event,
            sources=tuple(source for source in event.sources if source not in hidden),
            claims=tuple(claim for claim in event.claims if claim.source not in hidden),
            responds_to=tuple(other for other in event.responds_to if other not in unseen),
            related=tuple(other for other in event.related if other not in unseen),
        )

    def sources(self, index: Index, ids: Sequence[str]) -> list[Source]:
        """Sources as they leave, in the given order; sensitive ones are passed over."""
        if self.is_open:
            return list(index.sources(ids))
        found: list[Source] = []
        for source in index.sources(ids):
            if source.id in self.kept.sources:
                self._count("sources", source.id)
                continue
            found.append(self._source(source))
        return found

    def _source(self, source: Source) -> Source:
        changed: dict[str, object] = {}
        if not self.kept.sources.isdisjoint(source.derived_from):
            changed["derived_from"] = tuple(one for one in source.derived_from if one not in self.kept.sources)
        for field in ("title", "title_note", "publisher", "url", "language", "digest"):
            if getattr(source, field) and self.redaction.drops(f"source.{field}"):
                changed[field] = ""
                self._count(f"source.{field}", source.id)
        if source.author and (not self.redaction.names or self.redaction.drops("source.author")):
            changed["author"] = ()
            self._count("source.author", source.id)
        return replace(source, **changed) if changed else source  # type: ignore[arg-type]  # each has its field's own type

    # -- redaction -----------------------------------------------------------------------------------------------------

    def dropped(self, event: Event) -> Event:
        """An event without the fields that are dropped, and with its place as exactly as it may leave."""
        changed: dict[str, object] = {}
        for field, empty in (("summary", ""), ("place", None), ("actors", ()), ("tags", ()), ("responds_to", ()),
                             ("related", ()), ("claims", ())):  # fmt: skip
            if getattr(event, field) and self.redaction.drops(f"event.{field}"):
                changed[field] = empty
                self._count(f"event.{field}", event.id)
        if event.actors and not self.redaction.names and "actors" not in changed:
            changed["actors"] = ()
            self._count("event.actors", event.id)
        if event.place is not None and "place" not in changed and (place := self._place(event.place)) != event.place:
            changed["place"] = place
            self._count("places", event.id)
        return replace(event, **changed) if changed else event  # type: ignore[arg-type]  # each has its field's own type

    def _place(self, place: Place) -> Place | None:
        """A place by its district, its coordinates on a coarse grid, or no place, since the province stands in the event."""
        if self.redaction.places == "province":
            return None
        if self.redaction.places is None:
            return place
        lat, lon = place.lat, place.lon
        if lat is not None and lon is not None:
            # also of a district: a dataset's may be those of a town that stands for it; 0.0 is added since there is a -0.0
            lat, lon = round(lat / CELL) * CELL + 0.0, round(lon / CELL) * CELL + 0.0
        coarse = None if lat is None else place.precision if place.precision in COARSE else "district"
        return Place(district=place.district, lat=lat, lon=lon, precision=coarse)

    def unnamed(self, event: Event, register: Register) -> Event:
        """An event whose claims leave without quotes, notes or the names of claimants, as far as those must stay."""
        if self.redaction.is_empty:
            return event
        return replace(event, claims=tuple(self._claim(event.id, number, claim, register)
                                           for number, claim in enumerate(event.claims)))  # fmt: skip

    def _claim(self, event: str, number: int, claim: Claim, register: Register) -> Claim:
        changed: dict[str, str] = {}
        for field in ("quote", "note"):
            if getattr(claim, field) and self.redaction.drops(f"claim.{field}"):
                changed[field] = ""
                self._count(f"claim.{field}", (event, number))
        if not self.redaction.names:
            changed["by"] = self.alias(register.claimant(claim.by))
            self._count("claimants", (event, number))
        return replace(claim, **changed) if changed else claim  # type: ignore[arg-type]  # each is a text

    def alias(self, by: str) -> str:
        """What stands for a claimant's name: the same for the same name, so that revisions are still known as such."""
        return self._names.setdefault(by, f"claimant {len(self._names) + 1}")

    @property
    def aliases(self) -> Mapping[str, str]:
        """What stands for the names of claimants so far."""
        return self._names

    # -- what is said --------------------------------------------------------------------------------------------------

    def said(self) -> tuple[str, ...]:
        """What was kept back and taken out so far, a phrase each, for whoever exports; last, what is theirs to check."""
        noted = (f"{phrase}; {INCLUDE}" if number < self._kept else phrase for number, phrase in enumerate(self.noted()))
        stays = self.redaction.places is not None or not self.redaction.names
        return (*noted, *((STAYS,) if stays else ()))

    def noted(self) -> tuple[str, ...]:
        """The same for the export itself, whose readers have no options to give."""
        return (*self._kept_back(), *self._taken_out())

    @property
    def _kept(self) -> int:
        """The phrases on what was kept back, which come first."""
        return min(self.counted("sources"), 1)

    def _kept_back(self) -> Iterable[str]:
        sources, claims, events = map(self.counted, ("sources", "claims", "events"))
        if sources:
            more = [numbered(count, one) for count, one in ((claims, "claim"), (events, "event")) if count]
            behind = f", with {' and '.join(more)}" if more else ""
            yield f"{numbered(sources, 'sensitive source')} kept back{behind}"

    def _taken_out(self) -> Iterable[str]:
        for what in sorted(self._counts):
            count = self.counted(what)
            if "." in what:
                record = what.partition(".")[0]
                yield f"{what} removed from {numbered(count, record)}"
            elif what == "places":
                yield f"places of {numbered(count, 'event')} coarsened to the {self.redaction.places}"
            elif what == "claimants":
                yield f"names of the claimants of {numbered(count, 'claim')} replaced by numbers"
