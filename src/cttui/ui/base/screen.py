"""What every screen of a timeline shares: keys that run commands, and what stands there when the terminal is too small."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.screen import Screen
from textual.widgets import Input

from cttui.ui.base.commands import Command, Keys, Scope
from cttui.ui.base.frame import FooterPane
from cttui.ui.base.lines import Line, paragraph
from cttui.ui.base.messages import Run
from cttui.ui.base.pane import LinePane, TextPane

if TYPE_CHECKING:
    from cttui.ui.app import CttuiApp

MEDIUM = 100
"""Columns from which the event stands beside the list."""
WIDE = 130
"""Columns from which provinces and facets stand there too."""
HIGH = 30
"""Lines from which panes are framed and the time strip is high."""
SMALLEST = (60, 16)
"""Columns and lines that cttui needs."""


P = TypeVar("P", bound=LinePane)


class CommandScreen(Screen[None]):
    """A screen whose keys run commands."""

    KEYS: ClassVar[tuple[Scope, ...]] = ("everywhere",)
    """The scopes whose commands the screen's keys run."""

    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (SMALLEST[0], "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (SMALLEST[1], "-mid"), (HIGH, "-high")]

    def __init__(self, fill: Callable[[LinePane], None]) -> None:
        """Take what gives a pane its view, so that the first frame has data and nothing is drawn twice."""
        super().__init__()
        self._bindings = BindingsMap.merge([self.keys.bindings(*self.KEYS), self._bindings])
        self._fill = fill

    @property
    def keys(self) -> Keys:
        """The commands with their keys."""
        app: CttuiApp = self.app  # type: ignore[assignment]  # these screens live in no other app
        return app.keys

    def filled(self, pane: P) -> P:
        """A pane with its view."""
        self._fill(pane)
        return pane

    def compose(self) -> ComposeResult:
        """The panes, on a screen that knows already how large it is."""
        for length, steps in zip(self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True):
            self.add_class([name for least, name in steps if length >= least][-1])
        yield from self.panes()

    def panes(self) -> ComposeResult:
        """The panes from top to bottom."""
        yield TooSmallPane()

    def can(self, command: Command) -> bool:  # noqa: ARG002 - for subclasses
        """Whether a command can do something here and now; every one of its scopes can, where a subclass says nothing."""
        return True

    @property
    def here(self) -> tuple[Scope, ...]:
        """The scopes whose keys work where the keyboard is, the innermost first; letters in a field of text are typed."""
        inner: tuple[Scope, ...] = getattr(self.focused, "KEYS", ())
        return inner if isinstance(self.focused, Input) else (*inner, *self.KEYS)

    def offers(self) -> list[Command]:
        """The commands whose keys do something here and now."""
        return [command for command in self.keys.of(*self.here) if self.can(command)]

    def can_run(self, command: Command) -> bool:
        """Whether a command of ``here`` can do something now; a pane's own always can."""
        return command.scope not in self.KEYS or self.can(command)

    def on_descendant_focus(self) -> None:
        """Other keys may matter now."""
        for footer in self.query(FooterPane):
            footer.repaint()

    def action_run(self, command: str, place: int) -> None:
        """Run a command; ``place`` says which of its keys it was, from 1."""
        self.post_message(Run(command, str(place)))


class TooSmallPane(TextPane):
    """What stands there instead when the terminal is too small."""

    can_focus = False

    def compose_lines(self, width: int) -> list[Line]:
        """The size that is needed."""
        return list(
            paragraph(f"cttui needs {SMALLEST[0]}x{SMALLEST[1]}; this is {self.app.size.width}x{self.app.size.height}", width)
        )
