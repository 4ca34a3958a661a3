"""A TOML file into a sound ``Timeline``, or all that is wrong with it at once.

Every fault becomes a ``Problem`` with the line, the record, the key, what was found and what would be right. A file whose
TOML itself is broken is still read as far as possible: the table with the fault is set aside and the rest is checked,
so that one forgotten quotation mark does not hide four other faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import tomli

from cttui.errors import Problem, TimelineError
from cttui.model import records as model
from cttui.model.records import Claimant, Event, Meta, Population, Province, Record, Source, Spelling, Thread, Timeline, View
from cttui.text import nearest, same, shorten
from cttui.timeline import file as files

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

    from cttui.timeline.positions import Positions

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
}
"""The arrays of tables in a file: the record each holds, and the key that names it."""

SPELT = ("province", "actor", "term", "claimant", "population")
"""The tables whose records are found by any of their spellings."""

EVERYBODY = "all"
"""The population that every other is part of; no record need say so."""

MAX_PROBLEMS = 200
"""Problems reported in one run; past that the file is something else."""

_HEADING = re.compile(rf"\s*\[\[?\s*(?:timeline|{'|'.join(TABLES)})\b[\w.\"' -]*\]\]?\s*(#.*)?$")
_HUGE = re.compile(r"\d[\d_]{4000}")
_LABEL = re.compile(r"^\s*(?:id|code|name)\s*=\s*[\"']([^\"'\n]*)", re.MULTILINE)
_VALUE = re.compile(r"\s*[\w\"'.-]+\s*=")


def load(path: Path) -> Timeline:
    """Read a timeline file.

    Raises:
        TimelineError: The file cannot be read, is not TOML, or has faults; all of them are listed.
    """
    return parse(files.read(path), str(path))


def parse(content: bytes, name: str) -> Timeline:
    """Read a timeline from the bytes of a file; ``name`` stands in messages.

    Raises:
        TimelineError: The content is not TOML or has faults; all of them are listed.
    """
    draft = _Draft(content)
    timeline = draft.timeline()
    if draft.problems or timeline is None:
        problems = sorted(draft.problems, key=lambda problem: problem.line)
        raise TimelineError(shorten(name, 400), tuple(problems[:MAX_PROBLEMS]))
    return timeline


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a timeline file, for editors."""
    definitions: dict[str, object] = {}
    properties: dict[str, object] = {}
    records: dict[str, type[Record]] = {"timeline": Meta, **{table: record for table, (record, _) in TABLES.items()}}
    for table, record in records.items():
        schema = _adapter(record).json_schema(ref_template="#/$defs/{model}")
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
    """A file on its way to a timeline: what was read, and what was wrong."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.kept = content
        """The content without the tables set aside; every line keeps its number."""
        self.problems: list[Problem] = []
        self.set_aside: set[str] = set()
        """Ids in the tables set aside; references to them are no faults."""

    def timeline(self) -> Timeline | None:
        data = self._toml()
        if data is None:
            return None
        unknown = [table for table in data if table not in TABLES and table != "timeline"]
        for table in unknown:
            self._report((table, 0), f"[{shorten(table)}]", "", "", _unknown("table", table, ["timeline", *TABLES]))
        meta = self._meta(data.get("timeline"))
        records = {table: self._records(table, data.get(table, [])) for table in TABLES}
        self._references(data)
        for table in SPELT:
            self._spellings(table, records[table])
        self._tiles(records["province"])
        self._populations(data, records["population"])
        if meta is None or self.problems:
            return None
        plural = {f"{table}s": tuple(record for _, record in found) for table, found in records.items()}
        return Timeline(meta=meta, digest=files.digest(self.content), **plural)

    # -- TOML --------------------------------------------------------------------------------------------------------

    def _toml(self) -> dict[str, Any] | None:
        try:
            text = self.content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            found = f"byte 0x{self.content[error.start]:02x}"
            self.problems.append(Problem(line, "", "", found, "the file is not UTF-8 here; save it as UTF-8"))
            return None
        try:
            return tomli.loads(text)
        except (ValueError, RecursionError):
            # tomli lets Python's own ValueError through for a number of more than 4,300 digits
            return self._salvage(text.replace("\r\n", "\n").split("\n"))

    def _salvage(self, lines: list[str]) -> dict[str, Any] | None:
        """What can be read when the tables with faults are set aside; line numbers stay as they are."""
        starts = [0, *(number for number, line in enumerate(lines) if number and _HEADING.match(line)), len(lines)]
        for first, last in pairwise(starts):
            self._set_aside_if_broken(lines, first, last)
        self.kept = "\n".join(lines).encode()
        try:
            return tomli.loads("\n".join(lines))
        except (ValueError, RecursionError) as error:
            # each table is sound alone, so one of them is written twice
            line = min(getattr(error, "lineno", 0), len(lines))
            message = _lower(getattr(error, "msg", str(error)))
            self.problems.append(Problem(line, "", "", shorten(lines[line - 1]), f"this is not TOML: {message}"))
            return None

    def _set_aside_if_broken(self, lines: list[str], first: int, last: int) -> None:
        table = lines[first:last]
        try:
            tomli.loads("\n".join(table))
        except tomli.TOMLDecodeError as error:
            number = min(error.lineno, len(table))
            message = _lower(error.msg)
            if message == "illegal character '\\n'":
                message = "the text in quotation marks is not closed on its line"
            if error.pos >= len("\n".join(table)) - 1:
                # what is never closed is only missed at the end: blame where the last value began
                number, unclosed = _last_value(table, number)
                message = "what begins here is never closed, or its line is not finished" if unclosed else message
        except ValueError:
            number = next((n for n, line in enumerate(table, 1) if _HUGE.search(line)), 1)
            message = "this number has too many digits"
        except RecursionError:
            number = max(range(1, len(table) + 1), key=lambda n: table[n - 1].count("[") + table[n - 1].count("{"))
            message = "lists or tables are nested too deep"
        else:
            return
        label = _LABEL.search("\n".join(table))
        where = f"{shorten(table[0].strip('[ ]'))} {shorten(label[1])}" if label else shorten(table[0])
        self.problems.append(Problem(first + number, where, "", shorten(table[number - 1]), f"this is not TOML: {message}"))
        self.set_aside.update(match[1] for match in _LABEL.finditer("\n".join(table)))
        lines[first:last] = [""] * len(table)

    # -- records -----------------------------------------------------------------------------------------------------

    def _meta(self, raw: object) -> Meta | None:
        if isinstance(raw, dict):
            return self._validate(Meta, raw, ("timeline",), "[timeline]")
        if not self.problems or raw is not None:
            self._report(("timeline",), "", "", "", "a timeline starts with a table [timeline] with id, title and period")
        return None

    def _records(self, table: str, raw: object) -> list[tuple[int, Any]]:
        record, name = TABLES[table]
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            self._report((table,), f"[{table}]", "", "", f"write each {table} under a heading [[{table}]] in double brackets")
            return []
        found: list[tuple[int, Any]] = []
        for index, item in enumerate(raw):
            validated = self._validate(record, item, (table, index), _where(table, index, item.get(name)))
            if validated is not None:
                found.append((index, validated))
        return found

    def _validate(self, record: type[R], raw: Mapping[str, object], path: tuple[str | int, ...], where: str) -> R | None:
        # pydantic takes 30 ms to import; a timeline opened from its store never needs it
        from pydantic import ValidationError

        try:
            validated: R = _adapter(record).validate_python(raw)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                key, found, remedy = _explain(record, detail)
                self._report((*path, *detail["loc"]), where, key, found, remedy)
            return None
        return validated

    # -- references --------------------------------------------------------------------------------------------------

    def _references(self, data: Mapping[str, object]) -> None:
        """Every id that is referred to exists; records with faults of their own are looked at too."""
        tables = {table: _dicts(data.get(table)) for table in TABLES}
        known = {table: self._unique(table, items) for table, items in tables.items()}
        for table, items in tables.items():
            for index, item in enumerate(items):
                label = item.get(TABLES[table][1])
                where = _where(table, index, label)
                for path, key, target, value in _references(table, item):
                    if value not in known[target] and value not in self.set_aside:
                        remedy = _unknown(target, value, known[target])
                        self._report((table, index, *path), where, key, f'"{shorten(value)}"', remedy)
                    elif target == table and value == label:
                        self._report((table, index, *path), where, key, f'"{shorten(value)}"', f"this {table} refers to itself")

    def _unique(self, table: str, items: list[Mapping[str, object]]) -> set[str]:
        name = TABLES[table][1]
        seen: set[str] = set()
        for index, item in enumerate(items):
            value = item.get(name)
            if not isinstance(value, str):
                continue
            if value in seen:
                remedy = f"another {table} has this {name}; each needs its own"
                self._report((table, index, name), _where(table, index, value), name, f'"{shorten(value)}"', remedy)
            seen.add(value)
        return seen

    def _spellings(self, table: str, records: list[tuple[int, Any]]) -> None:
        """What a person types must name one record of a table, however they spell it."""
        spelt: dict[str, tuple[int, str]] = {}
        for index, record in records:
            label = getattr(record, TABLES[table][1])
            for spelling in _spelt(record):
                other, name = spelt.setdefault(same(spelling), (index, label))
                # that two records have one name and not a letter's difference is told by _unique already
                if other != index and not name == label == spelling:
                    remedy = f"{shorten(name)} has this spelling too; a spelling names one {table}"
                    self._report((table, index), _where(table, index, label), "", f'"{shorten(spelling)}"', remedy)

    def _populations(self, data: Mapping[str, object], records: list[tuple[int, Any]]) -> None:
        """A population is part of others that are known, and of none that is part of it."""
        names = {same(spelling): index for index, record in records for spelling in _spelt(record)}
        by_index = dict(records)
        claimed = [claim.get("who") for event in _dicts(data.get("event")) for claim in _dicts(event.get("claims"))]
        known = {same(who): who for who in claimed if isinstance(who, str)}
        wholes: dict[int, list[tuple[int, int]]] = {}
        for index, record in records:
            where = f"population {shorten(record.name)}"
            for place, alias in enumerate(record.aliases):
                if same(alias) == same(record.name):
                    remedy = "this is the population's own name; take it out"
                    path, key = ("population", index, "aliases", place), f"aliases[{place + 1}]"
                    self._report(path, where, key, f'"{shorten(alias)}"', remedy)
            for place, whole in enumerate(record.part_of):
                path, key, found = ("population", index, "part_of", place), f"part_of[{place + 1}]", f'"{shorten(whole)}"'
                other = names.get(same(whole))
                if other == index:
                    self._report(path, where, key, found, "this population is part of itself; name the one that contains it")
                elif other is not None:
                    wholes.setdefault(index, []).append((place, other))
                elif same(whole) not in known and same(whole) != EVERYBODY and whole not in self.set_aside:
                    spellings = (spelling for _, record in records for spelling in _spelt(record))
                    remedy = f"{_unknown('population', whole, [*spellings, *known.values()])}, and no claim counts it"
                    self._report(path, where, key, found, remedy)
        for index, place, ring in _rings(wholes):
            told = shorten(" in ".join(by_index[one].name for one in ring), 200)
            found = f'"{shorten(by_index[index].part_of[place])}"'
            remedy = f"these populations are parts of one another ({told}); a part is smaller than its whole"
            where, key = f"population {shorten(by_index[index].name)}", f"part_of[{place + 1}]"
            self._report(("population", index, "part_of", place), where, key, found, remedy)

    def _tiles(self, provinces: list[tuple[int, Any]]) -> None:
        """A tile of the map shows one province."""
        cells: dict[tuple[int, int], str] = {}
        for index, province in provinces:
            where = f"province {province.code}"
            if province.tile and cells.setdefault(province.tile, province.code) != province.code:
                remedy = f"{cells[province.tile]} has this tile; each needs its own"
                self._report(("province", index, "tile"), where, "tile", str(list(province.tile)), remedy)

    def _report(self, path: tuple[str | int, ...], where: str, key: str, found: str, remedy: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(self._positions.line(*path), where, key, found, remedy))

    @cached_property
    def _positions(self) -> Positions:
        from cttui.timeline.positions import Positions

        return Positions(self.kept)


def _spelt(record: Any) -> Iterable[str]:
    """The spellings by which a record is found; of those that fold to one, the first."""
    names = [getattr(record, key) for key in ("short", "code", "name") if hasattr(record, key)]
    return {same(spelling): spelling for spelling in reversed((*names, *record.aliases))}.values()


def _rings(wholes: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[tuple[int, int, list[int]]]:
    """Each step by which a part comes back to itself: the record, the place in its list, and the ring from record to record.

    A search in depth without recursion, since a file may chain its populations as deep as it likes.
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


