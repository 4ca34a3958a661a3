"""The terminal that cttui draws on: handed over, suspended, lost, and restored.

Textual's driver sets the modes and reads the keys. Added here: output goes to standard output, in its
encoding; closing the terminal ends the program; so does a signal, after unsaved text is saved; and however
the program was stopped, it comes back with its whole screen.
"""

from __future__ import annotations

import _thread
import codecs
import os
import select
import signal
import sys
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol, TextIO, cast

from rich.cells import cell_len
from textual.drivers.linux_driver import LinuxDriver

from cttui.ui.base.escapes import KeyParser

if TYPE_CHECKING:
    from textual.app import App

ENDING = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM)
"""The signals that end the program; in the terminal Ctrl+C and Ctrl+\\ are keys."""
PATIENCE = 12.0
"""Seconds allowed for a clean exit, longer than the wait for a notebook's lock; then the program ends without it."""
_TURN = 0.1
"""Seconds between checks whether keys are still wanted."""
_FULL = 1 << 16
"""The most characters written at once."""
_HIDDEN, _SHOWN = "\x1b[?25l", "\x1b[?25h"
_RESET = (
    b"\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?2048l\x1b[?2026l"
    b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l\x1b[0m"
)
"""Resets all modes that may be set (xterm's control sequences, and kitty's for keys), when no driver gets to it."""


class Ended(Protocol):
    """The app, as seen by its terminal."""

    shows_caret: bool
    """Whether the terminal's cursor is visible."""

    def end_by(self, number: int) -> None:
        """Save what is being written and exit on a signal, given by its number."""

    def came_back(self) -> None:
        """The terminal is back, but blank: redraw the whole screen."""

    def fail(self, error: Exception) -> None:
        """Stop because of an unexpected error."""


class TerminalDriver(LinuxDriver):
    """Textual's driver, for terminals that come and go."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None) -> None:
        """Take the terminal on standard input and output for an app."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        keys, picture = cast("TextIO", sys.__stdin__), cast("TextIO", sys.__stdout__)
        self._encoding = keys.encoding
        self._output = Output(picture.fileno(), picture.encoding, self._lost)
        self._file = cast("Any", self._output)  # the writing thread's file
        self._ends = False
        self._stops = False
        self._goes_on = False
        """Whether modes are reset to be set again at once."""
        for number in ENDING:
            # it may be meant to outlive its terminal (nohup)
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._on_ending)

    @property
    def _ended(self) -> Ended:
        return cast("Ended", self._app)

    @property
    def _lent(self) -> bool:
        """Whether another program has the terminal."""
        return not self._auto_restart

    # -- the way out -------------------------------------------------------------------------------------------------

    def _on_ending(self, number: int, _frame: FrameType | None) -> None:
        """A signal arrived: its handler does nothing that could wait for what it interrupted."""
        if self._lent and number in {signal.SIGINT, signal.SIGQUIT}:
            return  # meant for the program that has the terminal
        self._end(number)

    def _lost(self) -> None:
        """The terminal is gone, with or without a signal."""
        self._end(signal.SIGHUP)

    def _end(self, number: int) -> None:
        if self._ends:
            return
        self._ends = True
        with suppress(RuntimeError):  # the loop has ended, and with it the app
            self._loop.call_soon_threadsafe(self._ended.end_by, number)
        _thread.start_new_thread(self._force, (number,))

    def _force(self, number: int) -> None:
        """End the program if it cannot exit cleanly, e.g. because the terminal accepts no more output."""
        time.sleep(PATIENCE)
        while self._lent:
            time.sleep(_TURN)
        with suppress(termios.error, OSError):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            descriptor = self._output.fileno()
            if select.select([], [descriptor], [], 0)[1]:
                os.write(descriptor, _RESET)
        os._exit(128 + number)

    # -- suspending --------------------------------------------------------------------------------------------------

    def _sigtstp_application(self, *_: object) -> None:
        """The program was asked to stop."""
        if self._lent:
            # the program that has the terminal was stopped with this one, and has returned the terminal
            os.kill(os.getpid(), signal.SIGSTOP)
        else:
            self._loop.call_soon_threadsafe(self.suspend_process)

    def _sigcont_application(self, *_: object) -> None:
        """The program continues: unless it suspended itself, another program has used the terminal since."""
        if not (self._lent or self._stops):
            self._loop.call_soon_threadsafe(self._retake)

    def suspend_process(self, *, group: bool = False) -> None:
        """Return the terminal and stop until the program is resumed; then redraw everything.

        Args:
            group: Whether to stop the whole process group, as Ctrl+Z does.
        """
        if self._ends:
            return
        self._stops = True
        self.suspend_application_mode()
        if group:
            before = signal.signal(signal.SIGTSTP, signal.SIG_IGN)
            os.killpg(0, signal.SIGTSTP)
            signal.signal(signal.SIGTSTP, before)
        os.kill(os.getpid(), signal.SIGSTOP)
        self._take_again()

    def _retake(self) -> None:
        """Set every mode again."""
        if self._ends:
            return
        self._stops = True
        if self._is_in_front():
            self._goes_on = True
            self.suspend_application_mode()
            self._goes_on = False
        self._take_again()

    def _take_again(self) -> None:
        while not self._is_in_front():  # resumed in the background, where nothing can be drawn
            os.kill(os.getpid(), signal.SIGSTOP)
        self.resume_application_mode()
        self._stops = False
        self._ended.came_back()

    def _is_in_front(self) -> bool:
        try:
            return os.tcgetpgrp(self.fileno) == os.getpgrp()
        except OSError:
            return True  # the terminal is gone, which reading from it reports

    def disable_input(self) -> None:
        """Read no more keys. What was typed and not read is dropped, which would go to the shell, unless cttui goes on."""
        if not self._goes_on:
            super().disable_input()
            return
        signal.signal(signal.SIGWINCH, signal.SIG_DFL)
        self._disable_mouse_support()
        self.exit_event.set()
        if self._key_thread is not None:
            self._key_thread.join()
        self.exit_event.clear()

    # -- writing and reading -----------------------------------------------------------------------------------------

    def write(self, data: str) -> None:
        """Write to the terminal; nothing while there is none. A visible cursor is hidden meanwhile, so that it does not run."""
        if self._writer_thread is not None and self._writer_thread.is_alive():
            super().write(f"{_HIDDEN}{data}{_SHOWN}" if self._ended.shows_caret else data)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - of a thread: the app tells it
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._ended.fail, error)

    def run_input_thread(self) -> None:
        """Forward keys until they are no longer wanted or the terminal is gone."""
        parser = KeyParser(self._debug)
        # if the encoding has no letters beyond ASCII, they are UTF-8, which all current terminals send
        ascii_only = codecs.lookup(self._encoding).name == "ascii"
        decode = getincrementaldecoder("utf-8" if ascii_only else self._encoding)("replace").decode
        while not self.exit_event.is_set():
            try:
                ready, _, _ = select.select([self.fileno], [], [], _TURN)
                found = os.read(self.fileno, 4096) if ready else b""
            except (OSError, ValueError):
                return self._lost()
            if ready and not found:
                return self._lost()
            if text := decode(found):
                for event in parser.feed(text):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
        return None


