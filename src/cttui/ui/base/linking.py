"""Commands that mean the same on every screen of a timeline: its link, and what changed since an earlier edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App

from cttui.errors import CttuiError
from cttui.text import sentence
from cttui.ui.base.host import host_of
from cttui.ui.base.screen import CommandScreen

if TYPE_CHECKING:
    from cttui.explore.explorer import Explorer


class LinkCommands(App[None]):
    """An app whose views have links.

    Attributes:
        explorer: The open timeline; ``None`` if the timeline has problems.
    """

    explorer: Explorer | None

    def run_link(self) -> None:
        """Copy the link of what is shown."""
        if not isinstance(self.screen, CommandScreen):
            return
        if self.explorer is None:
            self.screen.say("There is no view to link to.")
            return
        from cttui.explore.links import link_of

        self.copy_to_clipboard(str(link_of(self.explorer)))
        # the link itself has no place to break, and is wider than most screens
        self.screen.say("Copied the link to this view; 'cttui open LINK' opens it again.")

    def run_changes(self) -> None:
        """Show what changed in what is shown since the edition that a link or ``--since`` names."""
        explorer = self.explorer
        if not isinstance(self.screen, CommandScreen):
            return
        if explorer is None or (earlier := explorer.earlier) is None:
            from cttui.explore.earlier import no_earlier

            self.screen.say(sentence(no_earlier(explorer.index if explorer else None)))
            return
        try:
            found = earlier.changed(explorer.index, explorer.query, explorer.lens.name, explorer.subject_id)
        except CttuiError as error:
            self.screen.say(sentence(str(error)))
        else:
            host_of(self.screen).open("changes", earlier.name, found)
