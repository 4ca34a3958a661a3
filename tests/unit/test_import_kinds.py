"""Datasets that are no text with a separator: JSON in its shapes, GeoJSON, workbooks, Parquet."""

from __future__ import annotations

import datetime
import json
import zipfile
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from cttui.errors import DatasetError
from cttui.imports import objects
from cttui.imports.made import text_of
from cttui.imports.reading import open_rows
from cttui.imports.report import Fault
from cttui.imports.rows import BATCH, Rows, parse
from cttui.imports.shapes import point_on


def read(path: Path) -> tuple[Rows, list[dict[str, str]], list[Fault]]:
    """All rows of a file by column, with what is promised of every file checked on the way."""
    found, faults = list[dict[str, str]](), list[Fault]()
    with open_rows(path) as opened:
        for batch in opened:
            assert parse("".join(batch.raw).encode(), opened.delimiter, len(opened.header.columns)) == batch.rows
            assert len(batch.rows) <= BATCH
            found += [dict(zip(opened.header.columns, row, strict=True)) for row in batch.rows]
            faults += batch.faults
    assert opened.taken == len(found)
    assert opened.left_out == sum(not fault.kept for fault in faults)
    assert [file.size for file in opened.files] == [path.stat().st_size]
    return opened, found, faults


def put(folder: Path, content: str) -> Path:
    """A file with some content; its name says nothing."""
    path = folder / "rows"
    path.write_text(content, encoding="utf-8")
    return path


OBJECTS = [
    {"id": 1, "note": "a\nb", "n": 2.5},
    {"id": 2, "more": {"x": [1, None]}, "flag": True},
    {"n": None, "id": "é"},
]
ROWS = [
    {"id": "1", "note": "a\nb", "n": "2.5", "more": "", "flag": ""},
    {"id": "2", "note": "", "n": "", "more": '{"x": [1, null]}', "flag": "true"},
    {"id": "é", "note": "", "n": "", "more": "", "flag": ""},
]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("\n".join(map(json.dumps, OBJECTS)), "jsonl"),
        (json.dumps(OBJECTS), "json"),
        (json.dumps(OBJECTS, indent=2), "json"),
        (json.dumps({"status": 200, "data": OBJECTS}), "json"),
        (json.dumps({"about": {"data": [1]}, "count": 3, "data": OBJECTS}, indent=1), "json"),
    ],
)
def test_objects(tmp_path: Path, content: str, kind: str) -> None:
    """A line an object, a list, or a list in an object: the columns are all keys, and what is nested stands as JSON."""
    opened, found, faults = read(put(tmp_path, content))
    assert (opened.kind, found, faults) == (kind, ROWS, [])


def test_lines_that_are_no_objects(tmp_path: Path) -> None:
    """A line that is no object is left out with its number; a control character in a text is removed and told."""
    content = '{"a": 1}\n\n[2]\n{"a": \n{"a": "x\\u0000y"}\n' + "[" * 100_000 + '\n{"a": "\\ud800"}\n{"b": ""}\n'
    _, found, faults = read(put(tmp_path, content))
    assert found == [{"a": "1", "b": ""}, {"a": "xy", "b": ""}, {"a": "\ufffd", "b": ""}]
    assert [(fault.line, fault.row, fault.kept) for fault in faults] == [
        (3, 2, False), (4, 3, False), (5, 4, True), (6, 5, False), (7, 6, True), (8, 7, False),
    ]  # fmt: skip
    assert faults[0].reason == "is not a JSON object: [2]"
    assert faults[1].reason.startswith("is not JSON (Expecting value")


@pytest.mark.parametrize("at", [1, 7, 20])
def test_a_document_cut_off(tmp_path: Path, at: int) -> None:
    """Of a list that is cut off, what is whole is kept, and the object in which the file ends is left out."""
    content = json.dumps({"data": OBJECTS})[:-at]
    _, found, faults = read(put(tmp_path, content))
    assert len(found) == (3 if at == 1 else 2)
    assert [fault.reason for fault in faults] == ["the file ends within this record; what follows was not read"] * (at > 2)


@pytest.mark.parametrize("lines", [False, True])
def test_a_number_of_thousands_of_digits_costs_no_other_row(tmp_path: Path, lines: bool) -> None:
    """Python takes no whole number that long: its cell is text, and its row and all behind it are read."""
    one, two, *rest = OBJECTS
    texts = [json.dumps(one), f'{json.dumps(two)[:-1]}, "long": {"7" * 6_000}}}', *map(json.dumps, rest)]
    _, found, faults = read(put(tmp_path, "\n".join(texts) if lines else f"[{', '.join(texts)}]"))
    assert (len(found), list(faults)) == (len(OBJECTS), [])


