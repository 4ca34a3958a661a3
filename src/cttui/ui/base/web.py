"""The screen of a browser: Textual's driver for it, which ends the app when there is nobody at the other end any more.

Packets come on standard input and leave on standard output; ``serving`` is at the other end of both pipes.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any

from textual import events
from textual.drivers import web_driver
from textual.drivers.web_driver import WebDriver
from textual.messages import ExitApp

from cttui.ui.base.escapes import KeyParser

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

PATIENCE = 5.0
"""Seconds for a clean exit once the pipe is closed; then the process ends without it."""


class BrowserDriver(WebDriver):
    """Textual's driver for browsers, for ends that go away without a word."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        """Draw an app into standard output."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._write = partial(self._write_whole)
        self._ends = False

    def run_input_thread(self) -> None:
        """Forward keys until the app ends or nobody sends any more."""
        vars(web_driver)["XTermParser"] = KeyParser  # what Textual makes there, with no way to say which
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._gone()

    def process_message(self, message: Message) -> None:
        """Forward what was typed; a size comes as a packet of its own, never among the keys."""
        if not isinstance(message, events.Resize):
            super().process_message(message)

    def _write_whole(self, data: bytes) -> int:
        """Write all of it, however much the pipe takes at once."""
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(self.fileno, left) :]
        except OSError:
            self._gone()
        return len(data)

    def _gone(self) -> None:
        """Nobody is at the other end: end the app, and the process with it, however busy it is."""
        if self._ends:
            return
        self._ends = True
        with suppress(RuntimeError):  # the loop has ended, and with it the app
            self._loop.call_soon_threadsafe(self._app.post_message, ExitApp())
        Thread(target=_force, name="end", daemon=True).start()


def _force() -> None:
    """End the process if it has not ended by itself."""
    time.sleep(PATIENCE)
    os._exit(1)
