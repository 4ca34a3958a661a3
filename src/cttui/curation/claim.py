"""The form of a claim: what a text states, from a figure that was read in it, from words, or a claim as the file has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from cttui.curation import dating
from cttui.curation.changes import AddItem, Change, SetItem
from cttui.curation.comparable import beside, on_measure
from cttui.curation.forms import Field, Review, Suggestion
from cttui.curation.known import Known, in_short, ranked
from cttui.curation.typed import wrong
from cttui.lazy import dataclass
from cttui.model import values
from cttui.model.claims import stated
from cttui.model.records import OUR_SUM, Claim, Event, Source
from cttui.model.sources import issued_of, publisher_of
from cttui.proposals.reader import Proposal, propose
from cttui.proposals.saying import Said, said
from cttui.store.index import Index
from cttui.text import nearest, numbered, same, shorten

FIGURE = ("value", "min", "max", "best", "words", "approx")
"""The keys of a claim that its form has in one field, as a person says them."""
FROM_TEXT, CHOSEN = "from the text", "the words that you selected"
EXPECTED = "expected a figure: 124, at least 20, at most 5, 20-30, about 15, or words like dozens"
_BEST = re.compile(r",\s*best\s+([0-9][0-9,.]*)$")
"""The best number behind a range, as ``stated`` writes it: ``2–9, best 4``."""


@dataclass(frozen=True)
class Draft:
    """What is known of a claim before anybody has typed."""

    event_id: str
    source_id: str
    plain: Mapping[str, Any] = field(default_factory=dict)
    """The keys that are filled in, as the file has them."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Where they come from."""
    unsure: frozenset[str] = frozenset()
    """Those that are worth a second look."""
    was: Claim | None = None
    """The claim that is changed; ``None`` for a new one."""


def of_proposal(proposal: Proposal, event_id: str, source_id: str) -> Draft:
    """A claim of a figure that was read: all but who is counted and who says so."""
    plain = {name: value for name, value in proposal.record().items() if name in {*FIGURE, "measure", "unit", "quote"}}
    plain["quote"] = own_words(proposal)
    unsure = frozenset() if proposal.sure else frozenset({"number"})
    return Draft(event_id, source_id, plain, dict.fromkeys((*plain, "number"), FROM_TEXT), unsure)


_BETWEEN = re.compile(r",|;|\band\b|\bwhile\b|\bincluding\b|\bbut\b", re.IGNORECASE)
"""What may part two figures in a quote."""


def own_words(proposal: Proposal) -> str:
    """The words of a quote that carry a figure, on one line, without those that only carry the one before or behind it.

    A quote takes every figure in it, so that of two in one clause the second would seem taken with the first. What is left
    out must not change what the rest states.
    """
    quote = " ".join(proposal.quote.split())
    stated_there = propose(quote)
    here = next((n for n, one in enumerate(stated_there) if _figure_of(one) == _figure_of(proposal)), None)
    if here is None:
        return quote
    mine, begin, end = stated_there[here], 0, len(quote)
    for one, behind in pairwise(stated_there[here:]):
        cuts = reversed(list(_BETWEEN.finditer(quote, one.end, behind.start)))
        if (cut := next((cut.start() for cut in cuts if _states(quote[: cut.start()], mine)), 0)) != 0:
            end = cut
            break
    for one, before in pairwise(reversed(stated_there[: here + 1])):
        cuts = reversed(list(_BETWEEN.finditer(quote, before.end, one.start)))
        if (cut := next((cut.end() for cut in cuts if _states(quote[cut.end() : end], mine)), 0)) != 0:
            begin = cut
            break
    return quote[begin:end].strip()


def _states(words: str, proposal: Proposal) -> bool:
    """Whether some words state a figure."""
    return any(_figure_of(one) == _figure_of(proposal) for one in propose(words))


def _figure_of(proposal: Proposal) -> tuple[object, ...]:
    return proposal.value, proposal.min, proposal.max, proposal.words, proposal.approx, proposal.unit, proposal.measure