@pytest.mark.parametrize("block", [16, 33, 1 << 16])
@pytest.mark.parametrize("lines", [False, True])
def test_a_value_that_is_nested_too_deeply_costs_no_other_row(tmp_path: Path, lines: bool, block: int) -> None:
    """Its row is left out with the reason, whatever brackets and backslashes its strings hold; those behind it are read."""
    deep = '{"a": "]}\\\\\\"[", "deep": ' + "[" * 100_000 + '"\\\\"' + "]" * 100_000 + "}"
    texts = [json.dumps(OBJECTS[0]), deep, *map(json.dumps, OBJECTS[1:])]
    with patch.object(objects, "BLOCK", block):
        _, found, faults = read(put(tmp_path, "\n".join(texts) if lines else f"[{', '.join(texts)}]"))
    assert found == ROWS
    ((row, reason),) = ((fault.row, fault.reason) for fault in faults)
    assert row == 2
    assert "it is nested too deeply" in reason


def test_a_value_that_is_nested_too_deeply_and_cut_off(tmp_path: Path) -> None:
    """Where the file ends within it, it is told as any other row that is cut off."""
    _, found, faults = read(put(tmp_path, '[{"a": 1}, ' + "[" * 100_000))
    assert found == [{"a": "1"}]
    assert [fault.reason for fault in faults] == ["the file ends within this record"]


def test_no_objects(tmp_path: Path) -> None:
    """JSON without a list of objects is refused with what was expected."""
    with pytest.raises(DatasetError, match="has no list of objects; expected a list, or a member 'features' or 'data'"):
        open_rows(put(tmp_path, '{\n"a": 1}'))
    with pytest.raises(DatasetError, match="has no JSON objects"):
        open_rows(put(tmp_path, '{"features": [1, 2]}'))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.thorough
@given(
    found=st.lists(st.dictionaries(st.text(max_size=4), JSON, max_size=4), min_size=1, max_size=5),
    indent=st.sampled_from([None, 1]),
    block=st.sampled_from([16, 33, 1 << 16]),
    cut=st.integers(0, 30),
)
@settings(max_examples=200, deadline=None)
def test_documents_piece_by_piece(found: list[dict[str, object]], indent: int | None, block: int, cut: int) -> None:
    """A document is read alike in pieces of any size; whatever its keys and values are, and wherever it is cut, rows add up."""
    content = json.dumps({"features": found}, indent=indent)
    content = content[: len(content) - cut]
    with TemporaryDirectory() as folder, patch.object(objects, "BLOCK", block):
        path = put(Path(folder), content)
        try:
            _, rows, faults = read(path)
        except DatasetError:
            assert cut or not any(found)
            return
    assert cut or len(rows) + sum(not fault.kept for fault in faults) == len(found)


def feature(geometry: object, **properties: object) -> dict[str, object]:
    """A feature of GeoJSON."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_features(tmp_path: Path) -> None:
    """Properties are columns; the point of a geometry, the geometry and the id of a feature are columns of their own."""
    collection = {
        "type": "FeatureCollection",
        "name": "places",
        "features": [
            {**feature({"type": "Point", "coordinates": [37.2, 36.2]}, name="Aleppo", n=1), "id": "x1"},
            feature(None, name="nowhere"),
            feature({"type": "LineString", "coordinates": [[1, 2], [3, 4], [5, 6]]}, **{"feature id": "own"}),
        ],
    }
    for content in (json.dumps(collection), "\n".join(json.dumps(one) for one in collection["features"])):
        opened, found, faults = read(put(tmp_path, content))
        assert opened.kind == "geojson"
        assert not faults
        assert [row["feature id"] for row in found] == ["x1", "", ""]
        assert [row["name"] for row in found] == ["Aleppo", "nowhere", ""]
        assert [(row["feature longitude"], row["feature latitude"]) for row in found] == [
            ("37.2", "36.2"),
            ("", ""),
            ("3", "4"),
        ]
        assert found[2]["feature id (2)"] == "own"
        assert found[0]["feature geometry"] == '{"type": "Point", "coordinates": [37.2, 36.2]}'


def test_a_geometry_without_degrees_is_told(tmp_path: Path) -> None:
    """A feature whose position cannot be read is kept and told of; one that says that it has none is not."""
    geometries = (
        {"type": "Point", "coordinates": ["70.1", 34]}, {"type": "Point", "coordinates": []}, None,
        {"type": "GeometryCollection", "geometries": []}, {"type": "Point", "coordinates": [70.1, 34]},
    )  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": [None, *(feature(one, n=1) for one in geometries)]})
    _, found, faults = read(put(tmp_path, content))
    assert len(found) == len(geometries)
    assert [(fault.row, fault.reason, fault.kept) for fault in faults] == [
        (1, "is not a JSON object: null", False),
        (2, "its geometry has no degrees that can be read, so no point is kept", True),
    ]


@pytest.mark.parametrize(
    ("geometry", "point"),
    [
        ({"type": "Point", "coordinates": [1, 2, 3]}, (1, 2)),
        ({"type": "Point", "coordinates": []}, None),
        ({"type": "Point", "coordinates": ["1", 2]}, None),
        ({"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]}, (1, 2)),
        ({"type": "MultiLineString", "coordinates": [[[0, 0]], [[1, 1], [2, 2], [3, 3]]]}, (2, 2)),
        ({"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}, (2, 2)),
        # a ring with a hole in its middle, and one like the letter U
        ({"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 4], [0, 4]], [[1, 1], [5, 1], [5, 3], [1, 3]]]}, (7, 2)),
        ({"type": "Polygon", "coordinates": [[[0, 0], [5, 0], [5, 4], [4, 4], [4, 1], [2, 1], [2, 4], [0, 4]]]}, (1, 2)),
        ({"type": "Polygon", "coordinates": []}, None),
        ({"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1]]], [[[0, 0], [4, 0], [4, 4], [0, 4]]]]}, (2, 2)),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point"}, {"type": "Point", "coordinates": [5, 6]}]}, (5, 6)),
        ({"type": "Blob", "coordinates": 1}, None),
        ("POINT (1 2)", None),
    ],
)  # fmt: skip
def test_points_of_geometries(geometry: object, point: tuple[float, float] | None) -> None:
    """A point stands for every geometry: itself, a line's middle vertex, a point within a polygon; none for what is broken."""
    assert point_on(geometry) == point


