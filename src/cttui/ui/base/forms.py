"""Opening a form over a screen."""

from __future__ import annotations

from collections.abc import Callable

from cttui.curation.forms import Form
from cttui.ui.base.screen import CommandScreen


def write(screen: CommandScreen, form: Form, then: Callable[[str | None], None] | None = None, above: int = 1) -> bool:
    """Open a form, unless there is no file that it could write; say so then.

    Args:
        screen: The screen over which it opens.
        form: The form.
        then: Called with what was done, as a sentence; with an empty text if the form was left.
        above: Lines of the screen that stay in sight above the form.

    Returns:
        Whether it was opened.
    """
    if refusal := screen.host.following.refusal:
        screen.say(refusal)
        return False
    screen.host.open("form", form, above, then=then)
    return True
