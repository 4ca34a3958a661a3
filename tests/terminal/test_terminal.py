"""The program in a real terminal: a pseudo-terminal runs it, an emulator shows what a person would see."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

SMALL = Path(__file__).parents[1] / "ui" / "small.toml"
DEADLINE = 300.0
"""Seconds after which a text that has not come will never come, on whatever machine and beside whatever else it does."""

ANSWERS = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronized output: known, off
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # resizes told in the input: unknown
    b"\x1b[6n": b"\x1b[1;1R",  # where the cursor is
    b"\x1b[c": b"\x1b[?62;22c",  # what the terminal is
}
"""What the program may ask of its terminal, and what this one answers."""

_UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*(?:u|\$p)")
"""Sequences that the emulator would print as text."""
_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_SGR = re.compile(rb"\x1b\[([0-9;]*)m")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")


def _heeds_signals() -> None:
    """Undo what nohup and shells do that start jobs in the background: what ignores a signal starts programs that do too."""
    for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)


class Terminal:
    """A terminal of some size with the program in it."""

    def __init__(self, arguments: list[str], size: tuple[int, int], environment: dict[str, str]) -> None:
        """Start the program; ``arguments`` are those of ``python``."""
        width, height = size
        self.screen = pyte.Screen(width, height)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        """All that the program wrote."""
        self.program: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            arguments,
            dimensions=(height, width),
            env=environment,
            timeout=DEADLINE,
            preexec_fn=_heeds_signals,
        )

    def _read(self) -> bool:
        """Take what the program wrote since; false at its end."""
        try:
            found = self.program.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += found
        for question, answer in ANSWERS.items():
            for _ in range(found.count(question)):
                self.program.send(answer)
        self.stream.feed(_UNKNOWN.sub(b"", found))
        return True

    @property
    def text(self) -> str:
        """The screen as a person reads it."""
        return "\n".join(self.screen.display)

    def wait_for(self, holds: str | Callable[[str], bool]) -> None:
        """Read on until a text is on the screen, or something holds of it."""
        done = (lambda text: holds in text) if isinstance(holds, str) else holds
        end = time.monotonic() + DEADLINE
        while not done(self.text):
            alive = self._read()
            assert alive or done(self.text), f"the program ended without {holds!r}; the screen was\n{self.text}"
            assert time.monotonic() < end, f"{holds!r} never came; the screen is\n{self.text}"

    def press(self, keys: str) -> None:
        """Press keys, as the terminal sends them."""
        self.program.send(keys.encode())

    def end(self) -> int | None:
        """Read on to the program's end and give its exit code."""
        end = time.monotonic() + DEADLINE
        while self._read():
            assert time.monotonic() < end, f"the program never ended; the screen is\n{self.text}"
        self.program.close()
        code: int | None = self.program.exitstatus
        return code

    def modes(self) -> dict[int, bool]:
        """The terminal's private modes that the program changed, as it left them."""
        found = {}
        for numbers, state in _MODE.findall(self.raw):
            for number in numbers.split(b";"):
                found[int(number)] = state == b"h"
        return found

    def colours(self) -> set[tuple[int, ...]]:
        """Every colour that was asked for: red, green and blue, or the number in a palette alone."""
        found: set[tuple[int, ...]] = set()
        for codes in _SGR.findall(self.raw):
            numbers = [int(code or 0) for code in codes.split(b";")]
            while numbers:
                code = numbers.pop(0)
                if code in {38, 48} and numbers[:1] == [2]:
                    found.add(tuple(numbers[1:4]))
                    del numbers[:4]
                elif code in {38, 48} and numbers[:1] == [5]:
                    found.add((numbers[1],))
                    del numbers[:2]
                elif code in {*range(30, 38), *range(40, 48), *range(90, 98), *range(100, 108)}:
                    found.add((code % 10 + (8 if code >= 90 else 0),))
        return found

    def assert_restored(self) -> None:
        """The terminal is as it was: no other screen, the cursor shown, mouse, paste and key reports off."""
        modes = self.modes()
        assert modes[1049] is False
        assert modes[25] is True
        assert {mode for mode, on in modes.items() if on} <= {7, 25}
        assert modes[2004] is False
        assert self.raw.count(b"\x1b[<u") >= self.raw.count(b"\x1b[>1u")


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program in a terminal; what still runs at the end is ended."""
    started: list[Terminal] = []

    def call(*arguments: str | Path, size: tuple[int, int] = (140, 40), code: str = "", **variables: str | None) -> Terminal:
        kept = {"PATH", "HOME", "PYTHONPATH", "LANG", "VIRTUAL_ENV"}
        asked: dict[str, str | None] = {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "CTTUI_CACHE": str(tmp_path / "cache"),
            "CTTUI_NOTEBOOK": str(tmp_path / "notebook"),
            "CTTUI_LIBRARY": str(tmp_path / "library"),
        }
        asked = {**asked, "CTTUI_SETTINGS": str(tmp_path / "settings.toml"), **variables}
        environment = {name: value for name, value in os.environ.items() if name in kept}
        environment |= {name: value for name, value in asked.items() if value is not None}
        program = ["-c", code] if code else ["-m", "cttui"]
        terminal = Terminal([*program, *map(str, arguments)], size, environment)
        started.append(terminal)
        return terminal

    yield call
    for terminal in started:
        terminal.program.close(force=True)


def test_a_session_from_start_to_end(start: Start) -> None:
    """The shipped timeline opens, a digit and a filter choose, a source is read, and the terminal is left as it was."""
    terminal = start()
    terminal.wait_for("of 268 events")
    everything = terminal.text
    assert "Khyber" not in everything.split("\n")[1]
    terminal.press("1")
    terminal.wait_for("province:KP")
    terminal.wait_for(lambda text: "268 of 268" not in text)
    terminal.press("/")
    terminal.press(" kind:attack")
    terminal.wait_for("of kind attack")
    terminal.wait_for("Tab complete")
    terminal.press("\r")
    terminal.wait_for("Enter read")
    terminal.press("j")
    terminal.wait_for("─ 7 January 2024 ")
    (cursor,) = (line for line in terminal.text.split("\n") if "│▌" in line)
    terminal.press("\r")
    terminal.wait_for("Digest, in our own words")
    assert "Source 1 of" in terminal.text
    terminal.press("\x1b")
    terminal.wait_for(lambda text: cursor[30:90] in text and "province:KP kind:attack" in text)
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_a_session_on_a_small_terminal(start: Start) -> None:
    """At 80x24 the list fills the screen, Enter shows the event, then its sources, and q quits from there."""
    terminal = start(size=(80, 24))
    terminal.wait_for("of 268 events")
    terminal.press("\r")
    terminal.wait_for("Sources")
    terminal.press("\r")
    terminal.wait_for("Source 1 of")
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_options_say_what_to_open(start: Start) -> None:
    """A file, a filter and an event given on the command line are what the screen shows first."""
    terminal = start(SMALL, "--filter", "kind:attack", "--at", "road-attack")
    terminal.wait_for("2 of 9 events")
    terminal.wait_for("20 February 2024")
    assert "kind:attack" in terminal.text.split("\n")[1]
    assert "[citation needed]" in terminal.text
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.parametrize("faulty", [("--filter", "kind:attak"), ("--at", "road-atack"), ("missing-folder",)], ids=" ".join)
def test_a_wrong_start_draws_nothing_or_says_why(start: Start, faulty: tuple[str, ...]) -> None:
    """A faulty filter, an unknown event or a missing file ends with code 2 and says why, the terminal as it was."""
    path = [] if faulty[0] == "missing-folder" else [SMALL]
    terminal = start(*path, *faulty)
    terminal.wait_for("unknown ") if path else terminal.wait_for("this file does not exist")
    terminal.press("q")
    assert terminal.end() == 2
    assert b"Traceback" not in terminal.raw
    if 1049 in terminal.modes():
        terminal.assert_restored()


def test_a_broken_file_is_explained_on_the_screen(start: Start, tmp_path: Path) -> None:
    """A file with faults shows them with their lines; q ends with code 2, so that a script notices."""
    path = tmp_path / "broken.toml"
    path.write_text(SMALL.read_text().replace('kind = "operation"', 'kind = "opera"'))
    terminal = start(path)
    terminal.wait_for("cannot be opened: 1 problem")
    terminal.wait_for("line ")
    terminal.press("q")
    assert terminal.end() == 2
    terminal.assert_restored()


def _grey(colour: tuple[int, ...]) -> bool:
    """Whether a colour is black, white or between; of a palette's numbers those that are so everywhere."""
    if len(colour) == 3:
        return len(set(colour)) == 1
    return colour[0] in {0, 7, 8, 15, 16, 231, *range(232, 256)}