def workbook(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    """A workbook with some sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets:
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    book.save(path)
    return path


def test_workbooks(tmp_path: Path) -> None:
    """The first sheet with rows is read: whole numbers without a point, days as ISO 8601; the others are named."""
    day, moment = datetime.date(2016, 2, 3), datetime.datetime(2016, 2, 3, 4, 5)  # noqa: DTZ001 - a workbook knows no zones
    path = workbook(
        tmp_path / "x.csv",
        ("empty", []),
        ("data", [["eventid", "day", "at", "n", None], [197000000001, day, moment, 2.5], [], [2, None, "x", True, "beyond"]]),
        ("notes", [["a"], ["b"]]),
    )
    opened, found, faults = read(path)
    assert found == [
        {"eventid": "197000000001", "day": "2016-02-03", "at": "2016-02-03T04:05:00", "n": "2.5"},
        {"eventid": "2", "day": "", "at": "x", "n": "true"},
    ]
    assert [(fault.line, fault.row, fault.reason) for fault in faults] == [
        (4, 2, "has 5 cells for 4 columns; beyond the last column: 'beyond'")
    ]
    assert opened.notes == ["Sheet 'data' was read; others were not: 'notes'."]


def test_archives_that_are_no_workbooks(tmp_path: Path) -> None:
    """An archive of something else, and a broken workbook, are refused in a sentence."""
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.csv", "a,b\n")
    with pytest.raises(DatasetError, match=r"^x.zip is a ZIP archive; unpack it first$"):
        open_rows(path)
    whole = workbook(tmp_path / "y.xlsx", ("data", [["a"], [1]])).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DatasetError, match=r"^x.zip is not a workbook that can be read \("):
        open_rows(path)


def test_parquet(tmp_path: Path) -> None:
    """Every type of column becomes text, whatever it nests."""
    path = tmp_path / "x"
    table = pa.table(
        {
            "id": [1, 2],
            "n": pa.array([3.0, None]),
            "day": pa.array([datetime.date(2016, 2, 3), None]),
            "at": pa.array([1_454_472_245_000_000_001, None], pa.timestamp("ns")),
            "sum": pa.array([Decimal("1.50"), None]),
            "names": pa.array([["a", "b"], None]),
            "where": pa.array([{"x": 1}, None]),
        }
    )
    parquet.write_table(table, path)
    opened, found, faults = read(path)
    assert (opened.kind, faults) == ("parquet", [])
    assert list(found[0].values()) == ["1", "3", "2016-02-03", "2016-02-03T04:04:05", "1.50", '["a", "b"]', '{"x": 1}']
    assert list(found[1].values()) == ["2", "", "", "", "", "", ""]
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DatasetError, match="is not Parquet that can be read"):
        open_rows(path)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.0, "2"),
        (float("nan"), ""),
        (1e300, "1e+300"),
        (False, "false"),
        (b"\xff", "\ufffd"),
        (datetime.time(4, 5), "04:05:00"),
    ],
)
def test_values_as_text(value: object, text: str) -> None:
    """A value of any file is the text that a person would write for it."""
    assert text_of(value) == text
