"""Signals, suspending and a terminal that is closed: what was written is kept, and the terminal is given back as it was."""

from __future__ import annotations

import os
import select
import signal
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cttui.cli.exits import ExitCode
from terminal.test_terminal import DEADLINE, SMALL, Start, Terminal, start

__all__ = ["start"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a program waits for is told by Linux")

FIFTH, TENTH = "╮╭─ 5 January", "╮╭─ 10 February"
"""The heads of the event's pane on the second event and the third."""


def pid_of(terminal: Terminal) -> int:
    """The program's number."""
    assert terminal.program.pid is not None
    return terminal.program.pid


PARTS = ("of 9 events", "all events", "highest bar", "Provinces", "Facets", "Threads", "Figures", "Enter read", FIFTH)
"""What stands on the first screen, from its top to its bottom."""


def hang_up(terminal: Terminal) -> None:
    """Close the terminal, as a window that is closed does."""
    spawned: Any = terminal.program  # whose stubs do not have all of it
    spawned.ptyproc.fileobj.close()
    # pexpect would close the number once more, which may be another file's by then
    spawned.ptyproc.closed = spawned.closed = True
    spawned.ptyproc.fd = spawned.child_fd = -1


def wait_end(terminal: Terminal) -> int:
    """Wait for the program's end, without its terminal, and give its exit code."""
    pid = pid_of(terminal)
    handle = os.pidfd_open(pid)
    try:
        assert select.select([handle], [], [], DEADLINE)[0], "the program never ended"
    finally:
        os.close(handle)
    spawned: Any = terminal.program
    spawned.ptyproc.terminated = True  # pexpect need not wait for it once more
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def wait_state(terminal: Terminal, *states: str) -> None:
    """Read on until the program is in one of some states: T for stopped."""
    end = time.monotonic() + DEADLINE
    path = Path(f"/proc/{pid_of(terminal)}/stat")
    while path.read_text().rpartition(")")[2].split()[0] not in states:
        terminal._read()
        assert time.monotonic() < end, f"the program never was {states}"
    terminal._read()


def kept(folder: Path) -> dict[str, object]:
    """What the notebook holds."""
    (file,) = (folder / "notebook").glob("*.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def writing(start: Start, **options: str) -> Terminal:
    """The program, a note being written on the second event."""
    terminal = start(SMALL, **options)
    terminal.wait_for("of 9 events")
    terminal.press("j")
    terminal.wait_for(FIFTH)
    terminal.press("Nhello")
    terminal.wait_for("hello")
    return terminal


def assert_kept(folder: Path, text: str = "hello") -> None:
    """The note and the place of ``writing`` are in the notebook."""
    found = kept(folder)
    assert [(note["event"], note["text"]) for note in found["note"]] == [("post-attack", text)]  # type: ignore[attr-defined]  # as TOML has it
    assert found["place"]["event"] == "post-attack"  # type: ignore[index]  # as above


# -- the way out -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.Signals(code - 128) for code in ExitCode if code > 128])
def test_a_signal_keeps_what_is_written(start: Start, tmp_path: Path, number: signal.Signals) -> None:
    """A signal ends the program with 128 and its number, every mode reset; the open note and the last place are kept."""
    terminal = writing(start)
    os.kill(pid_of(terminal), number)
    assert terminal.end() == 128 + number
    terminal.assert_restored()
    assert b"Traceback" not in terminal.raw
    assert_kept(tmp_path)


def test_two_signals_are_one(start: Start, tmp_path: Path) -> None:
    """A window that closes sends several signals: the first says how the program ends, and nothing is lost."""
    terminal = writing(start)
    for number in (signal.SIGHUP, signal.SIGCONT, signal.SIGTERM, signal.SIGHUP):
        os.kill(pid_of(terminal), number)
    assert terminal.end() == 129
    terminal.assert_restored()
    assert_kept(tmp_path)


def test_a_signal_where_the_note_cannot_be_kept_says_so(start: Start, tmp_path: Path) -> None:
    """Where the notebook cannot be written, the way out says so on the terminal that was given back."""
    terminal = writing(start)
    folder = tmp_path / "notebook"
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("in the way")
    os.kill(pid_of(terminal), signal.SIGTERM)
    assert terminal.end() == 143
    last = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    assert b"cttui: " in last
    assert b"Traceback" not in terminal.raw


def test_a_signal_sets_aside_what_is_typed_in_a_form(start: Start, tmp_path: Path) -> None:
    """What is typed in a form is in a file of the reader's own, which the way out names; the timeline is as it was."""
    timeline = tmp_path / "small.toml"
    timeline.write_bytes(SMALL.read_bytes())
    terminal = start(timeline, TMPDIR=str(tmp_path))
    terminal.wait_for("of 9 events")
    terminal.press("I2024-03-26\tMarch on the town hall")
    terminal.wait_for("town hall")
    os.kill(pid_of(terminal), signal.SIGTERM)
    assert terminal.end() == 143
    (aside,) = tmp_path.glob("cttui-form-*/form.txt")
    assert aside.read_text(encoding="utf-8") == "New event\n\ndate: 2024-03-26\ntitle: March on the town hall\n"
    assert aside.stat().st_mode & 0o077 == 0
    last = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    assert b"what was typed in it is saved in" in last.replace(b"\r\n", b"")
    assert timeline.read_bytes() == SMALL.read_bytes()


def test_a_closed_terminal_ends_the_program(start: Start, tmp_path: Path) -> None:
    """A terminal that is closed ends the program with 129, and the open note and the last place are kept."""
    terminal = writing(start)
    hang_up(terminal)
    assert wait_end(terminal) == 129
    assert_kept(tmp_path)


def test_a_closed_terminal_ends_the_program_that_hears_no_signal_of_it(start: Start, tmp_path: Path) -> None:
    """Under nohup SIGHUP is ignored, and stays so; that nothing can be read any more ends the program all the same."""
    code = """
import signal, sys
signal.signal(signal.SIGHUP, signal.SIG_IGN)
from cttui.cli.main import main
sys.exit(main())
"""
    terminal = writing(start, code=code)
    os.kill(pid_of(terminal), signal.SIGHUP)
    terminal.press(" there")
    terminal.wait_for("hello there")
    hang_up(terminal)
    assert wait_end(terminal) == 129
    assert_kept(tmp_path, "hello there")


def test_a_terminal_closed_while_it_is_suspended_ends_the_program(start: Start, tmp_path: Path) -> None:
    """A window that is closed over a suspended program ends it as well, and leaves nothing behind."""
    terminal = writing(start)
    terminal.press("\x1a")
    wait_state(terminal, "T")
    hang_up(terminal)
    os.kill(pid_of(terminal), signal.SIGCONT)
    assert wait_end(terminal) == 129
    assert_kept(tmp_path)


# -- suspending ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["key", "SIGTSTP", "SIGSTOP"])
def test_coming_back_draws_everything_and_takes_keys(start: Start, how: str) -> None:
    """However the program was stopped: let go on, it draws its whole screen, takes keys at once, and leaves as ever."""
    terminal = start(SMALL)
    terminal.wait_for("of 9 events")
    terminal.press("j")
    terminal.wait_for(FIFTH)
    if how == "key":
        terminal.press("\x1a")
    else:
        os.kill(pid_of(terminal), getattr(signal, how))
    wait_state(terminal, "T")
    if how != "SIGSTOP":  # of which no program hears
        terminal.assert_restored()
    # whoever has the terminal meanwhile leaves it as it likes
    terminal.screen.reset()
    os.kill(pid_of(terminal), signal.SIGCONT)
    terminal.press("j")
    terminal.wait_for(TENTH)
    terminal.press("k")
    terminal.wait_for(lambda text: all(part in text for part in PARTS))
    assert terminal.modes()[1049] is True
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_suspended_twice(start: Start) -> None:
    """Suspended again, and over another screen: it comes back to where it was."""
    terminal = start(SMALL)
    terminal.wait_for("of 9 events")
    for screen in ("Events", "Keys"):
        if screen == "Keys":
            terminal.press("?")
        terminal.wait_for(screen)
        terminal.press("\x1a")
        wait_state(terminal, "T")
        terminal.screen.reset()
        os.kill(pid_of(terminal), signal.SIGCONT)
        terminal.wait_for(screen)
    terminal.press("\x1bq")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_going_on_without_having_been_stopped(start: Start) -> None:
    """SIGCONT to a program that runs changes nothing that a person sees, and no key is lost while none are read."""
    code = """
import os, select, sys, threading
joined = threading.Thread.join
def join(thread, timeout=None):
    joined(thread, timeout)
    if thread.name == "textual-input":
        threading.Thread.join = joined
        os.write(1, b"no keys are read")
        select.select([0], [], [], 60)
threading.Thread.join = join
from cttui.cli.main import main
sys.exit(main())
"""
    terminal = start(SMALL, code=code)
    terminal.wait_for("of 9 events")
    os.kill(pid_of(terminal), signal.SIGCONT)
    terminal.wait_for("no keys are read")
    terminal.press("j")
    terminal.wait_for(FIFTH)
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_ctrl_z_in_a_note_loses_nothing(start: Start, tmp_path: Path) -> None:
    """Ctrl+Z suspends from a note too, which is as it was afterwards; Ctrl+_ takes back what was typed there."""
    terminal = writing(start)
    terminal.press("\x1a")
    wait_state(terminal, "T")
    terminal.screen.reset()
    os.kill(pid_of(terminal), signal.SIGCONT)
    terminal.wait_for("hello")
    terminal.press("\x1f")
    terminal.wait_for(lambda text: "hello" not in text)
    terminal.press("hello\x1b")
    terminal.wait_for("Note saved.")
    terminal.press("q")
    assert terminal.end() == 0
    assert_kept(tmp_path)


def test_a_shell_takes_the_program_back(start: Start) -> None:
    """Under a shell with job control Ctrl+Z gives the prompt, and fg the whole screen again."""
    code = """
import os
os.environ["PS1"] = "PROMPT "
os.execvp("sh", ["sh", "-i"])
"""
    terminal = start(code=code)
    terminal.wait_for("PROMPT")
    terminal.press(f"{sys.executable} -m cttui {SMALL}\r")
    terminal.wait_for("of 9 events")
    terminal.press("j")
    terminal.wait_for(FIFTH)
    terminal.press("\x1a")
    terminal.wait_for("Stopped")
    terminal.screen.reset()
    terminal.press("fg\r")
    terminal.wait_for(FIFTH)
    terminal.press("j")
    terminal.wait_for(TENTH)
    terminal.screen.reset()
    terminal.press("q")
    terminal.wait_for("PROMPT")
    terminal.press("exit $?\r")
    assert terminal.end() == 0
