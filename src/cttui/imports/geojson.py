"""GeoJSON (RFC 7946): the features of a collection, whose properties are columns; the usual names of properties are known.

A file whose properties are called otherwise is read by a mapping, as any other; ``shapes.point_on`` says which point stands
for a geometry.
"""

from __future__ import annotations

from cttui.imports.by_mapping import known_format, piece, said_title
from cttui.imports.mapping import (
    Dataset,
    DateColumns,
    EventColumns,
    FacetColumns,
    FigureColumns,
    KindColumns,
    Mapping,
    PlaceColumns,
    SourceColumns,
)
from cttui.imports.shapes import GEOMETRY, IDENT, LATITUDE, LONGITUDE

_TITLES = ("title", "name", "headline", "label")
_ENDS = ("end", "end_date", "date_end")
_DATES = ("date", "datetime", "event_date", "start", "start_date", "date_start", "begin", "time", "timestamp", "when")

MAPPING = Mapping(
    dataset=Dataset(title="GeoJSON"),
    event=EventColumns(id=IDENT, summary="summary", texts=("description", "notes")),
    date=DateColumns(column=_DATES, end=_ENDS),
    kind=KindColumns(column=("kind",)),
    place=PlaceColumns(
        name=("place", "location", "city"),
        district=("district", "admin2", "adm_2"),
        province=("province", "provinces", "admin1", "adm_1", "state"),
        country=("country",),
        region=("region",),
        lat=(LATITUDE,),
        lon=(LONGITUDE,),
    ),
    facets=FacetColumns(actors=("actors",), tags=("tags",), category=("category", "type", "event_type")),
    figures=(FigureColumns(measure="killed", value=("killed", "deaths", "fatalities")),),
    sources=(SourceColumns(title=("source_title",), publisher=("publisher", "source_publisher"), url=("url", "source_url")),),
)


GEOJSON = known_format(
    MAPPING,
    "geojson",
    piece("title", [_TITLES], said_title),
    (LONGITUDE, LATITUDE, GEOMETRY),
    "Each event is a GeoJSON feature. Properties with common names (title, date, kind, place …) are read as such, and all"
    " properties are kept in its row. Every geometry is represented by a point.",
    days=(*_DATES, *_ENDS),
)
"""The format of GeoJSON."""
