"""The format that a mapping makes: pieces of a row as any other format has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from cttui.imports import apart, dateforms, units
from cttui.imports import cells as read
from cttui.imports.format import Apart, Cells, Format, Piece, Reader, Said, Sourcing, filled, source_id
from cttui.imports.mapping import (
    COLUMN_KEYS,
    DateColumns,
    FacetColumns,
    FigureColumns,
    KindColumns,
    Mapping,
    PlaceColumns,
    SourceColumns,
    columns_of,
)
from cttui.model.records import KINDS, Claim, Claimant, Precision, Record, Source
from cttui.text import key

_URL = re.compile(r"https?://[^\s/?#\"<>\\^`{|}][^\s\"<>\\^`{|}]*")
_SWAPPED = str.maketrans(",.", ".,")

Result = TypeVar("Result")
Spec = tuple[str, ...]
"""Columns of which the first that is not empty counts."""


def format_of(mapping: Mapping, form_id: str = "") -> Format:
    """The format that a mapping makes.

    Args:
        mapping: What the columns are.
        form_id: The format's id; the mapping's by default.
    """
    dataset, event = mapping.dataset, mapping.event
    identity = form_id or mapping.id
    publisher = dataset.publisher or dataset.title
    source = Source(
        id=identity,
        type="dataset",
        title=dataset.title,
        publisher=publisher,
        standpoint=dataset.standpoint,
        url=_url(dataset.url),
    )
    claimant = Claimant(name=publisher, standpoint=dataset.standpoint)
    texts = dict.fromkeys((*((event.summary,) if event.summary else ()), *event.texts))
    for one in mapping.sources:
        texts.update(dict.fromkeys(one.title))
    sourcing = _Sources(mapping.sources)
    return Format(
        id=identity,
        title=dataset.title,
        required=frozenset(column.lower() for _, column in columns_of(mapping)),
        ident=event.id.lower(),
        pieces=tuple(_pieces(mapping, claimant.name, source.id)),
        texts=tuple(column.lower() for column in texts),
        summary=event.summary.lower(),
        dataset=source,
        claimant=claimant,
        sourcing=Sourcing(sourcing.columns, sourcing.keys, sourcing.read) if mapping.sources else None,
        prefix=event.prefix,
        joined=event.joined,
        licence=dataset.licence,
        mapping=mapping.text,
        method="Each event is a row of the dataset, read by a mapping that says what its columns mean, which the store has.",
    )


def known_format(
    mapping: Mapping, form_id: str, before: Piece | None, required: Iterable[str], method: str, *, days: Spec = ()
) -> Format:
    """A format that cttui knows by a mapping of its own, which no store keeps.

    Args:
        mapping: What the columns are.
        form_id: The format's id.
        before: A piece that says more than the mapping could, before the mapping's own.
        required: The columns by which a file is recognised.
        method: How rows become events.
        days: The columns of days, which programs write in several ways.
    """
    made = format_of(mapping, form_id)
    pieces = made.pieces if before is None else (before, *made.pieces)
    return replace(made, required=frozenset(required), pieces=pieces, method=method, days=days)


def _pieces(mapping: Mapping, by: str, source: str) -> list[Piece]:
    """The pieces of a mapping's columns, those without columns left out."""
    date, kind, place, facets = mapping.date, mapping.kind, mapping.place, mapping.facets
    pieces = [
        piece("dates", [date.column, date.end, date.year, date.month, date.day], partial(_dates, date)),
        # each cell is a part of the title by itself
        *(piece(_nth("title", n), [(column,)], said_title) for n, column in enumerate(mapping.event.title, 1)),
        _home(place),
        _taken("place", [place.name, place.district, place.lat, place.lon], _place(place)),
        *(
            _taken(field, [(column,) for column in columns], _facet(field, facets.separator))
            for field, columns in _facets(facets)
        ),
        *(piece(_nth("publisher", n), [one.publisher], apart.publisher) for n, one in enumerate(mapping.sources, 1)),
        piece(
            "figures",
            [kind.column, *(spec for one in mapping.figures for spec in specs_of("figure", one))],
            partial(_figures, mapping, by, source),
            always=kind.default != "other",
        ),
    ]
    return [one for one in pieces if one is not None]


def _home(place: PlaceColumns) -> Piece | None:
    """The piece of country, region and first-level unit; where countries have codes, ``NA`` is Namibia."""
    specs = [place.country, place.region, place.province]
    return Piece("country", _columns(specs), partial(_home_of, tuple(map(len, specs)))) if any(specs) else None


