"""A timeline file of the selection alone: smaller, valid, in the canonical layout, with only the records that its events need.

Whoever opens it and asks the same query finds the same events. References to events that are not in it are left out; what is
about the whole timeline (searches, saved views, the outline of its map) is kept only where all of it is exported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TextIO

from cttui.exports.guard import numbered
from cttui.exports.items import facts_by
from cttui.exports.left import Left
from cttui.exports.subjects import Events
from cttui.model.records import Claimant, Population, Record, Source, Spelling, Thread
from cttui.query.fields import event_sources
from cttui.store.index import Ask
from cttui.store.layout import to_plain
from cttui.store.search import Spellings, texts
from cttui.store.wants import Cited
from cttui.text import clean, key, same, words
from cttui.timeline import written
from cttui.timeline.load import EVERYBODY


class _Needs(NamedTuple):
    """What the events of a selection refer to."""

    events: frozenset[str]
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
    """Write the file; the comment at its top says what it is of and what it lacks."""
    # a file keeps events of one day in their order, whatever order a list shows them in
    subject = Events(subject.index, subject.query.listed("date"), subject.lens, subject.guard)
    whole = not subject.query and subject.guard.is_open
    needs = _needs(subject, whole=whole)
    left = Left({})
    for phrase in _left(subject, needs, whole=whole):
        left.tell(phrase)
    about = {name: said for name, said in subject.about().items() if said and name not in {"figures", "licence"}}
    stream.write("# Exported by cttui.\n")
    stream.writelines(f"# {name}: {clean(said)}\n" for name, said in about.items())
    stream.writelines(f"# Note: {phrase}.\n" for phrase in (*left.said(), *subject.guard.noted()))
    # the outline is a file of its own, which does not come along
    stream.write(f"\n{written.table('timeline', _plain(replace(subject.index.head.meta, outline='')))}")
    for name, records in _tables(subject, needs, whole=whole):
        stream.writelines(f"\n{written.table(name, _plain(record))}" for record in records)
    return left


def _plain(record: Record) -> dict[str, object]:
    plain = to_plain(record)
    assert isinstance(plain, dict)  # noqa: S101 - it is made of a record
    return plain


def _needs(subject: Events, *, whole: bool) -> _Needs:
    head = subject.index.head
    spellings = Spellings((*head.actors, *head.terms))
    events = frozenset(item.event.id for item in subject.items())
    facts = facts_by(head)
    ids, codes, by, who, names, lost = dict[str, None](), set[str](), set[str](), set[str](), set[str](), 0
    for item in subject.items():
        event = item.event
        ids.update(dict.fromkeys(event_sources(event)))
        codes.update(event.provinces, (claim.province for claim in event.claims if claim.province))
        by.update(same(claim.by) for claim in event.claims)
        who.update(same(claim.who) for claim in event.claims)
        lost += sum(other not in events for other in (*event.responds_to, *event.related))
        for text in texts(facts(item)):
            names.update(spellings.others(words(text)))
    if whole:
        want = Cited(uncited=True)
        ids.update(dict.fromkeys(one.source.id for one in subject.index.answer(Ask(wants=(want,)))[want]))
    # the same query can be asked of the file
    asked = subject.query.chosen("province") | subject.query.excluded("province")
    codes.update(province.code for province in head.provinces if province.short in asked)
    return _Needs(events, _with_origins(subject, ids), frozenset(codes), frozenset(names), frozenset(by), frozenset(who), lost)


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
    cut = sum(not needs.events.issuperset(thread.events) for thread in head.threads)
    if cut:
        yield f"{numbered(cut, 'thread')} cut to the events in the file, or left out with none of them"
    if not whole and (head.coverages or head.views):
        kept = f"{numbered(len(head.coverages), 'search', 'searches')} and {numbered(len(head.views), 'view')}"
        yield f"{kept} left out: they are about the whole timeline"
    if head.meta.outline:
        yield "the map's outline left out: it is a file of its own"


def _tables(subject: Events, needs: _Needs, *, whole: bool) -> Iterator[tuple[str, Iterable[Record]]]:
    """The tables of the file, in its order."""
    head, register, named = subject.index.head, subject.index.register, subject.guard.redaction.names
    used = needs.who.union(*(register.wholes(who) for who in needs.who), map(same, map(register.population, needs.who)))
    populations = [one for one in head.populations if whole or not used.isdisjoint(map(same, (one.name, *one.aliases)))]
    yield "province", (one for one in head.provinces if whole or one.code in needs.provinces)
    yield "actor", (one for one in head.actors if named and (whole or _occurs(one, needs)))
    yield "term", (one for one in head.terms if named and (whole or _occurs(one, needs)))
    yield "claimant", _claimants(subject, needs, whole=whole)
    yield "population", (_population(one, populations, needs) for one in populations)
    yield "source", needs.sources
    yield "event", _events(subject, needs)
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


def _events(subject: Events, needs: _Needs) -> Iterator[Record]:
    for item in subject.items():
        event = item.event
        yield replace(
            event,
            responds_to=tuple(other for other in event.responds_to if other in needs.events),
            related=tuple(other for other in event.related if other in needs.events),
        )


def _threads(threads: Iterable[Thread], needs: _Needs) -> Iterator[Thread]:
    for thread in threads:
        if left := tuple(id_ for id_ in thread.events if id_ in needs.events):
            yield replace(thread, events=left)
