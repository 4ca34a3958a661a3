"""Where the records of a timeline's text stand, found by what names them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, Self

from cttui.errors import TimelineEditError
from cttui.lazy import dataclass
from cttui.text import shorten
from cttui.timeline import spans
from cttui.timeline.load import TABLES
from cttui.timeline.pieces import Splice
from cttui.timeline.spans import Block, Pair, SpanError

_FIRST = re.compile(r'''[ \t]*+(?P<key>[a-z]++)[ \t]*+=[ \t]*+"(?P<said>[^"\\\n]++)"''')
"""A table's first pair, if its value is plain text."""
WAY_OUT = "change it in an editor (e opens it there)"
"""What a person does if nothing can be changed here."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record and where it stands."""

    table: str
    start: int
    """Of its heading's line, or of its braces."""
    stop: int
    """Just behind its last pair, those of the tables below it included."""
    pairs: tuple[Pair, ...]
    """Its own, not those of tables below it."""
    body: int
    """Just behind its own last pair's line; for one in braces, just before the closing one."""
    under: tuple[Block, ...] = ()
    inline: bool = False
    """Whether it stands in braces."""

    def pair(self, *key: str) -> Pair | None:
        """The pair of a key; ``None`` if there is none, or if the key is a table of its own."""
        return next((pair for pair in self.pairs if pair.key == key), None)


class Finder:
    """Finds records in one text.

    Attributes:
        text: The text.
        end: Its line end.
        blocks: Its tables, in their order.
    """

    def __init__(self, text: str, blocks: list[Block] | None = None) -> None:
        """Take a timeline's text as it stands in its file, line ends included; it is TOML.

        Args:
            text: The text.
            blocks: Its tables, if they are known.
        """
        self.text = text
        self.end = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
        self.blocks = spans.blocks(text) if blocks is None else blocks
        self._named: dict[str, dict[str, tuple[Block, tuple[Block, ...]]]] = {}

    def after(self, splice: Splice) -> Self:
        """The same for the text with a change made that was found here; only the tables around it are looked for anew."""
        text, grown = splice.applied(self.text), len(splice.text) - (splice.stop - splice.start)
        starts = [block.start for block in self.blocks]
        first, behind = max(bisect_left(starts, splice.start) - 1, 0), bisect_left(starts, splice.stop)
        begins = starts[first] if first < len(starts) and starts[first] < splice.start else 0
        ends = (starts[behind] if behind < len(starts) else len(self.text)) + grown
        kept = [block for block in self.blocks[: first + 1] if block.start < begins]
        fresh = [_moved(block, begins) for block in spans.blocks(text[begins:ends])]
        return type(self)(text, [*kept, *fresh, *(_moved(block, grown) for block in self.blocks[behind:])])

    def records(self, table: str) -> Iterator[Found]:
        """The records of a table in the order of the file.

        Raises:
            TimelineEditError: They are laid out in a way in which nothing can be changed.
        """
        try:
            for _, block, under in spans.record_blocks(self.blocks, table):
                yield self.found_in(block, tuple(under))
            if (top := self.top(table)) is not None:
                for item in top.value.items or ():
                    yield Found(table, item.start, item.stop, item.pairs or (), item.stop - 1, inline=True)
        except SpanError as error:
            raise TimelineEditError(f"the {table} records: {error}; {WAY_OUT}") from None

    def top(self, table: str) -> Pair | None:
        """The list that holds a table's records, if they stand in one list above all headings."""
        first = self.blocks[0].start if self.blocks else len(self.text)
        return next((pair for pair in spans.each_pair(self.text, 0, first) if pair.key == (table,)), None)

    def found_in(self, block: Block, under: tuple[Block, ...]) -> Found:
        """The record that stands in a table and those below it."""
        pairs = spans.pairs(self.text, block.body, block.stop)
        return Found(block.table, block.start, under[-1].stop if under else block.stop, pairs, block.stop, under)

    def find(self, table: str, label: str) -> Found:
        """The record with an id, code or name; of coverage, which has none, with its number in the file, from 0.

        There is one ``timeline``, whatever the label.

        Raises:
            TimelineEditError: There is none, or it cannot be found in this layout.
        """
        found = self.get(table, label)
        if found is None:
            raise TimelineEditError(f"there is no {table} '{shorten(label)}' in the file")
        return found

    def get(self, table: str, label: str) -> Found | None:
        """The same, or ``None`` if there is none.

        Raises:
            TimelineEditError: It is laid out in a way in which nothing can be changed.
        """
        label = "0" if table == "timeline" else label
        try:
            known = self.by_label(table)
            if label in known:
                return self.found_in(*known[label])
        except SpanError as error:
            raise TimelineEditError(f"{named(table, label)}: {error}; {WAY_OUT}") from None
        if any(block.table == table for block in self.blocks):
            return None
        key = TABLES[table][1] if table in TABLES else ""
        return next((found for found in self.records(table) if self._said(found.pair(key)) == label), None)

    def by_label(self, table: str) -> dict[str, tuple[Block, tuple[Block, ...]]]:
        """The tables of each record, by its label.

        Raises:
            TimelineEditError: Tables below a record stand apart from it, and may belong to any.
            SpanError: A record does not end where it should.
        """
        if table not in self._named:
            for before, block in zip((None, *self.blocks), self.blocks, strict=False):
                if block.table == table and block.below and (before is None or before.table != table):
                    raise TimelineEditError(
                        f"[[{'.'.join((table, *block.below))}]] in line {self.text.count(chr(10), 0, block.start) + 1} is"
                        f" separated from its {table}; {WAY_OUT}"
                    )
            key = TABLES[table][1] if table in TABLES else ""
            self._named[table] = {
                self._label(block, key) if key else str(place): (block, tuple(under))
                for place, block, under in spans.record_blocks(self.blocks, table)
            }
        return self._named[table]

    def _label(self, block: Block, key: str) -> str:
        # most records begin with the key that names them
        match = _FIRST.match(self.text, block.body, block.stop)
        if match is not None and match["key"] == key:
            return match["said"]
        pairs = spans.each_pair(self.text, block.body, block.stop)
        return str(self._said(next((pair for pair in pairs if pair.key == (key,)), None)) or "")

    def _said(self, pair: Pair | None) -> object:
        """The value of a pair."""
        if pair is None:
            return None
        said = self.text[pair.value.start : pair.value.stop]
        if said[:1] == '"' and "\\" not in said and not said.startswith('"""'):
            return said[1:-1]
        import tomli

        return tomli.loads(f"x = {said}")["x"]

    def line_of(self, found: Found) -> int:
        """The line, from 1, at which a record begins."""
        return self.text.count("\n", 0, found.start) + 1

    def said(self, found: Found) -> str:
        """A record's text, without the line end behind it."""
        return self.text[found.start : found.stop].rstrip("\r\n")

    def plain(self, found: Found) -> dict[str, Any]:
        """What a record says, as it is read from TOML."""
        return read(self.text[found.start : found.stop], found)


def _moved(block: Block, by: int) -> Block:
    return Block(block.table, block.below, block.array, block.start + by, block.body + by, block.stop + by)


def named(table: str, label: str) -> str:
    """How a sentence names a record."""
    return f"{table} {shorten(label)}" if label else f"this {table}"


def read(text: str, found: Found) -> dict[str, Any]:
    """What the text of one record says."""
    import tomli

    if found.inline:
        record: dict[str, Any] = tomli.loads(f"x = {text}")["x"]
        return record
    rows = tomli.loads(text)[found.table]
    row: dict[str, Any] = rows[0] if isinstance(rows, list) else rows
    return row
