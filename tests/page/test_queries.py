"""The page's script answers every query as the index does: the same events in the same order, the same text of the query."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from cttui.errors import QueryError
from cttui.model.records import Event, Meta, Source, Timeline
from cttui.query.fields import OWN, Value, Vocabulary, event_sources
from cttui.query.language import ORDERS, Query, Values, parse
from cttui.store.sqlite import SqliteIndex as Index
from page.helpers import answer, html_of, watching
from strategies import ids, indexed, query_texts, timelines

SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
"""A browser and a folder serve all examples."""


@pytest.fixture(scope="module")
def page(browser: Browser, shipped_page: Path) -> Iterator[Page]:
    """The page of the shipped timeline, for queries alone."""
    context = browser.new_context()
    with watching(context, shipped_page) as watched:
        yield watched.open()
    context.close()


def asked(index: Index) -> st.SearchStrategy[str]:
    """What a bar may say, with an order or without.

    A page knows the sources that its events cite, each by its id: two may be called the same. Signs that the Unicode of this
    Python does not know may be letters to a newer browser, and are left out.
    """
    known = index.vocabulary
    cited = dict.fromkeys(id_ for event in index.events(range(index.count)) for id_ in event_sources(event))
    values = {name: known.values[name] for name in known.values}
    vocabulary = Vocabulary(known.measures, {**values, "source": tuple(Value(id_, id_) for id_ in cited)}, known.period)
    orders = st.sampled_from(["", "", *(f"order:{order}" for order in ORDERS)])
    return st.builds("{} {}".format, query_texts(vocabulary, 4), orders).map(known_signs)


def known_signs(text: str) -> str:
    """A text without what this Python's Unicode has not assigned."""
    return "".join(char for char in text if unicodedata.category(char) != "Cn")


def is_own(query: Query) -> bool:
    """Whether only the reader's own marks and notes can answer a query."""
    named = [clause for clause in query.clauses if isinstance(clause, Values)]
    return any((clause.field, token) in OWN for clause in named for token in clause.tokens)


def agrees(page: Page, index: Index, text: str) -> None:
    """Hold what the script says of a query against what cttui says."""
    found = answer(page, text)
    query = parsed(index, text)
    if query is None:
        assert "fault" in found, f"cttui refuses {text!r}"
    elif is_own(query):
        assert "which this page does not have" in found["fault"], text
    else:
        assert found.get("text") == query.text, (text, found)
        assert found["ids"] == ids(index, query), text


def parsed(index: Index, text: str) -> Query | None:
    """A text as cttui reads it; nothing if it refuses it."""
    try:
        return parse(text, index.vocabulary)
    except QueryError:
        return None


@settings(max_examples=300, suppress_health_check=SHARED)
@given(data=st.data())
def test_a_query_finds_the_events_that_the_list_has(page: Page, shipped_index: Index, data: st.DataObject) -> None:
    """Of the shipped timeline, any query finds in the page the events that cttui lists, in their order."""
    for text in data.draw(st.lists(asked(shipped_index), min_size=1, max_size=5)):
        agrees(page, shipped_index, text)


@pytest.mark.parametrize("text", ["", "istehkam peshawar", '"apex committee"', "province:KP,BA kind:attack", "-kind:report",
                                  'actor:"Baloch Liberation Army"', "date:2024-03..2024-06", "date!:2024-07", "killed:>=10",
                                  "injured:1..5", "killed:5,7", "is:disputed order:disputes", "bbox:69.5,33,72.1,34.5",
                                  "province:KP -tag:polio killed:>=5", "is:marked", "has:note", "by:ISPR", "a",
                                  "-zz"])  # fmt: skip
def test_the_queries_of_the_documents_find_the_same(page: Page, shipped_index: Index, text: str) -> None:
    """The examples of docs/query.md, and queries of every field, find what cttui lists."""
    agrees(page, shipped_index, text)


