"""A source as a person cites it, in one line of plain text."""

from __future__ import annotations

from cttui.model import dates
from cttui.model.records import Source


def cite(source: Source) -> str:
    """Authors, headline, publisher, date, address, in the order of the Chicago Manual of Style's notes and bibliography.

    Unknown parts are left out, a missing date becomes "n.d."; a missing headline becomes the words of its note in
    square brackets.
    """
    authors = " and ".join(source.author) if len(source.author) < 3 else f"{source.author[0]} et al."
    title = f"“{source.title}”" if source.title else f"[{source.title_note or 'no headline known'}]"
    issued = dates.describe(dates.parse(source.issued)) if source.issued else "n.d."
    parts = (authors, title, f"{source.publisher or 'publisher not known'}, {issued}")
    return ". ".join(part.rstrip(".") for part in parts if part) + (f". {source.url}" if source.url else ".")
