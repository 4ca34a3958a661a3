"""Which format a file has: by its columns, and what is said where it has none; and what an import is called."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cttui.imports.events import header_of
from cttui.imports.ged import GED
from cttui.imports.heading import heading
from cttui.imports.known import KNOWN, by_id
from cttui.imports.registry import FORMATS, recognise, unknown
from cttui.model import calendar, dates
from datasets import COLUMNS

WAY = "cttui import --suggest x.csv prints a mapping to begin with, and --mapping reads by it"
SLICE = tuple(column for column in COLUMNS["ucdp-ged"] if column not in {"relid", "code_status", "where_description", "gwnoa"})


@pytest.mark.parametrize("form_id", COLUMNS)
def test_a_format_is_recognised_by_its_columns(form_id: str) -> None:
    """A header is recognised in any order and case, with more columns and with spaces around their names."""
    columns = [f" {column.upper()} " for column in reversed(COLUMNS[form_id])]
    for header in (COLUMNS[form_id], columns, ("more", *columns, "")):
        assert recognise(header_of(header)) is by_id(form_id)


def test_an_older_release_is_recognised() -> None:
    """A release that lacks columns of newer ones is of the format."""
    assert recognise(header_of(SLICE)) is GED


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        (
            [column for column in COLUMNS["ucdp-ged"] if column != "type_of_violence"],
            "the columns are nearest to UCDP GED, but column type_of_violence is missing",
        ),
        (
            ["event_id_cnty", "notes", "fatalities", "country"],
            "the columns are nearest to ACLED, but columns event_date and event_type are missing",
        ),
        (
            ["eventid", "iyear"],
            "the columns are nearest to GTD, but columns attacktype1_txt, gname, iday, imonth and 1 more are missing",
        ),
    ],
)
def test_a_near_miss_is_named(columns: list[str], told: str) -> None:
    """A header that lacks columns is of no format, and the sentence names the nearest one and what is missing."""
    assert recognise(header_of(columns)) is None
    assert unknown(header_of(columns), Path("x.csv"), headless=False) == f"x.csv: {told}; {WAY}"


def test_other_columns_are_said_to_be_others() -> None:
    """A header that has nothing of any format is told the formats and the way out."""
    said = unknown(header_of(["a", "b"]), Path("x.csv"), headless=False)
    assert said.startswith("x.csv: the columns are not those of UCDP GED")


def test_the_way_out_is_a_command_for_a_shell() -> None:
    """The file is named as it was given, with its folder and with quotation marks where a shell needs them."""
    said = unknown(header_of(["a", "b"]), Path("data/my rows.csv"), headless=False)
    assert said.startswith("my rows.csv: ")
    assert "; cttui import --suggest 'data/my rows.csv' prints a mapping" in said


def test_formats_are_told_apart() -> None:
    """No two formats have the same id or prefix of events, and none has all the columns that another is recognised by."""
    assert len({form.id for form in FORMATS}) == len(FORMATS)
    prefixes = [form.prefix for form in FORMATS if form.prefix]
    assert len(set(prefixes)) == len(prefixes)
    assert not any(one.required <= other.required for one in FORMATS for other in FORMATS if one is not other)


def day(written: str) -> int:
    """The number of a day."""
    return dates.parse(written).earliest


@pytest.mark.parametrize(
    ("countries", "first", "last", "title", "period"),
    [
        (["Syria"], "2016-01-01", "2018-12-31", "UCDP GED: Syria, 2016–2018", "2016/2018"),
        (["Syria", "Iraq"], "2016-01-01", "2016-12-31", "UCDP GED: Iraq and Syria, 2016", "2016"),
        (["C", "B", "A"], "1989-01-01", "2024-12-31", "UCDP GED: A, B and C, 1989–2024", "1989/2024"),
        (list("ABCD"), "1989-01-01", "2024-12-31", "UCDP GED: 4 countries, 1989–2024", "1989/2024"),
        ([], "1989-01-01", "2024-12-31", "UCDP GED, 1989–2024", "1989/2024"),
        (["Syria"], "", "", "UCDP GED: Syria", "0001/9999"),
    ],
)
def test_what_an_import_is_called(countries: list[str], first: str, last: str, title: str, period: str) -> None:
    """The title names the format, the countries if they are few, and the years; licence and method are the dataset's."""
    meta = heading(GED, countries, day(first) if first else None, day(last) if last else None)
    assert (meta.id, meta.title, meta.period, meta.licence) == ("ucdp-ged", title, period, "CC-BY-4.0")
    assert meta.method == f"{GED.method} {GED.terms}"
    assert calendar.day_of(dates.parse(meta.period).earliest).year == int(period[:4])


def test_a_format_is_known_by_its_own_id() -> None:
    """Every row of ``KNOWN`` leads to the format with that id, and the registry has them all."""
    assert [form.id for form in FORMATS] == list(KNOWN)
    assert [by_id(form_id) for form_id in KNOWN] == list(FORMATS)
    assert by_id("unheard-of") is None


def test_a_stores_format_is_imported_alone() -> None:
    """Who asks for one format imports no other, which would take as long as opening the store."""
    code = "import sys; from cttui.imports.known import by_id; by_id('ucdp-ged'); print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    loaded = run.stdout.split()
    others = {f"cttui.imports.{module}" for module, _ in KNOWN.values()} - {"cttui.imports.ged"}
    assert others.isdisjoint(loaded)
    assert "cttui.imports.ged" in loaded
