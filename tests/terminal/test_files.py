"""In a real terminal: the outline that lies beside a timeline, and a file that is written from the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from terminal.test_terminal import Start, start

__all__ = ["start"]

PLACES = Path(__file__).parents[1] / "ui" / "places.toml"
LINE = {"type": "LineString", "notice": "Drawn as it lies.", "coordinates": [[66.5, 24.0], [70.0, 35.0]]}


@pytest.fixture
def timeline(tmp_path: Path) -> Path:
    """A timeline with places, and beside it the outline that it names."""
    path = tmp_path / "places.toml"
    text = PLACES.read_text(encoding="utf-8")
    path.write_text(text.replace('period = "2024"\n', 'period = "2024"\noutline = "a.geojson"\n', 1), encoding="utf-8")
    (tmp_path / "a.geojson").write_text(json.dumps(LINE))
    return path


def has_braille(text: str) -> bool:
    """Whether some sign of the screen is a braille cell."""
    return any("\u2800" < sign <= "\u28ff" for sign in text)


def test_the_outline_beside_a_timeline_is_on_the_map(start: Start, timeline: Path) -> None:
    """The map draws it with common signs, in braille where asked for or known to be drawn, and says why where it cannot."""
    for options, variables, braille in (
        ((), {}, False),
        (("--braille",), {}, True),
        ((), {"CTTUI_BRAILLE": "1"}, True),
        ((), {"TERM": "xterm-kitty"}, True),
        (("--no-braille",), {"TERM": "xterm-kitty"}, False),
        (("--ascii", "--braille"), {}, False),
    ):
        terminal = start(timeline, *options, **variables)
        terminal.wait_for("Shots at the gate")
        terminal.press("M")
        terminal.wait_for("Drawn as it lies.")
        assert has_braille(terminal.text) is braille
        terminal.press("q")
        assert terminal.end() == 0
    (timeline.parent / "a.geojson").unlink()
    terminal = start(timeline)
    terminal.wait_for("Shots at the gate")
    terminal.press("M")
    terminal.wait_for(lambda text: "this file does not exist" in " ".join(text.split()))
    terminal.press("q")
    assert terminal.end() == 0


def test_x_writes_a_file_in_the_current_folder(start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """X, down and Enter write JSON Lines into the folder where cttui was started, whole and alone."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    terminal = start(PLACES)
    terminal.wait_for("Shots at the gate")
    terminal.press("X")
    terminal.wait_for("places-events.csv")
    terminal.press("\x1b[B")
    terminal.wait_for("places-events.jsonl")
    terminal.press("\r")
    terminal.wait_for("Wrote 9 events to")
    terminal.press("q")
    assert terminal.end() == 0
    (path,) = folder.iterdir()
    assert [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()][:2] == ["gate", "market"]