def test_no_color_leaves_greys_alone(start: Start) -> None:
    """With NO_COLOR set the program asks its terminal for no colour but greys, in the list, the facets and the reader."""
    terminal = start(SMALL, "--at", "post-attack", NO_COLOR="1")
    terminal.wait_for("of 9 events")
    terminal.press("f")
    terminal.wait_for("Space add")
    terminal.press("1")
    terminal.wait_for("province:KP")
    terminal.press("\x7f")
    terminal.wait_for("9 of 9 events")
    terminal.wait_for("Space add")
    terminal.press("\x1b")
    terminal.wait_for("Enter read")
    terminal.press("\r")
    terminal.wait_for("Digest, in our own words")
    terminal.press("q")
    assert terminal.end() == 0
    assert {colour for colour in terminal.colours() if not _grey(colour)} == set()


@pytest.mark.parametrize("value", [None, ""], ids=["unset", "empty"])
def test_colour_is_kept_where_no_color_says_nothing(start: Start, value: str | None) -> None:
    """NO_COLOR that is not set, or set to nothing, asks for nothing: there are colours."""
    terminal = start(SMALL, NO_COLOR=value)
    terminal.wait_for("of 9 events")
    terminal.press("q")
    assert terminal.end() == 0
    assert any(not _grey(colour) for colour in terminal.colours())


