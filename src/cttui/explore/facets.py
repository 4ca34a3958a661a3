"""The values of each field, with the count of each under the other filters."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.state import State
from cttui.lazy import dataclass
from cttui.model.claims import Total
from cttui.query.fields import FIELDS
from cttui.store.index import Answer
from cttui.store.parts import ValueCount
from cttui.store.wants import Ranked, Want
from cttui.text import words

MOST_SPARKS = 200
"""The number of values of an open or narrowed facet that get a sparkline."""
MOST_LISTED = 1000
"""The most values listed of one field: the others are counted, and found by typing."""
FOLDED = 30
"""The values that a pane gets of a field of many before its facet is opened."""
MANY = 300
"""The most values of a field that is not opened; a field with more in all is counted only while it is in sight."""


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
    """Values with at least one event, and all that the query names; the first of them if there are many."""
    of: int
    """How many such values there are; of a facet that is not counted, all that the field has."""
    counted: bool = True
    """Whether it was counted: a facet of many values is not while it is out of sight."""


@dataclass(frozen=True, slots=True)
class FacetsView:
    """The facets pane."""

    facets: tuple[FacetView, ...]
    narrowed: str = ""
    """The text that every listed value fits."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """Every field with a facet, but for those of many values that are out of sight."""
        return tuple(_want(name, state) for name in _names() if _is_counted(name, state))

    @staticmethod
    def of(answer: Answer, state: State) -> FacetsView:
        """Every field with a facet and at least one value, counted under the other filters."""
        found = []
        for name in _names():
            title = FIELDS[name].title
            if not _is_counted(name, state):
                found.append(FacetView(name, title, (), state.vocabulary.size(name), counted=False))
                continue
            ranked = answer[_want(name, state)]
            found.append(FacetView(name, title, tuple(choices(name, ranked.values, state)), ranked.of))
        return FacetsView(tuple(facet for facet in found if facet.of), state.sight.narrowed)


def _names() -> list[str]:
    return [field.name for field in FIELDS.values() if field.facet]


def _is_counted(name: str, state: State) -> bool:
    """Whether a field's values are counted: they are few, in sight, or narrowed by what was typed."""
    fields = state.sight.fields
    return fields is None or name in fields or bool(state.sight.narrowed) or state.vocabulary.size(name) <= MANY


def _want(name: str, state: State) -> Ranked:
    """A field's first values, with a sparkline for the visible ones."""
    sight = state.sight
    wanted = tuple(words(sight.narrowed))
    opened = bool(wanted) or name in sight.opened or name == "kind"
    # a pane shows the first few until a facet is opened; a program without panes gets more
    most = MOST_LISTED if opened else MANY if sight.fields is None or state.vocabulary.size(name) <= MANY else FOLDED
    return Ranked(name, most, state.dead, sight.sparks, MOST_SPARKS if opened else sight.first, wanted)


def choices(name: str, counted: tuple[ValueCount, ...], state: State) -> list[Choice]:
    """A field's values with their counts, in the order in which they were answered."""
    if not counted:
        return []
    # of hundreds of values with every key
    tokens, events, dead, sparks = zip(*counted, strict=True)
    chosen, excluded = (map(named.__contains__, tokens) for named in (state.query.chosen(name), state.query.excluded(name)))
    return list(map(Choice, tokens, state.vocabulary.labelled(name, tokens), events, chosen, excluded, dead, sparks))
