"""Adding a source and changing one, from any screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cttui.ui.base.forms import write
from cttui.ui.base.screen import CommandScreen

if TYPE_CHECKING:
    from cttui.curation.source import SourceForm


def add_source(screen: CommandScreen, event: str = "", then: Callable[[str], None] | None = None) -> None:
    """Ask for a source's address or file, then for what could not be read of it, and add it.

    Args:
        screen: The screen on top.
        event: The event that shall cite it; empty for none.
        then: Called with the new source's id.
    """
    if refusal := screen.host.following.refusal:
        screen.say(refusal)
        return

    def filled(form: SourceForm | None) -> None:
        if form is not None:
            screen.host.open("form", form, then=lambda said: added(form, said))

    def added(form: SourceForm, said: str | None) -> None:
        if said and form.added:
            if then is not None:
                then(form.added)
            if form.notes:
                screen.say(" ".join((said, *form.notes)))

    screen.host.open("add", screen.explorer, (event,) if event else (), then=filled)


def change_source(screen: CommandScreen, source_id: str) -> None:
    """Open the form of a source that is there."""
    from cttui.curation.adding import form_of

    form = form_of(screen.explorer.index, source_id)
    if form is None:
        screen.say("This source has been removed from the timeline.")
    else:
        write(screen, form)