@pytest.mark.parametrize("term", ["dumb", ""])
def test_on_a_terminal_that_cannot_draw_it_talks_in_plain_lines(start: Start, term: str) -> None:
    """On a dumb terminal nothing is drawn: that is said once, and commands are taken line by line."""
    terminal = start(TERM=term)
    terminal.wait_for("quit to leave")
    assert terminal.text.count("talks in plain lines") == 1
    terminal.press("quit\r")
    assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw


def test_without_a_mouse_the_terminal_keeps_it(start: Start) -> None:
    """With --no-mouse the terminal is never asked for mouse reports, so that it can select text."""
    terminal = start(SMALL, "--no-mouse")
    terminal.wait_for("of 9 events")
    terminal.press("q")
    assert terminal.end() == 0
    assert not {mode for mode in terminal.modes() if mode in {1000, 1002, 1003, 1006, 1015}}
    terminal.assert_restored()


def test_ctrl_c_does_not_lose_the_terminal(start: Start) -> None:
    """Ctrl+C does not end the program behind the terminal's back: it goes on, and q quits as ever."""
    terminal = start(SMALL)
    terminal.wait_for("of 9 events")
    terminal.press("\x03")
    terminal.press("1")
    terminal.wait_for("province:KP")
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_keys_in_one_breath_all_count(start: Start) -> None:
    """Over a slow line keys come together: three j move three events, and what follows / in the same breath is typed."""
    terminal = start(SMALL)
    terminal.wait_for("of 9 events")
    terminal.press("jjj")
    terminal.wait_for("20 February 2024")
    terminal.press("/kind:attack")
    terminal.wait_for("2 of 9 events")
    terminal.wait_for("Tab complete")
    terminal.press("\x1b")
    terminal.wait_for("Enter read")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_paste_is_one_filter(start: Start) -> None:
    """What is pasted into the bar is taken as a whole, its line break and control characters are not."""
    terminal = start(SMALL)
    terminal.wait_for("of 9 events")
    terminal.press("/")
    terminal.wait_for("Tab complete")
    terminal.press("\x1b[200~kind:attack province:BA\x1b[201~")
    terminal.wait_for("1 of 9 events")
    terminal.wait_for("Tab complete")
    terminal.press("\r")
    terminal.wait_for("Enter read")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_paste_of_several_lines_is_one(start: Start) -> None:
    """The lines of a paste are joined by blanks: nothing of it is lost, and no line end is taken for Enter."""
    terminal = start(SMALL)
    terminal.wait_for("of 9 events")
    terminal.press("/")
    terminal.wait_for("Tab complete")
    terminal.press("\x1b[200~kind:attack\r\n\tprovince:BA\x1b[201~")
    terminal.wait_for("/ kind:attack province:BA")
    terminal.wait_for("1 of 9 events")
    terminal.press("\r")
    terminal.wait_for("Enter read")
    terminal.press("q")
    assert terminal.end() == 0


