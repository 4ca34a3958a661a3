"""The terminal's own cursor, which screen readers and braille displays follow: on the row or field that has the keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal.test_terminal import SMALL, Start, Terminal, start

__all__ = ["start"]

SIZES = [(140, 40), (80, 24)]


def row_at(terminal: Terminal) -> str:
    """The line of the screen from the terminal's cursor on."""
    cursor = terminal.screen.cursor
    line: str = terminal.screen.display[cursor.y]
    return line[cursor.x :]


def left_of(terminal: Terminal) -> str:
    """The same line up to the cursor."""
    cursor = terminal.screen.cursor
    line: str = terminal.screen.display[cursor.y]
    return line[: cursor.x]


def stands(terminal: Terminal, begins: str, *holds: str) -> None:
    """Wait until the cursor stands where a text begins, on a line that holds others."""
    terminal.wait_for(lambda _: row_at(terminal).startswith(begins) and all(text in row_at(terminal) for text in holds))


def walk(terminal: Terminal, *steps: tuple[str, str, str]) -> None:
    """Press keys, and look each time at what the cursor stands on."""
    for keys, begins, holds in steps:
        terminal.press(keys)
        stands(terminal, begins, holds)


DOWN, RIGHT = "\x1b[B", "\x1b[C"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_list_the_facets_and_the_provinces(start: Start, size: tuple[int, int]) -> None:
    """On Explore the cursor is on the event, the value or the tile that is highlighted, whatever has the keyboard."""
    terminal = start(size=size)
    stands(terminal, "▌", "Six barbers")
    walk(
        terminal,
        ("j", "▌", "Sunni Ulema"),
        ("j", "▌", "Senate resolution"),
        ("G", "▌", "HRCP"),
        ("g", "▌", "Six barbers"),
        ("f", "▌", "attack"),
        ("j", "▌", "policy"),
        ("\x1b[Z", "1 KP", ""),
        (RIGHT, "4 IS", ""),
    )


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_bar_and_its_suggestions(start: Start, size: tuple[int, int]) -> None:
    """In the bar the cursor is behind the last letter, on a suggestion once it is chosen, and back with the next letter."""
    terminal = start(size=size)
    stands(terminal, "▌", "Six barbers")
    terminal.press("/ki")
    terminal.wait_for(lambda _: "killed:" in terminal.text and terminal.screen.cursor.y == 1)
    assert left_of(terminal).rstrip().endswith("ki")
    walk(terminal, (DOWN, "▌kind:", ""), (DOWN, "▌killed:", ""), ("l", " ", ""))
    terminal.wait_for(lambda _: left_of(terminal).endswith("kil"))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_screens_with_a_list(start: Start, size: tuple[int, int]) -> None:
    """In claims, sources, threads, a thread's steps, views and the grid the cursor is on what is highlighted."""
    terminal = start(size=size)
    stands(terminal, "▌", "Six barbers")
    walk(terminal, ("C", "▌", ""), ("j", "▌", "SATP"), ("\x1b", "▌", "Six barbers"))
    walk(terminal, ("s", "▌", "24 News HD"), ("j", "▌", "22 Mar 2024"), ("\x1b", "▌", "Six barbers"))
    walk(terminal, ("t", "▌", "Chinese nationals"), ("j", "▌", "The March attack"), ("\r", "▌", "Suicide car bomb"))
    walk(terminal, (RIGHT, "▌", "contractors"), ("\x1b", "▌", "The March attack"), ("\x1b", "▌", "Six barbers"))
    walk(terminal, ("v", "▌", "Deaths of ten"), ("j", "▌", "Disputed"), ("\x1b", "▌", "Six barbers"))
    walk(terminal, ("x", "[7]", ""), ("j", "[6]", "52"), (RIGHT, "[4]", "52"), ("\x1b", "▌", "Six barbers"))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_map(start: Start, size: tuple[int, int]) -> None:
    """On the map the cursor is on the event, in the list or in the line below, and on the cross-hair of a box."""
    terminal = start(size=size)
    stands(terminal, "▌", "Six barbers")
    walk(terminal, ("M", "▌", "Six"), ("j", "▌", "Sunni"), ("b", "┼", ""), ("\x1b", "▌", "Sunni"))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_help_palette_and_forms(start: Start, size: tuple[int, int]) -> None:
    """Where a field has a list below it, the cursor is in the field while one types, and on the list once it is moved."""
    terminal = start(size=size)
    stands(terminal, "▌", "Six barbers")
    walk(terminal, ("?", "type to find", ""), ("d", " ", ""), (DOWN, "▌", ""), ("z", " ", ""), ("\x1b", "type to find", ""))
    walk(terminal, ("\x1b", "▌", "Six barbers"), ("\x10", "Find an event", ""), ("attacks in", " ", ""))
    terminal.wait_for("Attacks in Punjab")
    walk(terminal, (DOWN, " ", "Attacks in"), ("\x1b", "▌", "Six barbers"))
    terminal.press("N")
    terminal.wait_for("Note")
    terminal.press("two\rlines")
    terminal.wait_for(lambda _: left_of(terminal).endswith("lines"))
    walk(terminal, ("\x1b", "▌", "Six barbers"), ("X", " ", ""), (DOWN, "▌", ""))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_form(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """In a form the cursor is behind what was typed in its field, and in the next one after Tab."""
    file = tmp_path / "small.toml"
    file.write_bytes(SMALL.read_bytes())
    terminal = start(file, size=size)
    stands(terminal, "▌", "")
    terminal.press("I")
    terminal.wait_for("New event")
    terminal.press("2024-02-30")
    terminal.wait_for(lambda _: left_of(terminal).endswith("2024-02-30"))
    first = terminal.screen.cursor.y
    terminal.press("\tName")
    terminal.wait_for(lambda _: left_of(terminal).endswith("Name") and terminal.screen.cursor.y > first)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_reading(start: Start, size: tuple[int, int]) -> None:
    """In the reader the cursor is at the top of the text in sight, and in the list of sources if that has the keyboard."""
    terminal = start(size=size)
    stands(terminal, "▌", "Six barbers")
    walk(terminal, ("\r\r" if size[0] < 100 else "\r", "Tragedy Strikes", ""), (RIGHT, "Militants kill", ""))


def test_the_cursor_is_hidden_unless_it_is_asked_for(start: Start) -> None:
    """The terminal's cursor is invisible by default, and visible with --cursor or the setting; leaving shows it as before."""
    for arguments, variables, hidden in (((), {}, True), (("--cursor",), {}, False), ((), {"CTTUI_CURSOR": "1"}, False)):
        terminal = start(*arguments, **variables)
        stands(terminal, "▌", "Six barbers")
        assert terminal.screen.cursor.hidden is hidden
        terminal.press("j")
        stands(terminal, "▌", "Sunni Ulema")
        assert terminal.screen.cursor.hidden is hidden
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_restored()
