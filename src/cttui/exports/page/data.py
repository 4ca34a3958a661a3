"""What the page's script needs to answer a query by itself: what each filter field says of each event, as small JSON.

It is made of events as they leave, after the guard, and in no other way: what may not leave is not in it. Each field of
``query.fields.FIELDS`` is carried by its shape, so that a new field of a known shape is carried as soon as it is there, and
one of a new shape fails here.

The searchable text is held once. Each run of folded words (``store.search.runs``) has a number; words and runs are written as
numbers in the variable-length base 64 of source maps, whose frequent numbers take one letter.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cttui.exports.items import Item
from cttui.exports.subjects import Events
from cttui.lazy import dataclass
from cttui.model import geo
from cttui.model.claims import TOLL_MEASURE, Interval, Range
from cttui.model.sources import independent
from cttui.query.fields import FIELDS, OWN, Facts, Field, Value, facts_of
from cttui.query.language import DATE, MAX_CLAUSES, MAX_TEXT, ORDERS
from cttui.store.contribution import counted_intervals, point_of
from cttui.store.search import Spellings, runs
from cttui.text import folding, key

Plain = dict[str, object]
"""Names and what JSON can say."""

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
"""The 64 letters of a number's digits: five bits each, and a sixth that says that more follow."""
FIXED = frozenset({"province", "kind", "is", "has", "standpoint"})
"""Fields whose values are known to every reader, whatever the events are."""


@dataclass(frozen=True, slots=True)
class _Leaving:
    """The events as they leave, with all that fields read."""

    subject: Events
    items: Sequence[Item]
    facts: Sequence[Facts]
    figures: Sequence[dict[str, tuple[Interval, ...]]]
    """For each event, by measure, what the claims that count allow."""
    runs: dict[str, int]
    """The runs of folded words, numbered as they appear."""


def page_data(subject: Events, items: Sequence[Item]) -> Plain:
    """What the script needs, of events in the order of the page.

    Args:
        subject: What is exported.
        items: Its events as they leave.
    """
    sources = {source.id: source for item in items for source in item.sources}
    events = tuple(item.event for item in items)
    make = facts_of(replace(subject.index.head, events=events, sources=tuple(sources.values())))
    facts = [make(item.event, item.row.disputed, independent(item.sources)) for item in items]
    register, issued = subject.index.register, {source.id: source.issued for source in sources.values()}
    figures = [dict(counted_intervals(event, register, issued)) for event in events]
    head, numbers = subject.index.head, dict[str, int]()
    text = _text(facts, _spellings(subject), numbers)
    leaving = _Leaving(subject, items, facts, figures, numbers)
    fields: Plain = {}
    for field in FIELDS.values():
        about = {"shape": field.shape, "help": field.help, "example": field.example, "phrase": field.phrase}
        fields[field.name] = {**about, **_SHAPES[field.shape](field, leaving)}
    return {
        "timeline": head.meta.id,
        "edition": head.digest,
        "lens": subject.lens.name,
        "period": head.meta.period,
        "most": {"text": MAX_TEXT, "clauses": MAX_CLAUSES},
        "own": [f"{field}:{token}" for field, token in OWN],
        "ids": [item.event.id for item in items],
        # an order of dates is that of the whole timeline
        "listed": _ranks([item.row.n for item in items]),
        "fields": fields,
        "measures": {measure: _figures(measure, leaving) for measure in _measures(leaving)},
        "folding": folding(),
        "text": text,
    }


