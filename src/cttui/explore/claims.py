"""The ledger: who reports which figure, for one event or a whole selection, disputes first.

A section holds what can be drawn on one axis: the same measure, unit, period and province. It lists the populations
counted, and under each its figures: one number by one claimant, with every source that repeats it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Literal, NamedTuple, Protocol

from cttui.explore.spans import axis, likeness, times, year_of
from cttui.explore.state import State
from cttui.model import claims, dates
from cttui.model.claims import Group, Range, number, range_of, stated
from cttui.model.rates import PerDay, per_day
from cttui.model.records import Claim, Event, Source, Timeline
from cttui.model.register import Register
from cttui.model.sources import Called, called, in_order, issued_of, publishers
from cttui.query.fields import event_sources
from cttui.query.language import Query
from cttui.store.index import Answer, Ask, Index
from cttui.store.parts import ClaimantTotal
from cttui.store.wants import Claimed, InFull, Records, Want
from cttui.text import same

Only = Literal["", "disputed", "differing", "alone"]
"""What a ledger is kept to: populations whose figures dispute or differ, figures of one publisher alone; empty for all."""

ONLY: tuple[Only, ...] = ("", "disputed", "differing", "alone")
"""The same in the order in which a key goes through them."""

CALLED: dict[str, str] = {
    "": "Claims",
    "disputed": "Disputed claims",
    "differing": "Differing claims",
    "alone": "Claims from a single publisher",
}
"""What each is called in a title."""

STATES: tuple[Only, ...] = ("disputed", "differing", "")
"""The states of a group, most urgent first."""

MOST_EVENTS = 20_000
"""Events whose claims are read into one ledger for a program."""
MOST_SHOWN = 1_000
"""Events whose claims are read into a ledger on the screen: a second or two where they are a dataset's rows."""
MOST_CLAIMANTS = 8
"""Claimants whose totals stand above a ledger that is not whole."""
MOST_OUTGROWN = 50
"""The most parts exceeding their wholes that one section reports."""
FIRST = ("killed", "injured")
"""The measures that come first."""


class Entry(NamedTuple):
    """A claim in the ledger."""

    stated: str
    by: str
    spellings: tuple[str, ...]
    """All names of the claimant."""
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
    name: Called
    """What the source is called."""
    publisher: str
    issued: str
    quote: str
    note: str
    claim: Claim
    """The record itself."""


class Figure(NamedTuple):
    """What one claimant states of one population, with every source in sight that repeats it word for word."""

    entries: tuple[Entry, ...]
    """The claims in sight, one at least."""
    of: int
    """All claims that repeat the figure, those in sight among them."""
    alone: str | None
    """Who alone publishes it, or the id of a source of nobody known; ``None`` if several do, and none repeats another."""

    @property
    def times(self) -> str:
        """How many claims repeat the figure, and how many of them are in sight where that is not all; empty for one."""
        seen = len(self.entries)
        return f"{seen} of {self.of}" if seen != self.of else f"×{self.of}" if self.of > 1 else ""

    @property
    def superseded(self) -> bool:
        """Whether a later number by the same body replaces every one of its claims."""
        return all(entry.superseded for entry in self.entries)


class Account(NamedTuple):
    """One population: comparable claims, a row a figure."""

    who: str
    period: str
    """The days counted, where they are not those of the section; else empty."""
    spellings: tuple[str, ...]
    """All names of the population."""
    part_of: frozenset[str]
    """What the timeline says that the population is part of, folded."""
    times: str
    """The days counted, in words, and every year that they touch; empty for claims about an event."""
    state: Only
    spread: str
    """The range from lowest to highest number and their ratio, if disputed."""
    figures: tuple[Figure, ...]
    wider: str = ""
    """The part that was asked for, where this population, which includes it, is shown beside it."""

    @property
    def name(self) -> str:
        """The population, and the days counted where they need to be told."""
        return ", ".join(filter(None, (self.who, self.period)))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The claims, in the order of the figures."""
        return tuple(entry for figure in self.figures for entry in figure.entries)


class Section(NamedTuple):
    """Accounts that share an axis."""

    measure: str
    unit: str
    period: str
    """The year or the days counted; empty for claims about an event."""
    province: str
    places: tuple[str, ...]
    """All names of the province."""
    event: str
    """The title of the event, where claims of several events are listed."""
    date: str
    """Its date."""
    low: float
    high: float
    """Ends of the axis."""
    accounts: tuple[Account, ...]
    arithmetic: tuple[str, ...]
    """Our own arithmetic, from figures in the sources."""
    rank: tuple[bool, bool, float]
    """Puts first what counts the whole country in the timeline's own period, then other periods, provinces, single events."""

    @property
    def scope(self) -> str:
        """Unit, period and province, or the event."""
        return ", ".join(filter(None, (self.unit, self.period, self.province, self.event, self.date)))


