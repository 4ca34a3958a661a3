"""The small timeline, compiled into memory once, and a pilot that waits for the app and not for the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import textual.app
import textual.pilot
from textual._context import active_app

from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from ui.helpers import PLACES, SMALL


@pytest.fixture(scope="session")
def small() -> Iterator[Index]:
    """The small timeline's index."""
    index = open_timeline(SMALL, None)
    yield index
    index.close()


@pytest.fixture(scope="session")
def places() -> Iterator[Index]:
    """The index of a timeline of nine events at places of every precision."""
    index = open_timeline(PLACES, None)
    yield index
    index.close()


MOST_TURNS = 2_000
"""Turns of the event loop after which an app that is still busy will never come to rest; a key takes some forty."""


async def settle(_min_sleep: float = 0, _max_sleep: float = 0) -> None:
    """Wait until the app has nothing left to do: no task can run, and what waited for a repaint has run after one."""
    loop = asyncio.get_running_loop()
    for _ in range(3):
        await asyncio.sleep(0)
        turns = 0
        while loop._ready:  # type: ignore[attr-defined]  # asyncio has no public way to ask whether a task can run
            await asyncio.sleep(0)
            turns += 1
            assert turns < MOST_TURNS, "the app never comes to rest"
        app = active_app.get()
        for _ in range(MOST_TURNS):
            if app._resize_event is None or app._exception is not None or not app.is_running:
                break
            # sizes that follow one another quickly are taken together, after a while that only the clock ends
            await asyncio.sleep(0.001)
        if app._screen_stack:
            app.screen._on_timer_update()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the app writes beside the reader, as an export without a folder, is not written into the project."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilots wait for messages to be handled; Textual's own wait guesses from the processor's load and takes 40 ms a key."""
    monkeypatch.setattr(textual.app, "wait_for_idle", settle)
    monkeypatch.setattr(textual.pilot, "wait_for_idle", settle)
