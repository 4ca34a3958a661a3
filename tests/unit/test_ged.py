"""UCDP GED: what each column and code of a row becomes."""

from __future__ import annotations

import pytest

from cttui.imports.ged import GED
from cttui.model.claims import stated
from cttui.model.records import Place
from datasets import COLUMNS, coded, event, faults, meaning, said, sources


def test_the_columns_of_a_release() -> None:
    """A file without a header is read by the columns of the current release, in its order."""
    assert GED.layouts == (COLUMNS[GED.id],)


def test_a_row_becomes_an_event() -> None:
    """A row without faults becomes an event with its date, kind, title, unit, place, parties, figure and sources."""
    made = event(GED)
    assert faults(GED) == []
    assert (made.id, made.date, made.kind, made.title) == (
        "ged-7001", "2031-05-02", "battle", "Government of Arcadia - Dockers: Northport town",
    )  # fmt: skip
    assert made.provinces == ("North province (Arcadia)",)
    assert made.place == Place(name="Northport town", district="Harbour district", lat=12.5, lon=-7.25, precision="town")
    assert made.actors == ("Government of Arcadia", "Dockers")
    assert coded(made, "country") == ["Arcadia"]
    assert coded(made, "region") == ["Africa"]
    assert coded(made, "conflict") == ["Arcadia: Government"]
    assert coded(made, "dyad") == ["Government of Arcadia - Dockers"]
    assert coded(made, "category") == ["state-based conflict"]
    assert [(claim.measure, claim.who, stated(claim), claim.by) for claim in made.claims] == [
        ("killed", "all", "2–6, best 4", "UCDP")
    ]


@pytest.mark.parametrize(
    ("precision", "first", "last", "date"),
    [
        ("1", "2031-05-02", "2031-05-02", "2031-05-02"),
        ("2", "2031-05-02", "2031-05-05", "2031-05-02/2031-05-05"),
        ("3", "2031-05-05", "2031-05-11", "2031-05-05/2031-05-11"),
        ("4", "2031-05-05", "2031-05-19", "2031-05-05/2031-05-19"),
        ("4", "2031-05-01", "2031-05-31", "2031-05"),
        ("4", "2031-02-01", "2031-02-28", "2031-02"),
        ("4", "2032-02-01", "2032-02-28", "2032-02-01/2032-02-28"),
        ("5", "2031-01-01", "2031-12-31", "2031"),
        ("5", "2031-12-01", "2031-12-31", "2031-12"),
        ("5", "2031-04-01", "2031-12-31", "2031-04-01/2031-12-31"),
        ("5", "2031-04-01", "2031-05-31", "2031-04-01/2031-05-31"),
        ("2", "2031-05-02", "2031-05-02", "2031-05-02~"),
        ("3", "2031-05-02", "2031-05-02", "2031-05-02~"),
        ("4", "2031-05-02", "2031-05-02", "2031-05~"),
        ("5", "2031-05-02", "2031-05-02", "2031~"),
        ("", "2031-05-02", "2031-05-02", "2031-05-02"),
        ("1.0", "2031-05-02 00:00:00.000", "2031-05-02T00:00:00", "2031-05-02"),
    ],
)
def test_dates(precision: str, first: str, last: str, date: str) -> None:
    """Days become a day, a month, a year or an interval; one day that is called less precise is approximate."""
    assert event(GED, date_prec=precision, date_start=first, date_end=last).date == date
    assert faults(GED, date_prec=precision, date_start=first, date_end=last) == []


@pytest.mark.parametrize(
    ("first", "last", "date", "told"),
    [
        ("2031-02-31", "2031-03-02", "2031-03-02", ["date_start 2031-02-31 is not a date; the event is dated 2031-03-02"]),
        ("2031-02-28", "", "2031-02-28", ["date_end is empty; the event is dated 2031-02-28"]),
        (
            "?", "2031-13-01", "2031",
            [
                "date_start ? is not a date; the event is dated 2031",
                "date_end 2031-13-01 is not a date; the event is dated 2031",
            ],
        ),
        (
            "2031-03-02", "2031-03-01", "2031-03-02",
            ["date_end 2031-03-01 is before date_start 2031-03-02; the event is dated 2031-03-02"],
        ),
    ],
)  # fmt: skip
def test_impossible_dates(first: str, last: str, date: str, told: list[str]) -> None:
    """A row with an impossible date keeps what of its dates is possible, and the fault names column and value."""
    assert event(GED, date_start=first, date_end=last).date == date
    assert faults(GED, date_start=first, date_end=last) == told


