"""docs/import.md says of every column of a dataset what it becomes, and the formats do what it says."""

from __future__ import annotations

import csv
import re
import shlex
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest

from cttui.cli.main import main
from cttui.imports import mapping, objects
from cttui.imports.by_mapping import format_of
from cttui.imports.dateforms import FORMS, reader_of
from cttui.imports.events import event_of, header_of
from cttui.imports.format import Format
from cttui.imports.known import by_id
from cttui.imports.registry import FORMATS
from cttui.imports.rows import MOST_LINE
from cttui.store.importing import KEEP, KEEP_BYTES
from datasets import COLUMNS

PAGE = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")


def rows(form: Format) -> list[tuple[list[str], str]]:
    """The rows of a format's table: its columns, and what they become."""
    table = re.search(rf"<!-- {form.id} -->\n(.*?)<!-- /{form.id} -->", PAGE, re.DOTALL)
    assert table
    split = [line.strip("|").split(" | ") for line in table[1].splitlines()[2:]]
    return [(re.findall(r"`([^`]+)`", columns), becomes.strip()) for columns, becomes in split]


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
def test_every_column_is_named_once(form: Format) -> None:
    """The table of a format names each column of the current release, and none twice."""
    named = [column for columns, _ in rows(form) for column in columns]
    assert sorted(named) == sorted(COLUMNS[form.id])


def test_every_format_has_a_section() -> None:
    """The page has a section for each format, under its name and in the order in which formats are listed."""
    titles = [form.title for form in FORMATS]
    assert [heading for heading in re.findall(r"^## (.+)$", PAGE, re.MULTILINE) if heading in titles] == titles


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id not in COLUMNS], ids=lambda form: form.id)
def test_every_column_that_is_taken_is_named(form: Format) -> None:
    """Where no release says which columns there are, the table names each that the format takes once, and no other."""
    named = [column for columns, _ in rows(form) for column in columns]
    pieces = {column for piece in form.pieces for column in piece.columns}
    assert sorted(named) == sorted(pieces | {*form.texts, *(form.sourcing.columns if form.sourcing else ())})


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
def test_what_is_kept_is_not_taken(form: Format) -> None:
    """A column that is said to be kept as it is has no piece, and one that is said to become something is taken."""
    taken = {form.ident, *form.texts, *(column for piece in form.pieces for column in piece.columns)}
    assert form.sourcing
    taken |= set(form.sourcing.columns)
    for columns, becomes in rows(form):
        for column in columns:
            assert (column.lower() in taken) == (not becomes.startswith("kept")), column


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
def test_columns_with_words_of_the_codebook_are_said_to_have_them(form: Format) -> None:
    """A kept column has words beside its codes exactly if the table says so."""
    for columns, becomes in rows(form):
        if becomes.startswith("kept"):
            for column in columns:
                assert (column.lower() in (form.meanings or {})) == ("words" in becomes), column


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
def test_columns_of_text_alone_are_said_to_be_searched(form: Format) -> None:
    """A column that is only searched is said to be; the summary and sources are searched too."""
    pieces = {column for piece in form.pieces for column in piece.columns}
    assert form.sourcing
    alone = set(form.texts) - pieces - set(form.sourcing.columns) - {form.summary}
    assert alone == {column.lower() for columns, becomes in rows(form) if becomes.startswith("searched") for column in columns}


def part(name: str) -> str:
    """A marked part of the page."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_every_key_of_a_mapping_is_told() -> None:
    """The table of keys names each key of each table of a mapping, and no other."""
    told: dict[str, list[str]] = {}
    table = ""
    for line in part("keys").splitlines()[2:]:
        first, keys, _ = line.strip("|").split(" | ", 2)
        table = first.strip(" `[]") or table
        told.setdefault(table, []).extend(re.findall(r"`(\w+)`", keys))
    tables = {**mapping.TABLES, **mapping.ARRAYS}
    assert told == {name: told[name] for name in tables}
    for name, (_, record) in tables.items():
        assert sorted(told[name]) == sorted(field.name for field in fields(record))  # type: ignore[arg-type]  # their base alone is none


def test_every_key_that_takes_columns_is_looked_up() -> None:
    """The keys that name columns are those of each table that take some, and an event's id and summary."""
    for name, keys in mapping.COLUMN_KEYS.items():
        _, record = {**mapping.TABLES, **mapping.ARRAYS}[name]
        hints = get_type_hints(record, include_extras=True)
        several = {key for key, hint in hints.items() if hint == mapping.Columns}
        assert set(keys) == several | ({"id", "summary"} if name == "event" else set())
    assert {*mapping.COLUMN_KEYS, "dataset"} == {*mapping.TABLES, *mapping.ARRAYS}


def test_the_lists_and_limits_that_are_told_are_those_that_hold() -> None:
    """Members of JSON that hold rows, the longest line and cell, and what the cache keeps are on the page as they are."""
    text = " ".join(PAGE.split())
    members = [f"`{name}`" for name in objects.LISTS]
    assert f"a list called {', '.join(members[:-1])} or {members[-1]}" in text
    assert f"longer than {MOST_LINE >> 20} MB in one line" in text
    assert f"of more than {csv.field_size_limit():,} characters" in text
    assert KEEP == 12
    assert f"at most twelve, and at most {KEEP_BYTES >> 30} GiB together" in text


def test_every_form_of_dates_is_told() -> None:
    """The table of forms names each form, and every example of it is read as a date by its form."""
    rows = [line.strip("|").split(" | ") for line in part("forms").splitlines()[2:]]
    assert [form for forms, _ in rows for form in re.findall(r"`([^`]+)`", forms)] == [*FORMS, "%d %b %Y"]
    for forms, examples in rows[:-1]:
        for example in re.findall(r"`([^`]+)`", examples):
            reader = reader_of(re.findall(r"`([^`]+)`", forms)[0])
            assert reader
            assert reader(example), example


def test_the_mapping_that_is_shown_is_a_sound_one() -> None:
    """The mapping on the page is valid, makes an event of a row with its columns, and comes back from what a store keeps."""
    text = part("mapping").removeprefix("```toml\n").removesuffix("```\n")
    found = mapping.parse(text.encode(), "m.toml")
    columns = dict.fromkeys(column for _, column in mapping.columns_of(found))
    cells = {"ref": "1", "type": "Bombing", "town": "Northport", "day": "3/2/2031", "lat": "1", "lon": "2", "dead": "4"}
    form = format_of(found)
    event = event_of(form, header_of(list(columns)), [cells.get(column, "") for column in columns], 1)
    assert (event.date, event.kind, event.title) == ("2031-02-03", "attack", "Bombing: Northport")
    again = by_id(form.kept_as)
    assert again
    assert event_of(again, header_of(list(columns)), [cells.get(column, "") for column in columns], 1) == event


def test_the_commands_that_are_shown_import_a_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The commands on the page, in their order, make a mapping of a file, a store by it, and open the store."""
    monkeypatch.setenv("CTTUI_CACHE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "incidents.csv").write_text("ref,day,town,dead\n1,2031-02-03,Northport,4\n2,2031-02-04,Azaz,1\n")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
    commands = [line for line in commands if "incidents" in line]
    assert len(commands) == 3
    for line in commands:
        command, _, output = line.partition(" > ")
        _, *words = shlex.split(command)
        # what opens the screen lists here
        assert main(words if words[0] == "import" else ["list", *words]) == 0
        said = capsys.readouterr().out
        if output:
            (tmp_path / output).write_text(said)
    assert "Northport" in said
