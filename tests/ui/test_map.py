"""The map: how points become dots, what stands beside them, and what keys and the mouse do there."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from cttui.explore.explorer import Explorer
from cttui.explore.map import Unplaced
from cttui.model import geo
from cttui.model.geo import Area
from cttui.model.window import Window
from cttui.query.language import Query
from cttui.store.cache import open_timeline
from cttui.store.parts import PointCount
from cttui.store.sqlite import SqliteIndex as Index
from cttui.timeline.outline import Outline, OutlineError, Point
from cttui.ui.app import CttuiApp
from cttui.ui.base import glyphs
from cttui.ui.base.lines import Line, width_of
from cttui.ui.map.outline import _plain, dots, ground
from cttui.ui.map.panes import LEAP, MapPane
from cttui.ui.map.plot import FINEST_DOT, SIGNS, Picture, legend
from strategies import rows_of
from ui.helpers import NARROW, SMALL, WIDE, app_on, burst, explorer_of, painted, pane_of, screen_name, screen_text, whole

_lats = st.floats(-90, 90)
_lons = st.floats(-180, 180)
_names = st.sampled_from(("", "Besham", "Tank", "چمن", "中国", "A very long name of a place that nobody has room for"))
_points = st.lists(
    st.builds(
        PointCount, _lats, _lons, st.sampled_from(("site", "town", "", "district", "province")), _names, st.integers(0, 3)
    ),
    min_size=1,
    max_size=12,
)
_sizes = st.tuples(st.integers(1, 60), st.integers(1, 25))


def texts(lines: list[Line]) -> list[str]:
    """What lines say, without their looks."""
    return ["".join(span.text for span in line) for line in lines]


def drawn(index: Index, width: int, height: int, filter_text: str = "", at: str | None = None) -> tuple[Picture, list[str]]:
    """The picture of a timeline's map, and its lines."""
    view = Explorer(index, filter_text, at).atlas()
    assert view.extent is not None
    picture = Picture(view.places, Window.fit(view.extent, width, height))
    return picture, texts(picture.lines(view.here))


def map_of(app: CttuiApp) -> MapPane:
    """The map on the screen on top."""
    return app.screen.query_one(MapPane)


# -- drawing ---------------------------------------------------------------------------------------------------------


def test_north_is_above_and_east_is_at_the_right(places: Index) -> None:
    """The northern town stands above the southern port, the western valley left of the eastern gate, all by their names."""
    picture, lines = drawn(places, 60, 24)
    assert [lines[y][x] for x, y in picture.cells] == [cell.sign for cell in picture.cells.values()]
    gate, valley, port = (picture.window.spot(lat, lon) for lat, lon in ((34.0, 71.5), (33.0, 69.0), (25.0, 67.0)))
    assert gate is not None
    assert valley is not None
    assert port is not None
    assert gate[1] < valley[1] < port[1]
    assert port[0] < valley[0] < gate[0]
    for name, spot in (("Valley [/red]", valley), ("South Port 2", port)):
        (line,) = (line for line in lines if name in line)
        assert abs(lines.index(line) - spot[1]) <= 1


def test_each_precision_has_its_form_and_the_finest_wins(places: Index) -> None:
    """A district is a ring, a province a rhomb, towns and sites are dots, and what the filter hides is a faint square."""
    picture, _ = drawn(places, 60, 24)
    signs = {places.points(places.select(Query()))[cell.places[0]].name: cell for cell in picture.cells.values()}
    assert signs["Valley [/red]"].sign == glyphs.DISTRICT
    assert signs["Sindh"].sign == glyphs.PROVINCE
    assert {signs[name].sign for name in ("North Gate", "South Port", "Thar")} == {glyphs.PLACE}
    assert len(signs["North Gate"].places) == 2
    coarse = [PointCount(1, 1, "province", "", 5), PointCount(1, 1, "site", "", 1), PointCount(1, 1, "district", "", 9)]
    (cell,) = Picture(coarse, Window.fit(Area(0, 0, 2, 2), 10, 5)).cells.values()
    assert (cell.rank, cell.places) == (3, [0, 1, 2])
    hidden, _ = drawn(places, 60, 24, "kind:attack")
    assert {cell.rank for cell in hidden.cells.values()} == {0, 1, 3}
    assert {cell.sign for cell in hidden.cells.values()} == {glyphs.OTHERS, glyphs.PROVINCE, glyphs.PLACE}


