"""What became of a text: the places that changed, and the lines of them as a person reads them.

Several splices, each of the text that the one before left, become edits: places that do not touch one another, each with what
stood there and what stands there now. They are all that is needed to take a change back, and to show it.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from functools import partial
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
    edits = (_trimmed(Edit(a, text[a:b], c, after[c:d])) for a, b, c, d in places)
    return after, tuple(edit for edit in edits if edit.removed != edit.added)


def _trimmed(edit: Edit) -> Edit:
    """An edit without the whole lines at its begin and its end that stay as they are."""
    _, removed, _, added = edit
    lead = _alike(removed, added)
    trail = _alike(removed[lead:][::-1], added[lead:][::-1])
    return Edit(edit.start + lead, removed[lead : len(removed) - trail], edit.at + lead, added[lead : len(added) - trail])


def _alike(one: str, other: str) -> int:
    """The length of the lines with which two texts begin alike."""
    count = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one.rfind("\n", 0, count) + 1


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
    shown = 0  # lines of the text after that are shown already
    old, new = 1, 1  # the numbers of the lines at ``begun``
    begun = (0, 0)
    for (start, stop), (at, ends) in _whole_lines(before, after, edits):
        old, new = old + before.count("\n", begun[0], start), new + after.count("\n", begun[1], at)
        begun = (start, at)
        was, now = _split(before[start:stop]), _split(after[at:ends])
        above = _split(after[_back(after, at, around) : at])
        above = above[max(shown - (new - len(above)) + 1, 0) :]
        below = _split(after[ends : _forth(after, ends, around)])
        if shown >= new:  # the line below the last place is the first of this one
            found = [line for line in found if line.sign != " " or line.number < new]
        found += [DiffLine(" ", new - len(above) + n, _shown(line)) for n, line in enumerate(above)]
        found += _compared(was, now, old, new, around)
        found += [DiffLine(" ", new + len(now) + n, _shown(line)) for n, line in enumerate(below)]
        shown = new + len(now) + len(below) - 1
    return tuple(found)


def _whole_lines(before: str, after: str, edits: Sequence[Edit]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The lines of each edit, in the text before and in that after; edits of one line are one."""
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for edit in map(partial(_lowered, before), edits):
        lead = edit.start - (before.rfind("\n", 0, edit.start) + 1)
        stop, ends = edit.start + len(edit.removed), edit.at + len(edit.added)
        trail = 0
        if _is_inside(before, stop) or _is_inside(after, ends):
            line = before.find("\n", stop)
            trail = (len(before) if line < 0 else line + 1) - stop
        old, new = (edit.start - lead, stop + trail), (edit.at - lead, ends + trail)
        if found and old[0] < found[-1][0][1]:
            old, new = (found[-1][0][0], old[1]), (found[-1][1][0], new[1])
            found.pop()
        found.append((old, new))
    return found


def _lowered(before: str, edit: Edit) -> Edit:
    """Lines that came or went behind the end of a line, as those that came or went at the begin of the next."""
    lines, stop = edit.added or edit.removed, edit.start + len(edit.removed)
    end = "\r\n" if lines.startswith("\r\n") else "\n"
    if (edit.added and edit.removed) or not lines.startswith(end) or not before.startswith(end, stop):
        return edit
    removed, added = (text[len(end) :] + end if text else "" for text in (edit.removed, edit.added))
    return Edit(edit.start + len(end), removed, edit.at + len(end), added)


def _is_inside(text: str, at: int) -> bool:
    """Whether a place is not the begin of a line."""
    return at > 0 and text[at - 1] != "\n"


def _split(text: str) -> list[str]:
    """The lines of a piece of text."""
    return text.removesuffix("\n").split("\n") if text else []


def _back(text: str, at: int, count: int) -> int:
    """Where the line begins that is some lines above one that begins here."""
    for _ in range(count):
        at = text.rfind("\n", 0, max(at - 1, 0)) + 1
    return at


def _forth(text: str, at: int, count: int) -> int:
    """Just behind some lines, the first of which begins here."""
    for _ in range(count):
        line = text.find("\n", at)
        if line < 0:
            return len(text)
        at = line + 1
    return at


def _compared(was: list[str], now: list[str], number: int, begun: int, around: int) -> Iterable[DiffLine]:
    if len(was) + len(now) > MAX_COMPARED:
        steps = [("replace", 0, len(was), 0, len(now))]
    else:
        steps = [*difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes()]
    for tag, start, stop, at, ends in steps:
        if tag == "equal":
            kept = [n for n in range(at, ends) if n < at + around or n >= ends - around]
            yield from (DiffLine(" ", begun + n, _shown(now[n])) for n in kept)
        else:
            yield from (DiffLine("-", number + n, _shown(was[n])) for n in range(start, stop))
            yield from (DiffLine("+", begun + n, _shown(now[n])) for n in range(at, ends))


def _shown(line: str) -> str:
    return clean(line.removesuffix("\r"))
