"""``cttui fmt``: files in the canonical layout."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from cttui.cli.main import main

LOOSE = """\
\ufeff[timeline]
title="T" # what it is
id = "t"
period = "2024"


# the country
[[province]]
short = "PK"
name = "Pakistan"
code = "PK"
[[event]]
id = "a"
kind = "attack"
title = "A"
date = "2024"
provinces = ["PK"]
summary = "One."
[event.place]
name = "X"
"""
TIGHT = '''\
\ufeff[timeline]
id = "t"
title = "T"  # what it is
period = "2024"

# the country
[[province]]
code = "PK"
name = "Pakistan"
short = "PK"

[[event]]
id = "a"
date = "2024"
kind = "attack"
title = "A"
summary = """One."""
provinces = ["PK"]
place = { name = "X" }
'''


@pytest.fixture
def loose(tmp_path: Path) -> Path:
    """A file in a layout of its own."""
    path = tmp_path / "t.toml"
    path.write_text(LOOSE, encoding="utf-8")
    path.chmod(0o640)
    return path


def test_a_file_is_written_in_the_canonical_layout(loose: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Keys, tables and blank lines are as in the shipped timeline; the file is named once, and the second time nothing is."""
    assert main(["fmt", str(loose)]) == 0
    assert (loose.read_text(encoding="utf-8"), capsys.readouterr().out) == (TIGHT, f"{loose}\n")
    assert stat.S_IMODE(loose.stat().st_mode) == 0o640
    assert main(["fmt", str(loose)]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["check", str(loose)]) == 0


def test_check_changes_nothing(loose: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --check a file that would change is named, exit 1, and stays as it is."""
    assert main(["fmt", "--check", str(loose)]) == 1
    assert (loose.read_text(encoding="utf-8"), capsys.readouterr().out) == (LOOSE, f"{loose}\n")
    loose.write_text(TIGHT, encoding="utf-8")
    assert main(["fmt", "--check", str(loose)]) == 0


def test_a_faulty_file_is_left_alone(loose: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file with faults is not written: they are listed, exit 2."""
    loose.write_text(LOOSE.replace('"attack"', '"atack"'), encoding="utf-8")
    before = loose.read_bytes()
    assert main(["fmt", str(loose)]) == 2
    assert loose.read_bytes() == before
    assert "did you mean attack?" in capsys.readouterr().err


def test_a_link_stays_one(loose: Path, tmp_path: Path) -> None:
    """What a link leads to is written, and the link stays."""
    link = tmp_path / "link.toml"
    link.symlink_to(loose)
    assert main(["fmt", str(link)]) == 0
    assert link.is_symlink()
    assert loose.read_text(encoding="utf-8") == TIGHT


def test_a_file_that_cannot_be_written_is_said(
    loose: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in a folder that takes no file is named in one sentence, and stays as it is."""

    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cttui.timeline.save.replace", refuse)
    assert main(["fmt", str(loose)]) == 2
    assert "it cannot be written" in capsys.readouterr().err
    assert loose.read_text(encoding="utf-8") == LOOSE
