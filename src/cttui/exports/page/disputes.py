"""Figures that conflict or differ, each as an interval on the axis that its measure shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cttui.explore.claims import Account, Entry, Figure, Section
from cttui.exports.page.content import Content
from cttui.exports.page.events import cite, link
from cttui.exports.page.markup import bdi, h, per
from cttui.model.claims import number

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """The disputes, then the differences."""
    found = h(
        "section",
        {"id": "disputes", "aria-labelledby": "disputes-title"},
        h("h2", {"id": "disputes-title"}, "Disputed figures"),
    )
    sections = content.ledger.only("disputed").sections
    if not sections:
        found.append(h("p", None, "No figures of these events conflict."))
    found.extend(_section(content, one) for one in sections)
    return found


def _section(content: Content, one: Section) -> _Element:
    entry = next(one.accounts[0].entries.__iter__())
    about = [bdi(", ".join(filter(None, (one.unit, one.period, one.province))))]
    if one.event:
        about += [" ", link(entry.event_id, f"{one.event}, {one.date}" if one.date else one.event)]
    return h(
        "div",
        {"class": "dispute"},
        h("h3", None, one.measure.replace("-", " "), " ", about),
        h(
            "p",
            {"class": "axis", "aria-hidden": "true"},
            h("span", None, number(one.low)),
            " ",
            h("span", None, number(one.high)),
        ),
        [h("p", None, text) for text in one.arithmetic],
        [_account(content, one, account) for account in one.accounts],
    )


def _account(content: Content, one: Section, account: Account) -> list[_Element]:
    return [
        h("h4", None, bdi(account.name), " ", h("em", None, f"≠ {account.spread}" if account.spread else "")),
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
    yield h("circle", {"cx": per(low, reach), "cy": "50%", "r": 4})
    if one.high >= entry.high > entry.low:
        yield h("circle", {"cx": per(high, reach), "cy": "50%", "r": 4})
