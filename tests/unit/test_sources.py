"""What a source is called without a headline, and in which order an event's sources stand."""

from __future__ import annotations

import string
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.explore.citation import cite
from cttui.explore.claims import ledger_of
from cttui.explore.detail import DetailView
from cttui.explore.explorer import Explorer
from cttui.explore.finding import Finder
from cttui.explore.printed import event_text
from cttui.explore.sources import ReadView, cited
from cttui.exports.subjects import Claims, Events, Sources
from cttui.model.claims import ALL
from cttui.model.records import Claim, Event, Source, Timeline
from cttui.model.sources import Called, address_words, called, in_order, is_background
from cttui.query.fields import event_sources
from cttui.query.language import Query, parse
from cttui.store import cache as store
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import has_control
from cttui.timeline import load
from strategies import timelines

# -- what it is called -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://dawn.com/news/1804666/3-cops-among-4-dead-in-kohat", "3 cops among 4 dead in kohat"),
        ("https://nation.com.pk/09-Jan-2024/polio-mission-six-policemen-martyred", "Polio mission six policemen martyred"),
        ("https://latestly.com/agency-news/ten-bombs-rock-province-5733016.html", "Ten bombs rock province"),
        ("https://business-standard.com/a/four-men-killed-124040100826_1.html", "Four men killed"),
        ("https://timesofkarachi.pk/59385-pakistan-ranks-second-in-2025/", "Pakistan ranks second in 2025"),
        ("https://lokmattimes.com/a/men-killed-in-train-blast-e5f8a9b1c2", "Men killed in train blast"),
        ("https://arynews.tv/dead-in-12801-operations-na-told/", "Dead in 12801 operations na told"),
        ("https://x.org/four_men_killed.php?id=a-b-c-d-e#f-g-h-i", "Four men killed"),
        ("https://x.org/four+men%20killed/amp", "Four men killed"),
        ("https://deccanherald.com/story/world%2Ffour-men-killed", "Four men killed"),
        ("https://x.org/2024-%E0%A6%B8%E0%A6%BE%E0%A6%B2%E0%A7%87", "2024 সালে"),
        ("https://x.org/%E5%B7%B4%E5%9F%BA%E6%96%AF%E5%9D%A6", "巴基斯坦"),
        ("https://x.org/a-longer-title-stands-here/photo-gallery-of-it", "A longer title stands here"),
        ("https://x.org/first-three-words/last-three-words", "Last three words"),
        ("https://dawn.com/news/1833722", ""),
        ("https://tribune.com.pk/story/2485156/ajax.googleapis.com", ""),
        ("https://dailyurdu.net/hot-news/76389", ""),
        ("https://sarajahanpakistan.com/2024/07/16/34021/", ""),
        ("https://video2dn.com/video/gpAY7wdrBCw", ""),
        ("https://x.org/?p=one-two-three-four", ""),
        ("https://four-men-killed.org/", ""),
        ("http://[one-two-three", ""),
        ("", ""),
    ],
)
def test_the_words_of_an_address(url: str, words: str) -> None:
    """They are the part of its path with the most words, decoded, without ids at the ends and a file's extension."""
    assert address_words(url) == words


@given(st.text(max_size=60), st.sampled_from(["/{}", "/2024/{}/amp", "/news/{}-5733016.html", "/{}?x=1"]))
def test_words_of_an_address_are_safe_on_a_line(typed: str, path: str) -> None:
    """Whatever an address holds, percent-encoded or not, its words are one line without a character that may do harm."""
    for written in (typed, quote(typed, safe="")):
        words = address_words("https://example.org" + path.format(written))
        assert not has_control(words)
        assert words == " ".join(words.split())


