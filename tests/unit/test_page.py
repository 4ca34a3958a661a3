"""The page: read back by html5lib, which parses as browsers do, and by Python's own parser of markup."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import CttuiError
from cttui.explore.claims import ledger_of
from cttui.explore.explorer import Explorer
from cttui.explore.links import Link
from cttui.exports.guard import Guard, sensitive
from cttui.exports.page import content as gathered
from cttui.exports.page.document import source_hash
from cttui.exports.redaction import read
from cttui.exports.subjects import Events
from cttui.model import kinds
from cttui.model.claims import ALL, stated
from cttui.model.records import KINDS, Event, Meta, Place, Province, Timeline
from cttui.query.language import Query, parse
from cttui.settings import shipped_timeline
from cttui.store.cache import open_timeline
from cttui.store.index import Index
from cttui.timeline import load
from cttui.timeline.outline import Outline, OutlineError
from exporting import HARBOUR, NAMED, SECRETS, ids_of, kept, text_of, written
from strategies import indexed, query_texts, small_timeline, timelines

SECTIONS = ["strip", "tiles", "map", "events", "disputes", "threads", "sources", "coverage", "cite"]
"""In their order."""


@pytest.fixture
def harbour() -> Iterator[Index]:
    """A small timeline with dates of every sort, and texts that formats might take for their own."""
    index = open_timeline(HARBOUR, None)
    yield index
    index.close()


def tree_of(text: str) -> Any:
    """A page as a browser parses it; whatever the HTML standard calls a parse error is one here."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    tree = parser.parse(text)
    assert parser.errors == []
    return tree


def page_of(index: Index, text: str = "", guard: Guard | None = None) -> str:
    """A page of a query, without the bodies of its style and its script, which only take time to parse."""
    return kept("html", text_of(index, "html", text, guard).encode()).decode()


def named(tree: Any, tag: str) -> list[Any]:
    """All elements of a name, those of pictures too."""
    return [element for element in tree.iter() if str(element.tag).rpartition("}")[2] == tag]


def said(element: Any) -> str:
    """The text of an element."""
    return "".join(element.itertext())


def by_id(tree: Any) -> dict[str, Any]:
    """The elements that have an id; none is there twice."""
    found: dict[str, Any] = {}
    for element in tree.iter():
        if (id_ := element.get("id")) is not None:
            assert id_ not in found, f"{id_} is there twice"
            found[id_] = element
    return found


def sound(text: str) -> Any:
    """A page's tree, after what holds of every page."""
    tree = tree_of(text)
    found = by_id(tree)
    for link in named(tree, "a"):
        href = link.get("href")
        if href.startswith("#"):
            assert href[1:] in found, f"{href} leads nowhere"
        else:
            assert urlsplit(href).scheme in {"http", "https"}
            assert link.get("target") is None
    for element in tree.iter():
        for name in element.attrib:
            assert not name.startswith("on"), f"{name} on {element.tag}"
            assert name not in {"style", "src", "srcset", "action", "formaction"}, f"{name} on {element.tag}"
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert all(id_ in found for id_ in element.get(name, "").split())
    headings = [int(str(element.tag)[1]) for element in tree.iter() if re.fullmatch(r"h\d", str(element.tag))]
    assert headings.count(1) == 1
    assert headings[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(headings))
    for name in ("header", "main", "nav", "footer"):
        assert len(named(tree, name)) == 1
    assert [one.get("content") for one in named(tree, "meta") if one.get("name") == "referrer"] == ["no-referrer"]
    for table in named(tree, "table"):
        assert all(cell.get("scope") in {"row", "col"} for cell in named(table, "th"))
    for picture in named(tree, "svg"):
        assert picture.get("aria-hidden") == "true" or (picture.get("role") == "img" and picture.get("aria-label"))
    return tree


# -- the document ----------------------------------------------------------------------------------------------------


