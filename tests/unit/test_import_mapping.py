"""Datasets by a mapping: what a mapping may say, what its format makes of rows, and a first one from a file itself."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import pickle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cttui.errors import DatasetError, MappingError
from cttui.imports import dateforms, mapping
from cttui.imports.by_mapping import format_of
from cttui.imports.events import event_of, header_of, said_of, sources_of
from cttui.imports.geojson import GEOJSON
from cttui.imports.mapping import Mapping, check, columns_of, parse
from cttui.imports.reading import open_rows
from cttui.imports.registry import recognise
from cttui.imports.suggest import suggested
from cttui.imports.timesketch import TIMESKETCH
from cttui.model import dates
from cttui.model.records import CodedEvent

WHOLE = """
[dataset]
title = "Harbour incidents"
publisher = "Harbour watch"
standpoint = "think-tank"
url = "https://example.org/harbour"
licence = "CC-BY-4.0"
decimal = ","

[event]
id = "No"
prefix = "hw-"
title = ["Type", "Town"]
joined = " in "
summary = "What"
texts = ["Remarks", "What"]

[date]
column = ["Day", "Reported"]
end = "Until"
form = "day-month-year"

[kind]
column = "Type"
default = "statement"
[kind.values]
"Armed clash" = "battle"

[place]
name = "Town"
district = "District"
province = "State"
country = "Land"
region = "Region"
lat = "Y"
lon = "X"
precision = "district"

[facets]
actors = ["Who", "Whom"]
tags = "Tags"
category = "Type"
conflict = "Conflict"
dyad = "Dyad"
target = "Target"
weapon = "Weapon"
separator = ";"

[[figure]]
measure = "killed"
low = "Low"
best = "Best"
high = "High"

[[figure]]
measure = "injured"
who = "soldiers"
value = "Hurt"
unknown = [-9]

[[source]]
title = "Headline"
publisher = "Paper"
url = "Link"
date = "Printed"
form = "%d %b %Y"
"""
_COLUMNS = """
No Type Town What Remarks Day Reported Until District State Land Region Y X Who Whom Tags Conflict Dyad Target Weapon Low Best
High Hurt Headline Paper Link Printed
"""
COLUMNS = _COLUMNS.split()
ROW = {
    "No": "7", "Type": "Armed clash", "Town": "Azaz", "What": "They fought.", "Day": "3.2.2031", "Until": "05/02/31",
    "District": "Azaz district", "State": "Aleppo", "Land": "Arcadia", "Region": "East", "Y": "36,5", "X": "37", "Who": "A; B",
    "Whom": "C", "Tags": "t", "Low": "1", "Best": "2", "High": "1.003", "Hurt": "4", "Headline": "Fight", "Paper": "Herald",
    "Link": "https://example.org/1", "Printed": "04 Feb 2031",
}  # fmt: skip


def made(text: str, row: dict[str, str]) -> CodedEvent:
    """The event that a row becomes by a mapping, the row's keys being the columns."""
    return event_of(format_of(parse(text.encode(), "m.toml")), header_of(list(row)), list(row.values()), 1)


def test_every_key() -> None:
    """Each key of a mapping makes of its columns what it says."""
    row = {column: ROW.get(column, "") for column in COLUMNS}
    event = made(WHOLE, row)
    assert (event.id, event.title, event.summary, event.kind) == ("hw-7", "Armed clash in Azaz", "They fought.", "battle")
    assert event.date == "2031-02-03/2031-02-05"
    assert event.actors == ("A", "B", "C")
    assert event.tags == ("t",)
    assert dict(event.coded) == {"country": "Arcadia", "region": "East", "category": "Armed clash"}
    assert event.place is not None
    assert dataclasses.astuple(event.place) == ("Azaz", "Azaz district", 36.5, 37.0, "district")
    assert event.provinces == ("Aleppo (Arcadia)",)
    killed, injured = event.claims
    assert (killed.measure, killed.who, killed.min, killed.best, killed.max, killed.by) == (
        "killed", "all", 1, 2, 1003, "Harbour watch"
    )  # fmt: skip
    assert (injured.measure, injured.who, injured.value) == ("injured", "soldiers", 4)
    form = format_of(parse(WHOLE.encode(), "m.toml"))
    (source,) = sources_of(form, header_of(list(row)), list(row.values()))
    assert (source.title, source.publisher, source.url, source.issued) == ("Fight", "Herald", row["Link"], "2031-02-04")
    assert (form.id, form.claimant.name, form.dataset.standpoint) == ("harbour-incidents", "Harbour watch", "think-tank")
    assert form.texts == ("what", "remarks", "headline")


