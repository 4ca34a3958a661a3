"""The text of a PDF: its pages one after another, without the headers and footers that would split text across pages.

``pdf_pages`` reads a page, ``running`` finds headers and footers.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cttui.copies.kinds import MAX_TEXT, NoTextError
from cttui.copies.pdf_pages import page_text
from cttui.copies.running import without_running
from cttui.text import shorten

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from cttui.copies.metadata import About

MAX_PAGES = 5_000
"""The most pages of a PDF."""
MAX_DRAWN = 40_000_000
"""The most bytes of decompressed drawing instructions in all pages of a PDF; a book of text has about ten million."""


class PdfText(NamedTuple):
    """The text of a PDF, and how many of its pages have text."""

    text: str
    pages: int
    blank: int
    """Pages without text, or that cannot be read."""
    about: About = MappingProxyType({})
    """What it says of itself, if that was asked for."""


def pdf_text(content: bytes, *, about: bool = False) -> PdfText:
    """The text of a PDF, and if asked for what it says of itself.

    Raises:
        NoTextError: It is password-protected, damaged or too large, or has no text.
    """
    import io

    import pypdf  # 110 ms

    logger = logging.getLogger("pypdf")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())  # otherwise Python would print its warnings to the terminal
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else list(_pages(reader))
    except (NoTextError, MemoryError):
        raise
    except pypdf.errors.DependencyError:  # its cipher needs a package that readers of sources seldom need
        locked, pages = True, []
    except Exception as error:  # noqa: BLE001  # foreign bytes: pypdf fails in as many ways as there are broken files
        raise _damaged(shorten(str(error)) or "invalid structure") from None
    if locked:
        raise NoTextError("the PDF is password-protected; print it to a PDF without a password and attach that")
    if pages and not any(page is not None for page in pages):
        raise _damaged("none of its pages can be read")
    if not any(page and page.strip() for page in pages):
        raise NoTextError("the PDF has page images but no text; run OCR on it first (e.g. with ocrmypdf)")
    blank = sum(not (page and page.strip()) for page in pages)
    running = without_running([page or "" for page in pages])
    told = (
        f"[page {n} cannot be read]" if page is None else text
        for n, (page, text) in enumerate(zip(pages, running, strict=True), 1)
    )
    text = "\n\n".join(told)
    if not about:
        return PdfText(text, len(pages), blank)
    from cttui.copies.document_metadata import of_pdf

    return PdfText(text, len(pages), blank, of_pdf(reader, text))


def _pages(reader: PdfReader) -> Iterator[str | None]:
    """The text of each page; None for an unreadable one. A page that occurs several times is read once."""
    count = len(reader.pages)
    if count > MAX_PAGES:
        raise NoTextError(f"the PDF has {count:,} pages; the limit is {MAX_PAGES:,}; attach only the part that is cited")
    known: dict[object, str | None] = {}
    drawn = written = 0
    for number in range(count):
        page = reader.pages[number]
        key = (page.indirect_reference.idnum, page.indirect_reference.generation) if page.indirect_reference else number
        if key not in known:
            drawn += _drawn(page)
            if drawn > MAX_DRAWN:
                raise NoTextError(
                    f"the pages of the PDF decompress to more than {MAX_DRAWN // 1_000_000} MB;"
                    " attach only the part that is cited"
                )
            known[key] = _page(page)
        written += len(known[key] or "")
        if written > MAX_TEXT:
            raise NoTextError(f"the PDF has more than {MAX_TEXT:,} characters of text; attach only the part that is cited")
        yield known[key]


def _drawn(page: PageObject) -> int:
    """The decompressed size of a page's drawing instructions in bytes; 0 if unknown."""
    try:
        contents = page.get_contents()
        return len(contents.get_data()) if contents is not None else 0
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # foreign bytes; the page itself is tried next, and told as one that cannot be read
        return 0


def _page(page: PageObject) -> str | None:
    try:
        return page_text(page)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # the same; one bad page must not take the others with it
        return None


def _damaged(reason: str) -> NoTextError:
    return NoTextError(f"the PDF is damaged or truncated ({reason}); attach another copy")
