"""Whatever is pasted into the form of an event, it says what is wrong, nothing is written, and no sign of it harms."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from cttui.timeline import load
from ui.helpers import NARROW, WIDE, controls, screen_name, screen_text
from ui.test_event_form_screen import opened

BAD = {
    0: ["99999-99-99", "2024-02-30", "2024-03-26/2024-01-01", "x" * 10_000, "\u202e\u0645\u0631\u062d\u0628\u0627", "[/red]"],
    1: ["\u202eabc", "a\x07b\x1b[31m", "x" * 100_001],
    2: ["[/red]", "x" * 10_000],
    3: ["Atlantis [/red]", "K," * 5_000],
    6: ["91, 5", "9" * 10_000],
    7: ["a\x07\u202eb"],
    9: ["Not A Tag [/red],,x"],
    10: ["no-such [/red]"],
    11: ["post-attack, nowhere [/red]"],
    13: ["post-attack", "A [/red]", "x" * 10_000],
}
"""What may not be written, by the number of the field."""


@pytest.mark.thorough
@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize(("field", "text"), [(field, text) for field, texts in BAD.items() for text in texts])
async def test_bad_input_is_said_and_not_written(tmp_path: Path, size: tuple[int, int], field: int, text: str) -> None:
    """The form stays open with a sentence at that field, the file is as it was, and Esc twice leaves."""
    app, path = opened(tmp_path)
    before = path.read_bytes()
    async with app.run_test(size=size) as pilot:
        await pilot.press("I", "tab", *"T", "tab", *"court", *["shift+tab"] * 2, *["tab"] * field)
        if field in {1, 2}:
            await pilot.press(*["backspace"] * 5)
        app.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen_name(app) == "FormScreen"
        assert path.read_bytes() == before
        assert " ! " in screen_text(app)
        assert not controls(screen_text(app))
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["\u0645\u0631\u062d\u0628\u0627 [/red]", "Two\nlines", 'He said "no" \\', "x" * 10_000])
async def test_unusual_titles_are_written_as_they_are(tmp_path: Path, text: str) -> None:
    """Right-to-left letters, brackets, quotation marks and long texts are titles like any other, on one line."""
    app, path = opened(tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("I", "tab")
        app.post_message(events.Paste(text))
        await pilot.pause()
        await pilot.press("tab", *"court", "ctrl+s")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"
        assert " ".join(text.split()) in [event.title for event in load.load(path).events]
