"""What speaks for and against two events being the same, part by part, in bits.

The model is that of I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage" (1969). Each part compares one thing and
weighs what it finds by log2(m / u): m is how often one event, told twice, looks like that, and u how often two events that
have nothing to do with each other do, although both are within the bounds of days and kilometres. One bit doubles the odds.

How often unrelated events agree is counted where it can be: kinds, parties and words weigh by how rare they are in the
timeline (``Rarity``), days by the lengths of the dates, and figures by how rare such a number is: of the events with any
dead, about one in n has n or more. The shares m are judgements, in round numbers; tests/unit/test_audit_truth.py holds what
comes of them to a known truth.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from cttui.audit.side import Counted, Point, Side
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.text import numbered

KM_PER_DEGREE = 111.195
"""Kilometres of a degree of a great circle of the earth's mean radius, 6,371 km."""

VIOLENT = frozenset({"attack", "operation", "strike", "battle", "surrender"})
UNREST = frozenset({"protest", "riot", "election"})
SAID = frozenset({"policy", "statement", "report", "diplomacy", "court"})
GROUPS = (VIOLENT, UNREST, SAID)
"""Kinds that one set may take for another of the same group."""
OTHER = "other"
"""The kind that says nothing."""

UNKNOWN = frozenset({"unidentified", "unknown", "unnamed", "civilians"})
"""Words of parties that name nobody."""
ALIKE = 88.0
"""The similarity, 0 to 100, from which two spellings of a party are taken for one."""

LITTLE = 0.34
"""The share of what the shorter of two titles tells that is little to have in common."""
MONTHS = frozenset(month.lower() for month in dates.MONTHS)
"""Months as titles name them: what is said of one is not what is said of another."""
FEW = 20
"""Events without a party or a word that are added to the timeline's own before its shares are taken."""

TOLD = {"actors": "parties", "words": "words"}
"""What two events have in common, by the part of the evidence that lists it."""

