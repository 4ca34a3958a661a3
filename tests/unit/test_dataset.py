"""The shipped timeline: it is sound, traceable, and as large as it says."""

from __future__ import annotations

from collections import Counter

import pytest

from cttui.model.records import MAX_QUOTE, Timeline
from cttui.query import language as query
from cttui.query.fields import event_sources
from cttui.store import contribution as store
from cttui.store.sqlite import SqliteIndex as Index
from cttui.text import has_control
from strategies import to_toml

BESHAM = "2024-03-26-besham"


def test_it_loads_and_is_as_large_as_it_says(shipped: Timeline) -> None:
    """The shipped timeline has no problem, and all its events, sources, claims, threads and views are there."""
    assert (len(shipped.events), len(shipped.sources), len(shipped.threads), len(shipped.views)) == (268, 1224, 19, 21)
    assert sum(len(event.claims) for event in shipped.events) == 1511


def test_events_stand_in_the_order_of_their_dates(shipped: Timeline) -> None:
    """Whoever reads the file reads the year in order of first days, the undated last."""
    order = [store.date_order(event)[0] for event in shipped.events]
    assert order == sorted(order)


def test_ids_are_unique(shipped: Timeline) -> None:
    """No two events and no two sources have one id."""
    ids = Counter([event.id for event in shipped.events] + [source.id for source in shipped.sources])
    assert [id_ for id_, count in ids.items() if count > 1] == []


def test_provinces_stand_in_the_order_of_their_keys(shipped: Timeline) -> None:
    """Digits choose provinces by their order in the file: first those with the most events, then the country and abroad."""
    assert [province.short for province in shipped.provinces][:7] == ["KP", "BA", "PB", "IS", "GB", "JK", "SD"]


def test_every_view_is_a_query_that_finds_something(shipped: Timeline, shipped_index: Index) -> None:
    """Every saved view parses and shows at least one event."""
    for view in shipped.views:
        assert shipped_index.select(query.parse(view.query, shipped_index.vocabulary)).count, view.name


def test_every_claim_is_in_a_source_of_its_event(shipped: Timeline) -> None:
    """A figure's source is one that its event lists."""
    assert [
        (event.id, claim.source) for event in shipped.events for claim in event.claims if claim.source not in event.sources
    ] == []


def test_every_event_has_a_source_and_besham_two(shipped: Timeline) -> None:
    """Nothing stands without a source, and the attack on the engineers has more than one."""
    sources = {event.id: event_sources(event) for event in shipped.events}
    assert [id_ for id_, found in sources.items() if not found] == []
    assert len(sources[BESHAM]) >= 2


@pytest.mark.parametrize("document", ["dailythepatriot-2024-resilient-year", "nabkanews-2024-azm-e-istekam"])
def test_the_documents_it_began_with_are_sources_that_claims_cite(shipped: Timeline, document: str) -> None:
    """The two commentaries that the timeline was begun from are sources, and figures are taken from them."""
    assert document in {source.id for source in shipped.sources}
    assert any(claim.source == document for event in shipped.events for claim in event.claims)


def test_quotes_are_a_few_words(shipped: Timeline) -> None:
    """No quote is longer than the words that carry a figure, and most claims have one."""
    quotes = [claim.quote for event in shipped.events for claim in event.claims]
    assert max(map(len, quotes)) <= MAX_QUOTE
    assert sum(map(bool, quotes)) > len(quotes) / 2


def test_no_text_holds_a_control_character(shipped: Timeline) -> None:
    """Nothing in the file can move a terminal's cursor or turn its letters round."""
    assert not any(has_control(line) for line in to_toml(shipped).splitlines())


def test_more_than_forty_events_are_disputed(shipped_index: Index) -> None:
    """Figures that cannot both hold are common, and are found."""
    assert shipped_index.select(query.parse("is:disputed", shipped_index.vocabulary)).count > 40


def test_every_value_is_found_by_its_own_name(shipped_index: Index) -> None:
    """Each province, actor, tag, publisher and source of the timeline can be asked for by what a list calls it."""
    vocabulary = shipped_index.vocabulary
    for field, values in vocabulary.values.items():
        assert [value.token for value in values if vocabulary.resolve(field, value.token) != value.token] == []


def test_all_its_sources_are_cited(shipped: Timeline, shipped_index: Index) -> None:
    """No source stands in the file without an event that rests on it, directly or by another source."""
    origins = {origin for source in shipped.sources for origin in source.derived_from}
    assert [s.id for s in shipped.sources if not shipped_index.citing(s.id) and s.id not in origins] == []
