"""A list of what may be meant, shown over the panes next to the field that is typed in."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Generic, TypeVar

from textual.reactive import reactive

from cttui.ui.base.glyphs import CURSOR
from cttui.ui.base.lines import Line, Span, columns, fit, width_of
from cttui.ui.base.pane import LinePane

T = TypeVar("T")


class ChoicesPane(LinePane, Generic[T]):
    """Some choices, each with what speaks for it; subclasses define what they are and what taking one does."""

    can_focus = False
    FOR_FIELD = True

    view: reactive[tuple[Any, ...]] = reactive[tuple[Any, ...]]((), layout=False, repaint=False)
    """The choices to show."""
    chosen: reactive[int] = reactive(-1, layout=False, repaint=False)
    """Position of the selected one; -1 for none."""

    def show(self, choices: tuple[T, ...]) -> None:
        """Show other choices, or none."""
        self.view = choices
        self.chosen = -1
        self.display = bool(choices)
        self.styles.height = len(choices) + 2
        self.repaint()

    def watch_chosen(self) -> None:
        """Repaint the selection."""
        self.repaint()
        self.show_cursor()

    def choose(self, by: int) -> None:
        """Move the selection, wrapping around at the ends."""
        self.chosen = (self.chosen + by) % len(self.view) if self.chosen >= 0 or by > 0 else len(self.view) - 1

    def take(self, first: bool = False) -> bool:
        """Take the selected choice (or the first, if none is); return whether there was one."""
        place = 0 if first and self.chosen < 0 else self.chosen
        if not self.view or place < 0:
            return False
        self.taken(self.view[place])
        return True

    @abstractmethod
    def taken(self, choice: T) -> None:
        """A choice was taken."""

    @abstractmethod
    def told(self, choice: T) -> tuple[str, str]:
        """What a choice would insert, and what stands beside it."""

    def line_total(self) -> int:
        """One line per choice."""
        return len(self.view)

    def cursor_line(self) -> int | None:
        """The selected choice."""
        return self.chosen if self.chosen >= 0 else None

    def line(self, number: int, width: int) -> Line:
        """The text to insert, and what it stands for; either is cut to fit, and the latter gives way."""
        text, about = self.told(self.view[number])
        text = f"{text} " if width_of(text) + 2 <= width else f"{fit(text, width - 2)} "
        label = fit(f" {about}", max(0, width - width_of(text) - 2)).rstrip()
        edge = Span(CURSOR if number == self.chosen else " ", "accent")
        return columns((edge, Span(text, "strong", str(number))), (Span(f"{label} ", "muted"),) if label else (), width)

    def picked(self, target: str) -> None:
        """A choice was clicked."""
        self.taken(self.view[int(target)])
