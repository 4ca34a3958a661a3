"""Pieces of a timeline's text, changed in place: the pairs of one table, the items of one list.

Each function finds the characters that a change needs and what takes their place, in the layout that stands around them; what
they return is a ``Splice`` of the text that they were given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from cttui.model import records
from cttui.timeline import spans, written
from cttui.timeline.positions import TOKEN
from cttui.timeline.spans import Pair, Value

BELOW: dict[str, type[Any]] = {"claims": records.Claim, "place": records.Place}
"""The records that stand in another, by its key."""

MAX_STEPS = 200
"""The most items of a list that are changed one by one; if more are, the list is written anew."""


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


class Held(NamedTuple):
    """The pairs of one table, and where they stand."""

    text: str
    start: int
    """Where its heading's line begins, or just at its opening brace."""
    body: int
    """Where its pairs begin: just behind the heading's line, or the brace."""
    stop: int
    """Just behind the line of its last pair, or before its closing brace."""
    kind: type[Any]
    """The record that says in what order its keys stand."""
    end: str
    """The line end of the file."""
    inline: bool = False
    """Whether it stands in braces."""
    prefix: tuple[str, ...] = ()
    """What its keys begin with: ``("place",)`` for ``place.name``."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Its pairs.

        Raises:
            SpanError: They do not end where they should.
        """
        return spans.pairs(self.text, self.body, self.stop)

    def after(self, splice: Splice) -> Held:
        """The same table with a change made in it."""
        grown = len(splice.text) - (splice.stop - splice.start)
        return self._replace(text=splice.applied(self.text), stop=self.stop + grown)


# -- pairs -----------------------------------------------------------------------------------------------------------


def paired(held: Held, key: str, value: object) -> Splice:
    """A pair that a table does not have yet, where the order of keys puts it."""
    order = written.order(held.kind)
    full = (*held.prefix, key)
    depth = len(held.prefix)
    ranked = [(pair, _rank(order, pair.key[depth])) for pair in held.pairs if pair.key[:depth] == held.prefix]
    before = [pair for pair, rank in ranked if rank <= _rank(order, key)]
    if not before and depth and ranked:
        line = held.text.rfind("\n", 0, ranked[0][0].start) + 1
        return Splice(line, line, _lines(held, indent(held.text, ranked[0][0].start), full, value))
    text = held.text
    if held.inline:
        said = f"{'.'.join(map(written.key, full))} = {written.value(value)}"
        if before:
            return Splice(before[-1].value.stop, before[-1].value.stop, f", {said}")
        room = "" if text[held.body : held.body + 1] in {" ", "\t"} or not held.pairs else " "
        return Splice(held.body, held.body, f" {said}{',' if held.pairs else ''}{room}")
    if before:
        line = text.find("\n", before[-1].value.stop)
        at = len(text) if line < 0 else line + 1
        blanks = indent(text, before[-1].start)
    else:
        at, blanks = held.body, indent(text, held.start)
    said = _lines(held, blanks, full, value)
    return Splice(at, at, said if text[:at].endswith("\n") or not at else f"{held.end}{said}")


def _lines(held: Held, blanks: str, key: tuple[str, ...], value: object) -> str:
    lead = "".join(f"{written.key(part)}." for part in key[:-1])
    said = lead + written.pair(held.kind, key[-1], value)
    return "".join(f"{blanks}{line}\n" for line in said.split("\n")).replace("\n", held.end)


def unpaired(held: Held, pair: Pair) -> Splice:
    """A pair taken out with its line, and a comment behind it."""
    text = held.text
    if held.inline:
        found = held.pairs
        place = found.index(pair)
        if place + 1 < len(found):
            return Splice(pair.start, found[place + 1].start, "")
        return Splice(found[place - 1].value.stop if place else pair.start, pair.value.stop, "")
    line = text.find("\n", pair.value.stop)
    return Splice(text.rfind("\n", 0, pair.start) + 1, len(text) if line < 0 else line + 1, "")


def revalued(held: Held, pair: Pair, value: object) -> Splice:
    """Another value of a pair, what stands around it kept."""
    if held.inline:
        said = written.value(value)
    else:
        said = written.pair(held.kind, pair.key[-1], value).partition(" = ")[2].replace("\n", held.end)
    return Splice(pair.value.start, pair.value.stop, said)


def remapped(held: Held, now: Mapping[str, object], wanted: Mapping[str, object]) -> Held:
    """A table that says something else: only the pairs that differ are touched.

    Raises:
        SpanError: They do not end where they should.
        LookupError: A key is spelt in a way in which it cannot be changed alone.
    """
    for key in now:
        if key not in wanted:
            held = held.after(unpaired(held, _pair(held, key)))
    for key, value in written.ordered(held.kind, wanted).items():
        if key not in now:
            held = held.after(paired(held, key, value))
        elif not same(now[key], value):
            held = held.after(revalued(held, _pair(held, key), value))
    return held


def _pair(held: Held, key: str) -> Pair:
    found = next((pair for pair in held.pairs if pair.key == (*held.prefix, key)), None)
    if found is None:
        raise LookupError(key)
    return found


