"""The events of the page, in the order of the list: what happened, who states which figure, and what answered it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from cttui.explore.detail import brief_date, scope
from cttui.exports import words
from cttui.exports.items import Item
from cttui.exports.page.content import Content
from cttui.exports.page.markup import Child, bdi, direction, h, paragraphs, time
from cttui.model import dates, periods
from cttui.model.claims import Group, stated
from cttui.query.language import DATE
from cttui.text import numbered

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """All events, under a heading for each month where they are in the order of dates."""
    found = h("section", {"id": "events", "aria-labelledby": "events-title"}, h("h2", {"id": "events-title"}, "Events"))
    if not content.items:
        found.append(h("p", None, "No event matches the filter of this page."))
    for label, items in groupby(content.items, lambda item: _month(content, item)):
        articles = [h("li", None, _article(content, item)) for item in items]
        head = [h("h3", None, label, " ", h("small", None, numbered(len(articles), "event")))] if label else []
        found.append(h("div", {"class": "month"}, head, h("ol", None, articles)))
    return found


def _month(content: Content, item: Item) -> str:
    if content.subject.query.order != DATE:
        return ""
    when = item.event.when
    return periods.label("month", when.listed) if when else "Undated"


def _article(content: Content, item: Item) -> _Element:
    event = item.event
    return h(
        "article",
        {"id": f"event={event.id}", "data-n": content.positions[event.id], "class": f"k-{event.kind}"},
        h("h4", {"dir": direction(event.title)}, h("a", {"href": f"#event={event.id}"}, event.title)),
        h("p", {"class": "when"}, time(event.when)),
        h("p", {"class": "facts"}, list(_facts(content, item))),
        paragraphs(event.summary),
        _figures(content, item),
        _links(content, item),
        _cites(content, item),
    )


def _facts(content: Content, item: Item) -> Iterator[_Element]:
    """Kind, place, dead and whether figures conflict, and who took part."""
    event = item.event
    yield h("span", {"class": "kind"}, event.kind)
    if where := words.where(item, content.head):
        yield h("span", {"dir": direction(where)}, where)
    if said := words.dead(item):
        yield h("span", {"class": "dead"}, said)
    if item.row.disputes:
        number = f"{item.row.disputes} figures disputed" if item.row.disputes > 1 else "1 figure disputed"
        yield h("span", {"class": "disputed"}, f"≠ {number}")
    if event.actors:
        yield h("span", {"class": "actors"}, [[", " if n else "", bdi(actor)] for n, actor in enumerate(event.actors)])


def _figures(content: Content, item: Item) -> _Element | None:
    if not item.groups:
        return None
    found = h("dl", None)
    for group in item.groups:
        about = ", ".join(filter(None, (group.who, scope(content.head, group.claims[0]))))
        state = "≠ disputed" if group.disputes else "differing" if group.differences else ""
        found.append(
            h("dt", None, h("b", None, group.measure.replace("-", " ")), " ", bdi(about),
              [" ", h("em", None, state)] if state else None)
        )  # fmt: skip
        found.extend(_claims(content, group))
    return found


def _claims(content: Content, group: Group) -> Iterator[_Element]:
    """Each figure with its claimant, the number of its source, its quote and its note."""
    for place, claim in enumerate(group.claims):
        number = content.numbers[claim.source]
        yield h(
            "dd",
            {"class": "old"} if place in group.superseded else None,
            h("b", None, stated(claim)), " ", bdi(claim.by),
            ", superseded" if place in group.superseded else "",
            " ", cite(number),
            [" ", h("q", {"dir": direction(claim.quote)}, claim.quote)] if claim.quote else None,
            [" ", h("small", {"dir": direction(claim.note)}, claim.note)] if claim.note else None,
        )  # fmt: skip


def cite(number: int) -> _Element:
    """A link to a source by its number in the page."""
    return h("a", {"href": f"#s{number}"}, f"[{number}]")


def _links(content: Content, item: Item) -> _Element | None:
    """What the event responds to, what responded to it, and what is related; what is not in the page is left out."""
    event = item.event
    said = {"Responds to": content.here(event.responds_to), "Responses": tuple(content.responses.get(event.id, ()))}
    told = {id_ for ids in said.values() for id_ in ids}
    said["Related"] = tuple(id_ for id_ in content.here(event.related) if id_ not in told)
    links = [
        h("li", None, h("b", None, heading), h("ul", None, [h("li", None, _link(content, item, id_, heading)) for id_ in ids]))
        for heading, ids in said.items()
        if ids
    ]
    return h("ul", {"class": "links"}, links) if links else None


def _link(content: Content, item: Item, id_: str, heading: str) -> list[Child]:
    """A link to an event, with the days from this one to it where one responds to the other."""
    other = content.by_id[id_]
    then, gap = other.when, ""
    if heading != "Related" and item.event.when and then:
        gap = f" ({dates.describe_gap(item.event.when, then)})"
    return [link(id_, f"{brief_date(other.date)}: {other.title}"), gap]


def link(id_: str, text: str) -> _Element:
    """A link to an event of the page."""
    return h("a", {"href": f"#event={id_}", "dir": direction(text)}, text)


def _cites(content: Content, item: Item) -> _Element | None:
    """The numbers of the sources, without those that stand with its figures."""
    cited = {claim.source for claim in item.event.claims}
    numbers = [[" ", cite(content.numbers[source.id])] for source in item.sources if source.id not in cited]
    if not numbers:
        return None
    return h("p", {"class": "cites"}, "Further sources" if cited else "Sources", numbers)
