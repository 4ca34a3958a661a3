"""Keys are let through one at a time, each when what the one before it did is done.

A terminal hands over whatever was written to it in one piece: typed ahead over a slow line, pasted by a program, or held
down. Textual sends every key to where the keyboard is *now*, though the key before may just be opening a screen that is to
have it. Held back until nothing is under way, keys in one breath do what they would do typed slowly.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any

from textual import events
from textual._queue import Queue
from textual.app import App
from textual.message_pump import MessagePump
from textual.widget import Widget

PATIENCE = 10.0
"""Seconds after which a key is let through whatever is still under way, so that nothing can shut the keyboard out."""
_TURNS = 500
"""Turns of the event loop that are waited without a pause; a key takes some forty."""

Keyed = events.Key | events.Paste
"""What comes from the keyboard."""


class Gate:
    """The way of keys into an app."""

    def __init__(
        self,
        app: App[Any],
        forward: Callable[[Keyed], Awaitable[None]],
        waits: Callable[[], bool],
        is_bound: Callable[[str], bool],
    ) -> None:
        """Stand before an app.

        Args:
            app: The app.
            forward: Sends a key to where the keyboard is.
            waits: Whether an answer is under way that the next key may need.
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
        """Whether keys wait, or the last that was let through may still be on its way."""
        return self._task is not None and not self._task.done()

    def take(self, event: Keyed) -> None:
        """Take a key, to be let through when those before it are done."""
        self._keys.extend(self._parts(event))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._let_through(), name="keys")

    def _parts(self, event: Keyed) -> list[Keyed]:
        """The keys that were pressed: for Alt and a key a terminal sends what it sends for Escape and then that key.

        Where no command has the key with Alt, the two are what was meant.
        """
        if isinstance(event, events.Key) and event.key.startswith("alt+") and not self._is_bound(event.key):
            return [events.Key("escape", "\x1b"), events.Key(event.key.removeprefix("alt+"), event.character)]
        return [event]

    async def _let_through(self) -> None:
        typed_in: object = None
        while self._keys and self._app.is_running:
            event = self._keys.popleft()
            field = _field_for(event, self._app)
            # letters of one word go into their field together: it takes them in their order, and asks for the last of it
            if field is None or field is not typed_in:
                await self._rest(typing=field is not None)
                field = _field_for(event, self._app)
            typed_in = field
            await self._forward(event)

    async def _rest(self, *, typing: bool) -> None:
        """Wait until nothing is under way; letters for a field wait for no answer."""
        began, turns = monotonic(), 0
        while not self._at_rest() or (self._waits() and not (typing or _is_field(self._app.focused))):
            turns += 1
            await asyncio.sleep(0 if turns < _TURNS else 0.002)
            if not self._app.is_running or monotonic() - began > PATIENCE:
                return

    def _at_rest(self) -> bool:
        """Whether no message waits or is being handled in the app or in the screen on top, and all of that is there."""
        app = self._app
        if not app.screen_stack:
            return False
        screen = app.screen
        if getattr(screen, "busy", False) or not _is_idle(app):
            return False
        return all(
            _is_idle(node) and node.is_mounted for node in screen.walk_children(Widget, with_self=True) if not _leaves(node)
        )


def _is_field(widget: Widget | None) -> bool:
    """Whether letters are typed into a widget: a line or an area of text, neither of which need be loaded to ask."""
    return widget is not None and widget.check_consume_key("a", "a")


def _is_idle(pump: MessagePump) -> bool:
    # Textual has no public way to ask: a pump that handles nothing waits for its queue to have something
    queue: Queue[Any] = pump._message_queue  # noqa: SLF001
    if queue.qsize() or len(pump._next_callbacks):  # noqa: SLF001
        return False
    return any(not waiter.done() for waiter in queue.ready_event._waiters)  # noqa: SLF001


def _leaves(pump: MessagePump) -> bool:
    return pump._closing or pump._closed  # noqa: SLF001 - as above


def _field_for(event: Keyed, app: App[Any]) -> object:
    """The field of text that a key would be typed into as things stand; ``None`` where it is no letter or there is none."""
    letter = isinstance(event, events.Paste) or event.is_printable
    return app.focused if letter and _is_field(app.focused) else None
