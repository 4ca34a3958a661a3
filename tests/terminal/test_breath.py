"""Keys written to the terminal in one piece do what they do typed slowly, on screens that are just being opened too."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from terminal.test_terminal import Start, start

__all__ = ["start"]

SIZES = [(140, 40), (80, 24)]


def kept(folder: Path) -> dict[str, list[dict[str, str]]]:
    """What the notebook holds."""
    (file,) = (folder / "notebook").glob("*.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_eight_marks_in_one_breath(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """Mark and down, eight times in one write: eight events are marked."""
    terminal = start(size=size)
    terminal.wait_for("events")
    terminal.press("mj" * 8)
    terminal.wait_for("8 marks")
    assert len(kept(tmp_path)["mark"]) == 8


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_whole_note_in_one_breath(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """The note's box, its text and the key that closes it in one write: the note is saved whole."""
    terminal = start(size=size)
    terminal.wait_for("events")
    terminal.press("Nhello\x1b")
    terminal.wait_for("Note saved.")
    assert [note["text"] for note in kept(tmp_path)["note"]] == ["hello"]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_view_named_in_one_breath(start: Start, tmp_path: Path, size: tuple[int, int]) -> None:
    """Views, add, a name and Enter in one write: the view has the name."""
    terminal = start(size=size)
    terminal.wait_for("events")
    terminal.press("vaABC\r")
    terminal.wait_for("saved as ABC")
    assert [view["name"] for view in kept(tmp_path)["view"]] == ["ABC"]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_facets_narrowed_in_one_breath(start: Start, size: tuple[int, int]) -> None:
    """Facets, slash and letters in one write: the values are narrowed, and no letter is a command."""
    terminal = start(size=size)
    terminal.wait_for("events")
    terminal.press("f/surr")
    terminal.wait_for("with surr")
    assert "surrender" in terminal.text


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_command_of_the_help_in_one_breath(start: Start, size: tuple[int, int]) -> None:
    """Help, a word and Enter in one write: the command that is found is run."""
    terminal = start(size=size)
    terminal.wait_for("events")
    terminal.press("?grid\r")
    terminal.wait_for("Provinces by time")


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("\rjj\x1bx", "Provinces by time"),
        ("c\x1bx\x1bM", "Map"),
        ("c\x1b2\x1b[B", "52 of 268"),
        ("c\x1b=", "933 killed in 102"),
        ("c\x1b?", "type to find a key"),
        ("c\x1bb", "No reference set is open"),
        ("c\x1b\x7f", "No filters to clear."),
        ("c\x1b[", "This is where you began."),
        ("c\x1b/kind:attack -province:KP date:2024 actor:BLA\r", "actor:BLA"),
        ("?\x1b/kind:strike\r", "9 of 268"),
        ("s\x1b3", "province:PB"),
        ("s\x1b" + "j" * 40 + "x", "Provinces by time"),
        ("/attack karachi\x1bb\x1b\x7f\r", "/ karachi "),
    ],
    ids=repr,
)
def test_escape_and_a_key_in_one_breath_are_two_keys(start: Start, keys: str, shown: str) -> None:
    """A terminal sends for Alt+x what it sends for Escape and x: the screen closes, and the key does what it does there.

    In a text field, Option with an arrow or Backspace, which is sent as Escape and a letter, still moves or deletes by a word.
    """
    terminal = start(size=(140, 40))
    terminal.wait_for("events")
    terminal.press(keys)
    terminal.wait_for(shown)


def test_a_note_and_what_follows_it_in_one_breath(start: Start, tmp_path: Path) -> None:
    """A note, Escape that saves it, a capital letter and Page Down in one write: the note has its words and nothing else."""
    terminal = start(size=(140, 40))
    terminal.wait_for("events")
    terminal.press("Nhello\x1bX\x1b[6~")
    terminal.wait_for("Marks and notes")
    assert [note["text"] for note in kept(tmp_path)["note"]] == ["hello"]


def test_two_notes_in_one_breath(start: Start, tmp_path: Path) -> None:
    """Two notes and the keys between them in one write: each is saved as it was typed, with no sign of the Escape in it."""
    terminal = start(size=(140, 40))
    terminal.wait_for("events")
    terminal.press("Nfirst\x1bjNsecond\x1bjjm")
    terminal.wait_for("1 mark")
    assert [note["text"] for note in kept(tmp_path)["note"]] == ["first", "second"]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_filter_that_cannot_be_read_in_one_breath(start: Start, size: tuple[int, int]) -> None:
    """A query whose end cannot be read, in one write: what could be read before it is in force, as if typed slowly."""
    terminal = start(size=size)
    terminal.wait_for("events")
    terminal.press("/killed:5-7\r")
    terminal.wait_for("killed:5..7")
    terminal.wait_for("18 of 268")
