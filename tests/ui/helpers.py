"""What the tests of the screen share: apps, what a pane shows, and texts that must come through as they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

from textual import events
from textual.pilot import Pilot

from cttui.explore.explorer import Explorer
from cttui.settings import Settings
from cttui.store.sqlite import SqliteIndex as Index
from cttui.ui.app import CttuiApp
from cttui.ui.base.events import EventsPane
from cttui.ui.base.messages import Run
from cttui.ui.base.pane import LinePane
from cttui.ui.base.screen import CommandScreen

SMALL = Path(__file__).parent / "small.toml"
"""A timeline of nine events with texts that a terminal or a markup parser would trip over."""

PLACES = Path(__file__).parent / "places.toml"
"""A timeline of nine events for the map."""

WIDE = (140, 40)
NARROW = (80, 24)

HOSTILE = ("[/red]", "[citation needed]")
"""What a markup parser would swallow; the small timeline has both in titles, names, quotes, digests and notes."""


def app_on(
    index: Index, text: str = "", at: str | None = None, *, theme: str = "", ascii_only: bool = False, **keys: tuple[str, ...]
) -> CttuiApp:
    """The app on a timeline; commands get other keys, by their ids, as in a settings file."""
    settings = Settings(Path("settings.toml"), keys)
    return CttuiApp(Explorer(index, text, at), theme=theme, ascii_only=ascii_only, settings=settings)


async def run_command(pilot: Pilot[None], command: str) -> None:
    """Run a command on the screen on top, as the palette does."""
    pilot.app.screen.post_message(Run(command))
    await pilot.pause()


def explorer_of(app: CttuiApp) -> Explorer:
    """What the app explores."""
    assert app.explorer is not None
    return app.explorer


def screen_of(app: CttuiApp) -> CommandScreen:
    """The screen on top, one of a timeline."""
    assert isinstance(app.screen, CommandScreen)
    return app.screen


def screen_name(app: CttuiApp) -> str:
    """The class of the screen that is on top."""
    return type(app.screen).__name__


def pane_of(app: CttuiApp, name: str) -> LinePane:
    """The pane of a class on the screen on top."""
    return app.screen.query_one(name, LinePane)


def painted(pane: LinePane) -> list[str]:
    """What stands on the pane's viewport, from top to bottom."""
    return [pane.render_line(y).text for y in range(pane.size.height)]


def whole(pane: LinePane) -> str:
    """Everything that the pane would show if it were high enough."""
    width = pane.size.width
    return "\n".join("".join(span.text for span in pane.line(number, width)) for number in range(pane.line_total()))


def screen_text(app: CttuiApp) -> str:
    """The whole screen as a person reads it."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def controls(text: str) -> set[str]:
    """Characters of a text that would move a terminal's cursor, change its state or reorder what is read."""
    reordering = set("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
    return {char for char in text if char != "\n" and (unicodedata.category(char) == "Cc" or char in reordering)}


def list_count(app: CttuiApp) -> int:
    """How many events the list on screen says it has."""
    view = app.query_one(EventsPane).view
    assert view is not None
    return view.count


async def burst(pilot: Pilot[None], *keys: str) -> None:
    """Press keys all at once, as they come over a slow line or from a key held down; wait only after the last."""
    driver = pilot.app._driver
    assert driver is not None
    for key in keys:
        event = events.Key({"/": "slash", " ": "space"}.get(key, key), key if len(key) == 1 else None)
        event.set_sender(pilot.app)
        driver.send_message(event)
    await pilot.pause()
    assert isinstance(pilot.app, CttuiApp)
    while pilot.app.gate.holds:
        await pilot.pause(0.001)
    for _ in range(3):
        await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> None:
    """Wait for what a search in the background brings."""
    for _ in range(1000):
        if holds():
            return
        await pilot.pause(0.01)
    raise AssertionError("it never came")
