"""A timeline file of the selection alone: smaller, valid, in the canonical layout, with only the records that its events need.

Whoever opens it and asks the same query finds the same events. References to events that are not in it are left out; what is
about the whole timeline (searches, saved views, the outline of its map) is kept only where all of it is exported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import NamedTuple, TextIO

from cttui.errors import CttuiError
from cttui.exports.items import facts_by
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.model.records import (
    Claimant,
    CodedEvent,
    Event,
    Population,
    Province,
    Record,
    Source,
    Spelling,
    Thread,
    Timeline,
    Unit,
)  # fmt: skip
from cttui.query.fields import event_sources
from cttui.store.index import Ask
from cttui.store.layout import to_plain
from cttui.store.search import Spellings, texts
from cttui.store.wants import Cited, MostCited
from cttui.text import clean, fold, key, numbered, same, words
from cttui.timeline import written
from cttui.timeline.file import MAX_SIZE
from cttui.timeline.load import EVERYBODY
from cttui.timeline.toml import MAX_SIGNS, signs

OWN_CODES = "ZZ"
"""A country code of ISO 3166-1 (section 8.1.3) that is left to its users."""
_SHORT = re.compile(r"[A-Za-z0-9]{1,6}")
_LETTERS = re.compile(r"[^a-z0-9]")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
EVENT_SIGNS, SOURCE_SIGNS = 8, 5
"""What each event and each source has at least of what ``toml.signs`` counts: the brackets of its table, its keys that are
always there, and the bracket of an event's list of provinces."""


class _Needs(NamedTuple):
    """What the events of a selection refer to."""

    events: Mapping[str, Event | str]
    """They as the file has them, in its order, by id: written, but for those that refer to others, which may not be in it."""
    sources: tuple[Source, ...]
    """Those cited, and those that they repeat."""
    provinces: frozenset[str]
    """Their codes."""
    names: frozenset[str]
    """The folded spellings of the actors and terms that occur in the texts."""
    by: frozenset[str]
    """Claimants, and populations below, as ``text.same`` folds them."""
    who: frozenset[str]
    lost: int
    """References to events that are not among them."""


def write(subject: Events, stream: TextIO) -> Left:
    """Write the file; the comment at its top says what it is of and what it lacks.

    Raises:
        CttuiError: The selection is larger than a timeline file may be.
    """
    count = subject.count()
    # counted first, since reading so many takes long; sources only where events alone are not too many
    if count * EVENT_SIGNS > MAX_SIGNS or count * EVENT_SIGNS + _cited(subject) * SOURCE_SIGNS > MAX_SIGNS:
        raise _too_large(count)
    # a file keeps events of one day in their order, whatever order a list shows them in
    reading = subject.reading
    subject = Events(subject.index, subject.query.listed("date"), subject.lens, subject.guard)
    subject.reading = reading
    whole = not subject.query and subject.guard.is_open
    needs = _needs(subject, _Bounded(count), whole=whole)
    left = Left({})
    for phrase in _left(subject, needs, whole=whole):
        left.tell(phrase)
    about = {name: said for name, said in subject.about().items() if said and name not in {"figures", "licence"}}
    # held back until it is known that it can be opened: it is small enough
    content = _Bounded(count)
    content.write("# Exported by cttui.\n")
    content.write("".join(f"# {name}: {clean(said)}\n" for name, said in about.items()))
    content.write("".join(f"# Note: {phrase}.\n" for phrase in (*left.said(), *subject.guard.noted())))
    # the outline is a file of its own, which does not come along
    content.write(f"\n{written.table('timeline', _plain(replace(subject.index.head.meta, outline='')))}")
    for name, records in _tables(subject, needs, whole=whole):
        for record in records:
            content.write(f"\n{record if isinstance(record, str) else _table(name, record)}")
    stream.writelines(content.parts)
    return left


def _cited(subject: Events) -> int:
    """How many sources the events cite at least, as they leave."""
    want = MostCited(1)
    return subject.index.answer(Ask(subject.query, (want,)))[want].of - len(subject.guard.kept.sources)


