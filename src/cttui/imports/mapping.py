"""A mapping: a small TOML file that says what the columns of a dataset are, for data that no format knows.

``parse`` reads and checks it, ``check`` holds it against the header of a file, ``by_mapping.format_of`` makes a format of it.
docs/import.md describes every key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Table
from pathlib import Path
from typing import Annotated, Any, Literal

from cttui import disk
from cttui.errors import MappingError, Problem
from cttui.imports.dateforms import AUTO, FORMS, reader_of
from cttui.imports.events import Header
from cttui.lazy import dataclass
from cttui.model.records import KINDS, Kind, Precision, Record, Standpoint
from cttui.model.values import FaultError, Line, Measure, Name, Rule
from cttui.text import fold, nearest, shorten

MOST = 1 << 20
"""Bytes of the largest mapping."""


def _meant(value: str, known: Iterable[str], more: str = "") -> str:
    """What an unknown value may have been meant to be, or what is known, and what else may be."""
    close = nearest(value, known)
    return f"did you mean {close}?" if close else f"expected one of {', '.join(known)}{more}"


def _columns(value: object) -> object:
    """A column, or a list of columns."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise FaultError("value-type", 'expected a column, or a list of columns, e.g. ["actor1", "actor2"]')
    if any(not one.strip() for one in value):
        raise FaultError("empty-name", "the name of a column must not be empty")
    return [one.strip() for one in value]


def _form(value: object) -> object:
    if not isinstance(value, str) or reader_of(value) is None:
        meant = _meant(value if isinstance(value, str) else "", FORMS, ", or a pattern, e.g. %d/%m/%Y")
        raise FaultError("date", f"unknown form of dates; {meant}")
    return value


def _kinds(value: object) -> object:
    if not isinstance(value, dict):
        raise FaultError("value-type", 'expected a table, e.g. { "Battles" = "battle" }')
    for cell, kind in value.items():
        if kind not in KINDS:
            said = f"'{shorten(cell)}' cannot be the kind '{shorten(str(kind))}'; {_meant(str(kind), KINDS)}"
            raise FaultError("unknown-value", said)
    return value


def _numbers(value: object) -> object:
    several = value if isinstance(value, list | tuple) else [value]
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in several):
        raise FaultError("value-type", "expected a list of numbers, e.g. [-9, -99]")
    return several


