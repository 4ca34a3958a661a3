"""What was searched for, and where the page's events are thin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cttui.explore.coverage import concerning
from cttui.exports.page.content import Content
from cttui.exports.page.markup import direction, h, paragraphs

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """The method, the searches, and what is missing from the page."""
    found = h("section", {"id": "coverage", "aria-labelledby": "coverage-title"}, h("h2", {"id": "coverage-title"}, "Coverage"))
    found.extend(paragraphs(content.head.meta.method))
    searches = concerning(content.head, content.subject.query)
    if searches:
        found.append(h("h3", None, "What was searched for"))
        found.append(
            h(
                "ul",
                None,
                [
                    h("li", None, h("b", None, one.where), ": ", h("span", {"dir": direction(str(one))}, str(one)))
                    for one in searches
                ],
            )
        )
    else:
        found.append(
            h("p", None, "The timeline records no searches, so what is missing here may only not have been looked for.")
        )
    gaps = (*content.left.said(), *content.subject.guard.noted())
    if gaps:
        found.append(h("h3", None, "What is missing or uncertain"))
        found.append(h("ul", None, [h("li", None, gap) for gap in gaps]))
    return found
