"""The tool that says what a timeline covers: how it was made, what was looked for, and the names that other tools take."""

from __future__ import annotations

from collections.abc import Iterable

from cttui.explore.coverage import concerning
from cttui.mcp import schemas
from cttui.mcp.arguments import Given
from cttui.mcp.bounds import MOST_METHOD, Plain, page, sound, window
from cttui.mcp.events import covered
from cttui.mcp.rows import when
from cttui.mcp.schemas import arguments, many, record, text, texts, whole
from cttui.mcp.served import Served
from cttui.store.index import Ask
from cttui.store.wants import Facet, Months, Points
from cttui.text import numbered

SEARCHES = 20
LOOKED = "A lack of events does not mean that nothing happened; the searches say what was looked for, where and when."
NO_SEARCH = "No search is recorded for these provinces and kinds, so a lack of events may only mean that nobody looked."
MOST_NAMES = 200
"""Measures or populations in one answer."""
MOST_VALUES = 60
"""Values of a field in one answer."""

COVERAGE = arguments(filter=schemas.FILTER, offset=schemas.OFFSET, limit=schemas.limit(SEARCHES))
_VALUE = record(
    "a value that a filter takes",
    value=text("as used in a filter"),
    name=text("name"),
    events=whole("number of selected events that have it"),
)
COVERED = schemas.answer(
    period=text("period that the timeline is about"),
    method=text("how events were chosen, what a figure means and what is missing, in the timeline's own words"),
    events=whole("number of selected events"),
    undated=whole("selected events without a date"),
    unplaced=whole("selected events without coordinates"),
    timeline_events=whole("number of events in the timeline"),
    timeline_sources=whole("number of sources in the timeline"),
    page=schemas.PAGE,
    searches=many(
        record(
            "a search that was made",
            where=text("provinces"),
            period=text("period searched"),
            sought=text("what was searched for"),
            outcome=text("outcome"),
            note=text("how it was searched, and what was found"),
        ),
        "searches in the filter's provinces and for its kinds",
    ),
    remark=text("how to interpret a lack of events"),
    provinces=many(_VALUE, "province:"),
    kinds=many(_VALUE, "kind:"),
    threads=many(_VALUE, "thread:"),
    claimants=many(_VALUE, "by:, those with figures in the most events first"),
    measures=texts("measures, for the other tools and as fields of a filter (killed:>=10)"),
    people=texts("named populations, for the other tools"),
)


def coverage(served: Served, given: Given) -> Plain:
    """What a timeline covers."""
    index, query = served.index, served.query(given.text("filter"))
    facets = {name: Facet(field) for name, field in (("provinces", "province"), ("kinds", "kind"), ("threads", "thread"),
                                                     ("claimants", "by"))}  # fmt: skip
    answer = index.answer(Ask(query, (Months(), Points(), *facets.values())))
    count = answer.selection.count
    found = concerning(index.head, query)
    offset, stop = window(given.number("offset"), given.number("limit", SEARCHES), len(found), "searches")
    rows = page(({**search._asdict()} for search in found[offset:stop]), offset, len(found))
    values = {}
    for name, facet in facets.items():
        some = [value for value in answer[facet] if value.events]
        if name == "claimants":
            some.sort(key=lambda value: -value.events)
        values[name] = sound([
            {"value": value.token, "name": index.vocabulary.label(facet.field, value.token), "events": value.events}
            for value in some[:MOST_VALUES]
        ])  # fmt: skip
    meta = index.head.meta
    return served.answer(
        f"{covered(served, query, count)}; {numbered(len(found), 'search', 'searches')} recorded", served.link(query),
        period=when(meta.period), method=sound(meta.method, MOST_METHOD), events=count, undated=answer[Months()].undated,
        unplaced=answer[Points()].unplaced, timeline_events=index.count, timeline_sources=index.source_count, page=rows.about,
        searches=rows.rows, remark=LOOKED if found else NO_SEARCH, **values, measures=_names(index.vocabulary.measures),
        people=_names(one.name for one in index.head.populations),
    )  # fmt: skip


def _names(names: Iterable[str]) -> object:
    return sound(list(names), items=MOST_NAMES)