def test_an_error_inside_gives_the_terminal_back(start: Start, tmp_path: Path) -> None:
    """An error that nobody foresaw ends with one sentence on a terminal that is as it was, no traceback, and code 70."""
    code = """
import sys
from cttui.cli.main import main
from cttui.explore.explorer import Explorer
def fail(self, field, token):
    raise RuntimeError("the sky fell")
Explorer.toggle = fail
sys.exit(main())
"""
    terminal = start(SMALL, code=code)
    terminal.wait_for("of 9 events")
    terminal.press("1")
    assert terminal.end() == 70
    terminal.assert_restored()
    last = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    assert b"cttui stopped because of an internal error; a report was written to " in last
    assert b"Traceback" not in terminal.raw
    assert b"RuntimeError" not in terminal.raw
    assert "the sky fell" in (tmp_path / "cache" / "report.txt").read_text()


def test_a_key_from_the_settings_works(start: Start, tmp_path: Path) -> None:
    """A key that the settings file gives works in a real terminal, and the footer names it."""
    (tmp_path / "settings.toml").write_text('[keys]\nquit = ["ctrl+x", "Q"]\nfacets = "F"\nline_down = ["shift+home", "O"]\n')
    terminal = start(SMALL)
    terminal.wait_for("F facets")
    terminal.press("O\x1b[1;2H")
    terminal.wait_for("10 February 2024")
    terminal.press("q\x18")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_settings_that_cannot_be_are_refused(start: Start, tmp_path: Path) -> None:
    """A settings file with a fault ends with code 2 and a sentence with file and line, and nothing was drawn."""
    (tmp_path / "settings.toml").write_text('[keys]\ncite = "o"\n')
    terminal = start(SMALL)
    assert terminal.end() == 2
    told = b"settings.toml:2: the key o would run both open_url (open) and cite (cite) in the same place"
    assert told in terminal.raw.replace(b"\r\n", b"")
    assert b"\x1b" not in terminal.raw


def test_an_unknown_theme_is_refused(start: Start) -> None:
    """A theme that does not exist ends with code 2 and a sentence, and nothing was drawn."""
    terminal = start(SMALL, "--theme", "no-such-theme")
    assert terminal.end() == 2
    assert b"no-such-theme" in terminal.raw
    assert b"Traceback" not in terminal.raw
    assert b"\x1b[?1049h" not in terminal.raw


SHIFT_DOWN, SHIFT_UP, RIGHT = "\x1b[1;2B", "\x1b[1;2A", "\x1b[C"