@given(st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=9), min_size=3, max_size=9), st.integers(10_000, 10**9))
def test_the_words_of_a_title_come_back_from_its_address(words: list[str], number: int) -> None:
    """A title that a publisher made an address of, with hyphens and its own number, is the title again."""
    slug = "-".join(words)
    wanted = " ".join(words).capitalize()
    for url in (
        f"https://x.org/news/{number}/{slug}",
        f"https://x.org/{slug}-{number}.html",
        f"https://x.org/a/{number}-{slug}/",
    ):
        assert address_words(url) == wanted


BARE = Source(id="bare-1", type="webpage", publisher="Dawn", issued="2024-01-10", standpoint="press")
SLUG = "https://dawn.com/news/1804666/3-cops-among-4-dead"

NAMES = [
    (replace(BARE, title="Three die", url=SLUG), "Three die", "“Three die”. Dawn, 10 January 2024. " + SLUG),
    (
        replace(BARE, url=SLUG),
        "‹3 cops among 4 dead›",
        "[words of the address: 3 cops among 4 dead]. Dawn, 10 January 2024. " + SLUG,
    ),
    (
        replace(BARE, title_note="Three cops among 4 dead", url=SLUG),
        "‹Three cops among 4 dead›",
        "[words of the address: Three cops among 4 dead]. Dawn, 10 January 2024. " + SLUG,
    ),
    (replace(BARE, title_note="a leaflet"), "‹a leaflet›", "[a leaflet]. Dawn, 10 January 2024."),
    (BARE, "‹Dawn, 10 Jan 2024›", "[headline unknown]. Dawn, 10 January 2024."),
    (
        Source(id="x", type="webpage", standpoint="press"),
        "‹publisher unknown, no date›",
        "[headline unknown]. publisher unknown, n.d.",
    ),
]


@pytest.mark.parametrize(("source", "name", "citation"), NAMES)
def test_what_a_source_is_called_and_how_it_is_cited(source: Source, name: str, citation: str) -> None:
    """A headline is itself; what stands for one is between marks, and in a citation in brackets, not in quotation marks."""
    assert str(called(source)) == name
    assert bool(called(source).remark) == (name[0] == "‹")
    assert cite(source) == citation


def _index(timeline: Timeline) -> Index:
    return Index(store.compile_into(replace(timeline, digest=""), None))


@pytest.fixture(params=[source for source, *_ in NAMES], ids=lambda source: called(source).origin)
def named(request: pytest.FixtureRequest, timeline: Timeline) -> tuple[Index, Called]:
    """A timeline of one event with one claim and one source, and what that source is called."""
    source: Source = request.param
    claim = Claim(measure="killed", who="all", value=3, by="police", source=source.id, quote="three men")
    event = Event(id="e", date="2024-01-10", kind="attack", title="E", provinces=(), sources=(source.id,), claims=(claim,))
    return _index(replace(timeline, sources=(source,), events=(event,), threads=())), called(source)


@pytest.fixture
def timeline() -> Timeline:
    """A timeline of nothing."""
    return load.parse(b'[timeline]\nid = "t"\ntitle = "T"\nperiod = "2024"\n', "t.toml")


def test_a_source_reads_the_same_everywhere(named: tuple[Index, Called]) -> None:
    """The list of sources, the reader, the ledger, the bar, the palette and exports call a source the same."""
    index, name = named
    explorer = Explorer(index, f"source:{'x' if 'unknown' in str(name) else 'bare-1'}")
    assert [row.title for row in explorer.sources().rows] == [name]
    assert [str(read.title) for read in (ReadView.build(index, 0, 0),) if read is not None] == [str(name)]
    found = ledger_of(index, Query())
    assert [str(entry.name) for s in found.sections for account in s.accounts for entry in account.entries] == [str(name)]
    for exported in (Claims(found), Sources(index, explorer.sources().rows)):
        assert [record["title"] for record in exported.records()] == [str(name)]
    assert explorer.bar().sentence == f"citing {name}"
    assert (str(name), "source · 1 event") in [(one.label, one.about) for one in Finder(index).find(name.text, (), 9)]
    assert any(cite_line.citation in line for cite_line in cited(index, 0) for line in _shown(index))


