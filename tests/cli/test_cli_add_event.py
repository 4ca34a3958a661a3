"""``cttui add event``: an event from options, with what else happened then and there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cttui.cli.add_event import OPTIONS
from cttui.cli.main import main
from cttui.curation.book import Book
from cttui.curation.event import EventForm
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline import load

BESHAM = (
    *("--date", "26 mar 2024", "--kind", "attack", "--title", "Five Chinese engineers killed near Besham"),
    *("--province", "KP", "--place", "besham"),
)
NEW = ("--date", "2024-05-03", "--kind", "court", "--title", "A hearing", "--province", "BA", "--province", "Punjab")


@pytest.fixture
def file(shipped_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped timeline."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))
    return Path(shutil.copy(shipped_path, tmp_path / "t.toml"))


def test_an_event_is_added_and_no_other_byte_changes(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Options become the record, in its place by date; the file passes check, and the rest of it is as it was."""
    before = file.read_text()
    assert main(["add", "event", str(file), *NEW]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "date: Friday, 3 May 2024\nEvent 2024-05-03-hearing added.\n")
    record = """[[event]]
id = "2024-05-03-hearing"
date = "2024-05-03"
kind = "court"
title = "A hearing"
provinces = ["PK-BA", "PK-PB"]
"""
    after = file.read_text()
    assert after.count(record) == 1
    assert after.replace(record, "", 1).replace("\n\n\n", "\n\n") == before
    events = [event.id for event in load.load(file).events]
    assert events.index("2024-05-03-hearing") == 1 + max(
        place
        for place, event in enumerate(load.parse(before.encode(), "t").events)
        if event.when and event.date <= "2024-05-03"
    )


def test_a_second_of_the_same_is_refused_unless_it_is_meant(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What looks the same is shown with its id, nothing is written, and --yes adds it all the same."""
    before = file.read_bytes()
    assert main(["add", "event", str(file), *BESHAM]) == 1
    err = capsys.readouterr().err
    assert "\nLooks the same: 26 Mar 2024  Suicide car bomb near Besham kills five" in err
    assert "2024-03-26-besham" in err
    assert err.endswith("cttui add event: it may already be in the file; add it anyway with --yes\n")
    assert file.read_bytes() == before
    assert main(["add", "event", str(file), *BESHAM, "--yes"]) == 0
    assert file.read_bytes() != before


@pytest.mark.parametrize("yes", [(), ("--yes",)], ids=["", "yes"])
def test_what_was_made_of_it_is_told(file: Path, capsys: pytest.CaptureFixture[str], yes: tuple[str, ...]) -> None:
    """No date, one outside the period, and what a place brings along: nothing of it is decided silently."""
    told = ["add", "event", str(file), "--title", "A test of it", "--kind", "attack", "--province", "KP", *yes]
    assert main(told) == 0
    assert "date: not known\n" in capsys.readouterr().err
    assert main([*told, "--date", "1 jan 1999", "--place", "Besham"]) == 0
    assert capsys.readouterr().err.startswith(
        "date: 1999-01-01 · Friday, 1 January 1999 · outside the timeline's period, 2024\n"
        "district: Shangla, as in 1 event\n"
        "coordinates: 34.93, 72.88 town, as the file has it\n"
    )


def test_a_dry_run_prints_the_record_and_writes_nothing(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The record as the file would have it, its coordinates from the file; apart from it what else happened there then."""
    before = file.read_bytes()
    assert main(["add", "event", str(file), *BESHAM, "--dry-run"]) == 0
    told = capsys.readouterr()
    assert "\nLooks the same: 26 Mar 2024  Suicide car bomb near Besham kills five" in told.err
    lines = told.out.splitlines()
    assert lines[0] == "[[event]]"
    assert lines[-1] == 'place = { name = "Besham", district = "Shangla", lat = 34.93, lon = 72.88, precision = "town" }'
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--kind: a kind is needed"),
        (["--title", "A", "--kind", "atack"], "--kind: unknown kind 'atack'; did you mean attack?"),
        (["--kind", "attack"], "--title: a title is needed"),
        ([*NEW, "--source", "no-such"], "--source: unknown source 'no-such'"),
        ([*NEW, "--responds-to", "2024-03-26-beshan"], "--responds-to: unknown event '2024-03-26-beshan'; did you mean"),
        ([*NEW, "--date", "3/4/2024"], "--date: '3/4/2024' is one of two days"),
        ([*NEW, "--id", "2024-03-26-besham"], "--id: an event already has this id"),
        ([*NEW, "--coordinates", "200, 3"], "--coordinates: 200.0, 3.0 is on no map"),
        ([*NEW, "--title", "a\x1b[31mb"], "--title: text must not contain control characters"),
    ],
)
def test_what_is_wrong_is_said_by_its_option(
    file: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence that names the option, and the file as it was."""
    before = file.read_bytes()
    assert main(["add", "event", str(file), *arguments, "--yes"]) == 2
    assert f"cttui: {said}" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_the_timeline_that_comes_with_cttui_is_not_changed_unnamed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a timeline, and none set, the command says how to begin one."""
    assert main(["add", "event", *NEW]) == 2
    assert "expected the TIMELINE to add to; make one with 'cttui new PATH'" in capsys.readouterr().err


def test_every_field_has_its_option(shipped_index: Index) -> None:
    """What the form asks for, an option can say."""
    assert {one.key for one in OPTIONS} == {one.key for one in EventForm(Book(shipped_index)).fields}