def test_the_page_is_sound(harbour: Index) -> None:
    """It parses without an error, ids are unique, links lead somewhere, headings follow each other, nothing is loaded."""
    tree = sound(page_of(harbour))
    assert [element.get("id") for element in named(tree, "section")] == SECTIONS
    assert [link.get("href") for link in named(by_id(tree)["contents"], "a")] == [f"#{id_}" for id_ in SECTIONS]
    assert named(tree, "html")[0].get("lang") == "en"
    assert said(named(tree, "title")[0]) == said(named(tree, "h1")[0]) == 'Harbour <b>2024</b>; strikes, quays & "rules"'
    assert named(tree, "a")[0].get("href") == "#events"
    assert by_id(tree)["filters"].get("hidden") is not None
    assert by_id(tree)["count"].get("aria-live") == "polite"


@settings(max_examples=10)
@given(timelines(), st.data())
def test_every_page_is_sound(timeline: Timeline, data: st.DataObject) -> None:
    """Whatever the timeline and the filter, the page is sound and has the events that lists have, in their order."""
    with indexed(timeline) as index:
        explorer = Explorer(index)
        # a query that is refused leaves the selection as it was
        explorer.ask(data.draw(query_texts(index.vocabulary)))
        text = explorer.query.text
        tree = sound(page_of(index, text))
        articles = named(tree, "article")
        assert [element.get("id") for element in articles] == [f"event={id_}" for id_ in ids_of(index, text)]
        assert [element.get("data-n") for element in articles] == [str(n) for n in range(len(articles))]
        assert {element.get("id") for element in named(tree, "li") if (element.get("id") or "").startswith("source=")} == {
            f"source={source.id}" for source in Events(index, parse(text, index.vocabulary), ALL).cited()
        }


