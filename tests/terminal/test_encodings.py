"""The screen on terminals of other encodings, and with a standard error that is elsewhere."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from terminal.test_terminal import SMALL, Start, start

__all__ = ["start"]

SIGNS = set("▌▲◆◌─│╭╮╯╰…–·≠")


@pytest.mark.parametrize(
    ("variables", "letters"),
    [
        ({"PYTHONIOENCODING": "ascii"}, "?t?"),
        ({"PYTHONIOENCODING": "cp437"}, "été"),
        ({"PYTHONIOENCODING": "latin-1"}, "été"),
        ({"LANG": "C"}, "été"),
        ({"LC_ALL": "C"}, "été"),
        ({"LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}, "?t?"),
    ],
    ids=str,
)
def test_a_terminal_without_the_signs_gets_ascii(start: Start, tmp_path: Path, variables: dict[str, str], letters: str) -> None:
    """Where the encoding cannot carry the signs they are ASCII, names keep their letters or their cells, and keys work."""
    path = tmp_path / "letters.toml"
    path.write_text(SMALL.read_text().replace("Attack on a road", "été 中 road"))
    terminal = start(path, **variables)
    terminal.wait_for(" road")
    assert not SIGNS & set(terminal.text)
    encoding = variables.get("PYTHONIOENCODING", "utf-8")
    terminal.wait_for(lambda _: letters.encode(encoding) in terminal.raw)
    if "?" in letters:
        # every character took as many cells as it was given: the frame's right side is straight
        terminal.wait_for(lambda text: {len(line.rstrip()) for line in text.split("\n") if line[:1] == "|"} == {140})
    terminal.press("/x")
    terminal.wait_for("/ x")
    terminal.press("\x1bq")
    assert terminal.end() == 0
    terminal.assert_restored()


def test_a_terminal_with_the_signs_keeps_them(start: Start) -> None:
    """In UTF-8, and where no locale is said, the signs are those that are meant."""
    for variables in ({"LANG": "C.UTF-8"}, {"LANG": None}):
        terminal = start(SMALL, **variables)
        terminal.wait_for("of 9 events")
        assert SIGNS & set(terminal.text)
        terminal.press("q")
        assert terminal.end() == 0


def test_an_encoding_that_cannot_draw_is_told(start: Start) -> None:
    """In UTF-16 no control sequence is one: a sentence and exit code 2, and no black screen."""
    terminal = start(SMALL, PYTHONIOENCODING="utf-16")
    assert terminal.end() == 2
    assert "cannot draw in the encoding utf-16" in terminal.raw.decode("utf-16", "ignore")


@pytest.mark.parametrize("elsewhere", ["2>&-", "2>/dev/full", "2>errors"])
def test_the_picture_is_on_standard_output(start: Start, tmp_path: Path, elsewhere: str) -> None:
    """Standard error closed, full or a file: the picture is on the terminal all the same, and nothing of it in the file."""
    errors = tmp_path / "errors"
    elsewhere = elsewhere.replace("errors", str(errors))
    code = f"""
import os
os.execvp("sh", ["sh", "-c", "exec {sys.executable} -m cttui {SMALL} {elsewhere}"])
"""
    terminal = start(code=code)
    terminal.wait_for("of 9 events")
    terminal.press("1")
    terminal.wait_for("province:KP")
    terminal.press("q")
    assert terminal.end() == 0
    terminal.assert_restored()
    assert not errors.exists() or errors.read_bytes() == b""


def test_letters_that_are_none_do_no_harm(start: Start) -> None:
    """Bytes that are no letters of the encoding are typed as one sign for what is none, and the program goes on."""
    terminal = start(SMALL)
    terminal.wait_for("of 9 events")
    terminal.press("/")
    terminal.wait_for("Tab complete")
    terminal.program.send(b"a\xff\xfeb\xe9\xc3")
    terminal.press("c")
    terminal.wait_for("a��b��c")
    terminal.press("\x1bq")
    assert terminal.end() == 0
    terminal.assert_restored()
