"""The values of each field, with the count of each under the other filters."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model.claims import Total
from cttui.query.fields import FIELDS
from cttui.store.index import Answer
from cttui.store.parts import ValueCount
from cttui.store.wants import Facet, Want
from cttui.text import fits, words

MOST_SPARKS = 200
"""The number of values of an open or narrowed facet that get a sparkline."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a field in a pane that filters by it."""

    token: str
    label: str
    count: int
    """How many events there would be with only this value of the field, under the other filters."""
    chosen: bool
    excluded: bool
    dead: Total | None = None
    """The dead of these events, if they are counted instead."""
    spark: tuple[int, ...] = ()
    """Events or dead over the timeline's period, in equal parts; empty if not visible."""

    @property
    def figure(self) -> str:
        """The count shown after the value: events, or the dead."""
        return f"{self.count:,}" if self.dead is None else str(self.dead)

    @property
    def weight(self) -> int:
        """The value for sorting: events, or the highest number of dead."""
        return self.count if self.dead is None else self.dead.high


class FacetView(NamedTuple):
    """A field's values, those with the most events first."""

    field: str
    title: str
    choices: tuple[Choice, ...]
    """Values with at least one event, and all that the query names."""


@dataclass(frozen=True, slots=True)
class FacetsView:
    """The facets pane."""

    facets: tuple[FacetView, ...]

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """Every field with a facet."""
        return tuple(_want(name, state) for name in _names())

    @staticmethod
    def of(answer: Answer, state: State) -> FacetsView:
        """Every field with a facet and at least one value, counted under the other filters."""
        found = []
        for name in _names():
            listed = choices(name, answer[_want(name, state)], state)
            listed = [choice for choice in listed if choice.count or choice.chosen or choice.excluded]
            listed.sort(key=lambda choice: -choice.weight)
            found.append(FacetView(name, FIELDS[name].title, tuple(listed)))
        return FacetsView(tuple(facet for facet in found if facet.choices))


def _names() -> list[str]:
    return [field.name for field in FIELDS.values() if field.facet]


def _want(name: str, state: State) -> Facet:
    """A field's values, with a sparkline for the visible ones."""
    sight = state.sight
    among = None
    if wanted := words(sight.narrowed):
        values = state.vocabulary.values[name]
        among = frozenset(value.token for value in values if fits(wanted, (value.token, value.label)))
    all_of_it = among is not None or name in sight.opened or name == "kind"
    return Facet(name, state.dead, sight.sparks, MOST_SPARKS if all_of_it else sight.first, among)


def choices(name: str, counted: tuple[ValueCount, ...], state: State) -> list[Choice]:
    """A field's values with their counts, in the vocabulary's order."""
    chosen, excluded = state.query.chosen(name), state.query.excluded(name)
    return [
        Choice(
            value.token,
            state.vocabulary.label(name, value.token),
            value.events,
            value.token in chosen,
            value.token in excluded,
            value.dead,
            value.spark,
        )
        for value in counted
    ]
