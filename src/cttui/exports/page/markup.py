"""Elements of the page: built as a tree by lxml, which escapes whatever they hold; nothing is concatenated into markup.

Every text goes through ``plain``, so that no control character and nothing that reorders text gets into the page; texts of
the timeline in a language that is not known stand in elements with ``dir="auto"``, so that each line runs as its letters do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from lxml import etree  # this package is imported only where a page is written

from cttui.model import dates
from cttui.model.edtf.points import Edtf
from cttui.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

Attributes = Mapping[str, str | int | float | None]
Child = Any
"""An element, a text, or several of them; ``None`` and an empty text are nothing."""

_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What XML has no place for, beyond control characters: halves of pairs, and what Unicode calls no characters."""
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""Letters of scripts that run from right to left (DerivedBidiClass.txt of Unicode 16: blocks of R and AL)."""


def plain(text: str) -> str:
    """A text on one line, as it can stand in the page."""
    return _NO_XML.sub("\ufffd", clean(text.replace("\n", " ")))


def h(tag: str, attributes: Attributes | None = None, /, *children: Child) -> _Element:
    """An element with its attributes, those that are ``None`` left out, and what it holds."""
    element = etree.Element(tag)
    for name, value in (attributes or {}).items():
        if value is not None:
            element.set(name, plain(value) if isinstance(value, str) else shown(value))
    fill(element, children)
    return element


def fill(element: _Element, children: Iterable[Child]) -> None:
    """Add to what an element holds."""
    for child in children:
        if isinstance(child, str):
            _text(element, plain(child))
        elif isinstance(child, etree._Element):  # noqa: SLF001 - lxml has no public name for the class of its elements
            element.append(child)
        elif child:
            fill(element, child)


def _text(element: _Element, text: str) -> None:
    if len(element):
        last = element[-1]
        last.tail = (last.tail or "") + text
    else:
        element.text = (element.text or "") + text


def shown(value: int | float) -> str:  # noqa: PYI041 - a float alone is what mypy takes it for
    """A number of a picture, to a hundredth."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def bdi(text: str) -> _Element | str:
    """A name or title inside a line, whose direction is its own; one that can only run from left to right is plain text."""
    return h("bdi", None, text) if _LEFTWARD.search(text) else text


def paragraphs(text: str, attributes: Attributes | None = None) -> Iterator[_Element]:
    """A text of the timeline, a paragraph for each that blank lines separate."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        if said := " ".join(paragraph.split()):
            yield h("p", {"dir": direction(said), **(attributes or {})}, said)


def direction(text: str) -> str | None:
    """``auto`` for a text that may run from right to left; nothing for one without a letter of such a script."""
    return "auto" if _LEFTWARD.search(text) else None


def time(when: Edtf | None, words: str = "") -> _Element | str:
    """A date in words, marked up with its day, month or year where it is exactly one."""
    if when is None:
        return words or "date unknown"
    text = when.text
    said = words or dates.describe(when)
    return h("time", {"datetime": text}, said) if re.fullmatch(r"\d{4}(-(0\d|1[012])(-\d\d)?)?", text) else said


def per(part: float, whole: float) -> str:
    """A share as a percentage, to a hundredth; of nothing it is 0."""
    return f"{shown(float(100 * part / whole)) if whole else 0}%"
