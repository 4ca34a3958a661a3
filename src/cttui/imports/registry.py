"""The formats that cttui knows, and which one a file has: by its columns, never by its name."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from cttui.imports.cells import listed, quoted
from cttui.imports.events import Header, header_of
from cttui.imports.format import Format
from cttui.imports.known import KNOWN, by_id
from cttui.text import shorten

FORMATS: tuple[Format, ...] = tuple(form for form_id in KNOWN if (form := by_id(form_id)) is not None)
"""In the order in which they are listed; no file can have the columns of two by chance."""

_NAMED = 4
"""The most missing columns that a sentence names."""


def recognise(header: Header) -> Format | None:
    """The format whose columns a file has: of several the one with the most; ``None`` if it lacks some of each."""
    fitting = [form for form in FORMATS if form.has(header.places)]
    return max(fitting, key=lambda form: len(form.required), default=None)


def headless(first: Sequence[str]) -> tuple[Format, Sequence[str]] | None:
    """The format whose release has a row like the first of a file without a header, and its columns.

    A row is like it with as many cells and a meaning in each. Releases have come out without their line of names; a row of
    something else does not have days, codes and figures at the very same places.
    """
    for form in FORMATS:
        for layout in form.layouts:
            if len(layout) == len(first):
                header = header_of(layout)
                said = (piece.read(header.cells(first, piece.columns)) for piece in form.pieces)
                if header.cells(first, (form.ident,))[0].strip() and not any(piece.faults for piece in said):
                    return form, layout
    return None


def unknown(header: Header, path: Path, *, headless: bool) -> str:
    """Why no format fits a file, in a sentence that begins with its name: the nearest one, what is missing, and the way out.

    Args:
        header: The file's columns.
        path: The file.
        headless: Whether its first row looks like data.
    """
    has = header.places.keys()
    nearest = max(FORMATS, key=lambda form: (len(form.required & has) / len(form.required), form.id))
    known = listed([form.title for form in FORMATS])
    name = shorten(path.name)
    command = shlex.join(["cttui", "import", "--suggest", shorten(str(path), 400)])
    way = f"{command} prints a mapping to begin with, and --mapping reads by it"
    if headless:
        added = "add a line with the names of the columns, or name them in a mapping"
        return f"{name}: the first line looks like data, so there is no header; {added} ({way})"
    if not nearest.required & has:
        return f"{name}: the columns are not those of {known}; {way}"
    missing = sorted(nearest.required - has)
    named = [quoted(column) for column in missing[:_NAMED]]
    if len(missing) > _NAMED:
        named.append(f"{len(missing) - _NAMED} more")
    lacking = f"column {named[0]} is" if len(named) == 1 else f"columns {listed(named)} are"
    return f"{name}: the columns are nearest to {nearest.title}, but {lacking} missing; {way}"
