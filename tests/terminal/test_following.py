"""The app follows its file in a real terminal, while an editor saves it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from terminal.test_terminal import Start, Terminal, start
from ui.helpers import SMALL

__all__ = ["start"]

TITLE = "Attack on a road"
"""The title of an event of the small timeline that is in sight from the start."""
BEAT = 0.05
"""Seconds between two saves of an editor that saves twenty times a second."""


def saved(path: Path, text: str) -> None:
    """Save a file as editors do: under another name, then moved into place."""
    beside = path.with_name(f".{path.name}.swp")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A copy of the small timeline in a folder of its own."""
    found = tmp_path / "kept" / "small.toml"
    found.parent.mkdir()
    found.write_bytes(SMALL.read_bytes())
    return found


def opened(start: Start, path: Path) -> Terminal:
    """The app on it, with its first frame."""
    terminal = start(path)
    terminal.wait_for("9 of 9 events")
    return terminal


def test_a_good_save_is_taken_over_and_marked(start: Start, path: Path) -> None:
    """What another program saves is on screen without a key, with a sign in the list and a sentence; a key ends the sign."""
    terminal = opened(start, path)
    text = path.read_text(encoding="utf-8")
    saved(path, text.replace(TITLE, "Raid on a road"))
    terminal.wait_for("small.toml changed: 1 event.")
    terminal.wait_for("Δ Raid on a road")
    terminal.press("j")
    terminal.wait_for(lambda text: "Δ" not in text and "Raid on a road" in text)
    terminal.press("/is:changed\r")
    terminal.wait_for("1 of 9 events")
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.unlink(), "this file does not exist"),
        (lambda path: (path.unlink(), path.mkdir()), "folder"),
    ],
    ids=["removed", "a folder"],
)
def test_a_file_that_is_gone_leaves_the_last_good_state(
    start: Start, path: Path, spoil: Callable[[Path], object], said: str
) -> None:
    """Where the file vanishes or a folder takes its place, one line says so; once it is back, so is the silence."""
    terminal = opened(start, path)
    text = path.read_text(encoding="utf-8")
    spoil(path)
    terminal.wait_for(said)
    terminal.wait_for("the last good state is shown")
    assert "9 of 9 events" in terminal.text
    if path.is_dir():
        path.rmdir()
    saved(path, text)
    terminal.wait_for("The file is valid again.")
    terminal.press("q")
    assert terminal.end() == 0


def test_a_timeline_that_could_not_be_opened_opens_once_it_is_sound(start: Start, path: Path) -> None:
    """The list of faults at the start follows the file, too: as soon as it is sound, the timeline is there."""
    text = path.read_text(encoding="utf-8")
    saved(path, text.replace('kind = "operation"', 'kind = "opera"'))
    terminal = start(path)
    terminal.wait_for("1 problem")
    saved(path, text.replace('kind = "operation"', 'kind = "opera"').replace('date = "2024-01-05"', 'date = "2024-13-05"'))
    terminal.wait_for("2 problems")
    saved(path, text)
    terminal.wait_for("9 of 9 events")
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.thorough
def test_broken_saves_twenty_times_a_second_neither_stop_the_app_nor_lose_the_last_good_state(start: Start, path: Path) -> None:
    """For ten seconds of broken saves, keys do what they do, and the last good timeline stays; the good save ends it."""
    terminal = opened(start, path)
    text = path.read_text(encoding="utf-8")
    ended = Event()

    def save() -> None:
        for turn in range(200):
            saved(path, text.replace("[[event]]", "[[event" if turn % 2 else "]]", 1) + f"# {turn}\n")
            ended.wait(BEAT)
        ended.set()

    writer = Thread(target=save)
    writer.start()
    terminal.wait_for("The file has")
    while not ended.is_set():
        terminal.press("g")
        terminal.wait_for(lambda text: "▌      3" in text)
        terminal.press("j")
        terminal.wait_for(lambda text: "▌      5" in text)
        assert "9 of 9 events" in terminal.text
    writer.join()
    terminal.press("!")
    terminal.wait_for("the last good state is kept")
    saved(path, text.replace(TITLE, "Raid on a road"))
    terminal.wait_for("Raid on a road")
    terminal.press("q")
    assert terminal.end() == 0
