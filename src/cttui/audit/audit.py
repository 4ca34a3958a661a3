"""A timeline held against a reference set: pairs, and what either has alone.

``audit`` finds for each event of the timeline the rows that may be the same, weighs them (``evidence``), and assigns each
event to at most one row so that the pairs together weigh the most (``matching``). What the reader has judged comes first:
pairs that are the same are fixed, and those that are not are never formed again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import Literal

from cttui.audit.evidence import (
    GROUPS,
    OTHER,
    Bounds,
    Evidence,
    Rarity,
    compared,
    days_apart,
    distance,
    evidence,
    relation,
)
from cttui.audit.matching import assign
from cttui.audit.scope import Near, Reference, Scope
from cttui.audit.side import Counted, Reader, Seen, Side
from cttui.errors import UnknownEventError
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.query.language import Query
from cttui.store import stopping
from cttui.store.index import Ask, Index
from cttui.store.wants import Selected

Status = Literal["same", "different figures", "missing here", "missing there"]
STATUSES: tuple[Status, ...] = ("different figures", "missing there", "missing here", "same")
"""What may become of an event, what asks for a look first."""

Told = Callable[[int, int], object]
"""Takes how many events were compared, and how many there are."""

BEFORE = -2.0
"""The odds that a single candidate is the same before it is compared, in bits: one set may lack the event, and what is near in
time and place is often near for a reason."""
ENOUGH = 1.5
"""The bits from which two events are paired: odds of about three to one."""
CLOSE = 2.0
"""How many bits behind a pair another may be that is left out of it, for the pair to be called ambiguous."""
KEPT = 12
"""The most candidates of one event that are kept for the assignment, the likeliest."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An event of the timeline and one of the reference set."""

    ours: Side
    theirs: Side
    bits: float
    """The sum of the evidence with the odds from before, as log2 of the odds."""
    evidence: tuple[Evidence, ...]
    judged: str
    """What the reader says of them, one of ``notebook.records.JUDGEMENTS``; empty for nothing."""
    also: tuple[str, ...] = ()
    """Ids of further rows of theirs about the same event: a day's fighting that they split."""
    rivals: tuple[str, ...] = ()
    """Ids of others of either set that would do nearly as well; the pair is ambiguous if there are any."""

    @property
    def sure(self) -> float:
        """How probable it is that they are the same, from 0 to 1; 1 if the reader says so."""
        return 1.0 if self.judged == "same" else 1 / (1 + 2.0 ** -max(-60.0, min(60.0, self.bits)))

    @property
    def figures(self) -> tuple[tuple[Counted, Counted, str], ...]:
        """What both count: our figure, theirs, and how they stand to each other."""
        return tuple((mine, theirs, relation(mine, theirs)) for mine, theirs in compared(self.ours, self.theirs))

    @property
    def status(self) -> Status:
        """Whether any figure is apart."""
        return "different figures" if any(state == "apart" for _, _, state in self.figures) else "same"

    @property
    def days(self) -> int | None:
        """How many days they are apart."""
        return days_apart(self.ours, self.theirs)

    @property
    def km(self) -> float | None:
        """How many kilometres they are apart; ``None`` if either has no coordinates."""
        return distance(self.ours, self.theirs)


@dataclass(frozen=True, slots=True)
class Alone:
    """An event that one of the two has and the other lacks."""

    side: Side
    reason: str
    """Why no other was found, in a few words."""
    nearest: Pair | None = None
    """The likeliest other, which fits too little or belongs to another pair; ``None`` if there is none."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of it; the rows that are missing here are read when they are asked for, since they may be many."""

    name: str
    """What the reference set is called."""
    bounds: Bounds
    count: int
    """Events of the timeline that were held against it."""
    scope: Scope
    pairs: tuple[Pair, ...]
    """In the order of the timeline."""
    missing_there: tuple[Alone, ...]
    theirs: frozenset[int]
    """The numbers of the rows of theirs that belong to a pair."""
    missing_here_count: int
    """Rows of the same days and places that belong to no pair."""
    reference: Reference

    @property
    def looked_at(self) -> int:
        """Rows of the set that were looked at: those that belong to a pair, and those that are missing here."""
        return len(self.theirs) + self.missing_here_count

    @property
    def counts(self) -> dict[Status, int]:
        """How many there are of each status, in the order of ``STATUSES``."""
        different = sum(pair.status == "different figures" for pair in self.pairs)
        found: dict[Status, int] = {
            "different figures": different, "missing there": len(self.missing_there),
            "missing here": self.missing_here_count, "same": len(self.pairs) - different,
        }  # fmt: skip
        return {status: found[status] for status in STATUSES}

    @property
    def differs(self) -> bool:
        """Whether there is anything to look at: everything that is not the same, and every pair that is not certain."""
        return any(count for status, count in self.counts.items() if status != "same")

    def missing_here(self) -> Iterator[Side]:
        """The rows of the same days and places that belong to no pair, in date order, read by the page."""
        if self.scope.query is None:
            return
        yield from (side for side in self.reference.reader.selected(self.scope.query) if side.n not in self.theirs)


