"""What a format could not carry: counted while it writes, and said in phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping

from cttui.text import numbered


class Left:
    """What was left out of an export, or could not be said in it as exactly as the timeline says it."""

    def __init__(self, phrases: Mapping[str, str], one: str = "event", several: str = "", missing: Container[str] = ()) -> None:
        """Take what is said of each fault, with ``{}`` for how many records have it.

        Args:
            phrases: What is said, by a short name of the fault.
            one: What a record is called.
            several: The same of several records; empty if an s makes it so.
            missing: The faults that keep a record out.
        """
        self._phrases = phrases
        self._one = one
        self._several = several
        self._missing = missing
        self._counts: Counter[str] = Counter()
        self._told: list[str] = []

    def count(self, what: str) -> None:
        """Count one more."""
        self._counts[what] += 1

    def tell(self, phrase: str) -> None:
        """Add what is in words already; it comes last."""
        self._told.append(phrase)

    @property
    def missing(self) -> int:
        """How many records were left out."""
        return sum(count for what, count in self._counts.items() if what in self._missing)

    def said(self) -> tuple[str, ...]:
        """A phrase for each fault that occurred."""
        counted = (
            phrase.format(numbered(self._counts[what], self._one, self._several))
            for what, phrase in self._phrases.items()
            if self._counts[what]
        )
        return (*counted, *self._told)
