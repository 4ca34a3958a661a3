"""``cttui --linear`` in a pipe: what it prints where, and its exit code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.cli.exits import ExitCode

SMALL = Path(__file__).parents[1] / "ui" / "small.toml"
RunLines = Callable[..., tuple[int, list[str], list[str]]]


@pytest.fixture
def run(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunLines:
    """Runs a command line with some lines on standard input; gives its code, what it printed and what it told, by lines."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CTTUI_NOTEBOOK", str(tmp_path / "notebook"))

    def call(lines: str | bytes, *arguments: str | Path) -> tuple[int, list[str], list[str]]:
        content = lines.encode() if isinstance(lines, str) else lines
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        code, printed, told = run(*arguments)
        return code, printed.splitlines(), told.splitlines()

    return call


def alone(tmp_path: Path) -> dict[str, str]:
    """The environment of a program whose cache is the test's own."""
    return {**os.environ, "CTTUI_CACHE": str(tmp_path / "cache")}


def test_lines_in_lines_out(run: RunLines) -> None:
    """No prompt, no greeting: what the commands say and nothing else, 0 at the end of input, the same each time."""
    lines = "filter kind:attack\nlist\nquit\nlist\n"
    code, printed, told = run(lines, "--linear", SMALL)
    assert (code, told) == (ExitCode.OK, [])
    count, query = printed[0], printed[1]
    assert count.startswith("2 of 9 events. ")
    assert query == "Filter: of kind attack."
    first = printed[2].removeprefix("1 of 2: ")
    assert printed[3:] == [count, query, f"1: {first}", printed[-1]]
    assert printed[-1].startswith("2: ")
    assert run(lines, "--linear", SMALL) == (code, printed, told)
    assert run("", "--linear", SMALL) == (ExitCode.OK, [], [])


def test_a_byte_order_mark_is_no_part_of_the_first_line(run: RunLines) -> None:
    """Programs of Windows write one before what they pipe."""
    plain, marked = run("list 1\n", "--linear", SMALL), run(b"\xef\xbb\xbflist 1\n", "--linear", SMALL)
    assert plain == marked
    assert plain[0] == 0


def test_a_faulty_line_is_told_with_its_number_and_the_next_is_read(run: RunLines) -> None:
    """What is wrong goes to standard error, a sentence with the number of the line; the exit code says that some line was."""
    code, printed, told = run("fitler x\nhere\ngo 99\n", "--linear", SMALL)
    assert code == ExitCode.PROBLEMS
    assert told == [
        "cttui: line 1: unknown command 'fitler'; did you mean filter?",
        "cttui: line 3: there is no number 99 in the list, which has 9 events",
    ]
    assert len(printed) == 1


def test_options_say_where_it_begins(run: RunLines) -> None:
    """Filter, event, lens and page are taken as in the app."""
    _, (line,), _ = run("here\n", "--linear", SMALL, "--filter", "kind:attack", "--at", "road-attack")
    assert line.startswith("2 of 2: ")
    _, printed, _ = run("filter\n", "--linear", SMALL, "--count", "official")
    assert "official figures" in printed[1]
    _, printed, _ = run("list\n\n", "--linear", SMALL, "--lines", "3")
    assert printed[3] == "There is more; an empty line goes on."
    assert len(printed) == 3 + 1 + 3 + 1


def test_a_note_without_its_dot_is_not_saved(run: RunLines) -> None:
    """If the input ends within a note, that is told, and the exit code is 1."""
    code, _, told = run("note\nhalf a note\n", "--linear", SMALL)
    assert code == ExitCode.PROBLEMS
    assert told == ["cttui: line 2: the note has no line with a single dot, and was not saved"]
    _, printed, _ = run("show\n", "--linear", SMALL)
    assert "Note" not in printed


def test_bytes_that_are_no_text_are_a_faulty_line(run: RunLines) -> None:
    """Invalid UTF-8, control characters and endless lines are faulty lines, and nothing of them reaches the terminal."""
    code, printed, told = run(b"\xff\xfe\x1b[2J\n" + b"x" * 3_000_000 + b"\nhere\n", "--linear", SMALL)
    assert code == ExitCode.PROBLEMS
    assert not any("\x1b" in line for line in told)
    assert "more than 100,000 characters" in told[1]
    assert printed[-1].startswith("1 of 9: ")


def test_the_setting_is_as_good_as_the_option(run: RunLines, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ``linear`` set, cttui talks in plain lines; --no-linear draws, and says that it needs a terminal."""
    monkeypatch.setenv("CTTUI_LINEAR", "1")
    assert run("here\n", SMALL)[0] == ExitCode.OK
    code, _, told = run("here\n", SMALL, "--no-linear")
    assert code == ExitCode.USAGE
    assert "cttui needs a terminal" in told[0]


@pytest.mark.parametrize("lines", ["0", "-1", "many", "1.5", "9" * 50])
def test_a_page_has_a_number_of_lines(run: RunLines, lines: str) -> None:
    """``--lines`` takes a number from 1."""
    code, _, told = run("", "--linear", SMALL, f"--lines={lines}")
    assert code == ExitCode.USAGE
    assert "expected a number from 1" in told[0]


def test_a_faulty_start_is_one_sentence(run: RunLines) -> None:
    """A filter that is none, or an event that there is not, ends it at once with 2."""
    assert run("here\n", "--linear", SMALL, "--filter", "kind:attak")[0] == ExitCode.USAGE
    assert run("here\n", "--linear", SMALL, "--at", "nowhere")[0] == ExitCode.USAGE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_no_fault_of_a_line(tmp_path: Path) -> None:
    """If what is said cannot be written, it ends at once, and says why."""
    command = [sys.executable, "-m", "cttui", "--linear", str(SMALL)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603 - our own
            command, input="here\nhere\n", stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=alone(tmp_path)
        )
    assert done.returncode == ExitCode.USAGE
    assert done.stderr == "cttui: cannot write to standard output: No space left on device\n"


def test_it_loads_no_screen(tmp_path: Path) -> None:
    """Plain lines need neither Textual nor Rich."""
    code = (
        "import io, sys; from cttui.cli.main import main; sys.stdin = io.StringIO('filter kind:attack\\nshow\\n');"
        f"main(['--linear', {str(SMALL)!r}]); loaded = {{name.partition('.')[0] for name in sys.modules}};"
        "assert not loaded & {'textual', 'rich'}, loaded"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=alone(tmp_path))  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr
