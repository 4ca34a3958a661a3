"""Exports that went through other programs before they came: R, pandas, a spreadsheet, somebody's selection of columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from cttui.imports.acled import ACLED
from cttui.imports.format import Format
from cttui.imports.ged import GED
from cttui.imports.gtd import GTD
from cttui.imports.known import by_id
from cttui.imports.reading import open_rows
from cttui.imports.report import Report
from cttui.imports.sheets import arrow_and_parquet
from cttui.imports.suggest import suggested
from cttui.model.records import Event
from cttui.store.importing import imported
from cttui.store.named import provenance_of
from cttui.store.opening import open_path
from datasets import COLUMNS, coded, event, faults, row, sources


def held(folder: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[Path, Report]:
    """A store of some rows, and what its import said."""
    path, store, report = folder / "rows.csv", folder / "x.cttui", Report()
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    imported([path], store, report=report)
    return store, report


def kept(folder: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[list[Event], Report]:
    """The events of some rows, as their store gives them in the order of the file, and what the import said."""
    store, report = held(folder, columns, rows)
    index = open_path(store, None)
    return sorted(index.events(range(index.count)), key=lambda one: one.id), report


def table(form: Format, *changed: Mapping[str, str]) -> list[list[str]]:
    """Rows of a format, each with some cells of its own."""
    return [row(form, **{form.ident: f"{n}", **cells}) for n, cells in enumerate(changed, 1)]


@pytest.mark.parametrize("gone", ["NA", "nan", "NaN", "NULL", "None", "<NA>", "#N/A", "\\N", ".", "-"])
def test_what_stands_for_no_value_is_none(gone: str) -> None:
    """What a program writes for a missing value becomes no party, place, target, figure or source, and nothing is mended."""
    columns = "actor2 assoc_actor_1 admin1 admin2 civilian_targeting fatalities latitude longitude source tags notes"
    cells = dict.fromkeys(columns.split(), gone)
    made = event(ACLED, **cells)
    assert faults(ACLED, **cells) == []
    assert made.actors == ("Military Forces of Arcadia",)
    assert (coded(made, "target"), made.claims, made.provinces, made.tags, made.summary) == ([], (), (), (), "")
    assert made.place is not None
    assert (made.place.district, made.place.lat) == ("", None)
    assert sources(ACLED, source=gone) == ()


def test_a_missing_value_of_other_datasets_is_none() -> None:
    """A missing first-level unit, article or approximate date of UCDP GED and GTD is none, too."""
    assert event(GED, adm_1="NA").provinces == ()
    assert sources(GED, source_article="NA", source_office="NA") == ()
    assert "~" not in event(GTD, approxdate="NA").date
    assert faults(GTD, nkill="NA", nkillter="NA", nwound="NA", nwoundte="NA") == []
    assert sources(GTD, scite1="NA", scite2="NA", scite3="NA") == ()


def test_a_name_that_only_looks_like_none_stays() -> None:
    """Nan is a province of Thailand, and Na a name: only what programs write is no value."""
    assert event(GED, adm_1="Nan").provinces == ("Nan (Arcadia)",)
    assert event(ACLED, actor2="Na").actors[1] == "Na"


@pytest.mark.parametrize(
    ("form", "days", "dates", "told"),
    [
        (ACLED, ["05/03/2031", "18/04/2031"], ["2031-03-05", "2031-04-18"], "the day first, as 18/04/2031 shows"),
        (ACLED, ["5/3/2031", "4/18/2031"], ["2031-05-03", "2031-04-18"], "the month first, as 4/18/2031 shows"),
        (ACLED, ["05.03.31", "18.04.31"], ["2031-03-05", "2031-04-18"], "the day first, as 18.04.31 shows"),
        (GED, ["5/3/2031 0:00", "4/18/2031 0:00"], ["2031-05-03", "2031-04-18"], "the month first, as 4/18/2031 0:00 shows"),
        (ACLED, ["5-Mar-31", "30-Sept-31"], ["2031-03-05", "2031-09-30"], ""),
        (ACLED, ["2031/3/5", "2031/09/30"], ["2031-03-05", "2031-09-30"], ""),
    ],
)  # fmt: skip
def test_days_that_a_spreadsheet_wrote(tmp_path: Path, form: Format, days: list[str], dates: list[str], told: str) -> None:
    """Days in another order are read in the one that the file itself shows, which the report says; the store keeps it."""
    rows = table(form, *({**dict.fromkeys(form.days, day)} for day in days))
    events, report = kept(tmp_path, COLUMNS[form.id], rows)
    assert [one.date for one in events] == dates
    assert report.mended == report.left_out == 0
    assert report.notes == ([f"Days are written with {told}."] if told else [])
    about = provenance_of(tmp_path / "x.cttui")
    assert about is not None
    again = by_id(about.format)
    assert again is not None
    assert (again.id, bool(again.order)) == (form.id, bool(told))


def test_days_of_which_none_shows_the_order(tmp_path: Path) -> None:
    """If no day of a file is past the twelfth, the day is taken to come first, and it is told that this is a guess."""
    events, report = kept(tmp_path, COLUMNS["acled"], table(ACLED, {"event_date": "05/03/2031"}))
    assert events[0].date == "2031-03-05"
    told = "Days are written like 05/03/2031, and none shows whether day or month comes first; they are read day first."
    assert report.notes == [told]
    assert told in open_path(tmp_path / "x.cttui", None).head.meta.method


def test_a_day_against_the_order_is_told(tmp_path: Path) -> None:
    """A day that does not fit the order of its file is not turned round: its event has the year, and the report says why."""
    days = ["18/04/2031", "04/18/2031"]
    events, report = kept(tmp_path, COLUMNS["acled"], table(ACLED, *({"event_date": day} for day in days)))
    assert [one.date for one in events] == ["2031-04-18", "2031"]
    assert report.mended == 1
    assert "event_date 04/18/2031 is not a date; the event is dated 2031" in [fault.reason for fault in report.first]


def test_columns_of_older_releases(tmp_path: Path) -> None:
    """Figures of old releases of UCDP GED and allies of old ones of ACLED stand in columns of other names."""
    older = {"low": "low_est", "best": "best_est", "high": "high_est"}
    columns = [older.get(name, name) for name in COLUMNS["ucdp-ged"]]
    events, report = kept(tmp_path, columns, table(GED, {"low": "2", "best": "3", "high": "9"}))
    assert [(one.min, one.best, one.max) for one in events[0].claims] == [(2, 3, 9)]
    columns = [name.replace("assoc_", "ally_").upper() for name in COLUMNS["acled"]]
    events, _ = kept(tmp_path, columns, table(ACLED, {"assoc_actor_1": "Guard; Customs"}))
    assert set(events[0].actors) >= {"Guard", "Customs"}
    assert report.mended == 0


@pytest.mark.parametrize(
    ("form", "columns"),
    [
        (ACLED, "event_id_cnty event_date event_type country location latitude longitude fatalities"),
        (ACLED, "event_date event_type sub_event_type country"),
        (ACLED, "Event_ID_cnty EVENT_DATE event_type"),
        (GED, "id type_of_violence side_a side_b date_start date_end best"),
    ],
)
def test_some_columns_of_a_release(tmp_path: Path, form: Format, columns: str) -> None:
    """What somebody cut out of an export is of its format, as long as it has the columns that nobody else has."""
    names = columns.split()
    cells = dict(zip(COLUMNS[form.id], row(form), strict=True))
    store, _ = held(tmp_path, names, [[cells[name.lower()] for name in names]])
    about = provenance_of(store)
    assert about is not None
    assert (about.format, about.kept) == (form.id, 1)


def test_numbers_as_people_write_them() -> None:
    """Figures with commas between thousands and coordinates with decimal commas are the numbers that they are."""
    assert event(ACLED, fatalities="1,234").claims[0].value == 1234
    place = event(ACLED, latitude="12,5", longitude="-7,25").place
    assert place is not None
    assert (place.lat, place.lon) == (12.5, -7.25)
    assert faults(ACLED, fatalities="1,234", latitude="12,5", longitude="-7,25") == []
    assert faults(ACLED, fatalities="1,23") == ["fatalities 1,23 is not a number of people; the event has no such figure"]


@pytest.mark.parametrize("cell", ["1.234", "1.000", "1.5", "1.234.567"])
@pytest.mark.parametrize(("form", "column"), [(ACLED, "fatalities"), (GED, "best")])
def test_nobody_is_a_part_of_a_person(form: Format, column: str, cell: str) -> None:
    """Where a dataset counts whole people, a point that may part thousands makes no fraction of them, and is told."""
    assert faults(form, **{column: cell}) == [f"{column} {cell} is not a number of people; the event has no such figure"]
    assert faults(form, **{column: "3.0"}) == []
    assert faults(GTD, nkill="1.5") == []


def test_what_stands_above_a_table_is_passed_over(tmp_path: Path) -> None:
    """Titles and notes above the header are no record, and the report says how many lines they are; a narrow file has none."""
    head, body = "id;day;town;state;killed\n", "1;2024-01-02;Ayd, by the sea;Sul, north;3\n" * 3
    path = tmp_path / "rows.csv"
    path.write_text("Incidents, 2024\n\nSee the terms\n" + head + body, encoding="utf-8")
    with open_rows(path) as rows:
        assert rows.header.columns == ("id", "day", "town", "state", "killed")
        assert [line for batch in rows for line in batch.lines] == [5, 6, 7]
        assert rows.notes == ["3 lines stand above the header and are no record: 'Incidents, 2024'."]
    for plain in (head + body, "id;text\n" + "1;a, b, c, d, e, f\n" * 9, "text\na\nb\n"):
        path.write_text(plain, encoding="utf-8")
        with open_rows(path) as rows:
            assert rows.header.columns == tuple(plain.split("\n")[0].split(";"))


@pytest.mark.parametrize(
    "text",
    [
        "Incidents;;;;\n;;;;\n{head}" + "1;2024-01-02;Ayd;Sul;3\n" * 3,
        "Incidents\n\n{head}" + "1;2024-01-02;Ayd;Sul;3\n" * 3,
        "Incidents\n\n{head}" + '1;2024-01-02;"Ayd\nby\nthe\nsea";Sul;3\n' * 3,
        "Incidents\n\n{head}" + '1;2024-01-02;"Ayd;Sul;3\n' + "1;2024-01-02;Ayd;Sul;3\n" * 3,
    ],
    ids=["as wide as the table", "without commas", "cells of several lines", "open quotation mark"],
)
def test_a_title_above_any_table(text: str, tmp_path: Path) -> None:
    """A title is passed over whether a spreadsheet has filled its line up or not, and however many lines the rows have."""
    path = tmp_path / "rows.csv"
    path.write_text(text.format(head="id;day;town;state;killed\n"), encoding="utf-8")
    with open_rows(path) as rows:
        assert rows.header.columns == ("id", "day", "town", "state", "killed")
        assert {(row[0], row[-1]) for batch in rows for row in batch.rows} == {("1", "3")}
        assert rows.notes[0] == "2 lines stand above the header and are no record: 'Incidents'."


def test_a_workbook_that_begins_with_something_else(tmp_path: Path) -> None:
    """Of several sheets the one with a known format's columns is read, below its title, and days in text are read in order."""
    path, store, report = tmp_path / "x.xlsx", tmp_path / "x.cttui", Report()
    with xlsxwriter.Workbook(path) as book:
        cover, data = book.add_worksheet("Read me"), book.add_worksheet("Data")
        cover.write_column(0, 0, ["Incidents", "See the terms"])
        data.write(0, 0, "Incidents, 2031")
        for n, cells in enumerate(
            [COLUMNS["acled"], *table(ACLED, {"event_date": "18/04/2031"}, {"event_date": "05/03/2031"})], 2
        ):
            data.write_row(n, 0, cells)
    imported([path], store, report=report)
    index = open_path(store, None)
    assert [one.date for one in index.events(range(index.count))] == ["2031-03-05", "2031-04-18"]
    assert report.notes == [
        "2 lines stand above the header and are no record: 'Incidents, 2031'.",
        "Sheet 'Data' was read; others were not: 'Read me'.",
        "Days are written with the day first, as 18/04/2031 shows.",
    ]


