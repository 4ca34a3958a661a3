"""The time strip of the page: a bar for each day, week, month or year with events, stacked by kind."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from cttui.exports.page.content import Content
from cttui.exports.page.markup import h, per
from cttui.model import axis, dates, periods
from cttui.model.axis import Calendar, Layout, Slot
from cttui.model.records import KINDS

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BARS = 120
"""The most bars: on a phone each is three points wide."""
HEIGHT = 100
"""Of the highest bar, in units of the picture."""
MOST_TICKS = 20
LAST_TICK = 0.97
"""The share of the axis beyond which no label begins: it would stand outside."""


def section(content: Content) -> _Element:
    """The bars as a picture, and the same numbers as a table."""
    found = h("section", {"id": "strip", "aria-labelledby": "strip-title"})
    whole = content.whole
    if whole is None:
        found.append(h("h2", {"id": "strip-title"}, "Time"))
        found.append(h("p", None, "No event of this page has a date."))
        return found
    days = sorted(item.event.when.listed for item in content.items if item.event.when)
    layout = axis.lay_out(Calendar(days), whole, MOST_BARS)
    counts = _counts(content, layout)
    most = max(map(Counter.total, counts), default=1) or 1
    found.append(h("h2", {"id": "strip-title"}, f"Events per {layout.unit}"))
    found.append(
        h("svg", {"role": "img", "aria-label": _said(layout, counts), "viewBox": f"0 0 {layout.width} {HEIGHT}",
                  "preserveAspectRatio": "none", "data-unit": layout.unit, "data-most": most},
          [_bar(layout, slot, count, most) for slot, count in zip(layout.slots, counts, strict=True)])
    )  # fmt: skip
    found.append(_ticks(layout))
    found.append(_legend(content))
    found.append(_table(layout, counts))
    return found


def _counts(content: Content, layout: Layout) -> list[Counter[str]]:
    starts = [slot.start for slot in layout.slots]
    found = [Counter[str]() for _ in starts]
    for item in content.items:
        if (when := item.event.when) and layout.span.first <= when.listed <= layout.span.last:
            found[bisect_right(starts, when.listed) - 1][item.event.kind] += 1
    return found


def _bar(layout: Layout, slot: Slot, count: Counter[str], most: int) -> _Element:
    """A bar: the first and last day that it counts, and a part for each kind, the kinds of the palette from below."""
    parts, top = [h("title", None, f"{_name(layout, slot)}: {count.total():,}")], float(HEIGHT)
    for kind in KINDS:
        if number := count[kind]:
            height = HEIGHT * number / most
            top -= height
            parts.append(h("rect", {"class": f"k-{kind}", "x": slot.cell + 0.1 * slot.width, "y": top,
                                    "width": 0.8 * slot.width, "height": height}))  # fmt: skip
    return h(
        "g",
        {
            "data-start": dates.day_text(slot.start),
            "data-end": dates.day_text(slot.stop - 1),
            "data-cell": slot.cell,
            "data-width": slot.width,
        },
        parts,
    )


def _name(layout: Layout, slot: Slot) -> str:
    """The days of a bar in words; by its unit where they lie too far for dates to be written."""
    ends = [dates.day_text(day) or "" for day in dict.fromkeys((slot.start, slot.stop - 1))]
    if all(text[:1].isdecimal() for text in ends):
        return dates.describe(dates.parse("/".join(ends)))
    names = dict.fromkeys(periods.label(layout.unit, day) for day in (slot.start, slot.stop - 1))
    return " – ".join(names)


def _said(layout: Layout, counts: list[Counter[str]]) -> str:
    dated = sum(map(Counter.total, counts))
    high = max(range(len(counts)), key=lambda n: counts[n].total())
    most = f"at most {counts[high].total():,}, in {_name(layout, layout.slots[high])}"
    return f"Events per {layout.unit}: {dated:,} in all, {most}"


def _ticks(layout: Layout) -> _Element:
    """The names of months or years below the bars, the year below the first month of each."""
    most = MOST_TICKS + 1
    # not all edges are listed where these are too many: a span may have millions of years
    fits = (unit for unit in ("month", "year", "decade") if len(periods.last_edges(unit, layout.span, most)) <= most)
    unit = next(fits, "")
    labels = []
    for n, day in enumerate(periods.edges(unit, layout.span)[:-1] if unit else ()):
        slot = next((slot for slot in layout.slots if slot.stop > day), None)
        if slot is None or slot.cell > LAST_TICK * layout.width:
            continue
        name = periods.month_label(day) if unit == "month" else periods.label(unit, day)
        where = per(slot.cell, layout.width)
        labels.append(h("text", {"x": where, "y": 14, "class": "odd" if n % 2 else None}, name))
        if unit == "month" and (not n or name == "Jan"):
            labels.append(h("text", {"x": where, "y": 29, "class": "year"}, periods.label("year", day)))
    return h("svg", {"class": "ticks", "aria-hidden": "true"}, labels)


def _legend(content: Content) -> _Element:
    """What the colours stand for, the lowest part of a bar first."""
    return h("ul", {"class": "legend"}, [
        h("li", {"class": f"k-{kind}"}, h("span", {"class": "kind"}, kind), " ", h("small", None, f"{count:,}"))
        for kind, count in content.kinds.items()
    ])  # fmt: skip


def _table(layout: Layout, counts: list[Counter[str]]) -> _Element:
    rows = [
        h("tr", None, h("th", {"scope": "row"}, _name(layout, slot)), h("td", None, f"{count.total():,}"),
          h("td", None, ", ".join(f"{number} {kind}" for kind in KINDS if (number := count[kind]))))
        for slot, count in zip(layout.slots, counts, strict=True) if count
    ]  # fmt: skip
    head = h(
        "tr",
        None,
        h("th", {"scope": "col"}, layout.unit),
        h("th", {"scope": "col"}, "events"),
        h("th", {"scope": "col"}, "kinds"),
    )
    return h(
        "details",
        None,
        h("summary", None, "The same as a table"),
        h("table", None, h("thead", None, head), h("tbody", None, rows)),
    )
