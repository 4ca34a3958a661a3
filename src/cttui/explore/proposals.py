"""Proposals: the figures that a source's stored copy states, without those that the timeline has taken from it.

Joins the reader of figures with the copies and the quotes found in them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from cttui.copies.library import Library
from cttui.errors import CttuiError
from cttui.explore.copy import Quoted, open_copy
from cttui.proposals.reader import Proposal, read
from cttui.store.index import Index


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
    spans = sorted((quoted.start, quoted.stop) for quoted in quotes if quoted.found)
    starts = [start for start, _ in spans]
    reach = list(accumulate((stop for _, stop in spans), max))

    def is_taken(proposal: Proposal) -> bool:
        for start, end in ((proposal.start, proposal.end), *proposal.places):
            begun = bisect_right(starts, start)
            if begun and reach[begun - 1] >= end:
                return True
        return False

    return ProposalsView(len(stated), tuple(proposal for proposal in stated if not is_taken(proposal)), len(text) - end)


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
        raise CttuiError(f"there is no stored copy of {source_id}; store one with 'cttui attach {source_id} FILE'")
    if copy.state != "intact":
        raise CttuiError(f"the stored copy of {source_id} cannot be read: {copy.trouble}")
    return proposals_of(copy.text, copy.quotes)
