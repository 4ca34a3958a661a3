"""Let keys through one at a time, each when the work of the previous one is done.

A terminal delivers everything that was written to it at once: typed ahead over a slow line, pasted by a program, or held
down. Textual sends every key to the widget focused *now*, though the previous key may just be opening a screen that should
get it. Held back until nothing is pending, keys sent in a burst do what they would do typed slowly.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from textual import events
from textual._queue import Queue
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget

_TURNS = 500
"""Turns of the event loop to wait without sleeping; a key takes about forty."""
_REST = 0.002
"""Seconds to sleep in each turn after those."""
PATIENCE = 5000
"""Turns after which a key is let through even if work is pending, so that nothing can block the keyboard: ten seconds of a
program that runs. One that was stopped, or whose machine does something else, has done no more of its work meanwhile."""

_IN_FIELDS = {"alt+b": "ctrl+left", "alt+f": "ctrl+right", "alt+backspace": "ctrl+w"}
"""What terminals send for Option with an arrow or Backspace, by what it does in a text field: move or delete by a word."""

Keyed = events.Key | events.Paste
"""Keyboard events."""


class Gate:
    """The gate through which keys reach an app."""

    def __init__(
        self,
        app: App[Any],
        forward: Callable[[Keyed], Awaitable[None]],
        waits: Callable[[Keyed], bool],
        is_bound: Callable[[str], bool],
    ) -> None:
        """Stand before an app.

        Args:
            app: The app.
            forward: Sends a key to where the keyboard is.
            waits: Whether an answer is pending that a key may need.
            is_bound: Whether a command has a key, by Textual's name for it.
        """
        self._app = app
        self._forward = forward
        self._waits = waits
        self._is_bound = is_bound
        self._keys: deque[Keyed] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def holds(self) -> bool:
        """Whether keys are queued, or the last one let through is still being handled."""
        return self._task is not None and not self._task.done()

    def take(self, event: Keyed) -> None:
        """Queue a key, to be let through when those before it are done."""
        self._keys.extend(self._parts(event))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._let_through(), name="keys")

    def _parts(self, event: Keyed) -> list[Keyed]:
        """The keys that were pressed: for Alt with a key, a terminal sends Escape followed by that key.

        If no command is bound to the key with Alt, the two were pressed separately, unless a text field may take it.
        """
        if isinstance(event, events.Key) and event.key.startswith("alt+") and not self._is_bound(event.key):
            return [event] if event.key in _IN_FIELDS else _apart(event)
        return [event]

    async def _let_through(self) -> None:
        typed_in: object = None
        while self._keys and self._app.is_running:
            event = self._keys.popleft()
            if isinstance(event, events.Key) and event.key in _IN_FIELDS and not self._is_bound(event.key):
                await self._rest(event, typing=False)
                in_field = _is_field(self._app.focused)
                self._keys.extendleft(reversed([events.Key(_IN_FIELDS[event.key], None)] if in_field else _apart(event)))
                continue
            field = _field_for(event, self._app)
            # letters of one word go into their field together: it takes them in order, and queries only for the last
            if field is None or field is not typed_in:
                await self._rest(event, typing=field is not None)
                field = _field_for(event, self._app)
            typed_in = field
            await self._forward(event)

    async def _rest(self, event: Keyed, *, typing: bool) -> None:
        """Wait until nothing is pending that a key needs; letters for a field do not wait for answers."""
        turns = 0
        while not self._at_rest() or (self._waits(event) and not (typing or _is_field(self._app.focused))):
            turns += 1
            await asyncio.sleep(0 if turns < _TURNS else _REST)
            if not self._app.is_running or turns > PATIENCE:
                return

    def _at_rest(self) -> bool:
        """Whether the app and the top screen are mounted and have no message queued or being handled; lays out what is due."""
        app = self._app
        if not app.screen_stack:
            return False
        screen = app.screen
        if getattr(screen, "busy", False) or not _is_idle(app):
            return False
        if screen._layout_required:  # noqa: SLF001 - what was just shown has no size yet, and keys would not find its cursor
            screen._on_timer_update()  # noqa: SLF001 - what Textual does up to a sixtieth of a second later
        return all(
            _is_idle(node) and node.is_mounted for node in screen.walk_children(Widget, with_self=True) if not _leaves(node)
        )


def _apart(event: events.Key) -> list[Keyed]:
    """Escape and the key without Alt; a capital letter is a key of its own."""
    key = event.key.removeprefix("alt+")
    if key.startswith("shift+") and event.character:
        key = event.character
    return [events.Key("escape", "\x1b"), events.Key(key, event.character)]


def _is_field(widget: Widget | None) -> bool:
    """Whether a widget takes typed letters (a text line or area), determined without importing either class."""
    return widget is not None and widget.check_consume_key("a", "a")


def _is_idle(pump: MessagePump) -> bool:
    # Textual has no public API for this: an idle pump waits for its queue
    queue: Queue[Any] = pump._message_queue  # noqa: SLF001
    if queue.qsize() or len(pump._next_callbacks):  # noqa: SLF001
        return False
    return any(not waiter.done() for waiter in queue.ready_event._waiters)  # noqa: SLF001


def _leaves(pump: MessagePump) -> bool:
    return pump._closing or pump._closed  # noqa: SLF001 - as above


def _field_for(event: Keyed, app: App[Any]) -> object:
    """The text field that a key would be typed into now; ``None`` if the key is not a letter or there is no field."""
    letter = isinstance(event, events.Paste) or event.is_printable
    return app.focused if letter and _is_field(app.focused) else None
