"""``cttui audit``: a timeline against reference sets, on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from cttui.cli.main import main
from cttui.notebook.file import Notebook, file_for
from cttui.store.cache import compile_to, open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from reference_sets import Maker

HEAD = """\
[timeline]
id = "{id}"
title = "{id}"
period = "2024"

[[province]]
code = "PK-KP"
name = "Khyber Pakhtunkhwa"
short = "KP"

[[source]]
id = "s1"
type = "report"
title = "One"
standpoint = "press"

[[source]]
id = "secret"
type = "report"
title = "A leaked list"
standpoint = "official"
sensitive = true
"""
EVENT = """
[[event]]
id = "{id}"
date = "{date}"
kind = "attack"
title = "{title}"
provinces = ["PK-KP"]
place = {{ name = "Besham", district = "Shangla", lat = 34.93, lon = 72.88, precision = "town" }}
sources = ["s1"]
claims = [{{ measure = "killed", who = "all", value = {killed}, by = "{by}", source = "{source}" }}]
"""


def event(id_: str, date: str = "2024-03-26", killed: int = 6, title: str = "Suicide bomber rams convoy", **more: str) -> str:
    """An event as a file has it."""
    return EVENT.format(
        id=id_, date=date, killed=killed, title=title, by=more.get("by", "police"), source=more.get("source", "s1")
    )


def timeline(path: Path, *events: str) -> Path:
    """A timeline's file, whose id is its name."""
    path.write_text(HEAD.format(id=path.stem) + "".join(events))
    return path


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A timeline of two events."""
    return timeline(tmp_path / "ours.toml", event("a"), event("b", "2024-06-01", 3, "Gunmen raid checkpost"))


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A reference set that has one of them with another figure, and one of its own."""
    return timeline(
        tmp_path / "theirs.toml", event("x", killed=9, by="UCDP"), event("y", "2024-09-01", 1, "Grenade =1+1 thrown")
    )