def test_distances_are_right_in_both_directions() -> None:
    """A degree of longitude at 60 degrees north is drawn half as long as one of latitude."""
    window = Window.fit(Area(0, 58, 4, 62), 60, 30)
    assert window.across * 2 == pytest.approx(window.down)
    assert window.down == pytest.approx(30)


@given(_points, _sizes, st.integers(0, 3))
def test_every_point_is_in_sight_and_none_is_lost(points: list[PointCount], size: tuple[int, int], zoom: int) -> None:
    """The whole map has a cell for every point wherever on earth it is; zoomed, what is in a cell is inside its box."""
    around = geo.around(point[:2] for point in points)
    assert around is not None
    extent = geo.widened(around, 0.04, 0.25)
    picture = Picture(points, Window.fit(extent, *size))
    assert sorted(n for cell in picture.cells.values() for n in cell.places) == list(range(len(points)))
    near = Window.fit(extent, *size, zoom, points[0][:2])
    assert near.spot(*points[0][:2]) is not None or abs(points[0].lat) == 90


@settings(max_examples=200)
@given(_points, _sizes, st.one_of(st.none(), st.integers(0, 11)))
def test_labels_never_lie_over_dots_or_each_other(points: list[PointCount], size: tuple[int, int], place: int | None) -> None:
    """Each name has cells of its own, inside the map and off its right edge, and the picture is as large as asked for."""
    width, height = size
    picture = Picture(points, Window.fit(Area(-180, -90, 180, 90), width, height))
    here = place if place is not None and place < len(points) else None
    taken = set(picture.cells)
    for label in picture.labels(here):
        cells = {(label.x + dx, label.y) for dx in range(width_of(label.text))}
        assert not taken & cells
        assert all(0 <= x < width - 1 and 0 <= y < height for x, y in cells)
        taken |= cells
    assert picture.labels(here) == Picture(points, picture.window).labels(here)
    for cross, corner in ((None, None), ((0, 0), None), ((width - 1, 0), (0, height - 1))):
        lines = texts(picture.lines(here, Area(-10, -10, 10, 10), cross, corner))
        assert [width_of(line) for line in lines] == [width] * height


def test_the_cursors_dot_is_marked_without_colour(places: Index) -> None:
    """Brackets stand around the dot of the cursor's event, which is drawn in reverse, and its name comes first."""
    view = Explorer(places, at="port").atlas()
    assert view.extent is not None
    lines = Picture(view.places, Window.fit(view.extent, 60, 24)).lines(view.here)
    (marked,) = (line for line in lines if any(span.role == "now" for span in line))
    assert "] South Port 2" in texts([marked])[0]
    before, mark = next((a, b) for a, b in pairwise(marked) if b.role == "now")
    assert before.text.endswith("[")
    assert width_of(mark.text) == 1


def test_every_braille_cell_has_a_stand_in() -> None:
    """With plain signs no dot, ring, rhomb or side of a box needs more than ASCII."""
    signs = [chr(glyphs.DOTS + bits) for bits in range(256)]
    signs += [glyphs.DISTRICT, glyphs.PROVINCE, *glyphs.AROUND, glyphs.CROSS, *glyphs.CORNERS, glyphs.ACROSS, glyphs.DOWN]
    stands = [sign.translate(glyphs.ASCII) for sign in signs]
    assert all(stand.isascii() and len(stand) == 1 for stand in stands)
    assert set(stands[1:256]) == {".", ":"}


# -- the outline -----------------------------------------------------------------------------------------------------

_lines = st.lists(st.lists(st.tuples(_lons, _lats), min_size=2, max_size=6).map(tuple), min_size=1, max_size=4).map(tuple)


