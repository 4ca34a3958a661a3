"""What a line of a screen says in odd places: small terminals, a filter with an error elsewhere, cleared claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.copies.attach import take_file
from cttui.errors import CttuiError
from cttui.exports.file import path_of
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import sentence
from ui.helpers import NARROW, WIDE, app_on, explorer_of, pane_of, screen_text, whole
from ui.test_event_form_screen import opened


@pytest.mark.parametrize("key", ["x", "M", "C", "v"])
async def test_a_fault_of_the_bar_is_told_where_the_bar_is(small: Index, key: str) -> None:
    """A screen without it says which events it shows: those of the last good filter."""
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash", *"kind:attack", "enter")
        await pilot.press("slash", *"kind:nonsense", "escape", "escape")
        assert "^" in screen_text(app)
        await pilot.press(key)
        said = screen_text(app)
        assert "^" not in said.splitlines()[1] + said.splitlines()[2]
        assert "nonsense" not in said
        assert "events of kind attack" in said


@pytest.mark.parametrize("size", [(40, 10), (59, 40), (140, 15)])
async def test_a_terminal_that_is_too_small_from_the_start_says_so(shipped_index: Index, size: tuple[int, int]) -> None:
    """Nothing scrolls what is said out of sight."""
    app = app_on(shipped_index)
    async with app.run_test(size=size) as pilot:
        # a key that does nothing brings the list that has the keyboard into sight
        await pilot.press("x")
        said = screen_text(app)
        assert f"this terminal is {size[0]}x{size[1]}. q quits." in " ".join(said.split())
        assert "Provinces" not in said
        assert pane_of(app, "TooSmallPane").region.size == size


async def test_over_a_form_the_key_that_quits_is_not_a_letter(tmp_path: Path) -> None:
    """A letter is typed there; once the form is closed, it quits again."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("E")
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        small = app.screen_stack[0].query_one("TooSmallPane")
        assert "Ctrl+Q quits" in " ".join(whole(small).split())  # type: ignore[arg-type]  # it is a pane of lines
        await pilot.press("escape")
        assert "q quits" in " ".join(screen_text(app).split())
        assert "Ctrl+Q quits" not in " ".join(screen_text(app).split())


async def test_clearing_the_claims_clears_the_disputed_too(shipped_index: Index) -> None:
    """Backspace shows all, whatever kept to some; once more, there is nothing to clear."""
    app = app_on(shipped_index)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("C", "d", "slash", *"ispr", "enter")
        assert explorer_of(app).ledger_only == "disputed"
        await pilot.press("backspace")
        assert explorer_of(app).ledger_only == ""
        assert "Showing all claims" in screen_text(app)
        await pilot.press("backspace")
        assert "There is no filter on claims to clear." in screen_text(app)


async def test_the_maps_legend_is_not_cut(shipped_index: Index) -> None:
    """A remark without a number is wrapped, wherever the legend stands."""
    for size in (NARROW, WIDE, (100, 40)):
        app = app_on(shipped_index)
        async with app.run_test(size=size) as pilot:
            await pilot.press("M")
            assert "some count in several provinces" in " ".join(whole(pane_of(app, "LegendPane")).split())


def test_a_path_that_was_typed_keeps_its_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error is told as a sentence, and a path at its start stays as it is."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "docs").mkdir()
    for does in (lambda: take_file(Path("nonsense")), lambda: path_of("docs")):
        with pytest.raises(CttuiError) as told:
            does()
        assert sentence(str(told.value)).startswith(("'nonsense' cannot be read", "'docs' is a folder"))
