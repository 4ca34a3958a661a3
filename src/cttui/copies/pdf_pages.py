"""The text of one page of a PDF: as pypdf reads it, with what it loses put right by how the text is set.

The page's instructions are cut into small pieces with a place and a size. A piece that is smaller and higher than the
text before it is the sign of a note, and treated as one of an HTML page; what a producer says that a glyph stands for
is taken for the glyph; a line that runs from right to left is put in the order in which it is read.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from cttui.copies.html_text import ORDINALS, Lines, is_sign, keeps_lowered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pypdf import PageObject

_Operation = tuple[Any, bytes]
"""An instruction of a page: its operands, and its operator."""

_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
"""Operators that write text."""
_PLACES = frozenset({b"T*", b"TD", b"BT", b"ET", b"q", b"Q", b"cm", b"Do"}) | _SHOWS
"""Operators that use or change the place where text is written, besides ``Td`` and ``Tm``."""
_HAS_TEXT = re.compile(rb"T[jJ]|Do|['\"]")
_LONGEST_MEANT = 24
"""The most characters that a few glyphs may stand for; longer ones are descriptions, or words that are not printed."""
_SOFT_HYPHEN = "\u00ad"
_SMALLER = (0.4, 0.9)
"""The size of a raised sign, in parts of the text's; below it the text is a drop cap."""
_HIGHER = (0.12, 0.75)
_LOWER = (0.08, 0.5)
"""How far a sign is raised or lowered, in parts of the text's size."""
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_DIGITS = re.compile("[\u0660-\u0669\u06f0-\u06f9](?:[\u066b\u066c,./]?[\u0660-\u0669\u06f0-\u06f9])+")
"""A number of Arabic digits; pypdf turns it with the letters, though it is read from left to right."""
_SINGLES = re.compile(r" *\S(?: +\S)* *")
"""A line of single characters."""


class _Piece(NamedTuple):
    """Text written in one go."""

    text: str
    x: float
    y: float
    size: float
    """0 if it is not upright."""
    form: int
    """Which drawing within the page it is in; each has coordinates of its own."""


def page_text(page: PageObject) -> str:
    """The text of a page, line by line; it may fail in any way, as pypdf does."""
    from pypdf.generic import ArrayObject, ContentStream, NameObject, StreamObject

    key = NameObject("/Contents")
    contents = page.get(key)
    source = contents.get_object() if contents is not None else None
    if not isinstance(source, ArrayObject | StreamObject):
        return page.extract_text()
    stream = ContentStream(source, page.pdf, "bytes")
    if _HAS_TEXT.search(stream.get_data()) is None:  # a drawing, not worth parsing
        return ""
    operations = stream.operations
    try:
        page[key] = stream
        stream.operations = list(_cut(operations, shows=False))
        pieces = _pieces_of(page)
        if any(_RTL.search(piece.text) for piece in pieces):
            stream.operations = list(_cut(operations, shows=True))
            pieces = _pieces_of(page)
    finally:
        page[key] = contents  # else the instructions of all pages would stay in memory
    rtl = _is_rtl("".join(piece.text for piece in pieces))
    return "\n".join(_line_text(line, rtl=rtl) for line in _lines_of(pieces))


# -- pieces ----------------------------------------------------------------------------------------------------------


def _cut(operations: Iterable[_Operation], *, shows: bool) -> Iterable[_Operation]:
    """Instructions for the same text that make pypdf hand it over in pieces: where its place, rise or meaning changes.

    Args:
        operations: A page's instructions.
        shows: Whether each instruction that writes is a piece of its own.
    """
    cut: list[_Operation] = []
    here: _Operation = ([1, 0, 0, 1, 0, 0], b"cm")  # changes nothing, but pypdf hands over what it has
    meant: list[bool] = []
    placed: int | None = None
    for operands, operator in operations:
        if operator == b"Td" and placed is not None and (moved := _moved(cut[placed][0], operands)):
            # pypdf takes the way from a line's start to a word in it for a gap
            cut[placed] = (moved, b"Tm")
            continue
        if operator == b"Tm":
            cut.append(here)
            placed = len(cut)
        elif operator in _PLACES:
            placed = None
        elif operator in {b"BDC", b"BMC"}:
            meant.append(_meant(operator, operands) is not None)
            if meant[-1]:
                cut.append(here)
        elif operator == b"EMC":
            if meant and meant.pop():
                cut.append(here)
        elif operator == b"Ts":
            cut.append(here)
        cut.append((operands, operator))
        if shows and operator in _SHOWS:
            cut.append(here)
    return cut


def _moved(matrix: Any, by: Any) -> list[float] | None:
    """A text matrix moved by the operands of ``Td``; None if they are damaged."""
    try:
        a, b, c, d, e, f = map(float, matrix)
        x, y = map(float, by)
    except (TypeError, ValueError):
        return None
    return [a, b, c, d, e + x * a + y * c, f + x * b + y * d]


