"""The columns of tables, once: the sheets of a workbook, the tables of a database and the columns of Parquet.

The records of ``items`` have these keys in this order.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Kind = Literal["text", "texts", "number", "whole", "flag"]
"""What a column holds: a text, several texts, a number, a whole number, yes or no."""

EVENTS: Mapping[str, Kind] = {
    "id": "text", "date": "text", "date_words": "text", "earliest": "text", "latest": "text", "date_exact": "flag",
    "kind": "text", "title": "text", "summary": "text", "provinces": "texts", "place": "text", "district": "text",
    "lat": "number", "lon": "number", "place_precision": "text", "actors": "texts", "tags": "texts", "killed": "text",
    "killed_low": "number", "killed_high": "number", "disputes": "whole", "sources": "texts", "responds_to": "texts",
    "related": "texts",
}  # fmt: skip
FACETS: Mapping[str, str] = {
    "threads": "thread", "standpoints": "standpoint", "publishers": "publisher", "claimants": "by", "flags": "is",
    **{field: field for field in ("country", "region", "category", "conflict", "dyad", "target", "weapon")},
}  # fmt: skip
"""Columns of several texts that only a database has of events, each with the filter field that it is of, so that other
programs can count what the facets of the screen count."""
CLAIMS: Mapping[str, Kind] = {
    "event": "text", "number": "whole", "measure": "text", "who": "text", "stated": "text", "low": "number", "high": "number",
    "about": "flag", "unit": "text", "period": "text", "province": "text", "by": "text", "as_of": "text", "superseded": "flag",
    "disputed": "flag", "source": "text", "quote": "text", "note": "text",
}  # fmt: skip
SOURCES: Mapping[str, Kind] = {
    "id": "text", "type": "text", "title": "text", "publisher": "text", "author": "texts", "issued": "text", "url": "text",
    "language": "text", "standpoint": "text", "derived_from": "texts", "digest": "text",
}  # fmt: skip
DISPUTES: Mapping[str, Kind] = {
    "measure": "text", "who": "text", "unit": "text", "period": "text", "province": "text", "events": "texts", "low": "number",
    "high": "number", "figures": "whole", "said": "texts",
}  # fmt: skip
ABOUT: Mapping[str, Kind] = {"name": "text", "value": "text"}
