"""Mends in a timeline's text what is safe to mend, as ``cttui check --fix`` does it; every other byte stays.

Safe is what nobody reads otherwise afterwards: characters that are not seen, accents in two forms, whitespace at ends, an actor
under an alias, an item that stands twice. Figures, quotes, dates, ids and addresses are never touched, and what a remark in the
file ignores stays as it is.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import tomli

from cttui.checks.names import DOUBLES
from cttui.checks.registry import RULES
from cttui.checks.remarks import remarks
from cttui.checks.rule import Level, text_keys
from cttui.checks.texts import MENDS
from cttui.errors import TimelineEditError
from cttui.model import records
from cttui.text import is_unseen, same, shorten, stray
from cttui.timeline import spans, written
from cttui.timeline.faults import key_of
from cttui.timeline.load import TABLES, where_of
from cttui.timeline.places import Places
from cttui.timeline.spans import Pair, SpanError, Value

_MOST_ROUNDS = 8
"""Rounds until nothing is left: a name that was mended may stand twice then."""
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|.)", re.DOTALL)
"""An escape of TOML; those of a character by its number have that in a group."""
_DELIMITER = re.compile(r"\"{3}|'{3}|\"|'")

Path = tuple[str | int, ...]


class Done(NamedTuple):
    """Something that was mended."""

    line: int
    """Its line in the file before."""
    where: str
    """The record."""
    key: str
    says: str
    """What was done, without a full stop: ``removed leading or trailing whitespace``."""
    rule: str

    def sentence(self) -> str:
        """Everything except the file's name and the line."""
        return f"{' '.join(filter(None, (self.where, self.key)))}: {self.says}"


class Mended(NamedTuple):
    """A text and what was mended in it."""

    text: str
    done: tuple[Done, ...]


class _Spot(NamedTuple):
    """A value of the file."""

    path: Path
    value: Value
    around: tuple[int, ...]
    """Where what it stands in begins: its key, its list, its record."""


class _Change(NamedTuple):
    start: int
    stop: int
    text: str
    path: Path
    value: object
    """What stands at the path then; ``None`` if the item goes."""
    done: Done


def mend(text: str, rules: Collection[str]) -> Mended:
    """Mend what some rules find in a timeline's text, as far as it is safe; a text that is not TOML stays as it is.

    Args:
        text: The text as it stands in its file, line ends included.
        rules: The names of the rules.

    Raises:
        TimelineEditError: It is laid out in a way in which nothing can be changed.
    """
    done: list[Done] = []
    for _ in range(_MOST_ROUNDS):
        try:
            data = tomli.loads(text)
        except (ValueError, RecursionError):
            break
        try:
            changes = list(_Mender(text, data, rules).changes())
        except SpanError as error:
            raise TimelineEditError(f"{error}; edit the file by hand") from None
        if not changes:
            break
        text = _applied(text, data, changes)
        done += [change.done for change in changes]
    return Mended(text, tuple(sorted(done, key=lambda one: one.line)))


def _applied(text: str, data: dict[str, Any], changes: Sequence[_Change]) -> str:
    """The text with all changes, which then says what is meant and nothing else.

    Raises:
        TimelineEditError: It would not.
    """
    wanted = copy.deepcopy(data)
    for change in sorted(changes, key=lambda one: one.start, reverse=True):
        text = text[: change.start] + change.text + text[change.stop :]
        *way, last = change.path
        inner: Any = wanted
        for step in way:
            inner = inner[step]
        if change.value is None:
            del inner[last]
        else:
            inner[last] = change.value
    try:
        same_then = tomli.loads(text) == wanted
    except ValueError:
        same_then = False
    if not same_then:
        raise TimelineEditError("--fix cannot change a file with this layout; edit it by hand")
    return text


