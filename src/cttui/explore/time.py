"""The time axis: what the time strip shows; ``model.axis`` lays its bars out."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.axis import Calendar, Layout
from cttui.model.periods import Days
from cttui.model.records import Timeline
from cttui.query.language import Query
from cttui.store.index import Answer
from cttui.store.parts import Counts
from cttui.store.wants import Bars, Counted, Want

MARGIN = 1100
"""The most days that the axis extends beyond the first and last event, if the period does."""


class When(NamedTuple):
    """The date of the event at the cursor, in days."""

    listed: int
    """Where lists and counts place it."""
    core: Days
    """What its digits cover."""
    possible: Days
    """A wider span, if the date is approximate or uncertain."""


@dataclass(frozen=True, slots=True)
class TimeView:
    """Events counted over time, each at its first day."""

    query: str
    """The query's text."""
    lens: str
    """Whose figures count the dead; empty if events are counted."""
    whole: Days
    """The timeline's period and all its events."""
    window: Days | None
    """The query's span; ``None`` if it has none."""
    surely: bool
    """Whether an event must be certainly, not only possibly, within a window."""
    undated: int
    """Events without a date under the other filters; no bar counts them."""
    dead: bool
    """Whether deaths are counted, by the current lens's highest figure, instead of events."""
    cursor: When | None
    """The date of the event at the cursor."""
    width: int
    """Cells for which the bars were laid out."""
    layout: Layout
    """The bars in sight."""
    counts: Counts
    """The count of each."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The bars, and the number of events without a date."""
        return _bars(state), _undated(state)

    @staticmethod
    def of(answer: Answer, state: State) -> TimeView:
        """The axis of a selection."""
        strip, (undated,), row = answer[_bars(state)], answer[_undated(state)], answer.row
        return TimeView(
            query=state.query.text,
            lens=state.dead.name if state.dead else "",
            whole=state.whole,
            window=state.window,
            surely=state.surely,
            undated=undated,
            dead=state.counts_dead,
            cursor=_when(date) if row is not None and (date := dates.dated(row.date)) else None,
            width=state.sight.width,
            layout=strip.layout,
            counts=strip.counts,
        )


def _bars(state: State) -> Bars:
    sight = state.sight
    return Bars(state.whole, state.window, sight.width, sight.unit, state.dead, near=sight.near, kept=state.bars)


def _undated(state: State) -> Counted:
    return Counted((state.query.within("", "").only("is", "undated"),))


def whole_of(head: Timeline, calendar: Calendar) -> Days:
    """The timeline's period and all its events; if the period is open, as far as events reach."""
    period = dates.parse(head.meta.period)
    first, last = calendar.ends or ((period.lower, period.upper) if period.has_ends else (period.listed, period.listed))
    return Days(min(first, max(period.lower, first - MARGIN)), max(last, min(period.upper, last + MARGIN)))


def window_of(query: Query, whole: Days) -> Days | None:
    """The query's span of days, clipped to the whole; ``None`` if it has none."""
    spans = [clause.span for clause in query.windows]
    if not spans:
        return None
    first, last = max(first for first, _ in spans), min(last for _, last in spans)
    if first > last:
        return None
    # an open end extends as far as the timeline does
    return Days(
        max(first, min(whole.first, last)) if first == dates.FIRST_DAY else first,
        min(last, max(whole.last, first)) if last == dates.LAST_DAY else last,
    )


def _when(date: dates.Edtf) -> When:
    return When(date.listed, Days(date.lower, date.upper), Days(date.earliest, date.latest))
