"""How claims relate: which are comparable, which conflict, and an event's toll.

Two claims are *comparable* when measure, who, unit, period and province are the same. A later number by the same body is
a *revision* of the earlier one, which is then *superseded*: it is shown as such and never counted, so that a rising toll
is not a dispute. Of the other claims, two are a *dispute* if their intervals do not overlap, and a *difference*
if they overlap but state different numbers ("at least 169" and "at least 179"). Words ("dozens") are shown and never
counted as numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from cttui.errors import CttuiError
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.records import Claim, Event
from cttui.model.register import Register
from cttui.text import same

APPROX_SHARE = 0.1
"""How far a source's "about" extends on each side, as a share of the figure: "about 1,000" is 900 to 1,100."""

TOLL_MEASURE = "killed"
"""The measure that an event's toll counts."""

SAID_KINDS = frozenset({"policy", "statement", "report", "diplomacy", "court"})
"""Kinds that are said or decided: the dead they mention died elsewhere, so they have no toll."""


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a claim allows, inclusive; ``high`` is infinite for "at least"."""

    low: float
    high: float

    def overlaps(self, other: Interval) -> bool:
        """Whether some number fits both."""
        return self.low <= other.high and other.low <= self.high


def interval(claim: Claim) -> Interval | None:
    """The numbers that a claim allows; ``None`` if it gives only words.

    "At least" and "at most" include the number that they name, and "at most" begins at 0; "about" extends a tenth beyond
    each end, computed in decimals, so that about 1,000 ends at exactly 1,100.
    """
    if (found := _figure(claim)) is None or not claim.approx:
        return found
    from decimal import Decimal

    below, above = (1 + sign * Decimal(str(APPROX_SHARE)) for sign in (-1, 1))
    return Interval(float(Decimal(repr(found.low)) * below), float(Decimal(repr(found.high)) * above))


def _figure(claim: Claim) -> Interval | None:
    """The numbers that a claim states, without the margin of its "about"."""
    if claim.words:
        return None
    if claim.value is not None:
        return Interval(float(claim.value), float(claim.value))
    return Interval(float(claim.min) if claim.min is not None else 0.0, float(claim.max) if claim.max is not None else math.inf)


class Stated(Protocol):
    """What says how many, as a claim does and a proposal for one."""

    @property
    def value(self) -> float | None:
        """The number; ``None`` if there is a bound or only words."""

    @property
    def min(self) -> float | None:
        """The least that it may be."""

    @property
    def max(self) -> float | None:
        """The most that it may be."""

    @property
    def words(self) -> str:
        """What is said where there is no number; else empty."""

    @property
    def approx(self) -> bool:
        """Whether it is stated as "about"."""


def stated(claim: Stated) -> str:
    """The figure as its source states it: ``6``, ``2–9, best 4``, ``at least 20``, ``at most 5``, ``about 991``, ``dozens``."""
    if claim.words:
        return claim.words
    about = "about " if claim.approx else ""
    if claim.value is not None:
        return about + number(claim.value)
    if claim.min is not None and claim.max is not None:
        best = f", best {number(claim.best)}" if isinstance(claim, Claim) and claim.best is not None else ""
        return about + str(Range(claim.min, claim.max, False)) + best
    if claim.min is not None:
        return f"at least {about}{number(claim.min)}"
    return f"at most {about}{number(claim.max or 0)}"


def number(value: float) -> str:
    """A number for people, with all its digits and no trailing zeros: ``59,775``, ``76.3``, ``0.0004``."""
    if value == int(value):
        return f"{value:,.0f}"
    digits, _, places = repr(float(value)).partition("e-")
    # below a ten-thousandth Python writes 4e-05: keep its digits, without rounding the binary number
    return f"0.{'0' * (int(places) - 1)}{digits.replace('.', '')}" if places else f"{float(value):,}"


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
    """Positions in ``claims`` of those superseded by a later number from the same body."""
    disputes: tuple[tuple[int, int], ...]
    """Pairs of conflicting positions: not every such pair, which could be millions, but for each claim that
    has a conflict, a pair with the claim that contradicts it most, with the lowest or highest number."""
    differences: tuple[tuple[int, int], ...]
    """Pairs of compatible positions that state different numbers; each such claim is in at least one."""

    @property
    def standing(self) -> tuple[Claim, ...]:
        """The claims that are not superseded: those that count."""
        return tuple(claim for position, claim in enumerate(self.claims) if position not in self.superseded)


@dataclass(frozen=True, slots=True)
class Range:
    """The range from the lowest to the highest number that some claims state."""

    low: float
    high: float
    open: bool
    """Whether the highest number was stated as "at least", so that more is possible."""

    def __str__(self) -> str:
        """As shown in lists: ``6``, ``5–8``, ``20+``, ``37–74+``."""
        plus = "+" if self.open else ""
        return f"{number(self.low)}{plus}" if self.low == self.high else f"{number(self.low)}–{number(self.high)}{plus}"


def range_of(claims: Iterable[Claim]) -> Range | None:
    """The range from the lowest to the highest number that claims state; ``None`` if there are only words.

    If the lowest number was stated as "at most", less is possible, and the range begins at 0.
    """
    found = [claim for claim in claims if not claim.words]
    if not found:
        return None
    floors = [v for claim in found for v in (claim.value, claim.min) if v is not None]
    ceilings = [v for claim in found for v in (claim.value, claim.max) if v is not None]
    lowest, highest = min(floors + ceilings), max(floors + ceilings)
    low = 0.0 if lowest < min(floors, default=math.inf) else float(lowest)
    return Range(low, float(highest), highest > max(ceilings, default=-1))


def group(event: Event, issued: Mapping[str, str] | None = None, register: Register | None = None) -> tuple[Group, ...]:
    """The claims of an event in groups of comparable ones, in the order in which each group first appears.

    Args:
        event: The event.
        issued: The date of issue (EDTF or empty) of each source by id; without it, no source is later than another.
        register: Which names mean the same; without it, each name is separate.
    """
    return group_all(((event.id, claim) for claim in event.claims), issued, register)


def group_all(
    claims: Iterable[tuple[str, Claim]], issued: Mapping[str, str] | None = None, register: Register | None = None
) -> tuple[Group, ...]:
    """Claims about several events in groups of comparable ones, in the order in which each group first appears.

    Claims with a period are statistics and comparable across events; others only with those about the same event.

    Args:
        claims: The claims, each with the id of its event.
        issued: As in ``group``.
        register: As in ``group``.
    """
    register = register or Register()
    pairs = tuple(claims)
    if len(pairs) == 1:
        return (_compare(pairs, {}, register),)
    return tuple(_compare([pairs[n] for n in positions], issued or {}, register) for positions in _comparable(pairs, register))


def _comparable(pairs: Sequence[tuple[str, Claim]], register: Register) -> Iterable[list[int]]:
    """The positions of claims in groups of comparable ones."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for position, (event, claim) in enumerate(pairs):
        about = claim.period or f"of {event}"
        who = register.population(claim.who)
        identity = (same(claim.measure), same(who), same(claim.unit), about, claim.province or "")
        groups.setdefault(identity, []).append(position)
    return groups.values()


