"""A browser, and the page of the shipped timeline in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from chromium import launched
from cttui.store.sqlite import SqliteIndex as Index
from page.helpers import Watched, html_of, watching


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's own Chromium, without a screen."""
    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def shipped_page(shipped_index: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the shipped timeline."""
    path = tmp_path_factory.mktemp("page") / "timeline.html"
    path.write_text(html_of(shipped_index), encoding="utf-8")
    return path


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window of its own, without anything kept from another."""
    found = browser.new_context(viewport={"width": 1200, "height": 800})
    yield found
    found.close()


@pytest.fixture
def shipped_view(context: BrowserContext, shipped_page: Path) -> Iterator[Watched]:
    """The page of the shipped timeline, watched."""
    with watching(context, shipped_page) as watched:
        yield watched
