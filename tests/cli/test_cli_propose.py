"""Proposals from the command line: of a file, and of a source's stored copy without what its claims have."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.helpers import Run
from cttui.imports.ged import GED
from datasets import row
from packing import write_csv

TIMELINE = """
[timeline]
id = "two"
title = "Two"
period = "2024"

[[province]]
code = "PK-KP"
name = "Khyber Pakhtunkhwa"
short = "KP"
tile = [1, 1]

[[source]]
id = "paper"
type = "article-newspaper"
title = "A paper"
publisher = "The Paper"
issued = "2024-03-26"
standpoint = "press"

[[event]]
id = "2024-03-26-one"
date = "2024-03-26"
kind = "attack"
title = "One"
provinces = ["PK-KP"]
sources = ["paper"]
claims = [
  { measure = "killed", who = "all", min = 12, by = "police", source = "paper", quote = "at least 12 people were killed" },
]
"""
TEXT = """On May 9, 2024 at least 12 people were killed in Ward 3.
Some 40 others were injured, said the police, and 7 were missing. Later at least 12 people died, they said.
"""


@pytest.fixture(autouse=True)
def _own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, with a cache and a library of the test's own."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("CTTUI_LIBRARY", str(tmp_path / "library"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.txt", TEXT),
        ("page.md", TEXT.replace("12 people", "**12** people", 1)),
        ("page.html", "<html><body><p>" + "</p><p>".join(TEXT.splitlines()) + "</p></body></html>"),
    ],
)
def test_a_file_is_read_as_a_copy_is(run: Run, tmp_path: Path, name: str, content: str) -> None:
    """Text, Markdown and HTML give the same figures, a JSON object a line, with places in the extracted text."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    code, printed, told = run("propose", name, "--format", "jsonl")
    assert (code, told) == (0, "")
    first, second, third = map(json.loads, printed.splitlines())
    assert {key: first[key] for key in ("min", "measure", "sure")} == {"min": 12, "measure": "killed", "sure": True}
    assert len(first["places"]) == 1
    assert (second["value"], second["approx"], second["measure"]) == (40, True, "injured")
    assert (third["value"], third["measure"]) == (7, "missing")
    if name.endswith(".txt"):
        assert TEXT[first["start"] : first["end"]] == "12"
        assert first["quote"] in TEXT


def test_what_a_claim_has_is_taken(run: Run, tmp_path: Path) -> None:
    """Of a source's copy, a figure in a quote of that source's claims is not proposed; the counts say how many were."""
    (tmp_path / "t.toml").write_text(TIMELINE)
    (tmp_path / "page.txt").write_text(TEXT)
    assert run("attach", "paper", "page.txt", "--timeline", "t.toml")[0] == 0
    code, printed, told = run("propose", "paper", "t.toml")
    assert (code, told) == (0, "")
    assert printed.splitlines()[0] == "3 figures stated · 1 taken · 2 proposed"
    assert [line.split("“")[0].split() for line in printed.splitlines()[1:]] == [["about", "40", "injured"], ["7", "missing"]]
    records = [json.loads(line) for line in run("propose", "paper", "t.toml", "--format", "jsonl")[1].splitlines()]
    assert [record["value"] for record in records] == [40, 7]


def test_a_source_comes_before_a_file_where_a_timeline_is_given(run: Run, tmp_path: Path) -> None:
    """``paper`` is the file of that name without a timeline, and the source's copy with one that has it."""
    (tmp_path / "t.toml").write_text(TIMELINE)
    (tmp_path / "page.txt").write_text(TEXT)
    (tmp_path / "paper").write_text("Nine soldiers died.")
    (tmp_path / "other").write_text("Eight soldiers died.")
    run("attach", "paper", "page.txt", "--timeline", "t.toml")
    assert run("propose", "paper")[1].startswith("1 figure stated")
    assert run("propose", "paper", "t.toml")[1].startswith("3 figures stated")
    assert "8  killed" in run("propose", "other", "t.toml")[1]


