"""How the screens look, on small timelines; after a change that is meant, run pytest with --snapshot-update."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.pilot import Pilot

from cttui.checks.rules import check
from cttui.errors import TimelineError
from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from ui.helpers import NARROW, SMALL, WIDE, app_on

Compare = Callable[..., bool]

SIZES = {"140x40": WIDE, "80x24": NARROW}
THEMES = ("cttui-dark", "cttui-light", "cttui-mono")


class Shot(NamedTuple):
    """What is asked and pressed before the picture is taken."""

    keys: tuple[str, ...]
    text: str = ""
    at: str | None = None
    timeline: str = "small"


SHOTS = {
    # bars by kind before outlines, brackets round February, the event marked, and what the filters hide
    "explore": Shot(("shift+down",), "-kind:report", "road-attack"),
    # attacks chosen by a dot, statements left out by a cross, a sparkline a value
    "facets": Shot(("f", "space", "j", "j", "minus"), "", "post-attack"),
    # provinces by months, the cursor's cell in brackets and in words
    "grid": Shot(("x", "right")),
    # the port in brackets with its name, a box being drawn
    "map": Shot(("M", "b", "left", "up", "enter", "right", "right", "down", "down"), "kind:attack", "port", "places"),
    # the chain of decisions of the event before the threads
    "threads": Shot(("t", "escape"), "", "truce"),
    # the second step of a thread with its progress, the days between and its event
    "path": Shot(("t", "right"), "", "truce"),
    # the timeline's views, one's own with its count, a mark and a note on an event that changed
    "views": Shot(("v", "G")),
    # a note being written over the list
    "note": Shot(("N", "end", *"!"), "", "post-attack"),
    # the keys that work here, ids at the right, a line to type in
    "help": Shot(("question_mark", *"mark")),
}
"""Each screen in a state that shows what is particular to it."""


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()


@pytest.fixture(scope="module")
def marked() -> Iterator[Index]:
    """The small timeline once more: what is laid over it is seen by no other test."""
    index = open_timeline(SMALL, None)
    yield index
    index.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, marked: Index) -> Desk:
    """A desk with a mark, a note and a view, made at noon."""
    noon = datetime(2024, 3, 26, 12, tzinfo=UTC)
    notebook = Notebook(tmp_path_factory.mktemp("notebook") / "small.toml", marked.head.meta.id, clock=lambda: noon)
    notebook.mark("post-attack", title="Attack on a post", date="2024-01-05", digest="0123456789abcdef")
    notebook.write_note("post-attack", "five or seven? [/red]", title="Attack on a post", date="2024-01-05", digest="")
    notebook.mark("gone", title="An event that went [/red]", date="2024-02-02", digest="0123456789abcdef")
    notebook.save_view("Attacks [/red]", "kind:attack")
    return Desk(marked, notebook)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SHOTS)
def test_screen(name: str, size: str, theme: str, snap_compare: Compare, marked: Index, places: Index, desk: Desk) -> None:
    """Each screen at both sizes, dark, light and without colours, looks as it did when a person last looked at it."""
    shot = SHOTS[name]
    index = places if shot.timeline == "places" else marked
    app = CttuiApp(Explorer(index, shot.text, shot.at, desk=desk if index is marked else None), theme=theme)
    assert snap_compare(app, press=shot.keys, terminal_size=SIZES[size], run_before=_settled)


def test_read(snap_compare: Compare, small: Index) -> None:
    """The reader at 140x40, dark: the second of three sources marked, at the right who says it, its digest and two figures."""
    app = app_on(small, at="post-attack", theme="cttui-dark")
    assert snap_compare(app, press=["enter", "right"], terminal_size=WIDE, run_before=_settled)


def test_faults(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with two faults at 80x24: each with its line, what was found and what would be right."""
    monkeypatch.chdir(tmp_path)
    path = Path("broken.toml")
    text = SMALL.read_text()
    path.write_text(text.replace('kind = "operation"', 'kind = "operatoin"').replace('"2024-01-05"', '"2024-13-05"'))
    with pytest.raises(TimelineError) as found:
        check(path)
    assert snap_compare(CttuiApp(found.value, theme="cttui-dark"), terminal_size=NARROW, run_before=_settled)
