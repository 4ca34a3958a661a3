"""The tools for figures: who states which, who states otherwise, and what the timeline's own count covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cttui.errors import CttuiError
from cttui.explore.claims import ONLY, Account, Entry, Ledger, Section, unread
from cttui.explore.matching import matching
from cttui.mcp import schemas
from cttui.mcp.arguments import Given
from cttui.mcp.bounds import Plain, more, page, paged, sound, window
from cttui.mcp.events import covered
from cttui.mcp.rows import claimants, ends, population
from cttui.mcp.schemas import arguments, many, or_none, record, text, texts, whole
from cttui.mcp.served import LEDGER, Served
from cttui.model.claims import SAID_KINDS, TOLL_MEASURE, Lens, Total
from cttui.model.records import Source
from cttui.query.language import Query
from cttui.store.index import Ask, whose
from cttui.store.wants import Dead
from cttui.text import nearest, numbered, shorten, words

FIGURES = 40
"""Claims of one answer, unless the call says otherwise."""
DISPUTES = 10
"""Populations of one answer with disputes, the same."""
PUBLISHED = 8
"""Populations for which an answer of totals gives published figures."""
MOST_ARITHMETIC = 20
"""Sentences of our own arithmetic in one answer."""

YEAR = whole(
    "only figures about a period that overlaps this year, such as annual totals; omit it to include figures about single"
    " events",
    1,
    9999,
)
_ASKED = {"measure": schemas.MEASURE, "people": schemas.PEOPLE, "by": schemas.BY, "year": YEAR}


# -- claims and disputes ---------------------------------------------------------------------------------------------

CLAIMS = arguments(
    **_ASKED,
    words=text("words that occur in the claim: its measure, people, claimant, publisher, quote, period or province"),
    only=schemas.one_of(ONLY, "disputed, differing, alone (from a single publisher), or empty for all"),
    filter=schemas.FILTER,
    offset=schemas.OFFSET,
    limit=schemas.limit(FIGURES),
)
DISPUTED = arguments(**_ASKED, filter=schemas.FILTER, offset=schemas.OFFSET, limit=schemas.limit(DISPUTES))
STATED = schemas.answer(
    asked=text("what was asked for"),
    page=schemas.PAGE,
    populations=many(schemas.POPULATION, "best match first; a population may continue on the next page"),
    claimants=schemas.CLAIMANTS,
    arithmetic=texts("cttui's own arithmetic on these figures, which no source states"),
)


class _Place(NamedTuple):
    """A claim in a ledger."""

    section: Section
    account: Account
    entry: Entry


def claims(served: Served, given: Given) -> Plain:
    """Who states which figure."""
    query, ledger = _asked(served, given, given.text("only"))
    places = [
        _Place(section, account, entry)
        for section in ledger.sections
        for account in section.accounts
        for entry in account.entries
    ]  # fmt: skip
    offset, stop = window(given.number("offset"), given.number("limit", FIGURES), len(places), "claims")
    shown = places[offset:stop]
    sources = served.sources([place.entry.source_id for place in shown])
    # a row a claim, until the answer is full; then those of one population together
    kept = len(page(_alone(shown, sources), 0, len(shown)).rows)
    populations = sound([
        population(section, account, entries, sources) for section, account, entries in _together(shown[:kept])
    ])  # fmt: skip
    return served.answer(
        _covers(served, query, ledger), served.link(query), asked=_said(given),
        page=paged(kept, offset, len(places)), populations=populations,
        claimants=_claimants(served, (place.entry.by for place in shown[:kept])), arithmetic=_arithmetic(shown[:kept]),
    )  # fmt: skip


def _alone(places: Iterable[_Place], sources: dict[str, Source]) -> Iterator[Plain]:
    return (population(place.section, place.account, [place.entry], sources) for place in places)


def _together(places: Iterable[_Place]) -> Iterator[tuple[Section, Account, list[Entry]]]:
    """Claims by population, in the same order."""
    found: dict[int, tuple[Section, Account, list[Entry]]] = {}
    for section, account, entry in places:
        found.setdefault(id(account), (section, account, []))[2].append(entry)
    return iter(found.values())


def disputes(served: Served, given: Given) -> Plain:
    """The populations whose figures cannot all hold, each with both ends."""
    query, ledger = _asked(served, given, "disputed")
    found = [(section, account) for section in ledger.sections for account in section.accounts if account.state == "disputed"]
    offset, stop = window(given.number("offset"), given.number("limit", DISPUTES), len(found), "disputes")
    rows = page(_shown(served, found[offset:stop]), offset, len(found))
    some = f"{numbered(len(found), 'population')} with conflicting figures"
    return served.answer(
        f"{some}; {_read(served, query)}", served.link(query), asked=_said(given),
        page=rows.about, populations=rows.rows, claimants=_stated_by(served, found[offset:][: len(rows.rows)]), arithmetic=[],
    )  # fmt: skip


def _shown(served: Served, found: Sequence[tuple[Section, Account]]) -> Iterator[Plain]:
    for section, account in found:
        entries = ends(account.entries)
        yield population(section, account, entries, served.sources([entry.source_id for entry in entries]))


def _claimants(served: Served, names: Iterable[str]) -> object:
    return sound(claimants(served.index.register, names))


def _stated_by(served: Served, populations: Iterable[tuple[Section, Account]]) -> object:
    """What the figures of the claimants of some populations cover."""
    names = (entry.by for _, account in populations for entry in ends(account.entries))
    return _claimants(served, names)


def _arithmetic(places: Iterable[_Place]) -> object:
    told = dict.fromkeys(sentence for place in places for sentence in place.section.arithmetic)
    return sound(list(told)[:MOST_ARITHMETIC])


def _asked(served: Served, given: Given, only: str) -> tuple[Query, Ledger]:
    """The events that a call is about, and the part of their ledger that it asks for."""
    query = served.query(given.text("filter"))
    _hold_to_names(served, given, query)
    return query, _matching(served, given, query).only(only)


def _matching(served: Served, given: Given, query: Query) -> Ledger:
    parts = [f'measure:"{" ".join(words(given.text("measure")))}"'] if given.text("measure").strip() else []
    for field, name in (("who", "people"), ("by", "by")):
        parts += [f"{field}:{word}" for word in words(given.text(name))]
    if year := given.number("year"):
        parts.append(f"period:{year}")
    return matching(served.ledger(query), " ".join((*parts, given.text("words"))))


def _hold_to_names(served: Served, given: Given, query: Query) -> None:
    """Refuse a measure, people or a claimant that the timeline does not have, and name the nearest.

    Raises:
        CttuiError: One is unknown.
    """
    index = served.index
    accounts = list(served.ledger(query).accounts)
    known = {
        "measure": dict.fromkeys(index.vocabulary.measures),
        "people": dict.fromkeys(spelling for account in accounts for spelling in account.spellings),
        "by": dict.fromkeys(spelling for account in accounts for entry in account.entries for spelling in entry.spellings),
    }
    for name, names in known.items():
        asked = words(given.text(name))
        if asked and not any(_begin(asked, words(one)) for one in names):
            close = nearest(given.text(name), names)
            meant = f"; did you mean {close}?" if close else ""
            these = f"the first {LEDGER:,} of these events" if served.count(query) > LEDGER else "these events"
            raise CttuiError(f"no claim about {these} has {_OF[name]} '{shorten(given.text(name), 40)}'{meant}")


_OF = {"measure": "the measure", "people": "the people", "by": "the claimant"}


def _begin(asked: Sequence[str], own: Sequence[str]) -> bool:
    """Whether each word that is asked for begins one of a name's."""
    return all(any(word.startswith(begun) for word in own) for begun in asked)