def _meant(operator: bytes, operands: Any) -> str | None:
    """What marked content stands for by its ``/ActualText``, if it says so in place."""
    if operator != b"BDC" or len(operands) < 2 or not isinstance(operands[1], dict):
        return None
    said = operands[1].get("/ActualText")
    if isinstance(said, bytes):
        return said[2:].decode("utf-16-be", "replace") if said.startswith(b"\xfe\xff") else said.decode("latin-1")
    return said if isinstance(said, str) else None


def _pieces_of(page: PageObject) -> list[_Piece]:
    collector = _Collector()
    page.extract_text(
        visitor_operand_before=collector.before, visitor_operand_after=collector.after, visitor_text=collector.text
    )
    return collector.pieces


class _Collector:
    """What pypdf reads of a page, piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[_Piece] = []
        self._marked: list[tuple[str | None, int]] = []
        """The marked content that is open: what it stands for, and how many pieces were before it."""
        self._rise = self._size = 0.0
        self._depth = self._form = 0

    def before(self, operator: bytes, operands: Any, cm: list[float], tm: list[float]) -> None:
        """An instruction follows."""
        if operator == b"Do":
            self._depth += 1
            self._form += 1
        elif self._depth:
            return
        elif operator == b"Ts":
            self._rise = float(operands[0]) if operands and isinstance(operands[0], int | float) else 0.0
        elif operator in {b"BDC", b"BMC"}:
            self._marked.append((_meant(operator, operands), len(self.pieces)))
        elif operator == b"EMC" and self._marked:
            meant, start = self._marked.pop()
            if meant is not None and len(self.pieces) - start <= _LONGEST_MEANT:
                drawn = "".join(piece.text for piece in self.pieces[start:])
                told = _told(drawn, meant)
                if told != drawn:
                    place = self.pieces[start] if start < len(self.pieces) else self._piece("", cm, tm, self._size)
                    self.pieces[start:] = [place._replace(text=told)]

    def after(self, operator: bytes, _operands: Any, _cm: list[float], _tm: list[float]) -> None:
        """An instruction has been followed."""
        if operator == b"Do":
            self._depth -= 1
            self._form += 1

    def text(self, text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        """Text has been read."""
        self._size = size
        if text:
            text = _DIGITS.sub(lambda digits: digits[0][::-1], text)
            self.pieces.append(self._piece(text, cm, tm, size))

    def _piece(self, text: str, cm: list[float], tm: list[float], size: float) -> _Piece:
        across, up = tm[0] * cm[1] + tm[1] * cm[3], tm[2] * cm[1] + tm[3] * cm[3]
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5] + self._rise * up
        return _Piece(text, x, y, size * up if up > 0 and abs(across) < up / 100 else 0.0, self._form)


def _told(drawn: str, meant: str) -> str:
    """What glyphs stand for: what is meant if it is what is drawn, or if that cannot be read; else what is drawn."""
    body = drawn.strip(" \n")
    gap = drawn.replace(body, "", 1) if body else drawn[:-1]  # without letters, the last blank is the glyph itself
    if not meant or len(meant) > _LONGEST_MEANT or "\n" in body or meant == drawn:
        return drawn
    told = meant + gap if _RTL.search(meant) and "\n" not in gap else gap + meant
    if meant == _SOFT_HYPHEN:
        return drawn if body else gap
    if not body:
        return told if not meant.strip() or not drawn else drawn
    seen, said = _letters(body), _letters(meant)
    unread = not seen and not any(char.isprintable() and char != "\ufffd" for char in body)
    return told if unread or (seen and (seen == said or (set(seen) <= set(said) and len(said) <= 3))) else drawn


def _letters(text: str) -> list[str]:
    """The letters and digits of a text, whatever their case, form and order."""
    return sorted(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


# -- lines -----------------------------------------------------------------------------------------------------------


def _lines_of(pieces: list[_Piece]) -> list[list[_Piece]]:
    lines: list[list[_Piece]] = [[]]
    for piece in pieces:
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if part:
                lines[-1].append(piece._replace(text=part))
    return lines


def _line_text(line: list[_Piece], *, rtl: bool) -> str:
    """The text of a line of a page that is or is not from right to left."""
    text = "".join(piece.text for piece in line)
    if _RTL.search(text):
        return _in_reading_order(line, rtl=rtl or _is_rtl(text))
    if len(line) > 1 and any(levels := _levels(line)):
        return _with_signs(line, levels)
    return _without_letter_spaces(text)


def _levels(line: list[_Piece]) -> list[int]:
    """Whether each piece of a line is a raised sign (1), a lowered one (-1) or neither."""
    levels = [0] * len(line)
    base: _Piece | None = None
    for number, piece in enumerate(line):
        if not piece.text.strip():
            continue
        if base is None:  # a note's own sign, before its text
            following = next((later for later in line[number + 1 :] if later.text.strip()), None)
            levels[number] = max(_level(piece, following), 0) if following else 0
        else:
            levels[number] = _level(piece, base)
        if not levels[number]:
            base = piece
    return levels


def _level(piece: _Piece, base: _Piece) -> int:
    """Whether a piece is raised or lowered beside another; what stands apart is a cell of a table."""
    if piece.form != base.form or not piece.size or not base.size or piece.text.startswith(" "):
        return 0
    if not _SMALLER[0] <= piece.size / base.size <= _SMALLER[1]:
        return 0
    height = (piece.y - base.y) / base.size
    return 1 if _HIGHER[0] <= height <= _HIGHER[1] else -1 if _LOWER[0] <= -height <= _LOWER[1] else 0


def _with_signs(line: list[_Piece], levels: list[int]) -> str:
    """The text of a line with signs, as an HTML page with the same signs has it."""
    groups = [
        ("".join(piece.text for piece, _ in group), level)
        for level, group in groupby(zip(line, levels, strict=True), key=itemgetter(1))
    ]
    lines = Lines(ORDINALS)
    before = ""
    for number, (text, level) in enumerate(groups):
        content, following = text.rstrip(" "), groups[number + 1][0] if number + 1 < len(groups) else ""
        within = content.isalpha() and text == content and following[:1].isalpha()  # a raised letter of a word
        if not level or within or not is_sign(content):
            lines.add(text)
        elif (
            level < 0 and before[-1:] not in {"/", "\u2044"} and not keeps_lowered(before)
        ):  # no sign of a note is lowered: it stays, but joins nothing
            lines.add(f" {text} ")
        else:
            blank = text[len(content) :]
            lines.set_off(content, blank or following, lowered=level < 0)
            lines.add(blank)
        before = text
    return lines.text()


def _without_letter_spaces(text: str) -> str:
    """A line set with spaces between its letters, without them; where they are not narrower than those of words it stays."""
    if "  " not in text or not _SINGLES.fullmatch(text):
        return text
    words = [word.replace(" ", "") for word in re.split(" {2,}", text.strip())]
    letters = sum(char.isalpha() for word in words for char in word)
    spaced = any(len(word) > 2 and word.isalpha() for word in words)
    return " ".join(words) if spaced and len(words) > 1 and letters * 2 > sum(map(len, words)) else text


# -- lines from right to left ----------------------------------------------------------------------------------------

_Way = Literal["rtl", "ltr", "number", "neutral"]
_WAYS: dict[str, _Way] = {"R": "rtl", "AL": "rtl", "L": "ltr", "EN": "number", "AN": "number"}
_STRONGEST: tuple[_Way, ...] = ("rtl", "ltr", "number", "neutral")


class _Run(NamedTuple):
    """Characters of a line that run the same way."""

    text: str
    way: _Way


def _is_rtl(text: str) -> bool:
    """Whether most of a text's letters run from right to left."""
    if not _RTL.search(text):
        return False
    ways = [_WAYS.get(unicodedata.bidirectional(char)) for char in text]
    return ways.count("rtl") >= ways.count("ltr")