def test_a_format_can_be_sent_to_another_process() -> None:
    """What a mapping makes can be pickled, and reads the same there."""
    form = format_of(parse(WHOLE.encode(), "m.toml"))
    again = pickle.loads(pickle.dumps(form))  # noqa: S301 - our own bytes
    row = [ROW.get(column, "") for column in COLUMNS]
    assert event_of(again, header_of(COLUMNS), row, 1) == event_of(form, header_of(COLUMNS), row, 1)


def test_the_first_of_several_columns_that_is_not_empty() -> None:
    """Of several columns for one thing, the first that is not empty counts."""
    assert made(WHOLE, {**dict.fromkeys(COLUMNS, ""), "Reported": "6/2/2031"}).date == "2031-02-06"


def faults(text: str, row: dict[str, str]) -> list[str]:
    """What of a row could not be taken."""
    form = format_of(parse(text.encode(), "m.toml"))
    return [fault for _, said in said_of(form, header_of(list(row)), list(row.values())) for fault in said.faults]


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Day": "30/2/2031"}, "Day 30/2/2031 is not a date of the form day-month-year; the event has no date"),
        ({"Day": "3/2/2031", "Until": "1/2/2031"}, "Until 1/2/2031 is before Day 3/2/2031; the event is dated 2031-02-03"),
        ({"Hurt": "many"}, "Hurt many is not a number of people; the event has no such figure"),
        ({"Low": "5", "Best": "2", "High": "1"}, "killed: 5, 2, 1 are not in order; the figure is 1 to 5"),
        ({"Y": "95", "X": "1"}, "latitude 95 is not a number of degrees from -90 to 90; the event has no coordinates"),
    ],
)
def test_faults(cells: dict[str, str], sentence: str) -> None:
    """What cannot be taken from a cell is told with its column, its value and what was done."""
    assert faults(WHOLE, {column: cells.get(column, "") for column in COLUMNS}) == [sentence]


@pytest.mark.parametrize("decimal", [".", ","])
@pytest.mark.parametrize("degrees", ["0,123", "0.123", "-0,123", "12,345", "12.345", "101,500"])
def test_degrees_have_no_thousands(decimal: str, degrees: str) -> None:
    """A comma among degrees stands before their decimals, three of them too, whatever marks the decimals of figures."""
    text = f'[dataset]\ntitle = "X"\ndecimal = "{decimal}"\n[place]\nlat = "Y"\nlon = "X"\n'
    place = made(text, {"Y": "5,5", "X": degrees}).place
    assert place is not None
    assert (place.lat, place.lon) == (5.5, float(degrees.replace(",", ".")))


def test_unknown_and_missing_figures() -> None:
    """A number that means "not known", and an empty cell, make no claim and no fault."""
    row = {**dict.fromkeys(COLUMNS, ""), "Hurt": "-9"}
    assert made(WHOLE, row).claims == ()
    assert faults(WHOLE, row) == []


def test_days_in_three_columns() -> None:
    """Year, month and day may stand by themselves; what is 0 or empty makes the date coarser."""
    text = '[dataset]\ntitle = "x"\n[date]\nyear = "y"\nmonth = "m"\nday = "d"\n'
    for cells, said in (
        (("2031", "5", "2"), "2031-05-02"), (("2031", "5", "0"), "2031-05"), (("2031", "0", "0"), "2031"),
        (("2031", "Feb", ""), "2031-02"), (("2031", "2", "30"), "2031"), (("", "5", "2"), ""),
        (("2031.0", "12", "31"), "2031-12-31"),
    ):  # fmt: skip
        assert made(text, dict(zip("ymd", cells, strict=True))).date == said


