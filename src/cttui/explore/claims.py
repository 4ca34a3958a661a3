"""The ledger: who reports which figure, for one event or a whole selection, disputes first.

A section holds what can be drawn on one axis: the same measure, unit, period and province. It lists the populations
counted, and under each one row per claimant.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple, Protocol

from cttui.explore.state import State
from cttui.model import calendar, claims, dates
from cttui.model.claims import Group, Range, Register, number, per_day, range_of, stated
from cttui.model.records import Claim, Event, Source, Timeline
from cttui.model.sources import called, in_order, issued_of
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.index import Answer, Ask, Index
from cttui.store.wants import InFull, Records, Want
from cttui.text import same

Only = Literal["", "disputed", "differing"]
"""Which groups a ledger shows; empty for all."""

STATES: tuple[Only, ...] = ("disputed", "differing", "")
"""The states of a group, most urgent first."""

MOST_EVENTS = 20_000
"""Events whose claims are read into one ledger."""
MOST_OUTGROWN = 50
"""The most parts exceeding their wholes that one section reports."""
MISSING_DAYS = 15
"""Days that a count may lack at the end of a year and still be compared with the year's."""
_FIRST = ("killed", "injured")


class Entry(NamedTuple):
    """A claim in the ledger."""

    stated: str
    by: str
    standpoint: str
    """The claimant's; the source's if the timeline does not say."""
    counts: str
    """The claimant's totals, in our words."""
    low: float | None
    """Ends of its interval; ``None`` if it gives words."""
    high: float | None
    superseded: bool
    event_id: str
    source_id: str
    source: int
    """Position of the source among its event's."""
    title: str
    """What the source is called."""
    publisher: str
    issued: str
    quote: str
    note: str


class Account(NamedTuple):
    """One population: comparable claims, one row each."""

    who: str
    state: Only
    spread: str
    """The range from lowest to highest number and their ratio, if disputed."""
    entries: tuple[Entry, ...]


class Section(NamedTuple):
    """Accounts that share an axis."""

    measure: str
    scope: str
    """Unit, period and province, or the event."""
    low: float
    high: float
    """Ends of the axis."""
    accounts: tuple[Account, ...]
    arithmetic: tuple[str, ...]
    """Our own arithmetic, from figures in the sources."""


class Ledger(NamedTuple):
    """Who reports which figure."""

    title: str
    sections: tuple[Section, ...]
    claims: int
    disputed: int
    """Groups of comparable claims that cannot all hold."""
    differing: int
    """Groups that state different numbers though all could hold."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The events with their sources: those of the whole selection, or the current one."""
        return (Records(MOST_EVENTS),) if state.of_all else (InFull(state.subject),)

    @staticmethod
    def of(answer: Answer, state: State) -> Ledger:
        """Their ledger."""
        if state.of_all:
            count = answer.selection.count
            query = f": {state.query.text}" if state.query else ""
            title = f"Claims of {count:,} event{'s' if count != 1 else ''}{query}"
            return _ledger(state, *answer[Records(MOST_EVENTS)], title, state.only)
        part = answer[InFull(state.subject)]
        if part is None:
            return _ledger(state, (), (), "Claims", state.only)
        return _ledger(state, (part.event,), part.sources, f"Claims: {part.event.title}", state.only)


class _Known(Protocol):
    """What a ledger knows of a timeline."""

    @property
    def head(self) -> Timeline:
        """Its provinces."""

    @property
    def register(self) -> Register:
        """Its claimants and populations."""


def ledger(index: Index, numbers: Sequence[int], title: str, only: Only = "") -> Ledger:
    """The ledger of some events, by their numbers, in date order."""
    events = index.events(numbers[:MOST_EVENTS])
    ids = dict.fromkeys(source for event in events for source in event_sources(event))
    return _ledger(index, events, index.sources(list(ids)), title, only)