def apart(at: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far a place lies from a stretch between two others."""
    (x, y), (ax, ay), (bx, by) = at, one, other
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = max(0.0, min(1.0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) if length else 0.0
    return math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))


@settings(max_examples=100)
@given(_lines, _sizes)
def test_an_outline_is_drawn_where_it_is_and_nowhere_else(lines: tuple[tuple[Point, ...], ...], size: tuple[int, int]) -> None:
    """Every dot lies on a line, and every place on a line that is in sight has a dot: no gap, nothing beside it."""
    window = Window.fit(Area(-60, -40, 60, 40), *size)
    found = {
        (2 * x + column, 4 * y + row)
        for (x, y), bits in dots(Outline(lines), window).items()
        for row, both in enumerate(glyphs.DOT_BITS)
        for column, bit in enumerate(both)
        if bits & bit
    }
    wide, high = 2 * window.width, 4 * window.height
    assert all(0 <= x < wide and 0 <= y < high for x, y in found)
    middle = window.west + window.width / window.across

    def placed(lon: float, lat: float) -> tuple[float, float]:
        return ((lon - middle + 180) % 360 - 180) * window.across + wide / 2, (window.north - lat) * window.down

    pairs = [(placed(*one), placed(*to)) for line in lines for one, to in pairwise(line)]
    steps = [(one, to) for one, to in pairs if abs(one[0] - to[0]) < 180 * window.across]
    for column, row in found:
        assert min(apart((column + 0.5, row + 0.5), *step) for step in steps) <= 1.0
    for (ax, ay), (bx, by) in steps:
        for part in range(101):
            x, y = (a + (b - a) * part / 100 for a, b in ((ax, bx), (ay, by)))
            if 0 <= x < wide and 0 <= y < high:
                assert any((int(x) + dx, int(y) + dy) in found for dx in (-1, 0, 1) for dy in (-1, 0, 1))


def test_a_line_over_the_antimeridian_is_short() -> None:
    """From 179 degrees east to 179 west a line goes over the antimeridian and not around the earth."""
    line = Outline((((179.0, 0.0), (-179.0, 0.0)),))
    columns = sorted(x for x, _ in dots(line, Window.fit(Area(170, -5, -170, 5), 40, 10)))
    assert columns == list(range(columns[0], columns[-1] + 1))
    assert len(columns) <= 6
    assert dots(line, Window.fit(Area(-20, -5, 20, 5), 40, 10)) == {}


@pytest.mark.parametrize(
    ("rows", "sign"),
    [
        ((0,), "˙"), ((0, 1), "˙"), ((1,), "·"), ((1, 2), "·"), ((2,), "·"), ((2, 3), "."), ((3,), "."),
        ((0, 1, 2), ":"), ((0, 3), ":"), ((0, 1, 2, 3), ":"),
    ],
)  # fmt: skip
def test_the_sign_says_how_high_the_line_is(rows: tuple[int, ...], sign: str) -> None:
    """A line high, in the middle or low in its cell is a dot there, a steep one two dots; braille shows the dots themselves."""
    assert _plain(sum(glyphs.DOT_BITS[row][0] for row in rows)) == sign
    window = Window.fit(Area(0, 0, 1, 1), 4, 2)
    line = Outline((((0.0, 0.0), (1.0, 1.0)),))
    assert ground(line, window, braille=True) == {spot: chr(0x2800 + bits) for spot, bits in dots(line, window).items()}


def test_no_sign_needs_a_font_that_few_have() -> None:
    """Without braille the map is drawn with signs of WGL4 alone, which common fonts have; in ASCII no two look alike."""
    signs = [*SIGNS, *glyphs.HEIGHTS, glyphs.STEEP, *glyphs.CORNERS, glyphs.ACROSS, glyphs.DOWN, glyphs.CROSS, *glyphs.AROUND]
    assert set(signs) <= set("●○◊▫˙·.:┌┐└┘─│┼[]")
    stands = [sign.translate(glyphs.ASCII) for sign in (*SIGNS, *glyphs.HEIGHTS, glyphs.STEEP)]
    assert len(set(stands)) == len(stands)
    assert "".join(stands).isascii()


@pytest.mark.parametrize(
    ("environ", "draws"),
    [
        ({}, False),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "foot-extra"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, False),
    ],
)
def test_braille_is_drawn_where_the_terminal_is_known_to(environ: dict[str, str], *, draws: bool) -> None:
    """Terminals that draw braille cells themselves are known by name; with any other the font decides, so it gets none."""
    assert glyphs.draws_braille(environ) is draws


@settings(max_examples=100)
@given(_points, _lines, _sizes, st.one_of(st.none(), st.integers(0, 11)))
def test_the_outline_lies_under_everything(
    points: list[PointCount], lines: tuple[tuple[Point, ...], ...], size: tuple[int, int], place: int | None
) -> None:
    """With an outline every dot and name is where it is without, no sign of it touches a name, and the size is the same."""
    window = Window.fit(Area(-180, -90, 180, 90), *size)
    here = place if place is not None and place < len(points) else None
    below = ground(Outline(lines), window, braille=False)
    with_it, without = Picture(points, window, below), Picture(points, window)
    assert with_it.labels(here) == without.labels(here)
    names = {(label.x + dx, label.y) for label in with_it.labels(here) for dx in range(-1, width_of(label.text) + 1)}
    for y, (mine, bare) in enumerate(zip(texts(with_it.lines(here)), texts(without.lines(here)), strict=True)):
        assert width_of(mine) == width_of(bare) == size[0]
        if width_of(mine) == len(mine):
            for x, (sign, before) in enumerate(zip(mine, bare, strict=True)):
                covered = before != " " or (x, y) in names
                assert sign == (before if covered else below.get((x, y), " "))


OUTLINE = Outline((((66.0, 24.0), (72.0, 35.0)), ((68.0, 36.0), (70.0, 24.0))), "Drawn de facto; it implies [/red] no view.")


def outlined(index: Index, *, braille: bool = False, trouble: str = "") -> CttuiApp:
    """The app on a timeline with an outline, or with one that cannot be read."""

    def read() -> Outline:
        if trouble:
            raise OutlineError(trouble)
        return OUTLINE

    return CttuiApp(Explorer(index, outline=read), braille=braille)


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("braille", [False, True])
async def test_the_map_has_its_outline_and_says_whose_it_is(places: Index, size: tuple[int, int], *, braille: bool) -> None:
    """The outline is on the map, in braille only where asked for; the legend and the account give its notice."""
    app = outlined(places, braille=braille)
    async with app.run_test(size=size) as pilot:
        await pilot.press("M")
        await pilot.pause()
        drawn_now = "".join(painted(map_of(app)))
        assert any(0x2800 < ord(sign) < 0x2900 for sign in drawn_now) is braille
        assert (glyphs.STEEP in drawn_now) is not braille
        assert OUTLINE.notice in " ".join(whole(pane_of(app, "LegendPane")).split())
        await pilot.press("i")
        assert OUTLINE.notice in " ".join(whole(pane_of(app, "AboutPane")).split())


async def test_an_outline_is_projected_once_for_a_window(places: Index) -> None:
    """Moving and filtering leave the outline's signs as they are; zooming makes others."""
    app = outlined(places)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M")
        await pilot.pause()
        made = map_of(app)._outlined
        assert made is not None
        await pilot.press("j", "1", "k", "b", "left", "escape")
        assert map_of(app)._outlined is made
        await pilot.press("+")
        assert map_of(app)._outlined is not made


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_an_outline_that_cannot_be_read_is_told(places: Index, size: tuple[int, int]) -> None:
    """Without its outline the map works as ever, and says which file is wrong and why, when it opens and in the legend."""
    app = outlined(places, trouble="maps/a.geojson: this file does not exist")
    async with app.run_test(size=size) as pilot:
        await pilot.press("M")
        await pilot.pause()
        told = "The map's outline cannot be drawn: maps/a.geojson: this file does not exist"
        assert told in " ".join(whole(pane_of(app, "NotePane")).split())
        assert told in " ".join(whole(pane_of(app, "LegendPane")).split())
        assert glyphs.PLACE in screen_text(app)
        await pilot.press("j")
        assert explorer_of(app).position == 1


# -- on screen -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_m_shows_the_map_and_esc_goes_back(places: Index, size: tuple[int, int]) -> None:
    """M opens the map with every form, the numbers of the selection and what is not placed; Esc closes it."""
    app = app_on(places)
    async with app.run_test(size=size) as pilot:
        await pilot.press("M")
        await pilot.pause()
        assert screen_name(app) == "MapScreen"
        shown = " ".join(whole(pane_of(app, "LegendPane")).split())
        for told in ("9 events: 7 placed, 2 not", "site 1", "town 3", "not stated 1", "district 1", "province 1", "KP Khyber"):
            assert told in shown
        assert "no province 1" in shown
        assert "South Port" in screen_text(app)
        assert "[/red]" in screen_text(app)
        assert "North Gate (site)" in painted(pane_of(app, "MapLine"))[0]
        await pilot.press("escape")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_moving_in_the_list_moves_the_dot(places: Index, size: tuple[int, int]) -> None:
    """J goes to the next event and its dot, an event without coordinates has none, and Enter reads."""
    app = app_on(places)
    async with app.run_test(size=size) as pilot:
        await pilot.press("M")
        seen = []
        for _ in range(9):
            seen.append(map_of(app).view.here)  # type: ignore[union-attr]  # the map has a view
            await pilot.press("j")
        assert seen == [0, 1, 2, 3, 4, 3, None, None, 5]
        assert explorer_of(app).position == 8
        await pilot.press("k", "k")
        assert "no coordinates" in painted(pane_of(app, "MapLine"))[0]
        await pilot.press("g")
        await pilot.press("enter")
        await pilot.pause()
        assert screen_name(app) == "ReadScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert screen_name(app) == "MapScreen"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_box_drawn_with_keys_filters(places: Index, size: tuple[int, int]) -> None:
    """b, a corner, arrows, a corner: the events in the box are left, whose edges are told; Backspace lifts it."""
    app = app_on(places, at="port")
    async with app.run_test(size=size) as pilot:
        await pilot.press("M")
        await burst(pilot, "b", "left", "left", "down", "enter", "right", "right", "right", "right", "up", "up")
        assert "°E" in painted(pane_of(app, "MapLine"))[0]
        assert glyphs.CORNERS[0] in "".join(painted(map_of(app)))
        assert "set corner" in painted(pane_of(app, "FooterPane"))[0]
        await pilot.press("space")
        await pilot.pause()
        explorer = explorer_of(app)
        assert [row.id for row in rows_of(explorer)] == ["port", "second-strike"]
        assert explorer.typed.startswith("bbox:")
        assert "inside" in screen_text(app)
        await pilot.press("backspace")
        assert explorer.typed == ""


async def test_esc_gives_a_box_up(places: Index) -> None:
    """Esc while a box is drawn changes no filter and stays on the map; the next Esc leaves it."""
    app = app_on(places, "kind:protest")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M", "b", "enter", "left", "shift+left", "shift+up", "escape")
        assert (map_of(app).cross, map_of(app).corner, explorer_of(app).typed) == (None, None, "kind:protest")
        assert screen_name(app) == "MapScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert screen_name(app) == "ExploreScreen"


async def test_shift_moves_the_cross_hair_far_and_never_out_of_the_map(places: Index) -> None:
    """An arrow goes a cell, with Shift several, and the edge of the map ends both; the list's cursor stays."""
    app = app_on(places, at="somewhere")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M", "b")
        start = map_of(app).cross
        assert start is not None
        await pilot.press("right", "shift+left", "down", "shift+up")
        assert map_of(app).cross == (start[0] + 1 - LEAP[0], start[1] + 1 - LEAP[1])
        for _ in range(30):
            await pilot.press("shift+left", "shift+up")
        assert map_of(app).cross == (0, 0)
        assert explorer_of(app).position == 4


async def test_the_mouse_draws_a_box_and_clicks_go_round_a_dot(places: Index) -> None:
    """A drag filters by the box between its ends; clicks on one dot go from one event there to the next."""
    app = app_on(places)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M")
        picture = map_of(app).picture
        assert picture is not None
        x, y = picture.window.spot(25.0, 67.0) or (0, 0)
        for event in ("port", "second-strike", "port"):
            await pilot.click(MapPane, offset=(x + 1, y + 1))
            assert explorer_of(app).row.id == event  # type: ignore[union-attr]  # something is selected
        await pilot.click(MapPane, offset=(1, 1))
        assert "No listed event was there." in screen_text(app)
        await drag(pilot, (x - 1, y), (x + 3, y + 2))
        explorer = explorer_of(app)
        assert [row.id for row in rows_of(explorer)] == ["port", "second-strike"]
        assert map_of(app).cross is None


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    """Draw with the mouse from one place of the map to another."""
    await pilot.mouse_down(MapPane, offset=start)
    await pilot.hover(MapPane, offset=end)
    await pilot.mouse_up(MapPane, offset=end)
    await pilot.pause()


async def test_zooming_goes_to_the_cursors_dot(places: Index) -> None:
    """+ shows half as much around the dot, the map follows the cursor out of sight, - shows all again, and both end."""
    app = app_on(places, at="gate")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M")
        pane = map_of(app)
        assert pane.picture is not None
        whole_map = pane.picture.window
        await pilot.press("minus")
        assert "The whole map is shown." in screen_text(app)
        await pilot.press("+", "+", "+")
        assert pane.picture.window.down == pytest.approx(whole_map.down * 8)
        assert pane.picture.window.spot(25.0, 67.0) is None
        await pilot.press("j", "j", "j")
        assert pane.picture.window.spot(25.0, 67.0) is not None
        await pilot.press("minus", "minus", "minus")
        assert pane.picture.window == whole_map
        await pilot.press(*["+"] * 16)
        assert "The map cannot zoom in further." in screen_text(app)
        assert pane.picture.window.down <= FINEST_DOT


async def test_digits_filter_by_province_here_too(places: Index) -> None:
    """1 keeps to the first province; the other dots stay, faint, and the list follows."""
    app = app_on(places)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("M", "1")
        await pilot.pause()
        assert "4 of 9 events" in screen_text(app)
        assert {cell.rank for cell in map_of(app).picture.cells.values()} == {0, 2, 3}  # type: ignore[union-attr]  # drawn
        await pilot.press("0")
        assert explorer_of(app).typed == ""


@pytest.mark.parametrize("size", [WIDE, NARROW, (1, 1), (20, 5)])
async def test_nothing_selected_and_tiny_terminals_break_nothing(places: Index, size: tuple[int, int]) -> None:
    """An empty selection, keys on it and any size of the terminal leave the map standing."""
    app = app_on(places, "zzz")
    async with app.run_test(size=size) as pilot:
        # where the terminal is too small for anything to be seen, no key does anything
        await pilot.press("M")
        await pilot.resize_terminal(*WIDE)
        await pilot.press(*([] if size in (WIDE, NARROW) else ["M"]))
        await pilot.resize_terminal(*size)
        await pilot.press("j", "b", "up", "enter", "right", "enter", "+", "enter", "backspace", "G")
        for other in ((1, 1), NARROW, (60, 16), WIDE):
            await pilot.resize_terminal(*other)
            await pilot.press("b", "space", "shift+down")
        assert screen_name(app) == "MapScreen"


async def test_a_timeline_without_coordinates_says_how_to_give_them(small: Index, tmp_path: Path) -> None:
    """Where nothing has coordinates the map says so and how a dot is made; one point alone is drawn with its name."""
    path = tmp_path / "bare.toml"
    path.write_text(SMALL.read_text().replace("lat = 33.0, lon = 70.2, ", ""), encoding="utf-8")
    index = open_timeline(path, None)
    app = app_on(index)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("M", "b", "right", "plus", "space")
        assert "place = { name" in screen_text(app)
        assert explorer_of(app).typed == ""
    index.close()
    app = app_on(small)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("M")
        assert "Mir Ali [/red]" in screen_text(app)


async def test_plain_signs_draw_the_map_in_ascii(places: Index) -> None:
    """With plain signs nothing of the map is outside ASCII, a box that is drawn included."""
    app = app_on(places, ascii_only=True)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("M", "b", "enter", "left", "down")
        assert screen_text(app).isascii()


def test_short_names_in_the_legend_leave_a_blank_before_the_name(places: Index) -> None:
    """A short name that fills its column, as names of a dataset do, is left out: the name stands beside it."""
    view = Explorer(places).atlas()
    listed = tuple(Unplaced(short, "a province", 1) for short in ("", "KP", "AJK", "Dibi", "Didoda"))
    _, _, beside = legend(view._replace(by_province=listed, unplaced=len(listed)))
    assert [line[0].text for line in beside] == ["    ", "KP  ", "AJK ", "    ", "    "]
