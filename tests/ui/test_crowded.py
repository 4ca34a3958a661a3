"""Screens of a dataset: ranked provinces, cells of a row, claims read while the next key may end it, cells of a map."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from textual.message import Message

from crowded import crowded
from cttui.errors import StoppedError
from cttui.explore import asking, claims, facets
from cttui.explore import map as maps
from cttui.explore.explorer import Explorer
from cttui.query.fields import FIELDS
from cttui.store import stopping
from cttui.store.index import Answer, Ask
from cttui.store.sqlite import SqliteIndex
from cttui.ui.app import CttuiApp
from cttui.ui.base.detail import FOLD, DetailPane
from cttui.ui.base.events import EventsPane
from cttui.ui.base.frame import HeaderPane
from cttui.ui.base.messages import Look
from cttui.ui.explore.facets import FacetsPane
from cttui.ui.explore.provinces import ProvincesPane
from cttui.ui.map.dense import DensePicture
from cttui.ui.map.panes import LegendPane, MapPane
from strategies import indexed
from ui.helpers import NARROW, WIDE, explorer_of, pane_of, screen_name, screen_of, until, whole


@pytest.fixture(scope="module")
def index() -> Iterator[SqliteIndex]:
    """A small timeline with the shape of a dataset."""
    with indexed(crowded()) as found:
        yield found


@pytest.fixture
def app(index: SqliteIndex) -> CttuiApp:
    """It on the screen."""
    return CttuiApp(Explorer(index))


def held(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Answers that read many events wait: set when the first one begins, and to be set for them to go on."""
    begun, go_on = threading.Event(), threading.Event()
    answer = SqliteIndex.answer

    def slow(self: SqliteIndex, ask: Ask) -> Answer:
        if any(want.READS_MANY for want in ask.wants):
            begun.set()
            go_on.wait(60)
        return answer(self, ask)

    monkeypatch.setattr(SqliteIndex, "answer", slow)
    return begun, go_on


async def test_a_ranked_list_of_provinces_is_chosen_from_by_digits_and_by_typing(app: CttuiApp) -> None:
    """The second digit filters by the second province; typed letters find one further down, and Esc shows all again."""
    async with app.run_test(size=WIDE) as pilot:
        pane = app.screen.query_one(ProvincesPane)
        assert "9 provinces" in str(pane.border_title)
        await pilot.press("2")
        assert explorer_of(app).typed == "province:Homs"
        await pilot.press("2")
        assert explorer_of(app).typed == ""
        pane.focus()
        await pilot.press("slash", *"lata", "enter", "space")
        assert explorer_of(app).typed == "province:Lataki"
        await pilot.press("escape")
        assert len(pane.view.tiles if pane.view else ()) == 9
        await pilot.press("j", "minus")
        assert explorer_of(app).typed == "province:Lataki -province:Homs"


