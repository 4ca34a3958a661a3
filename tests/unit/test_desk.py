"""The reader's own over a timeline: marks, notes, views and the last place, as the explorer has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.errors import NotebookError
from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index

SMALL = Path(__file__).parents[1] / "ui" / "small.toml"


@pytest.fixture
def index() -> Index:
    """A timeline of nine events, opened for one test: marks are laid over it."""
    return open_timeline(SMALL, None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the notebook is."""
    return tmp_path / "small.toml"


def opened(index: Index, file: Path, text: str = "") -> Explorer:
    """A window on the timeline."""
    return Explorer(index, text, desk=Desk(index, Notebook(file, index.head.meta.id)))


def here(explorer: Explorer) -> str:
    """The id of the event at the cursor."""
    assert explorer.row is not None
    return explorer.row.id


def test_a_mark_is_a_filter_at_once(index: Index, file: Path) -> None:
    """What is marked is found by is:marked, told in the header, and gone from the list when the mark is taken away."""
    explorer = opened(index, file)
    explorer.go_to("post-attack")
    assert explorer.toggle_mark()
    assert explorer.header().marks == 1
    explorer.ask("is:marked")
    assert (explorer.selection.count, here(explorer)) == (1, "post-attack")
    assert explorer.events().marked == {explorer.cursor}
    assert not explorer.toggle_mark()
    assert explorer.selection.count == 0
    assert explorer.header().marks == 0


def test_going_from_mark_to_mark(index: Index, file: Path) -> None:
    """U and U go to the next and the last marked event of the list, and stop at its ends."""
    explorer = opened(index, file)
    for event in ("post-attack", "road-attack", "truce"):
        explorer.go_to(event)
        explorer.toggle_mark()
    explorer.move_to(0)
    seen = []
    while explorer.next_mark(1):
        seen.append(here(explorer))
    assert seen == ["post-attack", "road-attack", "truce"]
    assert explorer.next_mark(-1)
    assert here(explorer) == "road-attack"
    explorer.ask("kind:attack -province:BA")
    assert here(explorer) == "post-attack"
    assert not explorer.next_mark(1)
    assert not explorer.next_mark(-1)


def test_two_windows_see_each_others_marks_and_notes(file: Path) -> None:
    """What one window marks or writes, the other has after it looked, and neither takes anything away from the other."""
    one, other = (opened(open_timeline(SMALL, None), file, "is:marked") for _ in range(2))
    one.ask("")
    one.go_to("post-attack")
    one.toggle_mark()
    assert other.look()
    assert other.selection.count == 1
    assert not other.look()
    other.ask("")
    other.go_to("truce")
    other.toggle_mark()
    other.write_note("truce", "held for a week", "")
    one.look()
    one.ask("has:note")
    assert here(one) == "truce"
    detail = one.detail()
    assert detail is not None
    assert (detail.note, detail.marked) == ("held for a week", True)
    assert one.header().marks == 2


def test_a_note_written_in_two_windows_keeps_both(file: Path) -> None:
    """Where another window wrote the same note meanwhile, what is saved second stands below what was saved first."""
    one, other = (opened(open_timeline(SMALL, None), file) for _ in range(2))
    one.write_note("truce", "as one has it", "")
    other.write_note("truce", "as the other has it", "")
    one.look()
    one.go_to("truce")
    assert one.note() == "as one has it\n\nas the other has it"
    one.write_note("truce", "", one.note())
    other.look()
    other.go_to("truce")
    assert other.note() == ""


def test_views_have_live_counts_and_names_of_their_own(index: Index, file: Path) -> None:
    """The timeline's views come first, then the reader's; each counts its list, one that is no query says why."""
    explorer = opened(index, file, "kind:attack")
    desk = explorer.desk
    assert desk is not None
    desk.save_view("Attacks", explorer.query.text)
    desk.save_view("Gone", "tag:no-such-tag")
    views = {view.name: view for view in explorer.desk_view().views}
    assert views["Attacks"].events == explorer.selection.count
    assert views["Attacks"].own
    assert views["Gone"].events is None
    assert "no-such-tag" in views["Gone"].fault
    for view in views.values():
        if view.events is not None:
            explorer.run_view(view.query)
            assert explorer.selection.count == view.events
    with pytest.raises(NotebookError, match="already"):
        desk.save_view("Attacks", "")
    for declared in index.head.views:
        with pytest.raises(NotebookError, match="the timeline already has a view"):
            desk.save_view(declared.name, "")
    desk.rename_view("Attacks", "All attacks")
    desk.delete_view("Gone")
    assert [view.name for view in desk.views() if view.own] == ["All attacks"]


def test_the_last_place_is_offered_and_gone_to(index: Index, file: Path) -> None:
    """Leaving keeps filter and event; the next window says where that was and goes there, and offers nothing once there."""
    first = opened(index, file, "kind:attack")
    first.go_to("road-attack")
    assert first.leave() == ""
    again = opened(open_timeline(SMALL, None), file)
    assert again.last_place() == "20 Feb 2024, Attack on a road · kind:attack"
    assert again.go_to_last()
    assert (here(again), again.typed) == ("road-attack", "kind:attack")
    assert again.last_place() == ""
    assert not again.go_to_last()


def test_marks_survive_an_event_that_changed_or_went(tmp_path: Path, file: Path) -> None:
    """An event with another title is told as changed, one that is gone keeps the title it had; both stay in the notebook."""
    explorer = opened(open_timeline(SMALL, None), file)
    for event in ("post-attack", "road-attack", "truce"):
        explorer.go_to(event)
        explorer.toggle_mark()
    changed = tmp_path / "changed.toml"
    text = SMALL.read_text(encoding="utf-8").replace('title = "Attack on a road"', 'title = "Attack on a highway"')
    changed.write_text(
        text.replace('id = "truce"', 'id = "truce-renamed"').replace('"truce"', '"truce-renamed"'), encoding="utf-8"
    )
    later = opened(open_timeline(changed, None), file, "is:marked")
    assert later.selection.count == 2
    states = {entry.event: (entry.state, entry.title) for entry in later.desk_view().entries}
    assert states["post-attack"][0] == "same"
    assert states["road-attack"] == ("changed", "Attack on a highway")
    assert states["truce"][0] == "missing"
    assert states["truce"][1]


def test_a_broken_notebook_is_told_and_left_alone(index: Index, file: Path) -> None:
    """Where the notebook cannot be read the timeline opens without, says why, and nothing is written over it."""
    file.write_text("[[mark]\n", encoding="utf-8")
    explorer = opened(index, file, "is:marked")
    assert explorer.selection.count == 0
    assert str(file) in explorer.desk_view().trouble
    explorer.ask("")
    with pytest.raises(NotebookError):
        explorer.toggle_mark()
    assert explorer.leave() != ""
    assert file.read_text(encoding="utf-8") == "[[mark]\n"
    file.write_text("", encoding="utf-8")
    assert explorer.look()
    assert explorer.toggle_mark()
    assert explorer.desk_view().trouble == ""
