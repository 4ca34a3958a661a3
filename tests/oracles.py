"""How claims count, decided the slow way: each claim held against each other, one clause of the rules at a time.

What the project computes by sweeps and bitmaps is held against this. Nothing here is fast, and nothing is shared with what
it judges but the records, the dates and the folding of names.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations

from cttui.model import dates
from cttui.model.records import Claim, Event, Timeline
from cttui.query.language import Alternatives, Figures
from cttui.text import key

Ends = tuple[Decimal, Decimal]


def spelling(records: Sequence[object], name: str) -> str:
    """The folded one spelling of a name among records with a name and aliases."""
    for record in records:
        if key(name) in map(key, (record.name, *record.aliases)):  # type: ignore[attr-defined]  # claimants and populations
            return key(record.name)  # type: ignore[attr-defined]  # the same
    return key(name)


def exactly(figure: float) -> Decimal:
    """A figure as it is written in decimals."""
    return Decimal(repr(figure))


def ends(claim: Claim, reach: str = "0.1") -> Ends | None:
    """The least and the most that a claim's words allow, exactly; ``None`` for words."""
    if claim.words:
        return None
    if claim.value is not None:
        low = high = exactly(claim.value)
    else:
        low = exactly(claim.min) if claim.min is not None else Decimal(0)
        high = exactly(claim.max) if claim.max is not None else Decimal("inf")
    about = Decimal(reach) if claim.approx else Decimal(0)
    return low * (1 - about), high * (1 + about)


class Counting:
    """The rules over one timeline's tables."""

    def __init__(self, timeline: Timeline | None = None, issued: Mapping[str, str] | None = None) -> None:
        self.claimants = timeline.claimants if timeline else ()
        self.populations = timeline.populations if timeline else ()
        self.issued = dict(issued or {}) if timeline is None else {source.id: source.issued for source in timeline.sources}

    def comparable(self, one: Claim, other: Claim) -> bool:
        """Whether two claims on one event answer one question."""
        who = spelling(self.populations, one.who) == spelling(self.populations, other.who)
        rest = (one.measure, key(one.unit), one.period, one.province) == (
            other.measure,
            key(other.unit),
            other.period,
            other.province,
        )
        return who and rest

    def replaces(self, later: Claim, earlier: Claim) -> bool:
        """Whether a claim is another number by the same body of a later day."""
        if not self.comparable(later, earlier) or ends(later) is None or ends(earlier) is None:
            return False
        if ends(later) == ends(earlier) or spelling(self.claimants, later.by) != spelling(self.claimants, earlier.by):
            return False
        then, now = (claim.as_of or self.issued.get(claim.source, "") for claim in (earlier, later))
        return bool(then and now) and dates.parse(now).lower > dates.parse(then).upper

    def superseded(self, claims: Sequence[Claim]) -> set[int]:
        """The positions of the claims that some other replaces."""
        return {n for n, claim in enumerate(claims) if any(self.replaces(other, claim) for other in claims)}

    def standing(self, claims: Sequence[Claim]) -> list[Claim]:
        """The claims that none replaces."""
        gone = self.superseded(claims)
        return [claim for n, claim in enumerate(claims) if n not in gone]

    def disputed(self, claims: Sequence[Claim]) -> set[int]:
        """The positions of standing comparable claims that some other cannot hold beside."""
        return self._pairs(claims, lambda one, other: not _meet(ends(one), ends(other)))

    def differing(self, claims: Sequence[Claim]) -> set[int]:
        """The positions of standing comparable claims beside which one with other numbers could hold."""
        return self._pairs(claims, lambda one, other: _meet(ends(one), ends(other)) and ends(one, "0") != ends(other, "0"))

    def _pairs(self, claims: Sequence[Claim], apart: object) -> set[int]:
        gone, found = self.superseded(claims), set[int]()
        for (a, one), (b, other) in combinations(enumerate(claims), 2):
            if {a, b} & gone or not self.comparable(one, other) or one.words or other.words:
                continue
            if apart(one, other):  # type: ignore[operator]  # one of the two rules above
                found |= {a, b}
        return found

    def counted(self, event: Event, measure: str) -> list[Claim]:
        """The claims by which an event's number of a measure is counted."""
        said = event.kind in {"policy", "statement", "report", "diplomacy", "court"}
        claims = [claim for claim in self.standing(event.claims) if claim.measure == measure]
        own = [claim for claim in claims if not said and not claim.unit and self._of_event(event, claim)]
        if not own:
            return [] if measure == "killed" else claims
        names = list(dict.fromkeys(spelling(self.populations, claim.who) for claim in own))
        widest = "all" if "all" in names else max(names, key=lambda name: self._top(own, name))
        return [claim for claim in own if spelling(self.populations, claim.who) == widest]

    def _of_event(self, event: Event, claim: Claim) -> bool:
        if claim.province and len(event.provinces) > 1:
            return False
        if not claim.period:
            return True
        when, period = event.when, dates.parse(claim.period)
        return when is not None and when.earliest <= period.lower and period.upper <= when.latest

    def _top(self, claims: Sequence[Claim], name: str) -> float:
        own = [claim for claim in claims if spelling(self.populations, claim.who) == name and not claim.words]
        return max((v for claim in own for v in (claim.value, claim.min, claim.max) if v is not None), default=-1)

    def found(self, clause: Figures | Alternatives, event: Event) -> bool:
        """Whether a clause finds an event: some counted claim possibly has a number in its range."""
        spans = clause.options if isinstance(clause, Alternatives) else (clause,)
        counted = [ends(claim) for claim in self.counted(event, clause.field)]
        return any(_reaches(span, allowed) for span in spans for allowed in counted)


def _meet(one: Ends | None, other: Ends | None) -> bool:
    return one is not None and other is not None and max(one[0], other[0]) <= min(one[1], other[1])


def _reaches(span: Figures, allowed: Ends | None) -> bool:
    if allowed is None:
        return False
    above = allowed[1] > exactly(span.low) if span.low_open else allowed[1] >= exactly(span.low)
    top = Decimal("inf") if math.isinf(span.high) else exactly(span.high)
    return above and (allowed[0] < top if span.high_open else allowed[0] <= top)
