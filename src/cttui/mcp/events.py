"""The tools for events: a list, a search that says where the words stand, and one event in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cttui.errors import CttuiError
from cttui.exports.guard import Guard
from cttui.exports.items import Figure, Item, claim_record, event_record, figures
from cttui.exports.subjects import Events
from cttui.mcp import schemas
from cttui.mcp.arguments import Given
from cttui.mcp.bounds import Plain, first, more, page, passage, sound, window
from cttui.mcp.rows import chosen, cited, claimants, event_row, when
from cttui.mcp.schemas import ROWS, arguments, many, record, text, texts, whole
from cttui.mcp.served import Served
from cttui.model.claims import ALL
from cttui.model.records import Source
from cttui.query.fields import Facts, FactsMaker, event_sources, facts_of
from cttui.query.language import Phrase, Query, Word, describe
from cttui.store.index import Ask, whose
from cttui.store.parts import Row
from cttui.store.search import named_texts
from cttui.store.wants import Dead, InFull, Rows, ToEvent
from cttui.text import numbered, words

CLAIMS = 40
"""Claims of an event in one answer, unless the call says otherwise."""
MOST_SOURCES = 40
MOST_LINKS = 20
"""Other events that an event names, of each sort."""
MOST_PLACES = 6
"""Places of one event where words stand."""
AROUND = 90
"""Characters of a text on either side of a word."""


# -- list ------------------------------------------------------------------------------------------------------------

LIST = arguments(filter=schemas.FILTER, count=schemas.COUNT, offset=schemas.OFFSET, limit=schemas.limit())
LISTED = schemas.answer(
    dead=text("deaths in all these events, and how many of the events have a figure"),
    page=schemas.PAGE,
    events=many(schemas.ROW, "by date, or in the order that the filter asks for"),
)


def listed(served: Served, given: Given) -> Plain:
    """The events that match a filter."""
    query, lens = served.query(given.text("filter")), whose(served.index.vocabulary, given.text("count") or "all")
    count, total = served.count(query), served.index.answer(Ask(query, (Dead(lens),)))[Dead(lens)]
    offset, stop = window(given.number("offset"), given.number("limit", ROWS), count, "events")
    want = Rows(offset, stop, lens)
    rows = served.index.answer(Ask(query, (want,), lens=lens))[want].rows
    found = page((event_row(served, row) for row in rows), offset, count)
    link = served.link(query, count=lens.name)
    return served.answer(
        covered(served, query, count), link, dead=total.sentence, page=found.about, events=found.rows
    )  # fmt: skip


def covered(served: Served, query: Query, count: int) -> str:
    """Which events an answer is about."""
    if not query:
        return f"all {numbered(count, 'event')}" if count else "this timeline has no events"
    return f"{count:,} of {numbered(served.index.count, 'event')}: {describe(query, served.index.vocabulary)}"


# -- search ----------------------------------------------------------------------------------------------------------

SEARCH = arguments(
    ("words",),
    words=text("words that must all occur, as beginnings of words and in any known spelling; use quotation marks for a phrase"),
    filter=schemas.FILTER,
    offset=schemas.OFFSET,
    limit=schemas.limit(),
)
PLACE = record(
    "an occurrence of a word",
    word=text("the word or phrase"),
    where=text("title, summary, quote of claim 2 …; 'another spelling' if it does not occur literally"),
    text=text("the surrounding words"),
)
FOUND = schemas.answer(
    page=schemas.PAGE,
    events=many(
        record(
            "an event in which the words occur",
            event=schemas.ROW,
            places=many(PLACE, "where the words occur"),
            places_left=text("how many more places there are, and how to get them"),
        ),
        "in date order",
    ),
)


def search(served: Served, given: Given) -> Plain:
    """The events in which words occur, with where they stand."""
    asked = served.query(given.text("words"))
    wanted = [clause for clause in asked.clauses if isinstance(clause, (Word, Phrase)) and not clause.negated]
    if len(wanted) != len(asked.clauses) or not wanted:
        raise CttuiError("words: expected only words; use 'filter' for fields and exclusions")
    query = served.query(given.text("filter"))
    query = query.of((*query.clauses, *wanted))
    count = served.count(query)
    offset, stop = window(given.number("offset"), given.number("limit", ROWS), count, "events")
    want = Rows(offset, stop, ALL)
    rows = served.index.answer(Ask(query, (want,)))[want].rows
    needles = [_needle(served, clause) for clause in wanted]
    facts = facts_of(served.index.head)
    found = page((_hit(served, row, needles, facts) for row in rows), offset, count)
    return served.answer(covered(served, query, count), served.link(query), page=found.about, events=found.rows)


class Needle(NamedTuple):
    """A word or a phrase to look for."""

    typed: str
    spellings: tuple[tuple[str, ...], ...]
    """Runs of folded words: as it was typed, then other spellings of the names that it belongs to."""
    begun: bool
    """Whether the last word may be the beginning of one."""

    def find(self, folded: Sequence[str]) -> tuple[int, bool] | None:
        """The position in folded words of the first that it names, and whether it stands there as it was typed."""
        for spelling in self.spellings:
            for at in range(len(folded) - len(spelling) + 1):
                *before, last = folded[at : at + len(spelling)]
                whole = (*before, last[: len(spelling[-1])] if self.begun else last)
                if whole == spelling:
                    return at, spelling == self.spellings[0]
        return None


def _needle(served: Served, clause: Word | Phrase) -> Needle:
    own = Needle(clause.typed, (tuple(words(clause.typed)),), begun=isinstance(clause, Word))
    names = [(one.name, *one.aliases) for one in (*served.index.head.actors, *served.index.head.terms)]
    others = dict.fromkeys(
        tuple(words(spelling))
        for name in names if any(own.find(words(spelling)) for spelling in name)
        for spelling in name if words(spelling)
    )  # fmt: skip
    return own._replace(spellings=(*own.spellings, *others))


def _hit(served: Served, row: Row, needles: Sequence[Needle], facts: FactsMaker) -> Plain:
    """An event with the places of the words in it, first the one that shows each."""
    (event,) = served.index.events([row.n])
    own = tuple(served.sources(event_sources(event)).values())
    named = _texts(facts(event, disputed=False, independent=0, own=own))
    read = [(where, told, list(_parts(told))) for where, told in named]
    first_of, rest = list[Plain](), list[Plain]()
    for needle in needles:
        places = _places(needle, read)
        first_of.append(places[0] if places else {"word": needle.typed, "where": "another spelling", "text": ""})
        rest += places[1:]
    kept, left = first([*first_of, *rest], max(MOST_PLACES, len(first_of)), f"event with id={row.id}")
    return {"event": event_row(served, row), "places": kept, "places_left": left}


_Read = Sequence[tuple[str, str, list[tuple[str, int]]]]
"""Texts with their names, and the folded words of each with where they begin."""


def _places(needle: Needle, read: _Read) -> list[Plain]:
    """The texts in which a word stands, those that have it as it was typed first."""
    typed, other = list[Plain](), list[Plain]()
    for where, told, parts in read:
        if found := needle.find([word for word, _ in parts]):
            at = parts[found[0]][1]
            place: Plain = {"word": needle.typed, "where": where, "text": passage(told, at, at, AROUND)}
            (typed if found[1] else other).append(place)
    return [*typed, *other]


def _parts(told: str) -> Iterator[tuple[str, int]]:
    """The folded words of a text, each with where the run of characters that it stands in begins."""
    for match in re.finditer(r"\S+", told):
        for word in words(match[0]):
            yield word, match.start()


def _texts(facts: Facts) -> Iterator[tuple[str, str]]:
    """The searchable texts of an event, each with its name."""
    for name, number, told in named_texts(facts):
        of = facts.sources[number - 1].id if name.endswith("source") else str(number)
        yield f"{name} {of}" if number else name, told


# -- event -----------------------------------------------------------------------------------------------------------

EVENT = arguments(
    ("id",),
    id=text("id of the event"),
    offset=whole("how many claims to skip (default: 0)"),
    limit=schemas.limit(CLAIMS),
)
RECORD = record(
    "the event",
    id=text("id"),
    date=text("EDTF"),
    when=text("the date in words"),
    earliest=schemas.text_or_none("first possible day"),
    latest=schemas.text_or_none("last possible day"),
    kind=text("what sort of event"),
    title=text("title"),
    summary=text("the timeline's summary"),
    provinces=texts("short names"),
    place=text("name of the place"),
    district=text("district"),
    lat=schemas.number_or_none("degrees north"),
    lon=schemas.number_or_none("degrees east"),
    place_precision=text("precision of the coordinates"),
    actors=texts("parties"),
    tags=texts("tags"),
    threads=texts("ids of its threads"),
    killed=text("deaths, from the lowest to the highest claim on the widest population; empty if no claim counts"),
    disputes=whole("populations with conflicting figures"),
)
SHOWN = schemas.answer(
    event=RECORD,
    page=schemas.PAGE,
    claims=many(schemas.CLAIM, "claims, in the timeline's order"),
    claimants=schemas.CLAIMANTS,
    sources=many(schemas.CITED, "sources, the one that supports it best first"),
    sources_left=text("how many more sources there are, and how to get them"),
    responds_to=many(schemas.LINKED, "events that it responds to"),
    answered_by=many(schemas.LINKED, "events that respond to it"),
    related=many(schemas.LINKED, "related events"),
    links_left=text("how many more of these there are, and how to get them"),
)


def event(served: Served, given: Given) -> Plain:
    """An event in full."""
    index = served.index
    want = InFull(given.text("id").strip())
    answer = index.answer(Ask(wants=(want,), at=ToEvent(want.id)))
    part = answer[want]
    assert part is not None  # noqa: S101 - an id names an event, or an error is raised
    # what stays is not in this index
    (item,) = Events(index, Query(), ALL, Guard()).named([part.event.id])
    found = figures(item)
    offset, stop = window(given.number("offset"), given.number("limit", CLAIMS), len(found), "claims")
    by_id = {source.id: source for source in part.sources}
    claims = page((_claim(served, item, one, by_id) for one in found[offset:stop]), offset, len(found))
    sources, sources_left = first(
        [cited(source) for source in part.sources], MOST_SOURCES, "each claim names its own"
    )  # fmt: skip
    named = (("responds_to", part.answers), ("answered_by", part.answered_by), ("related", part.related))
    linked = {name: [chosen(schemas.LINKED, event_row(served, row)) for row in rows] for name, rows in named}
    links = {name: first(rows, MOST_LINKS, "")[0] for name, rows in linked.items()}
    left = sum(len(linked[name]) - len(rows) for name, rows in links.items())
    plain = sound(
        {
            "event": _event(served, item),
            "claimants": claimants(index.register, (one.claim.by for one in found[offset : offset + len(claims.rows)])),
            "sources": sources,
            "sources_left": sources_left,
            **links,
            "links_left": more(left, "open the event in cttui"),
        }
    )
    assert isinstance(plain, dict)  # noqa: S101 - it was made of one
    covers = f"one event, with {numbered(len(found), 'claim')} and {numbered(len(part.sources), 'source')}"
    return served.answer(covers, served.link(event=part.event.id), page=claims.about, claims=claims.rows, **plain)


def _event(served: Served, item: Item) -> Plain:
    threads = [thread.id for thread in served.index.head.threads if item.event.id in thread.events]
    return chosen(RECORD, {**event_record(item), "when": when(item.event.date), "threads": threads})


def _claim(served: Served, item: Item, one: Figure, sources: Mapping[str, Source]) -> Plain:
    register, by, source = served.index.register, one.claim.by, sources[one.claim.source]
    beside = {
        "by_standpoint": register.standpoint(by) or source.standpoint,
        "source": cited(source),
    }
    return chosen(schemas.CLAIM, {**claim_record(item, one), **beside})