def _said(given: Given) -> str:
    """What a call asks for, in words."""
    names = ("measure", "people", "by", "year", "words", "only")
    return ", ".join(f"{name} {given.values[name]}" for name in names if given.values.get(name)) or "all figures"


def _covers(served: Served, query: Query, ledger: Ledger) -> str:
    populations = sum(1 for _ in ledger.accounts)
    beside = f", {ledger.beside:,} of them about wider populations that include the people asked for" if ledger.beside else ""
    counted = numbered(ledger.figures, "figure")
    some = f"{numbered(ledger.claims, 'claim')} with {counted}{beside}, on {numbered(populations, 'population')}"
    return f"{some}; {_read(served, query)}"


def _read(served: Served, query: Query) -> str:
    """Which events' claims were read."""
    count = served.count(query)
    return "; ".join(filter(None, (f"from {covered(served, query, count)}", unread(count, LEDGER))))


# -- totals ----------------------------------------------------------------------------------------------------------

TOTALS = arguments(
    measure=text("what is counted (default: killed); only deaths are added up over events"),
    people=schemas.PEOPLE,
    year=YEAR,
    filter=schemas.FILTER,
    count=schemas.COUNT,
)
DEAD = record(
    "deaths counted event by event by cttui; no source states this number",
    sentence=text("the count and what it covers, in words"),
    figures=text("whose figures count"),
    low=whole("sum of each event's lowest figure"),
    high=whole("sum of each event's highest figure"),
    at_least=schemas.flag("whether the number may be higher, because a figure is stated as 'at least'"),
    counted=whole("events with a figure"),
    without=whole("events without a figure, not included in the sums"),
    rules=texts("what is counted and what is not"),
)
SUMS = schemas.answer(
    asked=text("what was asked for"),
    dead=or_none(DEAD),
    published=many(schemas.POPULATION, "totals that claimants state for a period; conflicting ones are listed side by side"),
    claimants=schemas.CLAIMANTS,
    published_left=text("how many more there are, and how to get them"),
)
RULES = (
    "each event counts once, by the widest population that its claims name; parts are never added up",
    "superseded figures do not count, nor do words such as 'dozens'",
    f"events of kind {', '.join(sorted(SAID_KINDS))} count no deaths of their own; their figures are statistics",
    "low is the sum of each event's lowest figure, high of its highest; conflicting figures are not decided",
)