def _shown(index: Index) -> list[str]:
    return list(event_text(DetailView.build(index, 0), cited(index, 0)))


def test_the_words_of_an_address_are_found_by_words(timeline: Timeline) -> None:
    """What stands for a headline on the screen is found as a headline is; the date of a source that has neither is not."""
    sources = (replace(BARE, url=SLUG), replace(BARE, id="bare-2", issued="2024-05"))
    events = tuple(
        Event(id=f"e{n}", date="2024", kind="report", title="E", provinces=(), sources=(source.id,))
        for n, source in enumerate(sources)
    )
    index = _index(replace(timeline, sources=sources, events=events))
    assert [index.matching(parse(text, index.vocabulary)).count for text in ("cops", "dawn", "may")] == [1, 2, 0]


def test_the_shipped_timeline_says_of_no_headline_that_none_is_known(shipped: Timeline) -> None:
    """Its notes are the words of an address and nothing else: no sentence about them, and none where the address has none."""
    notes = [source for source in shipped.sources if source.title_note]
    assert notes
    assert all(source.url and not source.title for source in notes)
    assert not [source.id for source in notes if source.title_note.startswith(("worded from", "no headline"))]


# -- the order of an event's sources -----------------------------------------------------------------------------------


def _cited(id_: str, issued: str = "") -> Source:
    return Source(id=id_, type="report", issued=issued, standpoint="press")


def _event(date: str, sources: str, claims: str) -> Event:
    made = tuple(Claim(measure=f"m{n}", who="all", value=1, by="b", source=source) for n, source in enumerate(claims.split()))
    return Event(id="e", date=date, kind="attack", title="E", provinces=(), sources=tuple(sources.split()), claims=made)


@pytest.mark.parametrize(
    ("event", "issued", "order"),
    [
        (_event("2024-03-20", "a b c", "c b c"), "a=2024-03-21 b=2024-03-22 c=2024-03-23", "c b a"),
        (_event("2024-03-20", "a b c", ""), "a= b=2024-03-22 c=2024-03-21", "c b a"),
        (_event("2024-03-20", "a b c", "a b c"), "a=2024-03-21 b=2024-03-20 c=2024-03-20", "b c a"),
        (_event("2024-03-20", "a b", ""), "a=2024-03-19 b=", "b a"),
        (_event("2024-03-20", "a b", "b"), "a=2024-03-21 b=2024-03-19", "b a"),
        (_event("2024-03-20", "a b", "a a b"), "a=2024-03-19 b=2024-03-21", "b a"),
        (_event("2024-03-20", "a", "c b c"), "a=2024-03-19 b= c=", "c b a"),
        (_event("", "a b", ""), "a=2024-03-19 b=2023", "b a"),
        (_event("2024-03~", "a b", ""), "a=2024-02-28 b=2024-03-02", "a b"),
    ],
)
def test_the_source_that_best_supports_an_event_stands_first(event: Event, issued: str, order: str) -> None:
    """Those with its figures come first, the most first, then the others; older ones last in either part; equals by date."""
    by_id = {pair.partition("=")[0]: _cited(*pair.split("=")) for pair in issued.split()}
    assert [source.id for source in in_order(event, (by_id[id_] for id_ in event_sources(event)))] == order.split()


def test_a_sum_of_ours_is_no_figure_of_a_source() -> None:
    """A source with one figure and one that we added up from it carries no more than another with one; the earlier is first."""
    event = _event("2024-03-20", "a b", "a a b")
    ours = replace(event.claims[1], note="one and two, our sum")
    event = replace(event, claims=(event.claims[0], ours, event.claims[2]))
    sources = (_cited("a", "2024-03-22"), _cited("b", "2024-03-21"))
    assert [source.id for source in in_order(event, sources)] == ["b", "a"]


