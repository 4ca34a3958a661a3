"""The text of a page: all that it shows, in the order of the page, as a person would copy it.

The page is read by libxml2 into a tree, and the tree is walked once. Blocks are lines, cells of a table stand apart by a
blank, what is hidden is left out. Raised and lowered text is never joined to a word or a number beside it: the sign of
a footnote falls away, ``x²`` and ``H₂O`` are written as they look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal

from cttui.copies.kinds import NoTextError

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSHOWN = frozenset(
    {"script", "style", "noscript", "template", "iframe", "select", "textarea", "object", "title", "desc", "metadata", "defs"}
    | {"datalist", "canvas", "audio", "video", "noembed", "noframes", "annotation", "rp", "rt", "head"}
)
"""Elements whose text is not shown, or only where something else cannot be; readings beside a word (``rt``) part it."""
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl"}
    | {"dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup"}
    | {"hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "svg", "table"}
    | {"tbody", "tfoot", "thead", "tr", "ul"}
)
_APART = frozenset({"td", "th", "button", "label", "text", "img", "input", "meter", "progress"})
"""Elements that stand on a line with others and are not joined to them."""
_SPACE = re.compile("[ \t\n\r\f]+")
"""What a page's source may break a line at; other spaces are a writer's own."""

_NOTHING = re.compile(r"0*(?:\.0+)?(?:%|px|pt|em|rem)?")
"""The size or opacity of what cannot be seen; matched against the whole value."""
_SIMPLE_SELECTOR = re.compile(r"[.#][\w-]+")
_STYLES = 200_000
"""Characters of a page's own style sheets that are looked at."""

