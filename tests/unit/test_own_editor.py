"""The reader's own editor: which one, and how it is called at a line."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from cttui.ui.base.own_editor import KNOWN, command_at, own_editor, ran

FILE = Path("/t/my timeline.toml")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vi", ["vi", "+7", "/t/my timeline.toml"]),
        ("/usr/bin/nvim -u NONE", ["/usr/bin/nvim", "-u", "NONE", "+7", "/t/my timeline.toml"]),
        ("nano", ["nano", "+7", "/t/my timeline.toml"]),
        ("emacs -nw", ["emacs", "-nw", "+7", "/t/my timeline.toml"]),
        ("code", ["code", "--wait", "--goto", "/t/my timeline.toml:7"]),
        ("code --wait", ["code", "--wait", "--goto", "/t/my timeline.toml:7"]),
        ("code -n -w", ["code", "-n", "-w", "--goto", "/t/my timeline.toml:7"]),
        ("Code.exe", ["Code.exe", "--wait", "--goto", "/t/my timeline.toml:7"]),
        ("hx", ["hx", "/t/my timeline.toml:7"]),
        ("subl", ["subl", "--wait", "/t/my timeline.toml:7"]),
        ("kak", ["kak", "+7", "/t/my timeline.toml"]),
        ("micro", ["micro", "+7", "/t/my timeline.toml"]),
        ("gvim", ["gvim", "-f", "+7", "/t/my timeline.toml"]),
        ("kate -b", ["kate", "-b", "--line", "7", "/t/my timeline.toml"]),
        ("myed", ["myed", "/t/my timeline.toml"]),
        ("myed +{line} {path}", ["myed", "+7", "/t/my timeline.toml"]),
        ("myed --at={path}@{line} -x", ["myed", "--at=/t/my timeline.toml@7", "-x"]),
        ("myed --line {line}", ["myed", "--line", "7", "/t/my timeline.toml"]),
        ("vi -R {path}", ["vi", "-R", "/t/my timeline.toml"]),
        ("'/opt/my ed/nvim'", ["/opt/my ed/nvim", "+7", "/t/my timeline.toml"]),
        ("myed {other} {path}", ["myed", "{other}", "/t/my timeline.toml"]),
    ],
)
def test_each_editor_is_called_as_it_wants_to_be(editor: str, command: list[str]) -> None:
    """Known ones get the options that open a line and wait; a template is filled in; an unknown one gets the path."""
    assert command_at(editor, FILE, 7) == command


@pytest.mark.parametrize("name", KNOWN)
def test_every_known_editor_gets_path_and_line_once(name: str) -> None:
    """Whatever an editor is called with holds the path and the line, and nothing is left to fill in."""
    said = " ".join(command_at(name, FILE, 73))
    assert said.count(str(FILE)) == said.count("73") == 1
    assert "{" not in said


def test_a_path_is_a_path_whatever_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file named like an option, a line or a template is opened as the file that it is."""
    monkeypatch.chdir(tmp_path)
    for name in ("-x", "+9", "{line}", "$(id); 'a"):
        assert command_at("vi", Path(name), 7) == ["vi", "+7", str(tmp_path / name)]


def test_the_settings_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The setting, else $VISUAL, else $EDITOR; blanks are none."""
    assert own_editor("a", {"VISUAL": "b"}) == "a"
    assert own_editor("", {"VISUAL": " b ", "EDITOR": "c"}) == "b"
    assert own_editor("", {"VISUAL": " ", "EDITOR": "c"}) == "c"
    assert not own_editor("", {})


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    """What a shell would run in a path is a part of its name."""
    script = "import sys; open(sys.argv[2], 'w').write(sys.argv[1])"
    path = tmp_path / "a; touch b"
    assert not ran(f"{shlex.quote(sys.executable)} -c {shlex.quote(script)} +{{line}} {{path}}", path, 3)
    assert path.read_text() == "+3"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("no-such-editor", "the editor 'no-such-editor' was not found"),
        ("false", "the editor 'false' failed with code 1"),
        ("vi '", "the editor 'vi '' is not a valid command: a quotation mark is not closed"),
        ("/", "the editor '/' could not be started (Permission denied)"),
    ],
)
def test_what_went_wrong_is_a_phrase(editor: str, said: str, tmp_path: Path) -> None:
    """An editor that is missing, fails or cannot be started is named with the reason."""
    assert ran(editor, tmp_path / "t") == said
