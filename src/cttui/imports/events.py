"""From a row to an event: what an import means, one row at a time.

Stores of many rows are made by another road (``store.packed``), which must answer as if it had gone this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cttui.imports.cells import present
from cttui.imports.format import Cells, Format, Piece, Said
from cttui.imports.shapes import LATITUDE, LONGITUDE
from cttui.lazy import dataclass
from cttui.model.records import Claim, CodedCell, CodedEvent, Place, Source, Unit

ELSEWHERE = frozenset({"actor", "tag", "publisher", "district"})
"""Fields whose values stand in an event's own keys, its place or its sources."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one file: where each stands, whatever their order and case."""

    columns: tuple[str, ...]
    """As the file has them."""
    places: Mapping[str, int]
    """The position of each column by its name in lower case; of several with one name, the first."""

    def positions(self, columns: Sequence[str]) -> tuple[int | None, ...]:
        """Where some columns stand; ``None`` for one that the file has not."""
        return tuple(map(self.places.get, columns))

    def cells(self, row: Sequence[str], columns: Sequence[str]) -> Cells:
        """What stands in some columns of a row; empty where the file has no such column."""
        return tuple(["" if place is None else row[place] for place in self.positions(columns)])


def header_of(columns: Sequence[str]) -> Header:
    """The header of a file, from its first row."""
    places: dict[str, int] = {}
    for place, column in enumerate(columns):
        places.setdefault(column.strip().lower(), place)
    for name, feature in (("latitude", LATITUDE), ("longitude", LONGITUDE)):
        if feature in places:
            # an export as GeoJSON may have its coordinates in the geometry alone
            places.setdefault(name, places[feature])
    return Header(tuple(columns), places)


def said_of(form: Format, header: Header, row: Sequence[str]) -> list[tuple[Piece, Said]]:
    """What each piece of a row says."""
    return [(piece, piece.read(header.cells(row, piece.columns))) for piece in form.pieces]


def event_of(form: Format, header: Header, row: Sequence[str], number: int) -> CodedEvent:
    """The event that a row becomes.

    Args:
        form: The file's format.
        header: The file's header.
        row: Its cells, as many as the header has.
        number: Its number in the file, from 1, which is its id where rows have none.
    """
    made = composed(
        form,
        [share_of(one) for _, one in said_of(form, header, row)],
        id_=event_id(form, header, row, number),
        summary=summary_of(form, header, row),
        sources=sources_of(form, header, row),
    )
    texts = tuple(cell for cell in header.cells(row, form.texts) if cell)
    return replace(made, texts=(*made.texts, *texts), cells=cells_of(form, header, row), columns=len(header.columns))


class Part(NamedTuple):
    """What a piece says of an event: its share of each of the event's keys."""

    date: str
    kind: str
    title: str
    place: Place | None
    provinces: tuple[str, ...]
    actors: tuple[str, ...]
    tags: tuple[str, ...]
    coded: tuple[tuple[str, str], ...]
    claims: tuple[Claim, ...]


def share_of(said: Said) -> Part:
    """What a piece says, as ``composed`` takes it."""
    values = [(field, value.token) for field, value in said.values]
    return Part(
        said.date,
        said.kind,
        said.title,
        said.place,
        tuple(unit.code for unit in said.units),
        tuple(token for field, token in values if field == "actor"),
        tuple(token for field, token in values if field == "tag"),
        tuple(pair for pair in values if pair[0] not in ELSEWHERE),
        said.claims,
    )


def composed(form: Format, said: Iterable[Part], *, id_: str, summary: str, sources: Iterable[Source]) -> CodedEvent:
    """The event of a row of which each piece says something, without the row's own cells and its running texts.

    Args:
        form: The row's format.
        said: What its pieces say, in the order of the format.
        id_: Its id.
        summary: Its summary.
        sources: The sources that the row names, each once, without the dataset.
    """
    date, kind, place = "", "", None
    titles: list[str] = []
    provinces: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    coded: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    for one in said:
        date, kind, place = date or one.date, kind or one.kind, place or one.place
        if one.title:
            titles.append(one.title)
        provinces += one.provinces
        actors += one.actors
        tags += one.tags
        coded += one.coded
        claims += one.claims
    return CodedEvent(
        id=id_,
        date=date,
        kind=kind or "other",  # type: ignore[arg-type]  # a format names kinds alone
        title=form.joined.join(titles) or form.title,
        summary=summary,
        provinces=tuple(dict.fromkeys(provinces)),
        place=place,
        sources=(*(source.id for source in sources), form.dataset.id),
        claims=claims,
        coded=tuple(dict.fromkeys(coded)),
        texts=tuple(titles),
        actors=tuple(dict.fromkeys(actors)),
        tags=tuple(dict.fromkeys(tags)),
    )


def part_of(said: Said) -> CodedEvent:
    """What one piece says, as an event without anything else: what it adds to an index."""
    one = share_of(said)
    return CodedEvent(
        id="",
        date=one.date,
        kind=one.kind,  # type: ignore[arg-type]  # empty where another piece says it
        title=one.title,
        provinces=tuple(dict.fromkeys(one.provinces)),
        place=one.place,
        claims=one.claims,
        coded=one.coded,
        texts=(one.title,) if one.title else (),
        columns=1,
        actors=one.actors,
        tags=one.tags,
    )


def event_id(form: Format, header: Header, row: Sequence[str], number: int) -> str:
    """The id of a row's event: without blanks, so that a line of text can hold it; by its number if the row has none."""
    # that of a feature may be missing in the whole file
    if form.ident not in header.places:
        return f"{form.prefix}{number}"
    return form.prefix + ("-".join(header.cells(row, (form.ident,))[0].split()) or f"row-{number}")


def summary_of(form: Format, header: Header, row: Sequence[str]) -> str:
    """The summary of a row's event; empty if it has none."""
    return present(header.cells(row, (form.summary,)))[0] if form.summary else ""


def units_of(form: Format, header: Header, row: Sequence[str]) -> tuple[Unit, ...]:
    """The first-level units of a row."""
    return tuple(dict.fromkeys(unit for _, one in said_of(form, header, row) for unit in one.units))


def sources_of(form: Format, header: Header, row: Sequence[str]) -> tuple[Source, ...]:
    """The sources that a row names, without the dataset itself; each once."""
    return sources_in(form, header.cells(row, form.sourcing.columns)) if form.sourcing is not None else ()


def sources_in(form: Format, cells: Cells) -> tuple[Source, ...]:
    """The same of what stands in the columns of ``Format.sourcing``."""
    found = form.sourcing.read(cells) if form.sourcing is not None else ()
    return tuple(found) if len(found) < 2 else tuple({source.id: source for source in found}.values())


def cells_of(form: Format, header: Header, row: Sequence[str]) -> tuple[CodedCell, ...]:
    """A row's own cells without the empty ones, with what codes mean."""
    known = form.meanings or {}
    found = []
    for column, value in zip(header.columns, row, strict=True):
        if value:
            means = known.get(column.strip().lower())
            found.append(CodedCell(column, value, means(value) if means else ""))
    return tuple(found)
