"""The reader's marks and notes from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.cli import opened
from cttui.cli.exits import ExitCode
from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.sqlite import SqliteIndex
from cttui.store.sqlite import SqliteIndex as Index

BESHAM = "2024-03-26-besham"
BROKEN = "[[mark]]\ntitle = 5\n"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """The notebook of the shipped timeline, in a folder of the test's own."""
    monkeypatch.setenv("CTTUI_NOTEBOOK", str(tmp_path / "notebook"))
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    return Notebook(tmp_path / "notebook" / "pakistan-2024.toml", "pakistan-2024")


@pytest.fixture
def run(run: Run, own: Notebook) -> Run:
    """Runs a command line where the reader's notebook is that one."""
    return run


def test_without_marks_there_is_silence(run: Run, own: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is kept, nothing but CSV's names is printed and no file is made; a terminal is told where it would be."""
    for name in ("table", "jsonl", "csv", "markdown"):
        printed = "event,date,title,state,marked,made,changed,note\n" if name == "csv" else ""
        assert run("marks", "--format", name) == (0, printed, "")
    assert not own.file.exists()
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert run("marks") == (0, "", f"no marks or notes in {own.file}\n")


def test_marks_are_listed_with_what_became_of_them(run: Run, own: Notebook, shipped_index: SqliteIndex) -> None:
    """An event that is as it was when it was marked, one that has changed and one that is gone are told apart."""
    from cttui.notebook.records import event_digest

    digest = event_digest(shipped_index.bodies([BESHAM])[BESHAM])
    own.mark(BESHAM, title="T", date="2024-03-26", digest=digest)
    own.mark("2024-06-22-azm-e-istehkam-approved", title="T", date="2024", digest="another")
    own.write_note("gone", "Why\nnot", title="What was", date="2024-01", digest="another")
    code, printed, told = run("marks", "--format", "jsonl")
    records = [json.loads(line) for line in printed.splitlines()]
    assert (code, told) == (0, "")
    assert [(record["event"], record["state"]) for record in records] == [
        (BESHAM, "same"),
        ("2024-06-22-azm-e-istehkam-approved", "changed"),
        ("gone", "missing"),
    ]
    code, printed, told = run("marks")
    assert (code, told, printed.count("\n")) == (0, "", 5)
    assert printed.splitlines()[2].endswith("What was  (not in the timeline)")
    assert printed.splitlines()[3:] == ["    Why", "    not"]


def test_the_filter_knows_what_is_marked(run: Run, own: Notebook) -> None:
    """List takes is:marked and has:note as any other filter, alone, turned round and with others."""
    own.mark(BESHAM, title="T", date="2024-03-26", digest="")
    own.mark("gone", title="T", date="2024-03-26", digest="")
    own.write_note("2024-06-22-azm-e-istehkam-approved", "x", title="", date="", digest="")

    def found(text: str) -> list[str]:
        code, printed, told = run("list", f"--filter={text}", "--format", "jsonl")
        assert (code, told) == (0, "")
        return [json.loads(line)["id"] for line in printed.splitlines()]

    assert found("is:marked") == [BESHAM]
    assert found("has:note") == ["2024-06-22-azm-e-istehkam-approved"]
    assert found("is:marked has:note") == []
    assert len(found("-is:marked")) == len(found("")) - 1
    assert found("is:marked kind:report") == []


def test_a_broken_notebook_stands_in_nobodys_way(run: Run, own: Notebook) -> None:
    """Commands that need no marks do not look at the notebook; those that do say in a sentence what is wrong with it."""
    own.file.parent.mkdir()
    own.file.write_text(BROKEN, encoding="utf-8")
    assert run("list", "--filter", "kind:attack is:disputed")[0::2] == (0, "")
    assert run("check") == (0, "", "")
    wrong = f"cttui: {own.file}:1: this mark has no event; add one, or delete the mark\n"
    assert run("list", "--filter", "is:marked") == (ExitCode.USAGE, "", wrong)
    assert run("marks") == (ExitCode.USAGE, "", wrong)
    index = opened.index_of(None)
    explorer = Explorer(index, "is:marked", desk=Desk(index, opened.notebook_of(index)))
    assert explorer.selection.count == 0
    assert f"cttui: {explorer.desk_view().trouble}\n" == wrong
    assert f"cttui: {explorer.leave()}\n" == wrong
    assert own.file.read_text(encoding="utf-8") == BROKEN


def test_paths_names_the_notebook(run: Run, own: Notebook) -> None:
    """The paths command says where the notebook of the shipped timeline is."""
    assert f"notebook  {own.file}\n" in run("paths")[1]


def test_a_list_without_marks_loads_no_notebook(own: Notebook) -> None:
    """A list that asks for no mark loads neither the notebook nor a reader of TOML; one that does loads no writer of it."""
    own.mark(BESHAM, title="T", date="", digest="")

    def loaded(text: str) -> set[str]:
        run = f"from cttui.cli.main import main\nassert main(['list', '--filter', {text!r}]) == 0"
        script = f"import sys\n{run}\nprint(*sys.modules, file=sys.stderr)"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)  # noqa: S603 - our own
        return set(done.stderr.split())

    loaded("kind:attack")
    assert not loaded("kind:attack") & {"cttui.notebook.file", "tomli", "tomlkit"}
    assert loaded("is:marked") & {"cttui.notebook.file", "tomli", "tomlkit"} == {"cttui.notebook.file", "tomli"}


def test_marks_of_another_file_are_of_its_id(run: Run, own: Notebook, tmp_path: Path, shipped_index: Index) -> None:
    """The notebook goes by the timeline's id and not by its file."""
    path = tmp_path / "copy.toml"
    path.write_bytes((Path(__file__).parents[1] / "ui" / "small.toml").read_bytes())
    own.mark(BESHAM, title="T", date="", digest="")
    assert run("marks", path) == (0, "", "")
    path.write_bytes((Path(__file__).parents[2] / "data" / "timeline.toml").read_bytes())
    assert run("marks", path)[1].count("\n") == 1
