"""An Excel workbook: a sheet each for events, claims, sources and disputes, and one on what it is of and what it lacks.

Every text is written as a text, so that none is run as a formula or taken for a link, and numbers as numbers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path
from shutil import copyfileobj
from typing import TYPE_CHECKING, BinaryIO

from cttui.errors import CttuiError
from cttui.exports.items import Record, claim_record, dispute_record, event_record, figures, source_record
from cttui.exports.left import Left
from cttui.exports.subjects import Conflicts, Events
from cttui.exports.tables import ABOUT, CLAIMS, DISPUTES, EVENTS, SOURCES
from cttui.text import clean

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_NO_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
MOST_LETTERS = 32_767
"""The most characters of a cell (Excel's specifications and limits), a letter beyond U+FFFF counted as two, as Excel does."""
MOST_ROWS = 1_048_575
"""The most records of a sheet, its head not counted."""
_CUT = {"cut": "{} cut at 32,767 characters, the most that a cell holds"}
_OVER = {"rows": "{} left out: a sheet holds 1,048,575"}
_WIDTHS = {"id": 30, "title": 60, "summary": 60, "digest": 60, "quote": 60, "url": 40, "said": 60, "note": 40, "event": 30,
           "source": 40, "sources": 40, "by": 24, "who": 24, "name": 16, "value": 80, "date_words": 22}  # fmt: skip
"""Widths of columns in characters; of all others 12."""


def write(subject: Events, stream: BinaryIO) -> Left:
    """Write the workbook.

    Raises:
        CttuiError: There are more events than a sheet has rows.
        OSError: The stream, or the folder for temporary files, cannot be written.
    """
    if (count := subject.count()) > MOST_ROWS:
        raise CttuiError(
            f"a sheet holds at most {MOST_ROWS:,} events, and {count:,} are selected; "
            "filter them further, or export to sqlite, which holds any number"
        )
    with tempfile.TemporaryDirectory(prefix="cttui-") as folder:
        path = Path(folder) / "export.xlsx"
        left = _made(path, subject)
        with path.open("rb") as made:
            copyfileobj(made, stream)
    return left


def _made(path: Path, subject: Events) -> Left:
    # only needed here, and takes a tenth of a second to import
    from xlsxwriter.workbook import Workbook

    book = Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False, "tmpdir": str(path.parent)})
    try:
        left = _fill(book, subject)
    except BaseException:
        # an export that was given up leaves none of the sheets' temporary files open
        for sheet in book.worksheets():
            if sheet.row_data_fh is not None:
                sheet.row_data_fh.close()
        raise
    book.close()
    return left


def _fill(book: Workbook, subject: Events) -> Left:
    # the time of the export is no part of it, so that the same timeline gives the same file
    from datetime import UTC, datetime

    # this module loads what writes workbooks
    from cttui.exports.sheet import Sheet

    book.set_properties({"title": clean(subject.index.head.meta.title), "created": datetime(1980, 1, 1, tzinfo=UTC)})
    head = book.add_format({"bold": True})
    cut, over = Left(_CUT, "cell"), Left(_OVER, "row")
    events, claims, sources, disputes, about = (
        _Sheet(book.add_worksheet(name, Sheet), keys, head, cut, over)
        for name, keys in (
            ("events", EVENTS), ("claims", CLAIMS), ("sources", SOURCES), ("disputes", DISPUTES), ("about", ABOUT),
        )
    )  # fmt: skip
    cited, conflicts = set[str](), Conflicts(subject.index.register)
    for item in subject.items():
        events.add(event_record(item))
        for one in figures(item):
            claims.add(claim_record(item, one))
        for source in item.sources:
            if source.id not in cited:
                cited.add(source.id)
                sources.add(source_record(source))
        conflicts.add(item)
    for group in conflicts.groups():
        disputes.add(dispute_record(group))
    for phrase in over.said():
        cut.tell(phrase)
    for name, said in subject.about().items():
        about.add({"name": name, "value": said})
    for phrase in (*cut.said(), *subject.guard.noted()):
        about.add({"name": "left out", "value": phrase})
    for sheet in (events, claims, sources, disputes, about):
        sheet.end()
    return cut


class _Sheet:
    """A row of names, and a row a record below it; a sheet without records says what would stand there."""

    def __init__(self, sheet: Worksheet, keys: Collection[str], head: Format, cut: Left, over: Left) -> None:
        """Write the names.

        Args:
            sheet: The sheet.
            keys: The names.
            head: How they look.
            cut: Counts cells that are cut.
            over: Counts rows for which there is no room.
        """
        self._sheet, self._cut, self._over = sheet, cut, over
        self._columns, self._rows = len(keys), 0
        sheet.freeze_panes(1, 0)
        for column, key in enumerate(keys):
            sheet.set_column(column, column, _WIDTHS.get(key, 12))
            sheet.write_string(0, column, key, head)

    def add(self, record: Record) -> None:
        """Write a record."""
        if self._rows == MOST_ROWS:
            self._over.count("rows")
            return
        self._rows += 1
        for column, value in enumerate(record.values()):
            if value is None or value == "":
                continue
            if isinstance(value, bool):
                self._sheet.write_boolean(self._rows, column, value)
            elif isinstance(value, int | float):
                self._sheet.write_number(self._rows, column, value)
            elif text := _text(value):
                fits = _cut(text)
                if fits != text:
                    self._cut.count("cut")
                self._sheet.write_string(self._rows, column, fits)

    def end(self) -> None:
        """All records are written."""
        self._sheet.autofilter(0, 0, self._rows, self._columns - 1)


def _cut(text: str) -> str:
    """As much of a text as a cell holds."""
    if len(text) <= MOST_LETTERS // 2:
        return text
    # half of a letter at the end is dropped
    return text.encode("utf-16-le")[: 2 * MOST_LETTERS].decode("utf-16-le", "ignore")


def _text(value: object) -> str:
    """A value as the text of a cell; several are divided by semicolons."""
    return shown("; ".join(map(str, value)) if isinstance(value, list) else str(value))


def shown(text: str) -> str:
    """A text that XML can hold (Extensible Markup Language 1.0, section 2.2), without what a terminal obeys."""
    if text.isascii() and text.isprintable():
        return text
    return "\n".join(map(clean, text.translate(_NO_XML).split("\n")))
