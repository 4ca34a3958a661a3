"""What claims say of one another: which can be compared, which cannot both hold, and an event's toll.

Two claims are *comparable* when measure, who, unit, period and province are the same. A later number by the same body is
a *revision* of the earlier one and takes its place: a rising toll is no dispute. Of the claims that still stand, two are
a *dispute* when their intervals do not overlap, and a *difference* when they overlap but state different numbers
("at least 169" and "at least 179"). Words ("dozens") are shown and never counted as numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from cttui.errors import CttuiError
from cttui.model import dates
from cttui.model.records import Claim, Claimant, Event, Population, Source
from cttui.text import key

APPROX_SHARE = 0.1
"""How far a source's "about" may reach on each side, as a share of the figure: "about 1,000" is 900 to 1,100."""

TOLL_MEASURE = "killed"
"""The measure that an event's toll counts."""

SAID_KINDS = frozenset({"policy", "statement", "report", "diplomacy", "court"})
"""Kinds that are said or decided: the dead they speak of died elsewhere, so they have no toll of their own."""


class Register:
    """How a timeline's claims name those who state figures and those who are counted."""

    def __init__(self, claimants: Iterable[Claimant] = (), populations: Iterable[Population] = ()) -> None:
        """Take the timeline's tables; a name in neither stands for itself."""
        self._claimants = {key(name): claimant for claimant in claimants for name in (claimant.name, *claimant.aliases)}
        self._populations = {key(name): found for found in populations for name in (found.name, *found.aliases)}

    def claimant(self, by: str) -> str:
        """The one spelling of a claimant."""
        found = self._claimants.get(key(by))
        return found.name if found else by

    def standpoint(self, by: str) -> str:
        """A claimant's standpoint; empty where the timeline does not say."""
        found = self._claimants.get(key(by))
        return found.standpoint if found else ""

    def counts(self, by: str) -> str:
        """What a claimant counts, in our words; empty where the timeline does not say."""
        found = self._claimants.get(key(by))
        return found.counts if found else ""

    def population(self, who: str) -> str:
        """The one spelling of a population."""
        found = self._populations.get(key(who))
        return found.name if found else who

    def is_part(self, part: str, whole: str) -> bool:
        """Whether the timeline says that one population is part of another, directly or by a third."""
        seen: set[str] = set()
        waiting = [key(part)]
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            wider = [key(other) for other in found.part_of] if (found := self._populations.get(name)) else []
            if key(whole) in wider:
                return True
            waiting += wider
        return False


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a claim allows, both ends included; ``high`` is infinite for "at least"."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether some number fits both."""
        return self.low <= other.high and other.low <= self.high


def interval(claim: Claim) -> Interval | None:
    """The numbers that a claim allows; ``None`` where it gives words only."""
    if claim.words:
        return None
    if claim.value is not None:
        low = high = float(claim.value)
    else:
        low = float(claim.min) if claim.min is not None else 0.0
        high = float(claim.max) if claim.max is not None else math.inf
    if claim.approx:
        low, high = low * (1 - APPROX_SHARE), high * (1 + APPROX_SHARE)
    return Interval(low, high)


def stated(claim: Claim) -> str:
    """The figure as the source states it: ``6``, ``2–4``, ``at least 20``, ``at most 5``, ``about 991``, ``dozens``."""
    if claim.words:
        return claim.words
    about = "about " if claim.approx else ""
    if claim.value is not None:
        return about + number(claim.value)
    if claim.min is not None and claim.max is not None:
        return f"{about}{number(claim.min)}–{number(claim.max)}"
    if claim.min is not None:
        return f"at least {about}{number(claim.min)}"
    return f"at most {about}{number(claim.max or 0)}"