def _compare(pairs: Sequence[tuple[str, Claim]], issued: Mapping[str, str], register: Register) -> Group:
    claims = tuple(claim for _, claim in pairs)
    first = claims[0]
    superseded = _superseded(claims, issued, register)
    standing = [
        (n, allowed, figure)
        for n, claim in enumerate(claims)
        # one claim contradicts nothing
        if len(claims) > 1 and n not in superseded and (allowed := interval(claim)) and (figure := _figure(claim))
    ]
    identity = (first.measure, register.population(first.who), first.unit, first.period, first.province or "")
    events = tuple(event for event, _ in pairs)
    return Group(*identity, claims, events, superseded, _disputes(standing), _differences(standing))


def _superseded(claims: Sequence[Claim], issued: Mapping[str, str], register: Register) -> frozenset[int]:
    """The positions of superseded claims among comparable ones: the same body gave another number on a later day.

    A claim's day is that as of which it speaks, or else that on which its source was issued; of two days that may be the same
    neither is later. All claims share one order of days, so that no two can supersede each other and the last always counts.
    """
    if len(claims) < 2:
        return frozenset()
    bodies: dict[str, list[tuple[int, Interval, dates.Edtf]]] = {}
    for n, claim in enumerate(claims):
        day = claim.as_of or issued.get(claim.source, "")
        if day and (allowed := interval(claim)) is not None:
            bodies.setdefault(same(register.claimant(claim.by)), []).append((n, allowed, dates.parse(day)))
    found: set[int] = set()
    for said in bodies.values():
        last: dict[Interval, tuple[int, int]] = {}
        for _, allowed, when in said:
            last[allowed] = max(when.begins, last.get(allowed, when.begins))
        if len(last) > 1:
            # the later different number is the latest of all or, if that is the claim's own number, the next
            latest, following = sorted(last, key=lambda allowed: last[allowed], reverse=True)[:2]
            found.update(n for n, allowed, when in said if last[following if allowed == latest else latest] > when.ends)
    return frozenset(found)


