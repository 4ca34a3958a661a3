"""The page is sound: it loads nothing, breaks no policy, takes no text for markup, and is readable by everybody."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from cttui.exports.guard import Guard, sensitive
from cttui.exports.page import data
from cttui.exports.page.content import Content
from cttui.exports.subjects import Events
from cttui.model.claims import ALL
from cttui.model.records import Event, Place, Source, Timeline
from cttui.query.fields import FIELDS
from cttui.query.language import Query, parse
from cttui.store.cache import open_timeline
from cttui.store.sqlite import SqliteIndex as Index
from exporting import HARBOUR
from page.helpers import Watched, answer, html_of, selected, watching
from strategies import ids, indexed, small_timeline

Scheme = Literal["light", "dark"]

HOSTILE = (
    '<script>window.hurt = 1</script>', '</script><script>window.hurt = 1</script>', '"><img src=x onerror="window.hurt = 1">',
    "<!--<script>", "]]>", "</style><style>body{display:none}</style>", "javascript:window.hurt=1", "{{7*7}}${7*7}",
    "\\u003cscript>", "' onclick='window.hurt=1", "&lt;b&gt;&amp;amp;", "__proto__", "constructor",
)  # fmt: skip


def hostile() -> Timeline:
    """A timeline all of whose texts would like to be markup, code or a key of an object."""
    base = small_timeline()
    texts = [*HOSTILE]
    sources = [
        Source(id=f"h{n}", type="report", title=text, title_note=text, publisher=text, author=(text,), standpoint="press",
               url="https://example.org/" if n % 2 else "")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    events = [
        Event(id=f"e{n}", date="2024-05", kind="attack", title=text, summary=text, provinces=("PK-KP",), actors=(text,),
              tags=(text,), sources=(f"h{n}",), place=Place(name=text, district=text, lat=33.0, lon=70.0 + n))
        for n, text in enumerate(texts)
    ]  # fmt: skip
    return replace(
        base, meta=replace(base.meta, title=HOSTILE[0]), sources=(*base.sources, *sources), events=(*base.events, *events)
    )


def test_hostile_text_stays_text(context: BrowserContext, tmp_path: Path) -> None:
    """Whatever a text contains, it stands in the page as it is written, and is found as such by every control."""
    with indexed(hostile()) as index:
        path = tmp_path / "page.html"
        path.write_text(html_of(index), encoding="utf-8")
        with watching(context, path) as watched:
            page = watched.open()
            titles = page.eval_on_selector_all("article h4", "nodes => nodes.map(node => node.textContent)")
            assert set(HOSTILE) <= set(titles)
            page.click("summary >> text=How to filter")
            for n, text in enumerate(HOSTILE):
                query = f"source:h{n}"
                page.fill("#q", query)
                page.press("#q", "Enter")
                assert selected(page) == [f"e{n}"]
                token = text.replace("\\", "\\\\").replace('"', '\\"')
                assert answer(page, f'tag:"{token}" actor:"{token}"')["ids"] == [f"e{n}"]
            page.fill("#q", "kind:<script>window.hurt=1</script>")
            page.press("#q", "Enter")
            page.keyboard.press("j")
            assert page.evaluate("window.hurt") is None
            assert page.locator("script").count() == 2


def test_the_page_asks_for_nothing(shipped_view: Watched) -> None:
    """It loads nothing but itself, stores nothing, and what tries to load something is stopped by its own policy."""
    page = shipped_view.open("q=kind:attack")
    page.keyboard.press("j")
    page.emulate_media(media="print")
    assert shipped_view.faults == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    refused = page.evaluate(
        """() => new Promise((resolve) => {
            addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
            document.body.append(Object.assign(new Image(), { src: "https://example.org/x.png" }));
        })"""
    )
    assert refused == "img-src"
    shipped_view.faults.clear()


def test_no_script_writes_markup() -> None:
    """The script makes elements and texts; it has no eval, no markup from strings, and no style attribute."""
    body = data.script()
    for banned in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(", "XMLHttp",
                   "import(", "localStorage", ".style", "setTimeout(\"", "onclick"):  # fmt: skip
        assert banned not in body
    assert body.startswith('"use strict";')


def test_every_field_is_carried(small_index: Index) -> None:
    """The data has each field of the query language, by its shape, and the script answers each."""
    content = Content(Events(small_index, Query(), ALL))
    plain = json.loads(data.json_of(content))
    assert list(plain["fields"]) == list(FIELDS)
    assert {name: field["shape"] for name, field in plain["fields"].items()} == {f.name: f.shape for f in FIELDS.values()}
    assert set(plain["measures"]) == set(small_index.vocabulary.measures)


@pytest.fixture
def small_index() -> Iterator[Index]:
    """The index of a timeline that has something of everything."""
    with indexed(small_timeline()) as index:
        yield index


def test_what_is_kept_back_is_not_in_the_data() -> None:
    """Neither the id nor the words of a sensitive source, nor of what rests on it, are anywhere in the page."""
    base = small_timeline()
    secret = Source(id="hush-hush", type="report", title="Zanzibar memorandum", publisher="Quagga Press", author=("Xerxes Y.",),
                    standpoint="press", sensitive=True)  # fmt: skip
    event = Event(id="kept-quiet", date="2024-07", kind="court", title="Walrus verdict", provinces=("PK",), tags=("narwhal",),
                  actors=("Okapi League",), sources=("hush-hush",))  # fmt: skip
    with indexed(replace(base, sources=(*base.sources, secret), events=(*base.events, event))) as index:
        closed = html_of(index)
        for word in ("hush", "anzibar", "uagga", "erxes", "quiet", "alrus", "arwhal", "kapi"):
            assert word not in closed
        opened = html_of(index, guard=Guard())
        assert "hush-hush" in opened
        assert "narwhal" in opened
        assert sensitive(index).sources == {"hush-hush"}


FRAGMENTS = ("", "q=kind:court%20province:KP", "q=kind:atack", "q=kind:attack&event=2024-03-26-besham")
"""All events, none or some of them, a fault, and one with an event at the cursor."""


@pytest.mark.parametrize(("scheme", "width", "fragment"), [("light", 390, FRAGMENTS[0]), ("dark", 1280, FRAGMENTS[2])])
def test_axe_finds_no_violation(browser: Browser, tmp_path: Path, scheme: Scheme, width: int, fragment: str) -> None:
    """Nothing that axe-core looks for, in the page of a small timeline."""
    index = open_timeline(HARBOUR, None)
    path = tmp_path / "page.html"
    path.write_text(html_of(index), encoding="utf-8")
    index.close()
    axe_of(browser, path, scheme, width, fragment)


@pytest.mark.thorough
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_axe_finds_no_violation_in_a_month(
    browser: Browser, shipped_index: Index, tmp_path: Path, scheme: Scheme, width: int, fragment: str
) -> None:
    """Nor in a month of the shipped timeline, in light and dark, on a phone and a laptop, filtered and not."""
    path = tmp_path / "page.html"
    path.write_text(html_of(shipped_index, "date:2024-03"), encoding="utf-8")
    axe_of(browser, path, scheme, width, fragment)


def axe_of(browser: Browser, path: Path, scheme: Scheme, width: int, fragment: str) -> None:
    """Look at a page with everything opened that can be."""
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    with watching(context, path) as watched:
        page = watched.open(fragment)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        page.locator("#filters details table").wait_for()
        page.locator("article .when button").first.wait_for(state="attached")
        found = Axe().run(page)
        assert [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found.response["violations"]] == []
    context.close()


def test_without_javascript_everything_is_there(browser: Browser, shipped_page: Path, shipped_index: Index) -> None:
    """Whoever has switched scripts off reads all events with their figures and sources, and sees no dead control."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shipped_page.as_uri() + "#event=2024-03-26-besham")
    assert page.locator("article[data-n]").count() == shipped_index.count
    assert not page.locator("#filters").is_visible()
    assert page.locator("button:visible, input:visible, output:visible").count() == 0
    assert page.locator("article[id='event=2024-03-26-besham']").is_visible()
    assert page.locator("#sources li").count() >= 1224
    context.close()


def test_a_page_of_a_filter_finds_its_events_alone(context: BrowserContext, shipped_index: Index, tmp_path: Path) -> None:
    """A page of a filter holds its events alone, and a query finds those of them that it would find of all."""
    path = tmp_path / "part.html"
    path.write_text(html_of(shipped_index, '"Besham" kind:attack'), encoding="utf-8")
    with watching(context, path) as watched:
        page: Page = watched.open()
        shown = selected(page)
        assert "2024-03-26-besham" in shown
        for text in ("province:KP", "killed:>=5", "-province:KP"):
            assert answer(page, text)["ids"] == ids(
                shipped_index, parse(f'"Besham" kind:attack {text}', shipped_index.vocabulary)
            )
        assert answer(page, "tag:polio")["ids"] == []
