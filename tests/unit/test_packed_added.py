"""What the cells of pieces add to a store: the same whether they are read as they stand or taken apart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cttui.imports import apart
from cttui.imports.format import Cells, Format, Piece, Said
from cttui.imports.ged import GED
from cttui.imports.registry import FORMATS
from cttui.model import dates
from cttui.model.edtf.points import plain_days
from cttui.model.records import Claim
from cttui.store import layout
from cttui.store.packed import codes as packed_codes
from cttui.store.packed import elements as packed_elements
from cttui.store.packed.codes import Codes
from cttui.store.packed.numbered import written
from cttui.store.packed.parts import parted, unpack_text
from cttui.store.packed.share import Share
from cttui.store.packed.shares import Shares

_CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "1", "2", "3", "5", "6", "7", "9", "2.0", "12.5", "-33.25", "190", "north", "Northport", "al-Mina", "almina",
         "Harbour district", "Herald", "Herald;Gazette", "Herald; Herald;;Radio, \u00c4ther", " Herald", "5 km"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1f"), max_size=12),
)  # fmt: skip
_APART = [(form, piece) for form in FORMATS for piece in form.pieces if piece.apart is not None]


@pytest.fixture(autouse=True, scope="module")
def _little_at_once() -> Iterator[None]:
    """Elements are looked at two at a time, so that what is told of codes goes over the ends of slices."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed_elements, "AT_ONCE", 2)
        yield


def added(form: Format, piece: Piece, content: list[Cells]) -> dict[str, object]:
    """All that the cells of a piece add, by their codes."""
    codes = Codes(piece, Shares(form))
    codes.of(list(zip(*content, strict=True)), range(len(piece.columns)), len(content))
    codes.work()
    codes.ordered()
    codes.end()
    names = list(codes.sets)
    return {
        "sets": [[names[one] for one in members] for members in codes.members.lists()],
        "texts": len(codes.documents),
        "numbers": {name: dict(zip(*pair, strict=True)) for name, pair in codes.numbers.items() if pair[0]},
        **{
            name: getattr(codes, name)
            for name in (
                "rest", "points", "orders", "listed", "kinds", "measures", "firsts", "documents", "faulty", "units", "within"
            )
        },
    }  # fmt: skip


@pytest.mark.parametrize(("form", "piece"), _APART, ids=lambda one: getattr(one, "id", None) or one.name)
@given(data=st.data())
def test_cells_that_are_taken_apart_add_what_they_add_as_they_stand(form: Format, piece: Piece, data: st.DataObject) -> None:
    """Sets, numbers, points, words and faults are those of what the piece says of the cells together."""
    content = data.draw(st.lists(st.tuples(*[_CELLS] * len(piece.columns)), min_size=1, max_size=6))
    found = added(form, piece, content)
    assert found["texts"] == len(set(content))
    assert found == added(form, replace(piece, apart=None), content)


_DATED = [(form, piece) for form in FORMATS for piece in form.pieces if piece.name == "dates"]


@pytest.mark.parametrize(("form", "piece"), _DATED, ids=lambda one: getattr(one, "id", None) or one.name)
@given(data=st.data())
def test_cells_that_say_a_date_alone_add_what_the_long_road_finds(form: Format, piece: Piece, data: st.DataObject) -> None:
    """Numbers, places in the order of days and faults are those of a whole share."""
    cells = st.one_of(st.dates().map(str), st.sampled_from(["", "1", "2", "3", "5", "0", "2024", "May 2-3, 2024", "now"]))
    content = data.draw(st.lists(st.tuples(*[cells] * len(piece.columns)), min_size=1, max_size=6))
    found = added(form, piece, content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed_codes, "says_days", lambda _: False)
        assert found == added(form, piece, content)


