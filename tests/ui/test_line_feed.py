"""Enter typed before the terminal's keys are read raw arrives as a line feed: it is Enter, except in running text."""

from __future__ import annotations

from pathlib import Path

import pytest

from cttui.store.sqlite import SqliteIndex as Index
from ui.helpers import NARROW, app_on, burst, explorer_of, screen_name, screen_text
from ui.test_event_form_screen import opened
from ui.test_walks import own_app


async def test_a_line_feed_ends_a_name(tmp_path: Path) -> None:
    """All typed ahead: a view is saved under its name."""
    app = own_app(tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        await burst(pilot, "2", "v", "a", *"mine", "ctrl+j")
        assert "Filter saved as mine." in screen_text(app)


async def test_a_line_feed_runs_the_command_of_enter(small: Index) -> None:
    """In a list it opens what Enter opens; a command that has Ctrl+J itself keeps it."""
    app = app_on(small)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("ctrl+j")
        assert screen_name(app) == "ReadScreen"
    app = app_on(small, grid=("ctrl+j",))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("ctrl+j")
        assert screen_name(app) == "GridScreen"


@pytest.mark.parametrize("field", ["title", "summary"])
async def test_a_line_feed_leaves_a_field_but_not_running_text(tmp_path: Path, field: str) -> None:
    """In a line of a form it goes to the next field; in running text, which may have lines, it is not Enter."""
    app, _ = opened(tmp_path)
    async with app.run_test(size=(140, 40)) as pilot:
        explorer_of(app).go_to("post-attack")
        await pilot.press("E")
        while getattr(app.focused, "about").key != field:  # noqa: B009 - any field has it
            await pilot.press("tab")
        before = app.focused
        await pilot.press("ctrl+j")
        assert (app.focused is before) == (field == "summary")