@pytest.mark.parametrize(("above", "left"), [(0, 0), (1, 0), (4, 2)])
@pytest.mark.parametrize("title", ["", "Incidents"])
def test_a_sheet_that_begins_further_down(above: int, left: int, title: str, tmp_path: Path) -> None:
    """Lines of a workbook are the sheet's own, wherever its table begins, and empty lines above it are nothing to be told."""
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write(above, left, title)
        for n, cells in enumerate([COLUMNS["acled"], *table(ACLED, {}, {})], above + bool(title)):
            sheet.write_row(n, left, cells)
    with open_rows(path) as rows:
        assert [(list(batch.lines), batch.read) for batch in rows] == [
            ([above + bool(title) + 2, above + bool(title) + 3], path.stat().st_size)
        ]
    said = "line stands above the header and is" if above + bool(title) == 1 else "lines stand above the header and are"
    assert rows.notes == ([f"{above + 1} {said} no record: 'Incidents'."] if title else [])


def test_a_year_of_two_digits_has_been() -> None:
    """A year of two digits is never far in the future: datasets tell of what happened."""
    assert event(ACLED, event_date="9-Feb-68").date == "1968-02-09"
    assert event(ACLED, event_date="9-Feb-25").date == "2025-02-09"


def test_names_of_columns_in_other_languages(tmp_path: Path) -> None:
    """A table in Spanish or French is suggested a mapping with its date, place and figures, missing values or not."""
    path = tmp_path / "sucesos.csv"
    path.write_text(
        "Fecha;Departamento;Municipio;Latitud;Longitud;Muertos;Heridos;Descripción;Fuente\n"
        "13/02/2031;Norte;Ayd;6,24;-75,58;3;NA;Un incidente en el barrio;Heraldo\n"
        "02/03/2031;Sur;Bel;2,95;-76,27;0;4;Otro;Gaceta\n",
        encoding="utf-8",
    )
    said = suggested(path)
    for line in ('column = "Fecha"', 'province = "Departamento"', 'lat = "Latitud"', 'value = "Muertos"', 'value = "Heridos"'):
        assert line in said.splitlines()


