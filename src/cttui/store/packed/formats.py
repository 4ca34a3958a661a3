"""The format of a packed store's rows, by what its ``meta`` says of where they come from."""

from __future__ import annotations

from cttui.errors import StoreError
from cttui.imports.format import Format
from cttui.imports.known import by_id
from cttui.imports.provenance import read


def format_of(packed: str) -> Format:
    """The format of a store's rows.

    Raises:
        StoreError: It is damaged, or of a format that this cttui does not know.
    """
    said = read(packed).format
    if (known := by_id(said)) is not None:
        return known
    raise StoreError(f"its rows are of a format that this cttui does not know ({said[:40]}); import the file again")