def of_words(words: str, event_id: str, source_id: str) -> Draft:
    """A claim of words that a person chose; if they state one figure, it is filled in."""
    quote = " ".join(words.split())
    found = propose(quote)
    if len(found) == 1:
        draft = of_proposal(found[0], event_id, source_id)
        return replace(draft, plain={**draft.plain, "quote": quote}, reasons={**draft.reasons, "quote": CHOSEN})
    return Draft(event_id, source_id, {"quote": quote}, {"quote": CHOSEN})


def of_claim(claim: Claim, event_id: str) -> Draft:
    """A claim that the file has, to be changed."""
    return Draft(event_id, claim.source, plain_of(claim), was=claim)


def plain_of(claim: Claim) -> dict[str, Any]:
    """A claim as the file has it: its keys that say something, in their order."""
    found = ((one.name, getattr(claim, one.name)) for one in fields(claim))
    return {name: value for name, value in found if value not in (None, "", False)}


class ClaimForm:
    """A claim about an event, in a source."""

    def __init__(self, known: Known, draft: Draft, holds: Callable[[str], bool] | None = None) -> None:
        """Fill in what is known.

        Args:
            known: What the timeline says.
            draft: What is known of the claim.
            holds: Whether the source's stored copy has some words; ``None`` if there is no copy to look in.
        """
        self._holds = holds
        self._begin(known, draft)

    def _begin(self, known: Known, draft: Draft) -> None:
        """Fill in what is known, the first time or anew."""
        self._known = known
        self._draft = draft
        self._last_by = known.last_by(draft.source_id, draft.event_id)
        self._number = stated(draft.was) if draft.was else stated(said_of(draft.plain)) if _has_figure(draft.plain) else ""
        for name in ("fields", "_source", "_events"):
            vars(self).pop(name, None)

    def renew(self, index: Index) -> bool:
        """Change the claim as the file has it now, or add it again if it was taken out; false if its event is gone."""
        known, draft = Known(index), self._draft
        before, now = (
            next((one for one in every if one.id == draft.event_id), None) for every in (self._known.events, known.events)
        )
        if now is None:
            return False
        if draft.was is not None and draft.was not in now.claims:
            found = _successor(draft.was, before.claims if before is not None else (), now.claims)
            # what it said stays in the fields: saving it is a decision that the person takes now
            draft = of_claim(found, draft.event_id) if found is not None else replace(draft, was=None)
        self._begin(known, draft)
        return True

    @cached_property
    def _source(self) -> Source | None:
        return next(iter(self._known.index.sources([self._draft.source_id])), None)

    @cached_property
    def _events(self) -> Mapping[str, Event]:
        return {event.id: event for event in self._known.events}

    @property
    def title(self) -> str:
        """Whether the claim is new, and its source."""
        source = self._source
        named = f"{publisher_of(source)}, {issued_of(source)}" if source else self._draft.source_id
        return f"{'Change claim' if self._draft.was else 'New claim'} · {named}"

    # -- fields ------------------------------------------------------------------------------------------------------

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What is stated first, then by whom and in which words, then what few claims say."""
        by = self._draft.plain.get("by", "")
        named = Field(
            "by", "by", by or self._last_by, "" if by or not self._last_by else "last used for this source",
            "who says so: a body, an office, the publication", required=True, sure=bool(by),
        )  # fmt: skip
        event = "the event being read" if self._draft.was is None else ""
        return (
            self._field("number", "124, at least 20, 20-30, about 15, dozens", required=True, text=self._number),
            self._field("measure", "what is counted: killed, injured, arrested", required=True),
            self._field("who", "who is counted, as the timeline calls them", required=True),
            named,
            self._field("quote", "the words of the source that state it, at most 120 characters", lines=2),
            self._field("unit", "what it is measured in, if not in people: percent, days, million rupees"),
            self._field("as_of", "the date of the figure, if not that of the source", label="as of"),
            self._field("period", "the period that a statistic covers: 2024, 2024-03"),
            self._field("province", "the province it is about, if the event has several", text=self._badge()),
            self._field("note", "what else a reader should know"),
            Field("event", "event", self._draft.event_id, event, "the event it is about, by its id or title", required=True),
        )

    def _field(self, key: str, about: str, *, label: str = "", required: bool = False, text: str = "", lines: int = 1) -> Field:
        draft = self._draft
        found = text or str(draft.plain.get(key, ""))
        reason = draft.reasons.get(key, "") if found else ""
        return Field(key, label or key, found, reason, about, required, key not in draft.unsure, lines)

    def _badge(self) -> str:
        code = str(self._draft.plain.get("province", ""))
        return next((one.short for one in self._known.index.head.provinces if one.code == code), code)

    # -- suggestions -------------------------------------------------------------------------------------------------

    def suggest(self, key: str, typed: Mapping[str, str]) -> Sequence[Suggestion]:
        """What the file's own words offer for a field."""
        text = typed[key]
        register = self._known.index.register
        if key == "number":
            return _bounds(text)
        if key == "measure":
            return ranked(text, self._counted(lambda claim: claim.measure))
        if key == "who":
            measure = typed["measure"]
            first = [claim.who for claim in self._claims_here if claim.measure == measure]
            return ranked(text, self._counted(lambda claim: claim.who, measure, first), register.spellings)
        if key == "by":
            return ranked(text, self._claimants(), register.said_by)
        if key == "unit":
            return ranked(text, self._counted(lambda claim: claim.unit))
        if key in {"as_of", "period"}:
            return [*dating.suggestions(text, self._period), *ranked(text, self._days(key))]
        if key == "province":
            names = {one.short: (one.code, one.name, *one.aliases) for one in self._known.index.head.provinces}
            return ranked(text, self._provinces(typed["event"]), names.__getitem__)
        if key == "note":
            return ranked(text, [(OUR_SUM, "the source gives only the parts")])
        if key == "event":
            return ranked(text, self._events_named(), lambda event_id: (self._events[event_id].title,))
        return ()

    @property
    def _claims_here(self) -> tuple[Claim, ...]:
        event = self._events.get(self._draft.event_id)
        return event.claims if event else ()

    @property
    def _period(self) -> Any:
        return dating.read(self._known.index.head.meta.period).when

    def _counted(
        self, value: Callable[[Claim], str], measure: str = "", first: Sequence[str] = ()
    ) -> Iterator[tuple[str, str]]:
        """Values of claims, each with its number of claims: some first, then those of a measure, then the most frequent."""
        every = self._known.counts(value)
        such = self._known.counts(value, lambda claim: claim.measure == measure) if measure else every
        order = dict.fromkeys([*first, *(one for one, _ in such.most_common()), *(one for one, _ in every.most_common())])
        for one in order:
            if every[one]:
                on = f" on {measure}" if measure and such[one] else ""
                yield one, numbered(such[one] if on else every[one], "claim") + on

    def _claimants(self) -> Iterator[tuple[str, str]]:
        """The claimant last used for the source, the source itself, those of the same source, then all."""
        if self._last_by:
            yield self._last_by, "last used for this source"
        if self._source is not None and self._source.publisher:
            yield self._source.publisher, "the publication itself"
        here = self._known.counts(lambda claim: claim.by, lambda claim: claim.source == self._draft.source_id)
        yield from self._counted(lambda claim: claim.by, first=[one for one, _ in here.most_common()])

    def _days(self, key: str) -> Iterator[tuple[str, str]]:
        if key == "as_of":
            if self._source is not None and self._source.issued:
                yield self._source.issued, "the day of the source"
            if event := self._events.get(self._draft.event_id):
                yield event.date, "the day of the event"
            return
        yield self._known.index.head.meta.period, "the timeline's own period"
        yield from self._counted(lambda claim: claim.period)

    def _provinces(self, event_id: str) -> Iterator[tuple[str, str]]:
        event = self._events.get(event_id)
        provinces = self._known.index.head.provinces
        for province in sorted(provinces, key=lambda one: event is None or one.code not in event.provinces):
            yield province.short, province.name

    def _events_named(self) -> Iterator[tuple[str, str]]:
        """The events that cite the source, then all."""
        events = self._known.events
        for event in sorted(events, key=lambda event: self._draft.source_id not in event.sources):
            yield event.id, event.title

    # -- what is typed -----------------------------------------------------------------------------------------------

    def review(self, typed: Mapping[str, str]) -> Review:
        """The claim that is typed, held against the rules of the file, the stored copy and the claims that are there."""
        reading = _Reading(self._known, self._draft, self._number, typed)
        claim = reading.claim()
        if self._holds is not None and typed["quote"] and "quote" not in reading.problems and not self._holds(typed["quote"]):
            reading.problems["quote"] = "these words are not in the stored copy"
        if quote := typed["quote"]:
            reading.readings["quote"] += _unlike(quote, reading.figure)
        event = self._events.get(reading.event_id)
        others = [one for one in event.claims if one != self._draft.was] if event else []
        if claim is not None and any(_repeats(claim, other) for other in others):
            reading.problems.setdefault("number", "the event already has this claim")
        if claim is not None:
            known = beside(self._known, claim, reading.event_id, self._draft.was)
        else:
            known = on_measure(self._known, typed["measure"], reading.event_id) if typed["measure"] else ()
        changes = () if reading.problems or claim is None else tuple(self._changes(claim, event))
        if event is not None and self._draft.source_id not in event.sources:
            reading.readings["event"] = f"{shorten(event.title, 40)} · the source will be added to its sources"
        done = f"changed in {reading.event_id}" if self._draft.was else f"added to {reading.event_id}"
        says = f"Claim {done}: {in_short(claim)}." if claim is not None else ""
        return Review(reading.problems, reading.readings, known, changes, says)

    def _changes(self, claim: Claim, event: Event | None) -> Iterator[Change]:
        """What is written: the claim, and the source among those of its event."""
        draft, plain = self._draft, plain_of(claim)
        if event is None or (claim == draft.was and event.id == draft.event_id):
            return
        if draft.was is not None and event.id == draft.event_id:
            yield SetItem("event", event.id, "claims", plain_of(draft.was), plain)
            return
        if draft.was is not None:
            yield SetItem("event", draft.event_id, "claims", plain_of(draft.was), None)
        if draft.source_id not in event.sources:
            yield AddItem("event", event.id, "sources", draft.source_id)
        yield AddItem("event", event.id, "claims", plain)


