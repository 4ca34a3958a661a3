"""Turns a TOML file into a valid ``Timeline``, or into a list of all its problems.

Every fault becomes a ``Problem`` with the line, the record, the key, what was found and what would be right. A file with
invalid TOML is still read as far as possible: the table with the fault is set aside and the rest is checked,
so that one forgotten quotation mark does not hide four other faults.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cttui.errors import Problem, TimelineError
from cttui.model import dates, values
from cttui.model.lookalikes import in_latin
from cttui.model.records import (
    Claim,
    Claimant,
    Coverage,
    Event,
    Meta,
    Population,
    Province,
    Record,
    Source,
    Spelling,
    Thread,
    Timeline,
    View,
)
from cttui.text import nearest, same, shorten
from cttui.timeline import file as files
from cttui.timeline.faults import MAX_PROBLEMS, explained, meant
from cttui.timeline.toml import Toml

if TYPE_CHECKING:
    from pydantic import TypeAdapter

R = TypeVar("R", bound=Record)

TABLES: dict[str, tuple[type[Record], str]] = {
    "province": (Province, "code"),
    "actor": (Spelling, "name"),
    "term": (Spelling, "name"),
    "claimant": (Claimant, "name"),
    "population": (Population, "name"),
    "source": (Source, "id"),
    "event": (Event, "id"),
    "thread": (Thread, "id"),
    "view": (View, "name"),
    "coverage": (Coverage, ""),
}
"""The arrays of tables in a file: the record each holds, and the key that names it; none if its place in the file does."""

PLURALS: dict[str, str] = {**{table: f"{table}s" for table in TABLES}, "coverage": "records of coverage"}
"""What several records of a table are called."""

SPELT = ("province", "actor", "term", "claimant", "population")
"""The tables whose records can be named by any of their spellings."""

EVERYBODY = "all"
"""The population that contains every other, without any record saying so."""

MAX_ITEMS = 10_000
"""The most items of a list; each invalid one gets its own sentence before the first is shown."""
GUESSES = 100_000
"""The most names compared, over all faults of one run, to find the one that was meant."""


def load(path: Path) -> Timeline:
    """Read a timeline file.

    Raises:
        TimelineError: The file cannot be read, is not TOML, or has problems; all of them are listed.
    """
    return parse(files.read(path), str(path))


def parse(content: bytes, name: str) -> Timeline:
    """Read a timeline from the bytes of a file; messages use ``name``.

    Raises:
        TimelineError: The content is not TOML or has problems; all of them are listed.
    """
    draft = _Draft(content)
    timeline = draft.timeline()
    if draft.problems or timeline is None:
        raise TimelineError(shorten(name, 400), tuple(draft.told()[:MAX_PROBLEMS]))
    return timeline


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a timeline file, for editors."""
    definitions: dict[str, object] = {}
    properties: dict[str, object] = {}
    records: dict[str, type[Record]] = {"timeline": Meta, **{table: record for table, (record, _) in TABLES.items()}}
    for table, record in records.items():
        schema = adapter(record).json_schema(ref_template="#/$defs/{model}")
        definitions.update(schema.pop("$defs", {}))
        definitions[record.__name__] = schema
        one = {"$ref": f"#/$defs/{record.__name__}"}
        properties[table] = one if record is Meta else {"type": "array", "items": one}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "cttui timeline",
        "type": "object",
        "additionalProperties": False,
        "required": ["timeline"],
        "properties": properties,
        "$defs": dict(sorted(definitions.items())),
    }


