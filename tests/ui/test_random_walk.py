"""Thousands of keys at random, singly and in bursts: the program goes on, and its screen is painted."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from random import Random

import pytest
from textual.command import CommandPalette

from cttui.explore.explorer import Explorer
from cttui.notebook.desk import Desk
from cttui.notebook.file import Notebook
from cttui.store.cache import open_timeline
from cttui.ui.app import CttuiApp
from cttui.ui.base.commands import COMMANDS
from cttui.ui.explore.screen import ExploreScreen
from cttui.ui.finder.finders import FinderScreen
from ui.helpers import NARROW, SMALL, WIDE, burst, controls, screen_text

KEYS_PRESSED = 2_000
"""How many keys a walk presses."""
LEAVING = frozenset({"quit", "suspend", "note_in_editor", "open_editor", "open_url"})
"""Commands that would end the program, or start another."""
AWAY = frozenset(key for command in COMMANDS if command.id in LEAVING for key in command.keys)
PRESSED = sorted({key for command in COMMANDS for key in command.keys} - AWAY)
"""Every key of every other command; where two commands have a key, that of neither is pressed."""
OFTEN = ("escape", "escape", "escape", "enter", "tab")
"""What comes more often, so that no screen keeps the walk for long: ways out of one, and into the next."""
LENGTHS = (1, 2, 5, 20, 60, 60)
"""How many keys come together: one, a few, or as many as a key held down gives."""


def _breath(random: Random) -> list[str]:
    """The keys that come together."""
    length = random.choice(LENGTHS)
    if random.random() < 0.1:
        return [random.choice(PRESSED)] * length
    return [random.choice(OFTEN if random.random() < 0.35 else PRESSED) for _ in range(length)]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_random_walk(tmp_path: Path, seed: int, size: tuple[int, int]) -> None:
    """Two thousand keys over all screens: whatever is open at the end, the program runs and paints it."""
    random = Random(f"{seed} {size}")  # noqa: S311 - of no secret
    index = open_timeline(SMALL, None)
    name = index.head.meta.id
    app = CttuiApp(Explorer(index, desk=Desk(index, Notebook(tmp_path / "notebook.toml", name))))
    seen: set[str] = set()
    pressed: list[str] = []
    async with app.run_test(size=size) as pilot:
        while len(pressed) < KEYS_PRESSED:
            keys = _breath(random)
            pressed += keys
            # what would only be painted over is not painted, so that there is time for all these keys
            with app.batch_update() if len(keys) > 2 else nullcontext():
                await burst(pilot, *keys)
            await pilot.pause()
            assert app._exception is None, f"it stopped after {' '.join(pressed[-80:])}"
            assert app.is_running
            seen.add(type(app.screen).__name__)
            if not isinstance(app.screen, CommandPalette):
                assert not controls(screen_text(app))
        while len(app.screen_stack) > 1:
            await burst(pilot, "escape")
        assert screen_text(app).strip()
        assert app.is_running
    index.close()
    assert len(seen) > 5, seen


async def test_the_palettes_search_ends_with_its_screen(tmp_path: Path) -> None:
    """What was typed just before the palette closed is looked for no more, and nothing is stopped by that."""
    index = open_timeline(SMALL, None)
    app = CttuiApp(Explorer(index))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("ctrl+p")
        palette = app.screen
        assert isinstance(palette, FinderScreen)
        await pilot.press("escape")
        palette._gather_commands("kind")
        palette._start_no_matches_countdown("kind")
        palette._action_command_list("cursor_down")
        await pilot.pause()
        assert app._exception is None
        assert type(app.screen) is ExploreScreen
    index.close()