def ledger_of(index: Index, query: Query, only: Only = "") -> Ledger:
    """The ledger of a query's events."""
    want = Records(MOST_EVENTS)
    return _ledger(index, *index.answer(Ask(query, (want,)))[want], "", only)


def _ledger(index: _Known, events: Sequence[Event], cited: Sequence[Source], title: str, only: str) -> Ledger:
    by_id = {event.id: event for event in events}
    sources = {source.id: source for source in cited}
    pairs = [(event.id, claim) for event in events for claim in event.claims]
    groups = claims.group_all(pairs, {source.id: source.issued for source in sources.values()}, index.register)
    rates: dict[tuple[str, str], list[claims.PerDay]] = {}
    for rate in per_day(claim for group in groups for claim in group.standing):
        rates.setdefault((f"{rate.total.measure}-per-day", _axis(rate.total.period)), []).append(rate)
    places = {event.id: _places(event, sources) for event in events}
    sections: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        if not only or _state(group) == only:
            about = _axis(group.period) or f"of {group.events[0]}"
            sections.setdefault((group.measure, group.unit, about, group.province), []).append(group)
    made = [
        _section(
            index, found, _Read(sources, places, by_id), rates.get((measure, about if found[0].period else ""), []),
            whole=len(events) > 1,
        )
        for (measure, _, about, _), found in sections.items()
    ]  # fmt: skip
    made.sort(key=_order)
    return Ledger(
        title,
        tuple(made),
        sum(len(group.claims) for group in groups),
        sum(bool(group.disputes) for group in groups),
        sum(_state(group) == "differing" for group in groups),
    )


def _places(event: Event, sources: Mapping[str, Source]) -> dict[str, int]:
    """The position of each source among an event's."""
    ordered = in_order(event, (sources[id_] for id_ in event_sources(event)))
    return {source.id: place for place, source in enumerate(ordered)}


class _Read(NamedTuple):
    """The sources behind a ledger's claims."""

    sources: dict[str, Source]
    places: dict[str, dict[str, int]]
    """The position of each source among an event's."""
    events: dict[str, Event]


def _state(group: Group) -> Only:
    return "disputed" if group.disputes else "differing" if group.differences else ""


def _order(section: Section) -> tuple[int, int, int]:
    states = {account.state for account in section.accounts}
    urgency = 0 if "disputed" in states else 1 if "differing" in states else 2
    measure = _FIRST.index(section.measure) if section.measure in _FIRST else len(_FIRST)
    return urgency, measure, -sum(len(account.entries) for account in section.accounts)


def _year(period: str) -> str:
    """The year that a period covers, or nearly: counts for 2024 and for 1 January to 27 December share an axis."""
    if not period:
        return ""
    when = dates.parse(period)
    year = calendar.day_of(when.lower).year
    first, last = calendar.number_of(year), calendar.month_end(year, 12)
    return calendar.year_words(year) if when.lower == first and last - MISSING_DAYS <= when.upper <= last else ""


def _axis(period: str) -> str:
    """The axis that claims of a period share: its year, or the period itself; empty for none."""
    return _year(period) or period


def _section(index: _Known, groups: list[Group], read: _Read, rates: Sequence[claims.PerDay], *, whole: bool) -> Section:
    first = groups[0]
    ends = [found for group in groups for claim in group.claims if (found := range_of([claim]))]
    year = _year(first.period)
    parts = [first.unit, year or (dates.describe(dates.parse(first.period)) if first.period else "")]
    parts.append(next((p.name for p in index.head.provinces if p.code == first.province), ""))
    if whole and not first.period:
        event = read.events[first.events[0]]
        parts.append(f"{event.title}, {dates.brief(event.when)}" if event.when else event.title)
    return Section(
        first.measure,
        ", ".join(part for part in parts if part),
        min((found.low for found in ends), default=0),
        max((found.high for found in ends), default=0),
        tuple(_account(index, group, read) for group in _families(index, groups)),
        (*dict.fromkeys(map(str, rates)), *islice(_outgrown(index, groups), MOST_OUTGROWN)),
    )