class _Bounded:
    """A text that may become no larger than a timeline file that can be opened."""

    def __init__(self, events: int) -> None:
        """Take how many events there are."""
        self.parts: list[str] = []
        self._events = events
        self._size = self._signs = 0

    def write(self, text: str) -> None:
        """Add a part.

        Raises:
            CttuiError: The file would be too large.
        """
        self.take(text)
        self.parts.append(text)

    def take(self, text: str) -> None:
        """Take as much room as a part, which is written later.

        Raises:
            CttuiError: The file would be too large.
        """
        self._size += len(text.encode())
        self._signs += signs(text)
        if self._size > MAX_SIZE or self._signs > MAX_SIGNS:
            raise _too_large(self._events)


def _too_large(events: int) -> CttuiError:
    return CttuiError(
        f"{events:,} events are more than a timeline file holds ({MAX_SIZE >> 20} MB; {MAX_SIGNS:,} keys, items and tables); "
        "filter them further, or export to sqlite, which holds any number"
    )


def _plain(record: Record) -> dict[str, object]:
    plain = to_plain(record)
    assert isinstance(plain, dict)  # noqa: S101 - it is made of a record
    return plain


def _table(name: str, record: Record) -> str:
    return written.table(name, _plain(record))


def _needs(subject: Events, room: _Bounded, *, whole: bool) -> _Needs:
    """Read the events, no more of them than the file has room for.

    Raises:
        CttuiError: They are more.
    """
    head = subject.index.head
    provinces = _provinces(head)
    spellings = Spellings((*head.actors, *head.terms))
    facts = facts_by(head)
    events, others = dict[str, Event | str](), Counter[str]()
    ids, codes, by, who, names = dict[str, None](), set[str](), set[str](), set[str](), set[str]()
    for item in subject.items():
        event = item.event
        left = _event(event, provinces)
        room.take(text := _table("event", replace(left, responds_to=(), related=())))
        events[event.id] = left if left.responds_to or left.related else text
        ids.update(dict.fromkeys(event_sources(event)))
        codes.update(event.provinces, (claim.province for claim in event.claims if claim.province))
        by.update(same(claim.by) for claim in event.claims)
        who.update(same(claim.who) for claim in event.claims)
        others.update((*event.responds_to, *event.related))
        for text in texts(facts(item)):
            names.update(spellings.others(words(text)))
    if whole:
        want = Cited(uncited=True)
        ids.update(dict.fromkeys(one.source.id for one in subject.index.answer(Ask(wants=(want,)))[want]))
    # the same query can be asked of the file
    asked = subject.query.chosen("province") | subject.query.excluded("province")
    codes.update(province.code for province in head.provinces if province.short in asked)
    sources, lost = _with_origins(subject, ids), sum(count for other, count in others.items() if other not in events)
    return _Needs(events, sources, frozenset(codes), frozenset(names), frozenset(by), frozenset(who), lost)


def _with_origins(subject: Events, ids: Iterable[str]) -> tuple[Source, ...]:
    """Sources with those that they repeat, directly or indirectly, by id: how many are independent depends on all of them."""
    found: dict[str, Source] = {}
    waiting = list(ids)
    while waiting:
        new = subject.guard.sources(subject.index, waiting)
        found.update((source.id, source) for source in new)
        waiting = list(dict.fromkeys(id_ for source in new for id_ in source.derived_from if id_ not in found))
    return tuple(found[id_] for id_ in sorted(found))


def _left(subject: Events, needs: _Needs, *, whole: bool) -> Iterator[str]:
    head = subject.index.head
    if needs.lost:
        yield f"{numbered(needs.lost, 'reference')} to events that are not in the file left out"
    cut = sum(not needs.events.keys() >= set(thread.events) for thread in head.threads)
    if cut:
        yield f"{numbered(cut, 'thread')} cut to the events in the file, or left out with none of them"
    if not whole and (head.coverages or head.views):
        kept = f"{numbered(len(head.coverages), 'search', 'searches')} and {numbered(len(head.views), 'view')}"
        yield f"{kept} left out: they are about the whole timeline"
    if subject.index.imported is not None:
        yield "codes and cells of the dataset's rows left out: a timeline has no keys for them"
    if subject.index.imported is None:
        yield "comments left out, and with them those that switch a check off for a line"
    if head.meta.outline:
        yield "the map's outline left out: it is a file of its own"


