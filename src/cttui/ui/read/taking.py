"""Taking claims from the copy that is read: its figures, words selected by hand, and claims that are changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from cttui.errors import CttuiError
from cttui.explore.explorer import Explorer
from cttui.explore.figures import FiguresView
from cttui.text import sentence
from cttui.ui.base.commands import Command
from cttui.ui.base.forms import write
from cttui.ui.base.screen import CommandScreen
from cttui.ui.read.figures import DismissFigure, FiguresPane, Looked, RestoreFigure, Take
from cttui.ui.read.panes import Pointed, ReaderPane
from cttui.ui.read.sources import SourcesPane
from cttui.ui.read.words import Chose, Words, WordsBar

if TYPE_CHECKING:
    from cttui.curation.forms import Form
    from cttui.explore.copy import CopyView
    from cttui.explore.curator import Curator

ABOVE = 6
"""Lines above a form: the event, what is said, and some of the text that the claim is of."""
NO_COPY = "There is no copy to take figures from."


class TakingCommands(CommandScreen):
    """Makes claims of what the copy says."""

    def __init__(self, explorer: Explorer) -> None:
        """Show what is explored."""
        super().__init__(explorer)
        self.busy = False
        """Whether what was asked for is still being read, the figures that are listed or the copy: keys wait for it."""
        self._reading = False
        """Whether the copy is still being read."""
        self._awaits: Callable[[], None] | None = None
        """What is done once it has been read."""
        self._curator: Curator | None = None
        self._listed = ""
        """The source whose figures were read last."""
        self._changes = 0
        """How often a number was dismissed or restored."""

    @property
    def curator(self) -> Curator:
        """What reads the copy, and fills in forms."""
        if self._curator is None:
            from cttui.explore.curator import Curator

            self._curator = Curator(self.explorer)
        return self._curator

    @property
    def reader(self) -> ReaderPane:
        """The pane with the source."""
        return self.query_one(ReaderPane)

    @property
    def listing(self) -> bool:
        """Whether the figures are listed."""
        return self.query_one(FiguresPane).display

    # -- the copy ----------------------------------------------------------------------------------------------------

    def once_read(self, do: Callable[[], None]) -> None:
        """Do something with the text of the copy once it has been read; what is typed ahead is for what that shows."""
        if self._reading:
            self._awaits, self.busy = do, True
            self.say("The copy is still being read.")
        else:
            do()

    def end_reading(self) -> None:
        """The copy has been read: do what waits for it."""
        do, self._reading, self._awaits = self._awaits, False, None
        if do is not None:
            self.busy = False
            self.say("")
            do()

    # -- figures -----------------------------------------------------------------------------------------------------

    def begin_figures(self, source_id: str, *, copied: bool) -> None:
        """A source is read, for the first time or again.

        Args:
            source_id: Its id.
            copied: Whether it has a copy, whose figures are to come.
        """
        if source_id != self._listed or not copied:
            self.query_one(FiguresPane).view = FiguresView(read=0 if copied else 100)
        self._listed = source_id
        self._reading, self._awaits = copied, None
        # what is typed ahead is for the list of figures
        self.busy = self.listing and copied

    def read_figures(self, copy: CopyView) -> None:
        """In a thread: read the figures of a copy, and show them as they come."""
        worker, changes = get_current_worker(), self._changes
        for view in self.curator.figures(copy):
            if worker.is_cancelled:
                return
            self.app.call_from_thread(self._show_read, copy, view, changes)
            changes = self._changes

    def _show_read(self, copy: CopyView, view: FiguresView, changes: int) -> None:
        """Show figures that a thread listed; anew if a number was dismissed or restored while it did."""
        self._show_figures(copy, view if changes == self._changes else self.curator.listed(copy))

    def _show_figures(self, copy: CopyView, view: FiguresView) -> None:
        """Show figures, unless another copy is read by then."""
        if self.reader.copy is copy:
            self.busy = False
            self.reader.figures = view
            self.query_one(FiguresPane).view = view

    def run_figures(self) -> None:
        """List the figures of the copy, or its sources again."""
        if self.listing:
            self.list_figures(shown=False)
        elif not self.reader.searchable:
            self.say(f"{NO_COPY} {self.keys.shown('attach')} attaches one.")
        else:
            # what was typed ahead is for the list
            self.busy = self._reading or self.query_one(FiguresPane).view.read == 0
            self.list_figures(shown=True)

    def list_figures(self, *, shown: bool) -> None:
        """Show the figures in the place of the sources, or these again."""
        pane = self.query_one(FiguresPane)
        pane.display = shown
        self.query_one(SourcesPane).display = not shown
        (pane if shown else self.reader).focus()
        self.reader.look_at(pane.figure.span if shown and pane.figure else None)

    def on_looked(self, message: Looked) -> None:
        """Another figure is at the cursor of the list: show where it stands."""
        message.stop()
        if self.listing:
            self.reader.look_at(message.figure.span if message.figure else None)

    def on_take(self, message: Take) -> None:
        """Open the form of a figure's claim."""
        message.stop()
        copy = self.reader.copy
        if copy is None:
            return
        taken = message.figure.taken
        if taken is None:
            self._write(self.curator.of_figure(copy, message.figure))
        elif (claim := self.curator.claim_of(taken, copy.source_id)) is not None:
            self._write(self.curator.of_claim(taken.event_id, claim, copy))

    def on_dismiss_figure(self, message: DismissFigure) -> None:
        """Remember that a number is not a figure."""
        message.stop()
        if (copy := self.reader.copy) is None:
            return
        try:
            self.curator.dismiss(copy, message.figure)
            said = f"Dismissed {message.figure.label}; {self.keys.shown('restore_figure')} restores it."
        except CttuiError as error:
            said = sentence(str(error))
        self._changes += 1
        self._show_figures(copy, self.curator.listed(copy))
        self.say(said)

    def on_restore_figure(self, message: RestoreFigure) -> None:
        """Take the last dismissal back."""
        message.stop()
        if (copy := self.reader.copy) is None:
            return
        try:
            figure = self.curator.restore(copy)
            said = f"“{figure}” is listed again." if figure else "No figures of this copy have been dismissed."
        except CttuiError as error:
            said = sentence(str(error))
        self._changes += 1
        self._show_figures(copy, self.curator.listed(copy))
        self.say(said)

    def can(self, command: Command) -> bool:
        """While words are selected, the keys are for that."""
        if self.query_one(WordsBar).has_focus and (command.scope in {"read", "marking", "panes"} or command.id == "back"):
            return False
        return super().can(command)

    # -- words selected by hand --------------------------------------------------------------------------------------

    def run_select_words(self) -> None:
        """Select words of the copy, from those in sight on."""
        self.once_read(self._select_words)

    def _select_words(self) -> None:
        reader, bar = self.reader, self.query_one(WordsBar)
        if reader.copy is None or not reader.copy.text:
            self.say("There is no copy to select words in.")
            return
        bar.display = True
        bar.begin(reader.copy.text, reader.place_in_sight(), reader.text_lines)
        bar.focus()

    def on_chose(self, message: Chose) -> None:
        """Other words are selected."""
        message.stop()
        self.reader.look_at((message.first, message.end), centred=False)

    def on_pointed(self, message: Pointed) -> None:
        """A place of the text was clicked: while words are selected, the cursor goes there."""
        message.stop()
        bar = self.query_one(WordsBar)
        if bar.display:
            bar.focus()
            bar.point(message.place)

    def on_words(self, message: Words) -> None:
        """Make a claim of the words that are selected, or stop selecting."""
        message.stop()
        self.query_one(WordsBar).display = False
        if not message.text:
            self.reader.look_at(None)
        (self.query_one(FiguresPane) if self.listing else self.reader).focus()
        if message.text and (copy := self.reader.copy) is not None:
            self._write(self.curator.of_words(copy, message.text))

    def _write(self, form: Form) -> None:
        """Open a form below what it is about."""
        if write(self, form, lambda _: self.reader.cover(covered=False), ABOVE):
            self.reader.cover(covered=True)