def _outgrown(index: _Known, groups: list[Group]) -> Iterator[str]:
    """Parts with every figure above every figure of a whole that contains them according to the timeline."""
    ranges = {
        who: [(group.who, group.period, found) for group in found_groups if (found := range_of(group.standing))]
        for who, found_groups in _by_population(groups).items()
    }
    order = {who: place for place, who in enumerate(ranges)}
    for who, parts in ranges.items():
        wholes = sorted((index.register.wholes(who) & ranges.keys()) - {who}, key=order.__getitem__)
        for part, period, small in parts:
            for whole, its_period, large in (found for other in wholes for found in ranges[other]):
                if period == its_period and not large.open and small.low > large.high:
                    yield f"{part} ({small}) exceed {whole} ({large}), of which they are a part"


def _by_population(groups: Iterable[Group]) -> dict[str, list[Group]]:
    found: dict[str, list[Group]] = {}
    for group in groups:
        found.setdefault(same(group.who), []).append(group)
    return found


def _families(index: _Known, groups: list[Group]) -> list[Group]:
    """Populations followed by their parts, disputed families first; each group once.

    Parts in a circle have no whole to follow, and are listed by themselves.
    """
    own = _by_population(groups)
    wider = {who: index.register.wholes(who) & own.keys() for who in own}
    parts: dict[str, list[str]] = {}
    for who, found in wider.items():
        above = [other for other in found if who not in wider[other]]
        # the narrowest whole is the one that is itself part of most others
        parts.setdefault(max(above, key=lambda other: (len(wider[other]), other), default=""), []).append(who)

    def rank(who: str) -> tuple[int, int, str]:
        return (
            min(STATES.index(_state(group)) for group in own[who]),
            -sum(len(group.claims) for group in own[who]),
            own[who][0].who,
        )

    found_groups: list[Group] = []
    waiting = sorted(parts.get("", ()), key=rank, reverse=True)
    while waiting:
        who = waiting.pop()
        found_groups += sorted(own[who], key=lambda group: STATES.index(_state(group)))
        waiting += sorted(parts.get(who, ()), key=rank, reverse=True)
    return found_groups


def _account(index: _Known, group: Group, read: _Read) -> Account:
    found = range_of(group.standing)
    entries = [
        _entry(index, claim, event, read, superseded=position in group.superseded)
        for position, (event, claim) in enumerate(zip(group.events, group.claims, strict=True))
    ]
    entries.sort(key=lambda entry: (entry.low is None, -(entry.low or 0), entry.by))
    period = dates.describe(dates.parse(group.period)) if group.period and _year(group.period) != group.period else ""
    who = f"{group.who}, {period}" if period and _year(group.period) else group.who
    return Account(who, _state(group), _spread(found) if group.disputes else "", tuple(entries))


def _spread(found: Range | None) -> str:
    if found is None:
        return ""
    times = f", {number(round(found.high / found.low, 1))} times" if found.low and found.high >= 1.5 * found.low else ""
    return f"{found}{times}"


def _entry(index: _Known, claim: Claim, event: str, read: _Read, *, superseded: bool) -> Entry:
    source, allowed = read.sources[claim.source], claims.interval(claim)
    return Entry(
        stated(claim),
        claim.by,
        index.register.standpoint(claim.by) or source.standpoint,
        index.register.counts(claim.by),
        allowed.low if allowed else None,
        allowed.high if allowed else None,
        superseded,
        event,
        source.id,
        read.places[event][source.id],
        str(called(source)),
        source.publisher,
        issued_of(source),
        claim.quote,
        claim.note,
    )


def finite(value: float | None) -> float | None:
    """A number that JSON can represent; ``None`` for infinity."""
    return None if value is None or math.isinf(value) else value
