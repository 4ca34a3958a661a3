"""What was searched for, and where the page's events are thin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from cttui.explore.coverage import concerning, searched
from cttui.exports.page.content import Content
from cttui.exports.page.markup import bdi, direction, h, paragraphs
from cttui.model import periods
from cttui.model.periods import Days
from cttui.model.sources import independent
from cttui.text import numbered

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_COLUMNS = 16
"""Of the grid; a longer period is divided into longer units."""
UNITS = ("month", "quarter", "year", "decade")
HEATS = 4
"""Shades of a cell with events."""


def section(content: Content) -> _Element:
    """Where events are thin, what was searched for, what is missing, and how the timeline was made."""
    found = h("section", {"id": "coverage", "aria-labelledby": "coverage-title"}, h("h2", {"id": "coverage-title"}, "Coverage"))
    found.extend(_thin(content))
    if searches := concerning(content.head, content.subject.query):
        found.append(h("h3", None, "What was searched for"))
        found.append(
            h("ul", None, [h("li", {"dir": direction(str(one))}, h("b", None, one.where), ": ", str(one)) for one in searches])
        )
    if gaps := (*content.left.said(), *content.subject.guard.noted()):
        found.append(h("h3", None, "What is missing or uncertain in this page"))
        found.append(h("ul", None, [h("li", None, f"{gap[:1].upper()}{gap[1:]}.") for gap in gaps]))
    if content.head.meta.method.strip():
        found.append(h("h3", None, "How the timeline was made"))
        found.append(h("div", {"class": "how"}, paragraphs(content.head.meta.method)))
    return found


def _thin(content: Content) -> Iterator[_Element]:
    """Events by province and time as a table, and how many rest on one source alone."""
    if not content.items:
        return
    single = sum(independent(item.sources) == 1 for item in content.items)
    rest = "rests" if single == 1 else "rest"
    said = f"{numbered(single, 'event')} of {len(content.items):,} {rest} on a single independent source."
    if (whole := content.whole) is None or not content.names:
        yield h("p", {"class": "intro"}, said)
        return
    unit = next((one for one in UNITS if len(periods.edges(one, whole)) <= MOST_COLUMNS + 1), "")
    edges = periods.edges(unit, whole) if unit else ()
    spans = [Days(first, after - 1) for first, after in pairwise(edges)]
    if not spans:
        yield h("p", {"class": "intro"}, said)
        return
    yield h(
        "p",
        {"class": "intro"},
        f"{said} The table counts events by province and {unit}; an event in two provinces counts in both. {_ZERO}",
    )
    counts = _counts(content, spans)
    most = max(counts.values(), default=1)
    head = [h("th", {"scope": "col"}, _short(unit, span, n)) for n, span in enumerate(spans)]
    rows = []
    for code, province in content.names.items():
        looked = searched(content.head, content.subject.query, code, spans)
        cells = [_cell(counts[code, n], most, looked=looked[n]) for n in range(len(spans))]
        rows.append(
            h(
                "tr",
                None,
                h("th", {"scope": "row"}, bdi(province.name)),
                cells,
                h("td", None, f"{sum(counts[code, n] for n in range(len(spans))):,}"),
            )
        )
    yield h(
        "div", {"class": "grid", "role": "region", "aria-label": "Events by province and time", "tabindex": "0"},
        h("table", None,
          h("thead", None, h("tr", None, h("th", {"scope": "col"}, "Province"), head, h("th", {"scope": "col"}, "all dated"))),
          h("tbody", None, rows)),
    )  # fmt: skip


_ZERO = "0 means that events were searched for and none was found; a dash, that no search is recorded."


def _counts(content: Content, spans: list[Days]) -> Counter[tuple[str, int]]:
    found = Counter[tuple[str, int]]()
    for item in content.items:
        if (when := item.event.when) is not None:
            place = next((n for n, span in enumerate(spans) if span.first <= when.listed <= span.last), None)
            if place is not None:
                found.update((code, place) for code in item.event.provinces)
    return found


def _short(unit: str, span: Days, n: int) -> str:
    """The name of a column: months by three letters, with the year where it begins."""
    if unit != "month":
        return periods.label(unit, span.first)
    name = periods.month_label(span.first)
    year = periods.label("year", span.first)
    return name if n and name != "Jan" else f"{name} {year}"


def _cell(count: int, most: int, *, looked: bool) -> _Element:
    if count:
        return h("td", {"class": f"h{1 + (HEATS * count - 1) // most}"}, f"{count:,}")
    return h("td", {"class": "none"}, "0" if looked else "–")
