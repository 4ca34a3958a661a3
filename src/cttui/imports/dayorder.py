"""Files of known formats whose days a program has written anew: ``18/04/2001``, ``4/18/2001``, or ``987552000000``.

A spreadsheet writes days in the order of its country, and what makes JSON of a table counts milliseconds. A row does not say
which it is, so that a file is asked, before it is imported, by the first of its days that can only be one. What it is belongs
to the format of its rows: ``acled:day-month-year``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from cttui.imports import cells as read
from cttui.imports import dateforms
from cttui.imports.dateforms import FORMS
from cttui.imports.format import Cells, Format, Reader, Said
from cttui.imports.rows import Rows

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?:[T ].{0,40})?", re.ASCII)
_MIDNIGHT = "T00:00:00Z"
"""How a day looks that a program counts."""
_COUNTED = re.compile(r"-?\d{5,16}(?:\.0+)?", re.ASCII)

_SHAPES = {
    "day-month-year": _SLASHED,
    "month-day-year": _SLASHED,
    "seconds": _COUNTED,
    "milliseconds": _COUNTED,
}
"""How the days of each form look; what looks otherwise is read as the format reads it."""
ORDERS = tuple(_SHAPES)
"""The forms of dates (``dateforms.FORMS``) in which a file of a known format may have its days."""


def ordered(form: Format, order: str) -> Format:
    """A format whose days are written in an order, or counted."""
    places = {piece.name: [piece.columns.index(day) for day in form.days if day in piece.columns] for piece in form.pieces}
    pieces = tuple(
        replace(piece, read=partial(_read, order, frozenset(places[piece.name]), piece.read)) if places[piece.name] else piece
        for piece in form.pieces
    )
    return replace(form, pieces=pieces, order=order)


def _read(order: str, days: frozenset[int], reader: Reader, cells: Cells) -> Said:
    return reader(tuple(_iso(order, cell) if n in days else cell for n, cell in enumerate(cells)))


def _iso(order: str, cell: str) -> str:
    """A day in ISO 8601; what is none in this order stays as it is, and is told as such."""
    found = FORMS[order](cell) if _SHAPES[order].fullmatch(cell.strip()) else ""
    return found.removesuffix(_MIDNIGHT) or cell


def order_of(rows: Rows, form: Format) -> tuple[str, str]:
    """In which order a file has its days, and a sentence that says by what; empty if they are written as the format has them.

    Args:
        rows: The rows of the file, which are read as far as it takes.
        form: Their format.
    """
    example = ""
    for cell in _days(rows, form):
        typed = cell.strip()
        if match := _SLASHED.fullmatch(typed):
            example = example or typed
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second or second > 12 >= first:
                order = ORDERS[0] if first > 12 else ORDERS[1]
                said = "the day" if first > 12 else "the month"
                return order, f"Days are written with {said} first, as {typed[:40]} shows."
        elif not example:
            if dateforms.edtf(typed):
                return "", ""
            if _COUNTED.fullmatch(typed) and (unit := dateforms.counted(read.number(typed) or 0)) in _SHAPES:
                return unit, f"Days are counted in {unit} since 1970, as {typed[:40]} shows."
    if not example:
        return "", ""
    return ORDERS[
        0
    ], f"Days are written like {example[:40]}, and none shows whether day or month comes first; they are read day first."


def _days(rows: Rows, form: Format) -> Iterable[str]:
    places = [place for place in rows.header.positions(form.days) if place is not None]
    if places:
        for batch in rows:
            for row in batch.rows:
                yield from (row[place] for place in places)
