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
"""Days that the axis reaches at most beyond the first and the last event, where the period does."""


class When(NamedTuple):
    """The date of the event at the cursor, in days."""

    listed: int
    """Where lists and counts put it."""
    core: Days
    """What its digits say."""
    possible: Days
    """Wider, where the date is approximate or uncertain."""


@dataclass(frozen=True, slots=True)
class TimeView:
    """Events counted over time, each at its first day."""

    query: str
    """The query's text."""
    lens: str
    """Whose figures count the dead; empty where events are counted."""
    whole: Days
    """The timeline's period and all its events."""
    window: Days | None
    """The span that the query asks for; ``None`` where it asks for none."""
    surely: bool
    """Whether an event must surely lie within a window, and not only possibly."""
    undated: int
    """Events without a date under the other filters; no bar counts them."""
    dead: bool
    """Whether the dead are counted, by the highest figure of the lens in force, and not the events."""
    cursor: When | None
    """The date of the event at the cursor."""
    width: int
    """Cells that the bars were laid out in."""
    layout: Layout
    """The bars in sight."""
    counts: Counts
    """What each of them stands for."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The bars, and how many have no date."""
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
    """The timeline's period and all its events; where the period is open, so much of it as events reach."""
    period = dates.parse(head.meta.period)
    first, last = calendar.ends or ((period.lower, period.upper) if period.has_ends else (period.listed, period.listed))
    return Days(min(first, max(period.lower, first - MARGIN)), max(last, min(period.upper, last + MARGIN)))


def window_of(query: Query, whole: Days) -> Days | None:
    """The span of days that a query asks for, so much of it as lies in the whole; ``None`` where it asks for none."""
    spans = [clause.span for clause in query.windows]
    if not spans:
        return None
    first, last = max(first for first, _ in spans), min(last for _, last in spans)
    if first > last:
        return None
    # an open end reaches as far as the timeline does
    return Days(
        max(first, min(whole.first, last)) if first == dates.FIRST_DAY else first,
        min(last, max(whole.last, first)) if last == dates.LAST_DAY else last,
    )


def _when(date: dates.Edtf) -> When:
    return When(date.listed, Days(date.lower, date.upper), Days(date.earliest, date.latest))
