"""From words to a claim: the stored copy that is read, its figures, and the forms that they fill in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cttui.copies.quotes import Folded
from cttui.curation.known import Known, in_short
from cttui.explore.copy import CopyView, Quoted, open_copy
from cttui.explore.figures import Figure, FiguresView, figures_of

if TYPE_CHECKING:
    from cttui.curation.claim import ClaimForm, Draft
    from cttui.explore.explorer import Explorer
    from cttui.model.records import Claim
    from cttui.proposals.reader import Reading

KEPT = 4
"""Copies whose figures are kept, for when they are read again."""


class Curator:
    """Reads the copy of a source for its figures, and fills in forms."""

    def __init__(self, explorer: Explorer) -> None:
        """Take what is explored."""
        self._explorer = explorer
        self._known: Known | None = None
        self._folded: Folded | None = None
        self._readings: dict[str, tuple[Reading, bool]] = {}
        """What was read of the figures of copies, by the hash of their bytes, and whether reading has ended."""

    @property
    def known(self) -> Known:
        """What the timeline says now."""
        if self._known is None or self._known.index is not self._explorer.index:
            self._known = Known(self._explorer.index)
        return self._known

    # -- the copy ----------------------------------------------------------------------------------------------------

    def copy(self, source_id: str) -> CopyView | None:
        """The stored copy of a source with its quotes located; ``None`` if there is none. It may take a second."""
        explorer = self._explorer
        return open_copy(explorer.index, explorer.library, source_id, fold=self._fold) if explorer.library is not None else None

    def _fold(self, text: str) -> Folded:
        folded = self._folded
        if folded is None or folded.text != text:
            self._folded = folded = Folded(text)
        return folded

    def figures(self, copy: CopyView) -> Iterator[FiguresView]:
        """The figures of a copy, at once if they were read before, else again and again while they are read."""
        if self._readings.get(copy.sha256, (None, False))[1]:
            yield self.listed(copy)
            return
        from cttui.proposals.reader import readings

        reading: Reading | None = None
        # behind all others, of which the oldest are forgotten
        self._readings.pop(copy.sha256, None)
        for reading in readings(copy.text):
            # kept before it is shown, since a figure of it may be dismissed at once
            self._readings[copy.sha256] = reading, False
            yield self.listed(copy)
        if reading is not None:
            self._readings[copy.sha256] = reading, True
            for old in list(self._readings)[:-KEPT]:
                del self._readings[old]
            yield self.listed(copy)

    def listed(self, copy: CopyView) -> FiguresView:
        """The figures of a copy, as far as it was read: those taken or dismissed meanwhile are left out."""
        if (known := self._readings.get(copy.sha256)) is None:
            return FiguresView(read=0)
        reading, whole = known
        desk = self._explorer.desk
        dismissals = desk.kept.dismissed(copy.sha256) if desk is not None else ()
        return figures_of(copy.text, reading, copy.quotes, dismissals, whole=whole)

    def dismiss(self, copy: CopyView, figure: Figure) -> None:
        """Remember that a number is no figure.

        Raises:
            NotebookError: There is no notebook, or it cannot be written.
        """
        start, end = figure.span
        self._explorer.change_desk(lambda desk: desk.dismiss(copy.sha256, start, end, copy.text[start:end]))

    def restore(self, copy: CopyView) -> str:
        """Take the last dismissal back; return the text of the figure, or an empty one if there is none.

        Raises:
            NotebookError: There is no notebook, or it cannot be written.
        """
        found: list[str] = []
        self._explorer.change_desk(lambda desk: found.append(desk.restore(copy.sha256)))
        return found[0]

    # -- forms -------------------------------------------------------------------------------------------------------

    def of_figure(self, copy: CopyView, figure: Figure) -> ClaimForm:
        """The form of a claim of a figure, about the event that is read."""
        from cttui.curation import claim

        return self._form(claim.of_proposal(figure.proposal, self._explorer.subject_id, copy.source_id), copy)

    def of_words(self, copy: CopyView, words: str) -> ClaimForm:
        """The form of a claim of chosen words, about the event that is read; a figure in them is filled in."""
        from cttui.curation import claim

        return self._form(claim.of_words(words, self._explorer.subject_id, copy.source_id), copy)

    def of_claim(self, event_id: str, found: Claim, copy: CopyView | None = None) -> ClaimForm:
        """The form of a claim that the file has, to change it."""
        from cttui.curation import claim

        return self._form(
            claim.of_claim(found, event_id), copy if copy is not None and copy.source_id == found.source else None
        )

    def claim_of(self, quoted: Quoted, source_id: str) -> Claim | None:
        """The claim that a quote in a copy belongs to."""
        event = next((event for event in self.known.events if event.id == quoted.event_id), None)
        found = [one for one in event.claims if (one.source, one.quote) == (source_id, quoted.quote)] if event else []
        return next((one for one in found if in_short(one) == quoted.label), found[0] if found else None)

    def _form(self, draft: Draft, copy: CopyView | None) -> ClaimForm:
        from cttui.curation.claim import ClaimForm

        holds = self._fold(copy.text).holds if copy is not None and copy.text else None
        return ClaimForm(self.known, draft, holds)
