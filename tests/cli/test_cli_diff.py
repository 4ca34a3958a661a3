"""``cttui diff``: two editions, revisions of a git repository, git's own calls, and two people's coding."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from cttui.cli.main import main
from cttui.timeline import load
from cttui.timeline.compare import applied, plain

OLD = """\
[timeline]
id = "t"
title = "T"
period = "2024"

[[province]]
code = "PK"
name = "Pakistan"
short = "PK"

[[source]]
id = "s1"
type = "report"
title = "One [/red]"
standpoint = "press"

[[event]]
id = "a"
date = "2024-01-01"
kind = "attack"
title = "A *starred* title"
provinces = ["PK"]
sources = ["s1"]
claims = [
  { measure = "killed", who = "all", value = 3, by = "police", source = "s1", quote = "three" },
  { measure = "duration", who = "siege", value = 2, unit = "days", by = "police", source = "s1" },
]

[[event]]
id = "gone"
date = "2024-02-01"
kind = "protest"
title = "Withdrawn"
provinces = ["PK"]
sources = ["s1"]
"""
NEW = (
    OLD.replace("value = 3,", "min = 4,")
    .replace('kind = "attack"', 'kind = "strike"\ntags = ["x"]')
    .replace('id = "gone"', 'id = "new"')
    .replace("Withdrawn", "Added")
    .replace('  { measure = "duration", who = "siege", value = 2, unit = "days", by = "police", source = "s1" },\n', "")
)


@pytest.fixture
def editions(tmp_path: Path) -> tuple[str, str]:
    """Two files."""
    for name, text in (("old.toml", OLD), ("new.toml", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.toml"), str(tmp_path / "new.toml")


def test_what_changed_is_said(editions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Totals, events and claims, before and after, a line each; exit 1."""
    assert main(["diff", *editions]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed == [
        "claims           2 → 1",
        "killed, all      3 → 4+",
        "killed, lowest   3 → 4",
        "killed, highest  3 → 4+",
        "",
        "events added  1",
        "  new  Added",
        "",
        "events withdrawn  1",
        "  gone  Withdrawn",
        "",
        "events changed  1",
        "  a",
        "    kind: attack → strike",
        "    tags: added x",
        "    claim revised: value: removed 3; min: added 4",
        "    claim withdrawn: duration, siege: 2 days, by police [s1]",
    ]


def test_yes_and_no_are_said_as_the_file_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A flag of a record is true or false, not as Python spells it."""
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(OLD.replace('standpoint = "press"', 'standpoint = "press"\nsensitive = true'), encoding="utf-8")
    assert main(["diff", str(old), str(new)]) == 1
    assert capsys.readouterr().out.splitlines() == ["sources changed  1", "  s1", "    sensitive: added true"]


def test_an_edition_is_the_same_as_itself(editions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is printed and the exit code is 0."""
    assert main(["diff", editions[0], editions[0]]) == 0
    assert capsys.readouterr() == ("", "")


def test_json_makes_the_new_edition(editions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed as JSON, applied to the old edition, gives the new one, and it has the totals."""
    assert main(["diff", *editions, "--format", "json"]) == 1
    said = json.loads(capsys.readouterr().out)
    old, new = (plain(load.load(Path(path))) for path in editions)
    assert applied(said, old) == new
    assert said["totals"]["all"] == {"old": "3", "new": "4+"}


def test_markdown_escapes_what_it_would_read(editions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """Signs that Markdown reads are escaped in what comes from a file."""
    main(["diff", editions[1], editions[0], "--format", "markdown"])
    printed = capsys.readouterr().out
    assert "## events changed  1" in printed
    assert "\n  - claim revised: min: removed 4; value: added 3\n" in printed
    assert "\\[s1\\]" in printed


@pytest.fixture
def repository(editions: tuple[str, str]) -> Path:
    """A git repository in which the old edition was committed and the new one lies in the folder."""
    folder = Path(editions[0]).parent
    git = ["git", "-C", str(folder), "-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "init.defaultBranch=main"]
    (folder / "t.toml").write_text(OLD, encoding="utf-8")
    for command in (["init", "-q"], ["add", "t.toml"], ["commit", "-qm", "old"]):
        subprocess.run([*git, *command], check=True, capture_output=True)  # noqa: S603 - our own words
    (folder / "t.toml").write_text(NEW, encoding="utf-8")
    return folder


def test_a_revision_is_an_edition(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``git:HEAD:t.toml`` is the file as it was committed; a revision that there is not is named in one sentence."""
    monkeypatch.chdir(repository)
    assert main(["diff", "git:HEAD:t.toml", "t.toml"]) == 1
    assert "events added  1" in capsys.readouterr().out
    for wrong in ("git:nope:t.toml", "git:HEAD:other.toml", "git:HEAD", "git:--help:t.toml"):
        assert main(["diff", wrong, "t.toml"]) == 2
        out, said = capsys.readouterr()
        assert (out, said.count("\n")) == ("", 1)
        assert said.startswith(f"{wrong}: ")


def test_git_shows_diffs_of_timelines(
    repository: Path, editions: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Called as git calls a diff driver, it compares the two files and exits 0, as git wants; a new file is said to be new."""
    monkeypatch.chdir(repository)
    assert main(["diff", "t.toml", editions[0], "0" * 40, "100644", editions[1], "1" * 40, "100644"]) == 0
    assert "events withdrawn  1" in capsys.readouterr().out
    assert main(["diff", "t.toml", "/dev/null", ".", ".", editions[1], "1" * 40, "100644"]) == 0
    assert capsys.readouterr().out == "t.toml: the file is new\n"


def test_git_goes_on_whatever_it_asks_for(
    repository: Path, editions: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A renamed file is compared, one that is not merged is named; what is no timeline or has no new record is told by line.

    Of these git would take any other exit code for a failure, and show no file that comes after.
    """
    monkeypatch.chdir(repository)

    def asked(*words: str) -> str:
        assert main(["diff", *words]) == 0
        out, said = capsys.readouterr()
        assert said == ""
        return out

    def of(name: str, old: str, new: str, *renamed: str) -> tuple[str, ...]:
        return (name, old, "0" * 40, "100644", new, "1" * 40, "100644", *renamed)

    renamed = asked(*of("t.toml", *editions, "u.toml", "similarity index 97%\nrename from t.toml\nrename to u.toml"))
    assert renamed.startswith("t.toml: the file is now u.toml\n")
    assert "events withdrawn  1" in renamed
    other, faulty, remark = (repository / name for name in ("pyproject.toml", "faulty.toml", "remark.toml"))
    other.write_text('[project]\nname = "x"\n', encoding="utf-8")
    faulty.write_text(OLD.replace('kind = "attack"', "kind ="), encoding="utf-8")
    remark.write_text(f"# a remark\n{OLD}", encoding="utf-8")
    said = asked(*of("pyproject.toml", str(other), str(faulty)))
    assert said.startswith("pyproject.toml: [project]: unknown table project; line by line:\n")
    said = asked(*of("t.toml", editions[0], str(faulty)))
    assert '\n-kind = "attack"\n+kind =\n' in said
    said = asked(*of("t.toml", editions[0], str(remark)))
    assert said.startswith("t.toml: no record has changed; line by line:\n")
    assert said.count("\n+") == 2  # the name of the new file, and the remark
    remark.write_text(f"# \x1b[31m\n{OLD}", encoding="utf-8")
    assert "\n+# \ufffd[31m\n" in asked(*of("t.toml", str(faulty), str(remark)))
    assert asked(*of("t.toml", editions[0], editions[0])) == ""
    monkeypatch.setenv("GIT_DIFF_PATH_COUNTER", "1")
    assert asked("t.toml") == "t.toml: the file is not merged\n"


def test_two_people_agree_field_by_field(editions: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """The share of agreement a field, alpha, and the events on which they differ."""
    assert main(["diff", "--agree", *editions]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].split() == ["field", "same", "share", "alpha"]
    assert ["kind", "0", "of", "1", "0%", "0.000"] in [line.split() for line in printed]
    assert "  a: attack | strike" in printed
    assert main(["diff", "--agree", *editions, "--format", "json"]) == 1
    rows = {row["field"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["tags"]["disagreements"] == [{"event": "a", "first": None, "second": ["x"]}]


@pytest.mark.parametrize("count", [1, 3])
def test_two_editions_are_needed(editions: tuple[str, str], capsys: pytest.CaptureFixture[str], count: int) -> None:
    """One edition or three are refused in a sentence that says what to type."""
    assert main(["diff", *([editions[0]] * count)]) == 2
    assert "give two editions, the old one first" in capsys.readouterr().err
