"""Dates on the command line: every form of EDTF checked, listed in order, and handed on as it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from cttui.cli.main import main

HEAD = """
[timeline]
id = "dates"
title = "Dates"
period = "2024"
time_zone = "Asia/Karachi"

[[province]]
code = "XX-AA"
name = "Alpha"
short = "AA"
tile = [0, 0]
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled stores go where the test's files are."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path / "cache"))


def written(folder: Path, dates: Mapping[str, str]) -> Path:
    """A timeline with an event of each id at a date, which is written as TOML."""
    events = "".join(
        f'\n[[event]]\nid = "{id_}"\ndate = {date}\nkind = "attack"\ntitle = "{id_}"\nprovinces = ["XX-AA"]\n'
        for id_, date in dates.items()
    )
    path = folder / "dates.toml"
    path.write_text(HEAD + events, encoding="utf-8")
    return path


def listed(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, str]]:
    """What ``cttui list`` prints as CSV."""
    assert main(["list", str(path), "--format", "csv", *more]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def ids(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """The ids that ``cttui list`` prints."""
    return [row["id"] for row in listed(path, capsys, *more)]


def test_events_of_a_day_keep_the_order_of_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of one day, what has no time stays as written, whatever the ids are; what has a time comes after it, by the clock."""
    dates = dict.fromkeys(("noon", "dawn", "e10", "e2"), '"2024-05-10"')
    times = {"late": '"2024-05-10T22:00:00"', "early": "2024-05-10T04:00:00+05:00", "before": '"2024-05-09"'}
    path = written(tmp_path, {**times, **dates})
    assert ids(path, capsys) == ["before", "noon", "dawn", "e10", "e2", "early", "late"]


def test_a_time_with_an_offset_is_of_the_day_in_the_timelines_zone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half past ten in the evening, UTC, is the next day in Karachi: listed, filtered and shown so."""
    path = written(
        tmp_path, {"utc": '"2024-05-10T22:30:00Z"', "toml": "2024-05-10T20:00:00+00:00", "local": "2024-05-11T01:30:00"}
    )
    rows = listed(path, capsys, "--filter", "date!:2024-05-11")
    assert [(row["id"], row["date"], row["earliest"]) for row in rows] == [
        ("toml", "2024-05-11T01:00:00+05:00", "2024-05-11"),
        ("local", "2024-05-11T01:30:00", "2024-05-11"),
        ("utc", "2024-05-11T03:30:00+05:00", "2024-05-11"),
    ]
    assert main(["show", "utc", "--timeline", str(path)]) == 0
    assert "11 May 2024, 03:30 (UTC+05:00)" in capsys.readouterr().out


ENDS = {
    "2024-05-10/..": ("2024-05-10", None),
    "../2024-05": (None, "2024-05-31"),
    "2024-05-10/": ("2024-05-10", None),
    "/2024-05": (None, "2024-05-31"),
    "[..1984]": (None, "1984-12-31"),
    "../0001-01-01": (None, "0001-01-01"),
    "9999-12/..": ("9999-12-01", None),
    "9999": ("9999-01-01", "9999-12-31"),
    "-0218-06": ("-0218-06-01", "-0218-06-30"),
    "Y17000": ("+17000-01-01", "+17000-12-31"),
    "../..": (None, None),
}
"""Dates, and their first and last possible day as they leave."""


def test_an_open_end_leaves_as_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What has no end in the file has none in CSV and JSON: an empty cell, a null, and no year that stands for it."""
    path = written(tmp_path, {f"e{place}": f'"{date}"' for place, date in enumerate(ENDS)})
    assert main(["list", str(path), "--format", "jsonl"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {record["date"]: (record["earliest"], record["latest"]) for record in records} == ENDS
    cells = {row["date"].lstrip("'"): (row["earliest"].lstrip("'"), row["latest"].lstrip("'")) for row in listed(path, capsys)}
    assert cells == {date: (first or "", last or "") for date, (first, last) in ENDS.items()}
    assert ids(path, capsys)[-1] == ids(path, capsys, "--filter", "is:undated")[0]


FORMS = (
    "-0218-06", "2024-21", "1985-04-12/", "[2024-05-10..2024-05-14]", "2024-05-XX/2024-05-10", "2024-07/2024-07-15",
    "2024/2024-03", "2024-XX-25", "{2023,2025-07}", "?2004-06-~11", "Y-17000", "2024-41", "/1985", "156X-12-25",
    "2024-05-10T08:30:00",
)  # fmt: skip


def test_every_form_passes_check_and_is_found_where_it_may_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``check`` is silent about valid EDTF, and a set or a mask is found on its own days alone."""
    path = written(tmp_path, {f"e{place}": f'"{date}"' for place, date in enumerate(FORMS)})
    assert (main(["check", str(path), "--ignore", "date-outside"]), capsys.readouterr().out) == (0, "")

    def found(query: str) -> set[str]:
        return {FORMS[int(id_[1:])] for id_ in ids(path, capsys, "--filter", query)}

    assert found("date:<0000") == {"-0218-06", "Y-17000", "/1985"}
    assert found("date:2023") == {"{2023,2025-07}", "1985-04-12/"}
    assert found("date:2024-11-24") == {"2024-41", "1985-04-12/"}
    assert found("date:2024-11-25") == {"2024-41", "1985-04-12/", "2024-XX-25"}
    assert found("date!:2024-05-10..2024-05-14") == {"[2024-05-10..2024-05-14]", "2024-05-10T08:30:00"}
    assert found("date!:{2023,2025}") == {"{2023,2025-07}"}
    assert found("date:[1561,2004-06-10]") == {"156X-12-25", "?2004-06-~11", "/1985", "1985-04-12/"}


REFUSED = {
    '"2024-05-10T08:30"': "e.g. 2024-05-10T08:30:00",
    '"2024-W05"': "write its days as 2024-01-29/2024-02-04",
    '"1985/open"': "write '..' for an open end",
    '"1950S2"': "cttui does not read significant digits",
    "2024-05-10T08:30:00.5": "times cannot have fractions of a second; write 2024-05-10T08:30:00",
}


@pytest.mark.parametrize("date", REFUSED)
def test_what_is_refused_is_told_with_what_passes(date: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The sentence of ``check`` names what to write instead."""
    path = written(tmp_path, {"e": date})
    assert main(["check", str(path)]) == 1
    assert REFUSED[date] in capsys.readouterr().out


def test_a_period_has_a_start_or_an_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A timeline about no time at all is a fault."""
    path = written(tmp_path, {})
    path.write_text(path.read_text().replace('period = "2024"', 'period = "../.."'))
    assert main(["check", str(path)]) == 1
    assert "expected a date with a start or an end" in capsys.readouterr().out
