"""The served screen in headless Chromium: keys, a second tab, the clipboard, sizes; and nothing outside is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pyte
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, WebSocket

from chromium import PATIENCE, launched
from cttui.ui.base.screen import SMALLEST
from serving.conftest import Server

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's own Chromium."""
    with launched() as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window that may use the clipboard."""
    found = browser.new_context(viewport={"width": 1280, "height": 800})
    found.set_default_timeout(PATIENCE)
    yield found
    found.close()


class Tab:
    """A tab with the served screen: what was drawn in it, what it asked for, and what its console says."""

    def __init__(self, page: Page) -> None:
        """Watch a page."""
        self.page = page
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.sessions = 0
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("requestfailed", lambda request: self.wrong.append(f"{request.url} failed"))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda message: self.wrong.append(message.text) if message.type == "error" else None)
        page.on("websocket", self._watch)

    def _watch(self, socket: WebSocket) -> None:
        # another session: what the one before has drawn is gone
        self.sessions += 1
        self.screen.reset()
        socket.on("framesent", self._sent)
        socket.on("framereceived", lambda data: self._stream.feed(data) if isinstance(data, bytes) else None)

    def _sent(self, data: str | bytes) -> None:
        kind, *value = json.loads(data)
        if kind == "resize":
            self.screen.resize(value[0]["height"], value[0]["width"])

    @property
    def text(self) -> str:
        """What is drawn, in one line."""
        return " ".join(" ".join(self.screen.display).split())

    def wait(self, holds: Callable[[], bool], why: str) -> None:
        """Wait until something holds; else say why it matters and what is drawn."""
        waited = 0
        while not holds():
            self.page.wait_for_timeout(20)
            waited += 20
            assert waited < PATIENCE, f"{why}: {self.text}"

    def until(self, *said: str, gone: str = "\0") -> None:
        """Wait until the screen says something, and something else no more."""
        self.wait(lambda: gone not in self.text and all(one in self.text for one in said), f"{said} never came")

    def reload(self) -> None:
        """Load the page anew, and wait for its session: until then the screen is the one before."""
        before = self.sessions
        self.page.reload()
        self.wait(lambda: self.sessions > before, "no session followed")

    def press(self, *keys: str) -> None:
        """Press keys."""
        for key in keys:
            self.page.keyboard.press(key)


@contextmanager
def tab(context: BrowserContext, url: str) -> Iterator[Tab]:
    """Open a tab and wait for its first screen; at its end, nothing outside was asked for and nothing went wrong."""
    page = context.new_page()
    found = Tab(page)
    page.goto(url)
    found.until("read-only", "keys")
    yield found
    assert {urlsplit(one).netloc for one in found.asked} == {urlsplit(url).netloc}
    assert not found.wrong
    page.close()


def test_a_digit_filters_enter_reads_and_q_ends(context: BrowserContext, serve: Callable[..., Server]) -> None:
    """The keys of the terminal do in the browser what they do there; after q the page says so, and opens it again."""
    server = serve()
    with tab(context, server.url) as found:
        found.until("9 of 9 events")
        found.press("2")
        found.until("province:BA", gone="9 of 9 events")
        found.press("2")
        found.until("9 of 9 events")
        found.press("c")
        found.until("Claims:")
        found.press("Alt+2")  # what a terminal sends for Escape and 2 in one breath
        found.until("province:BA", gone="Claims:")
        found.press("2")
        found.until("9 of 9 events")
        found.press("Enter")
        found.until("Digest, in our own words")
        found.press("m")
        found.until("cttui is read-only here; nothing can be changed or saved.")
        found.press("Escape")
        found.until("9 of 9 events")
        found.press("q")
        ended = found.page.locator("#ended")
        ended.wait_for(state="visible")
        assert ended.locator("#why").text_content() == "You have quit cttui."
        assert not server.sessions()
        # what stood there is not what the next session draws
        found.screen.reset()
        found.press("Enter")
        ended.wait_for(state="hidden")
        found.until("9 of 9 events")
        assert len(server.sessions()) == 1
    code, said = server.end()
    assert (code, said) == (130, "Ctrl+C ends it.\n")


def test_two_tabs_are_two_readers(context: BrowserContext, serve: Callable[..., Server]) -> None:
    """What is filtered in one tab is not in another, and closing one ends its process alone."""
    server = serve("--filter", "kind:attack")
    with tab(context, server.url) as one:
        one.until("kind:attack", "2 of 9 events")
        with tab(context, server.url) as other:
            other.until("2 of 9 events")
            other.press("Backspace")
            other.until("9 of 9 events")
            assert "2 of 9 events" in one.text
            assert len(server.sessions()) == 2
        one.wait(lambda: len(server.sessions()) == 1, "the session of a closed tab goes on")
        one.press("Backspace")
        one.until("9 of 9 events")


def test_a_citation_is_copied_and_an_address_opened_by_the_browser(
    context: BrowserContext, serve: Callable[..., Server]
) -> None:
    """Pressing y puts the citation on the clipboard of whoever reads, and o opens the source's address in a tab of its own."""
    server = serve("--filter", "source:dawn-1")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.route("https://example.org/**", lambda route: route.fulfill(body="an outside page"))
    with tab(context, server.url) as found:
        found.press("Enter")
        found.until("Source 1 of 3", "https://example.org/dawn-1")
        found.press("y")
        found.until("Copied: ")
        own = "Object.getOwnPropertyDescriptor(Navigator.prototype, 'clipboard').get.call(navigator).readText()"
        copied = found.page.evaluate(own)
        assert copied
        assert copied[:40] in found.text
        with context.expect_page() as opened:
            found.press("o")
        assert opened.value.url == "https://example.org/dawn-1"
        assert opened.value.evaluate("window.opener") is None
        opened.value.close()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1920, 1080)])
