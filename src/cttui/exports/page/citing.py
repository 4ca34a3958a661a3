"""How to cite the page, and the link that opens the same view in cttui."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cttui.exports.page.content import Content
from cttui.exports.page.markup import h

if TYPE_CHECKING:
    from lxml.etree import _Element


def section(content: Content) -> _Element:
    """Title, edition and licence."""
    about = content.about
    return h(
        "section",
        {"id": "cite", "aria-labelledby": "cite-title"},
        h("h2", {"id": "cite-title"}, "How to cite"),
        h("p", None, about["timeline"]),
        h("p", None, f"Edition {about['edition']}") if about["edition"] else None,
        h("p", None, f"Licence: {about['licence']}") if about["licence"] else None,
    )