def as_json(data: Plain) -> str:
    """The data as the body of a script element: no character of it can end the element or begin a comment."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _ranks(numbers: Sequence[int]) -> list[int]:
    """For each number its place among all of them, so that nothing is said of those that are not there."""
    places = {number: place for place, number in enumerate(sorted(numbers))}
    return [places[number] for number in numbers]


# -- fields, by their shape ------------------------------------------------------------------------------------------


def _measures(leaving: _Leaving) -> list[str]:
    """The measures that are fields: those of the events, and all others of the timeline if nothing is kept back."""
    found = {claim.measure for item in leaving.items for claim in item.event.claims}
    if leaving.subject.guard.is_open:
        found.update(leaving.subject.index.vocabulary.measures)
    return sorted(found - FIELDS.keys())


def _values(field: Field, leaving: _Leaving) -> Plain:
    """The values with their spellings, and for each event the numbers of those that it has."""
    read = [tuple(dict.fromkeys(field.read(facts))) for facts in leaving.facts]
    known = {value.token: value for value in leaving.subject.index.vocabulary.values[field.name]}
    if field.name not in FIXED and not leaving.subject.guard.is_open:
        known = {token: value for token, value in known.items() if any(token in tokens for tokens in read)}
    for token in (token for tokens in read for token in tokens):
        known.setdefault(token, Value(token, token))
    numbers = {token: number for number, token in enumerate(known)}
    return {
        "values": [_value(value, leaving.runs if field.name == "source" else {}) for value in known.values()],
        "has": [[numbers[token] for token in tokens] for tokens in read],
    }


def _value(value: Value, known: dict[str, int]) -> list[str | int] | str:
    """A value: its token, its label and its other spellings; the token alone where its label is no other.

    A spelling that folds to a known run is written as its number: headlines are long.
    """
    others = [known.get(key(spelling), spelling) for spelling in (value.label, *value.aliases)]
    return value.token if others == [value.token] else [value.token, *others]


def _days(_field: Field, leaving: _Leaving) -> Plain:
    """For each event the runs of days that it possibly lies in, first and last day of each in turn; none if undated."""
    found = ([day for run in when.runs for day in run] if (when := item.event.when) else [] for item in leaving.items)
    return {"days": list(found)}


def _figures(measure: str, leaving: _Leaving) -> list[list[float | None]]:
    """The events with figures that count: number of the event, then lowest and highest of each; ``None`` for no upper end."""
    found: list[list[float | None]] = []
    for number, figures in enumerate(leaving.figures):
        if intervals := figures.get(measure, ()):
            ends = [end if math.isfinite(end) else None for one in intervals for end in (one.low, one.high)]
            found.append([number, *map(_short, ends)])
    return found


def _short(end: float | None) -> float | None:
    """A whole number without its point."""
    return int(end) if end is not None and end == int(end) else end


def _points(_field: Field, leaving: _Leaving) -> Plain:
    """For each event its latitude and longitude in whole steps; ``None`` without coordinates."""
    points = (point_of(item.event.place) for item in leaving.items)
    return {"steps": geo.STEPS, "points": [list(geo.steps(*point[:2])) if point else None for point in points]}


def _orders(_field: Field, leaving: _Leaving) -> Plain:
    """For each order but that of dates, what each event is ranked by, the most first; ``None`` for what comes last."""
    return {"orders": {order: [_rank(item, order) for item in leaving.items] if order != DATE else [] for order in ORDERS}}


def _rank(item: Item, order: str) -> int | None:
    if order == TOLL_MEASURE:
        return round(item.toll.high) if isinstance(item.toll, Range) else None
    number: int = getattr(item.row, order)
    return number or None


_SHAPES: dict[str, Callable[[Field, _Leaving], Plain]] = {
    "values": _values,
    "date": _days,
    "box": _points,
    "order": _orders,
}
"""What carries a field of each shape; measures, whose shape is ``figure``, are no rows of ``FIELDS``."""


# -- text ------------------------------------------------------------------------------------------------------------


def _spellings(subject: Events) -> Spellings:
    """The names whose spellings are interchangeable; none where names stay, since others would name whom a text does not."""
    head = subject.index.head
    return Spellings((*head.actors, *head.terms) if subject.guard.redaction.names else ())


def _text(facts: Iterable[Facts], spellings: Spellings, numbers: dict[str, int]) -> Plain:
    """The words, the runs that are made of them, and the runs of each event: those that are new, then those seen before.

    Args:
        facts: The events.
        spellings: The names whose spellings are interchangeable.
        numbers: Takes the runs with their numbers.
    """
    events: list[list[int]] = []
    for one in facts:
        before = len(numbers)
        found = [numbers.setdefault(run, len(numbers)) for run in runs(one, spellings) if run]
        events.append([len(numbers) - before, *sorted(number for number in set(found) if number < before)])
    counts = Counter(word for run in numbers for word in run.split())
    words = {word: number for number, (word, _) in enumerate(counts.most_common(), 1)}
    return {
        "words": " ".join(words),
        # 0 ends a run
        "runs": _coded(number for run in numbers for number in (*map(words.__getitem__, run.split()), 0)),
        "events": [_coded(_steps(found)) for found in events],
    }


def _steps(found: Sequence[int]) -> Iterable[int]:
    """The first number as it is; of the others, which rise, by how much each is more than the one before."""
    yield found[0]
    for before, number in zip((0, *found[1:]), found[1:], strict=False):
        yield number - before


def _coded(numbers: Iterable[int]) -> str:
    """Numbers from 0 as letters: five bits each, the lowest first (the "Base64 VLQ" of source maps, without a sign)."""
    letters: list[str] = []
    for number in numbers:
        rest = number
        while rest > 31:
            letters.append(DIGITS[rest & 31 | 32])
            rest >>= 5
        letters.append(DIGITS[rest])
    return "".join(letters)