def test_the_policy_names_what_is_there_and_nothing_else(harbour: Index) -> None:
    """Nothing may be loaded, and the one style and the one script run by the hashes of their bodies."""
    tree = tree_of(text_of(harbour, "html"))
    (meta,) = [element for element in named(tree, "meta") if element.get("http-equiv") == "Content-Security-Policy"]
    policy = {name: values for name, *values in map(str.split, meta.get("content").split(";"))}
    styles = [said(element) for element in named(tree, "style")]
    scripts = [said(element) for element in named(tree, "script") if element.get("type") != "application/json"]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in (*styles, *scripts)]
    assert (len(styles), len(scripts)) == (1, 1)
    assert policy == {
        "default-src": ["'none'"],
        "script-src": hashes[1:],
        "style-src": hashes[:1],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    head = list(named(tree, "head")[0])
    assert head.index(meta) < head.index(named(tree, "style")[0])
    assert source_hash("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def test_the_style_loads_nothing_and_knows_every_kind(harbour: Index) -> None:
    """No address and no import stands in the style, and each kind has its sign and its colours in light and dark."""
    (style,) = named(tree_of(text_of(harbour, "html")), "style")
    body = said(style)
    assert re.findall(r"url\(|@import|expression|https?:", body) == []
    for kind in KINDS:
        assert f'.k-{kind} {{ --k: {kinds.LIGHT[kind]}; --sign: "{kinds.SIGNS[kind]}"; }}' in body
        assert f".k-{kind} {{ --k: {kinds.DARK[kind]}; }}" in body


class _Reader(HTMLParser):
    """Python's own parser: the names of elements and attributes, and the text between them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


HOSTILE = (
    "</script><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", "]]>", "<!--", "-->", "&lt;b&gt;&amp;",
    '" onclick="x', "' style='x", "<svg onload=alert(1)>", "</article></ol>", "javascript:alert(1)", "\u202eevil\u2066",
    "\x1b[31m\x07\x00", "\ufffe\uffff", "{{7*7}}${7*7}", "W" * 900, "مذاکرات کے تین دن", "e" + "\u0301" * 7, "\u2028\u2029",
    "<?php ?>", "<plaintext>",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """Whatever stands in a text, the page has the same elements and attributes, and the text where it belongs."""
    pages = {}
    for said_ in ("harmless", text):
        event = Event(
            id="one", date="2024-01-01", kind="attack", title=said_, summary=said_, provinces=("PK-SD",), actors=(said_,)
        )
        province = Province(code="PK-SD", name=said_, short="SD", tile=(0, 0))
        meta = Meta(id="t", title=said_, period="2024", method=said_, licence=said_)
        timeline = Timeline(meta=meta, provinces=(province,), events=(event,))
        with indexed(timeline) as index:
            pages[said_] = page_of(index)
    readers = {}
    for said_, page in pages.items():
        readers[said_] = reader = _Reader()
        reader.feed(page)
        reader.close()
        sound(page)
    assert readers[text].tags - {"bdi"} == readers["harmless"].tags - {"bdi"}
    assert readers[text].attributes - {"dir"} == readers["harmless"].attributes - {"dir"}
    assert re.findall(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufffe\uffff]", pages[text]) == []
    if text.isascii() and text.isprintable():
        article = named(tree_of(pages[text]), "article")[0]
        assert text in said(named(article, "h4")[0])


# -- events, figures, sources ----------------------------------------------------------------------------------------


def test_an_event_has_all_that_the_timeline_says_of_it(harbour: Index) -> None:
    """Date in words, kind, place, paragraphs, dead, and each figure with claimant, source number and quote."""
    tree = tree_of(page_of(harbour))
    march = by_id(tree)["event=march"]
    assert said(named(march, "h4")[0]) == 'Dockers march, "peacefully"; <script>alert(1)</script>'
    assert [(element.get("datetime"), said(element)) for element in named(march, "time")] == [("2024-05-02", "2 May 2024")]
    facts = said(next(element for element in named(march, "p") if element.get("class") == "facts"))
    assert all(
        part in facts
        for part in ("protest", "Keamari, Karachi West, Sindh", "2–5 killed", "≠ 1 figure disputed", "Dockers' Union")
    )
    assert next(said(element) for element in named(march, "p") if element.get("class") is None) == "The march passed."
    assert [said(element) for element in named(march, "dt")] == ["killed all ≠ disputed", "injured dockers", "injured sailors"]
    sources = [source.id for source in Events(harbour, Query(), ALL).cited()]
    one, again = (sources.index(id_) + 1 for id_ in ("herald-march", "herald-again"))
    assert [said(element) for element in named(march, "dd")] == [
        f"2 police [{one}] two were killed",
        f'5 UDW [{again}] five "martyrs" as told',
        f"at least about 10 the police, superseded [{one}]",
        f"at least 12 police [{one}]",
        f"dozens the Herald [{one}]",
    ]
    undated = by_id(tree)["event=surrender"]
    assert "date unknown" in said(undated)


def test_links_between_events_go_both_ways(harbour: Index) -> None:
    """What responds to an event stands in it, what it responds to in the other, and what is not in the page in neither."""
    text = page_of(harbour, guard=Guard())
    found = by_id(tree_of(text))
    for id_, heading, other in (
        ("march", "Responds to", "meeting"),
        ("meeting", "Responses", "march"),
        ("quay-act", "Related", "march"),
    ):
        (links,) = [element for element in named(found[f"event={id_}"], "ul") if element.get("class") == "links"]
        assert heading in said(links)
        assert f"#event={other}" in [link.get("href") for link in named(links, "a")]
    assert "meeting" not in page_of(harbour).replace("A meeting", "")


def test_a_source_has_its_address_standpoint_digest_and_origin(harbour: Index) -> None:
    """Each source has its number, its address, who published it when, its standpoint, and what it repeats by number."""
    tree = tree_of(page_of(harbour))
    found = by_id(tree)
    sources = [source.id for source in Events(harbour, Query(), ALL).cited()]
    assert [f"s{n}" for n in range(1, len(sources) + 1)] == [
        named(found[f"source={id_}"], "p")[0].get("id") for id_ in sources
    ]  # fmt: skip
    again = found["source=herald-again"]
    assert named(again, "a")[0].get("href") == "https://example.org/dockers-march-again"
    assert "[dockers march <again>] The Herald, May 2024 · press" in said(again)
    assert f"Repeats or rewords [{sources.index('wire-one') + 1}]" in said(again)
    urdu = next(element for element in found["source=wire-one"].iter() if element.get("lang") == "ur")
    assert (urdu.get("dir"), said(urdu)) == ("auto", "“ڈاکرز کا مارچ”")


@settings(max_examples=10)
@given(timelines())
def test_every_claim_and_every_dispute_is_in_the_page(timeline: Timeline) -> None:
    """As many figures as the events have claims, and the disputes that the ledger has, each figure with its number."""
    with indexed(timeline) as index:
        tree = tree_of(page_of(index))
        figures = [said(named(entry, "b")[0]) for article in named(tree, "article") for entry in named(article, "dd")]
        assert sorted(figures) == sorted(stated(claim) for event in timeline.events for claim in event.claims)
        ledger = ledger_of(index, Query(), "disputed").shown()
        section = by_id(tree)["disputes"]
        assert len(named(section, "h4")) == ledger.disputed
        assert len(named(section, "li")) == ledger.figures
        for line in named(section, "line"):
            low, high = (float(line.get(name).rstrip("%")) for name in ("x1", "x2"))
            assert 0 <= low <= high <= 100


# -- time, places, coverage ------------------------------------------------------------------------------------------


@settings(max_examples=10)
@given(timelines())
def test_bars_and_tiles_count_what_is_there(timeline: Timeline) -> None:
    """The bars of the strip have all dated events once, by kind, and the provinces theirs; the table says the same."""
    with indexed(timeline) as index:
        found = by_id(tree_of(page_of(index)))
        dated = [event for event in timeline.events if event.when]
        strip = found["strip"]
        titles = [said(element).rpartition(": ")[2] for bar in named(strip, "g") for element in named(bar, "title")]
        cells = [said(named(row, "td")[0]) for row in named(strip, "tr")[1:]]
        shown = sum(int(number.replace(",", "")) for number in titles)
        assert shown == sum(int(number.replace(",", "")) for number in cells) <= len(dated)
        for code in {province.code for province in timeline.provinces}:
            (line,) = [line for line in named(found["tiles"], "li") if line.get("data-province") == code]
            assert said(named(line, "b")[0]) == str(sum(code in event.provinces for event in timeline.events))


def test_the_map_has_every_point_and_the_outline(harbour: Index) -> None:
    """Each point has its events by position, the outline is drawn below them, and its notice stands there."""
    outline = Outline((((60.0, 20.0), (70.0, 30.0)), ((-170.0, 0.0), (-160.0, 0.0))), "Drawn by hand.")
    subject = Events(harbour, Query(), ALL, outline=lambda: outline)
    section = by_id(tree_of(_page(subject)))["map"]
    (path,) = named(section, "path")
    assert re.fullmatch(r"M-?\d+ -?\d+l-?\d+ -?\d+", path.get("d"))
    assert "Drawn by hand." in said(section)
    positions = {id_: str(n) for n, id_ in enumerate(ids_of(harbour))}
    assert {circle.get("data-n") for circle in named(section, "circle")} == {positions["quay-act"], positions["march"]}
    assert "Dashed circles: 1 event known" in said(section)

    def broken() -> Outline:
        raise OutlineError("outline.geojson: no such file")

    outcome = NAMED["html"].write(Events(harbour, Query(), ALL, outline=broken), io.StringIO())
    assert "the map's outline left out: outline.geojson: no such file" in outcome.left


def _page(subject: Events) -> str:
    stream = io.StringIO()
    NAMED["html"].write(subject, stream)
    return kept("html", stream.getvalue().encode()).decode()


def test_a_page_of_one_event_speaks_of_one() -> None:
    """A page with a single event, without date, place or claims, counts it as one, where numbers stand."""
    timeline = small_timeline()
    event = Event(id="one", date="", kind="court", title="هجوم [/red]", provinces=(), place=Place(), sources=("s1",))
    with indexed(replace(timeline, events=(event,), threads=(), views=())) as index:
        text, _ = written(index, "html")
    found = by_id(sound(kept("html", text).decode()))
    assert said(found["coverage"]).count("1 event of 1 rests on a single independent source.") == 1
    assert "Small. 1 event. " in said(found["cite"])


def test_coverage_tells_what_was_searched_from_what_was_not(harbour: Index) -> None:
    """A cell without events is 0 where a search found nothing, and a dash where none is recorded; the gaps are listed."""
    text, left = written(harbour, "html")
    section = by_id(tree_of(text.decode()))["coverage"]
    rows = {said(named(row, "th")[0]): [said(cell) for cell in named(row, "td")] for row in named(section, "tr")[1:]}
    assert rows["Khyber Pakhtunkhwa"] == ["0", "0", "0", "0", "0"]
    assert "–" in rows["Sindh"]
    assert "Searched for marches, 2024: nothing found. Every issue was read." in said(section)
    for phrase in left:
        assert phrase.partition(";")[0] in said(section)


def test_the_citation_opens_the_same_view(harbour: Index) -> None:
    """The link names the timeline, its edition and the filter, and stands in the reference; no day of a visit does."""
    section = by_id(tree_of(page_of(harbour, "kind:protest")))["cite"]
    (code,) = [element for element in named(section, "code") if element.get("data-link") is not None]
    assert Link.parse(said(code)) == Link("harbour", harbour.head.digest, "kind:protest")
    assert said(code) in said(named(section, "blockquote")[0])
    assert "Accessed" not in said(section)


# -- what must not leave ---------------------------------------------------------------------------------------------


def test_nothing_sensitive_is_in_the_page(harbour: Index) -> None:
    """Neither the sensitive source nor its claims nor the event that rests on it alone, in no section and in no data."""
    secret = (*SECRETS, "A meeting that only the list tells of", "event=meeting")
    text = page_of(harbour)
    assert [word for word in secret if word in text.replace("repeats-leak", "")] == []
    assert "1 sensitive source kept back, with 1 claim and 1 event" in text.lower()
    shown = page_of(harbour, guard=Guard())
    assert [word for word in secret if word not in shown] == ["5–9"]


def test_a_redacted_page_has_nothing_of_what_was_taken_out(harbour: Index, tmp_path: Path) -> None:
    """No summary, quote, actor, claimant, exact place or address is left, and the filter is not named."""
    path = tmp_path / "redact.toml"
    path.write_text(
        'drop = ["event.summary", "source.url", "source.digest"]\nplaces = "district"\nquotes = false\nnames = false\n'
    )
    text = page_of(harbour, "actor:UDW", Guard(sensitive(harbour), read(path)))
    tree = sound(text)
    gone = (
        "The march passed",
        "example.org",
        "Counts the march",
        "Keamari",
        "two were killed",
        "A. Khan",
        "66.98",
        "actor:UDW",
    )
    body = re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)
    assert [word for word in gone if word in body] == []
    assert "claimant 1" in said(by_id(tree)["events"])
    assert "a filter that is not named here" in said(named(tree, "header")[0])
    assert Link.parse(said(next(one for one in named(tree, "code") if one.get("data-link") is not None))).query == ""
    assert "removed from" in said(by_id(tree)["coverage"])


# -- size ------------------------------------------------------------------------------------------------------------


def test_too_many_events_are_refused_with_a_way_out(harbour: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page of more events than a browser shows well is refused in a sentence that says what to do, and nothing is written."""
    monkeypatch.setattr(gathered, "MOST", 2)
    with pytest.raises(
        CttuiError, match="holds at most 2 events, and 5 are selected; filter them further, or export to sqlite"
    ):
        page_of(harbour)
    assert len(named(tree_of(page_of(harbour, "kind:protest")), "article")) == 1


@pytest.mark.thorough
def test_the_shipped_page_is_sound_and_small() -> None:
    """The shipped timeline's page takes less than a megabyte and a half, and all of it is sound."""
    index = open_timeline(shipped_timeline(), None)
    content, _ = written(index, "html")
    index.close()
    assert len(content) < 1_500_000
    tree = sound(kept("html", content).decode())
    assert len(named(tree, "article")) == len(load.load(shipped_timeline()).events)


def test_data_for_the_script_is_json_that_closes_nothing(harbour: Index) -> None:
    """The script's data is JSON, and no character of it can end its element."""
    scripts = named(tree_of(page_of(harbour)), "script")
    (block,) = [element for element in scripts if element.get("type") == "application/json"]
    assert "<" not in said(block)
    assert json.loads(said(block))["count"] == harbour.count - 1
