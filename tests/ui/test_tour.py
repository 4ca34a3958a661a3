"""The five minutes of README.md, done as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cttui.explore.explorer import Explorer
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.commands import COMMANDS
from ui.helpers import WIDE, explorer_of, screen_name, screen_text

README = Path(__file__).parents[2] / "README.md"
LEADS_TO = (
    ("ExploreScreen", "besham"), ("ReadScreen", "Source 1 of"), ("ReadScreen", "Source 2 of"), ("ClaimsScreen", "killed"),
    ("ExploreScreen", "268 of 268 events"), ("ExploreScreen", "province:BA"), ("ExploreScreen", "date:"),
    ("ExploreScreen", "province:BA"), ("GridScreen", "Provinces by"), ("MapScreen", ""), ("ThreadsScreen", ""),
    ("ExploreScreen", "lowest figures"), ("ExploreScreen", "killed"), ("ExploreScreen", "1 mark"), ("SourcesScreen", ""),
    ("HelpScreen", "Keys"),
)  # fmt: skip
"""The screen that each row leads to, and what stands on it."""


def rows() -> list[list[str]]:
    """The keys of each row, as a terminal sends them."""
    found = re.search(r"<!-- tour -->\n(.*?)<!-- /tour -->", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    cells = [line.split("|")[1] for line in found[1].splitlines()[2:]]
    keys = {shown: command.keys[place] for command in COMMANDS for place, shown in enumerate(command.shown.split()[:1])}
    return [
        [key for word in re.findall(r"`([^`]+)`", cell) for key in ([keys[word]] if word in keys else list(word))]
        for cell in cells
    ]


@pytest.mark.thorough
async def test_the_five_minutes_lead_where_they_say(shipped_index: Index) -> None:
    """Each row of keys leads to the screen that it names, and what it speaks of stands there."""
    app = CttuiApp(Explorer(shipped_index))
    async with app.run_test(size=WIDE) as pilot:
        assert len(rows()) == len(LEADS_TO)
        for keys, (screen, text) in zip(rows(), LEADS_TO, strict=True):
            await pilot.press(*keys)
            await pilot.pause()
            if screen == "ExploreScreen" and text == "killed":
                assert explorer_of(app).counts_dead
            elif text != "1 mark":
                assert text in screen_text(app), keys
            assert screen_name(app) == screen, keys