def _last_value(table: list[str], number: int) -> tuple[int, bool]:
    """The line to blame where reading failed at the end, and whether something that begins there is never closed."""
    last = max((n for n, line in enumerate(table, 1) if line.strip()), default=number)
    try:
        tomli.loads("\n".join(table[: last - 1]))
    except (ValueError, RecursionError):
        return max((n for n, line in enumerate(table, 1) if _VALUE.match(line)), default=number), True
    return last, _VALUE.match(table[last - 1]) is not None


_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    """Pydantic's validator of a class of records, made once."""
    from pydantic import TypeAdapter

    if record not in _adapters:
        _adapters[record] = TypeAdapter(record)
    return _adapters[record]


def _explain(record: type[Record], detail: ErrorDetails) -> tuple[str, str, str]:
    """The key, what was found and what would be right, from one of pydantic's errors."""
    loc, kind = detail["loc"], detail["type"]
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{shorten(part)}" for part in loc).removeprefix(".")
    found = _found(detail["input"])
    if kind == "missing":
        return key, "", f"{loc[-1]} is needed here"
    if kind == "unexpected_keyword_argument":
        allowed = [item.name for item in fields(_record_at(record, loc[:-1]))]
        return key, "", _unknown("key", str(loc[-1]), allowed)
    if kind == "literal_error":
        allowed = [part.strip("'") for part in re.split(", | or ", str(detail["ctx"]["expected"]))]
        close = nearest(str(detail["input"]), allowed)
        advice = f"did you mean {close}?" if close else f"one of {', '.join(allowed)}"
        return key, found, f"this is not a known {loc[-1]}; {advice}"
    if kind == "value_error":
        return key, found, str(detail["ctx"]["error"])
    if kind == "tuple_type":
        return key, found, "a list in square brackets is needed"
    if kind in {"dataclass_type", "dict_type"}:
        return key, found, 'a table in braces is needed, as { key = "value" }'
    return key, found, _lower(detail["msg"])