_LIST: dict[str, object] = {"type": "array", "items": {"type": "string"}}
Columns = Annotated[tuple[str, ...], Rule(_columns, {"anyOf": [{"type": "string"}, _LIST]})]
Numbers = Annotated[tuple[float, ...], Rule(_numbers, {"type": "array", "items": {"type": "number"}})]
Form = Annotated[str, Rule(_form, {"type": "string"})]
Kinds = Annotated[dict[str, str], Rule(_kinds, {"type": "object"})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset(Record):
    """The table ``[dataset]``: what it is and who made it."""

    title: Name
    publisher: Line = ""
    """Who says its figures; its title if this is empty."""
    standpoint: Standpoint = "unknown"
    url: Line = ""
    licence: Line = ""
    """SPDX identifier."""
    columns: Columns = ()
    """The names of the columns, for a file without a header."""
    decimal: Literal[".", ","] = "."
    """What stands before the decimals of numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventColumns(Record):
    """The table ``[event]``: what names and describes an event."""

    id: Line = ""
    """The column of the row's own id; rows are numbered if it is empty."""
    prefix: Line = ""
    """What stands before it to make the event's."""
    title: Columns = ()
    """Columns whose cells make the title, joined; the dataset's title if there are none."""
    joined: Annotated[str, Rule(lambda value: value, {"type": "string"})] = ": "
    summary: Line = ""
    texts: Columns = ()
    """Columns of running text that is searched besides the summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumns(Record):
    """The table ``[date]``: one column or two, or year, month and day by themselves."""

    column: Columns = ()
    """The day, or the first day; of several columns the first that is not empty."""
    end: Columns = ()
    """The last day."""
    form: Form = AUTO
    year: Columns = ()
    month: Columns = ()
    day: Columns = ()

    def __post_init__(self) -> None:
        if self.column and self.year:
            raise FaultError("date", "give either column, or year with month and day")
        if (self.end and not self.column) or ((self.month or self.day) and not self.year):
            raise FaultError("date", "end needs column, month and day need year")


@dataclass(frozen=True, slots=True, kw_only=True)
class KindColumns(Record):
    """The table ``[kind]``: of what kind events are."""

    column: Columns = ()
    values: Kinds = None  # type: ignore[assignment]  # no kind by default, which a frozen class cannot write otherwise
    """The kind of each value of the column."""
    default: Kind = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceColumns(Record):
    """The table ``[place]``: where it was."""

    name: Columns = ()
    district: Columns = ()
    province: Columns = ()
    """The first-level unit."""
    country: Columns = ()
    region: Columns = ()
    """The region of the world."""
    lat: Columns = ()
    lon: Columns = ()
    precision: Precision = "town"
    """How precise the coordinates are."""

    def __post_init__(self) -> None:
        if bool(self.lat) != bool(self.lon):
            raise FaultError("coordinates", "lat and lon must be given together")


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetColumns(Record):
    """The table ``[facets]``: values to filter by."""

    actors: Columns = ()
    tags: Columns = ()
    category: Columns = ()
    conflict: Columns = ()
    dyad: Columns = ()
    target: Columns = ()
    weapon: Columns = ()
    separator: Annotated[str, Rule(lambda value: value, {"type": "string"})] = ";"
    """What parts several values in one cell; empty for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureColumns(Record):
    """A table ``[[figure]]``: how many of somebody."""

    measure: Measure
    who: Name = "all"
    value: Columns = ()
    low: Columns = ()
    best: Columns = ()
    high: Columns = ()
    unknown: Numbers = ()
    """Numbers that mean "not known"."""

    def __post_init__(self) -> None:
        if bool(self.value) == bool(self.low or self.high or self.best):
            raise FaultError("figure", "a figure needs either value, or low, best and high")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceColumns(Record):
    """A table ``[[source]]``: a source that a row names."""

    title: Columns = ()
    publisher: Columns = ()
    url: Columns = ()
    date: Columns = ()
    form: Form = AUTO

    def __post_init__(self) -> None:
        if not (self.title or self.publisher or self.url):
            raise FaultError("missing", "a source needs title, publisher or url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What the columns of a dataset are."""

    dataset: Dataset
    event: EventColumns = EventColumns()
    date: DateColumns = DateColumns()
    kind: KindColumns = KindColumns()
    place: PlaceColumns = PlaceColumns()
    facets: FacetColumns = FacetColumns()
    figures: tuple[FigureColumns, ...] = ()
    sources: tuple[SourceColumns, ...] = ()
    text: str = ""
    """Its file, as it was read: what a store keeps."""
    name: str = ""
    """The file's name, for messages."""

    @property
    def id(self) -> str:
        """The id of timelines made by it: its title as a word."""
        return re.sub(r"[^a-z0-9]+", "-", fold(self.dataset.title)).strip("-")[:60].strip("-") or "dataset"


TABLES: dict[str, tuple[str, type[Record]]] = {
    "dataset": ("dataset", Dataset),
    "event": ("event", EventColumns),
    "date": ("date", DateColumns),
    "kind": ("kind", KindColumns),
    "place": ("place", PlaceColumns),
    "facets": ("facets", FacetColumns),
}
"""The tables of a mapping: the field of ``Mapping`` and the record of each."""
ARRAYS: dict[str, tuple[str, type[Record]]] = {"figure": ("figures", FigureColumns), "source": ("sources", SourceColumns)}
"""Those that may come several times."""

COLUMN_KEYS: dict[str, tuple[str, ...]] = {
    "event": ("id", "title", "summary", "texts"),
    "date": ("column", "end", "year", "month", "day"),
    "kind": ("column",),
    "place": ("name", "district", "province", "country", "region", "lat", "lon"),
    "facets": ("actors", "tags", "category", "conflict", "dyad", "target", "weapon"),
    "figure": ("value", "low", "best", "high"),
    "source": ("title", "publisher", "url", "date"),
}
"""The keys of each table that name columns."""


def load(path: Path) -> Mapping:
    """Read a mapping.

    Raises:
        MappingError: It cannot be read or has problems; all of them are listed.
    """
    try:
        content = disk.read(path, MOST)
    except disk.FileError as error:
        raise MappingError(str(path), (Problem(0, "", "", "", str(error)),)) from None
    except OSError as error:
        raise MappingError(str(path), (Problem(0, "", "", "", f"cannot be read: {disk.reason(error)}"),)) from None
    return parse(content, str(path))


def parse(content: bytes, name: str) -> Mapping:
    """Read a mapping from the bytes of its file; messages use ``name``.

    Raises:
        MappingError: It has problems; all of them are listed.
    """
    from cttui.timeline.toml import Toml

    known = [*TABLES, *ARRAYS]
    toml = Toml(content, known)
    data = toml.read()
    if data is None or toml.problems:
        raise MappingError(shorten(name, 400), tuple(toml.problems))
    problems: list[tuple[tuple[str | int, ...], Problem]] = []
    for table in (table for table in data if table not in known):
        remedy = _unknown("table", table, known)
        problems.append(((table,), Problem(0, f"[{shorten(table)}]", "", "", remedy, "unknown-table")))
    if not isinstance(data.get("dataset"), dict):
        remedy = 'a mapping needs a table [dataset] with a title, e.g. title = "Incidents"'
        problems.append(((), Problem(0, "", "", "", remedy, "missing")))
    made: dict[str, Any] = {}
    for table, (key, record) in TABLES.items():
        if table in data and (one := _validated(record, data[table], (table,), f"[{table}]", problems)) is not None:
            made[key] = one
    for table, (key, record) in ARRAYS.items():
        found = data.get(table, [])
        if not isinstance(found, list):
            remedy = f"expected each {table} under its own heading [[{table}]], in double brackets"
            problems.append(((table,), Problem(0, f"[{table}]", "", "", remedy, "value-type")))
            continue
        several = [_validated(record, raw, (table, n), f"[[{table}]] {n + 1}", problems) for n, raw in enumerate(found)]
        made[key] = tuple(one for one in several if one is not None)
    if problems:
        raise _error(content, name, problems)
    return Mapping(**made, text=content.decode("utf-8-sig"), name=name)


def _validated(
    record: type[Record],
    raw: object,
    path: tuple[str | int, ...],
    where: str,
    problems: list[tuple[tuple[str | int, ...], Problem]],
) -> Any:
    """A table as a record; ``None`` if it has problems."""
    # pydantic takes 30 ms to import
    from pydantic import ValidationError

    from cttui.timeline.faults import explained
    from cttui.timeline.load import adapter

    if not isinstance(raw, dict):
        problems.append((path, Problem(0, where, "", "", "expected a table", "value-type")))
        return None
    try:
        return adapter(record).validate_python(raw)
    except ValidationError as error:
        for detail in error.errors(include_url=False)[:20]:
            rule, key, found, remedy = explained(record, detail, _unknown)
            problems.append(((*path, *detail["loc"]), Problem(0, where, key, found, remedy, rule)))
        return None


def _unknown(what: str, value: str, known: Any, note: str = "") -> str:
    return f"unknown {what} {shorten(value)}{note}; {_meant(value, known)}"


def _error(content: bytes, name: str, problems: list[tuple[tuple[str | int, ...], Problem]]) -> MappingError:
    """The problems with their lines, in the order of the file."""
    from dataclasses import replace

    from cttui.timeline.positions import lines

    at = lines(content, [path for path, _ in problems])
    told = [replace(problem, line=line) for line, (_, problem) in zip(at, problems, strict=True)]
    return MappingError(shorten(name, 400), tuple(sorted(told, key=lambda problem: problem.line)))


def check(mapping: Mapping, header: Header, name: str) -> None:
    """Hold a mapping against the header of a file.

    Raises:
        MappingError: It names a column that the file has not.
    """
    problems: list[tuple[tuple[str | int, ...], Problem]] = []
    for path, column in columns_of(mapping):
        if column.lower() not in header.places:
            close = nearest(column, header.columns)
            meant = f"did you mean '{shorten(close)}'?" if close else f"it has {_some(header.columns)}"
            where, key = str(path[0]), str(path[-1] if isinstance(path[-1], str) else path[-2])
            where = f"[[{where}]] {path[1] + 1}" if isinstance(path[1], int) else f"[{where}]"
            remedy = f"{shorten(name)} has no such column; {meant}"
            problems.append((path, Problem(0, where, key, f'"{shorten(column)}"', remedy, "reference")))
    if problems:
        raise _error(mapping.text.encode(), mapping.name, problems)


def _some(columns: tuple[str, ...]) -> str:
    told = ", ".join(f"'{shorten(column)}'" for column in columns[:8])
    return f"{told} and {len(columns) - 8} more" if len(columns) > 8 else told


def columns_of(mapping: Mapping) -> list[tuple[tuple[str | int, ...], str]]:
    """Every column that a mapping names, with the path of the key that does."""
    found: list[tuple[tuple[str | int, ...], str]] = []
    for table, keys in COLUMN_KEYS.items():
        if table in ARRAYS:
            records: Table[tuple[str | int, ...], object] = {
                (table, n): one for n, one in enumerate(getattr(mapping, ARRAYS[table][0]))
            }
        else:
            records = {(table,): getattr(mapping, table)}
        for path, record in records.items():
            for key in keys:
                value = getattr(record, key)
                several = (value,) if isinstance(value, str) else value
                found += [((*path, key), column) for column in several if column]
    return found
