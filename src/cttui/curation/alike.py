"""The events that one being written may be: what else happened on those days in that place, the likeliest first.

An event is compared by its days, provinces, place, kind and the telling words of its title. Each counts for so much as it
tells two events apart: in a timeline of attacks, "attack" tells little, the name of a town a lot.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cttui.model.dates import Edtf
from cttui.model.records import Event
from cttui.text import same
from cttui.text import words as words_of

NEAR = 1
"""Days around those of an event in which another is listed beside it."""
LONGEST = 31
"""Days of a date that says when something was; a longer one, as a year, says little."""
MOST = 12
"""Events that are listed, at most."""
SAME_WORDS = 0.5
"""The share of what two titles tell that they must have in common to look the same."""
LIKE_WORDS = 0.34
"""That with which an event elsewhere, or on another day, is listed."""


class Alike(NamedTuple):
    """An event beside one that is being written."""

    event: Event
    looks_same: bool
    same_days: bool
    """Whether its days are among those, or one beside."""


class _Known(NamedTuple):
    """What an event is compared by."""

    event: Event
    days: tuple[int, int] | None
    provinces: frozenset[str]
    place: str
    district: str
    words: frozenset[str]


class Others:
    """The events of a timeline, to be compared with one that is being written."""

    def __init__(self, events: Sequence[Event], wholes: Iterable[str] = ()) -> None:
        """Take them.

        Args:
            events: All of them.
            wholes: Codes of countries as a whole, which hold all of their provinces.
        """
        self._known = [_known(event) for event in events]
        self._wholes = frozenset(wholes)
        counted = Counter(word for known in self._known for word in known.words)
        self._weight = {word: math.log(1 + len(self._known) / count) for word, count in counted.items()}
        self._rarest = math.log(1 + len(self._known))

    def alike(self, draft: Event) -> list[Alike]:
        """The events that a draft may be, the likeliest first; the one with its id is left out."""
        mine = _known(draft)
        rated = [
            (*rate, -place, Alike(known.event, rate[0], rate[1] > 0))
            for place, known in enumerate(self._known)
            if known.event.id != draft.id and (rate := self._rate(mine, known)) is not None
        ]
        rated.sort(key=lambda row: row[:4], reverse=True)
        return [row[-1] for row in rated[:MOST]]

    def _rate(self, mine: _Known, known: _Known) -> tuple[bool, int, float] | None:
        """Whether two events look the same, how near their days are, and how alike they are; ``None`` if they are not."""
        days = 2 if mine.event.date and mine.event.date == known.event.date else _nearness(mine.days, known.days)
        where = self._where(mine, known)
        words = self._words(mine.words, known.words)
        if days and where >= 0:
            pass
        elif words < LIKE_WORDS or (mine.days and not days and words < SAME_WORDS):
            return None
        kind = mine.event.kind == known.event.kind
        looks = days > 0 and where > 0 and (words >= SAME_WORDS or (where >= 3 and kind and days == 2))
        return looks, days, 2 * where + kind + 6 * words + days

    def _where(self, mine: _Known, known: _Known) -> int:
        """4 for the same place, 3 for the same district, 2 for a province, 1 for the country around it, -1 for elsewhere."""
        if mine.place and mine.place == known.place:
            return 4
        if mine.district and mine.district == known.district:
            return 3
        if not mine.provinces:
            return 0
        if mine.provinces & known.provinces - self._wholes:
            return 2
        return 1 if (mine.provinces | known.provinces) & self._wholes else -1

    def _words(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        """The share of what the shorter title tells that the other tells too, from 0 to 1; one word alone tells nothing."""
        shared = mine & theirs
        if len(shared) < 2:
            return 0.0
        told = [sum(self._weight.get(word, self._rarest) for word in words) for words in (shared, mine, theirs)]
        return told[0] / min(told[1:])


def _known(event: Event) -> _Known:
    place = event.place
    return _Known(
        event,
        _days(event.when),
        frozenset(event.provinces),
        same(place.name) if place else "",
        same(place.district) if place else "",
        frozenset(word for word in words_of(event.title) if len(word) > 2 or word.isdigit()),
    )


def _days(when: Edtf | None) -> tuple[int, int] | None:
    """The days of a date that says when something was."""
    if when is None or when.latest - when.earliest >= LONGEST:
        return None
    return when.earliest, when.latest


def _nearness(mine: tuple[int, int] | None, theirs: tuple[int, int] | None) -> int:
    """2 where the days meet, 1 where they are beside one another, 0 elsewhere and where they are not known."""
    if mine is None or theirs is None:
        return 0
    apart = max(mine[0] - theirs[1], theirs[0] - mine[1])
    return 2 if apart <= 0 else 1 if apart <= NEAR else 0
