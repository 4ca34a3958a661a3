"""Changes to a timeline's text as a careful person makes them: one record, in the layout that it has, and no other byte.

A change is a ``Splice``: characters of the text and what takes their place. It is found by where keys and values stand
(``spans``), written as the rest of the file is (``written``), and taken only where the changed record, read again, says
exactly what was meant. So comments, order, line ends and layouts of one's own stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cttui.errors import TimelineEditError
from cttui.lazy import dataclass
from cttui.model import dates, records
from cttui.timeline import spans, written
from cttui.timeline.load import TABLES
from cttui.timeline.positions import TOKEN
from cttui.timeline.spans import Block, Pair, SpanError, Value

_HEAD = re.compile(r"^[ \t]*# -- (?P<said>.+?) (?P<rule>-{3,})[ \t]*\r?$", re.MULTILINE)
"""A comment that heads the records of a month: ``# -- March 2024 -----``."""


class Splice(NamedTuple):
    """One change to a text."""

    start: int
    stop: int
    text: str
    """What takes the place of the characters from ``start`` to before ``stop``."""

    def applied(self, text: str) -> str:
        """The text with the change made."""
        return text[: self.start] + self.text + text[self.stop :]

    def undone(self, text: str) -> Splice:
        """What takes the change back, of the text before it."""
        return Splice(self.start, self.start + len(self.text), text[self.start : self.stop])


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
        """The pair of a key; none where it has none, or has it as a table of its own."""
        return next((pair for pair in self.pairs if pair.key == key), None)