class _Mender:
    """Finds the changes of one round.

    Args:
        text: The text.
        data: What it says.
        rules: The names of the rules whose findings are mended.
    """

    def __init__(self, text: str, data: Mapping[str, Any], rules: Collection[str]) -> None:
        self.text, self.data = text, data
        self.places = Places(text)
        self.rules = frozenset(rule for rule in rules if RULES[rule].fixed)
        self.end = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
        unfit = {rule.name for rule in RULES.values() if rule.level is Level.ERROR}
        found = remarks(self.places, RULES, unfit)
        self.ignored = {(remark.target, rule) for remark in found if not remark.fault for rule in remark.rules}
        self.names = {
            same(alias): name
            for actor in _tables(data.get("actor"))
            if isinstance(name := actor.get("name"), str)
            for alias in (*_texts(actor.get("aliases")), name)
        }

    def changes(self) -> Iterator[_Change]:
        """The changes to texts; where there are none, those to lists, in which mended texts may stand twice."""
        found = list(self._of_texts())
        yield from found or self._of_lists()

    # -- texts -------------------------------------------------------------------------------------------------------

    def _of_texts(self) -> Iterator[_Change]:
        for record, spot in self._spots():
            value = self._at(spot.path)
            kind = self._kind(record, spot.path)
            if not isinstance(value, str) or kind in ("", "Quote") or is_unseen(value):
                continue
            for rule, function in MENDS.items():
                if (name := "name-whitespace" if rule == "whitespace" and kind == "Name" else rule) not in self.rules:
                    continue
                bare = function(value, kind)
                if bare != value and bare.strip() and not self._is_ignored(spot, name):
                    literal = self._spelt(spot.value, bare, kind, rule)
                    yield self._change(spot, literal, bare, _SAYS[rule].format(stray(value, bare) or "them"), name)
                    break
            else:
                if "alias" in self.rules and record is records.Event and spot.path[2] == "actors":
                    name = self.names.get(same(value), value)
                    if name != value and not self._is_ignored(spot, "alias"):
                        literal = self._spelt(spot.value, name, kind, "")
                        says = f'"{shorten(value)}" is now "{shorten(name)}", the timeline\'s spelling'
                        yield self._change(spot, literal, name, says, "alias")

    def _spelt(self, value: Value, wanted: str, kind: str, rule: str) -> str:
        """A text as it is written where it stands: in its own quotation marks and with its own escapes, if that can be."""
        literal = self.text[value.start : value.stop]
        match = _DELIMITER.match(literal)
        marks = match[0] if match else '"'
        inner = literal[len(marks) : len(literal) - len(marks)].replace("\r\n", "\n")
        inner = MENDS[rule](inner, kind) if rule else wanted
        ways = [f"{marks}{inner}{marks}"]
        if rule and marks[0] == '"':
            ways.append(f"{marks}{_ESCAPED.sub(lambda found: _escape(found, rule, kind), inner)}{marks}")
        for said in (*ways, written.long_text(wanted) if len(marks) == 3 else written.text(wanted)):
            try:
                if tomli.loads(f"x = {said}") == {"x": wanted}:
                    return said.replace("\n", self.end)
            except ValueError:
                continue
        raise SpanError("a text is written in a way that --fix cannot change")

    # -- lists -------------------------------------------------------------------------------------------------------

    def _of_lists(self) -> Iterator[_Change]:
        if "duplicate-items" not in self.rules:
            return
        for _, spot in self._spots(lists=True):
            if len(spot.path) != 3 or spot.path[2] not in DOUBLES.get(str(spot.path[0]), ()) or spot.value.items is None:
                continue
            items = self._at(spot.path)
            seen: set[str] = set()
            for place, item in enumerate(items):
                if not isinstance(item, str) or item not in seen:
                    seen |= {item} if isinstance(item, str) else set()
                    continue
                span = spot.value.items[place]
                inner = _Spot((*spot.path, place), span, (*spot.around, span.start))
                if self._is_ignored(inner, "duplicate-items"):
                    continue
                start = spot.value.items[place - 1].stop
                # a comment between the two says something of one of them
                if "#" not in self.text[start : span.start]:
                    change = self._change(
                        inner, "", None, f'removed "{shorten(item)}", which is listed before it', "duplicate-items"
                    )
                    yield change._replace(start=start)

    # -- what stands where -------------------------------------------------------------------------------------------

    def _change(self, spot: _Spot, literal: str, value: object, says: str, rule: str) -> _Change:
        table, *inner = spot.path
        if table == "timeline":
            where = "[timeline]"
        else:
            number = inner.pop(0)
            label = self.data[str(table)][number].get(TABLES[str(table)][1])
            where = where_of(str(table), int(number), label)
        done = Done(self.places.line(spot.value.start), where, key_of(tuple(inner)), says, rule)
        return _Change(spot.value.start, spot.value.stop, literal, spot.path, value, done)

    def _is_ignored(self, spot: _Spot, rule: str) -> bool:
        places = (spot.value.start, *spot.around)
        return bool(self.ignored) and any((self.places.line(place), rule) in self.ignored for place in places)

    def _at(self, path: Path) -> Any:
        found: Any = self.data
        for step in path:
            found = found[step]
        return found

    @staticmethod
    def _kind(record: type[Any], path: Path) -> str:
        """The type of the text at a path: of a record, a claim or a place."""
        keys = [step for step in path[1 if path[0] == "timeline" else 2 :] if isinstance(step, str)]
        if record is records.Event and len(keys) == 2:
            record = {"claims": records.Claim, "place": records.Place}.get(keys[0], record)
        return next((kind for name, kind, _ in text_keys(record) if name == keys[-1]), "") if keys else ""

    def _spots(self, *, lists: bool = False) -> Iterator[tuple[type[Any], _Spot]]:
        """The texts of all records, or their lists, each with the class of its record."""
        counts: dict[str, int] = {}
        inner: dict[tuple[str, ...], int] = {}
        named: tuple[int, ...] = ()
        for block in self.places.blocks:
            record = written.RECORDS.get(block.table)
            if not block.below:
                counts[block.table] = counts.get(block.table, -1) + 1
                inner = {}
            if record is None:
                continue
            base: Path = (block.table, counts.get(block.table, 0)) if block.table != "timeline" else (block.table,)
            if block.below:
                base = (*base, *block.below)
                if block.array:
                    inner[block.below] = inner.get(block.below, -1) + 1
                    base = (*base, inner[block.below])
            pairs = spans.pairs(self.text, block.body, block.stop)
            if not block.below:
                label = TABLES[block.table][1] if block.table in TABLES else ""
                named = (block.start, *(pair.start for pair in pairs if pair.key == (label,)))
            for pair in pairs:
                for spot in _below(pair, base, (block.start, *named), lists=lists):
                    yield record, spot


