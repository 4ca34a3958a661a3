"""What panes show of very many values, sources, claims and points: the first of them, and how many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowded import PROVINCES, crowded
from cttui.explore import claims, facets, sources
from cttui.explore import map as maps
from cttui.explore.detail import RowView
from cttui.explore.explorer import Explorer
from cttui.explore.state import Sight
from cttui.model.claims import ALL, Lens
from cttui.model.records import KINDS
from cttui.query import fields
from cttui.query.completion import complete
from cttui.query.language import Query, parse
from cttui.store.sqlite import SqliteIndex
from cttui.ui.map.dense import SHADES, Scale, legend
from strategies import indexed, rows_of, small_timeline


@pytest.fixture(scope="module")
def index() -> Iterator[SqliteIndex]:
    """A small timeline with the shape of a dataset."""
    with indexed(crowded()) as found:
        yield found


@pytest.fixture
def explorer(index: SqliteIndex) -> Explorer:
    """It, as it is opened."""
    return Explorer(index)


def test_provinces_without_tiles_are_ranked_and_digits_choose_the_first(explorer: Explorer) -> None:
    """The province with the most events is first and has the digit 1; one that is typed for is found wherever it ranks."""
    view = explorer.provinces()
    assert view.ranked
    assert [tile.choice.label for tile in view.tiles] == [f"{name} Governorate" for name in PROVINCES]
    assert [tile.choice.count for tile in view.tiles] == list(range(9, 0, -1))
    assert [tile.key for tile in view.tiles] == [*"1234567", "", ""]
    assert [explorer.province_of_key(key) for key in "178"] == ["Aleppo", "Tartus", None]
    explorer.toggle("province", "Tartus")
    assert explorer.province_of_key("7") == "Tartus", "its own filter changes no rank"
    explorer.sight = explorer.sight._replace(sought="hasak")
    found = explorer.provinces()
    assert [(tile.choice.token, tile.key) for tile in found.tiles] == [("Hasaka", "")]


def test_provinces_with_no_event_of_the_selection_are_not_listed(explorer: Explorer) -> None:
    """A filter leaves those that have an event, and those that it names."""
    explorer.ask("killed:<=2 -province:hasaka")
    assert [tile.choice.token for tile in explorer.provinces().tiles] == ["Aleppo", "Hasaka"]


def test_a_facet_of_many_values_is_counted_only_in_sight(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Out of sight, a facet says how many values the field has; in sight, how many events each has, as everywhere else."""
    monkeypatch.setattr(facets, "MANY", len(KINDS))
    whole = {facet.field: facet for facet in explorer.facets().facets}
    explorer.sight = explorer.sight._replace(fields=frozenset())
    out = {facet.field: facet for facet in explorer.facets().facets}
    assert out.keys() == whole.keys()
    assert not out["actor"].counted
    assert out["actor"].choices == ()
    assert out["actor"].of == 17
    assert out["kind"] == whole["kind"]
    explorer.sight = explorer.sight._replace(fields=frozenset({"actor"}))
    seen = next(facet for facet in explorer.facets().facets if facet.field == "actor")
    assert seen.counted
    assert seen.of == 17
    assert [choice.count for choice in seen.choices] == [3] * 11 + [2] * 6


