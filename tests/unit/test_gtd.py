"""GTD: what each column and code of a row becomes."""

from __future__ import annotations

import pytest

from cttui.imports.gtd import GTD
from cttui.model.claims import toll
from cttui.model.records import Place
from cttui.model.register import Register
from datasets import coded, event, faults, meaning, sources


def test_a_row_becomes_an_event() -> None:
    """A row without faults becomes an event with its date, kind, title, summary, unit, place, parties and figures."""
    made = event(GTD)
    assert faults(GTD) == []
    assert (made.id, made.date, made.kind) == ("gtd-203105020001", "2031-05-02", "attack")
    assert made.title == "Bombing/Explosion, Dockers, Northport"
    assert made.summary == "A bomb went off at the quay."
    assert made.provinces == ("North (Arcadia)",)
    assert made.place == Place(name="Northport", lat=12.5, lon=-7.25, precision="town")
    assert made.actors == ("Dockers",)
    assert coded(made, "country") == ["Arcadia"]
    assert coded(made, "region") == ["Sub-Saharan Africa"]
    assert coded(made, "category") == ["Bombing/Explosion"]
    assert coded(made, "target") == ["Business"]
    assert coded(made, "weapon") == ["Explosives"]
    assert [(claim.measure, claim.who, claim.value) for claim in made.claims] == [
        ("killed", "all", 4),
        ("killed", "perpetrators", 1),
    ]


@pytest.mark.parametrize(
    ("cells", "date"),
    [
        ({"iday": "0"}, "2031-05-XX"),
        ({"iday": "0.0", "iyear": "2031.0", "imonth": "5.0"}, "2031-05-XX"),
        ({"imonth": "0", "iday": "0"}, "2031-XX"),
        ({"imonth": "0", "iday": "2"}, "2031-XX"),
        ({"imonth": "", "iday": ""}, "2031-XX"),
        ({"iday": "-9"}, "2031-05-XX"),
        ({"iday": "0", "approxdate": "May 19-21, 2031"}, "2031-05-19/2031-05-21"),
        ({"iday": "0", "approxdate": "May 1-31, 2031"}, "2031-05"),
        ({"iday": "0", "approxdate": "5/19/2031-6/2/2031"}, "2031-05-19/2031-06-02"),
        ({"iday": "0", "approxdate": "May 19, 2031 - May 21, 2031"}, "2031-05-19/2031-05-21"),
        ({"iday": "0", "approxdate": "May 19, 2031"}, "2031-05-19~"),
        ({"iday": "0", "approxdate": "Mid May 2031"}, "2031-05-XX"),
        ({"iday": "0", "approxdate": "May 19, 1931"}, "2031-05-XX"),
        ({"iday": "0", "approxdate": "May 19, 2041"}, "2031-05-XX"),
        ({"approxdate": "May 1-3, 2031"}, "2031-05-01/2031-05-03"),
        ({"approxdate": "May 5-7, 2031"}, "2031-05-02~"),
        ({"approxdate": "early May"}, "2031-05-02~"),
        ({"extended": "1", "resolution": "5/7/2031"}, "2031-05-02/2031-05-07"),
        ({"extended": "1", "resolution": "2031-05-07 00:00:00"}, "2031-05-02/2031-05-07"),
        ({"extended": "1", "resolution": "unknown"}, "2031-05-02"),
        ({"extended": "0", "resolution": "5/7/2031"}, "2031-05-02"),
    ],
)
def test_dates(cells: dict[str, str], date: str) -> None:
    """An unknown month or day is said as unknown unless approxdate names days; a long incident runs to its resolution."""
    assert event(GTD, **cells).date == date
    assert faults(GTD, **cells) == []


@pytest.mark.parametrize(
    ("cells", "date", "told"),
    [
        ({"imonth": "2", "iday": "31"}, "2031-02-XX", "iday 31 is not a day of February 2031; the event is dated to the month"),
        ({"imonth": "13"}, "2031-XX", "imonth 13 is not a number from 0 to 12; taken as unknown"),
        ({"iday": "x"}, "2031-05-XX", "iday x is not a number from 0 to 31; taken as unknown"),
        ({"iyear": "soon"}, "", "iyear soon is not a year; the event has no date"),
    ],
)
def test_impossible_dates(cells: dict[str, str], date: str, told: str) -> None:
    """A row with an impossible date keeps what of it is possible, and the fault names column and value."""
    assert event(GTD, **cells).date == date
    assert faults(GTD, **cells) == [told]


