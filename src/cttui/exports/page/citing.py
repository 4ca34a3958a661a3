"""How to cite the page, and the link that opens the same view in cttui."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cttui.errors import CttuiError
from cttui.explore.links import Link
from cttui.exports import references
from cttui.exports.page.content import Content
from cttui.exports.page.markup import bdi, h
from cttui.exports.references import Cited, Reference

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """A reference as a sentence, its link, the edition and the licence."""
    about = content.about
    said, link = _reference(content)
    # the sentence is English, and a title in it may run from right to left; a timeline that a program made may have none
    title = content.head.meta.title
    before, title, after = said.partition(title) if title else (said, "", "")
    facts = (
        ("Link", h("code", {"data-link": ""}, link)),
        ("Edition", h("code", None, f"SHA-256 {about['edition']}") if about["edition"] else None),
        ("Licence", about["licence"] or None),
    )
    return h(
        "section",
        {"id": "cite", "aria-labelledby": "cite-title"},
        h("h2", {"id": "cite-title"}, "How to cite"),
        h("blockquote", None, before, bdi(title), after),
        h("dl", None, [[h("dt", None, name), h("dd", None, value)] for name, value in facts if value is not None]),
        h("p", {"class": "note"}, "Add the day of your visit. An event’s own address is the link of its title. In cttui, ",
          h("code", None, "cttui open LINK"), " opens the same view, or says what has changed since."),
    )  # fmt: skip


def _reference(content: Content) -> tuple[str, str]:
    """The reference in a sentence, without the day it is looked at, which is not known here; and its link.

    Where the filter names what must not leave, both are of the whole timeline.
    """
    meta = content.head.meta
    try:
        reference = references.of_view(content.subject, 0)
    except CttuiError:
        link = Link(meta.id, content.head.digest)
        reference = Reference(meta, 0, (Cited(link, meta.title, shown=f"{content.about['events']} events"),), ())
    cited = reference.cited[0]
    return references.sentence(reference, cited, looked_at=False), str(cited.link)
