"""What one piece of a row adds to a store, worked out once for all rows with the same cells.

It is what ``Contributor`` would make of an event that says nothing else (``imports.events.part_of``): the union of the shares
of an event's pieces, with what ``Whole`` says of all events of a dataset, is what the event itself adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from cttui.imports.events import part_of
from cttui.lazy import dataclass
from cttui.model import dates
from cttui.model.calendar import LAST_DAY
from cttui.model.edtf.points import plain_days
from cttui.model.records import CodedEvent, Meta, Timeline, Unit
from cttui.query import fields
from cttui.query.fields import Facts
from cttui.store import search
from cttui.store.contribution import Contributor, date_numbers, day_numbers, place_numbers, point_of
from cttui.store.packed.figures import Figures
from cttui.store.packed.share import Order, Share
from cttui.text import joined, terms, words

if TYPE_CHECKING:
    from cttui.imports.format import Format, Said

_WHOLE = frozenset({"is", "has", "thread", "standpoint", "publisher", "source", "kind", "province"})
"""Fields that no piece decides by itself, or that are read of it otherwise."""

UNDATED = (LAST_DAY + 1, 0, 0)
"""The place of events without a date in the order of events."""


class Shares:
    """Works out what pieces of one format add."""

    def __init__(self, form: Format) -> None:
        """Take the format."""
        head = Timeline(
            meta=Meta(id=form.id, title=form.title, period=""),
            claimants=(form.claimant,),
            populations=form.populations,
            sources=(form.dataset,),
        )
        self.contributor = Contributor(head)
        """What works out what events of the format add."""
        self._fields = [field for field in fields.FIELDS.values() if field.shape == "values" and field.name not in _WHOLE]
        self._plain = {field.name for field in self._fields} - {"by", "district"} | {"publisher"}
        """Fields whose values a piece names as they are."""
        self._figures = Figures(self.contributor.spellings, self._of_claims)

    def of(self, said: Said) -> Share:
        """What a piece adds.

        Pieces without claims, of which a dataset may have hundreds of thousands, go a short road to the same end.
        """
        return self._figures.of(said) if said.claims else self._of_values(said)

    def _of_claims(self, said: Said) -> Share:
        event = part_of(said)
        counted = self.contributor.counted(event)
        claimants = tuple(dict.fromkeys(self.contributor.register.claimant(claim.by) for claim in event.claims))
        facts = Facts(event, (), (), (), counted.disputes > 0, 0, claimants)
        tokens = [(field.name, token) for field in self._fields for token in dict.fromkeys(field.read(facts))]
        tokens += [("kind", said.kind)] * bool(said.kind) + [("is", "disputed")] * facts.disputed
        tokens += [("publisher", value.token) for field, value in said.values if field == "publisher"]
        when = event.when
        return Share(
            tokens=tuple(dict.fromkeys((*tokens, *counted.tokens))),
            numbers=counted.numbers,
            rest=counted.rest,
            point=point_of(event.place),
            order=when.sort_key() if when else None,
            listed=when.listed if when else 0,
            kind=bool(said.kind),
            measures=tuple(claim.measure for claim in event.claims),
            first=next(iter(words(said.title)[:1]), ""),
            titled=bool(said.title),
            document=document((search.document(facts, self.contributor.spellings), *_publishers(said))),
        )

    def _of_values(self, said: Said) -> Share:
        title, kind, place = said.title, said.kind, said.place
        tokens = [(field, value.token) for field, value in said.values if field in self._plain] if said.values else []
        texts = [title, *[token for _, token in tokens], kind] if title or tokens or kind else []
        point = None
        if kind:
            tokens.append(("kind", kind))
        if place is not None:
            texts += place.name, place.district
            point = point_of(place)
            if place.district:
                tokens.append(("district", place.district))
        runs = _runs_of(texts) if texts else ()
        numbers, order, listed = dated(said.date) if said.date else _UNDATED
        return Share(
            tuple(dict.fromkeys(tokens)) if len(tokens) > 1 else tuple(tokens),
            numbers if point is None else (*numbers, *place_numbers(point)),
            (),
            point,
            order,
            listed,
            bool(kind),
            (),
            runs[0].partition(" ")[0] if title else "",
            bool(title),
            document(runs),
        )


_Dated = tuple[tuple[tuple[str, int], ...], Order | None, int]
_UNDATED: _Dated = (), None, 0


def dated(text: str) -> _Dated:
    """The bit-sliced numbers of a date, its place in the order of days, and the day under which it is listed."""
    # most dates are days, of which there are too many to have an object each
    if (days := plain_days(text)) is not None:
        return day_numbers(*days), (*days, -1), days[0]
    when = dates.dated(text)
    return (date_numbers(when), when.sort_key(), when.listed) if when is not None else _UNDATED


def _runs_of(texts: Sequence[str]) -> Sequence[str]:
    """The runs of folded words of some texts, those of the first one that is not empty first."""
    some = list(dict.fromkeys(filter(None, texts)))
    return _runs(some[0]) if len(some) == 1 else [run for text in some for run in _runs(text)]


def forget() -> None:
    """Keep no longer what was folded."""
    _runs.cache_clear()


def runs_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, and its joined forms."""
    found, together = terms(text)
    return (" ".join(found), *together)


_runs = lru_cache(maxsize=16384)(runs_of)
"""The same, kept: names of actors are parts of many titles."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What all events of a dataset have in common, beyond what their pieces say."""

    tokens: tuple[tuple[str, str], ...]
    """Sets that all are in, of the dataset as a source of theirs."""
    words: frozenset[str]
    """Folded words that all have."""
    counts: bool
    """Whether the dataset counts as an independent source beside those that a row names."""


def whole_of(form: Format) -> Whole:
    """What all events of a format's datasets have in common."""
    dataset = form.dataset
    event = CodedEvent(id="", date="", kind="", title="", provinces=())  # type: ignore[arg-type]  # others say its kind
    facts = Facts(event, (), (dataset,), (), False, 0)
    tokens: list[tuple[str, str]] = [("standpoint", dataset.standpoint)]
    tokens += [("publisher", dataset.publisher)] * bool(dataset.publisher)
    tokens += [("is", "sensitive")] * dataset.sensitive
    found = {word for text in search.texts(facts) for word in (*words(text), *joined(text))}
    return Whole(tuple(tokens), frozenset(found), dataset.type != "dataset")


def _publishers(said: Said) -> list[str]:
    """The folded publishers of a row's sources, each a text of its own."""
    return [" ".join(words(value.token)) for field, value in said.values if field == "publisher"]


def document(runs: Sequence[str]) -> str:
    """Folded texts as one document."""
    if len(runs) < 2:
        return runs[0] if runs else ""
    return search.BETWEEN.join(dict.fromkeys(filter(None, runs)))


def runs_of_unit(unit: Unit) -> tuple[str, ...]:
    """The folded texts by which events of a unit are found, none of them empty."""
    names = dict.fromkeys((unit.name, unit.short, *unit.aliases))
    return tuple(filter(None, (run for name in names for run in (" ".join(words(name)), *joined(name)))))


def document_of_unit(unit: Unit) -> str:
    """The same as one document."""
    return document(runs_of_unit(unit))
