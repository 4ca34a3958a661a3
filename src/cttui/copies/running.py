"""Running heads and feet: the lines that come back at the edges of a PDF's pages and would split text across them.

The first head and the last foot of each kind stay, so that all words that are printed can be found. A line whose only
change is a number is one of them only if that is a page's number: it stands at an end of the line and counts with the
pages. What may be a year, a toll or a sentence stays, unless it stands between two halves of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

_EDGE = 3
"""Lines at the top and at the bottom of a page to search."""
_FEW = 3
"""Pages on which a number has to count with them if nothing else shows that it is a page's."""
_MANY = 5
"""The same for a number that a sentence might tell."""
_TAIL = 40
"""The characters of a line to search for a number at its end."""
_PAGE_NUMBER = re.compile(
    r"(?:[-\u2013\u2014|]\s?(\d{1,4})\s?[-\u2013\u2014|]|(?:page|p\.|pg\.|seite|página)\s?(\d{1,4})(?:\s?(?:of|/|von|de)\s?\d{1,4})?)",
    re.IGNORECASE,
)
"""A line with nothing but a page number."""
_FIRST = re.compile(r"\W*(\d{1,4})(?=\W|$)")
_LAST = re.compile(r"(?<![\d.,])(\d{1,4})(?:\s?(?:of|/|von|de)\s?\d{1,4})?\W*$", re.IGNORECASE)
"""A number at an end of a line, as page numbers are."""
_PAGE_WORD = re.compile(r"(?:\bpage|\bp\.|\bpg\.|\bseite|\bpágina|[|\u2013\u2014])\s?$", re.IGNORECASE)
"""What stands before a page number within a line."""
_FOLLOWED = re.compile(r"[^\w|\u2013\u2014\u2022\u00b7]*[a-z]")
_PRECEDED = re.compile(r"\b[a-z]\S*\s*$|[$\u20ac\u00a3:=<>~]\s*$")
"""A number that a sentence goes on from, or leads to."""
_YEARS = range(1800, 2200)
_ENDS = re.compile(r"[.!?:;\u2026\u06d4\u061f\u3002][\"'\u201d\u2019)\]\d]*$")
"""The end of a sentence."""


class _Key(NamedTuple):
    """A form in which a line may recur."""

    text: str
    number: int | None = None
    """Its number, left out of the text; None if it is the same on each page."""
    ahead: int = 0
    """How far that number is ahead of the page's position."""
    paged: bool = False
    """Whether the line says that it is a page's number."""
    told: bool = False
    """Whether it may be a number that a sentence tells."""

    @property
    def form(self) -> tuple[str, int | None]:
        """The same on all pages."""
        return self.text, None if self.number is None else self.ahead


class _Line(NamedTuple):
    """A line at the edge of a page that comes back."""

    says: str
    """What it says besides the page number; empty for nothing."""
    sure: bool
    """Whether it is a head or foot wherever it stands."""


def without_running(pages: list[str]) -> list[str]:
    """The pages without lines that recur at their edges, except the first header and the last footer.

    A line recurs if it is the same apart from the page's number; any other number is part of its content.
    """
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    heads = _running(lines, range(_EDGE))
    feet = _running(lines, range(-1, -_EDGE - 1, -1))
    spans = [_span(page, head, foot) for page, head, foot in zip(lines, heads, feet, strict=True)]
    last_of: dict[str, int] = {}
    for number, row in enumerate(feet):
        last_of.update((line.says, number) for line in row if line)
    seen: set[str] = set()
    kept = []
    for number, page in enumerate(lines):
        start, stop = spans[number]
        first: list[str] = []
        parts_before = _parts_sentence(lines, spans, number - 1)
        parts_after = _parts_sentence(lines, spans, number)
        for place in range(start):
            line = heads[number][place]
            if line is None or (line.says and line.says not in seen) or not (line.sure or parts_before):
                first.append(page[place])
            seen.add(line.says if line else "")
        last: list[str] = []
        for place in range(len(page) - stop):
            line = feet[number][place]
            if line is None or (line.says and last_of[line.says] == number) or not (line.sure or parts_after):
                last.insert(0, page[-1 - place])
        kept.append("\n".join([*first, *page[start:stop], *last]))
    return kept


def _span(page: list[str], heads: list[_Line | None], feet: list[_Line | None]) -> tuple[int, int]:
    """Where a page's own text begins and ends; at least a line is its own."""
    start, stop = 0, len(page)
    for line in heads:
        if line is None or start >= stop - 1:
            break
        start += 1
    for line in feet:
        if line is None or stop - 1 <= start:
            break
        stop -= 1
    return start, stop


def _parts_sentence(pages: list[list[str]], spans: list[tuple[int, int]], number: int) -> bool:
    """Whether a sentence goes on from one page to the next."""
    if not 0 <= number < len(pages) - 1 or not pages[number] or not pages[number + 1]:
        return False
    before = pages[number][spans[number][1] - 1].rstrip()
    after = pages[number + 1][spans[number + 1][0]].lstrip()
    return not _ENDS.search(before) and after[:1].islower()


def _running(pages: list[list[str]], places: range) -> list[list[_Line | None]]:
    """The recurring lines at some positions of each page; None for others."""
    keys = [[_keys(page, place, number) for place in places] for number, page in enumerate(pages)]
    counts = Counter(form for row in keys for form in {key.form for found in row for key in found})
    written = sum(bool(page) for page in pages)
    least = max(2, -(-written // 4))
    return [[_line(found, counts, least) for found in row] for row in keys]


def _line(keys: list[_Key], counts: Counter[tuple[str, int | None]], least: int) -> _Line | None:
    """The line with these forms, if it comes back or is a page's number by itself."""
    for key in keys:
        count = counts[key.form]
        says = key.text if any(char.isalpha() for char in key.text) else "" if key.number is not None else key.text
        own = key.ahead == 1
        if key.number is None:
            if count >= least:
                return _Line(says, sure=True)
        elif key.paged and not key.text:
            if own or count >= least:
                return _Line("", sure=True)
        elif count >= least and (own or key.number not in _YEARS) and (own or key.paged or count >= _FEW):
            return _Line(says, sure=key.paged or count >= (_MANY if key.told else _FEW) or (own and not says))
    return None


def _keys(page: list[str], place: int, number: int) -> list[_Key]:
    """The forms in which a line may recur: as it is, and with the number at its beginning or end as the page's."""
    if not -len(page) <= place < len(page):
        return []
    line = " ".join(page[place].split())
    if alone := _PAGE_NUMBER.fullmatch(line):
        value = int(alone[1] or alone[2])
        return [_Key(line), _Key("", value, value - number, paged=True)]
    keys = [_Key(line)]
    if first := _FIRST.match(line):
        told = _FOLLOWED.match(line, first.end()) is not None
        keys.append(_Key(f"\0{line[first.end() :]}", int(first[1]), int(first[1]) - number, told=told))
    if last := _LAST.search(line, max(0, len(line) - _TAIL)):
        before = line[: last.start()]
        paged = _PAGE_WORD.search(before[-_TAIL:]) is not None
        told = not paged and _PRECEDED.search(before[-_TAIL:]) is not None
        keys.append(_Key(f"{before}\0", int(last[1]), int(last[1]) - number, paged, told))
    return keys
