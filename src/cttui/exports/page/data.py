"""What the page's script needs to answer a query by itself: what each filter field says of each event, as small JSON.

It is made of events as they leave, after the guard, and in no other way: what may not leave is not in it. Each field of
``query.fields.FIELDS`` is carried by its shape, so that a new field of a known shape is carried as soon as it is there, and
one of a new shape fails here.

What the page shows is not said twice: the script folds the texts that stand in the page (``_shown`` says which) and finds the
ids of events and sources there. Only the rest of the searchable text is carried. Lists of numbers are written in the
variable-length base 64 of source maps, whose small numbers take one letter.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from importlib import resources
from typing import TYPE_CHECKING

from cttui.exports.items import Item, facts_by
from cttui.exports.page.sources import title_of
from cttui.model import geo
from cttui.model.claims import TOLL_MEASURE, Interval, Range, stated
from cttui.model.records import Source
from cttui.model.sources import called
from cttui.query.fields import FIELDS, OWN, Field, Value
from cttui.query.language import DATE, MAX_CLAUSES, MAX_TEXT, ORDERS
from cttui.store.contribution import counted_intervals, point_of
from cttui.store.search import Spellings, runs
from cttui.text import folding, joined, key, words

if TYPE_CHECKING:
    from cttui.exports.page.content import Content

Plain = dict[str, object]
"""Names and what JSON can say."""

SCRIPTS = ("text", "dates", "datewords", "hints", "query", "engine", "state", "pictures", "page")
"""The files of the script, in the order in which they are joined."""
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
"""The 64 letters of a number's digits: five bits each, and a sixth that says that more follow."""
FIXED = frozenset({"province", "kind", "is", "has", "standpoint"})
"""Fields whose values are known to every reader, whatever the events are."""


