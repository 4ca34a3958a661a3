"""Changes to a timeline's text as a careful person makes them: one record, in the layout that it has, and no other byte.

A change is a ``Splice``: characters of the text and what takes their place. It is found by where keys and values stand
(``spans``, ``finding``), made in the layout around it (``pieces``, ``placing``), written as the rest of the file is
(``written``), and taken only if the changed record, read again, says exactly what was meant. So comments, order, line ends and
layouts of one's own stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cttui.errors import TimelineEditError
from cttui.text import shorten
from cttui.timeline import pieces, placing, spans, written
from cttui.timeline.finding import WAY_OUT, Finder, Found, named, read
from cttui.timeline.load import TABLES
from cttui.timeline.pieces import Held, Splice
from cttui.timeline.spans import Block, SpanError

__all__ = ["Editor", "Found", "Splice"]


class Editor(Finder):
    """Finds changes to one text.

    Take a timeline's text as it stands in its file, line ends included; it is TOML.
    """

    def add_item(self, found: Found, key: str, item: object) -> Splice:
        """Put an item at the end of a record's list: a claim, a source, a tag.

        Raises:
            TimelineEditError: The list is laid out in a way in which nothing can be added.
        """
        wanted = self.plain(found)
        if not isinstance(wanted.setdefault(key, []), list):
            raise self._cannot(found, f"its {key} is not a list")
        wanted[key].append(item)
        if isinstance(item, Mapping):
            item = written.ordered(pieces.BELOW.get(key, written.RECORDS[found.table]), item)
        tables = [block for block in found.under if block.below == (key,) and block.array]
        if isinstance(item, Mapping) and tables:
            last = _stop_below(found, tables[-1])
            blanks = pieces.indent(self.text, tables[-1].body - 1)
            lines = [f"[[{found.table}.{key}]]", *(written.pair(pieces.BELOW[key], name, said) for name, said in item.items())]
            open_line = "" if self.text[:last].endswith("\n") else "\n"
            text = f"{open_line}\n" + "".join(f"{blanks}{line}\n" for line in lines)
            return self._checked(found, Splice(last, last, text.replace("\n", self.end)), wanted)
        pair = found.pair(key)
        if pair is None:
            return self._checked(found, pieces.paired(self._held(found), key, [item]), wanted)
        listed, text = key in written.LISTED, written.value(item)
        splice = pieces.appended(
            self.text,
            pair.value,
            text,
            self.end,
            listed=listed and not found.inline,
            filled=not listed and isinstance(item, str),
        )
        return self._checked(found, splice, wanted)

    def set_item(self, found: Found, key: str, place: int, item: object) -> Splice:
        """Put another item in the place of one of a record's list, or take it out if that is ``None``.

        Of a claim only the keys are touched that change.

        Raises:
            TimelineEditError: The list is laid out in a way in which that cannot be done.
        """
        wanted = self.plain(found)
        was = wanted[key][place]
        wanted[key][place : place + 1] = [] if item is None else [item]
        tables = [block for block in found.under if block.below == (key,) and block.array]
        pair = found.pair(key)
        try:
            if tables:
                if not wanted[key]:
                    del wanted[key]
                splice = self._set_table(found, tables[place], was, item)
            elif pair is None or pair.value.items is None:
                raise self._cannot(found, f"its {key} is not a list")
            elif item is None:
                splice = pieces.removed(self.text, pair.value, place)
                inside = self.text[pair.value.start + 1 : splice.start] + self.text[splice.stop : pair.value.stop - 1]
                if not wanted[key] and not inside.strip():
                    splice = Splice(pair.value.start, pair.value.stop, "[]")
            else:
                splice = self._set_inline(pair.value.items[place], key, was, item)
        except (SpanError, LookupError, TypeError):
            raise self._cannot(found, f"its {key} has an unusual layout") from None
        return self._checked(found, splice, wanted)

    def _set_inline(self, value: spans.Value, key: str, was: object, item: object) -> Splice:
        whole = written.ordered(pieces.BELOW[key], item) if isinstance(item, Mapping) and key in pieces.BELOW else item
        text = self.text[value.start : value.stop]
        if isinstance(was, Mapping) and isinstance(item, Mapping) and key in pieces.BELOW:
            held = Held(text, 0, 1, len(text) - 1, pieces.BELOW[key], self.end, inline=True)
            try:
                return Splice(value.start, value.stop, pieces.remapped(held, was, item).text)
            except LookupError:
                if pieces.has_comment(text):
                    raise
        return Splice(value.start, value.stop, written.value(whole))

    def _set_table(self, found: Found, block: Block, was: Mapping[str, object], item: object) -> Splice:
        """A table below a record changed, or taken out with the blank lines above it."""
        if isinstance(item, Mapping):
            held = Held(self.text, block.start, block.body, block.stop, pieces.BELOW[block.below[-1]], self.end)
            after = pieces.remapped(held, was, item)
            return Splice(block.start, block.stop, after.text[block.start : after.stop])
        if item is not None or _stop_below(found, block) != block.stop:
            raise LookupError(block.below)
        before = max([found.body, *(other.stop for other in found.under if other.stop <= block.start)])
        start = before if not self.text[before : block.start].strip() else block.start
        return Splice(start, block.stop, "")

    def set_value(self, found: Found, key: str, value: object) -> Splice:
        """Give a key of a record another value, or take it out if that is ``None``.

        Of a list only the items are touched that change, of a table only its keys.

        Raises:
            TimelineEditError: The value is laid out in a way in which it cannot be changed.
        """
        wanted = self.plain(found)
        was = wanted.get(key)
        if value is None:
            wanted.pop(key, None)
        else:
            wanted[key] = value
        try:
            splice = self._set(found, key, was, value)
        except (SpanError, LookupError, TypeError):
            raise self._cannot(found, f"its {key} has an unusual layout") from None
        return self._checked(found, splice, wanted)

    def _set(self, found: Found, key: str, was: object, value: object) -> Splice:
        held, pair = self._held(found), found.pair(key)
        apart = [block for block in found.under if block.below[:1] == (key,)]
        dotted = [pair for pair in found.pairs if pair.key[0] == key and len(pair.key) > 1]
        if apart:
            if len(apart) > 1 or apart[0].array or not isinstance(was, Mapping):
                raise LookupError(key)
            if value is not None and not isinstance(value, Mapping):
                raise LookupError(key)
            return self._set_table(found, apart[0], was, value)
        if dotted:
            if not isinstance(was, Mapping) or not (value is None or isinstance(value, Mapping)):
                raise LookupError(key)
            below = held._replace(prefix=(key,), kind=pieces.BELOW.get(key, held.kind))
            return _whole(held, pieces.remapped(below, was, value or {}))
        if pair is None:
            return Splice(found.start, found.start, "") if value is None else pieces.paired(held, key, value)
        if value is None:
            return pieces.unpaired(held, pair)
        text = self.text[pair.value.start : pair.value.stop]
        if isinstance(was, Mapping) and isinstance(value, Mapping):
            return self._set_inline(pair.value, key, was, value)
        if isinstance(was, list) and isinstance(value, list | tuple) and was and value:
            try:
                return _whole(held, pieces.relisted(held, key, was, value))
            except LookupError:
                if pieces.has_comment(text):
                    raise
        return pieces.revalued(held, pair, value)

    def put_record(self, table: str, plain: Mapping[str, object]) -> Splice:
        """Put a new record where it belongs: in the order of dates, or at the end of its table.

        Raises:
            TimelineEditError: There is one of this name, or the records stand in a layout in which none can be added.
        """
        key = TABLES[table][1]
        label = str(plain.get(key, ""))
        if key and self.get(table, label) is not None:
            raise TimelineEditError(
                f"there is already {'an' if table[0] in 'ae' else 'a'} {table} '{shorten(label)}' in the file"
            )
        splice = self.add_record(table, plain, *self.place_for(table, str(plain.get(placing.DATED.get(table, ""), ""))))
        after = self.after(splice)
        put = after.get(table, label) if key else next((f for f in after.records(table) if f.start >= splice.start), None)
        if put is None or not pieces.same(after.plain(put), plain):
            raise TimelineEditError(f"{named(table, label)} cannot be added here; {WAY_OUT.replace('change', 'add')}")
        return splice

    def place_for(self, table: str, when: str) -> tuple[Found | None, str]:
        """Where a record of a day belongs: the record that it follows, and the month that heads it."""
        return placing.place_for(self, table, when)

    def add_record(self, table: str, plain: Mapping[str, object], after: Found | None = None, head: str = "") -> Splice:
        """Put a new record behind another of its table, or before all of them if that is ``None``.

        Args:
            table: Its table.
            plain: What it says.
            after: The record that it follows.
            head: The month that a comment above its records names, if the file has such comments.

        Raises:
            TimelineEditError: The records stand in a layout in which none can be added.
        """
        return placing.add_record(self, table, plain, after, head)

    # -- how it is checked -------------------------------------------------------------------------------------------

    def _held(self, found: Found) -> Held:
        body = found.start + 1 if found.inline else self.text.find("\n", found.start) + 1 or len(self.text)
        kind = written.RECORDS[found.table]
        return Held(self.text, found.start, body, found.body, kind, self.end, found.inline)

    def _cannot(self, found: Found, why: str) -> TimelineEditError:
        key = TABLES[found.table][1] if found.table in TABLES else "id"
        label = self._said(found.pair(key))
        place = "" if label else f" in line {self.line_of(found)}"
        return TimelineEditError(f"{named(found.table, str(label or ''))}{place} cannot be changed here: {why}; {WAY_OUT}")

    def _checked(self, found: Found, splice: Splice, wanted: dict[str, Any]) -> Splice:
        """The change, if the record then says what is wanted.

        Raises:
            TimelineEditError: It does not.
        """
        after = splice.applied(self.text)[found.start : found.stop + len(splice.text) - (splice.stop - splice.start)]
        try:
            right = pieces.same(read(after, found), wanted)
        except (ValueError, LookupError):
            right = False
        if not right:
            raise self._cannot(found, "its layout is unusual")
        return splice


def _whole(before: Held, after: Held) -> Splice:
    """What turns one state of a table's text into another."""
    return Splice(before.start, before.stop, after.text[before.start : after.stop])


def _stop_below(found: Found, block: Block) -> int:
    """Just behind a table below a record and those that are in turn below it."""
    stop = block.stop
    for other in found.under:
        if other.start > block.start and other.below[: len(block.below)] == block.below and len(other.below) > len(block.below):
            stop = other.stop
    return stop
