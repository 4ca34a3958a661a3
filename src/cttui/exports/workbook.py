"""An Excel workbook: a sheet each for events, claims, sources and disputes, and one on what it is of and what it lacks.

Every text is written as a text, so that none is run as a formula or taken for a link, and numbers as numbers.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from cttui.exports.items import Record, claim_record, dispute_record, event_record, figures, source_record
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.exports.tables import ABOUT, CLAIMS, DISPUTES, EVENTS, SOURCES
from cttui.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
MOST_LETTERS = 32_767
"""The most characters of a cell (Excel's specifications and limits), a letter beyond U+FFFF counted as two, as Excel does."""
MOST_ROWS = 1_048_575
"""The most records of a sheet, its head not counted."""
_LEFT = {
    "cut": "{} cut at 32,767 characters, the most that a cell holds",
    "rows": "{} left out: a sheet holds 1,048,575",
}
_WIDTHS = {"id": 30, "title": 60, "summary": 60, "digest": 60, "quote": 60, "url": 40, "said": 60, "note": 40, "event": 30,
           "source": 40, "sources": 40, "by": 24, "who": 24, "name": 16, "value": 80, "date_words": 22}  # fmt: skip
"""Widths of columns in characters; of all others 12."""


def write(subject: Events, stream: BinaryIO) -> Left:
    """Write the workbook.

    Raises:
        OSError: The stream, or the folder for temporary files, cannot be written.
    """
    # only needed here, and takes a tenth of a second to import
    from xlsxwriter.workbook import Workbook

    content = io.BytesIO()
    book = Workbook(content, {"constant_memory": True, "strings_to_numbers": False})
    # the time of the export is no part of it, so that the same timeline gives the same file
    from datetime import UTC, datetime

    book.set_properties({"title": clean(subject.index.head.meta.title), "created": datetime(1980, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True})
    cells = Left(_LEFT, "cell")
    claims = (claim_record(item, one) for item in subject.items() for one in figures(item))
    for name, keys, records in (
        ("events", EVENTS, map(event_record, subject.items())),
        ("claims", CLAIMS, claims),
        ("sources", SOURCES, map(source_record, subject.cited())),
        ("disputes", DISPUTES, map(dispute_record, subject.conflicts())),
        ("about", ABOUT, _about(subject, cells)),
    ):
        _sheet(book.add_worksheet(name), keys, records, head, cells)
    book.close()
    stream.write(content.getbuffer())
    return cells


def _about(subject: Events, cells: Left) -> Iterator[Record]:
    for name, said in subject.about().items():
        yield {"name": name, "value": said}
    for phrase in (*cells.said(), *subject.guard.noted()):
        yield {"name": "left out", "value": phrase}


def _sheet(sheet: Worksheet, keys: Iterable[str], records: Iterable[Record], head: Format, left: Left) -> None:
    """Write a row of names, and a row a record below it; a sheet without records says what would stand there."""
    sheet.freeze_panes(1, 0)
    last = column = 0
    for column, key in enumerate(keys):
        sheet.set_column(column, column, _WIDTHS.get(key, 12))
        sheet.write_string(0, column, key, head)
    for number, record in enumerate(records, 1):
        if number > MOST_ROWS:
            left.count("rows")
            continue
        last = number
        _row(sheet, number, record, left)
    sheet.autofilter(0, 0, last, column)


def _row(sheet: Worksheet, number: int, record: Record, left: Left) -> None:
    for column, value in enumerate(record.values()):
        if isinstance(value, bool):
            sheet.write_boolean(number, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(number, column, value)
        elif text := _text(value):
            fits = _cut(text)
            if fits != text:
                left.count("cut")
            sheet.write_string(number, column, fits)


def _cut(text: str) -> str:
    """As much of a text as a cell holds."""
    if len(text) <= MOST_LETTERS // 2:
        return text
    # half of a letter at the end is dropped
    return text.encode("utf-16-le")[: 2 * MOST_LETTERS].decode("utf-16-le", "ignore")


def _text(value: object) -> str:
    """A value as the text of a cell; several are divided by semicolons."""
    if value is None:
        return ""
    return shown("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def shown(text: str) -> str:
    """A text that XML can hold (Extensible Markup Language 1.0, section 2.2), without what a terminal obeys."""
    return "\n".join(map(clean, text.translate(_NO_XML).split("\n")))
