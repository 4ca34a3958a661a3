"""Files that try to hang, flood or fool whoever reads them: every command ends, soon and in little memory, with a sentence."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from cttui.cli.main import main
from exporting import HARBOUR
from hostile import MAKERS

MEMORY = 1_500 << 20
"""Bytes of address space that a command gets; what it holds is a third of that."""
PATIENCE = 120
"""Seconds after which a command is held to hang; a few are what it takes."""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


@pytest.mark.parametrize("name", sorted(MAKERS))
def test_a_hostile_file_is_a_sentence_or_a_result(name: str, tmp_path: Path) -> None:
    """Checked and listed, it ends by itself with an exit code of cttui's own, and no exception's name is told."""
    content = MAKERS[name]()
    path = tmp_path / "hostile.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    environ = {**os.environ, "CTTUI_CACHE": str(tmp_path / "cache"), "PYTHONIOENCODING": "utf-8"}
    for command in ("check", "list"):
        found = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "cttui", command, str(path)],
            env=environ,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
            preexec_fn=_limited,
        )
        told = (found.stdout + found.stderr).decode("utf-8", "replace")
        assert found.returncode in {0, 1, 2}
        assert "internal error" not in told
        assert "Error" not in told
        assert found.returncode == 0 or told.strip()


LONG = "n" * 300
"""A file name that is longer than file systems allow."""


@pytest.mark.parametrize("arguments", [
    ("list", "{}", "--since", LONG), ("open", "cttui:harbour", "--timeline", "{}", "--since", LONG),
    ("add", "source", LONG, "{}"), ("add", "source", f"{LONG}.pdf", "{}"), ("attach", "leak", LONG, "--timeline", "{}"),
    ("export", "{}", "--format", "csv", "-o", LONG), ("export", "{}", "--format", "csv", "--redact", LONG),
    ("propose", LONG, "{}"), ("diff", LONG, "{}"), ("new", LONG), ("check", LONG), ("fmt", LONG), ("list", LONG),
], ids=lambda words: " ".join(words).replace(LONG, "LONG"))  # fmt: skip
def test_a_name_that_is_too_long_is_a_sentence(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name of a file that no file system takes is one sentence and exit code 2, wherever a file is named."""
    for name in ("CACHE", "NOTEBOOK", "LIBRARY", "SETTINGS"):
        monkeypatch.setenv(f"CTTUI_{name}", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    assert main([argument.format(HARBOUR) for argument in arguments]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "Errno" not in told
    assert LONG[:20] in told