def _below(pair: Pair, base: Path, around: tuple[int, ...], *, lists: bool) -> Iterator[_Spot]:
    yield from _inside(pair.value, (*base, *pair.key), (*around, pair.start), lists=lists)


def _inside(value: Value, path: Path, around: tuple[int, ...], *, lists: bool) -> Iterator[_Spot]:
    """The values in a value: texts and the like, or the lists."""
    if value.items is not None:
        if lists:
            yield _Spot(path, value, around)
        for place, item in enumerate(value.items):
            yield from _inside(item, (*path, place), (*around, item.start), lists=lists)
    elif value.pairs is not None:
        for pair in value.pairs:
            yield from _below(pair, path, around, lists=lists)
    elif not lists:
        yield _Spot(path, value, around)


_SAYS = {
    "control-characters": "removed control characters",
    "invisible": "removed {}",
    "nfc": "composed letters and accents (normal form C)",
    "whitespace": "removed leading or trailing whitespace",
}


def _tables(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _escape(found: re.Match[str], rule: str, kind: str) -> str:
    """An escape as it stays: none where what it stands for is taken out."""
    number = int(found[1] or found[2] or "0", 16)
    gone = 0 < number < 0x110000 and not MENDS[rule](chr(number), kind)
    return "" if gone else found[0]
