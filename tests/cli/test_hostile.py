"""Files that try to hang, flood or fool whoever reads them: every command ends, soon and in little memory, with a sentence."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

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
