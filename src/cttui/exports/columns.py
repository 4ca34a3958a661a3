"""Parquet: a row an event with its claims as a list of records, for pandas, polars, DuckDB and R."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from cttui.errors import CttuiError
from cttui.exports.items import Item, Record, claim_record, event_record, figures
from cttui.exports.subjects import Events

if TYPE_CHECKING:
    import pyarrow

BATCH = 1_000
"""Events of a group of rows."""
_NUMBERS = frozenset({"lat", "lon", "killed_low", "killed_high", "low", "high"})
_WHOLE = frozenset({"disputes", "number"})
_FLAGS = frozenset({"date_exact", "about", "superseded", "disputed"})
_LISTS = frozenset({"provinces", "actors", "tags", "sources", "responds_to", "related"})
EVENT_KEYS = (
    "id", "date", "date_words", "earliest", "latest", "date_exact", "kind", "title", "summary", "provinces", "place",
    "district", "lat", "lon", "place_precision", "actors", "tags", "killed", "killed_low", "killed_high", "disputes", "sources",
    "responds_to", "related",
)  # fmt: skip
"""The columns, before that of the claims."""
CLAIM_KEYS = (
    "number", "measure", "who", "stated", "low", "high", "about", "unit", "period", "province", "by", "as_of", "superseded",
    "disputed", "source", "quote", "note",
)  # fmt: skip
"""The fields of a claim."""


def write(subject: Events, stream: BinaryIO) -> None:
    """Write the columns; what the export is of, and what was kept back, is the file's own metadata.

    Raises:
        CttuiError: pyarrow is not installed.
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise CttuiError("parquet needs pyarrow, which is not installed; run: pip install 'cttui[parquet]'") from None

    schema = _schema(arrow)
    content = io.BytesIO()
    items = subject.items()
    with parquet.ParquetWriter(content, schema, compression="zstd") as writer:
        while batch := list(islice(items, BATCH)):
            writer.write_table(arrow.Table.from_pylist(list(map(_row, batch)), schema=schema))
        left = subject.guard.noted()
        about = {**subject.about(), **({"left_out": "; ".join(left)} if left else {})}
        writer.add_key_value_metadata(about)
    stream.write(content.getbuffer())


def _row(item: Item) -> Record:
    claims = [claim_record(item, one) for one in figures(item)]
    return {**event_record(item), "claims": [{key: claim[key] for key in CLAIM_KEYS} for claim in claims]}


def _schema(arrow: Any) -> pyarrow.Schema:
    def kind(key: str) -> pyarrow.DataType:
        if key in _LISTS:
            return arrow.list_(arrow.string())
        return (
            arrow.float64() if key in _NUMBERS else arrow.int32() if key in _WHOLE else arrow.bool_() if key in _FLAGS
            else arrow.string()
        )  # fmt: skip

    claim = arrow.struct([(key, kind(key)) for key in CLAIM_KEYS])
    return arrow.schema([*((key, kind(key)) for key in EVENT_KEYS), ("claims", arrow.list_(claim))])