@pytest.mark.parametrize(
    ("date", "issued", "background"),
    [
        ("2024-03-20", "2024-03-19", True),
        ("2024-03-20", "2024-03-20", False),
        ("2024-03-20", "2024-03", False),
        ("2024-03-20", "2024-02", True),
        ("2024-03-20", "../2024-02", True),
        ("2024-03-20", "", False),
        ("", "2024-03-20", False),
        ("2024-03-20/2024-03-25", "2024-03-21", False),
        ("2024-03", "2024-02-29", True),
        ("2024-03-20?", "2024-03-19", False),
    ],
)
def test_a_text_that_is_surely_older_than_the_event_is_background(date: str, issued: str, background: bool) -> None:
    """It is where its last possible day comes before the event's first; what is not dated is not called so."""
    assert is_background(_event(date, "a", ""), _cited("a", issued)) is background


@given(timelines())
def test_the_order_is_the_same_everywhere(timeline: Timeline) -> None:
    """The detail, the reader, `show`, the ledger and `list` number an event's sources alike; the first has a figure."""
    index = _index(timeline)
    taken = {record["id"]: record["sources"] for record in Events(index, Query(), ALL).records()}
    entries = [e for s in ledger_of(index, Query()).sections for account in s.accounts for e in account.entries]
    for n in range(index.count):
        event = index.event(n)
        detail = DetailView.build(index, n)
        order = [source.id for source in detail.sources]
        assert sorted(order) == sorted(event_sources(event))
        assert taken[event.id] == order
        assert [source.citation for source in cited(index, n)] == [cite(one) for one in index.sources(order)]
        assert {entry.source_id: entry.source for entry in entries if entry.event_id == event.id}.items() <= {
            source: place for place, source in enumerate(order)
        }.items()
        for place, source in enumerate(order):
            read = ReadView.build(index, n, place)
            assert read is not None
            assert (read.source_id, [line.id for line in read.sources]) == (source, order)
        said = {(c.by, c.source) for group in detail.figures for figure in group.figures for c in figure.claimants}
        assert said == {(claim.by, order.index(claim.source) + 1) for claim in event.claims}
        assert not order or any(claim.source == order[0] for claim in event.claims) == bool(event.claims)


def test_enter_opens_the_best_source_of_each_event_of_the_shipped_timeline(shipped: Timeline) -> None:
    """The first source of an event carries a figure of it where any does, and more than any other that is not older."""
    by_id = {source.id: source for source in shipped.sources}
    for event in shipped.events:
        ordered = in_order(event, (by_id[id_] for id_ in event_sources(event)))
        counts = {one.id: sum(claim.source == one.id and not claim.is_ours for claim in event.claims) for one in ordered}
        news = [counts[source.id] for source in ordered if not is_background(event, source)]
        first = counts[ordered[0].id]
        assert first == (max(news) if any(news) else max(counts.values())), event.id


def test_an_old_store_keeps_no_old_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that was compiled when sources stood in another order shows them as they stand now: no order is stored."""
    path = tmp_path / "t.toml"
    path.write_text(
        '[timeline]\nid = "t"\ntitle = "T"\nperiod = "2024"\n'
        '[[source]]\nid = "a"\ntype = "report"\nissued = "2024-03"\nstandpoint = "press"\n'
        '[[source]]\nid = "b"\ntype = "report"\nissued = "2024-02"\nstandpoint = "press"\n'
        '[[event]]\nid = "e"\ndate = "2024-01"\nkind = "attack"\ntitle = "E"\nprovinces = []\nsources = ["a", "b"]\n'
    )
    with monkeypatch.context() as patched:
        patched.setattr("cttui.store.answers.in_order", lambda _event, sources: tuple(sources))
        before = store.open_timeline(path, tmp_path / "cache")
        assert [line.id for line in DetailView.build(before, 0).sources] == ["a", "b"]
        before.close()
    after = store.open_timeline(path, tmp_path / "cache")
    assert [line.id for line in DetailView.build(after, 0).sources] == ["b", "a"]
    after.close()