Standing = Sequence[tuple[int, Interval, Interval]]
"""For each claim that counts: its position, the numbers that it allows, and those that it states."""


def _disputes(standing: Standing) -> tuple[tuple[int, int], ...]:
    """The pairs of ``Group.disputes``: conflicting intervals lie above the lowest upper end or below the highest lower end."""
    if len(standing) < 2:
        return ()
    lowest = min(standing, key=lambda one: one[1].high)
    highest = max(standing, key=lambda one: one[1].low)
    pairs = {(n, lowest[0]) for n, allowed, _ in standing if allowed.low > lowest[1].high}
    pairs |= {(n, highest[0]) for n, allowed, _ in standing if allowed.high < highest[1].low}
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs}))


def _differences(standing: Standing) -> tuple[tuple[int, int], ...]:
    """The pairs of ``Group.differences``, by a sweep over the intervals from the lowest lower end upwards and one back down."""
    if len(standing) < 2:
        return ()
    pairs: set[tuple[int, int]] = set()
    order = sorted(standing, key=lambda one: one[1].low)
    reaching: list[tuple[int, Interval, Interval]] = []  # of those passed, the two with different numbers that reach highest
    for one in order:
        other = next((other for other in reaching if other[2] != one[2]), None)
        if other and other[1].high >= one[1].low:
            pairs.add((min(one[0], other[0]), max(one[0], other[0])))
        reaching = _two_apart(sorted((*reaching, one), key=lambda other: -other[1].high))
    starting: list[tuple[int, Interval, Interval]] = []  # of those passed, the two with different numbers that start lowest
    for one in reversed(order):
        other = next((other for other in starting if other[2] != one[2]), None)
        if other and other[1].low <= one[1].high:
            pairs.add((min(one[0], other[0]), max(one[0], other[0])))
        starting = _two_apart([one, *starting])
    return tuple(sorted(pairs))


def _two_apart(found: list[tuple[int, Interval, Interval]]) -> list[tuple[int, Interval, Interval]]:
    """The first of some claims, and the first after it that states another number."""
    return [found[0], *[one for one in found if one[2] != found[0][2]][:1]]


def standing(event: Event, issued: Mapping[str, str] | None = None, register: Register | None = None) -> Event:
    """An event without its superseded claims.

    Args:
        event: The event.
        issued: As in ``group``.
        register: As in ``group``.
    """
    kept = _standing(event.id, event.claims, issued or {}, register or Register())
    return event if len(kept) == len(event.claims) else replace(event, claims=kept)


def _standing(event: str, claims: tuple[Claim, ...], issued: Mapping[str, str], register: Register) -> tuple[Claim, ...]:
    """Those of some claims about an event that none of them supersedes."""
    if len(claims) < 2:
        return claims
    replaced: set[int] = set()
    for positions in _comparable([(event, claim) for claim in claims], register):
        found = _superseded([claims[n] for n in positions], issued, register)
        replaced.update(positions[n] for n in found)
    return tuple(claim for n, claim in enumerate(claims) if n not in replaced) if replaced else claims


def is_disputed(groups: Sequence[Group]) -> bool:
    """Whether any two claims about the event conflict."""
    return disputes(groups) > 0


def disputes(groups: Sequence[Group]) -> int:
    """In how many of some groups two claims cannot both hold."""
    return sum(1 for found in groups if found.disputes)


class LensError(CttuiError, ValueError):
    """A text does not name a lens."""