def test_the_screen_fits_a_phone_and_follows_its_window(
    context: BrowserContext, serve: Callable[..., Server], width: int, height: int
) -> None:
    """On a phone letters are small enough for the columns that cttui needs; another size of the window is another screen."""
    server = serve()
    with tab(context, server.url) as found:
        before = found.screen.columns
        found.page.set_viewport_size({"width": width, "height": height})
        found.wait(lambda: found.screen.columns != before, "the window's size was not followed")
        found.reload()
        found.until("read-only")
        assert found.screen.columns >= SMALLEST[0]
        box = found.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        assert width - 25 < box["x"] + box["width"] <= width
        assert height - 30 < box["y"] + box["height"] <= height


def test_a_tap_is_a_click(browser: Browser, serve: Callable[..., Server]) -> None:
    """A tap on a phone reaches the list."""
    server = serve()
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    with tab(context, server.url) as found:
        row = next(n for n, line in enumerate(found.screen.display) if "A truce is signed" in line)
        box = found.page.locator(".xterm-screen").bounding_box()
        assert box is not None
        found.page.touchscreen.tap(box["width"] / 2, box["y"] + (row + 0.5) * box["height"] / found.screen.lines)
        found.press("Enter")
        found.until("15 March 2024")
    context.close()


def test_a_phone_on_the_network_copies_too(browser: Browser, serve: Callable[..., Server]) -> None:
    """Without TLS a browser gives pages of another machine no clipboard: y copies all the same."""
    server = serve("--host", "0.0.0.0", "--filter", "source:dawn-1")  # noqa: S104 - what is tested
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.set_default_timeout(PATIENCE)
    with tab(context, server.url) as found:
        found.page.evaluate("document.addEventListener('copy', () => { window.copied = document.activeElement.value; })")
        while "Source 1 of 3" not in found.text:
            found.press("Enter")
            found.page.wait_for_timeout(200)
        found.press("y")
        found.until("Copied: ")
        assert "https://example.org/dawn-1" in found.page.evaluate("window.copied")
        assert found.page.evaluate("isSecureContext") is False
        found.press("Escape")
        found.until("events")
    context.close()


def test_a_page_of_another_site_gets_nothing(context: BrowserContext, serve: Callable[..., Server]) -> None:
    """Another site's page can open no socket, show no frame and read no file of ours, even if it knows the token."""
    server = serve()
    socket = server.url.replace("http:", "ws:") + "ws"
    context.route("http://evil.example/", lambda route: route.fulfill(body="<!DOCTYPE html>", content_type="text/html"))
    page = context.new_page()
    page.goto("http://evil.example/")
    opened = """url => new Promise(done => {
        const socket = new WebSocket(url);
        socket.onopen = () => done(true);
        socket.onerror = () => done(false);
    })"""
    assert page.evaluate(opened, socket) is False
    assert page.evaluate("url => fetch(url).then(() => true, () => false)", server.url) is False
    framed = """url => new Promise(done => {
        const frame = document.createElement("iframe");
        frame.onload = () => done(frame.contentDocument === null);
        frame.src = url;
        document.body.append(frame);
    })"""
    assert page.evaluate(framed, server.url) is True
    assert not server.sessions()