def test_a_facet_lists_no_more_than_its_bound(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many values the first are listed, with all that the query names; the others are counted, and found by typing."""
    monkeypatch.setattr(facets, "MANY", 3)
    explorer.exclude("actor", "Party 12")
    actors = next(facet for facet in explorer.facets().facets if facet.field == "actor")
    assert [choice.token for choice in actors.choices][3:] == ["Party 12"]
    assert actors.of == 17
    explorer.sight = explorer.sight._replace(narrowed="party 16")
    assert [choice.token for facet in explorer.facets().facets for choice in facet.choices] == ["Party 16"]


def test_a_ledger_says_of_how_many_events_it_is_and_adds_up_all(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The claims of the first events are listed, the title says so, and each claimant's total is of the whole selection."""
    monkeypatch.setattr(claims, "MOST_SHOWN", 10)
    explorer.open_ledger(of_all=True)
    ledger = explorer.ledger()
    assert ledger.title == "Claims of the first 10 of 45 events"
    assert ledger.claims == 10
    assert [one.by for one in ledger.totals] == ["The dataset"]
    assert str(ledger.totals[0].total) == f"{sum(range(45)):,}–{sum(range(45)) + sum(range(0, 45, 5)):,}"
    explorer.ask("killed:<=4")
    assert explorer.ledger().title == "Claims of 5 events: killed:<=4"
    assert explorer.ledger().totals == ()


def test_the_most_cited_sources_are_listed_and_the_others_counted(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 23 sources the five that most events cite are listed; where all have room, nothing is said of others."""
    monkeypatch.setattr(sources, "MOST_SOURCES", 5)
    view = explorer.sources()
    assert len(view.rows) == 5
    assert view.in_all == 23
    assert {row.events for row in view.rows} == {2}
    explorer.ask("killed:<=4")
    assert explorer.sources().in_all == 0
    assert Counter(row.events for row in explorer.sources().rows) == {2: 2, 1: 1}


def test_the_map_by_cells_counts_each_event_once(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The events of all cells and those outside the view make up those that are placed, and so do the numbers of the legend."""
    points = explorer.atlas()
    monkeypatch.setattr(maps, "DENSE", 0)
    for zoom, centre in ((0, None), (2, (33.0, 36.0))):
        explorer.sight = explorer.sight._replace(map=(60, 20, zoom, centre))
        explorer.ask("killed:<=30")
        view = explorer.atlas()
        assert view.cells is not None
        assert view.by_precision == Explorer(explorer.index, "killed:<=30").atlas().by_precision
        assert view.placed == 31
        lines = ["".join(span.text for span in line) for line in legend(view, view.cells)]
        inside = sum(cell.events for cell in view.cells.cells)
        outside = next((int(line.split()[-1].removeprefix("sight")) for line in lines if "out of sight" in line), 0)
        assert inside + outside == view.placed
        assert bool(outside) == bool(zoom)
    assert points.extent == view.extent


def test_going_to_a_cell_goes_round_its_events(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """One step after another visits every event of a cell, then the first again; an empty cell moves nothing."""
    monkeypatch.setattr(maps, "DENSE", 0)
    explorer.sight = explorer.sight._replace(map=(60, 20, 0, None))
    view = explorer.atlas()
    assert view.cells is not None
    for cell in view.cells.cells:
        seen = []
        for _ in range(cell.events):
            assert explorer.go_to_cells([(cell.x, cell.y)])
            seen.append(explorer.cursor)
        assert len(set(seen)) == cell.events
        assert explorer.go_to_cells([(cell.x, cell.y)])
        assert explorer.cursor == seen[0]
    assert not explorer.go_to_cells([(59, 0)])


@given(st.integers(1, 10**7), st.data())
def test_every_number_has_one_class(most: int, data: st.DataObject) -> None:
    """The classes of a map's cells follow each other without a gap, and the fullest cell is in the highest that is needed."""
    scale = Scale.of(most)
    events = data.draw(st.integers(1, most))
    rank = scale.rank(events)
    assert scale.step**rank <= events
    assert rank == len(SHADES) - 1 or events < scale.step ** (rank + 1)
    assert most < 8 or scale.rank(most) == len(SHADES) - 1


def test_the_grid_has_the_provinces_with_the_most_events(explorer: Explorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more provinces than fit, the first by their events have a row, and the last row is of all."""
    monkeypatch.setattr("cttui.explore.grid.MOST_ROWS", 3)
    view = explorer.grid()
    assert [row.token for row in view.rows] == ["Aleppo", "Homs", "Idlib", ""]
    assert [line[-1] for line in view.counts] == [9, 8, 7, 45]
    assert view.provinces == len(PROVINCES)


def test_a_row_is_shown_with_the_words_of_its_codebook(explorer: Explorer) -> None:
    """The event and the reader have its cells, and say how many columns are empty; an event of a timeline has none."""
    event = crowded().events[0]
    row = RowView(event.cells, 49)  # type: ignore[attr-defined]  # a coded event
    assert row.heading == "Row: 23 of 49 columns, 26 empty"
    detail, read = explorer.detail(), explorer.read()
    assert detail is not None
    assert read is not None
    assert detail.row == read.row == row
    with indexed(small_timeline()) as small:
        other = Explorer(small).detail()
        assert other is not None
        assert other.row is None


def test_the_lens_of_best_numbers_is_passed_over_where_there_are_none(explorer: Explorer) -> None:
    """The key goes through it in a timeline whose claims have best numbers, and not in another."""

    def through(one: Explorer) -> list[str]:
        names = []
        for _ in range(6):
            one.next_lens()
            names.append(one.lens.name)
        return names

    assert "best" in through(explorer)
    with indexed(small_timeline()) as small:
        assert "best" not in through(Explorer(small))


def test_a_claimants_lens_counts_what_its_claims_say(index: SqliteIndex) -> None:
    """Where every claim is one claimant's, its lens counts as all figures do; a source's counts the events that cite it."""
    everything = index.select(Query())
    assert index.total(everything, Lens("The dataset")) == index.total(everything, ALL)
    assert index.total(everything, Lens("s3")) == replace(
        index.total(index.select(parse("source:s3", index.vocabulary)), ALL), without=43
    )


def test_a_field_of_vast_many_values_is_neither_folded_nor_compared(
    index: SqliteIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its values are found by their token and completed by how it begins; a misspelt one gets no suggestion."""
    monkeypatch.setattr(fields, "VAST", 5)
    vocabulary = index.vocabulary
    assert vocabulary.is_vast("source")
    assert vocabulary.resolve("source", "s11") == "s11"
    assert vocabulary.resolve("source", "S11") is None
    assert vocabulary.nearest_value("source", "s99") == ""
    assert [way.insert for way in complete("source:s1", 9, vocabulary)] == ["s1", *(f"s{n}" for n in range(10, 17))]
    found = Explorer(index).find("Report", 40)
    assert {one.kind for one in found} <= {"event"}


def test_what_is_in_sight_at_first_is_everything() -> None:
    """Linear mode and programs, which have no panes, count every field."""
    assert Sight().fields is None


def test_rows_of_a_filter_by_a_listed_province_are_as_many_as_its_count(explorer: Explorer) -> None:
    """The number beside a province is that of the events that it filters by."""
    for tile in explorer.provinces().tiles[:3]:
        explorer.only("province", tile.choice.token)
        assert len(rows_of(explorer)) == tile.choice.count
        explorer.only("province", tile.choice.token)