def test_an_export_as_geojson_has_its_places(tmp_path: Path) -> None:
    """Features that are rows of a known format, with their coordinates in the geometry alone, have these as their place."""
    path, store = tmp_path / "x.geojson", tmp_path / "x.cttui"
    cells = {"event_id_cnty": "ARC1", "event_date": "2031-05-02", "event_type": "Battles", "location": "Northport"}
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [-7.25, 12.5]}, "properties": cells}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    imported([path], store)
    (made,) = open_path(store, None).events([0])
    assert made.place is not None
    assert (made.id, made.place.lat, made.place.lon) == ("acled-ARC1", 12.5, -7.25)


def features(*properties: Mapping[str, object]) -> str:
    """GeoJSON of features without a place."""
    found = [{"type": "Feature", "geometry": None, "properties": one} for one in properties]
    return json.dumps({"type": "FeatureCollection", "features": found})


@pytest.mark.parametrize("kind", ["lines", "list", "geojson", "parquet"])
def test_days_of_a_spreadsheet_in_another_kind_of_file(tmp_path: Path, kind: str) -> None:
    """Days in another order are read in it whatever the file is that has them."""
    path, store, report = tmp_path / "x", tmp_path / "x.cttui", Report()
    days = "5/3/2031", "4/18/2031"
    cells = [{"event_id_cnty": f"ARC{n}", "event_date": day, "event_type": "Battles"} for n, day in enumerate(days)]
    if kind == "parquet":
        arrow, parquet = arrow_and_parquet()
        parquet.write_table(arrow.Table.from_pylist(cells), path)
    else:
        written = {"lines": "\n".join(map(json.dumps, cells)), "list": json.dumps(cells), "geojson": features(*cells)}
        path.write_text(written[kind], encoding="utf-8")
    imported([path], store, report=report)
    index = open_path(store, None)
    assert [one.date for one in index.events(range(index.count))] == ["2031-04-18", "2031-05-03"]
    assert report.notes == ["Days are written with the month first, as 4/18/2031 shows."]


