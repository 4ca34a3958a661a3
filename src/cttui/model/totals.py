"""The dead of a whole timeline, counted event by event; a store counts selections by its bitmaps."""

from __future__ import annotations

from cttui.model.claims import Lens, Range, Total, toll
from cttui.model.records import Timeline
from cttui.model.register import Register


def total(timeline: Timeline, lens: Lens) -> Total:
    """The dead of all events of a timeline under a lens: the sums of their lowest and of their highest figures."""
    register = Register(timeline.claimants, timeline.populations)
    issued = {source.id: source.issued for source in timeline.sources}
    tolls = [found for event in timeline.events if isinstance(found := toll(event, lens, register, issued), Range)]
    summed = Range(sum(round(one.low) for one in tolls), sum(round(one.high) for one in tolls), any(one.open for one in tolls))
    found = lens.narrow(summed)
    return Total(round(found.low), round(found.high), found.open, len(tolls), len(timeline.events) - len(tolls))
