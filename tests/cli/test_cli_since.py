"""``--since``: what is new or changed since a revision of git, or another file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from cttui.cli.main import main
from ui.helpers import SMALL


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small timeline, committed, and changed since: one event has another title, one is new."""
    for name in ("CACHE", "NOTEBOOK", "LIBRARY"):
        monkeypatch.setenv(f"CTTUI_{name}", str(tmp_path / name.lower()))
    found = tmp_path / "work" / "small.toml"
    found.parent.mkdir()
    found.write_bytes(SMALL.read_bytes())
    for words in (
        ("init", "-q"), ("add", "."),
        ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false", "commit", "-qm", "first"),
    ):  # fmt: skip
        subprocess.run(["git", *words], cwd=found.parent, check=True)  # noqa: S603, S607 - our own words
    text = found.read_text(encoding="utf-8").replace("Attack on a road", "Raid on a road")
    new = '[[event]]\nid = "new"\ndate = "2024-05"\nprovinces = ["PK-KP"]\nkind = "attack"\ntitle = "New"\nsummary = "s"\n'
    found.write_text(f"{text}\n{new}", encoding="utf-8")
    return found


def ids(capsys: pytest.CaptureFixture[str], *arguments: str) -> set[str]:
    """The ids that ``cttui list`` prints."""
    assert main(["list", *arguments, "--format", "csv"]) == 0
    return {line.split(",")[0] for line in capsys.readouterr().out.splitlines()[1:]}


@pytest.mark.parametrize("how", ["a revision", "a revision with its path", "a file"])
def test_is_changed_finds_what_is_new_or_changed(
    path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """By a revision, from any folder, or by another file: the same events are listed, and no others."""
    since = {"a revision": "HEAD", "a revision with its path": "git:HEAD:small.toml", "a file": str(SMALL)}[how]
    monkeypatch.chdir(path.parent if ":" in since else path.parent.parent)
    assert ids(capsys, str(path), "--since", since, "--filter", "is:changed") == {"road-attack", "new"}
    assert len(ids(capsys, str(path), "--since", since, "--filter", "-is:changed")) == 8


def test_without_since_nothing_is_changed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A list that is compared with nothing has no changed events."""
    assert ids(capsys, str(path), "--filter", "is:changed") == set()


def test_a_revision_that_there_is_not_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A revision that git does not have is one sentence, and exit code 2."""
    assert main(["list", str(path), "--since", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
    assert main(["list", str(path), "--since=-x"]) == 2
    assert "give a revision of git" in capsys.readouterr().err
