"""The formats that cttui knows, each imported when it is asked for: the rows of a store are of one, and a launch is short."""

from __future__ import annotations

from importlib import import_module

from cttui.errors import MappingError
from cttui.imports.format import Format

KNOWN = {
    "ucdp-ged": ("ged", "GED"),
    "acled": ("acled", "ACLED"),
    "gtd": ("gtd", "GTD"),
    "gdelt": ("gdelt", "GDELT"),
    "timesketch": ("timesketch", "TIMESKETCH"),
    "geojson": ("geojson", "GEOJSON"),
}
"""The formats by id, in the order in which they are listed: the module of each in this package, and its name there."""


def by_id(form_id: str) -> Format | None:
    """The format of an id, or of the text of a mapping: whatever ``Format.kept_as`` gave a store; ``None`` if there is none."""
    if is_mapping(form_id):
        return _mapped(form_id)
    plain, _, order = form_id.partition(":")
    if plain not in KNOWN:
        return None
    module, name = KNOWN[plain]
    found: Format = getattr(import_module(f"cttui.imports.{module}"), name)
    return _ordered(found, order) if order else found


def is_mapping(form_id: str) -> bool:
    """Whether what ``Format.kept_as`` gave is the text of a mapping, each of which has a key with a value, and no id."""
    return "=" in form_id


def _ordered(form: Format, order: str) -> Format | None:
    from cttui.imports.dayorder import ORDERS, ordered

    return ordered(form, order) if order in ORDERS else None


def _mapped(text: str) -> Format | None:
    from cttui.imports.by_mapping import format_of
    from cttui.imports.mapping import parse

    try:
        return format_of(parse(text.encode(), "the store's mapping"))
    except MappingError:
        return None
