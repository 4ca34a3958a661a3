"""Adding a source in a real terminal: what was not read is asked for, with its proposal, and the app's form by its keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.cli.main import main
from cttui.copies.library import Library
from cttui.timeline import load
from pages import STORY, TIMELINE, page
from terminal.test_terminal import Start, start

__all__ = ["start"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a timeline and a page, and the library beside them."""
    (tmp_path / "t.toml").write_text(TIMELINE)
    (tmp_path / "library").mkdir()
    (tmp_path / "page.html").write_text(page(url="https://echo.example/bus", site="Harbour Echo"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_only_what_could_not_be_read_is_asked_for(start: Start, folder: Path) -> None:
    """Publisher, date and title are shown with their reasons; standpoint and digest are asked, Tab completes a word."""
    terminal = start("add", "source", folder / "page.html", folder / "t.toml", size=(140, 40))
    terminal.wait_for("standpoint (")
    shown = terminal.text
    assert "published by: Harbour Echo (JSON-LD publisher)" in shown
    assert "published on: 2024-03-26 (JSON-LD datePublished)" in shown
    terminal.press("wi\t\r")
    terminal.wait_for("digest (")
    terminal.press("What the Echo has.\r")
    terminal.wait_for("write it? [Y/n]")
    terminal.press("\r")
    terminal.wait_for("added with its copy")
    assert terminal.end() == 0
    (source,) = [source for source in load.load(folder / "t.toml").sources if source.publisher == "Harbour Echo"]
    assert (source.standpoint, source.digest) == ("wire", "What the Echo has.")
    assert Library(folder / "library").state(source.id) == "intact"


def test_no_writes_nothing(start: Start, folder: Path) -> None:
    """A word that is no standpoint is asked for again with the nearest; ``n`` at the end writes nothing."""
    terminal = start("add", "source", folder / "page.html", folder / "t.toml", size=(140, 40))
    terminal.wait_for("standpoint (")
    terminal.press("pres\r")
    terminal.wait_for("Did you mean press?")
    terminal.press("press\r")
    terminal.wait_for("digest (")
    terminal.press("\r")
    terminal.wait_for("write it? [Y/n]")
    terminal.press("n\r")
    terminal.wait_for("nothing was written")
    terminal.end()
    assert (folder / "t.toml").read_text() == TIMELINE
    assert Library(folder / "library").sources() == []


@pytest.mark.parametrize("size", [(140, 40), (80, 24)])
def test_a_source_is_added_in_the_app(start: Start, folder: Path, size: tuple[int, int]) -> None:
    """A, the file, a standpoint, Ctrl+S, all in two writes: the source is in the file with its copy."""
    terminal = start(folder / "t.toml", size=size)
    terminal.wait_for("1 of 1 event")
    terminal.press(f"A{folder / 'page.html'}\r")
    terminal.wait_for("New source")
    terminal.press("press\x13")
    terminal.wait_for("added with its copy")
    terminal.press("q")
    assert terminal.end() == 0
    assert [source.standpoint for source in load.load(folder / "t.toml").sources if source.publisher == "Harbour Echo"] == [
        "press"
    ]


def test_from_an_empty_folder_to_a_source_of_ones_own(start: Start, tmp_path: Path) -> None:
    """``new``, ``add source FILE``: the new timeline has the source, and check finds nothing but that no event cites it."""
    (tmp_path / "note.txt").write_text(f"Bus attacked\nBy Sara Khan\n26 March 2024\n\n{STORY}\n")
    (tmp_path / "library").mkdir()
    assert main(["new", str(tmp_path / "t.toml"), "--period", "2024"]) == 0
    event = load.load(tmp_path / "t.toml").events[0].id
    terminal = start("add", "source", tmp_path / "note.txt", tmp_path / "t.toml", "--event", event, size=(140, 40))
    for prompt, answer in (
        ("title [Bus attacked]", ""), ("published by (", "Echo"), ("published on [2024-03-26]", ""), ("by [Sara Khan]", ""),
        ("type [", "article-newspaper"), ("standpoint (", "press"), ("digest (", ""), ("write it?", ""),
    ):  # fmt: skip
        terminal.wait_for(prompt)
        terminal.press(f"{answer}\r")
    terminal.wait_for("added with its copy")
    assert terminal.end() == 0
    (source,) = [source for source in load.load(tmp_path / "t.toml").sources if source.publisher == "Echo"]
    assert (source.title, source.issued, source.author, source.language) == ("Bus attacked", "2024-03-26", ("Sara Khan",), "en")
    assert main(["check", str(tmp_path / "t.toml")]) == 0
