"""What is listed with the highest counts first, however many there are: values of a field, sources, claimants.

Only the first are made into values of an answer; the others are counted, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress, repeat

from cttui.model.claims import Lens
from cttui.model.records import Source
from cttui.query.fields import Vocabulary
from cttui.query.language import Query
from cttui.store import stopping, wants
from cttui.store.bitmaps import Bitmaps
from cttui.store.parts import CitedSource, ClaimantTotal, MostCitedSources, RankedValues, ValueCount
from cttui.store.selection import BitSelection


def values(index: Bitmaps, want: wants.Ranked, query: Query) -> RankedValues:
    """The values of a field with the highest counts under a query's other filters; equal ones in the vocabulary's order."""
    counts = shown(want, query, index.vocabulary, index.facet(want.field, query))
    totals = index.facet_totals(want.field, query, want.dead) if want.dead else {}
    weights = {token: totals[token].high for token in counts} if want.dead else counts
    first, with_bars = chosen(want, query, weights)
    bars = _sparks(index, want, query, with_bars) if with_bars else {}
    made = map(ValueCount, first, map(counts.__getitem__, first), map(totals.get, first), map(bars.get, first, repeat(())))
    return RankedValues(tuple(made), len(counts))


def _named(field: str, query: Query) -> frozenset[str]:
    return query.chosen(field) | query.excluded(field)


def shown(want: wants.Ranked, query: Query, vocabulary: Vocabulary, counts: Mapping[str, int]) -> Mapping[str, int]:
    """Those of a field's values that can be listed, with their events: of the wanted words, with events or named by the query.

    Args:
        want: What is wanted.
        query: The query.
        vocabulary: The values, and how they are called.
        counts: The events of each value.
    """
    if want.wanted:
        fitting = vocabulary.fitting(want.field, want.wanted)
        counts = {token: events for token, events in counts.items() if token in fitting}
    if named := _named(want.field, query):
        return {token: events for token, events in counts.items() if events or token in named}
    return dict(compress(counts.items(), counts.values()))


def chosen(want: wants.Ranked, query: Query, weights: Mapping[str, int]) -> tuple[list[str], frozenset[str]]:
    """The values that are listed, in their order, and those that get bars: the first, and all that the query names."""
    named = _named(want.field, query)
    ranked = highest(weights, len(weights))
    first = ranked[: want.most]
    if beyond := named.difference(first):
        first += [token for token in ranked if token in beyond]
    return first, named | set(first[: want.sparks]) if want.parts else frozenset()


def drawn(want: wants.Facet, query: Query, values: Iterable[ValueCount]) -> frozenset[str]:
    """The values of a facet that get bars: those with the highest counts among the visible, and all that the query names."""
    named = _named(want.field, query)
    visible = [value for value in values if want.among is None or value.token in want.among]
    visible.sort(key=lambda value: -(value.dead.high if value.dead is not None else value.events))
    return named | {value.token for value in [one for one in visible if one.events or one.token in named][: want.most]}


def highest(weights: Mapping[str, int], most: int) -> list[str]:
    """The tokens with the highest weights, most first; equal ones in the order given."""
    # to sort thousands takes a third of the time of keeping the best of them, with a function for each
    return sorted(weights, key=weights.__getitem__, reverse=True)[:most]


def _sparks(index: Bitmaps, want: wants.Ranked, query: Query, drawn: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The bars of some values: their events or dead over the whole calendar, in equal parts."""
    first, last = index.calendar.ends or (1, 1)
    cuts = index.cuts([first + (last + 1 - first) * part // want.parts for part in range(want.parts + 1)])
    found = index.facet_bits(want.field, query, drawn)
    return {token: index.spread_common(around, bits, cuts, want.dead) for token, around, bits in found}


SLICE = 64
"""Sources read at once, between which nobody may wait for them any more."""


def _sources(index: Bitmaps, ids: list[str]) -> tuple[Source, ...]:
    stopping.check()
    return index.sources(ids)


def cited(index: Bitmaps, selection: BitSelection, most: int) -> MostCitedSources:
    """The sources that a selection cites most; of the whole timeline, those that no event cites too, where there is room."""
    counts, of = index.archive.most_cited(selection.bits, most)
    first = list(counts)
    if selection.count == index.count:
        uncited = index.uncited()
        of += len(uncited)
        first += uncited[: max(0, most - len(first))]
    taken = index.claims_from(first)
    found = [source for start in range(0, len(first), SLICE) for source in _sources(index, first[start : start + SLICE])]
    return MostCitedSources(tuple(CitedSource(source, counts.get(source.id, 0), taken[source.id]) for source in found), of)


def claimed(index: Bitmaps, selection: BitSelection, most: int) -> tuple[ClaimantTotal, ...]:
    """The dead of a selection by the figures of those claimants alone that have most of its events."""
    sets = {token: bits for token, _, bits in index.facet_bits("by", Query())}
    counts = zip(sets, index.counts(selection.bits, list(sets.values())), strict=True)
    first = highest({token: events for token, events in counts if events}, most)
    return tuple(ClaimantTotal(token, index.total(selection, Lens(token))) for token in first)
