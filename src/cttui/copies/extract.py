"""The text of a copy: HTML, PDF, Markdown and plain text as lines that can be searched and shown.

What comes in was written by others and may be broken in any way. It ends as text or as one plain sentence; no parser's
warning reaches the screen, and no character that moves a terminal or reorders what is read is left in the text.
"""

from __future__ import annotations

import codecs
import logging
import re
from collections.abc import Iterable
from html import unescape
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cttui.errors import CttuiError
from cttui.text import shorten

if TYPE_CHECKING:
    from pypdf import PdfReader

EXTRACTOR_VERSION = 1
"""Raised whenever the same bytes give another text; texts cached by another version are extracted anew."""

HTML = "text/html"
PDF = "application/pdf"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

HEAD = 4096
"""How many of the first bytes ``media_type_of`` makes use of."""

_MEDIA_TYPES = {
    HTML: HTML,
    "application/xhtml+xml": HTML,
    PDF: PDF,
    "application/x-pdf": PDF,
    MARKDOWN: MARKDOWN,
    "text/x-markdown": MARKDOWN,
}
_SUFFIXES = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
}
_FOREIGN = (
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
_FOREIGN_TYPE = re.compile("(image|audio|video|font)/")
_WEB_ARCHIVE = re.compile(rb"MIME-Version:\s*1", re.IGNORECASE)
_HTML_HEAD = re.compile(
    r"(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|title|meta|script)\b", re.IGNORECASE | re.DOTALL
)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_AS_WEB_READS = {"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers take a name to mean, whose pages would else lose their quotation marks."""
_NO_CHARSETS = frozenset({"idna", "punycode", "utf-7", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
"""Codecs of Python that no page is written in; some take very long over a long text."""
_SAMPLE = 65_536
"""Bytes that are enough to guess a charset by."""

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GAP = re.compile("\n{3,}")

_MANY_ELEMENTS = 30_000
"""Above so many elements all the text of a page is taken: to tell its article takes time by the square of their number."""
_SHORT = 250
"""Characters below which an extracted text has lost its paragraphs or its page."""
_STUB_WORDS = 12
"""A page with scripts and no more words than this is written by its scripts."""


class NoTextError(CttuiError):
    """A copy holds no text that cttui can read."""


# -- what it is ------------------------------------------------------------------------------------------------------


def media_type_of(name: str, head: bytes, declared: str = "") -> str:
    """Whether bytes are HTML, PDF, Markdown or plain text: by how they begin, what they are said to be, and a suffix.

    Args:
        name: The file's name, or the url.
        head: The first bytes, ``HEAD`` or more of them, or all there are.
        declared: The media type that a server gives, without parameters; empty where none is known.

    Raises:
        NoTextError: They are something else: a picture, an archive, an office document.
    """
    beginning = _beginning(head[:HEAD])
    if b"%PDF-" in head[:1024]:
        return PDF
    path = re.sub(r"^\w+://[^/?#]*|[?#].*", "", name) if "://" in name else name
    suffix = PurePosixPath(path).suffix.lower()
    declared = declared.strip().lower()
    _refuse_foreign(suffix, head, declared)
    if _HTML_HEAD.match(beginning):
        return HTML
    if declared in _MEDIA_TYPES:
        return _MEDIA_TYPES[declared]
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if "\0" in beginning:
        raise _foreign("a file of another kind")
    return PLAIN


def _beginning(head: bytes) -> str:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    return head.decode("latin-1")


def _refuse_foreign(suffix: str, head: bytes, declared: str) -> None:
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            raise _foreign(what)
    if suffix in {".mht", ".mhtml"} or declared == "multipart/related" or _WEB_ARCHIVE.match(head):
        raise _foreign("a web archive")
    if found := _FOREIGN_TYPE.match(declared):
        raise _foreign({"image": "a picture", "audio": "a recording", "video": "a recording"}.get(found[1], "a font"))


def _foreign(what: str) -> NoTextError:
    return NoTextError(f"this is {what}; only HTML, PDF, Markdown and plain text can be read: save it as one of these")


# -- its text --------------------------------------------------------------------------------------------------------


def text_of(content: bytes, media_type: str, charset: str = "") -> str:
    """The text of a copy, its paragraphs on lines of their own, without control characters.

    Args:
        content: The bytes as they were stored.
        media_type: One of those that ``media_type_of`` gives.
        charset: What the server said; empty where it said nothing. Bytes that speak against it win.

    Raises:
        NoTextError: There is no text in it, or it cannot be read.
    """
    if media_type == PDF:
        text = _pdf_text(content)
    elif media_type == HTML:
        text = _html_text(decode(content, charset, markup=True))
    elif media_type in {MARKDOWN, PLAIN}:
        text = decode(content, charset)
    else:
        raise NoTextError(f"a copy of type {shorten(media_type)} cannot be read; attach HTML, PDF, Markdown or plain text")
    text = tidy(text)
    if not text:
        raise NoTextError("there is no text in it; attach another copy")
    return text


def tidy(text: str) -> str:
    """The text with line ends of one kind, tabs as spaces, no control characters, at most one empty line in a row."""
    if _SURROGATE.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = _CONTROL.sub("", _LINE_END.sub("\n", text).replace("\t", " "))
    return _GAP.sub("\n\n", "\n".join(map(str.rstrip, text.split("\n")))).strip("\n")


# -- characters ------------------------------------------------------------------------------------------------------


def decode(content: bytes, charset: str = "", *, markup: bool = False) -> str:
    """The characters of a text, by its byte order mark, by what was declared, by what its bytes can be.

    UTF-8 is recognised whatever was declared: a text in any other encoding is hardly ever valid UTF-8 by chance.

    Args:
        content: The bytes.
        charset: The charset that a server gave; empty where it gave none.
        markup: Whether a ``<meta>`` or an XML declaration may name one.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    declared = [charset]
    if markup and (found := _META_CHARSET.search(content[:HEAD])):
        declared.append(found[1].decode("ascii", "ignore"))
    named = [known for name in declared if (known := _codec(name))]
    if not content.isascii():
        named.insert(0, "utf-8")
    for name in named:
        try:
            return content.decode(name)
        except UnicodeError:
            continue
    return _decode_broken(content)


def _codec(name: str) -> str:
    """The codec that a page's charset means; empty where there is none of that name."""
    try:
        known = codecs.lookup(name.strip().strip("\"'")).name
        "".encode(known)
    except (LookupError, ValueError, UnicodeError):
        return ""
    return "" if known.replace("_", "-") in _NO_CHARSETS else _AS_WEB_READS.get(known, known)


def _decode_broken(content: bytes) -> str:
    """A text that is nothing it was said to be: UTF-8 with a few bad bytes, or what charset_normalizer takes it for."""
    text = content.decode("utf-8", "replace")
    foreign = sum(not char.isascii() for char in text)
    if text.count("\ufffd") * 20 <= foreign:
        return text
    from charset_normalizer import from_bytes  # 30 ms

    best = from_bytes(content[:_SAMPLE]).best()
    return content.decode(best.encoding if best else "cp1252", "replace")


# -- HTML ------------------------------------------------------------------------------------------------------------


def _html_text(markup: str) -> str:
    page = _Page.read(markup)
    plain = page.text()
    words = len(re.findall(r"\w+", plain))
    if not words or (page.scripted and words <= _STUB_WORDS):
        raise NoTextError(
            "the page holds no text until its scripts have run; open it in a browser, save it as HTML or PDF and attach that"
            if page.scripted
            else "the page holds no text; open it in a browser, save it as HTML or PDF and attach that"
        )
    body = _article(markup) if page.elements <= _MANY_ELEMENTS else plain
    if len(body) < _SHORT:
        body = plain
    headline = page.headline()
    return body if headline in _flat(body) else f"{headline}\n\n{body}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _article(markup: str) -> str:
    """What trafilatura takes for the page's own text; empty where it finds none or fails."""
    import trafilatura  # 210 ms

    try:
        return trafilatura.extract(markup, include_comments=False, favor_recall=True) or ""
    except Exception:  # noqa: BLE001  # foreign markup: it may fail in any way, and the plain text is there
        return ""


class _Page(HTMLParser):
    """All the text of a page, without what is never shown."""

    _UNSHOWN = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "select", "textarea", "object"})
    _BLOCKS = frozenset(
        {"address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div", "dl", "dt", "fieldset"}
        | {"figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav"}
        | {"ol", "p", "pre", "section", "summary", "table", "title", "tr", "ul"}
    )

    def __init__(self) -> None:
        super().__init__()
        self.scripted = False
        """Whether the page has scripts."""
        self.elements = 0
        """How many elements the page has, of those that are shown."""
        self._pieces: list[str] = []
        self._titles: dict[str, list[str]] = {"h1": [], "title": []}
        self._inside = ""
        self._unshown = ""
        self._depth = 0

    @classmethod
    def read(cls, markup: str) -> _Page:
        """A page read to its end."""
        page = cls()
        page.feed(markup)
        # not close(): over a tail of unfinished tags it takes time by the square of their number
        if not page.rawdata.startswith("<!"):
            page.handle_data(unescape(re.sub("<[^<>]*>?", " ", page.rawdata)))
        return page

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:  # noqa: ARG002  # HTMLParser's
        self.scripted = self.scripted or tag == "script"
        if self._unshown:
            self._depth += tag == self._unshown
        elif tag in self._UNSHOWN:
            self._unshown, self._depth = tag, 1
        else:
            self._begin(tag)

    def handle_startendtag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:  # noqa: ARG002  # the same
        if not self._unshown:
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        self.elements += 1
        if tag in self._titles:
            self._inside = tag
            self._titles[tag].append("")
        elif self._inside and tag in self._BLOCKS:
            self._titles[self._inside][-1] += " "
        self._pieces.append("\n" if tag in self._BLOCKS else " " if tag in {"td", "th"} else "")

    def handle_endtag(self, tag: str) -> None:
        if self._unshown:
            self._depth -= tag == self._unshown
            if not self._depth:
                self._unshown = ""
        elif tag in self._BLOCKS:
            self._pieces.append("\n")
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._unshown:
            return
        if self._inside:
            self._titles[self._inside][-1] += data
        if self._inside != "title":
            self._pieces.append(re.sub(r"\s+", " ", data))

    def text(self) -> str:
        """The lines that are shown."""
        lines = (_flat(line) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)

    def headline(self) -> str:
        """The first heading of the first rank, else the page's title; empty where there is neither."""
        found = (_flat(title) for titles in self._titles.values() for title in titles)
        return next((title for title in found if title), "")


# -- PDF -------------------------------------------------------------------------------------------------------------


def _pdf_text(content: bytes) -> str:
    import io

    import pypdf  # 110 ms

    logger = logging.getLogger("pypdf")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # or Python would put its warnings on the terminal
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [_pdf_page(reader, number) for number in range(len(reader.pages))]
    except pypdf.errors.DependencyError:  # its cipher needs a package that a reader of sources seldom does
        locked, pages = True, []
    except Exception as error:  # noqa: BLE001  # foreign bytes: pypdf fails in as many ways as there are broken files
        raise _damaged(shorten(str(error)) or type(error).__name__) from None
    if locked:
        raise NoTextError("the PDF is locked with a password; print it to a PDF without one and attach that")
    if pages and not any(page is not None for page in pages):
        raise _damaged("none of its pages can be read")
    if not any(page and page.strip() for page in pages):
        raise NoTextError("the PDF holds pictures of pages and no text; put text recognition (as ocrmypdf) over it first")
    return "\n\n".join(f"[page {number} cannot be read]" if page is None else page for number, page in enumerate(pages, 1))


def _pdf_page(reader: PdfReader, number: int) -> str | None:
    try:
        return reader.pages[number].extract_text()
    except Exception:  # noqa: BLE001  # the same; one bad page must not take the others with it
        return None


def _damaged(reason: str) -> NoTextError:
    return NoTextError(f"the PDF is damaged or cut off ({reason}); attach another copy")
