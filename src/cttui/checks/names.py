"""Rules for names: ids by the file's pattern, one spelling for each actor and tag, nothing named twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cttui.checks.rule import Finding, Level, Rule, Subject, in_event, in_record
from cttui.model.records import Event
from cttui.text import key, same
from cttui.timeline.ids import EVENT_STYLE, SOURCE_STYLE, Ids, Named, are_alike
from cttui.timeline.load import TABLES

_OFTEN = 3
"""Events that must have a name before a similar one is doubted."""
_SHORTEST = 6
"""Letters of the shortest name that is compared: BLA and BLF are two."""
_LEAST_IDS = 10
_NEARLY_ALL = 0.9
"""Ids that must be there, and the share of them that must follow a pattern, before one that does not is doubted."""

DOUBLES = {
    "province": ("aliases",),
    "actor": ("aliases",),
    "term": ("aliases",),
    "claimant": ("aliases",),
    "population": ("aliases", "part_of"),
    "source": ("author", "derived_from"),
    "event": ("provinces", "actors", "tags", "sources", "responds_to", "related"),
    "coverage": ("provinces", "kinds"),
}
"""For each table its lists in which an item stands once; a thread may come back to an event."""


class _Use(NamedTuple):
    """Where a name is used."""

    number: int
    event: Event
    place: int


def _ids(subject: Subject) -> Iterator[Finding]:
    """Ids that do not follow the pattern of nearly all others."""
    timeline = subject.timeline
    for table, default in (("source", SOURCE_STYLE), ("event", EVENT_STYLE)):
        if are_alike(record.id for record in getattr(timeline, f"{table}s")):
            continue
        if table == "source":
            records = [Named(one.id, one.issued, one.publisher, one.author, one.url) for one in timeline.sources]
        else:
            records = [Named(event.id, event.date) for event in timeline.events]
        style = Ids(records, default).style
        if style.known < _LEAST_IDS or style.share < _NEARLY_ALL or style.share == 1:
            continue
        example = next(record.id for record in records if style.fits(record.id))
        for number, record in enumerate(records):
            if not style.fits(record.id):
                remedy = f"{style.follow:,} of {style.known:,} ids are {style.shown}, e.g. {example}; follow the pattern"
                yield in_record(table, number, record.id, "id", f'"{record.id}"', remedy, "id")


def _near_actors(subject: Subject) -> Iterator[Finding]:
    """Actors used once that are spelt almost as one used often."""
    declared = {same(name) for actor in subject.timeline.actors for name in (actor.name, *actor.aliases)}
    yield from _near(subject, "actors", declared)


def _near_tags(subject: Subject) -> Iterator[Finding]:
    """Tags used once that are spelt almost as one used often."""
    yield from _near(subject, "tags", set())


def _near(subject: Subject, which: str, declared: set[str]) -> Iterator[Finding]:
    uses: dict[str, list[_Use]] = {}
    for number, event in enumerate(subject.timeline.events):
        for place, name in enumerate(getattr(event, which)):
            uses.setdefault(name, []).append(_Use(number, event, place))
    often: dict[int, list[tuple[str, str]]] = {}
    for name, where in uses.items():
        if len(where) >= _OFTEN:
            often.setdefault(len(key(name)), []).append((name, key(name)))
    for name, where in uses.items():
        if len(where) == 1 and same(name) not in declared and (near := _nearest(name, often)):
            number, event, place = where[0]
            remedy = f"used once, and {near} by {len(uses[near]):,} events; if they are the same, use that spelling"
            yield in_event(number, event, f"{which}[{place + 1}]", f'"{name}"', remedy, which, place)


def _nearest(name: str, often: Mapping[int, Sequence[tuple[str, str]]]) -> str:
    """The often-used name that differs from another by a letter or two, in word order or in blanks; empty if none does."""
    asked = key(name)
    likely = [pair for size in range(len(asked) - 2, len(asked) + 3) for pair in often.get(size, ())]
    if len(asked) < _SHORTEST or not likely:
        return ""
    letters = _without_digits(asked)
    for other, said in likely:
        if sorted(asked.split()) == sorted(said.split()) or asked.replace(" ", "") == said.replace(" ", ""):
            return other
        most = 1 if len(asked) < 2 * _SHORTEST else 2
        have, miss = Counter(asked), Counter(said)
        if (have - miss).total() > most or (miss - have).total() > most:
            continue
        # rapidfuzz takes 13 ms to import, and most files have no such pair
        from rapidfuzz.distance import OSA

        # names that differ in digits are other years, sections or units
        if OSA.distance(asked, said, score_cutoff=most) <= most and letters != _without_digits(said):
            return other
    return ""


def _without_digits(name: str) -> str:
    return "".join(char for char in name if not char.isdigit())


def _aliases(subject: Subject) -> Iterator[Finding]:
    """Actors under another spelling than their own."""
    names = {same(alias): actor.name for actor in subject.timeline.actors for alias in (*actor.aliases, actor.name)}
    for number, event in enumerate(subject.timeline.events):
        for place, actor in enumerate(event.actors):
            if (name := names.get(same(actor), actor)) != actor:
                remedy = f"the timeline's spelling is {name}; use it"
                yield in_event(number, event, f"actors[{place + 1}]", f'"{actor}"', remedy, "actors", place)


def _doubles(subject: Subject) -> Iterator[Finding]:
    """Items that stand twice in a list in which each is meant once."""
    for table, keys in DOUBLES.items():
        for number, record in enumerate(getattr(subject.timeline, f"{table}s")):
            for which in keys:
                items = getattr(record, which)
                if len(items) < 2 or len(set(items)) == len(items):
                    continue
                label = getattr(record, TABLES[table][1], "")
                seen: set[str] = set()
                for place, item in enumerate(items):
                    if item in seen:
                        shown = f"{which}[{place + 1}]"
                        yield in_record(table, number, label, shown, f'"{item}"', "named twice; remove one", which, place)
                    seen.add(item)


RULES = (
    Rule(
        "id-pattern",
        Level.WARNING,
        "An id follows the file’s pattern, if nine in ten ids do.",
        "An id never changes, and links, notes and exports use it. An odd one will be mistyped for years.",
        'id = "pilots-vote"\ndate = "2024-09-02"',
        'id = "2024-09-02-pilots-vote"\ndate = "2024-09-02"',
        "Rename the record before others refer to it. Keep an id that has been published: ignore it, with that as the reason."
        " Only the parts of an id count (date, words, number), not what they say.",
        _ids,
    ),
    Rule(
        "near-actor",
        Level.WARNING,
        "An actor named by one event is not spelt almost like one named by several.",
        "A typing error makes a second actor, and a filter by the first misses the event.",
        'actors = ["Dockers\' Unoin"]',
        'actors = ["Dockers\' Union"]',
        "Correct the spelling. If they are two actors, give the rarer one its own `[[actor]]`.",
        _near_actors,
    ),
    Rule(
        "near-tag",
        Level.WARNING,
        "A tag used by one event is not spelt almost like one used by several.",
        "A typing error makes a second tag, and a filter by the first misses the event.",
        'tags = ["harbor-strike"]',
        'tags = ["harbour-strike"]',
        "Correct the spelling of the tag.",
        _near_tags,
    ),
    Rule(
        "alias",
        Level.WARNING,
        "An actor is named as in its `[[actor]]`, not by an alias.",
        "Searches find every spelling, but facets and exports would show one actor under two names.",
        'actors = ["Harbor Board"]',
        'actors = ["Harbour Board"]',
        "Use the `name` of the `[[actor]]`.",
        _aliases,
        fixed=True,
    ),
    Rule(
        "duplicate-items",
        Level.WARNING,
        "A list names each item once: provinces, actors, tags, sources, links, aliases, authors, kinds.",
        "The repeat adds nothing, and often another item was meant.",
        'tags = ["quay-act", "council", "quay-act"]',
        'tags = ["quay-act", "council"]',
        "Remove the repeat, or write the item that was meant.",
        _doubles,
        fixed=True,
    ),
)
