"""How tests run a command line: in this process, with what it printed and what it told."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.cli.main import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command line; files of tests that all begin alike, or need more around them, have a fixture over this one."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        printed, told = capsys.readouterr()
        return code, printed, told

    return call
