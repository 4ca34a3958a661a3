"""What became of a text: the places that changed, and the lines of them as a person reads them.

Several splices, each of the text that the one before left, become edits: places that do not touch one another, each with what
stood there and what stands there now. They are all that is needed to take a change back, and to show it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cttui.lazy import dataclass
from cttui.text import clean
from cttui.timeline.edit import Splice

MAX_COMPARED = 400
"""The most lines of a place that are compared one by one; in a larger one all old lines are shown, then all new ones."""


class Edit(NamedTuple):
    """One place of a text that changed."""

    start: int
    """Where it begins in the text before."""
    removed: str
    at: int
    """Where it begins in the text after."""
    added: str


@dataclass(frozen=True)
class DiffLine:
    """A line that a change touched, or one beside it."""

    sign: str
    """``-`` for a line that went, ``+`` for one that came, a blank for one beside them."""
    number: int
    """Its number in the file, from 1; that of a line that went counts in the file before the change."""
    text: str
    """Without its line end, safe for a terminal."""


def composed(text: str, splices: Iterable[Splice]) -> tuple[str, tuple[Edit, ...]]:
    """A text with splices made in it one after the other, and the places in which it differs then.

    Args:
        text: The text before.
        splices: Each of the text that the one before left.
    """
    after = text
    places: list[tuple[int, int, int, int]] = []  # start and stop before, start and stop after, none touching another
    for splice in splices:
        grown = len(splice.text) - (splice.stop - splice.start)
        first, last = splice.start, splice.stop
        ahead = [place for place in places if place[3] < first]
        behind = [place for place in places if place[2] > last]
        met = places[len(ahead) : len(places) - len(behind)]
        shift = ahead[-1][1] - ahead[-1][3] if ahead else 0
        start, stop = first + shift, last + (met[-1][1] - met[-1][3] if met else shift)
        if met:
            start, first = (met[0][0], met[0][2]) if met[0][2] < first else (start, first)
            stop, last = (met[-1][1], met[-1][3]) if met[-1][3] > last else (stop, last)
        moved = [(a, b, c + grown, d + grown) for a, b, c, d in behind]
        places = [*ahead, (start, stop, first, last + grown), *moved]
        after = splice.applied(after)
    edits = (Edit(a, text[a:b], c, after[c:d]) for a, b, c, d in places)
    return after, tuple(edit for edit in edits if edit.removed != edit.added)


def undone(after: str, edits: Sequence[Edit]) -> str:
    """The text before some edits, from the one after them."""
    for edit in reversed(edits):
        after = after[: edit.at] + edit.removed + after[edit.at + len(edit.added) :]
    return after


def back(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that take others back."""
    return tuple(Edit(edit.at, edit.added, edit.start, edit.removed) for edit in edits)


def lines(before: str, after: str, edits: Sequence[Edit], around: int = 1) -> tuple[DiffLine, ...]:
    """The lines that some edits change, each with a few beside it.

    Args:
        before: The text before them.
        after: The text after them.
        edits: The places that differ, in their order.
        around: How many lines beside a change are shown.
    """
    found: list[DiffLine] = []
    for old, new in _hulls(before, edits, around):
        number, begun = before.count("\n", 0, old[0]) + 1, after.count("\n", 0, new[0]) + 1
        was, now = (text[a:b].split("\n") for text, (a, b) in ((before, old), (after, new)))
        if was[-1] == now[-1] == "":
            was, now = was[:-1], now[:-1]
        found += _compared(was, now, number, begun, around)
    return tuple(found)


def _hulls(before: str, edits: Sequence[Edit], around: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The whole lines around each edit, in the text before and in that after; those that meet are one."""
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for edit in edits:
        lead = edit.start - _back(before, edit.start, around)
        stop, ends = edit.start + len(edit.removed), edit.at + len(edit.added)
        trail = _forth(before, stop, around) - stop
        old, new = (edit.start - lead, stop + trail), (edit.at - lead, ends + trail)
        if found and old[0] <= found[-1][0][1]:
            old, new = (found[-1][0][0], old[1]), (found[-1][1][0], new[1])
            found.pop()
        found.append((old, new))
    return found


def _back(text: str, at: int, count: int) -> int:
    """Where the line of a place begins, or one some lines above it."""
    at = text.rfind("\n", 0, at) + 1
    for _ in range(count):
        at = text.rfind("\n", 0, max(at - 1, 0)) + 1
    return at


def _forth(text: str, at: int, count: int) -> int:
    """Just behind the line of a place, or one some lines below it."""
    for _ in range(count + 1):
        line = text.find("\n", at)
        if line < 0:
            return len(text)
        at = line + 1
    return at


def _compared(was: list[str], now: list[str], number: int, begun: int, around: int) -> Iterable[DiffLine]:
    if len(was) + len(now) > MAX_COMPARED:
        yield from (DiffLine("-", number + n, _shown(line)) for n, line in enumerate(was))
        yield from (DiffLine("+", begun + n, _shown(line)) for n, line in enumerate(now))
        return
    for group in difflib.SequenceMatcher(None, was, now, autojunk=False).get_grouped_opcodes(around):
        for tag, a, b, c, d in group:
            if tag == "equal":
                yield from (DiffLine(" ", begun + n, _shown(now[n])) for n in range(c, d))
            else:
                yield from (DiffLine("-", number + n, _shown(was[n])) for n in range(a, b))
                yield from (DiffLine("+", begun + n, _shown(now[n])) for n in range(c, d))


def _shown(line: str) -> str:
    return clean(line.removesuffix("\r"))
