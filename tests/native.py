"""Reads ClickHouse's Native format: what an import sends, as values."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from cttui.store.clickhouse import schema
from cttui.text import SEPARATOR

TYPES = {column.name: column.type for column in schema.COLUMNS}
_NUMBERS = {
    "Int16": "h",
    "Int32": "i",
    "Int64": "q",
    "UInt16": "H",
    "UInt8": "B",
    "UInt32": "I",
    "UInt64": "Q",
    "Float64": "d",
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

    def text(self) -> str:
        size = self.length()
        self.at += size
        return self.content[self.at - size : self.at].decode()

    def values(self, kind: str, count: int) -> list[Any]:
        if kind.startswith("Array("):
            ends = [0, *self.values("UInt64", count)]
            found = self.values(kind[6:-1], ends[-1])
            return [found[begin:end] for begin, end in pairwise(ends)]
        if kind == "String":
            return [self.text() for _ in range(count)]
        form = f"<{count}{_NUMBERS[kind]}"
        found = list(struct.unpack_from(form, self.content, self.at))
        self.at += struct.calcsize(form)
        return found


def decoded(content: bytes) -> Iterator[dict[str, Any]]:
    """The rows in some bytes, by column."""
    reader = _Reader(content)
    while reader.at < len(content):
        width, count = reader.length(), reader.length()
        columns: dict[str, list[Any]] = {}
        for _ in range(width):
            name, kind = reader.text(), reader.text()
            assert kind == TYPES[name]
            columns[name] = reader.values(kind, count)
        assert tuple(columns) == schema.NAMES
        yield from (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def comparable(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is compared: a document is a set of runs of words, and lists are no tuples."""
    found = {name: list(value) if isinstance(value, tuple | list) else value for name, value in row.items()}
    document = str(found["document"])
    assert document[0] == document[-1] == " "
    runs = document[1:-1].split(f" {SEPARATOR} ")
    assert all(runs), document
    return {**found, "document": set(runs)}