def _successor(was: Claim, before: Sequence[Claim], now: Sequence[Claim]) -> Claim | None:
    """What became of a claim that somebody else changed: claims have no ids, so it is the new one that has most in common.

    Args:
        was: The claim.
        before: The claims of its event when it was one of them.
        now: Its claims now.
    """

    def shared(one: Claim) -> int:
        return sum(value == getattr(one, key) for key, value in plain_of(was).items())

    # another source or measure says something else; nothing in common but those is another claim of that source
    new = [one for one in now if one not in before and one.source == was.source]
    return max((one for one in new if shared(one) > 1), key=shared, default=None)


class _Reading:
    """What is typed in the form's fields, as a claim."""

    def __init__(self, known: Known, draft: Draft, number: str, typed: Mapping[str, str]) -> None:
        self._known = known
        self._draft = draft
        self._number = number
        self._typed = typed
        self.problems: dict[str, str] = {}
        self.readings: dict[str, str] = {}
        self.figure: Said | None = None
        """The figure that is typed; ``None`` for none."""
        self.event_id = self._event()

    def claim(self) -> Claim | None:
        """The claim; ``None`` while something that it needs is missing or wrong."""
        plain: dict[str, Any] = {"source": self._draft.source_id, **self._figure()}
        for key, kind in (
            ("measure", values.Measure), ("who", values.Name), ("by", values.Name), ("quote", values.Quote),
            ("unit", values.Line), ("note", values.Line),
        ):  # fmt: skip
            if text := self._typed[key]:
                plain[key] = self._checked(key, kind, text)
        if quote := self._typed["quote"]:
            self.readings["quote"] = f"{len(quote)} of {values.MAX_QUOTE} characters"
        for key in ("as_of", "period"):
            if edtf := self._date(key):
                plain[key] = edtf
        if code := self._province():
            plain["province"] = code
        self.figure = said_of(plain) if _has_figure(plain) else None
        if self.problems or not all(plain.get(key) for key in ("measure", "who", "by")) or not _has_figure(plain):
            return None
        try:
            return Claim(**plain)
        except ValueError as error:
            self.problems["number"] = str(error)
            return None

    def _figure(self) -> Mapping[str, object]:
        text = self._typed["number"]
        if text == self._number and _has_figure(self._draft.plain):
            # as the file or the text has it: what is written for people has fewer digits
            return {key: self._draft.plain[key] for key in FIGURE if key in self._draft.plain}
        best = _BEST.search(text)
        found = said(text[: best.start()] if best else text) if text else None
        middle = said(best[1]) if best else None
        if text and (found is None or (best and (middle is None or middle.value is None))):
            self.problems["number"] = EXPECTED
        if found is None:
            return {}
        for value in (found.value, found.min, found.max):
            if value is not None and (trouble := wrong(values.Figure, value)):
                self.problems["number"] = trouble
        exactly = "exactly " if found.value is not None and not found.approx else ""
        self.readings["number"] = "in words, without a number" if found.words else exactly + stated(found)
        return {**found.record(), **({"best": middle.value} if middle is not None else {})}

    def _checked(self, key: str, kind: Any, text: str) -> str:
        if trouble := wrong(kind, text):
            self.problems[key] = trouble
        return text

    def _date(self, key: str) -> str:
        text = self._typed[key]
        found = dating.read(text, dating.read(self._known.index.head.meta.period).when)
        if found.problem:
            self.problems[key] = found.problem
        elif words := found.words(text):
            self.readings[key] = words
        return found.edtf

    def _province(self) -> str:
        text = self._typed["province"]
        if not text:
            return ""
        for province in self._known.index.head.provinces:
            if same(text) in map(same, (province.code, province.short, province.name, *province.aliases)):
                self.readings["province"] = province.name
                return province.code
        names = [one.short for one in self._known.index.head.provinces]
        close = nearest(text, [*names, *(one.name for one in self._known.index.head.provinces)])
        self.problems["province"] = f"unknown province; {f'did you mean {close}?' if close else 'expected ' + ', '.join(names)}"
        return ""

    def _event(self) -> str:
        text = self._typed["event"]
        for event in self._known.events:
            if text in (event.id, event.title):
                self.readings["event"] = shorten(event.title, 80)
                return event.id
        if text:
            close = nearest(text, [event.id for event in self._known.events])
            self.problems["event"] = f"unknown event{f'; did you mean {close}?' if close else ''}"
        return text


