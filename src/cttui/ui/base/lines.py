"""Lines of panes: spans of plain text, each with a role that the theme styles.

Data stays data here: markup is never parsed, and ``pane.LinePane`` cleans every span on its way to the terminal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from cttui.text import clean
from cttui.ui.base.glyphs import ELLIPSIS


class Span(NamedTuple):
    """A piece of a line."""

    text: str
    role: str = ""
    """What it is: a name in ``palette.ROLES``; empty for plain text."""
    target: str = ""
    """What its pane does on a click; empty for nothing."""


Line = tuple[Span, ...]
"""One line of a pane, from left to right."""


def width_of(text: str) -> int:
    """How many cells of the terminal a text takes."""
    return len(text) if text.isascii() else cell_len(text)


def fit(text: str, width: int) -> str:
    """A text in exactly ``width`` cells: truncated with an ellipsis, or padded with spaces."""
    text = clean(text)
    if width <= 0:
        return ""
    if width_of(text) <= width:
        return text + " " * (width - width_of(text))
    # a text that already ends in an ellipsis does not get a second one
    return set_cell_size(set_cell_size(text, width - 1).rstrip(f" {ELLIPSIS}") + ELLIPSIS, width)


_FIRST = 3
"""Letters with which a label begins whose end is that of another."""


def told_apart(labels: Iterable[str], width: int, at: int = 0) -> dict[str, str]:
    """What stands for each of some labels in ``width`` cells.

    Of those that would be cut to the same text, an ellipsis takes the place of the words with which all of them begin, or of
    what comes before the place ``at`` already; their first letters stand before it where what is left is that of others too.
    """

    def left(label: str) -> str:
        return f"{ELLIPSIS}{label[at:]}" if at else label

    alike: dict[str, list[str]] = {}
    for label in dict.fromkeys(labels):
        alike.setdefault(fit(left(label), width), []).append(label)
    found: dict[str, str] = {}
    for some in alike.values():
        # all begin with what the first and the last in order have in common
        first, last = min(some), max(some)
        same = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
        begun = first[:same].rfind(" ") + 1 if len(some) > 1 else 0
        found |= told_apart(some, width, begun) if begun > at else {label: left(label) for label in some}
    if not at:
        often = Counter(fit(said, width) for said in found.values())
        ends = {label: said for label, said in found.items() if said != label and often[fit(said, width)] > 1}
        found |= {label: f"{label[:_FIRST].rstrip()}{said}" for label, said in ends.items()}
    return found


def right(text: str, width: int) -> str:
    """A text in exactly ``width`` cells, right-aligned."""
    return " " * (width - width_of(text)) + text if width_of(text) <= width else fit(text, width)


def wrap(text: str, width: int) -> list[str]:
    """A text in lines of at most ``width`` cells, broken at spaces; words longer than a line are split."""
    width = max(width, 1)
    found: list[str] = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in paragraph.split():
            size = width_of(word)
            if line and used + 1 + size <= width:
                line, used = f"{line} {word}", used + 1 + size
                continue
            if line:
                found.append(line)
            *full, line = _pieces(word, width)
            found.extend(full)
            used = width_of(line)
        found.append(line)
    return found


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word split into pieces that each fit a line."""
    start = used = 0
    for place, char in enumerate(word):
        size = width_of(char)
        if used + size > width and place > start:
            yield word[start:place]
            start, used = place, 0
        used += size
    if start < len(word):
        yield word[start:]


_WIDE = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e31-\u0e4e\u1100-\u115f\u200b-\u200f\u2e80-\uffef\U0001f000-\U0003ffff]"
)
"""Characters that may take two cells or none."""


def breaks(text: str, width: int) -> list[tuple[int, int]]:
    """The start and stop offsets of the lines of a long text, wrapped at spaces to ``width`` cells.

    Five megabytes take a few tenths of a second: plain stretches are broken by one regular expression in C.
    """
    width = max(width, 1)
    pattern = re.compile(rf"[^\n]{{1,{width}}}(?=[ \n]|\Z)|[^\n]{{{width}}}|\n")
    found: list[tuple[int, int]] = []
    at = 0
    for paragraph_text in text.split("\n"):
        if not paragraph_text.strip():
            found.append((at, at))
        elif _WIDE.search(paragraph_text):
            found.extend(_wide_breaks(paragraph_text, width, at))
        else:
            end = at
            for match in pattern.finditer(text, at, at + len(paragraph_text)):
                start, end = match.span()
                # the space at a line break belongs to neither line
                if found and start > at and text[start] == " ":
                    start += 1
                if start < end:
                    found.append((start, end))
        at += len(paragraph_text) + 1
    return found


def _wide_breaks(line: str, width: int, at: int) -> Iterator[tuple[int, int]]:
    """The same for a stretch whose characters are not all one cell wide."""
    start = used = 0
    space = -1
    for place, char in enumerate(line):
        size = width_of(char)
        if used + size > width and place > start:
            stop = space if space > start else place
            yield at + start, at + stop
            start = stop + (1 if stop == space else 0)
            used = width_of(line[start:place])
            space = -1
        if char == " ":
            space = place
        used += size
    if start < len(line):
        yield at + start, at + len(line)


def paragraph(text: str, width: int, role: str = "", indent: int = 0, target: str = "") -> Iterator[Line]:
    """A text as lines, wrapped and indented."""
    pad = " " * indent
    for line in wrap(text, width - indent):
        yield (Span(pad), Span(line, role, target)) if indent else (Span(line, role, target),)


def columns(left: Iterable[Span], right_: Iterable[Span], width: int) -> Line:
    """One line with left-aligned and right-aligned spans; the left is truncated if needed, so the right begins with a blank."""
    left, right_ = tuple(left), tuple(right_)
    room = width - sum(width_of(span.text) for span in right_)
    kept: list[Span] = []
    for span in left:
        if room <= 0:
            break
        text = span.text if width_of(span.text) <= room else fit(span.text, room)
        if text.strip() == ELLIPSIS and span.text.strip() != ELLIPSIS and kept and kept[-1].text.endswith(ELLIPSIS):
            # the previous ellipsis already shows that something is missing
            break
        kept.append(span._replace(text=text))
        room -= width_of(text)
    return (*kept, Span(" " * max(room, 0)), *right_)


def ticks(labels: Iterable[str], widths: Iterable[int]) -> str:
    """The heads of columns of some cells each, right-aligned in them; one that would touch another is left out."""
    line, end = "", 0
    for label, cell in zip(labels, widths, strict=True):
        end += cell
        gap = end - width_of(label) - width_of(line)
        # the first touches none
        if label and gap >= bool(line):
            line += " " * gap + label
    return fit(line, end)
