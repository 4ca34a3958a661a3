"""A source as a person cites it, in one line of plain text."""

from __future__ import annotations

from cttui.model import dates
from cttui.model.records import Source
from cttui.model.sources import Origin, called, publisher_of

_TITLES: dict[Origin, str] = {
    "headline": "“{}”",
    "address": "[words of the address: {}]",
    "note": "[{}]",
    "publisher": "[headline unknown]",
}
"""How what a source is called stands in a citation: only a headline in quotation marks, what we supply in brackets."""


def cite(source: Source) -> str:
    """Authors, headline, publisher, date, address, in the order of the Chicago Manual of Style's notes and bibliography.

    What is not known is left out, a missing date said as "n.d."; what stands for a missing headline is in square brackets,
    as the manual has it for titles that are not the source's own.
    """
    parts = (cited_authors(source), cited_title(source), f"{publisher_of(source)}, {cited_date(source)}")
    return ". ".join(part.rstrip(".") for part in parts if part) + (f". {source.url}" if source.url else ".")


def cited_authors(source: Source) -> str:
    """The authors of a source: one or two by name, of more the first; empty if none is known."""
    return " and ".join(source.author) if len(source.author) < 3 else f"{source.author[0]} et al."


def cited_date(source: Source) -> str:
    """When a source was published, in words; "n.d." if that is not known."""
    return dates.describe(dates.parse(source.issued)) if source.issued else "n.d."


def cited_title(source: Source) -> str:
    """What a source is called in a citation: its headline in quotation marks, what stands for one in square brackets."""
    name = called(source)
    return _TITLES[name.origin].format(name.text)
