"""At random: keys in one breath end where the same keys end that are typed slowly, with the same notebook."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ui.helpers import NARROW, WIDE, burst, screen_name, screen_text
from ui.test_walks import own_app

KEYS = (
    *"jkgGmuwfxtscCvMiTdp123450[]=zZ+-?abrS", "enter", "enter", "escape", "escape", "tab", "backspace", "space", "down", "up",
    "left", "right", "pagedown", "shift+down", "shift+up", "shift+left",
)  # fmt: skip
"""Keys that are commands somewhere; those that leave cttui, open an editor or a browser, or ask the clock, are left out."""

TYPED = ("/kind:attack", "/truce", "Nhello", "vaABC", "f/surr", "?grid", "/xyz", "N[/red]")
"""A key that opens something to type in, and what is typed there."""


def sequence(random: Random) -> list[str]:
    """Some keys, with texts among them that are left again one way or another."""
    found: list[str] = []
    while len(found) < 14:
        if random.random() < 0.25:
            found += [*random.choice(TYPED), random.choice(("enter", "escape", "tab"))]
        else:
            found.append(random.choice(KEYS))
    return found


async def ended(folder: Path, keys: list[str], size: tuple[int, int], *, at_once: bool) -> tuple[str, str, str, str]:
    """The screen's name and text, what has the keyboard, and the notebook without its times, after some keys."""
    folder.mkdir()
    app = own_app(folder)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        if at_once:
            await burst(pilot, *keys)
        else:
            for key in keys:
                await burst(pilot, key)
        assert app.is_running
        notes = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.toml")))
        lines = [line for line in notes.splitlines() if not line.startswith(("made", "changed"))]
        return screen_name(app), screen_text(app), type(app.focused).__name__, "\n".join(lines)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["140x40", "80x24"])
@pytest.mark.parametrize("seed", range(8))
async def test_one_breath_ends_where_slow_typing_does(tmp_path: Path, seed: int, size: tuple[int, int]) -> None:
    """Random keys and texts, in one piece and one by one: the same screen, the same keyboard, the same notebook."""
    keys = sequence(Random(f"breath {seed} {size}"))  # noqa: S311 - of no secret
    slowly = await ended(tmp_path / "slowly", keys, size, at_once=False)
    at_once = await ended(tmp_path / "at once", keys, size, at_once=True)
    assert at_once == slowly, keys


async def test_a_key_right_behind_the_one_that_shows_the_list_acts_on_its_event(tmp_path: Path) -> None:
    """On a small screen, Enter, Escape and m in one piece mark the event: the list that is shown again has its size by then."""
    app = own_app(tmp_path)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        for _ in range(5):
            await burst(pilot, "enter", "escape", "m")
            assert "Marked." in screen_text(app)
            await burst(pilot, "enter", "escape", "m")
            assert "Unmarked." in screen_text(app)
