"""Parquet: a row an event with its claims as a list of records, for pandas, polars, DuckDB and R."""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from cttui.exports.items import Item, Record, claim_record, event_record, figures
from cttui.exports.subjects import Events
from cttui.exports.tables import CLAIMS, EVENTS, Kind
from cttui.imports.sheets import arrow_and_parquet

if TYPE_CHECKING:
    import pyarrow
    from typing_extensions import Buffer

BATCH = 1_000
"""Events of a group of rows."""
_CLAIM = {key: kind for key, kind in CLAIMS.items() if key != "event"}
"""The fields of a claim, which stands in the row of its event."""


def write(subject: Events, stream: BinaryIO) -> None:
    """Write the columns; what the export is of, and what was kept back, is the file's own metadata.

    Raises:
        CttuiError: pyarrow is not installed.
        OSError: The stream cannot be written.
    """
    arrow, parquet = arrow_and_parquet()
    schema = _schema(arrow)
    items = subject.items()
    onward = _Onward(stream)
    with parquet.ParquetWriter(onward, schema, compression="zstd") as writer:
        try:
            while batch := list(islice(items, BATCH)):
                writer.write_table(arrow.Table.from_pylist(list(map(_row, batch)), schema=schema))
            left = subject.guard.noted()
            about = {**subject.about(), **({"left_out": "; ".join(left)} if left else {})}
            writer.add_key_value_metadata(about)
        except BaseException:
            # the writer ends the file whatever happened, and some of the events would look like all of them
            onward.given_up = True
            raise


class _Onward(io.RawIOBase):
    """Bytes on their way to a stream, which may be a pipe: how many they are, a file of Parquet says of itself."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._at = 0
        self.given_up = False
        """Whether nothing more goes to the stream."""

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, content: Buffer) -> int:
        if not self.given_up:
            self._stream.write(content)
        size = memoryview(content).nbytes
        self._at += size
        return size


def _row(item: Item) -> Record:
    claims = [claim_record(item, one) for one in figures(item)]
    return {**event_record(item), "claims": [{key: claim[key] for key in _CLAIM} for claim in claims]}


def _schema(arrow: Any) -> pyarrow.Schema:
    kinds: dict[Kind, pyarrow.DataType] = {
        "text": arrow.string(), "texts": arrow.list_(arrow.string()), "number": arrow.float64(), "whole": arrow.int32(),
        "flag": arrow.bool_(),
    }  # fmt: skip
    claim = arrow.struct([(key, kinds[kind]) for key, kind in _CLAIM.items()])
    return arrow.schema([*((key, kinds[kind]) for key, kind in EVENTS.items()), ("claims", arrow.list_(claim))])