def script() -> str:
    """The script: its files in one strict scope, without comments on lines of their own and without indents."""
    folder = resources.files(__package__).joinpath("script")
    text = "".join(folder.joinpath(f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    lines = (line.strip() for line in _COMMENT.sub("", text).splitlines())
    body = "\n".join(line for line in lines if line and not line.startswith("//"))
    return f'"use strict";\n(() => {{\n{body}\n}})();\n'


_COMMENT = re.compile(r"^ *+/\*(?:(?!\*/).)*+\*/$", re.MULTILINE | re.DOTALL)
"""A comment that has its lines for itself."""


def json_of(content: Content) -> str:
    """The data as the body of a script element: no character of it can end the element or begin a comment."""
    text = json.dumps(_Data(content).plain(), ensure_ascii=False, separators=(",", ":"))
    # what nobody sees is written so that everybody does
    shown = text if text.isprintable() else "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in text)
    return shown.replace("<", "\\u003c")


class _Data:
    """The events of a page, and what fields and searches read of them."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.subject = content.subject
        self.index = content.subject.index
        self.items: Sequence[Item] = content.items
        self.facts = list(map(facts_by(self.index.head), self.items))

    @cached_property
    def figures(self) -> list[dict[str, tuple[Interval, ...]]]:
        """For each event, by measure, what the claims that count allow."""
        issued = {source.id: source.issued for source in self.content.sources}
        return [dict(counted_intervals(item.event, self.index.register, issued)) for item in self.items]

    @cached_property
    def _first(self) -> int:
        """The first day under which an event is listed: days are counted from it."""
        return min((item.event.when.listed for item in self.items if item.event.when), default=0)

    def plain(self) -> Plain:
        """All that the script needs."""
        head = self.index.head
        return {
            "timeline": head.meta.id,
            "edition": head.digest,
            "lens": self.subject.lens.name if self.subject.lens.name not in self.subject.guard.kept.sources else "",
            "order": self.subject.query.order,
            "period": head.meta.period,
            "most": {"text": MAX_TEXT, "clauses": MAX_CLAUSES},
            "own": [f"{field}:{token}" for field, token in OWN],
            # an order of dates is that of the whole timeline
            "listed": [] if (listed := _ranks([item.row.n for item in self.items])) == sorted(listed) else listed,
            "count": len(self.items),
            "first": self._first,
            "days": [item.event.when.listed - self._first if item.event.when else None for item in self.items],
            "fields": {field.name: self._field(field) for field in FIELDS.values()},
            "measures": {measure: self._measured(measure) for measure in self._measures()},
            "folding": folding(),
            "text": self._text(),
        }

    def _field(self, field: Field) -> Plain:
        about = {"shape": field.shape, "help": field.help, "example": field.example}
        return {**about, **_SHAPES[field.shape](self, field)}

    # -- fields, by their shape ----------------------------------------------------------------------------------------

    def values(self, field: Field) -> Plain:
        """The values with their spellings, and for each event the numbers of those that it has.

        Sources stand in the page with their ids; only a name that does not is carried.
        """
        read = self._read(field)
        if field.name == "source":
            unread = [source for source, skip in zip(self.content.sources, self._headlines, strict=True) if not skip]
            names = {str(self.content.numbers[source.id] - 1): str(called(source)) for source in unread}
            return {"names": names, "has": _lists([self.content.numbers[id_] - 1 for id_ in ids] for ids in read)}
        numbers = {value.token: number for number, value in enumerate(self._known[field.name])}
        spelt = ((value.token, _spellings(value)) for value in self._known[field.name])
        return {
            "values": [spellings if len(spellings) > 1 else token for token, spellings in spelt],
            "has": _lists([numbers[token] for token in tokens] for tokens in read),
        }

    def _read(self, field: Field) -> list[tuple[str, ...]]:
        return [tuple(dict.fromkeys(field.read(facts))) for facts in self.facts]

    @cached_property
    def _known(self) -> dict[str, list[Value]]:
        """The values of each field but sources: all; if anything is kept back, the fixed ones and those that events have."""
        found: dict[str, list[Value]] = {}
        for field in FIELDS.values():
            if field.shape == "values" and field.name != "source":
                own = dict.fromkeys(token for tokens in self._read(field) for token in tokens)
                known = {value.token: value for value in self.index.vocabulary.values[field.name]}
                if field.name not in FIXED and not self.subject.guard.is_open:
                    known = {token: value for token, value in known.items() if token in own}
                found[field.name] = [*known.values(), *(Value(token, token) for token in own if token not in known)]
        return found

    def days(self, _field: Field) -> Plain:
        """For each event the runs of days that it possibly lies in, first and last of each in turn; none if undated."""
        runs = (when.runs if (when := item.event.when) else () for item in self.items)
        return {"days": [[day - self._first for run in found for day in run] for found in runs]}

    def points(self, _field: Field) -> Plain:
        """For each event its latitude and longitude in whole steps; ``None`` without coordinates."""
        points = (point_of(item.event.place) for item in self.items)
        return {"steps": geo.STEPS, "points": [list(geo.steps(*point[:2])) if point else None for point in points]}

    def orders(self, _field: Field) -> Plain:
        """For each order but that of dates, what each event is ranked by, the most first; -1 for what comes last."""
        return {"orders": {order: [_rank(item, order) for item in self.items] if order != DATE else [] for order in ORDERS}}

    def _measures(self) -> list[str]:
        """The measures that are fields: those of the events, and all others of the timeline if nothing is kept back."""
        found = {claim.measure for item in self.items for claim in item.event.claims}
        if self.subject.guard.is_open:
            found.update(self.index.vocabulary.measures)
        return sorted(found - FIELDS.keys())

    def _measured(self, measure: str) -> list[list[float | None]]:
        """The events with figures that count: number of the event, then lowest and highest of each; ``None`` for no end."""
        found: list[list[float | None]] = []
        for number, figures in enumerate(self.figures):
            if intervals := figures.get(measure, ()):
                ends = (end if math.isfinite(end) else None for one in intervals for end in (one.low, one.high))
                found.append([number, *(int(end) if end is not None and end == int(end) else end for end in ends)])
        return found

    # -- text ----------------------------------------------------------------------------------------------------------

    @cached_property
    def _headlines(self) -> list[int]:
        """For each source, 1 and how many words stand before what it is called where the page has that; 0 if it has not."""
        return [_headline(source) for source in self.content.sources]

    def _text(self) -> Plain:
        """The runs of folded words that the script does not find in the page, and for each event which of them it has."""
        # other spellings of a name would name whom the texts were not to name
        head, named = self.index.head, self.subject.guard.redaction.names
        spellings = Spellings((*head.actors, *head.terms) if named else ())
        skips = {source.id: skip for source, skip in zip(self.content.sources, self._headlines, strict=True)}
        # what a value is called is there already: its spellings, all in a row, have the first numbers
        forms = [key(spelling) for values in self._known.values() for value in values for spelling in _spellings(value)]
        numbers = {form: len(forms) - place for place, form in enumerate(reversed(forms), 1)}
        given = len(forms)
        rest: dict[str, int] = {}
        has: list[list[int]] = []
        for item, facts in zip(self.items, self.facts, strict=True):
            texts = (*_shown(item), *(called(source).text for source in facts.sources if skips[source.id]))
            there = {form for text in texts for form in (" ".join(words(text)), *joined(text))}
            left = [run for run in dict.fromkeys(runs(facts, spellings)) if run and run not in there]
            has.append([numbers[run] if run in numbers else rest.setdefault(run, given + len(rest)) for run in left])
        return {"headlines": _coded(self._headlines), "runs": "\n".join(rest), "has": _lists(has)}


def _shown(item: Item) -> Iterator[str]:
    """The searchable texts of an event that each stand in the page by themselves: ``texts`` in engine.js reads these."""
    yield item.event.title
    yield item.event.summary
    for claim in item.event.claims:
        yield from (stated(claim), claim.quote, claim.note)


def _headline(source: Source) -> int:
    name, shown = called(source), words(title_of(source))
    run = words(name.text)
    stands = name.origin != "publisher" and run and shown[len(shown) - len(run) :] == run
    return 1 + len(shown) - len(run) if stands else 0


def _spellings(value: Value) -> list[str]:
    """A value: its token, its label and its other spellings; the token alone where its label is no other."""
    others = [value.label, *value.aliases]
    return [value.token] if others == [value.token] else [value.token, *others]


def _rank(item: Item, order: str) -> int:
    if order == TOLL_MEASURE:
        return round(item.toll.high) if isinstance(item.toll, Range) else -1
    number: int = getattr(item.row, order)
    return number or -1


_SHAPES: dict[str, Callable[[_Data, Field], Plain]] = {
    "values": _Data.values,
    "date": _Data.days,
    "box": _Data.points,
    "order": _Data.orders,
}
"""What carries a field of each shape; measures, whose shape is ``figure``, are no rows of ``FIELDS``."""


# -- numbers ---------------------------------------------------------------------------------------------------------


def _ranks(numbers: Sequence[int]) -> list[int]:
    """For each number its place among all of them, so that nothing is said of those that are not there."""
    places = {number: place for place, number in enumerate(sorted(numbers))}
    return [places[number] for number in numbers]


def _lists(found: Iterable[Sequence[int]]) -> str:
    """Lists of numbers, each ended by 0; of its numbers, which rise, how much each is more than the one before."""
    steps: list[int] = []
    for numbers in found:
        last = -1
        for number in sorted(numbers):
            steps.append(number - last)
            last = number
        steps.append(0)
    return _coded(steps)


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
