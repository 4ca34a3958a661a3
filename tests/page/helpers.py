"""What tests of the exported web page share: pages of timelines, and what a page may never do."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from chromium import PATIENCE
from cttui.exports.guard import Guard
from cttui.exports.registry import exported
from cttui.exports.subjects import Events
from cttui.model.claims import ALL, Lens
from cttui.query.language import parse
from cttui.store.index import Index


def html_of(index: Index, text: str = "", lens: Lens = ALL, guard: Guard | None = None) -> str:
    """The page of a query's events."""
    stream = io.StringIO()
    exported()["html"].write(Events(index, parse(text, index.vocabulary), lens, guard), stream)
    return stream.getvalue()


class Watched:
    """A page of a browser, with everything that it must not do."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.url = path.as_uri()
        self.faults: list[str] = []
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _request(self, request: Request) -> None:
        # the file itself, whose address a fragment does not change
        if request.url.partition("#")[0] != self.url:
            self.faults.append(f"request of {request.url[:200]}")

    def _console(self, message: ConsoleMessage) -> None:
        self.faults.append(f"console: {message.text}")

    def open(self, fragment: str = "") -> Page:
        """Load the page anew at a fragment."""
        self.page.goto("about:blank")
        self.page.goto(self.url + (f"#{fragment}" if fragment else ""))
        return self.page


@contextmanager
def watching(context: BrowserContext, path: Path) -> Iterator[Watched]:
    """A page of a file; nothing that it must not do has happened when it is closed."""
    context.set_default_timeout(PATIENCE)
    watched = Watched(context.new_page(), path)
    try:
        yield watched
        assert [fault for fault in watched.faults if "about:blank" not in fault] == []
    finally:
        watched.page.close()


def selected(page: Page) -> list[str]:
    """The ids of the events that a page shows, in their order."""
    found: list[str] = page.eval_on_selector_all(
        "#events article[data-n]", "nodes => nodes.filter(n => n.checkVisibility()).map(n => n.id.slice(6))"
    )
    return found


def count(page: Page) -> str:
    """What the page says of how many events it shows."""
    return page.inner_text("#count")


def answer(page: Page, text: str) -> dict[str, Any]:
    """What the script says of a query: its ids and its text, or its fault."""
    found: dict[str, Any] = page.evaluate(
        """text => {
            try { return { ids: window.cttui.select(text), text: window.cttui.read(text) }; }
            catch (error) { return { fault: error.message, suggestion: error.suggestion }; }
        }""",
        text,
    )
    # any other error than a fault of the query has no suggestion
    assert "ids" in found or "suggestion" in found, (text, found)
    return found
