"""The provinces: on their tile map, or ranked by what they count where no province has a tile."""

from __future__ import annotations

from itertools import chain, repeat
from typing import Any, NamedTuple

from cttui.explore.facets import Choice, choices
from cttui.explore.state import State
from cttui.lazy import derived
from cttui.model.records import Timeline
from cttui.store.index import Answer
from cttui.store.wants import Facet, Ranked, Want
from cttui.text import words

MOST_RANKED = 200
"""The most provinces in the ranked list: the others are counted, and found by typing."""
DIGITS = "1234567"
"""The keys that toggle provinces."""


class Tile(NamedTuple):
    """A province on the tile map or in the ranked list."""

    choice: Choice
    key: str
    """The digit that toggles it; empty past the seventh."""
    cell: tuple[int, int] | None
    """Column and row; ``None`` beside the map, and in the list."""
    abroad: bool


class ProvincesView(NamedTuple):
    """The tile map of provinces and territories, with abroad and nationwide set apart; or a list of them."""

    tiles: tuple[Tile, ...]
    in_all: int
    """How many there are; of a list those with an event, and all that the query names, though only the first are listed."""
    ranked: bool = False
    """Whether they are a list, those with the most events first: no province has a tile."""
    narrowed: str = ""
    """The text that every listed province fits."""

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The provinces, counted."""
        return (_want(state),)

    @staticmethod
    def of(answer: Answer, state: State) -> ProvincesView:
        """The provinces in the file's order, or those with the most events first."""
        want = _want(state)
        if isinstance(want, Ranked):
            found = answer[want]
            listed = choices("province", found.values, state)
            # a digit is beside the first of all, not of those that were typed for
            keys = DIGITS if not want.wanted else ""
            tiles = map(Tile, listed, chain(keys, repeat("")), repeat(None), repeat(False))
            return ProvincesView(tuple(tiles), found.of, ranked=True, narrowed=state.sight.sought)
        counted = {choice.token: choice for choice in choices("province", answer[want], state)}
        digits = {token: key for key, token in keys_of(state.head).items()}
        provinces = state.head.provinces
        mapped = tuple(Tile(counted[p.short], digits.get(p.short, ""), p.tile, p.abroad) for p in provinces)
        return ProvincesView(mapped, len(mapped))


def _want(state: State) -> Facet | Ranked:
    if has_tiles(state.head):
        return Facet("province", state.dead)
    return Ranked("province", MOST_RANKED, state.dead, wanted=tuple(words(state.sight.sought)))


@derived
def has_tiles(head: Timeline) -> bool:
    """Whether the provinces have a tile map: some of them, or there is none."""
    return not head.provinces or any(province.tile for province in head.provinces)


@derived
def longest(head: Timeline) -> int:
    """Characters of the longest name by which lists call a province; 0 where there is none."""
    return max((len(province.short) for province in head.provinces), default=0)


@derived
def keys_of(head: Timeline) -> dict[str, str]:
    """The token of the province that each digit toggles: the first that have a tile and are not abroad."""
    return dict(zip(DIGITS, (p.short for p in head.provinces if p.tile and not p.abroad), strict=False))
