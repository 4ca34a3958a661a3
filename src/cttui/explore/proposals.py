"""Proposals: the figures that a source's stored copy states, without those that the timeline has taken from it.

Joins the reader of figures with the copies and the quotes found in them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import NamedTuple

from cttui.copies.library import Library
from cttui.errors import CttuiError
from cttui.explore.copy import Quoted, open_copy
from cttui.proposals.reader import Proposal, read
from cttui.store.index import Index


class NoCopyError(CttuiError):
    """A source has no stored copy."""

    def __init__(self, source_id: str) -> None:
        """Take which one."""
        super().__init__(f"there is no stored copy of {source_id}")


class ProposalsView(NamedTuple):
    """The figures that a text states, as far as they are proposed."""

    stated: int
    """How many the text states, each counted once."""
    proposed: tuple[Proposal, ...]
    """Those that no claim has, in the order of the text."""

    unread: int = 0
    """Characters at the end of a text that is far too long, which were not read."""

    @property
    def taken(self) -> int:
        """How many stand in a quote that a claim of this source already has."""
        return self.stated - len(self.proposed)


def proposals_of(text: str, quotes: Iterable[Quoted] = ()) -> ProposalsView:
    """The figures that a text states, but for those in a quote that is found in it.

    Args:
        text: The text.
        quotes: The timeline's quotes of its source, located in it.
    """
    stated, end = read(text)
    takes = taking(quotes)
    return ProposalsView(len(stated), tuple(one for one in stated if takes(one) is None), len(text) - end)


def taking(quotes: Iterable[Quoted]) -> Callable[[Proposal], Quoted | None]:
    """Return what finds the quote that takes a figure: one that is found in the text and has a place of the figure in it.

    Args:
        quotes: The timeline's quotes of a source, located in the text.
    """
    spans = sorted((quoted for quoted in quotes if quoted.found), key=lambda quoted: (quoted.start, quoted.stop))
    starts = [quoted.start for quoted in spans]
    # of the quotes that begin up to each, the one that reaches farthest
    reach: list[Quoted] = list(accumulate(spans, _farther))

    def of(proposal: Proposal) -> Quoted | None:
        for start, end in ((proposal.start, proposal.end), *proposal.places):
            begun = bisect_right(starts, start)
            if begun and reach[begun - 1].stop >= end:
                return reach[begun - 1]
        return None

    return of


def _farther(one: Quoted, other: Quoted) -> Quoted:
    return one if one.stop >= other.stop else other


def proposals_of_copy(index: Index, library: Library, source_id: str) -> ProposalsView:
    """The figures that the latest stored copy of a source states, without those that its claims have.

    Args:
        index: Whose claims they are.
        library: The copies.
        source_id: The source's id.

    Raises:
        CttuiError: There is no copy, or it cannot be read.
    """
    copy = open_copy(index, library, source_id)
    if copy is None:
        raise NoCopyError(source_id)
    if copy.state != "intact":
        raise CttuiError(f"the stored copy of {source_id} cannot be read: {copy.trouble}")
    return proposals_of(copy.text, copy.quotes)