def test_an_unknown_precision_of_a_day_is_told() -> None:
    """A code that the codebook does not have makes one day approximate and is told; days from one to another need none."""
    assert event(GED, date_prec="9", date_start="2031-05-02", date_end="2031-05-02").date == "2031-05-02~"
    assert faults(GED, date_prec="9", date_start="2031-05-02", date_end="2031-05-02") == [
        "date_prec 9 is not a code from 1 to 5; the date is approximate"
    ]
    assert faults(GED, date_prec="9", date_start="2031-05-02", date_end="2031-05-03") == []


def test_a_row_without_any_date_is_undated() -> None:
    """A row with neither a possible day nor a year has no date, and says so."""
    assert event(GED, date_start="", date_end="", year="no").date == ""
    assert faults(GED, date_start="", date_end="", year="no")[0] == "date_start is empty; the event has no date"


@pytest.mark.parametrize(
    ("code", "precision"),
    [("1", "town"), ("2", "district"), ("3", "district"), ("4", "province"), ("5", "province"), ("", None)],
)
def test_places_with_coordinates(code: str, precision: str | None) -> None:
    """Codes 1 to 5 are coordinates with their precision; without a code coordinates have none."""
    place = event(GED, where_prec=code).place
    assert place is not None
    assert (place.lat, place.lon, place.precision) == (12.5, -7.25, precision)


@pytest.mark.parametrize("code", ["6", "7"])
def test_coordinates_of_a_country_or_a_sea_are_no_place(code: str) -> None:
    """Coordinates that stand for a whole country or for international waters do not pass for a place."""
    made = event(GED, where_prec=code)
    assert made.place == Place(name="Northport town", district="Harbour district")
    assert "12.5" in [cell.value for cell in made.cells]
    assert faults(GED, where_prec=code) == []


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"latitude": "120"}, "latitude 120 is not a number of degrees from -90 to 90; the event has no coordinates"),
        ({"longitude": "east"}, "longitude east is not a number of degrees from -180 to 180; the event has no coordinates"),
        ({"longitude": ""}, "longitude (blank) is not a number of degrees from -180 to 180; the event has no coordinates"),
    ],
)
def test_impossible_coordinates(cells: dict[str, str], told: str) -> None:
    """A row with an impossible coordinate keeps its place's name, and the fault names column and value."""
    assert event(GED, **cells).place == Place(name="Northport town", district="Harbour district")
    assert faults(GED, **cells) == [told]


def test_a_code_of_places_that_nobody_knows_gives_no_precision() -> None:
    """A code that the codebook does not have is a fault, and the coordinates have no precision."""
    place = event(GED, where_prec="9").place
    assert place is not None
    assert (place.lat, place.precision) == (12.5, None)
    assert faults(GED, where_prec="9") == ["where_prec 9 is not a code from 1 to 7; the coordinates have no precision"]


@pytest.mark.parametrize(
    ("low", "best", "high", "figure"),
    [
        ("4", "4", "4", "4"),
        ("0", "0", "0", "0"),
        ("2", "4", "6", "2–6, best 4"),
        ("4", "4", "6", "4–6, best 4"),
        ("2.0", "4.0", "4.0", "2–4, best 4"),
        ("", "4", "", "4"),
        ("2", "4", "", "4"),
        ("2", "", "6", "2–6"),
        ("2", "", "2", "2"),
        ("2", "", "", "at least 2"),
        ("", "", "6", "at most 6"),
    ],
)
def test_figures(low: str, best: str, high: str, figure: str) -> None:
    """Low, best and high are one claim: a number if they are one, else a range with the best number."""
    (claim,) = event(GED, low=low, best=best, high=high).claims
    assert stated(claim) == figure
    assert faults(GED, low=low, best=best, high=high) == []


@pytest.mark.parametrize(
    ("low", "best", "high", "figure", "told"),
    [
        ("1", "0", "2", "0–2, best 0", "low 1, best 0, high 2 are not in order; the figure is 0 to 2, best 0"),
        ("20", "40", "20", "20–40, best 40", "low 20, best 40, high 20 are not in order; the figure is 20 to 40, best 40"),
        ("9", "", "3", "3–9", "low 9, high 3 are not in order; the figure is 3 to 9"),
        ("2", "many", "6", "2–6", "best many is not a number of people; the event has no such figure"),
        ("2", "-4", "6", "2–6", "best -4 is not a number of people; the event has no such figure"),
    ],
)
def test_figures_that_contradict_each_other(low: str, best: str, high: str, figure: str, told: str) -> None:
    """The best number is kept as it is, the ends are moved to hold it, and the fault says what became of them."""
    (claim,) = event(GED, low=low, best=best, high=high).claims
    assert stated(claim) == figure
    assert faults(GED, low=low, best=best, high=high) == [told]