async def test_a_facet_of_many_values_is_counted_once_it_is_scrolled_to(app: CttuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is out of sight is not asked for; on the way down each facet gets its counts, and nothing jumps."""
    monkeypatch.setattr(facets, "MANY", 3)
    async with app.run_test(size=(140, 30)) as pilot:
        pane = app.screen.query_one(FacetsPane)
        await pilot.pause()
        assert pane.view is not None
        counted = {facet.field for facet in pane.view.facets if facet.counted}
        assert "standpoint" not in counted
        pane.focus()
        await pilot.press("G")
        await pilot.pause()
        last = pane.view.facets[-1]
        assert last.counted
        assert last.choices
        assert str(last.choices[0].count) in whole(pane)


async def test_facets_without_a_value_are_counted_once(app: CttuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """If no event matches, the facets of many values that vanish for that are not asked for again and again in turn."""
    monkeypatch.setattr(facets, "MANY", 3)
    looks: list[Look] = []
    post = FacetsPane.post_message

    def posted(self: FacetsPane, message: Message) -> bool:
        if isinstance(message, Look):
            looks.append(message)
        return post(self, message)

    monkeypatch.setattr(FacetsPane, "post_message", posted)
    async with app.run_test(size=(140, 30)) as pilot:
        await pilot.press("slash", *"killed:>=999", "enter")
        for _ in range(20):
            await pilot.pause()
        pane = app.screen.query_one(FacetsPane)
        assert pane.view is not None
        assert explorer_of(app).selection.count == 0
        assert all(facet.counted for facet in pane.view.facets)
        assert len(looks) <= len([field for field in FIELDS.values() if field.facet])


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_the_row_of_a_dataset_is_unfolded_by_its_key(app: CttuiApp, size: tuple[int, int]) -> None:
    """A long row is folded; the key shows each column with its value and what the codebook says of it, and hides it again."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("r")
        pane = app.screen.query_one(DetailPane)
        assert pane.display
        text = " ".join(whole(pane).split())
        assert "Row: 23 of 49 columns, 26 empty" in text
        assert "2 · near a named place" in text
        await pilot.pause()
        heading = next(n for n, line in enumerate(pane.lines()) if any(span.target == FOLD for span in line))
        # its heading is at the top, or as near to it as the end of the pane allows
        assert 0 < pane.scroll_y == min(heading, pane.max_scroll_y)
        await pilot.press("r")
        assert "near a named place" not in whole(pane)


async def test_the_reader_has_the_row_too(app: CttuiApp) -> None:
    """Below what the timeline takes from the source stands the row that it was made from."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        assert screen_name(app) == "ReadScreen"
        assert "where_prec" in whole(pane_of(app, "ReaderPane"))


async def test_claims_of_a_large_selection_are_read_in_a_worker(app: CttuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen opens before they are read, says of how many events it lists them, and a key in between is not waited for."""
    monkeypatch.setattr(asking, "LARGE", 10)
    monkeypatch.setattr(claims, "MOST_SHOWN", 10)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("C")
        await until(pilot, lambda: "first 10 of 45" in str(pane_of(app, "ClaimsPane").border_title))
        assert "killed in 45 of 45 events" in whole(pane_of(app, "ClaimsPane"))
        await pilot.press("escape", "s")
        await until(pilot, lambda: "23 sources" in str(pane_of(app, "SourceListPane").border_title))
        await pilot.press("escape", "j")
        assert explorer_of(app).position == 1


async def test_a_screen_is_left_while_its_records_are_read(app: CttuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The key that goes back does not wait for claims that are still read, and ends the reading."""
    monkeypatch.setattr(asking, "LARGE", 10)
    begun, go_on = threading.Event(), threading.Event()
    stopped: list[bool] = []
    answer = SqliteIndex.answer

    def slow(self: SqliteIndex, ask: Ask) -> Answer:
        if any(want.READS_MANY for want in ask.wants):
            begun.set()
            go_on.wait(60)
            try:
                stopping.check()
            except StoppedError:
                stopped.append(True)
                raise
        return answer(self, ask)

    monkeypatch.setattr(SqliteIndex, "answer", slow)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("C")
        await until(pilot, begun.is_set)
        assert screen_name(app) == "ClaimsScreen"
        assert "Reading claims…" in whole(pane_of(app, "ClaimsPane"))
        await pilot.press("escape")
        await until(pilot, lambda: screen_name(app) == "ExploreScreen")
        go_on.set()
        await until(pilot, lambda: stopped == [True])


async def test_a_screen_below_another_counts_no_seconds(app: CttuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its answer comes while another screen covers it: its header does not go on saying for how long it has waited."""
    monkeypatch.setattr(asking, "LARGE", 10)
    begun, go_on = held(monkeypatch)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("C")
        await until(pilot, begun.is_set)
        below = screen_of(app)
        header = below.query_one(HeaderPane)
        header.waited = 3
        await pilot.press("question_mark")
        await until(pilot, lambda: app.screen is not below)
        go_on.set()
        await until(pilot, lambda: not below.waiter.waits)
        waited: int | None = header.waited
        assert waited is None
        await pilot.press("escape")
        await until(pilot, lambda: "45" in str(pane_of(app, "ClaimsPane").border_title))


async def test_a_key_reads_rows_for_as_many_lines_as_the_list_has(app: CttuiApp) -> None:
    """The first frame reads rows for a whole screen; once the list knows its height, the next key reads them for that alone."""
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        pane = app.screen.query_one(EventsPane)
        height = pane.scrollable_content_region.height
        assert explorer_of(app).sight.lines == WIDE[1] > height
        await pilot.press("j")
        await pilot.pause()
        assert explorer_of(app).sight.lines == height
        assert pane.view is not None
        assert all(pane.view.row(place) is not None for place in range(min(height, pane.view.count)))


async def test_the_map_of_a_dataset_is_drawn_while_keys_are_free(app: CttuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """The points of a large dataset are read in a worker: the map is left before they are, and shown when they are."""
    monkeypatch.setattr(asking, "LARGE", 10)
    monkeypatch.setattr(maps, "DENSE", 10)
    begun, go_on = held(monkeypatch)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M")
        await until(pilot, begun.is_set)
        await pilot.press("escape")
        await until(pilot, lambda: screen_name(app) == "ExploreScreen")
        go_on.set()
        await pilot.press("M")
        await until(pilot, lambda: isinstance(app.screen.query_one(MapPane).picture, DensePicture))
        await until(pilot, lambda: "in a cell" in whole(app.screen.query_one(LegendPane)))


async def test_the_map_of_a_dataset_shades_cells_and_says_the_numbers(app: CttuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every event is in a cell that the legend counts; a click goes to an event there, and zooming counts other cells."""
    monkeypatch.setattr(maps, "DENSE", 10)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M")
        await pilot.pause()
        pane = app.screen.query_one(MapPane)
        picture = pane.picture
        assert isinstance(picture, DensePicture)
        assert sum(shade.count.events for shade in picture.shades.values()) == 45
        assert "in a cell" in whole(app.screen.query_one(LegendPane))
        spot = next(
            spot for spot, shade in picture.shades.items() if shade.count.events and spot != picture.window.spot(33, 36)
        )
        await pilot.click(pane, offset=(spot[0] + 1, spot[1] + 1))
        await pilot.pause()
        here = pane.view.places[0] if pane.view is not None else None
        assert here is not None
        assert picture.window.spot(here.lat, here.lon) == spot
        await pilot.press("plus")
        await pilot.pause()
        assert pane.picture is not None
        assert pane.picture.window.down == pytest.approx(2 * picture.window.down, rel=0.05)
        assert "out of sight" in whole(app.screen.query_one(LegendPane))
