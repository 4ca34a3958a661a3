"""Sums over a period as daily rates, where claims themselves invite it."""

from __future__ import annotations

from collections.abc import Iterable

from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.claims import number
from cttui.model.records import Claim


@dataclass(frozen=True, slots=True)
class PerDay:
    """Our own plain arithmetic: a sum over a period as a daily rate."""

    total: Claim
    days: int
    """Days of the period."""

    @property
    def rate(self) -> float:
        """The sum per day."""
        return float(self.total.value or 0) / self.days

    def __str__(self) -> str:
        """``59,775 operations over the 366 days of 2024 are 163 a day``."""
        period = dates.describe(dates.parse(self.total.period))
        rate = number(round(self.rate)) if self.rate >= 10 else number(round(self.rate, 1))
        return f"{number(self.total.value or 0)} {self.total.measure} over the {self.days} days of {period} are {rate} a day"


def per_day(claims: Iterable[Claim]) -> tuple[PerDay, ...]:
    """The rates that claims themselves suggest: if one gives a sum over a period and another a daily rate of the same."""
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