def _in_reading_order(line: list[_Piece], *, rtl: bool) -> str:
    """A line with text from right to left, in the order in which it is read.

    Args:
        line: Its pieces.
        rtl: Whether it begins at its right end.
    """
    runs: list[_Run] = []
    for piece in sorted(line, key=lambda piece: piece.x):  # as it is seen; pieces of one place stay as they are
        runs.extend(_runs(piece.text))
    runs = _whole(runs)
    told = runs[::-1] if rtl else _turned(runs)
    return re.sub(" {2,}", " ", "".join(run.text for run in told)).strip(" ")


def _runs(text: str) -> Iterator[_Run]:
    """A piece, which runs one way, and the blanks around it; pypdf has put its letters in order."""
    body = text.strip(" ")
    before, after = text.startswith(" "), text.endswith(" ")
    if _RTL.search(body):  # what is behind its last letter stands to the left of it
        before, after = after, before
    if before:
        yield _Run(" ", "neutral")
    if body:
        ways = {_WAYS.get(unicodedata.bidirectional(char), "neutral") for char in body}
        yield _Run(body, next(way for way in _STRONGEST if way in ways))
        if after:
            yield _Run(" ", "neutral")


def _whole(runs: list[_Run]) -> list[_Run]:
    """Runs with numbers and words from left to right put together, as 1,250 or Boeing 737."""
    whole: list[_Run] = []
    for run in runs:
        whole.append(run)
        between = 1 if len(whole) > 1 and whole[-2].way == "neutral" else 0
        if run.way not in {"ltr", "number"} or len(whole) < 2 + between:
            continue
        first = whole[-2 - between]
        blank = between and not whole[-2].text.strip()
        if first.way == "ltr" or (first.way == "number" and not blank):
            text = "".join(part.text for part in whole[-2 - between :])
            whole[-2 - between :] = [_Run(text, "ltr" if "ltr" in {first.way, run.way} else "number")]
    return whole


def _turned(runs: list[_Run]) -> list[_Run]:
    """The runs of a line from left to right, with what runs from right to left within it turned."""
    told = list(runs)
    start = 0
    while start < len(told):
        stop = start + 1
        if told[start].way == "rtl":
            end = next((n for n in range(start, len(told)) if told[n].way == "ltr"), len(told))
            stop = max(n for n in range(start, end) if told[n].way == "rtl") + 1
            told[start:stop] = told[start:stop][::-1]
        start = stop
    return told