def totals(served: Served, given: Given) -> Plain:
    """The dead under a lens with what is counted, and the totals that claimants publish."""
    measure = given.text("measure").strip() or TOLL_MEASURE
    query, lens = served.query(given.text("filter")), whose(served.index.vocabulary, given.text("count") or "all")
    _hold_to_names(served, given, query)
    given = Given({**given.values, "measure": measure})
    ledger = _matching(served, given, query)
    found = [(section, account) for section in ledger.sections if section.period for account in section.accounts]
    counts = words(measure) == [TOLL_MEASURE] and not given.text("people").strip()
    total = served.index.answer(Ask(query, (Dead(lens),)))[Dead(lens)]
    rows = page(_shown(served, found[:PUBLISHED]), 0, len(found))
    covers = f"{numbered(len(found), 'population')} with published totals; {_read(served, query)}"
    return served.answer(
        covers, served.link(query, count=lens.name), asked=_said(given), dead=_dead(total, lens) if counts else None,
        published=rows.rows,
        claimants=_stated_by(served, found[: len(rows.rows)]),
        published_left=more(len(found) - len(rows.rows), f"claims with {_call(given)}"),
    )  # fmt: skip


def _call(given: Given) -> str:
    names = ("measure", "people", "year", "filter")
    return ", ".join(f"{name}={given.values[name]}" for name in names if given.values.get(name))


def _dead(total: Total, lens: Lens) -> Plain:
    return {
        "sentence": total.sentence,
        "figures": lens.name,
        "low": total.low,
        "high": total.high,
        "at_least": total.open,
        "counted": total.counted,
        "without": total.without,
        "rules": list(RULES),
    }