class _Draft:
    """A file being turned into a timeline: what was read, and its problems."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.toml = Toml(content, (*TABLES, "timeline"))
        self.problems = self.toml.problems
        self.guesses = 0
        """Names compared so far to find the one that was meant."""
        self.places: list[tuple[int, tuple[str | int, ...]]] = []
        """For problems found after reading: which, and the path of the value in the file."""

    def timeline(self) -> Timeline | None:
        data = self.toml.read()
        if data is None:
            return None
        unknown = [table for table in data if table not in TABLES and table != "timeline"]
        for table in unknown[:MAX_PROBLEMS]:
            self._report(
                "unknown-table", (table, 0), f"[{shorten(table)}]", "", "", self._unknown("table", table, ["timeline", *TABLES])
            )
        meta = self._meta(data.get("timeline"))
        records = {table: self._records(table, data.get(table, [])) for table in TABLES}
        self._references(data)
        for table in SPELT:
            self._spellings(table, records[table])
        self._tiles(records["province"])
        self._populations(data, records["population"])
        if meta is None or self.problems:
            return None
        zone = meta.time_zone
        plural = {f"{table}s": tuple(in_zone(record, zone) for _, record in found) for table, found in records.items()}
        return Timeline(meta=in_zone(meta, zone), digest=files.digest(self.content), **plural)

    # -- records -----------------------------------------------------------------------------------------------------

    def _meta(self, raw: object) -> Meta | None:
        if isinstance(raw, dict):
            return self._validate(Meta, raw, ("timeline",), "[timeline]")
        if isinstance(raw, list):
            remedy = "write [timeline], in single brackets: a file has one timeline"
            self._report("value-type", ("timeline",), "", "", "[[timeline]]", remedy)
            return None
        if not self.problems or raw is not None:
            self._report("missing", ("timeline",), "", "", "", "a timeline needs a table [timeline] with id, title and period")
        return None

    def _records(self, table: str, raw: object) -> list[tuple[int, Any]]:
        record, name = TABLES[table]
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            self._report(
                "value-type",
                (table,),
                f"[{table}]",
                "",
                "",
                f"expected each {table} under its own heading [[{table}]], in double brackets",
            )
            return []
        found: list[tuple[int, Any]] = []
        for index, item in enumerate(raw):
            if self._full:
                break
            validated = self._validate(record, item, (table, index), where_of(table, index, item.get(name)))
            if validated is not None:
                found.append((index, validated))
        return found

    def _validate(self, record: type[R], raw: Mapping[str, object], path: tuple[str | int, ...], where: str) -> R | None:
        # pydantic takes 30 ms to import; a timeline opened from its store never needs it
        from pydantic import ValidationError

        long = [key for key, value in raw.items() if isinstance(value, list) and len(value) > MAX_ITEMS]
        for key in long:
            items = raw[key]
            assert isinstance(items, list)  # noqa: S101 - it is one that was found too long
            remedy = f"this list has {len(items):,} items; the limit is {MAX_ITEMS:,}"
            self._report("limit", (*path, key), where, shorten(key), "", remedy)
        if long:
            return None
        try:
            validated: R = adapter(record).validate_python(raw)
        except ValidationError as error:
            for detail in error.errors(include_url=False)[:MAX_PROBLEMS] if not self._full else ():
                rule, key, found, remedy = explained(record, detail, self._unknown)
                self._report(rule, (*path, *detail["loc"]), where, key, found, remedy)
            return None
        return validated

    # -- references --------------------------------------------------------------------------------------------------

    def _references(self, data: Mapping[str, object]) -> None:
        """Every id that is referred to exists; records with other problems are checked too."""
        if self._full:
            return
        tables = {table: _dicts(data.get(table)) for table in TABLES}
        known = {table: self._unique(table, items) for table, items in tables.items()}
        for table, items in tables.items():
            for index, item in enumerate(items):
                label = item.get(TABLES[table][1])
                where = where_of(table, index, label)
                for path, key, target, value in references(table, item):
                    if len(self.problems) >= MAX_PROBLEMS:
                        return
                    if value not in known[target] and not self._apart(target, value) and _is_name(target, value):
                        remedy = self._unknown(target, value, known[target])
                        self._report("reference", (table, index, *path), where, key, f'"{shorten(value)}"', remedy)
                    elif target == table and value == label:
                        self._report(
                            "self-reference",
                            (table, index, *path),
                            where,
                            key,
                            f'"{shorten(value)}"',
                            f"this {table} refers to itself",
                        )

    def _apart(self, table: str, value: str) -> bool:
        """Whether what a reference names may stand in a part of the file that could not be read."""
        return self.toml.cut or value in self.toml.set_aside or table in self.toml.nameless

    def _unique(self, table: str, items: list[Mapping[str, object]]) -> set[str]:
        name = TABLES[table][1]
        seen: set[str] = set()
        for index, item in enumerate(items):
            value = item.get(name)
            if not isinstance(value, str):
                continue
            if value in seen:
                remedy = f"duplicate {name}: another {table} has it"
                self._report(
                    "duplicate-id", (table, index, name), where_of(table, index, value), name, f'"{shorten(value)}"', remedy
                )
            seen.add(value)
        # an id with a letter that only looks like another is told where it is given, not at each use of what it looks like
        return seen | {in_latin(value) for value in seen if not value.isascii()}

    def _spellings(self, table: str, records: list[tuple[int, Any]]) -> None:
        """A spelling must name only one record of a table."""
        spelt: dict[str, tuple[int, str]] = {}
        for index, record in records:
            label = getattr(record, TABLES[table][1])
            for spelling in _spelt(record):
                other, name = spelt.setdefault(same(spelling), (index, label))
                # records with exactly the same name are already reported by _unique
                if other != index and not name == label == spelling:
                    remedy = f"duplicate spelling: {shorten(name)} has it too; a spelling can name only one {table}"
                    self._report(
                        "duplicate-spelling",
                        (table, index),
                        where_of(table, index, label),
                        "",
                        f'"{shorten(spelling)}"',
                        remedy,
                    )

    def _populations(self, data: Mapping[str, object], records: list[tuple[int, Any]]) -> None:
        """A population is part of known populations, and of none that is part of it."""
        names = {same(spelling): index for index, record in records for spelling in _spelt(record)}
        by_index = dict(records)
        claimed = [claim.get("who") for event in _dicts(data.get("event")) for claim in _dicts(event.get("claims"))]
        known = {same(who): who for who in claimed if isinstance(who, str)}
        wholes: dict[int, list[tuple[int, int]]] = {}
        for index, record in records:
            where = f"population {shorten(record.name)}"
            for place, alias in enumerate(record.aliases):
                if same(alias) == same(record.name):
                    remedy = "this is the population's own name; remove it"
                    path, key = ("population", index, "aliases", place), f"aliases[{place + 1}]"
                    self._report("own-alias", path, where, key, f'"{shorten(alias)}"', remedy)
            for place, whole in enumerate(record.part_of):
                path, key, found = ("population", index, "part_of", place), f"part_of[{place + 1}]", f'"{shorten(whole)}"'
                other = names.get(same(whole))
                if other == index:
                    self._report(
                        "self-reference",
                        path,
                        where,
                        key,
                        found,
                        "a population cannot be part of itself; name the one that contains it",
                    )
                elif other is not None:
                    wholes.setdefault(index, []).append((place, other))
                elif same(whole) not in known and same(whole) != EVERYBODY and not self._apart("population", whole):
                    spellings = (spelling for _, record in records for spelling in _spelt(record))
                    remedy = self._unknown("population", whole, [*spellings, *known.values()], ", which no claim counts either")
                    self._report("reference", path, where, key, found, remedy)
        for index, place, ring in _rings(wholes):
            told = shorten(" in ".join(by_index[one].name for one in ring), 200)
            found = f'"{shorten(by_index[index].part_of[place])}"'
            remedy = f"these populations form a circle ({told}); a population cannot contain its own whole"
            where, key = f"population {shorten(by_index[index].name)}", f"part_of[{place + 1}]"
            self._report("circle", ("population", index, "part_of", place), where, key, found, remedy)

    def _tiles(self, provinces: list[tuple[int, Any]]) -> None:
        """A tile of the map shows one province."""
        cells: dict[tuple[int, int], str] = {}
        for index, province in provinces:
            where = f"province {province.code}"
            if province.tile and cells.setdefault(province.tile, province.code) != province.code:
                remedy = f"{cells[province.tile]} already has this tile"
                self._report("tile", ("province", index, "tile"), where, "tile", str(list(province.tile)), remedy)

    @property
    def _full(self) -> bool:
        """Whether no further problem is reported."""
        return len(self.problems) >= MAX_PROBLEMS

    def _unknown(self, what: str, value: str, known: Collection[str], note: str = "") -> str:
        """The message for an unknown record or key, with the one that was meant as long as finding it is cheap."""
        self.guesses += len(known)
        close = nearest(value, known) if self.guesses <= GUESSES else ""
        return f"unknown {what} {shorten(value)}{note}" + (f"; {meant(value, close)}" if close else "")

    def _report(self, rule: str, path: tuple[str | int, ...], where: str, key: str, found: str, remedy: str) -> None:
        if not self._full:
            self.places.append((len(self.problems), path))
            self.problems.append(Problem(0, where, key, found, remedy, rule))

    def told(self) -> list[Problem]:
        """The problems, each with its line, in the order of the file."""
        from cttui.timeline.positions import lines

        if self.places:
            for (number, _), line in zip(self.places, lines(self.toml.kept, [path for _, path in self.places]), strict=True):
                self.problems[number] = replace(self.problems[number], line=line)
        return sorted(self.problems, key=lambda problem: problem.line)


def _spelt(record: Any) -> Iterable[str]:
    """The spellings of a record; of those that fold to the same text, the first."""
    names = [getattr(record, key) for key in ("short", "code", "name") if hasattr(record, key)]
    return {same(spelling): spelling for spelling in reversed((*names, *record.aliases))}.values()


def _rings(wholes: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[tuple[int, int, list[int]]]:
    """Each step that closes a circle of parts: the record, the position in its list, and the circle from record to record.

    A depth-first search without recursion, since a file may chain populations to any depth.
    """
    done: set[int] = set()
    for start in wholes:
        way: dict[int, Iterator[tuple[int, int]]] = {} if start in done else {start: iter(wholes[start])}
        while way:
            at = next(reversed(way))
            place, other = next(way[at], (0, -1))
            if other < 0:
                done.add(at)
                del way[at]
            elif other in way:
                ring = list(way)
                yield at, place, [*ring[ring.index(other) :], other]
            elif other not in done:
                way[other] = iter(wholes.get(other, ()))


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(record: type[Any]) -> TypeAdapter[Any]:
    """Pydantic's validator of a class of records, created once."""
    from pydantic import TypeAdapter

    if record not in _adapters:
        _adapters[record] = TypeAdapter(record)
    return _adapters[record]


