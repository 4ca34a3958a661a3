"""What a format says of rows is part of what a packed store holds, and no mark can see it: a change of it is noticed here."""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from types import CodeType, FunctionType, ModuleType

import pytest

from cttui.imports.events import event_of, header_of
from cttui.imports.format import Cells, Format, Parts, Said
from cttui.imports.registry import FORMATS
from cttui.store import layout
from datasets import COLUMNS, ROWS, row
from packing import POOLS

SAYS = {
    "ucdp-ged": (19, "2f3b911663f664e5"),
    "acled": (19, "43f83a711386943b"),
    "gtd": (19, "99e4e78def0f2b0f"),
    "timesketch": (19, "ba5b4c64c840dcf3"),
    "geojson": (19, "fd9bbc67e6b17e52"),
    "gdelt": (15, "27b67a940d8ced76"),
}
"""For each format the ``LAYOUT`` since which it says of rows what it says now, and a digest of that."""

_CELLS = (
    "", "0", "1", "2", "3", "4", "5", "9", "-9", "-99", "2.5", "1,000", "12.5", "-33.25", "2031-05-02", "2031-02-31",
    "02 May 2031", "May 2-3, 2031", "2031-02-03T04:05:06+02:00", "1927857906000000", "Dockers", "Unknown", "a; b", "battle",
)  # fmt: skip
"""What is put into every column, one after the other."""


def test_what_a_format_says_changes_with_the_layout() -> None:
    """Every format is held to a digest, and none to that of a layout which is still to come."""
    assert SAYS.keys() == {form.id for form in FORMATS}
    assert max(since for since, _ in SAYS.values()) <= layout.LAYOUT


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
def test_a_format_says_what_stores_were_packed_by(form: Format) -> None:
    """A store has sets of what a format said when it was packed, and its events are made of what the format says now."""
    digest = hashlib.sha256("\n".join(said(form)).encode()).hexdigest()[:16]
    assert digest == SAYS[form.id][1], (
        f"{form.title} says something else of rows, and stores that were packed before would be read wrongly:"
        f" raise LAYOUT in store/layout.py, and write {form.id!r}: (LAYOUT, {digest!r}) here"
    )


def said(form: Format) -> Iterator[str]:
    """All that a format says of some rows, and the tables that it says it by."""
    yield text([getattr(form, name) for name in ("ident", "prefix", "joined", "texts", "summary", "title")])
    yield text([form.dataset, form.claimant, form.populations])
    sourcing = form.sourcing
    readers = [(piece.name, piece.columns, piece.read) for piece in form.pieces]
    readers += [(name, sourcing.columns, read) for name in ("keys", "read") if sourcing and (read := getattr(sourcing, name))]
    for name, columns, read in readers:
        yield f"{name}: {', '.join(columns)}"
        yield from (text(stored(read(cells))) for cells in varied(form, columns))
    if form.id in COLUMNS:
        yield text(event_of(form, header_of(COLUMNS[form.id]), row(form), 1))
    yield from sorted(tables_of(read for _, _, read in readers))


def tables_of(reads: Iterable[object]) -> set[str]:
    """The tables and patterns by which some functions read, wherever they stand and whatever they are called.

    They are those that a function names, or a function of the package that it calls; what else a module has, or imports, says
    nothing of rows.
    """
    found: set[str] = set()
    waiting, seen = list(reads), set[int]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, partial):
            waiting += filter(callable, (one.func, *one.args, *one.keywords.values()))
        elif isinstance(one, Parts):
            waiting += [part.reader for part in one.parts]
        elif isinstance(one, re.Pattern):
            found.add(text([one.pattern, int(one.flags)]))
        elif is_table(one):
            found.add(text(one))
        elif isinstance(one, type) and is_ours(one.__module__):
            waiting += filter(callable, vars(one).values())
        elif isinstance(made := inspect.unwrap(one) if callable(one) else one, FunctionType) and id(made) not in seen:
            seen.add(id(made))
            if is_ours(made.__globals__.get("__name__", "")):
                waiting += named_in(made)
    return found


def is_ours(module: str) -> bool:
    """Whether a module is of the package that reads rows."""
    return module.startswith(Format.__module__.rpartition(".")[0])


def named_in(function: FunctionType) -> Iterator[object]:
    """What a function refers to outside itself, through its own module and those of the package that this one imports."""
    codes = [function.__code__]
    names: set[str] = set()
    for code in codes:
        names.update(code.co_names)
        codes += (const for const in code.co_consts if isinstance(const, CodeType))
    for name in names & function.__globals__.keys():
        known = function.__globals__[name]
        if not isinstance(known, ModuleType):
            yield known
        elif is_ours(known.__name__):
            yield from (value for inner, value in vars(known).items() if inner in names)
    yield from filter(callable, (cell.cell_contents for cell in function.__closure__ or ()))


def stored(found: object) -> object:
    """What was read without its faults, which are in an import's report and in no store."""
    return replace(found, faults=()) if isinstance(found, Said) else found


def varied(form: Format, columns: Sequence[str]) -> Iterator[Cells]:
    """Cells of a row of ours, with others in one column after the other."""
    known = {column.lower(): cell for column, cell in ROWS.get(form.id, {}).items()}
    base = tuple(known.get(column, "") for column in columns)
    yield base
    for place, column in enumerate(columns):
        for cell in (*_CELLS, *POOLS.get(form.id, {}).get(column, ())):
            yield (*base[:place], cell, *base[place + 1 :])


def is_table(found: object) -> bool:
    """Whether a value is made of texts and numbers alone."""
    if isinstance(found, dict):
        return all(map(is_table, (*found.keys(), *found.values())))
    if isinstance(found, tuple | list | frozenset | set):
        return all(map(is_table, found))
    return isinstance(found, str | int | float)


def text(found: object) -> str:
    """A value as one line that is the same in every process."""
    return json.dumps(plain(found), ensure_ascii=True)


def plain(found: object) -> object:
    """A value in the form of JSON, with sets in order and keys as they come."""
    if isinstance(found, dict):
        return [[plain(key), plain(value)] for key, value in found.items()]
    if isinstance(found, frozenset | set):
        return sorted(map(text, found))
    if isinstance(found, tuple | list):
        return list(map(plain, found))
    return plain(made) if (made := layout.to_plain(found)) is not found else found