def _tables(subject: Events, needs: _Needs, *, whole: bool) -> Iterator[tuple[str, Iterable[Record | str]]]:
    """The tables of the file, in its order; what is written already as it stands."""
    head, register, named = subject.index.head, subject.index.register, subject.guard.redaction.names
    used = needs.who.union(*(register.wholes(who) for who in needs.who), map(same, map(register.population, needs.who)))
    populations = [one for one in head.populations if whole or not used.isdisjoint(map(same, (one.name, *one.aliases)))]
    yield "province", (one for code, one in _provinces(head).items() if whole or code in needs.provinces)
    yield "actor", (one for one in head.actors if named and (whole or _occurs(one, needs)))
    yield "term", (one for one in head.terms if named and (whole or _occurs(one, needs)))
    yield "claimant", _claimants(subject, needs, whole=whole)
    yield "population", (_population(one, populations, needs) for one in populations)
    yield "source", needs.sources
    yield "event", (one if isinstance(one, str) else _referring(one, needs) for one in needs.events.values())
    yield "thread", _threads(head.threads, needs)
    yield "view", head.views if whole else ()
    yield "coverage", head.coverages if whole else ()


def _occurs(one: Spelling, needs: _Needs) -> bool:
    return any(key(spelling) in needs.names for spelling in (one.name, *one.aliases))


def _claimants(subject: Events, needs: _Needs, *, whole: bool) -> Iterator[Claimant]:
    """The claimants of the events; where their names stay, by what stands for these, without what would tell them."""
    for one in subject.index.head.claimants:
        if not subject.guard.redaction.names:
            if alias := subject.guard.aliases.get(one.name):
                yield Claimant(name=alias, standpoint=one.standpoint)
        elif whole or not needs.by.isdisjoint(map(same, (one.name, *one.aliases))):
            yield one


def _population(one: Population, kept: Sequence[Population], needs: _Needs) -> Population:
    """A population without wholes that the file does not name."""
    known = {EVERYBODY, *needs.who, *(same(name) for other in kept for name in (other.name, *other.aliases))}
    return replace(one, part_of=tuple(whole for whole in one.part_of if same(whole) in known))


def _provinces(head: Timeline) -> dict[str, Province]:
    """The provinces of a timeline by their codes; units of a dataset get codes and short names as a file needs them.

    The codes are in a range of ISO 3166-1 that is left to its users. Each unit is found by all names that it had.
    """
    units = [one for one in head.provinces if isinstance(one, Unit)]
    taken = {key(name) for one in head.provinces for name in (one.name, one.short, *one.aliases)}
    found: dict[str, Province] = {one.code: one for one in head.provinces}
    for number, one in enumerate(units):
        short = one.short if _SHORT.fullmatch(one.short) else _LETTERS.sub("", fold(one.short))[:6].upper()
        if short != one.short and (not short or key(short) in taken):
            short = f"U{number}"
        taken.add(key(short))
        names = (one.name, *one.aliases) if short == one.short else (one.name, one.short, *one.aliases)
        aliases = [name for name in dict.fromkeys(names[1:]) if key(name) not in {key(one.name), key(short)}]
        digits = "".join(_DIGITS[number // 36**place % 36] for place in (2, 1, 0))
        found[one.code] = Province(code=f"{OWN_CODES}-{digits}", name=one.name, short=short, aliases=tuple(aliases))
    return found


def _event(event: Event, provinces: Mapping[str, Province]) -> Event:
    """An event as a timeline has it."""
    if isinstance(event, CodedEvent):
        # what else the row says, a timeline has no keys for
        event = Event(**{field.name: getattr(event, field.name) for field in fields(Event)})
    return replace(event, provinces=tuple(provinces[code].code for code in event.provinces))


def _referring(event: Event, needs: _Needs) -> Event:
    """An event without references to events that are not in the file."""
    return replace(
        event,
        responds_to=tuple(other for other in event.responds_to if other in needs.events),
        related=tuple(other for other in event.related if other in needs.events),
    )


def _threads(threads: Iterable[Thread], needs: _Needs) -> Iterator[Thread]:
    for thread in threads:
        if left := tuple(id_ for id_ in thread.events if id_ in needs.events):
            yield replace(thread, events=left)
