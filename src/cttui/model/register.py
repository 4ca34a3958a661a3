"""How a timeline's claims name claimants and populations: one spelling of each, whatever a claim uses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from cttui.model.records import Claimant, Population
from cttui.text import same


class Register:
    """How a timeline's claims name claimants and populations."""

    def __init__(self, claimants: Iterable[Claimant] = (), populations: Iterable[Population] = ()) -> None:
        """Take the timeline's tables; a name in neither stands for itself."""
        self._claimants = {same(name): claimant for claimant in claimants for name in (claimant.name, *claimant.aliases)}
        self._populations = {same(name): found for found in populations for name in (found.name, *found.aliases)}

    def claimant(self, by: str) -> str:
        """The one spelling of a claimant."""
        found = self._claimants.get(same(by))
        return found.name if found else by

    def standpoint(self, by: str) -> str:
        """A claimant's standpoint; empty if the timeline gives none."""
        found = self._claimants.get(same(by))
        return found.standpoint if found else ""

    def counts(self, by: str) -> str:
        """What a claimant counts, in our words; empty if the timeline does not say."""
        found = self._claimants.get(same(by))
        return found.counts if found else ""

    def population(self, who: str) -> str:
        """The one spelling of a population."""
        found = self._populations.get(same(who))
        return found.name if found else who

    def spellings(self, who: str) -> tuple[str, ...]:
        """All names of a population, its one spelling first."""
        found = self._populations.get(same(who))
        return (found.name, *found.aliases) if found else (who,)

    def said_by(self, by: str) -> tuple[str, ...]:
        """All names of a claimant, its one spelling first."""
        found = self._claimants.get(same(by))
        return (found.name, *found.aliases) if found else (by,)

    def directly(self, part: str) -> frozenset[str]:
        """The folded names of what the timeline says a population is part of, without what those are part of."""
        return self._wider.get(same(self.population(part)), frozenset())

    def wholes(self, part: str) -> frozenset[str]:
        """The folded names of everything that a population is part of, directly or indirectly."""
        seen: set[str] = set()
        waiting = [same(self.population(part))]
        while waiting:
            wider = self._wider.get(waiting.pop(), frozenset()) - seen
            seen |= wider
            waiting += wider
        return frozenset(seen)

    @cached_property
    def _wider(self) -> dict[str, frozenset[str]]:
        """What each population is part of, all by their canonical spelling, folded."""
        return {
            same(found.name): frozenset(same(self.population(whole)) for whole in found.part_of)
            for found in self._populations.values()
            if found.part_of
        }

    def is_part(self, part: str, whole: str) -> bool:
        """Whether one population is part of another according to the timeline, directly or indirectly."""
        return same(self.population(whole)) in self.wholes(part)