def test_a_dataset_is_no_text(run: Run, tmp_path: Path) -> None:
    """Rows of a format that is known, and a store of them, are refused with the command that reads them."""
    write_csv(tmp_path / "page.txt", GED, [row(GED, best="12")])
    assert run("propose", "page.txt") == (
        2,
        "",
        "cttui: page.txt is a dataset, whose figures need no reading; 'cttui import page.txt -o STORE' makes claims of them\n",
    )
    assert run("import", "page.txt", "-o", "x.cttui")[0] == 0
    assert run("propose", "x.cttui") == (
        2, "", "cttui: x.cttui is a store, whose figures are claims already; 'cttui claims x.cttui' prints them\n"
    )  # fmt: skip
    (tmp_path / "list.csv").write_text("where,what\nquay,12 soldiers died\n")
    assert run("propose", "list.csv")[0] == 0


def test_unsure_figures_stand_behind_a_line(run: Run, tmp_path: Path) -> None:
    """Sure ones come first; a number that only a verb speaks for is listed as unsure."""
    (tmp_path / "page.txt").write_text("Of those, 40 remained. Then 12 soldiers died.")
    assert [line.strip().split("  ")[0] for line in run("propose", "page.txt")[1].splitlines()] == [
        "2 figures stated · 0 taken · 2 proposed", "12", "unsure: 1", "40",
    ]  # fmt: skip


def test_a_text_without_figures_is_no_failure(run: Run, tmp_path: Path) -> None:
    """It says that none is stated, prints nothing as JSON, and exits 0."""
    (tmp_path / "page.txt").write_text("Nothing was said on 9 May 2024.")
    assert run("propose", "page.txt") == (0, "0 figures stated · 0 taken · 0 proposed\n", "")
    assert run("propose", "page.txt", "--format", "jsonl") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nonesuch",), "no file 'nonesuch' exists"),
        (("papr", "t.toml"), "did you mean paper?"),
        (("paper", "t.toml"), "cttui attach paper FILE"),
        (("paper", "none.toml"), "none.toml"),
        (("empty.txt",), "it has no text"),
        (("picture.txt",), "a picture"),
        (("folder",), "unknown source 'folder'"),
        (("a\0b",), "unknown source"),
        (("x" * 5000,), "unknown source"),
        (("../\x1b[31m",), "unknown source"),
        ((), "SOURCE|FILE"),
        (("page.txt", "--format", "csv"), "invalid choice"),
    ],
)
def test_a_wrong_call_is_one_sentence(run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    """What cannot be read is told in one line with the way out, exit code 2, and no character that moves a terminal."""
    (tmp_path / "t.toml").write_text(TIMELINE)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "folder").mkdir()
    code, printed, said = run("propose", *arguments)
    assert (code, printed) == (2, "")
    assert told in said
    assert said.count("\n") == 1
    assert "\x1b" not in said
    assert "Error" not in said


def test_a_changed_copy_is_not_read(run: Run, tmp_path: Path) -> None:
    """A stored copy whose bytes are others than were stored proposes nothing, and says why."""
    (tmp_path / "t.toml").write_text(TIMELINE)
    (tmp_path / "page.txt").write_text(TEXT)
    run("attach", "paper", "page.txt", "--timeline", "t.toml")
    (stored,) = (path for path in (tmp_path / "library").rglob("*") if path.is_file() and path.read_bytes() == TEXT.encode())
    stored.chmod(0o644)
    stored.write_text(TEXT.replace("12", "13"))
    code, printed, said = run("propose", "paper", "t.toml")
    assert (code, printed) == (2, "")
    assert "has changed since it was stored" in said


@pytest.mark.thorough
@pytest.mark.parametrize("text", ["1" * 10_000_000, "12 " * 3_000_000, "12 men died. " * 700_000])
def test_of_ten_million_characters_a_part_is_read(run: Run, tmp_path: Path, text: str) -> None:
    """It is no failure: what was read is printed, and that the rest was not is told."""
    (tmp_path / "page.txt").write_text(text)
    code, printed, told = run("propose", "page.txt")
    assert code == 0
    assert " stated" in printed
    assert "characters were not read" in told
