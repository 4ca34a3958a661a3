"""The key o in a real terminal: browsers that print, are slow, fail, or live in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal.test_terminal import SMALL, Start, Terminal, start

__all__ = ["start"]

ADDRESS = "https://example.org/dawn-1"


def script(folder: Path, name: str, *lines: str) -> Path:
    """A program of some lines of shell."""
    path = folder / name
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return path


def opened(start: Start, browser: str | Path, **variables: str) -> Terminal:
    """The program on an event whose source has an address, after o."""
    terminal = start(SMALL, "--at", "post-attack", BROWSER=str(browser), **variables)
    terminal.wait_for("of 9 events")
    terminal.press("o")
    return terminal


def leave(terminal: Terminal) -> None:
    """Leave as ever."""
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_what_a_browser_prints_stays_off_the_screen(start: Start, tmp_path: Path) -> None:
    """A browser that prints and reads has nothing of the terminal; that it opens the address is said."""
    told = tmp_path / "told"
    lines = (
        "echo NOISE; echo NOISE >&2; read answer",
        f'printf %s "$1" > {told}.new',
        f"mv {told}.new {told}",
    )
    terminal = opened(start, script(tmp_path, "loud", *lines))
    terminal.wait_for(f"Opening {ADDRESS}")
    terminal.wait_for(lambda _: told.exists())
    assert told.read_text() == ADDRESS
    leave(terminal)
    assert b"NOISE" not in terminal.raw


def test_a_slow_browser_holds_up_no_key(start: Start, tmp_path: Path) -> None:
    """While a browser has not come back, keys do what they do, and the program can be left."""
    gate = tmp_path / "gate"
    terminal = opened(start, script(tmp_path, "slow", f"mkfifo {gate}", f"read line < {gate}"))
    terminal.press("j")
    terminal.wait_for("╮╭─ 10 February")
    terminal.wait_for(lambda _: gate.exists())
    leave(terminal)
    gate.write_text("done\n")


def test_a_failing_browser_is_told(start: Start, tmp_path: Path) -> None:
    """A browser that fails is named with its code and the address; before that the next of the list is tried."""
    first, second = script(tmp_path, "first", "exit 3"), script(tmp_path, "second", "exit 4")
    terminal = opened(start, f"{first}:{second}")
    terminal.wait_for(f"The browser second failed with code 4; the address is {ADDRESS}")
    leave(terminal)


def until(name: str) -> tuple[str, ...]:
    """Lines of a script that read one with something in it: a signal may end a reading before anything is typed."""
    return f'while [ -z "${name}" ]; do', f"read {name}", "done"


@pytest.mark.parametrize("size", [(140, 40), (80, 24)], ids=str)
def test_a_browser_of_the_terminal_gets_it_and_gives_it_back(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """A browser that lives in the terminal draws there and takes keys, Ctrl+C too; then the whole screen is there again."""
    w3m = script(
        tmp_path, "w3m", "trap 'echo INTERRUPTED' INT", 'echo "LENT $1"', *until("line"), 'echo "READ $line"', *until("more")
    )
    terminal = start(SMALL, "--at", "post-attack", BROWSER=str(w3m), size=size)
    terminal.wait_for("of 9 events")
    terminal.press("o")
    terminal.wait_for(f"LENT {ADDRESS}")
    assert terminal.modes()[1049] is False
    terminal.press("\x03")
    terminal.wait_for("INTERRUPTED")
    terminal.press("hello\r")
    terminal.wait_for("READ hello")
    terminal.screen.reset()
    terminal.press("bye\r")
    terminal.wait_for("Opened https")
    terminal.wait_for("of 9 events")
    leave(terminal)