def audit(
    index: Index,
    query: Query,
    reference: Index,
    bounds: Bounds = Bounds(),  # noqa: B008 - it is frozen
    judged: Mapping[tuple[str, str], str] | None = None,
    seen: tuple[Seen | None, Seen | None] = (None, None),
    progress: Told = lambda _done, _count: None,
) -> Audit:
    """Hold the events that a query selects against a reference set.

    Args:
        index: The timeline.
        query: What is selected in it.
        reference: The set.
        bounds: How far apart two events may be.
        judged: What the reader has said of pairs, by the ids of both.
        seen: How the events of the timeline and those of the set are seen, if not as they are.
        progress: Told before each event how many were compared, and how many there are.

    Raises:
        StoppedError: Nobody waits for it any more (``stopping.until``).
    """
    mine, theirs = Reader(index, seen[0]), Reader(reference, seen[1])
    return _Auditor(mine, query, Reference(theirs, index.head.provinces), bounds, judged or {}).audit(progress)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that an event may be."""

    theirs: Side
    bits: float
    evidence: tuple[Evidence, ...]


class _Auditor:
    """Carries out one audit."""

    def __init__(
        self, own: Reader, query: Query, reference: Reference, bounds: Bounds, judged: Mapping[tuple[str, str], str]
    ) -> None:
        self._index = own.index
        self._query = query
        self._bounds = bounds
        self._judged = judged
        self._reference = reference
        self._ours = list(own.selected(query))
        self._rarity = Rarity(self._ours)
        self._reasons: dict[str, str] = {}
        """Why an event has no candidate, by its id."""

    def audit(self, progress: Told) -> Audit:
        """The pairs, and what is left on either side."""
        candidates: dict[str, list[_Candidate]] = {}
        for side, rows in self._reference.near_each(self._ours, self._bounds):
            stopping.check()
            progress(len(candidates), len(self._ours))
            candidates[side.id] = self._candidates(side, rows)
        pairs = self._fixed()
        fixed = {pair.theirs.id for pair in pairs.values()}
        edges = {
            (ours, one.theirs.id): round(100 * (one.bits - ENOUGH))
            for ours, found in candidates.items()
            if ours not in pairs
            for one in found
            if one.theirs.id not in fixed and self._judged.get((ours, one.theirs.id)) != "not the same"
        }
        assigned = {**assign(edges), **{ours: pair.theirs.id for ours, pair in pairs.items()}}
        owners = {theirs: ours for ours, theirs in assigned.items()}
        also, rivals = self._beside(candidates, assigned, owners)
        found, alone = [], []
        for side in self._ours:
            if side.id in pairs:
                found.append(replace(pairs[side.id], also=tuple(also.get(side.id, ()))))
            elif side.id in assigned:
                one = next(one for one in candidates[side.id] if one.theirs.id == assigned[side.id])
                judged = self._judged.get((side.id, one.theirs.id), "")
                beside = (tuple(sorted(set(them.get(side.id, ())))) for them in (also, rivals))
                found.append(Pair(side, one.theirs, one.bits, one.evidence, judged, *beside))
            else:
                alone.append(self._alone(side, candidates[side.id], owners))
        return self._summed(found, alone)

    def _summed(self, pairs: Sequence[Pair], alone: Sequence[Alone]) -> Audit:
        index = self._reference.index
        ids = tuple(dict.fromkeys(id_ for pair in pairs for id_ in (pair.theirs.id, *pair.also)))
        scope = self._reference.scope(self._ours, self._span(), self._bounds)
        inside = 0
        if scope.query is not None and ids:
            inside = index.answer(Ask(scope.query, (Selected((ids,)),)))[Selected((ids,))][0]
        return Audit(
            index.head.meta.id, self._bounds, len(self._ours), scope, tuple(pairs), tuple(alone),
            frozenset(index.numbers(ids)), scope.count - inside, self._reference,
        )  # fmt: skip

    def _span(self) -> tuple[int, int] | None:
        """The days that are covered: the timeline's period, or under a filter from the first to the last day of its events."""
        if not self._query:
            period = dates.parse(self._index.head.meta.period)
            if period.has_ends:
                return period.earliest, period.latest
        days = [side.days for side in self._ours if side.days is not None and side.days[0] > dates.FIRST_DAY]
        ends = [last for _, last in days if last < dates.LAST_DAY]
        return (min(first for first, _ in days), max(ends)) if ends else None

    # -- what may be the same ----------------------------------------------------------------------------------------

    def _candidates(self, side: Side, near: Near) -> list[_Candidate]:
        """The rows that an event may be, the likeliest first, of those near it."""
        if side.days is None:
            self._reasons[side.id] = "it has no date"
        elif near.too_many:
            self._reasons[side.id] = f"{near.too_many:,} rows of theirs fit its date and place, too many to compare"
        compared_with = ((theirs, self._evidence(side, theirs)) for theirs in self._reference.sides(near.numbers))
        weighed = [(theirs, parts) for theirs, parts in compared_with if parts is not None]
        # those in the province alone do not make one that is within the kilometres less likely
        close = sum(self._is_close(side, theirs) for theirs, _ in weighed)
        found = []
        for theirs, parts in weighed:
            others = (close if self._is_close(side, theirs) else len(weighed)) - 1
            bits = BEFORE - math.log2(1 + others) + sum(part.bits for part in parts)
            found.append(_Candidate(theirs, bits, parts))
        found.sort(key=lambda one: (-one.bits, one.theirs.id))
        return found[:KEPT]

    def _evidence(self, ours: Side, theirs: Side) -> tuple[Evidence, ...] | None:
        return evidence(ours, theirs, self._bounds, self._rarity)

    def _is_close(self, ours: Side, theirs: Side) -> bool:
        km = distance(ours, theirs)
        return km is not None and km <= self._bounds.km

    def _fixed(self) -> dict[str, Pair]:
        """The pairs that the reader says are the same, by the id of ours, whatever speaks for them."""
        ours = {side.id: side for side in self._ours}
        found: dict[str, Pair] = {}
        taken: set[str] = set()
        for (mine, their), said in sorted(self._judged.items()):
            if said != "same" or mine not in ours or mine in found or their in taken:
                continue
            with suppress(UnknownEventError):
                theirs = next(iter(self._reference.sides(self._reference.index.numbers((their,)))), None)
                if theirs is None:
                    continue
                parts = self._evidence(ours[mine], theirs) or ()
                found[mine] = Pair(ours[mine], theirs, BEFORE + sum(part.bits for part in parts), parts, said)
                taken.add(their)
        return found

    # -- what else there is --------------------------------------------------------------------------------------------

    def _beside(
        self, candidates: Mapping[str, Sequence[_Candidate]], assigned: Mapping[str, str], owners: Mapping[str, str]
    ) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """For each event that is paired, further rows of theirs about it, and what would do nearly as well in its pair."""
        best: dict[str, tuple[float, str]] = {}
        bits = {(ours, one.theirs.id): one.bits for ours, found in candidates.items() for one in found}
        also: dict[str, list[str]] = {}
        rivals: dict[str, list[str]] = {}
        for (ours, theirs), weight in sorted(bits.items()):
            if weight < ENOUGH or self._judged.get((ours, theirs)) == "not the same":
                continue
            if ours in assigned and theirs not in owners:
                # a row of theirs goes with the one event of ours that it fits best
                best[theirs] = max(best.get(theirs, (weight, ours)), (weight, ours))
                if weight >= bits.get((ours, assigned[ours]), math.inf) - CLOSE:
                    rivals.setdefault(ours, []).append(theirs)
            elif ours not in assigned and theirs in owners:
                owner = owners[theirs]
                if weight >= bits.get((owner, theirs), math.inf) - CLOSE:
                    rivals.setdefault(owner, []).append(ours)
        for theirs, (_, ours) in sorted(best.items()):
            also.setdefault(ours, []).append(theirs)
        return also, rivals

    def _alone(self, side: Side, found: Sequence[_Candidate], owners: Mapping[str, str]) -> Alone:
        nearest = None
        if found:
            judged = self._judged.get((side.id, found[0].theirs.id), "")
            nearest = Pair(side, found[0].theirs, found[0].bits, found[0].evidence, judged)
        return Alone(side, self._reason(side, found, owners), nearest)

    def _reason(self, side: Side, found: Sequence[_Candidate], owners: Mapping[str, str]) -> str:
        """Why an event has no pair."""
        if side.id in self._reasons:
            return self._reasons[side.id]
        group = next((group for group in GROUPS if side.kind in group), None)
        if group is not None and group.isdisjoint(self._kinds) and OTHER not in self._kinds:
            return f"they have no event of the kind {side.kind} or one like it"
        if not found:
            return f"they have none within {self._bounds.words}"
        nearest = found[0]
        if self._judged.get((side.id, nearest.theirs.id)) == "not the same":
            return f"you judged {nearest.theirs.id} not the same"
        if nearest.bits >= ENOUGH and (owner := owners.get(nearest.theirs.id)):
            return f"{nearest.theirs.id} fits {owner} better"
        against = min(nearest.evidence, key=lambda part: part.bits)
        why = against.says if against.bits < -0.5 else "there is little evidence for it"
        return f"the closest match, {nearest.theirs.id}, fits too poorly: {why}"

    @cached_property
    def _kinds(self) -> frozenset[str]:
        return self._reference.kinds()
