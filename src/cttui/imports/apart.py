"""Pieces of a row that are taken apart: few rows have all of their cells in common, and many rows each cell.

A third of a dataset's rows may have a place of their own by name, district and coordinates together, while a district has
thousands of rows. So what such a piece says is put together from what a few of its cells say by themselves, which is worked
out once for all rows that have these.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from cttui.imports import cells as read
from cttui.imports.format import Apart, Cells, Part, Piece, Reader, Said
from cttui.model.records import Place, Precision, Unit
from cttui.query.fields import Value


def piece(name: str, columns: tuple[str, ...], apart: Apart, *, aside: bool = False) -> Piece:
    """A piece that says what the cells that it is taken apart into say together."""
    return Piece(name, columns, partial(_read, apart), apart, aside)


def _read(apart: Apart, cells: Cells) -> Said:
    return together([reader(some) for reader, some in apart(cells)])


def together(said: Sequence[Said]) -> Said:
    """What some cells of one piece say together. None says a date or claims, and one at most has coordinates."""
    kind = title = ""
    values: dict[tuple[str, Value], None] = {}
    units: list[Unit] = []
    places: list[Place] = []
    faults: list[str] = []
    # asked of every distinct place and publisher of a dataset
    for one in said:
        kind = kind or one.kind
        title = title or one.title
        if one.values:
            values.update(dict.fromkeys(one.values))
        if one.units:
            units += one.units
        if one.place is not None:
            places.append(one.place)
        if one.faults:
            faults += one.faults
    place = _place(places) if places else None
    return Said("", kind, title, tuple(values), tuple(units), place, (), tuple(faults))


def _place(places: Sequence[Place]) -> Place | None:
    """A place by what several cells say of it; how precise coordinates are, none says that has none."""
    name = district = ""
    at = precision = None
    for one in places:
        name = name or one.name
        district = district or one.district
        precision = precision or one.precision
        if at is None and one.lat is not None:
            at = one
    if at is None:
        return Place(name=name, district=district) if name or district else None
    return Place(name=name, district=district, lat=at.lat, lon=at.lon, precision=precision)


def where(cells: Cells) -> Said:
    """What a cell says that names a place and is a part of the title."""
    called = read.name(cells[0])
    return Said(title=called, place=Place(name=called) if called else None)


def district(cells: Cells) -> Said:
    """What a cell says that names a district."""
    called = read.name(cells[0])
    return Said(place=Place(district=called), values=read.values(("district", called))) if called else Said()


def at(cells: Cells) -> Said:
    """What cells of degrees north and east say."""
    lat, lon = cells
    faults: list[str] = []
    found = read.point(lat, lon, faults)
    return Said(place=read.place("", "", found, None), faults=tuple(faults))


def nowhere(cells: Cells) -> Said:
    """The same of coordinates that stand for no place."""
    lat, lon = cells
    faults: list[str] = []
    read.point(lat, lon, faults)
    return Said(faults=tuple(faults))


def precise(column: str, known: Mapping[str, Precision], codes: Collection[str], range_: str) -> Reader:
    """What reads a code that says how precise coordinates are.

    Args:
        column: Its heading, for the fault.
        known: What codes mean.
        codes: All codes of the codebook.
        range_: These in words, for the fault.
    """
    return partial(_precise, column, known, codes, range_)


def _precise(column: str, known: Mapping[str, Precision], codes: Collection[str], range_: str, cells: Cells) -> Said:
    code = read.code(cells[0])
    if code and code not in codes:
        fault = f"{column} {read.quoted(cells[0])} is not {range_}; the coordinates have no precision"
        return Said(faults=(fault,))
    return Said(place=Place(precision=known[code]) if code in known else None)


def by(reader: Reader, *places: int) -> Part:
    """A part that is always read by the same."""
    return Part(places, partial(_always, reader))


def _always(reader: Reader, _: str) -> Reader:
    return reader


def each(reader: Reader) -> Apart:
    """Takes apart the names in a cell, between which semicolons stand."""
    return partial(_each_of, reader)


def _each_of(reader: Reader, cells: Cells) -> Sequence[tuple[Reader, Cells]]:
    return [(reader, (one,)) for one in cells[0].split(";")]


def publisher(cells: Cells) -> Said:
    """What a cell says that names a publisher."""
    return Said(values=read.values(("publisher", cells[0])))


_UNLISTED = frozenset({district, at, nowhere, _precise, publisher})
"""What says nothing that a list of events shows."""


def listed(piece: Piece, cells: Cells) -> Said:
    """What a piece says, as far as a list of events shows it: its date, kind, title, units and claims, and perhaps more.

    Cells that say nothing of that are not read, which are most of those of a piece that is taken apart.
    """
    if piece.apart is None:
        return piece.read(cells)
    said = [reader(some) for reader, some in piece.apart(cells) if getattr(reader, "func", reader) not in _UNLISTED]
    return said[0] if len(said) == 1 else together(said)