def _home_of(lengths: tuple[int, ...], cells: Cells) -> Said:
    countries, others = cells[: lengths[0]], cells[lengths[0] :]
    named = tuple("" if cell in read.MISSING and cell != "NA" else cell for cell in countries)
    return _first(lengths, units.said_home, (*named, *read.present(others)))


def _nth(name: str, number: int) -> str:
    """The name of one of several pieces."""
    return f"{name} {number}" if number > 1 else name


def _facets(facets: FacetColumns) -> Iterator[tuple[str, Spec]]:
    """The fields of a mapping's facets, with their columns."""
    for name, spec in zip(COLUMN_KEYS["facets"], specs_of("facets", facets), strict=True):
        yield {"actors": "actor", "tags": "tag"}.get(name, name), spec


def specs_of(table: str, record: Record) -> list[Spec]:
    """The columns of each key of a table that takes some, in the order of ``COLUMN_KEYS``."""
    return [getattr(record, key) for key in COLUMN_KEYS[table]]


def piece(name: str, specs: Sequence[Spec], said: Reader, *, always: bool = False) -> Piece | None:
    """A piece that reads one cell for each of some keys: of several columns the first that is not empty."""
    if not any(specs) and not always:
        return None
    return filled(Piece(name, _columns(specs), partial(_first, tuple(map(len, specs)), said)))[0]


def _taken(name: str, specs: Sequence[Spec], taken: Apart) -> Piece | None:
    """The same of cells that are taken apart."""
    if not any(specs):
        return None
    return filled(apart.piece(name, _columns(specs), partial(_first, tuple(map(len, specs)), taken)))[0]


def _columns(specs: Sequence[Spec]) -> tuple[str, ...]:
    # without any, a column that no file has: its cell is empty
    return tuple(column.lower() for spec in specs for column in spec) or ("",)


def _first(lengths: tuple[int, ...], reader: Callable[[Cells], Result], cells: Cells) -> Result:
    """Hand on one cell for each key."""
    return reader(_chosen(lengths, cells))


def _chosen(lengths: Sequence[int], cells: Cells) -> Cells:
    """Of the cells of each key, of which there are so many, the first that is not empty."""
    chosen: list[str] = []
    at = 0
    for length in lengths:
        chosen.append(next((cell for cell in cells[at : at + length] if cell.strip()), ""))
        at += length
    return tuple(chosen)


# -- what the pieces say ---------------------------------------------------------------------------------------------


def _dates(spec: DateColumns, cells: Cells) -> Said:
    first, last, year, month, day = cells
    if spec.year:
        said = dateforms.of_parts(year, month, day)
        fault = "" if said or not year.strip() else f"{spec.year[0]} {read.quoted(year)} is not a year; the event has no date"
        return Said(date=said, faults=(read.name(fault),) if fault else ())
    reader = dateforms.reader_of(spec.form) or dateforms.edtf
    begun, ended = reader(first) if first.strip() else "", reader(last) if last.strip() else ""
    faults = [
        f"{column[0]} {read.quoted(cell)} is not a date of the form {spec.form}"
        for column, cell, found in ((spec.column, first, begun), (spec.end, last, ended))
        if cell.strip() and not found
    ]
    said = dateforms.joined(begun, ended) if begun else ended
    if begun and not said:
        faults.append(f"{spec.end[0]} {read.quoted(last)} is before {spec.column[0]} {read.quoted(first)}")
        said = begun
    taken = f"the event is dated {said}" if said else "the event has no date"
    return Said(date=said, faults=tuple(read.name(f"{fault}; {taken}") for fault in faults))


def said_title(cells: Cells) -> Said:
    """What a cell says that is a part of the title."""
    return Said(title=read.name(cells[0]))


def _place(place: PlaceColumns) -> Apart:
    return partial(_place_of, partial(_at, place.precision))


def _place_of(at: Reader, cells: Cells) -> Sequence[tuple[Reader, Cells]]:
    return (_called, cells[:1]), (apart.district, cells[1:2]), (at, cells[2:])


def _called(cells: Cells) -> Said:
    """What a cell says that names a place, and is no part of the title by that."""
    return Said(place=apart.where(cells).place)


def _at(precision: Precision | None, cells: Cells) -> Said:
    lat, lon = cells
    faults: list[str] = []
    return Said(place=read.place("", "", read.point(lat, lon, faults), precision), faults=tuple(faults))


