"""The API's types, as an editor and mypy see them in a program that uses the installed package."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

import cttui
from exporting import HARBOUR

EXAMPLE = Path(__file__).parent / "example.py"
WRONG = """
import cttui

timeline = cttui.open()
cttui.nothing
cttui.api
timeline.select(5)
for event in timeline.select():
    event.titel
    event.title = "another"
timeline.select().to_dicts("event")
len(timeline.select().to_frame("claims", engine="excel"))
"""
"""A program with a fault in each line from the fifth on, but for that of the loop."""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The interpreter of an environment that has this package alone, as a wheel puts it there."""
    venv.create(tmp_path / "env", symlinks=True)
    base = {"base": str(tmp_path / "env"), "platbase": str(tmp_path / "env")}
    packages = Path(sysconfig.get_path("purelib", vars=base))
    (packages / "cttui").symlink_to(Path(cttui.__file__).parent)
    return tmp_path / "env" / "bin" / "python"


def checked(program: Path, interpreter: Path) -> subprocess.CompletedProcess[str]:
    """What mypy says of a program, with nothing known of this project but what is installed."""
    folder = program.parent
    cache = interpreter.parents[1] / "cache"
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull, "--no-color-output", "--cache-dir",
               str(cache), "--python-executable", str(interpreter), str(program)]  # fmt: skip
    environ = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "MYPYPATH"}}
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", cwd=folder, env=environ)  # noqa: S603


@pytest.mark.thorough
def test_the_example_has_no_fault(installed: Path, tmp_path: Path) -> None:
    """Mypy, strict, finds nothing in the example, and in a wrong program one fault for each line that has one."""
    program = tmp_path / "example.py"
    program.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    done = checked(program, installed)
    assert (done.returncode, done.stdout) == (0, "Success: no issues found in 1 source file\n")
    wrong = tmp_path / "wrong.py"
    wrong.write_text(WRONG, encoding="utf-8")
    found = checked(wrong, installed).stdout
    faulty = {int(line.split(":")[1]) for line in found.splitlines() if ": error: " in line}
    assert faulty == {5, 6, 7, 9, 10, 11, 12}, found


def test_the_example_runs(tmp_path: Path) -> None:
    """The example ends well on the small timeline and prints what it is there for; a faulty file is told by its lines."""
    environ = {**os.environ, "CTTUI_CACHE": str(tmp_path / "cache"), "PYTHONIOENCODING": "utf-8"}

    def run(path: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(EXAMPLE), str(path)]
        return subprocess.run(command, capture_output=True, check=False, encoding="utf-8", env=environ)  # noqa: S603

    done = run(HARBOUR)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 killed in 1 of 1 event" in done.stdout
    assert "  police: 2 all" in done.stdout
    assert "  disputed: 2 (police; herald-march); 5 (UDW; herald-again)" in done.stdout
    assert "unknown kind 'atack'; did you mean attack?" in done.stdout
    broken = tmp_path / "broken.toml"
    broken.write_text('[timeline]\nid = "broken"\n', encoding="utf-8")
    done = run(broken)
    assert done.returncode == 1
    assert done.stderr.startswith("line ")
