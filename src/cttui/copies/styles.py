"""What a page's styles do with its elements, as far as its text depends on it.

Read are the style of an element, and of the page's own style sheets what they say of classes (``.name``) and ids (``#name``),
alone or with an element before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

Edge = Literal["line", "apart", "word", "figure"]
"""How an element is set off from what stands beside it: by a line of its own, a blank, or one behind a word or a figure."""

_NOTHING = re.compile(r"0*(?:\.0+)?(?:%|px|pt|em|rem)?")
"""Sizes or opacities that hide an element; matched against the whole value."""
_RAISING = re.compile(r"super|text-top|\+?(?:\d+(?:\.\d*)?|\.\d+)(?:%|px|pt|r?em|ex|ch)")
_LOWERING = re.compile(r"sub|text-bottom|-(?:\d+(?:\.\d*)?|\.\d+)(?:%|px|pt|r?em|ex|ch)")
"""Values of ``vertical-align``; matched against the whole value."""
_EDGES: dict[str, Edge] = {
    **dict.fromkeys(("block", "flex", "flow-root", "grid", "list-item", "table", "table-row", "table-caption"), "line"),
    "table-cell": "apart",
}
"""Values of ``display``."""
_SIMPLE_SELECTOR = re.compile(r"[a-zA-Z]*[.#][\w-]+")
_MOST_KNOWN = 4096
"""The most elements that look different of which is kept what styles say."""
_STYLES = 200_000
"""The most characters of a page's own style sheets that are read."""


class Look(NamedTuple):
    """What styles say of an element; ``None`` where they do not say."""

    shows: bool | None = None
    raised: int | None = None
    """1 if its text is raised, -1 if it is lowered, 0 if it stands on the line."""
    edge: Edge | None = None
    parts: bool | None = None
    """Whether what it has inside stands apart from each other."""

    def over(self, other: Look) -> Look:
        """The same, and what another says beside it."""
        return Look(
            other.shows if self.shows is None else self.shows,
            other.raised if self.raised is None else self.raised,
            other.edge if self.edge is None else self.edge,
            other.parts if self.parts is None else self.parts,
        )


UNSAID = Look()
"""Where no style says anything."""


class Styles:
    """The styles of a page."""

    def __init__(self, root: _Element | None) -> None:
        """Read the page's own style sheets; without a page there are none."""
        self._rules: dict[str, Look] = {}
        self._known: dict[tuple[str, str, str, str], Look] = {}
        """What was worked out for elements that look alike."""
        if root is not None:
            self._read("".join(el.text or "" for el in root.iter("style"))[:_STYLES])
        self._by_id = any("#" in selector for selector in self._rules)

    def _read(self, sheet: str) -> None:
        depth = 0
        for piece in re.sub(r"/\*.*?(?:\*/|\Z)", "", sheet, flags=re.DOTALL).split("}"):
            selectors, _, declarations = piece.rpartition("{")
            opened = piece.count("{")
            # within another block it applies only to some screens, or to print
            if depth == 0 and opened == 1 and (said := look_of(declarations)) != UNSAID:
                for selector in map(str.strip, selectors.split(",")):
                    if _SIMPLE_SELECTOR.fullmatch(selector):
                        self._rules[selector] = said.over(self._rules.get(selector, UNSAID))
            depth = max(depth + opened - 1, 0)

    def of(self, element: _Element) -> Look:
        """What styles say of an element: its own first, then those of its ids, then those of its classes."""
        get = element.get
        style, names, id_ = get("style", ""), get("class", ""), get("id", "") if self._by_id else ""
        if not (style or names or id_):
            return UNSAID
        key = str(element.tag), style, names, id_
        if (known := self._known.get(key)) is not None:
            return known
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[key] = said = self._said(*key)
        return said

    def _said(self, tag: str, style: str, names: str, id_: str) -> Look:
        said = look_of(style) if style else UNSAID
        if not self._rules:
            return said
        rules = [rule for selector in _selectors(tag, names, id_) if (rule := self._rules.get(selector)) is not None]
        if said.shows is None and any(rule.shows is False for rule in rules):
            # which of two classes comes later is not looked at: what one of them hides is hidden
            said = said._replace(shows=False)
        for rule in rules:
            said = said.over(rule)
        return said


def look_of(declarations: str) -> Look:
    """What the declarations of a style say."""
    shows: bool | None = None
    raised: int | None = None
    edge: Edge | None = None
    parts: bool | None = None
    said: dict[str, str] = {}
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip().lower()
        if name in {"display", "visibility", "content-visibility"}:
            shows = value not in {"none", "hidden", "collapse"} and shows is not False
            edge = _EDGES.get(value, edge)
            parts = value.removeprefix("inline-") in {"flex", "grid"}
        elif name in {"opacity", "font-size"}:
            shows = not (value and _NOTHING.fullmatch(value)) and shows is not False
        elif name == "vertical-align":
            raised = 1 if _RAISING.fullmatch(value) else -1 if _LOWERING.fullmatch(value) else 0
        elif name in {"text-decoration", "text-decoration-line"} and "line-through" in value:
            edge = edge or "word"
        elif name in {"position", "float", "top", "bottom"}:
            said[name] = value
    if said.get("position") == "relative" and raised is None:
        # signs of notes are raised so, too
        up = said.get("top", "").startswith("-") or bool(_RAISING.fullmatch(said.get("bottom", "")))
        raised = 1 if up else None
    if said.get("position") in {"absolute", "fixed"}:
        edge = edge or "apart"
    if said.get("float") in {"left", "right"}:
        # the first letter of a text that is set large floats beside the rest of its word
        edge = "figure"
    return Look(shows, raised, edge, parts)


def _selectors(tag: str, names: str, id_: str) -> Iterator[str]:
    for signs in ([f"#{id_}"], [f".{name}" for name in names.split()]):
        yield from (f"{tag}{sign}" for sign in signs)
        yield from signs
