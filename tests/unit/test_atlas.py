"""Boxes and points of degrees, and what the map counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import QueryError
from cttui.explore.explorer import Explorer
from cttui.explore.map import PRECISIONS
from cttui.model import geo
from cttui.model.geo import Area
from cttui.model.records import Place, Timeline
from cttui.query import language as query
from cttui.store.sqlite import SqliteIndex as Index
from strategies import indexed, query_texts, rows_of, small_timeline, timelines

_lons = st.floats(-180, 180).map(lambda lon: round(lon, 4))
_lats = st.floats(-90, 90).map(lambda lat: round(lat, 4))


@given(_lons, _lats, _lons, _lats)
def test_a_box_that_is_written_and_read_is_the_same_box(west: float, south: float, east: float, north: float) -> None:
    """The numbers of a box keep four decimals on their way through the bar."""
    south, north = sorted((south, north))
    area = geo.rounded(Area(west, south, east, north))
    assert geo.read(area.text) == area
    assert "-0," not in f"{area.text},"


def test_the_least_box_goes_over_the_antimeridian_where_that_is_shorter() -> None:
    """Fiji and Samoa are neighbours, Lisbon and Karachi are not neighbours over the Pacific."""
    assert geo.around([(-18, 178), (-14, -172)]) == Area(178, -18, -172, -14)
    assert geo.around([(38, -9), (24, 67)]) == Area(-9, 24, 67, 38)
    assert geo.around([(5, 6)]) == Area(6, 5, 6, 5)
    assert geo.around([]) is None


@given(st.lists(st.tuples(_lats, _lons), min_size=1, max_size=6))
def test_the_box_around_points_holds_them_with_a_margin(points: list[tuple[float, float]]) -> None:
    """No point lies outside, and a single one has degrees around it."""
    around = geo.around(points)
    assert around is not None
    area = geo.widened(around, 0.04, 0.25)
    assert 0.5 - 1e-9 <= area.width <= 360
    assert -90 <= area.south < area.north <= 90
    assert abs(area.west) <= 180
    assert abs(area.east) <= 180
    for lat, lon in points:
        assert area.south <= lat <= area.north
        assert (lon - area.west) % 360 <= area.width + 1e-9 or area.width == 360


@pytest.mark.parametrize("text", ["1,2,3", "a,b,c,d", "1,2,3,91", "-181,0,0,1", "0,1,1,0", "1,2,3,4 ", "nan,0,1,1", "٣,1,4,5"])
def test_what_is_no_box_is_refused(text: str) -> None:
    """Too few numbers, none at all, degrees that do not exist, and a south above its north are told, never taken."""
    with pytest.raises(QueryError):
        geo.read(text)


@settings(max_examples=60)
@given(timelines(20), st.data())
def test_the_map_counts_each_event_of_the_selection_once(timeline: Timeline, data: st.DataObject) -> None:
    """Placed and unplaced make up the selection, each point counts its own events, and the cursor is at its event's point."""
    by_id = {event.id: event for event in timeline.events}
    with indexed(timeline) as index:
        explorer = Explorer(index)
        for text in ("", *data.draw(st.lists(query_texts(index.vocabulary), max_size=3))):
            explorer.ask(text)
            view = explorer.atlas()
            ids = [row.id for row in rows_of(explorer)]
            places = [place for id_ in ids if (place := by_id[id_].place) is not None and place.lat is not None]
            assert view.placed + view.unplaced == view.selected == len(ids)
            assert view.unplaced == len(ids) - len(places)
            assert dict(view.by_precision) == {p: sum((place.precision or "") == p for place in places) for p in PRECISIONS}
            for lat, lon, precision, name, events in view.places:
                same = [
                    place
                    for place in places
                    if (place.lat, place.lon, place.precision or "", place.name or place.district)
                    == (lat, lon, precision, name)
                ]
                assert events == len(same)
            bare = [by_id[id_] for id_ in ids if by_id[id_].place is None or by_id[id_].place.lat is None]  # type: ignore[union-attr]
            for short, _, events in view.by_province:
                code = next((p.code for p in timeline.provinces if p.short == short), None)
                assert events == sum(code in event.provinces if code else not event.provinces for event in bare)
            place = by_id[explorer.row.id].place if explorer.row else None
            assert (view.here is None) == (place is None or place.lat is None)
            if view.here is not None and place is not None:
                assert view.places[view.here][:2] == (place.lat, place.lon)


@settings(max_examples=30)
@given(timelines(20), st.data())
def test_going_to_a_place_goes_round_its_events(timeline: Timeline, data: st.DataObject) -> None:
    """One step after another visits every event of the selection at a point in date order, then the first again."""
    with indexed(timeline) as index:
        explorer = Explorer(index)
        explorer.ask(data.draw(query_texts(index.vocabulary)))
        for number, place in enumerate(explorer.atlas().places):
            assert explorer.go_to_place([number]) == bool(place.events)
            if place.events:
                seen = []
                for _ in range(place.events):
                    assert explorer.atlas().here == number
                    seen.append(explorer.cursor)
                    explorer.go_to_place([number])
                assert len(set(seen)) == place.events
                assert explorer.cursor == seen[0]
        assert not explorer.go_to_place([])


def test_a_box_takes_the_place_of_a_box_and_is_lifted_first(shipped_index: Index) -> None:
    """A second box replaces the first, lifting takes boxes alone away, and lifting again every filter."""
    explorer = Explorer(shipped_index, "kind:attack bbox:0,0,1,1")
    explorer.box(Area(69.5, 33, 72.1, 34.5))
    assert explorer.typed == "kind:attack bbox:69.5,33,72.1,34.5"
    assert explorer.atlas().box == Area(69.5, 33, 72.1, 34.5)
    assert explorer.selection.count == explorer.atlas().placed > 0
    explorer.lift_box()
    assert explorer.typed == "kind:attack"
    explorer.lift_box()
    assert explorer.typed == ""


def test_points_on_the_antimeridian_are_found_from_both_sides() -> None:
    """180 degrees east and west are one place, and a box whose west lies east of its east goes over it."""
    events = [
        ("east", 179.5, True), ("line", 180.0, True), ("line-too", -180.0, True), ("west", -179.5, True), ("far", 10.0, False),
    ]  # fmt: skip
    small = small_timeline()
    made = tuple(
        replace(small.events[1], id=id_, responds_to=(), place=Place(name=id_, lat=-17.0, lon=lon)) for id_, lon, _ in events
    )
    with indexed(replace(small, events=made, threads=())) as index:

        def found(text: str) -> set[str]:
            selection = index.select(query.parse(text, index.vocabulary))
            return {row.id for row in index.rows(selection, 0, 9)}

        assert found("bbox:179,-20,-179,-10") == {id_ for id_, _, inside in events if inside}
        assert found("-bbox:179,-20,-179,-10") == {"far"}
        assert found("bbox:179,-20,180,-10") == {"east", "line", "line-too"}
        assert found("bbox:-180,-20,-179,-10") == {"west", "line", "line-too"}
        assert found("bbox:-180,-90,180,90") == {id_ for id_, _, _ in events}
        assert index.extent == Area(10.0, -17.0, -179.5, -17.0)