@dataclass(frozen=True, slots=True)
class Lens:
    """Whose figures are counted: all, the lowest, highest or best of all, official ones, one claimant's or one source's."""

    name: str
    """``all``, ``lowest``, ``highest``, ``official``, ``best``, a claimant's name or a source's id."""

    def admits(self, claim: Claim, register: Register) -> bool:
        """Whether a claim counts."""
        if self.name in {"all", "lowest", "highest", BEST}:
            return True
        if self.name == "official":
            return register.standpoint(claim.by) == "official"
        return self.name in {register.claimant(claim.by), claim.source}

    def narrow(self, found: Range) -> Range:
        """A range as shown under this lens: the lowest and the highest are one number."""
        if self.name == "lowest":
            return Range(found.low, found.low, False)
        return Range(found.high, found.high, found.open) if self.name == "highest" else found


BEST = "best"
"""The lens that counts a claim with a best number by that number, and any other as it stands."""
LENSES = ("all", "lowest", "highest", "official", BEST)
"""The lenses that every timeline has, in the order in which a key cycles through them."""
ALL = Lens("all")


def toll(
    event: Event, lens: Lens = ALL, register: Register | None = None, issued: Mapping[str, str] | None = None
) -> Range | str | None:
    """An event's dead: the range claimed, the words if no claim has a number, ``None`` if no claim counts them.

    The claims are those of ``counted`` that the lens admits.
    """
    found = counted(event, TOLL_MEASURE, lens, register, issued)
    if not found:
        return None
    numbers = range_of(map(at_best, found) if lens.name == BEST else found)
    return lens.narrow(numbers) if numbers else found[0].words


def at_best(claim: Claim) -> Claim:
    """A claim of its best number, if it has one, or else as it is."""
    return claim if claim.best is None else replace(claim, value=claim.best, min=None, max=None, best=None)


def counted(
    event: Event,
    measure: str,
    lens: Lens = ALL,
    register: Register | None = None,
    issued: Mapping[str, str] | None = None,
) -> tuple[Claim, ...]:
    """The claims that count for an event's number of a measure, both in a toll and in a filter.

    Superseded claims never count. The population is the widest that the claims name: ``all`` if there is one, or else the
    one whose highest claim is highest, since no part outnumbers its whole; of equal ones, the first named. Parts are never
    added up. Claims with a unit, with a period beyond the event's own date (statistics) and on one of several provinces
    (parts) do not count the event itself, and what is said or decided (``SAID_KINDS``) has no dead of its own. If no
    claim counts an event itself, it is found by all its claims (operations of a year, rupees), except for the dead.

    Args:
        event: The event.
        measure: What is counted.
        lens: Whose claims count.
        register: As in ``group``.
        issued: As in ``group``.
    """
    register = register or Register()
    said = tuple(claim for claim in event.claims if claim.measure == measure)
    if (measure == TOLL_MEASURE and event.kind in SAID_KINDS) or not said:
        return ()
    said = _standing(event.id, said, issued or {}, register)
    said = tuple(claim for claim in said if lens.admits(claim, register))
    populations: dict[str, list[Claim]] = {}
    for claim in said if event.kind not in SAID_KINDS else ():
        if not claim.unit and _counts_event(event, claim):
            populations.setdefault(same(register.population(claim.who)), []).append(claim)
    if not populations:
        return () if measure == TOLL_MEASURE else said
    ranges = {who: range_of(claims) for who, claims in populations.items()}
    widest = "all" if "all" in ranges else max(ranges, key=lambda who: found.high if (found := ranges[who]) else -1)
    return tuple(populations[widest])


def _counts_event(event: Event, claim: Claim) -> bool:
    if claim.province and len(event.provinces) > 1:
        return False
    if not claim.period:
        return True
    when, period = event.when, dates.parse(claim.period)
    return when is not None and when.earliest <= period.lower and period.upper <= when.latest


@dataclass(frozen=True, slots=True)
class Total:
    """The dead of several events: sums of the lowest and of the highest figures, and the number of events with one."""

    low: int
    high: int
    open: bool
    """Whether any highest figure was stated as "at least"."""
    counted: int
    """Events with a figure."""
    without: int
    """Events without one, which the sums leave out."""

    def __str__(self) -> str:
        """``812–1,304+``; a dash where no event had a figure."""
        return str(Range(self.low, self.high, self.open)) if self.counted else "–"

    @property
    def sentence(self) -> str:
        """``812–1,304+ killed in 102 of 268 events``: the sum, and of how many events it is one."""
        events = self.counted + self.without
        return f"{self} killed in {self.counted:,} of {events:,} event{'s' if events != 1 else ''}"