def test_a_row_without_figures_has_no_claim() -> None:
    """Three empty cells are no claim and no fault."""
    assert event(GED, low="", best=" ", high="").claims == ()
    assert faults(GED, low="", best=" ", high="") == []


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("1", "battle", "state-based conflict"),
        ("2", "battle", "non-state conflict"),
        ("3", "attack", "one-sided violence"),
    ],
)
def test_kinds_of_violence(code: str, kind: str, words: str) -> None:
    """Violence between two armed sides is a battle, one-sided violence an attack; the codebook's words are the category."""
    made = event(GED, type_of_violence=code)
    assert (made.kind, coded(made, "category"), meaning(made, "type_of_violence")) == (kind, [words], words)


def test_a_kind_of_violence_that_nobody_knows_is_other() -> None:
    """A code that the codebook does not have makes the kind other, and is a fault."""
    made = event(GED, type_of_violence="4")
    assert (made.kind, coded(made, "category")) == ("other", [])
    assert faults(GED, type_of_violence="4") == ["type_of_violence 4 is not 1, 2 or 3; the kind is other"]


def test_one_article_is_a_source() -> None:
    """An article gives publisher, day and headline of a source."""
    (source,) = sources(GED)
    assert (source.publisher, source.issued, source.title, source.standpoint) == (
        "Herald", "2031-05-03", "Shots at the quay", "unknown",
    )  # fmt: skip


def test_several_articles_are_several_sources() -> None:
    """Articles are told apart at the marks between them: semicolons, commas and quotation marks in headlines stay there."""
    article = (
        '"Herald,2031-05-03,Shots; two dead, he said";"Agence, Presse,2031-05-04,"No" from the union";"Gazette ,soon,Late"'
    )
    found = sources(GED, source_article=article, source_office="Herald;Agence, Presse;Gazette")
    assert [(one.publisher, one.issued, one.title) for one in found] == [
        ("Herald", "2031-05-03", "Shots; two dead, he said"),
        ("Agence, Presse", "2031-05-04", '"No" from the union'),
        ("Gazette", "", "Gazette ,soon,Late"),
    ]


def test_an_article_is_the_same_source_alone_and_among_others() -> None:
    """Rows that name the same article of the same publisher share the source, whatever else they name."""
    (alone,) = sources(GED)
    both = sources(
        GED, source_article='"Gazette,2031-05-04,Late";"Herald,2031-05-03,Shots at the quay"', source_office="Gazette;Herald"
    )
    assert alone in both
    assert alone.id in event(GED).sources


@pytest.mark.parametrize(
    ("article", "office", "found"),
    [
        ("", "", []),
        ("AFP 2001-05-03", "", [("", "AFP 2001-05-03")]),
        ("AFP 2001-05-03; Reuters 2001-05-04", "", [("", "AFP 2001-05-03"), ("", "Reuters 2001-05-04")]),
        ("", "Herald", [("Herald", "")]),
        ('"Herald,2031-05-03,A"', "Herald;Gazette", [("Herald", "A"), ("Gazette", "")]),
        ('"Herald,2031-05-03,A";"Gazette,2031-05-03,B"', "Gazette", [("", "Herald,2031-05-03,A"), ("Gazette", "B")]),
    ],
)
def test_articles_and_publishers_that_do_not_go_together(article: str, office: str, found: list[tuple[str, str]]) -> None:
    """Every article and every publisher of a row is in a source, also where there are more of one than of the other."""
    assert [(one.publisher, one.title) for one in sources(GED, source_article=article, source_office=office)] == found


@pytest.mark.parametrize("office", ["", "Herald", "Herald;Gazette;Herald", " ; "])
@pytest.mark.parametrize(
    "article", ["", '"Herald,2031-05-03,A"', '"Herald,2031-05-03,A";"Gazette,2031-05-03,B"', "AFP; Reuters"]
)
def test_publishers_are_those_of_the_sources(article: str, office: str) -> None:
    """The values of the field publisher are the publishers of the row's sources."""
    values = {value.token for _, value in said(GED, "office", source_office=office).values}
    assert values == {one.publisher for one in sources(GED, source_article=article, source_office=office)} - {""}


@pytest.mark.parametrize(
    ("column", "code", "words"),
    [
        ("event_clarity", "2", "the sources report several events together, and they cannot be separated"),
        ("active_year", "0", "in a year in which these parties do not reach 25 deaths"),
        ("number_of_sources", "-1", "not recorded, as for most events coded before 2013"),
        ("number_of_sources", "3", ""),
        ("date_prec", "3", "only the week of the event is known"),
        ("where_prec", "6", "only the country is known"),
        ("country_id", "652", "Syria"),
        ("gwnob", "652, 666", "Syria, Israel"),
        ("gwnob", "652, 1", ""),
        ("deaths_b", "3", "deaths of side B, best estimate"),
        ("date_prec", "8", ""),
    ],
)
def test_codes_have_the_words_of_the_codebook(column: str, code: str, words: str) -> None:
    """A code is shown with what the codebook says of it; an unknown one with nothing."""
    assert meaning(event(GED, **{column: code}), column) == words
