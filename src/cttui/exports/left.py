"""What a format could not carry: counted while it writes, and said in phrases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cttui.exports.guard import numbered


class Left:
    """What was left out of an export, or could not be said in it as exactly as the timeline says it."""

    def __init__(self, phrases: Mapping[str, str], one: str = "event", several: str = "") -> None:
        """Take what is said of each fault, with ``{}`` for how many records have it, and what a record is called."""
        self._phrases = phrases
        self._one = one
        self._several = several
        self._counts: Counter[str] = Counter()

    def count(self, what: str) -> None:
        """Count one more."""
        self._counts[what] += 1

    def said(self) -> tuple[str, ...]:
        """A phrase for each fault that occurred, in the order of the phrases."""
        return tuple(
            phrase.format(numbered(self._counts[what], self._one, self._several))
            for what, phrase in self._phrases.items()
            if self._counts[what]
        )