def _unlike(quote: str, figure: Said | None) -> str:
    """What a quote states, if that is another figure than the claim's; empty if it states the claim's, or none."""
    found = propose(quote) if figure is not None else ()
    if figure is None or not found or any(Said(one.value, one.min, one.max, one.words, one.approx) == figure for one in found):
        return ""
    return f" · they state {stated(found[0])}"


def said_of(plain: Mapping[str, Any]) -> Said:
    """The figure of a claim, without its best number."""
    return Said(**{key: plain[key] for key in FIGURE if key in plain and key != "best"})


def _has_figure(plain: Mapping[str, Any]) -> bool:
    return any(key in plain for key in FIGURE if key not in {"approx", "best"})


def _bounds(text: str) -> list[Suggestion]:
    """The bounds that a number may have, for a number that is typed."""
    found = said(text) if text else None
    numbers = [] if found is None else [value for value in (found.value, found.min, found.max) if value is not None]
    if len(numbers) != 1:
        return []
    one = numbers[0]
    ways = (Said(value=one), Said(min=one), Said(max=one), Said(value=one, approx=True))
    about = ("exactly", "this or more", "this or less", "the source says about")
    return [Suggestion(stated(way), why) for way, why in zip(ways, about, strict=True)]


def _repeats(claim: Claim, other: Claim) -> bool:
    """Whether two claims state the same of the same, by the same claimant in the same source."""
    keys = ("measure", "who", *FIGURE, "unit", "by", "source", "period", "province")
    days = {claim.as_of, other.as_of} - {""}
    return len(days) < 2 and all(getattr(claim, key) == getattr(other, key) for key in keys)
