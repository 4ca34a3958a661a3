"""CSV, as RFC 4180 has it but for its line ends, with what a spreadsheet would run as a formula defused."""

from __future__ import annotations

import csv
from typing import TextIO

from cttui.exports.subjects import Subject
from cttui.text import defused


def write(subject: Subject, stream: TextIO) -> None:
    """Write a line of names, then a line a record, if there are any; several values of one cell are divided by semicolons."""
    writer = csv.DictWriter(stream, subject.columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in record.items()} for record in subject.records())


def _cell(value: object) -> object:
    """A value as a cell: text that a spreadsheet would run gets an apostrophe, which makes it plain text."""
    text = ";".join(map(str, value)) if isinstance(value, list) else value
    if not isinstance(text, str):
        return text
    # a bare carriage return would end the row, since the writer quotes only line feeds
    return defused(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