WEIGHTY = ("killed", "injured")
"""Measures that every set counts; others weigh half."""
NONE_DEAD = 0.3
"""The share of events in which a measure is 0."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far apart two events may be, and still be one."""

    days: int = 1
    km: float = 25.0

    @property
    def words(self) -> str:
        """Both for people: ``1 day and 25 km``."""
        return f"{numbered(self.days, 'day')} and {self.km:g} km"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What comparing one thing says."""

    part: str
    """``days``, ``place``, ``kind``, ``actors``, ``figures``, ``words``."""
    says: str
    """What was found, in a few words: ``4 km apart``."""
    bits: float
    """What it weighs: above 0 it speaks for one event, below it against."""


class Rarity:
    """How often a kind, a party or a word occurs in the timeline, as a share of its events."""

    def __init__(self, sides: Iterable[Side]) -> None:
        """Count in all events of the timeline."""
        self._count = 0
        self._kinds: Counter[str] = Counter()
        self._actors: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        for side in sides:
            self._count += 1
            self._kinds[side.kind] += 1
            self._actors.update({spelling for _, spellings in side.actors for spelling in spellings})
            self._words.update(side.words)

    def kind(self, kind: str) -> float:
        """The share of events of a kind, at least one in twenty."""
        return max((self._kinds[kind] + 2) / (self._count + 10), 0.05)

    def actor(self, spellings: Iterable[str]) -> float:
        """The share of events that name a party by any spelling."""
        return self._share(max((self._actors[spelling] for spelling in spellings), default=0))

    def word(self, word: str) -> float:
        """The share of events with a word."""
        return self._share(self._words[word])

    def _share(self, count: int) -> float:
        # a timeline of few events says little of what is rare
        return (count + 0.5) / (self._count + FEW)


def evidence(one: Side, other: Side, bounds: Bounds, rarity: Rarity) -> tuple[Evidence, ...] | None:
    """What speaks for and against two events being the same; ``None`` if they are too far apart in time or space."""
    near = near_enough(one, other, bounds)
    if near is None:
        return None
    found = [*near]
    found.append(_kind(one.kind, other.kind, rarity))
    found.append(_actors(one, other, rarity))
    found.append(_figures(one, other))
    found.append(_words(one, other, rarity))
    return tuple(part for part in found if part.says)


def near_enough(one: Side, other: Side, bounds: Bounds) -> tuple[Evidence, Evidence] | None:
    """What days and place say of two events; ``None`` if they are too far apart to be one."""
    days, place = _days(one, other, bounds), _place(one, other, bounds)
    return (days, place) if days is not None and place is not None else None


def told(part: str, says: str) -> str:
    """A piece of evidence for people; those that would not be understood by themselves say what was compared."""
    return f"{TOLD[part]} in common: {says}" if part in TOLD and not says.startswith("no ") else says


# -- when ------------------------------------------------------------------------------------------------------------


def days_apart(one: Side, other: Side) -> int | None:
    """Days between the possible days of two events, 0 if they meet; ``None`` if either has no date."""
    if one.days is None or other.days is None:
        return None
    return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])


def _days(one: Side, other: Side, bounds: Bounds) -> Evidence | None:
    """Dates that meet weigh the less the longer they are: any event of a month meets the month."""
    apart = days_apart(one, other)
    if apart is None or one.days is None or other.days is None or apart > bounds.days:
        return None
    meeting = one.days[1] - one.days[0] + other.days[1] - other.days[0] + 1
    window = meeting + 2 * bounds.days
    if apart == 0:
        bits = _bits(0.8 if bounds.days else 1.0, meeting / window)
        if one.days == other.days and meeting > 1:
            # of all dates that meet, few have both ends in common
            return Evidence("days", "the same days", bits + min(2.0, math.log2(meeting)))
        return Evidence("days", "the same day" if meeting == 1 else "overlapping dates", bits)
    rest = sum(0.5**n for n in range(1, bounds.days + 1))
    # a long date that leaves a day out is no nearer to it than a short one
    return Evidence("days", f"{numbered(apart, 'day')} apart", _bits(0.2 * 0.5**apart / rest, 2 / (1 + 2 * bounds.days)))


# -- where -----------------------------------------------------------------------------------------------------------


def distance(one: Side, other: Side) -> float | None:
    """Kilometres between two events; ``None`` if either has no coordinates."""
    return km_apart(one.point, other.point) if one.point is not None and other.point is not None else None


def km_apart(one: Point, other: Point) -> float:
    """The distance of two points on a great circle (the haversine formula), in kilometres."""
    north, south = math.radians(one.lat), math.radians(other.lat)
    turn = math.radians(other.lon - one.lon)
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * math.sin(turn / 2) ** 2
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(half)))) * KM_PER_DEGREE


def _place(one: Side, other: Side, bounds: Bounds) -> Evidence | None:
    """By coordinates and by names; what agrees in both counts a little more than in one, as names have coordinates."""
    said, names = _names(one, other)
    if one.point is None or other.point is None:
        return _placed_by_name(one, other, said, names)
    apart = km_apart(one.point, other.point)
    far = "the same point" if apart < 0.5 else f"{apart:.0f} km apart"
    if apart > bounds.km:
        if not (one.point.coarse or other.point.coarse):
            return None
        # one of the two is the middle of a district or a province
        found = _placed_by_name(one, other, said, names)
        return found if found is None or found.bits <= 0 else Evidence("place", found.says, found.bits)
    share = apart / bounds.km if bounds.km else 0.0
    near = _bits(0.5, 0.1) if share <= 0.2 else _bits(0.25, 0.2) if share <= 0.5 else _bits(0.25, 0.7)
    return Evidence("place", ", ".join(filter(None, (said, far))), max(names, near) + 0.3 * min(names, near))


def _placed_by_name(one: Side, other: Side, said: str, names: float) -> Evidence | None:
    """The place if one of the two has no coordinates, or only those of a province."""
    if names > 0:
        # it was looked for in the whole province, where a name tells more than within some kilometres
        return Evidence("place", said, names + 1.5)
    if one.provinces and other.provinces:
        shared = one.provinces & other.provinces
        return Evidence("place", "the same province", 0.0) if shared else None
    return Evidence("place", said, names)


def _names(one: Side, other: Side) -> tuple[str, float]:
    """What the names of two places say."""
    if _is_named(one.place, other) or _is_named(other.place, one):
        return "the same place", _bits(0.6, 0.1)
    if one.district and one.district == other.district:
        return "the same district", _bits(0.4, 0.25)
    if one.district and (one.district == other.place or _is_named(one.district, other)):
        return "the same district", _bits(0.4, 0.25)
    if other.district and _is_named(other.district, one):
        return "the same district", _bits(0.4, 0.25)
    return ("other places", -0.5) if one.place and other.place else ("", 0.0)


def _is_named(name: tuple[str, ...], side: Side) -> bool:
    """Whether the words of a place's name are the name of an event's place, or stand in it or in its title."""
    return bool(name) and (name == side.place or set(name) <= {*side.place, *side.words})


# -- what ------------------------------------------------------------------------------------------------------------


def _kind(one: str, other: str, rarity: Rarity) -> Evidence:
    if OTHER in (one, other):
        return Evidence("kind", "", 0.0)
    if one == other:
        return Evidence("kind", f"the same kind, {one}", _bits(0.7, rarity.kind(one)))
    fit = any(one in group and other in group for group in GROUPS)
    return Evidence("kind", f"{one} and {other}", -0.3 if fit else -4.0)


def _actors(one: Side, other: Side, rarity: Rarity) -> Evidence:
    """The rarest party that both name counts; each further one counts half a bit."""
    shared = [
        (rarity.actor(spellings), name)
        for name, spellings in one.actors
        if not _names_nobody(spellings) and any(_same_party(spellings, theirs) for _, theirs in other.actors)
    ]
    if shared:
        names = ", ".join(name for _, name in sorted(shared)[:3])
        return Evidence("actors", names, min(4.5, _bits(0.6, min(shared)[0])) + 0.5 * (len(shared) - 1))
    named = [all(_names_nobody(spellings) for _, spellings in side.actors) for side in (one, other)]
    return Evidence("actors", "", 0.0) if any(named) else Evidence("actors", "no party in common", -1.0)


def _names_nobody(spellings: frozenset[str]) -> bool:
    return any(not UNKNOWN.isdisjoint(spelling.split()) for spelling in spellings)


def _same_party(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one.isdisjoint(other):
        return True
    from rapidfuzz import fuzz

    return any(
        fuzz.ratio(a, b, score_cutoff=ALIKE) > 0
        for a in one
        if len(a) > 6
        for b in other
        if len(b) > 6
    )  # fmt: skip


# -- how many --------------------------------------------------------------------------------------------------------


def _figures(one: Side, other: Side) -> Evidence:
    """All measures that both have a number of: equal ones count by how rare the number is, far ones against."""
    total, told = 0.0, []
    for mine, theirs in compared(one, other):
        if mine.range is None or theirs.range is None:
            continue
        bits = _figure(mine, theirs)
        total += bits if mine.measure in WEIGHTY else bits / 2
        told.append(f"{mine.measure} {relation(mine, theirs)}")
    return Evidence("figures", ", ".join(told), max(-2.0, min(6.0, total)))


def compared(one: Side, other: Side) -> list[tuple[Counted, Counted]]:
    """What two events say of each measure that both count, in the order of the first."""
    theirs = {counted.measure: counted for counted in other.figures}
    return [(counted, theirs[counted.measure]) for counted in one.figures if counted.measure in theirs]


def relation(one: Counted, other: Counted) -> str:
    """How two figures stand to each other: ``equal``, ``overlapping``, ``apart``, or ``in words``."""
    if one.range is None or other.range is None:
        return "in words"
    if one.range == other.range:
        return "equal"
    return "overlapping" if one.low <= other.high and other.low <= one.high else "apart"


def _figure(one: Counted, other: Counted) -> float:
    if relation(one, other) == "apart":
        low, high = (one.high, other.low) if one.high < other.low else (other.high, one.low)
        near = high - low <= 2 or high <= 1.5 * low
        return -0.3 if near else -1.0 if high <= 3 * low else -1.6
    # an unrelated number is in the wider of the two ranges
    u = max(_at_least(side.low) - _at_least(side.high + 1) for side in (one, other))
    return max(0.0, min(5.0, _bits(0.55, u)))


def _at_least(number: float) -> float:
    """The share of events of which at least so many are reported."""
    return 1.0 if number <= 0 else 0.0 if math.isinf(number) else (1 - NONE_DEAD) / max(1.0, number)


# -- in which words --------------------------------------------------------------------------------------------------


def _words(one: Side, other: Side, rarity: Rarity) -> Evidence:
    """Words of both titles that are neither their places nor their parties, each by how rare it is; numbers and months."""
    known = {*one.place, *one.district, *other.place, *other.district}
    for side in (one, other):
        known.update(*(province.split() for province in side.provinces))
        known.update(*(spelling.split() for _, spellings in side.actors for spelling in spellings))
    mine, theirs = one.words - known, other.words - known
    bits, said = _in_common(mine, theirs, rarity, told=not (one.coded or other.coded))
    if one.numbers and other.numbers and not (one.coded or other.coded):
        shared = one.numbers & other.numbers
        bits += 3.0 if shared else -2.0
        said += sorted(shared, key=lambda number: (-len(number), number))
    months = (one.words & MONTHS, other.words & MONTHS)
    if all(months) and months[0].isdisjoint(months[1]):
        bits -= 2.5
    text = ", ".join(said[:4]) or ("no distinctive word in common" if bits < 0 else "")
    return Evidence("words", text, max(-4.0, min(7.0, bits)))


def _in_common(mine: frozenset[str], theirs: frozenset[str], rarity: Rarity, *, told: bool) -> tuple[float, list[str]]:
    """The words that two titles have in common, and what they weigh.

    Args:
        mine: The words of one.
        theirs: Those of the other.
        rarity: How rare each is.
        told: Whether people wrote both, so that to have little in common says something too.
    """

    def weigh(words: Iterable[str]) -> float:
        return sum(max(0.0, _bits(0.8, rarity.word(word))) for word in words)

    shared = sorted(mine & theirs, key=lambda word: (rarity.word(word), word))
    # words of one title depend on one another: each counts for half
    bits = min(7.0, weigh(shared) / 2)
    if told and len(mine) > 1 and len(theirs) > 1:
        if not shared:
            return -3.0, []
        if weigh(shared) < LITTLE * min(weigh(mine), weigh(theirs)):
            bits -= 1.5
    return bits, shared


def _bits(m: float, u: float) -> float:
    return math.log2(m / max(u, 1e-6))
