"""JSON Lines: a JSON object (RFC 8259) a line."""

from __future__ import annotations

import json
from typing import TextIO

from cttui.exports.subjects import Subject


def write(subject: Subject, stream: TextIO) -> None:
    """Write a record a line."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    stream.writelines(f"{encode(record)}\n" for record in subject.records())
