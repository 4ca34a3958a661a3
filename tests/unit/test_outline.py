"""The outline of the map: what of GeoJSON is read, what is refused and where, and that it always lies beside its timeline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.checks.rules import check
from cttui.cli import opened
from cttui.errors import TimelineError
from cttui.explore.explorer import Explorer
from cttui.store.cache import open_timeline
from cttui.timeline import load, outline
from cttui.timeline.outline import MAX_NOTICE, Outline, OutlineError, beside, parse

LINE = [[66.9, 24.8], [67.1, 25.2], [67.0, 25.0]]
POINTS = ((66.9, 24.8), (67.1, 25.2), (67.0, 25.0))
TIMELINE = '[timeline]\nid = "t"\ntitle = "T"\nperiod = "2024"\noutline = "{}"\n'


def geometry(kind: str, coordinates: object) -> dict[str, object]:
    """A geometry of GeoJSON."""
    return {"type": kind, "coordinates": coordinates}


def feature(found: object) -> dict[str, object]:
    """A feature of GeoJSON."""
    return {"type": "Feature", "properties": {}, "geometry": found}


def read(data: object) -> Outline:
    """An outline from what JSON can say."""
    return parse(json.dumps(data).encode())


# -- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (geometry("LineString", LINE), 1),
        (geometry("MultiLineString", [LINE, LINE]), 2),
        (geometry("Polygon", [LINE]), 1),
        (geometry("MultiPolygon", [[LINE, LINE], [LINE]]), 3),
        (feature(geometry("LineString", LINE)), 1),
        ({"type": "GeometryCollection", "geometries": [geometry("LineString", LINE), geometry("Polygon", [LINE])]}, 2),
        ({"type": "FeatureCollection", "features": [feature(None), feature(geometry("MultiLineString", [LINE]))]}, 1),
    ],
)
def test_every_line_and_edge_is_read(data: object, count: int) -> None:
    """Lines and the edges of areas are lines, wherever in the file they stand; heights are passed over."""
    assert read(data) == Outline((POINTS,) * count)
    high = json.loads(json.dumps(data).replace("24.8]", "24.8, 1200]"))
    assert read(high) == Outline((POINTS,) * count)


_degrees = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(st.lists(st.lists(_degrees, min_size=2, max_size=5), min_size=1, max_size=5), st.text(max_size=40))
def test_what_is_written_is_read(lines: list[list[tuple[float, float]]], notice: str) -> None:
    """Lines come back in their order with every point, and the file's own notice with them, on one line."""
    data = {
        "type": "FeatureCollection",
        "notice": notice,
        "features": [feature(geometry("LineString", line)) for line in lines],
    }
    found = parse(b"\xef\xbb\xbf" + json.dumps(data).encode())
    assert found.lines == tuple(tuple(line) for line in lines)
    assert found.notice == " ".join(notice.split())


# -- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "expected a GeoJSON object, {…}"),
        ({}, "type: expected a GeoJSON type, e.g. FeatureCollection or MultiLineString"),
        ({"type": 5}, "type: expected a GeoJSON type, e.g. FeatureCollection or MultiLineString"),
        ({"type": "Topology"}, "type: expected a GeoJSON type, e.g. FeatureCollection or MultiLineString"),
        ({"type": "FeatureCollection"}, "features: expected a list, […]"),
        ({"type": "FeatureCollection", "features": []}, "it contains no lines"),
        ({"type": "FeatureCollection", "features": [5]}, "features[0]: expected an object, {…}"),
        (geometry("Point", [1, 2]), "this is a Point; an outline can have only lines and areas"),
        (
            {"type": "FeatureCollection", "features": [feature(geometry("Point", [1, 2]))]},
            "features[0].geometry is a Point; an outline can have only lines and areas",
        ),
        (geometry("LineString", [[1, 2]]), "coordinates: a line needs at least two positions"),
        (geometry("LineString", 5), "coordinates: expected a list of positions, e.g. [[66.9, 24.8], [67.1, 25.2]]"),
        (geometry("MultiPolygon", [[LINE], 5]), "coordinates[1]: expected a list, […]"),
        *(
            (
                geometry("MultiLineString", [LINE, [[1, 2], position]]),
                "coordinates[1][1]: expected a position, [degrees east, degrees north], e.g. [66.9, 24.8]",
            )
            for position in ([181, 0], [0, -90.1], [1], "1,2", [True, 2], ["1", 2], None, [10**400, 0])
        ),
        ({**geometry("LineString", LINE), "notice": 5}, f"notice: expected a string of at most {MAX_NOTICE} characters"),
        (
            {**geometry("LineString", LINE), "notice": "x" * 401},
            f"notice: expected a string of at most {MAX_NOTICE} characters",
        ),
    ],
)
def test_what_is_no_outline_is_refused_with_its_place(data: object, said: str) -> None:
    """Whatever is no GeoJSON of lines is one sentence that names the place in the file."""
    with pytest.raises(OutlineError) as told:
        read(data)
    assert str(told.value) == said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1, column 1: invalid JSON (expecting value)"),
        (b'{"type":\n  oops}', "line 2, column 3: invalid JSON (expecting value)"),
        (b"\xff\xfe", "not valid UTF-8"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a": NaN}', "NaN is not a number of degrees"),
        (b'{"a": -Infinity}', "-Infinity is not a number of degrees"),
        (b'{"a": ' + b"9" * 5000 + b"}", "a number has too many digits"),
    ],
)
def test_what_is_no_json_is_refused(content: bytes, said: str) -> None:
    """Broken JSON, other bytes, endless nesting and numbers that are none are a sentence each."""
    with pytest.raises(OutlineError) as told:
        parse(content)
    assert str(told.value) == said