class Output:
    """Output written in a terminal's encoding, in which every character keeps its width."""

    def __init__(self, descriptor: int, encoding: str, lost: Callable[[], None]) -> None:
        """Write to a descriptor in an encoding.

        Args:
            descriptor: The file descriptor.
            encoding: Its name; characters it lacks become question marks, one per cell.
            lost: Called once, from whichever thread writes, when writing has become impossible.
        """
        self._descriptor = descriptor
        self._encoding = encoding
        self._lost = lost
        self._is_lost = False
        self._parts: list[str] = []
        self._length = 0

    def fileno(self) -> int:
        """The descriptor."""
        return self._descriptor

    def write(self, text: str) -> None:
        """Queue a text, to be written with those after it."""
        self._parts.append(text)
        self._length += len(text)
        if self._length >= _FULL:
            self.flush()

    def flush(self) -> None:
        """Write what was queued."""
        left = memoryview("".join(self._parts).encode(self._encoding, _STAND_IN))
        self._parts, self._length = [], 0
        while left and not self._is_lost:
            try:
                left = left[os.write(self._descriptor, left) :]
            except BlockingIOError:
                # another program on the same terminal made it non-blocking
                select.select([], [self._descriptor], [], _TURN)
            except OSError:
                self._is_lost = True
                self._lost()


_STAND_IN = "cttui-stand-in"


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "?" * cell_len(error.object[error.start : error.end]), error.end


codecs.register_error(_STAND_IN, _stand_in)
