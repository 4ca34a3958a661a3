"""What was looked for, in the grid and in the timeline's account of itself: why a cell without events is empty."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from cttui.model import dates
from cttui.model.edtf.points import merged
from cttui.model.periods import Days
from cttui.model.records import KINDS, Coverage, Outcome, Timeline
from cttui.query.language import Query

_OUTCOMES: dict[Outcome, str] = {"nothing": "nothing found", "some": "some found"}
NO_SEARCH = "No search is recorded here, so an empty cell may only mean that nobody looked."
"""What is said of a cell without events for which nothing is recorded."""


class Search(NamedTuple):
    """Something that was looked for, in words."""

    where: str
    """The provinces' names."""
    period: str
    sought: str
    outcome: str
    note: str

    def __str__(self) -> str:
        """The search in a line, as ``Searched for attacks and operations, 2024: nothing found.``, with its note."""
        return f"Searched for {self.sought}, {self.period}: {self.outcome}." + (f" {self.note}" if self.note else "")


def searches(head: Timeline) -> tuple[Search, ...]:
    """All that a timeline says was looked for."""
    return tuple(_search(head, coverage) for coverage in head.coverages)


def concerning(head: Timeline, query: Query) -> tuple[Search, ...]:
    """What was looked for that a query asks about too: in one of its provinces, for one of its kinds; all if it names none."""
    asked = _asked(query)
    chosen, excluded = query.chosen("province"), query.excluded("province")
    codes = {
        province.code: province.code.partition("-")[0]
        for province in head.provinces
        if (not chosen or province.short in chosen) and province.short not in excluded
    }
    # a search of a whole country is about its provinces
    places = {*codes, *codes.values()} if chosen or excluded else {province.code for province in head.provinces}
    return tuple(
        _search(head, coverage)
        for coverage in head.coverages
        if not places.isdisjoint(coverage.provinces) and (not coverage.kinds or not asked.isdisjoint(coverage.kinds))
    )


def _search(head: Timeline, coverage: Coverage) -> Search:
    names = {province.code: province.name for province in head.provinces}
    return Search(
        ", ".join(names[code] for code in coverage.provinces),
        dates.describe(dates.parse(coverage.period)),
        coverage.sought,
        _OUTCOMES[coverage.result],
        coverage.note,
    )


def searched(head: Timeline, query: Query, code: str, spans: Sequence[Days]) -> tuple[bool, ...]:
    """Whether events such as a query asks for were looked for in a province, for each of some spans: on every day of it."""
    found = _about(head, code, _asked(query))
    runs = merged(_days(coverage) for coverage in found if coverage.kinds)
    return tuple(any(first <= span.first and span.last <= last for first, last in runs) for span in spans)


def told(head: Timeline, query: Query, code: str, span: Days) -> tuple[Search, ...]:
    """What was looked for in a province on some day of a span, as far as the query asks for such events."""
    found = ((coverage, _days(coverage)) for coverage in _about(head, code, _asked(query)))
    return tuple(_search(head, coverage) for coverage, (first, last) in found if first <= span.last and span.first <= last)


def _about(head: Timeline, code: str, asked: Collection[str]) -> Iterator[Coverage]:
    """What was looked for in a province, for some kinds of events.

    What names the province itself counts where it is about any of the kinds. A search of the whole country counts for its
    parts only where it is about all of them, since it says little of any one place.
    """
    country = code.partition("-")[0]
    for coverage in head.coverages:
        if code in coverage.provinces:
            if not coverage.kinds or not set(asked).isdisjoint(coverage.kinds):
                yield coverage
        elif country in coverage.provinces and coverage.kinds and set(asked) <= set(coverage.kinds):
            yield coverage


def _asked(query: Query) -> frozenset[str]:
    """The kinds of events that a query leaves."""
    return (query.chosen("kind") or frozenset(KINDS)) - query.excluded("kind")


def _days(coverage: Coverage) -> tuple[int, int]:
    when = dates.parse(coverage.period)
    return when.lower, when.upper