_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "ème", "eme", "o", "a", "os", "as"})
_UNITS = frozenset({"m", "km", "cm", "mm", "dm", "ft", "in", "mi", "yd", "s", "sq"})
_CHEMICAL = re.compile(r"(?:[A-Z][a-z]?){1,4}")
_DIGITS = re.compile(r"[-+\u2212]?\d{1,3}")
_MARK = re.compile(
    r"[\[(]?\s*(?:[*\u2020\u2021\u00a7\u00b6#]{1,4}|[a-zA-Z]|[ivx]{1,5}|(?:nb|note|n|ref)?\s?\d{1,4}(?:\s?[,;\u2013-]\s?\d{1,4}){0,8})\s*[\])]?"
)
"""The sign of a footnote or a reference."""
_LAST_WORD = re.compile(r"[^\W\d_]{1,12}$")
_POWER_OF_TEN = re.compile("[\u00d7x*]\\s?10$")
_RAISED = str.maketrans("0123456789+-\u2212", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b")
_LOWERED = str.maketrans("0123456789+-\u2212", "\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089\u208a\u208b\u208b")
_SHORT = 24
"""Characters of raised text that may be a sign; longer ones are words."""

_STUB_WORDS = 12
"""A page with scripts and no more words than this is written by its scripts."""


def html_text(markup: str) -> str:
    """The text of a page; its title comes first where the page does not show it.

    Raises:
        NoTextError: It shows no text, or nests its elements so deeply that it cannot be read.
    """
    root = _tree(markup)
    scripted = root is not None and next(root.iter("script"), None) is not None
    text, headline = "", ""
    if root is not None:
        text, headline = _shown(root, _hidden_by_style(root))
        if not text:  # a style that hides all until a script has run
            text, headline = _shown(root, frozenset())
    words = len(re.findall(r"\w+", text)) or len(re.findall(r"\w+", headline))
    if not words or (scripted and words <= _STUB_WORDS):
        raise NoTextError(
            "the page has no text until its scripts run; open it in a browser, save it as HTML or PDF and attach that"
            if scripted
            else "the page has no text; open it in a browser, save it as HTML or PDF and attach that"
        )
    return text if headline in _flat(text) else f"{headline}\n\n{text}"


def _tree(markup: str) -> _Element | None:
    """The page's elements; None where there are none.

    Raises:
        NoTextError: They are nested too deeply.
    """
    from lxml import etree  # 30 ms

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(markup.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.LxmlError:  # there is no element in it
        root = None
    faults = {entry.type_name for entry in parser.error_log}
    if "ERR_NO_MEMORY" in faults:
        raise MemoryError
    if "ERR_RESOURCE_LIMIT" in faults:
        raise NoTextError("the page's elements are nested too deeply; open it in a browser, save it as PDF and attach that")
    return root


def _flat(text: str) -> str:
    return " ".join(text.split())


# -- what is shown ---------------------------------------------------------------------------------------------------


def _hidden_by_style(root: _Element) -> frozenset[str]:
    """The classes (``.name``) and ids (``#name``) that the page's own style sheets hide by themselves."""
    sheet = re.sub(r"/\*.*?(?:\*/|\Z)", "", "".join(el.text or "" for el in root.iter("style"))[:_STYLES], flags=re.DOTALL)
    hidden: set[str] = set()
    depth = 0
    for piece in sheet.split("}"):
        selectors, _, declarations = piece.rpartition("{")
        opened = piece.count("{")
        shows = _shows(declarations)
        if depth == 0 and opened == 1 and shows is not None:  # within another block it holds for some screens, or for print
            for selector in map(str.strip, selectors.split(",")):
                if _SIMPLE_SELECTOR.fullmatch(selector):
                    (hidden.discard if shows else hidden.add)(selector)
        depth = max(depth + opened - 1, 0)
    return frozenset(hidden)


def _shows(declarations: str) -> bool | None:
    """Whether a style shows an element; None where it says nothing of that."""
    shows: bool | None = None
    for declaration in declarations.split(";"):
        name, _, value = declaration.partition(":")
        name, value = name.strip().lower(), value.replace("!important", "").strip().lower()
        if name in {"display", "visibility", "content-visibility"}:
            hides = value in {"none", "hidden", "collapse"}
        elif name in {"opacity", "font-size"}:
            hides = bool(value) and _NOTHING.fullmatch(value) is not None
        else:
            continue
        shows = not hides and shows is not False
    return shows


def _is_hidden(element: _Element, hidden: frozenset[str]) -> bool:
    tag = element.tag
    if tag in _UNSHOWN or not isinstance(tag, str):
        return True
    attributes = dict(element.items())
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    if not attributes:
        return False
    if (shows := _shows(attributes.get("style", ""))) is not None:
        return not shows
    if not hidden:
        return False
    names = attributes.get("class", "").split()
    return f"#{attributes.get('id', '')}" in hidden or any(f".{name}" in hidden for name in names)


Step = Literal["open", "close", "after"]
"""Of a walk: an element begins, ends, and what stands behind it comes."""


def _steps(root: _Element, hidden: frozenset[str]) -> Iterator[tuple[_Element, Step]]:
    """Walk a tree in the order of the page; of what is hidden only what stands behind it is met."""
    stack: list[tuple[_Element, Step]] = [(root, "open")]
    while stack:
        element, step = stack.pop()
        if step == "open":
            if element is not root:
                stack.append((element, "after"))
            if _is_hidden(element, hidden):
                continue
            stack.append((element, "close"))
            stack.extend((child, "open") for child in reversed(element))
        yield element, step


def _shown(root: _Element, hidden: frozenset[str]) -> tuple[str, str]:
    """The lines that a page shows, and its headline: the first heading of the first rank, else its title."""
    lines = _Lines()
    headline = ""
    sign: _Element | None = None
    for element, step in _steps(root, hidden):
        tag = str(element.tag)
        if sign is not None:
            sign = None if element is sign and step == "close" else sign
        elif step == "after":
            lines.add(element.tail or "")
        elif (raised := _raised(element, tag)) and len(content := _content(element, hidden)) <= _SHORT:
            sign = element
            lines.set_off(content, element.tail or "", lowered=raised < 0)
        else:
            lines.border(tag, raised=bool(raised), opens=step == "open")
            if step == "open":
                lines.add(element.text or "")
                headline = headline or (_flat(_content(element, hidden)) if tag == "h1" else "")
    if not headline:
        titles = (title for title in root.iter("title") if next(title.iterancestors("svg"), None) is None)
        headline = next(("".join(title.itertext()) for title in titles), "")
    return lines.text(), _flat(headline)


def _content(element: _Element, hidden: frozenset[str]) -> str:
    """What an element shows, as it stands in the source; at most a few hundred pieces of it."""
    pieces = []
    for inner, step in islice(_steps(element, hidden), 300):
        pieces.append(" " if inner.tag in _BLOCKS or inner.tag == "br" else "")
        pieces.append((inner.text if step == "open" else inner.tail if step == "after" else "") or "")
    return _SPACE.sub(" ", "".join(pieces)).strip()


def _raised(element: _Element, tag: str) -> int:
    """Whether an element's text is raised (1), lowered (-1) or on the line (0)."""
    if tag == "sup":
        return 1
    if tag == "sub":
        return -1
    style = element.get("style")
    if not style or "vertical-align" not in style:
        return 0
    value = _SPACE.sub("", style.lower())
    return 1 if "vertical-align:super" in value else -1 if "vertical-align:sub" in value else 0


def _keeps_sign(before: str, word: str, *, lowered: bool) -> bool:
    """Whether raised or lowered digits belong to what they follow: a unit, a variable, a power of ten, a chemical element."""
    if word in _UNITS or len(word) == 1 or _POWER_OF_TEN.search(before):
        return True
    return lowered and (before.endswith(")") or _CHEMICAL.fullmatch(word) is not None)


class _Lines:
    """The text of a page as it grows, line by line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._end = ""
        """The last few characters of the line that is being written."""
        self._preformatted = 0

    def text(self) -> str:
        """All lines that say something."""
        self._break()
        return "\n".join(self._lines)

    def border(self, tag: str, *, raised: bool, opens: bool) -> None:
        """An element begins or ends here: a line, a blank, a quotation mark or nothing."""
        if tag == "pre":
            self._preformatted += 1 if opens else -1
        if tag in _BLOCKS or tag == "br":
            self._break()
        elif raised or tag in _APART:
            self._put(" ")
        elif tag == "q":
            self._put("\u201c" if opens else "\u201d")

    def add(self, text: str) -> None:
        """Text of the page's source follows."""
        if not text:
            return
        if self._preformatted and "\n" in text:
            first, *others = text.split("\n")
            self._put(first)
            for other in others:
                self._break()
                self._put(other)
        else:
            self._put(_SPACE.sub(" ", text))

    def set_off(self, content: str, following: str, *, lowered: bool) -> None:
        """A few raised or lowered characters follow, and after them ``following``."""
        before, table = self._end, _LOWERED if lowered else _RAISED
        last = before[-1:]
        word = found[0] if (found := _LAST_WORD.search(before)) else ""
        if _DIGITS.fullmatch(content):
            if following.lstrip()[:1] in {"/", "\u2044"}:  # the upper half of a fraction
                self._put(f" {content}" if last.isdigit() else content)
            elif last in {"/", "\u2044"}:
                self._put(content)
            elif _keeps_sign(before, word, lowered=lowered):
                self._put(content.translate(table))
            elif not last.strip():  # it begins a line: the note itself
                self._put(f"{content} ")
        elif content.lower() in _ORDINALS and last.isdigit():
            self._put(content)
        elif content and (not _MARK.fullmatch(content) or not last.strip()):
            self._put(f" {content} ")

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._end = (self._end + text)[-16:] if len(text) < 16 else text[-16:]

    def _break(self) -> None:
        line = _SPACE.sub(" ", "".join(self._pieces)).strip(" ")
        if line.strip():
            self._lines.append(line)
        self._pieces.clear()
        self._end = ""
