"""What screens and panes know about the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

from cttui.settings import Settings
from cttui.ui.base.commands import Keys
from cttui.ui.base.palette import Palette

if TYPE_CHECKING:
    from pathlib import Path

    from textual.dom import DOMNode

    from cttui.curation.changes import Change
    from cttui.curation.forms import Form
    from cttui.errors import Problem


class FileHost(Protocol):
    """The timeline's file, as far as screens and panes need it."""

    standing: str
    """What is said of a bad save for as long as the file is not sound; empty if it is."""

    def keep(self, *changes: Change, says: str, then: Callable[[str], None] | None = None) -> None:
        """Write changes into the timeline's file, and show what it says then on every screen: the one way to write.

        Args:
            changes: What to change, in terms of records.
            says: What that does, as a sentence for the news line and the list of changes.
            then: Called with an empty text once it is written, so that a form can close; or with a sentence that says why
                not, so that it can say so and stay open.
        """

    @property
    def timeline_path(self) -> Path | None:
        """The file; ``None`` if there is none that may be changed."""

    @property
    def refusal(self) -> str:
        """Why nothing can be written, as a sentence; empty if it can."""

    def follow(self) -> None:
        """Follow the timeline's file from now on: the first frame is shown."""

    def age(self) -> None:
        """What changed in the file is marked no more: a key was pressed."""

    def warm(self) -> None:
        """Load what a change needs while a form is being filled in."""


class Host(Protocol):
    """The app, as far as screens and panes need it."""

    keys: Keys
    """The commands with their keys."""
    signs: Mapping[int, str]
    """Replacements for signs, for ``str.translate``."""
    widths: dict[str, int]
    """How wide the reader made panes, in columns, by the names in ``settings.WIDTHS``; kept for the next time."""
    braille: bool
    """Whether the terminal draws braille cells."""
    settings: Settings
    """What the reader has set."""

    @property
    def following(self) -> FileHost:
        """The timeline's file."""

    @property
    def palette(self) -> Palette:
        """What roles look like in the present theme."""

    def choose_theme(self, name: str) -> None:
        """Show a theme, and save it in the settings file."""

    def open(self, name: str, *about: object, then: Callable[[Any], None] | None = None) -> None:
        """Put a screen on top, by its name in the app's table.

        Args:
            name: The screen's name.
            about: The screen's arguments besides the explorer.
            then: Called with the screen's result when it closes.
        """

    def look(self) -> None:
        """Take over what stands in the file now, as after an editor has ended, and say what came of it."""


@runtime_checkable
class ListsFaults(Protocol):
    """A screen that lists what is wrong with the timeline's file."""

    def tell(self, problems: tuple[Problem, ...]) -> None:
        """Show the problems of a later save; none if it is sound."""


@runtime_checkable
class Keeping(Protocol):
    """A screen with text that is saved even if cttui is terminated."""

    def keep_now(self) -> None:
        """Save it as it is.

        Raises:
            CttuiError: It cannot be kept.
        """


@runtime_checkable
class Fills(Protocol):
    """A screen on which a form is filled in."""

    form: Form
    """The form."""

    def go_on(self) -> None:
        """The form was renewed, since somebody else changed its record: what was typed stays, over what the file says now."""


def host_of(node: DOMNode) -> Host:
    """The app of a screen or pane."""
    return cast("Host", node.app)
