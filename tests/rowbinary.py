"""Reads ClickHouse's RowBinary: what an import sends, as values."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cttui.store.clickhouse import schema
from cttui.text import SEPARATOR

TYPES = {column.name: column.type for column in schema.COLUMNS}
_NUMBERS = {
    "Int16": "<h",
    "Int32": "<i",
    "Int64": "<q",
    "UInt16": "<H",
    "UInt8": "<B",
    "UInt32": "<I",
    "UInt64": "<Q",
    "Float64": "<d",
}


class _Reader:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def length(self) -> int:
        found = shift = 0
        while True:
            byte = self.content[self.at]
            self.at += 1
            found |= (byte & 0x7F) << shift
            if byte < 0x80:
                return found
            shift += 7

    def value(self, kind: str) -> Any:
        if kind.startswith("Array("):
            return [self.value(kind[6:-1]) for _ in range(self.length())]
        if kind == "String":
            size = self.length()
            self.at += size
            return self.content[self.at - size : self.at].decode()
        form = _NUMBERS[kind]
        (found,) = struct.unpack_from(form, self.content, self.at)
        self.at += struct.calcsize(form)
        return found


def decoded(columns: Sequence[str], content: bytes) -> Iterator[dict[str, Any]]:
    """The rows in some bytes, by column."""
    reader = _Reader(content)
    while reader.at < len(content):
        yield {name: reader.value(TYPES[name]) for name in columns}


def comparable(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is compared: a document is a set of runs of words, and lists are no tuples."""
    found = {name: list(value) if isinstance(value, tuple | list) else value for name, value in row.items()}
    document = str(found["document"])
    assert document[0] == document[-1] == " "
    runs = document[1:-1].split(f" {SEPARATOR} ")
    assert all(runs), document
    return {**found, "document": set(runs)}