class Ledger(NamedTuple):
    """Who reports which figure."""

    title: str
    sections: tuple[Section, ...]
    totals: tuple[ClaimantTotal, ...] = ()
    """The dead of the whole selection by the figures of each claimant alone, where the claims of all are too many to list."""
    showing: str = ""
    """The one of ``ONLY`` that is to be shown of it; words are looked for in all of it first, since wholes belong to parts."""

    @property
    def accounts(self) -> Iterator[Account]:
        """The populations of all sections."""
        return (account for section in self.sections for account in section.accounts)

    @property
    def figures(self) -> int:
        """Rows: numbers that sources repeat word for word counted once."""
        return sum(len(account.figures) for account in self.accounts)

    @property
    def claims(self) -> int:
        """Claims behind the rows."""
        return sum(len(figure.entries) for account in self.accounts for figure in account.figures)

    @property
    def disputed(self) -> int:
        """Populations whose figures cannot all hold."""
        return sum(account.state == "disputed" for account in self.accounts)

    @property
    def differing(self) -> int:
        """Populations whose figures differ though all could hold."""
        return sum(account.state == "differing" for account in self.accounts)

    @property
    def alone(self) -> int:
        """Figures that one publisher alone carries."""
        return sum(figure.alone is not None for account in self.accounts for figure in account.figures)

    @property
    def beside(self) -> int:
        """Figures on wider populations, shown beside those that were asked for."""
        return sum(len(account.figures) for account in self.accounts if account.wider)

    def kept(self, keep: Callable[[Account], tuple[Figure, ...]]) -> Ledger:
        """The ledger of some figures of each population, without populations and sections of which none is left."""
        sections = []
        for section in self.sections:
            accounts = (account._replace(figures=keep(account)) for account in section.accounts)
            if left := tuple(account for account in accounts if account.figures):
                sections.append(section._replace(accounts=left))
        return self._replace(sections=tuple(sections))

    def only(self, only: str) -> Ledger:
        """The ledger of one of ``ONLY``."""
        if not only:
            return self
        if only == "alone":
            return self.kept(lambda account: tuple(figure for figure in account.figures if figure.alone is not None))
        return self.kept(lambda account: account.figures if account.state == only else ())

    def shown(self) -> Ledger:
        """What is to be shown of it, in its order."""
        found = self.only(self.showing)
        return found._replace(sections=tuple(sorted(found.sections, key=_order)))

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The events with their sources: those of the whole selection, or the current one."""
        if not state.of_all:
            return (InFull(state.subject),)
        totals = (Claimed(MOST_CLAIMANTS),) if state.total > MOST_SHOWN else ()
        return (Records(MOST_SHOWN), *totals)

    @staticmethod
    def of(answer: Answer, state: State) -> Ledger:
        """Their ledger."""
        kind = CALLED[state.only]
        if state.of_all:
            count = answer.selection.count
            query = f": {state.query.text}" if state.query else ""
            first = f"the first {MOST_SHOWN:,} of " if count > MOST_SHOWN else ""
            title = f"{kind} of {first}{count:,} event{'s' if count != 1 else ''}{query}"
            found = _ledger(state, *answer[Records(MOST_SHOWN)], title, state.only)
            return found._replace(totals=answer[Claimed(MOST_CLAIMANTS)]) if first else found
        part = answer[InFull(state.subject)]
        if part is None:
            return Ledger("Claims", ())
        return _ledger(state, (part.event,), part.sources, f"{kind}: {part.event.title}", state.only)


class _Known(Protocol):
    """What a ledger knows of a timeline."""

    @property
    def head(self) -> Timeline:
        """Its provinces, and its period."""

    @property
    def register(self) -> Register:
        """Its claimants and populations."""


def ledger(index: Index, numbers: Sequence[int], title: str, only: Only = "") -> Ledger:
    """The ledger of some events, by their numbers, in date order."""
    events = index.events(numbers[:MOST_EVENTS])
    ids = dict.fromkeys(source for event in events for source in event_sources(event))
    return _ledger(index, events, index.sources(list(ids)), title, only)


def unread(count: int, most: int) -> str:
    """What is said where a ledger is of the first events alone; empty where it is of all."""
    return f"only the claims of the first {most:,} were read; narrow the filter to read the others" if count > most else ""


def ledger_of(index: Index, query: Query, only: Only = "", most: int = MOST_EVENTS) -> Ledger:
    """The ledger of a query's events, of the first where there are more than ``most``, which ``unread`` says."""
    want = Records(most)
    return _ledger(index, *index.answer(Ask(query, (want,)))[want], "", only)


def ledger_from(index: Index, events: Sequence[Event], cited: Sequence[Source], title: str) -> Ledger:
    """The ledger of some events as they are given, with the sources that they cite."""
    return _ledger(index, events, cited, title, "")


