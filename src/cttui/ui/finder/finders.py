"""What the palette lists: the commands of the screen below it, and whatever in the timeline matches the typed words.

Loaded when the palette is opened. Titles and names are data: they become ``Content`` as they are, never parsed.
"""

from __future__ import annotations

import asyncio
import inspect
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.css.query import NoMatches
from textual.theme import ThemeProvider as TextualThemeProvider
from textual.widgets import Input

from cttui.errors import CttuiError
from cttui.explore.finding import Found
from cttui.store import stopping
from cttui.text import clean, fold, on_one_line, sentence, words
from cttui.ui.base.commands import Command
from cttui.ui.base.host import host_of
from cttui.ui.base.messages import GoTo, Run
from cttui.ui.base.screen import CommandScreen

_WORD = re.compile(r"[^\W_]+")


class FinderScreen(CommandPalette):
    """The palette."""

    # its field is Textual's own, and would paste all lines of copied text
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+v", "paste", show=False, priority=True)]

    def on_mount(self) -> None:
        """Have a cursor that stands still, as all fields have."""
        self.query_one(Input).cursor_blink = False

    def action_paste(self) -> None:
        """Paste text copied in cttui, joined into one line."""
        field = self.query_one(Input)
        field.replace(on_one_line(self.app.clipboard), *field.selection)

    @property
    def busy(self) -> bool:
        """Whether the search is still running, so that Enter would choose something else."""
        return any(worker.node is self and worker.is_running for worker in self.app.workers)

    @work(exclusive=True, group=CommandPalette._GATHER_COMMANDS_GROUP)  # noqa: SLF001 - by which Textual cancels it
    async def _gather_commands(self, search_value: str) -> None:
        # keys sent in a burst close the palette during a search, or before it starts
        with suppress(NoMatches):
            await inspect.unwrap(CommandPalette._gather_commands)(self, search_value)  # noqa: SLF001 - Textual's own search

    def _start_no_matches_countdown(self, search_value: str) -> None:
        if self.is_attached:
            super()._start_no_matches_countdown(search_value)

    def _action_command_list(self, action: str) -> None:
        # Textual's list fails on a page key that arrives before its layout or after its removal
        with suppress(KeyError, NoMatches):
            super()._action_command_list(action)


class FinderProvider(Provider):
    """Finds commands, events, values and views, as ``explore.finding`` has them; one for all, so that the best come first."""

    @property
    def _below(self) -> CommandScreen | None:
        """The screen below the palette, if it shows a timeline."""
        return self.screen if isinstance(self.screen, CommandScreen) else None

    async def discover(self) -> Hits:
        """Every command available here."""
        for command in self._commands():
            title = self._content(command.title.capitalize())
            yield DiscoveryHit(title, _once(partial(self._run, command)), title.plain, self._help(_about(command)))

    async def search(self, query: str) -> Hits:
        """Commands, then matches in the timeline, each with its score."""
        asked = words(query)
        for command in self._commands():
            if closeness := _closeness(asked, query, command):
                title = self._content(command.title.capitalize(), asked)
                yield Hit(closeness, title, _once(partial(self._run, command)), title.plain, self._help(_about(command)))
        below = self._below
        if below is None:
            return
        for found in await _found(below, query):
            label = self._content(found.label, asked)
            choice = _once(partial(_choose, below, found))
            yield Hit(found.closeness, label, choice, label.plain, self._help(found.about))

    def _commands(self) -> Iterator[Command]:
        """The commands that the palette offers for the screen below it."""
        below = self._below
        for command in host_of(self.app).keys.commands:
            if below is not None:
                if command.palette and command.scope in below.KEYS and below.can(command):
                    yield command
            elif command.id == "theme":
                yield command

    def _run(self, command: Command) -> None:
        (self._below or self.app).post_message(Run(command.id))

    # -- texts -------------------------------------------------------------------------------------------------------

    def _plain(self, text: str) -> str:
        return clean(text).translate(host_of(self.app).signs)

    def _content(self, text: str, asked: list[str] | None = None) -> Content:
        """A text as it is, with matching beginnings of words highlighted."""
        content = Content(self._plain(text))
        for match in _WORD.finditer(content.plain) if self.match_style else ():
            length = max((len(start) for start in asked or () if fold(match[0]).startswith(start)), default=0)
            if length and self.match_style:
                content = content.stylize(self.match_style, match.start(), min(match.start() + length, match.end()))
        return content

    def _help(self, text: str) -> str:
        # Textual accepts Content here too, and only that is not parsed for markup
        return Content(self._plain(text))  # type: ignore[return-value]


class ThemeProvider(TextualThemeProvider):
    """Finds themes; choosing one saves it."""

    @property
    def commands(self) -> list[tuple[str, Callable[[], None]]]:
        """Every theme by its name, and what choosing it does."""
        choose = host_of(self.app).choose_theme
        return [(name, _once(partial(choose, name))) for name in sorted(self.app.available_themes)]


async def _found(below: CommandScreen, text: str) -> tuple[Found, ...]:
    """What a text may mean in the timeline; a slow engine is asked in a thread, until other words are typed."""
    explorer = below.explorer
    if explorer.index.at_once:
        return explorer.find(text)
    stop = threading.Event()

    def find() -> tuple[Found, ...]:
        with stopping.until(stop.is_set):
            return explorer.find(text)

    try:
        return await asyncio.to_thread(find)
    except CttuiError as error:
        below.say(sentence(str(error)))
        return ()
    finally:
        stop.set()


def _choose(below: CommandScreen, found: Found) -> None:
    """Run the choice on the screen below."""
    match found.kind:
        case "event":
            below.post_message(GoTo(found.token))
        case "view":
            below.call_later(below.edit, lambda explorer: explorer.run_view(found.token))
        case "thread":
            below.explorer.open_path(found.token)
            below.host.open("threads", below.explorer)
        case _ if found.token not in below.explorer.query.chosen(found.kind):
            below.call_later(below.edit, lambda explorer: explorer.toggle(found.kind, found.token))


def _once(choice: Callable[[], object]) -> Callable[[], None]:
    """A choice that runs once, although Textual repeats it for each press of a burst."""
    left = [choice]

    def run() -> None:
        if left:
            left.pop()()

    return run


def _about(command: Command) -> str:
    return f"command · {command.shown} · {command.help}" if command.shown else f"command · {command.help}"


def _closeness(asked: list[str], text: str, command: Command) -> float:
    """How near a command is to typed words, from 0 to 1: by its key, title, other names, or sentence and id."""
    if text.strip() in (*command.shown.split(), *command.keys):
        return 1.0
    if not asked:
        return 0.0
    title = words(command.title)
    known = (*title, *words(command.help), *words(command.id))
    if title[: len(asked)] == asked:
        return 1.0
    if " ".join(title).startswith(" ".join(asked)):
        return 0.95
    if all(any(word.startswith(start) for word in title) for start in asked):
        return 0.8
    if all(any(word.startswith(start) for word in words(command.words)) for start in asked):
        return 0.7
    return 0.4 if all(any(word.startswith(start) for word in known) for start in asked) else 0.0