def _is_name(table: str, value: str) -> bool:
    """Whether a text is a possible name for a record of a table; an impossible one is already reported at its own place."""
    try:
        adapter(values.Code if table == "province" else values.Id).validate_python(value)
    except ValueError:
        return False
    return True


_DATES = ("date", "issued", "period", "as_of", "updated")
"""Keys of records that hold dates."""


def in_zone(record: R, zone: str) -> R:
    """A record with its times of day, and its claims', in the timeline's time zone."""
    changed: dict[str, object] = {}
    for key in _DATES:
        written = getattr(record, key, "")
        # a date without a time of day has no T
        if "T" in written and (moved := dates.in_zone(written, zone)) != written:
            changed[key] = moved
    claims: tuple[Claim, ...] = getattr(record, "claims", ())
    if any("T" in claim.period or "T" in claim.as_of for claim in claims):
        changed["claims"] = tuple(in_zone(claim, zone) for claim in claims)
    return replace(record, **changed) if changed else record  # type: ignore[type-var]  # every record is a dataclass


Reference = tuple[tuple[str | int, ...], str, str, str]
"""Path inside the record, the key as a person reads it, the table referred to, and the id found."""

REFERENCES: dict[str, dict[str, str]] = {
    "source": {"derived_from": "source"},
    "event": {"provinces": "province", "sources": "source", "responds_to": "event", "related": "event"},
    "thread": {"events": "event"},
    "coverage": {"provinces": "province"},
}
"""For each table its keys that list ids, and the table of the records meant."""
_CLAIM_REFERENCES = {"source": "source", "province": "province"}


def references(table: str, item: Mapping[str, object]) -> Iterator[Reference]:
    """The references of a record to others, as it is read from TOML."""
    for key, target in REFERENCES.get(table, {}).items():
        values = item.get(key)
        for index, value in enumerate(values if isinstance(values, list) else ()):
            if isinstance(value, str):
                yield (key, index), f"{key}[{index + 1}]", target, value
    for index, claim in enumerate(_dicts(item.get("claims"))):
        for key, target in _CLAIM_REFERENCES.items():
            if isinstance(value := claim.get(key), str):
                yield ("claims", index, key), f"claims[{index + 1}].{key}", target, value


def _dicts(value: object) -> list[Mapping[str, object]]:
    """The tables in a list, and empty ones in the place of what is none, so that positions stay."""
    return [item if isinstance(item, dict) else {} for item in value] if isinstance(value, list) else []


def where_of(table: str, index: int, label: object) -> str:
    """How a message names a record: by the key that names it, or by its place in the file."""
    if isinstance(label, str) and label:
        return f"{table} {shorten(label)}"
    name = TABLES[table][1]
    return f"{table} {index + 1} (no {name})" if name else f"{table} {index + 1}"
