"""ACLED: what each column and code of a row becomes."""

from __future__ import annotations

import pytest

from cttui.imports.acled import ACLED
from cttui.model.records import Place
from datasets import coded, event, faults, meaning, said, sources


def test_a_row_becomes_an_event() -> None:
    """A row without faults becomes an event with its date, kind, title, summary, unit, place, parties and figure."""
    made = event(ACLED)
    assert faults(ACLED) == []
    assert (made.id, made.date, made.kind) == ("acled-ARC17", "2031-05-02", "battle")
    assert made.title == "Armed clash, Military Forces of Arcadia, Dockers, Northport"
    assert made.summary == "Guards and dockers shot at each other."
    assert made.provinces == ("North (Arcadia)",)
    assert made.place == Place(name="Northport", district="Harbour", lat=12.5, lon=-7.25, precision="town")
    assert made.actors == ("Military Forces of Arcadia", "Dockers", "Harbour Guard", "Customs")
    assert coded(made, "category") == ["Battles", "Armed clash", "Political violence"]
    assert coded(made, "country") == ["Arcadia"]
    assert coded(made, "region") == ["Western Africa"]
    assert coded(made, "target") == []
    assert made.tags == ("women-targeted",)
    assert [(claim.measure, claim.who, claim.value, claim.by) for claim in made.claims] == [("killed", "all", 4, "ACLED")]


@pytest.mark.parametrize(
    "written", ["2031-05-02", "02 May 2031", "2 May 2031", "02-May-2031", "2-May-2031", "2031-05-02 00:00:00"]
)
def test_days_in_every_form(written: str) -> None:
    """The day is read in every form that exports have had."""
    assert event(ACLED, event_date=written).date == "2031-05-02"
    assert faults(ACLED, event_date=written) == []


@pytest.mark.parametrize(
    ("code", "date"),
    [("1", "2031-05-02"), ("", "2031-05-02"), ("2", "2031-04-29~/2031-05-05~"), ("3", "2031-05~"), ("3.0", "2031-05~")],
)
def test_precision_of_dates(code: str, date: str) -> None:
    """The middle of a week or of a month is about that week or month."""
    assert event(ACLED, time_precision=code).date == date
    assert faults(ACLED, time_precision=code) == []


@pytest.mark.parametrize(
    ("cells", "date", "told"),
    [
        ({"event_date": "2031-02-31"}, "2031", "event_date 2031-02-31 is not a date; the event is dated 2031"),
        ({"event_date": "31 Foo 2031"}, "2031", "event_date 31 Foo 2031 is not a date; the event is dated 2031"),
        ({"event_date": "", "year": ""}, "", "event_date is empty; the event has no date"),
        ({"time_precision": "7"}, "2031-05-02~", "time_precision 7 is not 1, 2 or 3; the date is approximate"),
    ],
)
def test_impossible_dates(cells: dict[str, str], date: str, told: str) -> None:
    """A row with an impossible date keeps its year, and the fault names column and value."""
    assert event(ACLED, **cells).date == date
    assert faults(ACLED, **cells) == [told]


@pytest.mark.parametrize(
    ("event_type", "sub", "kind"),
    [
        ("Battles", "Armed clash", "battle"),
        ("Explosions/Remote violence", "Air/drone strike", "attack"),
        ("Violence against civilians", "Attack", "attack"),
        ("Protests", "Peaceful protest", "protest"),
        ("Protests", "Arrests", "protest"),
        ("Riots", "Mob violence", "riot"),
        ("Strategic developments", "Agreement", "other"),
        ("Strategic developments", "Arrests", "operation"),
        ("Battles", "Arrests", "battle"),
        ("Strategic developments", "Disrupted weapons use", "operation"),
        ("Battle-No change of territory", "", "battle"),
        ("Riots/Protests", "", "protest"),
        ("", "", "other"),
    ],
)
def test_kinds(event_type: str, sub: str, kind: str) -> None:
    """Each type of events is a kind of cttui's, those of older exports too."""
    assert event(ACLED, event_type=event_type, sub_event_type=sub).kind == kind
    assert faults(ACLED, event_type=event_type, sub_event_type=sub) == []


