"""What one piece of a row adds to a store, as a value."""

from __future__ import annotations

from typing import NamedTuple

from cttui.store.contribution import Point

Order = tuple[int, int, int]
"""The place of an event among others, as ``contribution.date_order`` gives it."""


class Share(NamedTuple):
    """What a piece adds."""

    tokens: tuple[tuple[str, str], ...]
    """The sets that its events are in, by field and token; each once."""
    numbers: tuple[tuple[str, int], ...]
    """Their bit-sliced numbers."""
    rest: tuple[tuple[str, int, int], ...]
    """Intervals beyond those that have slots."""
    point: Point | None
    order: Order | None
    """Where its events stand in the order of days; ``None`` if it says no date."""
    listed: int
    """The day under which they are listed, as an ordinal; 0 without a date."""
    kind: bool
    """Whether it says a kind."""
    measures: tuple[str, ...]
    first: str
    """The first folded word of its part of the title; empty if it has none."""
    titled: bool
    """Whether it says a part of the title at all."""
    document: str
    """Its folded texts, as ``search.document`` has them."""
