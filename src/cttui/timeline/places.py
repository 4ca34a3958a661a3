"""The lines of values in a timeline's text by leaps: only the records asked for are gone through.

``positions`` goes through the whole of any text on the way to an error; here the text is known to be TOML, and its tables are
known from ``spans.blocks``. The lines are the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

from cttui.timeline import positions, spans
from cttui.timeline.spans import Block, Pair, SpanError, Value

Path = tuple[str | int, ...]


class Places:
    """Where the records and values of one text stand.

    Args:
        text: TOML, as it stands in its file.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._known: dict[Path, dict[Path, int]] = {}
        self._tables: dict[str, list[tuple[Block, list[Block]]]] = {}

    @cached_property
    def blocks(self) -> list[Block]:
        """Its tables."""
        return spans.blocks(self.text)

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line(self, place: int) -> int:
        """The line, from 1, of a character."""
        return bisect_right(self.starts, place)

    def lines(self, paths: Iterable[Path]) -> list[int]:
        """For each path the line of the key or value there, or of the nearest thing around it; 0 if there is none."""
        wanted = list(paths)
        found = [self._line(path) for path in wanted]
        if lost := [path for path, line in zip(wanted, found, strict=True) if not line]:
            others = iter(positions.lines(self.text.encode(), lost))
            found = [line or next(others) for line in found]
        return found

    def _line(self, path: Path) -> int:
        record = path[:1] if path[0] == "timeline" else path[:2]
        if len(record) == 1 and path[0] != "timeline":
            return 0
        if record not in self._known:
            self._known[record] = self._of_record(record)
        known = self._known[record]
        return next((known[path[:length]] for length in range(len(path), 0, -1) if path[:length] in known), 0)

    def _of_record(self, record: Sequence[str | int]) -> dict[Path, int]:
        """The lines of all that a record holds; nothing if it has no heading of its own."""
        table, index = str(record[0]), record[1] if len(record) > 1 else 0
        if table not in self._tables:
            self._tables[table] = [row[1:] for row in spans.record_blocks(self.blocks, table)]
        rows = self._tables[table]
        if not isinstance(index, int) or index >= len(rows):
            return {}
        block, under = rows[index]
        base: Path = tuple(record)
        lines: dict[Path, int] = {base: self.line(block.start)}
        last: dict[Path, int] = {}
        try:
            for one in (block, *under):
                path: Path = (*base, *one.below)
                if one is not block:
                    lines.setdefault(path, self.line(one.start))
                if one.array and one is not block:
                    last[path] = last.get(path, -1) + 1
                    path = (*path, last[path])
                    lines.setdefault(path, self.line(one.start))
                for pair in spans.pairs(self.text, one.body, one.stop):
                    self._of_pair(pair, path, lines)
        except SpanError:
            return {}
        return lines

    def _of_pair(self, pair: Pair, base: Path, lines: dict[Path, int]) -> None:
        line = self.line(pair.start)
        for step in range(1, len(pair.key) + 1):
            lines.setdefault((*base, *pair.key[:step]), line)
        self._of_value(pair.value, (*base, *pair.key), lines)

    def _of_value(self, value: Value, path: Path, lines: dict[Path, int]) -> None:
        for place, item in enumerate(value.items or ()):
            lines.setdefault((*path, place), self.line(item.start))
            self._of_value(item, (*path, place), lines)
        for pair in value.pairs or ():
            self._of_pair(pair, path, lines)
