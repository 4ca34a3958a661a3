"""GeoJSON (RFC 7946): a feature an event, its geometry null where the timeline has no coordinates for it."""

from __future__ import annotations

import json
from typing import TextIO

from cttui.exports.items import Item, Record, claim_record, event_record, figures, source_record
from cttui.exports.left import Left
from cttui.exports.subjects import Events

_LEFT = {"unplaced": "{} without coordinates: the geometry is null"}


def write(subject: Events, stream: TextIO) -> Left:
    """Write a collection of features; its member ``cttui`` (RFC 7946, section 6.1) says what it is of and what it lacks."""
    left = Left(_LEFT)
    lats, lons = list[float](), list[float]()
    stream.write('{"type": "FeatureCollection", "features": [')
    for number, item in enumerate(subject.items()):
        place = item.event.place
        if place is None or place.lat is None or place.lon is None:
            left.count("unplaced")
        else:
            lats.append(place.lat)
            lons.append(place.lon)
        stream.write(f"{',' if number else ''}\n{_dump(_feature(item))}")
    stream.write("\n]")
    if lats:
        stream.write(f',\n"bbox": {_dump([min(lons), min(lats), max(lons), max(lats)])}')
    about: Record = {**subject.about(), "left_out": [*left.said(), *subject.guard.noted()]}
    stream.write(f',\n"cttui": {_dump(about)}}}\n')
    return left


def _feature(item: Item) -> Record:
    record = event_record(item)
    lat, lon = record.pop("lat"), record.pop("lon")
    geometry = {"type": "Point", "coordinates": [lon, lat]} if lat is not None else None
    record["claims"] = [
        {key: value for key, value in claim_record(item, one).items() if key != "event"} for one in figures(item)
    ]
    record["sources"] = list(map(source_record, item.sources))
    return {"type": "Feature", "id": record.pop("id"), "geometry": geometry, "properties": record}


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
