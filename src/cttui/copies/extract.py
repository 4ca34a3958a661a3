"""The text of a copy: HTML, PDF, Markdown and plain text as lines that can be searched and shown.

The input was written by others and may be broken in any way. The result is text or one plain sentence; no parser
warning reaches the screen, and no characters that control a terminal or reorder text remain. A parser
may still run forever or fill the memory: ``sandbox`` calls this in a process that can be killed.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cttui.copies.characters import HEAD, Decoded, decode, decoded, tidy
from cttui.copies.kinds import HTML, MARKDOWN, MAX_TEXT, PDF, PLAIN, NoTextError, media_type_of
from cttui.text import shorten

if TYPE_CHECKING:
    from cttui.copies.metadata import About

__all__ = [
    "EXTRACTOR_VERSION",
    "HEAD",
    "HTML",
    "MARKDOWN",
    "MAX_TEXT",
    "PDF",
    "PLAIN",
    "Extracted",
    "NoTextError",
    "decode",
    "media_type_of",
    "read",
    "text_of",
    "tidy",
]

EXTRACTOR_VERSION = 3
"""Incremented whenever the same bytes give a different text; texts cached by another version are extracted again."""


class Extracted(NamedTuple):
    """The text of a copy, and notes on its completeness."""

    text: str
    pages: int = 0
    """Pages of a PDF; 0 for other types."""
    blank: int = 0
    """Pages without text: page images, or damaged pages."""
    about: About = MappingProxyType({})
    """What the document says of itself, if that was asked for."""
    guessed: str = ""
    """The encoding of its letters, if that was guessed."""

    @property
    def note(self) -> str:
        """What a person should know when the copy is stored; empty for nothing."""
        if self.guessed:
            return f"the encoding is guessed: {self.guessed}; if letters are wrong, save it as UTF-8 and attach it again"
        if not self.blank:
            return ""
        hold = "has" if self.blank == 1 else "have"
        return (
            f"{self.blank:,} of {self.pages:,} pages {hold} no text and cannot be searched;"
            " run OCR on the file (e.g. with ocrmypdf) and attach it again"
        )


def read(content: bytes, media_type: str, charset: str = "", *, about: bool = False) -> Extracted:
    """The text of a copy, one paragraph per line, without control characters.

    Args:
        content: The bytes as they were stored.
        media_type: As returned by ``media_type_of``.
        charset: What the server said; empty for nothing. Bytes that speak against it win.
        about: Whether to read what the document says of itself too.

    Raises:
        NoTextError: It has no text, or cannot be read.
    """
    pages = blank = 0
    written = Decoded("")
    said: About = MappingProxyType({})
    if media_type == PDF:
        from cttui.copies.pdf import pdf_text

        text, pages, blank, said = pdf_text(content, about=about)
    elif media_type == HTML:
        from cttui.copies.html_text import tree, tree_text

        written = decoded(content, charset, markup=True)
        markup = written.text
        root = tree(markup)
        text = tree_text(root)
        if about and root is not None:
            from cttui.copies.page_metadata import of_page

            said = of_page(root, markup)
    elif media_type == MARKDOWN:
        from cttui.copies.markdown import text_and_front

        written = decoded(content, charset)
        text, front = text_and_front(written.text)
        if about:
            from cttui.copies.document_metadata import of_markdown

            said = of_markdown(written.text, front)
    elif media_type == PLAIN:
        written = decoded(content, charset)
        text = written.text
        if about:
            from cttui.copies.document_metadata import of_text

            said = of_text(text)
    else:
        raise NoTextError(f"copies of type {shorten(media_type)} cannot be read; attach HTML, PDF, Markdown or plain text")
    text = tidy(text)
    if not text:
        raise NoTextError("it has no text; attach another copy")
    if len(text) > MAX_TEXT:
        raise NoTextError(f"it has more than {MAX_TEXT:,} characters of text; attach only the part that is cited")
    return Extracted(text, pages, blank, said, written.guessed)


def text_of(content: bytes, media_type: str, charset: str = "") -> str:
    """Only the text from ``read``.

    Raises:
        NoTextError: It has no text, or cannot be read.
    """
    return read(content, media_type, charset).text
