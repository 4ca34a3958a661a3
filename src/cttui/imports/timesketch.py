"""Timesketch: its CSV and JSON Lines, an event a line with any attributes beside message, time and what the time is of.

Fields: Timesketch documentation, "Create timeline from JSON/JSONL/CSV file". Attributes that cttui's own export writes (kind,
actors, place …) are read as what they are.
"""

from __future__ import annotations

from cttui.imports import cells as read
from cttui.imports import dateforms
from cttui.imports.by_mapping import known_format, piece
from cttui.imports.format import Cells, Said
from cttui.imports.mapping import Dataset, EventColumns, FacetColumns, KindColumns, Mapping, PlaceColumns

MAPPING = Mapping(
    dataset=Dataset(title="Timesketch"),
    event=EventColumns(title=("message",), summary="summary", texts=("message",)),
    kind=KindColumns(column=("kind",)),
    place=PlaceColumns(
        name=("place",), district=("district",), country=("country",), lat=("lat", "latitude"), lon=("lon", "longitude")
    ),
    facets=FacetColumns(category=("timestamp_desc",), actors=("actors",), tags=("tags", "tag")),
)


def _dates(cells: Cells) -> Said:
    """The moment that is written out, else the microseconds since 1970."""
    written, counted = cells
    if not (written.strip() or counted.strip()):
        return Said(faults=("datetime is empty; the event has no date",))
    said = dateforms.edtf(written) or dateforms.FORMS["microseconds"](counted)
    if said:
        return Said(date=said)
    column, cell = ("datetime", written) if written.strip() else ("timestamp", counted)
    return Said(faults=(read.name(f"{column} {read.quoted(cell)} is not a time; the event has no date"),))


TIMESKETCH = known_format(
    MAPPING,
    "timesketch",
    piece("dates", [("datetime",), ("timestamp",)], _dates),
    ("message", "datetime", "timestamp_desc"),
    "Each event is a line of a Timesketch timeline: message is its title, datetime its date, timestamp_desc its category, and"
    " all attributes are kept in its row.",
)
"""The format of Timesketch's exports."""
