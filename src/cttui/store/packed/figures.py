"""What a piece adds that says one claim, by another that differs from it in its figures alone.

A dataset has one claim a row and thousands of them, which are alike but for their figures: then sets, the names of numbers and
all words but those of the figure are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from cttui.model.claims import BEST, TOLL_MEASURE, interval, range_of, stated
from cttui.model.records import Claim
from cttui.store import layout, search
from cttui.store.contribution import STATED

if TYPE_CHECKING:
    from cttui.imports.format import Said
    from cttui.store.packed.share import Share

_FIGURES = ("value", "min", "max", "best")
_figures = attrgetter(*_FIGURES)
_others = attrgetter(*(field.name for field in fields(Claim) if field.name not in _FIGURES))


class _Alike(NamedTuple):
    """What claims have in common that differ in their figures alone."""

    share: Share
    """What the first of them added."""
    names: tuple[str, ...]
    """The names of its bit-sliced numbers."""


class Figures:
    """Works out what single claims add."""

    def __init__(self, spellings: search.Spellings, read: Callable[[Said], Share]) -> None:
        """Take how texts are folded, and what works out at length what a piece with claims adds."""
        self._spellings = spellings
        self._read = read
        self._known: dict[Hashable, _Alike | None] = {}

    def of(self, said: Said) -> Share:
        """What a piece with claims adds."""
        if len(said.claims) > 1 or said.title or said.values or said.units or said.place or said.date:
            return self._read(said)
        claim = said.claims[0]
        kind = said.kind, _others(claim), tuple([figure is None for figure in _figures(claim)])
        if kind not in self._known:
            share = self._read(said)
            known = _Alike(share, tuple(name for name, _ in share.numbers))
            # what the short road does not know of shows in the first one
            self._known[kind] = known if self._made(known, said) == share else None
            return share
        found = self._known[kind]
        return self._read(said) if found is None else self._made(found, said)

    def _made(self, known: _Alike, said: Said) -> Share:
        """What a claim adds that is like another."""
        claim = said.claims[0]
        values = dict(_numbers(claim))
        numbers = tuple([(name, values.get(name, -1)) for name in known.names])
        texts = [said.kind, claim.who, stated(claim), claim.by, claim.quote, claim.note]
        document = search.document_of(texts, self._spellings)
        return known.share._replace(numbers=numbers, document=document)


def _numbers(claim: Claim) -> Iterator[tuple[str, int]]:
    """The bit-sliced numbers that a claim's figures may become."""
    if (allowed := interval(claim)) is not None:
        yield f"{claim.measure}/0/low", layout.ordinal(allowed.low)
        yield f"{claim.measure}/0/high", layout.ordinal(allowed.high)
    if claim.measure == TOLL_MEASURE and (counted := range_of((claim,))) is not None:
        for lens in STATED:
            yield f"toll/{lens.name}/low", round(counted.low)
            yield f"toll/{lens.name}/high", round(counted.high)
        if claim.best is not None:
            yield f"toll/{BEST}/low", round(claim.best)
            yield f"toll/{BEST}/high", round(claim.best)
