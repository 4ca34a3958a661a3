"""The figures of a stored copy as the reader lists them: those to look at, sure ones first, and those that claims have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cttui.explore.copy import Quoted
from cttui.explore.proposals import taking
from cttui.model.claims import stated
from cttui.notebook.records import Dismissal
from cttui.proposals.reader import Proposal, Reading


class Figure(NamedTuple):
    """A figure that the text states."""

    proposal: Proposal
    label: str
    """What it states, and of what: ``124 killed``, ``at least 20 percent``."""
    taken: Quoted | None = None
    """The quote of the claim that has it; ``None`` for none."""

    words: str = ""
    """What stands around it in the text, on one line; it begins not far before its number."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the text, in characters."""
        return self.proposal.start, self.proposal.end

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where the text states it, the first time first."""
        return (self.span, *self.proposal.places)


class FiguresView(NamedTuple):
    """The figures that a stored copy states; each is in exactly one of the lists, or dismissed."""

    sure: tuple[Figure, ...] = ()
    """Those to look at of which a word says what is counted, in the order of the text."""
    unsure: tuple[Figure, ...] = ()
    """The others to look at."""
    taken: tuple[Figure, ...] = ()
    """Those that a claim of the source has."""
    dismissed: int = 0
    """How many the reader said are none."""
    read: int = 100
    """How much of the text was read so far, in hundredths."""
    unread: int = 0
    """Characters at the end of a text that is far too long, which are not read."""

    @property
    def left(self) -> int:
        """How many there are to look at."""
        return len(self.sure) + len(self.unsure)

    @property
    def stated(self) -> int:
        """How many the text states, each counted once."""
        return self.left + len(self.taken) + self.dismissed

    @property
    def counts(self) -> str:
        """``12 figures stated · 5 taken · 7 to look at``."""
        parts = [f"{self.stated:,} figure{'s' if self.stated != 1 else ''} stated", f"{len(self.taken):,} taken"]
        if self.dismissed:
            parts.append(f"{self.dismissed:,} dismissed")
        parts.append(f"{self.left:,} to look at")
        if self.read < 100:
            parts.append(f"{self.read} % read")
        elif self.unread:
            parts.append(f"{self.unread:,} characters not read")
        return " · ".join(parts)


def figures_of(
    text: str, reading: Reading, quotes: Iterable[Quoted] = (), dismissals: Iterable[Dismissal] = (), *, whole: bool = True
) -> FiguresView:
    """The figures that were read in a text.

    Args:
        text: The text.
        reading: What was read of it.
        quotes: The timeline's quotes of its source, located in it.
        dismissals: What the reader dismissed of this copy; one whose text stands elsewhere by now does not count.
        whole: Whether reading has ended.
    """
    dismissed = {dismissal.place for dismissal in dismissals if _is_there(dismissal, text)}
    takes = taking(quotes)
    lists: tuple[list[Figure], list[Figure], list[Figure]] = ([], [], [])
    dropped = 0
    for proposal in reading.proposals:
        quoted = takes(proposal)
        figure = Figure(proposal, label(proposal), quoted, around(text, proposal))
        if quoted is not None:
            lists[2].append(figure)
        elif f"{proposal.start}-{proposal.end}" in dismissed:
            dropped += 1
        else:
            lists[not proposal.sure].append(figure)
    read = 100 if whole or not text else reading.end * 100 // len(text)
    sure, unsure, taken = map(tuple, lists)
    return FiguresView(sure, unsure, taken, dropped, read, len(text) - reading.end if whole else 0)


BEFORE, BEHIND = 18, 60
"""Characters of the words around a number that stand before it and behind it."""
SHORT = 30
"""Characters of a paragraph before a number that are shown whole."""


def around(text: str, proposal: Proposal) -> str:
    """What stands around a number, on one line."""
    # a line is seldom more than a part of a sentence, and a paragraph always the end of one
    before = text[max(0, proposal.start - SHORT - 2) : proposal.start].rpartition("\n\n")[2]
    behind = text[proposal.end : proposal.end + BEHIND].partition("\n\n")[0]
    if len(before) > SHORT:
        cut = len(before) - BEFORE
        before = before[cut:] if before[cut - 1].isspace() else before[cut:].partition(" ")[2] or before[cut:]
        if text[: proposal.start - len(before)].rstrip()[-1:] != ".":
            before = f"…{before.lstrip()}"
    return " ".join(f"{before}{text[proposal.start : proposal.end]}{behind}".split())


def _is_there(dismissal: Dismissal, text: str) -> bool:
    start, _, end = dismissal.place.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(start) + len(end) < 20):
        return False
    return " ".join(text[int(start) : int(end)].split()) == dismissal.figure


def label(proposal: Proposal) -> str:
    """What a figure states, and of what."""
    said = stated(proposal)
    if proposal.unit:
        said += "%" if proposal.unit == "percent" else f" {proposal.unit}"
    return f"{said} {proposal.measure}" if proposal.measure else said
