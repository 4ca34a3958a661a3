"""The line that says how far an import is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.cli.progress import told
from cttui.imports.report import Progress
from cttui.text import cells, line

COUNT = st.integers(0, 10**10)


@given(st.text(max_size=80), COUNT, COUNT, COUNT, st.floats(0, 10**6), st.integers(1, 200), st.booleans())
def test_the_line_fits(name: str, rows: int, read: int, size: int, seconds: float, width: int, ending: bool) -> None:
    """Whatever is imported, the line is shorter than the terminal, and says nothing above 100 %."""
    said = told(line(name), Progress(rows, min(read, size), size, ending), seconds, width)
    assert cells(said) < max(width, 1)
    assert "100 %" not in said.removeprefix(line(name))


@pytest.mark.parametrize(
    ("progress", "seconds", "width", "said"),
    [
        (Progress(162_000, 42, 100), 6.0, 80, "ged.csv: 42 % · 162,000 rows · 27,000 rows a second · 8 s left"),
        (Progress(162_000, 42, 100), 6.0, 50, "ged.csv: 42 % · 162,000 rows · 8 s left"),
        (Progress(162_000, 42, 100), 6.0, 30, "ged.csv: 42 % · 8 s left"),
        (Progress(64, 1, 100), 0.2, 80, "ged.csv: 1 % · 64 rows"),
        (Progress(386_000, 100, 100, ending=True), 9.0, 80, "ged.csv: 386,000 rows · sorting"),
        (Progress(10, 1, 1_000), 10.0, 80, "ged.csv: 0 % · 10 rows · 1 rows a second · 2 h 46 min left"),
    ],
)
def test_the_line_leaves_out_what_has_no_room(progress: Progress, seconds: float, width: int, said: str) -> None:
    """Share, rows, rate and time left; in a narrow terminal the rate goes first, then the rows."""
    assert told("ged.csv", progress, seconds, width) == said
