"""Shared by every screen of a timeline: the explorer, its panes' views, and the commands that its keys run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.screen import Screen
from textual.widgets import Input

from cttui.errors import CttuiError, ServerError
from cttui.explore.explorer import Explorer
from cttui.text import sentence
from cttui.ui.base import messages
from cttui.ui.base.commands import AT_CURSOR, Command, Keys, Scope
from cttui.ui.base.frame import NewsPane, renew_footer
from cttui.ui.base.host import Host, host_of
from cttui.ui.base.lines import Line, paragraph
from cttui.ui.base.pane import LinePane, TextPane
from cttui.ui.base.waiting import Waiter

MEDIUM = 100
"""Columns from which the event is shown beside the list."""
WIDE = 130
"""Columns from which provinces and facets are shown there too."""
HIGH = 30
"""Lines from which panes are framed and the time strip is tall."""
SMALLEST = (60, 16)
"""Columns and lines that cttui needs."""


P = TypeVar("P", bound=LinePane)


class CommandScreen(Screen[None]):
    """A screen whose keys run commands: its methods ``run_ID``, or else the app's.

    A command that the screen cannot run is not offered there. ``edit`` changes the query; the visible panes
    then get their views by a single ask.
    """

    KEYS: ClassVar[tuple[Scope, ...]] = ("everywhere",)
    """The scopes whose commands the screen's keys run."""
    SHOWS_EVENTS: ClassVar[bool] = False
    """Whether this screen can show an event opened elsewhere; another screen closes to reveal one that can."""

    HORIZONTAL_BREAKPOINTS = [(0, "-small"), (SMALLEST[0], "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (SMALLEST[1], "-mid"), (HIGH, "-high")]

    def __init__(self, explorer: Explorer) -> None:
        """Show what is explored."""
        super().__init__()
        self.explorer = explorer
        self._bindings = BindingsMap.merge([self.keys.bindings(*self.KEYS), self._bindings])
        self._unfilled: list[LinePane] = []
        self._covered = False
        """Whether the panes may be stale: another screen covered this one, or they were made before there was an answer."""
        self.about_one = False
        """Whether the screen shows one event alone, and closes if that is gone from the file."""
        self._gone = False
        """Whether what the screen is about is no longer in the timeline."""
        explorer.waited = True
        self.waiter = Waiter(self, explorer, self._show, self.say)
        """Asks a slow engine in the background; knows whether an answer is pending that the next key may need."""

    @property
    def host(self) -> Host:
        """The app."""
        return host_of(self)

    @property
    def keys(self) -> Keys:
        """The commands with their keys."""
        return self.host.keys

    # -- composing ---------------------------------------------------------------------------------------------------

    def filled(self, pane: P) -> P:
        """A pane with its view set before it is first painted, so that nothing is drawn twice."""
        self._unfilled.append(pane)
        return pane

    def compose(self) -> ComposeResult:
        """The panes, on a screen that already knows its size."""
        for length, steps in zip(self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True):
            self.add_class([name for least, name in steps if length >= least][-1])
        yield from self.panes()
        sight = {name: value for pane in self._unfilled for name, value in pane.sight().items()}
        self.explorer.sight = self.explorer.sight._replace(**sight)
        views = self.explorer.views(_names(self._unfilled))
        for pane in self._unfilled:
            if pane.VIEW in views:
                pane.set_reactive(type(pane).view, views[pane.VIEW])  # type: ignore[attr-defined]  # a pane that names a view has it
            elif pane.VIEW:
                # the answer may come before the screen is on top, to the screen that asked for it first
                self._covered = True
            pane.prepare()
        self._unfilled.clear()

    def panes(self) -> ComposeResult:
        """The panes from top to bottom."""
        yield TooSmallPane()

    # -- views -------------------------------------------------------------------------------------------------------

    def show(self, *, query_changed: bool = True) -> None:
        """Give every pane its view; those that do not follow the cursor only if the query changed."""
        names = _names(pane for pane in self.query(LinePane) if query_changed or pane.FOLLOWS_CURSOR)
        self._show(self.explorer.views(names))
        if self.waiter.waits or not self.explorer.at_once:
            self.waiter.ask(names)

    def _show(self, views: Mapping[str, object], *, footer: bool = True) -> None:
        """Hand some views to their panes."""
        for pane in self.query(LinePane):
            if pane.VIEW in views:
                pane.view = views[pane.VIEW]  # type: ignore[attr-defined]  # a pane that names a view takes it
        if footer:
            renew_footer(self)

    def on_look(self, message: messages.Look) -> None:
        """A pane shows a different part of its view."""
        self.explorer.sight = self.explorer.sight._replace(**message.sight)
        self._show(self.explorer.views((message.view,)), footer=False)
        if self.waiter.waits or not self.explorer.at_once:
            self.waiter.ask((message.view,))

    def on_screen_suspend(self) -> None:
        """Another screen covers this one, or it closes: its panes get no more views."""
        self._covered = True
        self.waiter.end()

    def on_screen_resume(self) -> None:
        """The screen is on top again: show what changed elsewhere, or ask a slow engine."""
        for pane in self.query(TooSmallPane):
            pane.repaint()
        if self._gone:
            _leave(self)
        elif self._covered or not self.explorer.at_once:
            self._covered = False
            self.show()

    def renew(self, *, still: bool) -> None:
        """The timeline's file was changed, and the explorer has taken it over: show it, now or once on top.

        Args:
            still: Whether the event that commands act on is still there.
        """
        self._covered = True
        self._gone = self._gone or (self.about_one and not still)
        if self.app.screen is self:
            if self._gone:
                _leave(self)
            else:
                self._covered = False
                self.show()

    def say(self, news: str) -> None:
        """Show a message on the line below the bar until the next key or click."""
        for pane in self.query(NewsPane):
            pane.news = news or self.host.following.standing

    def takes(self, event: events.Key | events.Paste) -> bool:
        """Whether a keyboard event may have an effect; it also clears the message."""
        self.say("")
        # once the key has had its effect, which may be to ask something else
        self.call_after_refresh(self.waiter.again)
        self.host.following.age()
        if not self.too_small:
            return not _found_again(self, event)
        return isinstance(event, events.Key) and event.key in {"ctrl+q", *self.keys.bound("", "quit").key_to_bindings}

    @property
    def too_small(self) -> bool:
        """Whether the terminal is too small, so that only the size needed is shown."""
        return self.app.size.width < SMALLEST[0] or self.app.size.height < SMALLEST[1]

    def edit(self, change: Callable[[Explorer], object], otherwise: str = "") -> None:
        """Change the query; the line below the bar reports the result.

        Args:
            change: What to do with the explorer; returns false if there was nothing to change.
            otherwise: The message in that case.
        """
        self.remember()
        try:
            self.say(otherwise if change(self.explorer) is False else "")
            # what is impossible, such as a missing event, shows up when it is asked for
            self.show()
        except CttuiError as error:
            self.explorer.give_up(error)
            self.say(sentence(str(error)))
            self.show()

    def remember(self) -> None:
        """Tell the explorer what to keep of the screen in its history; nothing by default."""

    def close(self) -> None:
        """Close the screen if it is on top."""
        if self.app.screen is self:
            self.app.pop_screen()

    # -- commands ----------------------------------------------------------------------------------------------------

    @property
    def here(self) -> tuple[Scope, ...]:
        """The scopes whose keys work with the current focus, innermost first; letters in a text field are typed."""
        inner: tuple[Scope, ...] = getattr(self.focused, "KEYS", ())
        return inner if isinstance(self.focused, Input) else (*inner, *self.KEYS)

    def can(self, command: Command) -> bool:
        """Whether a command of ``here`` is available now: a pane's own is, and any that the screen or the app runs."""
        return command.scope not in self.KEYS or method_of(self, command.id) is not None

    def offers(self) -> list[Command]:
        """The commands available here and now."""
        return [command for command in self.keys.of(*self.here) if self.can(command) and self.in_sight(command.id)]

    def in_sight(self, command: str) -> bool:  # noqa: ARG002 - for subclasses
        """Whether what a command acts on is in sight."""
        return True

    def reveal(self, command: str) -> bool:  # noqa: ARG002 - for subclasses
        """Bring what a command acts on into sight, or say why not; true if the command proceeds at once."""
        return True

    def action_run(self, command: str, place: int) -> None:
        """A key was pressed; ``place`` says which of the command's keys it was, from 1."""
        self.post_message(messages.Run(command, str(place)))

    def on_run(self, message: messages.Run) -> None:
        """A key, a pane or the palette ran a command: the screen carries it out, or the app, or the pane itself."""
        message.stop()
        self.say("")
        name = message.command
        if refusal := self.keys.refusal(name):
            self.say(refusal)
            return
        if (self.too_small and name != "quit") or not (self.in_sight(name) or self.reveal(name)):
            return
        if method := method_of(self, name):
            try:
                method(*[int(message.argument or 1)] if self.keys.by_place(name) else ())
            except ServerError as error:
                self.say(sentence(str(error)))
        elif action := getattr(self.focused, f"action_{name}", None):
            # clicked in the footer
            action()

    def on_descendant_focus(self) -> None:
        """Other keys may be available now, and once it is laid out, since some act only on what is in sight."""
        renew_footer(self)
        self.call_after_refresh(renew_footer, self)

    def run_back(self) -> None:
        """Go back one level."""
        self.close()

    def run_help(self) -> None:
        """List the keys."""
        self.host.open("help", self.here, self.can, then=partial(_run_chosen, self))

    # -- what any screen may be asked for, by a pane or by the palette -------------------------------------------------

    def on_go_to(self, message: messages.GoTo) -> None:
        """Another event was chosen."""
        self.explorer.walking = False
        with_list(self, lambda screen: screen.edit(lambda explorer: explorer.go_to(message.event_id)))


def with_list(screen: CommandScreen, do: Callable[[CommandScreen], object]) -> None:
    """Do something on the screen with the list of events (this one or the nearest below) once it is on top."""
    if screen.SHOWS_EVENTS:
        do(screen)
        return
    stack = screen.app.screen_stack
    below = stack[stack.index(screen) - 1]
    screen.close()
    if isinstance(below, CommandScreen):
        below.call_later(partial(with_list, below, do))


def _leave(screen: CommandScreen) -> None:
    """Close a screen whose event is gone, and say so on the one below."""
    screen.close()
    if isinstance(below := screen.app.screen, CommandScreen):
        below.say("The event that was shown has been removed from the timeline.")


def method_of(screen: CommandScreen, command: str) -> Callable[..., object] | None:
    """The method that runs a command: the screen's, or else the app's."""
    return getattr(screen, f"run_{command}", None) or getattr(screen.app, f"run_{command}", None)


def _run_chosen(screen: CommandScreen, command: str | None) -> None:
    """Run the command chosen in the help, if any."""
    if command:
        screen.post_message(messages.Run(command))


def _found_again(screen: CommandScreen, event: events.Key | events.Paste) -> bool:
    """Scroll the focused pane's cursor back into sight if a key would act on it unseen."""
    pane = screen.focused
    if not isinstance(pane, LinePane) or not isinstance(event, events.Key) or pane.cursor_in_sight():
        return False
    acts = next((one for one in screen.keys.of(*pane.KEYS) if one.id in AT_CURSOR and event.key in one.keys), None)
    if acts is not None:
        pane.show_cursor()
        screen.say(f"The cursor was off screen; press {screen.keys.shown(acts.id)} again to act on it.")
    return acts is not None


def _names(panes: Iterable[LinePane]) -> tuple[str, ...]:
    """The names of the views that some panes show, without duplicates."""
    return tuple(dict.fromkeys(pane.VIEW for pane in panes if pane.VIEW))


class TooSmallPane(TextPane):
    """Shown instead when the terminal is too small."""

    can_focus = False

    def compose_lines(self, width: int) -> list[Line]:
        """The size needed, and the one key that works."""
        here = self.app.size
        # what covers it takes the letters
        free = self.app.screen is self.screen and self.keys.bound("", "quit").key_to_bindings
        quits = self.keys.shown("quit") if free else "Ctrl+Q"
        said = f"cttui needs {SMALLEST[0]}x{SMALLEST[1]}; this terminal is {here.width}x{here.height}. {quits} quits."
        return list(paragraph(said, width))
