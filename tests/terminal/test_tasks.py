"""Nine tasks of an analyst, each from a fresh start and with no more keys than it may take, at both sizes.

The keys of a step are written in one piece. Typed text is counted by letters, arrows and Enter are counted, and what a step
must show is what answers the task.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from terminal.test_terminal import Start, Terminal, start

__all__ = ["start"]

WIDE, SMALL = (140, 40), (80, 24)
PALETTE = "\x10"
"""Ctrl+P."""
_KEY = re.compile(r"\x1b(?:\[[0-9;]*[A-Z~])?|.", re.DOTALL)
"""What the terminal sends for one key."""


class Step(NamedTuple):
    """Keys, and what stands on the screen after them."""

    keys: str
    shows: tuple[str, ...]
    more_when_small: str = ""
    """Keys that a small screen takes besides, since it shows one thing at a time."""


class Task(NamedTuple):
    """A task, the keys that it may take, and a way to do it."""

    bound: int
    steps: tuple[Step, ...]


TASKS = {
    "attacks in Balochistan in August 2024, the sources of the deadliest": Task(
        15,
        (
            Step("2/att\taug\t\r", ("4 of 268 events",)),
            Step("Sg\r", ("Coordinated BLA attacks across Balochistan", "25–26 August 2024", "Source 1 of"), "\r"),
        ),
    ),
    "how many soldiers were killed in 2024, by whom counted, in which source": Task(
        12, (Step("C/soldiers", ("383 ×2", "ISPR", "685", "CRSS", "527", "PICSS", "The Nation, 1 Jan 2025")),)
    ),
    "what answered the March attack on Chinese nationals, after how many days": Task(
        12, (Step("/besham\t\rt", ("11 days after step 1", "6 Apr")), Step("", ("88 days after step 1", "22 Jun"), "G"))
    ),
    "when was Azm-e-Istehkam approved, by whom, and what did its critics say": Task(
        15,
        (
            Step(f"{PALETTE}azm\r", ("Apex Committee approves counter-terrorism",)),
            Step("jj", ("23–25 June 2024", "ANP"), "\r"),
        ),
    ),
    "who surrendered in Balochistan in 2024": Task(12, (Step("/surr\t\rj", ("14 wanted", "Najeeb", "Rasheed"), "\r"),)),
    "all events that cite Dawn, and how many figures rest on it alone": Task(
        16,
        (Step("/dawn\t\r", ("139 of 268 events",)), Step("C/dawn", ("254 figures in 258 claims, 203 on one publisher alone",))),
    ),
    "everything but Punjab and reports": Task(10, (Step("#/-rep\t\r", ("198 of 268 events", "-province:PB -kind:report")),)),
}
"""What is asked, by a name for it."""


def keys_in(text: str) -> int:
    """How many keys send a text."""
    return len(_KEY.findall(text))


def done(terminal: Terminal, steps: tuple[Step, ...], size: tuple[int, int]) -> int:
    """Do the steps, see what they show, and give the number of keys."""
    terminal.wait_for("of 268 events")
    pressed = 0
    for step in steps:
        keys = step.keys + (step.more_when_small if size == SMALL else "")
        pressed += keys_in(keys)
        if keys:
            terminal.press(keys)
        for text in step.shows:
            terminal.wait_for(text)
    return pressed


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=str)
@pytest.mark.parametrize("name", TASKS)
def test_a_task_takes_no_more_keys_than_it_may(start: Start, name: str, size: tuple[int, int]) -> None:
    """From a fresh start, the keys of each step show what the task asks for, and all together are within the bound."""
    pressed = done(start(size=size), TASKS[name].steps, size)
    assert pressed <= TASKS[name].bound, f"{pressed} keys"


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=str)
def test_five_marks_and_a_note_are_exported(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    """Mark five events, write a note, export both as Markdown: at most twenty keys and the note's own."""
    monkeypatch.chdir(tmp_path)
    note = "Ask Quetta."
    terminal = start(size=size)
    steps = (
        Step("mjmjmjmjm", ("5 marks",)),
        Step(f"N{note}\x1b", ("Note saved.",)),
        Step("X", ("Marks and notes",)),
        Step("\x1b[6~\r", ("Wrote 5 events",)),
    )
    assert done(terminal, steps, size) - len(note) <= 20
    written = (tmp_path / "pakistan-2024-marks.md").read_text(encoding="utf-8")
    assert written.count("\n## ") == 5
    assert note in written


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, SMALL], ids=str)
def test_a_view_is_saved_and_the_place_is_come_back_to(start: Start, size: tuple[int, int]) -> None:
    """Save what is filtered as a view, quit, and go on at the next start where one was: at most eight keys."""
    first = start("--filter", "province:BA kind:attack", size=size)
    pressed = done(first, (Step("jva\r", ("saved as In Balochistan, of kind attack",)), Step("q", ())), size) - 1
    assert first.end() == 0
    again = start(size=size)
    pressed += done(again, (Step("'", ("22 of 268 events", "province:BA kind:attack")),), size)
    assert pressed <= 8
