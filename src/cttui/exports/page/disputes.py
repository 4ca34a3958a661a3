"""Figures that conflict or differ, each as an interval on the axis that its measure shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cttui.explore.claims import Account, Entry, Figure, Section
from cttui.exports.page.content import Content
from cttui.exports.page.events import cite, link
from cttui.exports.page.markup import bdi, h, per
from cttui.model.claims import number
from cttui.text import numbered

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """The figures that cannot all hold, each population on the axis of its measure, the dead first."""
    found = h("section", {"id": "disputes", "aria-labelledby": "disputes-title"})
    found.append(h("h2", {"id": "disputes-title"}, "Disputed figures"))
    ledger = content.disputes
    if not ledger.sections:
        found.append(h("p", {"class": "intro"}, "No figures of these events conflict."))
        return found
    found.append(h("p", {"class": "intro"}, f"{numbered(ledger.disputed, 'population')} with conflicting figures. {_HOW}"))
    found.append(h("div", {"class": "cards"}, [_section(content, one) for one in ledger.sections]))
    return found


_HOW = (
    "A dot is a number, a line a range; a dashed line stands for “at least”, with no upper end. A figure that the same body "
    "has superseded is grey and marked as superseded."
)


def _section(content: Content, one: Section) -> _Element:
    entry = one.accounts[0].figures[0].entries[0]
    scope = ", ".join(filter(None, (one.unit, one.period, one.province)))
    about = link(entry.event_id, f"{one.event}, {one.date}" if one.date else one.event) if one.event else None
    ends = [h("span", None, h("i", None, number(one.low)), h("i", None, number(one.high)))] if one.high > one.low else None
    events = dict.fromkeys(each.event_id for account in one.accounts for figure in account.figures for each in figure.entries)
    return h(
        "div",
        {"class": "dispute", "data-n": " ".join(str(content.positions[id_]) for id_ in events)},
        h(
            "h3",
            None,
            one.measure.replace("-", " "),
            [", ", bdi(scope)] if scope else None,
            [": ", about] if about is not None else None,
        ),
        [h("p", {"class": "sum"}, f"Our arithmetic: {text}") for text in one.arithmetic],
        h("div", {"class": "axis", "aria-hidden": "true"}, ends) if ends else None,
        [_account(content, one, account) for account in one.accounts],
    )


def _account(content: Content, one: Section, account: Account) -> list[_Element]:
    return [
        h("h4", None, bdi(account.name), " ", h("em", None, f"≠ {account.spread}")),
        h("ul", None, [_figure(content, one, figure) for figure in account.figures]),
    ]


def _figure(content: Content, one: Section, figure: Figure) -> _Element:
    entry = figure.entries[0]
    numbers = dict.fromkeys(content.numbers[each.source_id] for each in figure.entries)
    return h(
        "li",
        {"class": "old"} if figure.superseded else None,
        h("b", None, entry.stated), " ", _picture(one, entry), " ",
        h("span", None, bdi(entry.by), ", superseded" if figure.superseded else "", [[" ", cite(one)] for one in numbers]),
    )  # fmt: skip


def _picture(one: Section, entry: Entry) -> _Element:
    return h("svg", {"aria-hidden": "true"}, list(_marks(one, entry)))


def _marks(one: Section, entry: Entry) -> Iterator[_Element]:
    """An interval: a dot for a number, a line for a range, a line that goes on to the end for "at least"."""
    if entry.low is None or entry.high is None:
        return
    reach = one.high - one.low
    low, high = max(entry.low, one.low) - one.low, min(entry.high, one.high) - one.low
    if entry.high > entry.low:
        more = entry.high > one.high
        yield h("line", {"x1": per(low, reach), "x2": "100%" if more else per(high, reach), "y1": "50%", "y2": "50%",
                         "class": "open" if more else None})  # fmt: skip
    yield h("circle", {"cx": per(low, reach)})
    if one.high >= entry.high > entry.low:
        yield h("circle", {"cx": per(high, reach)})
