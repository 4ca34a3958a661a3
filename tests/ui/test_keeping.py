"""What the reader keeps, on the screen: marks, notes, views, the last place, and what another window does meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import TextArea

from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.bar import Bar
from cttui.ui.base.events import EventsPane
from cttui.ui.explore.screen import ExploreScreen
from ui.helpers import (
    NARROW,
    SMALL,
    WIDE,
    app_on,
    explorer_of,
    list_count,
    painted,
    pane_of,
    run_command,
    screen_name,
    screen_text,
    whole,
)


@pytest.fixture
def index() -> Iterator[Index]:
    """The small timeline, opened for one test: marks are laid over it."""
    index = open_timeline(SMALL, None)
    yield index
    index.close()


@pytest.fixture
def notebook(tmp_path: Path, index: Index) -> Notebook:
    """Another window's hand on the same file."""
    return Notebook(tmp_path / "small.toml", index.head.meta.id)


def window(index: Index, notebook: Notebook, text: str = "", at: str | None = None) -> CttuiApp:
    """A window on the timeline and the notebook."""
    own = Notebook(notebook.file, notebook.timeline_id)
    return CttuiApp(Explorer(index, text, at, desk=lambda: Desk(index, own)))


async def test_a_mark_shows_wherever_its_event_does(index: Index, notebook: Notebook) -> None:
    """M puts a star on the event in the list and beside it, counts it in the header and the facets; m again takes it away."""
    app = window(index, notebook, at="post-attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("m")
        assert [line for line in painted(app.query_one(EventsPane)) if "★" in line and "Attack on a post" in line]
        assert "★ Attack on a post" in whole(pane_of(app, "DetailPane"))
        assert "1 mark" in painted(pane_of(app, "HeaderPane"))[0]
        assert "marked" in whole(pane_of(app, "FacetsPane"))
        assert notebook.read().mark_of("post-attack") is not None
        await pilot.press("m")
        assert "★" not in screen_text(app)
        assert notebook.read().marks == ()


async def test_going_from_mark_to_mark_by_keys(index: Index, notebook: Notebook) -> None:
    """U and U move to the next and the last marked event, and say so where there is none."""
    app = window(index, notebook)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("j", "m", "j", "j", "m", "g")
        for position in (1, 3):
            await pilot.press("u")
            assert explorer_of(app).position == position
        await pilot.press("u")
        assert "No marked event after this one in the list." in screen_text(app)
        await pilot.press("U")
        assert explorer_of(app).position == 1


async def test_a_note_is_written_kept_and_taken_away(index: Index, notebook: Notebook) -> None:
    """N opens the note, letters that are keys elsewhere are typed, Esc keeps it; emptied, it is gone."""
    app = window(index, notebook, at="truce")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("N", *"quiet [/red]", "escape")
        assert screen_name(app) == "ExploreScreen"
        assert "Note saved." in screen_text(app)
        note = notebook.read().note_of("truce")
        assert note is not None
        assert note.text == "quiet [/red]"
        await pilot.press("enter")
        assert "quiet [/red]" in whole(pane_of(app, "DetailPane"))
        await pilot.press("N")
        app.screen.query_one(TextArea).clear()
        await pilot.press("escape")
        assert "Note deleted." in screen_text(app)
        assert notebook.read().notes == ()


async def test_a_note_left_as_it_was_changes_nothing(index: Index, notebook: Notebook) -> None:
    """Opening a note and leaving it writes nothing."""
    app = window(index, notebook, at="truce")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("N", "escape")
        assert not notebook.file.exists()


async def test_the_editor_of_ones_own(index: Index, notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is missing where no editor is named, and where the terminal cannot be lent to one; nothing is lost."""
    app = window(index, notebook, at="truce")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with app.run_test(size=WIDE) as pilot:
        await run_command(pilot, "note_in_editor")
        assert "Neither $VISUAL nor $EDITOR is set; N opens the note here." in screen_text(app)
        monkeypatch.setenv("EDITOR", "ed")
        await run_command(pilot, "note_in_editor")
        assert "This terminal cannot be handed to an editor." in screen_text(app)
        assert notebook.read().notes == ()


async def test_a_view_is_called_what_its_filter_says_until_it_is_named(index: Index, notebook: Notebook) -> None:
    """The line for a name holds the filter in words: Enter keeps it so, and a letter takes the place of all of it."""
    app = window(index, notebook, "kind:attack")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "a", "enter")
        await pilot.press("a", "x", "enter")
        assert [view.name for view in notebook.read().views] == ["Of kind attack", "x"]


async def test_views_are_saved_run_renamed_and_deleted(index: Index, notebook: Notebook) -> None:
    """V lists views with their counts; a saves the filter under a name, Enter asks it, r renames, D twice deletes."""
    app = window(index, notebook, "kind:attack")
    async with app.run_test(size=WIDE) as pilot:
        count = list_count(app)
        await pilot.press("v", "a", *"Raids [/red]", "enter")
        assert "Filter saved as Raids [/red]." in screen_text(app)
        (line,) = [line for line in whole(pane_of(app, "ViewsPane")).split("\n") if "Raids [/red]" in line]
        assert f"{count} events" in line
        await pilot.press("a", *"Raids [/red]", "enter")
        assert "There is already a view 'Raids [/red]'" in screen_text(app)
        await pilot.press("escape", "escape", "backspace")
        assert app.query_one(Bar).value == ""
        await pilot.press("v", "G", "enter")
        assert (screen_name(app), app.query_one(Bar).value, list_count(app)) == ("ExploreScreen", "kind:attack", count)
        await pilot.press("v", "G", "r", "end", *"s", "enter")
        assert [view.name for view in notebook.read().views] == ["Raids [/red]s"]
        await pilot.press("D")
        assert "Press D again to delete the view Raids [/red]s." in screen_text(app)
        assert notebook.read().views
        await pilot.press("D")
        assert notebook.read().views == ()


async def test_the_timelines_views_are_not_the_readers_to_change(index: Index, notebook: Notebook) -> None:
    """Renaming and deleting a view of the file is refused in a sentence."""
    app = window(index, notebook)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "r")
        assert "This view belongs to the timeline" in screen_text(app)
        await pilot.press("D", "D")
        assert "This view belongs to the timeline" in screen_text(app)


async def test_a_mark_on_an_event_that_is_gone_is_listed_and_can_be_let_go(index: Index, notebook: Notebook) -> None:
    """It stands with the title it had, Enter says what became of it, D twice takes it away."""
    notebook.mark("gone", title="An event that went [/red]", date="2024-02-02", digest="0123456789abcdef")
    app = window(index, notebook)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("v", "G")
        assert "An event that went [/red]" in screen_text(app)
        assert "not in the timeline" in screen_text(app)
        await pilot.press("enter")
        assert screen_name(app) == "ViewsScreen"
        await pilot.press("D", "D")
        assert notebook.read().marks == ()


async def test_what_another_window_keeps_is_seen(index: Index, notebook: Notebook) -> None:
    """A mark that another window made shows after this one looked, in the list and in a filter that asks for marks."""
    app = window(index, notebook, "is:marked")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert list_count(app) == 0
        notebook.mark("truce", title="A truce", date="", digest="")
        assert isinstance(app.screen, ExploreScreen)
        app.screen.look()
        await pilot.pause()
        assert list_count(app) == 1
        assert "1 mark" in painted(pane_of(app, "HeaderPane"))[0]


async def test_a_broken_notebook_is_told_and_hides_nothing(index: Index, notebook: Notebook) -> None:
    """The timeline opens with a sentence on what is wrong; marking says it again, and the file stays as it is."""
    notebook.file.write_text("[[mark]\n", encoding="utf-8")
    app = window(index, notebook)
    async with app.run_test(size=(200, 40)) as pilot:
        await pilot.pause()
        assert "small.toml:1" in screen_text(app)
        assert list_count(app) == index.count
        await pilot.press("j", "m")
        assert "small.toml:1" in screen_text(app)
    assert notebook.file.read_text(encoding="utf-8") == "[[mark]\n"


async def test_without_a_notebook_nothing_is_lost_and_it_is_said(small: Index) -> None:
    """Where nothing can be kept, marking, writing and saving say so."""
    app = app_on(small)
    async with app.run_test(size=WIDE) as pilot:
        for keys in (("m",), ("N", "x", "escape"), ("v", "a", "x", "enter")):
            await pilot.press(*keys)
            assert "no notebook to save to" in screen_text(app), keys
