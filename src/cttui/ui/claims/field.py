"""The line that filters claims while it is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingsMap
from textual.message import Message
from textual.widgets import Input

from cttui.lazy import dataclass
from cttui.text import clean
from cttui.ui.base.commands import Scope
from cttui.ui.base.host import host_of
from cttui.ui.base.text_field import TextField


@dataclass
class Wanted(Message):
    """Keep the claims to what a text asks for."""

    text: str


class ClaimsField(TextField):
    """Words of the claims that are listed; leaving it keeps them."""

    KEYS: ClassVar[tuple[Scope, ...]] = ("bar",)
    """The scopes whose commands the field carries out, by actions of their names."""

    DEFAULT_CSS = """
    ClaimsField {
        height: 1; border: none; padding: 0 1 0 0; background: $boost; color: $foreground;
        &:focus { border: none; background: $boost; background-tint: $primary 8%; }
        & > .input--placeholder { color: $faint; }
    }
    """

    def __init__(self, text: str = "") -> None:
        """Start with the current search."""
        hint = "filter claims: people, claimant, publisher, measure, year, quote"
        super().__init__(clean(text), placeholder=hint, select_on_focus=False, compact=True, id="wanted-claims")
        self._bindings = BindingsMap.merge([host_of(self).keys.own_bindings(*self.KEYS), self._bindings])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        event.stop()
        self.post_message(Wanted(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the claims."""
        event.stop()
        self.action_leave()

    def action_leave(self) -> None:
        """Go to the claims; they stay as they are."""
        self.screen.query_one(str(self.screen.AUTO_FOCUS)).focus()

    def action_finish(self) -> None:
        """The same: nothing proposes words here."""
        self.action_leave()

    def action_propose_next(self) -> None:
        """The same, with the key that goes down."""
        self.action_leave()

    def action_propose_previous(self) -> None:
        """Nothing is above."""
