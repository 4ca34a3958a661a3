"""Which browser opens an address, as $BROWSER and the machine have it."""

from __future__ import annotations

import os
import webbrowser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.ui.base.browser import IN_TERMINAL, Browser, browsers, run_aside, run_lent

URL = "https://example.org/a?b=c&d=e;f"


def argv(asked: str, *, there: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """What would be run, $BROWSER being something and some programs being there."""
    return [one.argv for one in browsers(URL, {"BROWSER": asked}, lambda name: name if name in there else None, "linux")]


@pytest.mark.parametrize(
    ("asked", "run"),
    [
        ("firefox", [("firefox", URL)]),
        ("firefox --new-tab %s", [("firefox", "--new-tab", URL)]),
        ("firefox --new-tab", [("firefox", "--new-tab", URL)]),
        ("'my browser' %s", [("my browser", URL)]),
        ("show 'at=%s;x'", [("show", f"at={URL};x")]),
        ("chromium %s &", [("chromium", URL)]),
        ("one:two %s", [("one", URL), ("two", URL)]),
        ("'", []),
        (" : &", []),
        ("", []),
    ],
)
def test_browser_is_read(asked: str, run: list[tuple[str, ...]]) -> None:
    """$BROWSER is a list of commands, %s the address; what is no command is none."""
    assert argv(asked) == run


def test_the_settings_browser_stands_in_the_place_of_the_environments() -> None:
    """The browser of the settings is read as $BROWSER is, and comes before it; without either the desktop's is asked."""
    environ = {"BROWSER": "theirs", "DISPLAY": ":0"}
    found = browsers(URL, environ, lambda name: name, "linux", own="mine %s:other")
    assert [one.argv for one in found] == [("mine", URL), ("other", URL)]
    assert browsers(URL, environ, lambda name: name, "linux")[0].argv == ("theirs", URL)


def test_a_path_with_a_blank_is_one_program() -> None:
    """A program that is there by the whole text of the command is that program."""
    assert argv("/opt/my browser", there=("/opt/my browser",)) == [("/opt/my browser", URL)]


@given(st.lists(st.text("abc -'%s&\"", max_size=8), max_size=3).map(":".join))
def test_the_address_is_always_one_argument(asked: str) -> None:
    """Whatever $BROWSER says, the address reaches a program whole and inside of one argument."""
    for found in argv(asked):
        assert any(URL in word for word in found[1:]) or URL in found[0]


@pytest.mark.parametrize("asked", ["firefox", "firefox --new-tab %s", "one %s:two", "'a b' %s"])
def test_browser_is_read_as_webbrowser_reads_it(asked: str) -> None:
    """The commands are those that Python's own module makes of the same text."""
    theirs: list[tuple[str, ...]] = []
    for command in asked.split(os.pathsep):
        found = webbrowser.get(command) if "%s" in command else webbrowser.GenericBrowser(command)
        assert isinstance(found, webbrowser.GenericBrowser)
        theirs.append((found.name, *(word.replace("%s", URL) for word in found.args)))
    assert argv(asked) == theirs


@pytest.mark.parametrize(
    ("asked", "lent"),
    [
        ("lynx", True),
        ("/usr/bin/w3m -N %s", True),
        ("LINKS", True),
        ("lynx %s &", False),
        ("firefox", False),
        ("lynx-gui", False),
    ],
)
def test_browsers_that_live_in_the_terminal_are_known(asked: str, *, lent: bool) -> None:
    """By the program's name, wherever it lies; what runs beside with & needs no terminal."""
    (found,) = browsers(URL, {"BROWSER": asked}, lambda _: None, "linux")
    assert found.in_terminal is lent


def test_without_browser_the_machine_says() -> None:
    """On a desktop what opens addresses there comes first, without one only what lives in the terminal, in what is there."""
    everything = {"xdg-open", "firefox", "w3m", "lynx", "open"}

    def names(platform: str = "linux", **environ: str) -> list[str]:
        return [one.name for one in browsers(URL, environ, lambda name: name if name in everything else None, platform)]

    assert names(DISPLAY=":0")[:2] == ["xdg-open", "firefox"]
    assert names(WAYLAND_DISPLAY="wayland-0")[0] == "xdg-open"
    assert set(names()) <= IN_TERMINAL
    assert names("darwin") == ["open"]
    assert names("win32") == ["rundll32"]


def test_what_cannot_be_started_is_said() -> None:
    """A program that is not there, or is none, and one that fails, are each said in words."""
    missing, folder = Browser(("no-such-program", URL), in_terminal=False), Browser(("/", URL), in_terminal=False)
    assert run_aside(missing) == run_lent(missing) == "was not found"
    assert run_aside(folder) == run_lent(folder) == "could not be started (Permission denied)"
    assert run_lent(Browser(("sh", "-c", "exit 3", URL), in_terminal=True)) == "failed with code 3"
    assert run_lent(Browser(("sh", "-c", "kill -TERM $$", URL), in_terminal=True)) == "was killed by a signal"
    assert run_lent(Browser(("true", URL), in_terminal=True)) == ""
