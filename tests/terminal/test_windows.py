"""Many windows on one notebook, each a program of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cttui.notebook.file import Notebook

PROGRAM = """
import sys
from pathlib import Path
from cttui.notebook.file import Notebook
own = Notebook(Path(sys.argv[1]), "t")
own.read()
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    own.mark(f"{sys.argv[2]}-{number}", title="", date="", digest="")
"""


def test_ten_windows_that_each_write_twenty_marks_at_once_all_finish(tmp_path: Path) -> None:
    """Ten programs, two hundred marks: none gives up, and none is lost."""
    file = tmp_path / "t.toml"
    command = [sys.executable, "-c", PROGRAM, str(file)]
    programs = [
        subprocess.Popen([*command, str(who)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - ours
        for who in range(10)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    for program in programs:
        program.communicate(timeout=300)
    assert [program.returncode for program in programs] == [0] * 10
    kept = Notebook(file, "t").read()
    assert sorted(mark.event for mark in kept.marks) == sorted(f"{who}-{number}" for who in range(10) for number in range(20))