def same(one: object, other: object) -> bool:
    """Whether two plain values are the same for TOML, in which ``1``, ``1.0`` and ``true`` are not."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other


# -- lists -----------------------------------------------------------------------------------------------------------


def appended(text: str, array: Value, said: str, end: str, *, listed: bool, filled: bool) -> Splice:
    """An item at the end of a list.

    Args:
        text: The text in which it stands.
        array: The list.
        said: The item as it is written.
        end: The line end of the file.
        listed: Whether the items stand one a line if there is none yet.
        filled: Whether an item goes on the line of the last one as long as there is room.
    """
    if not array.items:
        if not listed or "\n" in text[array.start : array.stop]:
            return Splice(array.start + 1, array.start + 1, said)
        return Splice(array.start, array.stop, f"[{end}  {said},{end}]")
    last = array.items[-1]
    comma = _comma_behind(text, last.stop, array.stop - 1)
    if "\n" not in text[array.start : last.start] and "\n" not in text[last.stop : array.stop]:
        at = comma or last.stop
        return Splice(at, at, f" {said}," if comma else f", {said}")
    blanks = indent(text, last.start)
    line = text.rfind("\n", 0, last.start) + 1
    if filled:
        stop = comma or last.stop
        if stop - line + len(said) + 2 <= written.WIDTH and "\n" not in text[last.stop : stop]:
            return Splice(stop, stop, f" {said}," if comma else f", {said}")
    if comma or text[last.stop : array.stop - 1].strip() == "":
        at = comma or last.stop
        ends = text.find("\n", at, array.stop)
        if not comma:
            return Splice(at, at, f",{end}{blanks}{said}{',' if ends >= 0 else ''}")
        # what stands behind the comma on its line, a comment, stays with its item
        at_line = ends if ends >= 0 else array.stop - 1
        if text[at_line - 1 : at_line] == "\r":
            at_line -= 1
        return Splice(at_line, at_line, f"{end}{blanks}{said},")
    # a comment stands between the last item and the bracket, and no comma: the comma goes behind the item
    return Splice(last.stop, last.stop, f",{end}{blanks}{said}")


def removed(text: str, array: Value, place: int) -> Splice:
    """An item taken out of a list: with its line, and a comment behind it, if it has lines of its own."""
    items = array.items or ()
    item = items[place]
    comma = _comma_behind(text, item.stop, items[place + 1].start if place + 1 < len(items) else array.stop - 1)
    stop = comma or item.stop
    line = text.rfind("\n", array.start, item.start) + 1
    ends = text.find("\n", stop, array.stop)
    rest = text[stop:ends].strip() if ends >= 0 else "]"
    if line and not text[line : item.start].strip() and (not rest or rest.startswith("#")):
        return Splice(line, ends + 1, "")
    if place + 1 < len(items) and not text[stop : items[place + 1].start].strip():
        return Splice(item.start, items[place + 1].start, "")
    if place and not comma and text[items[place - 1].stop : item.start].strip() == ",":
        return Splice(items[place - 1].stop, item.stop, "")
    if place and not text[items[place - 1].stop : item.start].replace(",", "", 1).strip():
        return Splice(items[place - 1].stop, stop, text[items[place - 1].stop : item.start].rstrip(" \t"))
    return Splice(item.start, stop, "")


def relisted(held: Held, key: str, now: Sequence[object], wanted: Sequence[object]) -> Held:
    """A list that says something else: items that it keeps stay as they stand.

    Raises:
        SpanError: It does not end where it should.
        LookupError: It cannot be changed item by item.
    """
    left: list[object] = list(now)
    steps = SequenceMatcher(None, list(map(repr, now)), list(map(repr, wanted)), autojunk=False).get_opcodes()
    if sum(max(step[2] - step[1], step[4] - step[3]) for step in steps if step[0] != "equal") > MAX_STEPS:
        raise LookupError(key)
    for tag, start, stop, begun, ended in reversed(steps):
        if tag == "equal":
            continue
        both = min(stop - start, ended - begun)
        for place in range(start, start + both):
            found = _items(held, key)[place]
            left[place] = wanted[begun + place - start]
            held = held.after(Splice(found.start, found.stop, written.value(left[place])))
        for place in reversed(range(start + both, stop)):
            held = held.after(removed(held.text, _pair(held, key).value, place))
            del left[place]
    for item in wanted[len(left) :]:
        array = _pair(held, key).value
        held = held.after(
            appended(
                held.text,
                array,
                written.value(item),
                held.end,
                listed=key in written.LISTED and not held.inline,
                filled=key not in written.LISTED and isinstance(item, str),
            )
        )
        left.append(item)
    if not same(left, wanted):
        raise LookupError(key)
    return held


def _items(held: Held, key: str) -> tuple[Value, ...]:
    found = _pair(held, key).value.items
    if found is None:
        raise LookupError(key)
    return found


def has_comment(text: str) -> bool:
    """Whether a comment stands in a piece of TOML."""
    return "#" in text and any(match[0].startswith("#") for match in TOKEN.finditer(text))


def _comma_behind(text: str, start: int, stop: int) -> int:
    """Just behind the comma between two places of a list; 0 if there is none."""
    for match in TOKEN.finditer(text, start, stop):
        if match[0] == ",":
            return match.end()
    return 0


# -- how it stands ---------------------------------------------------------------------------------------------------


def indent(text: str, at: int) -> str:
    """The blanks that the line of a place begins with."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _rank(order: tuple[str, ...], key: str) -> int:
    return order.index(key) if key in order else len(order)