def test_a_type_that_nobody_knows_is_other() -> None:
    """A type of events that ACLED did not have is kept as a category, and is a fault."""
    made = event(ACLED, event_type="Floods", sub_event_type="")
    assert (made.kind, coded(made, "category")[0]) == ("other", "Floods")
    assert faults(ACLED, event_type="Floods") == ["event_type Floods is none of ACLED's; the kind is other"]


@pytest.mark.parametrize(("code", "precision"), [("1", "town"), ("2", "district"), ("3", "province"), ("", None)])
def test_precision_of_places(code: str, precision: str | None) -> None:
    """Coordinates have the precision that their code says; without a code none."""
    place = event(ACLED, geo_precision=code).place
    assert place is not None
    assert (place.lat, place.precision) == (12.5, precision)


def test_faults_of_places_and_figures() -> None:
    """Impossible coordinates, codes and numbers leave that part out, and the fault names column and value."""
    assert faults(ACLED, latitude="91", geo_precision="4", fatalities="a few") == [
        "geo_precision 4 is not 1, 2 or 3; the coordinates have no precision",
        "latitude 91 is not a number of degrees from -90 to 90; the event has no coordinates",
        "fatalities a few is not a number of people; the event has no such figure",
    ]
    made = event(ACLED, latitude="91", fatalities="a few")
    assert (made.place, made.claims) == (Place(name="Northport", district="Harbour"), ())


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("0", "no deaths reported, or no number known"),
        ("10", "may stand for tens, in the source's words"),
        ("100", "may stand for hundreds, in the source's words"),
        ("7", ""),
    ],
)
def test_figures_that_stand_for_words(cell: str, words: str) -> None:
    """A number by which ACLED codes vague words stays the figure, and the row says what it may stand for."""
    made = event(ACLED, fatalities=cell)
    assert [claim.value for claim in made.claims] == [int(cell)]
    assert meaning(made, "fatalities") == words


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("inter1", "1", "state forces"),
        ("inter2", "0", "no second actor"),
        ("inter2", "State forces", ""),
        ("interaction", "13", "state forces and political militia"),
        ("interaction", "60", "protesters alone"),
        ("interaction", "State forces-Rioters", ""),
        ("timestamp", "1935619200", "row last changed on 2031-05-04"),
        ("timestamp", "-1", ""),
        ("timestamp", "9" * 18, ""),
        ("geo_precision", "2", "the source names a part of a region; a town stands for it"),
        ("time_precision", "1", "the source gives the day"),
    ],
)
def test_codes_have_the_words_of_the_codebook(column: str, cell: str, words: str) -> None:
    """Numbers of older exports have the words that newer ones write, and codes those of the codebook."""
    assert meaning(event(ACLED, **{column: cell}), column) == words


def test_civilians_as_the_target() -> None:
    """Where ACLED says that civilians were targeted, they are the target."""
    assert coded(event(ACLED, civilian_targeting="Civilian targeting"), "target") == ["civilians"]


@pytest.mark.parametrize("source", ["", "Herald", "Herald; Gazette", "Herald;Herald ; ", ";", " Undisclosed Source "])
def test_each_publisher_is_one_source(source: str) -> None:
    """The publishers that a row names are its sources, each the same for all rows, and the values of the field publisher."""
    found = [one.publisher for one in sources(ACLED, source=source)]
    assert found == [value.token for _, value in said(ACLED, "publishers", source=source).values]
    assert found == list(dict.fromkeys(part.strip() for part in source.split(";") if part.strip()))
    if "Herald" in found:
        assert sources(ACLED, source=source)[0] == sources(ACLED)[0]


def test_an_older_export_is_read_too() -> None:
    """Columns that newer exports do not have are kept as they are."""
    from cttui.imports.events import event_of, header_of
    from datasets import COLUMNS, row

    header = header_of(("data_id", *COLUMNS["acled"], "iso3"))
    made = event_of(ACLED, header, ["99", *row(ACLED), "ARC"], 1)
    assert made.title == event(ACLED).title
    assert [(cell.column, cell.value) for cell in made.cells if cell.column in {"data_id", "iso3"}] == [
        ("data_id", "99"),
        ("iso3", "ARC"),
    ]