FORMS = [
    ("edtf", "2031-02-03", "2031-02-03"),
    ("edtf", "2031-02-03 00:00:00.000", "2031-02-03"),
    ("edtf", "2031-02-03T04:05:06.789+0100", "2031-02-03T04:05:06+01:00"),
    ("edtf", "2031-02-03 04:05 UTC", "2031-02-03T04:05:00Z"),
    ("edtf", "2031-02~", "2031-02~"),
    ("edtf", "2031/2/3", "2031-02-03"),
    ("edtf", "20310203", "2031-02-03"),
    ("edtf", "3 February 2031", "2031-02-03"),
    ("edtf", "Feb 3rd, 2031", "2031-02-03"),
    ("edtf", "2031-02-30", ""),
    ("edtf", "03/02/2031", ""),
    ("edtf", "/", ""),
    ("day-month-year", "3.2.69", "1969-02-03"),
    ("day-month-year", "3-Feb-2031 11:30", "2031-02-03"),
    ("day-month-year", "02/2031", "2031-02"),
    ("day-month-year", "2031-02-03", "2031-02-03"),
    ("day-month-year", "31/2/2031", ""),
    ("month-day-year", "2/3/31", "2031-02-03"),
    ("month-day-year", "February 3, 2031", "2031-02-03"),
    ("month-day-year", "13/3/2031", ""),
    ("seconds", "0", "1970-01-01T00:00:00Z"),
    ("milliseconds", "1927857906789", "2031-02-03T04:05:06Z"),
    ("microseconds", "9" * 18, ""),
    ("excel", "47882", "2031-02-03"),
    ("excel", "0", ""),
    ("%d %b %Y", "3 Feb 2031", "2031-02-03"),
    ("%m/%Y", "2/2031", "2031-02"),
    ("%Y", "2031", "2031"),
    ("%d %b %Y", "3 2 2031", ""),
]


@pytest.mark.parametrize(("form", "cell", "said"), FORMS)
def test_forms_of_dates(form: str, cell: str, said: str) -> None:
    """Each form reads what people and programs write by it, and nothing that is no day."""
    reader = dateforms.reader_of(form)
    assert reader is not None
    assert reader(cell) == said


@given(
    form=st.sampled_from([*dateforms.FORMS, "%d/%m/%Y", "%y"]),
    cell=st.one_of(st.text(max_size=20), st.from_regex(r"[0-9 /.:T+-]{0,25}")),
)
@settings(deadline=None)
def test_what_a_form_reads_is_a_date(form: str, cell: str) -> None:
    """Whatever stands in a cell, a form reads it as a date with a day, or as nothing."""
    reader = dateforms.reader_of(form)
    assert reader is not None
    said = reader(cell)
    assert not said or dates.dated(said) is not None


@pytest.mark.parametrize("form", ["", "%d/%m", "%Q %Y", "%", "dd/mm/yyyy", "%Y %"])
def test_no_forms(form: str) -> None:
    """A pattern without a year, or with signs that mean nothing, is no form."""
    assert dateforms.reader_of(form) is None


# -- what a mapping may say ------------------------------------------------------------------------------------------------


def problems(text: str) -> list[str]:
    """The sentences about a mapping."""
    with pytest.raises(MappingError) as error:
        parse(text.encode(), "m.toml")
    return error.value.lines()