def _ledger(index: _Known, events: Sequence[Event], cited: Sequence[Source], title: str, only: str) -> Ledger:
    by_id = {event.id: event for event in events}
    sources = {source.id: source for source in cited}
    pairs = [(event.id, claim) for event in events for claim in event.claims]
    groups = claims.group_all(pairs, {source.id: source.issued for source in sources.values()}, index.register)
    rates: dict[tuple[str, str], list[PerDay]] = {}
    for rate in per_day(claim for group in groups for claim in group.standing):
        rates.setdefault((f"{rate.total.measure}-per-day", axis(rate.total.period)), []).append(rate)
    places = {event.id: _places(event, sources) for event in events}
    sections: dict[tuple[str, ...], list[Group]] = {}
    for group in groups:
        about = axis(group.period) or f"of {group.events[0]}"
        sections.setdefault((group.measure, group.unit, about, group.province), []).append(group)
    made = [
        _section(
            index, found, _Read(sources, places, by_id), rates.get((measure, about if found[0].period else ""), []),
            whole=len(events) > 1,
        )
        for (measure, _, about, _), found in sections.items()
    ]  # fmt: skip
    return Ledger(title, tuple(sorted(made, key=_order)), showing=only)


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
    """Disputes first, then differences; the dead before the injured and the rest; then what has the most claims."""
    states = {account.state for account in section.accounts}
    urgency = 0 if "disputed" in states else 1 if "differing" in states else 2
    measure = FIRST.index(section.measure) if section.measure in FIRST else len(FIRST)
    return urgency, measure, -sum(len(account.entries) for account in section.accounts)


def _section(index: _Known, groups: list[Group], read: _Read, rates: Sequence[PerDay], *, whole: bool) -> Section:
    first = groups[0]
    ends = [found for group in groups for claim in group.claims if (found := range_of([claim]))]
    year = year_of(first.period)
    provinces = index.head.provinces if first.province else ()
    province = next((province for province in provinces if province.code == first.province), None)
    event = read.events[first.events[0]] if whole and not first.period else None
    return Section(
        first.measure,
        first.unit,
        year or (dates.describe(dates.parse(first.period)) if first.period else ""),
        province.name if province else "",
        (province.name, province.short, *province.aliases) if province else (),
        event.title if event else "",
        dates.brief(event.when) if event and event.when else "",
        min((found.low for found in ends), default=0),
        max((found.high for found in ends), default=0),
        tuple(_account(index, group, read) for group in _families(index, groups)),
        (*dict.fromkeys(map(str, rates)), *islice(_outgrown(index, groups), MOST_OUTGROWN)),
        (not first.period, bool(first.province), -max(likeness(group.period, index.head.meta.period) for group in groups)),
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
    # under None those that have no whole: a population may be called by what leaves no name at all
    parts: dict[str | None, list[str]] = {}
    for who, found in wider.items():
        above = [other for other in found if who not in wider[other]]
        # the narrowest whole is the one that is itself part of most others
        parts.setdefault(max(above, key=lambda other: (len(wider[other]), other), default=None), []).append(who)

    def rank(who: str) -> tuple[int, int, str]:
        return (
            min(STATES.index(_state(group)) for group in own[who]),
            -sum(len(group.claims) for group in own[who]),
            own[who][0].who,
        )

    found_groups: list[Group] = []
    waiting = sorted(parts.get(None, ()), key=rank, reverse=True)
    while waiting:
        who = waiting.pop()
        found_groups += sorted(own[who], key=lambda group: STATES.index(_state(group)))
        waiting += sorted(parts.get(who, ()), key=rank, reverse=True)
    return found_groups


def _account(index: _Known, group: Group, read: _Read) -> Account:
    found = range_of(group.standing)
    figures: dict[tuple[str, str], list[Entry]] = {}
    for position, (event, claim) in enumerate(zip(group.events, group.claims, strict=True)):
        entry = _entry(index, claim, event, read, superseded=position in group.superseded)
        figures.setdefault((entry.stated, same(index.register.claimant(claim.by))), []).append(entry)
    made = [_figure(entries, read) for entries in figures.values()]
    made.sort(key=lambda figure: (figure.entries[0].low is None, -(figure.entries[0].low or 0), figure.entries[0].by))
    return Account(
        group.who,
        dates.brief(dates.parse(group.period)) if year_of(group.period) not in {"", group.period} else "",
        index.register.spellings(group.who),
        index.register.directly(group.who),
        times(group.period),
        _state(group),
        _spread(found) if group.disputes else "",
        tuple(made),
    )


def _figure(entries: Sequence[Entry], read: _Read) -> Figure:
    carried = publishers(read.sources[entry.source_id] for entry in entries)
    return Figure(tuple(entries), len(entries), next(iter(carried)) if len(carried) == 1 else None)


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
        index.register.said_by(claim.by),
        index.register.standpoint(claim.by) or source.standpoint,
        index.register.counts(claim.by),
        allowed.low if allowed else None,
        allowed.high if allowed else None,
        superseded,
        event,
        source.id,
        read.places[event][source.id],
        called(source),
        source.publisher,
        issued_of(source),
        claim.quote,
        claim.note,
        claim,
    )


def finite(value: float | None) -> float | None:
    """A number that JSON can represent; ``None`` for infinity."""
    return None if value is None or math.isinf(value) else value
