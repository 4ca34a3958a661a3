"""GDELT's events: what a row becomes, and files without a header, with 61, 58 or 57 columns."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from cttui.imports.events import event_of, header_of, sources_of
from cttui.imports.gdelt import GDELT, LAYOUT, LAYOUTS
from cttui.imports.registry import recognise
from cttui.imports.report import Report
from cttui.model.records import CodedEvent
from cttui.store.importing import imported
from cttui.store.opening import open_path

CELLS = {
    "GLOBALEVENTID": "410412347", "SQLDATE": "20310503", "MonthYear": "203105", "Year": "2031", "FractionDate": "2031.3370",
    "Actor1Code": "ARCCOP", "Actor1Name": "POLICE", "Actor1CountryCode": "ARC", "Actor1Type1Code": "COP",
    "Actor2Name": "PROTESTER", "Actor2Type1Code": "OPP", "IsRootEvent": "1", "EventCode": "193", "EventBaseCode": "193",
    "EventRootCode": "19", "QuadClass": "4", "GoldsteinScale": "-10", "NumMentions": "6", "NumSources": "1",
    "NumArticles": "6", "AvgTone": "-4.21052631578947", "Actor1Geo_Type": "4", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Northport, North Province, Arcadia", "ActionGeo_CountryCode": "AR", "ActionGeo_ADM1Code": "AR01",
    "ActionGeo_Lat": "12.5", "ActionGeo_Long": "-7.25", "ActionGeo_FeatureID": "-3378435", "DATEADDED": "20310503",
    "SOURCEURL": "https://www.herald.example/2031/05/shots?x=1",
}  # fmt: skip


def row(layout: tuple[str, ...] = LAYOUT, **cells: str) -> list[str]:
    """A row of a release, with some cells of ours replaced."""
    known = {**CELLS, **cells}
    return [known.get(column, "") for column in layout]


def event(**cells: str) -> CodedEvent:
    """The event of a row."""
    return event_of(GDELT, header_of(LAYOUT), row(LAYOUT, **cells), 1)


def test_the_columns_are_those_of_the_codebook() -> None:
    """Releases have 61, 58 and 57 columns; the place of the event stands at the same names in all."""
    assert list(map(len, LAYOUTS)) == [61, 58, 57]
    assert all(CELLS.keys() - {"SOURCEURL"} <= set(layout) for layout in LAYOUTS)


def test_an_event() -> None:
    """A row becomes what was done, between whom, where and when, with the article that it was made of."""
    made = event()
    assert (made.id, made.date, made.kind) == ("gdelt-410412347", "2031-05-03", "battle")
    assert made.title == "Fight, POLICE, PROTESTER, Northport"
    assert made.actors == ("POLICE", "PROTESTER")
    assert made.provinces == ("North Province (Arcadia)",)
    assert made.place is not None
    assert (made.place.name, made.place.lat, made.place.lon, made.place.precision) == ("Northport", 12.5, -7.25, "town")
    assert dict(made.coded)["country"] == "Arcadia"
    (source,) = sources_of(GDELT, header_of(LAYOUT), row())
    assert (source.publisher, source.url) == ("herald.example", CELLS["SOURCEURL"])


@pytest.mark.parametrize(
    ("kind", "called", "unit", "country", "placed"),
    [
        ("1", "Arcadia", "", "Arcadia", False),
        ("2", "Texas, United States", "Texas (United States)", "United States", True),
        ("5", "North Province, Arcadia", "North Province (Arcadia)", "Arcadia", True),
        ("3", "Dallas, Texas, United States", "Texas (United States)", "United States", True),
        ("4", "Northport, Arcadia", "", "Arcadia", True),
        ("", "", "", "", False),
    ],
)
def test_places(kind: str, called: str, unit: str, country: str, placed: bool) -> None:
    """The full name ends with the country and before it the first-level unit; a point for a whole country is no place."""
    made = event(ActionGeo_Type=kind, ActionGeo_FullName=called)
    assert made.provinces == ((unit,) if unit else ())
    assert dict(made.coded).get("country", "") == country
    assert bool(made.place and made.place.lat is not None) == placed


@pytest.mark.parametrize("width", [61, 58, 57])
def test_a_file_without_a_header(tmp_path: Path, width: int) -> None:
    """A file as GDELT publishes it is recognised by the shape of its rows, and none of them is taken for a header."""
    (layout,) = (one for one in LAYOUTS if len(one) == width)
    path, store, report = tmp_path / "20310503.export.CSV", tmp_path / "x.cttui", Report()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerows(row(layout, GLOBALEVENTID=str(n), SQLDATE=f"203105{n:02}") for n in range(1, 20))
    imported([path], store, report=report)
    index = open_path(store, None)
    assert index.count == 19
    assert [one.date for one in index.events([0, 18])] == ["2031-05-01", "2031-05-19"]
    assert report.notes == ["There is no header; the columns are those of GDELT, in the order of its releases."]
    assert report.mended == report.left_out == 0


def test_a_file_with_a_header() -> None:
    """A table with GDELT's names of columns is recognised, whatever else it has."""
    assert recognise(header_of(["more", *LAYOUT[:40], "SOURCEURL"])) is GDELT


def test_codes_have_words() -> None:
    """Codes of the row have the words of the codebooks beside them, with the zero before them or without."""
    assert GDELT.meanings
    said = {column: GDELT.meanings[column.lower()](CELLS[column]) for column in ("EventCode", "EventRootCode", "QuadClass")}
    assert said == {"EventCode": "a form of: fight", "EventRootCode": "fight", "QuadClass": "material conflict"}
    root = GDELT.meanings["eventcode"]
    assert {root(code) for code in ("042", "42", "040")} == {"a form of: consult"}
    assert (root("0231"), root("231"), root("1951"), root("---")) == (*(["a form of: appeal"] * 2), "a form of: fight", "")
