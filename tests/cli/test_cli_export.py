"""``cttui export``: where it writes, what it says, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cttui.cli.exits import ExitCode
from cttui.cli.main import main
from cttui.exports.registry import exported
from exporting import golden_of, kept

GOLDEN = Path(__file__).parents[1] / "unit" / "golden"
HARBOUR = GOLDEN / "timeline.toml"
Run = Callable[..., tuple[int, bytes, str]]


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache folder of the test's own."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs a command line and gives its exit code, the bytes that it printed and what it told."""

    def call(*arguments: str | Path) -> tuple[int, bytes, str]:
        code = main([str(argument) for argument in arguments])
        printed, told = capfdbinary.readouterr()
        return code, printed, told.decode()

    return call


@pytest.mark.parametrize("name", exported())
def test_every_format_is_written_to_standard_output_and_to_a_file(run: Run, tmp_path: Path, name: str) -> None:
    """The same bytes either way; what could not be carried is told, a line each, and the exit code is 0."""
    code, printed, told = run("export", HARBOUR, "--format", name)
    assert code == ExitCode.OK
    # the outline that the timeline names is not there; only the page needs it, and says so without the folder
    gap = "the map's outline left out: outline.geojson: this file does not exist"
    assert (gap in told) == (name == "html")
    said = f"<li>{gap[0].upper()}{gap[1:]}."
    assert kept(name, printed).decode().replace(said, "") == golden_of(name).read_bytes().decode()
    assert str(HARBOUR.parent).encode() not in printed
    path = tmp_path / "out"
    assert run("export", HARBOUR, "--format", name, "-o", path) == (0, b"", told)
    assert path.read_bytes() == printed
    assert "1 sensitive source kept back" in told.splitlines()[-1]
    assert all(line.startswith("cttui: ") for line in told.splitlines())


def test_a_file_is_replaced_only_with_force(run: Run, tmp_path: Path) -> None:
    """A file that is there stays and is named with the way to replace it; --force replaces it."""
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    code, printed, told = run("export", HARBOUR, "--format", "csv", "-o", path)
    assert (code, printed, told) == (ExitCode.USAGE, b"", f"cttui: {path} already exists; add --force to replace it\n")
    assert path.read_text() == "mine"
    assert run("export", HARBOUR, "--format", "csv", "-o", path, "--force")[0] == ExitCode.OK
    assert path.read_bytes() == (GOLDEN / "harbour.csv").read_bytes()


@pytest.mark.parametrize("format_", ["csv", "toml"])
def test_what_an_export_is_made_of_is_not_replaced(run: Run, tmp_path: Path, format_: str) -> None:
    """Not even with --force: the timeline, through a link too, and the file that says what to redact; each is left as it is."""
    mine, rules = tmp_path / "mine.toml", tmp_path / "rules.toml"
    mine.write_bytes(HARBOUR.read_bytes())
    rules.write_text('places = "district"')
    (tmp_path / "link.toml").symlink_to("mine.toml")
    for opened, target in ((mine, mine), (tmp_path / "link.toml", mine), (mine, tmp_path / "link.toml"), (mine, rules)):
        code, printed, told = run("export", opened, "--format", format_, "--redact", rules, "-o", target, "--force")
        assert (code, printed) == (ExitCode.USAGE, b"")
        assert told == f"cttui: {target.resolve()} is a file that this export is made of; type another path\n"
    assert mine.read_bytes() == HARBOUR.read_bytes()
    assert rules.read_text() == 'places = "district"'
    assert (tmp_path / "link.toml").is_symlink()


def test_what_cannot_be_done_is_one_sentence(run: Run, tmp_path: Path) -> None:
    """No format, an unknown one, a missing folder, a faulty filter or redaction: exit code 2, one sentence, no file."""
    (tmp_path / "redact.toml").write_text("drpo = []")
    for arguments, said in (
        ((), "the following arguments are required: --format"),
        (("--format", "word"), "invalid choice: 'word'"),
        (("--format", "csv", "-o", tmp_path / "gap" / "x.csv"), "there is no folder"),
        (("--format", "csv", "--filter", "kind:atack"), "did you mean"),
        (("--format", "csv", "--redact", tmp_path / "redact.toml"), "unknown key 'drpo'"),
        (("--format", "csv", "--redact", tmp_path / "none.toml"), "cannot read"),
        (("--format", "csv", "--count", "nobody at all"), "unknown lens"),
    ):
        code, printed, told = run("export", HARBOUR, *arguments)
        assert (code, printed) == (ExitCode.USAGE, b"")
        assert said in told
        assert len(told.splitlines()) == 1
    assert {path.name for path in tmp_path.iterdir()} <= {"redact.toml", "cache"}


def test_bytes_are_not_written_to_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook on a terminal is refused with what to type instead; text is shown there."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    code, printed, told = run("export", HARBOUR, "--format", "xlsx")
    assert (code, printed) == (ExitCode.USAGE, b"")
    assert told == "cttui: xlsx is not text; name a file with --output, e.g. -o export.xlsx\n"
    assert run("export", HARBOUR, "--format", "csv")[1] == (GOLDEN / "harbour.csv").read_bytes()


@pytest.mark.parametrize("command", ["list", "claims"])
def test_what_is_printed_for_others_is_guarded_too(run: Run, command: str) -> None:
    """JSON Lines and CSV keep back what is sensitive, unless told otherwise; a table is for whoever keeps the timeline."""
    kept = [run(command, HARBOUR, "--format", name) for name in ("jsonl", "csv")]
    for code, printed, told in kept:
        assert code == ExitCode.OK
        assert b"leak" not in printed.replace(b"repeats-leak", b"")
        assert "sensitive source kept back" in told
    whole = run(command, HARBOUR, "--format", "jsonl", "--include-sensitive")
    assert b'leak"' in whole[1].replace(b"repeats-leak", b"")
    assert whole[2] == ""
    table = run(command, HARBOUR)
    assert table[2] == ""
    assert (b"only the list tells" if command == "list" else b"a clerk") in table[1]


def test_the_filter_and_the_lens_decide_what_is_written(run: Run) -> None:
    """Only the events of the filter leave, and their dead are counted as the lens says."""
    _, printed, _ = run("export", HARBOUR, "--format", "jsonl", "--filter", "-kind:policy killed:>=1", "--count", "highest")
    (record,) = [json.loads(line) for line in printed.splitlines()]
    assert (record["id"], record["killed"]) == ("march", "5")
    _, printed, _ = run("export", HARBOUR, "--format", "csl-json", "--filter", "kind:policy")
    assert [item["id"] for item in json.loads(printed)] == ["report-2024"]


@pytest.mark.thorough
def test_a_file_is_utf_8_in_every_locale(tmp_path: Path) -> None:
    """Whatever the terminal's encoding, what is piped is UTF-8; a reader that stops early is no fault."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "cttui", "export", str(HARBOUR), "--format", "ics"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603 - our own program
    assert (done.returncode, done.stdout) == (0, (GOLDEN / "harbour.ics").read_bytes())
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:  # noqa: S603 - the same
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert b"Traceback" not in started.stderr.read()
        assert started.wait() == 0
