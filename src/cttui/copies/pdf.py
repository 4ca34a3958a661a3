"""The text of a PDF: its pages one after another, without the headers and footers that would split text across pages.

The first header and the last footer of each kind stay, so that everything printed can be found; page numbers are dropped.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cttui.copies.kinds import MAX_TEXT, NoTextError
from cttui.text import shorten

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

    from cttui.copies.metadata import About

MAX_PAGES = 5_000
"""The most pages of a PDF."""
MAX_DRAWN = 40_000_000
"""The most bytes of decompressed drawing instructions in all pages of a PDF; a book of text has about ten million."""

_EDGE = 3
"""Lines at the top and at the bottom of a page to search for a header or footer."""
_PAGE_NUMBER = re.compile(
    r"(?:[-\u2013\u2014|]\s?\d{1,4}\s?[-\u2013\u2014|]|(?:page|p\.|pg\.|seite|página)\s?\d{1,4}(?:\s?(?:of|/|von|de)\s?\d{1,4})?)",
    re.IGNORECASE,
)
"""A line with nothing but a page number, whatever the other pages have."""
_NUMBER = re.compile(r"\d{1,4}")


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
        return page.extract_text()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  # the same; one bad page must not take the others with it
        return None


def _damaged(reason: str) -> NoTextError:
    return NoTextError(f"the PDF is damaged or truncated ({reason}); attach another copy")


# -- running heads and feet ------------------------------------------------------------------------------------------


def without_running(pages: list[str]) -> list[str]:
    """The pages without lines that recur at their edges, except the first header and the last footer.

    A line recurs if it is the same apart from a number that counts with the pages; any other number is part of
    its content.
    """
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    heads = _running(lines, range(_EDGE))
    feet = _running(lines, range(-1, -_EDGE - 1, -1))
    last_of = {key: number for number, keys in enumerate(feet) for key in keys if key}
    seen: set[str] = set()
    kept = []
    for number, page in enumerate(lines):
        start, stop = 0, len(page)
        first: list[str] = []
        for key in heads[number]:
            if start >= stop - 1 or key is None:
                break
            if key and key not in seen:
                seen.add(key)
                first.append(page[start])
            start += 1
        last: list[str] = []
        for key in feet[number]:
            if stop - 1 <= start or key is None:
                break
            stop -= 1
            if key and last_of[key] == number:
                last.insert(0, page[stop])
        kept.append("\n".join([*first, *page[start:stop], *last]))
    return kept


def _running(pages: list[list[str]], places: range) -> list[list[str | None]]:
    """The recurring part of the lines at some positions of each page: empty for a page number, None for no such line."""
    counts = Counter(key for number, page in enumerate(pages) for key in {k for p in places for k in _keys(page, p, number)})
    written = sum(bool(page) for page in pages)
    least = max(2, -(-written // 4))
    found: list[list[str | None]] = []
    for number, page in enumerate(pages):
        row: list[str | None] = []
        for place in places:
            keys = _keys(page, place, number)
            back = next((key for key in keys if counts[key] >= least), None)
            alone = keys and _PAGE_NUMBER.fullmatch(page[place].strip())
            row.append("" if alone else None if back is None else _said(back))
        found.append(row)
    return found


def _keys(page: list[str], place: int, number: int) -> list[str]:
    """The forms in which a line may recur: as it is, and with each of its numbers relative to the page's position."""
    if not -len(page) <= place < len(page):
        return []
    line = " ".join(page[place].split())
    numbers = islice(_NUMBER.finditer(line), 4)
    return [line, *(f"{line[: one.start()]}\0{int(one[0]) - number}\0{line[one.end() :]}" for one in numbers)]


def _said(key: str) -> str:
    """What a header or footer says besides the page number; empty for nothing."""
    return key if any(char.isalpha() for char in key) else "" if "\0" in key else key