def _found(value: object) -> str:
    if isinstance(value, str):
        return f'"{shorten(value)}"'
    if isinstance(value, dict):
        return shorten("{ " + ", ".join(f"{key} = {item!r}" for key, item in value.items()) + " }")
    return shorten(str(value).lower() if isinstance(value, bool) else str(value))


def _record_at(record: type[Record], loc: tuple[str | int, ...]) -> type[Any]:
    """The class of the record that a place inside ``record`` holds."""
    inner: dict[str | int, type[Record]] = {"claims": model.Claim, "place": model.Place}
    return inner.get(loc[0], record) if loc else record


def _unknown(what: str, value: str, known: Iterable[str]) -> str:
    close = nearest(value, known)
    return f"there is no {what} {shorten(value)}" + (f"; did you mean {close}?" if close else "")


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


Reference = tuple[tuple[str | int, ...], str, str, str]
"""Path inside the record, the key as a person reads it, the table referred to, and the id found."""

REFERENCES: dict[str, dict[str, str]] = {
    "source": {"derived_from": "source"},
    "event": {"provinces": "province", "sources": "source", "responds_to": "event", "related": "event"},
    "thread": {"events": "event"},
}
"""For each table its keys that list ids, and the table of the records meant."""
_CLAIM_REFERENCES = {"source": "source", "province": "province"}


def _references(table: str, item: Mapping[str, object]) -> Iterator[Reference]:
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


def _where(table: str, index: int, label: object) -> str:
    """How a message names a record."""
    if isinstance(label, str) and label:
        return f"{table} {shorten(label)}"
    return f"{table} {index + 1} (no {TABLES[table][1]})"