@given(st.lists(st.tuples(*[st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1f"), max_size=6)] * 2)))
@example([("\\u001f", "a"), ("\\", '"]')])
@example([("a\x1eb", "\n")])
def test_cells_are_written_as_json_writes_them(content: list[Cells]) -> None:
    """Those of a code are a list on a line, whatever they hold: also what is put between cells to write many at once."""
    codes = Codes(Piece("two", ("one", "other"), lambda _: Said()), Shares(GED))
    codes.of(list(zip(*content, strict=True)) or ((), ()), (0, 1), len(content))
    for count in (1, 2, 100):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(layout, "FRAME", count)
            patch.setattr(layout, "CODES", 2 * count)
            rows, frames = written(codes.joined), -(-len(dict.fromkeys(content)) // count)
            packed = [one for n, row in enumerate(rows) for one in parted(row, min(2, frames - 2 * n))]
            lines = "\n".join(map(unpack_text, packed)).split("\n") if content else []
        assert lines == [json.dumps(cells, ensure_ascii=False) for cells in dict.fromkeys(content)]


_PLAIN = st.one_of(
    st.dates().map(str),
    st.tuples(st.dates(), st.dates()).map(lambda two: f"{min(two)}/{max(two)}"),
    st.sampled_from(["2024-W01-1", "2024-05-06/2024-05-05", "2024-13-01", "0000-01-01", "2024-01-01x2024-01-02", "20240101"]),
    st.text("0123456789-/W", max_size=21),
)


@given(_PLAIN)
def test_plain_days_are_those_of_the_date(text: str) -> None:
    """Where a date is a day or an interval of two, its days found by the short road are all that the long one says of it."""
    if (days := plain_days(text)) is not None:
        when = dates.parse(text)
        assert (when.earliest, when.latest) == days
        assert when.sort_key() == (*days, -1)
        assert when.listed == days[0]
        assert len(when.runs) == 1


@pytest.mark.parametrize(("form", "piece"), _APART, ids=lambda one: getattr(one, "name", None) or one.id)
@given(data=st.data())
def test_a_list_shows_what_the_whole_piece_says(form: Format, piece: Piece, data: st.DataObject) -> None:
    """Of a piece that is taken apart a list reads some cells alone, and shows of them what all say together."""
    assert piece in form.pieces
    cells = tuple(data.draw(st.tuples(*[_CELLS] * len(piece.columns))))
    said, shown = piece.read(cells), apart.listed(piece, cells)
    assert (said.date, said.kind, said.title, said.units, said.claims) == (
        shown.date, shown.kind, shown.title, shown.units, shown.claims,
    )  # fmt: skip


_FIGURE = st.one_of(st.integers(0, 3000), st.floats(0, 50, width=16))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim with a number, a bound or two, a best number between them, or words."""
    low, best, high = sorted(draw(st.tuples(_FIGURE, _FIGURE, _FIGURE)))
    figures: dict[str, Any] = draw(
        st.sampled_from(
            [{"value": low}, {"min": low}, {"max": high}, {"min": low, "max": high}, {"min": low, "max": high, "best": best},
             {"words": "dozens"}, {"value": low, "approx": True}]
        )
    )  # fmt: skip
    return Claim(
        measure=draw(st.sampled_from(["killed", "injured"])),
        who=draw(st.sampled_from(["all", "soldiers", "12"])),
        by=draw(st.sampled_from([GED.claimant.name, "Dockers"])),
        source=GED.dataset.id,
        unit=draw(st.sampled_from(["", "rupees"])),
        period=draw(st.sampled_from(["", "2031"])),
        note=draw(st.sampled_from(["", "2", "our sum"])),
        **figures,
    )


@given(st.lists(st.tuples(claims(), st.sampled_from(["", "battle", "statement"])), min_size=1, max_size=8))
def test_claims_that_differ_in_figures_add_what_each_adds_by_itself(said: list[tuple[Claim, str]]) -> None:
    """What a claim adds does not depend on those before it, of which it may have taken all but the figures."""
    shares = Shares(GED)
    for claim, kind in said:
        one = Said(kind=kind, claims=(claim,))
        assert shares.of(one) == Shares(GED).of(one)


def test_a_claim_like_another_is_not_worked_out_at_length(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many claims that differ in their figures alone, the first is worked out at length."""
    asked: list[Said] = []
    at_length = Shares._of_claims

    def counted(self: Shares, said: Said) -> Share:
        asked.append(said)
        return at_length(self, said)

    monkeypatch.setattr(Shares, "_of_claims", counted)
    (deaths,) = [piece for piece in GED.pieces if piece.name == "deaths"]
    shares = Shares(GED)
    for figures in (("2", "4", "6"), ("0", "10", "12"), ("3", "3", "3"), ("4", "4", "4"), ("1", "2", "1000")):
        shares.of(deaths.read((*figures, "", "", "")))
    assert [said.claims[0].best for said in asked] == [4, None]
