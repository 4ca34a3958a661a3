"""The page as a document: its head with the policy on what it may load, its sections in their order, and the script's data."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from typing import TYPE_CHECKING, Any, TextIO

from lxml import etree  # this package is imported only where a page is written

from cttui.exports.left import Left
from cttui.exports.page import citing, coverage, data, disputes, events, places, sources, strip, threads
from cttui.exports.page.content import Content
from cttui.exports.page.markup import bdi, direction, h, time
from cttui.exports.subjects import Events
from cttui.model import dates, kinds
from cttui.text import numbered

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENTS = (
    ("strip", "Time"), ("tiles", "Provinces"), ("map", "Places"), ("events", "Events"), ("disputes", "Disputed figures"),
    ("threads", "Threads"), ("sources", "Sources"), ("coverage", "Coverage"), ("cite", "How to cite"),
)  # fmt: skip
"""The sections by id, with what they are called in the list of contents."""

_LEAD = (
    "A curated timeline. Every figure is a claim, shown with who states it, its source and the words that state it. "
    "Figures that disagree stand side by side; none is averaged and none is chosen."
)
"""What the page is, for those who never saw one."""


def write(subject: Events, stream: TextIO) -> Left:
    """Write the page.

    Raises:
        CttuiError: The selection is too large for a page.
    """
    content = Content(subject)
    content.lost()
    style, script = style_body(), data.script()
    facts = data.json_of(content)
    parts = _sections(content)
    target = _Lean(stream)
    with etree.htmlfile(target, encoding="utf-8") as out:
        out.write_doctype("<!DOCTYPE html>")
        with out.element("html", {"lang": "en"}):
            out.write(_head(content, style, script))
            with out.element("body"):
                out.flush()
                target.pass_on()
                out.write(h("a", {"class": "skip", "href": "#events"}, "Skip to the events"), "\n")
                out.write(_top(content), _contents(content), "\n")
                with out.element("main"):
                    for part in parts:
                        out.write(part, "\n")
                        out.flush()
                        target.pass_on(lean=True)
                out.write(_foot())
                out.write(_raw("script", {"type": "application/json", "id": "data"}, facts))
                out.write(_raw("script", {}, script))
    target.pass_on()
    stream.write("\n")
    return content.left


class _Lean:
    """Takes lxml's UTF-8, and passes it on to a stream of text, on demand without end tags that HTML does not need."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._parts: list[bytes] = []

    def write(self, content: bytes) -> None:
        self._parts.append(content)

    def pass_on(self, *, lean: bool = False) -> None:
        text = b"".join(self._parts).decode()
        self._parts.clear()
        self._stream.write(_OPTIONAL.sub("", text) if lean else text)


_OPTIONAL = re.compile(
    r"</li>(?=<li|</[uo]l)|</d[td]>(?=<d[td]|</d(?:l|iv))|</t[dh]>(?=<t[dh]|</tr)|</tr>(?=<tr|</t(?:body|head))"
    r"|</p>(?=<(?:p|div|dl|[uo]l|h\d|details|table|section)[ >]|</(?:li|div|section|article|header|footer|form)>)"
)
"""End tags that may be left out before what follows (HTML standard, section 13.1.2.4): a twentieth of a page."""


def style_body() -> str:
    """The style sheet, with a sign and two colours for each kind."""
    own = resources.files(__package__).joinpath("page.css").read_text("utf-8")
    light = "".join(f'.k-{kind} {{ --k: {colour}; --sign: "{kinds.SIGNS[kind]}"; }}\n' for kind, colour in kinds.LIGHT.items())
    dark = "".join(f"  .k-{kind} {{ --k: {colour}; }}\n" for kind, colour in kinds.DARK.items())
    return f"{own}{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"