def test_each_status_is_printed_with_both_sides(ours: Path, theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sets with their numbers, the pair with both figures and why, and what either has alone; 1 as something differs."""
    assert main(["audit", str(ours), "--against", str(theirs)]) == 1
    said = capsys.readouterr().out
    assert said.startswith(
        "2 events of the timeline, 2 events of theirs of the same days and places (Khyber Pakhtunkhwa);"
        " pairs are at most 1 day and 25 km apart.\n"
    )
    assert "different figures  1\n" in said
    assert "    ≠ killed  6 (police) here, 9 (UCDP) there, apart\n" in said
    why = "the same day; the same place, the same point; the same kind, attack; words in common: bomber, convoy, rams, suicide"
    assert why in said
    assert "missing there: only in the timeline  1\n  2024-06-01  b  Gunmen raid checkpost" in said
    assert "they have none within 1 day and 25 km" in said
    assert "missing here: only in the reference set  1\n  2024-09-01  y  Grenade =1+1 thrown" in said


def test_nothing_that_differs_exits_0(ours: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A timeline against itself is the same; under a filter, only what it selects is compared."""
    assert main(["audit", str(ours), "--against", str(ours)]) == 0
    assert "same  2\n" in capsys.readouterr().out
    assert main(["audit", str(ours), "--against", str(ours), "--filter", "date:2024-06"]) == 0
    assert "1 event of the timeline, 1 event of ours" in capsys.readouterr().out


def test_the_formats_say_the_same(ours: Path, theirs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both have a record a pair and an event; JSON Lines has objects, CSV texts, and one line of names for all sets."""
    command = ["audit", str(ours), "--against", str(theirs), "--against", str(ours)]
    assert main([*command, "--format", "jsonl"]) == 1
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    assert main([*command, "--format", "csv"]) == 1
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["reference"], row["status"], row["id"], row["their_id"]) for row in rows] == [
        (line["reference"], line["status"], line["id"], line["their_id"]) for line in lines
    ]
    assert [(line["reference"], line["status"]) for line in lines] == [
        ("theirs", "different figures"), ("theirs", "missing there"), ("theirs", "missing here"),
        ("ours", "same"), ("ours", "same"),
    ]  # fmt: skip
    first = lines[0]
    assert (first["id"], first["their_id"], first["days_apart"], first["km_apart"]) == ("a", "x", 0, 0.0)
    assert first["figures"] == [
        {
            "measure": "killed", "state": "apart",
            "ours": {"who": "all", "low": 6.0, "high": 6.0, "stated": "6", "by": ["police"]},
            "theirs": {"who": "all", "low": 9.0, "high": 9.0, "stated": "9", "by": ["UCDP"]},
        }
    ]  # fmt: skip
    assert {part["part"] for part in first["why"]} >= {"days", "place", "kind", "words"}
    assert 0.5 < first["sure"] < 1
    assert rows[0]["figures"] == "killed: 6 (police) | 9 (UCDP), apart"
    assert "2 events of the timeline" in told.err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--days", "-1"], "'-1' is not a number of days from 0 to 31"),
        (["--days", "400"], "'400' is not a number of days from 0 to 31"),
        (["--days", "1.5"], "'1.5' is not a number of days"),
        (["--km", "0"], "'0' is not a number of kilometres above 0, up to 500"),
        (["--km", "1e9"], "'1e9' is not a number of kilometres"),
        (["--km", "501"], "'501' is not a number of kilometres"),
        (["--filter", "kind:nonsense"], "unknown kind"),
        (["--against", "gone.cttui"], "gone.cttui"),
    ],
)
def test_bad_input_is_refused_in_a_sentence(
    ours: Path, options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Bounds that are none, a filter that is none, a file that is not there: 2, and what would be right."""
    assert main(["audit", str(ours), "--against", str(ours), *options]) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert not told.out


def test_judgements_of_the_notebook_are_respected(
    ours: Path, theirs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the reader said of a pair on the screen holds here too."""
    monkeypatch.setenv("CTTUI_NOTEBOOK", str(tmp_path / "own"))
    notebook = Notebook(file_for("ours"), "ours", "Ours")
    notebook.judge("theirs", "a", "x", "not the same")
    notebook.judge("theirs", "b", "y", "same")
    assert main(["audit", str(ours), "--against", str(theirs), "--format", "jsonl"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {(line["id"], line["their_id"], line["judged"], line["reason"]) for line in lines} == {
        ("b", "y", "same", ""), ("a", "", "", "you judged x not the same"), ("", "x", "", ""),
    }  # fmt: skip


def test_what_is_sensitive_stays_out_of_what_is_handed_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A claim that rests on a sensitive source is in the table, and in other formats only if they are told to include it."""
    mine = timeline(tmp_path / "ours.toml", event("a", killed=41, by="an informant", source="secret"))
    other = timeline(tmp_path / "theirs.toml", event("x", killed=9))
    command = ["audit", str(mine), "--against", str(other), "--format"]
    main([*command, "table"])
    assert "41 (an informant)" in capsys.readouterr().out
    main([*command, "jsonl"])
    assert "informant" not in capsys.readouterr().out
    main([*command, "jsonl", "--include-sensitive"])
    assert "informant" in capsys.readouterr().out


def test_a_store_is_a_reference_set(shipped_index: Index, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A store is opened by what it is, not by its name; a damaged one is refused."""
    store = tmp_path / "reference.bin"
    made = Maker(shipped_index, 3).make(noise=1)
    compile_to(store, made.timeline)
    assert main(["audit", "--against", str(store), "--filter", "date:2024-03", "--format", "jsonl"]) == 1
    pairs = [line for line in map(json.loads, capsys.readouterr().out.splitlines()) if line["id"] and line["their_id"]]
    assert len(pairs) > 5
    assert sum(made.truth.get(pair["id"], ("",))[0] == pair["their_id"] for pair in pairs) >= len(pairs) - 1
    content = bytearray(store.read_bytes())
    content[len(content) // 2] ^= 255
    store.write_bytes(content)
    assert main(["audit", "--against", str(store)]) == 2
    assert str(store) in capsys.readouterr().err


def test_a_timeline_is_left_as_it_was(ours: Path, theirs: Path) -> None:
    """Comparing writes nothing."""
    before = [path.read_bytes() for path in (ours, theirs)]
    main(["audit", str(ours), "--against", str(theirs)])
    assert [path.read_bytes() for path in (ours, theirs)] == before
    assert open_timeline(ours, None).count == 2
