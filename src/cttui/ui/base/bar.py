"""The filter bar: a line of text that filters as it is typed and completes the word at the cursor."""

from __future__ import annotations

from collections import deque
from typing import ClassVar

from textual import events
from textual.binding import BindingsMap
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import Input

from cttui.errors import ServerError
from cttui.query.completion import Completion
from cttui.text import clean, sentence
from cttui.ui.base.choices import ChoicesPane
from cttui.ui.base.commands import Scope
from cttui.ui.base.host import host_of
from cttui.ui.base.messages import Ask, BarLeft
from cttui.ui.base.screen import CommandScreen
from cttui.ui.base.text_field import TextField

PASSED = 100
"""Texts of keys that came together that are kept."""


class Bar(TextField):
    """The text of the query."""

    VIEW = "bar"

    KEYS: ClassVar[tuple[Scope, ...]] = ("bar",)
    """The scopes whose commands the bar runs as actions of the same name."""

    DEFAULT_CSS = """
    Bar {
        height: 1; border: none; padding: 0 1 0 0; background: $boost; color: $foreground;
        &:focus { border: none; background: $boost; background-tint: $primary 8%; }
        & > .input--placeholder { color: $faint; }
    }
    """

    # always one line: typing moves nothing else, and laying out the screen takes half of a key's time
    virtual_size = reactive(Size(0, 0), layout=False)

    def __init__(self, text: str = "") -> None:
        """Start with a query's text."""
        super().__init__(clean(text), select_on_focus=False, compact=True, id="bar")
        self._bindings = BindingsMap.merge([host_of(self).keys.own_bindings(*self.KEYS), self._bindings])
        self._told = clean(text)
        self._passed: deque[str] = deque(maxlen=PASSED)
        """Texts that a later one overtook before they were told."""
        self._spaced = False
        """Whether the text ends with a space that nobody typed."""

    def show(self, text: str) -> None:
        """Show what a pane's toggle made of the query; text being typed is left alone."""
        text = clean(text)
        if text != self.value:
            # without telling anyone: a late answer would ask for an older text over and over
            with self.prevent(Input.Changed):
                self._told = self.value = text
            self.cursor_position = len(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter as it is typed."""
        event.stop()
        if event.value != self.value:
            # a later change has overtaken this one: it is answered only where the later one says nothing
            self._passed.append(event.value)
        elif event.value != self._told or self._passed:
            self._told = event.value
            self.post_message(Ask(event.value, tuple(self._passed)))
            self._passed.clear()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter accepts the selected suggestion, or else leaves the bar."""
        event.stop()
        if not self._completions.take():
            self.post_message(BarLeft())

    @property
    def _completions(self) -> CompletionsPane:
        return self.screen.query_one(CompletionsPane)

    def action_leave(self) -> None:
        """Close the list of suggestions, then leave the bar; the query stays."""
        if self._completions.chosen >= 0:
            self._completions.chosen = -1
        else:
            self.post_message(BarLeft())

    def action_finish(self) -> None:
        """Accept the selected suggestion, or the first; without any, leave the bar."""
        if not self._completions.take(first=True):
            self.post_message(BarLeft())

    def action_propose_next(self) -> None:
        """Select the next suggestion; without any, go to the list."""
        if self._completions.view:
            self._completions.choose(1)
        else:
            self.post_message(BarLeft())

    def action_propose_previous(self) -> None:
        """Select the previous suggestion."""
        if self._completions.view:
            self._completions.choose(-1)

    def take(self, completion: Completion) -> None:
        """Complete the word at the cursor."""
        text = self.value[: completion.start] + completion.insert
        rest = self.value[completion.stop :]
        space = "" if completion.insert.endswith(":") or rest.startswith(" ") else " "
        self.value = text + space + rest.lstrip()
        self.cursor_position = len(text + space)

    def insert_text_at_cursor(self, text: str) -> None:
        """Insert typed text; a space right behind the one that stands there already is one too many."""
        if self._spaced and self.cursor_position == len(self.value):
            text = text.removeprefix(" ")
        self._spaced = False
        super().insert_text_at_cursor(text)

    def _on_focus(self, event: events.Focus) -> None:
        super()._on_focus(event)
        # what is typed next is a clause of its own, and asks for nothing yet
        if self.value and not self.value[-1].isspace():
            with self.prevent(Input.Changed):
                self._told = self.value = f"{self.value} "
            self.cursor_position = len(self.value)
            self._spaced = True

    def _on_blur(self, event: events.Blur) -> None:
        super()._on_blur(event)
        self._completions.show(())


class CompletionsPane(ChoicesPane[Completion]):
    """Suggestions for the word, shown over the panes below the bar."""

    def told(self, choice: Completion) -> tuple[str, str]:
        """The text to insert, and what it stands for."""
        return choice.insert, choice.label

    def taken(self, choice: Completion) -> None:
        """Hand a suggestion to the bar."""
        self.screen.query_one(Bar).take(choice)


class BarCommands(CommandScreen):
    """A screen with a filter bar."""

    def show(self, *, query_changed: bool = True) -> None:
        """Update the bar to the current query."""
        super().show(query_changed=query_changed)
        if query_changed:
            for bar in self.query(Bar):
                bar.show(self.explorer.typed)

    def on_ask(self, message: Ask) -> None:
        """The bar's text changed: leave the text being typed alone, and show suggestions for its word."""
        self.remember()
        try:
            self.explorer.ask(message.text, message.passed)
            super().show()
            for bar in self.query(Bar):
                if bar.has_focus:
                    self.query_one(CompletionsPane).show(tuple(self.explorer.complete(bar.value, bar.cursor_position)))
        except ServerError as error:
            # the id of a source is looked up where it is; what was typed stays, and the next letter looks again
            self.say(sentence(str(error)))

    def on_bar_left(self) -> None:
        """The bar was left."""
        self.query_one(str(self.AUTO_FOCUS)).focus()
