"""What a timeline says already, as far as forms complete from it: its claims, and who, what and by whom they count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property

from cttui.curation.book import events_of
from cttui.curation.forms import Suggestion
from cttui.model.claims import stated
from cttui.model.records import Claim, Event
from cttui.store.index import Ask, Index
from cttui.store.wants import Citing
from cttui.text import fits, same, words

MOST_EVENTS = 5_000
"""Events whose claims are read, the first ones; more are in no file that somebody keeps by hand."""
MOST_SUGGESTED = 40
"""Suggestions for a field, at most."""


class Known:
    """What a timeline's claims say, read once for each state of its file."""

    def __init__(self, index: Index) -> None:
        """Take the index; nothing is read before it is asked for."""
        self.index = index

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, in date order."""
        return events_of(self.index) if self.index.count <= MOST_EVENTS else self.index.events(range(MOST_EVENTS))

    @cached_property
    def claims(self) -> tuple[tuple[str, Claim], ...]:
        """Every claim, with the id of its event."""
        return tuple((event.id, claim) for event in self.events for claim in event.claims)

    def counts(self, value: Callable[[Claim], str], among: Callable[[Claim], bool] = lambda _: True) -> Counter[str]:
        """How many claims have each value of something, among some of them."""
        return Counter(found for _, claim in self.claims if among(claim) and (found := value(claim)))

    def last_by(self, source_id: str, event_id: str = "") -> str:
        """The claimant last named for a source: in an event, or else in the last event that cites it; empty for none."""
        citing = self.index.answer(Ask(wants=(Citing(source_id),)))[Citing(source_id)]
        # the event at hand comes last
        for event in sorted(citing, key=lambda event: event.id == event_id)[::-1]:
            for claim in reversed(event.claims):
                if claim.source == source_id:
                    return claim.by
        return ""


def ranked(
    typed: str, found: Iterable[tuple[str, str]], also: Callable[[str], Collection[str]] = lambda _: ()
) -> list[Suggestion]:
    """Those of some values that a typed text may mean: first those that begin with it, then those with words that do.

    Args:
        typed: The text; empty for all.
        found: Values with what speaks for them, the likeliest first.
        also: The other spellings of a value.
    """
    first: dict[str, str] = {}
    for text, about in found:
        # what speaks for it most comes first
        first.setdefault(text, about)
    return [Suggestion(text, about) for text, about in _ranked(typed, first.items(), also)][:MOST_SUGGESTED]


def _ranked(
    typed: str, found: Collection[tuple[str, str]], also: Callable[[str], Collection[str]]
) -> Iterator[tuple[str, str]]:
    begun, asked = same(typed) if typed else "", words(typed)
    first = {text for text, _ in found if same(text).startswith(begun)}
    yield from (one for one in found if one[0] in first)
    yield from (one for one in found if one[0] not in first and fits(asked, (one[0], *also(one[0]))))


def in_short(claim: Claim) -> str:
    """A claim in a few words: ``5 killed, Chinese nationals``."""
    return f"{stated(claim)} {claim.measure}, {claim.who}"
