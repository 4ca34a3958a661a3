"""Shared by every screen that shows a source: opening its address and copying its citation."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from cttui.ui.base.screen import CommandScreen

if TYPE_CHECKING:
    import subprocess

    from cttui.ui.base.browser import Browser


class SourceCommands(CommandScreen):
    """Opens and cites the current source, or the event's first."""

    def run_open_url(self) -> None:
        """Open the address in the browser."""
        from cttui.ui.base.browser import browsers

        view = self.explorer.read()
        if view is None or not view.url.lower().startswith(("http://", "https://")):
            self.say("This source has no web address.")
        elif self.app.is_web:
            # the browser that shows the screen opens it, not one where the screen is drawn
            self.app.open_url(view.url)
            self.say(f"Opening {view.url}")
        else:
            self._open_in(browsers(view.url, os.environ, own=self.host.settings.browser), view.url)

    def _open_in(self, left: Sequence[Browser], url: str, trouble: str = "") -> None:
        """Open an address in the first browser that can; ``trouble`` is the error of the previous one."""
        from cttui.ui.base.browser import run_aside, run_lent

        for place, browser in enumerate(left):
            if browser.in_terminal:
                try:
                    with self.app.suspend():
                        # nothing may be raised in here, or Textual would not take the terminal back
                        wrong = run_lent(browser)
                except SuspendNotSupported:
                    wrong = "needs a terminal that can be handed over"
            else:
                started = run_aside(browser)
                if not isinstance(started, str):
                    self._tell(f"Opening {url}")
                    otherwise = partial(self.app.call_later, self._open_in, left[place + 1 :], url)
                    # a daemon thread, since the browser may stay open longer than cttui
                    threading.Thread(target=_watch, args=(started, browser, otherwise), daemon=True).start()
                    return
                wrong = started
            if not wrong:
                self._tell(f"Opened {url}")
                return
            trouble = f"The browser {browser.name} {wrong}"
        self._tell(f"{trouble or 'No browser was found'}; the address is {url}")

    def _tell(self, news: str) -> None:
        """Show a message on the screen that is now on top."""
        (self.app.screen if isinstance(self.app.screen, CommandScreen) else self).say(news)

    def run_cite(self) -> None:
        """Copy the citation to the clipboard."""
        view = self.explorer.read()
        if view is None:
            self.say("There is no source to cite.")
        else:
            self.app.copy_to_clipboard(view.citation)
            self.say(f"Copied: {view.citation}")


def _watch(started: subprocess.Popen[bytes], browser: Browser, otherwise: Callable[[str], object]) -> None:
    """Wait, in its own thread, for a browser to end, and say so if it fails."""
    from cttui.ui.base.browser import TOLD, failed

    began = time.monotonic()
    if (wrong := failed(started.wait())) and time.monotonic() - began < TOLD:
        with suppress(RuntimeError):  # the app has ended
            otherwise(f"The browser {browser.name} {wrong}")
