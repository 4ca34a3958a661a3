"""What holds for every format of datasets: whatever stands in the cells, a row becomes an event and no exception."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cttui.imports.cells import name
from cttui.imports.events import event_of, header_of, said_of, sources_of, units_of
from cttui.imports.format import Format, Said
from cttui.imports.registry import FORMATS
from cttui.imports.units import named
from cttui.model import dates
from cttui.model.claims import SAID_KINDS, interval, stated
from cttui.model.records import KINDS, STANDPOINTS, Claim, Place, Source, Unit
from cttui.query.fields import FIELDS
from cttui.text import has_control
from datasets import COLUMNS, OLDER, header, row

CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "0", "1", "2", "3", "4", "5", "6", "7", "-9", "-99", "-1", "3.0", "0.5", "1e9", "9" * 18, "9" * 40]
    ),
    st.sampled_from(["2031-05-02", "2031-02-31", "2031-13-01", "0001-01-01", "9999-12-31", "31 Feb 2031", "May 1-3, 2031"]),
    st.sampled_from(
        ["a;b", ";", "; ;", '"A,2031-05-02,b";"C,2031-05-02,d"', '"', "\n", "a\nb", "\x1b[31m", "\u202eabc", "\x00"]
    ),
    st.sampled_from(["x" * 700, "Unknown", ".", "90", "-90.1", "180", "٣", "²", "NaN", "Battles", "crowd size=5; a b"]),
    st.text(max_size=30),
    st.integers(-200, 10_000).map(str),
    st.dates().map(str),
)


def safe(text: str) -> bool:
    """Whether a text may be a name: on one line, without what a terminal must not get, not blank at its ends."""
    return not has_control(text) and "\n" not in text and "\t" not in text and text == text.strip() and len(text) <= 500


def check_said(form: Format, said: Said) -> None:
    """What a piece says is of the right kinds, whatever it read."""
    if said.date:
        assert dates.dated(said.date) is not None
    assert said.kind == "" or said.kind in KINDS
    # by a mapping, the piece of the claims names the kind of a row without figures too; GDELT has no claims at all
    assert said.kind not in SAID_KINDS or said.claims or form.id in {"timesketch", "geojson", "gdelt"}
    assert said.title == "" or safe(said.title)
    for field, value in said.values:
        assert FIELDS[field].shape == "values"
        assert field != "province"
        assert value.token == value.label
        assert value.token
        assert safe(value.token)
        assert value.aliases == ()
    assert len(set(said.values)) == len(said.values)
    for unit in said.units:
        assert unit == Unit(**dataclasses.asdict(unit))
        assert safe(unit.code)
        assert unit.short
        assert "," not in unit.short
    if said.place:
        assert said.place == Place(**dataclasses.asdict(said.place))
        assert said.place.lat is None or -90 <= said.place.lat <= 90
        assert said.place.lon is None or -180 <= said.place.lon <= 180
    for claim in said.claims:
        assert claim == Claim(**dataclasses.asdict(claim))
        assert claim.source == form.dataset.id
        assert claim.by == form.claimant.name
        assert interval(claim) is not None
        assert stated(claim)
    for fault in said.faults:
        assert safe(fault)
        assert len(fault) < 400


def test_a_long_name_ends_with_a_word() -> None:
    """A name that is too long ends where a word does, and one word that is too long is no name."""
    assert name("a" * 300 + " " + "b" * 199 + " c") == "a" * 300 + " " + "b" * 199
    assert name("a" * 300 + " " + "b" * 200) == "a" * 300
    assert name("x" * 501) == ""


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
@given(data=st.data())
def test_a_piece_says_something_right_of_any_cells(form: Format, data: st.DataObject) -> None:
    """Any cells are read without an exception, to valid dates, kinds, values, places and claims, twice the same."""
    for piece in form.pieces:
        cells = tuple(data.draw(CELLS, label=column) for column in piece.columns)
        said = piece.read(cells)
        check_said(form, said)
        assert piece.read(cells) == said


@pytest.mark.parametrize("form", [form for form in FORMATS if form.sourcing], ids=lambda form: form.id)
@given(data=st.data())
def test_sources_go_with_their_keys(form: Format, data: st.DataObject) -> None:
    """Keys are as many as sources and differ, the ids follow from them, and a key means the same source in every row."""
    assert form.sourcing
    known: dict[str, Source] = {}
    for _ in range(3):
        cells = tuple(data.draw(CELLS) for _ in form.sourcing.columns)
        keys, found = form.sourcing.keys(cells), form.sourcing.read(cells)
        assert len(set(keys)) == len(keys) == len(found)
        assert len({source.id for source in found}) == len(found)
        for key, source in zip(keys, found, strict=True):
            assert known.setdefault(key, source) == source
            assert safe(source.title)
            assert safe(source.publisher)
            assert source.standpoint in STANDPOINTS
            assert not source.issued or dates.dated(source.issued)


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
@given(data=st.data())
def test_a_row_becomes_an_event(form: Format, data: st.DataObject) -> None:
    """A row with anything in it becomes an event; its units and sources exist, its publishers are those of its sources."""
    changed = data.draw(st.dictionaries(st.sampled_from(COLUMNS[form.id]), CELLS, max_size=12))
    cells = row(form, **changed)
    made = event_of(form, header(form), cells, 1)
    sources = {source.id: source for source in sources_of(form, header(form), cells)}
    assert set(made.sources) == {*sources, form.dataset.id}
    assert set(made.provinces) == {unit.code for unit in named(units_of(form, header(form), cells))}
    assert made.kind in KINDS
    assert made.title
    values = [pair for _, said in said_of(form, header(form), cells) for pair in said.values]
    publishers = {source.publisher for source in sources.values()} - {""}
    assert {value.token for field, value in values if field == "publisher"} == publishers
    assert [cell.value for cell in made.cells] == [cell for cell in cells if cell]


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
@given(cell=CELLS)
def test_meanings_are_words_or_nothing(form: Format, cell: str) -> None:
    """What a code means is asked of any cell without an exception, of columns that the format has."""
    known = {column.lower() for column in COLUMNS[form.id]}
    assert form.meanings
    for column, means in form.meanings.items():
        assert column in known
        assert safe(means(cell))


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
def test_a_format_names_columns_that_its_dataset_has(form: Format) -> None:
    """Pieces, texts, sources and required columns are those of this or an older release; pieces have names of their own."""
    known = {column.lower() for column in COLUMNS[form.id]} | OLDER.get(form.id, set())
    named_columns = [*form.required, form.ident, *form.texts, *(column for piece in form.pieces for column in piece.columns)]
    assert {column for column in named_columns if column} <= known
    assert form.sourcing is None or set(form.sourcing.columns) <= known
    assert len({piece.name for piece in form.pieces}) == len(form.pieces)
    assert not form.summary or form.summary in form.texts


@pytest.mark.parametrize("form", [form for form in FORMATS if form.id in COLUMNS], ids=lambda form: form.id)
def test_an_empty_row_becomes_an_event(form: Format) -> None:
    """A row of empty cells is an event without a date, with a title, numbered where it has no id."""
    columns = COLUMNS[form.id]
    made = event_of(form, header_of(columns), [""] * len(columns), 7)
    assert (made.date, made.claims, made.place, made.provinces) == ("", (), None, ())
    assert made.title