@pytest.mark.parametrize(
    ("days", "dates", "told"),
    [
        (
            [1927843200000, 1927857906789],
            ["2031-02-03", "2031-02-03T04:05:06Z"],
            "counted in milliseconds since 1970, as 1927843200000 shows",
        ),
        (
            [1927843200, 1927857906],
            ["2031-02-03", "2031-02-03T04:05:06Z"],
            "counted in seconds since 1970, as 1927843200 shows",
        ),
        (["5/3/2031", "18/4/2031"], ["2031-03-05", "2031-04-18"], "written with the day first, as 18/4/2031 shows"),
        (["2031-02-03", "2031-02-03T04:05:06Z"], ["2031-02-03", "2031-02-03T04:05:06Z"], ""),
        ([20310203, 20310204], ["2031-02-03", "2031-02-04"], ""),
    ],
)  # fmt: skip
def test_days_of_geojson(tmp_path: Path, days: list[str | int], dates: list[str], told: str) -> None:
    """The days of features may be counted, as programs of maps do it, or stand in another order; the store keeps which."""
    path, store, report = tmp_path / "x.geojson", tmp_path / "x.cttui", Report()
    path.write_text(features(*({"title": f"E{n}", "date": day} for n, day in enumerate(days))), encoding="utf-8")
    imported([path], store, report=report)
    index = open_path(store, None)
    assert [one.date for one in index.events(range(index.count))] == dates
    assert report.notes == ([f"Days are {told}."] if told else [])
    assert report.mended == 0


def test_days_that_a_program_counted(tmp_path: Path) -> None:
    """The rows of a known format that became JSON with counted days have these days."""
    path, store, report = tmp_path / "x.json", tmp_path / "x.cttui", Report()
    rows = [{"event_id_cnty": "ARC1", "event_date": 1927843200000, "event_type": "Battles", "timestamp": 1930000000}]
    path.write_text(json.dumps(rows), encoding="utf-8")
    imported([path], store, report=report)
    (made,) = open_path(store, None).events([0])
    assert made.date == "2031-02-03"
    assert report.mended == 0