def source_hash(body: str) -> str:
    """A body as a policy names it (Content Security Policy Level 3, section 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"


def _raw(tag: str, attributes: dict[str, str], body: str) -> _Element:
    """A script or a style, whose body is written as it is."""
    element = h(tag, attributes)
    element.text = body
    return element


def _head(content: Content, style: str, script: str) -> _Element:
    policy = (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return h(
        "head", None,
        h("meta", {"charset": "utf-8"}),
        h("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        h("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        h("meta", {"name": "color-scheme", "content": "light dark"}),
        h("meta", {"name": "referrer", "content": "no-referrer"}),
        h("meta", {"name": "generator", "content": "cttui"}),
        h("title", None, content.about["timeline"]),
        _raw("style", {}, style),
    )  # fmt: skip


def _top(content: Content) -> _Element:
    """Title, what the page is, and what it is of."""
    about, meta, total = content.about, content.head.meta, content.subject.total()
    facts = (
        ("Events", about["events"]),
        ("Filter", about["filter"]),
        ("Period", dates.describe(dates.parse(meta.period))),
        ("Dead", total.sentence if total.counted else ""),
        ("Updated", time(dates.parse(about["updated"])) if about["updated"] else ""),
        ("Edition", about["edition"][:12]),
        ("Licence", about["licence"]),
    )
    return h(
        "header", {"id": "top"},
        h("h1", {"dir": direction(about["timeline"])}, about["timeline"]),
        h("p", {"class": "lead"}, _LEAD),
        h("dl", None, [h("div", None, h("dt", None, name), h("dd", None, value)) for name, value in facts if value != ""]),
    )  # fmt: skip


def _contents(content: Content) -> _Element:
    """The sections, with how much is in each."""
    counts = {"events": len(content.items), "disputes": content.disputes.disputed, "threads": len(content.threads),
              "sources": len(content.sources)}  # fmt: skip
    found = h("ul", None)
    for id_, name in _CONTENTS:
        count = [" ", h("small", None, f"{counts[id_]:,}")] if id_ in counts else None
        found.append(h("li", None, h("a", {"href": f"#{id_}"}, name, count)))
    return h("nav", {"id": "contents", "aria-label": "Contents"}, found)


def _sections(content: Content) -> Iterator[_Element]:
    yield _filters(content)
    yield strip.section(content)
    yield places.tiles_section(content)
    yield places.map_section(content)
    yield events.section(content)
    yield disputes.section(content)
    yield threads.section(content)
    yield sources.section(content)
    yield coverage.section(content)
    yield citing.section(content)


def _filters(content: Content) -> _Element:
    """The form of filters, which the script shows: without it, they would do nothing."""
    return h(
        "form", {"id": "filters", "role": "search", "aria-label": "Filter the events", "hidden": ""},
        h("div", {"class": "search"}, h("label", {"for": "q"}, "Search"),
          h("input", {"id": "q", "name": "q", "type": "search", "autocomplete": "off", "spellcheck": "false",
                      "aria-describedby": "count hint"}),
          h("button", {"id": "clear", "type": "button", "hidden": ""}, "Clear"),
          h("output", {"id": "count", "for": "q", "aria-live": "polite"},
            f"{len(content.items):,} of {numbered(len(content.items), 'event')}"),
          h("p", {"id": "hint"})),
        h("fieldset", {"id": "kinds"}, h("legend", None, "Kind"), [
            _check("kind", kind, h("span", {"class": "kind"}, kind), count, f"k-{kind}")
            for kind, count in content.kinds.items()
        ]),
        h("fieldset", {"id": "provinces"}, h("legend", None, "Province"), [
            _check("province", code, bdi(content.names[code].name), count) for code, count in content.provinces.items()
        ]),
    )  # fmt: skip


def _check(name: str, value: str, label: Any, count: int, kind: str | None = None) -> _Element:
    return h("label", {"class": kind}, h("input", {"type": "checkbox", "name": name, "value": value}), " ", label, " ",
             h("small", None, f"{count:,}"))  # fmt: skip


def _foot() -> _Element:
    return h("footer", None, h("p", None, "Made with cttui. This page loads nothing from elsewhere and stores nothing."))
