"""Plain lines at a real terminal: the prompt, its editing and completion, pages, and the keys that end something."""

from __future__ import annotations

from pathlib import Path

import pytest

from terminal.test_terminal import SMALL, Start, Terminal, start

__all__ = ["start"]


def opened(start: Start, *arguments: str | Path, size: tuple[int, int] = (100, 30), **variables: str) -> Terminal:
    """The program at its prompt."""
    terminal = start("--linear", *arguments, size=size, **variables)
    terminal.wait_for("Type help for the commands, quit to leave.")
    terminal.wait_for(lambda text: text.rstrip().endswith("cttui>"))
    return terminal


def test_a_session(start: Start) -> None:
    """The title, the count and the event come first; commands are answered below their line; no control sequence is written."""
    terminal = opened(start, SMALL)
    assert "of 9 events" in terminal.text
    terminal.press("filter kind:attack\r")
    terminal.wait_for("2 of 9 events")
    terminal.press("next\r")
    terminal.wait_for("2 of 2: ")
    terminal.press("fitler\r")
    terminal.wait_for("Unknown command 'fitler'; did you mean filter?")
    terminal.press("q\r")
    assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw


def test_ctrl_c_drops_the_line_and_ctrl_d_leaves(start: Start) -> None:
    """Ctrl+C forgets what was typed and goes on; Ctrl+D on an empty line leaves with 0."""
    terminal = opened(start, SMALL)
    terminal.press("filter kind:pol\x03")
    terminal.wait_for(lambda text: text.count("cttui>") == 2)
    terminal.press("here\r")
    terminal.wait_for("1 of 9: ")
    terminal.press("note\r")
    terminal.wait_for("note>")
    terminal.press("half\r\x03")
    terminal.wait_for("The note was not changed.")
    terminal.press("\x04")
    assert terminal.end() == 0
    assert b"Traceback" not in terminal.raw


def test_ctrl_d_ends_a_note(start: Start, tmp_path: Path) -> None:
    """Ctrl+D saves the note that is being typed, as a single dot does; where nothing is typed, the note there is stays."""
    terminal = opened(start, SMALL)
    for typed, said in (("one\r", "Note saved."), ("", "The note was not changed.")):
        terminal.press("note\r")
        terminal.wait_for(lambda text: text.rstrip().endswith("note>"))
        terminal.press(f"{typed}\x04")
        terminal.wait_for(said)
        terminal.wait_for(lambda text: text.rstrip().endswith("cttui>"))
    terminal.press("\x04")
    assert terminal.end() == 0
    (notebook,) = (tmp_path / "notebook").glob("*.toml")
    assert 'text = "one"' in notebook.read_text(encoding="utf-8")


def test_tab_completes_and_the_arrow_recalls(start: Start) -> None:
    """Tab finishes a command and a value; the arrow up brings the last line back."""
    terminal = opened(start, SMALL)
    terminal.press("filt\t")
    terminal.wait_for("cttui> filter")
    terminal.press(" kind:att\t")
    terminal.wait_for("kind:attack")
    terminal.press("\r")
    terminal.wait_for("2 of 9 events")
    terminal.press("\x1b[A")
    terminal.wait_for(lambda text: text.rstrip().endswith("cttui> filter kind:attack"))
    terminal.press("\x15quit\r")
    assert terminal.end() == 0


def test_long_output_stops_at_the_height_and_lines_are_wrapped(start: Start) -> None:
    """A page is as high as the terminal, an empty line brings the next; words are not broken at the edge."""
    terminal = opened(start, size=(60, 20))
    terminal.press("list\r")
    terminal.wait_for("There is more; an empty line goes on.")
    before = terminal.text
    assert "Six barbers" in terminal.raw.decode()
    terminal.press("\r")
    terminal.wait_for(lambda text: text != before and text.rstrip().endswith("cttui>"))
    terminal.press("quit\r")
    assert terminal.end() == 0
    assert all(len(line) <= 60 for line in terminal.raw.decode().split("\r\n"))


@pytest.mark.parametrize("argument", ["--read-only", "--filter=kind:attack"])
def test_where_the_reader_was_is_kept_for_the_app(start: Start, tmp_path: Path, argument: str) -> None:
    """Leaving keeps the place for the next time, in the notebook that the app has; not if it is read-only."""
    terminal = opened(start, SMALL, argument)
    terminal.press("last\r")
    terminal.wait_for(" of ")
    terminal.press("quit\r")
    assert terminal.end() == 0
    assert bool(list((tmp_path / "notebook").glob("*.toml"))) == (argument != "--read-only")
