"""The lines above the panes: the timeline, the query, and its totals."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.coverage import Search, searches
from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.query import language
from cttui.store.index import Answer, Index
from cttui.store.wants import Dead, Ends, Owned, Want

FIGURES = {
    "all": "all figures",
    "lowest": "lowest figures",
    "highest": "highest figures",
    "official": "official figures",
}
"""The names of the lenses that every timeline has."""


@dataclass(frozen=True, slots=True)
class HeaderView:
    """The first line of the screen."""

    title: str
    count: int
    total: int
    span: str
    """The first and last day of the selection; empty if it is empty or undated."""
    marks: int
    """Events of the timeline that the reader marked."""

    @staticmethod
    def wants(_state: State) -> tuple[Want[Any], ...]:
        """The ends of the selection, and the marks."""
        return Ends(), Owned()

    @staticmethod
    def of(answer: Answer, state: State) -> HeaderView:
        """The header of a selection."""
        span = ""
        if (dated := answer[Ends()]) is not None:
            first, last = (dates.brief(dates.Edtf(end.text, end, end)) for end in _ends(*dated))
            span = first if first == last else f"{first} – {last}"
        marks = len(answer[Owned()].marked)
        return HeaderView(state.head.meta.title, answer.selection.count, state.total, span, marks)


def _ends(first: str, last: str) -> tuple[dates.Point, dates.Point]:
    """The days under which the first and the last date are listed: their starts, or the end if the start is open."""
    return tuple(when.end if when.start.is_missing else when.start for when in map(dates.parse, (first, last)))  # type: ignore[return-value]


class AboutView(NamedTuple):
    """What the timeline is and how it was made."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Names and values: its period, how much is in it, its licence."""
    method: str
    searches: tuple[Search, ...]
    """What was looked for, and what came of it."""

    @classmethod
    def build(cls, index: Index, outline: str = "") -> AboutView:
        """From the timeline's own table, with the notice of the map's outline."""
        meta = index.head.meta
        facts = (
            ("period", dates.describe(dates.parse(meta.period))),
            ("holds", f"{index.count:,} events, {index.source_count:,} sources, {len(index.head.threads):,} threads"),
            ("time zone", meta.time_zone),
            ("updated", dates.describe(dates.parse(meta.updated)) if meta.updated else ""),
            ("licence", meta.licence),
            ("map lines", outline),
        )
        return cls(meta.title, tuple((name, value) for name, value in facts if value), meta.method, searches(index.head))


class NamedQuery(NamedTuple):
    """A query that was given a name."""

    name: str
    query: str
    whose: str
    """Whose it is, in a word or two."""


class BarView(NamedTuple):
    """The filter bar and the line below it."""

    text: str
    """The text of the bar."""
    sentence: str
    """The query in words, or its error."""
    total: str = ""
    """The dead of the selection under the lens in force, and how many events had no figure."""
    lifted: int = 0
    """How many cleared filters can be restored."""
    order: str = ""
    """What the list is in order of, in words; empty for dates."""
    fault: tuple[int, int] | None = None
    """The place of the error in the text, in characters; the last good selection stays on screen."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The dead."""
        return (Dead(state.lens),)

    @staticmethod
    def of(answer: Answer, state: State) -> BarView:
        """The query of the bar, in words."""
        found = answer[Dead(state.lens)]
        whose = FIGURES.get(state.lens.name) or f"according to {state.vocabulary.label('source', state.lens.name)}"
        total = f"{found.sentence} · {whose}"
        if state.fault is not None:
            return BarView(state.typed, state.fault.sentence(), total, fault=(state.fault.start, state.fault.stop))
        sentence = language.describe(state.query, state.vocabulary)
        order = language.ORDERS[state.query.order]
        return BarView(state.typed, sentence, total, lifted=0 if state.query else state.lifted, order=order)