@pytest.mark.parametrize("size", [(140, 40), (80, 24)], ids=["wide", "narrow"])
def test_a_walk_through_time_place_and_path(start: Start, size: tuple[int, int]) -> None:
    """March, a day, back; a cell of the grid, undone; a thread to its end; a mark and a note that outlive the program."""
    terminal = start("--at", "2024-03-26-besham", size=size)
    terminal.wait_for("268 of 268 events")
    for keys, text in (
        (SHIFT_DOWN, "date:2024-03 "),
        (SHIFT_DOWN, "date:2024-03-25..2024-03-31"),
        (SHIFT_DOWN, "date:2024-03-26 "),
    ):
        terminal.press(keys)
        terminal.wait_for(text)
    terminal.press("++")
    terminal.wait_for("per day")
    terminal.press("[[[")
    terminal.wait_for("268 of 268 events")
    terminal.press("Tx")
    terminal.wait_for("Provinces by time")
    terminal.press(RIGHT + RIGHT)
    terminal.wait_for("Khyber Pakhtunkhwa, March 2024: 6 events")
    terminal.press("\r")
    terminal.wait_for("6 of 268 events")
    terminal.wait_for("province:KP date:2024-03")
    terminal.press("\x1b")
    terminal.wait_for("Khyber Pakhtunkhwa, March 2024: 6 events")
    terminal.press("\x1b")
    terminal.wait_for(lambda text: "268 of 268 events" in text and "Provinces by time" not in text)
    terminal.press("t")
    terminal.wait_for("step 1 of 12")
    for step in range(2, 13):
        terminal.press(RIGHT)
        terminal.wait_for(f"step {step} of 12")
    terminal.press(RIGHT)
    terminal.wait_for("This is the last step.")
    terminal.press("w")
    terminal.wait_for("Step 12 of 12; t returns to it.")
    terminal.press("m")
    terminal.wait_for("· 1 mark")
    terminal.press("N")
    terminal.wait_for("Note on:")
    terminal.press("the road stays closed")
    terminal.wait_for("the road stays closed")
    terminal.press("\x1b")
    terminal.wait_for("Note saved.")
    terminal.press("q")
    assert terminal.end() == 0
    again = start("--filter", "is:marked has:note", size=size)
    again.wait_for("1 of 268 events · ")
    again.wait_for("★")
    again.press("\r" if size[0] < 100 else "")
    again.wait_for("the road stays closed")
    again.press("vG")
    again.wait_for("★✎")
    again.press("q")
    assert again.end() == 0
    again.assert_restored()


def test_the_last_place_is_offered(start: Start) -> None:
    """Opened again without a filter, the program says where one was and goes there by one key."""
    terminal = start(SMALL, "--filter", "kind:attack")
    terminal.wait_for("2 of 9 events")
    terminal.press("j")
    terminal.wait_for("20 February 2024")
    terminal.press("q")
    assert terminal.end() == 0
    again = start(SMALL)
    again.wait_for("' returns to where you last quit: 20 Feb 2024, Attack on a road · kind:attack")
    again.press("'")
    again.wait_for("2 of 9 events")
    again.press("q")
    assert again.end() == 0


def test_settings_hold_what_is_set_once(start: Start, tmp_path: Path) -> None:
    """Signs, mouse and lens are as the settings file says; an option of the command line comes before it."""
    (tmp_path / "settings.toml").write_text('ascii = true\nmouse = false\nlens = "lowest"\n')
    terminal = start(SMALL)
    terminal.wait_for("lowest figures")
    assert "─" not in terminal.text
    assert b"\x1b[?1003h" not in terminal.raw
    terminal = start(SMALL, "--no-ascii", "--mouse", "--count", "all")
    terminal.wait_for("all figures")
    terminal.wait_for("─")
    assert b"\x1b[?1003h" in terminal.raw


def test_a_theme_that_the_settings_misspell_is_told_with_its_line(start: Start, tmp_path: Path) -> None:
    """A theme of the settings that there is not ends with code 2 and the file, the line and the nearest that there is."""
    (tmp_path / "settings.toml").write_text('# mine\ntheme = "nrod"\n')
    terminal = start(SMALL)
    assert terminal.end() == 2
    assert b"settings.toml:2: theme: unknown theme 'nrod'; did you mean nord?" in terminal.raw.replace(b"\r\n", b"")
    terminal = start(SMALL, CTTUI_THEME="gruvbocks")
    assert terminal.end() == 2
    assert b"CTTUI_THEME: theme: unknown theme 'gruvbocks'; did you mean gruvbox?" in terminal.raw.replace(b"\r\n", b"")


def test_a_lens_that_a_timeline_does_not_have_is_said(start: Start, tmp_path: Path) -> None:
    """Where the settings name a lens that the timeline does not have, it opens, counts all figures and says so."""
    (tmp_path / "settings.toml").write_text('lens = "nobody"\n')
    terminal = start(SMALL)
    terminal.wait_for("all figures")
    terminal.wait_for("unknown lens 'nobody'")
