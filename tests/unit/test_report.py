"""The report of an import: what it counts, says and writes."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.errors import StoreError
from cttui.imports import provenance
from cttui.imports.provenance import Provenance, ReadFile
from cttui.imports.report import COLUMNS, FIRST, Fault, Report, Summary, report_to
from cttui.text import has_control

FAULTS = st.lists(st.builds(Fault, st.integers(0, 99), st.integers(1, 20), st.text(), st.booleans(), st.text()), max_size=30)


@given(FAULTS)
def test_a_row_is_left_out_or_mended_once(faults: list[Fault]) -> None:
    """A row counts once however many faults it has, and one that is left out is not mended too."""
    report = Report()
    for fault in faults:
        report.take(fault)
    left = {fault.row for fault in faults if not fault.kept}
    assert (report.left_out, report.mended) == (len(left), len({fault.row for fault in faults} - left))
    assert report.first == faults[:FIRST]
    said = list(report.sentences("x.csv"))
    assert len(said) == min(len(faults), FIRST) + (len(faults) > FIRST)
    assert not any(map(has_control, said))


@pytest.mark.parametrize("name", ["report.csv", "report.jsonl", "report"])
@given(faults=FAULTS)
def test_a_report_has_every_fault(tmp_path_factory: pytest.TempPathFactory, name: str, faults: list[Fault]) -> None:
    """Its file has a row for each fault in the order in which they were found: JSON Lines by its name, else CSV."""
    path = tmp_path_factory.mktemp("report") / name
    with report_to(path) as report:
        for fault in faults:
            report.take(fault)
    text = path.read_text(encoding="utf-8")
    if name.endswith("jsonl"):
        rows = [json.loads(line) for line in text.split("\n")[:-1]]
        found = [(row["line"], row["row"], row["kept"]) for row in rows]
    else:
        head, *cells = csv.reader(text.splitlines())
        assert tuple(head) == COLUMNS
        rows = [dict(zip(head, row, strict=True)) for row in cells]
        found = [(int(row["line"]), int(row["row"]), row["kept"] == "yes") for row in rows]
    assert found == [(fault.line, fault.row, fault.kept) for fault in faults]
    assert not any(has_control(row["reason"]) or has_control(row["file"]) for row in rows)


def test_a_cell_of_a_report_runs_nothing(tmp_path: Path) -> None:
    """A reason or a file's name that a spreadsheet would take for a formula is plain text in the CSV."""
    with report_to(tmp_path / "report.csv") as report:
        report.take(Fault(2, 1, "=HYPERLINK(1) is no day", False, "=x.csv"))
    assert (tmp_path / "report.csv").read_text().splitlines()[1] == "'=x.csv,2,1,'=HYPERLINK(1) is no day,no"


def test_a_report_comes_whole_or_not_at_all(tmp_path: Path) -> None:
    """Where the import fails, the report that was there stays, and no half of another is left."""
    path = tmp_path / "report.csv"
    path.write_text("before")
    with pytest.raises(KeyboardInterrupt), report_to(path) as report:  # noqa: PT012 - what is raised ends the block
        report.take(Fault(2, 1, "cut", False))
        raise KeyboardInterrupt
    assert [one.name for one in tmp_path.iterdir()] == ["report.csv"]
    assert path.read_text() == "before"


@pytest.mark.parametrize(
    ("summary", "said"),
    [
        (Summary(16_566, 0, 3), "16,566 rows kept, none left out, 3 mended"),
        (Summary(1, 1_200, 0), "1 row kept, 1,200 left out, none mended"),
        (Summary(0, 2, 0), "no rows kept, 2 left out, none mended"),
    ],
)
def test_a_summary_is_said(summary: Summary, said: str) -> None:
    """The three counts in a phrase."""
    assert summary.sentence == said


FILES = st.lists(st.builds(ReadFile, st.text(), st.integers(0), st.text()), max_size=5).map(tuple)
COUNT = st.integers(0)


@given(st.builds(Provenance, st.text(), st.text(), FILES, COUNT, COUNT, COUNT, st.text(), st.text()))
def test_where_rows_come_from_is_read_back(given_: Provenance) -> None:
    """What a store says of its files is read back the same; what else stands there is passed over."""
    assert provenance.read(json.dumps({**given_.plain(), "pieces": ["dates"]})) == given_


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"files": 3}', "null", "\ud800"])
def test_damage_of_where_rows_come_from_is_an_error(text: str) -> None:
    """Anything else is called damaged."""
    with pytest.raises(StoreError):
        provenance.read(text)