@pytest.mark.parametrize(
    ("resolution", "told"),
    [("4/30/2031", "is before 2031-05-02"), ("48000", "is not a date"), ("5/40/2031", "is not a date")],
)
def test_impossible_ends(resolution: str, told: str) -> None:
    """An end that cannot be used is told, and the event is dated to its first day."""
    cells = {"extended": "1", "resolution": resolution}
    assert event(GTD, **cells).date == "2031-05-02"
    assert faults(GTD, **cells) == [f"resolution {resolution} {told}; the event is dated 2031-05-02"]


@pytest.mark.parametrize(
    ("code", "precision"), [("1", "town"), ("2", "district"), ("3.0", "district"), ("4", "province"), ("", None)]
)
def test_precision_of_places(code: str, precision: str | None) -> None:
    """Coordinates have the precision that their code says; without a code none."""
    place = event(GTD, specificity=code).place
    assert place is not None
    assert (place.lat, place.precision) == (12.5, precision)


def test_places_without_coordinates() -> None:
    """Specificity 5 has no coordinates, and a place or unit that is called unknown is none."""
    assert event(GTD, specificity="5").place == Place(name="Northport")
    made = event(GTD, city="Unknown", provstate="Unknown", latitude="", longitude="", specificity="5")
    assert (made.place, made.provinces, made.title) == (None, (), "Bombing/Explosion, Dockers")
    assert faults(GTD, specificity="6") == ["specificity 6 is not a code from 1 to 5; the coordinates have no precision"]


def test_an_attack_whose_type_is_unknown_is_not_itself_called_so() -> None:
    """The title says what is unknown; the category is the codebook's."""
    made = event(GTD, attacktype1_txt="Unknown")
    assert made.title == "Attack of unknown type, Dockers, Northport"
    assert ("category", "Unknown") in made.coded


def test_unknown_groups_are_no_actors() -> None:
    """A group that is not known is no party, and each that is known is one."""
    assert event(GTD, gname="Unknown").actors == ()
    assert event(GTD, gname="Unknown").title == "Bombing/Explosion, Northport"
    assert event(GTD, gname2="Pickets", gname3="Dockers").actors == ("Dockers", "Pickets")


def test_figures() -> None:
    """Unknown numbers are no figure, fractions are kept, and perpetrators are a part of all."""
    made = event(GTD, nkill="8.5", nkillter="-99", nwound="-9", nwoundte="2")
    assert [(claim.measure, claim.who, claim.value) for claim in made.claims] == [
        ("killed", "all", 8.5),
        ("injured", "perpetrators", 2),
    ]
    assert faults(GTD, nkill="-9", nwound="-99.0") == []
    assert faults(GTD, nkill="few", nwound="-3") == [
        "nkill few is not a number of people; the event has no such figure",
        "nwound -3 is not a number of people; the event has no such figure",
    ]
    register = Register((GTD.claimant,), GTD.populations)
    assert register.is_part("perpetrators", "all")
    assert str(toll(event(GTD), register=register)) == "4"


def test_citations_are_sources() -> None:
    """Each citation is a source with the whole of it as title, and the day at its end as the day of issue."""
    cited = '"Bomb at the Quay," Herald, May 3, 2031.'
    found = sources(GTD, scite1=cited, scite2="Gazette archive", scite3=f" {cited} ")
    assert [(one.title, one.issued, one.publisher, one.standpoint) for one in found] == [
        (cited, "2031-05-03", "", "unknown"),
        ("Gazette archive", "", "", "unknown"),
    ]


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("success", "0", "the attack failed"),
        ("suicide", "1.0", "a suicide attack"),
        ("doubtterr", "1", "there is doubt that it was terrorism"),
        ("doubtterr", "-9", "unknown"),
        ("vicinity", "1", "in the immediate vicinity of the city"),
        ("claimed", "1", "the group claimed responsibility"),
        ("nperps", "-99", "unknown"),
        ("nkillus", "2", "dead from the United States"),
        ("INT_LOG", "-9", "unknown"),
        ("imonth", "0", "unknown"),
        ("imonth", "5", ""),
        ("specificity", "4", "the coordinates are the centre of the first-order administrative region"),
        ("attacktype1", "3", ""),
        ("suicide", "2", ""),
    ],
)
def test_codes_have_the_words_of_the_codebook(column: str, cell: str, words: str) -> None:
    """A code is shown with what the codebook says of it; one whose words stand in the next column, with nothing."""
    assert meaning(event(GTD, **{column: cell}), column) == words