class Editor:
    """Finds changes to one text."""

    def __init__(self, text: str) -> None:
        """Take a timeline's text as it stands in its file, line ends included; it is TOML."""
        self.text = text
        self.end = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
        self._blocks = spans.blocks(text)

    # -- finding -----------------------------------------------------------------------------------------------------

    def records(self, table: str) -> Iterator[Found]:
        """The records of a table in the order of the file.

        Raises:
            TimelineEditError: They are laid out in a way in which nothing can be changed.
        """
        try:
            for _, block, under in spans.record_blocks(self._blocks, table):
                found = spans.pairs(self.text, block.body, block.stop)
                stop = under[-1].stop if under else block.stop
                yield Found(table, block.start, stop, found, block.stop, tuple(under))
            first = self._blocks[0].start if self._blocks else len(self.text)
            for pair in spans.pairs(self.text, 0, first):
                if pair.key == (table,):
                    for item in pair.value.items or ():
                        yield Found(table, item.start, item.stop, item.pairs or (), item.stop - 1, inline=True)
        except SpanError as error:
            raise TimelineEditError(f"{table}: {error}; change it in an editor") from None

    def find(self, table: str, label: str) -> Found:
        """The record with an id (or code, or name).

        Raises:
            TimelineEditError: There is none, or it cannot be found in this layout.
        """
        _, key = TABLES[table]
        for found in self._likely(table, label):
            pair = found.pair(key)
            if pair is not None and self._plain(pair) == label:
                return found
        raise TimelineEditError(f"there is no {table} '{label}' in the file")

    def _likely(self, table: str, label: str) -> Iterator[Found]:
        """The records whose text has a label in it, then, for labels spelt with escapes, all."""
        for _, block, under in spans.record_blocks(self._blocks, table):
            if self.text.find(label, block.body, block.stop) >= 0:
                found = spans.pairs(self.text, block.body, block.stop)
                stop = under[-1].stop if under else block.stop
                yield Found(table, block.start, stop, found, block.stop, tuple(under))
        yield from self.records(table)

    def line_of(self, found: Found) -> int:
        """The line, from 1, at which a record begins."""
        return self.text.count("\n", 0, found.start) + 1

    def plain(self, found: Found) -> dict[str, Any]:
        """What a record says, as it is read from TOML."""
        return _read(self.text[found.start : found.stop], found)

    def _plain(self, pair: Pair) -> object:
        import tomli

        (value,) = tomli.loads(f"x = {self.text[pair.value.start : pair.value.stop]}").values()
        return value

    # -- changing ----------------------------------------------------------------------------------------------------

    def add_item(self, found: Found, key: str, item: object) -> Splice:
        """Put an item at the end of a record's list: a claim, a source, a tag.

        Raises:
            TimelineEditError: The list is laid out in a way in which nothing can be added.
        """
        wanted = self.plain(found)
        wanted.setdefault(key, []).append(item)
        tables = [block for block in found.under if block.below == (key,) and block.array]
        if isinstance(item, Mapping) and tables:
            last = self._last_below(found, tables[-1])
            indent = self._indent(tables[-1].start)
            lines = [f"[[{found.table}.{key}]]", *(written.pair(records.Claim, name, value) for name, value in item.items())]
            text = "\n" + "".join(f"{indent}{line}\n" for line in lines)
            return self._checked(found, self._splice(last, last, text), wanted)
        pair = found.pair(key)
        if pair is None:
            return self._checked(found, self._new_pair(found, key, [item]), wanted)
        if pair.value.items is None:
            raise TimelineEditError(f"{key} of {found.table} is no list; change it in an editor")
        return self._checked(found, self._appended(pair, found, item), wanted)

    def set_value(self, found: Found, key: str, value: object) -> Splice:
        """Give a key of a record another value, or take it out where that is ``None``.

        Raises:
            TimelineEditError: The value is laid out in a way in which it cannot be changed.
        """
        wanted = self.plain(found)
        if value is None:
            wanted.pop(key, None)
        else:
            wanted[key] = value
        if any(block.below[:1] == (key,) for block in found.under) or any(
            pair.key[0] == key and len(pair.key) > 1 for pair in found.pairs
        ):
            raise TimelineEditError(f"{key} of {found.table} is a table of its own; change it in an editor")
        pair = found.pair(key)
        if pair is None:
            splice = Splice(found.start, found.start, "") if value is None else self._new_pair(found, key, value)
        elif value is None:
            splice = self._without(found, pair)
        else:
            text = (
                written.value(value)
                if found.inline
                else written.pair(written.RECORDS[found.table], key, value).partition(" = ")[2]
            )
            splice = self._splice(pair.value.start, pair.value.stop, text)
        return self._checked(found, splice, wanted)

    def add_record(self, table: str, plain: Mapping[str, object], after: Found | None = None, head: str = "") -> Splice:
        """Put a new record behind another of its table, or at the end of the file where its table has none.

        Args:
            table: Its table.
            plain: What it says.
            after: The record that it follows; before the first of its table where ``None``.
            head: The month that a comment above its records names, where the file has such comments.
        """
        first = next(self.records(table), None)
        if (after or first) is not None and (after or first).inline:  # type: ignore[union-attr]  # one of them is there
            raise TimelineEditError(f"the {table} records stand in one list in brackets; add the record in an editor")
        said = written.table(table, plain)
        if after is None and first is None:
            gap = "" if self.text.endswith("\n\n") or not self.text else "\n" if self.text.endswith("\n") else "\n\n"
            return self._splice(len(self.text), len(self.text), gap + said)
        if after is None and first is not None:
            return self._splice(first.start, first.start, said + "\n")
        stop = after.stop if after is not None else len(self.text)
        follows = next((block.start for block in self._blocks if block.start >= stop), len(self.text))
        heads = list(_HEAD.finditer(self.text, stop, follows))
        if head and heads and heads[-1]["said"] == head and follows < len(self.text):
            return self._splice(follows, follows, said + "\n")
        if head and (style := self._style_of_heads(table)) and not self._heads(table, head):
            said = f"# -- {head} {style}\n\n{said}"
        open_line = "" if self.text[:stop].endswith("\n") else "\n"
        return self._splice(stop, stop, f"{open_line}\n{said}")

    def place_for(self, table: str, when: str) -> tuple[Found | None, str]:
        """Where a record of a day belongs in the order of dates: the record that it follows, and the month that heads it.

        Args:
            table: ``event`` or ``source``.
            when: Its date or date of issue as EDTF; empty where none is known.
        """
        key = "date" if table == "event" else "issued"
        mine = _order(when)
        last: Found | None = None
        for found in self.records(table):
            pair = found.pair(key)
            if pair is not None and _order(str(self._plain(pair))) <= mine:
                last = found
        parsed = dates.dated(when)
        return last, f"{dates.MONTHS[int(when[5:7]) - 1]} {when[:4]}" if parsed and re.match(r"\d{4}-\d\d", when) else ""

    # -- how it is written -------------------------------------------------------------------------------------------

    def _splice(self, start: int, stop: int, text: str) -> Splice:
        return Splice(start, stop, text.replace("\n", self.end))

    def _indent(self, at: int) -> str:
        """The blanks that the line of a place begins with."""
        line = self.text.rfind("\n", 0, at) + 1
        return self.text[line : line + len(self.text[line:at]) - len(self.text[line:at].lstrip(" \t"))] if at > line else ""

    def _last_below(self, found: Found, block: Block) -> int:
        """Just behind a table below a record and those that are in turn below it."""
        stop = block.stop
        for other in found.under:
            if (
                other.start > block.start
                and other.below[: len(block.below)] == block.below
                and len(other.below) > len(block.below)
            ):
                stop = other.stop
        return stop

    def _new_pair(self, found: Found, key: str, value: object) -> Splice:
        """A pair that the record does not have yet, where the file's order puts it."""
        order = written.order(written.RECORDS[found.table])
        before = [pair for pair in found.pairs if _rank(order, pair.key[0]) <= _rank(order, key)]
        if found.inline:
            text = f"{written.key(key)} = {written.value(value)}"
            last = before[-1] if before else None
            if last is not None:
                return Splice(last.value.stop, last.value.stop, f", {text}")
            return Splice(found.start + 1, found.start + 1, f" {text}{',' if found.pairs else ''}")
        if before:
            line = self.text.find("\n", before[-1].value.stop)
            at = len(self.text) if line < 0 else line + 1
            indent = self._indent(before[-1].start)
        else:
            at = self.text.find("\n", found.start) + 1 or len(self.text)
            indent = self._indent(found.start)
        text = "".join(f"{indent}{line}\n" for line in written.pair(written.RECORDS[found.table], key, value).split("\n"))
        return self._splice(at, at, text if self.text[:at].endswith("\n") else f"\n{text}")

    def _appended(self, pair: Pair, found: Found, item: object) -> Splice:
        """An item at the end of a list that is there."""
        array = pair.value
        said = written.value(written.ordered(records.Claim, item) if isinstance(item, Mapping) else item)
        if not array.items:
            if found.inline or "\n" in self.text[array.start : array.stop] or pair.key[0] not in written.LISTED:
                return Splice(array.start + 1, array.start + 1, said)
            return self._splice(array.start, array.stop, f"[\n  {said},\n]")
        last = array.items[-1]
        comma = self._comma_behind(last, array)
        if "\n" not in self.text[array.start : last.start] and "\n" not in self.text[last.stop : array.stop]:
            at = comma or last.stop
            return Splice(at, at, f" {said}," if comma else f", {said}")
        indent = self._indent(last.start)
        line = self.text.rfind("\n", 0, last.start) + 1
        if pair.key[0] not in written.LISTED and isinstance(item, str):
            stop = comma or last.stop
            width = stop - line + len(said) + 2
            if width <= written.WIDTH and "\n" not in self.text[last.stop : stop]:
                return Splice(stop, stop, f" {said}," if comma else f", {said}")
        rest = "" if comma else ","
        if comma or self.text[last.stop : array.stop - 1].strip() == "":
            at = comma or last.stop
            ends = self.text.find("\n", at, array.stop)
            # what stands behind the comma on its line, a comment, stays with its item
            at_line = ends if ends >= 0 else array.stop - 1
            if comma and self.text[at_line - 1 : at_line] == "\r":
                at_line -= 1
            if not comma:
                return self._splice(at, at, f",\n{indent}{said}{',' if ends >= 0 else ''}")
            return self._splice(at_line, at_line, f"\n{indent}{said},")
        # a comment stands between the last item and the bracket, and no comma: the comma goes behind the item
        return self._splice(last.stop, last.stop, f"{rest}\n{indent}{said}")

    def _comma_behind(self, last: Value, array: Value) -> int:
        """Just behind the comma that follows a list's last item; 0 where none does."""
        for match in TOKEN.finditer(self.text, last.stop, array.stop - 1):
            if match[0] == ",":
                return match.end()
        return 0

    def _without(self, found: Found, pair: Pair) -> Splice:
        """A pair taken out with its line."""
        if found.inline:
            place = found.pairs.index(pair)
            if place + 1 < len(found.pairs):
                return Splice(pair.start, found.pairs[place + 1].start, "")
            start = found.pairs[place - 1].value.stop if place else pair.start
            return Splice(start, pair.value.stop, "")
        line = self.text.find("\n", pair.value.stop)
        return Splice(self.text.rfind("\n", 0, pair.start) + 1, len(self.text) if line < 0 else line + 1, "")

    def _style_of_heads(self, table: str) -> str:
        """The rule of dashes of the comments that head a table's months; empty where there are none."""
        found = next(self._heads_of(table), None)
        return found["rule"] if found else ""

    def _heads(self, table: str, head: str) -> bool:
        return any(match["said"] == head for match in self._heads_of(table))

    def _heads_of(self, table: str) -> Iterator[re.Match[str]]:
        own = [block for block in self._blocks if block.table == table]
        if own:
            before = max((block.stop for block in self._blocks if block.stop <= own[0].start), default=0)
            yield from _HEAD.finditer(self.text, before, own[-1].start)

    def _checked(self, found: Found, splice: Splice, wanted: dict[str, Any]) -> Splice:
        """The change, where the record then says what is wanted.

        Raises:
            TimelineEditError: It does not.
        """
        after = splice.applied(self.text)[found.start : found.stop + len(splice.text) - (splice.stop - splice.start)]
        try:
            same = _read(after, found) == wanted
        except ValueError:
            same = False
        if not same:
            raise TimelineEditError(
                f"this {found.table} is laid out in a way that cannot be changed here; change it in an editor"
            )
        return splice


def _read(text: str, found: Found) -> dict[str, Any]:
    """What the text of one record says."""
    import tomli

    if found.inline:
        record: dict[str, Any] = tomli.loads(f"x = {text}")["x"]
        return record
    rows: list[dict[str, Any]] = tomli.loads(text)[found.table]
    return rows[0]


def _rank(order: tuple[str, ...], key: str) -> int:
    return order.index(key) if key in order else len(order)


def _order(when: str) -> tuple[int, int]:
    """What puts records in the order of their dates, the undated last."""
    found = dates.dated(when) if when else None
    return found.sort_key()[:2] if found else (dates.LAST_DAY + 1, 0)