def number(value: float) -> str:
    """A number as it is read: ``59,775``, ``76.3``."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.3f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Group:
    """Comparable claims, in the order of the event."""

    measure: str
    who: str
    unit: str
    period: str
    province: str
    claims: tuple[Claim, ...]
    events: tuple[str, ...]
    """The id of the event that each claim is about."""
    superseded: frozenset[int]
    """Positions in ``claims`` of those that a later number by the same body replaces."""
    disputes: tuple[tuple[int, int], ...]
    """Pairs of positions that cannot both hold."""
    differences: tuple[tuple[int, int], ...]
    """Pairs of positions that could both hold but state different numbers."""


@dataclass(frozen=True, slots=True)
class Range:
    """From the lowest to the highest number that some claims state."""

    low: float
    high: float
    open: bool
    """Whether the highest number was stated as "at least", so that more is possible."""

    def __str__(self) -> str:
        """As a list shows it: ``6``, ``5–8``, ``20+``, ``37–74+``."""
        plus = "+" if self.open else ""
        return f"{number(self.low)}{plus}" if self.low == self.high else f"{number(self.low)}–{number(self.high)}{plus}"


def range_of(claims: Iterable[Claim]) -> Range | None:
    """From the lowest to the highest number that claims state; ``None`` where there are words only."""
    found = [claim for claim in claims if not claim.words]
    if not found:
        return None
    numbers = [v for claim in found for v in (claim.value, claim.min, claim.max) if v is not None]
    ceilings = [v for claim in found for v in (claim.value, claim.max) if v is not None]
    return Range(float(min(numbers)), float(max(numbers)), max(numbers) > max(ceilings, default=-1))


def group(event: Event, issued: Mapping[str, str] | None = None, register: Register | None = None) -> tuple[Group, ...]:
    """The claims of an event in groups of comparable ones, in the order in which each group first appears.

    Args:
        event: The event.
        issued: The date of issue (EDTF or empty) of each source by its id; without it no source is later than another.
        register: Which names mean the same; without it each stands for itself.
    """
    return group_all(((event.id, claim) for claim in event.claims), issued, register)


def group_all(
    claims: Iterable[tuple[str, Claim]], issued: Mapping[str, str] | None = None, register: Register | None = None
) -> tuple[Group, ...]:
    """Claims about several events in groups of comparable ones, in the order in which each group first appears.

    Claims with a period are statistics and comparable wherever they stand; others only with those about the same event.

    Args:
        claims: The claims, each with the id of its event.
        issued: As in ``group``.
        register: As in ``group``.
    """
    register = register or Register()
    groups: dict[tuple[str, ...], list[tuple[str, Claim]]] = {}
    for event, claim in claims:
        who = register.population(claim.who)
        about = claim.period or f"of {event}"
        identity = (key(claim.measure), key(who), key(claim.unit), about, claim.province or "")
        groups.setdefault(identity, []).append((event, claim))
    return tuple(_compare(tuple(found), issued or {}, register) for found in groups.values())


def _compare(pairs: tuple[tuple[str, Claim], ...], issued: Mapping[str, str], register: Register) -> Group:
    claims = tuple(claim for _, claim in pairs)
    first = claims[0]
    superseded = frozenset(
        n for n, earlier in enumerate(claims) if any(_revises(later, earlier, issued, register) for later in claims)
    )
    disputes, differences = [], []
    standing = [(n, allowed) for n, claim in enumerate(claims) if n not in superseded and (allowed := interval(claim))]
    for (a, one), (b, other) in combinations(standing, 2):
        if not one.overlaps(other):
            disputes.append((a, b))
        elif stated(claims[a]).removeprefix("about ") != stated(claims[b]).removeprefix("about "):
            differences.append((a, b))
    identity = (first.measure, register.population(first.who), first.unit, first.period, first.province or "")
    return Group(*identity, claims, tuple(event for event, _ in pairs), superseded, tuple(disputes), tuple(differences))


def _revises(later: Claim, earlier: Claim, issued: Mapping[str, str], register: Register) -> bool:
    """Whether one claim replaces another: a different number by the same body, as of a later day or in a later source."""
    same_body = key(register.claimant(later.by)) == key(register.claimant(earlier.by))
    if not same_body or interval(later) == interval(earlier) or later.words or earlier.words:
        return False
    if later.as_of and earlier.as_of:
        return _after(later.as_of, earlier.as_of)
    return _after(issued.get(later.source, ""), issued.get(earlier.source, ""))


def _after(later: str, earlier: str) -> bool:
    return bool(later and earlier) and dates.parse(later).is_after(dates.parse(earlier))


def is_disputed(groups: Sequence[Group]) -> bool:
    """Whether some two claims about the event cannot both hold."""
    return any(found.disputes for found in groups)


class LensError(CttuiError, ValueError):
    """A text names no lens."""


@dataclass(frozen=True, slots=True)
class Lens:
    """Whose figures are counted: all, the lowest or highest of all, official ones, one claimant's or one source's."""

    name: str
    """``all``, ``lowest``, ``highest``, ``official``, a claimant's name or a source's id."""

    def admits(self, claim: Claim, register: Register) -> bool:
        """Whether a claim counts."""
        if self.name in {"all", "lowest", "highest"}:
            return True
        if self.name == "official":
            return register.standpoint(claim.by) == "official"
        return self.name in {register.claimant(claim.by), claim.source}

    def narrow(self, found: Range) -> Range:
        """A range as this lens shows it: the lowest and the highest are one number."""
        if self.name == "lowest":
            return Range(found.low, found.low, False)
        return Range(found.high, found.high, found.open) if self.name == "highest" else found


LENSES = ("all", "lowest", "highest", "official")
"""The lenses that every timeline has, in the order in which a key goes through them."""
ALL = Lens("all")


def toll(event: Event, lens: Lens = ALL, register: Register | None = None) -> Range | str | None:
    """An event's dead: the range claimed, the words where no claim has a number, ``None`` where no claim counts them.

    The population is the widest that the claims name: ``all`` where there is one, else the one whose highest claim is
    highest, since no part outnumbers its whole; of equals, the first named. Parts are never added up. Claims with a period
    beyond the event's own date are statistics and no toll, those on one of several provinces are a part, and what is said
    or decided (``SAID_KINDS``) has none. A lens counts only the claims that it admits.
    """
    if event.kind in SAID_KINDS:
        return None
    register = register or Register()
    populations: dict[str, list[Claim]] = {}
    for claim in event.claims:
        counted = key(claim.measure) == TOLL_MEASURE and not claim.unit and _counts_event(event, claim)
        if counted and lens.admits(claim, register):
            populations.setdefault(key(register.population(claim.who)), []).append(claim)
    if not populations:
        return None
    ranges = {who: range_of(claims) for who, claims in populations.items()}
    widest = "all" if "all" in ranges else max(ranges, key=lambda who: found.high if (found := ranges[who]) else -1)
    found = ranges[widest]
    return lens.narrow(found) if found else populations[widest][0].words


def _counts_event(event: Event, claim: Claim) -> bool:
    if claim.province and len(event.provinces) > 1:
        return False
    if not claim.period:
        return True
    when, period = event.when, dates.parse(claim.period)
    return when is not None and when.earliest <= period.lower and period.upper <= when.latest


def independent(sources: Sequence[Source]) -> int:
    """How many sources count as independent: those that ``derived_from`` joins, directly or by a third, count once."""
    roots: dict[str, str] = {}

    def root(source: str) -> str:
        while roots.get(source, source) != source:
            source = roots[source]
        return source

    for source in sources:
        for origin in source.derived_from:
            roots[root(source.id)] = root(origin)
    return len({root(source.id) for source in sources})


@dataclass(frozen=True, slots=True)
class Total:
    """The dead of several events: sums of the lowest and of the highest figures, and how many events had one."""

    low: int
    high: int
    open: bool
    """Whether some highest figure was stated as "at least"."""
    counted: int
    """Events with a figure."""
    without: int
    """Events without one, which the sums leave out."""

    def __str__(self) -> str:
        """``812–1,304+``; a dash where no event had a figure."""
        return str(Range(self.low, self.high, self.open)) if self.counted else "–"


@dataclass(frozen=True, slots=True)
class PerDay:
    """Plain arithmetic of our own: a sum over a period as so many a day."""

    total: Claim
    days: int
    """Days of the period."""

    @property
    def rate(self) -> float:
        """The sum a day."""
        return float(self.total.value or 0) / self.days

    def __str__(self) -> str:
        """``59,775 operations over the 366 days of 2024 are 163 a day``."""
        period = dates.describe(dates.parse(self.total.period))
        rate = number(round(self.rate)) if self.rate >= 10 else number(round(self.rate, 1))
        return f"{number(self.total.value or 0)} {self.total.measure} over the {self.days} days of {period} are {rate} a day"


def per_day(claims: Iterable[Claim]) -> tuple[PerDay, ...]:
    """The rates that claims themselves invite: where one gives a sum over a period and another so many a day of the same."""
    claims = tuple(claims)
    wanted = {(claim.measure.removesuffix("-per-day"), claim.period) for claim in claims if claim.measure.endswith("-per-day")}
    found: dict[tuple[str, float, str], PerDay] = {}
    for claim in claims:
        if claim.value is not None and claim.period and not claim.unit and not claim.province:
            when = dates.parse(claim.period)
            if (claim.measure, claim.period) in wanted and len(when.runs) == 1 and when.has_ends:
                rate = PerDay(claim, when.upper - when.lower + 1)
                found.setdefault((claim.measure, float(claim.value), claim.period), rate)
    return tuple(found.values())
