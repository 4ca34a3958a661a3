"""The sources of the page, numbered in the order in which the events cite them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cttui.explore.citation import cited_authors, cited_date
from cttui.exports.page.content import Content
from cttui.exports.page.events import cite
from cttui.exports.page.markup import bdi, direction, h, paragraphs
from cttui.model.records import Source
from cttui.model.sources import Origin, called, publisher_of

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """Who published what and when, from which standpoint, our digest, and the address."""
    found = h("section", {"id": "sources", "aria-labelledby": "sources-title"}, h("h2", {"id": "sources-title"}, "Sources"))
    if content.sources:
        found.append(
            h(
                "p",
                None,
                "Each figure carries the number of its source. Headlines are in quotation marks; where none is known, words "
                "of the address or a note are in brackets. The summaries are the timeline’s own.",
            )
        )
    found.append(h("ol", None, [_source(content, number, source) for number, source in enumerate(content.sources, 1)]))
    return found


def _source(content: Content, number: int, source: Source) -> _Element:
    return h(
        "li",
        {"id": f"source={source.id}"},
        h("p", {"id": f"s{number}"}, list(_citation(source))),
        paragraphs(source.digest),
        _repeats(content, source),
    )


_SHOWN: dict[Origin, str] = {"headline": "“{}”", "address": "[{}]", "note": "[{}]", "publisher": "[headline unknown]"}
"""What a source is called: only a headline in quotation marks, as in a citation."""


def title_of(source: Source) -> str:
    """What a source is called in the page: shorter than in a citation, as there are hundreds."""
    name = called(source)
    return _SHOWN[name.origin].format(name.text)


def _citation(source: Source) -> Iterator[object]:
    """As ``explore.citation.cite`` has it, with the headline linked to the address."""
    if authors := cited_authors(source):
        yield from (bdi(authors), "" if authors.endswith(".") else ".", " ")
    title = title_of(source)
    lang = source.language if source.title and source.language != "en" else ""
    # a record's own rules let nothing but http and https in; a page takes no one's word for it
    if source.url.startswith(("https://", "http://")):
        yield h("a", {"href": source.url, "lang": lang or None, "dir": direction(title)}, title)
    else:
        yield h("span", {"lang": lang or None, "dir": direction(title)}, title)
    yield from (" ", bdi(publisher_of(source)), f", {cited_date(source)} · {source.standpoint}")


def _repeats(content: Content, source: Source) -> _Element | None:
    """The sources of the page that this one repeats."""
    numbers = [content.numbers[id_] for id_ in source.derived_from if id_ in content.numbers]
    if not numbers:
        return None
    return h("p", None, "Repeats or rewords", [[" ", cite(number)] for number in numbers])