@pytest.mark.parametrize("text", [
    "killed:1 000", "killed:..5 000", "killed:5 or more", "killed:5 - 7", "killed:5-7", "killed:=5", "killed:5, 7",
    "killed:5 2024", "killed:5 or killed:7", "kind:attack and killed:5", "kind:attack not killed:5", '"five" or "seven"',
    "search and rescue", "killed:5 or", "not guilty", '"five"|"seven"', '"five","seven"', "five&seven", "five,seven", "AT&T",
    "1,000", "five |seven", "killed.>=5", "killed.5", "kind;attack", "killed:>=5 <9", ">=5", "--five", "-–five", "!!five",
    "order:-killed", "order:Killed", "march order:killed 2024", "date:2024–05", "date:2023-2024", "dead:5",
])  # fmt: skip
def test_what_is_no_clause_is_refused_by_both(page: Page, shipped_index: Index, text: str) -> None:
    """What cttui points out instead of searching for it as words, the page points out too, and what is left alone it finds."""
    agrees(page, shipped_index, text)


def test_a_name_that_is_spelt_in_several_ways(browser: Browser, tmp_path: Path) -> None:
    """Publishers that differ by case and marks alone are found by their exact names one by one, and by any other together."""
    named = ("Al Masdar", "al-Masdar", "AL MASDAR", "Other")
    sources = tuple(Source(id=f"s{n}", type="article", publisher=name, standpoint="press") for n, name in enumerate(named))
    events = tuple(
        Event(id=f"e{n}", date="2024", title="A", kind="other", provinces=(), sources=(f"s{n}",)) for n in range(len(named))
    )
    meta = Meta(id="spelt", title="Spelt", period="2024")
    with indexed(Timeline(meta=meta, sources=sources, events=events)) as index:
        path = tmp_path / "page.html"
        path.write_text(html_of(index), encoding="utf-8")
        context = browser.new_context()
        with watching(context, path) as watched:
            page = watched.open()
            for text, found in (('publisher:"Al Masdar"', 1), ('publisher:"al masdar"', 3), ('-publisher:"al masdar"', 1)):
                agrees(page, index, text)
                assert len(ids(index, parse(text, index.vocabulary))) == found
        context.close()


@pytest.mark.parametrize("text", [
    "killed=1 000", "killed >= 1 000", "killed=5-7", "killed=5 or more", "-killed!=5", "wounded=1,000", "killled>5",
    "killed>1..5", "(kind:attack)", "-(kind:attack)", "~kind:attack", "NOT(kind:attack)", "[kind:attack]", "-!kind:attack",
    "+-kind:attack", "kind\uff1aattack", "killed\uff1e5", "killed\uff1c=5", "killed\uff1d5",
    "onflict:x", "weapeon:x", "klled:5", "date:TODAY", "date:SEPT/NEXT", "date:2024-05-10T08:30:00",
    "date:2024-05-10T08:30:00/2025", "date:2024-05-10T08:30",
    "date:2024-3", "-date:2024/03", "date:2024.3.5", "date:2023-2024", "date!:2024-03-2024-05",
    "date:2024,2025", "date:=2024", "-date:!=2024", "date::2024-03", "date:2024\u201305", "date:\u0662\u0660\u0662\u0664",
    "date:2024?~", "date:Y2024", "date:26.3.2024",
])  # fmt: skip
def test_a_refusal_says_what_cttuis_says(page: Page, shipped_index: Index, text: str) -> None:
    """Clauses in brackets, figures by a wrong sign, misspelt fields and words for dates are told and mended as in cttui."""
    found = answer(page, text)
    with pytest.raises(QueryError) as caught:
        parse(text, shipped_index.vocabulary)
    # cttui goes on with an example
    assert caught.value.message.startswith(found["fault"])
    assert found["suggestion"] == caught.value.suggestion


@settings(max_examples=40, suppress_health_check=SHARED)
@given(timeline=timelines(), data=st.data())
def test_any_timeline_is_searched_alike(browser: Browser, tmp_path: Path, timeline: Timeline, data: st.DataObject) -> None:
    """The same holds of small random timelines with names in several scripts, odd dates, coordinates and figures."""
    with indexed(timeline) as index:
        path = tmp_path / "page.html"
        path.write_text(html_of(index), encoding="utf-8")
        texts = data.draw(st.lists(asked(index), min_size=20, max_size=40))
        context = browser.new_context()
        with watching(context, path) as watched:
            page = watched.open()
            assert watched.faults == []
            for text in texts:
                agrees(page, index, text)
        context.close()