def _facet(field: str, separator: str) -> Apart:
    return partial(_facet_of, partial(_value, field), separator)


def _facet_of(reader: Reader, separator: str, cells: Cells) -> Sequence[tuple[Reader, Cells]]:
    return [(reader, (part,)) for cell in cells for part in read.several(cell, separator)]


def _value(field: str, cells: Cells) -> Said:
    return Said(values=read.values((field, cells[0])))


def _figures(mapping: Mapping, by: str, source: str, cells: Cells) -> Said:
    faults: list[str] = []
    claims: list[Claim] = []
    numbers = [plain(cell, mapping.dataset.decimal) for cell in cells[1:]]
    for n, one in enumerate(mapping.figures):
        claims += _claim(one, numbers[4 * n : 4 * n + 4], by, source, faults)
    return Said(kind=_kind(mapping.kind, cells[0]), claims=tuple(claims), faults=tuple(map(read.name, faults)))


def _kind(spec: KindColumns, cell: str) -> str:
    """The kind of a value: what the mapping says, or the kind of that name, or the default."""
    wanted = key(cell)
    for value, kind in (spec.values or {}).items():
        if key(value) == wanted and cell.strip():
            return kind
    return wanted if wanted in KINDS else spec.default


def plain(cell: str, decimal: str) -> str:
    """A number as programs write it, from one with marks between thousands, or with a comma before its decimals."""
    if decimal == ",":
        cell = cell.translate(_SWAPPED)
    return cell.replace(",", "") if "," in cell and read.THOUSANDS.fullmatch(cell.strip()) else cell


def _claim(spec: FigureColumns, cells: Sequence[str], by: str, source: str, faults: list[str]) -> list[Claim]:
    """A figure as a claim, or none; bounds that contradict each other are moved apart."""
    if spec.value and (bounds := read.bounds(cells[0])) is not None:
        least, most = bounds
        return [Claim(measure=spec.measure, who=spec.who, min=least, max=most, by=by, source=source)]
    unknown = frozenset(map(float, spec.unknown))
    value, low, best, high = (
        read.figure(columns[0], cell, faults, unknown) if columns else None
        for columns, cell in zip(specs_of("figure", spec), cells, strict=True)
    )
    known = [figure for figure in (low, best, high) if figure is not None]
    if value is not None:
        return [Claim(measure=spec.measure, who=spec.who, value=value, by=by, source=source)]
    if not known:
        return []
    if known != sorted(known):
        told = ", ".join(map(str, known))
        faults.append(f"{spec.measure}: {told} are not in order; the figure is {min(known)} to {max(known)}")
        low, high = min(known), max(known)
    return [read.ranged(spec.measure, spec.who, (low, best, high), by, source)]


class _Sources:
    """What reads the sources of a row."""

    def __init__(self, specs: Sequence[SourceColumns]) -> None:
        self.forms = [one.form for one in specs]
        keys = [columns for one in specs for columns in specs_of("source", one)]
        self.columns = tuple(column.lower() for columns in keys for column in columns)
        self.lengths = list(map(len, keys))

    def keys(self, cells: Cells) -> Sequence[str]:
        """All that is known of each source of a row, so that a key is the same source in every row; asked of every row."""
        found: dict[str, None] = {}
        chosen = iter(_chosen(self.lengths, read.present(cells)))
        # four cells for each
        for form, *one in zip(self.forms, chosen, chosen, chosen, chosen, strict=True):
            title, publisher, url = read.name(one[0]), read.name(one[1]), _url(one[2].strip())
            if title or publisher or url:
                found["\n".join((url, publisher, _issued(form, one[3]), title))] = None
        return tuple(found)

    def read(self, cells: Cells) -> Sequence[Source]:
        """The sources of a row."""
        return tuple(map(_source, self.keys(cells)))


def _issued(form: str, cell: str) -> str:
    reader = dateforms.reader_of(form) or dateforms.edtf
    return reader(cell).partition("T")[0] if cell.strip() else ""


def _source(key_: str) -> Source:
    """The source of a key."""
    url, publisher, issued, title = key_.split("\n")
    return Source(
        id=source_id(key_), type="article", title=title, publisher=publisher, url=url, issued=issued, standpoint="unknown"
    )


def _url(text: str) -> str:
    """An address as a source may have it; empty if it is none."""
    return text if _URL.fullmatch(text) and text.isprintable() else ""