def test_an_outline_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More points or more bytes than are read are told before they are."""
    monkeypatch.setattr(outline, "MAX_POINTS", 5)
    assert len(read(geometry("LineString", LINE)).lines) == 1
    with pytest.raises(OutlineError, match=r"^coordinates\[1\]: more than 5 points; simplify the lines$"):
        read(geometry("MultiLineString", [LINE, LINE]))
    monkeypatch.setattr(outline, "MAX_SIZE", 10)
    (tmp_path / "a.geojson").write_text(json.dumps(geometry("LineString", LINE)))
    with pytest.raises(OutlineError, match=r"a\.geojson: this file is larger than 10 bytes$"):
        beside(tmp_path / "t.toml", "a.geojson")


# -- beside its timeline ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["/etc/passwd", "../a.geojson", "a/../../b", "C:a", "a\\b", "./a", "a//b", "a/", "."])
def test_a_timeline_names_no_file_elsewhere(name: str) -> None:
    """An absolute path, one with .. and whatever some system takes for one is a fault of the timeline's own line."""
    with pytest.raises(TimelineError) as told:
        load.parse(TIMELINE.format(name.replace("\\", "\\\\")).encode(), "t.toml")
    (problem,) = told.value.problems
    assert (problem.line, problem.key) == (5, "outline")
    assert "not an absolute path or one with .." in problem.remedy


@pytest.mark.parametrize("name", ["outline.geojson", "maps/coast.json", "..coast", "Küste 1.geojson"])
def test_a_timeline_names_a_file_beside_it(name: str) -> None:
    """A name, or a path through folders of its own folder, is taken."""
    assert load.parse(TIMELINE.format(name).encode(), "t.toml").meta.outline == name


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    """A link in the timeline's folder to a file elsewhere is not read, and one within is."""
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "far.geojson").write_text(json.dumps(geometry("LineString", LINE)))
    (here / "link.geojson").symlink_to("../far.geojson")
    with pytest.raises(OutlineError, match=r"link\.geojson: this symbolic link points outside its folder$"):
        beside(here / "t.toml", "link.geojson")
    shutil.copy(tmp_path / "far.geojson", here / "near.geojson")
    (here / "link.geojson").unlink()
    (here / "link.geojson").symlink_to("near.geojson")
    assert beside(here / "t.toml", "link.geojson").lines == (POINTS,)


def test_a_changed_outline_shows_and_a_missing_one_is_told(tmp_path: Path) -> None:
    """The compiled store hides no change of the outline; without its file the map is there, and the reason is told."""
    path, cache = tmp_path / "t.toml", tmp_path / "cache"
    path.write_text(TIMELINE.format("a.geojson"))
    (tmp_path / "a.geojson").write_text(json.dumps(geometry("LineString", LINE)))

    def shown() -> tuple[Outline | None, str]:
        index = open_timeline(path, cache)
        view = Explorer(index, outline=opened.outline_of(path, index.head)).atlas()
        index.close()
        return view.outline, view.trouble

    assert shown() == (Outline((POINTS,)), "")
    assert list(cache.iterdir())
    (tmp_path / "a.geojson").write_text(json.dumps(geometry("LineString", LINE[:2])))
    assert shown() == (Outline((POINTS[:2],)), "")
    assert check(path) == ()
    (tmp_path / "a.geojson").unlink()
    assert shown() == (None, f"{tmp_path / 'a.geojson'}: this file does not exist")
    (problem,) = check(path)
    assert (problem.line, problem.where, problem.key, problem.found) == (5, "[timeline]", "outline", '"a.geojson"')
    assert problem.remedy == f"{tmp_path / 'a.geojson'}: this file does not exist"


def test_without_an_outline_nothing_is_read() -> None:
    """A timeline that names none has none, and the map shows no trouble."""
    timeline = load.parse(TIMELINE.format("").encode(), "t.toml")
    assert opened.outline_of(None, timeline) is None


def test_the_shipped_outline_is_small_and_says_what_it_is(shipped_path: Path) -> None:
    """It is under 40 kB, covers every dot with room to spare, and its notice names its makers and implies no view."""
    name = load.load(shipped_path).meta.outline
    found = beside(shipped_path, name)
    assert (shipped_path.parent / name).stat().st_size < 40_000
    assert "Natural Earth" in found.notice
    assert "imply no view" in found.notice
    index = open_timeline(shipped_path, None)
    extent = Explorer(index).atlas().extent
    index.close()
    assert extent is not None
    lons, lats = zip(*(point for line in found.lines for point in line), strict=True)
    assert min(lons) < extent.west - 5 < extent.east + 5 < max(lons)
    assert min(lats) < extent.south - 5 < extent.north + 5 < max(lats)
    notice = (shipped_path.parent / "LICENSE").read_text(encoding="utf-8")
    assert name in notice
    assert "Natural Earth" in notice