HEAD = '[dataset]\ntitle = "x"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", 'm.toml: a mapping needs a table [dataset] with a title, e.g. title = "Incidents"'),
        ("[dataset]\n", "m.toml:1: [dataset] title: title is missing"),
        (HEAD + "[dates]\n", "m.toml:3: [dates]: unknown table dates; did you mean date?"),
        (HEAD + '[event]\ntitel = "x"\n', "m.toml:4: [event] titel: unknown key titel; did you mean title?"),
        (HEAD + "[event]\ntitle = 5\n", "m.toml:4: [event] title: found 5: expected a column, or a list of columns, e.g."),
        (HEAD + '[event]\ntitle = " "\n', 'm.toml:4: [event] title: found "": the name of a column must not be empty'),
        (
            HEAD + '[date]\ncolumn = "d"\nform = "dmy"\n',
            'm.toml:5: [date] form: found "dmy": unknown form of dates; expected one of',
        ),
        (HEAD + '[date]\ncolumn = "d"\nform = "day-month"\n', "unknown form of dates; did you mean day-month-year?"),
        (HEAD + '[date]\nyear = "y"\ncolumn = "d"\n', "m.toml:3: [date]: found"),
        (HEAD + '[kind]\n[kind.values]\n"B" = "batle"\n', "'B' cannot be the kind 'batle'; did you mean battle?"),
        (
            HEAD + '[kind]\ndefault = "batle"\n',
            'm.toml:4: [kind] default: found "batle": unknown default; did you mean battle?',
        ),
        (HEAD + '[place]\nlat = "y"\n', "lat and lon must be given together"),
        (HEAD + '[figure]\nmeasure = "killed"\n', "expected each figure under its own heading [[figure]], in double brackets"),
        (HEAD + '[[figure]]\nmeasure = "killed"\n', "m.toml:3: [[figure]] 1: found"),
        (HEAD + '[[source]]\ndate = "d"\n', "a source needs title, publisher or url"),
        (HEAD + '[[figure]]\nmeasure = "killed"\nvalue = "v"\nunknown = ["x"]\n', "expected a list of numbers, e.g. [-9, -99]"),
        (HEAD + "[event\n", "m.toml:3: "),
    ],
)
def test_a_mapping_that_is_not_valid(text: str, sentence: str) -> None:
    """What is wrong with a mapping is told by line and key, with what would be right."""
    (told,) = problems(text)
    assert sentence in told


def test_all_problems_at_once() -> None:
    """A mapping's problems are told together, in the order of its lines."""
    told = problems(HEAD + '[event]\ntitel = "x"\n[place]\nlat = 3\n[[source]]\nurll = "x"\n')
    assert [one.split(" ")[0] for one in told] == ["m.toml:4:", "m.toml:6:", "m.toml:8:"]


def test_a_column_that_the_file_has_not() -> None:
    """A column that is not in the file is told by line and key, with the nearest column of the file."""
    found = parse(WHOLE.encode(), "m.toml")
    check(found, header_of([column.upper() for column in COLUMNS]), "x.csv")
    with pytest.raises(MappingError) as error:
        check(found, header_of([column for column in COLUMNS if column != "Reported"] + ["Date reported"]), "x.csv")
    assert error.value.lines() == [
        "m.toml:19: [date] column: found \"Reported\": x.csv has no such column; did you mean 'Date reported'?"
    ]
    with pytest.raises(MappingError, match=r"x.csv has no such column; it has 'q', 'r'$"):
        check(parse(b'[dataset]\ntitle = "x"\n[event]\nid = "abcde"\n', "m.toml"), header_of(["q", "r"]), "x.csv")


def test_loading(tmp_path: Path) -> None:
    """A mapping is read from its file, whose text it keeps; a file that is not there is told in a sentence."""
    path = tmp_path / "m.toml"
    path.write_text(WHOLE)
    assert mapping.load(path).text == WHOLE
    with pytest.raises(MappingError, match=r"gone.toml: this file does not exist"):
        mapping.load(tmp_path / "gone.toml")


# -- a first mapping -------------------------------------------------------------------------------------------------------


def first(folder: Path, content: str) -> tuple[str, Mapping, list[CodedEvent]]:
    """The mapping that is suggested for a file, and the events that the file becomes by it without a change."""
    path = folder / "Some incidents.csv"
    path.write_text(content, encoding="utf-8", newline="")
    text = suggested(path)
    found = parse(text.encode(), "m.toml")
    events = []
    with open_rows(path, columns=found.dataset.columns or None) as rows:
        check(found, rows.header, path.name)
        form = format_of(found)
        for batch in rows:
            events += [event_of(form, rows.header, row, n) for n, row in zip(batch.numbers, batch.rows, strict=True)]
    return text, found, events


