"""How far two people who coded the same events agree, field by field.

Of each field the share of events on which both say the same, and Krippendorff's alpha for nominal data (K. Krippendorff,
"Computing Krippendorff's Alpha-Reliability", 2011): 1 if they always agree, 0 if they agree as often as chance would.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from cttui.lazy import dataclass
from cttui.timeline.compare import Plain

FIELDS = ("date", "kind", "provinces", "place.name", "place.district", "place.precision", "actors", "tags", "responds_to")
"""The fields that are coded: each event has one value of each, a list counting as one value in whatever order it stands."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An event on which two people say different things."""

    event: str
    first: object
    second: object


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people agree on one field."""

    field: str
    events: int
    """Events that both have."""
    same: int
    """Those of them on which both say the same."""
    alpha: float | None
    """Krippendorff's alpha, at most 1; ``None`` if all values are the same, so that chance would agree too."""
    disagreements: tuple[Disagreement, ...]

    @property
    def share(self) -> float:
        """The share of events on which both say the same, from 0 to 1; 1 if there are none."""
        return self.same / self.events if self.events else 1.0


def agreements(first: Plain, second: Plain) -> tuple[Agreement, ...]:
    """The agreement on each field over the events that both timelines have, given as ``compare.plain`` gives them."""
    others = {event["id"]: event for event in second.get("event", [])}
    pairs = [(event, others[event["id"]]) for event in first.get("event", []) if event["id"] in others]
    return tuple(_agreement(field, pairs) for field in FIELDS)


def _agreement(field: str, pairs: Sequence[tuple[Plain, Plain]]) -> Agreement:
    values = [(event["id"], _value(event, field), _value(other, field)) for event, other in pairs]
    differing = tuple(Disagreement(event, one, two) for event, one, two in values if _key(one) != _key(two))
    alpha = _alpha([(_key(one), _key(two)) for _, one, two in values])
    return Agreement(field, len(values), len(values) - len(differing), alpha, differing)


def _alpha(values: Sequence[tuple[str, str]]) -> float | None:
    """One less the disagreement seen over that which chance would bring, of two values a unit."""
    counts = Counter(value for pair in values for value in pair)
    total = 2 * len(values)
    by_chance = total * total - sum(count * count for count in counts.values())
    if not by_chance:
        return None
    seen = 2 * sum(one != two for one, two in values)
    return 1 - (total - 1) * seen / by_chance


def _value(event: Plain, field: str) -> object:
    table, _, key = field.partition(".")
    found = event.get(table)
    if key:
        return found.get(key) if isinstance(found, dict) else None
    return sorted(map(str, found)) if isinstance(found, list) else found


def _key(value: object) -> str:
    return json.dumps(value, sort_keys=True)
