"""The provinces on their tile map."""

from __future__ import annotations

from typing import Any, NamedTuple

from cttui.explore.facets import Choice, choices
from cttui.explore.state import State
from cttui.model.records import Timeline
from cttui.store.index import Answer
from cttui.store.wants import Facet, Want


class Tile(NamedTuple):
    """A province on the tile map."""

    choice: Choice
    key: str
    """The digit that toggles it; empty past the seventh."""
    cell: tuple[int, int] | None
    """Column and row; ``None`` beside the map."""
    abroad: bool


class ProvincesView(NamedTuple):
    """The tile map of provinces and territories, with abroad and nationwide set apart."""

    tiles: tuple[Tile, ...]

    @staticmethod
    def wants(state: State) -> tuple[Want[Any], ...]:
        """The provinces, counted."""
        return (Facet("province", state.dead),)

    @staticmethod
    def of(answer: Answer, state: State) -> ProvincesView:
        """The provinces in the file's order."""
        counted = {choice.token: choice for choice in choices("province", answer[Facet("province", state.dead)], state)}
        keys = {token: key for key, token in keys_of(state.head).items()}
        return ProvincesView(
            tuple(Tile(counted[p.short], keys.get(p.short, ""), p.tile, p.abroad) for p in state.head.provinces)
        )


def keys_of(head: Timeline) -> dict[str, str]:
    """The token of the province that each digit toggles: the first that have a tile and are not abroad."""
    return dict(zip("1234567", (p.short for p in head.provinces if p.tile and not p.abroad), strict=False))