def test_names_in_any_spelling(tmp_path: Path) -> None:
    """Columns are found by their names in any common spelling, checked by what stands in them."""
    content = (
        "Incident ID;EVENT_DATE;Latitude;Long;Admin1;Town;EventType;Fatalities;Wounded;Actor1;actor_2;Notes;Source;Link\n"
        "a1;13/02/2031;36,5;37,1;Aleppo;Azaz;Bombing;3;-9;A;B;Something happened;Herald;https://example.org/1\n"
        "a2;14/02/2031;36,6;37,2;Aleppo;Azaz;Armed clash;1;2;A;;Something else;Herald;https://example.org/2\n"
    )
    _, found, events = first(tmp_path, content)
    assert [event.id for event in events] == ["a1", "a2"]
    assert [event.date for event in events] == ["2031-02-13", "2031-02-14"]
    assert [event.kind for event in events] == ["attack", "battle"]
    assert [event.title for event in events] == ["Bombing: Azaz", "Armed clash: Azaz"]
    assert [(claim.measure, claim.value) for claim in events[0].claims] == [("killed", 3)]
    assert [(claim.measure, claim.value) for claim in events[1].claims] == [("killed", 1), ("injured", 2)]
    assert events[0].place is not None
    assert (events[0].place.lat, events[0].place.lon) == (36.5, 37.1)
    assert events[0].actors == ("A", "B")
    assert events[0].summary == "Something happened"
    assert found.dataset.title == "Some incidents"
    assert found.sources[0].url == ("Link",)


def test_values_alone(tmp_path: Path) -> None:
    """Where names say nothing, values do: dates, few different values, and the longest text."""
    rows = "".join(
        f"2031-02-{n % 28 + 1:02},{'ab'[n % 2]},{n} words and many more of them in one long line of text and number {n}\n"
        for n in range(40)
    )
    text, found, events = first(tmp_path, f"q,r,s\n{rows}")
    assert found.date.column == ("q",)
    assert found.facets.tags == ("r",)
    assert found.event.summary == "s"
    assert events[0].date == "2031-02-01"
    assert "# by its values" in text or "# the longest text" in text


def test_a_file_without_a_header(tmp_path: Path) -> None:
    """A file whose first row is data gets names for its columns, and loses no row."""
    _, found, events = first(tmp_path, "1,2031-02-03,Azaz,4\n2,2031-02-04,Homs,5\n")
    assert found.dataset.columns == ("column 1", "column 2", "column 3", "column 4")
    assert [event.date for event in events] == ["2031-02-03", "2031-02-04"]


def test_a_day_that_may_be_a_month(tmp_path: Path) -> None:
    """Where no value tells the day from the month, the suggestion says so."""
    text, found, _ = first(tmp_path, "date,n\n03/02/2031,x\n")
    assert found.date.form == "day-month-year"
    assert "it may be month-day-year" in text


NAMES = st.one_of(
    st.sampled_from(
        ["id", "date", "Lat", "lon", "deaths", "low", "high", "type", "notes", "admin1", "source", "url", "tags", "end"]
    ),
    st.text(max_size=8),
    st.text("\"'\\\n#[]=é\x7f\u202e", max_size=5),
)
VALUES = st.one_of(
    st.sampled_from(["", "1", "-9", "2031-02-03", "3/2/2031", "36,5", "http://example.org", "Battle", "47882", "1927857906"]),
    st.text(max_size=10),
    st.text("\"'\\\n#[]=é\x7f\u202e;", max_size=5),
)


@pytest.mark.thorough
@given(names=st.lists(NAMES, min_size=1, max_size=8), data=st.data())
@settings(max_examples=300, deadline=None)
def test_what_is_suggested_imports_without_a_change(names: list[str], data: st.DataObject) -> None:
    """Whatever the columns are called and whatever stands in them, what is suggested is valid and fits the file."""
    table = data.draw(st.lists(st.lists(VALUES, min_size=len(names), max_size=len(names)), max_size=5))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerows([names, *table])
    content = out.getvalue().encode("utf-8", "replace").decode()
    with TemporaryDirectory() as folder:
        try:
            _, found, events = first(Path(folder), content)
        except DatasetError:
            assert not any("".join(names).split())
            return
    assert len(columns_of(found)) <= 3 * len(names)
    for event in events:
        assert not event.date or dates.dated(event.date)
        assert event.title


# -- formats made of mappings ----------------------------------------------------------------------------------------------


