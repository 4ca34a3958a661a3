"""What the timeline made from a dataset is called, and what it says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from cttui.imports.cells import listed
from cttui.imports.format import Format
from cttui.model import calendar
from cttui.model.records import Meta

_NAMED = 3
"""The most countries that a title names."""


def heading(form: Format, countries: Sequence[str], first: int | None, last: int | None) -> Meta:
    """The table ``[timeline]`` of an import.

    Args:
        form: The file's format.
        countries: The values of the field ``country`` that the kept rows have, each once, in any order.
        first: The first day of the earliest row that has a date, as ``model.dates`` counts days; ``None`` if none has one.
        last: The first day of the latest: a row that runs on into January does not make a title a year longer.
    """
    where = listed(sorted(countries)) if 0 < len(countries) <= _NAMED else f"{len(countries)} countries" if countries else ""
    years = _years(first, last)
    told = ", ".join(part for part in (where, years.replace("/", "–")) if part)
    title = form.title if not told else f"{form.title}: {told}" if where else f"{form.title}, {told}"
    return Meta(
        id=form.id, title=title, period=years or "0001/9999", licence=form.licence, method=f"{form.method} {form.terms}".strip()
    )


def _years(first: int | None, last: int | None) -> str:
    """The years from one day to another as EDTF; empty if neither is known."""
    ends = [calendar.iso_year(calendar.day_of(day).year) for day in (first, last) if day is not None]
    return ends[0] if ends and ends[0] == ends[-1] else "/".join(ends)
