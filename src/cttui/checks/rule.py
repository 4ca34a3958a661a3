"""What a rule of ``cttui check`` is: a name, a level, what it finds, and the page that explains it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from cttui.copies.library import Library
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.records import Claim, Event, Source, Timeline
from cttui.proposals.quoted import UNCLEAR, Verdict, verdict
from cttui.store.index import Index
from cttui.timeline.load import TABLES, where_of


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The file does not open."""
    WARNING = "warning"
    """A finished timeline has none of these."""
    ADVICE = "advice"
    """It deserves another look, and may well be right."""


class Finding(NamedTuple):
    """What a rule found, and where."""

    path: tuple[str | int, ...]
    """Keys and list indices from the top of the file down to the value."""
    where: str
    """The record, as in ``Problem``."""
    key: str
    found: str
    remedy: str


class Text(NamedTuple):
    """A text of the timeline."""

    table: str
    number: int
    """The place of its record in the table, from 0."""
    record: object
    path: tuple[str | int, ...]
    """Inside the record."""
    kind: str
    """Its type in the record: ``Name``, ``Line``, ``Text`` or ``Quote``."""
    value: str


class Subject:
    """What the rules check.

    Args:
        timeline: A timeline that can be opened.
        index: The index over it.
        library: The reader's stored copies; ``None`` if there are none.
        path: The timeline's file, beside which other files may stand.
    """

    def __init__(self, timeline: Timeline, index: Index, library: Library | None, path: Path) -> None:
        self.timeline = timeline
        self.index = index
        self.library = library
        self.path = path
        self._verdicts: dict[int, Verdict] = {}
        """By the identity of the claim: equal claims of two events are rare, and hashing each costs more than reading it."""

    def verdict(self, claim: Claim) -> Verdict:
        """What a claim's quote says of its figure; each is read once."""
        if (found := self._verdicts.get(id(claim))) is None:
            found = self._verdicts[id(claim)] = self._judged(claim)
        return found

    def _judged(self, claim: Claim) -> Verdict:
        source = self.sources[claim.source]
        foreign = source.language and not source.language.lower().startswith("en")
        if not claim.quote or claim.is_ours or foreign:
            return UNCLEAR
        found = verdict(claim.quote, claim)
        if found.kind == "silent" and claim.note and ("our " in claim.note or verdict(claim.note, claim).kind == "states"):
            return UNCLEAR
        return found

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources by their ids."""
        return {source.id: source for source in self.timeline.sources}

    @cached_property
    def issued(self) -> dict[str, str]:
        """When each source was issued, by its id."""
        return {source.id: source.issued for source in self.timeline.sources}

    @cached_property
    def texts(self) -> list[Text]:
        """The texts that a rule may find something in: those that are not plain ASCII, and those with blanks at an end."""
        timeline = self.timeline
        found = [Text("timeline", 0, timeline.meta, *text) for text in _texts(timeline.meta, ())]
        for table in TABLES:
            for number, record in enumerate(getattr(timeline, f"{table}s")):
                found += [Text(table, number, record, *text) for text in _texts(record, ())]
        return found

    @cached_property
    def period(self) -> dates.Edtf:
        """What the timeline is about."""
        return dates.parse(self.timeline.meta.period)


@dataclass(frozen=True)
class Rule:
    """A rule, with the section that it has in docs/rules.md."""

    name: str
    level: Level
    asks: str
    """What it asks for, in a sentence."""
    why: str
    """Why that matters."""
    wrong: str
    """Lines of a file that break it."""
    right: str
    """The same lines as they should be."""
    mend: str
    """How to mend it."""
    find: Callable[[Subject], Iterable[Finding]] | None = None
    """Finds what breaks it in a timeline that opens; ``None`` if it is found while the file is read."""
    fixed: bool = False
    """Whether ``cttui check --fix`` mends it."""
    local: bool = False
    """Whether it depends on the reader's stored copies, so that it may find nothing on another machine."""


_TRAILING = re.compile(r"[ \t]\n")
_KINDS = ("Name", "Line", "Text", "Quote")


_keys: dict[type[Any], tuple[tuple[str, str, bool], ...]] = {}


def text_keys(record: type[Any]) -> tuple[tuple[str, str, bool], ...]:
    """The keys of a class of records that hold texts, each with the type of its texts and whether it holds a list of them."""
    if record in _keys:
        return _keys[record]
    found = []
    for field in fields(record):
        bare = str(field.type).removeprefix("tuple[").removesuffix(", ...]")
        if bare in _KINDS:
            found.append((field.name, bare, bare != field.type))
    return _keys.setdefault(record, tuple(found))


_ENDS = " \t\n\u00a0"


def _texts(record: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """The texts of a record that a rule may find something in, each with its path and type."""
    for name, kind, listed in text_keys(type(record)):
        value = getattr(record, name)
        if not value:
            continue
        if listed:
            for place, item in enumerate(value):
                if not item.isascii():
                    yield (*path, name, place), kind, item
        elif not value.isascii() or value[-1] in _ENDS or value[0] in _ENDS or (kind == "Text" and _TRAILING.search(value)):
            yield (*path, name), kind, value
    if isinstance(record, Event):
        for place, claim in enumerate(record.claims):
            yield from _texts(claim, (*path, "claims", place))
        if record.place is not None:
            yield from _texts(record.place, (*path, "place"))


def in_event(number: int, event: Event, key: str, found: str, remedy: str, *inner: str | int) -> Finding:
    """A finding in an event.

    Args:
        number: The event's place in the file, from 0.
        event: The event.
        key: The key as a person reads it; empty for the whole record.
        found: What was found.
        remedy: What would be right.
        *inner: The path of the value in the event.
    """
    return Finding(("event", number, *inner), f"event {event.id}", key, found, remedy)


def in_claim(number: int, event: Event, place: int, key: str, found: str, remedy: str) -> Finding:
    """A finding in the claim of an event at a place, from 0; in the whole claim if ``key`` is empty."""
    inner = ("claims", place, key) if key else ("claims", place)
    return in_event(number, event, f"claims[{place + 1}]{'.' if key else ''}{key}", found, remedy, *inner)


def in_record(table: str, number: int, label: str, key: str, found: str, remedy: str, *inner: str | int) -> Finding:
    """A finding in a record of a table; the arguments are as in ``in_event``."""
    return Finding((table, number, *inner), where_of(table, number, label), key, found, remedy)
