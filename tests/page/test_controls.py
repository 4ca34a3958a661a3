"""Every control of the page edits the one query, and everything that the page shows follows it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cttui.explore.links import fragment
from cttui.query.language import parse
from cttui.store.sqlite import SqliteIndex as Index
from page.helpers import Watched, count, html_of, selected, watching
from strategies import ids, indexed, small_timeline


def found(index: Index, text: str) -> list[str]:
    """The events that cttui lists."""
    return ids(index, parse(text, index.vocabulary))


def search(page: Page, text: str) -> None:
    """Type a query over what is in the field."""
    page.fill("#q", text)
    page.press("#q", "Enter")


def test_the_list_follows_the_query(shipped_view: Watched, shipped_index: Index) -> None:
    """What is typed shows the events that cttui lists, says how many they are and gives the view an address."""
    page = shipped_view.open()
    for text in ("kind:attack province:BA", "istehkam", "killed:>=10 -kind:report", "zzz", "order:killed kind:attack", ""):
        search(page, text)
        events = found(shipped_index, text)
        assert selected(page) == events
        assert count(page) == f"{len(events)} of 268 events"
        written = parse(text, shipped_index.vocabulary).text
        assert page.evaluate("location.hash") == (f"#{fragment(written)}" if text else "")


def test_a_single_event_is_one_event(context: BrowserContext, tmp_path: Path) -> None:
    """A page of a single event says "1 of 1 event"."""
    timeline, path = small_timeline(), tmp_path / "one.html"
    event = replace(timeline.events[0], responds_to=())
    with indexed(replace(timeline, events=(event,), threads=(), views=())) as index:
        path.write_text(html_of(index), encoding="utf-8")
    with watching(context, path) as watched:
        page = watched.open()
        expect(page.locator("#count")).to_have_text("1 of 1 event")


@pytest.mark.thorough
def test_every_box_gives_the_count_that_it_states(shipped_view: Watched, shipped_index: Index) -> None:
    """Ticking a box alone shows as many events as stand beside it, with another filter in force and without."""
    page = shipped_view.open()
    for start in ("", "killed:>=1"):
        search(page, start)
        for name in ("kind", "province"):
            for box in page.locator(f"input[name={name}]").all():
                label = box.locator("xpath=..")
                stated = label.locator("small").inner_text()
                box.check()
                query = page.input_value("#q")
                assert len(selected(page)) == int(stated) == len(found(shipped_index, query))
                box.uncheck()
        assert page.input_value("#q") == start


def test_boxes_of_one_field_are_alternatives(shipped_view: Watched) -> None:
    """Two boxes of a field are one clause; the boxes show what the text says, typed or not."""
    page = shipped_view.open()
    page.check("input[name=kind][value=attack]")
    page.check("input[name=kind][value=strike]")
    page.check("input[value=PK-KP]")
    assert page.input_value("#q") == "kind:attack,strike province:KP"
    search(page, "kind:court province:Sindh")
    ticked = page.eval_on_selector_all("#filters fieldset :checked", "boxes => boxes.map(box => box.value)")
    assert ticked == ["court", "PK-SD"]


@pytest.mark.thorough
def test_tiles_and_dots_filter(shipped_view: Watched) -> None:
    """A click on a tile chooses its province, on a dot its point; each shows the count that it states, twice undoes it."""
    page = shipped_view.open()
    tile = page.locator('#tiles g[data-province="PK-BA"]')
    stated = tile.locator(".count").text_content()
    tile.click()
    assert page.input_value("#q") == "province:BA"
    assert stated == str(len(selected(page)))
    tile.click()
    assert page.input_value("#q") == ""
    dot = page.locator("#map circle").first
    title = dot.locator("title").text_content() or ""
    dot.dispatch_event("click")
    assert page.input_value("#q").startswith("bbox:")
    assert title.endswith(f": {len(selected(page))}")
    dot.dispatch_event("click")
    assert page.input_value("#q") == ""


@pytest.mark.thorough
def test_places_filter_by_keyboard(shipped_view: Watched) -> None:
    """The list of places has a button for each dot of the map."""
    page = shipped_view.open()
    page.locator("#map summary").press("Enter")
    button = page.locator("#map li button").first
    button.press("Enter")
    assert page.input_value("#q").startswith("bbox:")
    assert 0 < len(selected(page)) < 268


@pytest.mark.thorough
def test_the_strip_is_brushed(shipped_view: Watched, shipped_index: Index) -> None:
    """Dragging over bars, and the two sliders, choose the days from the first bar to the last."""
    page = shipped_view.open()
    bars = page.locator("#strip g[data-start]")
    box = page.locator("#strip svg[data-most]").bounding_box()
    assert box is not None
    step, middle = box["width"] / bars.count(), box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 5.5 * step, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 8.5 * step, middle, steps=4)
    page.mouse.up()
    first, last = bars.nth(5).get_attribute("data-start"), bars.nth(8).get_attribute("data-end")
    assert page.input_value("#q") == f"date:{first}..{last}"
    assert selected(page) == found(shipped_index, f"date:{first}..{last}")
    page.locator(".brush input").first.press("ArrowRight")
    assert page.input_value("#q") == f"date:{bars.nth(6).get_attribute('data-start')}..{last}"
    page.click("text=Clear the period")
    assert page.input_value("#q") == ""


@pytest.mark.thorough
def test_the_rest_of_the_page_follows(shipped_view: Watched, shipped_index: Index) -> None:
    """Bars, months, disputes, threads and sources are those of the events that are shown, and say how many."""
    page = shipped_view.open()
    search(page, "kind:court")
    events = found(shipped_index, "kind:court")
    shown = "nodes => nodes.filter(node => node.checkVisibility()).length"
    assert len(events) == sum(
        int(re.split("[ o]", text)[0]) for text in page.locator(".month:not([hidden]) h3 small").all_inner_texts()
    )
    cited = {source for event in shipped_index.events(shipped_index.numbers(events)) for source in
             (*event.sources, *(claim.source for claim in event.claims))}  # fmt: skip
    assert page.eval_on_selector_all('#sources li[id^="source="]', shown) == len(cited)
    assert page.inner_text("#sources h2").endswith(f"{len(cited)} of 1,224")
    disputed = page.eval_on_selector_all("#disputes h4", shown)
    assert page.inner_text("#disputes h2").endswith(f" {disputed} of 139")
    for id_, number in (("events", len(events)), ("disputes", disputed), ("sources", len(cited))):
        assert page.inner_text(f'#contents a[href="#{id_}"] small') == str(number)
    heights = page.eval_on_selector_all(
        "#strip rect[class^=k-]", "all => all.filter(r => +r.getAttribute('height')).map(r => r.className.baseVal)"
    )
    assert set(heights) == {"k-court"}
    for picture in ("#strip svg[data-most]", "#map svg"):
        assert re.search(r"; \d+ of \d+ match the filter$", page.get_attribute(picture, "aria-label") or "")
    dashed = "all => all.reduce((sum, node) => sum + Number(node.textContent.match(/: (\\d+)/)[1]), 0)"
    rough = page.eval_on_selector_all("#map .rough:not([hidden]) title", dashed)
    assert page.inner_text("#map .note >> nth=0").startswith(f"Dashed circles: {rough} of 73 events known")
    assert page.locator("#tiles .note").is_visible()
    numbers = page.eval_on_selector_all(
        '#sources li[id^="source="]', "all => all.filter(n => n.checkVisibility()).map(n => [n.value, n.firstElementChild.id])"
    )
    assert all(id_ == f"s{value}" for value, id_ in numbers)


def test_the_signs_of_threads_are_whole(shipped_view: Watched) -> None:
    """The signs of kinds beside the steps of a thread stand within the box at whose edges they would be cut off."""
    page = shipped_view.open()
    room, outside = page.evaluate("""() => {
        const style = (selector, part) => getComputedStyle(document.querySelector(selector), part);
        return [parseFloat(style(".threads").paddingLeft), -parseFloat(style(".threads li", "::before").left)];
    }""")
    assert room > outside > 0


def test_a_fault_is_one_sentence_and_changes_nothing(shipped_view: Watched) -> None:
    """What is no query is said at the field, with what would be right; the last good selection stays."""
    page = shipped_view.open()
    search(page, "kind:attack")
    before = selected(page)
    for text, said in (
        ("kind:atack", "Unknown kind 'atack'. Did you mean attack?"),
        (
            "kind:attack is:marked",
            "depends on your own marks and notes, which this page does not have; open the link in cttui.",
        ),
        ("actor:liberation", "Unknown actor 'liberation'. Did you mean BLA?"),
        ("__proto__:x", "Unknown field '__proto__'; put text with a colon in quotation marks."),
        ("kind:\u202eatack", "Unknown kind '\ufffdatack'."),
        ("killed>=3", "Killed must be followed directly by a colon, e.g. killed:>=10. Did you mean killed:>=3?"),
        ("august 2024", "Write dates as a clause. Did you mean date:2024-08?"),
        ("date:2024-13", "months run from 01 to 12"),
    ):
        search(page, text)
        assert said in page.inner_text("#hint")
        assert selected(page) == before
        assert page.get_attribute("#q", "aria-invalid") == "true"
    search(page, "august 2024")
    page.click("#hint button")
    assert page.input_value("#q") == "date:2024-08"
    assert page.inner_text("#hint") == ""


def test_an_address_is_the_state(shipped_view: Watched, shipped_index: Index) -> None:
    """A fragment as a link of the app has it opens the same view; changes make steps that back and forward walk."""
    text = 'province:KP "besham" date:2024-03'
    page = shipped_view.open(fragment(text, "2024-03-26-besham"))
    assert selected(page) == found(shipped_index, text)
    expect(page.locator("article[aria-current]")).to_have_id("event=2024-03-26-besham")
    expect(page.locator("article[aria-current]")).to_be_in_viewport()
    page.check("input[value=policy]")
    assert page.input_value("#q") == f"{text} kind:policy"
    page.go_back()
    expect(page.locator("#q")).to_have_value(text)
    assert selected(page) == found(shipped_index, text)
    page.go_forward()
    expect(page.locator("#q")).to_have_value(f"{text} kind:policy")
    page.evaluate("location.hash = 'q=kind:court'")
    expect(page.locator("#count")).to_have_text("14 of 268 events")


def test_each_step_keeps_its_own_address(shipped_view: Watched) -> None:
    """An address stays as it was opened, its event included, and so does that of a step which back and forward lead to."""
    first, second = fragment("kind:attack", "2024-03-26-besham"), fragment("kind:court")
    page = shipped_view.open(first)
    expect(page.locator("article[aria-current]")).to_have_id("event=2024-03-26-besham")
    assert page.evaluate("location.hash") == f"#{first}"
    assert page.locator("#cite [data-link]").inner_text().endswith(f"#{first}")
    page.evaluate("hash => { location.hash = hash; }", second)
    expect(page.locator("#q")).to_have_value("kind:court")
    page.keyboard.press("j")
    third = page.evaluate("location.hash")
    assert third.startswith(f"#{second}&event=")
    page.go_back()
    expect(page.locator("article[aria-current]")).to_have_id("event=2024-03-26-besham")
    assert page.evaluate("location.hash") == f"#{first}"
    page.go_forward()
    expect(page.locator("#q")).to_have_value("kind:court")
    assert page.evaluate("location.hash") == third


def test_an_address_names_no_event_that_its_filter_hides(shipped_view: Watched) -> None:
    """Once the filter hides the event that was gone to, neither address nor link names it; back leads to it again."""
    page = shipped_view.open("event=2024-03-26-besham")
    link = page.locator("#cite [data-link]")
    expect(link).to_have_text(re.compile("#event=2024-03-26-besham$"))
    search(page, "kind:court")
    assert page.evaluate("location.hash") == "#q=kind:court"
    assert link.inner_text().endswith("#q=kind:court")
    page.go_back()
    expect(page.locator("article[aria-current]")).to_have_id("event=2024-03-26-besham")
    # a filter that is faulty takes the place of none, though the one before it hides the event
    search(page, "kind:court")
    page.evaluate("location.hash = 'q=kind:atack&event=2024-03-26-besham'")
    expect(page.locator("#hint")).to_contain_text("Unknown kind 'atack'")
    assert page.input_value("#q") == "kind:atack"
    assert count(page) == "268 of 268 events"
    assert page.locator("article[aria-current]").is_visible()


def test_what_is_typed_is_one_step_back(shipped_view: Watched) -> None:
    """Back leads from a query to the one before it, though its first letters are no query."""
    page = shipped_view.open("q=kind:court")
    page.fill("#q", "")
    page.press("#q", "Enter")
    steps = page.evaluate("history.length")
    page.focus("#q")
    page.keyboard.type('"apex" -kind:report')
    page.keyboard.press("Enter")
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    expect(page.locator("#q")).to_have_value("")
    page.go_back()
    expect(page.locator("#q")).to_have_value("kind:court")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("hash_", "said"),
    [
        ("q=%E0%A4", "This address is not whole; copy the whole link."),
        ("event=none-such", "The event none-such is not in this page."),
        ("q=nofield:x", "Unknown field 'nofield'"),
        ("count=official", "This page counts all figures, and the link official ones."),
        ("q=kind:court&event=2024-03-26-besham", "The filter of this address hides its event, so it was cleared."),
    ],
)
def test_an_address_that_cannot_be_followed_says_so(shipped_view: Watched, hash_: str, said: str) -> None:
    """What an address asks for in vain is one sentence, over all events."""
    page = shipped_view.open(hash_)
    expect(page.locator("#hint")).to_contain_text(said)
    assert count(page) == "268 of 268 events"


@pytest.mark.thorough
def test_links_within_the_page_keep_the_filter(shipped_view: Watched) -> None:
    """A link to a source leads there and marks it, and back; one to an event that is hidden clears the filter, until back."""
    page = shipped_view.open("q=kind:court")
    article = page.locator("article[data-n]:visible").first
    article.locator('a[href^="#s"]').first.click()
    assert page.evaluate("document.activeElement.id").startswith("s")
    assert page.evaluate("getComputedStyle(document.activeElement.parentElement).borderInlineStartWidth") == "4px"
    assert page.input_value("#q") == "kind:court"
    page.go_back()
    assert page.input_value("#q") == "kind:court"
    hidden = page.evaluate("document.querySelector('#events li[hidden] article').id")
    page.evaluate(
        "id => { const a = document.createElement('a'); a.href = '#' + id; document.body.append(a); a.click(); a.remove(); }",
        hidden,
    )
    assert count(page) == "268 of 268 events"
    assert page.get_attribute("article[aria-current]", "id") == hidden
    page.go_back()
    expect(page.locator("#q")).to_have_value("kind:court")


@pytest.mark.thorough
def test_an_event_copies_its_address(context: BrowserContext, shipped_view: Watched) -> None:
    """The button beside an event copies the address that opens the page at it; that of the view has the filter."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = shipped_view.open("q=kind:court")
    article = page.locator("article[data-n]:visible").first
    article.get_by_role("button").click()
    id_ = article.get_attribute("id")
    expect(page.locator(".status")).to_have_text("Copied the link to the event.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{shipped_view.url}#{id_}"
    page.click("text=Copy link to this view")
    expect(page.locator(".status")).to_have_text("Copied the link to this view.")
    assert page.evaluate("navigator.clipboard.readText()") == f"{shipped_view.url}#q=kind:court"


@pytest.mark.thorough
def test_keys_alone_reach_everything(shipped_view: Watched) -> None:
    """/ searches, Esc leaves, j and k walk through what is shown unless switched off, and Tab reaches every control."""
    page = shipped_view.open()
    page.keyboard.press("/")
    page.keyboard.type("kind:court")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") != "q"
    assert count(page) == "14 of 268 events"
    shown = selected(page)
    visited = []
    for key in "jjkj":
        page.keyboard.press(key)
        visited.append(page.evaluate("document.activeElement.id.slice(6)"))
    assert visited == [shown[0], shown[1], shown[0], shown[1]]
    assert page.evaluate("location.hash") == f"#q=kind:court&event={shown[1]}"
    page.focus("input[value=attack]")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == f"event={shown[0]}"
    page.uncheck(".keys input")
    page.keyboard.press("j")
    assert page.get_attribute("article[aria-current]", "id") == f"event={shown[0]}"
    page.focus("#q")
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(e => e.name || e.textContent.trim().slice(0, 20))(document.activeElement)"))
    assert {"kind", "province", "Clear", "Copy link to this vi", "How to filter"} <= reached


def test_paper_has_the_selection_and_names_the_filter(shipped_view: Watched, shipped_index: Index, tmp_path: Path) -> None:
    """In print only the events of the filter are there, with the filter in words of the query."""
    page = shipped_view.open("q=kind:court")
    page.emulate_media(media="print")
    assert selected(page) == found(shipped_index, "kind:court")
    assert page.locator("#events .filter").inner_text() == "Showing 14 of 268 events. Filter: kind:court"
    assert not page.locator("#filters").is_visible()
