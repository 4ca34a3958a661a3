"""In a real terminal: a dataset imported, interrupted, opened, filtered by the keyboard, and its row read."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from datasets import HEADER, rows, written
from terminal.test_terminal import DEADLINE, Start, start

__all__ = ["start"]


def large(path: Path, count: int = 40_000) -> Path:
    """A dataset that takes seconds to import."""
    few = list(rows(200))
    ident = HEADER.index("id")
    table = []
    for number in range(count):
        row = [*few[number % len(few)]]
        row[ident] = str(number)
        table.append(row)
    return written(path, table)


def no_process_is_left(group: int) -> bool:
    """Whether every process of a program's group has ended, within the time that anything may take."""
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        os.sched_yield()
    return False


def test_an_import_says_how_far_it_is(start: Start, tmp_path: Path) -> None:
    """The line fits the terminal, is written over and gone at the end, when the counts are said."""
    large(tmp_path / "events.csv", 12_000)
    terminal = start("import", tmp_path / "events.csv", "-o", tmp_path / "x.cttui", size=(60, 20))
    terminal.wait_for(lambda text: " % ·" in text and " rows" in text)
    assert all(len(line.rstrip()) < 60 for line in terminal.text.split("\n"))
    assert terminal.end() == 0
    # the end of a line may be within a word
    assert "none left out, none mended".replace(" ", "") in "".join(terminal.text.split())
    assert " % ·" not in terminal.text
    assert (tmp_path / "x.cttui").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
@pytest.mark.parametrize("opens", [False, True], ids=["import", "open"])
def test_ended_in_the_middle_nothing_is_left(start: Start, tmp_path: Path, number: signal.Signals, opens: bool) -> None:
    """Ctrl+C, or a signal, while a dataset is imported: its exit code, no store, no part of one, and no process."""
    path = large(tmp_path / "events.csv")
    terminal = start(path) if opens else start("import", path, "-o", tmp_path / "x.cttui")
    terminal.wait_for(lambda text: " % ·" in text)
    group = terminal.program.pid
    assert group is not None
    if number == signal.SIGINT:
        terminal.press("\x03")
    else:
        os.kill(group, number)
    assert terminal.end() == 128 + number
    assert no_process_is_left(group)
    left = {found.name for found in tmp_path.rglob("*") if found.is_file()}
    assert {name for name in left if not name.endswith(".seen")} == {"events.csv"}


def test_a_dataset_is_explored_with_keys_in_one_write(start: Start, tmp_path: Path) -> None:
    """A file opens as a timeline does; a filter by province and Enter, typed at once, read the row and its source."""
    path = written(tmp_path / "events.csv", list(rows(300)))
    terminal = start(path)
    terminal.wait_for("of 300 events")
    terminal.press("/province:upper\r")
    upper = sum(row[HEADER.index("adm_1")] == "Upper" for row in rows(300))
    terminal.wait_for(f"{upper} of 300 events")
    terminal.press("\x1b\r")
    terminal.wait_for("Herald")
    terminal.press("qq")
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_what_would_change_a_dataset_says_why_not(start: Start, tmp_path: Path) -> None:
    """A key that writes to a timeline's file says that a dataset is not changed, and with what to start a timeline."""
    terminal = start(written(tmp_path / "events.csv", list(rows(20))), size=(80, 24))
    terminal.wait_for("20 of 20 events")
    terminal.press("I")
    terminal.wait_for("A dataset cannot be changed")
    terminal.press("i")
    terminal.wait_for("20 rows kept, none left out")
    terminal.press("qq")
    assert terminal.end() == 0
