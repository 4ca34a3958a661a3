"""Beginning a timeline, adding an event and changing one, in a real terminal: the keys of each way in one write."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from cttui.cli.main import main
from cttui.timeline import load
from terminal.test_terminal import Start, start

__all__ = ["start"]

SIZES = [(140, 40), (80, 24)]


@pytest.mark.parametrize("size", SIZES)
def test_from_an_empty_folder_to_an_event_of_ones_own(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """``new``, ``add event`` answered at its questions, ``I`` in the app: the file passes check, and has both events."""
    path = tmp_path / "t.toml"
    assert main(["new", str(path), "--period", "2024"]) == 0
    terminal = start("add", "event", path, size=size)
    terminal.wait_for("date (")
    terminal.press("5 mar 2024\r")
    terminal.wait_for("title (")
    terminal.press("Port sold [/red]\r")
    terminal.wait_for("kind (")
    terminal.press("polcy\r")
    terminal.wait_for("did you mean policy?")
    terminal.press("policy\r")
    terminal.wait_for("provinces (")
    terminal.press("\r")
    terminal.wait_for("write it? [Y/n]")
    terminal.press("\r")
    terminal.wait_for("added.")
    assert terminal.end() == 0
    terminal = start(path, size=size)
    terminal.wait_for("2 of 2 events")
    terminal.press("I7 mar 2024\tSettlement signed\tpolicy\tNP\x13")
    terminal.wait_for("added. z undoes it.")
    terminal.press("q")
    assert terminal.end() == 0
    assert main(["check", str(path)]) == 0
    assert main(["fmt", "--check", str(path)]) == 0
    assert [(event.date, event.title, event.provinces) for event in load.load(path).events[1:]] == [
        ("2024-03-05", "Port sold [/red]", ()),
        ("2024-03-07", "Settlement signed", ("XX-NP",)),
    ]


def test_a_title_is_changed_and_nothing_else(start: Start, tmp_path: Path, shipped_path: Path) -> None:
    """E, the title's end, a word, Ctrl+S in one write: one line of the file differs."""
    path = Path(shutil.copy(shipped_path, tmp_path / "t.toml"))
    before = path.read_text().splitlines()
    terminal = start(path, "--at", "2024-03-26-besham")
    terminal.wait_for("26 March 2024")
    terminal.press("E\t\x1b[F, again\x13")
    terminal.wait_for("changed: title. z undoes it.")
    terminal.press("q")
    assert terminal.end() == 0
    differing = [(old, new) for old, new in zip(before, path.read_text().splitlines(), strict=True) if old != new]
    title = 'title = "Suicide car bomb near Besham kills five Chinese nationals and a driver'
    assert differing == [(f'{title}"', f'{title}, again"')]


def test_ones_own_editor_is_at_the_line(start: Start, tmp_path: Path, shipped_path: Path) -> None:
    """The key e lends the terminal to $EDITOR at the event's line, and what it saved is on screen afterwards."""
    path = Path(shutil.copy(shipped_path, tmp_path / "t.toml"))
    line = path.read_text().splitlines().index('id = "2024-03-26-besham"')
    code = """import sys
print('at', sys.argv[1])
input()
text = open(sys.argv[2]).read()
open(sys.argv[2], 'w').write(text.replace('Suicide car bomb near Besham', 'EDITED'))"""
    script = tmp_path / "vi"
    script.write_text(f"#!{sys.executable}\n{code}\n")
    script.chmod(0o755)
    terminal = start(path, "--at", "2024-03-26-besham", EDITOR=str(script))
    terminal.wait_for("26 March 2024")
    terminal.press("e")
    terminal.wait_for(f"at +{line}")
    terminal.press("\r")
    terminal.wait_for("EDITED")
    terminal.press("q")
    assert terminal.end() == 0


@pytest.mark.parametrize("size", SIZES)
def test_a_change_is_looked_at_and_taken_back(start: Start, tmp_path: Path, shipped_path: Path, size: tuple[int, int]) -> None:
    """E, a word, Ctrl+S, z in one write shows the lines; z again, and the file is as it was, to the byte."""
    path = Path(shutil.copy(shipped_path, tmp_path / "t.toml"))
    terminal = start(path, "--at", "2024-03-26-besham", size=size)
    terminal.wait_for("26 March 2024" if size == SIZES[0] else "Suicide car bomb near Besham")
    terminal.press("E\t\x1b[F, again\x13z")
    terminal.wait_for("z again undoes it")
    terminal.wait_for("again")
    assert "- title = " in terminal.text
    assert "+ title = " in terminal.text
    terminal.press("z")
    terminal.wait_for("Undone: Event 2024-03-26-besham changed: title.")
    terminal.press("q")
    assert terminal.end() == 0
    assert path.read_bytes() == shipped_path.read_bytes()
