"""Kinds of copies: whether bytes are HTML, PDF, Markdown or plain text, or something without readable text."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from cttui.copies.characters import HEAD, marked, unmarked
from cttui.errors import CttuiError

HTML = "text/html"
PDF = "application/pdf"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"

MAX_TEXT = 20_000_000
"""The most characters of text in a copy; a book has half a million."""

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
_HTML_BEGINS = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta|script)\b", re.IGNORECASE)
_BEFORE_HTML = (("<?xml", ">"), ("<!--", "-->"))
"""What may precede a page's first tag: its start, and its end."""


class NoTextError(CttuiError):
    """A copy has no text that cttui can read."""


# -- what it is ------------------------------------------------------------------------------------------------------


def media_type_of(name: str, head: bytes, declared: str = "") -> str:
    """Whether bytes are HTML, PDF, Markdown or plain text: by their first bytes, the declared type, and a suffix.

    Args:
        name: The file's name, or the URL.
        head: The first bytes, at least ``HEAD`` of them, or all there are.
        declared: The media type that a server gives, without parameters; empty if unknown.

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
    if _begins_as_html(beginning):
        return HTML
    if declared in _MEDIA_TYPES:
        return _MEDIA_TYPES[declared]
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if "\0" in beginning:
        raise _foreign("a file of another kind")
    return PLAIN


def _begins_as_html(text: str) -> bool:
    """Whether a text begins as a page does, after any number of comments, each scanned once."""
    at = 0
    while True:
        at += len(text[at:]) - len(text[at:].lstrip())
        ends = next((end for begin, end in _BEFORE_HTML if text.startswith(begin, at)), "")
        if not ends:
            return _HTML_BEGINS.match(text, at) is not None
        stop = text.find(ends, at + 2)
        if stop < 0:
            return False
        at = stop + len(ends)


def _beginning(head: bytes) -> str:
    return head.decode(marked(head) or unmarked(head) or "latin-1", "ignore")


def _refuse_foreign(suffix: str, head: bytes, declared: str) -> None:
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            raise _foreign(what)
    if suffix in {".mht", ".mhtml"} or declared == "multipart/related" or _WEB_ARCHIVE.match(head):
        raise _foreign("a web archive")
    if found := _FOREIGN_TYPE.match(declared):
        raise _foreign({"image": "a picture", "audio": "a recording", "video": "a recording"}.get(found[1], "a font"))


def _foreign(what: str) -> NoTextError:
    return NoTextError(f"this is {what}; only HTML, PDF, Markdown and plain text can be read, so save it as one of those")
