"""Which browser opens an address, and how to run it: in the background, or in the terminal.

``$BROWSER`` is read as Python's ``webbrowser`` reads it, but its output never reaches the screen.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping

from cttui.lazy import dataclass

IN_TERMINAL = frozenset(
    {
        "browsh", "carbonyl", "cha", "chawan", "edbrowse", "elinks", "felinks", "links", "links1", "links2", "lynx", "netrik",
        "retawq", "w3m", "www-browser",
    }
)  # fmt: skip
"""Program names of browsers that run in the terminal."""

_ON_DESKTOP = (
    "xdg-open", "x-www-browser", "sensible-browser", "firefox", "firefox-esr", "chromium", "chromium-browser",
    "google-chrome", "epiphany", "konqueror",
)  # fmt: skip
_WITHOUT_DESKTOP = ("www-browser", "w3m", "lynx", "elinks", "links", "links2")

TOLD = 60.0
"""A browser that exits with an error within this many seconds failed to open the address."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser, ready to open one address."""

    argv: tuple[str, ...]
    """The program and its arguments, including the address."""
    in_terminal: bool
    """Whether it needs the terminal."""

    @property
    def name(self) -> str:
        """What the program is called."""
        return os.path.basename(self.argv[0])  # noqa: PTH119 - of a command, which need not be a path


def browsers(
    url: str,
    environ: Mapping[str, str],
    find: Callable[[str], str | None] = shutil.which,
    platform: str = sys.platform,
    own: str = "",
) -> list[Browser]:
    """The browsers to try for an address, in order.

    ``$BROWSER`` is read as ``webbrowser`` reads it: commands joined by the path separator, each with ``%s`` for the
    address; a final ``&`` means that it does not need the terminal. A command without ``%s`` gets the address last.

    Args:
        url: The address.
        environ: The environment.
        find: Finds a program by name; ``None`` if there is none.
        platform: As ``sys.platform`` names it.
        own: Commands written as those of ``$BROWSER``, which stand in their place; empty for none.
    """
    asked = [command for command in (own or environ.get("BROWSER", "")).split(os.pathsep) if command.strip()]
    found = [browser for command in asked if (browser := _asked(command, url, find))]
    if platform == "win32":
        return found or [Browser(("rundll32", "url.dll,FileProtocolHandler", url), in_terminal=False)]
    if platform == "darwin":
        known: tuple[str, ...] = ("open",)
    elif environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"):
        known = (*_ON_DESKTOP, *_WITHOUT_DESKTOP)
    else:
        known = _WITHOUT_DESKTOP
    return found or [Browser((name, url), name in IN_TERMINAL) for name in known if find(name)]


def _asked(command: str, url: str, find: Callable[[str], str | None]) -> Browser | None:
    """A command of ``$BROWSER`` with an address; ``None`` if it is not a command."""
    if "%s" not in command and find(command):  # a path with a blank in it
        words = [command]
    else:
        try:
            words = shlex.split(command)
        except ValueError:
            return None
    aside = words[-1:] == ["&"]
    words = words[: len(words) - aside]
    if not words:
        return None
    argv = [word.replace("%s", url) for word in words] if "%s" in command else [*words, url]
    return Browser(tuple(argv), not aside and os.path.basename(words[0]).lower() in IN_TERMINAL)  # noqa: PTH119 - as above


def run_aside(browser: Browser) -> subprocess.Popen[bytes] | str:
    """Start a browser outside the terminal, which outlives cttui; or return why it did not start."""
    try:
        return subprocess.Popen(  # noqa: S603 - the reader's own browser, no shell
            browser.argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return not_started(error)


def run_lent(browser: Browser) -> str:
    """Run a browser in the terminal; return what went wrong, empty for nothing."""
    # Ctrl+C belongs to the browser and does not end cttui; a handler, since an ignored signal stays ignored in the child
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return failed(subprocess.run(browser.argv, check=False).returncode)  # noqa: S603 - as above
    except (OSError, ValueError) as error:
        return not_started(error)
    finally:
        signal.signal(signal.SIGINT, before)


def not_started(error: Exception) -> str:
    """The message for a browser that cannot be started."""
    if isinstance(error, FileNotFoundError):
        return "was not found"
    return f"could not be started ({error.strerror if isinstance(error, OSError) else 'its command is not valid'})"


def failed(code: int) -> str:
    """The message for a browser's exit code; empty on success."""
    if code == 0:
        return ""
    return f"failed with code {code}" if code > 0 else "was killed by a signal"
