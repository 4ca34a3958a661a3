"""The three streams, closed, full, a pipe or of another encoding: what a command prints, or one sentence and its code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cttui.cli import streams

SMALL = Path(__file__).parents[1] / "ui" / "small.toml"
COMMANDS = {
    "list": ("list", SMALL),
    "show": ("show", "post-attack", "--timeline", SMALL),
    "claims": ("claims", SMALL),
    "verify": ("verify", SMALL, "--format", "json"),
    "check": ("check", SMALL, "--format", "json"),
    "schema": ("schema",),
    "paths": ("paths",),
    "help": ("--help",),
    "help of a command": ("list", "--help"),
    "version": ("--version",),
}
"""Commands that print something, each with what it needs."""

pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Folders of the test's own, and output that is written late, as it is by default."""
    own = {f"CTTUI_{name}": str(tmp_path / name.lower()) for name in ("CACHE", "NOTEBOOK", "LIBRARY")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CTTUI_", "PYTHONIO", "PYTHONUNB"))}
    return {**kept, **own, "CTTUI_SETTINGS": str(tmp_path / "settings.toml")}


def shell(arguments: tuple[str | Path, ...], streams: str, environment: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run a command with its streams as a shell makes them."""
    line = f'exec "$@" {streams}'
    program = [sys.executable, "-m", "cttui", *map(str, arguments)]
    return subprocess.run(  # noqa: S603 - this program and a shell
        ["/bin/sh", "-c", line, "sh", *program], capture_output=True, env=environment, timeout=60, check=False
    )


def is_one_sentence(told: bytes) -> bool:
    """Whether it is one line that names neither an exception nor a line of code."""
    text = told.decode()
    return text.count("\n") == 1 and text.startswith("cttui") and not {"Traceback", "Error", "Errno"} & set(text.split())


@pytest.mark.parametrize("buffered", [True, False], ids=["late", "at-once"])
@pytest.mark.parametrize("name", COMMANDS)
def test_output_that_cannot_be_written_is_one_sentence(environment: dict[str, str], name: str, *, buffered: bool) -> None:
    """Standard output closed or on a full disk: one sentence on standard error and exit code 2."""
    environment = environment if buffered else {**environment, "PYTHONUNBUFFERED": "1"}
    for redirection, said in ((">&-", b"standard output is closed"), (">/dev/full", b"No space left on device")):
        done = shell(COMMANDS[name], redirection, environment)
        assert done.returncode == 2
        assert said in done.stderr
        assert is_one_sentence(done.stderr)


@pytest.mark.parametrize("name", ["list", "check", "paths", "version"])
def test_what_is_not_needed_may_be_closed(environment: dict[str, str], name: str) -> None:
    """Without standard input, and with a standard error that is closed or full, data is printed as ever."""
    whole = shell(COMMANDS[name], "", environment)
    assert whole.returncode == 0
    for redirection in ("<&-", "2>&-", "2>/dev/full", "<&- 2>&-"):
        done = shell(COMMANDS[name], redirection, environment)
        assert (done.returncode, done.stdout) == (0, whole.stdout)


@pytest.mark.parametrize("redirection", ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full 2>/dev/full"])
def test_a_failure_that_nobody_can_hear_keeps_its_code(environment: dict[str, str], redirection: str) -> None:
    """Where the sentence cannot be said, the exit code still is what it would be, and nothing lands among the data."""
    done = shell(("list", "no-such-file.toml"), redirection, environment)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("redirection", ["<&-", "</dev/null", ">&-", "2>&-", ">/dev/full", "| cat", "<&- >&- 2>&-"])
def test_the_screen_needs_a_terminal(environment: dict[str, str], redirection: str) -> None:
    """Without a terminal there is one sentence and exit code 2, or no hang at least where that cannot be said."""
    done = shell((), redirection, {**environment, "TERM": "xterm"})
    assert done.returncode == (0 if "|" in redirection else 2)
    assert is_one_sentence(done.stderr) or "2>&-" in redirection
    assert done.stdout == b""


@pytest.mark.parametrize(
    "writes",
    [
        "from cttui.cli import streams; streams.prepare(); print(text, end=''); streams.finish()",
        "from cttui.store import apart; apart.put(text.encode())",
    ],
    ids=["a command", "a second process"],
)
def test_a_pipe_that_takes_a_part_gets_the_rest(environment: dict[str, str], writes: str) -> None:
    """Without a buffer of python's, a signal that comes while a pipe is full loses nothing of what is written."""
    code = f"""
import os, signal
text = "x" * 1_000_000
signal.signal(signal.SIGALRM, lambda *_: os.write(2, b"."))
signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
{writes}
"""
    with subprocess.Popen(  # noqa: S603 - this program
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**environment, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        # by the third the pipe is full, since nobody reads it
        assert process.stderr.read(3) == b"..."
        assert len(process.stdout.read()) == 1_000_000


def test_no_file_is_opened_in_place_of_a_closed_stream(environment: dict[str, str]) -> None:
    """With all streams closed a file that is opened later gets none of their numbers, so that nothing is written into it."""
    code = """
import os, sys
from cttui.cli import streams
try:
    streams.prepare()
except streams.OutputError:
    pass
sys.exit(os.open("/", 0))
"""
    done = subprocess.run(  # noqa: S603 - as above
        ["/bin/sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", code], env=environment, timeout=60, check=False
    )
    assert done.returncode == 3


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437", "utf-8", "utf-16"])
def test_data_in_another_encoding_says_the_same(environment: dict[str, str], encoding: str) -> None:
    """JSON Lines in whatever encoding are JSON and say the same; tables spell what the encoding does not have."""
    command = ("list", SMALL, "--format", "jsonl")
    rows = [json.loads(line) for line in shell(command, "", environment).stdout.decode().splitlines()]
    done = shell(command, "", {**environment, "PYTHONIOENCODING": encoding})
    assert [json.loads(line) for line in done.stdout.decode(encoding).splitlines()] == rows
    done = shell(("show", "post-attack", "--timeline", SMALL), "", {**environment, "PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("text", ["é", "\u4e2d", "\U0001f600", "\udc80", "é\U0001f600\x85"])
def test_letters_are_spelt_as_json_spells_them(text: str) -> None:
    """What ASCII does not have is what json.dumps makes of it."""
    assert text.encode("ascii", "cttui-spelt").decode() == json.dumps(text)[1:-1]


@pytest.mark.parametrize(
    ("environ", "is_ascii"),
    [
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "C", "LC_CTYPE": "de_DE.UTF-8"}, False),
        ({"LANG": "C", "LC_ALL": "C.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LC_CTYPE": "C.UTF-8"}, False),
        ({"LANG": "C", "PYTHONIOENCODING": "utf-8"}, False),
        ({}, False),
    ],
)
def test_the_locale_c_is_ascii(environ: dict[str, str], *, is_ascii: bool) -> None:
    """Who asks for the locale C by name has a terminal of ASCII, though python takes it for UTF-8."""
    assert (streams.encoding(environ) == "ascii") is is_ascii