def test_timesketch() -> None:
    """Timesketch's fields: the moment with its zone, else microseconds; what the time is of is a category."""
    header = header_of(["message", "timestamp", "datetime", "timestamp_desc", "user", "tag"])
    assert recognise(header) is TIMESKETCH
    row = ["User logged in", "1927857906000000", "2031-02-03T04:05:06.123456+00:00", "Logon time", "ann", "a;b"]
    event = event_of(TIMESKETCH, header, row, 3)
    assert (event.id, event.title, event.date, event.tags) == ("3", "User logged in", "2031-02-03T04:05:06Z", ("a", "b"))
    assert event.coded == (("category", "Logon time"),)
    assert event_of(TIMESKETCH, header, ["m", "1927857906000000", "", "t", "", ""], 1).date == "2031-02-03T04:05:06Z"
    ((_, said), *_) = said_of(TIMESKETCH, header, ["m", "x", "yesterday", "t", "", ""])
    assert said.faults == ("datetime yesterday is not a time; the event has no date",)


@pytest.mark.parametrize(
    ("cell", "least", "most"),
    [
        ("5-7", 5, 7),
        ("5\u20137", 5, 7),
        ("5 - 7", 5, 7),
        ("1,000-1,200", 1000, 1200),
        ("10+", 10, None),
        ("24\u201330+", 24, None),
    ],
)
def test_a_figure_may_be_a_range(cell: str, least: int, most: int | None) -> None:
    """A cell with two ends, or with an open one, is a claim with these bounds."""
    header = header_of(["title", "date", "kind", "killed"])
    (claim,) = event_of(GEOJSON, header, ["t", "2031", "attack", cell], 1).claims
    assert (claim.value, claim.min, claim.max) == (None, least, most)


@pytest.mark.parametrize("cell", ["7-5", "5-5", "-5", "5-", "+", "5--7", "5-7-9", "5/7"])
def test_what_is_no_range_is_told(cell: str) -> None:
    """Ends in the wrong order, a number below 0 and half a range are no figures."""
    header = header_of(["title", "date", "kind", "killed"])
    said = [one for _, one in said_of(GEOJSON, header, ["t", "2031", "attack", cell])]
    assert not any(one.claims for one in said)
    assert [fault for one in said for fault in one.faults] == [
        f"killed {cell} is not a number of people; the event has no such figure"
    ]


def test_lists_and_ids_of_features(tmp_path: Path) -> None:
    """A list is several values and an empty one is none; a feature's id is its event's, by its number where none has one."""
    features = [
        {"type": "Feature", "id": id_, "geometry": None, "properties": properties}
        for id_, properties in (
            ("alpha", {"name": "A", "actors": ["BLA", "Police; Army"], "tags": [], "provinces": ["KP", "BA"]}),
            (7, {"name": "B", "actors": "BLA; TTP", "tags": ["x", None, 3], "provinces": ["KP"], "killed": "2-4"}),
        )
    ]
    path = tmp_path / "x"
    for numbered in (True, False):
        if not numbered:
            for feature in features:
                del feature["id"]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        with open_rows(path) as rows:
            (batch,) = rows
            one, two = (event_of(GEOJSON, rows.header, row, number) for number, row in enumerate(batch.rows, 1))
        assert [one.id, two.id] == (["alpha", "7"] if numbered else ["1", "2"])
        assert (one.actors, one.tags, one.provinces) == (("BLA", "Police; Army"), (), ("KP", "BA"))
        assert (two.actors, two.tags, two.provinces) == (("BLA", "TTP"), ("x", "3"), ("KP",))


def test_geojson(tmp_path: Path) -> None:
    """Features become events by the usual names of their properties, at the point of their geometry."""
    path = tmp_path / "x"
    path.write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry":'
        ' {"type": "Point", "coordinates": [37, 36.5]}, "properties":'
        ' {"name": "Azaz", "date": "2031-02-03", "kind": "battle", "admin1": "Aleppo", "killed": 3}}]}'
    )
    with open_rows(path) as rows:
        assert recognise(rows.header) is GEOJSON
        (batch,) = rows
        event = event_of(GEOJSON, rows.header, batch.rows[0], 1)
    assert (event.title, event.date, event.kind, event.provinces) == ("Azaz", "2031-02-03", "battle", ("Aleppo",))
    assert event.place is not None
    assert (event.place.lat, event.place.lon) == (36.5, 37.0)
    assert event.claims[0].value == 3
